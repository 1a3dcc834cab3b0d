"""Tables in every shape a clipboard gives them."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Literal

import pytest

from assistant import export_report, read_pasted, read_report
from assistant.core.report import Report
from tests.support.balanced import balanced_report
from tests.support.pastes import SHAPES
from tests.support.reports import busy_report

HEADINGS = {
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
}


def assert_read(
    read: Report, truth: Report, tables: tuple[str, ...] = ("proactive", "requests", "disputes")
) -> None:
    """Every cell of the tables is there, right, of the right kind and certain; nothing else is."""
    assert read.template == truth.template
    for address, cell in truth.cells():
        got = read.cell(address)
        if address.split(".")[0] not in tables:
            assert got is None, address
            continue
        assert got is not None, address
        assert cell is not None
        assert (got.value, got.kind, got.certain) == (cell.value, cell.kind, True), address


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("template", ["2021", "2019"])
@pytest.mark.parametrize("seed", range(5))
def test_every_shape_is_read_whole(shape: str, template: str, seed: int) -> None:
    truth = balanced_report(Random(seed), template=template, zeros=0.2 * seed)
    read = read_pasted("\n".join(SHAPES[shape](truth)))
    assert_read(read, truth)
    assert read.status == "complete"
    assert read.problems == ()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "tables",
    [("proactive",), ("requests",), ("disputes",), ("proactive", "requests"), ("requests", "disputes")],
    ids="+".join,
)
@pytest.mark.parametrize("headings", [True, False], ids=["with headings", "bare"])
def test_some_tables_alone(shape: str, tables: tuple[str, ...], headings: bool) -> None:
    truth = busy_report()
    lines = SHAPES[shape](truth)
    starts = {table: lines.index(heading) for table, heading in HEADINGS.items()}
    ends = {
        "proactive": starts["requests"],
        "requests": starts["disputes"],
        "disputes": lines.index("五、存在的主要问题及改进情况"),
    }
    part = [line for table in tables for line in lines[starts[table] + (not headings) : ends[table]]]
    read = read_pasted("\n".join(part))
    assert_read(read, truth, tables)
    assert read.status == "partial"
    assert [p.code for p in read.problems] == ["READ-TABLE-MISSING"] * (3 - len(tables))


def test_quoted_cells_with_line_breaks() -> None:
    truth = busy_report()
    lines = SHAPES["Excel"](truth)
    text = "\n".join(lines).replace("商业企业", '"商业\n企业"').replace("3.其他\t", '"3.\n其他"\t')
    text = text.replace(
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        '"（二）部分公开\n（区分处理的，只计这一情形，不计其他情形）"',
    )
    assert '"' in text
    assert_read(read_pasted(text), truth)


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("１，２３４", "number", 1234),
        ("1,234", "number", 1234),
        ("65件", "number", 65),
        ("十二", "number", 12),
        ("0", "zero", 0),
        ("０", "zero", 0),
        ("/", "not_applicable", None),
        ("—", "not_applicable", None),
        ("-", "not_applicable", None),
        ("无", "not_applicable", None),
        ("约5", "text", None),
        ("1,23", "text", None),
    ],
)
@pytest.mark.parametrize("shape", ["Excel", "Word"])
def test_a_cell_is_read_as_written(shape: str, raw: str, kind: str, value: int | None) -> None:
    address = "requests.granted.enterprise"
    truth = busy_report({address: "77777"})
    text = "\n".join(SHAPES[shape](truth)).replace("77777", raw)
    cell = read_pasted(text).cell(address)
    assert cell is not None
    assert (cell.kind, cell.value, cell.raw, cell.certain) == (kind, value, raw, True)


@pytest.mark.parametrize("shape", ["Excel", "Word"])
def test_a_blank_cell_stays_blank(shape: str) -> None:
    truth = busy_report(
        {"requests.granted.natural_person": "77777", "proactive.licensing.decisions": "88888"}
    )
    text = "\n".join(SHAPES[shape](truth)).replace("77777", "").replace("88888", "")
    read = read_pasted(text)
    cell = read.cell("requests.granted.natural_person")
    # Word's paste may have lost the field instead: then the cell must not pass for certain.
    assert cell is None or cell.kind == "blank" or not cell.certain
    if shape == "Excel":
        assert cell is not None
        assert cell.kind == "blank"
        licensing = read.cell("proactive.licensing.decisions")
        assert licensing is not None
        assert licensing.kind == "blank"


def test_short_labels() -> None:
    truth = busy_report({"requests.other.not_corrected_in_time.natural_person": 2})
    text = "\n".join(SHAPES["Excel"](truth))
    for long, short in {
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2、逾期未缴费",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "(二)部分公开",
        "一、本年新收政府信息公开申请数量": "一.本年新收",
        "3.危及“三安全一稳定”": '3. 危及"三安全一稳定"',
        "行政规范性文件": "规范性文件",
        "3.其他": "3.其它",
    }.items():
        assert long in text
        text = text.replace(long, short)
    assert_read(read_pasted(text), truth)


def test_rows_out_of_order_are_read_by_their_names() -> None:
    truth = balanced_report(Random(3), zeros=0)
    lines = SHAPES["Excel"](truth)
    i = next(i for i, line in enumerate(lines) if "1.属于国家秘密" in line)
    lines[i + 1], lines[i + 2] = lines[i + 2], lines[i + 1]
    assert_read(read_pasted("\n".join(lines)), truth)


def test_columns_of_table_two_in_another_order() -> None:
    text = "信息内容\t现行有效件数\t本年制发件数\t本年废止件数\n规章\t11\t1\t0\n行政规范性文件\t66\t8\t26\n"
    read = read_pasted(text)
    rules = [read.value(f"proactive.rules.{c}") for c in ("issued", "repealed", "in_force")]
    documents = [read.value(f"proactive.normative_documents.{c}") for c in ("issued", "repealed", "in_force")]
    assert rules == [1, 0, 11]
    assert documents == [8, 26, 66]


@pytest.mark.parametrize(
    ("paste", "value"),
    [
        ("行政事业性收费\t7695976元", "769.5976"),
        ("行政事业性收费\t1.2亿元", "12000"),
    ],
)
def test_money_in_another_unit_is_converted_and_doubted(paste: str, value: str) -> None:
    read = read_pasted("信息内容\t本年收费金额（单位：万元）\n" + paste)
    cell = read.cell("proactive.fees.amount")
    assert cell is not None
    assert cell.value == Decimal(value)
    assert not cell.certain
    assert any("proactive.fees.amount" in p.where for p in read.problems)


def test_a_heading_in_yuan_makes_the_amount_doubtful() -> None:
    read = read_pasted("信息内容\t本年收费金额（单位：元）\n行政事业性收费\t7695976")
    cell = read.cell("proactive.fees.amount")
    assert cell is not None
    assert (str(cell.value), cell.certain) == ("769.5976", False)


def test_old_table_two_with_new_table_three_is_named() -> None:
    old = SHAPES["Excel"](balanced_report(Random(1), template="2019"))
    new = SHAPES["Excel"](balanced_report(Random(1)))
    cut = old.index(HEADINGS["requests"])
    mixed = [*old[:cut], *new[new.index(HEADINGS["requests"]) :]]
    read = read_pasted("\n".join(mixed))
    assert "READ-TEMPLATE-MIXED" in {p.code for p in read.problems}
    assert read.status == "partial"
    assert read.cell("requests.other.other.total") is not None


@pytest.mark.parametrize("shape", SHAPES)
def test_text_without_a_table_is_an_empty_report(shape: str) -> None:
    read = read_pasted("今年我们做了很多工作，公开了不少信息。\n请看附件。")
    assert read.status == "empty"
    assert [p.code for p in read.problems] == ["READ-NO-TABLE"]


def test_values_copied_by_columns_are_never_taken_for_certain() -> None:
    """A PDF viewer may copy all labels first and all values after them."""
    truth = balanced_report(Random(9), zeros=0)
    rows = truth.form.table("requests").rows
    labels = [row.label for row in rows[1:4]]
    values = [str(truth.value(f"requests.{row.id}.{c.id}")) for row in rows[1:4] for c in row.columns]
    read = read_pasted("\n".join(["自然人", "总计", *labels, *values]))
    got = [read.cell(f"requests.{row.id}.{c.id}") for row in rows[1:4] for c in row.columns]
    assert [str(cell.value) for cell in got if cell] == values
    assert not any(cell.certain for cell in got if cell)


@pytest.mark.parametrize("format", ["docx", "html", "xlsx", "md"])
def test_a_missing_cell_stays_missing_through_an_export(
    format: Literal["docx", "html", "xlsx", "md"],
) -> None:
    gone = ["proactive.licensing.decisions", "requests.granted.total", "disputes.direct_litigation.upheld"]
    truth = busy_report(dict.fromkeys(gone))
    read = read_report(export_report(truth, format=format), name=f"x.{format}")
    assert [a for a, cell in read.cells() if cell is None] == gone
    assert read.status == "partial"
    assert set(gone) <= {a for p in read.problems for a in p.where}


def test_a_table_that_was_never_there_stays_away() -> None:
    truth = busy_report({a: None for a, _ in busy_report().cells() if a.startswith("disputes.")})
    read = read_report(export_report(truth, format="docx"), name="x.docx")
    assert not read.has_table("disputes")
    assert [p.code for p in read.problems] == ["READ-TABLE-MISSING"]


def test_table_four_with_a_label_before_its_row() -> None:
    truth = busy_report()
    lines = SHAPES["Excel"](truth)
    lines[-3] = "件数\t" + lines[-3]
    assert_read(read_pasted("\n".join(lines)), truth)


@pytest.mark.parametrize("between", ["\t", "\n", "  "])
def test_table_four_as_pairs_of_label_and_value(between: str) -> None:
    truth = busy_report()
    disputes = truth.form.table("disputes")
    pairs = [
        f"{column.label}{between}{truth.value(f'disputes.{row.id}.{column.id}')}"
        for row in disputes.rows
        for column in row.columns
    ]
    read = read_pasted("\n".join(["四、政府信息公开行政复议、行政诉讼情况", *pairs]))
    assert_read(read, truth, ("disputes",))


def table_three(order: list[str], rows: list[list[str]] | None = None, parted: str = "\t") -> str:
    """Table three of the busy report as pasted, its columns in the given order of ids."""
    truth = busy_report()
    table = truth.form.table("requests")
    labels = {column.id: column.label for column in table.rows[0].columns}
    lines = [["", *(labels[i] for i in order)]]
    lines += [[row.label, *(str(truth.value(f"requests.{row.id}.{i}")) for i in order)] for row in table.rows]
    return "\n".join(parted.join(line) for line in lines)


IDS = [column.id for column in busy_report().form.table("requests").rows[0].columns]
SWAPPED = [*IDS[:3], IDS[4], IDS[3], *IDS[5:]]


@pytest.mark.parametrize(
    "order", [[IDS[6], *IDS[:6]], SWAPPED, IDS[::-1]], ids=["total first", "swapped", "reversed"]
)
@pytest.mark.parametrize("kind", ["tabs", "html", "markdown"])
def test_columns_of_table_three_in_another_order(order: list[str], kind: str) -> None:
    text = table_three(order)
    if kind == "html":
        rows = [
            "<tr>" + "".join(f"<td>{c}</td>" for c in line.split("\t")) + "</tr>" for line in text.split("\n")
        ]
        text = f"<html><body><table>{''.join(rows)}</table></body></html>"
    elif kind == "markdown":
        text = "\n".join("| " + " | ".join(line.split("\t")) + " |" for line in text.split("\n"))
    assert_read(read_pasted(text), busy_report(), ("requests",))


def test_columns_in_another_order_without_headings_are_doubted() -> None:
    text = table_three([IDS[6], *IDS[:6]]).split("\n", 1)[1]
    read = read_pasted(text)
    assert all(cell is None or not cell.certain for _, cell in read.cells())
    assert "READ-COLUMNS" in {p.code for p in read.problems}


@pytest.mark.parametrize("labels", [1, 2])
def test_two_years_side_by_side_are_not_passed_off_as_one(labels: int) -> None:
    """This year's columns and last year's beside them, with and without the labels repeated."""
    lines = []
    for i, line in enumerate(table_three(IDS).split("\n")):
        label, *values = line.split("\t")
        other = values if i == 0 else [str(int(v) * 3) for v in values]
        lines.append("\t".join([label, *values, *([label] if labels > 1 else []), *other]))
    read = read_pasted("\n".join(lines))
    truth = busy_report()
    wrong = [a for a, cell in read.cells() if cell and cell.certain and cell.value != truth.value(a)]
    assert wrong == []
    assert not any(cell.certain for _, cell in read.cells() if cell)
    named = {a for p in read.problems for a in p.where}
    assert {a for a, cell in read.cells() if cell} <= named


def test_a_lone_one_may_be_a_dash() -> None:
    address = "requests.granted.enterprise"
    text = "\n".join(SHAPES["Excel"](busy_report({address: "77777"}))).replace("77777", "一")
    read = read_pasted(text)
    cell = read.cell(address)
    assert cell is not None
    assert (cell.value, cell.certain) == (1, False)
    assert address in {a for p in read.problems for a in p.where}


@pytest.mark.parametrize("mark", ["<sup>1</sup>", '<sup><a href="#n">[1]</a></sup>', "<sub>1</sub>"])
def test_a_footnote_mark_is_no_digit(mark: str) -> None:
    address = "requests.granted.enterprise"
    html = export_report(busy_report({address: "77777"}), format="html").decode()
    cell = read_pasted(html.replace("77777", "19" + mark)).cell(address)
    assert cell is not None
    assert (cell.value, cell.kind) == (None, "text")


def test_struck_out_digits_are_gone() -> None:
    address = "requests.granted.enterprise"
    html = export_report(busy_report({address: "77777"}), format="html").decode()
    assert read_pasted(html.replace("77777", "<s>5</s>378")).value(address) == 378


def test_digits_on_two_lines_of_a_markdown_cell_are_not_glued() -> None:
    address = "requests.granted.enterprise"
    text = export_report(busy_report({address: "77777"}), format="md").decode().replace("77777", "5<br>378")
    cell = read_pasted(text).cell(address)
    assert cell is not None
    assert cell.value is None
