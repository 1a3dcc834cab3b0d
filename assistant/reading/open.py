"""Looks at the bytes and picks the reader. The name of a file is a hint, never the truth.

An “.xls” may be a web page, a “.docx” an old .doc: what the bytes are decides; what cannot be read gets a message
that says what it is and what to do.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Final

from assistant.errors import InputError
from assistant.reading.blocks import Block, Opened
from assistant.reading.text import check_length

MAX_BYTES: Final = 50 * 2**20
"""The size of the largest file that is opened."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_PACKED: Final = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\0")
_CONTROL: Final = re.compile(r"[\x00-\x06\x08\x0e-\x1a\x1b\x7f]")
"""Never in text. Word's own marks may be: 07 ends a cell, 0b breaks a line, 0c a page, 1c–1f are hyphens."""

_HTML_START: Final = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*|<!\[[^>]*>\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|style|title|table|tbody|thead|tr|td|th|col|colgroup|div|p|span|font|b|strong"
    r"|center|form|section|article|main|ul|ol|h[1-6]|br|pre|google-sheets-html-origin)\b[^<>]*>",
    re.S | re.I,
)
_HTML_INSIDE: Final = ("<td", "</td", "<tr")
_MHT_START: Final = re.compile(
    r"\s*(?:(?:MIME-Version|From|Date|Subject|X-[\w-]+|Content-[\w-]+|Snapshot-[\w-]+):)", re.I
)
_OFFICE_XML: Final = re.compile(
    r"progid=\"(Excel\.Sheet|Word\.Document)\"|urn:schemas-microsoft-com:office:spreadsheet"
)


def open_file(path: Path, *, scans: bool = False) -> Opened:
    """The blocks of a file. Raises `InputError` when it is not there, too large, or cannot be read.

    `scans` as in `open_bytes`.
    """
    try:
        if path.is_dir():
            raise InputError(f"“{path.name or path}”是一个文件夹。", "请选里面的年报文件。")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(size)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"找不到文件“{path}”。", "请检查路径和文件名。") from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"文件“{path.name}”读不了。", "请检查是否正被别的程序占用、是否有读取权限。"
        ) from error
    return open_bytes(data, path.name, scans=scans)


def open_bytes(data: bytes, name: str | None = None, *, scans: bool = False) -> Opened:
    """The blocks of a file's bytes, whatever its name says.

    With `scans`, pictures and scanned pages go through text recognition. Only who weighs the doubts that come with
    it (`Opened.scan`) asks for that: a law with a misread digit is worse than none.

    Raises `InputError` for what cannot be read, `ConfigurationError` when LibreOffice or the recogniser
    is needed and missing.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(len(data))
    if not data.strip(b"\0 \t\r\n"):
        raise InputError("这个文件是空的。", "请确认选对了文件，或把年报内容直接粘贴进来。")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _open_zip(data)
    if b"%PDF-" in data[:1024]:
        from assistant.reading.pdf import read_pdf

        return read_pdf(data, scans=scans)
    if data.startswith(_OLE):
        return _open_ole(data)
    if data.startswith(b"{\\rtf"):
        return _converted(data, ".rtf")
    if scans and _is_picture(data):
        from assistant.reading.scan import read_picture

        return read_picture(data)
    _refuse_what_is_no_text(data)
    return _open_text(data)


def _too_large(size: int) -> InputError:
    return InputError(
        f"文件有 {size / 2**20:.0f} MB，超过了 {MAX_BYTES // 2**20} MB 的上限。",
        "年报一般不到 5 MB：请删去大图片，或只把年报正文另存一份再传。",
    )


def _is_picture(data: bytes) -> bool:
    """Whether the bytes begin as a picture does; “BM” and the like also begin texts, which have no zero bytes."""
    return data.startswith(_PICTURES) and (b"\0" in data[:64] or not data[:64].isascii())


def _refuse_what_is_no_text(data: bytes) -> None:
    if _is_picture(data):
        raise InputError(
            "这是一张图片，读不出里面的文字和表格。",
            "请上传 Word、Excel 或可以选中文字的 PDF；只有图片时，先用 WPS 或扫描软件做文字识别（OCR）再传。",
        )
    if data.startswith(_PACKED):
        raise InputError("这是一个压缩包。", "请先解压，再上传里面的年报文件。")


# --- zip and OLE containers -------------------------------------------------------------------


def _open_zip(data: bytes) -> Opened:
    from assistant.archive import check_zip

    kind = _zip_kind(check_zip(data))
    if kind == "docx":
        from assistant.reading.word import read_docx

        return read_docx(data)
    if kind in {"xlsx", "xlsb", "ods"}:
        from assistant.reading.excel import read_spreadsheet, read_xlsx

        return read_xlsx(data) if kind == "xlsx" else read_spreadsheet(data)
    if kind == "odt":
        return _converted(data, ".odt")
    if kind == "pptx":
        raise InputError("这是演示文稿（PPT），不是年报文件。", "请上传 Word、Excel、PDF 或网页格式的年报。")
    if kind == "ofd":
        raise InputError(
            "OFD 文件暂时读不了。", "请在阅读器里另存（导出）为 PDF 后再传，或上传年报的 Word 文件。"
        )
    raise InputError("这是一个压缩包。", "请先解压，再上传里面的年报文件。")


def _zip_kind(archive: zipfile.ZipFile) -> str:
    """What an archive holds: docx, xlsx, xlsb, pptx, ods, odt, ofd, or zip for anything else."""
    names = set(archive.namelist())
    if "mimetype" in names:
        kind = archive.read("mimetype")[:100].decode("ascii", "ignore")
        for ending, result in (("spreadsheet", "ods"), ("text", "odt"), ("presentation", "pptx")):
            if kind.startswith("application/vnd.oasis.opendocument." + ending):
                return result
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        types = archive.read("[Content_Types].xml")
        for mark, result in (
            (b"wordprocessingml.document.main", "docx"), (b"wordprocessingml.template.main", "docx"),
            (b"ms-word.document.macroEnabled.main", "docx"), (b"ms-word.template.macroEnabled", "docx"),
            (b"excel.sheet.binary", "xlsb"), (b"spreadsheetml.sheet.main", "xlsx"),
            (b"excel.sheet.macroEnabled.main", "xlsx"), (b"spreadsheetml.template.main", "xlsx"),
            (b"presentationml", "pptx"),
        ):  # fmt: skip
            if mark in types:
                return result
    return "zip"


def _open_ole(data: bytes) -> Opened:
    from assistant.reading.office import ole_kind

    kind = ole_kind(data)
    if kind == "doc":
        return _converted(data, ".doc")
    if kind == "xls":
        from assistant.reading.excel import read_spreadsheet

        try:
            return read_spreadsheet(data)
        except InputError:
            return _converted(data, ".xls")
    if kind == "ppt":
        raise InputError("这是演示文稿（PPT），不是年报文件。", "请上传 Word、Excel、PDF 或网页格式的年报。")
    raise InputError(
        "认不出这是什么文件，可能已损坏。", "请用 Word 或 WPS 打开，另存为 .docx（表格另存为 .xlsx）再传。"
    )


def _converted(data: bytes, suffix: str) -> Opened:
    from assistant.archive import check_zip
    from assistant.reading.excel import read_xlsx
    from assistant.reading.office import convert
    from assistant.reading.word import read_docx

    modern = convert(data, suffix)
    return read_xlsx(modern) if _zip_kind(check_zip(modern)) == "xlsx" else read_docx(modern)


# --- text ------------------------------------------------------------------------------------


def _open_text(data: bytes) -> Opened:
    text = decode(data)
    if _MHT_START.match(text) and "MIME-Version" in text[:4000]:
        from assistant.reading.office import html_of_mht

        data, text = (page := html_of_mht(data)), decode(page)
    if found := _OFFICE_XML.search(text[:4000]):
        return _converted(data, ".fodt.xml" if found[1] == "Word.Document" else ".xml")
    if looks_like_html(text):
        from assistant.reading.html import read_html_bytes

        return Opened(tuple(read_html_bytes(data)))
    from assistant.reading.text import read_text

    return Opened(tuple[Block, ...](read_text(text)))


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML (a page, a clipboard, a fragment) rather than a text that mentions a tag."""
    head = text[:20_000].lower()
    if head[:40].lstrip().startswith("version:") and "starthtml:" in head[:400]:
        return True
    return _HTML_START.match(head) is not None or all(tag in head for tag in _HTML_INSIDE)


