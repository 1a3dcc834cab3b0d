"""Small files built by hand for tests of the readers: only what a test needs to say stands in them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.reading.blocks import Block, Grid, Paragraph

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def shown(blocks: Sequence[Block]) -> list[Any]:
    """Blocks as plain values: a paragraph is its text, a grid the list of its cells.

    A cell is its text, or ``(text, rowspan, colspan)`` when merged; a grid is ``{(row, column): cell}``.
    """
    return [
        block.text
        if isinstance(block, Paragraph)
        else {
            (c.row, c.column): c.text if (c.rowspan, c.colspan) == (1, 1) else (c.text, c.rowspan, c.colspan)
            for c in block.cells
        }
        for block in blocks
    ]


def rows_of(grid: Grid) -> list[list[str]]:
    """The texts of a grid without merged cells, row by row."""
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return [rows[row] for row in sorted(rows)]


# --- zip containers ---------------------------------------------------------------------------


def zip_bytes(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _package(main: str, content_type: str, parts: Mapping[str, str | bytes]) -> bytes:
    folder, name = main.split("/")
    kinds = [part for part in parts if part.startswith(f"{folder}/") and part != main]
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{_kind(part)}" Target="{part.removeprefix(folder + "/")}"/>'
        for i, part in enumerate(kinds, 1)
    )
    return zip_bytes(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            f'Target="{main}"/></Relationships>',
            f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{_RELS}">{links}</Relationships>',
            **parts,
        }
    )


def _kind(part: str) -> str:
    return "worksheet" if "sheets/" in part else part.rsplit("/", 1)[1].removesuffix(".xml")


def docx_bytes(body: str, *, numbering: str = "", styles: str = "", head: str = "") -> bytes:
    """A .docx with this body XML (prefixes w, mc, wps, v, o are declared); `head` goes before the root."""
    space = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    )
    parts = {"word/document.xml": f"{head}<w:document {space}><w:body>{body}</w:body></w:document>"}
    if numbering:
        parts["word/numbering.xml"] = f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>'
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    return _package("word/document.xml", WORD_TYPE, parts)


def w_p(text: str, properties: str = "") -> str:
    """A Word paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def w_tbl(*rows: str) -> str:
    """A Word table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def w_tr(*cells: str, properties: str = "") -> str:
    """A Word row; a cell that is no XML becomes a plain one."""
    made = "".join(c if c.startswith("<") else w_tc(w_p(c)) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def w_tc(content: str, properties: str = "") -> str:
    """A Word cell with its properties, e.g. a gridSpan."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def xlsx_bytes(*sheets: str, styles: str = "", head: str = "", strings: Sequence[str] = ()) -> bytes:
    """An .xlsx with one sheet for each XML text (what stands inside ``worksheet``)."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        f"xl/sheets/sheet{i}.xml": f'{head}<worksheet xmlns="{space}">{sheet}</worksheet>'
        for i, sheet in enumerate(sheets, 1)
    }
    listed = "".join(f'<sheet name="表{i}" sheetId="{i}" r:id="r{i}"/>' for i in range(1, len(sheets) + 1))
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{space}">{styles}</styleSheet>'
    if strings:
        items = "".join(f"<si>{text}</si>" for text in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{items}</sst>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{space}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    )
    return _package("xl/workbook.xml", EXCEL_TYPE, parts)


# --- PDF --------------------------------------------------------------------------------------

_PAGE_HEIGHT = 842
_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class PdfPage:
    """One A4 page. Places in points from the top left."""

    operators: list[str] = field(default_factory=list)

    def text(self, x: float, top: float, text: str, size: float = 12) -> PdfPage:
        """Text whose line begins at x, top. Chinese characters are one em wide, ASCII half an em."""
        code = text.encode("utf-16-be").hex()
        self.operators.append(f"BT /F1 {size} Tf {x} {_PAGE_HEIGHT - top - size} Td <{code}> Tj ET")
        return self

    def garbled(self, x: float, top: float, glyphs: int, size: float = 12) -> PdfPage:
        """Glyphs of a font that does not tell which characters they are."""
        code = "".join(f"{glyph:04x}" for glyph in range(20, 20 + glyphs))
        self.operators.append(f"BT /F2 {size} Tf {x} {_PAGE_HEIGHT - top - size} Td <{code}> Tj ET")
        return self

    def line(self, x0: float, top0: float, x1: float, top1: float) -> PdfPage:
        """A ruling line."""
        self.operators.append(f"{x0} {_PAGE_HEIGHT - top0} m {x1} {_PAGE_HEIGHT - top1} l S")
        return self

    def box(self, x: float, top: float, width: float, height: float, paint: str = "S") -> PdfPage:
        """A rectangle; `paint` S for its outline, f for its area."""
        self.operators.append(f"{x} {_PAGE_HEIGHT - top - height} {width} {height} re {paint}")
        return self

    def table(self, xs: Sequence[float], tops: Sequence[float], rows: Sequence[Sequence[str]]) -> PdfPage:
        """A fully ruled table with one text a cell."""
        for x in xs:
            self.line(x, tops[0], x, tops[-1])
        for top in tops:
            self.line(xs[0], top, xs[-1], top)
        for top, row in zip(tops, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                self.text(x + 4, top + 4, text)
        return self


def pdf_bytes(*pages: PdfPage, user_password: str | None = None) -> bytes:
    """A PDF of these pages with a Chinese font that is named, not embedded; encrypted (RC4) on demand."""
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        3: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        5: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 80>>",
    }
    kids = [6 + 2 * i for i in range(len(pages))]
    objects[2] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>".encode()
    owner = _rc4(hashlib.md5(_padded("owner")).digest()[:5], _padded(user_password or ""))
    seed = _padded(user_password or "") + owner + b"\xfc\xff\xff\xff" + b"nianbao-test-id!"
    key = hashlib.md5(seed).digest()[:5]

    def locked(number: int, content: bytes) -> bytes:
        if user_password is None:
            return content
        return _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], content)

    objects[4] = (
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R/DW 1000/W[1 95 500]"
        f"/CIDSystemInfo<</Registry<{locked(4, b'Adobe').hex()}>/Ordering<{locked(4, b'GB1').hex()}>/Supplement 4>>>>"
    ).encode()
    for number, page in zip(kids, pages, strict=True):
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 {_PAGE_HEIGHT}]/Contents {number + 1} 0 R"
            "/Resources<</Font<</F1 3 0 R/F2<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H"
            "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/X/FontDescriptor 5 0 R/DW 1000>>]>>>>>>>>"
        ).encode()
        content = locked(number + 1, "\n".join(page.operators).encode())
        objects[number + 1] = b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)
    trailer = ""
    if user_password is not None:
        trailer = (
            f"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{owner.hex()}>/U<{_rc4(key, _PAD).hex()}>>>"
            f"/ID[<{b'nianbao-test-id!'.hex()}><{b'nianbao-test-id!'.hex()}>]"
        )
    return _pdf_file(objects, trailer)


def _pdf_file(objects: Mapping[int, bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number]
    out += f"trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + _PAD)[:32]


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
