"""The small port behind which a chat model stands, and the faults it can have.

Everything above this room speaks `ChatModel` only; which library answers, and where, is settled in `open_model`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from assistant.errors import NianbaoError

Role = Literal["system", "user", "assistant"]
Fault = Literal[
    "unreachable", "key", "not_found", "refused", "busy", "server", "timeout", "cut", "endless", "empty", "overflow",
    "repeating", "language", "cancelled", "broken_file",
]  # fmt: skip


@dataclass(frozen=True)
class Message:
    """One turn of what is sent."""

    role: Role
    content: str


@dataclass(frozen=True)
class Request:
    """What is asked of a model. `longest` is in tokens; `purpose`, `prompt` and `prompt_hash` only serve the log."""

    messages: tuple[Message, ...]
    longest: int = 400
    temperature: float = 0.2
    seed: int | None = None
    json: bool = False
    purpose: str = ""
    prompt: str = ""
    prompt_hash: str = ""

    @property
    def characters(self) -> int:
        """How much text is sent."""
        return sum(len(m.content) for m in self.messages)


@dataclass
class Usage:
    """What a reply cost. Tokens are estimated where the model does not count them. Seconds since sending."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = True
    seconds: float = 0.0
    first_token: float | None = None
    cut_short: bool = False
    """The reply ended at `Request.longest`, not by itself."""
    logged: int | None = None
    """The number it has in the log of calls."""

    def add(self, other: Usage) -> None:
        """Count another reply in."""
        self.prompt_tokens += other.prompt_tokens
        self.completion_tokens += other.completion_tokens
        self.estimated = self.estimated or other.estimated
        self.seconds += other.seconds


class Stream(Protocol):
    """A reply on its way: pieces of text, then `usage`. `close` cancels, at any time and from any thread."""

    usage: Usage

    def __iter__(self) -> Iterator[str]: ...

    def close(self) -> None:
        """Stop the reply; what iterates ends."""
        ...


class ChatModel(Protocol):
    """A chat model. Raises `ModelError` only."""

    @property
    def name(self) -> str:
        """As staff know it, and as it is logged."""
        ...

    @property
    def outside(self) -> str:
        """The host that prompts go to when it is not this machine, else empty."""
        ...

    @property
    def context(self) -> int:
        """Tokens that prompt and reply may have together."""
        ...

    def stream(self, request: Request) -> Stream:
        """Start a reply."""
        ...

    def judged(self, usage: Usage, verdict: str) -> None:
        """Note in the log what became of a reply: 采用, 重写, 替换…"""
        ...


class ModelError(NianbaoError):
    """A model did not do what was asked. `fault` says which way; the message is one line of Chinese for staff."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        self.fault: Fault = fault
        self.detail = detail
        super().__init__(_SAID[fault] + (f"（{detail}）" if detail else ""))

    @property
    def may_pass(self) -> bool:
        """Whether the same request may well succeed a moment later."""
        return self.fault in {"busy", "server", "unreachable", "cut"}

    @property
    def is_lasting(self) -> bool:
        """Whether further requests will surely fail as well."""
        return self.fault in {"key", "not_found", "unreachable", "broken_file", "cancelled", "busy", "server"}


_SAID: Final[dict[Fault, str]] = {
    "unreachable": "模型服务连不上",
    "key": "模型服务不认密钥",
    "not_found": "模型服务没有这个模型，或者地址不对",
    "refused": "模型服务不接受这个请求",
    "busy": "模型服务太忙，一再拒绝",
    "server": "模型服务出错",
    "timeout": "模型太久没有回话",
    "cut": "模型的回话中途断了",
    "endless": "模型说个不停，已经停下",
    "empty": "模型什么也没有说",
    "overflow": "内容太长，模型装不下",
    "repeating": "模型一直重复同样的话，已经停下",
    "language": "模型没有用中文回话",
    "cancelled": "已按您的意思停下",
    "broken_file": "模型文件打不开",
}


def said(fault: Fault) -> str:
    """A fault in words for staff."""
    return _SAID[fault]
