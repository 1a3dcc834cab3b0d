"""The summary of a folder as a workbook: every file, every finding, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from assistant.batch.book import RED, YELLOW, Sheet, new_book, save_book
from assistant.batch.families import FAMILIES, family
from assistant.batch.folder import FolderCheck
from assistant.batch.values import NOT_READ, STATE_NAMES, STATUS_NAMES, FileRow, State
from assistant.core.families import SEVERITIES
from assistant.core.places import doubt

_UNREAD: Final = frozenset({*NOT_READ, State.NOT_REPORT, State.SKIPPED})
_MOST_NAMED: Final = 200


def write_book(result: FolderCheck, path: Path) -> None:
    """Write 汇总, 问题明细 and 没有读出的文件 into a .xlsx. `InputError` when it cannot be written."""
    book = new_book()
    _summary(Sheet(book, "汇总", _SUMMARY_HEAD, _SUMMARY_WIDTHS), result)
    _details(
        Sheet(
            book,
            "问题明细",
            ("单位", "文件", "程度", "类别", "问题", "依据", "编号"),
            (22, 30, 8, 10, 80, 40, 16),
        ),
        result,
    )
    _unread(Sheet(book, "没有读出的文件", ("文件", "情况", "原因和办法"), (50, 10, 90)), result)
    save_book(book, path, "核对汇总")


_SUMMARY_HEAD: Final = (
    "单位", "年度", "情况", "错误", "提醒", "说明", *FAMILIES, "读取", "上年报告", "文件", "备注",
)  # fmt: skip
_SUMMARY_WIDTHS: Final = (26, 7, 10, 6, 6, 6, *[9] * len(FAMILIES), 8, 30, 40, 60)


def heads(result: FolderCheck) -> Iterator[str]:
    """What stands above the list: the counts, who is missing, what else must be known."""
    year = f"{result.year} 年度" if result.year else "没有读到年度"
    yield f"{year}，{result.account}。"
    if not result.expected:
        yield "没有给单位名单（--units），所以看不出缺了谁。"
    elif result.missing:
        yield f"名单里还没有报告的单位 {len(result.missing)} 个：{named(result.missing)}。"
    else:
        yield "名单里的单位都有报告。"
    if result.unexpected:
        yield f"不在名单里的单位：{named(result.unexpected)}。"
    yield from result.notices


def named(units: tuple[str, ...]) -> str:
    """Names in a sentence, the first of very many."""
    shown = "、".join(units[:_MOST_NAMED])
    return shown if len(units) <= _MOST_NAMED else f"{shown}等 {len(units)} 个"


def _summary(sheet: Sheet, result: FolderCheck) -> None:
    sheet.title("年报核对汇总")
    for line in heads(result):
        sheet.note(line)
    sheet.head()
    for row in result.rows:
        numbers = (row.errors, row.warnings, row.infos) if row.checked else (None, None, None)
        families = [row.families.get(name) for name in FAMILIES]
        sheet.row(
            [
                row.unit or "", row.year, STATE_NAMES[row.state], *numbers, *families,
                STATUS_NAMES.get(row.status or "", ""), row.previous or "", row.file, row.message,
            ],
            RED if row.errors or row.state in NOT_READ else YELLOW if row.warnings else None,
        )  # fmt: skip


def _details(sheet: Sheet, result: FolderCheck) -> None:
    sheet.head()
    for row in result.rows:
        for values in details(row):
            sheet.row([row.unit or "", row.file, *values])


def details(row: FileRow) -> Iterator[tuple[str, str, str, str, str]]:
    """Of one file: severity, family, message, basis and code of each finding, then what the reading had to say."""
    for finding in row.findings:
        unsure = doubt(finding)
        severity = SEVERITIES[finding.severity]
        yield severity, family(finding.code), finding.message + unsure, finding.basis, finding.code
    for problem in row.problems:
        yield SEVERITIES[problem.severity], "读取", problem.message, "", problem.code


def _unread(sheet: Sheet, result: FolderCheck) -> None:
    sheet.head()
    for row in result.rows:
        if row.state in _UNREAD:
            sheet.row([row.file, STATE_NAMES[row.state], row.message], RED if row.state in NOT_READ else None)
