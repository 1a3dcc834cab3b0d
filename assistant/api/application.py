"""The application: routes behind their guard, every refusal in the same form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assistant.api.answers import as_json, refusal
from assistant.api.guard import Guard, Note
from assistant.api.routes import ROUTES, Desk, Route
from assistant.conversation.doors.calls import Calls
from assistant.conversation.doors.failings import Failing
from assistant.conversation.doors.limits import Limits
from assistant.conversation.doors.workers import Bounds
from assistant.version import VERSION

if TYPE_CHECKING:
    from assistant import Library
    from assistant.accounts.people import Person


def make(
    person_of_token: Callable[[str], Person | None],
    *,
    note: Note | None = None,
    library: Callable[[], Library] | None = None,
    limits: Limits | None = None,
    bounds: Bounds | None = None,
) -> FastAPI:
    """As `assistant.api.create`."""
    limits = limits or Limits()
    calls = Calls(bounds, library)
    desk = Desk(calls, limits)
    # Our own description: the built-in pages for reading it load their scripts from abroad.
    app = FastAPI(title="年报助手接口", version=VERSION, docs_url=None, redoc_url=None, openapi_url=None)
    for route in ROUTES:
        methods = ["GET", "POST"] if route.path == "/search" else ["POST"]
        app.add_route(route.path, _endpoint(desk, route), methods)
    app.add_route("/healthz", _health, ["GET"])
    app.add_route("/openapi.json", _description, ["GET"])
    app.add_exception_handler(HTTPException, _refused)
    app.add_middleware(Guard, person_of_token=person_of_token, note=note or _audit_log().note, limits=limits)
    app.state.close = calls.close
    return app


def _endpoint(desk: Desk, route: Route) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        return await desk.serve(route, request)

    return serve


async def _health(_request: Request) -> Response:
    return as_json({"status": "ok", "version": VERSION})


async def _description(request: Request) -> Response:
    root = str(request.scope.get("root_path", ""))
    return as_json({**_described(), "servers": [{"url": root or "/"}]})


@cache
def _described() -> dict[str, Any]:
    from assistant.api.described import describe

    return describe([])


async def _refused(_request: Request, error: Exception) -> Response:
    """What the router itself turns away."""
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        advice = "除 /search、/healthz 和 /openapi.json 可以用 GET 外，请用 POST。"
        return refusal(Failing(405, "method", "这个地址不能这样请求。", advice))
    if status == HTTPStatus.NOT_FOUND:
        names = "、".join(route.path for route in ROUTES)
        advice = f"可以用的有：{names}；说明见 openapi.json。"
        return refusal(Failing(404, "not_found", "没有这个地址。", advice))
    return refusal(Failing(int(status), "malformed", "请求写得不对。", "请对照接口说明检查。"))


def _audit_log() -> Any:
    from assistant.accounts import Accounts

    return Accounts.configured()
