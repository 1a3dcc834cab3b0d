"""The gaps of a draft: what neither the tables nor the notes say, or what they say wrongly.

Every gap is a visible mark. 待补充 asks for something, beside it what past reports of such units usually
say there; 请核对 names cells or figures that do not fit. No hint holds a figure of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant.core.relations import Verdict
from assistant.core.report import Report
from assistant.core.template import APPLICANTS, OUTCOMES, T2021, address
from assistant.drafting import basis
from assistant.drafting.fees import FIRST_YEAR, fee_notes, odd_amount
from assistant.drafting.figures import Figures
from assistant.drafting.lexicon import PRAISE
from assistant.drafting.notes import Note, Notebook
from assistant.drafting.pieces import Line, Piece, Said, joined, mark, rule
from assistant.drafting.units import Profile

HINTS: Final = {
    "proactive": (
        "今年通过网站、新媒体等公开了哪些信息、各有多少条？",
        "往年同类单位常写网站和公众号发布条数、政策解读篇数和重点领域信息公开情况，没有的不写。",
        "往年各级政府常写网站发布条数、政策解读的篇数和形式、新闻发布会场次、政府公报期数、重点领域信息公开情况，没有的不写。",
    ),
    "management": (
        "今年对要公开的信息是怎样审查和管理的？",
        "往年同类单位常写先审后发、逐条保密审查、公文公开属性认定、失效信息清理。",
        "往年各级政府常写公文公开属性源头认定、规范性文件清理和集中公开、信息发布审核、公开指南和目录的更新。",
    ),
    "platform": (
        "今年用哪些平台公开信息，有什么变化？",
        "往年同类单位常写网站栏目调整、公众号运维、办事窗口的公示栏。",
        "往年各级政府常写门户网站栏目优化、政务新媒体整合、政务公开专区和查阅点、政府公报赠阅点。",
    ),
    "supervision": (
        "今年有没有组织培训、检查或者考核？",
        "往年同类单位常写培训次数、人数和检查发现问题的整改情况。",
        "",
    ),
}
"""For each aspect: the question, what departments usually write, what governments usually write."""

_ASKED_OF_GOVERNMENTS: Final = (
    ("工作考核", ("考核", "绩效")),
    ("社会评议", ("评议", "满意度", "测评")),
    ("责任追究结果", ("追究", "追责", "问责", "责任追究")),
)
_FAULTS: Final = {
    "missing": "没有读到",
    "blank": "是空白",
    "text": "填的不是数字",
    "absurd": "填的数不合理，件数应为非负整数",
}
_SHOWN: Final = 3
_TABLES: Final = {"proactive": ("proactive",), "requests": ("requests", "disputes")}


def year_gaps(report: Report, previous: Report | None, why_not: str) -> Iterator[Line]:
    """No year, or a report given as last year's that is not."""
    if report.year is None:
        yield mark("待补充", "报告年度和统计期限。")
    if previous is not None and not why_not and report.year is not None and previous.year is None:
        yield mark("请核对", "上年报告没有读到年度，文中与上年比较的数请核对是不是同它比的。")
    if previous is not None and not why_not and report.unit and not previous.unit:
        yield mark("请核对", "上年报告没有读到单位，请确认它是本单位的报告。")
    if previous is not None and why_not == "year":
        yield mark("请核对", "给出的上年报告与本报告的年度不相连，没有拿来比较。")
    if previous is not None and why_not == "unit":
        yield mark(
            "请核对",
            "给出的上年报告单位名称与本报告不同，没有拿来比较；确是同一单位的，请把名称改成一致后重新起草。",
        )


def table_gaps(aspect: str, figures: Figures) -> Iterator[Line]:
    """Tables and cells that are not there or cannot be right, and relations that do not hold."""
    form = figures.report.form
    for table_id in _TABLES.get(aspect, ()):
        table = form.table(table_id)
        if not figures.report.has_table(table_id):
            yield mark("待补充", f"没有读到{table.name}（{table.title}），请补上表格后重新起草这一段。")
            continue
        yield from _cell_gaps(figures, _used(figures, table_id))
        if table_id == "requests":
            yield from _request_conflicts(figures)
        elif table_id == "disputes":
            yield from _dispute_conflicts(figures)


