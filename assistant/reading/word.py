"""Word documents to blocks: paragraphs, tables, text boxes and content controls in the order of the body.

The XML is walked here rather than through python-docx, whose access to cells takes seconds where this takes
milliseconds, and which does not look into content controls, text boxes and tracked changes.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from assistant.archive import check_zip, damaged_zip
from assistant.core.report import Problem
from assistant.reading.blocks import MAX_GRID_COLUMNS, MAX_GRID_ROWS, Block, Grid, GridCell, Opened, Paragraph
from assistant.reading.numbering import Numbering, W
from assistant.reading.text import raise_digits

_STRICT: Final = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}  # fmt: skip
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_OLE_OBJECT: Final = "{urn:schemas-microsoft-com:office:office}OLEObject"
_IMAGE_DATA: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

_WRAPPERS: Final = frozenset(
    {
        W + n
        for n in (
            "sdt",
            "sdtContent",
            "customXml",
            "ins",
            "moveTo",
            "smartTag",
            "hyperlink",
            "fldSimple",
            "bdo",
            "dir",
        )
    }
)
_GONE: Final = frozenset(
    {W + n for n in ("del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "instrText", "delText")}
)
_MARKS: Final = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_LONG_CELL: Final = 300
"""No label or value of the statutory tables is so long: a table with such a cell lays out a page."""


def read_docx(data: bytes) -> Opened:
    """Blocks of a .docx. Raises `InputError` when it is damaged or no Word document."""
    archive = check_zip(data)
    try:
        return _Reader(archive).read()
    except (etree.XMLSyntaxError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise damaged_zip() from error


@dataclass
class _Style:
    base: str
    numbering: tuple[str, int] | None
    is_contents: bool


@dataclass
class _Cell:
    """A cell while its table is read: where it stands, what it says, what stands inside."""

    row: int
    column: int
    colspan: int
    blocks: list[Block] = field(default_factory=list)
    rowspan: int = 1

    @property
    def text(self) -> str:
        return "\n".join(b.text for b in self.blocks if isinstance(b, Paragraph))


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        main = next(iter(self._related("", "officeDocument")), "word/document.xml")
        self._document = _parse(archive.read(main))
        self._numbering = Numbering.from_xml(self._part(main, "numbering"))
        self._styles = _styles(self._part(main, "styles"))
        self._carried = ""
        """Text of a paragraph whose end mark was deleted: it runs on into the next."""

    def read(self) -> Opened:
        body = self._document.find(f"{W}body")
        if body is None:
            raise KeyError("no body")
        blocks = list(self._blocks(body))
        if self._carried:
            blocks.append(Paragraph(self._carried))
        return Opened(tuple(blocks), tuple(self._problems(blocks)))

    def _problems(self, blocks: list[Block]) -> Iterator[Problem]:
        document = self._document
        if next(document.iter(f"{W}altChunk"), None) is not None:
            yield Problem(
                code="READ-EMBEDDED", severity="warning",
                message="文件里嵌着另一份文档，嵌入的内容没有读。请在 Word 里打开，保存一次再传。",
            )  # fmt: skip
        if any(
            (o.get("ProgID") or "").startswith(("Excel", "ET", "Ket")) for o in document.iter(_OLE_OBJECT)
        ):
            yield Problem(
                code="READ-EMBEDDED", severity="warning",
                message="文件里嵌着 Excel 表格对象，里面的数没有读。请把表格作为普通表格粘贴进文档，或把 Excel 文件另外上传。",
            )  # fmt: skip
        pictures = sum(1 for _ in document.iter(_PICTURE, _IMAGE_DATA))
        if pictures and not any(isinstance(block, Grid) for block in blocks):
            yield Problem(
                code="READ-PICTURE", severity="warning",
                message=f"文件里没有表格，有 {pictures} 张图片。图片里的文字和数没有读；表格若是图片，请换成可编辑的表格再传。",
            )  # fmt: skip

    # --- parts ---

    def _related(self, part: str, kind: str) -> Iterator[str]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._archive.NameToInfo:
            return
        for rel in _parse(self._archive.read(rels)).iterfind("{*}Relationship"):
            if (rel.get("Type") or "").rpartition("/")[2] == kind and rel.get("TargetMode") != "External":
                target = rel.get("Target") or ""
                yield (
                    target.lstrip("/")
                    if target[:1] == "/"
                    else posixpath.normpath(posixpath.join(folder, target))
                )

    def _part(self, main: str, kind: str) -> etree._Element | None:
        path = next((p for p in self._related(main, kind) if p in self._archive.NameToInfo), None)
        return None if path is None else _parse(self._archive.read(path))

    # --- blocks ---

    def _blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Paragraphs and grids under a body, a cell, a text box or a wrapper, in order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{_MC}AlternateContent":
                if (chosen := _chosen(child)) is not None:
                    yield from self._blocks(chosen)
            elif child.tag in _WRAPPERS:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        properties = paragraph.find(f"{W}pPr")
        style = self._styles.get(_value(properties, "pStyle"))
        boxes: list[etree._Element] = []
        text = "".join(_run_text(paragraph, boxes))
        if not (style and style.is_contents):
            text = self._carried + self._label(properties, style) + text
            self._carried = ""
            if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
                self._carried = text
            else:
                yield from (
                    Paragraph(line)
                    for raw in text.split("\n")
                    if (line := raw.strip(" \u3000\xa0\r")).strip()
                )
        for box in boxes:
            yield from self._blocks(box)

    def _label(self, properties: etree._Element | None, style: _Style | None) -> str:
        """The automatic number before a paragraph, from itself or from its style."""
        numbering = _numbering_of(properties)
        seen = 0
        while style is not None and seen < 20 and (numbering is None or not numbering[0]):
            level = numbering[1] if numbering else None
            if style.numbering is not None:
                numbering = (style.numbering[0], style.numbering[1] if level is None else level)
            style, seen = self._styles.get(style.base), seen + 1
        if numbering is None or numbering[0] in {"", "0"}:
            return ""
        return self._numbering.label(*numbering)

    # --- tables ---

    def _table(self, table: etree._Element) -> Iterator[Block]:
        cells = self._cells(table)
        own = [cell.text for cell in cells if cell.text]
        holds_tables = any(isinstance(block, Grid) for cell in cells for block in cell.blocks)
        if holds_tables or len(own) == 1 or max(map(len, own), default=0) > _LONG_CELL:
            for cell in cells:
                yield from cell.blocks
        elif own:
            yield Grid(tuple(GridCell(c.text, c.row, c.column, c.rowspan, c.colspan) for c in cells))

    def _cells(self, table: etree._Element) -> list[_Cell]:
        cells: list[_Cell] = []
        above: dict[int, _Cell] = {}
        """For every column where a vertical merge may go on: the cell it began with."""
        rows = [row for row in _unwrapped(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        for number, row in enumerate(rows[:MAX_GRID_ROWS]):
            column = _number(row.find(f"{W}trPr"), "gridBefore", 0)
            going_on: dict[int, _Cell] = {}
            for cell in _unwrapped(row, f"{W}tc"):
                properties = cell.find(f"{W}tcPr")
                width = min(max(1, _number(properties, "gridSpan", 1)), MAX_GRID_COLUMNS)
                if column + width > MAX_GRID_COLUMNS:
                    break
                merge = properties.find(f"{W}vMerge") if properties is not None else None
                goes_on = merge is not None and merge.get(f"{W}val") != "restart"
                if goes_on and (top := above.get(column)) is not None and top.colspan == width:
                    top.rowspan = number - top.row + 1
                    going_on[column] = top
                elif _is_side_continued(properties) and cells and cells[-1].row == number:
                    cells[-1].colspan += width
                else:
                    made = _Cell(number, column, width, list(self._blocks(cell)))
                    cells.append(made)
                    if merge is not None:
                        going_on[column] = made
                column += width
            above = going_on
        return cells


# --- small readers of XML ---------------------------------------------------------------------


def _parse(data: bytes) -> etree._Element:
    for strict, loose in _STRICT.items():
        data = data.replace(strict, loose)
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _value(parent: etree._Element | None, name: str) -> str:
    child = parent.find(W + name) if parent is not None else None
    return (child.get(f"{W}val") or "") if child is not None else ""


def _number(parent: etree._Element | None, name: str, otherwise: int) -> int:
    text = _value(parent, name)
    return int(text) if text.isdigit() and len(text) < 6 else otherwise


def _is_side_continued(properties: etree._Element | None) -> bool:
    """The old way to merge sideways, which some converters still write."""
    merge = properties.find(f"{W}hMerge") if properties is not None else None
    return merge is not None and merge.get(f"{W}val") != "restart"


def _unwrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children of a kind, also inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, tag)


def _chosen(alternatives: etree._Element) -> etree._Element | None:
    """One of several renderings of the same content: both would read it twice."""
    choice = alternatives.find(f"{_MC}Choice")
    return alternatives.find(f"{_MC}Fallback") if choice is None else choice


def _run_text(parent: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The text people see, in order; text boxes met on the way are put aside."""
    for child in parent:
        tag = child.tag
        if tag in (f"{W}t", _MATH_TEXT):
            yield child.text or ""
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{_MC}AlternateContent":
            if (chosen := _chosen(child)) is not None:
                yield from _run_text(chosen, boxes)
        elif tag not in _GONE and isinstance(tag, str) and not _is_hidden_run(child):
            texts = _run_text(child, boxes)
            yield from map(raise_digits, texts) if _is_raised(child) else texts


def _is_hidden_run(run: etree._Element) -> bool:
    """Whether a run is not to be read: hidden, or struck out."""
    return any(_is_on(run.find(f"{W}rPr/{W}{mark}")) for mark in ("vanish", "strike", "dstrike"))


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and (mark.get(f"{W}val") or "1") not in {"0", "false"}


def _is_raised(run: etree._Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vertAlign")
    return mark is not None and mark.get(f"{W}val") in {"superscript", "subscript"}


def _numbering_of(properties: etree._Element | None) -> tuple[str, int] | None:
    numbering = properties.find(f"{W}numPr") if properties is not None else None
    if numbering is None:
        return None
    return _value(numbering, "numId"), _number(numbering, "ilvl", 0)


def _styles(root: etree._Element | None) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for style in root.iterfind(f"{W}style") if root is not None else ():
        styles[style.get(f"{W}styleId") or ""] = _Style(
            base=_value(style, "basedOn"),
            numbering=_numbering_of(style.find(f"{W}pPr")),
            is_contents=_value(style, "name").lower().startswith("toc "),
        )
    return styles
