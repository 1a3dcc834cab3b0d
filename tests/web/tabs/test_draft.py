"""The tab 初稿: numbers with their origins, gaps, doubts, whose words, and every change of a sentence."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.accounts.people import Person
from assistant.conversation import shelf
from assistant.conversation.bench import Bench
from assistant.conversation.workspace import Dropped
from assistant.drafting.draft import Sentence, TracedNumber
from assistant.errors import ConfigurationError, InputError
from assistant.web.actions import Data
from assistant.web.markup import mark_of
from assistant.web.tabs import draft as tab
from tests.support import pace
from tests.support.library import home, shipped_home
from tests.support.reports import busy_report
from tests.web.tabs.desks import ATTACKS, REVIEWER, WRITER, acts, desk, harmless, parsed, targets, words

__all__ = ["home", "shipped_home"]

NOTES = "组织培训2次，参加58人次\n“规划公示”栏目增加地图检索"


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    shelf.close()


def drafted(notes: str = NOTES, person: Person = WRITER, **fields: Any) -> Bench:
    bench = desk(busy_report(), None, WRITER, notes=notes, **fields)
    bench.make_draft()
    return bench if person is WRITER else Bench.open(person, bench.work_id)


def do(bench: Bench, act: str, **values: Any) -> str:
    """What the page would do with a click; the line that is shown."""
    done = tab.ACTIONS[act](bench, Data(values))
    return done if isinstance(done, str) or done is None else list(done)[-1]


def at(bench: Bench, said: str) -> dict[str, str]:
    """What a button of the sentence with these words sends."""
    assert bench.draft
    (index,) = [i for i, s in enumerate(bench.draft.sentences) if said in s.text]
    return {"index": str(index), "mark": mark_of(bench.draft.sentences[index].text)}


def texts(bench: Bench) -> list[str]:
    assert bench.draft
    return [s.text for s in bench.draft.sentences]


# --- before there is a draft --------------------------------------------------------------------------------------------


def test_an_empty_desk_says_what_is_needed_and_takes_notes() -> None:
    bench = Bench.open(WRITER)
    page = tab.render(bench, {})
    assert "三张表" in words(page)
    assert "tab:tables" in targets(page)
    assert [a["act"] for a in acts(page)] == ["draft.notes"]
    assert do(bench, "draft.notes", value=NOTES)
    assert bench.workspace.notes == NOTES
    assert NOTES in parsed(tab.render(bench, {})).find(".//textarea").text
    with pytest.raises(InputError):
        do(bench, "draft.make")


def test_with_tables_one_click_drafts_and_what_is_lacking_leads_to_its_place() -> None:
    bench = desk(busy_report(unit=""), None, WRITER)
    page = tab.render(bench, {})
    assert [lack.text for lack in bench.lacking if lack.tab != "draft"]
    for lack in bench.lacking:
        assert lack.tab == "draft" or lack.text in words(page)
    assert "draft.make" in [a["act"] for a in acts(page)]
    assert "draft.make_with_model" not in [a["act"] for a in acts(page)]
    assert "起草好了" in do(bench, "draft.make")
    assert "一、总体情况" in words(tab.render(bench, {}))


def test_a_model_is_offered_where_one_is_configured_and_told_as_it_writes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "fake")
    bench = desk(busy_report(), None, WRITER, notes=NOTES)
    (offer,) = [a for a in acts(tab.render(bench, {})) if a["act"] == "draft.make_with_model"]
    assert "slow" in offer
    lines = list(tab.ACTIONS["draft.make_with_model"](bench, Data({})) or ())
    assert lines[0] == "模型开始写了……"
    assert "起草好了" in lines[-1]
    assert bench.draft
    assert bench.draft.writing
    assert "由模型 fake 参与" in words(tab.render(bench, {}))


def test_a_model_that_is_stopped_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = desk(busy_report(), None, WRITER, notes=NOTES)
    asked: list[bool] = []

    def slow(*, heard: Callable[[str], None], stopped: Callable[[], bool], **_: Any) -> str:
        for _ in range(600):
            heard("写")
            if stopped():
                asked.append(True)
                return "停了"
            time.sleep(0.01)
        return "写完了"

    monkeypatch.setattr(bench, "make_draft", slow)
    lines = tab.ACTIONS["draft.make_with_model"](bench, Data({}))
    assert not isinstance(lines, str)
    assert lines is not None
    said = [next(lines), next(lines)]
    assert "还在写" in said[1]
    lines.close()  # type: ignore[attr-defined]
    assert asked == [True]
    assert bench.draft is None


def test_what_stops_a_model_is_told_and_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = desk(busy_report(), None, WRITER)
    with pytest.raises(ConfigurationError, match="模型"):
        do(bench, "draft.make_with_model")
    assert bench.draft is None


# --- what stands there --------------------------------------------------------------------------------------------------


def test_every_number_shows_its_cells_with_a_link_to_each() -> None:
    bench = drafted()
    assert bench.draft
    page = parsed(tab.render(bench, {}))
    shown = [node.text_content() for node in page.find_class("nb-number")]
    assert shown == [n.text for s in bench.draft.sentences for n in s.numbers]
    tips = {tip.get("id"): tip for tip in page.find_class("nb-tip")}
    for number in page.find_class("nb-number"):
        assert number.get("tabindex") == "0"
        assert "←" in tips[number.get("aria-describedby")].text_content()
    (new,) = [n for n in page.find_class("nb-number") if n.text_content() == "23件"][:1]
    tip = tips[new.get("aria-describedby")]
    assert "本年新收" in tip.text_content()
    assert [a.get("data-goto") for a in tip.iter("a")] == ["tab:tables#cell-requests-new-total"]


def test_a_sum_shows_its_parts_with_values_and_the_formula() -> None:
    bench = drafted()
    assert bench.draft
    number = TracedNumber(
        text="14件", value=14, cells=("requests.granted.total", "requests.granted_in_part.total"),
        formula="11＋3", unit="件",
    )  # fmt: skip
    sentence = Sentence(
        section="overview", text="14件予以公开或者部分公开。", status="traced", numbers=(number,)
    )
    made = bench.draft.model_copy(update={"sentences": [sentence]})
    (tip,) = parsed(tab.render(desk(busy_report(), None, WRITER, draft=made), {})).find_class("nb-tip")
    said = tip.text_content()
    assert "＝11" in said
    assert "＝3" in said
    assert "算式：11＋3" in said
    assert len(list(tip.iter("a"))) == 2


def test_a_number_of_the_notes_quotes_the_line() -> None:
    tips = [t.text_content() for t in parsed(tab.render(drafted(), {})).find_class("nb-tip")]
    assert any("您写的要点第1行“组织培训2次，参加58人次”" in tip for tip in tips)


def test_a_gap_stands_out_and_offers_to_be_filled() -> None:
    bench = drafted()
    assert bench.draft
    page = parsed(tab.render(bench, {}))
    gaps = [mark.text_content() for mark in page.find_class("nb-gap")]
    assert gaps
    assert all(gap.startswith("【") and gap.endswith("】") for gap in gaps)
    assert tab.badge(bench) == f"{len(bench.draft.gaps)}处待补充"
    index = next(
        i for i, s in enumerate(bench.draft.sentences) if s.aspect == "management" and "【" in s.text
    )
    sentence = bench.draft.sentences[index]
    token = f"{index}-{mark_of(sentence.text)}"
    opened = parsed(tab.render(bench, {"editing": token}))
    (editor,) = opened.find_class("nb-edit")
    assert editor.text_content() == ""
    assert sentence.text in opened.find_class("nb-asked")[0].text_content()
    sends = {"index": editor.get("data-index"), "mark": editor.get("data-mark")}
    assert do(bench, "draft.sentence", value="", **sends) is None
    assert do(bench, "draft.sentence", value="公开前逐条做保密审查。", **sends)
    assert "公开前逐条做保密审查。" in texts(bench)
    assert not parsed(tab.render(bench, {"editing": token})).find_class("nb-edit")


def test_past_reports_are_shown_beside_a_gap_that_is_opened(home: Path) -> None:
    bench = drafted(notes="")
    assert bench.draft
    assert shelf.opened() is None
    index, gap = next(
        (i, s) for i, s in enumerate(bench.draft.sentences) if s.aspect == "platform" and "【" in s.text
    )
    closed = tab.render(bench, {})
    assert shelf.opened() is None, "drawing the draft must not open the library"
    assert "看看往年年报这里怎么写" in words(closed)
    shown = parsed(tab.render(bench, {"gap": f"{index}-{mark_of(gap.text)}"}))
    cited = [c.text_content() for c in shown.iter("cite")]
    assert 1 <= len(cited) <= 3
    assert all("政府信息公开平台建设" in c for c in cited)
    assert all(q.text_content().strip() for q in shown.iter("q"))


def test_what_nothing_bears_out_is_red_with_symbol_and_reason() -> None:
    bench = drafted()
    do(bench, "draft.sentence", value="今年共接待来访9527批，群众都很满意。", **at(bench, "新收"))
    page = parsed(tab.render(bench, {}))
    doubted = [n.text_content() for n in page.find_class("nb-untraced")]
    assert any("9527" in text and text.startswith("✕") for text in doubted)
    (line,) = page.find_class("nb-verified")
    assert "1个没有出处" in line.text_content()
    assert "没有依据" in tab.badge(bench)
    (first,) = [a.get("data-goto") for a in line.iter("a")]
    assert page.get_element_by_id(first.partition("#")[2]) is not None


def test_whose_words_a_sentence_has_is_shown_discreetly() -> None:
    bench = drafted()
    assert not parsed(tab.render(bench, {})).find_class("nb-by")
    do(bench, "draft.sentence", value="组织培训2次，58人次参加。", **at(bench, "培训2次"))
    (by,) = parsed(tab.render(bench, {})).find_class("nb-by")
    assert by.text == "改"
    assert "您" in by.get("title")


def test_an_outdated_draft_says_so_and_can_be_made_anew() -> None:
    bench = drafted()
    assert "重新起草会保留" not in words(tab.render(bench, {}))
    bench.add_note("关停公众号1个")
    page = tab.render(bench, {})
    assert "改动前写的" in words(page)
    assert tab.badge(bench).startswith("要重新起草")
    do(bench, "draft.make")
    assert "改动前写的" not in words(tab.render(bench, {}))
    assert any("公众号1个" in text for text in texts(bench))


def test_whose_text_is_taken_away_is_asked_only_where_there_are_two() -> None:
    assert "报告原来的正文" not in words(tab.render(drafted(), {}))
    bench = desk(busy_report(sections={"preface": "原来的前言。"}), None, WRITER)
    bench.make_draft()
    radios = [n for n in parsed(tab.render(bench, {})).iter("input") if n.get("type") == "radio"]
    assert [(r.get("value"), r.get("checked") is not None) for r in radios] == [
        ("draft", True),
        ("original", False),
    ]
    do(bench, "draft.text", value="original")
    assert bench.workspace.text == "original"
    with pytest.raises(InputError):
        do(bench, "draft.text", value="<b>")


# --- changing it --------------------------------------------------------------------------------------------------------


def test_a_sentence_is_reworded_dropped_and_put_back() -> None:
    bench = drafted()
    before = texts(bench)
    do(bench, "draft.vary", **at(bench, "新收"))
    varied = texts(bench)
    assert [a == b for a, b in zip(before, varied, strict=True)].count(False) == 1
    gone = next(t for t in varied if "新收" in t)
    do(bench, "draft.drop", **at(bench, "新收"))
    assert gone not in texts(bench)
    page = tab.render(bench, {})
    assert "去掉的句子（1句）" in words(page)
    (restore,) = [a for a in acts(page) if a["act"] == "draft.restore"]
    do(bench, "draft.restore", which=restore["which"], mark=restore["mark"])
    assert texts(bench) == varied
    with pytest.raises(InputError):
        do(bench, "draft.restore", which=restore["which"], mark=restore["mark"])


def test_a_section_is_shortened_and_worded_anew_and_nothing_else() -> None:
    bench = drafted()
    assert bench.draft
    wishes = [a for a in acts(tab.render(bench, {})) if a["act"] == "draft.revise"]
    assert {(a["where"], a["wish"]) for a in wishes} >= {
        ("overview", "短一点"), ("overview", "换一种写法"), ("overview", "重写"), ("overview.requests", "短一点"),
        ("preface", "重写"),
    }  # fmt: skip
    assert "按去年的写法" not in {a["wish"] for a in wishes}
    others = [s.text for s in bench.draft.sentences if s.aspect != "requests"]
    length = sum(len(s.text) for s in bench.draft.sentences if s.aspect == "requests")
    do(bench, "draft.revise", where="overview.requests", wish="短一点")
    assert [s.text for s in bench.draft.sentences if s.aspect != "requests"] == others
    assert sum(len(s.text) for s in bench.draft.sentences if s.aspect == "requests") < length


def test_last_years_manner_is_offered_where_there_is_last_year_and_a_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A button that can only say that it cannot is none."""
    bench = desk(busy_report(), busy_report(year=2024), WRITER)
    bench.make_draft()
    assert "按去年的写法" not in {a.get("wish") for a in acts(tab.render(bench, {}))}
    monkeypatch.setenv("NIANBAO_MODEL", "some-model")
    monkeypatch.setenv("NIANBAO_MODEL_URL", "http://127.0.0.1:9/v1")
    assert "按去年的写法" in {a.get("wish") for a in acts(tab.render(bench, {}))}


