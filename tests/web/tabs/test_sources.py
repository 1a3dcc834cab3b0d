"""The tab 依据: what the draft, its gaps and the answers rest on, and the article opened at the place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.conversation import shelf
from assistant.conversation.bench import Bench
from assistant.web.tabs import sources as tab
from tests.support.library import home, shipped_home
from tests.support.reports import busy_report
from tests.web.tabs.desks import ATTACKS, WRITER, acts, desk, harmless, parsed, targets, words

__all__ = ["home", "shipped_home"]

RULES = "中华人民共和国政府信息公开条例"


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    shelf.close()


@pytest.fixture
def bench() -> Bench:
    made = desk(busy_report(), None, WRITER)
    made.make_draft()
    return made


def answered(bench: Bench, *citations: Any, question: str = "多少天答复") -> None:
    bench.works.say(bench.work_id, "user", question, "李四")
    bench.works.say(bench.work_id, "assistant", "20个工作日。", "", {"citations": list(citations)})


def cited(fold: str, **more: Any) -> dict[str, Any]:
    known = {"id": fold, "label": f"《{fold}》", "text": "", "in_force": True, "checked": True, "remark": ""}
    return {**known, **more}


def groups(markup: str) -> dict[str, list[str]]:
    return {
        section.find("h4").text.partition("（")[0]: [b.text for b in section.iter("button")]
        for section in parsed(markup).iter("section")
    }


def test_what_the_form_demands_stands_there_before_any_draft() -> None:
    markup = tab.render(Bench.open(WRITER), {})
    assert groups(markup)["初稿和年报格式的依据"][0] == f"《{RULES}》第五十条"
    assert "点一条" in words(markup)
    assert shelf.opened() is None


def test_every_rule_of_the_draft_leads_back_to_where_it_is_used(bench: Bench) -> None:
    assert bench.draft
    markup = tab.render(bench, {})
    assert shelf.opened() is None, "the list must not open the library"
    used = [t for t in targets(markup) if t.startswith("tab:draft#sentence-")]
    assert used
    for place in used:
        sentence = bench.draft.sentences[int(place.rpartition("-")[2])]
        assert any(c.says == "rule" for c in sentence.claims) or "【" in sentence.text
    assert "“政府信息管理”往年怎么写" in groups(markup)["待补充处，往年怎么写"]


def test_the_articles_of_answers_are_listed_once_with_their_questions(bench: Bench) -> None:
    answered(bench, cited(f"{RULES} 第三十三条"))
    answered(
        bench, cited(f"{RULES} 第三十三条"), cited("旧办法 第一条", in_force=False), question="几天内要答复？"
    )
    answered(bench, cited("新办法 第二条", checked=False), question="第三问")
    markup = tab.render(bench, {})
    assert groups(markup)["回答里引过的条文"] == [
        f"《{RULES} 第三十三条》",
        "《旧办法 第一条》",
        "《新办法 第二条》",
    ]
    said = words(markup)
    assert "“多少天答复”、“几天内要答复？”" in said
    assert "已被取代" in said
    assert "待核实" in said
    assert [t for t in targets(markup) if "#turn-" in t]


def test_an_article_opens_at_its_part_and_says_whether_it_is_the_official_text(
    home: Path, bench: Bench
) -> None:
    part = {"article": f"{RULES} 第五十条", "item": "第四项"}
    page = parsed(tab.render(bench, part))
    said = " ".join(page.find_class("nb-article")[0].text_content().split())
    assert "国务院令第711号" in said
    assert "✓ 现行" in said
    assert "官方原文没有导入" in said
    here = page.find_class("nb-here")
    assert here
    assert all("第四项" in h.text_content() for h in here)
    open_now = [b.text for b in page.iter("button") if b.get("aria-current")]
    assert open_now == [f"《{RULES}》第五十条第四项"]
    assert page.get_element_by_id("article") is here[0], "the page goes to the part that is meant"


def test_what_was_overtaken_or_is_not_checked_is_said(home: Path, bench: Bench) -> None:
    library = shelf.library()
    folds = {entry.fold: entry for record in library.documents() for entry in library.entries_in(record.id)}
    overtaken = next(f for f, e in folds.items() if e.kind == "regulation" and not e.in_force)
    unchecked = next(f for f, e in folds.items() if e.kind == "regulation" and not e.checked)
    assert "✕ 已不适用" in words(tab.render(bench, {"article": overtaken}))
    assert "？ 待核实" in words(tab.render(bench, {"article": unchecked}))


def test_an_imported_official_text_stands_before_our_own_words(home: Path, bench: Bench) -> None:
    text = f"{RULES}\n（2019年修订）\n第一条 为了举例，这里是一句编出来的原文。\n第二条 本条也是编的。\n"
    added = shelf.library().add(text.encode(), "条例.txt")
    page = tab.render(bench, {"article": f"{RULES} 第一条"})
    if added.attached:
        assert "这里是一句编出来的原文" in words(page)
        assert "官方原文没有导入" not in words(page)
        assert words(page).index("官方原文") < words(page).index("要点")
    else:
        entry = shelf.library().entries_in(added.record.id)[0]
        assert "这里是一句编出来的原文" in words(tab.render(bench, {"article": entry.fold}))
    assert "编出来的原文" in words(
        tab.render(bench, {"article": shelf.library().entries_in(added.record.id)[0].fold})
    )


def test_related_articles_open_by_their_short_names(home: Path, bench: Bench) -> None:
    page = tab.render(bench, {"article": f"{RULES} 第三十条"})
    related = [a["article"] for a in acts(page) if a["act"] == "see" and "goto" not in a]
    assert related
    for name in related:
        assert "没有这一条" not in words(tab.render(bench, {"article": name})), name


def test_past_reports_open_for_a_gap(home: Path, bench: Bench) -> None:
    page = parsed(tab.render(bench, {"article": "gap:management"}))
    assert list(page.iter("cite"))
    assert "已经补上" in words(tab.render(bench, {"article": "gap:nothing"}))


def test_what_is_not_in_the_library_is_said(home: Path, bench: Bench) -> None:
    assert "没有这一条" in words(tab.render(bench, {"article": "没有这个办法 第一条", "item": "<b>"}))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_kept_beside_a_turn_becomes_markup(home: Path, bench: Bench, attack: str) -> None:
    answered(
        bench, cited(attack, label=attack, remark=attack, part=attack), {"id": 3}, "x", None, {"id": ["a"]},
        question=attack,
    )  # fmt: skip
    bench.works.say(bench.work_id, "assistant", attack, "", {"citations": {"id": attack}})
    for seen in ({}, {"article": attack, "item": attack}, {"article": "gap:" + attack}):
        harmless(tab.render(bench, seen))


def test_another_units_conversation_is_not_reached(bench: Bench) -> None:
    answered(bench, cited(f"{RULES} 第三十三条"))
    other = desk(busy_report(), None, WRITER)
    assert "回答里引过的条文" not in groups(tab.render(other, {}))
