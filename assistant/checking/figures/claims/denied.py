"""TEXT-CONTRADICTION: matters denied without a figure, the denial before or behind: ``denied.toml``.

没有出现反复提交相同申请的情况, 以内部事务为由不予公开的，今年一件也没有. What is denied is data, how it is denied is here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims import claims
from assistant.checking.figures.claims.claims import Broken
from assistant.checking.figures.claims.lookup import Lookup
from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.rows import FORWARD, GROUPS, OVER, Cells, result_cells
from assistant.checking.figures.ties.scope import (
    for_other_causes,
    is_of_others,
    is_of_some_applicants,
)
from assistant.checking.prose import Passage
from assistant.core.template import quoted

_FILE: Final = Path(__file__).with_name("denied.toml")
_DENIES: Final = re.compile("[没无未零]|不存在|空白|不[曾到]|绝迹")
_BEFORE: Final = re.compile(
    r"(?:未见|[见找查看]不到|没人|还没|没有|没|无一|(?<!毫)无(?!法|正当)|未曾|从未|未|不曾|不存在|杜绝了?|零)(?!再)"
    r"(?:出现|发生|收到|接到|受理|遇到|碰到|遇上|碰上|发现|存在|产生|作出|做出|使用|适用|采取|援引|有|过|作|是|说|告知|回复|遇见|用|一|半|[件例起个位次宗名张家份]|哪[个家位名件]|任何|哪怕|申请人|申请|群众|当事人|公众|公民|人|单位"
    r"|村民|居民|我们|因为|牵扯到?|事关|别人的|他人的|理由|来信|来函|本机关|行政机关|对|因|以|由于|属于|涉及|要求|来自|由|被|的|政府信息公开|信息公开|政府|信息|出于|基于|依据?|依照|按照?|根据|凭借?|拿|就|针对|[“”]|该|这类|此类|类似|情形|情况|为|采用|办结|答复|决定|宣布|我局|本局|复议机关|法院|、|或者?)*$"
)
"""What may stand between a denial and what it denies: nothing that would make it deny something else."""
_BEHIND: Final = re.compile(
    r"^[”]?(?:的|者|申请|案件|情形|情况|现象|事项|行为|件|数量|数|类|理由|答复|决定|这|一|[栏项类]|全都?|皆|今年|全年|本年度?|年内|当年|20\d\d年|全[县市区局镇]|我局|本局|我们|镇里|局里|各级|也|都|均|则|同样|一直|仍|，|”)*"
    r"(?:(?:一|半|哪怕一)[件例起个位次宗名](?:也|都)?(?:没有?|未|无)(?:再)?(?:出现|发生|遇到|碰到|碰上|收到|接到|有)?过?"
    r"|(?:一次|从来)(?:也|都)?(?:没有?|未)(?:出现|发生|遇到|碰到|碰上|收到|接到|有)?过?"
    r"|(?:一|半)[件例起个次宗家份](?:也|都)?(?:没有?|未|无)(?:见|用|动用|碰|办|遇|提)?过?(?=\s*(?:[，。；：]|$))|(?:基本|已|全年)*(?:绝迹|归零|清零|清了零|为数为零|空白|绝了迹)(?=\s*(?:[，。；：]|$))|(?:没人|无人|没有人)(?:提|提出|遇到|用|要)?过?(?=\s*(?:[，。；：]|$))|(?:没有?|未)(?:用上|用到|遇见|碰见|提过|提出|出现一[起例件次])过?(?=\s*(?:[，。；：]|$))|(?:为|是|系|保持|填|报|记)(?:零|空白|0件?|“0”)(?:件|记录)?"
    r"|(?:一次|从)?(?:也|都)?(?:没有?|未曾|从未|不曾|未)(?:被)?(?:使用|适用|援引|用|动用)过?|(?<=[年])(?:没有?|未)再(?:出现|发生|遇到|碰到|使用|用|有)过?|(?:没有?|未|未曾|从未|尚未|不曾|无)(?:出现|发生|遇到|碰到|碰上|收到|接到|有)?过?|不存在|零)(?=\s*(?:[，。；：]|$))"
)
_REST: Final = re.compile(
    r"^[”]?(?:的|者|申请人?|案件|个案|案例|先例|事例|例子|情形|情况|现象|事项|行为|发生|出现|问题|件|等|答复|决定|记录|人|群众|登记|受理|或者?|被|混入|为由|未能提供|未提供|而?(?:不予公开|不公开|被拒绝|拒绝公开|不再处理|终止(?:办理)?|不予处理|停办|无法提供|作出答复|结案)|过|任何|一[件例起个])*$"
)
_REFUSING: Final = (
    r"[”]?(?:为由|理由|原因|需要|信息|材料|内容|事项|条款|规定|方面|而|被|的|等|类|中|上|作为|由|，)*"
    r"(?:不予公开|不公开|未公开|未予公开|不能公开|不宜公开|不提供|拒绝公开|拒绝提供|被?拒绝|被?拒|遭拒|驳回|挡回|为(?:由|理由)|免予公开|条款|(?:这|那)一(?:条款?|项|理由|情形))(?:信息)?"
)
_HAPPENS: Final = re.compile(
    r"(?:的|申请|情形|情况|现象)*(?:也有|亦有|时有(?:发生|出现)?|均有(?:发生|出现)?|都有(?:发生|出现)?|偶有(?:发生|出现)?|仍有发生|占(?:了)?(?:多数|大头|一定比例))(?:一些|部分|少量)?$"
)
"""X的也有: told to have happened, without a number."""
_OTHER_YEAR: Final = re.compile("上一?年|去年|往年|前年|历年")
_OF_A_PART: Final = re.compile(
    r"(?<!废)(?<!消)除|其余|余下|其中|此后|之后没有|以来没有|年起|月起|今后|拟|应当|必须|确保|力争|避免|防止"
)
_FOR_THIS: Final = re.compile(
    r"(?:没有|未|无)[^，。；\d]{0,10}(?:以此|因此|据此)(?:为由|为理由)?(?:而)?(?:作出|被)?(?:不予公开|拒绝(?:公开)?|不公开)"
    r"|(?:没有|未|从未|未曾)[^，。；\d]{0,8}(?:适用|援用|援引|使用|动用|用)(?:到|过)*(?:这|此|该)[一条项类个]*[^，。；\d]{0,8}(?:理由|条款|情形|规定|例外)"
    r"|(?:没有|没|未|从未)(?:拒绝|回绝|不给|不公开)过?的?$"
)
_REFUSALS: Final = re.compile(
    "(?:不予公开|不公开|拒绝公开)的?(?:申请|决定|答复|理由|情形)?(?:里|中|当中)?[，：]$"
)
"""13件不公开的决定里，没有一件是因为: a reason behind it needs no refusing of its own."""
_KINDS: Final = re.compile("企业|公司|法人|组织|机构|律师|律所|自然人|个人|单位")
_LOOKED_AHEAD: Final = 40
_LOOKED_BACK: Final = 120


@dataclass(frozen=True)
class Matter:
    """What may be denied, and the cells or the group of rows that are then nothing."""

    needs: tuple[str, ...]
    named: re.Pattern[str]
    cells: Cells
    group: str
    near: re.Pattern[str] | None
    reason: re.Pattern[str] | None
    topic: str
    unless: re.Pattern[str] | None


@cache
def matters() -> tuple[Matter, ...]:
    """The matters in the order of their file."""
    return read_matters(_FILE)


def read_matters(path: Path) -> tuple[Matter, ...]:
    """The matters of a file, in its order; ``denied.toml`` says what its fields mean."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["matter"]
    return tuple(
        Matter(
            tuple(e["needs"]),
            re.compile(e.get("named") or f"(?:{e['refusal']}){_REFUSING}"),
            tuple(e.get("cells", ())),
            e.get("group", ""),
            re.compile(e["near"]) if "near" in e else None,
            re.compile(e["refusal"]) if "refusal" in e else None,
            e.get("topic", ""),
            re.compile(e["unless"]) if "unless" in e else None,
        )
        for e in entries
    )


