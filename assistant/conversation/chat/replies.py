"""What the chat says about the report at hand, in plain lines; and the questions it offers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from assistant.conversation.chat import places
from assistant.conversation.chat.events import Choice
from assistant.core.comparison import CellPair, Comparison
from assistant.core.families import SEVERITIES
from assistant.core.numbers import format_number
from assistant.core.template import TEMPLATES

VerdictKind = Literal["accept", "dismiss", "fix"]

if TYPE_CHECKING:
    from assistant.answering.values import Answer
    from assistant.conversation.bench import Bench
    from assistant.core.findings import Finding
    from assistant.drafting.draft import Draft
    from assistant.reviewing.judging import Judged

BULLET: Final = "· "
_MOST_LISTED: Final = 5
_LONGEST: Final = 200

# --- chips --------------------------------------------------------------------------------------------------------

_COMPARED: Final = Choice("和去年比怎么样", "和去年比怎么样")
_CORRECTED: Final = Choice("第1条按建议改", "第1条按建议改")
SUGGESTIONS: Final[dict[str, tuple[Choice, ...]]] = {
    "empty": (
        Choice("用示例试一试", "用示例试一试"),
        Choice("怎么用", "怎么用"),
        Choice("收到申请多少天内答复", "收到申请多少天内答复"),
        Choice("年报几号前要公布", "年报什么时候之前公布"),
        Choice("算一个答复期限", "今天收到的申请哪天到期"),
    ),
    "tables": (
        Choice("起草", "起草初稿"),
        Choice("检查一下", "检查一下"),
        Choice("还缺什么", "还缺什么"),
        Choice("今年收了多少件", "我们今年收了多少件申请"),
        Choice("逾期不补正填哪一行", "逾期不补正的填哪一行"),
    ),
    "draft": (
        Choice("检查一下", "检查一下"),
        _COMPARED,
        Choice("把依申请公开写短一点", "把依申请公开写短一点"),
        Choice("看看依据", "看看依据"),
        Choice("导出 Word", "导出word"),
    ),
    "errors": (
        Choice("有哪些问题", "检查一下"),
        _CORRECTED,
        Choice("看体检", "看看体检结果"),
        Choice("重新起草", "重新起草"),
        _COMPARED,
    ),
}
"""The questions most asked, by what is on the desk."""


def situation_of(bench: Bench) -> str:
    """Which of the `SUGGESTIONS` fit: ``empty``, ``tables``, ``draft`` or ``errors``."""
    if bench.report is None:
        return "empty"
    if bench.draft is None:
        return "tables"
    return "errors" if any(one.is_open_error for one in bench.findings) else "draft"


def suggestions(bench: Bench) -> tuple[Choice, ...]:
    """The `SUGGESTIONS` that fit, without those that lead nowhere: no last year, no correction for the first finding."""
    first = next(iter(numbered(bench)), None)
    vain = set()
    if bench.previous is None:
        vain.add(_COMPARED)
    if first is None or first.finding.correction is None:
        vain.add(_CORRECTED)
    return tuple(one for one in SUGGESTIONS[situation_of(bench)] if one not in vain)


# --- findings -----------------------------------------------------------------------------------------------------


def numbered(bench: Bench) -> list[Judged]:
    """The findings that are to be dealt with, as they are counted when somebody says 第3条: errors first."""
    order = list(SEVERITIES)
    return sorted(
        (one for one in bench.findings if one.is_open), key=lambda one: order.index(one.finding.severity)
    )


def checked(bench: Bench, *, ready: bool = False) -> list[str]:
    """What the checks found and what is still missing. `ready`: first whether the report may go out."""
    found = numbered(bench)
    lines = [_how_many(found)]
    if ready:
        errors = any(one.finding.severity == "error" for one in found)
        lines.insert(0, "还不能交。" if errors else "还差几样，补齐再交。" if bench.lacking else "可以交了。")
    lines += [
        f"{BULLET}第{i}条（{SEVERITIES[one.finding.severity]}）：{cut(one.finding.message)}"
        for i, one in enumerate(found[:_MOST_LISTED], 1)
    ]
    if len(found) > _MOST_LISTED:
        lines.append(f"其余{len(found) - _MOST_LISTED}条在“体检”里，点一下就到那个地方。")
    lacks = [lack.text for lack in bench.lacking if lack.tab != "checkup"]
    if lacks:
        lines.append("还差：")
        lines += [f"{BULLET}{cut(text)}" for text in lacks[:_MOST_LISTED]]
    return lines


def _how_many(found: Sequence[Judged]) -> str:
    counts = {
        name: sum(one.finding.severity == severity for one in found) for severity, name in SEVERITIES.items()
    }
    told = "、".join(f"{count}处{name}" for name, count in counts.items() if count)
    if not told:
        return "核对过了，没有查出问题。"
    rest = "" if counts["错误"] else "，没有错误"
    return f"查出{told}{rest}。" + ("改好错误再交。" if counts["错误"] else "")


def explained(finding: Finding, number: int) -> list[str]:
    """What a finding means: what is said of which place, what should stand there, and by what rule."""
    lines = [f"第{number}条是{SEVERITIES[finding.severity]}：{cut(finding.message)}"]
    if finding.correction is not None:
        lines.append(f"建议改成：{cut(finding.correction)}" if finding.correction else "建议删去。")
    elif finding.found is not None and finding.expected is not None:
        lines.append(f"现在是{_value(finding.found)}，应当是{_value(finding.expected)}。")
    if finding.basis:
        lines.append(f"依据：{cut(finding.basis)}")
    if finding.correction is None:
        cells = any(":" not in place for place in finding.where)
        lines.append("先对照原始台账，再在“表格”里改那一格；" if cells else "请在“初稿”里改那一句；")
        lines[-1] += f"确实不算错的，说“第{number}条不算错，因为……”。"
    return lines


def _value(value: Decimal | str) -> str:
    return format_number(value) if isinstance(value, Decimal) else cut(value, 60)


def counted(draft: Draft) -> str:
    """How long a draft is, without what is still to be filled in, part by part."""
    by_section: dict[str, int] = {}
    for one in draft.sentences:
        length = len(re.sub(r"【[^【】]*】|\s", "", one.text))
        by_section[one.section] = by_section.get(one.section, 0) + length
    parts = "、".join(f"{places.name_of(name)}{n}字" for name, n in by_section.items() if n)
    return f"初稿一共{sum(by_section.values())}字（连标点，不算表格和【……】）：{parts}。"


# --- comparing ----------------------------------------------------------------------------------------------------


def compared(comparison: Comparison) -> list[str]:
    """How this year differs from last year: what changed most, what must carry over, what text is the same."""
    changed = [pair for pair in comparison.cells if pair.state == "changed" and pair.change is not None]
    lines = [f"和上年逐格比过：{len(comparison.cells)}格里有{len(comparison.differing())}格不同。"]
    told = sorted(changed, key=_weight, reverse=True)[:_MOST_LISTED]
    lines += [f"{BULLET}{_pair(pair)}" for pair in told]
    for link in comparison.links:
        if link.verdict == "fail":
            lines.append(
                f"{BULLET}{link.title}对不上：按上年应是{_number(link.expected)}，现在是{_number(link.found)}"
            )
    alike = [s for s in comparison.sections if s.copied]
    if alike:
        named = "、".join(f"“{TEMPLATES['2021'].section(s.section).title}”" for s in alike[:4])
        lines.append(f"正文里{named}有和上年相同的段落，请看“比较”。")
    lines += [cut(note) for note in comparison.notes[:2]]
    return lines


def _weight(pair: CellPair) -> tuple[bool, Decimal]:
    return pair.address.endswith((".total", ".decisions", ".in_force", ".amount")), abs(
        pair.change or Decimal(0)
    )


def _pair(pair: CellPair) -> str:
    now, before = (
        (pair.current.value if pair.current else None),
        (pair.previous.value if pair.previous else None),
    )
    change = pair.change or Decimal(0)
    word = "增加" if change > 0 else "减少"
    rate = f"（{format_number(abs(pair.rate))}%）" if pair.rate is not None else ""
    name = (
        TEMPLATES["2021"].describe(pair.address) if pair.address in TEMPLATES["2021"].addresses else pair.row
    )
    return f"{name}：{_number(before)} → {_number(now)}，{word}{format_number(abs(change))}{rate}"


def _number(value: Decimal | None) -> str:
    return "没有数" if value is None else format_number(value)


# --- answers ------------------------------------------------------------------------------------------------------


_AT_THE_SHELL: Final = "可以用 nianbao corpus add 导入官方文本"
_AT_THE_PAGE: Final = "可以在“资料库”里添加官方文本"


def answered(answer: Answer) -> list[str]:
    """An answer in lines. The articles that it rests on are kept beside it, and shown below as links with their doubts."""
    lines = [line.replace(_AT_THE_SHELL, _AT_THE_PAGE) for line in answer.text.splitlines() if line.strip()]
    if any(not c.checked for c in answer.citations):
        lines.append("标“待核实”的内容没有与官方原文核对过，用之前请查原文。")
    return [*lines, *answer.notices]


# --- help and small talk ------------------------------------------------------------------------------------------


def help_lines(bench: Bench) -> Iterator[str]:
    """What can be done here, beginning with what is next."""
    if bench.report is None:
        yield "先把三张表粘贴到下面的输入框，或者上传文件；也可以用示例试一试。接下来可以："
    elif bench.draft is None:
        yield "表格已经读好。下一步：核对有问题的格，写几条今年做的事，然后说“起草”。还可以："
    else:
        yield "初稿已经有了。下一步：补上【待补充】的地方，说“检查一下”，没问题就“导出word”。还可以："
    yield f"{BULLET}改数：“把新收自然人改成12”"
    yield f"{BULLET}记一件事：“今年培训了2次，58人参加”"
    yield f"{BULLET}改文字：“把依申请公开写短一点”“第二句删掉”“恢复刚才删的”"
    yield f"{BULLET}查数：“今年收了多少件”“和去年比怎么样”"
    yield f"{BULLET}问规定：“收到申请多少天内答复”“逾期不补正填哪一行”"
    yield f"{BULLET}算期限和费用：“2026年3月2日收到的申请哪天到期”“35件收多少钱”"
    yield f"{BULLET}后悔了：“撤销”"


SMALL: Final = {
    "hello": "您好。把年报的表格发给我，或者直接问规定。",
    "thanks": "不客气。",
    "praise": "谢谢。还要做什么，直接说。",
    "fine": "好的。",
    "saved": "每一步都自动保存了，关掉页面也在。要文件，请说“导出word”。",
    "bye": "再见。做到哪里都已经保存，下次接着做。",
    "who": "我是年报助手：读表、核对、起草、查规定，都照表格、您写的要点和规定库来，不凭空编。",
}


def cut(text: str, longest: int = _LONGEST) -> str:
    """One line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"