def _used(figures: Figures, table_id: str) -> tuple[str, ...]:
    """The cells of a table that a draft would put into words."""
    addresses = [a for a in figures.report.form.addresses if a.startswith(f"{table_id}.")]
    if table_id != "requests":
        return tuple(addresses)
    return tuple(a for a in addresses if a.endswith(".total") or a.startswith("requests.new."))


def _cell_gaps(figures: Figures, addresses: Sequence[str]) -> Iterator[Line]:
    faults = {a: fault for a in addresses if (fault := figures.fault(a))}
    empty = [a for a, fault in faults.items() if fault in {"missing", "blank"}]
    wrong = [a for a in faults if a not in empty]
    for kind, cells in (("待补充", empty), ("请核对", wrong)):
        if cells:
            named = [_named(figures, a, faults[a]) for a in cells[:_SHOWN]]
            more = "；还有别处也是这样" if len(cells) > _SHOWN else ""
            advice = "。没有发生的请填零。" if kind == "待补充" else "。没有发生的应填零，改正后重新起草。"
            yield mark("待补充" if kind == "待补充" else "请核对", *joined(named, "，"), more, advice)


def _named(figures: Figures, cell_address: str, fault: str) -> list[Piece]:
    label = Said(figures.report.form.describe(cell_address), "label", (cell_address,))
    if fault == "not_applicable":
        cell = figures.report.cell(cell_address)
        raw = cell.raw if cell else ""
        return [label, "填的是“", Said(raw, "raw", (cell_address,)), "”"]
    return [label, _FAULTS[fault]]


def _request_conflicts(figures: Figures) -> Iterator[Line]:
    new, carried = "requests.new.total", "requests.carried_over.total"
    done, forward = "requests.concluded_total.total", "requests.carried_forward.total"
    if figures.holds("T3-BALANCE", new) is Verdict.FAIL:
        left, right = figures.total("left", (new, carried)), figures.total("right", (done, forward))
        if left and right:
            yield mark(
                "请核对",
                "表三新收加上年结转为",
                left,
                "，办结加结转下年度为",
                right,
                "，两边不等，请先改正表格。",
            )
    if not figures.faulty_results and not figures.results_add_up() and figures.usable(done):
        rows = [a for g in ("granted", "granted_in_part", "refused", "unavailable", "not_processed", "other") for a in figures.rows_of(g)]  # fmt: skip
        parts, whole = figures.total("parts", rows), figures.fact(done)
        if parts and whole:
            yield mark("请核对", "表三各项办理结果相加为", parts, "，（七）总计为", whole, "，请先改正表格。")
    if figures.holds("T3-ROW", new) is Verdict.FAIL:
        people = [address("requests", "new", c.id) for c in APPLICANTS if c.id != "total"]
        parts, whole = figures.total("people", people), figures.fact(new)
        if parts and whole:
            yield mark("请核对", "表三新收申请按申请人相加为", parts, "，总计为", whole, "，请先改正表格。")
    before, now = figures.before(forward), figures.fact(carried)
    if before and now and before.value != now.value:
        yield mark("请核对", "上年报告结转下年度", before, "，今年表三上年结转", now, "，前后对不上。")


def _dispute_conflicts(figures: Figures) -> Iterator[Line]:
    for row in figures.report.form.table("disputes").rows:
        whole = address("disputes", row.id, "total")
        if figures.holds("T4-SUM", whole) is not Verdict.FAIL:
            continue
        parts = figures.total(
            row.id, [address("disputes", row.id, o.id) for o in OUTCOMES if o.id != "total"]
        )
        total = figures.fact(whole)
        if parts and total:
            yield mark(
                "请核对", f"表四“{row.label}”各种结果相加为", parts, "，总计为", total, "，请先改正表格。"
            )


def note_conflicts(notes: Sequence[Note]) -> Iterator[Line]:
    """Praise of the user's own that asks for proof."""
    for note in notes:
        for word in PRAISE:
            if word in note.text:
                yield mark("请核对", f"“{word}”有没有数字或者事实支持？没有的请删去。")
                break


