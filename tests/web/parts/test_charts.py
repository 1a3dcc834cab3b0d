"""Charts: every number at its bar and in its table, zero and missing told apart, nothing of ours overrun by long text."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from assistant.web.parts.charts import WIDTH, Bars, Mark, Row, Stack, Stacks, bars, change, stacks, wrapped
from assistant.web.parts.compare_charts import charts, mark, years
from tests.support.reports import busy_report, make_report
from tests.web.tabs.desks import ATTACKS, harmless, parsed

N = Decimal


def drawn(*rows: Row, last: str = "2024年", own_scale: bool = False):
    return parsed(bars(Bars("c", "题", "件", "2025年", last, rows, own_scale=own_scale)))


def rects(page, kind: str):
    return [r for r in page.iter("rect") if r.get("class") == f"nb-chart-{kind}" and r.get("height") == "15"]


def test_a_bar_is_as_long_as_its_number_and_the_number_stands_at_it() -> None:
    page = drawn(Row("甲", Mark(N(20)), Mark(N(10))), Row("乙", Mark(N(5)), Mark(N(40))))
    now, last = rects(page, "solid"), rects(page, "hatch")
    lengths = [float(r.get("width")) for r in (*now, *last)]
    assert [round(long / lengths[3], 3) for long in lengths] == [0.5, 0.125, 0.25, 1.0]
    numbers = [t.text for t in page.iter("text") if t.get("class") == "nb-chart-number"]
    assert numbers == ["20", "10", "5", "40"]
    assert all(r.get("fill") == "url(#c-hatch)" for r in last), (
        "last year is hatched, not only of another colour"
    )
    cells = [[c.text_content() for c in tr] for tr in page.find(".//table").iter("tr")]
    assert cells == [
        ["项目", "2024年", "2025年", "增减"],
        ["甲", "10", "20", "+10（+100.0%）"],
        ["乙", "40", "5", "-35（-87.5%）"],
    ]


def test_zero_and_missing_are_two_things() -> None:
    page = drawn(Row("甲", Mark(N(0)), Mark(None, "缺")), Row("乙", Mark(None, "/"), Mark(N(7))))
    assert len(rects(page, "zero")) == 1
    dotted = [r for r in page.iter("rect") if r.get("class") == "nb-chart-none"]
    assert len(dotted) == 2
    assert [t.text for t in page.iter("text") if t.get("class") == "nb-chart-number"] == ["0", "缺", "/", "7"]
    assert not [t for t in page.iter("text") if t.get("class") == "nb-chart-change"], (
        "no change without two numbers"
    )


def test_one_year_alone_has_no_legend_and_no_change() -> None:
    page = drawn(Row("甲", Mark(N(3))), last="")
    assert not page.find_class("nb-chart-legend")
    assert not rects(page, "hatch")
    assert [c.text for c in page.find(".//table").iter("th")] == ["项目", "2025年", "甲"]


@pytest.mark.parametrize(
    ("now", "last", "said"),
    [
        ("5", "4", "+1（+25.0%）"),
        ("4", "4", "持平"),
        ("3", "0", "+3"),
        ("0", "8", "-8（-100.0%）"),
        ("1.5", "3", "-1.5（-50.0%）"),
    ],
)
def test_the_change_is_reckoned_exactly(now: str, last: str, said: str) -> None:
    assert change(Row("甲", Mark(N(now)), Mark(N(last)))) == said


def test_nothing_is_drawn_outside_however_long_labels_and_numbers_are() -> None:
    rows = [
        Row("一个非常长的名称" * 20, Mark(N("9" * 24)), Mark(N("-5"))),
        Row("x" * 500, Mark(N("0.000000000000000000001")), Mark(None, "很长的文字" * 50)),
    ]
    page = drawn(*rows)
    svg = page.find(".//svg[@class='nb-chart']")
    high = float(svg.get("viewbox").split()[3])
    for rect in svg.iter("rect"):
        if rect.get("class"):
            assert float(rect.get("x")) >= 0 and float(rect.get("x")) + float(rect.get("width")) <= WIDTH
            assert float(rect.get("y")) + float(rect.get("height")) <= high
            assert float(rect.get("width")) >= 2
    for text in svg.iter("text"):
        assert float(text.get("y")) <= high
        assert len(text.text) <= 2 * WIDTH / 14 + 2
    assert "9" * 24 in page.find(".//table").text_content(), "the table has it whole"


def test_labels_wrap_and_end_in_time() -> None:
    assert wrapped("一二三四五六七", 3) == ["一二三", "四五六", "七"]
    assert wrapped("", 3) == [""]
    assert len(wrapped("长" * 100_000, 3)) == 4


@pytest.mark.parametrize("attack", ATTACKS)
def test_words_of_cells_never_become_markup(attack: str) -> None:
    row = Row(attack, Mark(None, attack), Mark(None, attack))
    harmless(bars(Bars("c", attack, attack, attack, attack, (row,), attack)))
    harmless(stacks(Stacks("d", attack, attack, (attack,), (Stack(attack, (Mark(None, attack),)),), attack)))


def test_parts_of_a_bar_add_up_and_are_told_in_words() -> None:
    parts = tuple(Mark(N(n)) for n in (3, 0, 1, 4))
    none = tuple(Mark(None) for _ in range(4))
    page = parsed(
        stacks(
            Stacks(
                "c", "题", "件", ("维持", "纠正", "其他", "未结"), (Stack("复议", parts), Stack("诉讼", none))
            )
        )
    )
    svg = page.find(".//svg[@class='nb-chart']")
    boxes = [
        r
        for r in svg.iter("rect")
        if (r.get("class") or "").startswith("nb-chart") and r.get("height") == "15"
    ]
    widths = [float(r.get("width")) for r in boxes]
    assert [round(w / sum(widths), 3) for w in widths] == [0.375, 0.125, 0.5]
    assert len({r.get("class") for r in boxes}) == 3, "three looks"
    said = "".join(t.text for t in svg.iter("text"))
    assert "维持 3，纠正 0，其他 1，未结 4" in said
    assert "维持 缺" in said


# --- what is charted of a report ----------------------------------------------------------------------------------


def rows_of(page, name: str) -> dict[str, list[str]]:
    table = page.get_element_by_id(f"{name}-table")
    return {tr[0].text_content(): [c.text_content() for c in tr[1:]] for tr in table.find("tbody")}


def test_results_are_summed_under_their_headings() -> None:
    last = busy_report({"requests.refused.internal_affairs.total": 4}, year=2024)
    rows = rows_of(parsed(charts(busy_report(), last)), "nb-chart-results")
    assert rows["不予公开"] == ["5", "2", "-3（-60.0%）"]
    assert rows["无法提供"] == ["5", "5", "持平"]
    assert rows["其他处理"] == ["1", "1", "持平"]
    assert list(rows) == ["予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理"]


def test_a_sum_with_a_missing_cell_is_not_told() -> None:
    report = busy_report(
        {"requests.refused.state_secret.total": None, "requests.unavailable.not_held.total": ""}
    )
    rows = rows_of(parsed(charts(report, None)), "nb-chart-results")
    assert rows["不予公开"] == ["有一格缺"]
    assert rows["无法提供"] == ["有一格没有数"]


@pytest.mark.parametrize(
    ("raw", "said"), [(None, "缺"), ("", "空"), ("/", "/"), ("0", "0"), ("见附件", "见附件")]
)
def test_one_cell_says_what_stands_in_it(raw: str | None, said: str) -> None:
    report = busy_report({"requests.new.enterprise": raw})
    assert mark(report, ["requests.new.enterprise"]).text == said


def test_the_older_form_is_charted_beside_the_newer() -> None:
    old = make_report(
        {"requests.other.total": 2, "proactive.licensing.decisions": 7}, template="2019", year=2020
    )
    page = parsed(charts(busy_report(year=2021), old))
    assert rows_of(page, "nb-chart-results")["其他处理"] == ["2", "1", "-1（-50.0%）"]
    rows = rows_of(page, "nb-chart-proactive")
    assert rows["行政许可：处理决定数量"][:2] == ["7", "1286"]
    assert rows["行政事业性收费（万元）"][0] == "旧表没有这一项"


def test_disputes_show_both_years_of_each_kind() -> None:
    page = parsed(charts(busy_report(), busy_report(year=2024)))
    rows = rows_of(page, "nb-chart-disputes")
    assert rows["行政复议，2025年"] == ["1", "0", "0", "1"]
    assert len(rows) == 6
    assert len(rows_of(parsed(charts(busy_report(), None)), "nb-chart-disputes")) == 3


def test_no_table_no_chart() -> None:
    nothing = make_report(dict.fromkeys(busy_report().form.addresses))
    assert charts(nothing, None) == ""
    assert "nb-chart-proactive" not in charts(busy_report(), None), "one year of unlike things shows nothing"


def test_the_two_years_never_have_one_name() -> None:
    assert years(busy_report(), busy_report()) == ("2025年", "上年")
    assert years(busy_report(year=None), busy_report(year=None)) == ("本年", "上年")


def test_charts_need_nothing_from_outside() -> None:
    harmless(charts(busy_report(), busy_report(year=2024)))
    assert not re.search(r"https?:|@import|font-face", charts(busy_report(), busy_report(year=2024)))
