"""Deadlines counted by hand on a calendar, and against a walk a day at a time over the notices."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.deadline import period_deadline, reply_deadline
from assistant.answering.periods import PERIODS
from assistant.errors import InputError
from tests.answering.official import DAY, FIRST, LAST, walked, works

RECEIVED = st.dates(FIRST, date(2026, 6, 30))

BY_HAND = [
    # Spring Festivals. 2024: off 10 to 17 February, Sundays 4 and 18 worked.
    ("2024-01-29", "2024-02-29", 5, ["2024-02-04", "2024-02-18"]),
    # 2025: off 28 January to 4 February, Sunday 26 January and Saturday 8 February worked.
    ("2025-01-15", "2025-02-18", 6, ["2025-01-26", "2025-02-08"]),
    # 2026: off 15 to 23 February, Saturdays 14 and 28 worked.
    ("2026-02-02", "2026-03-06", 6, ["2026-02-14", "2026-02-28"]),
    # National Days. 2024: off 1 to 7 October, Sunday 29 September and Saturday 12 October worked.
    ("2024-09-20", "2024-10-23", 5, ["2024-09-29", "2024-10-12"]),
    # 2025: off 1 to 8 October, Sunday 28 September and Saturday 11 October worked.
    ("2025-09-26", "2025-10-30", 6, ["2025-09-28", "2025-10-11"]),
    # 2026: also 25 September off; Sunday 20 September and Saturday 10 October worked.
    ("2026-09-18", "2026-10-22", 6, ["2026-09-20", "2026-10-10"]),
    # Received on a Saturday that is worked, and on one that is not: day one is the next day of work.
    ("2026-02-14", "2026-03-20", 6, ["2026-02-28"]),
    ("2026-03-07", "2026-04-03", 0, []),
    ("2026-01-15", "2026-02-12", 0, []),
]


@pytest.mark.parametrize(("received", "last", "off", "made_up"), BY_HAND)
def test_by_hand(received, last, off, made_up):
    made = reply_deadline(date.fromisoformat(received))
    assert (str(made.last), len(made.days_off), [str(d) for d in made.made_up]) == (last, off, made_up)
    assert made.certain


def texts(made):
    return [step.text for step in made.steps]


@given(RECEIVED, st.booleans(), st.integers(0, 15))
def test_a_reply_is_due_where_the_walk_ends(received, extended, out):
    made = reply_deadline(received, extended=extended, third_party_days=out)
    total = 20 + 20 * extended + out
    assert made.last == walked(received, total)
    assert (made.first, made.workdays, made.days) == (walked(received, 1), total, (made.last - received).days)
    assert made.weekday == "星期" + "一二三四五六日"[made.last.weekday()]


@given(RECEIVED)
def test_later_received_is_never_due_earlier(received):
    made, next_day = reply_deadline(received), reply_deadline(received + DAY)
    assert made.last <= next_day.last
    assert made.last < reply_deadline(received, extended=True).last
    assert made.last < reply_deadline(received, third_party_days=1).last


@given(RECEIVED)
def test_the_other_days(received):
    days = {one.name: one.day for one in reply_deadline(received).related}
    assert [day for name, day in days.items() if "补正" in name] == [walked(received, 7)]
    assert [day for name, day in days.items() if "延期" in name] == [walked(received, 40)]
    tighter = [day for name, day in days.items() if "较紧" in name]
    assert tighter == ([walked(received, 19)] if works(received) else [])
    without = {one.name: one.day for one in reply_deadline(received, extended=True).related}
    assert [day for name, day in without.items() if "不延期" in name] == [walked(received, 20)]


@given(RECEIVED, st.integers(0, 30), st.integers(0, 60))
def test_a_correction_starts_the_period_afresh(received, asked_after, corrected_after):
    asked = received + DAY * asked_after
    corrected = asked + DAY * corrected_after
    made = reply_deadline(received, correction_asked=asked, corrected=corrected)
    assert (made.starts, made.last) == (corrected, walked(corrected, 20))
    late = any("已经晚了" in note and "可能不被认可" in note for note in made.notes)
    assert late == (asked > walked(received, 7))
    assert not any("最晚告知日" in one.name for one in made.related)


def test_a_correction_that_is_awaited_leaves_no_deadline():
    made = reply_deadline(date(2026, 3, 2), correction_asked=date(2026, 3, 5), today=date(2026, 3, 9))
    assert (made.first, made.last, made.countdown) == (None, None, None)
    assert [(one.name, one.day) for one in made.related] == [
        ("假如没有要求补正，答复的最后一天", walked(date(2026, 3, 2), 20))
    ]
    assert any("还没有起算" in text for text in texts(made))
    assert any("视为放弃申请" in note for note in made.notes)


def test_a_correction_whose_asking_is_not_known_is_said():
    made = reply_deadline(date(2026, 3, 2), corrected=date(2026, 3, 12))
    assert made.last == walked(date(2026, 3, 12), 20)
    assert any("没有给出告知补正的日子" in note for note in made.notes)


def test_the_working_names_articles_and_doubts():
    made = reply_deadline(date(2026, 2, 2), extended=True, third_party_days=16)
    said = {step.basis: step.text for step in made.steps}
    assert "公开工作机构负责人同意，并告知申请人" in said["《政府信息公开条例》第三十三条第二款"]
    assert "16个工作日" in said["《政府信息公开条例》第三十三条第三款"]
    assert "一共数20＋20＋16＝56个工作日。" in texts(made)
    doubt = next(step.basis for step in made.steps if "当天不算" in step.text)
    assert "条例没有写" in doubt
    assert "待核实" in doubt
    assert any("不算同意，也不算不同意" in note for note in made.notes)
    assert any("只有15个工作日，这里扣了16个" in note for note in made.notes)


def test_the_days_between_are_told():
    one = texts(reply_deadline(date(2026, 2, 2)))[-1]
    assert one == (
        "中间扣掉：周六周日休息6天，周一至周五放假6天（春节2月16日至20日、2月23日）。"
        "调休上班的2月14日星期六、2月28日星期六算工作日。"
    )
    new_year = texts(reply_deadline(date(2025, 12, 22)))
    assert new_year[-2].startswith("数满20个工作日，最后一天是2026年1月20日（星期二），离起算的12月22日")
    assert "2026年元旦1月1日至2日" in new_year[-1]
    assert "调休上班的2026年1月4日星期日" in new_year[-1]


@pytest.mark.parametrize(
    ("today", "state", "workdays", "days"),
    [
        ("2026-02-06", "ahead", 16, 28), ("2026-03-05", "ahead", 1, 1), ("2026-03-06", "last_day", 0, 0),
        ("2026-03-07", "passed", 0, 1), ("2026-03-09", "passed", 1, 3),
    ],
)  # fmt: skip
def test_what_is_left(today, state, workdays, days):
    left = reply_deadline(date(2026, 2, 2), today=date.fromisoformat(today)).countdown
    assert (left.state, left.workdays, left.days) == (state, workdays, days)


def test_nothing_is_left_unless_today_is_given():
    assert reply_deadline(date(2026, 2, 2)).countdown is None


def test_a_day_still_to_come_is_said():
    made = reply_deadline(date(2026, 2, 2), today=date(2026, 1, 5))
    assert "起算的日子2026年2月2日（星期一）在今天之后，请核对有没有写错。" in made.notes


PLAIN = {
    "correction": (7, "第三十条", "没有写"),
    "third_party": (15, "第三十二条", "不算同意，也不算不同意"),
    "joint_authority": (15, "第三十四条", "视为同意公开"),
    "proactive": (20, "第二十六条", "另有规定"),
}


@given(st.sampled_from(sorted(PLAIN)), RECEIVED)
def test_the_plain_periods(kind, starts):
    days, article, note = PLAIN[kind]
    made = period_deadline(kind, starts)
    assert made.last == walked(starts, days)
    assert any(step.basis == f"《政府信息公开条例》{article}" for step in made.steps)
    assert note in "".join(made.notes)


def test_every_period_can_be_asked_for_in_the_same_way():
    assert set(PERIODS) == {"reply", *PLAIN}
    assert period_deadline("reply", date(2026, 1, 15)) == reply_deadline(date(2026, 1, 15))


def test_unknown_years_are_said_wherever_a_day_falls_into_them():
    inside = reply_deadline(date(2026, 11, 2))
    assert not any("程序里还没有" in note for note in inside.notes)
    # The deadline itself is still in 2026, the day of the extension is not.
    extension = reply_deadline(date(2026, 12, 1))
    assert extension.certain
    assert [one.certain for one in extension.related] == [True, False, True]
    beyond = reply_deadline(date(2026, 12, 15))
    awaited = reply_deadline(date(2026, 12, 15), correction_asked=date(2026, 12, 16))
    passed = reply_deadline(date(2026, 9, 1), today=date(2027, 2, 1))
    assert (beyond.certain, awaited.certain) == (False, False)
    for made in (extension, beyond, awaited, passed):
        assert made.notes[0].startswith("2027年的放假安排程序里还没有，这里只扣了周六周日")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"received": date(2019, 5, 14)}, "收到申请的日子是2019年5月14日（星期二），早于现行条例施行的2019年5月15日。"),
        ({"received": date(2206, 1, 15)}, "收到申请的日子写成了2206年。"),
        ({"third_party_days": -1}, "征求意见用去的工作日不能是-1。应为 0 到 250 之间的整数。"),
        ({"third_party_days": 251}, "征求意见用去的工作日不能是251。"),
        ({"third_party_days": True}, "征求意见用去的工作日不能是True。"),
        ({"correction_asked": date(2026, 1, 14)}, "告知补正的日子（2026-01-14）早于收到申请的日子（2026-01-15）。"),
        ({"corrected": date(2026, 1, 14)}, "收到补正的日子（2026-01-14）早于收到申请的日子（2026-01-15）。"),
        (
            {"correction_asked": date(2026, 1, 20), "corrected": date(2026, 1, 19)},
            "收到补正的日子（2026-01-19）早于告知补正的日子（2026-01-20）。",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_counted(arguments, says):
    with pytest.raises(InputError) as error:
        reply_deadline(**{"received": date(2026, 1, 15), **arguments})
    assert says in str(error.value)
    assert error.value.advice


def test_the_first_day_of_the_regulations_counts():
    assert reply_deadline(date(2019, 5, 15)).last == date(2019, 6, 13)
    with pytest.raises(InputError):
        period_deadline("proactive", date(2019, 5, 14))


def test_the_tests_own_calendar_ends():
    assert walked(date(2026, 6, 30), 70) <= LAST