@cache
def _lookup() -> Lookup:
    return Lookup(matter.needs for matter in matters())


def broken(case: Case, clause: Passage, sentence: Passage) -> Iterator[Broken]:
    """Everything that a clause denies, alone or with the clause behind it, and the cells hold."""
    start = clause.start - sentence.start
    text = sentence.text[start : start + len(clause.text) + _LOOKED_AHEAD]
    own = text[: len(clause.text)].rstrip()  # the clause with the marks that names hide
    if not (_DENIES.search(text) or _HAPPENS.search(own)) or _OTHER_YEAR.match(clause.text.strip()):
        return
    known = False
    refusing = _REFUSALS.search(sentence.text[max(0, start - _LOOKED_BACK) : start]) is not None
    for matter in map(matters().__getitem__, _lookup().possible(clause.text)):
        if not any(word in clause.text for word in matter.needs):
            continue
        if matter.unless and matter.unless.search(own):
            continue
        if matter.near and not matter.near.search(
            sentence.text[max(0, start - _LOOKED_BACK) : start + len(text)]
        ):
            continue
        named = matter.reason if refusing and matter.reason else matter.named
        for found in named.finditer(own):
            if (span := _denied(text, own, found)) is None:
                yield from _happens(case, matter, clause, found)
                continue
            if not known and not _is_of_all(case, clause, sentence):
                return
            known = True
            if told := _told(case, matter, clause, sentence, found[0]):
                yield Broken(sentence.cut(start + span[0], start + span[1]), *told)
            break
    yield from _for_this(case, clause, sentence)


