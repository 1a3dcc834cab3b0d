"""Documents with comments taken apart again: what each range covers, and whether anything else has changed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tests.support.files import W

_W = f"{{{W}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKS = {_W + name for name in ("commentRangeStart", "commentRangeEnd")}


@dataclass
class Seen:
    """A comment: who wrote it, its lines, the text its range covers, and the text of the paragraph that refers to it."""

    author: str
    lines: list[str]
    words: str
    paragraph: str

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def document_of(data: bytes, space: str = W) -> Any:
    return etree.fromstring(parts_of(data)["word/document.xml"].replace(space.encode(), W.encode()))


def comments_of(data: bytes, space: str = W) -> list[Seen]:
    """All comments in their order; each has one start, one end and one reference, in this order."""
    parts = parts_of(data)
    root = document_of(data, space)
    names = [name for name in parts if name.startswith("word/comments")]
    assert len(names) == 1
    assert f'PartName="/{names[0]}"'.encode() in parts["[Content_Types].xml"]
    assert names[0].removeprefix("word/").encode() in parts["word/_rels/document.xml.rels"]
    comments = etree.fromstring(parts[names[0]].replace(space.encode(), W.encode()))
    ids = [c.get(f"{_W}id") for c in comments]
    assert len(ids) == len(set(ids))
    elements = list(root.iter())
    places: dict[tuple[str, str], list[int]] = {}
    for i, element in enumerate(elements):
        if (number := element.get(f"{_W}id")) is not None:
            places.setdefault((element.tag, number), []).append(i)
    return [_seen(comment, elements, places) for comment in comments]


def _seen(comment: Any, elements: list[Any], places: dict[tuple[str, str], list[int]]) -> Seen:
    number = comment.get(f"{_W}id")
    names = ("commentRangeStart", "commentRangeEnd", "commentReference")
    ((first,), (last,), (refers,)) = (places[_W + name, number] for name in names)
    assert first < last < refers
    reference = elements[refers]
    words = "".join(e.text or "" for e in elements[first:last] if e.tag == f"{_W}t")
    assert not any(True for _ in reference.iterancestors(_W + "txbxContent", _W + "hyperlink", _W + "ins"))
    paragraph = next(reference.iterancestors(f"{_W}p"))
    lines = ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in comment.iter(f"{_W}p")]
    return Seen(
        comment.get(f"{_W}author"), lines, words, "".join(t.text or "" for t in paragraph.iter(f"{_W}t"))
    )


def without_comments(data: bytes, keep: frozenset[str] = frozenset(), space: str = W) -> bytes:
    """The main part without its comments but those kept, runs of the same looks joined, as canonical XML.

    A document and the same with comments come to the same bytes when nothing else was changed.
    """
    root = document_of(data, space)
    for element in list(root.iter(*_MARKS, _W + "commentReference")):
        if element.get(f"{_W}id") not in keep:
            gone = element.getparent() if element.tag.endswith("commentReference") else element
            gone.getparent().remove(gone)
    for run in list(root.iter(f"{_W}r")):
        _join_texts(run)
        previous = run.getprevious()
        if previous is not None and previous.tag == run.tag and _looks(previous) == _looks(run):
            previous.extend(child for child in list(run) if child.tag != f"{_W}rPr")
            run.getparent().remove(run)
            _join_texts(previous)
    return etree.tostring(root, method="c14n")


def _join_texts(run: Any) -> None:
    for text in list(run.iterchildren(f"{_W}t")):
        text.attrib.pop(_SPACE, None)
        previous = text.getprevious()
        if previous is not None and previous.tag == text.tag:
            previous.text = (previous.text or "") + (text.text or "")
            run.remove(text)


def _looks(run: Any) -> tuple[Any, ...]:
    properties = run.find(f"{_W}rPr")
    return (
        *sorted(run.attrib.items()),
        b"" if properties is None else etree.tostring(properties, method="c14n"),
    )
