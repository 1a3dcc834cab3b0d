"""Cells out of running text, where somebody has a sentence and no table. Every one is marked uncertain.

Two readers propose: our own, by the words that name rows and columns, and a chat model where one is given. A
proposal must stand on words of the text that hold its number and name no other cell; what the two read differently
is left out and said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from assistant.core.numbers import Mention, NumberKind, find_numbers, format_number
from assistant.core.report import Cell, CellKind, Problem, Report, empty_tables
from assistant.core.template import T2021
from assistant.drafting.matters import named_in, wrong_name
from assistant.drafting.phrases import CATEGORIES
from assistant.errors import InputError
from assistant.models.port import ChatModel, Message, ModelError, Request
from assistant.prompts import load_prompt

LONGEST: Final = 4_000
_PROMPT: Final = "read_cells"
_MOST_CELLS: Final = 60
_STOP: Final = re.compile(r"[。；\n]")
_EDGE: Final = re.compile(r"[，、：（）()]")
_ALSO: Final = (
    (re.compile(r"去年[^，。；]{0,4}(?:结转|转来)"), "上年结转"),
    (re.compile(r"(?:结转|转)[到至]?(?:下|明|来|今|第二)一?年"), "结转下年"),
    (re.compile(r"(?:新收|收到|受理|接收)[^，。；、]{0,12}申请|申请(?!人)[^，。；、]{0,2}$"), "新收"),
    (re.compile(r"个人|公民"), "自然人"),
    (re.compile(r"企业|公司"), "商业企业"),
    (re.compile(r"答复"), "办结"),
    (re.compile(r"国家秘密|涉密"), "属于国家秘密"),
    (re.compile(r"重复(?:申请|提出)"), "属于重复申请"),
    (re.compile(r"信访|举报|投诉"), "属于信访举报投诉类申请"),
    (re.compile(r"案卷|卷宗"), "属于行政执法案卷"),
    (re.compile(r"第三方"), "保护第三方合法权益"),
    (re.compile(r"内部事务"), "属于三类内部事务信息"),
    (re.compile(r"过程性"), "属于四类过程性信息"),
    (re.compile(r"不掌握|信息不存在"), "本机关不掌握相关政府信息"),
    (re.compile(r"另行制作|没有现成"), "没有现成信息、需要另行制作"),
    (re.compile(r"补正[^，。；]{0,6}不明确"), "补正后申请内容仍不明确"),
    (re.compile(r"逾期(?:不|未)补正"), "申请人无正当理由逾期不补正"),
    (re.compile(r"逾期(?:不|未)缴"), "申请人逾期未缴纳信息处理费"),
)
"""What else staff write for a row or a column of the form."""
_NAMED_CELLS: Final = {"办结": "requests.concluded_total.total"}
_SINGLE: Final = {CATEGORIES["granted"], CATEGORIES["granted_in_part"]}
_DEFAULT: Final = re.compile(r"\.(?:total|decisions|amount)$")
_UNITS: Final = frozenset({"件", "个", "份", "起", "宗", "条", "笔", ""})
_MONEY: Final = {"万元": Decimal(1), "元": Decimal("0.0001")}
_OBJECT: Final = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Proposal:
    """A value for a cell, and the words of the text that it stands in. `start` is the offset of its number."""

    cell: str
    value: Decimal
    words: str
    start: int
    by: str


def read_prose(text: str, model: ChatModel | None = None, *, home: Path | None = None) -> Report:
    """Read cells out of prose. All of them are uncertain, each named in a problem with its words.

    Raises `InputError` for text without any number that belongs in the tables, or beyond 4,000 characters.
    """
    if not text.strip():
        raise InputError("没有内容。", "请粘贴一段写明数字的话，例如“全年收到申请12件，其中自然人10件”。")
    if len(text) > LONGEST:
        raise InputError(
            "这段话太长。", f"请只留下写明数字的部分，{LONGEST}字以内；整篇报告请连同表格一起读。"
        )
    problems: list[Problem] = []
    proposals = list(_by_words(text))
    if model is not None:
        proposals += _by_model(text, model, home, problems)
    if not proposals:
        raise InputError("没有从这段话里读出表格要填的数。", "请写明是哪一项、多少件，或者粘贴三张表。")
    cells: dict[str, Cell | None] = {}
    for cell, found in groupby(sorted(proposals, key=lambda p: (p.cell, p.by)), key=lambda p: p.cell):
        readings = list(found)
        problems.append(_said(cell, readings))
        if len({p.value for p in readings}) == 1:
            cells[cell] = _cell(readings[0].value)
    report = Report(tables=empty_tables(T2021), problems=tuple(problems))
    return report.replace_cells(cells)


def _cell(value: Decimal) -> Cell:
    kind = CellKind.NUMBER if value else CellKind.ZERO
    return Cell(value=value, kind=kind, raw=format_number(value), certain=False)


def _said(cell: str, readings: Sequence[Proposal]) -> Problem:
    name = T2021.describe(cell)
    values = {p.value: p for p in readings}
    if len(values) == 1:
        first = readings[0]
        message = f"{name}填{format_number(first.value)}，是从“{first.words}”读出来的，请确认。"
        return Problem(code="READ-PROSE", severity="warning", where=(cell,), message=message)
    told = "，".join(f"“{p.words}”读作{format_number(v)}" for v, p in values.items())
    return Problem(
        code="READ-PROSE",
        severity="error",
        where=(cell,),
        message=f"{name}有两种读法：{told}。没有填，请您填。",
    )


# --- by the words that name rows and columns ----------------------------------------------------------


def _by_words(text: str) -> Iterator[Proposal]:
    for start, end in _pieces(text):
        row = ""
        before = start
        for mention in find_numbers(text[start:end]):
            if mention.kind is not NumberKind.COUNT or mention.approximate:
                continue
            at = start + mention.start
            segment = _EDGE.split(text[before:at])[-1] or text[before:at]
            names = _names(segment) or _names_behind(segment, text[start + mention.end : end])
            rows = [n for n in names if not _is_column(n)]
            column = next((n for n in reversed(names) if _is_column(n)), "")
            if rows:
                row = next((r for r in reversed(rows) if _cell_of(r, column)), rows[-1])
            # A row named earlier is meant again only with a kind of applicant or an outcome: “都给了的8份” is none.
            cell = _cell_of(row, column) if names else ""
            value = _value(mention, cell)
            if cell and value is not None and not wrong_name(text, at, [cell]):
                words = text[at - len(segment) : start + mention.end].strip("，。；、 \n")
                yield Proposal(cell, value, words, at, "words")
            before = start + mention.end


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for stop in _STOP.finditer(text):
        yield at, stop.start()
        at = stop.end()
    yield at, len(text)


def _names(segment: str) -> list[str]:
    """The rows and columns a stretch of text names, the form's own words before what staff write for them."""
    found = [(n.start, n.word) for n in named_in(segment)]
    for pattern, word in reversed(_ALSO):
        match = pattern.search(segment)
        kinds = {_is_column(w) for _, w in found}
        if match and _is_column(word) not in kinds:
            found.append((match.start(), word))
    return [word for _, word in sorted(found)]


