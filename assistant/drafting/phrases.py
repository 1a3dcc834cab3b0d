"""What the sentence patterns have in common: a desk with the outline on it, and rows of items."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from assistant.core.facts import Fact
from assistant.drafting.draft import YEAR
from assistant.drafting.notes import Note
from assistant.drafting.outline import Outline
from assistant.drafting.pieces import Line, Piece, Pieces, Said
from assistant.drafting.units import Chooser

CATEGORIES: Final = {
    "granted": "予以公开",
    "granted_in_part": "部分公开",
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "other": "其他处理",
}
"""办理结果 by the names of the form."""

REASONS: Final = {
    "refused.state_secret": "属于国家秘密",
    "refused.law_forbids": "其他法律、行政法规禁止公开",
    "refused.safety_and_stability": "危及“三安全一稳定”",
    "refused.third_party_rights": "保护第三方合法权益",
    "refused.internal_affairs": "属于三类内部事务信息",
    "refused.process_information": "属于四类过程性信息",
    "refused.enforcement_files": "属于行政执法案卷",
    "refused.administrative_inquiry": "属于行政查询事项",
    "unavailable.not_held": "本机关不掌握相关政府信息",
    "unavailable.needs_creation": "没有现成信息、需要另行制作",
    "unavailable.still_unclear": "补正后申请内容仍不明确",
    "not_processed.petition_or_complaint": "属于信访举报投诉类申请",
    "not_processed.repeated": "属于重复申请",
    "not_processed.publications": "要求提供公开出版物",
    "not_processed.excessive": "无正当理由大量反复申请",
    "not_processed.reconfirmation": "要求确认或者重新出具已获取信息",
    "other.not_corrected_in_time": "申请人无正当理由逾期不补正",
    "other.fee_unpaid": "申请人逾期未缴纳信息处理费",
}
"""The rows below the categories, as they are worded in a sentence."""


class Desk:
    """An outline, and the wordings its unit gets."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.figures = outline.figures
        self.profile = outline.profile
        own = outline.report.unit or ""
        self.chooser = Chooser(f"{own}\n{outline.variant}" if outline.variant else own)

    def fact(self, address: str) -> Fact | None:
        """A usable cell's number."""
        return self.figures.fact(address)

    def pick(self, what: str, *options: str) -> str:
        """One of several equally right wordings, always the same for a unit."""
        return self.chooser.pick(what, options)

    @property
    def year(self) -> Fact | None:
        """The report's year, to be written before 年."""
        year = self.outline.report.year
        return None if year is None else Fact("year", Decimal(year), "", (YEAR,))

    def opening(self, what: str) -> list[Piece]:
        """How a paragraph of figures starts: 全年, 本年度, 2025年; 全市 for a government."""
        scope = self.profile.scope
        plain: list[list[Piece]] = [["全年"], ["本年度"]] if scope == "全年" else [[scope], [f"{scope}全年"]]
        if self.year is not None:
            plain.append([self.year, "年"] if scope == "全年" else [self.year, f"年{scope}"])
        return self.chooser.pick(what, plain)


def told(note: Note) -> Said:
    """The user's words as a piece."""
    return Said(note.text, "note", (note.cell,))


def items(entries: Sequence[tuple[str, Fact]]) -> list[list[Piece]]:
    """Name and number of each entry, for joining."""
    return [[name, fact] for name, fact in entries]


def body(*pieces: Piece) -> Line:
    """A sentence of prose."""
    return Line(tuple(pieces))


def notes_lines(notes: Sequence[Note], room: int = 48) -> list[Line]:
    """The user's words as sentences; short ones that start with their verb share one."""
    rows: list[list[Note]] = []
    for note in notes:
        last = rows[-1] if rows else []
        fits = last and note.led and last[-1].led and sum(len(n.text) for n in (*last, note)) <= room
        if fits:
            last.append(note)
        else:
            rows.append([note])
    return [Line(_row(row)) for row in rows]


def _row(notes: Sequence[Note]) -> Pieces:
    pieces: list[Piece] = []
    for note in notes:
        pieces += ["，", told(note)] if pieces else [told(note)]
    return (*pieces, "。")
