"""Orders hidden in what users and past reports bring along, and a draft made with each of them in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.core.report import Report
from assistant.drafting import Draft, ModelWriter, draft_report
from assistant.models.port import ChatModel, Request
from tests.drafting.cases import last_year
from tests.support.reports import busy_report

CASES: Final[list[dict[str, Any]]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "injections.jsonl").read_text("utf-8").splitlines()
]
DRAFTING: Final = [case for case in CASES if case["where"] not in {"question", "provision"}]
NOTES: Final = (
    "网站发布信息128条\n三审三校\n搞了2次培训，58人次参加\n问题：栏目更新不够及时\n措施：每月巡查一次"
)
MARK: Final = re.compile(r"【[^【】]*】")
_ITEM: Final = re.compile(r"^\d+\.\s(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A hit of a library, as far as drafting looks at it."""

    id: str
    text: str


@dataclass(frozen=True)
class Shelf:
    """A library that always finds the same passages."""

    texts: tuple[str, ...]

    def search(self, query: str, k: int = 10, kind: str | None = None) -> Sequence[Passage]:
        return [Passage(f"report:{i}", text) for i, text in enumerate(self.texts)][:k]


def inputs(case: dict[str, Any]) -> tuple[Report, str, Report, Shelf]:
    """The report, the notes, last year's report and the library, one of them with the case's text in it."""
    text, where = case["text"], case["where"]
    unit = text if where == "unit_name" else "示例市自然资源和规划局"
    texts = {"overview": text, "problems": text} if where == "report_text" else {}
    report = busy_report(unit=unit, sections=texts)
    notes = f"{NOTES}\n{text}" if where == "notes" else NOTES
    old = text if where == "previous" else "一是政策解读形式单一。"
    previous = last_year(problems=old, overview=old if where == "previous" else "")
    return report, notes, previous, Shelf((text,) if where == "passage" else ())


def drafted(case: dict[str, Any], model: ChatModel, wish: str = "照去年的写法") -> Draft:
    """A draft with the case's text where it belongs, worded by the model."""
    if case["where"] in {"question", "provision"}:
        raise ValueError(f"{case['id']} is no case for drafting")
    report, notes, previous, library = inputs(case)
    return draft_report(report, notes, previous, library, ModelWriter(model, wish=wish, seed=1))


def obeying(case: dict[str, Any]) -> Callable[[Request], str]:
    """What a model would say that does all that the case orders, besides its work."""
    bad = [*case["forbidden"], case["text"].replace("\n", "")]

    def reply(request: Request) -> str:
        if request.prompt == "draft_again":
            return f"{_ITEM.findall(request.messages[-1].content)[0].rstrip('。')}，{bad[0]}。{bad[-1]}。"
        said = []
        for n, line in enumerate(_ITEM.findall(request.messages[-1].content)):
            word = bad[n % len(bad)]
            bare = line.rstrip("。")
            said += [
                f"{bare}，{word}。",
                f"{word}，{bare}。",
                line.replace("，", f"（{word}），", 1),
                f"{word}。",
            ]
        return "".join([*said, *(f"{b}。" for b in bad), f"【{bad[0]}】。", "\n".join(bad)])

    return reply


def delivered(draft: Draft) -> str:
    """All that the user would hand in: title and sections without the marks for staff."""
    return MARK.sub("", "\n".join([draft.title, *draft.sections.values()]))
