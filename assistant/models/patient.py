"""A chat model as the rooms above get it: retried, guarded, masked, logged, with others to fall back on."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from assistant.models.families import estimate_tokens
from assistant.models.guards import bounded, guarded
from assistant.models.masking import Masker
from assistant.models.port import Fault, Message, ModelError, Request, Usage
from assistant.models.running import Patience, Running
from assistant.models.sources import Source
from assistant.models.thinking import without_thinking

_TRIES: Final = 3
_PAUSE: Final = 0.6
_THINKING: Final = 2_000
"""Tokens allowed for thinking, on top of what is asked for, with families that may think."""
_UNREAD: Final = frozenset({"unreachable", "key", "not_found", "refused", "busy", "server", "overflow"})
"""Faults of a request that no model has read: it cost no tokens."""
_SURELY: Final = 0.6
"""Tokens there are at least for each that is estimated, in Chinese text."""
_SHORTEST: Final = 200
"""Tokens that a reply must have room for."""


@dataclass(frozen=True)
class Spoken:
    """What one reply came to, for whoever keeps a log. `text` is in no log."""

    request: Request
    model: str
    outside: str
    usage: Usage
    fault: Fault | None
    masked: dict[str, int]


class Recorder(Protocol):
    """Keeps what replies came to, and what became of them."""

    def add(self, spoken: Spoken) -> int | None:
        """Keep one; the number it is kept under."""
        ...

    def set_verdict(self, number: int, verdict: str) -> None:
        """What became of the reply: 采用, 重写, 替换…"""
        ...


class Silent:
    """Keeps nothing."""

    def add(self, spoken: Spoken) -> int | None:  # noqa: D102
        return None

    def set_verdict(self, number: int, verdict: str) -> None:  # noqa: D102
        return None


class PatientModel:
    """A chain of models as one. The first that can answer does; later ones stand in while it cannot.

    `tell` hears in one line of Chinese what went wrong and what is done about it.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        patience: Patience | None = None,
        recorder: Recorder | None = None,
        tell: Callable[[str], None] | None = None,
        pause: float = _PAUSE,
    ) -> None:
        if not sources:
            raise ValueError("a chain needs a model")
        self._sources = list(sources)
        self._patience = patience or Patience()
        self._recorder: Recorder = recorder or Silent()
        self._tell = tell or (lambda line: None)
        self._pause = pause
        self._changing = threading.Lock()

    @property
    def name(self) -> str:
        """The name of the model that is next to be asked."""
        return self._sources[0].name

    @property
    def outside(self) -> str:
        """The hosts beyond this machine that prompts may go to."""
        return "、".join(dict.fromkeys(s.outside for s in self._sources if s.outside))

    @property
    def context(self) -> int:
        """The smallest window of the chain, so that any of it can stand in."""
        return min(s.context for s in self._sources)

    def stream(self, request: Request) -> PatientStream:
        """Start a reply; nothing is sent before the first piece is asked for."""
        return PatientStream(self, request)

    def judged(self, usage: Usage, verdict: str) -> None:
        """Note what became of a reply."""
        if usage.logged is not None:
            self._recorder.set_verdict(usage.logged, verdict)

    def _without(self, source: Source, error: ModelError) -> bool:
        """Leave a source that cannot answer; whether there is another. Two replies may find out at once."""
        with self._changing:
            if self._sources[0] is not source:
                return True
            if len(self._sources) == 1:
                return False
            del self._sources[0]
        self._tell(f"{source.name}：{error}，改用 {self.name}。")
        return True


class PatientStream:
    """One reply of a `PatientModel`."""

    def __init__(self, model: PatientModel, request: Request) -> None:
        self.usage = Usage()
        self._model = model
        self._request = request
        self._running: Running | None = None
        self._closed = threading.Event()
        self._said_something = False

    def close(self) -> None:
        """Cancel; the iteration ends with the fault ``cancelled``."""
        self._closed.set()
        if self._running is not None:
            self._running.stop()

    def __iter__(self) -> Iterator[str]:
        while True:
            source = self._model._sources[0]
            try:
                yield from self._tried(source)
            except ModelError as error:
                helps = (error.is_lasting and error.fault != "cancelled") or error.fault == "timeout"
                if self._said_something or not helps or not self._model._without(source, error):
                    raise
            else:
                return

    def _tried(self, source: Source) -> Iterator[str]:
        for attempt in range(_TRIES):
            try:
                yield from self._once(source)
            except ModelError as error:
                last = attempt == _TRIES - 1
                if self._said_something or last or not error.may_pass:
                    raise
            else:
                return
            wait = self._model._pause * 3**attempt * random.uniform(0.8, 1.2)  # noqa: S311 - no secret in it
            if self._closed.wait(wait):
                raise ModelError("cancelled")

    def _once(self, source: Source) -> Iterator[str]:
        """One try: masked on its way out where it leaves the machine, restored on its way in, and logged."""
        masks = Masker() if source.outside else None
        request = _sized(_masked(self._request, masks), source)
        usage = self.usage = Usage()
        running = Running(lambda stopped: source.pieces(request, usage, stopped), self._model._patience)
        self._running = running
        if self._closed.is_set():
            raise ModelError("cancelled")
        fault: Fault | None = "server"
        said: list[str] = []
        began = time.monotonic()
        try:
            for piece in self._cleaned(running, request, source, masks):
                if usage.first_token is None:
                    usage.first_token = time.monotonic() - began
                self._said_something = True
                said.append(piece)
                yield piece
            fault = None
        except ModelError as error:
            fault = error.fault
            raise
        except (GeneratorExit, KeyboardInterrupt):
            fault = "cancelled"
            raise
        finally:
            running.stop()  # the generators below live as long as the traceback of an error
            usage.seconds = time.monotonic() - began
            if usage.estimated and fault not in _UNREAD:
                usage.prompt_tokens = _tokens(request)
                usage.completion_tokens = estimate_tokens("".join(said)) if said else 0
            spoken = Spoken(
                request, source.name, source.outside, usage, fault, masks.counts() if masks else {}
            )
            usage.logged = self._model._recorder.add(spoken)

    def _cleaned(
        self, running: Running, request: Request, source: Source, masks: Masker | None
    ) -> Iterator[str]:
        pieces = without_thinking(bounded(running, request.longest), opened=source.family.opens)
        if masks is not None:
            pieces = masks.restore_stream(pieces)
        return guarded(pieces, self._request, lambda: "字数在思考时就用完了" if self.usage.cut_short else "")


def _masked(request: Request, masks: Masker | None) -> Request:
    if masks is None:
        return request
    return replace(request, messages=tuple(Message(m.role, masks.mask(m.content)) for m in request.messages))


def _sized(request: Request, source: Source) -> Request:
    """The request with room for thinking where there is some. What surely cannot fit is not even sent."""
    needed = _tokens(request)
    if needed * _SURELY + min(request.longest, _SHORTEST) > source.context:
        raise ModelError("overflow")
    if not source.family.thinks:
        return request
    room = source.context - needed
    return replace(request, longest=max(request.longest, min(request.longest + _THINKING, room)))


def _tokens(request: Request) -> int:
    """About what a request costs; a turn has some tokens around it."""
    return sum(estimate_tokens(m.content) + 4 for m in request.messages)
