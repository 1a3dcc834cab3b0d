"""存在的主要问题及改进情况: the user's problems with their measures, last year's promises, the tables' hints.

A hint is only ever a question to the unit; no cause is given that nobody stated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant.core.facts import Fact
from assistant.core.numbers import format_number, percent
from assistant.drafting import basis
from assistant.drafting.last_year import PROBLEMS, announced_problems
from assistant.drafting.notes import Note
from assistant.drafting.phrases import CATEGORIES, Desk, told
from assistant.drafting.pieces import Line, Piece, Pieces, Said, mark, marked
from assistant.drafting.sifting import shared

_ALL: Final = ("针对这些", "针对以上", "针对上述", "针对存在")
_LEADS: Final = ("针对这一问题", "针对该问题", "针对这些问题", "针对以上问题", "针对上述问题", "为此", "对此")
_USUAL: Final = (
    (("更新", "不及时", "滞后"), "明确责任人和更新频次，定期巡查通报"),
    (("解读", "形式"), "改用图表、视频、问答，按对象推送"),
    (("人员", "人手", "队伍", "兼职", "力量"), "传帮带、跟班学习、定期培训"),
    (("答复", "申请", "依申请", "办理"), "汇编案例、统一文书、疑难件会商"),
    (("重视", "认识", "主动性", "不主动"), "列入考核，定期督查"),
    (("平台", "联动", "集约"), "建立沟通机制，共享信息资源"),
    (("参与", "互动"), "公开征集意见并反馈采纳情况，举办开放日"),
    (("标准", "规范", "目录"), "按领域梳理事项清单，统一目录"),
)
_HINTS_SHOWN: Final = 2
_SMALL: Final = 10


def problem_lines(desk: Desk) -> Iterator[Line]:
    """The section's sentences; the outline's gap comes behind them when nobody named a problem."""
    notes = desk.outline.notebook.notes
    problems = [(i, n) for i, n in enumerate(notes) if n.kind == "problem"]
    measures = [n for n in notes if n.kind == "measure"]
    general = [m for m in measures if m.raw.startswith(_ALL)]
    paired, loose = _pairs(problems, [m for m in measures if m not in general])
    hints = list(_hints(desk))
    count = len(problems) + (len(hints) if problems else 0)
    for place, (i, problem) in enumerate(problems):
        lead = f"{basis.ORDINALS[place]}是" if count > 1 and place < len(basis.ORDINALS) else ""
        yield Line((lead, told(problem), "。"))
        for n, measure in enumerate(paired.get(i, [])):
            yield _measure(measure, "针对这一问题，" if not n else "")
        if i not in paired and not general:
            yield Line(marked("待补充", "针对这个问题采取了或者准备采取什么措施？", _usual(problem)), "mark")
    if problems and loose and not general:
        yield mark("请核对", "下面的措施没有写明针对哪个问题。")
    for measure in (*general, *loose):
        yield _measure(measure, "" if measure in general else "改进方面，")
    yield from desk.outline.point("problems").gaps
    for n, hint in enumerate(hints):
        place = len(problems) + n
        lead = f"{basis.ORDINALS[place]}是" if problems and place < len(basis.ORDINALS) else ""
        yield Line((lead, *hint), "body" if lead else "mark")
    yield from _promises(desk)


def _pairs(
    problems: list[tuple[int, Note]], measures: list[Note]
) -> tuple[dict[int, list[Note]], list[Note]]:
    """Measures by the problem they answer: where they were written behind it, else by the words they share."""
    paired: dict[int, list[Note]] = {}
    open_ones = []
    for measure in measures:
        if measure.answers is not None:
            paired.setdefault(measure.answers, []).append(measure)
        else:
            open_ones.append(measure)
    loose = []
    for measure in open_ones:
        free = [(i, p) for i, p in problems if i not in paired]
        scores = {i: len(_pieces(p.raw) & _pieces(measure.raw)) for i, p in free}
        best = max(scores, key=lambda i: scores[i], default=None)
        if best is not None and scores[best] and list(scores.values()).count(scores[best]) == 1:
            paired[best] = [measure]
        else:
            loose.append(measure)
    return paired, loose


def _pieces(text: str) -> set[str]:
    """Two-character pieces, without those that say nothing about the matter."""
    return {text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum()} - {
        "公开",
        "信息",
        "政务",
        "工作",
    }


def _measure(measure: Note, lead: str) -> Line:
    said = told(measure)
    if measure.text.startswith(_LEADS) or measure.text.startswith(_ALL):
        lead = ""
    return Line((lead, said, "。"))


def _usual(problem: Note) -> str:
    usual = next((u for words, u in _USUAL if any(w in problem.raw for w in words)), "")
    return f"往年同类单位常写“{usual}”。" if usual else ""


def _promises(desk: Desk) -> Iterator[Line]:
    """Last year's problems are owed an account."""
    previous = desk.outline.previous
    gists = announced_problems(previous)
    for gist in gists:
        quoted = Said(gist, "quote", (PROBLEMS,))
        done = max(desk.outline.notebook.of("progress"), key=lambda n: shared(n.raw, gist), default=None)
        if done and shared(done.raw, gist):
            yield Line(
                (
                    "上年报告提出的“",
                    quoted,
                    "”，",
                    Said(done.text, "note", (done.cell,)),
                    "。",
                )
            )
            continue
        yield Line(("上年报告提出的“", quoted, "”，", *marked("待补充", "今年改进到什么程度？")))
    if not gists and previous is not None and previous.sections.get("problems", "").strip():
        yield mark("待补充", "上年报告写了存在的问题，请逐条说明今年改进到什么程度。")


