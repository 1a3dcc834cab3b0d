"""The text of a Word document as one stream of characters that know where they stand.

The stream follows what the reader of Word files sees, so that what it read can be found again: text of tracked
insertions, links and content controls is in, deleted, moved-away, hidden and struck-out text is out, a text box
comes after the paragraph it hangs on. Blanks are left out of the stream, since the reader changes them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from assistant.export.word_xml import Element

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_WRAPPERS: Final = frozenset(
    ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "bdo", "dir")
)
_GONE: Final = frozenset(
    ("del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "instrText", "delText", "delInstrText")
)
_LINE_ENDS: Final = frozenset(("br", "cr"))
_HIDING: Final = ("vanish", "strike", "dstrike")
_LOWERED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
"""The reader writes digits set above the line as such characters."""

_MOST_COLUMNS: Final = 200


@lru_cache(maxsize=100_000)
def fold(char: str) -> str:
    """A character as it is compared; empty for blanks and what cannot be seen."""
    return "" if char.isspace() or not char.isprintable() else char.translate(_LOWERED)


def squeezed(text: str) -> tuple[str, list[int]]:
    """A text as it is compared, and for each of its characters the place in the text given."""
    kept = [(folded, i) for i, char in enumerate(text) if (folded := fold(char))]
    return "".join(c for c, _ in kept), [i for _, i in kept]


@dataclass(frozen=True)
class TableCell:
    """A cell of a table in the document: its element, its place, and its characters `start` to `end`."""

    element: Element
    row: int
    column: int
    colspan: int
    start: int
    end: int


@dataclass
class WordText:
    """All characters of a document: `text[i]` stands in `node(i)` at `offset(i)`.

    `lines` holds where each line begins, `tables` the cells of every table in reading order, a merged cell once, where
    it begins.
    """

    word: str
    text: str = ""
    lines: list[int] = field(default_factory=list)
    tables: list[list[TableCell]] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _nodes: list[Element] = field(default_factory=list)
    _offsets: array[int] = field(default_factory=lambda: array("L"))

    def node(self, index: int) -> Element:
        """The element that holds a character: `w:t`, `m:t` or a hyphen."""
        return self._nodes[bisect_right(self._starts, index) - 1]

    def offset(self, index: int) -> int:
        """The character's place in the text of its element."""
        return self._offsets[index]

    def line_end(self, start: int) -> int:
        """Where the line ends that begins at `start`."""
        following = bisect_right(self.lines, start)
        return self.lines[following] if following < len(self.lines) else len(self.text)


def read_word_text(root: Element, word: str) -> WordText:
    """The stream of a document's main part; `word` is its namespace in braces."""
    return _Walk(word).read(root)


class _Walk:
    def __init__(self, word: str) -> None:
        self._w = word
        self._made = WordText(word)
        self._pieces: list[str] = []
        self._length = 0
        self._wrappers = {word + name for name in _WRAPPERS}
        self._gone = {word + name for name in _GONE}
        self._line_ends = {word + name for name in _LINE_ENDS}

    def read(self, root: Element) -> WordText:
        body = root.find(f"{self._w}body")
        if body is not None:
            self._blocks(body)
        self._made.text = "".join(self._pieces)
        return self._made

    def _blocks(self, parent: Element) -> None:
        for child in parent:
            if child.tag == f"{self._w}p":
                self._paragraph(child)
            elif child.tag == f"{self._w}tbl":
                self._table(child)
            elif child.tag == f"{_MC}AlternateContent":
                if (chosen := _chosen(child)) is not None:
                    self._blocks(chosen)
            elif child.tag in self._wrappers:
                self._blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        boxes: list[Element] = []
        self._begin_line()
        self._runs(paragraph, boxes)
        for box in boxes:
            self._blocks(box)

    def _begin_line(self) -> None:
        lines = self._made.lines
        if not lines or lines[-1] != self._length:
            lines.append(self._length)

    def _runs(self, parent: Element, boxes: list[Element]) -> None:
        for child in parent:
            tag = child.tag
            if tag in (f"{self._w}t", _MATH_TEXT):
                self._take(child, child.text or "")
            elif tag == f"{self._w}noBreakHyphen":
                self._take(child, "-")
            elif tag in self._line_ends:
                self._begin_line()
            elif tag == f"{self._w}txbxContent":
                boxes.append(child)
            elif tag == f"{_MC}AlternateContent":
                if (chosen := _chosen(child)) is not None:
                    self._runs(chosen, boxes)
            elif isinstance(tag, str) and tag not in self._gone and not self._is_hidden(child):
                self._runs(child, boxes)

    def _take(self, node: Element, text: str) -> None:
        kept, places = squeezed(text)
        if kept:
            self._made._starts.append(self._length)
            self._made._nodes.append(node)
            self._made._offsets.extend(places)
            self._pieces.append(kept)
            self._length += len(kept)

    def _is_hidden(self, run: Element) -> bool:
        properties = run.find(f"{self._w}rPr")
        if properties is None:
            return False
        marks = (properties.find(self._w + mark) for mark in _HIDING)
        return any(m is not None and (m.get(f"{self._w}val") or "1") not in {"0", "false"} for m in marks)

    # --- tables ---

    def _table(self, table: Element) -> None:
        cells: list[TableCell] = []
        self._made.tables.append(cells)
        above: set[int] = set()
        rows = [r for r in self._unwrapped(table, "tr") if r.find(f"{self._w}trPr/{self._w}del") is None]
        for number, row in enumerate(rows):
            column = self._number(row.find(f"{self._w}trPr"), "gridBefore", 0)
            merged: set[int] = set()
            for cell in self._unwrapped(row, "tc"):
                properties = cell.find(f"{self._w}tcPr")
                width = min(max(1, self._number(properties, "gridSpan", 1)), _MOST_COLUMNS)
                start = self._length
                self._blocks(cell)
                merge = properties.find(f"{self._w}vMerge") if properties is not None else None
                goes_on = merge is not None and merge.get(f"{self._w}val") != "restart" and column in above
                if not goes_on and not self._is_side_continued(properties):
                    cells.append(TableCell(cell, number, column, width, start, self._length))
                if merge is not None:
                    merged.add(column)
                column += width
            above = merged

    def _is_side_continued(self, properties: Element | None) -> bool:
        merge = properties.find(f"{self._w}hMerge") if properties is not None else None
        return merge is not None and merge.get(f"{self._w}val") != "restart"

    def _unwrapped(self, parent: Element, name: str) -> Iterator[Element]:
        for child in parent:
            if child.tag == self._w + name:
                yield child
            elif child.tag in self._wrappers:
                yield from self._unwrapped(child, name)

    def _number(self, parent: Element | None, name: str, otherwise: int) -> int:
        child = parent.find(self._w + name) if parent is not None else None
        text = (child.get(f"{self._w}val") or "") if child is not None else ""
        return int(text) if text.isdigit() and len(text) < 6 else otherwise


def _chosen(alternatives: Element) -> Element | None:
    """One of several renderings of the same content: both would be met twice."""
    choice = alternatives.find(f"{_MC}Choice")
    return alternatives.find(f"{_MC}Fallback") if choice is None else choice
