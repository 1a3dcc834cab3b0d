"""TEXT-CONTRADICTION: what all of a group are, and all the rest: 不予处理的申请全部属于信访类, 除1件部分公开外其余均予公开.

Also what most are: 申请人以企业为主. No figure is given for what is claimed; the cells of this year decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims import claims
from assistant.checking.figures.claims.claims import Broken
from assistant.checking.figures.ties.aliases import names_in
from assistant.checking.figures.ties.elsewhere import ELSEWHERE
from assistant.checking.figures.ties.rows import (
    CASES,
    FORWARD,
    GROUPS,
    ORGANIZATIONS,
    Cells,
    applicant_cells,
    result_cells,
    rows_of_group,
)
from assistant.checking.figures.ties.scope import (
    for_other_causes,
    is_of_others,
    is_of_some_applicants,
    is_of_some_units,
)
from assistant.checking.prose import Passage
from assistant.core.numbers import format_number
from assistant.core.report import Severity
from assistant.core.template import quoted

_GROUP: Final = re.compile(
    r"(?P<what>不予公开|无法提供|不予处理|不作处理)的?(?:\d+件)?(?:政府信息)?(?:公开)?(?:的)?(?:申请|答复|决定|情形|情况|案件|件|理由|原因)*[，]?(?:基本)?"
    r"(?P<all>(?:均|全部|都|全|全都|一律|清一色|无一例外|悉数)(?:地|都|均)?(?:是|为|系|因|由|属于?|出于|以|缘于|由于|集中在)*)"
)
_KEYS: Final = {"不予公开": "refused", "无法提供": "unavailable"}
_REST: Final = re.compile(
    r"(?:除[^，。；]{2,20}外，|其余|余下|剩余|剩下|其他(?=\d|申请|案件|均|都|全))(?:的)?(?P<number>\d+\s*件)?(?:申请|案件|行政复议|行政诉讼|复议|诉讼|件|(?:复议机关|法院)(?:对我局)?)*(?:[，]?)(?:的结果|结果)?(?:也|则|已)?(?:均|全部|都|一律|悉数|皆)(?P<said>[^，。；\d]{2,14})"
)
_BUT_OPEN: Final = re.compile(
    r"除(?:去|了|尚有|仍有|有)?\s*(?:[1-9]\d?|[一两二三])\s*件(?:申请)?(?:因[^，。；\d]{2,8})?(?:仍|还|尚|正)*(?:在|未|没有|处于)(?:走|办|答|审|征求|等|延期|检索|补正)[^，。；\d]{0,8}(?:以|之)?外"
)
_WHOLE_GIVEN: Final = re.compile(
    "(?:给|提供|公开|答复)(?:予|了)*(?:全文|全部内容|完整内容)|予以?公开|^公开|完整提供|全文"
)
_UPHELD: Final = re.compile("维持|驳回|支持")
_MOSTLY: Final = re.compile(
    r"(?P<head>[^，。；\d]{2,8}?)(?:申请|提出的)?(?:占(?:了)?(?:大头|多半|主体)|是主体|唱(?:了)?主角|居首位)|以(?P<front>[^，。；\d]{2,10}?)(?:申请)?(?:为主|居多|为多)|(?:主要|大多|多数|绝大多数|大部分|多半|绝大部分)(?:是|为|由|来自|系)(?P<behind>[^，。；\d、]{2,8}?)(?:的申请|提出的?|申请的?|的)?$"
)
_EACH: Final = re.compile(
    r"(?P<applied>(?:均|都)(?:曾|已|向[^，。；\d]{1,6})*(?:提出|提交|递交)(?:过|了)(?:信息|公开)*申请$|(?:也|均|都|亦)有(?:少量|部分|一些|若干|个别|零星)?(?:的)?申请$)"
    r"|(?:情形|情况|理由|条款)[^，。；\d]{0,10}(?:均|都)有(?:发生|出现|涉及|适用|用到)(?:过)?$"
)
_MOST_SAID: Final = re.compile("[为唱]主|居多|为多|大头|多半|主体|主要|大多|多数|部分[是为由来系]")
_APPLYING: Final = re.compile("申请人|申请主体|申请者|提出申请|申请(?:来源|主要|多|大|以)|新收|申请中")
_UNSURE: Final = re.compile(r"上一?年|去年|往年|其中|内容|事项|领域|涉及|需求|问题|服务|面向|宣传|培训|走访")
_LOOKED_BACK: Final = 120
_TWICE: Final = 2


def broken(case: Case, clause: Passage, sentence: Passage) -> Iterator[tuple[Broken, Severity]]:
    """What a clause says of all of a group or of most applicants, where the cells say otherwise."""
    text = clause.text
    if "有" in text or "过" in text:
        yield from _each_kind(case, clause, sentence)
    if _MOST_SAID.search(text):
        yield from _most(case, clause, sentence)
    if _GROUP.search(text) and not _is_of_some(case, clause, sentence):
        yield from _all_of_a_group(case, clause)


def rest(case: Case) -> Iterator[Broken]:
    """All the rest, where something else is among it; its clauses are no claims of their own."""
    for sentence in case.prose.sentences:
        if "除" in sentence.text and (but := _BUT_OPEN.search(sentence.text)):
            yield from _nothing_open(case, sentence, but)
        for match in _REST.finditer(sentence.text):
            before = sentence.text[max(0, match.start() - _LOOKED_BACK) : match.start()]
            if match[0].startswith("除"):
                before += match[0].partition("外，")[0]
            ahead = re.split("[。；]", before)[-1]
            said = sentence.of(match)
            if ELSEWHERE.search(ahead) or is_of_others(case, said, sentence) or _UNSURE.search(ahead):
                continue
            cells = _left_out_cases(before if "诉讼" not in before else ahead, match) or _left_out_results(
                case, ahead, match
            )
            if cells and (wrong := claims.not_nothing(case, cells)):
                held, shown = wrong
                yield Broken(said, held, f"正文写{quoted(match[0])}，而{shown}，两处矛盾。")


def _nothing_open(case: Case, sentence: Passage, but: re.Match[str]) -> Iterator[Broken]:
    """``除1件仍在走延期程序外都已答复`` beside nothing carried forward."""
    if case.sum(FORWARD) != 0 or "申请" not in sentence.text or re.search("复议|诉讼", sentence.text):
        return
    if not ELSEWHERE.search(sentence.text):
        says = f"正文写{quoted(but[0])}，而{case.names(FORWARD)}是 0，两处矛盾。"
        yield Broken(sentence.of(but), FORWARD, says)


def _is_of_some(case: Case, clause: Passage, sentence: Passage) -> bool:
    return (
        is_of_some_units(clause, sentence)
        or is_of_some_applicants(clause, sentence)
        or is_of_others(case, clause, sentence)
        or for_other_causes(clause, sentence)
    )


def _all_of_a_group(case: Case, clause: Passage) -> Iterator[tuple[Broken, Severity]]:
    """``不予处理的申请全部属于信访、举报、投诉类``: the other rows of the group must be nothing."""
    match = _GROUP.search(clause.text)
    if match is None or re.search("其中|上一?年|去年|除|本年新", clause.text[: match.start()]):
        return
    group = _KEYS.get(match["what"], "not_processed")
    names = [n for n in names_in(clause.text[match.end("all") :]) if n.kind == "reason"]
    keys = {n.key.split("/")[0] for n in names if n.key.split(".")[0] == group}
    if (
        not keys
        or len(keys) != len({n.key for n in names})
        or re.search("等|其他", clause.text[match.end() :])
    ):
        return
    form = case.report.form
    others = tuple(
        c for row in rows_of_group(group, form) if row not in keys for c in result_cells(row, form)
    )
    if wrong := claims.not_nothing(case, others):
        cells, shown = wrong
        yield Broken(clause, cells, f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"), "error"


def _left_out_cases(ahead: str, match: re.Match[str]) -> Cells:
    """The columns of cases that are neither named before nor what the rest is said to be."""
    around = ahead + match[0]
    if not _UPHELD.search(match["said"]) or not re.search("复议|诉讼|起诉", around):
        return ()
    if re.search("复议后|直接|法院", around) or ("复议" in around and "诉讼" in around):
        return ()
    rows = CASES["review" if "复议" in around else "suits"]
    named = {n.key for n in names_in(ahead) if n.kind == "outcome"}
    if not named:
        return ()
    if re.search("审结|撤回|终止|其他结果", ahead):
        named |= {"pending"} if "审结" in ahead else {"other_outcome"}
    columns = {"corrected": "corrected", "other_outcome": "other", "pending": "pending"}
    return tuple(f"disputes.{r}.{c}" for r in rows for key, c in columns.items() if key not in named)


def _left_out_results(case: Case, ahead: str, match: re.Match[str]) -> Cells:
    """The results that are neither named before nor 予以公开, which the rest is said to be."""
    if not _WHOLE_GIVEN.search(match["said"]) or re.search("不予|部分|或|和|期", match["said"]):
        return ()
    if not re.search(
        r"\d\s*件[^，。；\d]{0,4}申请|申请[^，。；\d]{0,6}\d+\s*件|办结", ahead
    ) or not claims.counts_whole(case, ahead):
        return ()
    names = [n for n in names_in(ahead) if n.kind in {"result", "reason"}]
    if not names:
        return ()
    form = case.report.form
    named = {c for n in names for c in result_cells(n.key, form)}
    groups = ("granted_in_part", *GROUPS)
    return tuple(c for g in groups for c in result_cells(g, form) if c not in named)


def _each_kind(case: Case, clause: Passage, sentence: Passage) -> Iterator[tuple[Broken, Severity]]:
    """``企业、科研机构都提出过申请``, ``科研机构也有少量申请``, 不予处理20件，``表列五种情形均有发生``: none of them is nothing."""
    match = _EACH.search(clause.text)
    if match is None or is_of_others(case, clause, sentence) or re.search("[没未无]", clause.text):
        return
    form = case.report.form
    cells: Cells = ()
    names = names_in(clause.text)
    if match["applied"]:
        keys = [n.key for n in names if n.kind == "applicant" and n.key != "organizations"]
        cells = tuple(c for key in keys for c in applicant_cells(key, "new", form)[0])
    else:
        ahead = sentence.text[: clause.start - sentence.start + match.start()][-_LOOKED_BACK:]
        groups = [n.key for n in names_in(ahead) if n.kind == "result" and n.key in GROUPS[:3]]
        but = {c for n in names if n.kind == "reason" for c in result_cells(n.key, form)}
        own = result_cells(groups[-1], form) if groups else ()
        cells = tuple(c for c in own if c not in but)
    empty = tuple(c for c in cells if case.sum((c,)) == 0)
    if empty:
        shown = "、".join(case.name(a) for a in empty)
        yield (
            Broken(clause, empty, f"正文写{quoted(clause.text.strip())}，而{shown}是 0，两处矛盾。"),
            "error",
        )


def _most(case: Case, clause: Passage, sentence: Passage) -> Iterator[tuple[Broken, Severity]]:
    """``申请主体以企业为主`` beside more natural persons."""
    match = _MOSTLY.search(clause.text)
    if match is None or _UNSURE.search(clause.text) or ELSEWHERE.search(clause.text):
        return
    ahead = sentence.text[: clause.start - sentence.start + match.end()][-_LOOKED_BACK:]
    if not _APPLYING.search(re.split("[。；]", ahead)[-1]) or is_of_others(case, clause, sentence):
        return
    words = match["head"] or match["front"] or match["behind"]
    keys = {n.key for n in names_in(words) if n.kind == "applicant"}
    if re.search("企业|公司", words):
        keys.add("enterprise")
    if re.search("个人|居民|村民|市民|群众|公民|家长|业主", words):
        keys.add("natural_person")
    if len(keys) != 1 or re.search("和|及|与|或", words) or re.search("后者|法人|组织|单位", ahead):
        return
    form, key = case.report.form, keys.pop()
    own = applicant_cells(key, "new", form)[0]
    value = case.sum(own)
    among = ("natural_person",) if key == "organizations" else ("natural_person", *ORGANIZATIONS)
    rivals = [(c, v) for k in among if (v := case.sum(c := applicant_cells(k, "new", form)[0])) is not None]
    most = max((r for r in rivals if r[0] != own), key=lambda r: r[1], default=None)
    if value is None or most is None or most[1] <= value:
        return
    shown = f"{case.names(own)}是 {format_number(value)}，{case.names(most[0])}是 {format_number(most[1])}"
    says = f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"
    sure = most[1] >= _TWICE * value
    yield Broken(clause.of(match), (*own, *most[0]), says), "error" if sure else "warning"
