"""The promise of the reader: damaged pastes are never silently misread."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import read_pasted
from assistant.core.report import Report
from tests.support.balanced import balanced_report
from tests.support.pastes import DAMAGES, SHAPES, silent_misreadings, swap_values_of


def missing_unnamed(read: Report) -> list[str]:
    """Missing cells of tables that are partly there, named in no problem."""
    named = {address for problem in read.problems for address in problem.where}
    return [
        address
        for address, cell in read.cells()
        if cell is None and read.has_table(address.split(".")[0]) and address not in named
    ]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10**9),
    shape=st.sampled_from(sorted(SHAPES)),
    damage=st.sampled_from(sorted(DAMAGES)),
    zeros=st.sampled_from([0.0, 0.3, 0.6, 0.9, 1.0]),
    largest=st.sampled_from([2, 9, 60, 4000]),
    template=st.sampled_from(["2021", "2021", "2019"]),
)
def test_no_silent_misreading(
    seed: int, shape: str, damage: str, zeros: float, largest: int, template: str
) -> None:
    random = Random(seed)
    truth = balanced_report(random, template=template, zeros=zeros, largest=largest)
    whole = SHAPES[shape](truth)
    damaged = DAMAGES[damage](whole, random)
    read = read_pasted("\n".join(damaged))
    wrong = silent_misreadings(read, truth)
    if wrong and damage == "lines swapped":
        # Two neighbouring values changed places: the paste itself is a table that says so.
        truth = swap_values_of(truth, whole, damaged)
        wrong = silent_misreadings(read, truth)
    assert wrong == []
    assert missing_unnamed(read) == []


@pytest.mark.parametrize("position", range(7))
def test_a_lost_value_is_found_by_the_relations(position: int) -> None:
    """One of seven values lost in a stream: the columns tell which, and the cell is marked."""
    truth = balanced_report(Random(42), zeros=0, largest=900)
    lines = SHAPES["one cell a line"](truth)
    row = lines.index("（一）予以公开")
    del lines[row + 1 + position]
    read = read_pasted("\n".join(lines))
    cells = [a for a, _ in truth.cells() if a.startswith("requests.granted.")]
    assert [read.value(a) for a in cells] == [truth.value(a) for a in cells]
    assert all(not cell.certain for a in cells if (cell := read.cell(a)))
    (problem,) = read.problems
    assert problem.code == "READ-INFERRED"
    assert set(problem.where) == set(cells)


def test_two_lost_values_in_one_row() -> None:
    truth = balanced_report(Random(7), zeros=0, largest=900)
    lines = SHAPES["one cell a line"](truth)
    row = lines.index("（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
    del lines[row + 2], lines[row + 4]
    read = read_pasted("\n".join(lines))
    assert silent_misreadings(read, truth) == []
    assert read.value("requests.granted_in_part.enterprise") == truth.value(
        "requests.granted_in_part.enterprise"
    )


def test_a_lost_label_is_placed_by_order_and_marked() -> None:
    truth = balanced_report(Random(11), zeros=0)
    lines = SHAPES["one cell a line"](truth)
    lines.remove("7.属于行政执法案卷")
    read = read_pasted("\n".join(lines))
    cell = read.cell("requests.refused.enforcement_files.natural_person")
    assert cell is not None
    assert cell.value == truth.value("requests.refused.enforcement_files.natural_person")
    assert not cell.certain
    assert {p.code for p in read.problems} == {"READ-PLACE"}


def test_a_clerks_wrong_sum_in_a_row_is_read_as_written() -> None:
    """In a proper row a broken relation is the check's business; the reader does not touch it."""
    truth = balanced_report(Random(5), zeros=0.3)
    lines = SHAPES["Excel"](truth)
    i = next(i for i, line in enumerate(lines) if "（七）总计" in line)
    fields = lines[i].split("\t")
    fields[-1] = str(int(fields[-1]) + 1)
    lines[i] = "\t".join(fields)
    read = read_pasted("\n".join(lines))
    total = read.cell("requests.concluded_total.total")
    assert total is not None
    assert (str(total.value), total.certain) == (fields[-1], True)


def test_a_wrong_sum_in_a_stream_is_doubted() -> None:
    truth = balanced_report(Random(5), zeros=0.3)
    lines = SHAPES["one cell a line"](truth)
    i = lines.index("（七）总计") + 7
    lines[i] = str(int(lines[i]) + 1)
    read = read_pasted("\n".join(lines))
    total = read.cell("requests.concluded_total.total")
    assert total is not None
    assert not total.certain
    (problem,) = read.problems
    assert problem.where == ("requests.concluded_total.total",), "no other cell is under suspicion"


def disputes(values: list[int]) -> list[str]:
    return ["四、政府信息公开行政复议、行政诉讼情况", "结果维持", *map(str, values)]


FIFTEEN = [72, 64, 178, 37, 351, 13, 4, 8, 1, 26, 12, 1, 1, 6, 20]


def test_table_four_with_a_value_lost_keeps_the_groups_that_add_up() -> None:
    read = read_pasted("\n".join(disputes([v for i, v in enumerate(FIFTEEN) if i != 11])))
    assert read.value("disputes.reconsideration.total") == 351
    assert read.value("disputes.direct_litigation.corrected") == 4
    cells = [cell for a, cell in read.cells() if a.startswith("disputes.") and cell]
    assert len(cells) == 10
    assert not any(cell.certain for cell in cells)
    assert "READ-COUNT" in {p.code for p in read.problems}


def test_table_four_with_values_in_disorder_is_not_taken() -> None:
    shuffled = FIFTEEN[4:] + FIFTEEN[:4]
    read = read_pasted("\n".join(disputes(shuffled)))
    assert not read.has_table("disputes")
    assert any(p.severity == "error" and "次序乱了" in p.message for p in read.problems)


def test_table_four_with_one_group_wrong_is_doubted_there() -> None:
    wrong = [*FIFTEEN[:9], 27, *FIFTEEN[10:]]
    read = read_pasted("\n".join(disputes(wrong)))
    doubted = [a for a, cell in read.cells() if cell and not cell.certain]
    assert len(doubted) == 5
    assert all(a.startswith("disputes.direct_litigation.") for a in doubted)


def test_two_different_rows_for_table_four_are_doubted() -> None:
    row = "\t".join(map(str, FIFTEEN))
    other = "\t".join(["0"] * 15)
    read = read_pasted(f"四、政府信息公开行政复议、行政诉讼情况\n结果维持\n{row}\n{other}")
    cells = [cell for a, cell in read.cells() if a.startswith("disputes.")]
    assert all(cell and not cell.certain for cell in cells)
    named = {a for p in read.problems for a in p.where}
    assert "disputes.reconsideration.upheld" in named


def test_a_row_that_comes_twice_with_other_numbers_is_doubted() -> None:
    truth = balanced_report(Random(8), zeros=0)
    lines = SHAPES["Excel"](truth)
    i = next(i for i, line in enumerate(lines) if "（二）部分公开" in line)
    fields = lines[i].split("\t")
    lines.insert(i + 1, "\t".join([*fields[:-1], "7"]))
    read = read_pasted("\n".join(lines))
    assert silent_misreadings(read, truth) == []
    assert "requests.granted_in_part.total" in {a for p in read.problems for a in p.where}


def test_values_without_rows_of_their_own_do_not_crash() -> None:
    read = read_pasted("四、结转下年度继续办理\n" + "\n".join("0" * 14))
    assert read.status == "empty"
    assert "READ-COUNT" in {p.code for p in read.problems}