def _names_behind(segment: str, behind: str) -> list[str]:
    """``收了8份公开申请``: the matter stands behind its number."""
    asked = re.match(r"[^，。；、]{0,8}申请(?!人)", behind)
    return ["新收"] if asked and re.search(r"收|受理", segment) else []


def _is_column(word: str) -> bool:
    return next((n.is_column for n in named_in(word)), False)


def _cell_of(row: str, column: str) -> str:
    """The one cell that a row and a column name; empty when there is none or more than one."""
    if not row:
        return ""
    if row in _NAMED_CELLS and not column:
        return _NAMED_CELLS[row]
    named = [n for word in (row, column) if word for n in named_in(word)]
    fitting = [a for a in T2021.addresses if all(n.fits([a]) for n in named)]
    if not column:
        fitting = [a for a in fitting if _DEFAULT.search(a)]
    return fitting[0] if len(fitting) == 1 else ""


def _value(mention: Mention, cell: str) -> Decimal | None:
    if cell.endswith(".amount"):
        factor = _MONEY.get(mention.unit)
        return None if factor is None else mention.value * factor
    return mention.value if mention.unit in _UNITS else None


# --- by a model -----------------------------------------------------------------------------------------


def _by_model(text: str, model: ChatModel, home: Path | None, problems: list[Problem]) -> list[Proposal]:
    prompt = load_prompt(_PROMPT, home)
    said = prompt.render(text=text, rows=_asked_rows(text))
    request = Request(
        (Message("user", said),),
        longest=700,
        temperature=0.0,
        json=True,
        purpose="读一段话",
        prompt=_PROMPT,
        prompt_hash=prompt.hash,
    )
    stream = model.stream(request)
    try:
        reply = "".join(stream)
    except ModelError as error:
        problems.append(Problem(code="READ-MODEL", severity="info", message=f"{error}，只按字面读了这段话。"))
        return []
    proposals, refused = [], 0
    for item in _objects(reply):
        proposal = _checked(item, text)
        if proposal is None:
            refused += 1
        else:
            proposals.append(proposal)
    model.judged(stream.usage, "采用" if proposals else "替换")
    if refused:
        problems.append(
            Problem(
                code="READ-MODEL",
                severity="info",
                message=f"模型还提了{refused}个和原话对不上的数，没有采用。",
            )
        )
    return proposals


