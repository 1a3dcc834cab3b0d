"""The door and its values: the shape the contract promises."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from assistant.checking import check_report
from assistant.core.report import Heading, Report, empty_tables
from assistant.core.template import T2021
from assistant.drafting import Draft, Outline, Sentence, draft_report
from assistant.errors import ConfigurationError, InputError
from tests.drafting.cases import NOTES, aspect, city_report, last_year, requests, sound
from tests.support.reports import busy_report, make_report


def test_json_is_as_the_contract_says() -> None:
    draft = sound(busy_report(), NOTES, last_year())
    data = json.loads(json.dumps(draft.model_dump(mode="json"), ensure_ascii=False))
    assert list(data["sections"]) == ["preface", "overview", "problems", "other"]
    assert {"numbers", "traced", "untraced", "unsupported"} <= set(data["verification"])
    sentence = next(s for s in data["sentences"] if "27.8%" in s["text"])
    assert {"section", "text", "status", "numbers", "sources"} <= set(sentence)
    assert (sentence["section"], sentence["status"]) == ("overview", "traced")
    numbers = {n["text"]: n for n in sentence["numbers"]}
    assert numbers["23件"]["value"] == 23 and isinstance(numbers["23件"]["value"], int)
    assert numbers["23件"]["cells"] == ["requests.new.total"] and numbers["23件"]["formula"] is None
    assert numbers["27.8%"]["value"] == 27.8
    assert numbers["27.8%"]["formula"] == "(23−18)÷18"
    assert numbers["27.8%"]["cells"] == ["requests.new.total", "previous.requests.new.total"]
    assert Draft.model_validate(data) == draft


def test_sections_are_the_sentences_in_paragraphs() -> None:
    draft = sound(city_report())
    for section, text in draft.sections.items():
        assert text.replace("\n", "") == "".join(s.text for s in draft.sentences if s.section == section)
    paragraphs = draft.sections["overview"].split("\n")
    heads = [p.split("。")[0] for p in paragraphs if p.startswith("（")]
    assert heads == [
        "（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）政府信息公开平台建设", "（五）监督保障",
    ]  # fmt: skip
    disputes = next(p for p in paragraphs if "行政复议351件" in p)
    assert disputes.index("行政复议351件") < 20, "reviews open a paragraph of their own in a long aspect"


def test_as_report_replaces_title_and_prose_only() -> None:
    report = busy_report(
        title="旧题目", sections={"preface": "旧", "overview": "旧", "problems": "旧", "other": "旧"}
    )
    draft = sound(report)
    exported = draft.as_report(report)
    assert exported.title == "示例市自然资源和规划局2025年政府信息公开工作年度报告"
    assert exported.sections == draft.sections
    assert exported.tables == report.tables and report.title == "旧题目"


def test_the_same_input_gives_the_same_draft() -> None:
    one, two = (sound(busy_report(), NOTES, last_year()) for _ in range(2))
    assert one.model_dump_json() == two.model_dump_json()


def test_units_with_the_same_figures_do_not_read_the_same() -> None:
    names = ("示例市水利局", "示例市民政局", "示例市教育局")
    for report in (busy_report, make_report):
        texts = {sound(report(unit=n, year=2025)).sections["overview"] for n in names}
        assert len(texts) == 3


@pytest.mark.parametrize(
    ("unit", "scope"),
    [
        ("示例市人民政府", "全市"), ("示例县人民政府", "全县"), ("样例市示例区人民政府", "全区"), ("示例镇人民政府", "全镇"),
        ("示例县人民政府办公室", ""), ("示例市财政局", ""), ("示例街道办事处", ""),
    ],
)  # fmt: skip
def test_scope_is_the_governments_own(unit: str, scope: str) -> None:
    text = aspect(sound(requests({"new": 3, "granted": 3, "concluded_total": 3}, unit=unit)), "requests")
    found = {word for word in ("全市", "全县", "全区", "全镇") if word in text}
    assert found == ({scope} if scope else set())


def test_an_empty_report_is_all_gaps_and_no_numbers() -> None:
    draft = sound(Report(tables=empty_tables(T2021)))
    assert draft.title == "【待补充：单位名称】【待补充：年度】政府信息公开工作年度报告"
    assert draft.verification.numbers == 0
    body = [s for s in draft.sentences if s.kind == "body" and s.section != "preface"]
    assert body == []
    for name in ("表二", "表三", "表四"):
        assert f"没有读到{name}" in draft.sections["overview"]
    assert "报告年度和统计期限" in draft.sections["preface"]


def test_too_long_notes_are_refused_with_advice() -> None:
    with pytest.raises(InputError, match=r"太长.*请删到"):
        draft_report(busy_report(), "培训" * 30_000)


def test_an_unknown_writer_is_a_matter_of_configuration() -> None:
    with pytest.raises(ConfigurationError, match="gpt"):
        draft_report(busy_report(), writer="gpt")
    assert draft_report(busy_report(), writer="grounded") == draft_report(busy_report())


class _Boasting:
    """A writer that invents, as a model might."""

    def write(self, outline: Outline) -> Sequence[Sentence]:
        assert outline.point("overview", "requests").facts
        return [
            Sentence(section="overview", text="全年新收政府信息公开申请24件，取得了显著成效。"),
            Sentence(section="proactive", text="不是叙述部分。"),
        ]


def test_another_writer_is_verified_like_our_own() -> None:
    draft = draft_report(busy_report(), writer=_Boasting())
    assert [s.status for s in draft.sentences] == ["unsupported"]
    assert [d.text for d in draft.verification.untraced] == ["24件"]
    assert any("显著" in d.text for d in draft.verification.unsupported)


class _Library:
    """A library with one passage for everything."""

    def __init__(self) -> None:
        self.queries: list[str] = []

    def search(self, query: str, k: int = 10, kind: str | None = None) -> list[_Passage]:
        assert kind == "report"
        self.queries.append(query)
        return [_Passage()]


class _Passage:
    id = "report-1"
    text = "全年组织培训。"


def test_the_library_lends_passages_to_gaps_and_nothing_else() -> None:
    library = _Library()
    draft = draft_report(busy_report(), "培训2次，58人次", library=library)
    assert draft.sections == draft_report(busy_report(), "培训2次，58人次").sections
    assert {s.sources for s in draft.sentences if s.kind == "mark" and s.aspect == "platform"} == {
        ("report-1",)
    }
    assert all(s.sources == () for s in draft.sentences if s.kind != "mark")
    assert not any("培训" in q for q in library.queries), "nothing is looked up for an aspect without a gap"


def test_a_drafted_report_has_the_forms_headings() -> None:
    """Whatever headings the source had, the drafted report is checked and printed under the right ones."""
    source = busy_report(headings=(Heading(section="overview", text="二、概述"),))
    drafted = draft_report(source).as_report(source)
    assert [h.text for h in drafted.headings][:2] == ["一、总体情况", "二、主动公开政府信息情况"]
    assert [f.code for f in check_report(drafted) if f.code.startswith("SECTION")] == []
