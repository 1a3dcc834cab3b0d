"""比较: two years in charts, cells and text; what is the same is folded; with one year it says how to give the other."""

from __future__ import annotations

import pytest

from assistant.conversation.bench import Bench
from assistant.core.report import Cell, CellKind
from assistant.web.parts.cell_links import place_id
from assistant.web.tabs import compare
from tests.comparing.support import LAST_WORDS, WORDS, last_year, this_year
from tests.support import pace
from tests.support.reports import busy_report, make_report
from tests.web.tabs.desks import ATTACKS, WRITER, desk, harmless, parsed, targets, words


def shown(report, previous):
    return parsed(compare.render(desk(report, previous), {}))


def row(page, address: str) -> list[str]:
    """The cells of the row that a cell's link stands in, without the row's own heading."""
    (link,) = [a for a in page.iter("a") if a.get("data-goto") == f"tab:tables#{place_id(address)}"]
    tr = link.getparent().getparent()
    return [" ".join(td.text_content().split()) for td in tr.iter("td")]


def test_cells_stand_side_by_side_with_change_and_rate() -> None:
    page = shown(this_year(), last_year())
    assert row(page, "requests.new.total") == ["总计", "24", "23", "-1", "-4.2%"]
    assert row(page, "proactive.normative_documents.in_force") == ["现行有效件数", "8", "9", "+1", "+12.5%"]
    said = page.text_content()
    assert "2025年与2024年对照" in said
    assert "表格有5格不同" in said


def test_cells_that_are_the_same_are_folded() -> None:
    page = shown(this_year(), last_year())
    folded = [d for d in page.iter("details") if "两年相同的" in d.find("summary").text]
    assert len(folded) == 3
    inside = sum(len(list(d.iter("tr"))) - 1 for d in folded)
    assert inside == 200 - 5
    assert "比了15格，两年都相同" in page.text_content()


def test_zero_blank_stroke_and_missing_stay_apart() -> None:
    changes = {
        "requests.new.enterprise": "", "requests.granted.enterprise": "/", "requests.carried_over.enterprise": None,
    }  # fmt: skip
    page = shown(this_year(changes), last_year())
    assert row(page, "requests.new.enterprise") == ["商业企业 填法不同", "3", "空", "—", "—"]
    assert row(page, "requests.granted.enterprise") == ["商业企业 填法不同", "2", "/", "—", "—"]
    assert row(page, "requests.carried_over.enterprise") == ["商业企业 填法不同", "0", "缺", "—", "—"]


def test_what_must_carry_over_is_told_by_sign_and_word() -> None:
    good, bad = (
        desk(this_year(), last_year()),
        desk(this_year({"requests.carried_over.natural_person": 5}), last_year()),
    )
    page = parsed(compare.render(bad, {}))
    (failing,) = page.find_class("nb-link-fail")
    assert [td.text_content() for td in failing][1:] == ["2", "5", "✕ 不符"]
    assert compare.badge(bad) == "1处衔接不上"
    assert "1处衔接不上" in page.text_content()
    assert compare.badge(good) == ""
    assert not parsed(compare.render(good, {})).find_class("nb-link-fail")


def test_text_is_compared_sentence_by_sentence_with_the_words_marked() -> None:
    page = shown(this_year(), last_year())
    changed = [p for p in page.find_class("nb-pair") if p.find_class("nb-kind")[0].text == "改"]
    marked = [
        ("".join(d.text for d in p.iter("del")), "".join(i.text for i in p.iter("ins"))) for p in changed
    ]
    assert ("［326］", "［358］") in marked
    new = [p for p in page.find_class("nb-pair") if p.find_class("nb-kind")[0].text == "增"]
    assert any("新设老年人帮查窗口。" in p.text_content() and "没有这一句" in p.text_content() for p in new)
    for text in (WORDS["problems"], LAST_WORDS["overview"].split("\n")[1].split("。")[0]):
        assert text.split("。")[0] in page.text_content()


def test_likeness_is_told_by_section() -> None:
    page = shown(this_year(), last_year())
    bars = {s.find("h3").text: s.find_class("nb-likeness") for s in page.find_class("nb-years")}
    (bar,) = bars["五、存在的主要问题及改进情况"]
    assert bar.get("aria-label") == "与上年相同100%"
    assert bar.find_class("nb-likeness-same")[0].get("width") == "100"


def test_runs_of_the_same_sentences_are_folded() -> None:
    same = {"overview": "甲事照旧办理完毕。" + "".join(f"第{n}件事情办得很好。" for n in "甲乙丙丁戊己")}
    page = shown(this_year(sections={**WORDS, **same}), last_year(sections={**LAST_WORDS, **same}))
    (folded,) = [d for d in page.iter("details") if "句两年相同" in d.find("summary").text]
    assert len(folded.find_class("nb-pair")) == 7


def test_one_year_alone_says_how_to_give_the_other() -> None:
    markup = compare.render(desk(this_year()), {})
    assert "还没有上年报告" in words(markup)
    assert "tab:tables#nb-tables" in targets(markup)
    assert parsed(markup).find_class("nb-chart")
    assert not parsed(markup).find_class("nb-pairs")
    harmless(markup)


def test_an_empty_desk_says_what_to_do() -> None:
    assert "还没有内容" in words(compare.render(Bench.open(WRITER), {}))
    assert compare.badge(Bench.open(WRITER)) == ""


def test_notes_of_the_comparison_are_told() -> None:
    page = words(
        compare.render(desk(this_year(), make_report({}, template="2019", unit="别的局", year=2020)), {})
    )
    comparison = desk(this_year(), make_report({}, template="2019", unit="别的局", year=2020)).comparison
    assert comparison.notes
    assert all(" ".join(note.split()) in page for note in comparison.notes)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_becomes_markup(attack: str) -> None:
    cell = Cell(value=None, kind=CellKind.TEXT, raw=attack)
    last = last_year(sections={**LAST_WORDS, "overview": f"开头{attack}结尾。{attack}"}, title=attack)
    now = this_year(
        sections={**WORDS, "overview": f"开头1{attack}结尾。{attack}", "other": attack}, title=attack
    )
    bench = desk(
        now.replace_cells({"requests.new.total": cell}), last.replace_cells({"requests.granted.total": cell})
    )
    harmless(compare.render(bench, {"look": attack}))


def test_long_reports_are_compared_in_time() -> None:
    text = "".join(f"第{n}件事情今年办了{n}次，群众满意。" for n in range(1_500))
    now = busy_report(sections={**WORDS, "overview": text})
    last = busy_report(year=2024, sections={**LAST_WORDS, "overview": text.replace("今年", "上年")})
    bench = desk(now, last)
    assert bench.comparison
    with pace.measured() as spent:
        markup = compare.render(bench, {})
    assert spent.seconds < 2
    assert len(markup) < 3_000_000
