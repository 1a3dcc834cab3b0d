"""TEXT-CONTRADICTION: which of them is most, which is more than another, and what all of a number are.

行政查询事项居首位, 行政诉讼多于行政复议, 无法提供5件，均为本机关不掌握. No figure is given; the cells of this year decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.claims import Broken
from assistant.checking.figures.ties.aliases import Name, names_in
from assistant.checking.figures.ties.rows import (
    DONE,
    FORWARD,
    GROUPS,
    NEW,
    ORGANIZATIONS,
    OVER,
    Cells,
    applicant_cells,
    case_cells,
    result_cells,
    rows_of_group,
)
from assistant.checking.prose import Passage
from assistant.core.numbers import format_number
from assistant.core.template import quoted

_FIRST_OF_ALL: Final = re.compile(
    r"”?(?:的|类|件数|数量|申请|提出|理由|情形|占比)*(?:也|都|仍|依然|依旧)?(?:居|位居|排|列|排在|位列|高居)(?:首位|第一位?|榜首|首)|”?(?:的|类|件数|数量|申请|提出|占比)*(?:为|是)?最多(?!的)|(?:的|申请|提出|占|案件)*居多(?!数)"
)
_MORE: Final = re.compile(
    r"(?:仍|均|都|已|略|稍)*(?P<more>多于|高于|超过了?|大于)|(?:仍|均|都|略|稍)*(?P<less>少于|低于|不及|小于|不如|比不上|赶不上)"
)
_OWN_YEAR: Final = re.compile(r"^\s*20\d\d年度?的?")
_THAN: Final = re.compile(
    r"比(?P<other>[^，。；\d]{2,16}?)(?:的)?(?:还要?|更|略|稍|都|要|明显|大大)*(?:(?P<more>多|高|大)|(?P<less>少|低|小))(?:了|出|得多|一些|不少)*(?:件|许多|一截)?$"
)
"""制发的比废止的还多: the other side stands between."""
_OF_ANOTHER: Final = re.compile(
    r"上一?年|去年|往年|同期|平均|目标|计划|20\d\d年|领域|部门|内容|渠道|单位|乡镇"
)
_NEXT: Final = 12
"""Characters between a number and what all of it are: 13件不予公开的申请，全部以…为由."""
_ALL_ARE: Final = re.compile(
    r"^(?:[^，。；\d]{0,8}(?:申请|答复|案件))?(?:，|、)?(?:的)?(?:申请)?(?:均|都|全部|全)(?:是|为|系|因|由|属于?|属)?(?:于|因|以)?"
)
_RECEIVED: Final = {"new": NEW, "total_results": DONE, "over": OVER, "forward": FORWARD}
_DECISIONS: Final = frozenset({"licensing", "penalties", "compulsion"})
_SUITS: Final = ("direct", "after")


def broken(case: Case, clause: Passage, sentence: Passage) -> Iterator[Broken]:
    """What a clause says of rank, of more and less, and of all of a number, where the cells say otherwise."""
    if re.search("首|最|第一|多|少|高|低|超|及", clause.text) and not _OF_ANOTHER.search(
        _OWN_YEAR.sub("", clause.text)
    ):
        yield from _rank(case, clause, sentence)
        yield from _comparison(case, clause, sentence)
    yield from _all_of_it(case, clause, sentence)


# --- rank -----------------------------------------------------------------------------------------------


def _rank(case: Case, clause: Passage, sentence: Passage) -> Iterator[Broken]:
    """企业提出最多, 行政查询事项居首位."""
    for name in names_in(clause.text):
        match = _FIRST_OF_ALL.match(clause.text, name.end)
        ahead = sentence.text[: clause.start - sentence.start + name.start]
        among = ORGANIZATIONS if re.search("法人|组织|单位", ahead) else ("natural_person", *ORGANIZATIONS)
        rivals = _rivals(case, name, among) if match else []
        own = next((cells for key, cells in rivals if key == name.key), None)
        value = case.sum(own) if own else None
        if match is None or own is None or value is None or re.search(r"\d", clause.text):
            continue
        others = [(cells, v) for _, cells in rivals if (v := case.sum(cells)) is not None and cells != own]
        most = max(others, key=lambda other: other[1], default=None)
        if most is not None and most[1] > value:
            shown = f"{case.names(own)}是 {format_number(value)}，{case.names(most[0])}是 {format_number(most[1])}"
            says = f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"
            yield Broken(clause.cut(name.start, match.end()), (*own, *most[0]), says)


def _rivals(case: Case, name: Name, among: Sequence[str]) -> list[tuple[str, Cells]]:
    """What a name is compared with where it is said to be most, itself among them; `among`: kinds of applicant."""
    form = case.report.form
    if name.kind == "applicant":
        return [(c, applicant_cells(c, "new", form)[0]) for c in among]
    if name.kind == "result":
        return [(key, result_cells(key, form)) for key in ("granted", "granted_in_part", *GROUPS)]
    if name.kind == "reason" and (group := name.key.split(".")[0]) in GROUPS:
        return [(row, result_cells(row, form)) for row in rows_of_group(group, form)]
    if name.key in _SUITS:
        return [(key, case_cells(key, "total")) for key in _SUITS]
    return []


# --- more and less --------------------------------------------------------------------------------------


def _comparison(case: Case, clause: Passage, sentence: Passage) -> Iterator[Broken]:
    """行政诉讼多于行政复议, 新制发的多于废止的: both sides named."""
    if re.search(r"\d", _OWN_YEAR.sub("", clause.text)):
        return
    match = _THAN.search(clause.text) if "比" in clause.text else None
    if match is not None:
        right = names_in(match["other"])
    elif match := _MORE.search(clause.text):
        right = names_in(clause.text[match.end() :])
    else:
        return
    left = names_in(clause.text[: match.start()])
    one = next((c for n in reversed(left) if (c := _cells_of(case, n, sentence))), ())
    other = next((c for n in right if (c := _cells_of(case, n, sentence))), ())
    if not one or not other:
        return
    first, second = (case.sum(cells) for cells in (one, other))
    if first is None or second is None or one == other:
        return
    if (first > second) is bool(match["more"]) and first != second:
        return
    shown = f"{case.names(one)}是 {format_number(first)}，{case.names(other)}是 {format_number(second)}"
    says = f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。"
    yield Broken(clause, (*one, *other), says)


def _cells_of(case: Case, name: Name, sentence: Passage) -> Cells:
    if name.kind == "received":
        return _RECEIVED.get(name.key, ())
    if name.kind in {"result", "reason"}:
        return result_cells(name.key, case.report.form)
    if name.kind == "applicant" and "申请" in sentence.text:
        return applicant_cells(name.key, "new", case.report.form)[0]
    if name.kind == "case" and name.key != "cases":
        return case_cells(name.key, "total")
    if name.kind == "decision" and name.key in _DECISIONS:
        return (f"proactive.{name.key}.decisions",)
    if name.kind == "column" and "文件" in sentence.text and "规章" not in sentence.text:
        return (f"proactive.normative_documents.{name.key}",)
    return ()


# --- all of a number ------------------------------------------------------------------------------------


def _all_of_it(case: Case, clause: Passage, sentence: Passage) -> Iterator[Broken]:
    """无法提供5件，均为本机关不掌握; 诉讼6件，均未经复议直接起诉; 重复申请52件，都是自然人提出的."""
    if not re.search("均|都|全", clause.text):
        return
    last = None
    for statement in case.statements:
        said = statement.passage
        if said.section == clause.section and sentence.start <= said.start < clause.end:
            last = statement
    if last is None:
        yield from _all_of_a_group(case, clause, sentence)
        return
    if last.last_year or last.role == "part":
        return
    rest = case.prose.sections[clause.section][last.passage.end : clause.end]
    match = _ALL_ARE.match(rest)
    if match is None or clause.start - last.passage.end > min(_NEXT, match.end()):
        return
    whole = next((c for c in last.choices if case.sum(c) == last.mention.value), None)
    names = names_in(rest[match.end() :])
    if (
        whole is None
        or len({n.key for n in names if n.kind != "noun"}) != 1
        or re.search(r"\d|和|或|(?<!涉)及", rest)
    ):
        return
    cells = _part_named(case, names[0], whole)
    value = case.sum(cells) if cells else None
    if value is not None and value < last.mention.value:
        shown = f"{format_number(last.mention.value)} 件里这一类只有 {format_number(value)} 件"
        yield Broken(clause, (*cells, *whole), f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。")


def _all_of_a_group(case: Case, clause: Passage, sentence: Passage) -> Iterator[Broken]:
    """``结论为无法提供的，都是本机关不掌握相关信息``: a group and one of its reasons, without a number."""
    ahead = re.split("[，。；：]", sentence.text[: clause.start - sentence.start].rstrip("，"))[-1]
    match = _ALL_ARE.match(clause.text)
    groups = [n for n in names_in(ahead) if n.kind == "result" and n.key in GROUPS]
    if match is None or len(groups) != 1 or not re.search("的$", ahead) or re.search(r"\d", ahead):
        return
    names = [n for n in names_in(clause.text[match.end() :]) if n.kind == "reason"]
    if len({n.key for n in names}) != 1 or re.search(r"\d|和|或|(?<!涉)及", clause.text):
        return
    whole = result_cells(groups[0].key, case.report.form)
    cells = _part_named(case, names[0], whole)
    value, most = case.sum(cells) if cells else None, case.sum(whole)
    if value is not None and most is not None and value < most:
        shown = f"{format_number(most)} 件里这一类只有 {format_number(value)} 件"
        yield Broken(clause, (*cells, *whole), f"正文写{quoted(clause.text.strip())}，而{shown}，两处矛盾。")


def _part_named(case: Case, name: Name, whole: Cells) -> Cells:
    """The cells among those of a whole that a name means: a reason of the group, a kind of suit, a column."""
    form = case.report.form
    if name.kind == "reason":
        cells = result_cells(name.key, form)
        return cells if set(cells) < set(whole) else ()
    if name.key in _SUITS:
        cells = case_cells(name.key, "total")
        return cells if set(cells) < set(whole) else ()
    if name.kind == "applicant" and name.key != "organizations":
        rows = [a.rpartition(".") for a in whole]
        if all(column == "total" and row.startswith("requests.") for row, _, column in rows):
            return tuple(f"{row}.{name.key}" for row, _, _ in rows)
    return ()
