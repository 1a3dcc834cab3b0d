"""A chat model that fails, is stopped or is watched: the draft arrives whole, and the account is right."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import pytest

from assistant.drafting import ModelWriter, draft_report
from assistant.drafting.written import Event
from assistant.errors import ConfigurationError
from assistant.models.fake import FakeModel
from assistant.models.patient import PatientModel
from assistant.models.port import Fault, ModelError, Request, Usage
from assistant.prompts import copy_prompt
from tests.drafting.situations import keeps_its_promises, same_text, situation

FAULTS: list[Fault] = list(get_args(Fault))
RETRIED = {f for f in FAULTS if ModelError(f).may_pass}
LASTING = {f for f in FAULTS if ModelError(f).is_lasting}


@dataclass
class Faulty(FakeModel):
    """Fails with `fault` on the calls from `first` to `last`, after `after` characters."""

    fault: Fault = "server"
    after: int = 0
    first: int = 0
    last: int = 0
    calls: list[int] = field(default_factory=list)

    def pieces(self, request: Request, usage: Usage, stopped: threading.Event) -> Iterator[str]:
        n = len(self.asked)
        said = 0
        for piece in super().pieces(request, usage, stopped):
            if self.first <= n <= self.last and said >= self.after:
                raise ModelError(self.fault)
            said += len(piece)
            yield piece
        if self.first <= n <= self.last:
            raise ModelError(self.fault)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_the_first_call_leaves_a_whole_draft_and_one_line(fault: Fault) -> None:
    made = situation("busy")
    tries = 3 if fault in RETRIED else 1
    fake = Faulty(fault=fault, last=tries - 1)
    draft = made.drafted_by(fake)
    assert same_text(draft, made.ours)
    account = draft.writing
    assert account is not None
    assert len(account.notices) == 1
    assert re.search("[\u4e00-\u9fff]", account.notices[0]) and str(ModelError(fault)) in account.notices[0]
    asked = tries if fault in LASTING else len(made.blocks) - 1 + tries
    assert len(fake.asked) == asked
    keeps_its_promises(draft, made.ours)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_mid_stream_keeps_what_was_said_and_no_half_sentence(fault: Fault) -> None:
    made = situation("busy")
    fake = Faulty(fault=fault, after=150, first=1, last=1)
    draft = made.drafted_by(fake)
    assert same_text(draft, made.ours)
    account = draft.writing
    assert account is not None and len(account.notices) == 1
    assert account.kept > 0
    keeps_its_promises(draft, made.ours)


def test_a_model_that_is_gone_is_not_asked_for_every_block() -> None:
    made = situation("busy")
    fake = Faulty(fault="key", last=999)
    draft = made.drafted_by(fake)
    assert len(fake.asked) == 1
    assert draft.writing is not None and len(draft.writing.notices) == 1
    assert "其余部分用自带的写法写成" in draft.writing.notices[0]
    fake = Faulty(fault="timeout", last=999)
    draft = made.drafted_by(fake)
    assert len(fake.asked) == 2
    assert same_text(draft, made.ours)


@dataclass
class Slow(FakeModel):
    """Says one piece, then waits to be stopped."""

    def pieces(self, request: Request, usage: Usage, stopped: threading.Event) -> Iterator[str]:
        self.asked.append(request)
        yield "全年"
        stopped.wait(20)


def test_cancelling_from_another_thread() -> None:
    made = situation("busy")
    fake = Slow()
    started = threading.Event()

    def listen(event: Event) -> None:
        if event.kind == "raw":
            started.set()

    writer = ModelWriter(PatientModel([fake]), listen=listen)

    def stop() -> None:
        started.wait(10)
        writer.cancel()

    thread = threading.Thread(target=stop)
    thread.start()
    began = time.monotonic()
    draft = draft_report(made.report, made.notes, made.previous, None, writer)
    thread.join()
    assert time.monotonic() - began < 5
    assert len(fake.asked) == 1
    assert same_text(draft, made.ours)
    assert writer.account.notices == ("已按您的意思停下，其余部分用自带的写法写成。",)


def test_cancelled_before_it_began() -> None:
    made = situation("busy")
    fake = FakeModel()
    writer = ModelWriter(PatientModel([fake]))
    writer.cancel()
    draft = draft_report(made.report, made.notes, made.previous, None, writer)
    assert fake.asked == []
    assert same_text(draft, made.ours)


# --- events, account, prompts -------------------------------------------------------------------------


def test_events_come_block_by_block() -> None:
    made = situation("busy")
    events: list[Event] = []
    lie = "没有发生责任追究情形，获评先进单位。"
    script = made.instead("overview", "supervision", lie)
    draft, _ = made.drafted(script, listen=events.append)
    inside: tuple[str, str] | None = None
    order = []
    for event in events:
        place = (event.section, event.aspect)
        if event.kind == "start":
            assert inside is None
            inside = place
            order.append(place)
        elif event.kind == "end":
            assert inside == place
            inside = None
        elif event.kind != "notice":
            assert inside == place
    assert inside is None
    assert order == list(dict.fromkeys((s.section, s.aspect) for s in draft.sentences))
    texts = [e.sentence.text for e in events if e.kind == "sentence" and e.sentence is not None]
    assert texts == [s.text for s in draft.sentences]
    rejected = [e for e in events if e.kind == "rejected"]
    assert [e.aspect for e in rejected] == ["supervision", "supervision"]
    assert "获评先进单位" in rejected[0].text
    kinds = [e.kind for e in events if (e.section, e.aspect) == ("overview", "supervision")]
    assert kinds.index("raw") < kinds.index("rejected") < kinds.index("sentence")


def test_the_account_counts_calls_tokens_and_seconds() -> None:
    made = situation("busy")
    draft, fake = made.drafted()
    account = draft.writing
    assert account is not None
    assert account.model == "fake" and account.outside == ""
    assert account.prompt_tokens == sum(r.characters for r in fake.asked)
    assert account.completion_tokens == sum(len("".join(m.texts)) for m in made.blocks.values())
    assert not account.tokens_estimated
    assert account.seconds >= 0


def test_an_edited_prompt_is_used_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    made = situation("small")
    path = copy_prompt("draft_section", tmp_path)
    path.write_text(path.read_text("utf-8").replace("你给机关起草年度报告。", "你是秘书。"), "utf-8")
    draft, fake = made.drafted(home=tmp_path)
    assert all("你是秘书。" in r.messages[-1].content for r in fake.asked)
    assert same_text(draft, made.ours)
    path.write_text("没有说明部分，{{ 坏", "utf-8")
    with pytest.raises(ConfigurationError, match="draft_section"):
        ModelWriter(PatientModel([FakeModel()]), home=tmp_path)