def aspect_gaps(aspect: str, notes: Sequence[Note], unit: Profile) -> Iterator[Line]:
    """What an aspect lacks when nobody said anything about it, and what the rules ask governments for."""
    if aspect == "supervision" and unit.is_government:
        yield from _asked_of_governments(notes)
    elif not notes and aspect in HINTS:
        question, departments, governments = HINTS[aspect]
        hint = governments if unit.is_large else departments
        yield mark("待补充", question + hint)


def _asked_of_governments(notes: Sequence[Note]) -> Iterator[Line]:
    said = "\n".join(n.raw for n in notes)
    asked = [name for name, words in _ASKED_OF_GOVERNMENTS if not any(w in said for w in words)]
    if not asked:
        return
    none = "没有发生责任追究的，也请写明。" if "责任追究结果" in asked else ""
    more = "" if notes else "往年还常写培训次数和人数、季度检查和通报。"
    article = rule(basis.ARTICLE_50_4, basis.ARTICLE_50_4)
    yield mark("待补充", article, f"要求各级人民政府报告{'、'.join(asked)}，请补上今年的情况。{none}{more}")


def problem_gaps(notebook: Notebook, unit: Profile) -> Iterator[Line]:
    """Nobody named a problem."""
    if notebook.of("problem"):
        return
    usual = (
        "“政策解读形式比较简单——增加图表、视频并按对象推送”“基层工作力量不足——跟班学习、定期培训”"
        if unit.is_large
        else "“栏目更新不够及时——明确责任人和更新频次、定期巡查”“政策解读形式单一——改用图表、问答”"
    )
    yield mark(
        "待补充",
        "您写的是没有问题，请再核实。" if notebook.of("nothing") else "",
        f"今年存在哪些主要问题，分别是怎样改进的？请逐条写，问题和措施对应。往年同类单位常写{usual}。",
    )


def fee_gaps(notebook: Notebook, figures: Figures) -> Iterator[Line]:
    """信息处理费 nobody mentioned, or mentioned otherwise than the table has it."""
    notes = fee_notes(notebook)
    unpaid = figures.fact("requests.other.fee_unpaid.total")
    year = figures.report.year
    if year is not None and year < FIRST_YEAR:
        if not notebook.of("other") and not notes:
            yield mark("待补充", "有没有其他需要报告的事项？没有的请写明。")
        return
    if not notes:
        yield from _no_fee_note(figures)
    charged = [note for note in notes if not note.none]
    if charged and len(charged) < len(notes):
        said = Said(charged[0].note.raw, "note", (charged[0].note.cell,))
        yield mark("请核对", "要点里既写没有收取信息处理费，又写“", said, "”，请留下属实的。")
        return
    for note in notes:
        if not note.understood:
            said = Said(note.note.raw, "note", (note.note.cell,))
            yield mark("请核对", "“", said, "”没有写清发出收费通知、实际收取各几件、金额多少元，请写明。")
        if note.amount and odd_amount(note.amount):
            yield mark("请核对", "信息处理费按件、按量的标准算不出零头，", note.amount, "是否写错？")
        if note.unpaid and unpaid and note.unpaid.value != unpaid.value:
            yield mark(
                "请核对", "您写的未缴费是", note.unpaid, "，",
                Said(T2021.describe("requests.other.fee_unpaid.total"), "label", ("requests.other.fee_unpaid.total",)),
                "是", unpaid, "，请核实后改成一致。",
            )  # fmt: skip


def _no_fee_note(figures: Figures) -> Iterator[Line]:
    unpaid = figures.fact("requests.other.fee_unpaid.total")
    if unpaid and unpaid.value:
        yield mark("待补充", "今年发出收费通知的件数，实际收取信息处理费的件数和金额。")
    elif not figures.is_zero("requests.new.total", "requests.carried_over.total"):
        yield mark(
            "待补充",
            "今年有没有收取信息处理费？收取的，写明发出收费通知的件数、实际收取的件数和金额；",
            "没有收取的，可以写“本年度没有收取信息处理费”。",
        )
