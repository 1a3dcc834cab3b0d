"""Older and foreign office formats: LibreOffice converts them; single-file web pages are taken apart here."""

from __future__ import annotations

import email
import email.policy
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

from assistant.errors import ConfigurationError, InputError

TIMEOUT: Final = 120
"""Seconds for one conversion; an ordinary one takes two to eight, mostly start-up."""

_WORD: Final = frozenset({".doc", ".wps", ".rtf", ".odt", ".fodt.xml"})
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""A fresh profile that runs no macros and fetches nothing a document points at."""

_EXCEL_95: Final = "Book\0".encode("utf-16-le")
"""The name of the stream that Excel 5 and 95 wrote, as a container's directory has it."""

OleKind = Literal["doc", "xls", "ppt", "other"]


def ole_kind(data: bytes) -> OleKind:
    """What an OLE container (.doc, .xls, .wps, .et …) holds. Raises `InputError` when it has a password."""
    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        encrypted, kind = file.is_encrypted(), str(getattr(file, "format", ""))
    except (FileFormatError, DecryptionError, ParseError):
        return "xls" if _EXCEL_95 in data else "other"
    except Exception as error:
        raise InputError(
            "这个文件不完整或已损坏，打不开。",
            "请用 Word 或 WPS 打开确认，另存为 .docx（表格另存为 .xlsx）再传。",
        ) from error
    if encrypted:
        raise InputError(
            "这个文件有打开密码，读不出内容。", "请在 Word、Excel 或 WPS 里另存为不带密码的副本再传。"
        )
    return {"doc97": "doc", "xls97": "xls", "ppt97": "ppt"}.get(kind, "other")  # type: ignore[return-value]


def convert(data: bytes, suffix: str) -> bytes:
    """A .docx or .xlsx made by LibreOffice from the bytes of an older format, `suffix` naming that format.

    Raises `ConfigurationError` where LibreOffice is not installed, `InputError` when it cannot read the file
    or takes longer than `TIMEOUT` seconds.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    target = "docx" if suffix in _WORD else "xlsx"
    if program is None:
        name = suffix.lstrip(".").split(".")[-1]
        raise ConfigurationError(
            f"这是旧格式（{name}）的文件，本机没有装 LibreOffice，不能直接读。",
            f"请在 Word 或 WPS 里打开，选“文件—另存为”，类型选 .{target}，再传另存的文件。",
        )
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        return _run(program, Path(folder), data, suffix, target)


def _run(program: str, folder: Path, data: bytes, suffix: str, target: str) -> bytes:
    source, out, profile = folder / f"source{suffix}", folder / "out", folder / "profile"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        f"-env:UserInstallation={profile.as_uri()}", "--convert-to", target, "--outdir", str(out), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - a fixed command; the file's own name never gets into it
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"转换这个文件超过了 {TIMEOUT} 秒，已停止。", f"请在 Word 或 WPS 里另存为 .{target} 再传。"
        ) from error
    finally:
        _end(process)
    made = sorted(out.glob(f"*.{target}")) if out.is_dir() else []
    if not made:
        raise InputError(
            "这个文件打不开，可能已损坏或有密码。", f"请在 Word 或 WPS 里打开确认，另存为 .{target} 再传。"
        )
    return made[0].read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole family: `soffice` is a shell around the process that works."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def html_of_mht(data: bytes) -> bytes:
    """The page inside a single-file web page (.mht, Word's “单个文件网页”), in its own encoding.

    Raises `InputError` when it holds none.
    """
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                charset = part.get_content_charset()
                try:
                    return b"\xef\xbb\xbf" + payload.decode(charset).encode() if charset else payload
                except (LookupError, UnicodeDecodeError):
                    return payload
    raise InputError("这个单个文件网页（.mht）里没有正文。", "请用 Word 或 WPS 打开，另存为 .docx 再传。")
