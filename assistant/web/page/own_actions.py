"""The page's own actions: the report at hand, the list of reports, what is said in the conversation."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from assistant.accounts.people import may
from assistant.conversation import shelf
from assistant.conversation.chat.chat import Chat, Piece, Upload
from assistant.conversation.chat.events import Event
from assistant.errors import InputError
from assistant.web import tabs
from assistant.web.actions import Data, ended
from assistant.web.markup import cut
from assistant.web.page.situation import Situation
from assistant.web.rights import said_to
from assistant.web.tabs.library import add_file

LONGEST_WORDS: Final = 200_000
"""Characters typed into the composer: a report may be typed into it; the chat itself bounds what it takes as words."""
LONGEST_PASTE: Final = 8_000_000
"""Characters of a paste."""
MOST_PIECES: Final = 12
LONGEST_LOST: Final = 600
"""Characters of an answer that could not be kept."""
PAUSE: Final = 0.08
"""Seconds between two looks at what a model is writing."""

Step = Callable[[Situation, Data], Iterator[None]]


# --- the report at hand -----------------------------------------------------------------------


def look(at: Situation, data: Data) -> Iterator[None]:
    """Nothing to do but to look: at the start, when a tab is opened, and now and then for what others did."""
    if at.bench.work_id and at.seat:
        others = at.works.sit(at.bench.work_id, at.seat, at.person.name)
        at.reply["others"] = [name for name in others if name]
        if data.get("idle") is True and data.get("v") == at.bench.version:
            at.reply["same"] = True
    shelf.warm()
    yield from ()


def sample(at: Situation, data: Data) -> Iterator[None]:
    """The sample that comes with the program."""
    return _say(at, at.bench.sample())


def paste(at: Situation, data: Data) -> Iterator[None]:
    """A paste into the place for tables: read at once."""
    html, text = _paste(data)
    return _say(at, at.bench.paste(text, html, as_previous=data.flag("previous")))


def typed(at: Situation, data: Data) -> Iterator[None]:
    """Text that was typed into the place for tables, such as a table from a place that knows no clipboard."""
    text = data.text("value", longest=LONGEST_PASTE)
    return _say(at, at.bench.paste(text, as_previous=data.flag("previous"))) if text.strip() else iter(())


def file(at: Situation, data: Data) -> Iterator[None]:
    """A file that was uploaded: read, then deleted."""
    given = at.given.take(data.text("file", longest=100), at.person.login)
    try:
        line = at.bench.take_file(given.path, given.name, as_previous=data.flag("previous"))
    finally:
        given.path.unlink(missing_ok=True)
    return _say(at, line)


def unit(at: Situation, data: Data) -> Iterator[None]:
    """The unit's full name."""
    return _say(at, at.bench.set_unit(data.text("value", longest=1000)))


def year(at: Situation, data: Data) -> Iterator[None]:
    """The year of the report."""
    return _say(at, at.bench.set_year(data.text("value", longest=100)))


def forget_previous(at: Situation, data: Data) -> Iterator[None]:
    """Take last year's report away again."""
    return _say(at, at.bench.forget_previous())


def undo(at: Situation, data: Data) -> Iterator[None]:
    """One step back."""
    return _say(at, at.bench.undo())


def redo(at: Situation, data: Data) -> Iterator[None]:
    """One step forward again."""
    return _say(at, at.bench.redo())


def _say(at: Situation, line: str) -> Iterator[None]:
    at.reply["say"] = line
    return iter(())


def _paste(values: Mapping[str, object]) -> tuple[str, str]:
    data = values if isinstance(values, Data) else Data(values)
    return data.text("html", longest=LONGEST_PASTE, default=""), data.text(
        "text", longest=LONGEST_PASTE, default=""
    )


# --- the list of reports ----------------------------------------------------------------------


def works(at: Situation, data: Data) -> Iterator[None]:
    """Show the list; `_parts` of the dispatcher renders it for every action of this name."""
    yield from ()


def put_away(at: Situation, data: Data) -> Iterator[None]:
    """Put a report away; it can be brought back for a month."""
    work_id = _own(at, data)
    at.works.put_away(work_id, at.person.name)
    return _say(at, "已收起。30天内可以在“收起的”里拿回来。")


def bring_back(at: Situation, data: Data) -> Iterator[None]:
    """Bring back what was put away."""
    work_id = _own(at, data)
    at.works.bring_back(work_id, at.person.name)
    return _say(at, "已拿回来。")


