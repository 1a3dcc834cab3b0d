"""Comment marks put into a Word document: runs are cut where a range begins or ends, and nothing else moves."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from assistant.export.word_text import WordText
from assistant.export.word_xml import Element

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATHS: Final = (f"{_MATH}oMathPara", f"{_MATH}oMath")
_CLOSED: Final = frozenset(
    ("text", "date", "dropDownList", "comboBox", "picture", "dataBinding", "equation", "citation", "lock")
)
"""Properties of content controls inside which no marks may stand: the control's text is not free."""


@dataclass(frozen=True)
class Mark:
    """One comment's range: characters `start` to `end` of the stream, or an empty paragraph."""

    number: int
    start: int = 0
    end: int = 0
    paragraph: Element | None = None


class Marker:
    """Puts ranges into the tree that a stream was made of. Plan all ranges first, then `apply` once."""

    def __init__(self, stream: WordText) -> None:
        self._stream = stream
        self._w = stream.word
        self._marks: list[Mark] = []
        self._cuts: dict[tuple[Element, int], Element] = {}
        """Runs that begin where a text was cut: what stood there is no longer in the text's own element."""

    def is_exact(self, start: int, end: int) -> bool:
        """Whether marks can stand right around these characters, not only around what holds them."""
        held = (self._uncut(self._stream.node(i)) for i in (start, end - 1))
        return all(whole is None or self._fills(whole, start, end) for whole in held)

    def in_text_box(self, start: int) -> bool:
        """Whether a character stands in a text box, where Word allows no comments."""
        return next(self._stream.node(start).iterancestors(f"{self._w}txbxContent"), None) is not None

    def add(self, mark: Mark) -> None:
        """Plan a range."""
        self._marks.append(mark)

    def apply(self) -> None:
        """Put all ranges in, from the end of the document to its beginning, so that places stay true."""
        planned: list[tuple[int, int, Mark]] = []
        for mark in self._marks:
            if mark.paragraph is not None:
                self._in_empty_paragraph(mark)
            else:
                planned += [(mark.end, 1, mark), (mark.start, 0, mark)]
        # Starts before ends: what goes in behind the character before a place comes to stand before the starts there.
        for place, is_end, mark in sorted(planned, key=lambda p: (-p[0], p[1], p[2].number)):
            if is_end:
                self._end(place - 1, mark)
            else:
                self._start(place, mark)

    # --- ends and starts ---

    def _start(self, index: int, mark: Mark) -> None:
        element = self._element("commentRangeStart", mark.number)
        node = self._stream.node(index)
        whole = self._uncut(node)
        if whole is None:
            whole = self._cut_before(node, self._stream.offset(index))
        whole.addprevious(element)

    def _end(self, index: int, mark: Mark) -> None:
        element = self._element("commentRangeEnd", mark.number)
        node = self._stream.node(index)
        whole = self._uncut(node)
        if whole is None:
            whole = self._cut_behind(node, self._stream.offset(index) + 1)
        _put_behind(whole, element)
        self._refer(element, mark.number)

    def _refer(self, end: Element, number: int) -> None:
        """The reference stands in the paragraph itself: a link, a revision or a field may not take it away."""
        paragraph = next(end.iterancestors(f"{self._w}p"))
        top = end
        while top.getparent() is not paragraph:
            top = top.getparent()
        if self._open_fields(paragraph, end):
            for sibling in top.itersiblings():
                marks = [c.get(f"{self._w}fldCharType") for c in sibling.iter(f"{self._w}fldChar")]
                if "end" in marks and not self._open_fields(paragraph, sibling, inclusive=True):
                    top = sibling
                    break
        _put_behind(top, self._reference(number))

    def _open_fields(self, paragraph: Element, until: Element, *, inclusive: bool = False) -> bool:
        """Whether a field that began in this paragraph is still open at an element."""
        depth = 0
        last = until
        if inclusive:
            *_, last = until.iter()
        for element in paragraph.iter():
            if element.tag == f"{self._w}fldChar":
                kind = element.get(f"{self._w}fldCharType")
                depth = depth + 1 if kind == "begin" else max(0, depth - 1) if kind == "end" else depth
            if element is last:
                break
        return depth > 0

    def _in_empty_paragraph(self, mark: Mark) -> None:
        paragraph = mark.paragraph
        assert paragraph is not None
        paragraph.append(self._element("commentRangeStart", mark.number))
        paragraph.append(self._element("commentRangeEnd", mark.number))
        paragraph.append(self._reference(mark.number))

    def _element(self, name: str, number: int) -> Element:
        element = self._new(name)
        element.set(f"{self._w}id", str(number))
        return element

    def _reference(self, number: int) -> Element:
        run = self._new("r")
        run.append(self._element("commentReference", number))
        return run

    def _new(self, name: str) -> Element:
        return etree.Element(self._w + name, nsmap={"w": self._w.strip("{}")})

    # --- what may be cut ---

    def _uncut(self, node: Element) -> Element | None:
        """The outermost element around a character inside which no mark may stand; `None` when its run may be cut."""
        found: Element | None = None
        for parent in node.iterancestors():
            name = parent.tag
            if name == f"{self._w}txbxContent":
                found = next(a for a in parent.iterancestors(f"{self._w}r", f"{self._w}p") if a is not parent)
            elif name in (f"{self._w}fldSimple", *_MATHS):
                found = parent
            elif name == _ALTERNATE and next(parent.iterancestors(f"{self._w}p"), None) is not None:
                found = next(parent.iterancestors(f"{self._w}r"), parent)
            elif name == f"{self._w}ruby":
                found = parent.getparent()
            elif name == f"{self._w}sdt" and self._is_closed(parent):
                found = parent
        return found

    def _is_closed(self, control: Element) -> bool:
        content = control.find(f"{self._w}sdtContent")
        blocks = {self._w + name for name in ("p", "tbl", "tr", "tc")}
        if content is None or any(child.tag in blocks for child in content):
            return False
        properties = control.find(f"{self._w}sdtPr")
        names = {str(p.tag).rpartition("}")[2] for p in properties} if properties is not None else set()
        return bool(names & _CLOSED)

    def _fills(self, whole: Element, start: int, end: int) -> bool:
        """Whether the characters of a range take in all text of an element."""
        before = start > 0 and _is_inside(self._stream.node(start - 1), whole)
        behind = end < len(self._stream.text) and _is_inside(self._stream.node(end), whole)
        return not before and not behind

    # --- cutting runs ---

    def _cut_before(self, node: Element, offset: int) -> Element:
        """The run that begins with this character of a text element."""
        if (node, offset) in self._cuts:
            return self._cuts[node, offset]
        run = node.getparent()
        rest = self._split_text(node, offset) if offset else node
        if any(child.tag != f"{self._w}rPr" for child in rest.itersiblings(preceding=True)):
            run = self._split_run(run, rest)
        self._cuts[node, offset] = run
        return run

    def _cut_behind(self, node: Element, offset: int) -> Element:
        """The run that ends just before this character of a text element."""
        run = node.getparent()
        if node.tag == f"{self._w}t" and offset < len(node.text or ""):
            self._split_run(run, self._split_text(node, offset))
        elif (following := node.getnext()) is not None:
            self._split_run(run, following)
        return run

    def _split_text(self, node: Element, offset: int) -> Element:
        text = node.text or ""
        rest = etree.Element(node.tag, attrib=dict(node.attrib), nsmap=node.nsmap)
        node.text, rest.text = text[:offset], text[offset:]
        # Where the cut is at a blank it would be lost; elsewhere the text stays as it was written.
        if node.text[-1:].isspace():
            node.set(_SPACE, "preserve")
        if rest.text[:1].isspace():
            rest.set(_SPACE, "preserve")
        _put_behind(node, rest)
        return rest

    def _split_run(self, run: Element, first: Element) -> Element:
        """A second run of the same looks with everything from `first` on."""
        other = etree.Element(run.tag, attrib=dict(run.attrib), nsmap=run.nsmap)
        properties = run.find(f"{self._w}rPr")
        if properties is not None:
            other.append(copy.deepcopy(properties))
        moved = [first, *first.itersiblings()]
        other.extend(moved)
        _put_behind(run, other)
        return other


def _put_behind(element: Element, new: Element) -> None:
    """Right behind an element, before any text that follows it."""
    new.tail, element.tail = element.tail, None
    parent = element.getparent()
    parent.insert(parent.index(element) + 1, new)


def _is_inside(node: Element, whole: Element) -> bool:
    return any(parent is whole for parent in node.iterancestors())


def first_paragraph(element: Element, word: str) -> Element:
    """The first paragraph of a cell or a body; an empty one is put in where there is none."""
    found = next(element.iter(f"{word}p"), None)
    if found is None:
        found = etree.Element(f"{word}p", nsmap={"w": word.strip("{}")})
        element.insert(0, found)
    return found
