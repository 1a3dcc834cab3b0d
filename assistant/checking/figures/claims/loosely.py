"""TEXT-CONTRADICTION: denials in words of any order, of what the cells hold: ``loosely.toml``.

没有一件作不予公开处理, 围绕国家秘密这一条，一次都没有援用过. `denied.py` knows what may stand between a denial and its matter;
here anything may but for what is known to deny something else, so every finding is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims import claims, denied
from assistant.checking.figures.claims.claims import Broken
from assistant.checking.figures.claims.denied import Matter
from assistant.checking.figures.claims.lookup import Lookup
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.rows import Cells, result_cells
from assistant.checking.figures.ties.scope import for_other_causes
from assistant.checking.prose import Passage
from assistant.core.template import quoted

_FILE: Final = Path(__file__).with_name("loosely.toml")
_DENIES: Final = re.compile("[没无未零]|空白|绝|不[曾收涉动实开办存]|备而")
_BEFORE: Final = re.compile(
    r"(?P<no>没有|没|从未|未曾|不曾|尚未|并未|均未|未(?![经按来])|无一|(?<![毫有从])无(?!法|正当|故|理|需|须|关|效|论|纸|障)|零(?!星|散)|不存在|不(?=收|涉及|动用|实施|开展|办理))"
    r"(?P<fill>[^，。；：（）\d]{0,16})$"
)
_BEHIND: Final = re.compile(
    r"^(?P<fill>[^，。；：（）\d]{0,12}?(?:，(?:今年|全年|年内|本年度?|当年|一年来|至今|目前|我[局市县区镇办委]|本[局市县区镇]|镇里|局里|各[^，。；：（）\d]{1,4}|报来的|在我[市县]|复议中|诉讼中|也|都|均|还|仍|则|已|一律|一直)*)?)"
    r"(?:(?:一|半)[件次起例个份家名宗位条笔][^，。；：\d]{0,2}?(?:没有|没|未|无)(?P<once>[^，。；：\d]{0,4})"
    r"|(?:没有|没(?!有)|未曾|从未|未|不曾|无)(?P<did>(?:出现|发生|遇|碰|收|接|办|作|实施|采|动|援|适用|使用|用|有|提|要|来|见|处理|触及|涉及|启用|发|开|产生)[^，。；：\d]{0,2}|)过?(?:一[件次起例个份家名宗位条])?(?:的|数)?"
    r"|(?:没人|无人|没有人|没有谁)(?P<they>[^，。；：\d]{0,5})"
    r"|(?:为|是|填|报|显示|均|都|全|皆|保持|属于?)*(?:零|空白|0件?)|不存在|(?:已|已经|基本)*(?:绝迹|绝了迹)|备而[不未]用)(?=\s*(?:[，。；：]|$))"
)
_OTHERWISE: Final = re.compile(
    r"再(?=出现|发生)|说明|送达|依据|法定|规定|及时|按[期时]|逾期|超期|超时|延误|解读|审[查核]|登记|遗漏|差错|错误|失误|违[法规反]|不当|擅自|随意|异议|以外|之外|[^反对供适]应(?!诉)|必须|拟|如果|若|季度|月|部门|乡镇|街道|科室|股室|泄露|泄密|侵犯|培训|公示|专栏|平台|系统|渠道|困难|能力|意识|经验|机制|制度|标准|统一|质量|过错|扩大|影响|耽误|损害|除|只|仅|而是|完成|审结的|第三方|明确|引用|书面|告知|改变(?!过)|妥善|充分|规范(?!性)|主动|有效(?!的)|到位|提速|发布|发文|计入|列入|纳入|增|减|因此|由此|办结|答复率|超过|更新|漏"
)
"""Words with which something else is denied than the matter."""
_FOR_A_CAUSE: Final = re.compile("因.*(?:纠正|撤销|责令|违法|改变)")
_ANYBODY: Final = re.compile("(?:哪|一|任何|有|各)[个家一]?(?:部门|单位|乡镇|机关|县区|科室|街道)")
_IF: Final = re.compile("如果|若|凡|一旦|应当|必须|[没未无零]")
_OTHER_YEAR: Final = re.compile("上一?年|去年|往年|前年|历年")
_OF_A_PART: Final = re.compile(
    r"(?<!废)(?<!消)除|其余|余下|其中|此后|之后没有|以来|年起|月起|今后|拟|应当|必须|确保|力争|避免|防止|杜绝|要做到|决不|绝不"
)
_TWICE: Final = re.compile("[没未无]|不(?!予|掌握|存在)")
_LONGEST_REST: Final = 12
_LOOKED_AHEAD: Final = 20
_LOOKED_BACK: Final = 50


@cache
def matters() -> tuple[Matter, ...]:
    """The matters in the order of their file, behind those that are denied in set words."""
    known = tuple(m for m in denied.matters() if "逾期" not in m.needs)
    return known + denied.read_matters(_FILE)


@cache
def _lookup() -> Lookup:
    return Lookup(matter.needs for matter in matters())


def broken(case: Case, clause: Passage, sentence: Passage) -> Iterator[Broken]:
    """The first thing that a clause denies, alone or with the clause behind it, and the cells hold."""
    start = clause.start - sentence.start
    text = sentence.text[start : start + len(clause.text) + _LOOKED_AHEAD]
    if not _DENIES.search(text) or re.search(r"\d", clause.text):
        return
    own = text[: len(clause.text)].rstrip()
    for matter in map(matters().__getitem__, _lookup().possible(own)):
        if not any(word in own for word in matter.needs):
            continue
        if matter.unless and matter.unless.search(own):
            continue
        around = sentence.text[max(0, start - _LOOKED_BACK) : start] + text
        if matter.near and not matter.near.search(around):
            continue
        for found in matter.named.finditer(own):
            span = _denied(text, own, found)
            if span is None or _FOR_A_CAUSE.match(found[0]):
                continue
            if not _is_of_all(case, clause, sentence, matter):
                return
            if told := _told(case, matter, clause, sentence):
                yield Broken(sentence.cut(start + span[0], start + span[1]), *told, "warning")
                return


def _denied(text: str, own: str, found: re.Match[str]) -> tuple[int, int] | None:
    """Where a matter and its denial stand, with nothing around them that makes it another denial."""
    before, rest = own[: found.start()], own[found.end() :]
    ahead = _BEFORE.search(before)
    if ahead and len(rest) <= _LONGEST_REST and not _is_otherwise(ahead["fill"], rest):
        return ahead.start(), len(own)
    behind = _BEHIND.match(text[found.end() :])
    if behind and not _IF.search(before):
        said = (behind[part] or "" for part in ("fill", "once", "did", "they"))
        if not _is_otherwise(*said):
            return found.start(), found.end() + behind.end()
    return None


def _is_otherwise(*around: str) -> bool:
    """Whether words around a denial make it one of something else, or deny it again."""
    words = _ANYBODY.sub("", "，".join(around)).replace("不予公开", "")
    return bool(_OTHERWISE.search(words) or _TWICE.search(words))


def _is_of_all(case: Case, clause: Passage, sentence: Passage, matter: Matter) -> bool:
    """Whether a denial is of the whole unit and year."""
    if _OF_A_PART.search(clause.text):
        return False
    if _OTHER_YEAR.search(clause.text) and not any("carried_over" in cell for cell in matter.cells):
        return False
    applicants = bool(matter.cells) and all(".new." in cell for cell in matter.cells)
    return not (
        claims.is_of_units(clause, sentence)
        or claims.is_of_another(case, clause, sentence)
        or for_other_causes(clause, sentence)
        or (not applicants and denied.is_of_some_kind(clause, sentence))
    )


def _told(case: Case, matter: Matter, clause: Passage, sentence: Passage) -> tuple[Cells, str] | None:
    if matter.topic:
        if not claims.is_on(matter.topic, case, clause, sentence, all_of_them=False):
            return None
    elif ELSEWHERE.search(clause.text):
        return None
    zero = result_cells(matter.group, case.report.form) if matter.group else matter.cells
    wrong = claims.not_nothing(case, claims.cells_for(case, zero, clause, sentence))
    if wrong is None:
        return None
    cells, shown = wrong
    return cells, f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"
