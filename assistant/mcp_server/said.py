"""A result in a few Chinese lines, for assistants that show text and for the people behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from assistant.core.families import SEVERITIES

_SHOWN: Final = 30
_STATUS: Final = {"complete": "三张表齐全", "partial": "三张表不齐或有没读准的", "empty": "没有读到表格"}


def report(value: dict[str, Any]) -> str:
    """What was read, and what was not read right."""
    cells = [cell for table in value["tables"].values() for row in table.values() for cell in row.values()]
    there = [cell for cell in cells if cell is not None]
    unsure = sum(not cell["certain"] for cell in there)
    whose = f"{value['unit'] or '（没有单位名称）'}，{value['year'] or '（没有年度）'}年"
    head = f"{whose}：{_STATUS[value['status']]}，读到 {len(there)} 格" + (
        f"，其中 {unsure} 格没有读准" if unsure else ""
    )
    return "\n".join([head + "。", *_some(p["message"] for p in value["problems"])])


def findings(value: list[dict[str, Any]]) -> str:
    """How many there are of each severity, and the first ones."""
    if not value:
        return "没有查出问题。"
    counts = [
        f"{name} {n} 处"
        for key, name in SEVERITIES.items()
        if (n := sum(f["severity"] == key for f in value))
    ]
    lines = (f"【{SEVERITIES[f['severity']]}】{f['message']}" for f in value)
    return "\n".join([f"查出{'、'.join(counts)}。", *_some(lines)])


def draft(value: dict[str, Any]) -> str:
    """The text, and how many figures of it are traced."""
    checked = value["verification"]
    head = (
        f"草稿里有 {checked['numbers']} 个数，{checked['traced']} 个有出处；"
        f"没有出处的 {len(checked['untraced'])} 个，没有依据的说法 {len(checked['unsupported'])} 处。"
        "【待补充】的地方要人来填。"
    )
    return "\n\n".join([head, *(text for text in value["sections"].values() if text)])


def answer(value: dict[str, Any]) -> str:
    """The answer, and where it stands unless it says so itself."""
    text = str(value["text"])
    sources = [f"《{c['title']}》{c['article']}" for c in value["citations"] if c["title"] not in text]
    return text + (f"\n依据：{'、'.join(dict.fromkeys(sources))}" if sources else "")


def hits(value: list[dict[str, Any]]) -> str:
    """One line for each."""
    if not value:
        return "没有找到。"
    return "\n".join(f"{n}. 《{h['title']}》{h['article']}：{h['text'][:80]}" for n, h in enumerate(value, 1))


def deadline(value: dict[str, Any]) -> str:
    """The last day and the working."""
    last = value["last"]
    head = f"{value['name']}的最后一天：{last}" if last else f"{value['name']}的期限还没有起算"
    return "\n".join([head + "。", *(step["text"] for step in value["steps"]), *value["notes"]])


def fee(value: dict[str, Any]) -> str:
    """The amount and the working."""
    head = f"信息处理费：{value['amount']}元。"
    return "\n".join([head, *(step["text"] for step in value["steps"]), value["report"], *value["notes"]])


Say = Callable[[Any], str]


def _some(lines: Any) -> list[str]:
    every = list(lines)
    more = [f"……还有 {len(every) - _SHOWN} 处，见后面的 JSON。"] if len(every) > _SHOWN else []
    return [*every[:_SHOWN], *more]
