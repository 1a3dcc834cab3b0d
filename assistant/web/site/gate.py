"""The gate before every route: who asks, from where, how much, and what a browser may do with the answer.

Gradio's own doors are shut but for the few that the page needs: its private endpoints are not private (`/gradio_api/run`
runs any handler, `/gradio_api/file=` hands out uploads). Measured on 6.31.
"""

from __future__ import annotations

import base64
import hashlib
import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.accounts.door import Accounts
from assistant.accounts.people import LOCAL, Person
from assistant.errors import ConfigurationError

COOKIE: Final = "nianbao_session"
LARGEST_UPLOAD: Final = 51 * 1024 * 1024
"""Bytes of an upload's body; a little more than a file may have, whose limit the route itself tells in its own words."""
LARGEST_EVENT: Final = 25 * 1024 * 1024
"""Bytes of one event: a paste of 8 million characters at most."""
LARGEST_FORM: Final = 16 * 1024
KNOWN_FOR: Final = 5.0
"""Seconds for which a session that was good stays good for the page's own fixed files."""

OPEN: Final = frozenset({"/login", "/nb/login.css", "/healthz", "/favicon.ico"})
"""What can be had without signing in."""
API: Final = "/api/"
"""Other programs bring a token of their own, which the API checks itself."""
FIXED: Final = ("/assets/", "/static/", "/nb/", "/theme.css", "/gradio_api/theme.css")
GRADIO: Final = re.compile(
    r"/(?:assets/.+|static/.+|theme\.css|gradio_api/(?:theme\.css|queue/join|queue/data|cancel|reset/?|startup-events|"
    r"app_id/?|heartbeat/[\w-]+|info/?))?"
)
"""The routes of Gradio that the page uses."""
OWN: Final = re.compile(r"/(?:nb/.+|take/.+|api/.+|login|logout|password|give|me|healthz|favicon\.ico)")
FORWARDED: Final = (b"x-forwarded-", b"forwarded", b"x-real-ip")

_SCRIPT: Final = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_OUTSIDE: Final = re.compile(
    r'\s*<meta\s+(?:property|name)="(?:og|twitter):[^>]*>|\s*<link rel="manifest"[^>]*>', re.DOTALL
)


@dataclass(frozen=True)
class Rules:
    """How the server stands. `root_path`: the path that a server in front puts before ours; then its word is trusted."""

    root_path: str = ""

    @property
    def trusts_front(self) -> bool:
        """Whether a server in front says who asks and over which protocol."""
        return bool(self.root_path)


