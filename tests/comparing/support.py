"""Two years of one department."""

from __future__ import annotations

from assistant.core.report import Report
from tests.support.reports import busy_report

LAST_WORDS = {
    "preface": "本报告依据《条例》编制，数据统计期限自2024年1月1日起至12月31日止。",
    "overview": (
        "（一）主动公开。公开信息326条。对门户网站已发布的信息排查一遍，更正错字87处。\n"
        "（二）依申请公开。收到申请20件。没有行政诉讼。"
    ),
    "problems": "一是栏目更新不够及时。下一步，将每月巡查一次。",
    "other": "",
}
WORDS = {
    "preface": "本报告依据《条例》编制，数据统计期限自2025年1月1日起至12月31日止。",
    "overview": (
        "（一）主动公开。公开信息358条。新设老年人帮查窗口。\n"
        "（二）依申请公开。收到申请23件，其中自然人19件。没有行政诉讼。"
    ),
    "problems": "一是栏目更新不够及时。下一步，将每月巡查一次。",
    "other": "本年度没有收取信息处理费。",
}

CHANGES = {
    "requests.new.natural_person": 20, "requests.new.total": 24,
    "requests.carried_forward.natural_person": 2, "requests.carried_forward.total": 2,
    "proactive.normative_documents.in_force": 8,
}  # fmt: skip


def last_year(changes: dict[str, object] | None = None, **fields: object) -> Report:
    return busy_report({**CHANGES, **(changes or {})}, **{"year": 2024, "sections": LAST_WORDS, **fields})


def this_year(changes: dict[str, object] | None = None, **fields: object) -> Report:
    return busy_report(changes, **{"sections": WORDS, **fields})