def decode(data: bytes) -> str:
    """Text from bytes: by BOM, else UTF-16 by its zero bytes, else UTF-8, else GB18030, each strictly.

    Never puts in a replacement character. Raises `InputError` when the bytes are no text, are damaged, or make
    a text too long to be a report.
    """
    text = _decoded(data)
    if text is None or _CONTROL.search(text) or not _is_plausible(text):
        raise InputError(
            "认不出这个文件的格式，里面不是文字。",
            "请上传 Word（.docx）、Excel（.xlsx）、PDF、网页或文本格式的年报，或直接复制粘贴年报内容。",
        )
    check_length(text)
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    ):  # fmt: skip
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data.rstrip(b"\0\x1a"):
        low, high = data[:2000:2].count(0), data[1:2000:2].count(0)
        return _strictly(data, "utf-16-le" if high > low else "utf-16-be")
    data = data.rstrip(b"\0\x1a")  # what old programs put behind the last line
    utf8, gb = _strictly(data, "utf-8"), _strictly(data, "gb18030")
    if utf8 is not None and not (gb is not None and _is_accident(utf8)):
        return utf8
    if _is_nearly(data, "utf-8") or (gb is None and _is_nearly(data, "gb18030")):
        raise InputError(
            "这个文本文件的编码有损坏，有的字认不出来。", "请用记事本或 WPS 打开，另存为 UTF-8 编码再传。"
        )
    return gb


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_accident(text: str) -> bool:
    """Whether UTF-8 fits by chance: a few GBK characters also read as Cyrillic, Arabic and the like."""
    foreign = [char for char in text[:4000] if char > "\x7f"]
    return bool(foreign) and all("\u0100" <= char <= "\u07ff" for char in foreign)


def _is_nearly(data: bytes, encoding: str) -> bool:
    """Whether bytes that are not text in an encoding nearly are: a cut or altered UTF-8 file reads as wrong GBK."""
    text = data[:200_000].decode(encoding, "replace")
    lost = text.count("\ufffd")
    chinese = sum("\u2e80" <= char <= "\uffef" and char != "\ufffd" for char in text)
    return 0 < 5 * lost < chinese and not _CONTROL.search(text) and _is_plausible(text)


def _is_plausible(text: str) -> bool:
    """Whether a decoded text is one: hardly any unassigned or private character in it."""
    sample = text[:20_000]
    odd = sum(unicodedata.category(char) in {"Cn", "Co", "Cs"} for char in sample)
    return odd * 50 <= len(sample)