def _denied(text: str, clause: str, found: re.Match[str]) -> tuple[int, int] | None:
    """Where a matter and its denial stand, with what is around them."""
    before = clause[max(0, found.start() - _LOOKED_BACK) : found.start()]
    ahead = _BEFORE.search(before)
    if ahead and _REST.match(clause[found.end() : found.end() + _LOOKED_BACK].rstrip()):
        return found.start() - len(before) + ahead.start(), found.end()
    behind = _BEHIND.match(text[found.end() : found.end() + _LOOKED_BACK])
    if behind and not re.search("[没未无零]", before):
        return found.start(), found.end() + behind.end()
    return None


def _is_of_all(case: Case, clause: Passage, sentence: Passage) -> bool:
    """Whether a denial is of the whole unit and year."""
    if _OF_A_PART.search(clause.text) or (
        re.search(r"\d\s*[件起]", clause.text) and not claims.counts_all(case, clause)
    ):
        return False
    return not (
        claims.is_of_units(clause, sentence)
        or is_of_others(case, clause, sentence)
        or for_other_causes(clause, sentence)
    )


def _happens(case: Case, matter: Matter, clause: Passage, found: re.Match[str]) -> Iterator[Broken]:
    """``以国家秘密为由不予公开的也有`` beside nothing."""
    told = _HAPPENS.match(clause.text[found.end() :])
    if told is None or matter.group or not matter.cells or "*" in matter.cells[0]:
        return
    if case.sum(matter.cells) == 0 and not re.search("[没未无]", clause.text[: found.start()]):
        shown = "、".join(case.name(a) for a in matter.cells)
        says = f"正文写{quoted(clause.text.strip())}，而{shown}是 0，两处矛盾。"
        yield Broken(clause.cut(found.start(), found.end() + told.end()), matter.cells, says)


def _told(
    case: Case, matter: Matter, clause: Passage, sentence: Passage, said: str
) -> tuple[Cells, str] | None:
    if matter.topic not in {"", "any"} and not claims.is_on(
        matter.topic, case, clause, sentence, all_of_them=False
    ):
        return None
    if matter.topic == "any":
        pass
    elif not matter.topic and ELSEWHERE.search(clause.text):
        return None
    applicants = all(".new." in cell for cell in matter.cells) and matter.cells
    if not applicants and is_of_some_kind(clause, sentence):
        return None
    zero = result_cells(matter.group, case.report.form) if matter.group else matter.cells
    if (to := re.search(r"20\d\d", said)) and zero == OVER and int(to[0]) != case.report.year:
        zero = FORWARD if case.report.year is not None and int(to[0]) > case.report.year else ()
    wrong = claims.not_nothing(case, claims.cells_for(case, zero, clause, sentence))
    if wrong is None:
        return None
    cells, shown = wrong
    return cells, f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"


def is_of_some_kind(clause: Passage, sentence: Passage) -> bool:
    """Whether only some kind of applicant is spoken of: 群众 and 居民 stand for everybody, as 全年 does."""
    ahead = sentence.text[: clause.end - sentence.start][-_LOOKED_BACK:]
    if re.match("全年|全[市县区局镇]|今年|本年", clause.text.strip()) or not _KINDS.search(ahead):
        return False
    return is_of_some_applicants(clause, sentence)


def _for_this(case: Case, clause: Passage, sentence: Passage) -> Iterator[Broken]:
    """``对“三安全一稳定”条款慎用，没有一件以此为由不予公开``: the reason is named before."""
    match = _FOR_THIS.search(clause.text)
    if match is None:
        return
    start = clause.start - sentence.start
    ahead = sentence.text[max(0, start - _LOOKED_BACK) : start + match.start()]
    reasons = [n for n in names_in(ahead) if n.kind == "reason" and n.key.split(".")[0] == GROUPS[0]]
    if reasons and _is_of_all(case, clause, sentence):
        zero = result_cells(reasons[-1].key, case.report.form)
        if wrong := claims.not_nothing(case, zero):
            cells, shown = wrong
            yield Broken(
                clause.of(match), cells, f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"
            )
