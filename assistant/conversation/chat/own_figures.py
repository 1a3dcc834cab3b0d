"""“我们今年收了多少件”: answered from the cells, each named; what no cell holds is said, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.conversation.chat.cell_edits import column_words, row_words
from assistant.conversation.chat.cell_names import COLUMNS, GROUPS, names, only_column, table_of
from assistant.core.facts import Fact, Facts, gather
from assistant.core.numbers import format_number
from assistant.core.relations import PREVIOUS
from assistant.core.report import CellKind, Report
from assistant.core.template import T2021, TEMPLATES

_HOW_MANY: Final = re.compile(
    r"多少|几(?:[件条次份个人家宗起项]|$)|有没有|百分之几|^(?:我们|今年|表[里四])*没?有(?!规定|要求).{2,10}吗|数(?:量)?(?:是|$)|的数|比例|占比|几成|调出来|列出来|列给我|增加|减少|增长|下降|涨|降|多了|少了|多还是少|同比"
)
_OUGHT: Final = re.compile(
    r"规定|应[当该]|能不能|可不可以|要不要|该不该|必须|算不算|算哪|怎么[算计办答写填回处]|咋[填写办]|填|哪[一]?[行格栏列]|合规|违规|几天|多少天|多久"
    r"|工作日|标准|超过|最[多少长]|包括|什么(?:是|叫|意思)|叫什么|是指|一年申请|收多少钱|要收|该收|要写|写不写|写什么|期限|依据|哪条|按.{1,4}还是|多少页|\d页|\d件"
)
_CHANGE: Final = re.compile(r"(?<![占百])比(?![例重])|同比|增加|减少|增长|下降|涨|降|多了|少了|多还是少|变化")
_SHARE: Final = re.compile(r"比例|占比|占.{0,6}(?:多[少大]|几)|百分之几|百分比|几成")
_LAST: Final = re.compile(r"去年|上一?年(?!度?结转)|上年度(?!结转)")
_ALL_RECEIVED: Final = re.compile(r"(?:总共|一共|共|总的|合计|全部)(?:收|接|受理|办)|受理(?:了)?(?:多少|几)")
_RECEIVED: Final = re.compile(r"(?:收|接)(?:到|了|的)?(?:过)?(?:多少|几)[件条个份]?|收(?:到)?(?:了)?多少")
_ORGANIZATIONS: Final = re.compile(r"法人|单位申请|组织申请|非自然人")


@dataclass(frozen=True)
class Told:
    """An answer in lines, and the addresses of the cells it rests on (``previous.`` before last year's)."""

    lines: tuple[str, ...]
    cells: tuple[str, ...] = ()


def asked(text: str) -> tuple[str, ...]:
    """The facts (ids of `core.facts`) that a question (plain) asks for; none when it is not about own figures.

    ``("",)`` for a question about own figures that no cell of the form could answer.
    """
    if _OUGHT.search(text) or not _HOW_MANY.search(text):
        return ()
    wanted = tuple(dict.fromkeys(_facts(text)))
    if wanted:
        return wanted
    from assistant.answering.own_figures import asks_own_figures  # noqa: PLC0415 - heavy

    return ("",) if asks_own_figures(text) else ()


def _facts(text: str) -> list[str]:
    bare = _LAST.sub("", text) if not re.search(r"去年(?:度)?结转", text) else text
    named = names(bare)
    rows = [n.id for n in named if n.kind == "row"]
    columns = [n.id for n in named if n.kind == "column"]
    if _ALL_RECEIVED.search(text) and set(rows) <= {"requests.any"} and not columns:
        return ["requests.handled.total", "requests.new.total", "requests.carried_over.total"]
    if not rows and (any(c in COLUMNS["requests"][:6] for c in columns) or _RECEIVED.search(text)):
        rows = ["requests.new"]
    if not rows and set(columns) & set(COLUMNS["disputes"][:4]):
        rows = ["disputes.reconsideration", "disputes.litigation"]
    found: list[str] = []
    for row in rows:
        found += _of_row("requests.new" if row == "requests.any" else row, columns, text)
    return found


def _of_row(row: str, columns: Sequence[str], text: str) -> list[str]:
    if row == "requests.carried":
        return ["requests.carried_over.total", "requests.carried_forward.total"]
    if only_column(row):
        return [f"{row}.{only_column(row)}"]
    table = table_of(row)
    fitting = [c for c in columns if c in COLUMNS[table] or (c == "total" and table == "disputes")]
    if table == "proactive":
        return [f"{row}.{c}" for c in fitting or COLUMNS["proactive"]]
    if row in GROUPS:
        share = [f"share.{row.partition('.')[2]}"] if _SHARE.search(text) else []
        return [f"{row}.total", *share]
    if table == "requests" and _ORGANIZATIONS.search(text):
        return [f"{row}.organizations"]
    share = [f"share.{row.partition('.')[2]}"] if _SHARE.search(text) and not _CHANGE.search(text) else []
    return [*(f"{row}.{c}" for c in fitting or ["total"]), *share]


def question(cell: str, *, last: bool = False) -> str:
    """A question for a cell by its address that `asked` reads as such; "" when there is no such cell."""
    if cell not in T2021.addresses:
        return ""
    return f"{'去年' if last else ''}{row_words(cell)}的{column_words(cell)}是多少"


# --- telling ------------------------------------------------------------------------------------------------------


def tell(text: str, report: Report | None, previous: Report | None) -> Told:
    """The answer to a question about own figures, from this year's cells and last year's."""
    wanted = asked(text)
    if not wanted or wanted == ("",):
        return Told(("这个数不在年报的三张表里，我这里没有，不敢乱说。",))
    if _LAST.search(text) is not None and not _CHANGE.search(text):
        if previous is None:
            return Told(("还没有上年的年报，去年的数查不到。把上年年报粘贴或上传为“上年年报”，就能查。",))
        return _lines(wanted, gather(previous), previous, "去年", PREVIOUS)
    if report is None:
        return Told(("现在还没有读到表格，没有数可查。把年报的表粘贴进来或上传文件，就能查每一格。",))
    facts = gather(report, previous)
    told = _lines(wanted, facts, report, "", "")
    if not _CHANGE.search(text):
        return told
    return Told((*told.lines, *_changes(wanted, facts, previous)), told.cells)


def _lines(wanted: Sequence[str], facts: Facts, report: Report, lead: str, prefix: str) -> Told:
    lines, cells = [], []
    for fact_id in wanted:
        fact = facts.get(fact_id)
        if fact is None:
            lines.append(lead + _missing(fact_id, report))
            continue
        lines.append(lead + _said(fact, report) + _doubt(fact, report))
        cells += [prefix + cell for cell in fact.cells]
    return Told(tuple(lines), tuple(dict.fromkeys(cells)))


def _said(fact: Fact, report: Report) -> str:
    name = _name(fact.id, report)
    if fact.formula is None:
        return f"{name}是{fact.text}。"
    return (
        f"{name}是{fact.text}（{fact.formula}）。"
        if re.search("[＋－×÷+-]", fact.formula)
        else f"{name}是{fact.text}。"
    )


def _name(fact_id: str, report: Report) -> str:
    """What a fact is called: the cell as staff point at it, or what was added up."""
    head, _, rest = fact_id.partition(".")
    if head == "share":
        return f"{_words(rest)}占办结总数的比例"
    if fact_id == "requests.handled.total":
        return "今年要办的申请（新收加上年结转）"
    if fact_id.endswith(".organizations"):
        row = fact_id.split(".", 1)[1].removesuffix(".organizations")
        return f"表三“{report.form.table('requests').row(row).name}”的法人和其他组织（五类合计）"
    if fact_id.startswith("disputes.litigation."):
        return f"表四行政诉讼的{_outcome(fact_id)}（两类起诉相加）"
    if fact_id.removesuffix(".total") in GROUPS:
        return f"表三{_words(rest.removesuffix('.total'))}（各行总计相加）"
    try:
        return report.form.describe(fact_id)
    except KeyError:
        return TEMPLATES["2021"].describe(fact_id)


_GROUP_WORDS: Final = {
    "refused": "“（三）不予公开”", "unavailable": "“（四）无法提供”", "not_processed": "“（五）不予处理”",
    "other": "“（六）其他处理”",
}  # fmt: skip


def _words(row: str) -> str:
    if row in _GROUP_WORDS:
        return _GROUP_WORDS[row]
    return f"“{TEMPLATES['2021'].table('requests').row(row).name}”"


def _outcome(fact_id: str) -> str:
    table = TEMPLATES["2021"].table("disputes")
    return next(c.label for c in table.rows[0].columns if c.id == fact_id.rpartition(".")[2])


def _doubt(fact: Fact, report: Report) -> str:
    doubtful = [
        c for c in fact.cells if not c.startswith(PREVIOUS) and (cell := report.cell(c)) and not cell.certain
    ]
    return "这个数读表时没有十分把握，请到“表格”里核对。" if doubtful else ""


def _missing(fact_id: str, report: Report) -> str:
    """Why there is no such fact: the cells that hold no number."""
    name = _name(fact_id, report)
    try:
        cell = report.cell(fact_id)
    except ValueError:
        cell = None
    if cell is not None and cell.kind is CellKind.BLANK:
        return f"{name}是空的，没有填。"
    if cell is not None and cell.kind is CellKind.NOT_APPLICABLE:
        return f"{name}填的是“{cell.raw[:20]}”，不是数。"
    if cell is not None:
        return f"{name}写的是“{cell.raw[:20]}”，读不成数。"
    return f"{name}没有读到数，说不了。请到“表格”里看看缺哪几格。"


def _changes(wanted: Sequence[str], facts: Facts, previous: Report | None) -> list[str]:
    if previous is None:
        return ["还没有上年的年报，没法比。把上年年报粘贴或上传为“上年年报”，就能比。"]
    lines = []
    for fact_id in wanted:
        before, difference = facts.get(f"previous.{fact_id}"), facts.get(f"difference.{fact_id}")
        if before is None or difference is None:
            lines.append("去年的这个数没有读到，没法比。")
            continue
        lines.append(f"去年是{before.text}，{_change(difference, facts.get(f'rate.{fact_id}'))}。")
    return lines


def _change(difference: Fact, rate: Fact | None) -> str:
    if not difference.value:
        return "和去年一样"
    word = "增加" if difference.value > 0 else "减少"
    points = difference.unit == "%"
    amount = format_number(abs(difference.value)) + ("个百分点" if points else difference.unit)
    share = (
        f"，{'增长' if rate.value > Decimal(0) else '下降'}{format_number(abs(rate.value))}%"
        if rate and not points
        else ""
    )
    return f"今年{word}{amount}{share}（{difference.formula}）"
