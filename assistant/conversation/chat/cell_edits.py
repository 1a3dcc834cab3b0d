"""“把新收自然人改成12”: which cells a text wants changed, and to what. Never a guess between two cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from assistant.conversation.chat.cell_names import COLUMNS, GROUPS, Name, names, only_column, table_of
from assistant.conversation.chat.events import Choice
from assistant.conversation.chat.wishes import Wish
from assistant.core.numbers import format_number, read_quantity
from assistant.core.template import T2021, address

_COUNTER: Final = r"(?:万元|元|件次?|条|个|项|份|起|宗|次|人)?"
_VALUE: Final = re.compile(
    rf"(?P<number>(?<![\d.,])[-+]?\d[\d,]{{0,24}}(?:\.\d{{1,12}})?\s*万?)\s*(?P<unit>{_COUNTER})(?!\s*[年月日号%季届条行点页]|工作日|\d)"
    r"|(?P<chinese>(?<![零〇一二两三四五六七八九十百千])[零〇一二两三四五六七八九十百千]{1,12})(?P<counter>件|条|个|项|份|宗|起)(?!工作日|月|字)"
    r"|(?<=[成为填是到])(?P<bare>[零〇一二两三四五六七八九十百]{1,12})(?=$|[,，。;；!！\s了吧])"
    r"|(?P<empty>清空|清掉|空白|留空|空着|(?<=[成为填])(?:空|/|无|—))"
)
_FROM: Final = re.compile(
    rf"(?:由|从|不是|不该是)\s*(?:\d[\d,.]{{0,24}}万?|[零一二两三四五六七八九十百]{{1,12}})\s*{_COUNTER}(?=\s*(?:改|变|,|，|应|而?是|调))"
)
_OLD: Final = re.compile(
    rf"(?<![\d.,])\d[\d,]{{0,24}}(?:\.\d{{1,12}})?万?{_COUNTER}(?=\s*(?:改|变|调|更正)(?:成|为|到))"
)
_ELSEWHERE: Final = re.compile(
    r"表[二三四234]|第[二三四]部分|(?<!\d)(?:19|20)\d\d年度?(?:的)?|三\(?[一二三四五六]\)|\([一二三四五六]\)"
)
_LAST_YEAR: Final = re.compile(
    r"(?:去年|上年|上一年)(?:度)?(?:的)?(?!结转)(?:表|年报|那张表|数据)?(?:里|中|的)?"
)
_STRONG: Final = re.compile(
    r"改(?:成|为|回|到|一下)?|应(?:该|当)?(?:是|为|填)?|填(?![了的])|写成|写错|错了|清空|加到|减到|调[成为到]|换成|更正|更新[为成]|不是.{1,12}是|设[为成]|录[入成]|输入"
)
_STORY: Final = re.compile(
    r"今年|全年|本年度|我们|我局|我镇|我县|本机关(?!不掌握)|共计|其中|开展|组织|培训|通过|根据|按照|已经|比"
)
_SAID: Final = re.compile(
    r"[\s,，。;；:：!！、“”\"'()]|里头?|里面|中|那一?[格行栏个类]|这一?[格行栏]|单元格|数[量字]?|的|了|吧|请|帮我|一下|把|将|刚|核(?:对|实|过)?了?|改|成|为|应|该|当"
    r"|填|写|错|是|不|由|从|加|减|到|就|变|调|换|更正|更新|设|录入|输入|有|收到|收|办理|结果|处理决定|本年|的?那|和|及|均|都|各|也|申请|件数|一栏|第|分别|全部"
)


@dataclass
class _Reader:
    """Goes through the names and values of a text in order. Every name must find its value, and every value its cell."""

    respectively: bool
    """“分别”: values go to the columns before them one by one."""
    alike: bool
    """“都”: one value goes to all the columns before it."""
    cells: list[tuple[str, str]] = field(default_factory=list)
    row: str = ""
    columns: list[str] = field(default_factory=list)
    values: int = 0
    fresh: bool = False
    """Whether a name came since the last value."""
    row_is_fresh: bool = False
    """Whether one of them was a row."""
    lost: bool = False
    """Whether something was said that cannot be placed."""
    doubt: tuple[str, str, str] | None = None
    """Row, column and value of the first value that is not plainly one cell's."""

    def take(self, name: Name) -> None:
        """A name: a new row, or a column of the row at hand (or of the row that follows)."""
        if name.kind == "column":
            self.columns.append(name.id)
        else:
            named = self.fresh and (self.row if self.row_is_fresh else "")
            if named and named != name.id:
                self.lost = True  # two rows and one value
            self.row_is_fresh = True
            self.row = name.id
        self.fresh = True

    def put(self, value: str, unit: str) -> None:
        """A value: it goes to the row and column named last."""
        self.values += 1
        if not self.fresh:
            self.lost = True
            return
        row = "requests.new" if self.row == "requests.any" else self.row
        if len(self.columns) > 1 and self.respectively:
            self._put_one(row, self.columns.pop(0), value, unit)
            return
        if len(self.columns) > 1 and not self.alike:
            self.lost = True
        for column in self.columns or [""]:
            self._put_one(row, column, value, unit)
        self.columns, self.fresh, self.row_is_fresh = [], False, False

    def _put_one(self, row: str, named: str, value: str, unit: str) -> None:
        if named == "total" and only_column(row):
            named = ""
        if row and named and named not in COLUMNS[table_of(row)]:
            self.lost = True
        column = named or only_column(row) or ("total" if row in _PLAIN_TOTAL else "")
        if f"{row}.{column}" in _CELLS:
            self.cells.append((f"{row}.{column}", _fitting(row, value, unit)))
        else:
            self.doubt = self.doubt or (row, named, value)


