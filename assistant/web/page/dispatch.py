"""One event of the page: open the report, do what is asked, show what is different now. Knows no web framework.

The browser sends ``{n, seat, w, v, tab, seen, have, act, …}`` and gets JSON ``{n, done, w, v, parts, …}``; ``parts`` maps
the name of a part of the page to ``[digest, html]`` and holds only those whose digest the browser does not have. Each
reply of an event says all that is new since the event began, so one that is skipped on the way loses nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from assistant.accounts.people import Person
from assistant.conversation.bench import Bench
from assistant.errors import ConfigurationError, InputError
from assistant.storage.works import Works
from assistant.web import tabs, texts
from assistant.web.actions import Data, ended
from assistant.web.page import frame, own_actions, talk
from assistant.web.page.given import GivenFiles
from assistant.web.page.situation import Situation
from assistant.web.rights import told

_LOG: Final = logging.getLogger(__name__)

REMEMBERED: Final = 512
"""Events whose last reply is kept: one that is sent again after a broken connection is not done twice."""
REMEMBERED_CHARACTERS: Final = 6_000_000
"""Characters of all those replies together; beyond, the oldest are forgotten, whoever did many large ones."""
WAIT_FOR_TWIN: Final = 60.0
"""Seconds that a repeated event waits for the first one to end."""
ALWAYS: Final = ("top", "tabs", "lacks", "chips", "chat")
"""Parts of the page that every event shows anew where they changed."""

Parts = dict[str, list[str]]


class Dispatcher:
    """Does the page's events, each on the newest state in the database. Keeps nothing but who asked to stop."""

    def __init__(self, works: Works, given: GivenFiles) -> None:
        self.works = works
        self.given = given
        self._stops: OrderedDict[tuple[str, str], threading.Event] = OrderedDict()
        self._done: OrderedDict[tuple[str, str, str], _Twin] = OrderedDict()
        self._lock = threading.Lock()

    def events(self, raw: object, person: Person) -> Iterator[str]:
        """The replies to one event, as JSON texts; the last one has ``done``. Raises nothing."""
        try:
            data = Data.read(raw)
            number = data.text("n", longest=40, default="")
            seat = data.text("seat", longest=40, default="")
        except InputError as error:
            yield _json({"n": "", "done": True, "parts": {}, **_refusal(error)})
            return
        twin, first = self._twin((person.login, seat, number))
        if not first:
            twin.ended.wait(WAIT_FOR_TWIN)
            yield twin.reply or _json({"n": number, "done": True, "parts": {}})
            return
        try:
            for reply in self._safely(data, number, seat, person):
                twin.reply = reply
                yield reply
        finally:
            twin.ended.set()
            self._forget()

    def _forget(self) -> None:
        """Let go of the oldest replies where they are too many, but never of one that is still being made."""
        with self._lock:
            kept = sum(len(twin.reply) for twin in self._done.values())
            for key in list(self._done):
                if kept <= REMEMBERED_CHARACTERS and len(self._done) <= REMEMBERED:
                    return
                if self._done[key].ended.is_set():
                    kept -= len(self._done.pop(key).reply)

    def _twin(self, key: tuple[str, str, str]) -> tuple[_Twin, bool]:
        """The memory of this event, and whether it is new. An event without a number is always new."""
        with self._lock:
            if key[2] and key in self._done:
                return self._done[key], False
            twin = _Twin()
            if key[2]:
                self._done[key] = twin
            return twin, True

    def _safely(self, data: Data, number: str, seat: str, person: Person) -> Iterator[str]:
        """The edge: staff read what they can act on, and of a bug only that there was one and when."""
        try:
            yield from self._answer(data, number, seat, person)
        except (InputError, ConfigurationError) as error:
            missing = isinstance(
                error, InputError
            )  # a database that is away for a while takes no report away
            gone = {"gone": True} if missing and data.get("w") and data.get("act") == "desk.look" else {}
            yield _json({"n": number, "done": True, "parts": {}, **gone, **_refusal(error, person)})
        except Exception:  # noqa: BLE001 - the last edge before the browser; the log has the traceback
            yield _json({"n": number, "done": True, "parts": {}, **_broken("event")})

    # --- one event ----------------------------------------------------------------------------------------------

    def _answer(self, data: Data, number: str, seat: str, person: Person) -> Iterator[str]:
        act = data.text("act", longest=60, default="desk.look")
        if act == "chat.stop":
            self._stop(person, seat)
            yield _json({"n": number, "done": True, "parts": {}, "same": True})
            return
        work_id = "" if act in own_actions.ELSEWHERE else data.text("w", longest=60, default="")
        at = Situation(person, _bench(person, work_id, data, self.works), self.works, self.given, seat)
        at.look(data)
        at.stopped = self._begin(person, seat).is_set if data.flag("slow") else at.stopped
        trouble: dict[str, Any] = {}
        try:
            steps = _steps(at, act, data)
            with ended(steps):
                for _ in steps:
                    yield _json(self._state(at, number))
        except (InputError, ConfigurationError) as error:
            trouble = _refusal(error, person)
        except Exception:  # noqa: BLE001 - what was done before is shown all the same
            trouble = _broken(act)
        parts: Parts = {}
        try:
            _catch_up(at)
            for name, part in () if at.reply.get("same") else _parts(at, act):
                parts[name] = part
        except (
            ConfigurationError
        ) as error:  # no use in waiting for the database at every part; what is shown stays
            trouble = trouble or _refusal(error, person)
        yield _json({**self._state(at, number), "done": True, "parts": parts, **trouble})

    def _state(self, at: Situation, number: str) -> dict[str, Any]:
        return {
            "n": number,
            "done": False,
            "w": at.bench.work_id,
            "v": at.bench.version,
            "tab": at.tab,
            "title": frame.page_title(at.bench),
            "parts": {},
            "notices": list(at.bench.notices),
            **at.reply,
        }

    # --- stopping -----------------------------------------------------------------------------------------------

    def _begin(self, person: Person, seat: str) -> threading.Event:
        stop = threading.Event()
        with self._lock:
            self._stops[person.login, seat] = stop
            while len(self._stops) > REMEMBERED:
                self._stops.popitem(last=False)
        return stop

    def _stop(self, person: Person, seat: str) -> None:
        with self._lock:
            stop = self._stops.get((person.login, seat))
        if stop is not None:
            stop.set()


