"""The chat: what staff type does what they want. A turn is a stream of events; nothing here needs a model.

Only what somebody typed is routed; what was pasted or uploaded is data, whatever it says.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from assistant.conversation.bench import Bench
from assistant.conversation.chat import doing, pasted, replies
from assistant.conversation.chat.doing import At, do, offer, say
from assistant.conversation.chat.events import ALL_TABS, Choice, Event
from assistant.conversation.chat.record import Record, choices_of, texts_of
from assistant.conversation.chat.routing import NOTE_MARK, route
from assistant.conversation.chat.wishes import Situation, Wish
from assistant.errors import ConfigurationError, InputError
from assistant.storage.words import visible
from assistant.storage.works import Turn, Works

LONGEST_WORDS: Final = 4_999
"""Characters of typed words; what is longer is a paste, or refused."""
MOST_ALONG: Final = 20
"""Pastes and files of one turn."""
_LONGEST_KEPT: Final = 6_000
_QUESTIONS_KEPT: Final = 3
_TURNS_LOOKED_AT: Final = 40
_CELL_KEPT: Final = 4
"""Turns of both sides for which “那总计呢” goes on about the cell spoken of last."""
_GIVEN_UP: Final = 60
"""Seconds after which a turn without an answer counts as broken off."""
_NOT_KEPT: Final = "这一轮对话没能存下来："
_SHORT_PIECE: Final = 300

_Step = Callable[[], str]


@dataclass(frozen=True)
class Piece:
    """A paste: the clipboard's HTML (or none) and its plain text. Data, never a wish. `previous`: last year's report."""

    html: str = ""
    text: str = ""
    previous: bool = False


@dataclass(frozen=True)
class Upload:
    """An uploaded file and the name that staff know it by. `previous`: it is last year's report."""

    path: Path
    name: str
    previous: bool = False


@dataclass(frozen=True)
class _Given:
    """One turn as it was given: typed words, and what came along."""

    words: str
    pieces: tuple[Piece, ...] = ()
    files: tuple[Upload, ...] = ()
    again: bool = False
    base: int = 0
    """For a turn done again: the version before its words were met the first time."""

    @property
    def along(self) -> list[str]:
        """What came along, in Chinese."""
        pieces = [f"{_whose(p.previous)}粘贴的内容（{len(p.text or p.html)}字）" for p in self.pieces]
        return pieces + [f"{_whose(f.previous)}文件“{replies.cut(f.name, 80)}”" for f in self.files]


def _whose(previous: bool) -> str:
    return "上年报告：" if previous else ""


@dataclass(frozen=True)
class _Before:
    """What was said before a turn: questions (the latest last), the buttons offered last, and what is to be said of it."""

    questions: tuple[str, ...] = ()
    offered: tuple[Choice, ...] = ()
    lines: tuple[str, ...] = ()
    trouble: str = ""
    cell: str = ""
    """The cell that was asked for or changed last."""


def _looked_back(turns: Sequence[Turn], name: str, *, again: bool) -> _Before:
    """What of the turns before matters now. A turn that is done again does not count itself among them."""
    if again:
        last = max((i for i, turn in enumerate(turns) if turn.role == "user"), default=0)
        turns = turns[:last]
    questions = [words for turn in turns for words in texts_of(turn.extra, "asked")]
    if not turns:
        return _Before()
    newest, lines = turns[-1], []
    if newest.role == "user":
        if newest.by != name or (datetime.now(UTC) - newest.time).total_seconds() < _GIVEN_UP:
            return _Before(tuple(questions[-_QUESTIONS_KEPT:]))  # somebody's turn is still going on
        lines = ["上一句没有做完就断开了，做到哪里请看右边。"]
    elif newest.extra.get("stopped") is True and (left := texts_of(newest.extra, "left")):
        lines = [
            f"上一轮停下时没有做：{'；'.join(f'“{replies.cut(words, 40)}”' for words in left)}。要做请再说一次。"
        ]
    asked_back = "unclear" in texts_of(newest.extra, "done")
    offered = choices_of(newest.extra) if asked_back else ()
    spoken = [cells[0] for turn in turns[-_CELL_KEPT:] if (cells := texts_of(turn.extra, "cells"))]
    cell = spoken[-1] if spoken else ""
    return _Before(tuple(questions[-_QUESTIONS_KEPT:]), offered, tuple([] if again else lines), cell=cell)


