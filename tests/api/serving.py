"""A real server on loopback, and clients that talk to it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import uvicorn
from fastapi import FastAPI

from assistant.accounts import Accounts, Role
from assistant.api import MOUNTED_AT, create
from assistant.conversation import shelf

UNIT = "示例市自然资源和规划局"


@dataclass
class Door:
    """A running door. `talk` makes a client that holds the token of a new program."""

    address: str
    port: int
    accounts: Accounts
    clients: list[httpx.Client] = field(default_factory=list)

    def token(self, name: str = "oa", unit: str = UNIT, role: Role = Role.DRAFT) -> str:
        return self.accounts.issue_token(name, unit, role)

    def talk(self, name: str = "oa", unit: str = UNIT, role: Role = Role.DRAFT, **options) -> httpx.Client:
        return self.with_token(self.token(name, unit, role), **options)

    def with_token(self, token: str | None, **options) -> httpx.Client:
        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        client = httpx.Client(base_url=self.address, headers=headers, timeout=60, trust_env=False, **options)
        self.clients.append(client)
        return client


@contextlib.contextmanager
def serving(**options) -> Iterator[Door]:
    """The door as it is mounted, on a free port."""
    accounts = Accounts.configured()
    made = create(accounts.client_of, note=accounts.note, **options)
    outer = FastAPI(openapi_url=None)
    outer.mount(MOUNTED_AT, made)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            outer, log_config=None, ws="none", lifespan="off", timeout_graceful_shutdown=2
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        assert server.started
        door = Door(f"http://127.0.0.1:{port}{MOUNTED_AT}", port, accounts)
        try:
            yield door
        finally:
            for client in door.clients:
                client.close()
            made.state.close()
            shelf.close()
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()


def error(answer: httpx.Response, status: int) -> dict[str, str]:
    """The error in an answer: Chinese, saying what to do, with nothing of our insides."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    assert set(answer.json()) == {"error"}
    told = answer.json()["error"]
    assert set(told) == {"code", "what", "advice"}
    assert any("\u4e00" <= c <= "\u9fff" for c in told["what"])
    for leak in ("Traceback", ".py", "line ", "pydantic", "Error("):
        assert leak not in answer.text
    return told
