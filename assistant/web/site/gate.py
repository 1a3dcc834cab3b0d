"""The gate before every route: who asks, from where, how much, and what a browser may do with the answer.

Gradio's own doors are shut but for the few that the page needs: its private endpoints are not private (`/gradio_api/run`
runs any handler, `/gradio_api/file=` hands out uploads). Measured on 6.31.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import logging
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.accounts.door import Accounts
from assistant.accounts.people import LOCAL, Person
from assistant.errors import ConfigurationError
from assistant.web.markup import shown

_LOG: Final = logging.getLogger(__name__)

COOKIE: Final = "nianbao_session"
LARGEST_UPLOAD: Final = 51 * 1024 * 1024
"""Bytes of an upload's body; a little more than a file may have, whose limit the route itself tells in its own words."""
LARGEST_EVENT: Final = 25 * 1024 * 1024
"""Bytes of one event: a paste of 8 million characters at most."""
LARGEST_FORM: Final = 16 * 1024
KNOWN_FOR: Final = 5.0
"""Seconds for which a session that was good stays good for the page's own fixed files."""
MOST_LINES: Final = 5_000
"""Lines of pages whose owner is remembered."""
LONGEST_REFUSAL: Final = 64 * 1024
"""Bytes of somebody else's refusal that are looked at."""

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

_LINE: Final = re.compile(r"/gradio_api/(?:queue/data|heartbeat/(?P<line>[\w-]+))")
"""The routes on which replies come down; whose they are is known by the line alone."""

HOST_FORGOTTEN: Final = (
    "nginx 没有把网站的名称传过来。",
    "请管理员在 nginx 的 location 里补上 proxy_set_header Host $http_host; 这一行，再重新载入 nginx。",
)
CHECK_FRONT: Final = (
    "请从年报助手的页面上操作。从页面上操作也这样的，请管理员看一看 nginx 里有没有 "
    "proxy_set_header Host $http_host; 这一行。"
)

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
        self._lines: OrderedDict[str, str] = OrderedDict()
        self._had_accounts = False
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
        send = _Guarded(send, scope, head=self.head)
        try:
            refused = await self._refusal(scope)
        except ConfigurationError as error:
            _LOG.error("%s", error)
            alone = _is_here(Headers(scope=scope).get("host", "")) and not self._had_accounts
            refused = _say(scope, 503, *((error.what, error.advice) if alone else _NO_DATABASE))
        if refused is not None:
            await refused(scope, receive, send)
            return
        try:
            await self._pass(scope, receive, send)
        except ClientDisconnect:
            return  # nobody is there to be told
        except Exception:
            if send.begun:
                raise
            _LOG.exception("%s failed", scope["path"])
            await _say(scope, 500, *_FAULT)(scope, receive, send)

    def _plain(self, scope: Scope) -> Scope:
        """The request without what only a trusted server in front may say, and without its path."""
        headers = scope["headers"]
        if not self.rules.trusts_front:
            kept = [(name, value) for name, value in headers if not name.startswith(FORWARDED)]
            passed_on = len(kept) < len(headers)
            return {**scope, "headers": kept, "root_path": "", "state": {"passed_on": passed_on}}
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
        if self.rules.trusts_front and path != "/healthz" and _forgot_host(scope, headers):
            return _say(scope, 503, *HOST_FORGOTTEN)
        with_accounts = await to_thread.run_sync(self.accounts.anybody)
        self._had_accounts = self._had_accounts or with_accounts
        if self._had_accounts and not with_accounts:
            return _say(scope, 503, *_ACCOUNTS_GONE)  # a new and empty database must not let everybody in
        asked_here = _asked_here(scope, headers) and _is_near(scope)
        if not with_accounts and (self.rules.trusts_front or not asked_here):
            return _say(
                scope, 403, "只能在本机打开。", "还没有账号时，请在运行年报助手的电脑上用 127.0.0.1 打开。"
            )
        if scope["method"] not in {"GET", "HEAD", "OPTIONS"} and not self._same_site(headers):
            advice = CHECK_FRONT if self.rules.trusts_front else "请从年报助手的页面上操作。"
            return _say(scope, 403, "这个请求不是从年报助手的页面来的。", advice)
        if not with_accounts:
            scope["state"]["person"] = LOCAL
            return RedirectResponse("./", 303) if path in {"/login", "/logout", "/password"} else None
        person = await to_thread.run_sync(self._person, _cookie(headers), path.startswith(FIXED))
        if person is not None:
            scope["state"]["person"] = person
            if not self._is_own_line(scope, person):
                return _say(scope, 403, "这不是您的页面。", "请刷新页面再试一次；内容都已保存。")
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

    def _is_own_line(self, scope: Scope, person: Person) -> bool:
        """Whether the line that is listened on is this person's; who listens on a new one has it."""
        found = _LINE.fullmatch(scope["path"])
        if found is None:
            return True
        line = found["line"] or QueryParams(scope.get("query_string", b"")).get("session_hash", "")
        with self._lock:
            owner = self._lines.setdefault(line[:100], person.login)
            self._lines.move_to_end(line[:100])
            while len(self._lines) > MOST_LINES:
                self._lines.popitem(last=False)
        return owner == person.login

    def _same_site(self, headers: Headers) -> bool:
        """Whether a browser says that a page of ours asks; programs that are no browser say nothing and have no cookie.

        Behind a server in front the names have to agree as well: where they do not, the page would not work.
        """
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site not in {None, "same-origin", "none"}:
            return False
        if origin is None or (site is not None and not self.rules.trusts_front):
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
    """Sends answers with the headers that bind a browser; the page itself with the digests of its own scripts.

    Refusals that the libraries below word themselves, in English and with what was sent, are put into our words.
    """

    def __init__(self, send: Send, scope: Scope, *, head: str) -> None:
        self.send = send
        self.scope = scope
        self.path: str = scope["path"]
        self.head = head
        self.begun = False
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._head(message)
            self._body.clear()
            if self._is_page(message) or self._is_refusal(message):
                self._start = message
                return
        if self._start is None:
            self.begun = True
            await self.send(message)
            return
        self._body += message.get("body", b"")
        if self._start["status"] >= HTTPStatus.BAD_REQUEST:
            if not message.get("more_body", False) or len(self._body) > LONGEST_REFUSAL:
                await self._refuse()
        elif not message.get("more_body", False):
            await self._page()

    def _is_page(self, message: Message) -> bool:
        kind = Headers(raw=message["headers"]).get("content-type", "")
        return self.path == "/" and message["status"] == HTTPStatus.OK and "text/html" in kind

    def _is_refusal(self, message: Message) -> bool:
        """Whether it may be one that is not in our words."""
        kind = Headers(raw=message["headers"]).get("content-type", "")
        named = kind.startswith(("application/json", "text/plain"))
        return message["status"] >= HTTPStatus.BAD_REQUEST and named and not self.path.startswith(API)

    async def _refuse(self) -> None:
        start, self._start = self._start, None
        assert start is not None
        self.begun = True
        if self._body.startswith(b'{"error":{"what"'):
            await self.send(start)
            await self.send({"type": "http.response.body", "body": bytes(self._body)})
            return
        status: int = start["status"]
        said = _SAID.get(status, _FAULT if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _WRONG)
        await _say(self.scope, status, *said)(self.scope, _nothing, self._plainly)

    async def _plainly(self, message: Message) -> None:
        """Send our own words as they are."""
        if message["type"] == "http.response.start":
            self._head(message)
        await self.send(message)

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
        self.begun = True
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


