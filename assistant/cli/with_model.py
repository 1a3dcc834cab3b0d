"""What the commands that use a chat model have in common: opening it, saying where text goes, showing it at work."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from assistant.cli.streams import tell, tell_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.core.report import Report
    from assistant.drafting import Draft, ModelWriter, Writing
    from assistant.drafting.written import Event
    from assistant.models import PatientModel

_TITLES: Final = {
    "proactive": "主动公开", "requests": "依申请公开", "management": "政府信息管理", "platform": "平台建设", "supervision": "监督保障",
    "problems": "存在的主要问题及改进情况", "other": "其他需要报告的事项",
}  # fmt: skip


def opened(what: str) -> PatientModel:
    """The configured model; where it is beyond this machine, what is sent there is said first."""
    from assistant.models import open_model

    model = open_model(tell=tell)
    if model.outside:
        tell(
            f"模型服务在本机以外（{model.outside}）：{what}会发给它；身份证号、手机号、银行卡号和邮箱先遮掉，回来再还原。"
        )
    return model


def is_configured() -> bool:
    """Whether the settings name a model."""
    from assistant.settings import load_settings

    return bool(load_settings().model.strip())


def drafted(report: Report, notes: str, previous: Report | None, wish: str, section: str) -> Draft:
    """A draft in a model's words, progress on standard error; Ctrl+C finishes it without the model."""
    from assistant import Library, draft_report
    from assistant.core.template import NARRATIVE
    from assistant.drafting.written import ModelWriter
    from assistant.errors import NianbaoError

    model = opened("表格里的数、您的要点和往年写法")
    sections = NARRATIVE if section == "all" else (section,)
    writer = ModelWriter(model, wish=wish, sections=sections, listen=_Screen())
    try:
        library: Library | None = Library.open()
    except NianbaoError as error:
        tell(f"规定库打不开，起草时没有往年写法可参考：{error}")
        library = None
    try:
        with _finished_on_interrupt(writer):
            return draft_report(report, notes=notes, previous=previous, library=library, writer=writer)
    finally:
        if library is not None:
            library.close()


@contextmanager
def _finished_on_interrupt(writer: ModelWriter) -> Iterator[None]:
    """Ctrl+C leaves the model out of the rest; a second one ends the program as usual."""

    def leave_out(*_: object) -> None:
        signal.signal(signal.SIGINT, before)
        writer.cancel()

    before = signal.signal(signal.SIGINT, leave_out)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Screen:
    """Shows the model at work where somebody watches: its words as they come, said to be unverified."""

    def __init__(self) -> None:
        self._watched = sys.stderr is not None and sys.stderr.isatty()
        self._said = False

    def __call__(self, event: Event) -> None:
        title = _TITLES.get(event.aspect or event.section, "")
        if event.kind == "raw":
            if not self._said:
                tell_on(f"\n〔{title}，模型正在写，还没有核对〕\n" if self._watched else f"正在写：{title}\n")
                self._said = True
            if self._watched:
                tell_on(event.text)
        elif event.kind == "end":
            if self._said and self._watched:
                tell_on("\n")
            self._said = False
        elif event.kind == "notice":
            tell(event.text)


def account(writing: Writing) -> str:
    """How the model took part, in two lines."""
    ours = writing.replaced + writing.added
    total = writing.kept + writing.repaired + ours
    told = "约" if writing.tokens_estimated else ""
    same = f"（其中{writing.unchanged}句一字未改）" if writing.unchanged else ""
    return (
        f"模型 {writing.model} 参与写了 {total} 句：原样采用 {writing.kept} 句{same}，重写后采用 {writing.repaired} 句，"
        f"没有通过核对或者漏写、用自带写法的 {ours} 句。\n"
        f"调用 {writing.calls} 次，{told}{writing.prompt_tokens}＋{writing.completion_tokens} 个词元，用时 {writing.seconds:.1f} 秒。"
    )
