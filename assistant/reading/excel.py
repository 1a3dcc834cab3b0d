"""Spreadsheets to blocks: a grid a visible sheet, merged cells kept, numbers as people see them.

.xlsx is read from its XML here, row by row: that reads value and formula in one pass, stops at a
row limit whatever the sheet claims, and does not mind the odd styles that filing systems write. .xls, .xlsb and .ods are
read by calamine in a child process.
"""

from __future__ import annotations

import datetime
import json
import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, cast

from lxml import etree

from assistant.archive import check_zip, damaged_zip
from assistant.core.report import Problem
from assistant.errors import InputError
from assistant.reading.blocks import MAX_GRID_COLUMNS, MAX_GRID_ROWS, Block, Grid, GridCell, Opened, Paragraph
from assistant.reading.excel_numbers import FormatKind, date_text, format_kind, number_text

CHILD_MEGABYTES: Final = 2_048
CHILD_SECONDS: Final = 60
"""Limits of the process that reads .xls, .xlsb and .ods."""

_STRICT: Final = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_LOOSE: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REF: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z0-9$:]+)[\"']")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr\s*=\s*[\"'](\d{1,7})[\"']")
_VALUE: Final = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>]")
_XML_HEAD: Final = re.compile(r"^\ufeff?<\?xml[^>]*\?>")
_PIECE: Final = 1 << 20
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@dataclass
class _Sheet:
    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    cut: bool = False


@dataclass
class _Findings:
    """What staff must know about the workbook."""

    hidden: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    scaled: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    def problems(self) -> tuple[Problem, ...]:
        return tuple(
            Problem(code=code, severity=severity, message=message.format(_listed(places)))
            for code, severity, places, message in (
                ("READ-HIDDEN-SHEET", "info", self.hidden, "隐藏的工作表没有读：{}。要读就先取消隐藏，再传一次。"),
                ("READ-FORMULA", "warning", self.formulas,
                 "{}是公式，文件里没有存下计算结果，读不到数。请用 Excel 或 WPS 打开这个文件，保存一次再传。"),
                ("READ-SCALED-FORMAT", "warning", self.scaled,
                 "{}的显示格式会缩放数值（例如按千、按万显示），看到的数和存的数不一样，所以没有当作数字读。"
                 "请改成常规格式，写上实际要报的数再传。"),
                ("READ-TOO-LONG", "warning", self.cut,
                 f"工作表{{}}太大，只读了前 {MAX_GRID_ROWS} 行、前 {MAX_GRID_COLUMNS} 列。"),
            )
            if places
        )  # fmt: skip


def _listed(names: list[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:5])
    return shown + (f"等 {len(names)} 处" if len(names) > 5 else "")


def read_xlsx(data: bytes) -> Opened:
    """Blocks of an .xlsx or .xlsm. Raises `InputError` when it is damaged or no workbook.

    A formula without a stored result becomes its own text (``=SUM(B2:G2)``), never a blank, with a
    `READ-FORMULA` problem.
    """
    archive = check_zip(data)
    found = _Findings()
    try:
        book = _Book(archive)
        sheets = []
        for name, part, hidden in book.sheets():
            if hidden:
                found.hidden.append(name)
            elif part in archive.NameToInfo:
                sheets.append(_SheetReader(book, name, found).read(archive.read(part)))
    except (etree.XMLSyntaxError, KeyError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise damaged_zip() from error
    return _opened(sheets, found)


def _opened(sheets: Iterable[_Sheet], found: _Findings) -> Opened:
    blocks: list[Block] = []
    filled = [(sheet, grid) for sheet in sheets if (grid := _grid(sheet)).cells]
    for sheet, grid in filled:
        if sheet.cut:
            found.cut.append(sheet.name)
        if len(filled) > 1:
            blocks.append(Paragraph(sheet.name))
        blocks.append(grid)
    return Opened(tuple(blocks), found.problems())


def _grid(sheet: _Sheet) -> Grid:
    """Every position of the used rectangle; a merged range is one cell, what lies under it is not seen."""
    used = [place for place, text in sheet.texts.items() if text.strip()]
    if not used:
        return Grid(())
    width = max(column for _, column in used) + 1
    height = max(row for row, _ in used) + 1
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    budget = (
        2 * width * height
    )  # ranges that lie over one another, which no program writes, must not cost hours
    for top, left, bottom, right in sheet.merges:
        if top < height and left < width and (top, left) not in covered and budget > 0:
            tall, wide = min(bottom + 1, height) - top, min(right + 1, width) - left
            spans[top, left] = (tall, wide)
            budget -= tall * wide
            covered.update((top + r, left + c) for r in range(tall) for c in range(wide))
    filled_rows = {row for row, _ in used} | {row for row, _ in covered}
    return Grid(
        tuple(
            GridCell(sheet.texts.get((row, column), ""), row, column, *spans.get((row, column), (1, 1)))
            for row in sorted(filled_rows)
            for column in range(width)
            if (row, column) in spans or (row, column) not in covered
        )
    )


# --- the parts of an .xlsx --------------------------------------------------------------------


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data.replace(_STRICT, _LOOSE), parser)


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name, whatever namespace (Strict or not) it is in."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def _text(element: etree._Element) -> str:
    """The text of a string item, its phonetic guides left out."""
    parts = [t.text or "" for t in element.iterfind(".//{*}t") if not _is_phonetic(t)]
    return _unescape("".join(parts)).replace("\r\n", "\n").replace("\r", "\n")


