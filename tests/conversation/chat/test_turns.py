"""Turns of the chat: kept, stopped between any two events, done again; rights, trouble, and a model that is heard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.accounts.people import Person, Role
from assistant.conversation.bench import Bench
from assistant.conversation.chat.chat import Chat, Piece
from assistant.errors import ConfigurationError, InputError
from assistant.models.port import ModelError
from assistant.storage.works import Works
from tests.conversation.chat.chatting import TABLE, Opened, chat, opened, raw, said, sample_report, works

__all__ = ["chat", "opened", "works"]

NEW = "requests.new.natural_person"
ZHANG = Person(login="zhang", name="张三", unit="示例市自然资源和规划局", role=Role.DRAFT)
LI = Person(login="li", name="李四", unit="示例市自然资源和规划局", role=Role.DRAFT)
REVIEWER = Person(login="wang", name="王五", unit="示例市自然资源和规划局", role=Role.REVIEW)


# --- kept, stopped, done again ------------------------------------------------------------------------------------


def test_all_of_it_is_there_after_a_reload(opened: Opened) -> None:
    first = opened()
    said(first.turn("你好"))
    assert first.bench.work_id
    turn = said(first.turn("用示例试一试"))
    again = opened(work_id=first.bench.work_id)
    assert [(one.role, one.text) for one in again.turns()] == [
        ("user", "你好"), ("assistant", "您好。把年报的表格发给我，或者直接问规定。"),
        ("user", "用示例试一试"), ("assistant", turn.text.strip()),
    ]  # fmt: skip
    assert again.bench.draft is not None
    assert "原来的报告" not in turn.text  # nothing was on the desk: no second report is begun


def test_a_sample_beside_a_report_takes_the_conversation_along(opened: Opened) -> None:
    chat = opened()
    said(chat.turn(TABLE))
    first = chat.bench.work_id
    said(chat.turn("用示例试一试"))
    assert chat.bench.work_id != first
    assert [one.role for one in chat.turns()] == ["user", "assistant"]
    assert (
        "本年新收" in opened(work_id=first).turns()[0].extra["pieces"][0]
        or opened(work_id=first).bench.report
    )


def test_closed_between_two_events_what_was_done_stays_and_the_rest_is_said(opened: Opened) -> None:
    chat = opened()
    chat.bench.sample()
    events = chat.turn("把新收自然人改成12，然后重新起草，然后导出word")
    for event in events:
        if event.kind == "text":
            break
    events.close()  # type: ignore[attr-defined]
    assert raw(chat.bench, NEW) == "12"
    kept = chat.turns()[-1]
    assert kept.extra["stopped"] is True
    assert "重新起草" in kept.extra["left"]
    assert "没有做的" in kept.text
    after = said(chat.turn("你好"))
    assert "上一轮停下时没有做" in after.text
    assert "重新起草" in after.text
    assert "上一轮停下" not in said(chat.turn("你好")).text


@pytest.mark.parametrize("place", range(12))
def test_closed_at_any_event_the_report_can_be_opened_and_gone_on_with(place: int, opened: Opened) -> None:
    chat = opened()
    chat.bench.sample()
    events = chat.turn("把申请改成12再重新起草，然后第二句删掉", [Piece(text=TABLE)])
    for count, _ in enumerate(events):
        if count == place:
            break
    events.close()  # type: ignore[attr-defined]
    again = opened(work_id=chat.bench.work_id)
    assert again.bench.workspace == chat.bench.workspace
    assert again.turns()[-1].role == "assistant"
    assert "从" in said(again.turn("把行政许可改成77")).text


def test_a_turn_that_a_crash_cut_off_is_told_of(
    opened: Opened, works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = opened()
    chat.bench.sample()
    works.say(chat.bench.work_id, "user", "重新起草", chat.bench.person.name)
    assert "断开" not in said(chat.turn("你好")).text  # it may be going on in another window
    works.say(chat.bench.work_id, "user", "重新起草", chat.bench.person.name)
    monkeypatch.setattr("assistant.conversation.chat.chat._GIVEN_UP", -1)
    assert "没有做完就断开" in said(chat.turn("你好")).text


def test_done_again_it_is_as_if_done_once(chat: Chat) -> None:
    said(chat.turn("第二句删掉"))
    once = chat.bench.draft
    said(chat.retry())
    assert chat.bench.draft == once  # not two sentences gone
    turns = chat.turns()
    assert [turn.text for turn in turns if turn.role == "user"] == ["第二句删掉", "第二句删掉"]
    said(chat.retry())
    assert chat.bench.draft == once


def test_done_again_after_a_paste_the_paste_stays(opened: Opened) -> None:
    chat = opened()
    said(chat.turn("起草", [Piece(text=sample_report(2025))]))
    draft = chat.bench.draft
    said(chat.retry())
    assert chat.bench.report is not None
    assert chat.bench.draft is not None
    assert draft is not None
    assert chat.bench.draft.sections == draft.sections


def test_done_again_nothing_of_others_is_taken_back(opened: Opened) -> None:
    mine = opened(ZHANG)
    mine.bench.sample()
    said(mine.turn("第二句删掉"))
    theirs = opened(LI, mine.bench.work_id)
    theirs.bench.set_cells({NEW: "77"})
    again = opened(ZHANG, mine.bench.work_id)
    assert "又有别的改动" in said(again.retry()).text
    assert raw(again.bench, NEW) == "77"


def test_with_nothing_said_nothing_is_done_again(opened: Opened) -> None:
    assert "没有可以重做的" in said(opened().retry()).text


def test_who_says_something_is_kept_and_others_edits_are_told(opened: Opened) -> None:
    mine = opened(ZHANG)
    mine.bench.sample()
    theirs = opened(LI, mine.bench.work_id)
    said(mine.turn("把新收自然人改成12"))
    turn = said(theirs.turn("把新收自然人改成13"))
    assert raw(theirs.bench, NEW) == "13"
    assert "张三" in turn.text
    assert [one.by for one in theirs.turns() if one.role == "user"] == ["张三", "李四"]


# --- rights, trouble ----------------------------------------------------------------------------------------------


def test_who_reviews_may_ask_and_judge_but_not_edit(opened: Opened) -> None:
    mine = opened(ZHANG)
    mine.bench.sample()
    said(mine.turn("把新收自然人改成12"))
    reviewer = opened(REVIEWER, mine.bench.work_id)
    for words in (
        "把新收自然人改成13",
        "重新起草",
        "第二句删掉",
        "今年培训了2次",
        "撤销",
        "单位改成示例县水利局",
    ):
        turn = said(reviewer.turn(words))
        assert "您的角色" in turn.text, words
    assert raw(reviewer.bench, NEW) == "12"
    assert "记下了" in said(reviewer.turn("第1条不算错，核过了")).text


def test_who_may_not_edit_takes_nothing_back_by_doing_it_again(opened: Opened) -> None:
    mine = opened(ZHANG)
    mine.bench.sample()
    said(mine.turn("把新收自然人改成12"))
    reviewer = opened(REVIEWER, mine.bench.work_id)
    assert "您的角色" in said(reviewer.retry()).text
    assert raw(opened(ZHANG, mine.bench.work_id).bench, NEW) == "12"


def test_somebody_elses_report_has_no_conversation(opened: Opened) -> None:
    mine = opened(ZHANG)
    mine.bench.sample()
    stranger = Person(login="x", name="赵六", unit="示例县民政局", role=Role.DRAFT)
    with pytest.raises(InputError):
        opened(stranger, mine.bench.work_id)


def test_when_nothing_can_be_kept_the_turn_says_so(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise ConfigurationError("数据库现在用不了。", "请稍后再试。")

    monkeypatch.setattr(Works, "say", gone)
    turn = said(chat.turn("我们今年收了多少件"))
    assert "没能存下来" in turn.text
    assert f"是{raw(chat.bench, 'requests.new.total')}件" in turn.text
    monkeypatch.setattr(Works, "change", gone)
    turn = said(chat.turn("把新收自然人改成12"))
    assert "数据库现在用不了" in turn.text
    assert raw(chat.bench, NEW) != "12"


def test_a_bug_of_ours_is_kept_as_one_and_passed_on(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> str:
        raise RuntimeError("boom")

    monkeypatch.setattr(Bench, "undo", broken)
    with pytest.raises(RuntimeError):
        list(chat.turn("撤销"))
    kept = chat.turns()[-1]
    assert kept.role == "assistant"
    assert "程序出了错" in kept.text
    assert "boom" not in kept.text


# --- with a model -------------------------------------------------------------------------------------------------


@pytest.fixture
def _model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "fake")


@pytest.mark.usefixtures("_model")
def test_a_model_is_heard_while_it_writes_and_what_it_says_is_not_the_reply(chat: Chat) -> None:
    turn = said(chat.turn("用模型起草"))
    heard = [event.heard for event in turn.events if event.heard]
    assert heard
    assert heard[-1] not in turn.text
    assert chat.bench.draft is not None
    assert chat.bench.draft.writing is not None
    assert "模型" in turn.text
    assert any(choice.text == "用模型起草" for choice in said(chat.turn("重新起草")).choices)


@pytest.mark.usefixtures("_model")
def test_a_model_stopped_half_way_leaves_a_whole_draft(opened: Opened, chat: Chat) -> None:
    events = chat.turn("用模型起草，然后导出word")
    for event in events:
        if event.heard:
            break
    events.close()  # type: ignore[attr-defined]
    again = opened(work_id=chat.bench.work_id)
    assert again.bench.draft is not None
    assert again.bench.draft == chat.bench.draft
    assert all(again.bench.draft.sections.values())
    kept = again.turns()[-1]
    assert kept.extra["stopped"] is True
    assert kept.extra["left"] == ["导出word"]


def test_with_no_model_a_draft_by_one_is_refused_and_nothing_changes(chat: Chat) -> None:
    version = chat.bench.version
    assert "没有配置模型" in said(chat.turn("用模型起草")).text
    assert chat.bench.version == version


@pytest.mark.usefixtures("_model")
def test_a_model_that_is_gone_leaves_our_own_draft_and_is_said(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.models import fake

    def gone(self: object, *_: object) -> Iterator[str]:
        yield "本年度"
        raise ModelError("cut")

    monkeypatch.setattr(fake.FakeModel, "pieces", gone)
    turn = said(chat.turn("用模型起草"))
    assert chat.bench.draft is not None
    assert all(chat.bench.draft.sections.values())
    assert "自带的写法" in turn.text
