"""What another program may ask for, as values: every option with its kind, its bounds and a Chinese description.

The door over HTTP and the one for other assistants take the same; both publish these descriptions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.errors import InputError

_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
LONGEST_TEXT: Final = 20_000_000
LONGEST_NOTES: Final = 50_000
LONGEST_QUESTION: Final = 5_000
LONGEST_WORD: Final = 200
MOST_AFTER: Final = 20

_ALLOWED: Final = {
    "bool_parsing": "true 或 false",
    "bool_type": "true 或 false",
    "int_parsing": "整数",
    "int_type": "整数",
    "int_from_float": "整数",
    "string_type": "文字",
    "string_unicode": "完整的文字（里面有半个字符）",
    "list_type": "一列文字",
}


def _no_truth(value: Any) -> Any:
    """JSON's ``true`` is no number, though Python takes it for one."""
    if isinstance(value, bool):
        raise ValueError("a truth value is no number")
    return value


Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Notes = Annotated[str, Field(max_length=LONGEST_NOTES)]
Question = Annotated[str, Field(max_length=LONGEST_QUESTION)]
Word = Annotated[str, Field(max_length=LONGEST_WORD)]

Year = Annotated[int, BeforeValidator(_no_truth), Field(ge=1, le=9999)]
Count = Annotated[int, BeforeValidator(_no_truth), Field(ge=0, le=1_000_000)]