# --- what the tables show ---------------------------------------------------------------------------


def _hints(desk: Desk) -> Iterator[Pieces]:
    found = [hint for hint in (_lost(desk), _share(desk, "unavailable"), _share(desk, "other")) if hint]
    for hint in found[:_HINTS_SHOWN]:
        yield marked("建议核实", *hint)


def _lost(desk: Desk) -> list[Piece]:
    """Cases that ended against the unit."""
    review = desk.fact("disputes.reconsideration.corrected")
    suits = desk.figures.total(
        "lost",
        ("disputes.direct_litigation.corrected", "disputes.litigation_after_reconsideration.corrected"),
    )
    said: list[Piece] = []
    for name, fact in (("行政复议", review), ("行政诉讼", suits)):
        if fact and fact.value:
            said += ["、" if said else "今年", f"{name}结果纠正", fact]
    if not said:
        return []
    return [
        *said, "。如果确有答复不规范的情况，可以写；措施往年同类单位常写“疑难件会商、答复前法律审核、被纠正案件逐案评查”。",
    ]  # fmt: skip


_ADVICE: Final = {
    "unavailable": (
        "如果确有引导不够的情况，可以写；措施往年同类单位常写“公开指南列明各部门职责，答复前先与申请人沟通”。"
    ),
    "other": "如果确有沟通不够的情况，可以写；措施往年同类单位常写“补正告知写明缺什么、怎么补，并电话提醒”。",
}
_TELLING: Final = {
    "unavailable": ("requests.unavailable.not_held.total", "本机关不掌握"),
    "other": ("requests.other.not_corrected_in_time.total", "逾期不补正"),
}


def _share(desk: Desk, group: str) -> list[Piece]:
    """A category that makes up a fifth of what was concluded or more, with the row that tells most."""
    whole, done = desk.figures.results.get(group), desk.fact("requests.concluded_total.total")
    if whole is None or done is None or done.value < _SMALL or not desk.figures.results_add_up():
        return []
    share = percent(whole.value, done.value)
    address, name = _TELLING[group]
    telling = desk.fact(address)
    if share is None or share < 20 or telling is None or not telling.value:
        return []
    top = f"({whole.formula})" if whole.formula and "＋" in whole.formula else format_number(whole.value)
    rate = Fact("share", share, "%", whole.cells + done.cells, f"{top}÷{format_number(done.value)}")
    pieces: list[Piece] = [f"今年{CATEGORIES[group]}", whole, "，占办结的", rate]
    pieces += [f"，“{name}”的有", telling] if telling.value < whole.value else [f"，都是“{name}”"]
    return [*pieces, "。", _ADVICE[group]]
