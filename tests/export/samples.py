"""Reports that between them hold everything an exported cell or paragraph can be."""

from __future__ import annotations

from assistant.core.numbers import read_cell
from assistant.core.report import Report
from tests.support.reports import busy_report, make_report

SECTIONS = {
    "preface": "本报告依据《中华人民共和国政府信息公开条例》编制，数据统计期限自2025年1月1日起至12月31日止。",
    "overview": (
        "2025年，本局按要求推进政府信息公开工作。\n"
        "（一）主动公开。全年作出行政许可处理决定1286件。\n"
        "（二）依申请公开。全年新收政府信息公开申请23件，上年结转2件。\n"
        "（五）监督保障。【待补充：今年有没有组织培训？】"
    ),
    "problems": "一是栏目更新不够及时。\n二是【建议核实：无法提供5件。】措施是每月巡查一次。",
    "other": "本年度没有收取信息处理费。",
}

FULL = busy_report(sections=SECTIONS)

KINDS = busy_report(
    {
        "requests.refused.state_secret.natural_person": "",
        "requests.refused.state_secret.total": "/",
        "requests.not_processed.repeated.total": "—",
        "requests.granted.other_organization": "12,345",
        "requests.granted.total": "3985758",
        "proactive.licensing.decisions": "447228",
        "proactive.fees.amount": "96171.6",
        "proactive.rules.issued": "",
        "proactive.rules.repealed": "/",
        "disputes.reconsideration.other": "",
        "disputes.direct_litigation.upheld": "/",
        "disputes.litigation_after_reconsideration.total": "104",
    },
    sections=SECTIONS,
)

TRIAL = make_report(
    {
        "proactive.rules.made": "3",
        "proactive.normative_documents.public_total": "118",
        "proactive.licensing.previous": "207",
        "proactive.licensing.change": "-5",
        "proactive.other_services.decisions": "/",
        "proactive.fees.previous": "12",
        "proactive.fees.change": "0",
        "proactive.procurement.projects": "9",
        "proactive.procurement.amount": "1234567.89",
        "requests.other.natural_person": "2",
        "requests.other.total": "2",
        "requests.new.natural_person": "",
    },
    template="2019",
    unit="示例县水利局",
    year=2019,
    sections=SECTIONS,
)

QUIET = make_report(unit="示例街道办事处", year=2024)

HURT = FULL.replace_cells(
    {
        "requests.granted.enterprise": read_cell("2", certain=False),
        "requests.new.other_organization": None,
        "proactive.licensing.decisions": None,
        "disputes.reconsideration.total": read_cell("2", certain=False),
    }
)

REPORTS: dict[str, Report] = {
    "full": FULL,
    "kinds": KINDS,
    "trial": TRIAL,
    "quiet": QUIET,
    "plain": make_report(),
}
FORMATS = ("docx", "html", "xlsx", "md")
