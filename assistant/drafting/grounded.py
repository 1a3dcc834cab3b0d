"""Words an outline with no model: own sentence patterns, each right at none, one and many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from assistant.core.relations import PREVIOUS
from assistant.drafting import basis
from assistant.drafting.draft import YEAR, Sentence
from assistant.drafting.grounded_disputes import dispute_lines, no_disputes, none_clause
from assistant.drafting.grounded_other import other_lines
from assistant.drafting.grounded_proactive import proactive_lines
from assistant.drafting.grounded_problems import problem_lines
from assistant.drafting.grounded_requests import CARRIED, FORWARD, NEW, nothing_at_all, request_lines
from assistant.drafting.last_year import PREFACE, contact_sentence
from assistant.drafting.notes import Note
from assistant.drafting.outline import Outline
from assistant.drafting.paragraphs import in_paragraphs
from assistant.drafting.phrases import Desk, body, notes_lines, told
from assistant.drafting.pieces import Dated, Line, Piece, Said, compose, heading, joined, mark, rule, zero
from assistant.drafting.restated import restated
from assistant.drafting.rewriting import cleaned


@dataclass
class Block:
    """The sentences of a section, or of one aspect of the overview. `fresh`: where a new matter begins."""

    section: str
    aspect: str
    sentences: list[Sentence] = field(default_factory=list)
    fresh: set[int] = field(default_factory=set)


@dataclass
class _Page:
    """Composes blocks; each sentence is followed by a mark when a cell behind it was inferred."""

    outline: Outline
    _asked: set[str] = field(default_factory=set)

    def block(self, section: str, aspect: str, lines: Iterable[Line]) -> Block:
        """Lines as the sentences of a section or an aspect."""
        point = self.outline.point(section, aspect)
        block = Block(section, aspect)
        for line in lines:
            if line.fresh:
                block.fresh.add(len(block.sentences))
            sentence = compose(section, aspect, line, point.sources if line.kind == "mark" else ())
            block.sentences.append(sentence)
            block.sentences += [compose(section, aspect, m) for m in self._uncertain(sentence)]
        return block

    def _uncertain(self, sentence: Sentence) -> Iterator[Line]:
        figures = self.outline.figures
        cells = [
            *(c for n in sentence.numbers for c in n.cells),
            *(c for m in sentence.claims for c in m.cells),
        ]
        tables = [c for c in dict.fromkeys(cells) if c.removeprefix(PREVIOUS).startswith(("proactive.", "requests.", "disputes."))]  # fmt: skip
        doubtful = [c for c in figures.uncertain(tables) if c not in self._asked]
        self._asked.update(doubtful)
        if not doubtful:
            return
        form = figures.report.form
        shown: list[list[Piece]] = [
            ["上年报告的表格"] if c.startswith(PREVIOUS) else [Said(form.describe(c), "label", (c,))]
            for c in doubtful[:3]
        ]
        more = "等处" if len(doubtful) > 3 else ""
        yield mark("请核对", *joined(shown), f"{more}的数是读表时推算的，请对照原表。")


class GroundedWriter:
    """The writer that needs nothing but the outline. The same outline always gives the same sentences."""

    def write(self, outline: Outline) -> list[Sentence]:
        """All sentences of the four narrative sections."""
        return laid_out(grounded_blocks(outline))


def grounded_blocks(outline: Outline) -> Iterator[Block]:
    """Section by section and aspect by aspect what the outline has to say, worded, with its marks."""
    desk, page = Desk(outline), _Page(outline)
    yield page.block("preface", "", _preface(desk))
    for number, (aspect, title) in zip(basis.ORDINALS, basis.ASPECTS.items(), strict=False):
        yield page.block("overview", aspect, [heading(f"（{number}）{title}。"), *_aspect(desk, aspect)])
    yield page.block("problems", "", problem_lines(desk))
    yield page.block("other", "", other_lines(desk))


def laid_out(blocks: Iterable[Block]) -> list[Sentence]:
    """The sentences of all blocks, in paragraphs."""
    sentences: list[Sentence] = []
    fresh: set[int] = set()
    for block in blocks:
        fresh |= {len(sentences) + i for i in block.fresh}
        sentences += block.sentences
    return in_paragraphs(sentences, fresh)


def _preface(desk: Desk) -> Iterator[Line]:
    outline, form = desk.outline, desk.outline.report.form
    law = rule(f"《{basis.REGULATION}》（国务院令第711号，以下简称《条例》）第五十条", basis.ARTICLE_50)
    format_document = rule(f"政府信息公开工作年度报告格式（{form.document}）", basis.FORM)
    name = cleaned(outline.report.unit or "")
    unit: list[Piece] = [Said(name, "quote", ("report.unit",))] if name else ["【待补充：单位名称】"]
    yield body(
        *desk.chooser.pick(
            "preface",
            (
                ("本报告由", *unit, "依据", law, "和", format_document, "编制。"),
                ("依据", law, "和", format_document, "，", *unit, "编制本报告。"),
            ),
        )
    )
    parts = "、".join(s.title.replace("、", "和") for s in form.sections if s.number)
    yield body(rule(f"全文包括{parts}", basis.FORM), "。")
    if desk.year is not None:
        year = f"{outline.report.year}年"
        yield Line(
            (
                rule(desk.pick("period", "所列数据的统计期限为", "本报告所列数据的统计期限自"), basis.FORM),
                Dated(f"{year}1月1日", desk.year.value, (YEAR,)),
                desk.pick("period", "至", "起至"),
                Dated("12月31日", Decimal(12), (YEAR,)),
                desk.pick("period", "。", "止。"),
            )
        )
    yield from outline.point("preface").gaps
    yield from _contact(desk)


def _contact(desk: Desk) -> Iterator[Line]:
    sentence = contact_sentence(desk.outline.previous)
    if sentence:
        yield body(Said(sentence, "quote", (PREFACE,)))
        yield mark("请核对", "联系方式取自上年报告，有没有变化？")
    else:
        yield mark("待补充", "联系地址、邮编、电话、电子邮箱")


def _aspect(desk: Desk, aspect: str) -> Iterator[Line]:
    point = desk.outline.point("overview", aspect)
    notes = [n for n in point.notes if not restated(n, desk.figures)]
    if aspect == "proactive":
        yield from proactive_lines(desk)
    if aspect == "requests":
        yield from _requests(desk)
    if aspect == "platform":
        yield from _besides_the_website(desk, notes)
    yield from notes_lines(notes)
    yield from point.gaps


def _besides_the_website(desk: Desk, notes: list[Note]) -> Iterator[Line]:
    """A notice board is named beside the website that the user named elsewhere; the note is used up."""
    if not notes or not notes[0].led or not notes[0].text.startswith("在") or "网站" in notes[0].text:
        return
    for website in desk.outline.notebook.about("proactive"):
        match = re.fullmatch(r"依托(.{2,15}网站)集中公开", website.text)
        if match:
            name = Said(match[1], "note", (website.cell,))
            yield body("除", name, "外，", told(notes.pop(0)), "。")
            return


def _requests(desk: Desk) -> Iterator[Line]:
    report = desk.outline.report
    requests, disputes = report.has_table("requests"), report.has_table("disputes")
    if requests and disputes and nothing_at_all(desk) and no_disputes(desk):
        yield _nothing(desk)
        return
    if requests:
        yield from request_lines(desk)
    if disputes:
        for n, line in enumerate(dispute_lines(desk)):
            yield replace(line, fresh=not n)


def _nothing(desk: Desk) -> Line:
    """No request, nothing open, no dispute: one sentence."""
    first = desk.pick(
        "nothing", "没有收到政府信息公开申请", "未收到政府信息公开申请", "没有新收政府信息公开申请"
    )
    second = desk.pick("nothing 2", "没有上年结转和结转下年度继续办理的申请", "没有上年结转的申请，也没有需要结转下年度继续办理的申请")  # fmt: skip
    separator, also = ("，", "也") if "也" not in second else ("；", "")
    return body(
        *desk.opening("requests"),
        zero(first, NEW),
        "，",
        *_split(second),
        separator,
        none_clause(desk, also),
        "。",
    )


def _split(words: str) -> list[Piece]:
    """Each clause its own claim, with the cells it speaks of."""
    before, comma, behind = words.partition("，")
    if not comma:
        return [zero(before, CARRIED, FORWARD)]
    return [zero(before, CARRIED), comma, zero(behind, FORWARD)]
