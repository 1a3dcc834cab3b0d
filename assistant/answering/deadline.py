"""Deadlines of the regulations on open government information, counted step by step.

《政府信息公开条例》 (2019): a reply within 20 working days, at most 20 more when extended (article 33), 7 to ask
for a correction (article 30), 15 for a third party or a joint authority to answer (articles 32 and 34), 20 to
publish of one's own accord (article 26). Whether the day of receipt counts is not written there; the usual rule,
that it does not, is followed and said to be just that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.answering.dates import say
from assistant.answering.explain_days import explain_days
from assistant.answering.outcome import Deadline, Related, Told, outcome, pending, related, tighter
from assistant.answering.periods import (
    CORRECTION_DAYS,
    EXTENSION_DAYS,
    IN_FORCE,
    LAST_YEAR,
    MOST_DAYS_OUT,
    OPINION_DAYS,
    PERIODS,
    REPLY_DAYS,
    Kind,
)
from assistant.answering.workdays import Calendar, Walk
from assistant.answering.working import REGULATION, Step
from assistant.errors import InputError


def reply_deadline(
    received: date,
    *,
    extended: bool = False,
    third_party_days: int = 0,
    corrected: date | None = None,
    correction_asked: date | None = None,
    calendar: Calendar | None = None,
    today: date | None = None,
) -> Deadline:
    """By when a request must be answered (articles 30 and 33).

    `third_party_days` are working days that asking third parties and other authorities took, which do not count.
    `corrected` is the day on which the corrected request came in: the period starts afresh from there. With
    `correction_asked` alone the correction is still awaited and there is no deadline yet.

    Raises `InputError` for days out of order or out of range, or before the regulations in force.
    """
    book = calendar or Calendar()
    _check_days_out(third_party_days)
    _check_order(received, correction_asked, corrected)
    case = _Case(received, extended, third_party_days, correction_asked, corrected, book)
    if correction_asked and not corrected:
        return case.awaiting(today)
    return case.counted(today)


def period_deadline(
    kind: Kind, starts: date, *, calendar: Calendar | None = None, today: date | None = None
) -> Deadline:
    """The last day of one plain period, counted from the day after `starts`.

    Raises `InputError` for a day out of range or before the regulations in force.
    """
    if kind == "reply":
        return reply_deadline(starts, calendar=calendar, today=today)
    book, period = calendar or Calendar(), PERIODS[kind]
    _check_range(starts, period.event)
    walk = book.walk(starts, period.workdays)
    steps = [
        Step(text=f"{period.event}的日子：{say(starts)}。"),
        _first_day(walk),
        Step(text=f"期限是{period.workdays}个工作日。", basis=REGULATION + period.article),
        *explain_days(walk),
    ]
    return outcome(kind, walk, book, Told(starts, steps, tighter(book, walk), [period.note]), today)


@dataclass(frozen=True)
class _Case:
    """One request with all that bears on its deadline."""

    received: date
    extended: bool
    out: int
    asked: date | None
    corrected: date | None
    book: Calendar

    def counted(self, today: date | None) -> Deadline:
        starts = self.corrected or self.received
        total = REPLY_DAYS + EXTENSION_DAYS * self.extended + self.out
        walk = self.book.walk(starts, total)
        steps = [*self._opening(), _first_day(walk), *self._length(total), *explain_days(walk)]
        others = [*self._correction_day(), *self._other_length(starts), *tighter(self.book, walk)]
        told = Told(self.received, steps, others, [*self._late(), *self._reminders()])
        return outcome("reply", walk, self.book, told, today)

    def awaiting(self, today: date | None) -> Deadline:
        usual = self.book.walk(self.received, REPLY_DAYS + EXTENSION_DAYS * self.extended + self.out)
        text = "补正的申请还没有收到，答复期限还没有起算；收到那天起，从第一个工作日重新数20个工作日。"
        steps = [*self._opening(), Step(text=text, basis=f"{REGULATION}第三十条")]
        others = [
            related(self.book, "假如没有要求补正，答复的最后一天", usual, f"{REGULATION}第三十三条第二款")
        ]
        unanswered = (
            "申请人没有正当理由到期不补正的，视为放弃申请，不再处理（第三十条）；年报里填表三“（六）1”。"
        )
        return pending(
            "reply", self.book, Told(self.received, steps, others, [*self._late(), unanswered]), today
        )

    def _opening(self) -> list[Step]:
        steps = [Step(text=f"收到申请的日子：{say(self.received)}。", basis=f"{REGULATION}第三十一条")]
        if self.asked:
            text = (
                f"告知补正的日子：{say(self.asked)}，从收到起已数到第{self.book.count(self.received, self.asked)}个"
                f"工作日；限{CORRECTION_DAYS}个工作日以内，一次性告知。"
            )
            steps.append(Step(text=text, basis=f"{REGULATION}第三十条"))
        if self.corrected:
            text = f"收到补正的申请：{say(self.corrected)}。答复期限从这天重新算起，不是接着原来的数。"
            steps.append(Step(text=text, basis=f"{REGULATION}第三十条"))
        return steps

    def _length(self, total: int) -> list[Step]:
        article = f"{REGULATION}第三十三条"
        steps = [Step(text=f"答复期限是{REPLY_DAYS}个工作日。", basis=f"{article}第二款")]
        if self.extended:
            text = (
                f"延长{EXTENSION_DAYS}个工作日（最多就是这么多），要经公开工作机构负责人同意，并告知申请人。"
            )
            steps.append(Step(text=text, basis=f"{article}第二款"))
        if self.out:
            text = f"征求第三方和其他机关意见用了{self.out}个工作日，这些日子不算在期限里，往后顺延。"
            steps.append(Step(text=text, basis=f"{article}第三款"))
        if total != REPLY_DAYS:
            parts = [str(REPLY_DAYS), *[str(n) for n in (EXTENSION_DAYS * self.extended, self.out) if n]]
            steps.append(Step(text=f"一共数{'＋'.join(parts)}＝{total}个工作日。"))
        return steps

    def _correction_day(self) -> list[Related]:
        if self.asked or self.corrected:
            return []
        walk = self.book.walk(self.received, CORRECTION_DAYS)
        return [
            related(self.book, "内容不明确要补正的，最晚告知日", walk, f"{REGULATION}第三十条（7个工作日）")
        ]

    def _other_length(self, starts: date) -> list[Related]:
        other = self.book.walk(starts, REPLY_DAYS + EXTENSION_DAYS * (not self.extended) + self.out)
        name = "如果延期，最晚到（须经公开工作机构负责人同意并告知申请人）"
        if self.extended:
            name = "不延期的最后一天（延期最好在这天以前告知申请人；最晚哪天告知，条例没有写）"
        return [related(self.book, name, other, f"{REGULATION}第三十三条第二款")]

    def _late(self) -> list[str]:
        """What is wrong or unknown about when the correction was asked for."""
        if self.corrected and not self.asked:
            return [
                f"没有给出告知补正的日子，是不是在收到申请后{CORRECTION_DAYS}个工作日以内告知的，这里没有核对。"
            ]
        limit = self.book.walk(self.received, CORRECTION_DAYS).last
        if not self.asked or self.asked <= limit:
            return []
        usual = self.book.walk(self.received, REPLY_DAYS + self.out).last
        return [
            f"告知补正最晚应在{say(limit)}，已经晚了。晚了以后答复期限还能不能重新算，条例没有写，可能不被认可；"
            f"稳妥的做法是在原来的期限{say(usual)}以前答复，并请法制机构把关。"
        ]

    def _reminders(self) -> list[str]:
        notes = []
        if self.out:
            notes.append(
                "征求意见的时间从哪天扣到哪天（发函、签收还是回函），条例没有写，请按有凭证的日子扣，把算法留在案卷里。"
                + PERIODS["third_party"].note
            )
        if self.out > OPINION_DAYS:
            notes.append(
                f"第三方的回复期限只有{OPINION_DAYS}个工作日，这里扣了{self.out}个，请核对多出来的日子有没有依据。"
            )
        notes.append(
            "能当场答复的应当场答复（第三十三条第一款）。检索、会商、审核、盖章用的时间都算在期限里。"
        )
        return notes


def _first_day(walk: Walk) -> Step:
    text = f"{walk.start.month}月{walk.start.day}日当天不算，第1个工作日是{say(walk.first)}。"
    return Step(text=text, basis="当天算不算，条例没有写；期间开始的当天不计入是复议、诉讼的通行做法，待核实")


def _check_range(day: date, event: str) -> None:
    if day < IN_FORCE:
        raise InputError(
            f"{event}的日子是{say(day)}，早于现行条例施行的2019年5月15日。",
            "那时按旧条例，这里不能算；日期没有写错的，请问法制机构。",
        )
    if day.year > LAST_YEAR:
        raise InputError(f"{event}的日子写成了{day.year}年。", "请检查年份。")


def _check_order(received: date, asked: date | None, corrected: date | None) -> None:
    for day, event in ((received, "收到申请"), (asked, "告知补正"), (corrected, "收到补正")):
        if day is not None:
            _check_range(day, event)
    if asked and asked < received:
        raise InputError(f"告知补正的日子（{asked}）早于收到申请的日子（{received}）。", "请检查这两个日期。")
    before = asked or received
    if corrected and corrected < before:
        event = "告知补正" if asked else "收到申请"
        raise InputError(
            f"收到补正的日子（{corrected}）早于{event}的日子（{before}）。", "请检查这两个日期。"
        )


def _check_days_out(days: int) -> None:
    if isinstance(days, bool) or not 0 <= days <= MOST_DAYS_OUT:
        raise InputError(f"征求意见用去的工作日不能是{days}。", f"应为 0 到 {MOST_DAYS_OUT} 之间的整数。")