def test_a_click_on_an_outdated_page_never_hits_another_sentence() -> None:
    bench = drafted()
    sends = at(bench, "新收")
    do(bench, "draft.drop", **at(bench, "培训2次"))
    moved = dict(sends, index="0")
    do(bench, "draft.drop", **moved)  # found by its words although its place is wrong
    assert not any("新收" in text for text in texts(bench))
    before = texts(bench)
    with pytest.raises(InputError, match=r"改过|不在"):
        do(bench, "draft.drop", **sends)
    assert texts(bench) == before


def test_what_one_is_typing_stays_itself_when_a_colleague_drops_a_sentence_above() -> None:
    mine = drafted()
    assert mine.draft
    sends = at(mine, "培训2次")
    seen = {"editing": f"{sends['index']}-{sends['mark']}"}
    (before,) = parsed(tab.render(mine, seen)).find_class("nb-editing")
    other = Bench.open(WRITER, mine.work_id)
    do(other, "draft.drop", **at(other, "新收"))
    mine.refresh()
    (after,) = parsed(tab.render(mine, seen)).find_class("nb-editing")
    assert after.get("id") == before.get("id"), "the page pairs its elements by their ids"
    assert after.getparent().get("id") == before.getparent().get("id")
    assert "培训2次" in after.find_class("nb-edit")[0].text_content()
    sends = {"index": sends["index"], "mark": sends["mark"]}
    do(mine, "draft.sentence", value="培训2次，58人次参加。", **sends)
    assert "培训2次，58人次参加。" in texts(mine)