_CELLS: Final = frozenset(T2021.addresses)
_ONE_BY_ONE: Final = (
    "没有看明白要改哪一格。请一格一格说，连行和列一起写，例如“把新收自然人改成12”，也可以在“表格”里直接改。"
)
_BY: Final = re.compile(
    r"(?<!增)(?:加|减|多加|少加)(?:上|去|了|个)?\s*[\d一二两三]{1,6}(?:件|个|条)?[吧了]?$"
)
"""A change by so much, which says no new value."""
_BY_HOW_MUCH: Final = "没有改。请说改成多少，例如“把新收自然人改成12”，免得加错。"
_ROWS: Final = frozenset(f"{table.id}.{row.id}" for table, row in T2021.rows())
_PLAIN_TOTAL: Final = frozenset(row for row in _ROWS if row.startswith("requests."))


def read_edits(text: str) -> Wish | None:
    """The edits of a text (plain) as a wish: ``cells``; ``unclear`` when a cell is wanted but not plainly which.

    `None` for a text that is no edit.
    """
    strong = _STRONG.search(text) is not None
    if _BY.search(text) and names(text) and (strong or not _STORY.search(text)):
        return Wish("unclear", text, how=_BY_HOW_MUCH)
    if not strong and (_STORY.search(text) or text.count("\n")):
        return None
    bare = _OLD.sub(_blank, _FROM.sub(_blank, text))
    previous = _LAST_YEAR.search(bare) is not None
    bare = _LAST_YEAR.sub(_blank, bare)
    named = names(bare)
    bare = _ELSEWHERE.sub(_blank, bare)
    covered = list(bare)
    for name in named:
        covered[name.start : name.end] = " " * (name.end - name.start)
    rest = "".join(covered)
    values = [m for m in _VALUE.finditer(rest) if not rest[: m.start()].endswith("第")]
    said = _SAID.sub("", _VALUE.sub("", rest))
    if not strong and all(name.id in {"requests.any", "total"} for name in named):
        return None
    if not values or not named or len(said) > (6 if strong else 1):
        return None
    reader = _read(text, named, values)
    if not strong and reader.doubt is None and (reader.lost or reader.fresh):
        return None
    return _wish(text, reader, previous)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _read(text: str, named: Sequence[Name], values: Sequence[re.Match[str]]) -> _Reader:
    reader = _Reader("分别" in text, re.search(r"都|均|全部", text) is not None)
    met: list[tuple[int, Name | re.Match[str]]] = [(name.start, name) for name in named]
    met += [(value.start(), value) for value in values]
    for _, one in sorted(met, key=lambda each: each[0]):
        if isinstance(one, Name):
            reader.take(one)
        else:
            reader.put(*_value(one))
    return reader


def _wish(text: str, reader: _Reader, previous: bool) -> Wish | None:
    if reader.doubt is not None and not reader.lost and reader.values == 1:
        question, choices = _which(*reader.doubt, previous)
        return Wish("unclear", text, how=question, choices=choices)
    if reader.lost or reader.fresh or reader.doubt is not None:
        return Wish("unclear", text, how=_ONE_BY_ONE)
    if not reader.cells:
        return None
    wanted = dict(reader.cells)
    if len(wanted) < len(set(reader.cells)):
        twice = next(cell for cell, _ in reader.cells if len({v for c, v in reader.cells if c == cell}) > 1)
        given = list(dict.fromkeys(v for c, v in reader.cells if c == twice))
        choices = tuple(Choice(f"改成{v}", sentence(twice, v, previous)) for v in given[:4])
        return Wish("unclear", text, how=f"{T2021.describe(twice)}写了两个数，要哪一个？", choices=choices)
    return Wish("cells", text, cells=tuple(wanted.items()), previous=previous)