def _asked_rows(text: str) -> list[str]:
    """The cells worth asking for: those whose name shares two characters with the text."""
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    rows = []
    for cell in T2021.addresses:
        name = T2021.describe(cell)
        label = re.sub(r"政府信息公开|申请|数量|情况", "", name)
        if any(label[i : i + 2] in pairs for i in range(len(label) - 1)) or cell == "requests.new.total":
            rows.append(f"{cell} {name}")
    return rows[:_MOST_CELLS]


def _names_a_row(words: str) -> bool:
    """Whether words name more than a group of rows (不予公开, 无法提供…), which is no cell."""
    return any(n.word not in CATEGORIES.values() or n.word in _SINGLE for n in named_in(words))


def _objects(reply: str) -> Iterable[dict[str, Any]]:
    """The cells of a reply; of JSON that is none, every object that can be read."""
    try:
        whole = json.loads(reply[reply.index("{") : reply.rindex("}") + 1])
    except (ValueError, RecursionError):
        whole = None
    items = whole.get("cells") if isinstance(whole, dict) else None
    if isinstance(items, list):
        return [i for i in items if isinstance(i, dict)]
    found = []
    for match in _OBJECT.finditer(reply):
        try:
            item = json.loads(match[0])
        except ValueError:
            continue
        if isinstance(item, dict):
            found.append(item)
    return found


def _checked(item: dict[str, Any], text: str) -> Proposal | None:
    """The model's proposal where its words stand in the text, hold the number, and name no other cell."""
    cell, words = item.get("cell"), item.get("words")
    if not isinstance(cell, str) or not isinstance(words, str) or cell not in T2021.addresses or not words:
        return None
    at = text.find(words)
    if at < 0:
        return None
    try:
        value = Decimal(str(item.get("value")))
    except InvalidOperation:
        return None
    for mention in find_numbers(words):
        if mention.kind is NumberKind.COUNT and not mention.approximate and _value(mention, cell) == value:
            start = at + mention.start
            said = (words[: mention.start], _STOP.split(text[:start])[-1])
            if any(map(_names_a_row, said)) and not wrong_name(text, start, [cell]):
                return Proposal(cell, value, words, start, "model")
    return None
