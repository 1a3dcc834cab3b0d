"""Staff's words for rows and columns of the form, and where in a text they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Table = Literal["proactive", "requests", "disputes"]

_ROWS: Final[dict[str, str]] = {
    "requests.new": r"(?:本年|今年)?新(?:收|接)(?:到)?(?:的)?(?:政府信息公开)?(?:申请)?(?:数量?|件数)?|新增申请",
    "requests.carried_over": r"(?:上一?年度?|去年)(?:度)?结转(?:过来|下来)?(?:的)?(?:政府信息公开)?(?:申请)?(?:数量)?",
    "requests.carried_forward": r"结转(?:到|至)?(?:下一?年度?|明年|来年|次年)(?:度)?(?:继续办理)?|转下年度?|(?:未|没)办结|没办完",
    "requests.granted": r"(?<!不)(?:予以公开|同意公开|全部公开)",
    "requests.granted_in_part": r"部分公开",
    "requests.refused.state_secret": r"(?:属于)?国家秘密|涉密",
    "requests.refused.law_forbids": r"(?:其他)?(?:法律)?(?:行政)?(?:法规)?禁止公开",
    "requests.refused.safety_and_stability": r"(?:危及)?“?三安全(?:一稳定)?”?",
    "requests.refused.third_party_rights": r"(?:保护)?第三方(?:合法)?权益",
    "requests.refused.internal_affairs": r"(?:属于)?(?:三类)?内部事务(?:信息)?",
    "requests.refused.process_information": r"(?:属于)?(?:四类)?过程性(?:信息)?",
    "requests.refused.enforcement_files": r"(?:属于)?(?:行政)?执法案卷",
    "requests.refused.administrative_inquiry": r"(?:属于)?行政查询(?:事项)?|查询事项",
    "requests.unavailable.not_held": r"(?:本机关)?(?:不|未|没)(?:有)?掌握(?:相关)?(?:政府)?(?:信息)?",
    "requests.unavailable.needs_creation": r"(?:没有现成信息)?(?:需要?)?另行制作|没有现成信息",
    "requests.unavailable.still_unclear": r"(?:补正后)?(?:申请)?(?:内容)?仍不明确|补正后.{0,4}不明确",
    "requests.not_processed.petition_or_complaint": r"信访(?:、?(?:举报|投诉)){0,2}类?(?:的)?(?:申请)?|(?:举报|投诉){2}类?(?:申请)?",
    "requests.not_processed.repeated": r"重复申请",
    "requests.not_processed.publications": r"(?:要求提供)?(?:公开)?出版物",
    "requests.not_processed.excessive": r"(?:无正当理由)?大量反复(?:申请)?|反复申请",
    "requests.not_processed.reconfirmation": r"(?:要求)?(?:行政机关)?确认或(?:者)?重新出具(?:已获取信息)?|重新出具",
    "requests.other.not_corrected_in_time": r"逾期(?:不|未|没)补正|(?:不|未)补正",
    "requests.other.fee_unpaid": r"逾期(?:不|未|没)(?:按.{0,8})?[缴交](?:纳)?费用?|(?:未|不)[缴交]费",
    "requests.other.other": r"其他处理(?:里|中)?的?其他|3\.?其他(?!法|结)",
    "requests.concluded_total": r"(?:本年)?(?:一共|总共|共)?办结(?:总数|总计|数)?|办理结果总[计数]|\(七\)(?:总计)?",
    "requests.refused": r"不予公开|驳回|拒绝公开|不同意公开|不给(?=的?(?:一共|总共|共|有)?(?:几|多少))",
    "requests.unavailable": r"无法提供",
    "requests.not_processed": r"不予处理",
    "requests.other": r"其他处理",
    "requests.carried": r"结转",
    "disputes.reconsideration": r"(?:被)?(?:申请)?(?:提起)?(?:行政)?复议(?!后)",
    "disputes.direct_litigation": r"(?:未经复议)?直接起诉|未经复议",
    "disputes.litigation_after_reconsideration": r"复议后(?:再)?(?:起诉|诉讼)?",
    "disputes.litigation": r"行政诉讼|诉讼|(?:打)?官司|被起诉|起诉",
    "proactive.rules": r"规章",
    "proactive.normative_documents": r"(?:行政)?规范性?文件|红头文件",
    "proactive.licensing": r"(?:行政)?许可(?:处理决定)?(?:数量?)?",
    "proactive.penalties": r"(?:行政)?处罚(?:处理决定|决定)?(?:数量?)?",
    "proactive.compulsion": r"行政强制(?:处理决定)?(?:数量?)?",
    "proactive.fees": r"(?:行政事业性)?收费(?:金额|总额)?",
    "requests.any": r"(?<!依)(?<!信息公开)(?<!被)申请(?!人|表|书)(?:量|数量?|件数|总数)?",
}  # fmt: skip
"""Row or group of rows → what staff call it. Groups: the four groups of results, ``carried`` (either), ``litigation``."""

GROUPS: Final = ("requests.refused", "requests.unavailable", "requests.not_processed", "requests.other")

_COLUMNS: Final[dict[str, tuple[Table, str]]] = {
    "natural_person": ("requests", r"自然人|(?<![几多\d一二两三四五六七八九十])个人|公民"),
    "enterprise": ("requests", r"商业企业|企业|公司"),
    "research_institution": ("requests", r"科研(?:机构|院所|单位)?"),
    "public_interest_organization": ("requests", r"(?:社会)?公益(?:性)?(?:组织|机构)"),
    "legal_service_organization": ("requests", r"法律(?:服务)?机构|律所|律师事务所"),
    "other_organization": ("requests", r"其他组织|其他(?!处理|事项|法|结果|部分|需要|的)"),
    "upheld": ("disputes", r"(?:结果)?维持"),
    "corrected": ("disputes", r"(?:结果)?(?:被)?纠正|败诉|输"),
    "other": ("disputes", r"其他结果"),
    "pending": ("disputes", r"尚?未审结|没审[完结]|在审"),
    "issued": ("proactive", r"(?:本年)?(?:制发|制定|新制|印发|发)(?!布)(?:了)?(?:件数)?"),
    "repealed": ("proactive", r"(?:本年)?废止(?:了)?(?:件数)?"),
    "in_force": ("proactive", r"(?:现行)?有效(?:的)?(?:件数|数量?)?"),
    "total": ("requests", r"总计|合计|总数|总量"),
}  # fmt: skip
COLUMNS: Final[dict[Table, tuple[str, ...]]] = {
    "requests": (
        "natural_person", "enterprise", "research_institution", "public_interest_organization",
        "legal_service_organization", "other_organization", "total",
    ),
    "disputes": ("upheld", "corrected", "other", "pending", "total"),
    "proactive": ("issued", "repealed", "in_force"),
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A name in a text: of a row (or a group), or of a column; and where it stands."""

    kind: Literal["row", "column"]
    id: str
    start: int
    end: int