def test_the_same_words_twice_are_two_sentences() -> None:
    bench = drafted()
    assert bench.draft
    same = Sentence(section="other", text="没有其他事项。", status="supported")
    twice = desk(
        busy_report(), None, WRITER, draft=bench.draft.model_copy(update={"sentences": [same, same]})
    )
    mark = mark_of(same.text)
    page = parsed(tab.render(twice, {"editing": f"1-{mark}"}))
    assert len(page.find_class("nb-sentence")) == 2
    (editor,) = page.find_class("nb-edit")
    assert editor.get("data-index") == "1"
    harmless(tab.render(twice, {"editing": f"1-{mark}", "gap": "x-y-z"}))


def test_two_people_at_one_sentence_lose_nothing() -> None:
    one = drafted()
    other = Bench.open(WRITER, one.work_id)
    sends = at(other, "新收")
    do(one, "draft.drop", **at(one, "培训2次"))
    do(other, "draft.sentence", value="今年新收申请23件。", **sends)
    one.refresh()
    assert "今年新收申请23件。" in texts(one)
    assert not any("培训2次" in text for text in texts(one))


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("draft.sentence", {"index": "0", "mark": "00000000"}),
        ("draft.sentence", {"value": "甲", "index": "-1", "mark": "00000000"}),
        ("draft.sentence", {"value": "甲" * 2001, "index": "0", "mark": "00000000"}),
        ("draft.sentence", {"value": ["甲"], "index": "0", "mark": "00000000"}),
        ("draft.vary", {"index": "zwei", "mark": "x"}),
        ("draft.vary", {"index": True, "mark": "x"}),
        ("draft.drop", {"index": "999999999999", "mark": "x"}),
        ("draft.drop", {"index": "0", "mark": "x" * 500}),
        ("draft.restore", {"which": "0", "mark": "00000000"}),
        ("draft.revise", {"where": "../etc", "wish": "短一点"}),
        ("draft.revise", {"where": "overview", "wish": "短" * 201}),
        ("draft.revise", {"where": "overview"}),
        ("draft.notes", {"value": "甲" * 50_001}),
        ("draft.notes", {}),
        ("draft.text", {"value": 3}),
    ],
)
def test_what_no_page_of_ours_sends_is_refused_and_changes_nothing(act: str, values: dict[str, Any]) -> None:
    bench = drafted()
    before = (texts(bench), bench.workspace.notes, bench.version)
    with pytest.raises(InputError) as caught:
        do(bench, act, **values)
    assert caught.value.what
    assert caught.value.advice
    assert (texts(bench), bench.workspace.notes, bench.version) == before


