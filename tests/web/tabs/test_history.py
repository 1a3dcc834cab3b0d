"""历史: every version with who and what; one beside now; and back to it, losing nothing."""

from __future__ import annotations

import pytest

from assistant import draft_report
from assistant.conversation.bench import Bench
from assistant.conversation.reviews import look_at
from assistant.errors import InputError
from assistant.web.actions import Data
from assistant.web.tabs import history
from tests.comparing.support import last_year
from tests.support import pace
from tests.support.reports import busy_report
from tests.web.tabs.desks import (
    ATTACKS,
    REVIEWER,
    STRANGER,
    WRITER,
    acts,
    change,
    harmless,
    keep,
    parsed,
    words,
    workspace,
)

TEXT = {"preface": "", "overview": "甲事办了。乙事办了。", "problems": "", "other": ""}
LATER = {**TEXT, "overview": "甲事办了。丙事办了。"}


def three_versions() -> str:
    work = keep(workspace(busy_report(sections=TEXT), notes="一\n二"), WRITER, "粘贴了三张表")
    change(
        work,
        workspace(busy_report({"proactive.penalties.decisions": 38}, sections=TEXT), notes="一\n二"),
        REVIEWER,
        "改了1格",
    )
    now = busy_report({"proactive.penalties.decisions": 38}, sections=LATER)
    change(work, workspace(now, last_year(), notes="一\n三"), WRITER, "改了正文")
    return work


def shown(bench: Bench, **seen: str):
    return parsed(history.render(bench, seen))


def test_versions_are_listed_newest_first_with_who_and_what() -> None:
    bench = Bench.open(WRITER, three_versions())
    (listed,) = shown(bench).find_class("nb-versions")
    said = [" ".join(li.text_content().split()) for li in listed]
    assert [one.split("版")[0] for one in said] == ["第3", "第2", "第1"]
    assert "现在" in said[0] and "改了正文" in said[0] and "李四" in said[0]
    assert "改了1格" in said[1] and "赵六" in said[1]
    assert not listed[0].findall(".//button"), "one does not return to where one is"
    harmless(history.render(bench, {}))


def test_a_version_is_shown_beside_now() -> None:
    bench = Bench.open(WRITER, three_versions())
    look = shown(bench, look="1").get_element_by_id("history-look")
    cells = [[c.text_content() for c in tr] for tr in look.iter("tr")]
    assert cells == [["格", "第1版", "现在"], ["表二“行政处罚”的“本年处理决定数量”", "37", "38"]]
    changes = [" ".join(li.text_content().split()) for li in look.find_class("nb-changes")[0].iter("li")]
    assert changes == ["删第一部分乙事办了。", "增第一部分丙事办了。"]
    notes = [" ".join(li.text_content().split()) for li in look.find_class("nb-changes")[1].iter("li")]
    assert notes == ["删情况二", "增情况三"]
    assert "那时还没有上年报告。" in look.text_content()


def test_what_else_differs_is_said() -> None:
    report = busy_report(sections=TEXT)
    work = keep(workspace(None), WRITER)
    change(
        work,
        workspace(report, draft=draft_report(report), unit="新名字", year="2024", text="original"),
        WRITER,
    )
    also = look_at(Bench.open(WRITER, work), 1).also
    assert also == (
        "那时还没有今年的报告。",
        "单位：那时填的是“（没有填）”，现在是“新名字”。",
        "年度：那时填的是“（没有填）”，现在是“2024”。",
        "那时还没有初稿。",
        "那时用的是初稿，现在用的是报告原来的正文。",
    )


def test_one_that_is_the_same_says_so() -> None:
    work = keep(workspace(busy_report()), WRITER)
    change(work, workspace(busy_report({"requests.new.total": 9})), WRITER)
    change(work, workspace(busy_report()), WRITER)
    look = shown(Bench.open(WRITER, work), look="1").get_element_by_id("history-look")
    assert "完全相同" in look.text_content()


def test_returning_brings_everything_back_and_keeps_what_was() -> None:
    work = three_versions()
    bench = Bench.open(WRITER, work)
    said = history.ACTIONS["history.return"](bench, Data({"number": "1"}))
    assert said
    bench = Bench.open(WRITER, work)
    assert bench.workspace.notes == "一\n二"
    assert bench.product.sections["overview"] == TEXT["overview"]
    (listed,) = shown(bench).find_class("nb-versions")
    assert len(listed) == 4
    assert "回到旧版" in listed[0].text_content()


def test_returning_is_asked_about_first() -> None:
    pressed = [
        a
        for a in acts(history.render(Bench.open(WRITER, three_versions()), {}))
        if a["act"] == "history.return"
    ]
    assert [(a["number"], "confirm" in a) for a in pressed] == [("2", True), ("1", True)]


def test_who_reviews_looks_but_does_not_return() -> None:
    bench = Bench.open(REVIEWER, three_versions())
    markup = history.render(bench, {"look": "1"})
    assert {a["act"] for a in acts(markup)} == {"see"}
    with pytest.raises(InputError):
        history.ACTIONS["history.return"](bench, Data({"number": "1"}))


@pytest.mark.parametrize("look", ["99", "0", "-1", "1e3", "²", "１", "' OR 1", "9" * 40, "<script>"])
def test_a_version_that_is_not_there_is_told_or_ignored(look: str) -> None:
    markup = history.render(Bench.open(WRITER, three_versions()), {"look": look})
    harmless(markup)
    assert "nb-versions" in markup
    assert "history-look" not in markup


@pytest.mark.parametrize("number", ["0", "99", "x", "", None, 1.5, "9" * 12])
def test_returning_to_nothing_is_refused(number: object) -> None:
    bench = Bench.open(WRITER, three_versions())
    with pytest.raises(InputError):
        history.ACTIONS["history.return"](bench, Data({"number": number}))
    assert Bench.open(WRITER, bench.work_id).version == 3


def test_somebody_elses_history_is_not_opened() -> None:
    work = three_versions()
    with pytest.raises(InputError):
        Bench.open(STRANGER, work)


def test_nothing_kept_yet() -> None:
    assert "还没有历史" in words(history.render(Bench.open(WRITER), {"look": "1"}))


def test_a_long_history_is_listed_in_parts_and_in_time() -> None:
    work = keep(workspace(busy_report()), WRITER)
    for n in range(60):
        change(work, workspace(busy_report({"requests.new.total": n})), WRITER, f"第{n}次")
    bench = Bench.open(WRITER, work)
    with pace.measured() as spent:
        page = shown(bench)
        assert len(page.find_class("nb-versions")[0]) == history.LISTED
        assert any("older" in a for a in acts(history.render(bench, {})))
        assert len(shown(bench, older="1").find_class("nb-versions")[0]) == 61
    assert spent.seconds < 2


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_becomes_markup(attack: str) -> None:
    sections = {"overview": f"{attack}。", "preface": "", "problems": attack, "other": ""}
    work = keep(workspace(busy_report(sections=sections), notes=attack, unit=attack[:60]), WRITER, attack)
    change(
        work,
        workspace(busy_report({"requests.new.total": attack[:100]}), notes=f"{attack}改"),
        WRITER,
        attack,
    )
    harmless(history.render(Bench.open(WRITER, work), {"look": "1", "older": attack}))
