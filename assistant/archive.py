"""Zip files before anybody trusts them: damaged ones, bombs, and XML that defines entities.

.docx, .xlsx and .ods are zip files. What the directory of a zip says about sizes is only a claim, so every member is
decompressed once here, in small pieces and under a cap. After that the claimed sizes are true, and the format
readers may read members whole.
"""

from __future__ import annotations

import copy
import io
import re
import struct
import zipfile
import zlib
from typing import IO, Final

from assistant.errors import InputError

MAX_MEMBERS: Final = 5_000
MAX_TOTAL: Final = 300 * 2**20
"""Bytes that all members together may have."""

MAX_XML: Final = 64 * 2**20
"""Bytes of one XML member, since it becomes a tree in memory; a report's are below five million."""

MAX_RATIO: Final = 200
RATIO_FROM: Final = 10 * 2**20
"""A member larger than this may not be compressed more than `MAX_RATIO` to one; text of a report reaches 30."""

_CHUNK: Final = 1 << 16
_OVERLAP: Final = 32
_XML_NAMES: Final = (".xml", ".rels", ".vml")
_DEFINITIONS: Final = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
_ENCODINGS: Final = frozenset(
    {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "gb2312", "gbk", "gb18030", "iso-8859-1", "windows-1252"}
)
_DECLARED: Final = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']+)[\"']")
_WIDE_STARTS: Final = (b"\0\0\0<", b"<\0\0\0", b"\0\0\xfe\xff", b"\xff\xfe\0\0", b"Lo\xa7\x94")
"""UTF-32 and EBCDIC: nobody writes office files so, and the search for entities would not see them."""

_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, OverflowError,
    NotImplementedError,
)  # fmt: skip


def damaged_zip() -> InputError:
    """The file is cut off or altered."""
    return InputError(
        "这个文件不完整或已损坏，打不开。",
        "请在原来的电脑上用 Word、Excel 或 WPS 打开确认，另存一份后再传；若是下载的，请重新下载。",
    )


def _too_large() -> InputError:
    return InputError(
        "这个文件解压后大得不正常，为安全起见没有打开。",
        "请新建一个空白文档，只把年报的内容复制进去，另存后再传。",
    )


def _forbidden_xml() -> InputError:
    return InputError(
        "这个文件里有办公文档不该有的实体定义，为安全起见没有打开。",
        "请用 Word、Excel 或 WPS 打开后另存一份再传。",
    )


def check_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, opened, when it is sound; afterwards every member has exactly its claimed size.

    Raises `InputError` for what is cut off, encrypted, too large once unpacked, or carries XML with a document
    type or entities.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        _check_claims(members)
        left = MAX_TOTAL
        for member in members:
            left -= _check_member(archive, member, left)
    except _BROKEN as error:
        raise damaged_zip() from error
    return archive


def _check_claims(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_TOTAL:
        raise _too_large()
    for member in members:
        if member.flag_bits & 0x1:
            raise InputError("这个文件有密码，读不出内容。", "请去掉密码、另存一份后再传。")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("compression that office files do not use")


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """Decompress one member in pieces; its true size. Never holds more than one piece."""
    unbelieving = copy.copy(member)
    unbelieving.file_size = MAX_TOTAL + 1  # so that the whole stream is read, not only the claimed part
    size, tail, is_xml = 0, b"", False
    with archive.open(unbelieving) as stream:
        while piece := _read(stream):
            if not size:
                is_xml = _is_xml(member.filename, piece)
            size += len(piece)
            if size > (min(left, MAX_XML) if is_xml else left) or (
                size > RATIO_FROM and size > member.compress_size * MAX_RATIO
            ):
                raise _too_large()
            if is_xml and any(word in tail + piece for word in _DEFINITIONS):
                raise _forbidden_xml()
            tail = piece[-_OVERLAP:]
    if size != member.file_size:
        raise zipfile.BadZipFile("the directory lies about a size")
    return size


def _read(stream: IO[bytes]) -> bytes:
    return stream.read(_CHUNK)


def _is_xml(name: str, head: bytes) -> bool:
    plain = head[:512].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if not (name.lower().endswith(_XML_NAMES) or plain.startswith(b"<")):
        return False
    declared = _DECLARED.search(head[:512].replace(b"\0", b""))
    if head.startswith(_WIDE_STARTS) or (
        declared and declared[1].decode("latin-1").lower() not in _ENCODINGS
    ):
        raise _forbidden_xml()
    return True
