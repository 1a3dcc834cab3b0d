"""Which questions are sums. The wrong sum is worse than none, so most of these are questions to stay away from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.asked_numbers import read_calculation

TODAY = date(2026, 2, 4)
CORPUS = Path(__file__).parents[2] / "corpus" / "regulations"

FEES = [
    ("45件要收多少钱", "fee_items", 45),
    ("复印109页怎么收费", "fee_pages", 109),
    ("复印109页怎么收费？", "fee_pages", 109),
    ("他一个月交了３５件，按件得收多少钱", "fee_items", 35),
    ("五十份申请要收多少钱", "fee_items", 50),
    ("1,200页的材料该收多少元", "fee_pages", 1200),
    ("109页按量算是880块吗，怎么来的", "fee_pages", 109),
    ("45件算下来是5500还是13500", "fee_items", 45),
    ("3月份他一个人来了25件申请，信息处理费是多少", "fee_items", 25),
]


@pytest.mark.parametrize(("question", "kind", "quantity"), FEES)
def test_fees(question, kind, quantity):
    asked = read_calculation(question)
    assert (asked.kind, asked.quantity, asked.missing, asked.days) == (kind, quantity, (), ())


DEADLINES = [
    ("2026年1月15日收到的，哪天到期", "reply", "received 2026-01-15"),
    ("2026-1-15当面交的申请，最晚几号答复", "reply", "received 2026-01-15"),
    ("请问2026年1月15日收到的申请到期日是哪一天？", "reply", "received 2026-01-15"),
    ("签收日期是2026/01/15，答复期限到哪天", "reply", "received 2026-01-15"),
    ("二〇二六年一月十五日签收的申请什么时候到期", "reply", "received 2026-01-15"),
    ("2026年1月15日收到一份申请，20个工作日到期是哪天", "reply", "received 2026-01-15"),
    ("2025年12月20日收到，12月25日让他补正，1月6日补来的，哪天到期", "reply",
     "received 2025-12-20, correction_asked 2025-12-25, corrected 2026-01-06"),
    ("2026年1月6日补来的，2025年12月20日收到的，哪天到期", "reply", "received 2025-12-20, corrected 2026-01-06"),
    ("2026年3月3号收的申请，要他补的话哪天之前得发通知", "correction", "received 2026-03-03"),
    ("2026年2月3日第三方收到征求意见书，最晚哪天回复", "third_party", "consulted 2026-02-03"),
    ("联合发文的，对方2026年2月3日收到我们的征求意见函，最晚哪天回函", "joint_authority", "consulted 2026-02-03"),
    ("2026年5月6号印发的文件，最迟哪天要挂出来", "proactive", "formed 2026-05-06"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "kind", "days"), DEADLINES)
def test_deadlines(question, kind, days):
    asked = read_calculation(question)
    assert (asked.kind, asked.missing, asked.extended, asked.third_party_days) == (kind, (), False, 0)
    assert ", ".join(f"{one.role} {one.date}" for one in asked.days) == days
    assert asked.day(asked.days[0].role) == asked.days[0].date


def test_an_extension_and_opinions():
    both = read_calculation("2026-01-15收到，征求第三方意见用了10个工作日，再延期的话到期日是哪天")
    assert (both.extended, both.third_party_days, both.missing) == (True, 10, ())
    assert read_calculation("2026年1月15日收到的，不延期哪天到期").extended is False
    open_end = read_calculation("2026年1月15日收到的，征求了第三方意见，最晚哪天答复")
    assert open_end.missing == ("third_party_days",)
    days = read_calculation("2026年1月15日收到的，征求第三方意见用了14天，最晚哪天答复")
    assert (days.third_party_days, days.missing) == (0, ("third_party_days",))
    given = read_calculation("2026年1月15日收到的，给了第三方15个工作日，最晚哪天答复")
    assert (given.third_party_days, given.missing) == (0, ("third_party_days",))


def test_a_year_that_is_missing_is_asked_for_and_never_guessed():
    asked = read_calculation("1月15号签收的申请最晚哪天答复，延期呢", today=TODAY)
    assert (asked.kind, asked.extended, asked.missing) == ("reply", True, ("year",))
    assert (asked.day("received"), asked.days[0].month, asked.days[0].day) == (None, 1, 15)
    whole = asked.in_year(2026)
    assert (whole.day("received"), whole.missing, whole.extended) == (date(2026, 1, 15), (), True)
    leap = read_calculation("2月29日收到的申请哪天到期")
    assert (leap.in_year(2024).day("received"), leap.in_year(2026)) == (date(2024, 2, 29), None)
    later = read_calculation("12月20日收到，1月6日补来的，哪天到期").in_year(2025)
    assert (later.day("received"), later.day("corrected")) == (date(2025, 12, 20), date(2026, 1, 6))


@pytest.mark.parametrize(
    ("question", "received"),
    [
        ("今天收到的申请哪天到期", "2026-02-04"),
        ("昨天当面交的，最晚几号答复", "2026-02-03"),
        ("今年1月15日收到的哪天到期", "2026-01-15"),
        ("去年十二月十五日收到的申请，最迟几号答复", "2025-12-15"),
    ],
)
def test_words_for_days_need_today(question, received):
    assert read_calculation(question) is None
    assert str(read_calculation(question, today=TODAY).day("received")) == received


NO_SUM = """
一年给我们发了240多件能不能不理
收了50块材料费
11月3号收发室签了10号才转到我们科从10号起算对吗
35件全按200块一件算，对不对
前十件白给，第十一件开始多少钱一件
三十页以内要不要钱
超过10件的怎么收费
超过30页以后每页多少钱
两口子各交九件，合起来收多少钱
律师替十个人交了三十件，收多少钱
这个月8件、上个月9件，收多少钱
大约40件要收多少钱
四五十件要收多少钱
去年一共收了45件，收费多少怎么写进年报
今年收到45件申请，收多少钱
已经交过1500元，再来10件收多少钱
1页多少钱
复印要收多少钱
4.5页收多少钱
3月3号收的，第一天是3号还是4号
1月15日收到收费通知，最晚哪天缴
1月15日网上提交的申请，哪天到期
1月15日寄出的，哪天到期
1月15日转到我们科的，哪天到期
1月15日收到的申请，延期最晚哪天告知
1月15日收到的申请，征求意见书最晚哪天发
1月15日收到的申请，延长10个工作日，哪天到期
1月15日收到的申请，等他说明情况用了9天，哪天到期
1月15日收到，1月20日收到，哪天到期
1月15日收到，下周一要求补正，哪天到期
1月15日收到的，补正以后哪天到期
2026年2月30日收到的，哪天到期
2月三四日收到的，哪天到期
1月15日收到复议决定，最晚哪天起诉
1月15日收到的申请超期了没有
1月15日收到的申请，已经过了几天
收到申请多少天要回人家
1月31号是星期六，年报能不能周一再发
2026年1月15日开会，哪天到期
部门年报最晚哪天发
""".strip().splitlines()


@pytest.mark.parametrize("question", NO_SUM)
@pytest.mark.parametrize("today", [None, TODAY])
def test_no_sum(question, today):
    assert read_calculation(question, today) is None


def test_a_story_is_no_sum():
    assert read_calculation("2026年1月15日收到的，哪天到期" + "，情况复杂得很" * 20) is None


def test_the_questions_that_provisions_answer_are_left_to_them():
    """Of the thousands of ways to ask that the corpus lists, only those with a number and an outright ask are sums."""
    asked = [
        line[2:].strip()
        for path in sorted(CORPUS.glob("*.md"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("- ")
    ]
    assert len(asked) > 500
    sums = [question for question in asked if read_calculation(question, TODAY)]
    assert len(sums) <= len(asked) / 100
    outright = re.compile(r"多少|怎么来的|还是\d|哪天|几号|什么时候")
    assert [q for q in sums if not (re.search(r"[\d一二三四五六七八九十]", q) and outright.search(q))] == []