def _named(prefix: str, names: dict[str, str]) -> str:
    return "|".join(f"(?P<{prefix}{i}>{pattern})" for i, pattern in enumerate(names.values()))


_ROW_IDS: Final = tuple(_ROWS)
_COLUMN_IDS: Final = tuple(_COLUMNS)
_ROW: Final = re.compile(_named("r", _ROWS))
_COLUMN: Final = re.compile(_named("c", {key: pattern for key, (_, pattern) in _COLUMNS.items()}))


def names(text: str) -> list[Name]:
    """The rows and columns a text (plain) names, in order; the longer name first where two overlap.

    Plain 申请 (``requests.any``) counts only where nothing else names a row of its table.
    """
    found = sorted(
        (*_all(_ROW, "row", _ROW_IDS, text), *_all(_COLUMN, "column", _COLUMN_IDS, text)), key=_order
    )
    kept: list[Name] = []
    for name in found:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    rows = {name.id for name in kept if name.kind == "row"}
    if rows - {"requests.any"}:
        kept = [name for name in kept if name.id != "requests.any"]
    return kept


def _order(name: Name) -> tuple[int, int, bool]:
    return name.start, -name.end, name.kind == "column"


def _all(
    pattern: re.Pattern[str], kind: Literal["row", "column"], ids: tuple[str, ...], text: str
) -> Iterator[Name]:
    for match in pattern.finditer(text):
        if match.lastgroup and match[0]:
            yield Name(kind, ids[int(match.lastgroup[1:])], match.start(), match.end())


def table_of(row: str) -> Table:
    """The table a row (or group) stands in."""
    table = row.partition(".")[0]
    if table == "proactive":
        return "proactive"
    return "disputes" if table == "disputes" else "requests"


def only_column(row: str) -> str:
    """The one column of a row that has but one; empty for the others."""
    if row == "proactive.fees":
        return "amount"
    return (
        "decisions" if row in {"proactive.licensing", "proactive.penalties", "proactive.compulsion"} else ""
    )
