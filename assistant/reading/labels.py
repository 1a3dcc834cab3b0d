"""Which row of the form a label names, however it was shortened, numbered or wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from assistant.core.numbers import squeeze
from assistant.core.template import APPLICANTS, OUTCOMES, TEMPLATES, Row, Template

LONGEST_LABEL: Final = 60
"""No label of the form is longer; longer fields are prose or noise."""

_MARKS: Final = re.compile(r"[^\w%]+")
_NUMBERING: Final = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十\d]{1,2}[、.．,，:：])"
)
_OTHER_LEAF: Final = re.compile(r"(?:^|[36三六][.、．,，)）]|处理|处理3)其[他它]$")


def normalise(text: str) -> str:
    """A label without blanks, punctuation and width differences: what comparing goes by."""
    return _MARKS.sub("", squeeze(text)).replace("它", "他")


@dataclass(frozen=True)
class _Key:
    text: str
    row: str


_EXTRA_KEYS: Final = {
    "new": ("本年新收", "新收政府信息公开申请"),
    "carried_over": ("上年结转", "上年度结转"),
    "granted": ("予以公开",),
    "granted_in_part": ("部分公开",),
    "refused.state_secret": ("属于国家秘密",),
    "refused.law_forbids": ("法律行政法规禁止公开", "法律法规禁止公开"),
    "refused.safety_and_stability": ("三安全一稳定",),
    "refused.third_party_rights": ("第三方合法权益",),
    "refused.internal_affairs": ("内部事务信息",),
    "refused.process_information": ("过程性信息",),
    "refused.enforcement_files": ("执法案卷",),
    "refused.administrative_inquiry": ("行政查询事项",),
    "unavailable.not_held": ("本机关不掌握", "不掌握相关"),
    "unavailable.needs_creation": ("没有现成信息", "需要另行制作", "需另行制作"),
    "unavailable.still_unclear": ("仍不明确",),
    "not_processed.petition_or_complaint": ("信访举报投诉", "信访投诉举报"),
    "not_processed.repeated": ("重复申请",),
    "not_processed.publications": ("公开出版物",),
    "not_processed.excessive": ("大量反复申请",),
    "not_processed.reconfirmation": ("重新出具", "要求行政机关确认或重新出"),
    "other": ("其他处理",),
    "other.not_corrected_in_time": ("逾期不补正", "逾期未补正"),
    "other.fee_unpaid": ("逾期未按收费通知", "逾期未缴", "逾期不缴", "按收费通知要求缴纳"),
    "concluded_total": ("七总计", "七合计"),
    "carried_forward": ("结转下年",),
}


@cache
def _keys(version: str) -> tuple[_Key, ...]:
    rows = TEMPLATES[version].table("requests").rows
    return tuple(_Key(key, row.id) for row in rows for key in _EXTRA_KEYS.get(row.id, ()))


@lru_cache(maxsize=4096)
def request_rows(text: str, version: str) -> tuple[str, ...]:
    """Ids of the rows of table three named in a label text, in the order of their appearance."""
    plain = normalise(text)
    found: dict[str, int] = {}
    for key in _keys(version):
        place = plain.rfind(key.text)
        if place >= 0:
            found[key.row] = max(place, found.get(key.row, -1))
    if version == "2021" and _OTHER_LEAF.search(squeeze(text)):
        found["other.other"] = len(plain)
    return tuple(sorted(found, key=lambda row: found[row]))


def similarity(text: str, row: Row) -> float:
    """The share of a row label's neighbouring character pairs that the text holds, 0 to 1."""
    label = normalise(row.label)
    pairs = {label[i : i + 2] for i in range(len(label) - 1)}
    plain = normalise(text)
    return sum(pair in plain for pair in pairs) / len(pairs) if pairs else 0.0


@cache
def _row_names(template: Template, table: str) -> dict[str, str]:
    names = {}
    for row in template.table(table).rows:
        for label in (row.label, *row.aliases):
            names[normalise(label)] = row.id
    return names


@lru_cache(maxsize=4096)
def named_row(text: str, version: str, table: str) -> str | None:
    """The row of table two or four that the whole text names; numbering in front does not matter."""
    if len(text) > LONGEST_LABEL:
        return None
    names = _row_names(TEMPLATES[version], table)
    plain = squeeze(text)
    return names.get(normalise(plain)) or names.get(normalise(_NUMBERING.sub("", plain)))


_APPLICANT: Final = {normalise(label): c.id for c in APPLICANTS for label in (c.label, *c.aliases)}
_OUTCOME: Final = {normalise(label): c.id for c in OUTCOMES for label in (c.label, *c.aliases)}


def applicant_column(text: str) -> str | None:
    """The column of table three that a heading names."""
    return _APPLICANT.get(normalise(text))


def outcome_column(text: str) -> str | None:
    """The column of table four that a heading names."""
    return _OUTCOME.get(normalise(text))


_SIGNS_2019: Final = frozenset(
    map(
        normalise,
        (
            "本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "采购总金额", "采购项目数量",
            "政府集中采购", "其他对外管理服务事项",
        ),
    )
)  # fmt: skip
_SIGNS_2021: Final = frozenset(
    map(normalise, ("本年制发件数", "本年废止件数", "现行有效件数", "本年收费金额"))
)


def form_of_table_two(texts: Iterable[str]) -> str | None:
    """The template version that table two's headings speak for; `None` when they do not tell."""
    old = new = 0
    for text in texts:
        plain = normalise(text)
        if len(plain) > LONGEST_LABEL:
            continue
        old += any(plain.startswith(sign) for sign in _SIGNS_2019)
        new += any(plain.startswith(sign) for sign in _SIGNS_2021)
    if old == new:
        return None
    return "2019" if old > new else "2021"
