"""Sums asked for in words: the result first, its working, and the articles it rests on."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import answer_question
from assistant.answering.dates import say
from assistant.answering.holidays import YearPlan
from assistant.answering.workdays import Calendar
from tests.answering.official import walked
from tests.support.library import FEES, RULES


def cited(answer) -> list[tuple[str, str]]:
    return [(citation.title, citation.article) for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "first", "article"),
    [
        ("45件要收多少钱", "信息处理费按件计收，45件是5500元。", "第四条"),
        ("复印109页怎么收费", "信息处理费按量计收，109页是880元。", "第五条"),
        ("8件要收多少钱", "信息处理费按件计收，8件是0元。", "第四条"),
    ],
)
def test_a_fee(shipped, question, first, article):
    answer = answer_question(question, library=shipped)
    assert (answer.kind, answer.abstained) == ("calculation", False)
    assert answer.text.startswith(first)
    assert cited(answer) == [(FEES, "第三条"), (FEES, article)]
    assert "每件申请只能在按件、按量里选一种" in answer.text


def test_a_deadline(shipped):
    answer = answer_question("2026年2月2日收到的，哪天到期", library=shipped)
    last = walked(date(2026, 2, 2), 20)
    assert (answer.kind, cited(answer)) == ("calculation", [(RULES, "第三十三条")])
    assert answer.text.startswith(
        f"答复申请最晚到{say(last)}，从2026年2月2日（星期一）的次日起数20个工作日。"
    )
    assert "春节" in answer.text


def test_an_extension_gives_both_days(shipped):
    answer = answer_question("2026年2月2日收到的，要延期，哪天到期", library=shipped)
    first, second, *_ = answer.text.split("\n")
    assert say(walked(date(2026, 2, 2), 20)) in first
    assert second.startswith("延长以后，")
    assert say(walked(date(2026, 2, 2), 40)) in second


def test_a_correction_is_cited(shipped):
    answer = answer_question(
        "2025年12月22日收到，12月25日让他补正，2026年1月6日补来的，哪天到期", library=shipped
    )
    assert say(walked(date(2026, 1, 6), 20)) in answer.text.split("\n")[0]
    assert cited(answer) == [(RULES, "第三十条"), (RULES, "第三十三条")]


def test_today_is_the_callers(shipped):
    asked = "今天收到的申请，最晚哪天答复"
    answer = answer_question(asked, library=shipped, today=date(2026, 3, 2))
    assert say(walked(date(2026, 3, 2), 20)) in answer.text
    assert answer_question(asked, library=shipped).kind != "calculation"


def test_the_calendar_is_the_callers(shipped):
    asked = "2026年3月2日收到的，哪天到期"
    plan = YearPlan(holidays=frozenset({date(2026, 3, 3)}), workdays=frozenset())
    for calendar, last in ((None, date(2026, 3, 30)), (Calendar({2026: plan}), date(2026, 3, 31))):
        answer = answer_question(asked, library=shipped, calendar=calendar)
        assert answer.text.startswith(f"答复申请最晚到{say(last)}，")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("1月15日收到的，哪天到期", "请把年份也写上"),
        ("2026年2月3日收到，问了第三方，哪天到期", "请写明征求意见用了几个工作日"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_counted(shipped, question, says):
    answer = answer_question(question, library=shipped)
    assert (answer.kind, answer.abstained) == ("calculation", False)
    assert answer.text.startswith("这能算，还差一点：")
    assert says in answer.text
    assert "最晚到" not in answer.text
    assert cited(answer)[-1] == (RULES, "第三十三条")


def test_a_day_under_the_old_rules_is_refused(shipped):
    answer = answer_question("2018年1月15日收到的，哪天到期", library=shipped)
    assert (answer.kind, answer.abstained, answer.citations) == ("calculation", True, [])
    assert "早于现行条例施行的2019年5月15日" in answer.text
