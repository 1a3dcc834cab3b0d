"""The statutory form as data: sections, tables, rows, columns and the names they go by.

2021: 国办公开办函〔2021〕30号, used for the reports of 2021 and later.
2019: 国办公开办函〔2019〕60号 (trial version), read only.
Ids follow the public contract; a cell's address is ``table.row.column``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final


@dataclass(frozen=True)
class Column:
    """One column: its id, its printed label, and other labels it is seen under."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row of a table.

    `group` holds the printed headings above the row, outermost first; `aliases` the shortened or
    older labels; `name` how staff point at it in a sentence, e.g. ``（三）1.属于国家秘密``.
    """

    id: str
    label: str
    columns: tuple[Column, ...]
    name: str
    group: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One statutory table."""

    id: str
    title: str
    name: str
    rows: tuple[Row, ...]

    @cached_property
    def _by_id(self) -> dict[str, Row]:
        return {row.id: row for row in self.rows}

    def row(self, row_id: str) -> Row:
        """The row with this id; `KeyError` when the table has none."""
        return self._by_id[row_id]


@dataclass(frozen=True)
class Section:
    """One of the report's parts. `table` names the statutory table that fills it, if any."""

    id: str
    number: str
    title: str
    aliases: tuple[str, ...] = ()
    table: str | None = None


@dataclass(frozen=True)
class Template:
    """A version of the statutory form."""

    version: str
    document: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]

    @cached_property
    def _by_id(self) -> dict[str, Table]:
        return {table.id: table for table in self.tables}

    def table(self, table_id: str) -> Table:
        """The table with this id; `KeyError` when the form has none."""
        return self._by_id[table_id]

    def section(self, section_id: str) -> Section:
        """The section with this id; `KeyError` when the form has none."""
        return next(s for s in self.sections if s.id == section_id)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Every cell's address, in the order of the printed form."""
        return tuple(
            address(table.id, row.id, column.id)
            for table in self.tables
            for row in table.rows
            for column in row.columns
        )

    def rows(self) -> Iterator[tuple[Table, Row]]:
        """Every row with its table, in the order of the printed form."""
        for table in self.tables:
            for row in table.rows:
                yield table, row

    def label(self, cell_address: str) -> str:
        """The cell's row as printed in full, consequence and all."""
        table_id, row_id, _ = split_address(cell_address)
        return self.table(table_id).row(row_id).label

    def describe(self, cell_address: str) -> str:
        """How staff would point at the cell: ``表三“（一）予以公开”的“自然人”``."""
        table_id, row_id, column_id = split_address(cell_address)
        table = self.table(table_id)
        row = table.row(row_id)
        column = next(c for c in row.columns if c.id == column_id)
        return f"{table.name}{quoted(row.name)}的{quoted(column.label)}"


def address(table: str, row: str, column: str) -> str:
    """The public address of a cell."""
    return f"{table}.{row}.{column}"


def quoted(text: str) -> str:
    """The text in “”, quotation marks inside it turned into ‘’."""
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"


def split_address(cell_address: str) -> tuple[str, str, str]:
    """Table, row and column of an address; row ids may hold dots of their own."""
    table, _, rest = cell_address.partition(".")
    row, _, column = rest.rpartition(".")
    if not (table and row and column):
        raise ValueError(f"not a cell address: {cell_address!r}")
    return table, row, column


APPLICANTS: Final = (
    Column("natural_person", "自然人", ("公民", "个人")),
    Column("enterprise", "商业企业", ("企业",)),
    Column("research_institution", "科研机构"),
    Column("public_interest_organization", "社会公益组织", ("公益组织",)),
    Column("legal_service_organization", "法律服务机构", ("法律机构",)),
    Column("other_organization", "其他", ("其它",)),
    Column("total", "总计", ("合计",)),
)

OUTCOMES: Final = (
    Column("upheld", "结果维持", ("维持",)),
    Column("corrected", "结果纠正", ("纠正",)),
    Column("other", "其他结果", ("其它结果",)),
    Column("pending", "尚未审结", ("未审结",)),
    Column("total", "总计", ("合计",)),
)

_RESULTS = "三、本年度办理结果"
_REFUSED = "（三）不予公开"
_UNAVAILABLE = "（四）无法提供"
_NOT_PROCESSED = "（五）不予处理"
_OTHER = "（六）其他处理"


def _request_row(row_id: str, label: str, *aliases: str, group: tuple[str, ...] = ()) -> Row:
    mark = group[-1][: group[-1].index("）") + 1] if len(group) > 1 else ""
    short = label.partition("（区分处理")[0].partition("、行政机关")[0]
    return Row(row_id, label, APPLICANTS, mark + short, group, aliases)


def _result(row_id: str, label: str, *aliases: str, under: str | None = None) -> Row:
    group = (_RESULTS, under) if under else (_RESULTS,)
    return _request_row(row_id, label, *aliases, group=group)


