"""Lines of any source → the cells of the statutory form, with every doubt named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from assistant.core.numbers import format_number, squeeze
from assistant.core.report import MISSING_MARK, Cell, Problem
from assistant.core.template import APPLICANTS, OUTCOMES, TEMPLATES, Template, address, quoted, split_address
from assistant.reading.align import Alignment, align
from assistant.reading.disputes import read_disputes
from assistant.reading.headings import find_headings
from assistant.reading.labels import (
    LONGEST_LABEL,
    form_of_table_two,
    named_row,
    normalise,
    request_rows,
)
from assistant.reading.lines import Line, is_blank, is_value
from assistant.reading.proactive import read_proactive
from assistant.reading.readings import TableReading, shown
from assistant.reading.resolve import Resolved, resolve

Version = Literal["2021", "2019"]
TABLES: Final = ("proactive", "requests", "disputes")
_TABLE_TWO_WORDS: Final = frozenset(
    map(normalise, ("信息内容", "本年制发件数", "本年处理决定数量", "现行有效件数"))
)
_TABLE_FOUR_WORDS: Final = frozenset(
    map(normalise, ("结果维持", "复议后起诉", "未经复议直接起诉", "尚未审结"))
)
_HEADING_TABLE: Final = {
    **{normalise(c.label): "requests" for c in APPLICANTS},
    **{normalise(c.label): "disputes" for c in OUTCOMES},
    **dict.fromkeys(_TABLE_TWO_WORDS, "proactive"),
    **dict.fromkeys(_TABLE_FOUR_WORDS | {"行政复议", "行政诉讼"}, "disputes"),
    **dict.fromkeys(("其他", "总计", "合计"), "any"),
}
_MOST_HEADINGS: Final = 20
_MANY: Final = 12
_FEW: Final = 3


@dataclass
class TablesRead:
    """The form that the tables follow, their cells, and the problems met."""

    version: Version
    cells: dict[str, Cell | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_tables(lines: Sequence[Line], where: Sequence[str | None], year: int | None = None) -> TablesRead:
    """Read the three tables out of the lines of a source; `where` is what `contexts` said of each.

    `year` decides between the 2019 and 2021 forms only where the tables themselves do not tell.
    """
    parts = {
        table: [line for line, place in zip(lines, where, strict=True) if place == table] for table in TABLES
    }
    two = form_of_table_two(f.text for line in parts["proactive"] for f in line.fields)
    three = _form_of_table_three(parts["requests"])
    by_year: Version = "2019" if year is not None and year <= 2020 else "2021"
    version: Version = "2019" if (three or two or by_year) == "2019" else "2021"
    result = TablesRead(version)
    form = TEMPLATES[version]
    if two and three and two != three:
        result.problems.append(_mixed(two))
    two_form = TEMPLATES[two] if two else form
    _take_small(result, read_proactive(parts["proactive"], two_form), form, "proactive")
    alignment = align(parts["requests"], form)
    _take_requests(result, alignment, resolve(alignment.readings, form), form)
    _take_small(result, read_disputes(parts["disputes"], form), form, "disputes")
    result.cells.update({a: None for a, cell in result.cells.items() if cell and cell.raw == MISSING_MARK})
    _doubt_dashes(result, form)
    _name_missing(result, form)
    return result


def _doubt_dashes(result: TablesRead, form: Template) -> None:
    """A lone “一” is the numeral one, or a dash typed with the wrong key."""
    dashes = [a for a, cell in result.cells.items() if cell and cell.raw.strip() == "一"]
    for a in dashes:
        cell = result.cells[a]
        result.cells[a] = cell.model_copy(update={"certain": False}) if cell else None
    if dashes:
        result.problems.append(
            Problem(
                code="READ-DASH",
                severity="warning",
                where=tuple(dashes),
                message=f"{listed(dashes, form)}写的是“一”，可能是数一，也可能是横线，先读作1并标为存疑。请确认。",
            )
        )


# --- which lines belong to which table ----------------------------------------------------------


def contexts(lines: Sequence[Line]) -> list[str | None]:
    """For each line the section or table it belongs to: by headings, else by what the line itself says."""
    headings = find_headings([_sole_text(line) for line in lines])
    found: list[str | None] = []
    context: str | None = None
    for i, line in enumerate(lines):
        context = headings[i].section if i in headings else _context_of(line, context)
        found.append(context)
    return found


def _sole_text(line: Line) -> str | None:
    texts = [f.text for f in line.fields if not f.carried and not is_blank(f.text)]
    return texts[0] if len(texts) == 1 else None


def _context_of(line: Line, context: str | None) -> str | None:
    texts = [f.text for f in line.fields if not f.carried and not is_blank(f.text)]
    for text in texts:
        if is_value(text):
            continue
        table = _table_of_headings(text) or (_table_of(text, context) if len(text) <= LONGEST_LABEL else None)
        if table:
            return table
    return context


def _table_of_headings(text: str) -> str | None:
    """The table whose column headings make up a whole line, parted by blanks."""
    tokens = text.split()
    if not 1 < len(tokens) <= _MOST_HEADINGS:
        return None
    tables = {_HEADING_TABLE.get(normalise(token), "") for token in tokens} - {"any"}
    return tables.pop() if len(tables) == 1 and "" not in tables else None


def _table_of(text: str, context: str | None) -> str | None:
    plain = normalise(text)
    if plain in _TABLE_TWO_WORDS or squeeze(text).startswith("第二十条第"):
        return "proactive"
    if plain in _TABLE_FOUR_WORDS:
        return "disputes"
    if plain in {"自然人", "申请人情况"}:
        return "requests"
    if context in (*TABLES, None):
        if plain in {"行政复议", "行政诉讼"}:
            return "disputes"
        if named_row(text, "2021", "proactive") or named_row(text, "2019", "proactive"):
            return "proactive"
        if context not in {"requests", "disputes"} and request_rows(text, "2021"):
            return "requests"
    return None


def _form_of_table_three(lines: Sequence[Line]) -> str | None:
    """2021 when （六） has rows of its own, 2019 when it has values itself; else `None`."""
    old = False
    for index, line in enumerate(lines):
        rows = request_rows(line.text, "2021") if len(line.text) <= 2 * LONGEST_LABEL else ()
        if "other.not_corrected_in_time" in rows or "other.fee_unpaid" in rows:
            return "2021"
        if "其他处理" in normalise(line.text) or "其他处理" in line.text:
            beside = [f for f in line.fields if is_value(f.text)]
            below = lines[index + 1].fields if index + 1 < len(lines) else ()
            old = old or len(beside) > 1 or (bool(below) and all(is_value(f.text) for f in below))
    return "2019" if old else None


# --- problems -----------------------------------------------------------------------------------


def _mixed(two: str) -> Problem:
    older, newer = ("表二", "表三") if two == "2019" else ("表三", "表二")
    return Problem(
        code="READ-TEMPLATE-MIXED",
        severity="error",
        message=f"{older}用的是2019年的旧表样，{newer}是2021年的新表样。请按国办公开办函〔2021〕30号的表样重填{older}。",
    )


def _take_small(result: TablesRead, reading: TableReading, form: Template, table: str) -> None:
    known = set(form.addresses)
    result.cells.update({a: cell for a, cell in reading.cells.items() if a in known})
    rows = {row.id: row for row in form.table(table).rows}
    name = form.table(table).name
    for entry in reading.unreadable:
        if not entry.values or entry.row not in rows:
            continue
        cells = (
            _row_addresses(form, table, entry.row) if table == "proactive" else _table_addresses(form, table)
        )
        width = len(cells)
        what = f"{name}{quoted(rows[entry.row].label)}" if table == "proactive" else name
        count = (
            f"应有{width}个数，读到{len(entry.values)}个"
            if len(entry.values) != width
            else "的数次序乱了，加不平"
        )
        result.problems.append(
            Problem(
                code="READ-COUNT",
                severity="error",
                where=tuple(cells),
                message=f"{what}{count}（{shown(entry.values[: _MANY * 2])}），"
                "分不清哪个数属于哪一格，没有采用。请对照原表补填。",
            )
        )
    for entry in reading.unsure:
        if entry.row in rows:
            cells = [a for a in _row_addresses(form, table, entry.row) if _is_uncertain(result.cells.get(a))]
            result.problems.append(
                Problem(
                    code="READ-UNCERTAIN",
                    severity="warning",
                    where=tuple(cells),
                    message=f"{name}{quoted(rows[entry.row].label)}的标签或数字有错位、重复的痕迹，已标为存疑。请对照原表确认。",
                )
            )
    for place in reading.converted:
        if place in known:
            cell = result.cells[place]
            value = format_number(cell.value) if cell and cell.value is not None else ""
            result.problems.append(
                Problem(
                    code="READ-MONEY-UNIT",
                    severity="warning",
                    where=(place,),
                    message=f"{form.describe(place)}原文的单位与表样不同，已换算为{value}，标为存疑。请确认单位。",
                )
            )


def _is_uncertain(cell: Cell | None) -> bool:
    return cell is not None and not cell.certain


def _row_addresses(form: Template, table: str, row: str) -> list[str]:
    return [address(table, row, column.id) for column in form.table(table).row(row).columns]


def _table_addresses(form: Template, table: str) -> list[str]:
    return [a for a in form.addresses if a.startswith(table + ".")]


def _take_requests(result: TablesRead, alignment: Alignment, resolved: Resolved, form: Template) -> None:
    result.cells.update(resolved.cells)
    table = form.table("requests")
    raw = {reading.row: reading.raw for reading in alignment.readings}
    inferred = set(resolved.inferred) | set(resolved.lost)
    for row_id in [row.id for row in table.rows if row.id in inferred]:
        result.problems.append(_puzzled(form, row_id, raw[row_id], resolved.cells))
    doubled = [row for row in alignment.doubled if row not in inferred]
    for row_id in doubled:
        cells = _row_addresses(form, "requests", row_id)
        differs = any(_is_uncertain(resolved.cells.get(a)) for a in cells)
        result.problems.append(
            Problem(
                code="READ-DOUBLED",
                severity="warning" if differs else "info",
                where=tuple(cells) if differs else (),
                message=f"表三{quoted(table.row(row_id).name)}一行出现了不止一次"
                + ("，数字不同，已标为存疑。请确认用哪一行。" if differs else "，数字相同，只算一次。"),
            )
        )
    placed = [
        a
        for reading in alignment.readings
        if not reading.sure and reading.row not in inferred and reading.row not in doubled
        for a in _row_addresses(form, "requests", reading.row)
    ]
    if placed:
        rows = "、".join(
            f"{quoted(table.row(r).name)}"
            for r in dict.fromkeys(a.split(".", 1)[1].rpartition(".")[0] for a in placed)
        )
        result.problems.append(
            Problem(
                code="READ-COLUMNS" if alignment.contradict else "READ-PLACE",
                severity="warning",
                where=tuple(placed),
                message="表三的列名重复或次序与表样不同（比如两年的表并排），分不清各列，读到的数已标为存疑。请只保留一张表再读，或对照原表确认。"
                if alignment.contradict
                else f"表三{rows}的行名缺失或次序不对，是按前后次序推定的，已标为存疑。请对照原表确认。",
            )
        )
    if resolved.disordered:
        result.problems.append(
            Problem(
                code="READ-COLUMNS",
                severity="warning",
                where=tuple(a for a, cell in resolved.cells.items() if _is_uncertain(cell)),
                message="表三多数行的总计都不等于各列之和，列的次序可能和表样不同，读到的数已全部标为存疑。"
                "请核对表头，或对照原表确认。",
            )
        )
    doubted = [a for a in form.addresses if a.startswith("requests.") and resolved.doubts(a)]
    if doubted:
        result.problems.append(
            Problem(
                code="READ-UNBALANCED",
                severity="warning",
                where=tuple(doubted),
                message=f"读到的数不合{len(resolved.doubted)}条勾稽关系（{_few(r.title for r in resolved.doubted)}）。"
                f"一格一行的粘贴容易错位，{listed(doubted, form)}已标为存疑，请对照原表确认。",
            )
        )
    for stray in alignment.strays:
        result.problems.append(
            Problem(
                code="READ-STRAY",
                severity="warning",
                message=f"表三里有一串数找不到所属的行：{shown(stray[:_MANY])}{'……' if len(stray) > _MANY else ''}。请对照原表确认。",
            )
        )


def _puzzled(form: Template, row_id: str, raw: tuple[str, ...], cells: dict[str, Cell | None]) -> Problem:
    places = _row_addresses(form, "requests", row_id)
    lost = [a for a in places if cells.get(a) is None]
    name = form.table("requests").row(row_id).name
    head = f"表三{quoted(name)}一行应有{len(APPLICANTS)}个数，读到{len(raw)}个（{shown(raw[:_MANY])}）"
    if not lost:
        return Problem(
            code="READ-INFERRED",
            severity="warning",
            where=tuple(places),
            message=f"{head}；按勾稽关系推定了各格的数，已标为存疑。请对照原表确认。",
        )
    return Problem(
        code="READ-COUNT",
        severity="error",
        where=tuple(places),
        message=f"{head}，勾稽关系也定不下来哪个数属于哪一格。请对照原表补填。",
    )


def _name_missing(result: TablesRead, form: Template) -> None:
    """Name every cell that is still missing and that no other problem names."""
    named = {a for problem in result.problems for a in problem.where}
    for table in form.tables:
        cells = _table_addresses(form, table.id)
        if all(result.cells.get(a) is None for a in cells) and not named & set(cells):
            result.problems.append(
                Problem(
                    code="READ-TABLE-MISSING",
                    severity="warning",
                    message=f"没有读到{table.name}（{table.title}）。要写完整的报告，请把这张表也粘贴或上传。",
                )
            )
            continue
        missing = [a for a in cells if result.cells.get(a) is None and a not in named]
        if missing:
            result.problems.append(
                Problem(
                    code="READ-MISSING",
                    severity="error",
                    where=tuple(missing),
                    message=f"{listed(missing, form)}没有读到。请对照原表补填；确实是零的，填0。",
                )
            )


def _few(titles: Iterable[str]) -> str:
    first = [title.partition("：")[0] for title in titles]
    return "、".join(first[:_FEW]) + ("等" if len(first) > _FEW else "")


def listed(places: list[str], form: Template) -> str:
    """Cells in staff's words; rows that are missing as a whole are named once."""
    rows: dict[tuple[str, str], list[str]] = {}
    for place in places:
        table, row, _ = split_address(place)
        rows.setdefault((table, row), []).append(place)
    parts = []
    for (table, row), cells in rows.items():
        whole = len(cells) == len(form.table(table).row(row).columns)
        name = f"{form.table(table).name}{quoted(form.table(table).row(row).name)}"
        parts.append(f"{name}整行" if whole else "、".join(form.describe(a) for a in cells))
    more = f"等{len(places)}格" if len(parts) > _MANY else ""
    return "、".join(parts[:_MANY]) + more
