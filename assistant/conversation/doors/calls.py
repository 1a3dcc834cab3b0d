"""What other programs may have done, as JSON values: the same objects as the commands print with ``--json``.

One `Calls` serves any number of threads. Reports are worked on in processes beside us (`call_workers`), questions
here, for the library is open here. Nothing that is given is kept.
"""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from assistant.accounts.people import LOCAL, Person, Role
from assistant.conversation import shelf
from assistant.conversation.days import calendar, deadline_json
from assistant.conversation.doors import asked as a
from assistant.conversation.doors.workers import Bounds, Workers
from assistant.errors import ConfigurationError, InputError, NianbaoError

if TYPE_CHECKING:
    from assistant.intake.library import Library

WRITING_LIMIT: Final = 600.0
"""Seconds after which a model is left out of the rest of a draft."""
_LONGEST_NAME: Final = 60
_KINDS: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
}


@dataclass(frozen=True)
class File:
    """A file as it was given; of its name only the last part counts, and that only as a hint."""

    data: bytes = field(repr=False)
    name: str = ""

    def packed(self) -> dict[str, str]:
        """As a worker takes it."""
        return {"data": base64.b64encode(self.data).decode("ascii"), "name": _base_name(self.name)}


@dataclass(frozen=True)
class Made:
    """A result as JSON. `problems`: how many things there are to know about the reading of what was given.

    `notices` are Chinese lines for whoever asked.
    """

    value: Any
    problems: int = 0
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class MadeFile:
    """A file that was made."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    problems: int = 0


Files = Mapping[str, File]
"""Files by what they are: ``text`` is this year's report, ``previous`` last year's."""

NO_FILES: Final[Files] = {}


class Calls:
    """Everything another program may ask for. `close` ends what is running.

    Raises, whatever is asked for: `InputError` (`TooSlowError` among them) and `ConfigurationError` in Chinese,
    `BusyError` when there is too much to do, `InternalError` for a fault of ours.
    """

    def __init__(self, bounds: Bounds | None = None, library: Callable[[], Library] | None = None) -> None:
        self.workers = Workers(bounds)
        self._library = library or shelf.library
        self._writing: set[Callable[[], None]] = set()

    def close(self) -> None:
        """End the processes, and leave models out of what is being written."""
        for cancel in list(self._writing):
            cancel()
        self.workers.close()

    # --- reports ---------------------------------------------------------------------------------------------------

    def read(self, asked: a.Read, files: Files = NO_FILES) -> Made:
        """The report."""
        source = _source(asked.text, files, "text")
        if not asked.prose:
            return self._worked("read", {"source": source})
        if not has_model():
            return self._worked("read_words", {"source": source})
        from assistant.conversation.doors.jobs import words
        from assistant.intake.prose import read_prose
        from assistant.models import open_model

        told: list[str] = []
        report = read_prose(words(source), open_model(tell=told.append))
        return Made(report.model_dump(mode="json"), len(report.problems), tuple(told))

    def check(self, asked: a.Check, files: Files = NO_FILES, person: Person = LOCAL) -> Made:
        """The findings. Verdicts of a unit's own people are seen by that unit and by administrators only."""
        unit = None if person.role is Role.ADMIN else person.unit
        return self._worked("check", {**_sources(asked, files), "all": asked.all, "unit": unit})

    def draft(self, asked: a.Draft, files: Files = NO_FILES) -> Made:
        """The draft, or one section of it."""
        if asked.wish and asked.writer != "model":
            raise InputError("“wish”只在用模型起草时有用。", "请把 writer 写成 model，或者去掉 wish。")
        sources = _sources(asked, files)
        if asked.writer == "grounded":
            return self._worked("draft", {**sources, "notes": asked.notes, "section": asked.section})
        if not has_model():
            raise ConfigurationError(
                "服务器上没有配置模型。", "请把 writer 写成 grounded，或者请管理员配置模型。"
            )
        gave = self.workers.run("reports", sources)
        return self._written(asked, gave["value"], gave["problems"])

    def compare(self, asked: a.Compare, files: Files = NO_FILES) -> Made:
        """Two reports side by side."""
        return self._worked("compare", _sources(asked, files))

    def export(self, asked: a.Export, files: Files = NO_FILES) -> MadeFile:
        """The report as a file in official layout."""
        gave = self.workers.run(
            "export", {"source": _source(asked.text, files, "text"), "format": asked.format}
        )
        value = gave["value"]
        name = f"{_file_name(value['unit'], value['year'])}.{asked.format}"
        return MadeFile(name, _KINDS[asked.format], base64.b64decode(value["data"]), gave["problems"])

    def _worked(self, job: str, given: dict[str, Any]) -> Made:
        gave = self.workers.run(job, given)
        return Made(gave["value"], gave["problems"], tuple(gave.get("told", ())))

    def _written(self, asked: a.Draft, both: dict[str, Any], problems: int) -> Made:
        """A draft in a model's words; when it takes too long, the rest of it is written without the model."""
        from assistant import draft_report
        from assistant.conversation.doors.jobs import of_section
        from assistant.core.report import Report
        from assistant.core.template import NARRATIVE
        from assistant.drafting import ModelWriter
        from assistant.models import open_model

        report = Report.model_validate_json(both["report"])
        last = Report.model_validate_json(both["previous"]) if both["previous"] else None
        told: list[str] = []
        sections = NARRATIVE if asked.section == "all" else (asked.section,)
        writer = ModelWriter(open_model(tell=told.append), wish=asked.wish, sections=sections)
        watch = threading.Timer(WRITING_LIMIT, writer.cancel)
        watch.daemon = True
        watch.start()
        self._writing.add(writer.cancel)
        try:
            made = draft_report(
                report, notes=asked.notes, previous=last, library=self._library_or_none(told), writer=writer
            )
        finally:
            watch.cancel()
            self._writing.discard(writer.cancel)
        made = of_section(made, asked.section, report, last, asked.notes)
        return Made(made.model_dump(mode="json"), problems, tuple(told))

    def _library_or_none(self, told: list[str]) -> Library | None:
        try:
            return self._library()
        except NianbaoError as error:
            told.append(f"规定库打不开，起草时没有往年写法可参考：{error}")
            return None

    # --- rules -----------------------------------------------------------------------------------------------------

    def ask(self, asked: a.Ask) -> Made:
        """A cited answer."""
        from assistant.answering import WordedAnswers, answer_question

        _refuse_nothing(asked.question, "没有看到问题。", "请把要问的事写出来，例如“收到申请多少天内答复”。")
        told: list[str] = []
        model = None
        if asked.model and has_model():
            from assistant.models import open_model

            model = WordedAnswers(open_model(tell=told.append))
        answer = answer_question(
            asked.question,
            library=self._library(),
            model=model,
            today=date.today(),
            calendar=calendar(),
            history=asked.after,
        )
        return Made(answer.model_dump(mode="json"), notices=tuple(told))

    def search(self, asked: a.Search) -> Made:
        """Hits, best first."""
        _refuse_nothing(asked.query, "没有看到检索词。", "请写要找的词或者一句话，例如“答复期限”。")
        hits = self._library().search(
            asked.query,
            asked.k,
            asked.kind,
            unit_kind=asked.unit_kind,
            level=asked.level,
            year=asked.year,
        )
        return Made([hit.model_dump(mode="json") for hit in hits])

    # --- calculators -----------------------------------------------------------------------------------------------

    def deadline(self, asked: a.Deadline) -> Made:
        """The last day of a period, with its working."""
        from assistant.answering.channels import find_channel
        from assistant.answering.deadline import period_deadline, reply_deadline
        from assistant.answering.periods import PERIOD_NAMES

        way = find_channel(asked.channel).says if asked.channel is not None else ""
        starts = _day("received", asked.received)
        today = date.today() if asked.today is None else _day("today", asked.today)
        kind = PERIOD_NAMES[asked.kind]
        if kind == "reply":
            made = reply_deadline(
                starts,
                extended=asked.extend,
                third_party_days=asked.third_party,
                correction_asked=_day_or_none("correction_asked", asked.correction_asked),
                corrected=_day_or_none("corrected", asked.corrected),
                calendar=calendar(),
                today=today,
            )
        else:
            _refuse_for_reply_only(asked)
            made = period_deadline(kind, starts, calendar=calendar(), today=today)
        return Made(deadline_json(made, way))

    def fee(self, asked: a.Fee) -> Made:
        """A fee, with its working."""
        from assistant.answering.fee import fee_by_items, fee_by_pages

        if asked.items is not None and asked.pages is not None:
            raise InputError(
                "items 和 pages 不能一起写。", "每件申请只能按件、按量选一种（办法第三条），请去掉一个。"
            )
        if asked.items is not None:
            return Made(fee_by_items(asked.items).model_dump(mode="json"))
        if asked.pages is not None:
            return Made(fee_by_pages(asked.pages).model_dump(mode="json"))
        raise InputError("没有写件数或者页数。", "按件算请写 items，按量算请写 pages。")


