"""A report as a Word document in the layout of official documents (GB/T 9704-2012)."""

from __future__ import annotations

from typing import Final

from assistant.core.report import Report
from assistant.export.content import Content, Line, Part, content
from assistant.export.fonts import FONTS, Fonts, Profile
from assistant.export.package import core_properties, zipped
from assistant.export.word_styles import LINE, font_table, footer, section_properties, settings, styles
from assistant.export.word_tables import word_table
from assistant.export.word_xml import Element, el, paragraph, run, xml

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def write_word(report: Report, *, fonts: Profile, compact_margins: bool) -> bytes:
    """The bytes of a .docx; the same report and options give the same bytes."""
    faces = FONTS[fonts]
    printed = content(report)
    body = el("body", *_body(printed, faces), section_properties(compact_margins=compact_margins))
    return zipped(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                ("rIdDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("rIdCore", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": core_properties(printed.title),
            "word/document.xml": xml(el("document", body)),
            "word/_rels/document.xml.rels": _relations(
                ("rIdStyles", f"{_OFFICE}/styles", "styles.xml"),
                ("rIdSettings", f"{_OFFICE}/settings", "settings.xml"),
                ("rIdFonts", f"{_OFFICE}/fontTable", "fontTable.xml"),
                ("rIdOdd", f"{_OFFICE}/footer", "footer1.xml"),
                ("rIdEven", f"{_OFFICE}/footer", "footer2.xml"),
            ),
            "word/styles.xml": styles(faces),
            "word/settings.xml": settings(),
            "word/fontTable.xml": font_table(faces),
            "word/footer1.xml": footer(faces, even=False),
            "word/footer2.xml": footer(faces, even=True),
        }
    )


def _body(printed: Content, fonts: Fonts) -> list[Element]:
    blocks = [paragraph("Title", run("\n".join(printed.title_lines), fonts.title))]
    after_table = False
    for part in printed.parts:
        if part.heading:
            blocks.append(_heading(part, fonts, after_table=after_table))
        blocks.extend(_prose(line, fonts) for line in part.paragraphs)
        if part.table:
            blocks.append(word_table(part.table, printed.values, fonts))
        blocks.extend(paragraph("Remark", run(text, fonts.body, mark=True)) for text in part.remarks)
        after_table = part.table is not None
    return blocks


def _heading(part: Part, fonts: Fonts, *, after_table: bool) -> Element:
    """Table 3 fills a page: it begins on a new one, so that its side headings are not torn."""
    extra: tuple[Element, ...] = ()
    if part.table and part.table.id == "requests":
        extra = (el("pageBreakBefore"),)
    elif after_table:
        extra = (el("spacing", before=LINE // 2, after=0, line=LINE, lineRule="exact"),)
    return paragraph("Heading1", run(part.heading, fonts.heading), extra=extra)


def _prose(line: Line, fonts: Fonts) -> Element:
    faces = {"plain": fonts.body, "mark": fonts.body, "lead": fonts.lead}
    return paragraph(
        "BodyText", *(run(piece.text, faces[piece.style], mark=piece.style == "mark") for piece in line)
    )


def _content_types() -> bytes:
    parts = {
        "word/document": "document.main",
        "word/styles": "styles",
        "word/settings": "settings",
        "word/fontTable": "fontTable",
        "word/footer1": "footer",
        "word/footer2": "footer",
    }
    overrides = "".join(
        f'<Override PartName="/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in parts.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    ).encode()


def _relations(*relations: tuple[str, str, str]) -> bytes:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in relations
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()
