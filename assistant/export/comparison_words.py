"""How a comparison is said, the same in the terminal, on the page and in the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final, NamedTuple

from assistant.core.comparison import CellPair, Comparison, Kind, Link, SectionPair, SentencePair
from assistant.core.numbers import format_number
from assistant.core.report import Cell, CellKind
from assistant.core.template import TEMPLATES
from assistant.export.content import TITLE, clean

KINDS: Final[dict[Kind, str]] = {"equal": "同", "changed": "改", "added": "增", "removed": "删"}
VERDICTS: Final = {"pass": "相符", "fail": "不符", "uncertain": "缺数，无法核对"}
NONE: Final = "—"
"""Where there is no change or rate to give: a side holds no number, or last year's is not above zero."""

MISSING: Final = "缺"
BLANK: Final = "空"
DOUBT: Final = "?"
LEGEND: Final = (
    f"“{MISSING}”是报告里没有这一格，“{BLANK}”是格里什么也没有写，都与 0 不同；带“{DOUBT}”的数是读表时推断的，请对照原件；"
    f"增减率是增减数占上年数的百分比，上年数为 0 或有一年没有数时写“{NONE}”。"
)
TEXT_LEGEND: Final = "［ ］里是两年不同的字。"


def title(comparison: Comparison) -> str:
    """``示例县人民政府政府信息公开工作年度报告：2024年与2023年对照``."""
    unit = clean(comparison.current.unit or comparison.previous.unit or "").strip()
    return f"{unit}{TITLE}：{year(comparison)}与{last_year(comparison)}对照"


def year(comparison: Comparison) -> str:
    """Name this year by its number, where it is known."""
    return f"{comparison.current.year}年" if comparison.current.year else "本年"


def last_year(comparison: Comparison) -> str:
    """The year it is held against; never the same words as `year`."""
    known = comparison.previous.year
    return f"{known}年" if known and known != comparison.current.year else "上年"


class Rows(NamedTuple):
    """The pairs of one table: what it is called, all of them, those that differ and those that do not."""

    title: str
    pairs: Sequence[CellPair]
    differing: Sequence[CellPair]
    alike: Sequence[CellPair]


def tables(comparison: Comparison) -> Iterator[Rows]:
    """The pairs of every table, in the order of the form."""
    for name, members in groupby(comparison.cells, key=lambda pair: pair.table):
        pairs = list(members)
        yield Rows(
            table_title(comparison, name),
            pairs,
            [pair for pair in pairs if pair.state in {"changed", "unlike"}],
            [pair for pair in pairs if pair.state in {"same", "nothing"}],
        )


def in_rows(pairs: Iterable[CellPair]) -> Iterator[tuple[CellPair, str, int]]:
    """Each pair with the name of its row and how many pairs the row has; of the first of a row only, else ``""`` and 0."""
    for row, members in groupby(pairs, key=lambda pair: pair.row):
        whole = list(members)
        for n, pair in enumerate(whole):
            yield (pair, "", 0) if n else (pair, row, len(whole))


def heads(comparison: Comparison) -> tuple[str, ...]:
    """What the four columns of numbers are called."""
    return last_year(comparison), year(comparison), "增减", "增减率"


def table_title(comparison: Comparison, name: str) -> str:
    """``表二　主动公开政府信息情况``."""
    tables = TEMPLATES[comparison.current.template].tables
    return f"{name}　{next(table.title for table in tables if table.name == name)}"


def shown(cell: Cell | None) -> str:
    """What a cell holds; missing, blank and zero stay apart."""
    if cell is None:
        return MISSING
    if cell.kind is CellKind.BLANK:
        return BLANK
    text = format_number(cell.value) if cell.value is not None else " ".join(clean(cell.raw).split())
    return text if cell.certain else text + DOUBT


def signed(value: Decimal | None) -> str:
    """A change with its sign: ``+32``, ``-3``, ``0``; a dash where there is none."""
    if value is None:
        return NONE
    return ("+" if value > 0 else "") + format_number(value)


def rate(value: Decimal | None) -> str:
    """A rate with its sign and one decimal: ``+25.0%``; a dash where there is none."""
    return NONE if value is None else f"{value:+.1f}%" if value else "0.0%"


def changes(pair: CellPair) -> tuple[str, str, str, str]:
    """Last year's value, this year's, the change and the rate."""
    return shown(pair.previous), shown(pair.current), signed(pair.change), rate(pair.rate)


def share(value: float) -> str:
    """A share as whole per cent, rounded down: 100% means all of it."""
    return f"{int(value * 100)}%"


def likeness(section: SectionPair) -> str:
    """How much of a section stood in last year's."""
    if not section.length:
        return "本年没有内容"
    return f"本年 {section.length} 字里有 {share(section.share)} 上年也有（数字、标点不算）"


def whole(comparison: Comparison) -> str:
    """How much of the whole text stood in last year's report, wherever it stood there; empty without text."""
    if not comparison.length:
        return ""
    return f"正文一共 {comparison.length} 字，{share(comparison.share)} 上年也有（数字、标点不算）。"


def counts(section: SectionPair) -> str:
    """How many sentences are the same, changed, new and gone."""
    return "、".join(
        f"{word} {section.count(kind)} 句" for kind, word in KINDS.items() if section.count(kind)
    )


def marked(pair: SentencePair) -> tuple[str, str]:
    """Last year's and this year's sentence, what differs in ［ ］; a side without a sentence is empty."""
    if not pair.segments:
        return clean(pair.previous_text), clean(pair.text)
    old, new = "", ""
    for segment in pair.segments:
        same = segment.kind == "equal"
        old += segment.previous_text if same else bracketed(segment.previous_text)
        new += segment.text if same else bracketed(segment.text)
    return clean(old), clean(new)


def bracketed(text: str) -> str:
    """The text in ［ ］; nothing for nothing."""
    return f"［{text}］" if text else ""


def link_result(link: Link) -> tuple[str, str, str]:
    """What last year's report makes of it, what stands there, and whether they agree."""
    expected, found = (format_number(v) if v is not None else NONE for v in (link.expected, link.found))
    return expected, found, VERDICTS[link.verdict]