def _own(at: Situation, data: Data) -> str:
    """The id of a report that this person may change. `InputError` for any other."""
    work = at.works.find(data.text("work", longest=60))
    if work is None or not may(at.person, "see", work.owner):
        raise InputError("没有这份年报。", "可能已经删除，请看“我的年报”。")
    if not may(at.person, "edit", work.owner):
        raise InputError("您的角色不能改这份年报。", "请找负责起草的同事，或请管理员改您的角色。")
    return work.id


def library_file(at: Situation, data: Data) -> Iterator[None]:
    """A file for the library: taken in, then deleted; how far it is is told meanwhile."""
    given = at.given.take(data.text("file", longest=100), at.person.login)
    try:
        yield from at.tell(add_file(at.bench, given.path, given.name))
    finally:
        given.path.unlink(missing_ok=True)


# --- the conversation -------------------------------------------------------------------------


def say(at: Situation, data: Data) -> Iterator[None]:
    """What was typed, pasted and given in the composer, as one turn of the conversation."""
    words = data.text("text", longest=LONGEST_WORDS, default="")
    pieces = _pieces(data.get("pieces"))
    files = _files(at, data.get("files"))
    try:
        if not words.strip() and not pieces and not files:
            raise InputError("还没有写内容。", "请写一句话，或者粘贴表格，再按回车。")
        chat = Chat(at.bench, at.works)
        yield from _talk(at, chat.turn(words, pieces, files))
    finally:
        for given in files:
            given.path.unlink(missing_ok=True)


def retry(at: Situation, data: Data) -> Iterator[None]:
    """The last turn once more."""
    yield from _talk(at, Chat(at.bench, at.works).retry())


def _talk(at: Situation, events: Iterator[Event]) -> Iterator[None]:
    """Pass on what a turn says while it goes on; closing the events ends the turn where it is.

    `InputError` with all that was said where the turn could not be kept: there is no other place to read it.
    """
    status = heard = text = lost = ""
    shown = 0.0
    with ended(events):
        for event in events:
            if event.kind == "status":
                status, heard = event.text, event.heard
            elif event.kind == "done":
                lost = event.text
            elif event.kind == "text":
                text, status = text + event.text, ""
            elif event.kind == "go" and event.tab in tabs.NAMES:
                at.tab = event.tab
                at.reply["goto"] = f"tab:{event.tab}" + (f"#{event.place}" if event.place else "")
            if at.stopped():
                break
            if time.monotonic() - shown >= PAUSE or (event.kind == "status" and not event.heard):
                shown = time.monotonic()
                at.reply["live"] = {"status": status, "heard": heard, "text": text}
                yield
    at.reply["live"] = None
    if lost:
        said = said_to(" ".join(text.split()), at.person)
        raise InputError(cut(said, LONGEST_LOST), "请看一看右边的内容，再说一次。")


def _pieces(value: object) -> list[Piece]:
    pieces = []
    for entry in _entries(value, "一次粘贴的内容太多。", f"一次最多{MOST_PIECES}段，请分几次发送。"):
        html, text = _paste(entry)
        pieces.append(Piece(html=html, text=text, previous=Data(entry).flag("previous")))
    return pieces


def _files(at: Situation, value: object) -> Sequence[Upload]:
    files = []
    for entry in _entries(value, "一次上传的文件太多。", f"一次最多{MOST_PIECES}个，请分几次发送。"):
        data = Data(entry)
        given = at.given.take(data.text("file", longest=100), at.person.login)
        files.append(Upload(path=given.path, name=given.name, previous=data.flag("previous")))
    return files


def _entries(value: object, what: str, advice: str) -> list[Mapping[str, object]]:
    """What the browser lists, nothing when it lists nothing. `InputError` for too many, or for anything else."""
    entries = [] if value is None else value
    if (
        not isinstance(entries, list)
        or len(entries) > MOST_PIECES
        or not all(isinstance(e, Mapping) for e in entries)
    ):
        raise InputError(what, advice)
    return entries


ACTIONS: Final[Mapping[str, Step]] = {
    "desk.look": look, "desk.sample": sample, "desk.paste": paste, "desk.typed": typed, "desk.file": file, "desk.unit": unit,
    "desk.year": year, "desk.forget": forget_previous, "desk.undo": undo, "desk.redo": redo, "desk.new": look,
    "library.add": library_file,
    "works.list": works, "works.away": put_away, "works.back": bring_back, "chat.say": say, "chat.retry": retry,
}  # fmt: skip
ELSEWHERE: Final = frozenset({"desk.new"})
"""Actions that leave the report at hand."""