def has_model() -> bool:
    """Whether the settings name a model."""
    from assistant.settings import load_settings

    return bool(load_settings().model.strip())


def _sources(asked: a.Check | a.Draft | a.Compare, files: Files) -> dict[str, Any]:
    previous = _one_source(asked.previous, files, "previous")
    return {"source": _source(asked.text, files, "text"), **({"previous": previous} if previous else {})}


def _source(text: str, files: Files, name: str) -> dict[str, str]:
    source = _one_source(text, files, name)
    if source is None:
        raise InputError("没有年报的内容。", "请把年报写在 text 里，或者把文件传上来（file）。")
    return source


def _one_source(text: str, files: Files, name: str) -> dict[str, str] | None:
    file = files.get(name)
    if file is not None and text:
        raise InputError("同一份年报既给了文字，又给了文件。", "请只给一样。")
    if file is not None:
        return file.packed()
    return {"text": text} if text else None


def _base_name(name: str) -> str:
    """The last part of a name, printable and short. It is never a path to be opened."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(c for c in last if c.isprintable())[-200:]


def _file_name(unit: str, year: int | None) -> str:
    """单位＋年度＋政府信息公开工作年度报告, with nothing in it that a file system or a header would take amiss."""
    plain = re.sub(r"[^\w（）()·-]+", "", "".join(unit.split()))[:_LONGEST_NAME]
    return f"{plain}{f'{year}年' if year else ''}政府信息公开工作年度报告"


def _refuse_nothing(text: str, what: str, advice: str) -> None:
    from assistant.library.text import as_query

    if not as_query(text):
        raise InputError(what, advice)


def _refuse_for_reply_only(asked: a.Deadline) -> None:
    given = {
        "extend": asked.extend,
        "third_party": asked.third_party != 0,
        "correction_asked": asked.correction_asked is not None,
        "corrected": asked.corrected is not None,
    }
    names = [name for name, is_given in given.items() if is_given]
    if names:
        raise InputError(
            f"{'、'.join(names)} 只用来算答复期限，不能和“{asked.kind}”一起写。", "请去掉其中一个。"
        )


def _day(name: str, text: str) -> date:
    from assistant.answering.dates import read_date

    return read_date(text, f"{name} 的日期")


def _day_or_none(name: str, text: str | None) -> date | None:
    return None if text is None else _day(name, text)
