"""Files to take away, made when they are asked for: ``/take/{work_id}/{what}``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import quote

from assistant.accounts.people import Person
from assistant.conversation.bench import Bench, Kind
from assistant.errors import ConfigurationError, InputError
from assistant.storage.works import Works
from assistant.web.markup import shown
from assistant.web.rights import told

if TYPE_CHECKING:
    from fastapi import APIRouter, Request, Response

Take = Callable[[Bench], tuple[str, bytes]]

LONGEST_NAME: Final = 80
"""Characters of a file's name before its suffix; with three bytes each they fit every file system."""
_UNSAFE: Final = re.compile(r"[^\w（）()·〔〕-]+")
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES: Final = {
    "docx": _WORD, "xlsx": _EXCEL, "html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8",
}  # fmt: skip


@dataclass(frozen=True)
class File:
    """What can be taken: its label on the page, and how it is made."""

    label: str
    make: Take


def _report(kind: Kind) -> Take:
    return lambda bench: bench.export(kind)


def _findings(kind: Literal["docx", "xlsx"]) -> Take:
    return lambda bench: bench.export_findings(kind)


def _comparison(kind: Literal["xlsx", "html"]) -> Take:
    return lambda bench: bench.export_comparison(kind)


def _review(bench: Bench) -> tuple[str, bytes]:
    from assistant.conversation.reviews import review_with_findings  # noqa: PLC0415 - only this file needs it
    from assistant.reviewing.sheet import TITLE, review_sheet  # noqa: PLC0415

    review, judged = review_with_findings(bench)
    return f"{review.unit}{review.year}年{TITLE}.docx", review_sheet(review, judged)


FILES: Final = {
    "report.docx": File("Word 文档（.docx）", _report("docx")),
    "report.html": File("网页（.html）", _report("html")),
    "report.xlsx": File("Excel 表格（.xlsx）", _report("xlsx")),
    "report.md": File("纯文本（.md）", _report("md")),
    "findings.docx": File("带批注的 Word 文档（.docx）", _findings("docx")),
    "findings.xlsx": File("问题清单（.xlsx）", _findings("xlsx")),
    "comparison.xlsx": File("对照表（.xlsx）", _comparison("xlsx")),
    "comparison.html": File("对照网页（.html）", _comparison("html")),
    "review.docx": File("审核单（.docx）", _review),
}
"""Everything that can be taken away, by the last part of its address."""


def content(bench: Bench, what: str) -> tuple[str, str, bytes]:
    """A file: its name, its media type, its bytes. `KeyError` for what is none; `InputError` when it cannot be made yet."""
    name, data = FILES[what].make(bench)
    suffix = what.rpartition(".")[2]
    return safe_name(name.removesuffix(f".{suffix}"), suffix), _TYPES[suffix], data


def safe_name(name: str, suffix: str) -> str:
    """A name that every file system takes, without anything that leads elsewhere or hides what it is."""
    stem = _UNSAFE.sub("", "".join(name.split()))[:LONGEST_NAME].strip("-") or "政府信息公开工作年度报告"
    return f"{stem}.{suffix}"


def disposition(name: str) -> str:
    """The header that names a download, in ASCII for old programs and in full for all others (RFC 6266, RFC 5987)."""
    suffix = name.rpartition(".")[2]
    return f"attachment; filename=\"nianbao.{suffix}\"; filename*=UTF-8''{quote(name, safe='')}"


def router(person_of_request: Callable[[Any], Person | None], works: Works | None = None) -> APIRouter:
    """The routes. `person_of_request`: whoever the request's session is of; `None` when nobody is signed in."""
    from fastapi import APIRouter, Request, Response  # noqa: PLC0415 - only the server needs it
    from fastapi.responses import HTMLResponse  # noqa: PLC0415

    routes = APIRouter()

    def take(request: Request, work_id: str, what: str) -> Response:
        person = person_of_request(request)
        if person is None:
            return HTMLResponse(_page("登录已经失效。", "请重新登录，再下载一次。"), 401, _HEADERS)
        if what not in FILES:
            return HTMLResponse(_page("没有这种文件。", "请回到页面，从“导出”里下载。"), 404, _HEADERS)
        try:
            bench = Bench.open(person, work_id, works=works) if work_id.strip() else None
        except InputError:
            bench = None
        except ConfigurationError as error:
            return HTMLResponse(_page(*told(error, person)), 503, _HEADERS)
        if bench is None:  # not there, or not theirs: nobody learns which
            return HTMLResponse(
                _page("没有这份报告，或者您不能看它。", "请从“我的年报”里打开。"), 404, _HEADERS
            )
        try:
            name, media, data = content(bench, what)
        except InputError as error:
            return HTMLResponse(_page(error.what, error.advice), 409, _HEADERS)
        except ConfigurationError as error:
            return HTMLResponse(_page(*told(error, person)), 503, _HEADERS)
        return Response(data, 200, {**_HEADERS, "Content-Disposition": disposition(name)}, media)

    # The annotations above are names of this function: FastAPI must be given the types themselves.
    take.__annotations__ = {"request": Request, "work_id": str, "what": str, "return": Response}
    routes.add_api_route(
        "/take/{work_id}/{what}", take, methods=["GET"], response_model=None, include_in_schema=False
    )
    return routes


_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
}


def _page(what: str, advice: str) -> str:
    """A few plain words; the browser's own way back leads to the page."""
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>不能下载</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f'<body style="font:16px/1.8 sans-serif;margin:3rem auto;max-width:36rem;padding:0 1rem">'
        f"<p><strong>{shown(what)}</strong></p><p>{shown(advice)}</p><p>按浏览器的“后退”可以回到原来的页面。</p></body></html>"
    )