def test_an_emptied_sentence_is_kept() -> None:
    bench = drafted()
    with pytest.raises(InputError, match="去掉"):
        do(bench, "draft.sentence", value=" \n ", **at(bench, "新收"))


def test_a_reviewer_reads_and_does_not_write() -> None:
    bench = drafted(person=REVIEWER)
    assert "新收" in words(tab.render(bench, {}))
    with pytest.raises(InputError):
        do(bench, "draft.drop", **at(bench, "新收"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_anybody_wrote_becomes_markup(attack: str) -> None:
    report = busy_report(unit=attack[:90], sections={"preface": attack})
    bench = desk(
        report, busy_report(year=2024, unit=attack), WRITER, notes=f"{attack}培训2次\n问题：{attack}"
    )
    bench.make_draft()
    assert bench.draft
    index = next(i for i, s in enumerate(bench.draft.sentences) if s.kind == "body")
    bench.set_sentence(index, f"{attack}共9527件")
    gone = Dropped(index=0, sentence=Sentence(section="overview", text=attack))
    made = bench.workspace.draft
    again = desk(report, None, WRITER, notes=attack, draft=made, dropped=(gone,))
    token = f"{index}-{mark_of(bench.draft.sentences[index].text)}"
    for seen in ({}, {"editing": token}, {"gap": attack, "editing": attack, "notes": attack}):
        for one in (bench, again):
            markup = tab.render(one, seen)
            harmless(markup)
            assert "\x00" not in markup
            assert "\u202e" not in markup


def test_a_long_draft_is_drawn_in_bounded_time() -> None:
    bench = drafted()
    assert bench.draft
    many = [s.model_copy(update={"paragraph": i // 3}) for i, s in enumerate(bench.draft.sentences * 40)]
    long = desk(
        busy_report(),
        None,
        WRITER,
        notes="甲\n" * 20_000,
        draft=bench.draft.model_copy(update={"sentences": many}),
    )
    with pace.measured() as spent:
        markup = tab.render(long, {})
    assert spent.seconds < 5
    assert len(parsed(markup).find_class("nb-sentence")) == len(many)
