"""The summary of a folder as one self-contained page: no script, nothing from outside, all text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from assistant.batch.check_book import details, heads
from assistant.batch.families import FAMILIES
from assistant.batch.folder import FolderCheck
from assistant.batch.jobs import OWN_PAGE
from assistant.batch.values import NOT_READ, STATE_NAMES, STATUS_NAMES, FileRow
from assistant.export import save
from assistant.export.content import clean

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE: Final = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 90rem; padding: 1.5rem; background: #fff; color: #1a1a1a; line-height: 1.6;
  font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; font-size: .9375rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
p { margin: .25rem 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #8a8a8a; padding: .3rem .5rem; text-align: left; vertical-align: top; }
thead th { background: #f2f2f2; position: sticky; top: 0; white-space: nowrap; }
tbody th { min-width: 9rem; font-weight: 600; } td.state { white-space: nowrap; }
td.number { text-align: right; } td.words { min-width: 12rem; overflow-wrap: anywhere; }
tr.error td { background: #fdeee6; } tr.warning td { background: #fffbe0; }
details { margin: .5rem 0; border: 1px solid #c8c8c8; padding: .4rem .8rem; }
summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
li { margin: .3rem 0; } small { color: #595959; }
@media print { body { max-width: none; } thead th { position: static; } tr { break-inside: avoid; } }
"""


def write_page(result: FolderCheck, path: Path) -> None:
    """Write the page into a .html. `InputError` when it cannot be written."""
    save(path, "\n".join(_page(result)).encode("utf-8"))


def _page(result: FolderCheck) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"{OWN_PAGE}\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>年报核对汇总</h1>"
    for line in heads(result):
        yield f"<p>{_text(line)}</p>"
    yield '<h2 id="files">各个文件</h2>\n<div class="scroll"><table aria-labelledby="files"><thead><tr>'
    names = ("单位", "年度", "情况", "错误", "提醒", "说明", *FAMILIES, "读取", "文件", "备注")
    yield "".join(f'<th scope="col">{name}</th>' for name in names) + "</tr></thead><tbody>"
    for number, row in enumerate(result.rows, 1):
        yield _row(number, row)
    yield "</tbody></table></div>\n<h2>问题明细</h2>"
    for number, row in enumerate(result.rows, 1):
        yield from _details(number, row)
    yield "</main>\n</body>\n</html>\n"


def _row(number: int, row: FileRow) -> str:
    tone = "error" if row.errors or row.state in NOT_READ else "warning" if row.warnings else ""
    unit = _text(row.unit or "（没有读到单位）" if row.status else "—")
    if row.packed_findings or row.packed_problems:
        unit = f'<a href="#f{number}">{unit}</a>'
    counted = (row.errors, row.warnings, row.infos) if row.checked else ("", "", "")
    families = (row.families.get(name, "") for name in FAMILIES)
    numbers = "".join(f'<td class="number">{count}</td>' for count in (*counted, *families))
    year = row.year or ""
    return (
        f'<tr class="{tone}"><th scope="row">{unit}</th><td>{year}</td><td class="state">{STATE_NAMES[row.state]}</td>{numbers}'
        f"<td>{STATUS_NAMES.get(row.status or '', '')}</td>"
        f'<td class="words">{_text(row.file)}</td><td class="words">{_text(row.message)}</td></tr>'
    )


def _details(number: int, row: FileRow) -> Iterator[str]:
    listed = list(details(row))
    if not listed:
        return
    yield f'<details id="f{number}"{" open" if row.errors else ""}>'
    yield f"<summary>{_text(row.unit or '（没有读到单位）')}　{_text(row.file)}　共 {len(listed)} 处</summary><ol>"
    for severity, kind, message, basis, code in listed:
        source = f"<br><small>依据：{_text(basis)}〔{code}〕</small>" if basis else ""
        yield f"<li>【{severity}·{kind}】{_text(message)}{source}</li>"
    yield "</ol></details>"


def _text(text: str) -> str:
    return escape(clean(text))