def _value(match: re.Match[str]) -> tuple[str, str]:
    if match["empty"]:
        return ("/" if "/" in match["empty"] else ""), ""
    if match["number"]:
        return match["number"].replace(" ", ""), match["unit"] or ""
    written = read_quantity(match["chinese"] or match["bare"])
    return (format_number(written.value) if written else (match["chinese"] or match["bare"])), ""


def _fitting(row: str, value: str, unit: str) -> str:
    """The value as the cell takes it: fees in 万元, exactly; everything else as a plain number."""
    if not value or value == "/":
        return value
    digits = value.removesuffix("万").replace(",", "")
    scaled = Decimal(digits) * (10_000 if value.endswith("万") else 1)
    if row != "proactive.fees":
        return format_number(scaled)
    if unit == "元":
        return format_number(scaled / 10_000)
    return format_number(Decimal(digits))


# --- asking back --------------------------------------------------------------------------------------------------

_LIKELY_ROWS: Final = {
    "requests": ("new", "carried_over", "granted", "concluded_total"),
    "disputes": ("reconsideration", "direct_litigation", "litigation_after_reconsideration"),
    "proactive": ("normative_documents", "rules"),
}
_LIKELY_COLUMNS: Final = {
    "disputes": ("upheld", "corrected", "other", "pending", "total"),
    "proactive": ("issued", "repealed", "in_force"),
    "requests": ("natural_person", "enterprise", "total"),
}
_PARTS: Final = {
    "requests.carried": ("requests.carried_over", "requests.carried_forward"),
    "disputes.litigation": ("disputes.direct_litigation", "disputes.litigation_after_reconsideration"),
}


def _which(row: str, column: str, value: str, previous: bool) -> tuple[str, tuple[Choice, ...]]:
    """What to ask when a value is not plainly one cell's, and the cells it may be."""
    if not row:
        table = next(t for t, columns in COLUMNS.items() if column in columns)
        cells = [address(table, one, column) for one in _LIKELY_ROWS[table]]
        question = f"“{column_of(cells[0])}”每一行都有，要改哪一行？不在下面的，请连行名一起写。"
    else:
        cells = _cells_of(row, column)
        question = "这里有几格，要改哪一格？不在下面的，请连行名一起写，或在“表格”里直接改。"
    return question, tuple(Choice(short(cell), sentence(cell, value, previous)) for cell in cells[:5])


def _cells_of(row: str, column: str) -> list[str]:
    rows = _PARTS.get(row) or (
        [r for r in sorted(_ROWS) if r.startswith(row + ".")] if row in GROUPS else [row]
    )
    columns = [column] if column in COLUMNS[table_of(row)] else list(_LIKELY_COLUMNS[table_of(row)])
    if len(rows) > 1 and not column:
        columns = ["total"]
    order = [a.rpartition(".")[0] for a in T2021.addresses]
    return [f"{one}.{c}" for one in sorted(rows, key=order.index) for c in columns]


def column_words(cell: str) -> str:
    """How staff call the column of a cell."""
    return column_of(cell).partition("（")[0]


def column_of(cell: str) -> str:
    """The column of a cell as the form names it."""
    return T2021.describe(cell).rpartition("的“")[2].removesuffix("”")


def short(cell: str) -> str:
    """A cell in few words: ``本年新收·自然人``."""
    return f"{row_words(cell)}·{column_of(cell).partition('（')[0]}"


def sentence(cell: str, value: str, previous: bool = False) -> str:
    """The words that ask for one cell to be changed, and nothing else; routing reads them so."""
    column = column_words(cell)
    put = f"改成{value}" if value else "清空"
    return f"把{'去年的' if previous else ''}{row_words(cell)}的{column}{put}"


_SHORT_ROWS: Final = {"requests.new": "本年新收", "requests.carried_over": "上年结转", "requests.carried_forward": "结转下年度",
    "requests.concluded_total": "办结总数", "requests.other.other": "其他处理的其他"}  # fmt: skip


def row_words(cell: str) -> str:
    """How staff call the row of a cell."""
    row = cell.rpartition(".")[0]
    table, _, row_id = row.partition(".")
    words = T2021.table(table).row(row_id).name
    return _SHORT_ROWS.get(row, re.sub(r"^（[一二三四五六]）(?:\d\.)?", "", words))
