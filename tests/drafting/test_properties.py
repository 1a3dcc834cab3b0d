"""What holds for every consistent report, whatever its figures; and what a section chief strikes out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core.numbers import find_numbers
from assistant.core.relations import Verdict, evaluate, lookup, result_rows, within
from assistant.core.report import Report
from assistant.core.template import APPLICANTS, OUTCOMES, TEMPLATES, address
from assistant.drafting import draft_report, gaps, lexicon
from assistant.drafting.grounded_problems import _ADVICE, _USUAL
from tests.drafting.cases import NOTES, city_report, last_year, sound
from tests.support import pace
from tests.support.reports import busy_report, make_report

BANNED = (
    "显著", "走在全", "满意度大幅", "高度重视", "由于", "随着", "不断加强", "持续优化", "扎实推进", "件次", "截止", "办结率",
    "圆满", "卓有成效", "受理", "以公开为原则",
)  # fmt: skip
UNITS = (
    "示例市人民政府",
    "示例县人民政府",
    "示例镇人民政府",
    "示例市财政局",
    "示例区自然资源分局",
    "示例街道办事处",
)
PEOPLE = [c.id for c in APPLICANTS if c.id != "total"]
CASES = [o.id for o in OUTCOMES if o.id != "total"]

_small = st.integers(0, 3)
_count = st.one_of(st.just(0), st.just(0), _small, st.integers(0, 4000))


@st.composite
def reports(draw: st.DrawFn, template: str = "2021") -> Report:
    """A report built from the bottom up, so that every relation holds."""
    form = TEMPLATES[template]
    values: dict[str, int] = {}
    busy = draw(st.sampled_from([st.just(0), _small, _count]))
    for person in PEOPLE:
        quiet = person != "natural_person" and draw(st.booleans())
        results = {row: 0 if quiet else draw(busy) for row in result_rows(form)}
        done, forward = sum(results.values()), 0 if quiet else draw(busy)
        carried = draw(st.integers(0, done + forward)) if done + forward else 0
        column = {
            **results,
            "concluded_total": done,
            "carried_forward": forward,
            "carried_over": carried,
            "new": done + forward - carried,
        }
        for row, value in column.items():
            values[address("requests", row, person)] = value
            total = address("requests", row, "total")
            values[total] = values.get(total, 0) + value
    for row in form.table("disputes").rows:
        numbers = [draw(busy) for _ in CASES]
        values |= {address("disputes", row.id, c): n for c, n in zip(CASES, numbers, strict=True)}
        values[address("disputes", row.id, "total")] = sum(numbers)
    for cell in form.addresses:
        if cell.startswith("proactive."):
            values[cell] = draw(_count)
    return make_report(values, template=template, unit=draw(st.sampled_from(UNITS)), year=draw(st.sampled_from([2020 if template == "2019" else 2021, 2025])))  # fmt: skip


def check_text(report: Report, notes: str = "", previous: Report | None = None) -> None:
    draft = sound(report, notes, previous)
    text = "\n".join(draft.sections.values())
    body = re.sub(r"【[^【】]*】", "", text)
    for word in BANNED:
        assert word not in body
    assert not re.search(r"(?<![\d.])0(?:件|条|次|项|万元)", body), "zeros are merged into words"
    assert ".0%" not in text and "0.0" not in body.replace("0.0001", "")
    for opening, closing in ("“”", "（）", "《》", "【】", "〔〕"):
        assert text.count(opening) == text.count(closing)
    for wrong in ("，，", "；；", "。。", "，。", "；。", "、，", "，；", "；，", "、。", "，、", "( ", ","):
        assert wrong not in text
    for paragraph in text.split("\n"):
        assert len(re.sub(r"【[^【】]*】", "", paragraph)) <= 200
    for mention in find_numbers(body):
        if mention.kind.value == "count":
            assert mention.unit in {"件", "万元", "元", "项"}
    assert body.count("《中华人民共和国政府信息公开条例》") == 1


@settings(max_examples=100, deadline=None)
@given(reports())
def test_any_consistent_report(report: Report) -> None:
    assert {evaluate(r, lookup(report)).verdict for r in within("2021")} == {Verdict.PASS}
    check_text(report)
    assert "请核对" not in "".join(draft_report(report).sections.values())


@settings(max_examples=40, deadline=None)
@given(reports(), reports())
def test_any_report_with_any_year_before(report: Report, previous: Report) -> None:
    before = previous.model_copy(update={"unit": report.unit, "year": (report.year or 0) - 1})
    check_text(report, "", before)


@settings(max_examples=30, deadline=None)
@given(reports("2019"))
def test_any_report_of_2019(report: Report) -> None:
    check_text(report)


_RAW = st.sampled_from(["", "/", "无", "约5", "-1", "2.5", "0", "7", "１２", None, "abc", "【待补充：5】"])


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_any_table_however_broken(data: st.DataObject) -> None:
    """Whatever stands in the cells, no number is invented and nothing is claimed that they do not bear out."""
    addresses = list(TEMPLATES["2021"].addresses)
    totals = [
        a for a in addresses if a.endswith("total") or a.startswith(("proactive", "disputes", "requests.new"))
    ]
    changes = data.draw(st.dictionaries(st.sampled_from(totals), _RAW, max_size=12))
    doubtful = data.draw(st.lists(st.sampled_from(totals), max_size=4))
    report = busy_report(changes)
    cells = {a: c.model_copy(update={"certain": False}) for a in doubtful if (c := report.cell(a))}
    draft = sound(report.replace_cells(cells), "", last_year())
    text = "".join(draft.sections.values())
    for opening, closing in ("“”", "（）", "【】"):
        assert text.count(opening) == text.count(closing)
    shown = {c for s in draft.sentences if s.kind == "body" for n in s.numbers for c in n.cells}
    for cell in (a for a in doubtful if a in shown):
        assert any("推算" in s.text for s in draft.sentences), cell


@pytest.mark.parametrize(
    "report", [make_report(unit="示例县民政局", year=2025), busy_report(), city_report()]
)
def test_a_draft_takes_no_time(report: Report) -> None:
    previous = last_year().model_copy(update={"unit": report.unit, "year": (report.year or 0) - 1})
    draft_report(report, NOTES, previous)
    assert pace.median(lambda: draft_report(report, NOTES, previous), 12) < 0.05


def test_no_hint_holds_a_figure_of_its_own() -> None:
    texts = [t for hint in gaps.HINTS.values() for t in hint]
    texts += [*_ADVICE.values(), *(usual for _, usual in _USUAL), *lexicon.PRAISE]
    for text in texts:
        assert [m for m in find_numbers(text) if m.kind.value in {"count", "rate", "year"}] == [], text
