"""依申请公开: the cases a clerk meets, in the words a section chief lets stand."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.core.report import Report
from tests.drafting.cases import aspect, city_report, last_year, requests, sound
from tests.support.reports import BUSY, busy_report, make_report


def text_of(report: Report, previous: Report | None = None) -> str:
    return aspect(sound(report, previous=previous), "requests")


def test_nothing_at_all_is_one_sentence() -> None:
    for name in ("示例区自然资源分局", "示例市水利局", "示例镇人民政府", "示例县档案馆"):
        draft = sound(make_report(unit=name, year=2021))
        body = [s for s in draft.sentences if s.aspect == "requests" and s.kind == "body"]
        assert len(body) == 1
        assert body[0].numbers == () or body[0].numbers[0].text == "2021"
        assert body[0].status == "traced"
        for word in ("申请", "上年结转", "结转下年度", "行政复议", "行政诉讼"):
            assert word in body[0].text
        assert "0" not in body[0].text.replace("2021", "")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"new": 1, "granted": 1, "concluded_total": 1}, ["申请1件，申请人为自然人", "办结，结果为予以公开；"]),
        (
            {"new": 1, "refused.enforcement_files": 1, "concluded_total": 1},
            ["结果为不予公开（属于行政执法案卷）", "没有上年结转和结转下年度继续办理的申请"],
        ),
        ({"new": 1, "other.other": 1, "concluded_total": 1}, ["结果为其他处理；"]),
        ({"new": 1, "carried_forward": 1}, ["年内没有办结，结转下年度继续办理；没有上年结转的申请"]),
        (
            {"carried_over": 2, "granted": 1, "unavailable.not_held": 1, "concluded_total": 2},
            ["没有新收政府信息公开申请，上年结转2件；", "办结2件，其中予以公开1件、无法提供1件；没有结转下年度继续办理的申请"],
        ),
        ({"carried_over": 2, "carried_forward": 2}, ["上年结转2件，年内没有办结，结转下年度继续办理"]),
        (
            {"new": 3, "carried_over": 1, "carried_forward": 4},
            ["申请3件，申请人均为自然人", "上年结转1件；年内没有办结，结转下年度继续办理4件"],
        ),
        (
            {"new": 5, "granted": 4, "concluded_total": 4, "carried_forward": 1},
            ["没有上年结转的申请", "办结4件，结果均为予以公开，结转下年度继续办理1件"],
        ),
        (
            {"new": 5, "refused.state_secret": 2, "refused.internal_affairs": 3, "concluded_total": 5},
            ["办结5件，均为不予公开5件；没有上年结转和结转下年度继续办理的申请"],
        ),
    ],
)  # fmt: skip
def test_few_requests(rows: dict[str, int], expected: list[str]) -> None:
    text = text_of(requests(rows))
    for words in expected:
        assert words in text


def test_one_organisation_is_named_by_its_kind() -> None:
    rows = {"new": 2, "granted": 2, "concluded_total": 2}
    assert "申请人均为商业企业" in text_of(requests(rows, "enterprise"))
    assert "申请人均为法人或者其他组织" in text_of(requests(rows, "other_organization"))


def test_twenty_requests_with_last_year() -> None:
    text = text_of(busy_report(), last_year())
    for words in (
        "申请23件", "自然人19件、法人或者其他组织4件", "比上年增加5件，增长27.8%", "上年结转2件",
        "办结24件，其中予以公开11件、部分公开3件、不予公开2件、无法提供5件、不予处理2件、其他处理1件，结转下年度继续办理1件",
        "行政复议2件，结果维持1件、尚未审结1件",
    ):  # fmt: skip
        assert words in text
    assert text.count("%") == 1, "one rate, no more"


@pytest.mark.parametrize(
    ("before", "expected", "forbidden"),
    [
        (23, "与上年持平", "%"), (0, "比上年增加23件", "%"), (40, "比上年减少17件，下降42.5%", "增长"),
        (46, "比上年减少23件，下降50%", "50.0"), (None, "申请23件", "上年增"), (1, "比上年增加22件", "%"),
    ],
)  # fmt: skip
def test_against_last_year(before: int | None, expected: str, forbidden: str) -> None:
    text = text_of(busy_report(), last_year({"requests.new.total": before}))
    assert expected in text
    assert forbidden not in text


def test_last_year_of_another_year_or_unit_is_not_compared_with() -> None:
    for other in (
        last_year().model_copy(update={"year": 2022}),
        last_year().model_copy(update={"unit": "示例市水利局"}),
    ):
        draft = sound(busy_report(), "", other)
        assert "比上年" not in draft.sections["overview"]
        assert "没有拿来比较" in draft.sections["preface"]


def test_thousands_totals_first_one_share() -> None:
    text = text_of(city_report())
    for words in (
        "申请3119件", "自然人3001件", "上年结转34件。", "办结3050件，其中予以公开1362件、部分公开454件，合计占", "59.5%；",
        "不予公开178件，无法提供781件，不予处理88件，其他处理187件；结转下年度继续办理103件", "本机关不掌握相关政府信息的769件",
        "行政复议351件，结果维持72件、结果纠正64件、其他结果178件、尚未审结37件",
        "行政诉讼46件，其中未经复议直接起诉26件，结果维持13件、结果纠正4件、其他结果8件、尚未审结1件；复议后起诉20件",
    ):  # fmt: skip
        assert words in text
    assert text.count("%") == 1


def test_the_share_names_its_reckoning() -> None:
    numbers = [n for s in sound(city_report()).sentences for n in s.numbers]
    share = next(n for n in numbers if n.text == "59.5%")
    assert share.formula == "(1362＋454)÷3050"
    assert share.cells == (
        "requests.granted.total",
        "requests.granted_in_part.total",
        "requests.concluded_total.total",
    )
    refused = next(n for n in numbers if n.text == "178件")
    assert refused.formula == "2＋31＋5＋6＋8＋12＋9＋105"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"requests.concluded_total.total": 25}, "新收加上年结转为25件，办结加结转下年度为26件，两边不等"),
        ({"requests.granted.total": 12}, "各项办理结果相加为25件，（七）总计为24件"),
        ({"requests.new.natural_person": 18}, "按申请人相加为22件，总计为23件"),
        ({"disputes.reconsideration.total": 3}, "表四“行政复议”各种结果相加为2件，总计为3件"),
    ],
)
def test_a_table_that_does_not_add_up_is_not_smoothed_over(changes: dict[str, int], expected: str) -> None:
    text = text_of(busy_report(changes))
    assert "【请核对：" in text and expected in text
    body = text.split("【")[0]
    for address, value in changes.items():
        if address.endswith("total"):
            assert f"{value}件" in body, "the cell itself is said as it stands"
    if "requests.granted.total" in changes:
        assert "其中予以公开" not in body, "parts that do not make the whole are no 其中"
    if "requests.new.natural_person" in changes:
        assert "自然人" not in body


def test_what_was_carried_over_must_be_what_was_carried_forward() -> None:
    text = text_of(busy_report(), last_year({"requests.carried_forward.total": 3}))
    assert "【请核对：上年报告结转下年度3件，今年表三上年结转2件，前后对不上。】" in text


@pytest.mark.parametrize(
    ("changes", "expected", "unsaid"),
    [
        ({"requests.carried_over.total": ""}, "“总计”是空白", "上年结转2件"),
        ({"requests.carried_over.total": None}, "“总计”没有读到", "上年结转2件"),
        ({"requests.carried_forward.total": "-3"}, "件数应为非负整数", "继续办理3件"),
        ({"requests.new.total": "23.5"}, "件数应为非负整数", "23.5"),
        ({"requests.concluded_total.total": "约24"}, "填的不是数字", "办结24件"),
        ({"requests.carried_forward.total": "/"}, "填的是“/”", "没有结转下年度"),
        ({"disputes.reconsideration.total": ""}, "表四“行政复议”的“总计”是空白", "行政复议2件"),
    ],
)
def test_a_cell_without_a_number_is_a_gap_never_a_zero(
    changes: dict[str, Any], expected: str, unsaid: str
) -> None:
    text = text_of(busy_report(changes))
    assert expected in text
    assert unsaid not in text.split("【")[0]


def test_blank_result_rows_are_left_out_but_named() -> None:
    blanks = {
        f"requests.refused.{row}.total": "" for row in ("state_secret", "law_forbids", "safety_and_stability")
    }
    text = text_of(busy_report(blanks))
    assert "不予公开2件" in text, (
        "the rows that are there make up the total, so nothing hides in the blank ones"
    )
    assert "（三）1.属于国家秘密" in text and "是空白" in text
    text = text_of(busy_report({**blanks, "requests.refused.internal_affairs.total": ""}))
    assert "所列办理结果为予以公开11件、部分公开3件、无法提供5件、不予处理2件、其他处理1件等" in text
    assert "其中予以公开" not in text


def test_an_inferred_cell_is_said_and_asked_about() -> None:
    report = busy_report()
    cell = report.cell("requests.new.total")
    assert cell is not None
    text = text_of(report.replace_cells({"requests.new.total": cell.model_copy(update={"certain": False})}))
    assert "申请23件" in text
    mark = "【请核对：表三“一、本年新收政府信息公开申请数量”的“总计”的数是读表时推算的，请对照原表。】"
    assert text.count(mark) == 1


_ONLY_REVIEW = {a: 0 for a in BUSY if a.startswith("disputes.")}


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ({"reconsideration.corrected": 2, "reconsideration.total": 2}, ["行政复议2件，结果均为纠正；没有"]),
        ({"reconsideration.pending": 1, "reconsideration.total": 1}, ["行政复议1件，尚未审结；没有"]),
        (
            {"direct_litigation.other": 1, "direct_litigation.total": 1},
            ["没有因政府信息公开引起的行政复议案件；", "行政诉讼1件，为未经复议直接起诉，为其他结果"],
        ),
        (
            {"litigation_after_reconsideration.upheld": 2, "litigation_after_reconsideration.corrected": 1,
             "litigation_after_reconsideration.total": 3},
            ["行政诉讼3件，均为复议后起诉，结果维持2件、结果纠正1件"],
        ),
        (
            {"direct_litigation.corrected": 1, "direct_litigation.total": 1,
             "litigation_after_reconsideration.pending": 2, "litigation_after_reconsideration.total": 2},
            ["行政诉讼3件，其中未经复议直接起诉1件，结果为纠正；复议后起诉2件，均尚未审结"],
        ),
        ({"direct_litigation.total": ""}, ["没有复议后起诉的行政诉讼案件", "表四“未经复议直接起诉”的“总计”是空白"]),
    ],
)  # fmt: skip
def test_disputes_hide_nothing(cases: dict[str, Any], expected: list[str]) -> None:
    text = text_of(busy_report({**_ONLY_REVIEW, **{f"disputes.{a}": v for a, v in cases.items()}}))
    for words in expected:
        assert words in text


def test_only_some_tables_there() -> None:
    report = busy_report()
    no_requests = {a: None for a, _ in report.cells() if a.startswith("requests.")}
    text = text_of(report.replace_cells(no_requests))
    assert "没有读到表三" in text and "行政复议2件" in text and "申请23件" not in text
    no_disputes = {a: None for a, _ in report.cells() if a.startswith("disputes.")}
    text = text_of(make_report(unit="示例县民政局", year=2025).replace_cells(no_disputes))
    assert "没有读到表四" in text and "没有因政府信息公开" not in text
    assert "申请" in text.split("【")[0]


def test_the_comparison_stands_before_the_applicants() -> None:
    """其中 breaks down what was received, never the increase; the number it hangs on is unmistakable."""
    for name in ("示例市水利局", "示例县民政局", "示例区教育局", "示例市财政局", "示例县司法局"):
        before = last_year().model_copy(update={"unit": name})
        text = aspect(sound(busy_report(unit=name), "", before), "requests")
        assert text.index("比上年增加5件") < text.index("自然人19件")


def test_an_unbalanced_table_reports_no_zeros_as_figures() -> None:
    report = busy_report({"requests.carried_over.total": 0, "requests.carried_forward.total": 0})
    text = aspect(sound(report), "requests")
    assert "0件" not in text.replace("20件", "")
    assert "没有上年结转的申请" in text and "没有结转下年度继续办理的申请" in text


def test_units_with_the_same_figures_get_texts_of_another_build() -> None:
    names = [f"示例市{n}局" for n in ("水利", "民政", "教育", "财政", "司法", "审计", "统计", "体育")]
    texts = [
        "".join(s.text for s in sound(busy_report(unit=n)).sentences if s.aspect == "requests") for n in names
    ]
    orders = {
        tuple(
            sorted(
                ("上年结转", "自然人19件", "予以公开11件", "继续办理1件", "行政复议2件", "行政诉讼"),
                key=text.find,
            )
        )
        for text in texts
    }
    assert len(orders) >= 3