class Gate:
    """ASGI middleware. Puts the `Person` who asks into ``scope["state"]["person"]``."""

    def __init__(self, app: ASGIApp, accounts: Accounts, rules: Rules, head: str) -> None:
        """`head`: markup for the head of the page; what Gradio is told to put there comes by script, too late."""
        self.app = app
        self.accounts = accounts
        self.rules = rules
        self.head = head
        self._known: dict[str, tuple[float, Person]] = {}
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, let through or refused."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        if self.rules.root_path == scope["path"] != "/":
            await RedirectResponse(f"{self.rules.root_path}/", 308)(scope, receive, send)
            return
        scope = self._plain(scope)
        send = _Guarded(send, path=scope["path"], head=self.head)
        try:
            refused = await self._refusal(scope)
        except ConfigurationError as error:
            refused = _say(scope, 503, error.what, error.advice)
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self._pass(scope, receive, send)

    def _plain(self, scope: Scope) -> Scope:
        """The request without what only a trusted server in front may say, and without its path."""
        headers = scope["headers"]
        if not self.rules.trusts_front:
            kept = [(name, value) for name, value in headers if not name.startswith(FORWARDED)]
            return {**scope, "headers": kept, "root_path": "", "state": {}}
        asked = Headers(scope=scope)
        scheme = asked.get("x-forwarded-proto", scope["scheme"]).split(",")[0].strip()
        origin = asked.get("x-forwarded-for", "").split(",")[-1].strip()
        path = scope["path"]
        root = self.rules.root_path
        if root != "/" and (path == root or path.startswith(f"{root}/")):
            path = path[len(root) :] or "/"
        client = (origin, 0) if origin else scope.get("client")
        return {
            **scope,
            "scheme": scheme if scheme in {"http", "https"} else "http",
            "path": path,
            "raw_path": quote(path).encode(),
            "client": client,
            "state": {},
        }

    async def _refusal(self, scope: Scope) -> Response | None:
        """Why this request goes no further, or nothing; knows afterwards who asks."""
        path, headers = scope["path"], Headers(scope=scope)
        if not (GRADIO.fullmatch(path) or OWN.fullmatch(path)):
            return _say(scope, 404, "没有这个页面。", "请从首页打开。")
        if path.startswith(API):
            return None
        with_accounts = await to_thread.run_sync(self.accounts.anybody)
        if not with_accounts and not _is_here(headers.get("host", "")):
            return _say(
                scope, 403, "只能在本机打开。", "还没有账号时，请在运行年报助手的电脑上用 127.0.0.1 打开。"
            )
        if scope["method"] not in {"GET", "HEAD", "OPTIONS"} and not self._same_site(scope, headers):
            return _say(scope, 403, "这个请求不是从年报助手的页面来的。", "请从年报助手的页面上操作。")
        if not with_accounts:
            scope["state"]["person"] = LOCAL
            return RedirectResponse("./", 303) if path in {"/login", "/logout", "/password"} else None
        person = await to_thread.run_sync(self._person, _cookie(headers), path.startswith(FIXED))
        if person is not None:
            scope["state"]["person"] = person
            return None
        if path in OPEN:
            return None
        if path == "/" and scope["method"] in {"GET", "HEAD"}:
            asked = scope.get("query_string", b"").decode("latin-1")
            return RedirectResponse(f"login?{asked}" if asked else "login", 303)
        return _say(scope, 401, "请重新登录。", "登录已经过期，登录后接着做；已经保存的内容都在。")

    def _person(self, token: str, fixed: bool) -> Person | None:
        """Whose session it is; for fixed files, as of a few seconds ago."""
        if not token:
            return None
        now = time.monotonic()
        if fixed:
            with self._lock:
                when, known = self._known.get(token, (0.0, LOCAL))
            if known is not LOCAL and now - when < KNOWN_FOR:
                return known
        person = self.accounts.person_of(token)
        with self._lock:
            if len(self._known) > 1000:
                self._known.clear()
            if person is None:
                self._known.pop(token, None)
            else:
                self._known[token] = (now, person)
        return person

    def _same_site(self, scope: Scope, headers: Headers) -> bool:
        """Whether a browser says that a page of ours asks; programs that are no browser say nothing and have no cookie."""
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in {"same-origin", "none"}
        origin = headers.get("origin")
        if origin is None:
            return True
        hosts = {headers.get("host", "")}
        if self.rules.trusts_front:
            hosts.add(headers.get("x-forwarded-host", "").split(",")[0].strip())
        return origin.partition("://")[2] in hosts - {""}

    async def _pass(self, scope: Scope, receive: Receive, send: _Guarded) -> None:
        limit = _limit(scope["path"])
        headers = Headers(scope=scope)
        if limit is not None:
            length = headers.get("content-length", "")
            if length.isdecimal() and int(length) > limit:
                refused = _say(scope, 413, "内容太大。", "请减少一次送来的内容。")
                await refused(scope, receive, send)
                return
            receive = _Bounded(receive, limit)
        if scope["path"] == "/":
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope = {**scope, "headers": plain}
        try:
            await self.app(scope, receive, send)
        except _TooLongError:
            refused = _say(scope, 413, "内容太大。", "请减少一次送来的内容。")
            await refused(scope, receive, send)


