"""Stands before every route: who asks, how often, how much at once, and for how long they may talk; notes each call.

Nothing of a body is kept before the token is known to be good.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Protocol

import anyio
import anyio.to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.answers import error_answer
from assistant.conversation.doors.failings import RefusedError
from assistant.conversation.doors.limits import Limits, Meter

if TYPE_CHECKING:
    from assistant.accounts.people import Person

OPEN: Final = frozenset({"/healthz", "/openapi.json"})
"""Routes that need no token: they tell nothing of anybody's."""
_SMALL: Final = frozenset({"/ask", "/search", "/deadline", "/fee"})
_LONGEST_TOKEN: Final = 200
_DRAINED: Final = 5.0
"""Seconds in which a body that is too large is still taken and thrown away, so that its sender hears why."""
_LOG: Final = logging.getLogger(__name__)


class Note(Protocol):
    """Keeps one line of the audit log (`Accounts.note`)."""

    def __call__(
        self, person: Person, action: str, target: str = "", detail: str = "", origin: str = ""
    ) -> object:
        """Who did what on what, how it went, and from where."""
        ...


class Guard:
    """The application behind its guard."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        person_of_token: Callable[[str], Person | None],
        note: Note,
        limits: Limits,
    ) -> None:
        self._app = app
        self._person_of_token = person_of_token
        self._note = note
        self._limits = limits
        self._meter = Meter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http" or _path(scope) in OPEN:
            await self._app(scope, receive, send)
            return
        body = _Body(receive, self._limits, _path(scope))
        try:
            person = await self._person(scope)
            self._count(person)
        except Exception as error:  # noqa: BLE001 - the edge: whatever it is becomes an answer
            await _drain(receive)
            answer = await anyio.to_thread.run_sync(error_answer, error)  # a fault is written to a file
            await answer(scope, receive, send)
            return
        await self._noted(person, scope, body, send)

    async def _noted(self, person: Person, scope: Scope, body: _Body, send: Send) -> None:
        """Serve a request, and note who asked for what, how it ended and how long it took."""
        began, status = time.monotonic(), 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        scope["state"] = {**scope.get("state", {}), "person": person}
        try:
            await body.check_length(scope)
            await self._app(scope, body.receive, sent)
        except RefusedError as error:
            await error_answer(error)(scope, body.receive, sent)
        finally:
            self._meter.leave(person.login)  # first: the next request may be here before the line is written
            with anyio.CancelScope(shield=True):
                await self._write(person, scope, status, time.monotonic() - began)

    async def _write(self, person: Person, scope: Scope, status: int, seconds: float) -> None:
        what = f"接口 {scope['method'][:10]} {_shown(_path(scope))}"
        detail = f"{status or '没有答完'}，{seconds:.2f} 秒"
        try:
            await anyio.to_thread.run_sync(lambda: self._note(person, what, "", detail, _origin(scope)))
        except Exception as error:  # noqa: BLE001 - an answer is not held back for its line in a log
            _LOG.warning("操作记录没有写进去（%s）：%s", type(error).__name__, error)

    async def _person(self, scope: Scope) -> Person:
        """Who asks. `RefusedError` when nobody is known by that token, or too many wrong ones came from there."""
        token = _token(scope)
        person = await anyio.to_thread.run_sync(self._person_of_token, token) if token else None
        if person is not None:
            return person
        wait = self._meter.wait(f"origin:{_origin(scope)}", self._limits.guesses)
        if wait:
            what = "从这个地址来的错误令牌太多。"
            raise RefusedError(429, "too_many", what, f"请等 {wait:.0f} 秒，换上正确的令牌再试。", wait)
        what = "令牌不对，或者已经作废。" if token else "没有带令牌。"
        advice = "请在请求头里写 Authorization: Bearer 令牌；令牌由管理员用 nianbao token add 发给每个程序。"
        raise RefusedError(401, "no_token", what, advice)

    def _count(self, person: Person) -> None:
        """Begin a request of somebody known. `RefusedError` when they ask for too much."""
        most = self._limits.at_once
        if not self._meter.enter(person.login, most):
            what = f"这个程序同时提的请求太多，最多 {most} 个。"
            raise RefusedError(429, "too_many", what, "请等前面的答完再提。", 1)
        wait = self._meter.wait(person.login, self._limits.per_minute)
        if wait:
            self._meter.leave(person.login)
            what = f"这个程序一分钟里提的请求太多，最多 {self._limits.per_minute} 个。"
            raise RefusedError(429, "too_many", what, f"请等 {wait:.0f} 秒再试。", wait)


class _Body:
    """A body with a limit of bytes and of time."""

    def __init__(self, receive: Receive, limits: Limits, path: str) -> None:
        self._receive = receive
        self._most = limits.small_body if path in _SMALL else limits.body
        self._seconds = limits.body_seconds
        self._until = time.monotonic() + limits.body_seconds
        self._taken = 0
        self._ended = False

    async def check_length(self, scope: Scope) -> None:
        """Refuse at once what is announced to be too large."""
        length = _header(scope, b"content-length")
        if length.isdigit() and int(length[:18]) > self._most:
            raise await self._too_large()

    async def receive(self) -> Message:
        """The next piece. `RefusedError` beyond either limit."""
        if self._ended:
            return await self._receive()
        try:
            with anyio.fail_after(max(0.0, self._until - time.monotonic())):
                message = await self._receive()
        except TimeoutError as error:
            self._ended = True
            what = f"请求的内容 {self._seconds:.0f} 秒还没有传完。"
            raise RefusedError(408, "too_slow_body", what, "请检查网络，再传一次。") from error
        self._taken += len(message.get("body", b""))
        if self._taken > self._most:
            raise await self._too_large()
        self._ended = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def _too_large(self) -> RefusedError:
        self._ended = True
        await _drain(self._receive)
        size = f"{self._most / 2**20:.0f} MB" if self._most >= 2**20 else f"{self._most // 1024} KB"
        advice = "年报一般不到 5 MB：请删去大图片，或只把年报正文另存一份再传。"
        return RefusedError(413, "too_large", f"请求的内容超过了 {size} 的上限。", advice)


async def _drain(receive: Receive) -> None:
    with anyio.move_on_after(_DRAINED):
        while (message := await receive())["type"] == "http.request" and message.get("more_body", False):
            pass


def _token(scope: Scope) -> str:
    """The bearer token; empty when there is none that could be one."""
    kind, _, token = _header(scope, b"authorization").partition(" ")
    token = token.strip()
    return token if kind.lower() == "bearer" and token.isascii() and len(token) <= _LONGEST_TOKEN else ""


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _origin(scope: Scope) -> str:
    client: Any = scope.get("client")
    return str(client[0]) if client else ""


def _path(scope: Scope) -> str:
    """The path below the place where the application is mounted."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) if root and path.startswith(root) else path


def _shown(path: str) -> str:
    plain = "".join(c if c.isprintable() else "?" for c in path)
    return plain if len(plain) <= 60 else plain[:60] + "…"
