"""What a worker does with one file or one report: JSON values in, JSON values out, nothing kept.

The same functions run in a process beside us and on a cluster. What a file is worth is decided here; what it means
among the others is not.
"""

from __future__ import annotations

import hashlib
import io
import traceback
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from assistant.batch.families import tally
from assistant.batch.values import Given, pack, pack_findings, pack_problems, unpack
from assistant.core.report import Report
from assistant.errors import ConfigurationError, InputError

OWN_TITLE: Final = "年报助手·"
"""The title of every workbook of this room begins with this: its numbers are other files' numbers."""

OWN_PAGE: Final = "<title>年报核对汇总</title>"
_REPORT_WORDS: Final = ("政府信息公开", "政务公开")
_HEADINGS_OF_A_REPORT: Final = 2


def read(given: Given) -> Given:
    """Read one file: ``path`` (or ``data``, its bytes) and ``name``.

    Gives ``state`` (``read``, ``unreadable``, ``not_report``, ``skipped``), ``message``, ``hash`` of the bytes that were
    read, and for a report ``report`` (packed), ``unit``, ``year``, ``template``, ``status``, ``problems`` (packed),
    ``tables``, ``numbers`` and ``words``: fingerprints of the cells, of their values alone (whether or not the reader
    was sure of them), and of the running text.
    """
    try:
        data = given["data"] if "data" in given else load(Path(given["path"]))
    except InputError as error:
        return {"state": "unreadable", "message": str(error), "hash": ""}
    sha = hashlib.sha256(data).hexdigest()
    if is_our_own(data):
        message = "是年报助手做的汇总，不是某个单位的年报；要当作年报用，请先用 nianbao export 另存成 .docx"
        return {"state": "skipped", "message": message, "hash": sha}
    return {"hash": sha, **_read(data, given["name"])}


def load(path: Path) -> bytes:
    """A file's bytes; `InputError` when it has gone, is locked or too large to be a report."""
    from assistant.reading.open import MAX_BYTES

    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(
                f"文件有 {size / 2**20:.0f} MB，超过了 {MAX_BYTES // 2**20} MB 的上限。",
                "年报一般不到 5 MB：请删去大图片，或只把年报正文另存一份。",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(
            "读的时候文件已经不在了。", "可能被移走、改名或删除，请找回后再运行一次。"
        ) from error
    except PermissionError as error:
        raise InputError(
            "没有权限读，或者正被别的程序占用。", "请关掉打开着它的程序，检查权限后再运行一次。"
        ) from error
    except (OSError, ValueError) as error:
        raise InputError("文件读不了，可能磁盘或网络断了。", "请检查后再运行一次。") from error


def _read(data: bytes, name: str) -> Given:
    from assistant.reading import read_report

    try:
        report = read_report(data, name)
    except InputError as error:
        return {"state": "unreadable", "message": str(error)}
    except ConfigurationError as error:  # not the file's fault: no hash, so that it is tried again next time
        return {"state": "unreadable", "message": str(error), "hash": ""}
    if report.status == "empty":
        return _empty(report)
    return {
        "state": "read",
        "message": "",
        "unit": report.unit,
        "year": report.year,
        "template": report.template,
        "status": report.status,
        "problems": pack_problems(report.problems),
        "tables": _print(f"{a}={c and (c.value, c.kind, c.certain)}" for a, c in report.cells()),
        "numbers": _print(f"{a}={c and (c.value, c.kind)}" for a, c in report.cells()),
        "words": _print("".join(report.sections[s].split()) for s in sorted(report.sections)),
        "report": pack(report.model_dump_json()),
    }


def _empty(report: Report) -> Given:
    """A text without any table: a report that lost them, or something else altogether."""
    opened = {heading.section for heading in report.headings}
    titled = "报告" in report.title and any(words in report.title for words in _REPORT_WORDS)
    if titled or len(opened) >= _HEADINGS_OF_A_REPORT:
        faults = [p.message for p in report.problems if p.severity == "error"]
        return {"state": "unreadable", "message": faults[0] if faults else "没有读到年度报告的表格。"}
    return {"state": "not_report", "message": "里面没有年度报告的表格，也不像年度报告的正文。"}


def _print(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def is_our_own(data: bytes) -> bool:
    """Whether a file is a summary or a sum that this room wrote."""
    if OWN_PAGE.encode() in data[:1000]:
        return True
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("docProps/core.xml") as properties:
            head = properties.read(2000)
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return False
    return f"<dc:title>{OWN_TITLE}".encode() in head


def check(given: Given) -> Given:
    """Check a ``report`` (packed), against ``previous`` (packed) where there is one.

    Gives ``findings`` (packed), their number by severity, and by family in ``families``.
    """
    from assistant.checking import check_report

    report = Report.model_validate_json(unpack(given["report"]))
    previous = given.get("previous")
    last = Report.model_validate_json(unpack(previous)) if previous else None
    findings = check_report(report, last)
    severities = [finding.severity for finding in findings]
    return {
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "infos": severities.count("info"),
        "families": tally(findings),
        "findings": pack_findings(findings),
    }


def balance(given: Given) -> Given:
    """Whether the tables of a ``report`` (packed) add up: ``findings`` (packed) of the sums alone."""
    from assistant.checking import check_balance

    return {"findings": pack_findings(check_balance(Report.model_validate_json(unpack(given["report"]))))}


JOBS: Final[dict[str, Callable[[Given], Given]]] = {"read": read, "check": check, "balance": balance}


def run(job: str, given: Given, jobs: dict[str, Callable[[Given], Given]]) -> Given:
    """One job; a fault nobody foresaw is one file's, told with its class and place under ``fault``."""
    try:
        return jobs[job](given)
    except Exception as error:  # noqa: BLE001 - the edge: whatever it is, the other files go on
        last = traceback.extract_tb(error.__traceback__)[-1]
        return {"fault": f"{type(error).__name__}，{Path(last.filename).name} 第 {last.lineno} 行"}
