"""The slips of the pen that are tried when relations fail: one cell, one row, one swap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Final

from assistant.checking.naming import cell_name, column_name, row_name, table_name
from assistant.checking.tables.board import UNTELLING, WEAK, Board, Guess, moved
from assistant.checking.tables.reasons import reason
from assistant.core.facts import GROUPS
from assistant.core.numbers import format_number
from assistant.core.relations import PREVIOUS, Relation, result_rows
from assistant.core.template import APPLICANTS, address, split_address

_COLUMNS: Final = tuple(column.id for column in APPLICANTS)
_GROUP_NAMES: Final = dict(
    zip(GROUPS, ("（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"), strict=True)
)
_MOST_ALIKE: Final = 3
_MOST_FOR_SWAPS: Final = 8
"""A swap breaks four relations at most, or eight with the totals; beyond that the search is skipped."""


def guesses(board: Board, broken: Sequence[Relation]) -> Iterator[Guess]:
    """Every slip worth trying against these broken relations."""
    codes = {relation.code for relation in broken}
    yield from _single_cells(board, broken)
    if "T3-RESULTS" in codes:
        yield from _result_rows(board)
    if "T3-BALANCE" in codes:
        yield from _balance(board)
    if "Y-CARRY" in codes:
        yield from _carried_with_new(board)
    if len(broken) <= _MOST_FOR_SWAPS:
        yield from _swaps(board, broken)
        yield from _shifted_rows(board, broken)


def _single_cells(board: Board, broken: Sequence[Relation]) -> Iterator[Guess]:
    for relation in broken:
        gap = board.gap(relation)
        for cell_address in relation.cells:
            value = board.value(cell_address)
            wanted = value - gap if cell_address in relation.left else value + gap
            if not board.repaired({cell_address: wanted}):
                continue  # before any words are made
            rank, why = reason(board, relation, cell_address, wanted)
            name = cell_name(cell_address, board.report, board.previous)
            says = f"{name}填错了：填的是 {format_number(value)}，应为 {format_number(wanted)}"
            yield Guess({cell_address: wanted}, says + (f"（{why}）" if why else ""), rank)


def _vector(board: Board, row: str) -> tuple[Decimal, ...]:
    return tuple(board.value(address("requests", row, column)) for column in _COLUMNS)


def _gaps(board: Board, code: str) -> tuple[Decimal, ...]:
    own = {
        r.left[0]: board.gap(r)
        for r in board.relations
        if r.code == code and not r.left[0].startswith(PREVIOUS)
    }
    first = "concluded_total" if code == "T3-RESULTS" else "new"
    return tuple(own.get(address("requests", first, column), Decimal(0)) for column in _COLUMNS)


def _shift(board: Board, row: str, by: Sequence[Decimal], sign: int = 1) -> dict[str, Decimal]:
    return moved(
        board,
        ((address("requests", row, column), sign * n) for column, n in zip(_COLUMNS, by, strict=True)),
    )


def _cells(row: str, vector: Sequence[Decimal]) -> tuple[str, ...]:
    """The cells of a row in those columns where the numbers are not zero."""
    return tuple(address("requests", row, column) for column, n in zip(_COLUMNS, vector, strict=True) if n)


def _negated(vector: Sequence[Decimal]) -> tuple[Decimal, ...]:
    return tuple(-n for n in vector)


def _name(board: Board, row: str) -> str:
    return row_name(board.report.form, address("requests", row, "total"))


def _items(board: Board) -> Iterator[tuple[str, tuple[Decimal, ...]]]:
    """Result rows and whole result groups by name, with their numbers in the seven columns."""
    rows = result_rows(board.report.form)
    for row in rows:
        yield _name(board, row), _vector(board, row)
    for group, label in _GROUP_NAMES.items():
        members = [_vector(board, row) for row in rows if row.startswith(group + ".")]
        if members:
            yield f"“{label}”", tuple(sum(column, Decimal(0)) for column in zip(*members, strict=True))


def _result_rows(board: Board) -> Iterator[Guess]:
    """A row (or group) left out of （七）总计, counted twice in it, or filled in twice."""
    gaps = _gaps(board, "T3-RESULTS")
    short = _negated(gaps)
    count = format_number(max(map(abs, gaps)))
    for wanted, sign, how, rank in ((short, 1, "少计了", 1), (gaps, -1, "多计了一次", 2)):
        alike = [name for name, vector in _items(board) if any(vector) and vector == wanted]
        if alike:
            which = (
                "或者".join(alike) if len(alike) <= _MOST_ALIKE else f"{alike[0]}等 {len(alike)} 行中某一行"
            )
            says = f"表三“（七）总计”一行{how}{which}的 {count} 件"
            yield Guess(_shift(board, "concluded_total", wanted, sign), says, rank)
    partial = _vector(board, "granted_in_part")
    if any(partial) and partial == short:
        yield Guess(
            _shift(board, "granted", partial, -1),
            f"表三“（一）予以公开”里又计了一次“（二）部分公开”的 {format_number(max(partial))} 件",
            1,
        )
    for upper, lower in pairwise(result_rows(board.report.form)):
        vector = _vector(board, lower)
        if any(vector) and vector == short and vector == _vector(board, upper):
            says = f"表三{_name(board, upper)}和{_name(board, lower)}两行填得一样，有一行填重了"
            yield Guess(_shift(board, lower, vector, -1), says, 2)


def _balance(board: Board) -> Iterator[Guess]:
    """Carried-over or carried-forward requests counted twice, or left out of their row."""
    gaps = _gaps(board, "T3-BALANCE")
    short = _negated(gaps)
    carried, forward = _vector(board, "carried_over"), _vector(board, "carried_forward")
    if any(carried) and gaps == carried:
        count = format_number(max(carried))
        says = f"“一、本年新收”里已经含了上年结转的 {count} 件，或者这 {count} 件没有计入第三、四项"
        also = _cells("concluded_total", carried) + _cells("carried_forward", carried)
        yield Guess(_shift(board, "new", carried, -1), says, 1, also)
    if any(forward) and short == forward:
        count = format_number(max(forward))
        says = f"第三项“（七）总计”里已经含了结转下年度的 {count} 件，或者这 {count} 件不该再填进第四项"
        also = _cells("concluded_total", forward)
        yield Guess(_shift(board, "carried_forward", forward, -1), says, 1, also)
    if not any(forward) and min(gaps) >= 0:
        says = f"年底没有办结的 {format_number(max(gaps))} 件没有填进“四、结转下年度继续办理”"
        yield Guess(_shift(board, "carried_forward", gaps), says, WEAK)
    if not any(carried) and min(short) >= 0:
        says = f"上年结转的 {format_number(max(short))} 件没有填进“二、上年结转政府信息公开申请数量”"
        yield Guess(_shift(board, "carried_over", short), says, WEAK)


def _carried_with_new(board: Board) -> Iterator[Guess]:
    """Last year's pending requests counted among this year's new ones."""
    last = tuple(
        board.value(PREVIOUS + address("requests", "carried_forward", column)) for column in _COLUMNS
    )
    if any(last) and not any(_vector(board, "carried_over")):
        changes = _shift(board, "carried_over", last) | _shift(board, "new", last, -1)
        says = f"上年结转的 {format_number(max(last))} 件计进了“一、本年新收”，没有单独填在第二项"
        yield Guess(changes, says, 3)


def _broken_lines(broken: Sequence[Relation]) -> tuple[list[tuple[str, str]], list[str]]:
    """Table rows, and columns of table three, that fail."""
    rows, columns = [], []
    for relation in broken:
        table, row, column = split_address(relation.left[0])
        if relation.code in {"T3-ROW", "T4-SUM"}:
            rows.append((table, row))
        elif relation.code in {"T3-RESULTS", "T3-BALANCE"} and column not in columns:
            columns.append(column)
    return rows, columns


def _swaps(board: Board, broken: Sequence[Relation]) -> Iterator[Guess]:
    """Two cells of one row, or two of one column, exchanged."""
    rows, columns = _broken_lines(broken)
    for left, right in combinations(columns, 2):
        for row in board.report.form.table("requests").rows:
            yield from _swap(board, address("requests", row.id, left), address("requests", row.id, right))
    for (table, upper), (other_table, lower) in combinations(rows, 2):
        if table == other_table:
            for column in board.report.form.table(table).row(upper).columns:
                yield from _swap(board, address(table, upper, column.id), address(table, lower, column.id))


def _swap(board: Board, one: str, other: str) -> Iterator[Guess]:
    first, second = board.value(one), board.value(other)
    if first == second or not board.repaired({one: second, other: first}):
        return
    form = board.report.form
    same_row = split_address(one)[1] == split_address(other)[1]
    if same_row:
        line, here, there = row_name(form, one) + "一行", column_name(form, one), column_name(form, other)
    else:
        line, here, there = column_name(form, one) + "一列", row_name(form, one), row_name(form, other)
    says = f"{table_name(form, one)}{line}里，{here}和{there}两格的数填颠倒了"
    if not (first and second):
        wrong, right = (here, there) if first else (there, here)
        number, line_word = format_number(first or second), "列" if same_row else "行"
        says = f"{table_name(form, one)}{line}里的 {number} 填错了{line_word}：填在{wrong}，应填在{right}"
    yield Guess({one: second, other: first}, says, 3)


def _shifted_rows(board: Board, broken: Sequence[Relation]) -> Iterator[Guess]:
    """The numbers of a whole row pushed one column to the left or right."""
    form = board.report.form
    rows, columns = _broken_lines(broken)
    if not rows and len(columns) > 2:
        rows = [("requests", row.id) for row in form.table("requests").rows]
    for table, row in rows:
        cells = [address(table, row, column.id) for column in form.table(table).row(row).columns]
        values = [board.value(a) for a in cells]
        for meant, rank in _unshifted(values):
            changes = {a: new for a, new in zip(cells, meant, strict=True) if new != board.value(a)}
            if changes and board.repaired(changes):
                says = f"{form.table(table).name}{row_name(form, cells[0])}一行的数整行错了一列"
                yield Guess(changes, says, rank)


def _unshifted(values: Sequence[Decimal]) -> Iterator[tuple[list[Decimal], int]]:
    """What a row (parts, then total) may have been before its numbers were pushed aside, with a rank.

    Where the lost number has to be reckoned the row itself proves nothing: only columns can bear it out.
    """
    parts, total = list(values[:-1]), values[-1]
    yield [*values[1:], values[0]], 4
    yield [total, *parts], 4
    for back in (parts[1:] + parts[:1], parts[-1:] + parts[:-1]):
        yield [*back, total], 4
        yield [*back, sum(back, Decimal(0))], UNTELLING
    yield [parts[-1] - sum(parts[:-1], Decimal(0)), *parts], UNTELLING
