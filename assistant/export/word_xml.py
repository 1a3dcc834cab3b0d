"""WordprocessingML in small pieces: elements, runs, paragraphs."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from assistant.export.fonts import Typeface

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES: Final = {"w": W, "r": R}
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

Element = Any  # lxml has no public class for an element


def el(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """An element ``w:tag`` with ``w:`` attributes; children that are `None` are left out."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap=_NAMESPACES)
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend([child for child in children if child is not None])
    return element


def xml(root: Element) -> bytes:
    """A whole part as bytes."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def fonts_of(face: Typeface, *, hint: bool = False) -> Element:
    """`w:rFonts` with all four slots. The hint makes “”、—— and …… take the Chinese font."""
    slots = dict.fromkeys(("ascii", "eastAsia", "hAnsi", "cs"), face.name)
    return el("rFonts", **({"hint": "eastAsia"} if hint else {}), **slots)


def look(
    face: Typeface,
    *,
    size: int | None = None,
    tracking: int | None = None,
    mark: bool = False,
    hint: bool = True,
) -> Element:
    """`w:rPr`: font, size in half points, tracking in twentieths of a point, yellow for gaps."""
    return el(
        "rPr",
        fonts_of(face, hint=hint),
        el("b") if face.bold else None,
        el("spacing", val=tracking) if tracking is not None else None,
        el("sz", val=size) if size else None,
        el("szCs", val=size) if size else None,
        el("highlight", val="yellow") if mark else None,
        el("lang", val="en-US", eastAsia="zh-CN"),
    )


def run(text: str, face: Typeface, *, size: int | None = None, mark: bool = False) -> Element:
    """One run of text; newlines become line breaks, tabs become tabs."""
    element = el("r", look(face, size=size, mark=mark))
    for i, line in enumerate(text.split("\n")):
        if i:
            element.append(el("br"))
        for j, stretch in enumerate(line.split("\t")):
            if j:
                element.append(el("tab"))
            if stretch:
                t = el("t")
                t.text = stretch
                t.set(_SPACE, "preserve")
                element.append(t)
    return element


def field(code: str, face: Typeface, *, size: int) -> list[Element]:
    """A field such as PAGE, in the long form that every word processor updates."""
    instruction = el("instrText")
    instruction.text = f" {code} "
    instruction.set(_SPACE, "preserve")
    shown = el("t")
    shown.text = "1"
    parts = (
        el("fldChar", fldCharType="begin"),
        instruction,
        el("fldChar", fldCharType="separate"),
        shown,
        el("fldChar", fldCharType="end"),
    )
    return [el("r", look(face, size=size), part) for part in parts]


_ORDER: Final = ("keepNext", "keepLines", "pageBreakBefore", "spacing", "ind", "jc")


def paragraph(style: str, *runs: Element, extra: tuple[Element, ...] = ()) -> Element:
    """A paragraph of a style. `extra` are further properties; they are put in the order the schema wants."""
    ordered = sorted(extra, key=lambda p: _ORDER.index(etree.QName(p).localname))
    return el("p", el("pPr", el("pStyle", val=style), *ordered), *runs)