class _Twin:
    """What is kept of an event for the case that it comes again."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.reply = ""


def _bench(person: Person, work_id: str, data: Data, works: Works) -> Bench:
    """The bench at the newest version, told which one this person has before their eyes."""
    seen = data.number("v", 0, 10**9) if "v" in data else 0
    return Bench.open(person, work_id, works=works, seen=seen)


def _catch_up(at: Situation) -> None:
    """Show what was changed meanwhile, too: an answer that took its time would come with an older number than what is
    on the screen by then, and the page shows nothing older.
    """
    with suppress(InputError):  # put away meanwhile: what is at hand is shown once more
        at.bench.refresh()


def _steps(at: Situation, act: str, data: Data) -> Iterator[None]:
    """Do an action; yields whenever there is something new in `at.reply` to show meanwhile."""
    if act in own_actions.ACTIONS:
        yield from own_actions.ACTIONS[act](at, data)
        return
    do = tabs.actions().get(act)
    if do is None:
        raise InputError("页面送来的内容不认识。", "页面可能是旧的，请刷新后再试一次；内容都已保存。")
    done = do(at.bench, data)
    if done is None or isinstance(done, str):
        at.reply["say"] = done or ""
        return
    yield from at.tell(done)


def _parts(at: Situation, act: str) -> Iterator[tuple[str, list[str]]]:
    """The parts of the page that differ from what the browser has. `ConfigurationError` when the database is gone."""
    names: tuple[str, ...] = (*ALWAYS, f"pane-{at.tab}")
    if act.startswith("works."):
        names = (*names, "works")
    for name in names:
        try:
            html = _render(at, name)
        except ConfigurationError:
            raise
        except Exception:  # noqa: BLE001 - one part that fails must not take the others with it
            html = f'<p class="nb-refusal" role="alert">{_broken(name)["broken"]}</p>'
        digest = hashlib.sha256(html.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if at.have.get(name) != digest:
            yield name, [digest, html]


def _render(at: Situation, name: str) -> str:
    shown = {
        "top": lambda: frame.top(at.bench, at.person),
        "tabs": lambda: frame.tab_list(at.bench, at.tab),
        "lacks": lambda: frame.lacks(at.bench),
        "chat": lambda: talk.turns(at.bench, at.works),
        "chips": lambda: talk.chips(at.bench),
        "works": lambda: frame.work_list(at.bench, at.works, at.person),
    }
    if name in shown:
        return shown[name]()
    return tabs.tab(name.removeprefix("pane-")).render(at.bench, at.seen)


def _refusal(error: InputError | ConfigurationError, person: Person | None = None) -> dict[str, Any]:
    what, advice = told(error, person) if person is not None else (error.what, error.advice)
    return {"refusal": {"what": what, "advice": advice}}


def _broken(what: str) -> dict[str, Any]:
    """Inside an except block: log the traceback, and give what staff are told."""
    _LOG.exception("%s failed", what)
    return {"broken": f"{texts.BROKEN}（{datetime.now():%Y-%m-%d %H:%M:%S}）"}


def _json(reply: Mapping[str, Any]) -> str:
    """JSON that any line carries: half a surrogate, which has no place in UTF-8, becomes a question mark."""
    return json.dumps(reply, ensure_ascii=False).encode("utf-8", "replace").decode()