_REQUESTS_UP_TO_FIVE: Final = (
    _request_row("new", "一、本年新收政府信息公开申请数量", "本年新收", "新收政府信息公开申请数量", "本年新收申请数量"),
    _request_row("carried_over", "二、上年结转政府信息公开申请数量", "上年结转", "上年结转申请数量"),
    _result("granted", "（一）予以公开"),
    _result("granted_in_part", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"),
    _result("refused.state_secret", "1.属于国家秘密", "国家秘密", under=_REFUSED),
    _result("refused.law_forbids", "2.其他法律行政法规禁止公开", "法律行政法规禁止公开", under=_REFUSED),
    _result("refused.safety_and_stability", "3.危及“三安全一稳定”", "三安全一稳定", under=_REFUSED),
    _result("refused.third_party_rights", "4.保护第三方合法权益", "第三方合法权益", under=_REFUSED),
    _result("refused.internal_affairs", "5.属于三类内部事务信息", "三类内部事务信息", "内部事务信息", under=_REFUSED),
    _result("refused.process_information", "6.属于四类过程性信息", "四类过程性信息", "过程性信息", under=_REFUSED),
    _result("refused.enforcement_files", "7.属于行政执法案卷", "行政执法案卷", "执法案卷", under=_REFUSED),
    _result("refused.administrative_inquiry", "8.属于行政查询事项", "行政查询事项", under=_REFUSED),
    _result("unavailable.not_held", "1.本机关不掌握相关政府信息", "本机关不掌握", "不掌握", under=_UNAVAILABLE),
    _result(
        "unavailable.needs_creation", "2.没有现成信息需要另行制作", "需要另行制作", "没有现成信息",
        under=_UNAVAILABLE,
    ),
    _result(
        "unavailable.still_unclear", "3.补正后申请内容仍不明确", "补正后仍不明确", "仍不明确", under=_UNAVAILABLE
    ),
    _result(
        "not_processed.petition_or_complaint", "1.信访举报投诉类申请", "信访举报投诉", "信访投诉举报类申请",
        under=_NOT_PROCESSED,
    ),
    _result("not_processed.repeated", "2.重复申请", under=_NOT_PROCESSED),
    _result("not_processed.publications", "3.要求提供公开出版物", "公开出版物", under=_NOT_PROCESSED),
    _result(
        "not_processed.excessive", "4.无正当理由大量反复申请", "大量反复申请", under=_NOT_PROCESSED
    ),
    _result(
        "not_processed.reconfirmation", "5.要求行政机关确认或重新出具已获取信息", "确认或重新出具",
        "重新出具已获取信息", under=_NOT_PROCESSED,
    ),
)  # fmt: skip

_CONCLUDED: Final = (
    _result("concluded_total", "（七）总计", "（七）合计"),
    _request_row("carried_forward", "四、结转下年度继续办理", "结转下年度", "结转下年"),
)

REQUESTS_2021: Final = Table(
    "requests",
    "收到和处理政府信息公开申请情况",
    "表三",
    (
        *_REQUESTS_UP_TO_FIVE,
        _result(
            "other.not_corrected_in_time",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "逾期不补正", "1.申请人无正当理由逾期不补正",
            under=_OTHER,
        ),
        _result(
            "other.fee_unpaid",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "逾期未缴费", "逾期不缴费", "2.申请人逾期未按收费通知要求缴纳费用", "逾期未缴纳费用",
            under=_OTHER,
        ),
        _result("other.other", "3.其他", "3.其它", "其他", under=_OTHER),
        *_CONCLUDED,
    ),
)  # fmt: skip

REQUESTS_2019: Final = Table(
    "requests",
    "收到和处理政府信息公开申请情况",
    "表三",
    (*_REQUESTS_UP_TO_FIVE, _result("other", "（六）其他处理", "（六）其它处理"), *_CONCLUDED),
)

DISPUTES: Final = Table(
    "disputes",
    "政府信息公开行政复议、行政诉讼情况",
    "表四",
    (
        Row("reconsideration", "行政复议", OUTCOMES, "行政复议", (), ("复议",)),
        Row("direct_litigation", "未经复议直接起诉", OUTCOMES, "未经复议直接起诉", ("行政诉讼",), ("直接起诉",)),
        Row("litigation_after_reconsideration", "复议后起诉", OUTCOMES, "复议后起诉", ("行政诉讼",), ()),
    ),
)  # fmt: skip

_ISSUED: Final = (
    Column("issued", "本年制发件数", ("制发件数", "本年制发数")),
    Column("repealed", "本年废止件数", ("废止件数", "本年废止数")),
    Column("in_force", "现行有效件数", ("现行有效数", "有效件数")),
)
_DECISIONS: Final = (Column("decisions", "本年处理决定数量", ("处理决定数量",)),)

PROACTIVE_2021: Final = Table(
    "proactive",
    "主动公开政府信息情况",
    "表二",
    (
        Row("rules", "规章", _ISSUED, "规章", ("第二十条第（一）项",)),
        Row(
            "normative_documents", "行政规范性文件", _ISSUED, "行政规范性文件", ("第二十条第（一）项",),
            ("规范性文件",),
        ),
        Row("licensing", "行政许可", _DECISIONS, "行政许可", ("第二十条第（五）项",)),
        Row("penalties", "行政处罚", _DECISIONS, "行政处罚", ("第二十条第（六）项",)),
        Row("compulsion", "行政强制", _DECISIONS, "行政强制", ("第二十条第（六）项",)),
        Row(
            "fees", "行政事业性收费",
            (Column("amount", "本年收费金额（单位：万元）", ("本年收费金额", "收费金额")),),
            "行政事业性收费", ("第二十条第（八）项",),
        ),
    ),
)  # fmt: skip

_MADE: Final = (
    Column("made", "本年新制作数量", ("本年新制作数",)),
    Column("published", "本年新公开数量", ("本年新公开数",)),
    Column("public_total", "对外公开总数量", ("对外公开总数",)),
)
_PREVIOUS: Final = Column("previous", "上一年项目数量", ("上年项目数量",))
_CHANGE: Final = Column("change", "本年增/减", ("本年增减", "本年增／减"))
_ITEMS: Final = (_PREVIOUS, _CHANGE, Column("decisions", "处理决定数量"))

PROACTIVE_2019: Final = Table(
    "proactive",
    "主动公开政府信息情况",
    "表二",
    (
        Row("rules", "规章", _MADE, "规章", ("第二十条第（一）项",)),
        Row("normative_documents", "规范性文件", _MADE, "规范性文件", ("第二十条第（一）项",), ("行政规范性文件",)),
        Row("licensing", "行政许可", _ITEMS, "行政许可", ("第二十条第（五）项",)),
        Row(
            "other_services", "其他对外管理服务事项", _ITEMS, "其他对外管理服务事项", ("第二十条第（五）项",),
            ("其它对外管理服务事项",),
        ),
        Row("penalties", "行政处罚", _ITEMS, "行政处罚", ("第二十条第（六）项",)),
        Row("compulsion", "行政强制", _ITEMS, "行政强制", ("第二十条第（六）项",)),
        Row("fees", "行政事业性收费", (_PREVIOUS, _CHANGE), "行政事业性收费", ("第二十条第（八）项",)),
        Row(
            "procurement", "政府集中采购",
            (Column("projects", "采购项目数量"), Column("amount", "采购总金额", ("采购金额",))),
            "政府集中采购", ("第二十条第（九）项",),
        ),
    ),
)  # fmt: skip


def _sections() -> tuple[Section, ...]:
    return (
        Section("preface", "", "前言"),
        Section("overview", "一", "总体情况", ("概述", "概况", "总体工作情况", "基本情况", "政府信息公开工作总体情况")),
        Section(
            "proactive", "二", "主动公开政府信息情况",
            ("行政机关主动公开政府信息情况", "主动公开政府信息的情况", "主动公开情况"), "proactive",
        ),
        Section(
            "requests", "三", "收到和处理政府信息公开申请情况",
            (
                "行政机关收到和处理政府信息公开申请情况", "依申请公开政府信息和不予公开政府信息的情况",
                "收到和处理政府信息公开申请的情况",
            ),
            "requests",
        ),
        Section(
            "disputes", "四", "政府信息公开行政复议、行政诉讼情况",
            (
                "因政府信息公开工作被申请行政复议、提起行政诉讼情况", "政府信息公开行政复议和行政诉讼情况",
                "行政复议、行政诉讼情况", "行政复议和行政诉讼情况",
            ),
            "disputes",
        ),
        Section(
            "problems", "五", "存在的主要问题及改进情况",
            (
                "政府信息公开工作存在的主要问题及改进情况", "存在的主要问题和改进情况", "存在的主要问题及改进措施",
                "存在的问题及改进情况", "存在的问题及改进措施", "存在问题及改进措施", "存在的主要问题及改进的情况",
                "存在的主要问题", "工作存在的主要问题及改进情况",
            ),
        ),
        Section("other", "六", "其他需要报告的事项", ("其它需要报告的事项", "其他需要报告事项", "需要报告的其他事项")),
    )  # fmt: skip


T2021: Final = Template(
    "2021", "国办公开办函〔2021〕30号", _sections(), (PROACTIVE_2021, REQUESTS_2021, DISPUTES)
)
T2019: Final = Template(
    "2019", "国办公开办函〔2019〕60号", _sections(), (PROACTIVE_2019, REQUESTS_2019, DISPUTES)
)
TEMPLATES: Final = {"2021": T2021, "2019": T2019}

NARRATIVE: Final = ("preface", "overview", "problems", "other")
"""The sections that are prose; the other three are the tables."""
