"""What single wishes do and say, also where there is nothing to do it with."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.conversation.chat.chat import Chat, Piece
from assistant.conversation.chat.replies import SMALL
from tests.conversation.chat.chatting import Opened, chat, opened, said, works

__all__ = ["chat", "opened", "works"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("检查一下", "还没有可以检查的"), ("和去年比怎么样", "还没有今年的表格"), ("导出word", "还没有可以导出的"),
        ("把依申请公开写短一点", "还没有初稿"), ("第二句删掉", "还没有初稿"), ("恢复刚才删的", "还没有初稿"),
        ("看看初稿", "还没有初稿"), ("第1条不算错，核过了", "没有要处理的问题"), ("我们今年收了多少件", "还没有读到表格"),
        ("帮我补上合计", "还没有表格"), ("把去年的新收自然人改成2", "还没有上年"), ("撤销", "没有可以撤销的"), ("恢复撤销", "没有可以重做的"),
        ("起草", "还没有可以起草的"), ("导出比较表", "还没有可以导出的"),
    ],
)  # fmt: skip
def test_on_an_empty_desk_every_wish_says_what_is_missing(words: str, says: str, opened: Opened) -> None:
    chat = opened()
    turn = said(chat.turn(words))
    assert says in turn.text
    assert chat.bench.report is None
    assert chat.bench.draft is None


@pytest.mark.parametrize(
    ("words", "tab"),
    [
        ("打开表格", "tables"),
        ("看看依据", "sources"),
        ("看看体检结果", "checkup"),
        ("看看改动记录", "history"),
        ("切到导出", "take"),
    ],
)
def test_tabs_are_opened(words: str, tab: str, chat: Chat) -> None:
    assert said(chat.turn(words)).goes == [(tab, "")]


def test_a_part_of_the_draft_is_opened_at_its_place(chat: Chat) -> None:
    turn = said(chat.turn("翻到存在问题那段"))
    assert turn.goes == [("draft", "section-problems")]


def test_help_goes_with_what_is_next(opened: Opened) -> None:
    chat = opened()
    first = said(chat.turn("怎么用")).text
    said(chat.turn("", [Piece(text="行政处罚\t230\n行政许可\t12\n行政强制\t0")]))
    second = said(chat.turn("接下来干嘛")).text
    said(chat.turn("用示例试一试"))
    third = said(chat.turn("下一步做什么")).text
    assert len({first.splitlines()[0], second.splitlines()[0], third.splitlines()[0]}) == 3
    assert "“撤销”" in third
    assert said(chat.turn("去年的年报放哪")).goes == [("tables", "")]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("你好", "hello"),
        ("谢谢", "thanks"),
        ("不错，挺好用", "praise"),
        ("好的", "fine"),
        ("再见", "bye"),
        ("你是谁", "who"),
        ("保存了吗", "saved"),
    ],
)
def test_small_talk_is_short_and_changes_nothing(words: str, kind: str, chat: Chat) -> None:
    version = chat.bench.version
    assert said(chat.turn(words)).text.strip() == SMALL[kind]
    assert chat.bench.version == version


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("导出excel", "Excel 表格"), ("导出html", "网页文件"), ("导出成md", "Markdown"), ("要pdf", "另存为 PDF"), ("问题清单导出来", "体检清单"),
        ("导出比较表", "与上年对照表"), ("下载", "各种格式"),
    ],
)  # fmt: skip
def test_files_are_named_as_they_were_asked_for(words: str, says: str, chat: Chat) -> None:
    turn = said(chat.turn(words))
    assert says in turn.text
    assert turn.goes == [("take", "")]


def test_last_years_cell_is_last_years(chat: Chat) -> None:
    now = chat.bench.report
    turn = said(chat.turn("把去年的结转下年自然人改成7"))
    assert "上年表三" in turn.text
    assert chat.bench.previous is not None
    assert chat.bench.previous.value("requests.carried_forward.natural_person") == 7
    assert chat.bench.report == now


def test_the_same_value_again_is_said_to_be_the_same(chat: Chat) -> None:
    said(chat.turn("把新收自然人改成12"))
    assert "本来就是12" in said(chat.turn("把新收自然人改成12")).text


def test_undone_and_done_again(chat: Chat) -> None:
    said(chat.turn("把新收自然人改成12"))
    after = chat.bench.workspace
    said(chat.turn("撤销"))
    assert chat.bench.workspace != after
    said(chat.turn("恢复撤销"))
    assert chat.bench.workspace == after


def test_another_wording_keeps_the_numbers(chat: Chat) -> None:
    before = chat.bench.draft
    assert before is not None
    said(chat.turn("第3句换个说法"))
    after = chat.bench.draft
    assert after is not None
    third = [[s for s in draft.sentences if s.kind != "heading"][2] for draft in (before, after)]
    assert [n.value for n in third[0].numbers] == [n.value for n in third[1].numbers]


def test_all_that_was_taken_out_comes_back(chat: Chat) -> None:
    before = chat.bench.draft
    assert before is not None
    said(chat.turn("第二句删掉"))
    said(chat.turn("第四句删掉"))
    turn = said(chat.turn("把删的都恢复"))
    assert "2句" in turn.text
    assert chat.bench.draft is not None
    assert [s.text for s in chat.bench.draft.sentences] == [s.text for s in before.sentences]


def test_a_finding_with_no_ready_correction_is_not_said_to_be_mended(chat: Chat) -> None:
    said(chat.turn("把新收自然人改成12"))
    version = chat.bench.version
    found = [one.finding for one in chat.bench.findings if one.is_open]
    place = next(
        i for i, one in enumerate(sorted(found, key=lambda f: ["error", "warning", "info"].index(f.severity)), 1)
        if one.correction is None
    )  # fmt: skip
    turn = said(chat.turn(f"第{place}条按建议改"))
    assert "没有现成的改法" in turn.text
    assert chat.bench.version == version
    assert not any(one.history for one in chat.bench.findings)
    assert "记下了" in said(chat.turn(f"第{place}条属实")).text


def test_a_cell_that_another_form_lacks_is_said_so(opened: Opened, tmp_path: Path) -> None:
    from assistant.core.report import Report, empty_tables
    from assistant.core.template import T2019

    old = Report(template="2019", year=2020, unit="示例县水利局", tables=empty_tables(T2019))
    chat = opened()
    chat.bench.apply(lambda w: (w.model_copy(update={"now": _reading(old)}), "读到"))
    version = chat.bench.version
    turn = said(chat.turn("规章现行有效改为3"))
    assert "2019年的表样" in turn.text
    assert chat.bench.version == version


def _reading(report: object) -> object:
    from assistant.conversation.workspace import Reading

    return Reading.model_validate({"origin": "测试", "report": report})