class Chat:
    """The conversation at one bench, kept turn by turn in `works`.

    The extra of an assistant's turn: ``citations`` [{id, label, title, article, text, in_force, checked, remark}],
    ``choices`` [{label, text}], ``done`` [kinds of wishes], ``versions`` [before, after], ``base`` (the version before the words were met), ``tabs``, ``go`` [tab, place],
    ``cells`` [addresses that an answer rests on], ``asked`` [questions], ``left`` [words that were not done], ``refused``
    and ``stopped`` (true). That of a user's turn: ``pieces`` [Chinese descriptions], ``again`` (true: repeated).
    """

    def __init__(self, bench: Bench, works: Works) -> None:
        self.bench = bench
        self.works = works

    def turns(self, limit: int = 200) -> list[Turn]:
        """What was said so far, oldest first."""
        return self.works.turns(self.bench.work_id, limit) if self.bench.work_id else []

    def turn(self, text: str, pieces: Sequence[Piece] = (), files: Sequence[Upload] = ()) -> Iterator[Event]:
        """Do what the words want with what came along. Closing the iterator stops the turn: what was done stays."""
        typed = pasted.part(visible(text).strip())
        along = (Piece(text=typed.pasted),) if typed.pasted else ()
        return self._turn(_Given(typed.words.strip(), (*along, *pieces), tuple(files)))

    def retry(self) -> Iterator[Event]:
        """The last turn of the user once more, after taking back what it changed.

        What was pasted or uploaded with it stays as it was read.
        """
        try:
            turns = self.turns(_TURNS_LOOKED_AT)
        except (InputError, ConfigurationError) as error:
            yield from say(f"{error.what}{error.advice}")
            yield Event("done", text=f"{error.what}{error.advice}")
            return
        last = next((i for i in reversed(range(len(turns))) if turns[i].role == "user"), None)
        if last is None:
            yield from say("还没有说过什么，没有可以重做的。")
            yield Event("done")
            return
        asked, answered = turns[last], turns[last + 1 : last + 2]
        versions = answered[0].extra.get("versions") if answered else None
        base, after = 0, 0
        if isinstance(versions, list) and len(versions) == 2:
            base, after = answered[0].extra.get("base") or versions[0], versions[1]
        yield from self._turn(_Given(asked.text, again=True, base=base), after=after)

    # --- a turn -----------------------------------------------------------------------------------------------------

    def _turn(self, given: _Given, *, after: int = 0) -> Iterator[Event]:
        said = self._begin(given)
        record, work_id = Record(self.bench.version, self.bench.version), self.bench.work_id
        finished = False
        try:
            with closing(self._events(given, record, said, after)) as events:
                for event in events:
                    record.hear(event)
                    yield event
            finished = True
        except GeneratorExit:
            record.stopped = True
            raise
        finally:
            if not finished:
                self._break_off(record)
            trouble = self._keep(record, given, work_id)
        if trouble:
            yield from say(trouble)
        yield Event("done", text=trouble)

    def _begin(self, given: _Given) -> _Before:
        """Keep the user's turn; what was said before it, and what stood in the way of keeping it."""
        before, trouble = _Before(), ""
        try:
            before = _looked_back(self.turns(_TURNS_LOOKED_AT), self.bench.person.name, again=given.again)
            self.bench.begin()
            extra: dict[str, object] = {"pieces": given.along} if given.along else {}
            if given.again:
                extra = {"again": True}
            self.works.say(
                self.bench.work_id, "user", given.words[:_LONGEST_KEPT], self.bench.person.name, extra
            )
        except (InputError, ConfigurationError) as error:
            trouble = f"{_NOT_KEPT}{error.what}{error.advice}"
        return replace(before, trouble=trouble)

    def _break_off(self, record: Record) -> None:
        """Say in what is kept how far a turn came that did not reach its end."""
        lines = [record.late] if record.late else []
        left = (
            [words for words in record.left if words]
            if not record.late
            else [w for w in record.left[1:] if w]
        )
        record.left = left
        if not record.stopped:
            record.refused = True
            lines.append("没有做完：程序出了错。已经做的都保存着，请再试一次。")
        elif left:
            lines.append(f"停下了，没有做的：{'；'.join(f'“{replies.cut(words, 40)}”' for words in left)}。")
        record.text += "".join(f"{line}\n" for line in lines)

    def _keep(self, record: Record, given: _Given, work_id: str) -> str:
        """Keep the assistant's turn; what stood in the way, in Chinese. A report begun in the turn gets both sides of it."""
        record.after = self.bench.version
        if not self.bench.work_id:
            return ""
        try:
            if self.bench.work_id != work_id:
                record.before = record.after
                self.works.say(
                    self.bench.work_id, "user", given.words[:_LONGEST_KEPT], self.bench.person.name
                )
            self.works.say(self.bench.work_id, "assistant", record.text.strip(), "", record.extra())
        except (InputError, ConfigurationError) as error:
            return f"{_NOT_KEPT}{error.what}{error.advice}"
        return ""

    # --- what happens in it -----------------------------------------------------------------------------------------

    def _events(
        self, given: _Given, record: Record, before: _Before, after: int
    ) -> Generator[Event, None, None]:
        yield from say(*before.lines, before.trouble)
        if len(given.words) > LONGEST_WORDS:
            record.refused = True
            yield from say(
                f"这段话有{len(given.words)}个字，太长了，没有处理。请挑要点分几次说；"
                "年报的表格或全文请粘贴到输入框里（会当作表格来读），或者上传文件。"
            )
            return
        if given.again:
            try:
                yield from self._take_back(given.base, after)
            except (InputError, ConfigurationError) as error:
                record.refused = True
                yield from say(f"{error.what}{error.advice}")
                return
        if not (given.words or given.pieces or given.files):
            record.refused = True
            told = (
                "上一轮只有粘贴或上传的内容，已经读过了；要重新读，请再发一次。"
                if given.again
                else "还没有写内容。"
            )
            yield from say(told)
            return
        yield from self._take_in(given, record)
        record.base = self.bench.version
        wishes = list(route(given.words, self._situation(before, given))) if given.words else []
        yield from self._do(wishes, At(self.bench, record, before.questions))

    def _situation(self, before: _Before, given: _Given) -> Situation:
        bench = self.bench
        offered = () if given.pieces or given.files else before.offered
        return Situation(
            bench.report is not None,
            bench.previous is not None,
            bench.draft is not None,
            offered,
            before.cell,
        )

    def _take_back(self, base: int, after: int) -> Iterator[Event]:
        """Return to what there was before the turn that is done again, unless others have gone on since."""
        if not base or base == after:
            return
        if after != self.bench.version:
            yield from say("那一步之后又有别的改动，没有退回，在现在的内容上再做一遍。")
            return
        yield Event("status", "正在退回上一步……")
        self.bench.return_to(base)
        yield Event("changed", tabs=ALL_TABS)

    def _take_in(self, given: _Given, record: Record) -> Iterator[Event]:
        """Read what came along. What cannot be read is said, and the rest is read all the same."""
        if len(given.pieces) + len(given.files) > MOST_ALONG:
            record.refused = True
            yield from say(f"一次最多发{MOST_ALONG}份内容，这次的都没有读。请分几次发。")
            return
        version = self.bench.version
        for piece in given.pieces:
            yield Event("status", "正在读粘贴的内容……")
            yield from self._tried(
                record, "paste", partial(self.bench.paste, piece.text, piece.html, as_previous=piece.previous)
            )
        for file in given.files:
            yield Event("status", f"正在读文件“{replies.cut(file.name, 60)}”……")
            yield from self._tried(
                record, "file", partial(self.bench.take_file, file.path, file.name, as_previous=file.previous)
            )
        if self.bench.version != version:
            yield from doing.drained(self.bench)
            yield Event("changed", tabs=ALL_TABS)
            yield Event("go", tab="tables")
            if not given.words:
                yield offer(*replies.suggestions(self.bench)[:3])
        elif record.refused and len(given.pieces) == 1 and not given.files:
            text = given.pieces[0].text.strip()
            if 0 < len(text) <= _SHORT_PIECE:
                yield offer(Choice("记到要点里", f"{NOTE_MARK}{text}"))

    def _tried(self, record: Record, kind: str, step: _Step) -> Iterator[Event]:
        try:
            yield from say(step())
            record.done.append(kind)
        except (InputError, ConfigurationError) as error:
            record.refused = True
            yield from say(f"{error.what}{error.advice}")

    def _do(self, wishes: Sequence[Wish], at: At) -> Iterator[Event]:
        """The wishes in order. After one that cannot be met, those that might build on it are left."""
        for place, wish in enumerate(wishes):
            rest = [one.text for one in wishes[place + 1 :]]
            at.record.left = [wish.text, *rest]
            failed = at.record.refused
            if failed and wish.kind not in doing.GOES_ON:
                yield from say(
                    f"先没有做：{'；'.join(f'“{replies.cut(words, 40)}”' for words in at.record.left)}。"
                )
                return
            unclear = wish.kind == "unclear" and bool(wish.choices)
            try:
                yield from do(doing.with_rest(wish, rest), at)
                at.record.done.append(wish.kind)
            except (InputError, ConfigurationError) as error:
                at.record.refused = True
                yield from say(f"{error.what}{error.advice}")
            if unclear:
                at.record.left = []
                return  # its buttons ask for the rest as well
        at.record.left = []
