"""A small real HTTP server on 127.0.0.1 that speaks what chat services speak, and what they should not.

``with Server(reply, …) as server:`` answers the first request with the first reply and so on, the last one for ever.
A reply is a function of the `Exchange`; the functions below make the usual ones.
"""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

_LONGEST = 30.0  # seconds after which anything that stalls or never ends does end


@dataclass
class Seen:
    """One request, as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        return str(self.body["messages"][-1]["content"])


class Exchange(BaseHTTPRequestHandler):
    """One connection; the replies below write to it."""

    protocol_version = "HTTP/1.1"
    server: _HTTP

    def log_message(self, *arguments: Any) -> None:
        pass

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._answer(json.loads(self.rfile.read(length) or b"{}"))

    def do_GET(self) -> None:
        self._answer({})

    def _answer(self, body: dict[str, Any]) -> None:
        owner = self.server.owner
        self.seen = Seen(self.command, self.path, dict(self.headers), body)
        owner.reply_to(self.seen)(self)

    def head(self, status: int, kind: str, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is None:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def event(self, data: dict[str, Any] | str) -> None:
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        self.wfile.write(f"data: {text}\n\n".encode())
        self.wfile.flush()

    def piece(self, text: str | None = None, *, finish: str | None = None, **delta: Any) -> None:
        said = {**delta, **({} if text is None else {"content": text})}
        self.event({**_FRAME, "choices": [{"index": 0, "delta": said, "finish_reason": finish}]})

    def wait(self, seconds: float = _LONGEST) -> None:
        """Until the time is over, the test is done, or the one who asked has gone away."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.server.owner.done.is_set():
            readable, _, _ = select.select([self.connection], [], [], 0.05)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                self.server.owner.left.set()
                return


_FRAME = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
Reply = Callable[[Exchange], None]


class _HTTP(ThreadingHTTPServer):
    daemon_threads = True
    owner: Server

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The one who asked has gone away, which is what tests of stopping are about."""
        self.owner.left.set()


class Server:
    """Answers on a port of its own until the block is left. `seen` are the requests, oldest first."""

    def __init__(self, *replies: Reply, models: Reply | None = None) -> None:
        self.replies = replies
        self.models = models
        self.requests: list[Seen] = []
        self.done = threading.Event()
        self.left = threading.Event()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    @property
    def seen(self) -> list[Seen]:
        return [s for s in self.requests if s.method == "POST"]

    def reply_to(self, seen: Seen) -> Reply:
        with self._lock:
            self.requests.append(seen)
            if seen.method == "GET":
                return self.models or status(404)
            return self.replies[min(len(self.seen), len(self.replies)) - 1]

    def __enter__(self) -> Self:
        self._http = _HTTP(("127.0.0.1", 0), Exchange)
        self._http.owner = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.done.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


def says(
    *pieces: str,
    usage: tuple[int, int] | None = (20, 8),
    finish: str | None = "stop",
    thinks: tuple[str, ...] = (),
    pause: float = 0.0,
) -> Reply:
    """A good stream: the thinking in a field of its own, the pieces, what it cost, the end."""

    def reply(to: Exchange) -> None:
        to.head(200, "text/event-stream")
        to.piece("", role="assistant")
        for thought in thinks:
            to.piece(reasoning_content=thought)
            time.sleep(pause)
        for piece in pieces:
            to.piece(piece)
            time.sleep(pause)
        if finish:
            to.piece(finish=finish)
        if usage and to.seen.body.get("stream_options", {}).get("include_usage"):
            spent = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
            to.event({**_FRAME, "choices": [], "usage": spent})
        to.event("[DONE]")

    return reply


def breaks_off(*pieces: str) -> Reply:
    """The connection is closed in the middle, with nothing said about it."""

    def reply(to: Exchange) -> None:
        to.head(200, "text/event-stream")
        for piece in pieces:
            to.piece(piece)

    return reply


def tears(*pieces: str) -> Reply:
    """The connection is torn in the middle of a chunk of its transfer."""

    def reply(to: Exchange) -> None:
        to.head(200, "text/event-stream", None, **{"Transfer-Encoding": "chunked"})
        for piece in pieces:
            frame = json.dumps({**_FRAME, "choices": [{"index": 0, "delta": {"content": piece}}]})
            data = f"data: {frame}\n\n".encode()
            to.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        to.wfile.write(b"ffff\r\ndata: {")
        to.wfile.flush()
        to.connection.shutdown(socket.SHUT_RDWR)

    return reply


def hangs_up(to: Exchange) -> None:
    """Not a byte is answered."""
    to.connection.shutdown(socket.SHUT_RDWR)
    to.close_connection = True


def stalls(*pieces: str) -> Reply:
    """The pieces, and then nothing more."""

    def reply(to: Exchange) -> None:
        to.head(200, "text/event-stream")
        for piece in pieces:
            to.piece(piece)
        to.wait()

    return reply


def silent(to: Exchange) -> None:
    """The request is taken, and not even a status comes."""
    to.wait()
    to.close_connection = True


def endless(pieces: Callable[[], Iterator[str]], *, pause: float = 0.0, field: str = "content") -> Reply:
    """Pieces for as long as somebody listens, whatever `max_tokens` was."""

    def reply(to: Exchange) -> None:
        to.head(200, "text/event-stream")
        until = time.monotonic() + _LONGEST
        for piece in pieces():
            if time.monotonic() > until or to.server.owner.done.is_set():
                return
            to.piece(**{"text" if field == "content" else field: piece})
            time.sleep(pause)

    return reply


def status(code: int, error: object = "no", **headers: str) -> Reply:
    """A refusal, its reason as services put it."""

    def reply(to: Exchange) -> None:
        reason = (
            error if isinstance(error, dict) else {"error": {"message": error, "type": "some", "code": code}}
        )
        data = json.dumps(reason, ensure_ascii=False).encode()
        to.head(code, "application/json", len(data), **headers)
        to.wfile.write(data)

    return reply


def body(text: str, kind: str, code: int = 200) -> Reply:
    """Any text of any kind."""

    def reply(to: Exchange) -> None:
        data = text.encode()
        to.head(code, kind, len(data))
        to.wfile.write(data)

    return reply


def events(*data: dict[str, Any] | str) -> Reply:
    """A stream of just these events."""

    def reply(to: Exchange) -> None:
        to.head(200, "text/event-stream")
        for one in data:
            to.event(one)

    return reply


def lists(*names: str) -> Reply:
    """The list of models."""
    return status(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in names]})


def refused_url() -> str:
    """An address on this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
