"""Tables two and four in the orders and with the units that offices give them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant import read_pasted
from assistant.core.report import Report

NAMES = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
ROWS = {
    "reconsideration": ("行政复议", [72, 64, 178, 37, 351]),
    "direct_litigation": ("未经复议直接起诉", [13, 4, 8, 1, 26]),
    "litigation_after_reconsideration": ("复议后起诉", [12, 1, 1, 6, 20]),
}
FORM = list(NAMES)
TITLE = "四、政府信息公开行政复议、行政诉讼情况"


def values(row: str, order: list[str], times: int = 1) -> list[str]:
    by_id = dict(zip(FORM, ROWS[row][1], strict=True))
    return [str(by_id[i] * times) for i in order]


def wide(order: list[str], rows: list[str], times: int = 1) -> list[str]:
    groups = {"reconsideration": "行政复议", "direct_litigation": "行政诉讼"}
    banner = [groups[r] for r in rows if r in groups]
    return [
        "\t".join(banner),
        "\t".join(ROWS[r][0] for r in rows if r != "reconsideration"),
        "\t".join([NAMES[i] for i in order] * 3),
        "\t".join(v for r in rows for v in values(r, order, times)),
    ]


def labelled(order: list[str], times: int = 1) -> list[str]:
    return [
        "\t".join(["", *(NAMES[i] for i in order)]),
        *("\t".join([ROWS[r][0], *values(r, order, times)]) for r in ROWS),
    ]


def assert_right(read: Report) -> None:
    for row, (_, numbers) in ROWS.items():
        for column, number in zip(FORM, numbers, strict=True):
            cell = read.cell(f"disputes.{row}.{column}")
            assert cell is not None
            assert (cell.value, cell.certain) == (number, True)


def assert_doubted(read: Report) -> None:
    named = {a for p in read.problems for a in p.where}
    cells = {a: cell for a, cell in read.cells() if a.startswith("disputes.") and cell}
    assert not any(cell.certain for cell in cells.values())
    assert set(cells) <= named


@pytest.mark.parametrize(
    "order",
    [FORM, ["total", *FORM[:4]], ["corrected", "upheld", *FORM[2:]]],
    ids=["form", "total first", "corrected first"],
)
@pytest.mark.parametrize("shape", [labelled, lambda order: wide(order, list(ROWS))], ids=["labelled", "wide"])
def test_outcomes_in_another_order(order: list[str], shape: object) -> None:
    assert callable(shape)
    assert_right(read_pasted("\n".join([TITLE, *shape(order)])))


def test_outcomes_listed_one_a_line_in_another_order() -> None:
    order = ["corrected", "upheld", *FORM[2:]]
    heads = [NAMES[i] for i in order] * 3
    numbers = [v for r in ROWS for v in values(r, order)]
    assert_right(read_pasted("\n".join([TITLE, "行政复议", "行政诉讼", *heads, *numbers])))


def test_litigation_before_reconsideration_is_doubted() -> None:
    rows = ["direct_litigation", "litigation_after_reconsideration", "reconsideration"]
    assert_doubted(read_pasted("\n".join([TITLE, *wide(FORM, rows)])))


@pytest.mark.parametrize("first", [labelled, lambda o: wide(o, list(ROWS))], ids=["labelled", "wide"])
@pytest.mark.parametrize("then", [labelled, lambda o, t: wide(o, list(ROWS), t)], ids=["labelled", "wide"])
def test_two_years_one_below_the_other_are_doubted(first: object, then: object) -> None:
    assert callable(first)
    assert callable(then)
    assert_doubted(read_pasted("\n".join([TITLE, *first(FORM), "上年", *then(FORM, 2)])))


def test_labelled_rows_without_a_total_are_doubted() -> None:
    lines = [
        "\t".join(["", "行次", *(NAMES[i] for i in FORM[:4])]),
        *("\t".join([ROWS[r][0], str(n), *values(r, FORM[:4])]) for n, r in enumerate(ROWS, 1)),
    ]
    assert_doubted(read_pasted("\n".join([TITLE, *lines])))


def test_a_banner_alone_on_its_row_holds_no_blanks() -> None:
    lines = ["行政复议" + "\t" * 14, *wide(FORM, list(ROWS))]
    assert_right(read_pasted("\n".join([TITLE, *lines])))


@pytest.mark.parametrize("parted", ["\t", "  "])
@pytest.mark.parametrize("issued", ["本年制发件数", "本年制发", "制发（件）"])
@pytest.mark.parametrize("in_force", ["现行有效件数", "现行有效", "现行有效总件数"])
def test_headings_of_table_two_by_their_stem(parted: str, issued: str, in_force: str) -> None:
    heads = parted.join(["信息内容", in_force, issued, "本年废止件数"])
    read = read_pasted(f"二、主动公开政府信息情况\n{heads}\n规章{parted}11{parted}1{parted}0")
    got = [read.value(f"proactive.rules.{c}") for c in ("issued", "repealed", "in_force")]
    assert got == [1, 0, 11]


def test_unknown_headings_of_table_two_are_doubted() -> None:
    read = read_pasted(
        "二、主动公开政府信息情况\n信息内容\t现行有效件数\t本年新增\t本年废止件数\n规章\t11\t1\t0"
    )
    cells = [cell for a, cell in read.cells() if a.startswith("proactive.rules.")]
    assert all(cell and not cell.certain for cell in cells)
    assert "proactive.rules.issued" in {a for p in read.problems for a in p.where}


def test_a_third_sheet_that_agrees_with_the_first_settles_nothing() -> None:
    def sheet(n: int) -> str:
        return f"信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t{n}\t0\t{n + 10}"

    read = read_pasted("\n".join(["二、主动公开政府信息情况", sheet(1), sheet(2), sheet(1)]))
    cell = read.cell("proactive.rules.issued")
    assert cell is not None
    assert not cell.certain
    assert "proactive.rules.issued" in {a for p in read.problems for a in p.where}


@pytest.mark.parametrize(
    ("above", "heading", "raw", "value"),
    [
        ("", "本年收费金额（单位：万元）", "312.58万", "312.58"),
        ("", "本年收费金额（单位：人民币元）", "3125800", "312.58"),
        ("", "本年收费金额/元", "3125800", "312.58"),
        ("", "本年收费金额（单位：元，保留两位小数）", "3125800.00", "312.58"),
        ("", "本年收费总额（单位：元）", "3125800", "312.58"),
        ("单位：元", "本年收费金额", "3125800", "312.58"),
        ("（金额单位：元）", "本年收费金额", "3125800", "312.58"),
        ("", "本年收费金额（千元）", "3125.8", "312.58"),
        ("", "本年收费金额（亿元）", "0.031258", "312.58"),
    ],
)
def test_a_fee_in_another_unit_is_converted_and_doubted(
    above: str, heading: str, raw: str, value: str
) -> None:
    text = "\n".join(["二、主动公开政府信息情况", above, f"信息内容\t{heading}", f"行政事业性收费\t{raw}"])
    read = read_pasted(text)
    cell = read.cell("proactive.fees.amount")
    assert cell is not None
    assert cell.value == Decimal(value)
    assert not cell.certain
    assert "READ-MONEY-UNIT" in {p.code for p in read.problems}


@pytest.mark.parametrize("heading", ["本年收费金额（单位：万元）", "本年收费金额（万元）", "本年收费金额"])
def test_a_fee_in_the_forms_unit_is_certain(heading: str) -> None:
    read = read_pasted(f"二、主动公开政府信息情况\n信息内容\t{heading}\n行政事业性收费\t312.58")
    cell = read.cell("proactive.fees.amount")
    assert cell is not None
    assert (cell.value, cell.certain) == (Decimal("312.58"), True)
