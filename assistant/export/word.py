"""A report as a Word document in the layout of official documents (GB/T 9704-2012)."""

from __future__ import annotations

from assistant.core.report import Report
from assistant.export.content import Content, Line, Part, content
from assistant.export.fonts import FONTS, Fonts, Profile
from assistant.export.word_package import word_file
from assistant.export.word_styles import LINE, section_properties
from assistant.export.word_tables import word_table
from assistant.export.word_xml import Element, el, paragraph, run


def write_word(report: Report, *, fonts: Profile, compact_margins: bool) -> bytes:
    """The bytes of a .docx; the same report and options give the same bytes."""
    faces = FONTS[fonts]
    printed = content(report)
    body = el("body", *_body(printed, faces), section_properties(compact_margins=compact_margins))
    return word_file(printed.title, body, faces)


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
