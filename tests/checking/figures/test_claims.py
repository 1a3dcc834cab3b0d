"""What a text claims without a figure, changes told in words, loose numbers and lists without an opener."""

from __future__ import annotations

import time
from typing import Any

import pytest

from assistant.checking import check_report
from assistant.checking.figures.claims import claims
from tests.checking.support import LAST_YEAR, R
from tests.checking.texts import of_text

D = "disputes."
CELLS: dict[str, Any] = {
    R + "new.total": 23,
    R + "new.natural_person": 19,
    R + "new.enterprise": 4,
    R + "carried_over.total": 2,
    R + "concluded_total.total": 24,
    R + "carried_forward.total": 1,
    R + "other.fee_unpaid.total": 1,
    D + "reconsideration.total": 3,
    D + "reconsideration.corrected": 1,
    D + "reconsideration.upheld": 1,
    D + "reconsideration.pending": 1,
    D + "direct_litigation.total": 1,
    D + "direct_litigation.upheld": 1,
    "proactive.compulsion.decisions": 5,
    "proactive.normative_documents.repealed": 2,
}


def contradicted(text: str, **more: Any) -> list[str]:
    return [str(f.found) for f in of_text(text, "TEXT-CONTRADICTION", cells=CELLS, **more)]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("新收申请23件，无一件延至下年办理。", "无一件延至"),
        ("收到的申请年内悉数办毕。", "悉数办毕"),
        ("全年受理公开申请，没有上年结转件。", "没有上年结转"),
        ("2025年本局零申请、零复议。", "零申请"),
        ("新收申请23件，清一色为自然人。", "清一色为自然人"),
        ("新收申请23件，企业没有提出申请。", "企业没有提出"),
        ("收费通知发出后，申请人均已按期缴费。", "缴费"),
        ("全年申请均予以公开。", "均予以公开"),
        ("因信息公开引起的行政复议3件，没有被纠错的。", "没有被纠错"),
        ("因信息公开引起的行政复议均已审结。", "均已审结"),
        ("信息公开工作无一被复议。", "无一被复议"),
        ("行政强制措施全年未实施。", "行政强制措施全年未实施"),
        ("行政规范性文件没有废止。", "没有废止"),
    ],
)
def test_a_claim_that_the_cells_deny_is_an_error(text: str, claimed: str) -> None:
    found = of_text(text, "TEXT-CONTRADICTION", cells=CELLS)
    assert [f.severity for f in found if claimed in str(f.found)] == ["error"], [f.message for f in found]
    assert "矛盾" in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "重复申请2件，均由自然人提出。",
        "复议纠正1件，其余2件未被纠正。",
        "没有复议后起诉被纠正的案件。",
        "上年没有结转到本年的复议案件。",
        "群众来信均已办理完毕，建议提案全部办结。",
        "一名申请人多次申请，没有因此引起复议。",
        "拟全部不予公开的申请由法规科会审。",
        "涉及国家秘密的均不予公开。",
        "到期的申请均已办结。",
    ],
)
def test_a_claim_about_some_or_something_else_stays(text: str) -> None:
    assert contradicted(text) == []


def test_every_claim_says_what_has_to_agree() -> None:
    assert all(bool(c.zero) is not bool(c.whole) for c in claims())
    assert {c.topic for c in claims()} <= {"", "requests", "cases", "documents"}


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("申请量比上年有所减少。", "error"),
        ("新收申请23件，较上年下降。", "error"),
        ("新收申请23件，与上年持平。", "error"),
        ("新收申请23件，与上年基本持平。", "warning"),
    ],
)
def test_a_trend_is_held_against_last_year(text: str, severity: str) -> None:
    before = LAST_YEAR.replace_cells({R + "new.total": LAST_YEAR.cell(R + "new.enterprise")})
    previous = before.replace_cells({R + "new.total": _number(20)})
    (finding,) = of_text(text, "TEXT-CONTRADICTION", cells=CELLS, previous=previous)
    assert finding.severity == severity
    assert "上年 20" in finding.message
    assert of_text(text, "TEXT-CONTRADICTION", cells=CELLS) == []


def _number(value: int) -> Any:
    from assistant.core.numbers import read_cell

    return read_cell(str(value))


def test_the_first_request_ever_is_none_beside_those_carried_over() -> None:
    assert contradicted("本年首次收到政府信息公开申请23件。") != []
    assert contradicted("首次举办政务公开开放日。") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("新收申请中，企业申请占绝大多数。", True),
        ("新收申请中，自然人占绝大多数。", False),
        ("申请人以自然人居多，占比过半。", False),
        ("新收申请中，企业占三成以上。", True),
        ("新收申请中，自然人占八成以上。", False),
    ],
)
def test_most_and_tenths_are_reckoned(text: str, wrong: bool) -> None:
    assert bool(contradicted(text)) is wrong


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("新收申请23件，另有5件因征求第三方意见、依法延期等原因结转下年度继续办理。", "5件"),
        ("全年新收申请23件，上一年没办完、转到本年接着办的4件。", "4件"),
        ("新收申请中，企业先后提交了九件。", "九件"),
    ],
)
def test_a_loose_number_that_is_too_many_is_told(text: str, said: str) -> None:
    found = of_text(text, "TEXT-NUMBER", cells=CELLS)
    assert len(found) == 1, found
    assert said in found[0].message or said.rstrip("件") in found[0].message


def test_a_loose_number_that_may_be_a_part_stays() -> None:
    assert of_text("新收申请中，企业先后提交了三件关于土地的申请。", "TEXT-NUMBER", cells=CELLS) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全镇设公开栏29块，村级16块，组级15块。", True),
        ("全镇设公开栏31块，村级16块，组级15块。", False),
        ("抽查答复存在问题5件，其中有3件因未区分处理，有2件因漏答事项，有1件因引用法条不准。", True),
        ("新收申请23件。按承办单位分，机关9件，城东分局8件，城西分局9件。", True),
        ("新收申请23件。按承办单位分，机关9件，城东分局8件，城西分局6件。", False),
        ("新收申请23件。按承办单位分，机关9件，城东分局8件，城西分局7件等。", False),
    ],
)
def test_lists_without_an_opener_are_reckoned(text: str, wrong: bool) -> None:
    found = of_text(text, "TEXT-PARTS", cells=CELLS)
    assert bool(found) is wrong, found
    assert all(f.severity == "warning" for f in found)


def test_from_one_number_to_another_tells_its_difference() -> None:
    (finding,) = of_text("行政许可由46件增加到53件，增加8件。", "TEXT-RATE")
    assert finding.expected == "增加 7 件"
    assert of_text("行政许可由46件增加到53件，增加7件。", "TEXT-RATE") == []


@pytest.mark.parametrize(
    "text", ["均已办结，" * 3000, "无一被复议" * 3000, "<script>零申请</script>" * 800, "占三成" * 4000]
)
def test_a_text_of_nothing_but_claims_ends_in_time(text: str) -> None:
    start = time.process_time()
    of_text(text, "TEXT-CONTRADICTION", cells=CELLS, previous=LAST_YEAR)
    assert time.process_time() - start < 8


def test_a_report_without_cells_contradicts_nothing() -> None:
    from tests.support.reports import make_report

    report = make_report(
        {R + "new.total": None}, sections={"overview": "2025年零申请，均已办结。"}, year=2025
    )
    assert [f for f in check_report(report) if f.code == "TEXT-CONTRADICTION"] == []
