"""Why a number that disagrees with its cells may yet be no mistake: it is a part, another's, or another cell's.

Calling a right number wrong costs more trust than calling a wrong one doubtful: an error is told only where nothing
around the number says that it may count something narrower than its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.ties.aliases import hide_marks, names_in
from assistant.checking.figures.ties.mentions import mentions
from assistant.checking.figures.ties.named import says_nothing_else, without_groups
from assistant.checking.figures.ties.rows import DONE, FORWARD, NEW, ORGANIZATIONS, OVER, result_cells
from assistant.checking.figures.ties.statements import Statement
from assistant.core.approximate import HARDLY_BY_CHANCE, fits
from assistant.core.numbers import NumberKind, format_number

_CLAUSE_EDGE: Final = re.compile(r"[，。；;：:\n]")
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
_SOME_TIME: Final = re.compile(
    r"上半年|下半年|[两三四五六七]年(?:来|合计|共|累计|间|里|对照|对比|相加|加起来|总共|一共)|[一二三四两前后]个?季度|(?<!至)(?<!年)\d{1,2}月(?!\d{0,2}日?[至到—–-])|月底|当月|每月|当天|当日|工作日|小时|节后|节前"
)
_SOME_PLACE: Final = re.compile(
    r"(?<![本我全各])(?:(?:[市县区镇乡州]政府|街道)?办公[室厅](?!主动)|派出所|支队|大队|分局|窗口|科室|中心|法院|检察院|党委|纪委|企业单位|社区|村委)"
    r"|\d+个(?:县|区|市|镇|乡|街道|部门|单位)|[县区]（[市区县]）|乡镇|各部门|市直|县直|区直|局属|市级部门|县级部门|本级"
)
_COURT: Final = re.compile("法院")
"""Where cases are brought, no place that some of them are of."""
_OF_SOMETHING: Final = re.compile(
    r"领域|方面|最多|集中|其中|另有|其余|余下|剩余|剩下|另外|类(?=[^，。；]{0,10}$)|申请人[^，。；]{0,6}同一"
)
_OF_ONE: Final = re.compile(
    "[一1某]名申请人|同一(?:个)?(?:申请)?人|[该此]申请人|(?:余下|其余|剩下|这)的?[0-9]+件[^，。；]{0,10}[，：]"
)
"""What follows is of one applicant, or of some of them."""
_TOTALS: Final = frozenset({"received", "case"})
"""Kinds of number that are a whole: what stands behind 其中 is none."""
_APPLICANTS: Final = re.compile("自然人|公民|个人|单位|法人|企业|组织|机构|居民|村民|律师")
_COLUMNS: Final = {
    "natural_person": "自然人",
    "organizations": "法人或其他组织",
    "enterprise": "商业企业",
}
_MOST_TERMS: Final = 3
_MOST_NEAR: Final = 12
_REACH: Final = 160


_NEWLY: Final = re.compile("新收|当年")
_WITHOUT: Final = re.compile("除|扣|不算|不含|不计|去掉")
_DONE_OF_IT: Final = re.compile("办[结完妥掉毕]|答[复完]|结转|办理|未办|仍在|上年|去年")


def newly_done(case: Case, statement: Statement) -> bool:
    """``新收的75件已办结73件``: what was received this year without what goes into the next, where the sentence tells of both."""
    if statement.kind != "received":
        return False
    new, done, over, forward = (case.sum(cells) for cells in (NEW, DONE, OVER, FORWARD))
    if new is None or done is None or over is None or not forward:
        return False
    value, text = statement.mention.value, statement.sentence.text
    if value != new - forward or value != done - over or statement.last_year:
        return False
    start = statement.passage.start - statement.sentence.start
    own = text if _WITHOUT.search(text) else _CLAUSE_EDGE.split(text[:start])[-1]
    return _NEWLY.search(own) is not None and _DONE_OF_IT.search(text) is not None


def otherwise(case: Case, statement: Statement, expected: Sequence[Decimal]) -> str:
    """What else the number may be, as the beginning of a sentence; empty when nothing says that it is.

    `expected`: the sums that it disagrees with.
    """
    start = statement.passage.start - statement.sentence.start
    before = hide_marks(statement.sentence.text)[:start]
    clause = _CLAUSE_EDGE.split(before)[-1]
    if statement.last_year and any(case.sum(c) == statement.mention.value for c in statement.choices):
        return "它正好是本年的数，可能是前面的年份没有改"
    if _said_right_elsewhere(case, statement):
        return "同一段里另有一处说这一格，数与表格相同，这里的可能是其中一部分"
    if statement.kind == "document" and _right_nearby(case, statement, expected):
        return "同一句里另有一个数与表格相同，这个数可能是年初的或者清理中的"
    if column := _in_a_column(case, statement):
        return f"它正好是{column}一列的数，可能说的是这一类申请人"
    if terms := _adds_up(case, statement, expected):
        return f"它同{'、'.join(terms)}合起来正好相等，可能是其中一部分"
    some = _OF_ONE.search(before) or (_OF_SOMETHING.search(before) if statement.kind in _TOTALS else None)
    if (
        said := _SOME_TIME.search(before)
        or _some_place(case, _COURT.sub("", before) if statement.kind in {"case", "outcome"} else before)
        or some
    ):
        return f"前面写有“{said[0]}”，可能只是其中一部分"
    bare = _BRACKETS.sub("", clause)
    for mention in reversed(mentions(bare)):
        bare = bare[: mention.start] + bare[mention.end :]
    if not says_nothing_else(bare, names_in(bare)):
        return "这个数说的是不是这一格，要看上下文"
    return ""


def _in_a_column(case: Case, statement: Statement) -> str:
    """The kind of applicant whose own column holds just this number in the same rows; empty where none does."""
    totals = (
        cells
        for cells in statement.choices
        if all(a.startswith("requests.") and a.endswith(".total") for a in cells)
    )
    cells = next(totals, ())
    if not cells or not statement.mention.value:
        return ""
    text = case.prose.sections[statement.passage.section]
    ahead = text[text.rfind("\n", 0, statement.passage.start) + 1 : statement.passage.start]
    if statement.mention.value < HARDLY_BY_CHANCE and not _APPLICANTS.search(ahead):
        return ""
    for key, name in _COLUMNS.items():
        columns = ORGANIZATIONS if key == "organizations" else (key,)
        own = tuple(a.removesuffix("total") + column for a in cells for column in columns)
        if case.sum(own, last_year=statement.last_year) == statement.mention.value:
            return name
    return ""


def _some_place(case: Case, before: str) -> re.Match[str] | None:
    """An office, a place or a group of them before the number that is not the unit itself."""
    unit = case.report.unit or ""
    for said in _SOME_PLACE.finditer(before):
        if said[0] not in unit:
            return said
    return None


def as_named(case: Case, statement: Statement) -> bool:
    """Whether results that the clause names together hold just this number.

    ``以不掌握、需另行制作为由答复无法提供6件``. Where the number was taken for all requests, one result alone may be it.
    """
    start = statement.passage.start - statement.sentence.start
    clause = _CLAUSE_EDGE.split(hide_marks(statement.sentence.text)[:start])[-1]
    named = [n for n in names_in(clause) if n.kind in {"result", "reason"}]
    keys = list(dict.fromkeys(without_groups([n.key for n in named])))[:4]
    for count in range(1 if statement.kind == "received" else 2, len(keys) + 1):
        for chosen in combinations(keys, count):
            cells = tuple(dict.fromkeys(a for key in chosen for a in result_cells(key, case.report.form)))
            if case.sum(cells, last_year=statement.last_year) == statement.mention.value:
                return True
    return False


def _said_right_elsewhere(case: Case, statement: Statement) -> bool:
    """Whether another number of the paragraph is said of the same cells, and is what they hold.

    ``2024年新收33件，答复32件。答复合计34件``.
    """
    text = case.prose.sections[statement.passage.section]
    at = statement.passage.start
    line = text.rfind("\n", 0, at) + 1
    stop = text.find("\n", at)
    return any(
        s is not statement
        and s.passage.section == statement.passage.section
        and line <= s.passage.start <= (stop if stop >= 0 else len(text))
        and s.choices[:1] == statement.choices[:1]
        and s.role == "whole"
        and s.last_year == statement.last_year
        and case.sum(s.choices[0], last_year=s.last_year) == s.mention.value
        for s in case.statements
    )


def _right_nearby(case: Case, statement: Statement, expected: Sequence[Decimal]) -> bool:
    """Whether the number that the cells hold stands in the same full sentence."""
    text = case.prose.sections[statement.passage.section]
    start = text.rfind("。", 0, statement.passage.start) + 1
    end = text.find("。", statement.passage.end)
    said = mentions(
        text[max(start, statement.passage.start - _REACH) : end if end >= 0 else len(text)][: 2 * _REACH]
    )
    return any(m.value in expected and m.unit == statement.mention.unit for m in said)


def _adds_up(case: Case, statement: Statement, expected: Sequence[Decimal]) -> list[str]:
    """Other numbers near it that make up one of the sums together with it."""
    said = statement.mention.value
    wanted = {whole - said for whole in expected if whole > said > 0}
    if not wanted:
        return []
    near = list(_near(case, statement))[:_MOST_NEAR]
    for count in range(1, _MOST_TERMS + 1):
        for chosen in combinations(near, count):
            if sum((value for _, value in chosen), Decimal(0)) in wanted:
                return [f"{format_number(value)} 件" for _, value in chosen]
    return []


def _near(case: Case, statement: Statement) -> Iterator[tuple[int, Decimal]]:
    """The counts of the same paragraph and unit that no cell explains, itself left out, the nearest first."""
    text = case.prose.sections[statement.passage.section]
    at = statement.passage.start
    told = {at} | {
        s.passage.start
        for s in case.statements
        if s.passage.section == statement.passage.section
        and s.role == "whole"
        and not s.last_year
        and any(fits(s.mention, v) for cells in s.choices if (v := case.sum(cells)) is not None)
    }
    begin = max(text.rfind("\n", 0, at) + 1, at - _REACH)
    stop = text.find("\n", at)
    end = min(len(text) if stop < 0 else stop, at + _REACH)
    found = [
        (abs(begin + m.start - at), m.value)
        for m in mentions(text[begin:end])
        if m.kind is NumberKind.COUNT
        and begin + m.start not in told
        and m.unit == statement.mention.unit
        and m.value
    ]
    yield from sorted(found, key=lambda one: one[0])