class Asked(BaseModel):
    """One request. Names that mean nothing are refused, never passed over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Read(Asked):
    """Read a report."""

    text: Text = Field("", description="年报的文字（粘贴的三张表或整篇），也可以是网页源码；传文件时不写")
    prose: bool = Field(
        False,
        description="没有表格，只有一段写明数字的话（4000字以内）；读出来的每个数都要人确认。配置了模型就一起读",
    )


class Check(Asked):
    """Check a report."""

    text: Text = Field("", description="本年年报的文字；传文件时不写")
    previous: Text = Field("", description="上年年报的文字，用来核对跨年数据、同比和照抄；可以不给")
    all: bool = Field(False, description="连已经驳回的问题也列出来")


class Draft(Asked):
    """Draft the narrative sections."""

    text: Text = Field("", description="本年年报的文字，至少要有三张表；传文件时不写")
    previous: Text = Field("", description="上年年报的文字，用来写同比；可以不给")
    notes: Notes = Field("", description="今年工作的要点，一行一条，50000字以内")
    section: Literal["overview", "problems", "other", "all"] = Field(
        "all", description="起草哪一部分：overview 总体情况，problems 问题及改进，other 其他事项，all 全部"
    )
    writer: Literal["grounded", "model"] = Field(
        "grounded", description="grounded 不用模型；model 用服务器上配置好的模型"
    )
    wish: Word = Field("", description="用模型起草时对写法的要求，如“短一点”；只在 writer 为 model 时可以写")


class Compare(Asked):
    """Lay two reports side by side."""

    text: Text = Field("", description="本年年报的文字；传文件时不写")
    previous: Text = Field("", description="上年年报的文字；传文件时不写")


class Export(Asked):
    """Make a file of a report."""

    text: Text = Field("", description="年报的文字；传文件时不写")
    format: Literal["docx", "html", "xlsx", "md"] = Field(description="要哪种文件")


class Ask(Asked):
    """Ask about the rules."""

    question: Question = Field(description="要问的话；只看前500字")
    after: list[Question] = Field(
        [], max_length=MOST_AFTER, description="前面问过的问题，最近的在最后；“那延期呢”要靠它才听得懂"
    )
    model: bool = Field(True, description="false：配置了模型也不用，直接给规定库的回答")


class Search(Asked):
    """Search the library."""

    query: Question = Field(description="词、短语或者一句话；只看前500字")
    k: Annotated[int, BeforeValidator(_no_truth)] = Field(10, ge=1, le=100, description="最多列几条")
    kind: Literal["regulation", "report"] | None = Field(
        None, description="regulation 规定，report 往年报告；不写两种都找"
    )
    unit_kind: Word | None = Field(None, description="只找这类单位的报告，如 教育、公安、乡镇")
    level: Word | None = Field(None, description="只找这一级的报告：市级、县级、乡镇街道或部门")
    year: Year | None = Field(None, description="只找这一年的报告")


_DAY: Final = "日期，如 2026-01-15、2026年1月15日或 20260115"


class Deadline(Asked):
    """Work out the last day of a period."""

    received: Word = Field(description=f"起算的日子，一般是收到申请那天；{_DAY}")
    kind: Literal["答复", "补正", "第三方", "共同机关", "主动公开"] = Field("答复", description="算哪种期限")
    extend: bool = Field(False, description="延长答复期限（最多20个工作日）；只用来算答复期限")
    third_party: Annotated[int, BeforeValidator(_no_truth)] = Field(
        0,
        ge=0,
        le=250,
        description="征求第三方和其他机关意见用去几个工作日，不算在期限里；只用来算答复期限",
    )
    correction_asked: Word | None = Field(None, description=f"告知申请人补正的日子；{_DAY}")
    corrected: Word | None = Field(None, description=f"收到补正的申请的日子，答复期限从它重新算；{_DAY}")
    channel: Word | None = Field(
        None, description="申请怎样递来：当面、邮寄、平信、网络或传真；说明哪天算收到"
    )
    today: Word | None = Field(None, description=f"按哪天算还剩几天，默认是今天；{_DAY}")


class Fee(Asked):
    """Work out a fee: by items or by pages, never both."""

    items: Count | None = Field(None, description="按件：同一申请人一个自然月里一共几件")
    pages: Count | None = Field(None, description="按量：这件申请一共提供几页")


def schema_of(kind: type[Asked]) -> dict[str, Any]:
    """The JSON schema of a request, with Chinese descriptions only."""
    return {k: v for k, v in in_chinese(kind.model_json_schema()).items() if k != "description"}


def in_chinese(value: Any) -> Any:
    """A schema without our own English docstrings and the titles that pydantic makes up of names."""
    if isinstance(value, dict):
        return {key: in_chinese(one) for key, one in value.items() if not _is_ours(key, one)}
    if isinstance(value, list):
        return [in_chinese(one) for one in value]
    return value


def _is_ours(key: str, value: Any) -> bool:
    return key in {"title", "description"} and isinstance(value, str) and not _CHINESE.search(value)


A = TypeVar("A", bound=Asked)


def read_asked(kind: type[A], given: Any) -> A:
    """The request that a JSON value (or the fields of a form) makes; `InputError` says which name is at fault."""
    if not isinstance(given, Mapping):
        raise InputError("请求里应是一个 JSON 对象。", '请写成 {"text": "…"} 这样。')
    try:
        return kind.model_validate(dict(given))
    except ValidationError as error:
        raise _explain(kind, error) from error


def _explain(kind: type[Asked], error: ValidationError) -> InputError:
    """The first fault in words. What was given is not repeated: it may be long, or somebody's own."""
    fault = error.errors(include_url=False, include_input=False)[0]
    name = _shown(str(fault["loc"][0])) if fault["loc"] else ""
    why = fault["type"]
    if why == "extra_forbidden":
        return InputError(f"不认识“{name}”。", f"可以写的有：{'、'.join(kind.model_fields)}。")
    if why == "missing":
        return InputError(f"缺少“{name}”。", f"它是：{kind.model_fields[name].description}。")
    return InputError(f"“{name}”的值不能用。", f"应为：{_wanted(dict(fault))}。")


def _wanted(fault: dict[str, Any]) -> str:
    why, bounds = fault["type"], fault.get("ctx", {})
    if why == "literal_error":
        return str(bounds["expected"]).replace("'", "").replace(" or ", "、").replace(", ", "、")
    if why == "string_too_long":
        return f"不超过 {bounds['max_length']} 字的文字"
    if why == "too_long":
        return f"不超过 {bounds['max_length']} 条"
    if why == "greater_than_equal":
        return f"不小于 {bounds['ge']} 的整数"
    if why == "less_than_equal":
        return f"不大于 {bounds['le']} 的整数"
    if why == "value_error":
        return "整数"
    return _ALLOWED.get(why, "说明里写的那种值")


def _shown(name: str) -> str:
    """A name of the caller's own, short and in one line."""
    plain = "".join(c if c.isprintable() else "?" for c in name)
    return plain if len(plain) <= 30 else plain[:30] + "…"
