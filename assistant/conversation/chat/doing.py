"""Doing what a wish wants at the bench, and saying what was done. Each is a stream of events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.conversation.bench import Bench
from assistant.conversation.chat import own_figures, places, replies
from assistant.conversation.chat.doing_text import draft, revise, sentence
from assistant.conversation.chat.events import ALL_TABS, Choice, Event
from assistant.conversation.chat.phrasing import apart, asks, plain
from assistant.conversation.chat.record import Record
from assistant.conversation.chat.wishes import Wish, WishKind
from assistant.core.relations import PREVIOUS
from assistant.core.template import T2021

GOES_ON: Final = frozenset({"ask", "own", "compute", "help", "go", "small"})
"""Wishes that can be met although one before them could not."""
_MOST_TOTALS: Final = 8
_ABOUT_TEXT: Final = ("draft", "sources", "checkup", "compare", "take", "history")
_TOUCHES: Final[Mapping[str, tuple[str, ...]]] = {
    "draft": _ABOUT_TEXT, "revise": _ABOUT_TEXT, "sentence": _ABOUT_TEXT, "note": _ABOUT_TEXT,
    "judge": ("draft", "checkup", "take", "history"),
}  # fmt: skip


@dataclass(frozen=True)
class At:
    """Where a wish is done: the bench, what is gathered of the turn, and the questions asked before, the latest last."""

    bench: Bench
    record: Record
    history: Sequence[str] = ()


def say(*lines: str) -> Iterator[Event]:
    """Lines of the reply."""
    for line in lines:
        if line.strip():
            yield Event("text", f"{line.strip()}\n")


def offer(*choices: Choice) -> Event:
    """Buttons."""
    return Event("choices", choices=choices)


def do(wish: Wish, at: At) -> Iterator[Event]:
    """Do one wish. `InputError` or `ConfigurationError` when it cannot be done; then nothing has changed."""
    before = at.bench.version
    yield from _DOERS[wish.kind](wish, at)
    yield from drained(at.bench)
    if at.bench.version != before or wish.kind == "judge":
        yield Event("changed", tabs=_TOUCHES.get(wish.kind, ALL_TABS))


def drained(bench: Bench) -> Iterator[Event]:
    """What the bench has to tell once, such as what somebody else changed meanwhile."""
    notices, bench.notices[:] = list(bench.notices), []
    yield from say(*notices)


# --- asking back, talking, looking --------------------------------------------------------------------------------


def _unclear(wish: Wish, at: At) -> Iterator[Event]:
    at.record.refused = True
    yield from say(wish.how or "没有看明白，请换个说法。")
    if wish.choices:
        yield offer(*wish.choices)
    elif "改哪一格" not in wish.how:
        yield offer(*replies.suggestions(at.bench)[:3])


def _small(wish: Wish, at: At) -> Iterator[Event]:
    yield from say(replies.SMALL.get(wish.where, replies.SMALL["hello"]))
    if wish.where in {"hello", "who"}:
        yield offer(*replies.suggestions(at.bench)[:3])


def _help(wish: Wish, at: At) -> Iterator[Event]:
    if wish.where == "previous":
        yield from say(
            "把上年年报粘贴到“表格”里的“上年报告”，或者上传时选“上年”。单位、结转数和写法都会接过来，跨年的数也能核对。"
        )
        yield Event("go", tab="tables")
        return
    yield from say(*replies.help_lines(at.bench))
    yield offer(*replies.suggestions(at.bench)[:3])


def _go(wish: Wish, at: At) -> Iterator[Event]:
    if wish.how == "review":
        yield from say("送审要您自己点：在“导出”下面的“三审”里写上意见，点“提交初审”。")
        yield Event("go", tab="take", place="take-review")
        return
    section = wish.how.partition(".")[0]
    place = f"section-{section}" if section and wish.where == "draft" else ""
    if wish.where == "draft" and at.bench.draft is None:
        yield from say("还没有初稿。")
        yield offer(Choice("起草", "起草初稿"))
    else:
        named = f"，{places.name_of(wish.how)}" if place else ""
        yield from say(f"已打开“{TAB_NAMES[wish.where]}”{named}。")
    yield Event("go", tab=wish.where, place=place)


TAB_NAMES: Final = {
    "tables": "表格", "draft": "初稿", "sources": "依据", "checkup": "体检", "compare": "比较", "take": "导出", "history": "历史",
}  # fmt: skip

# --- tables -------------------------------------------------------------------------------------------------------


def _sample(_: Wish, at: At) -> Iterator[Event]:
    yield Event("status", "正在放示例……")
    yield from say(at.bench.sample())
    yield Event("go", tab="tables")
    yield offer(
        Choice("检查一下", "检查一下"),
        Choice("和去年比怎么样", "和去年比怎么样"),
        Choice("看看初稿", "看看初稿"),
    )


def _paste(wish: Wish, at: At) -> Iterator[Event]:
    yield Event("status", "正在读粘贴的内容……")
    yield from say(at.bench.paste(wish.text))
    yield Event("go", tab="tables")


def _cells(wish: Wish, at: At) -> Iterator[Event]:
    bench = at.bench
    if wish.how == "totals":
        yield from _totals(bench)
        return
    report = bench.previous if wish.previous else bench.report
    if wish.previous and report is None:
        at.record.refused = True
        yield from say("还没有上年的年报，没有可改的格。请先把上年年报粘贴或上传为“上年年报”。")
        return
    form = report.form if report else T2021
    odd = [cell for cell, _ in wish.cells if cell not in form.addresses]
    if odd:
        at.record.refused = True
        yield from say(
            f"这份报告用的是{form.version}年的表样，没有{T2021.describe(odd[0])}这一格，没有改动。请在“表格”里点要改的格。"
        )
        return
    was = {cell: _shown(bench, cell, wish.previous) for cell, _ in wish.cells}
    bench.set_cells(dict(wish.cells), as_previous=wish.previous)
    last = "上年" if wish.previous else ""
    for cell, _ in wish.cells:
        now = _shown(bench, cell, wish.previous)
        name = f"{last}{form.describe(cell)}"
        at.record.cells.append(f"{PREVIOUS}{cell}" if wish.previous else cell)
        yield from say(
            f"{name}本来就是{now}，没有变。" if now == was[cell] else f"已把{name}从{was[cell]}改成{now}。"
        )
    yield from say(*_broken(bench, [cell for cell, _ in wish.cells], last=wish.previous))
    if bench.workspace.stale and bench.draft is not None:
        yield from say("初稿还是按原来的数写的，要不要重新起草？")
        yield offer(Choice("重新起草", "重新起草"))
    yield offer(Choice("撤销", "撤销"))
    yield Event("go", tab="tables")


def _totals(bench: Bench) -> Iterator[Event]:
    """The totals that the other cells determine, where they are missing."""
    offered = bench.offered_totals()
    if not offered or bench.report is None:
        yield from say(
            "没有空着而又算得出来的合计。" if bench.report else "还没有表格。请先粘贴表格或上传文件。"
        )
        return
    form = bench.report.form
    bench.set_cells(offered)
    yield from say(f"补上了{len(offered)}个合计，都是按别的格算的：")
    yield from say(
        *(
            f"{replies.BULLET}{form.describe(cell)}：{value}"
            for cell, value in list(offered.items())[:_MOST_TOTALS]
        )
    )
    if len(offered) > _MOST_TOTALS:
        yield from say(f"其余{len(offered) - _MOST_TOTALS}个请看“表格”。")
    yield offer(Choice("检查一下", "检查一下"), Choice("撤销", "撤销"))
    yield Event("go", tab="tables")


def _shown(bench: Bench, cell: str, previous: bool) -> str:
    report = bench.previous if previous else bench.report
    there = report.cell(cell) if report else None
    if there is None:
        return "缺"
    return replies.cut(there.raw, 30) if there.raw.strip() else "空"


def _broken(bench: Bench, cells: Sequence[str], *, last: bool) -> list[str]:
    """What does not add up at the cells that were changed just now."""
    if last:
        return []
    found = [
        one.finding.message
        for one in replies.numbered(bench)
        if one.finding.severity == "error" and set(one.finding.where) & set(cells)
    ]
    return [f"现在对不上：{replies.cut(message)}" for message in found[:2]]


def _set(wish: Wish, at: At) -> Iterator[Event]:
    yield from say(at.bench.set_unit(wish.how) if wish.where == "unit" else at.bench.set_year(wish.how))


# --- notes, findings, history -------------------------------------------------------------------------------------


def _note(wish: Wish, at: At) -> Iterator[Event]:
    text = apart(wish.text)
    line = at.bench.add_note(text)
    yield from say(line if line.startswith("已") else f"记到要点里了：{replies.cut(text, 60)}")
    if at.bench.report is not None:
        yield offer(
            Choice("重新起草" if at.bench.draft else "起草", "重新起草" if at.bench.draft else "起草初稿"),
            Choice("撤销", "撤销"),
        )


_READY: Final = re.compile(r"能(?:交|报|发|提交|公布|上网)|可以(?:交|报|发|提交)")
"""Whether somebody asks if the report may go out."""


def _check(wish: Wish, at: At) -> Iterator[Event]:
    yield Event("status", "正在核对……")
    if at.bench.product is None:
        at.record.refused = True
        yield from say("还没有可以检查的内容。请先把表格粘贴进来或上传文件。")
        yield offer(Choice("用示例试一试", "用示例试一试"))
        return
    yield from say(*replies.checked(at.bench, ready=_READY.search(plain(wish.text)) is not None))
    yield Event("go", tab="checkup")
    found = replies.numbered(at.bench)
    if found and found[0].finding.correction is not None:
        yield offer(Choice("第1条按建议改", "第1条按建议改"))
    if at.bench.draft is None:
        yield offer(Choice("起草", "起草初稿"))
    elif not found:
        yield offer(Choice("导出 Word", "导出word"))


def _explain(wish: Wish, at: At) -> Iterator[Event]:
    found = replies.numbered(at.bench)
    place = wish.number - 1 if wish.number > 0 else len(found) + wish.number
    if not 0 <= place < len(found):
        yield from _ask(wish, at)
        return
    yield from say(*replies.explained(found[place].finding, place + 1))
    yield Event("go", tab="checkup", place=f"finding-{found[place].finding.fingerprint}")
    fix = found[place].finding.correction is not None
    said = (Choice(f"第{place + 1}条按建议改", f"第{place + 1}条按建议改"),) if fix else ()
    yield offer(*said, Choice(f"问的是条例第{place + 1}条", f"条例第{place + 1}条怎么规定的"))


def _count(_: Wish, at: At) -> Iterator[Event]:
    if at.bench.draft is None:
        yield from say("还没有初稿。")
        return
    yield from say(replies.counted(at.bench.draft))


def _judge(wish: Wish, at: At) -> Iterator[Event]:
    found = replies.numbered(at.bench)
    place = wish.number - 1 if wish.number > 0 else len(found) + wish.number
    if not 0 <= place < len(found):
        at.record.refused = True
        asked = f"没有第{wish.number}条" if wish.number > 0 else "没有这一条"
        yield from say(f"{asked}，现在一共有{len(found)}条要处理。" if found else "现在没有要处理的问题。")
        yield Event("go", tab="checkup")
        return
    finding = found[place].finding
    if wish.how == "fix" and finding.correction is None:
        at.record.refused = True
        yield from say(f"第{place + 1}条没有现成的改法，没有改动，请您自己改：{replies.cut(finding.message)}")
        yield Event("go", tab="checkup")
        return
    comment = wish.text if wish.how == "dismiss" else ""
    line = at.bench.judge(finding.fingerprint, _VERDICTS[wish.how], comment)
    yield from say(f"第{place + 1}条（{replies.cut(finding.message, 60)}）：{line}")
    left = len(replies.numbered(at.bench))
    yield from say(f"还有{left}条要处理，条号可能变了，请看“体检”。" if left else "没有别的要处理的了。")
    yield Event("go", tab="checkup")


_VERDICTS: Final[Mapping[str, replies.VerdictKind]] = {"accept": "accept", "dismiss": "dismiss", "fix": "fix"}


def _undo(_: Wish, at: At) -> Iterator[Event]:
    yield from say(at.bench.undo())
    yield offer(Choice("恢复撤销", "恢复撤销"))


def _redo(_: Wish, at: At) -> Iterator[Event]:
    yield from say(at.bench.redo())


def _compare(_: Wish, at: At) -> Iterator[Event]:
    yield Event("status", "正在和上年比较……")
    comparison = at.bench.comparison
    if comparison is None:
        at.record.refused = True
        what = "今年的表格" if at.bench.report is None else "上年的年报"
        yield from say(f"还没有{what}，没法比。请粘贴或上传{what}，上年的请放到“上年报告”里。")
        return
    yield from say(*replies.compared(comparison))
    yield Event("go", tab="compare")


_FILES: Final = {
    "docx": "Word 文件", "html": "网页文件", "xlsx": "Excel 表格", "md": "Markdown 文件", "findings": "体检清单",
    "comparison": "与上年对照表", "": "各种格式的文件",
}  # fmt: skip


def _export(wish: Wish, at: At) -> Iterator[Event]:
    if at.bench.product is None:
        at.record.refused = True
        yield from say("还没有可以导出的报告。请先把表格粘贴进来或上传文件。")
        yield offer(Choice("用示例试一试", "用示例试一试"))
        return
    if wish.where == "comparison" and at.bench.comparison is None:
        at.record.refused = True
        yield from say("还没有上年的年报，没有对照表可以导出。")
        return
    lacks = [lack.text for lack in at.bench.lacking]
    yield from say(f"{_FILES[wish.where]}准备好了，在“导出”里点一下就下载。")
    if "pdf" in plain(wish.text):
        yield from say("这里不直接出 PDF：请下载 Word 文件，在 Word 或 WPS 里另存为 PDF。")
    if lacks:
        yield from say("导出前请留意：", *(f"{replies.BULLET}{replies.cut(text)}" for text in lacks[:4]))
    yield Event("go", tab="take")


# --- questions ----------------------------------------------------------------------------------------------------


def _ask(wish: Wish, at: At) -> Iterator[Event]:
    yield Event("status", "正在查规定……")
    question = wish.text
    at.record.asked.append(question)
    answer = at.bench.ask(question, at.history)
    if answer.kind == "own_figures":
        yield from _own(wish, at)
        return
    at.record.cite(answer)
    if answer.kind == "unknown" and not asks(plain(question)):
        yield from say("没有看明白这是要做什么，规定库里也没有查到相近的规定。")
        yield offer(
            Choice("记到要点里", f"记到要点里：{question[:300]}"),
            *replies.suggestions(at.bench)[:2],
        )
        return
    yield from say(*replies.answered(answer))
    if answer.followups:
        yield offer(*(Choice(replies.cut(one, 40), one) for one in answer.followups[:3]))


def _own(wish: Wish, at: At) -> Iterator[Event]:
    told = own_figures.tell(plain(wish.text), at.bench.report, at.bench.previous)
    at.record.cells += [cell for cell in told.cells if cell not in at.record.cells]
    yield from say(*told.lines)
    if at.bench.report is None:
        yield offer(Choice("用示例试一试", "用示例试一试"))


Doer = Callable[[Wish, At], Iterator[Event]]


def _on_text(work: Callable[[Wish, Bench, Record], Iterator[Event]]) -> Doer:
    return lambda wish, at: work(wish, at.bench, at.record)


_DOERS: Final[Mapping[WishKind, Doer]] = {
    "paste": _paste, "draft": _on_text(draft), "revise": _on_text(revise), "ask": _ask, "own": _own, "check": _check,
    "compute": _ask, "compare": _compare, "export": _export, "undo": _undo, "redo": _redo, "note": _note, "cells": _cells,
    "judge": _judge, "sentence": _on_text(sentence), "go": _go, "set": _set, "sample": _sample, "help": _help, "small": _small,
    "unclear": _unclear, "explain": _explain, "count": _count,
}  # fmt: skip


def with_rest(wish: Wish, rest: Sequence[str]) -> Wish:
    """An unclear wish whose buttons also ask for what was said after it."""
    if not rest or not wish.choices:
        return wish
    return replace(wish, choices=tuple(Choice(c.label, "，然后".join([c.text, *rest])) for c in wish.choices))