def _limit(path: str) -> int | None:
    """Bytes of a body; the API has limits of its own."""
    if path.startswith(API):
        return None
    if path == "/give":
        return LARGEST_UPLOAD
    return LARGEST_EVENT if path.startswith("/gradio_api/") else LARGEST_FORM


class _Bounded:
    """Ends a body that is longer than it may be, whatever its head said."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive = receive
        self.left = limit

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise _TooLongError
        return message


class _TooLongError(Exception):
    """More came than may come."""


class _Guarded:
    """Sends answers with the headers that bind a browser; the page itself with the digests of its own scripts."""

    def __init__(self, send: Send, *, path: str, head: str) -> None:
        self.send = send
        self.path = path
        self.head = head
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._head(message)
            if self.path == "/" and "text/html" in Headers(raw=message["headers"]).get("content-type", ""):
                self._start = message
                return
        if self._start is None:
            await self.send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._page()

    def _head(self, message: Message) -> None:
        headers = MutableHeaders(raw=message.setdefault("headers", []))
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = (
            "same-origin"  # with none at all, browsers hide the origin of our own forms
        )
        headers["X-Frame-Options"] = "DENY"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
        headers.setdefault("Content-Security-Policy", policy([]))
        del headers["server"]
        if not self.path.startswith(FIXED):
            headers["Cache-Control"] = "no-store"

    async def _page(self) -> None:
        start, self._start = self._start, None
        assert start is not None
        html = self._body.decode("utf-8")
        html = _OUTSIDE.sub("", html).replace('lang="en"', 'lang="zh-CN"', 1)
        html = html.replace("<style>", f"{self.head}<style>", 1)
        body = html.encode("utf-8")
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Security-Policy"] = policy(inline_scripts(html))
        headers["Content-Length"] = str(len(body))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def inline_scripts(html: str) -> list[str]:
    """The digests of the scripts that stand in a page, for its policy."""
    found = [m[2] for m in _SCRIPT.finditer(html) if "src=" not in m[1].lower()]
    return [f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in found]


def policy(scripts: Iterable[str]) -> str:
    """What a page of ours may load: nothing from outside, and no script but its own.

    Gradio makes functions from text (templates and our own few lines that start the page), hence ``unsafe-eval`` on
    its page alone; handlers in attributes and scripts put in later stay forbidden.
    """
    digests = " ".join(scripts)
    allowed = f"'self' {digests} 'unsafe-eval'" if digests else "'self'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; media-src 'none'; worker-src 'self' blob:; manifest-src 'self'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


def _is_here(host: str) -> bool:
    """Whether a Host header names this machine; any other name may be a trick (DNS rebinding)."""
    name = re.sub(r":\d+$", "", host.strip().lower()).removeprefix("[").removesuffix("]")
    return name in {"localhost", "::1"} or re.fullmatch(r"127(?:\.\d{1,3}){3}", name) is not None


def _cookie(headers: Headers) -> str:
    found = re.search(rf"(?:^|;\s*){COOKIE}=([\w-]{{1,200}})(?:;|$)", headers.get("cookie", ""))
    return found[1] if found else ""


def person_of(request: Request) -> Person:
    """Who asks, as the gate found out."""
    person: Any = request.scope.get("state", {}).get("person")
    assert isinstance(person, Person)
    return person


def _say(scope: Scope, status: int, what: str, advice: str) -> Response:
    """A refusal as JSON for our own scripts, as a small page for people."""
    if "text/html" in Headers(scope=scope).get("accept", ""):
        return HTMLResponse(small_page(what, f"<p>{escape(advice)}</p>"), status)
    return JSONResponse({"error": {"what": what, "advice": advice}}, status)


def small_page(title: str, body: str) -> str:
    """A page of ours without Gradio and without scripts; `body` is markup."""
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)} - 年报助手</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><base href="./">'
        f'<link rel="stylesheet" href="nb/login.css"></head><body><main><h1>{escape(title)}</h1>{body}</main></body></html>'
    )
