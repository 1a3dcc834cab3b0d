"""A deadline or a fee as a page for the terminal: the result, the working, what to mind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.answering.dates import say
from assistant.cli.width import wrap

if TYPE_CHECKING:
    from assistant.answering.fee import Fee
    from assistant.answering.outcome import Countdown, Deadline
    from assistant.answering.working import Step


def deadline_page(made: Deadline, channel: str) -> str:
    """The last day on top, then how it was counted, other days worth knowing, and reminders."""
    if made.last is None:
        head = f"{made.name}的期限还没有起算：补正的申请还没有收到。"
    else:
        head = f"{made.name}的最后一天：{say(made.last)}{_doubt(made.certain)}"
    blocks = [wrap(head)]
    if made.countdown:
        blocks[0] += "\n" + wrap(countdown(made.countdown))
    related = [
        f"{one.name}：{say(one.day)}{_doubt(one.certain)}。依据：{one.basis}。" for one in made.related
    ]
    notes = [channel, *made.notes] if channel else made.notes
    return "\n\n".join([*blocks, _working(made.steps), *_list("另外：", related), *_list("提醒：", notes)])


def fee_page(made: Fee) -> str:
    """The amount on top, then the tiers, and reminders."""
    way = "按件" if made.method == "items" else "按量"
    head = f"信息处理费（{way}，{made.quantity}{made.unit}）：{made.amount}元"
    return "\n\n".join([head, _working(made.steps), *_list("提醒：", [made.report, *made.notes])])


def countdown(left: Countdown) -> str:
    """How far off the deadline is, in working days and in days."""
    if left.state == "last_day":
        return f"今天（{say(left.today)}）就是最后一天。"
    if left.state == "ahead":
        return (
            f"今天是{say(left.today)}，还剩{left.workdays}个工作日（今天不算，到期那天算），{left.days}天。"
        )
    return f"今天是{say(left.today)}，最后一天已经过去{left.days}天（{left.workdays}个工作日）；还没有办的请尽快办，并请法制机构把关。"


def _doubt(certain: bool) -> str:
    return "" if certain else "（只扣了周六周日，须核实）"


def _working(steps: Sequence[Step]) -> str:
    """Numbered steps; a basis is said once for all steps in a row that rest on it."""
    lines = ["怎么算的："]
    for number, step in enumerate(steps, 1):
        head = f"{number:>3}. "
        rest = " " * len(head)
        lines.append(wrap(step.text, first=head, rest=rest))
        following = steps[number].basis if number < len(steps) else ""
        if step.basis and step.basis != following:
            lines.append(wrap(f"依据：{step.basis}", first=rest, rest=rest))
    return "\n".join(lines)


def _list(title: str, items: Sequence[str]) -> list[str]:
    return ["\n".join([title, *(wrap(item, first="  · ", rest="    ") for item in items)])] if items else []