def _unescape(text: str) -> str:
    """Characters that XML cannot hold, which Excel writes as ``_x000D_``."""
    return _ESCAPED.sub(lambda m: m[0] if m[1][0] in "dD" else chr(int(m[1], 16)), text)


def _is_phonetic(text: etree._Element) -> bool:
    parent = text.getparent()
    return parent is not None and etree.QName(parent).localname == "rPh"


class _Book:
    """The workbook's list of sheets, shared strings and number formats."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        rels = _targets(archive, "_rels/.rels", "")
        self._path = next((t for kind, t in rels.values() if kind == "officeDocument"), "xl/workbook.xml")
        self._root = _parse(archive.read(self._path))
        folder, name = posixpath.split(self._path)
        self._rels = _targets(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
        self.strings = [_text(item) for item in self._part("sharedStrings").iterfind("{*}si")]
        properties = self._root.find("{*}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        self.epoch = datetime.datetime(1904, 1, 1) if since_1904 else datetime.datetime(1899, 12, 30)
        self.formats = _formats(self._part("styles"))

    def _part(self, kind: str) -> etree._Element:
        for found, target in self._rels.values():
            if found == kind and target in self._archive.NameToInfo:
                return _parse(self._archive.read(target))
        return etree.Element("none")

    def sheets(self) -> Iterator[tuple[str, str, bool]]:
        """Name, part and whether hidden, of every worksheet in order."""
        for sheet in self._root.iterfind("{*}sheets/{*}sheet"):
            kind, target = self._rels.get(_attribute(sheet, "id") or "", ("", ""))
            if kind == "worksheet":
                yield sheet.get("name") or "", target, sheet.get("state") in {"hidden", "veryHidden"}


def _targets(archive: zipfile.ZipFile, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """Relationship id → (last word of its type, path of the target part)."""
    if part not in archive.NameToInfo:
        return {}
    rels: dict[str, tuple[str, str]] = {}
    for rel in _parse(archive.read(part)).iterfind("{*}Relationship"):
        target = rel.get("Target") or ""
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        rels[rel.get("Id") or ""] = ((rel.get("Type") or "").rpartition("/")[2], path)
    return rels


def _formats(styles: etree._Element) -> list[FormatKind]:
    """For every cell style: ``date``, ``percent``, ``scaled`` or nothing special."""
    codes = {f.get("numFmtId"): f.get("formatCode") or "" for f in styles.iterfind("{*}numFmts/{*}numFmt")}
    return [format_kind(xf.get("numFmtId") or "0", codes) for xf in styles.iterfind("{*}cellXfs/{*}xf")]


# --- one sheet --------------------------------------------------------------------------------


class _SheetReader:
    """Reads one worksheet, row by row, within the limits of a grid."""

    def __init__(self, book: _Book, name: str, found: _Findings) -> None:
        self.sheet = _Sheet(name)
        self._book = book
        self._found = found
        self._filled_down: dict[str, str] = {}
        """Address of the first cell of every formula that was filled down."""

    def read(self, xml: bytes) -> _Sheet:
        """The sheet. Raises what lxml raises for broken XML."""
        if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
            xml = _XML_HEAD.sub("", xml.decode("utf-16")).encode()
        self.sheet.merges = [merge for ref in _MERGED.findall(xml) if (merge := _merge(ref.decode("ascii")))]
        end = next((row.start() for row in _ROW.finditer(xml) if int(row[1]) > MAX_GRID_ROWS), len(xml))
        self.sheet.cut = _VALUE.search(xml, end) is not None
        parser = etree.XMLPullParser(
            ("end",), tag="{*}row", resolve_entities=False, no_network=True, huge_tree=False
        )
        at_row = -1
        for place in range(0, end, _PIECE):
            parser.feed(xml[place : min(place + _PIECE, end)])
            for _, row in cast("Iterator[tuple[str, etree._Element]]", parser.read_events()):
                at_row = abs(int(row.get("r") or at_row + 2)) - 1
                self._row(row, at_row)
                _forget(row)
        if end == len(xml):
            parser.close()
        return self.sheet

    def _row(self, row: etree._Element, number: int) -> None:
        column = -1
        for cell in row.iterfind("{*}c"):
            column = _place(cell.get("r"), column + 1)
            if number >= MAX_GRID_ROWS or column >= MAX_GRID_COLUMNS:
                self.sheet.cut |= len(cell) > 0
            elif len(cell) and (text := self._cell(cell, number, column)):
                self.sheet.texts[number, column] = text

    def _cell(self, cell: etree._Element, row: int, column: int) -> str:
        parts = {str(part.tag).rpartition("}")[2]: part for part in cell}
        kind, value, formula = cell.get("t") or "n", parts.get("v"), parts.get("f")
        stored = (value.text or "") if value is not None else ""
        if formula is not None:
            address = f"{self.sheet.name}!{_letters(column)}{row + 1}"
            first = self._filled_down.setdefault(formula.get("si") or "", address)
            if not stored and (kind != "str" or value is None):
                self._found.formulas.append(address)
                return f"={formula.text}" if formula.text else f"=（与{first}同一公式）"
        if kind == "s":
            return self._book.strings[int(stored)] if stored else ""
        if kind == "inlineStr":
            return _text(parts["is"]) if "is" in parts else ""
        if kind == "b":
            return "TRUE" if stored == "1" else "FALSE"
        if kind in {"str", "e", "d"} or not stored:
            return _unescape(stored)
        return self._number(stored, int(cell.get("s") or 0), f"{self.sheet.name}!{_letters(column)}{row + 1}")

    def _number(self, stored: str, style: int, address: str) -> str:
        try:
            number = Decimal(stored)
        except InvalidOperation:
            return stored
        formats = self._book.formats
        kind = formats[style] if style < len(formats) else ""
        if kind == "date":
            return date_text(number, self._book.epoch) or number_text(number)
        if kind == "percent":
            return number_text(number * 100) + "%"
        if kind == "scaled" and number:
            self._found.scaled.append(address)
            return f"{number_text(number)}（显示格式有缩放）"
        return number_text(number)


def _forget(row: etree._Element) -> None:
    """Give back the memory of a row that was read."""
    row.clear()
    parent = row.getparent()
    while parent is not None and parent[0] is not row:
        del parent[0]


def _place(ref: str | None, otherwise: int) -> int:
    match = _REF.fullmatch(ref or "")
    return _column(match[1]) if match else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _merge(ref: str) -> Merge | None:
    first, _, last = ref.partition(":")
    start, end = _REF.fullmatch(first), _REF.fullmatch(last)
    if not start or not end:
        return None
    top, left, bottom, right = int(start[2]) - 1, _column(start[1]), int(end[2]) - 1, _column(end[1])
    return (top, left, bottom, right) if top <= bottom and left <= right else None


# --- .xls, .xlsb, .ods ------------------------------------------------------------------------


def read_spreadsheet(data: bytes) -> Opened:
    """Blocks of an .xls, .xlsb or .ods, read in a child process of limited memory and time.

    Raises `InputError` when the file is damaged or asks for more than the limits.
    """
    child = Path(__file__).with_name("spreadsheet_child.py")
    command = [
        sys.executable, "-I", str(child), str(CHILD_MEGABYTES), str(MAX_GRID_ROWS), str(MAX_GRID_COLUMNS)
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no part of the command comes from outside
            command, input=data, capture_output=True, timeout=CHILD_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _unreadable() from error
    if done.returncode:
        raise _unreadable()
    found, sheets = _Findings(), []
    for entry in json.loads(done.stdout):
        if entry["hidden"]:
            found.hidden.append(entry["name"])
        else:
            sheets.append(_foreign_sheet(entry))
    return _opened(sheets, found)


def _unreadable() -> InputError:
    return InputError("这个表格文件已损坏或太大，读不出来。", "请用 Excel 或 WPS 打开，另存为 .xlsx 再传。")


def _foreign_sheet(entry: Mapping[str, Any]) -> _Sheet:
    sheet = _Sheet(entry["name"], cut=entry["cut"], merges=[tuple(merge) for merge in entry["merged"]])
    for r, row in enumerate(entry["rows"]):
        for c, value in enumerate(row):
            if value != "":
                sheet.texts[r, c] = _foreign_text(value)
    return sheet


def _foreign_text(value: str | bool | float) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else number_text(value)