_FAULT: Final = (
    "程序出错了，这不是您操作的问题。",
    "已经做好的都保存着，请再试一次；还是不行，请告诉管理员。",
)
_NO_DATABASE: Final = ("数据库现在用不了。", "请稍后再试；还是不行，请告诉管理员，到运行窗口里查记录。")
"""Who is not known to be in charge is not told where the database is."""
_ACCOUNTS_GONE: Final = (
    "账号不见了：数据库可能损坏了，或者换过了。",
    "请告诉管理员：恢复数据库的备份，或者重新建账号，再启动年报助手。",
)
_WRONG: Final = ("页面送来的内容不认识。", "请刷新页面再试一次；内容都已保存，不会丢。")
_SAID: Final[dict[int, tuple[str, str]]] = {
    HTTPStatus.NOT_FOUND: ("没有这个页面。", "请从首页打开。"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("这个地址不能这样请求。", "请从首页打开。"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("现在用的人太多。", "请等一会儿再试一次。"),
}
"""Status → what is said instead of a library's own words."""


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def _is_here(host: str) -> bool:
    """Whether a Host header names this machine; any other name may be a trick (DNS rebinding)."""
    name = re.sub(r":\d+$", "", host.strip().lower()).removeprefix("[").removesuffix("]")
    return name in {"localhost", "::1"} or re.fullmatch(r"127(?:\.\d{1,3}){3}", name) is not None


def _is_near(scope: Scope) -> bool:
    """Whether it comes from this machine, as far as is known: a server in front may pass on any Host header."""
    client = scope.get("client")
    try:
        return client is None or ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


def _asked_here(scope: Scope, headers: Headers) -> bool:
    """Whether nothing says that the request comes from elsewhere: no other name, no page elsewhere, no server between."""
    origin = headers.get("origin")
    named = [headers.get("host", ""), *([] if origin is None else [origin.partition("://")[2]])]
    return all(map(_is_here, named)) and not scope["state"].get("passed_on")


def _forgot_host(scope: Scope, headers: Headers) -> bool:
    """Whether a server in front passed the request on under our own name and port instead of those it was asked by.

    The page would then send the browser to this machine's address.
    """
    name, _, port = headers.get("host", "").rpartition(":")
    ours = port == str((scope.get("server") or ("", ""))[1]) and _is_here(name)
    passed_on = any(header.startswith(FORWARDED) for header, _ in scope["headers"])
    return ours and passed_on and "x-forwarded-host" not in headers


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
        return HTMLResponse(small_page(what, f"<p>{shown(advice)}</p>"), status)
    return JSONResponse({"error": {"what": what, "advice": advice}}, status)


def small_page(title: str, body: str) -> str:
    """A page of ours without Gradio and without scripts; `body` is markup."""
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{shown(title)} - 年报助手</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><base href="./">'
        '<link rel="icon" href="favicon.ico" type="image/svg+xml">'
        f'<link rel="stylesheet" href="nb/login.css"></head><body><main><h1>{shown(title)}</h1>{body}</main></body></html>'
    )
