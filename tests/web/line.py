"""The page's own line, spoken without a browser: events go up and their replies come down as Gradio's client does it."""

from __future__ import annotations

import json
import secrets
from typing import Any, ClassVar

import httpx

LANES = {"act": 0, "slow": 1}
PASSWORD = "zheng-que-de-2025"


class Line:
    """One tab of one browser: what it asks, and what it has got. `close_all` at the end of a test."""

    opened: ClassVar[list[Line]] = []

    def __init__(self, url: str, session: str = "") -> None:
        self.web = httpx.Client(base_url=url.rstrip("/"), trust_env=False, timeout=60)
        self.session = session or secrets.token_hex(6)
        self.sent: dict[str, Any] = {
            "seat": secrets.token_hex(16),
            "w": "",
            "v": 0,
            "tab": "tables",
            "seen": {},
            "have": {},
        }
        self.parts: dict[str, str] = {}
        self.count = 0
        self.opened.append(self)

    @classmethod
    def close_all(cls) -> None:
        while cls.opened:
            cls.opened.pop().web.close()

    def sign_in(self, login: str, password: str = PASSWORD) -> Line:
        assert self.web.post("/login", data={"login": login, "password": password}).status_code == 303
        return self

    def join(self, text: object, lane: str = "act") -> httpx.Response:
        """Send an event up; `text` is what should be its JSON."""
        body = {
            "data": [],
            "event_data": {"json": text},
            "fn_index": LANES[lane],
            "session_hash": self.session,
        }
        return self.web.post("/gradio_api/queue/join", json={**body, "trigger_id": None})

    def listen(self) -> list[dict[str, Any]]:
        """The messages that come down until an event has ended."""
        messages = []
        with self.web.stream(
            "GET", "/gradio_api/queue/data", params={"session_hash": self.session}
        ) as answer:
            assert answer.status_code == 200, answer.status_code
            for line in answer.iter_lines():
                if line.startswith("data:"):
                    messages.append(json.loads(line[5:]))
                    if messages[-1]["msg"] in {"process_completed", "close_stream", "unexpected_error"}:
                        break
        return messages

    def raw(self, text: object, lane: str = "act") -> dict[str, Any]:
        """The last reply to an event whose JSON may be anything."""
        answer = self.join(text, lane)
        assert answer.status_code == 200, answer.text
        messages = self.listen()
        assert messages[-1]["msg"] == "process_completed", messages[-1]
        assert messages[-1]["success"] is True, messages[-1]
        said = ""
        for message in messages:
            for new in ((message.get("output") or {}).get("data") or [])[:1]:
                if isinstance(new, str):
                    said = new
                for how, _, piece in new if isinstance(new, list) else ():
                    said = said + piece if how == "append" else piece
        reply: dict[str, Any] = json.loads(said)
        assert reply["done"] is True
        return reply

    def ask(self, act: str, lane: str = "act", **data: Any) -> dict[str, Any]:
        """The last reply to an action; what it shows is remembered."""
        self.count += 1
        number = f"{self.sent['seat']}{self.count}"[-40:]
        reply = self.raw(
            json.dumps({**self.sent, "n": number, "act": act, "slow": lane == "slow", **data}), lane
        )
        if isinstance(reply.get("w"), str) and "w" not in data:
            self.sent["w"] = reply["w"]
        if isinstance(reply.get("v"), int) and "v" not in data:
            self.sent["v"] = reply["v"]
        self.parts |= {name: html for name, (_, html) in reply["parts"].items()}
        self.sent["have"] |= {name: digest for name, (digest, _) in reply["parts"].items()}
        return reply

    def give(self, name: str, content: bytes) -> httpx.Response:
        """Upload a file."""
        return self.web.post("/give", params={"name": name}, content=content)
