"""Decides whether a sentence that a model worded may stand: traced, nothing added, nothing turned round.

`verify.judge` looks every number and claim up again. Here stand the faults that a sentence can have with every
figure right: a part put under another whole, a zero where there is a number, a comparison of something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.core.relations import PREVIOUS
from assistant.drafting.attribution import Material, attribute
from assistant.drafting.coverage import demands
from assistant.drafting.draft import NOTES, YEAR, Claim, Sentence, TracedNumber
from assistant.drafting.matters import bare_words, named_in, retold
from assistant.drafting.placing import (
    PUNCTUATION,
    is_part,
    kind_of,
    misplaced,
    scope_of,
    shielded,
    unshielded,
)
from assistant.drafting.rewriting import cleaned
from assistant.drafting.verify import Sources, judge

_ORDINAL: Final = re.compile(r"[一二三四五六七八九十]是")
_ABOUT_IT: Final = re.compile(r"针对(?:这一|该|此|这个)问题|对此|为此")
_FOR_ALL: Final = re.compile(r"改进方面|针对(?:这些|以上|上述|存在)")
_OF_THE_ABOVE: Final = re.compile(r"均?为(?:未经复议直接起诉|复议后起诉)")
_JOINS: Final = re.compile(r"其中|[与同]上年相比|另外|此外|同时")
_OF_REQUESTS: Final = re.compile(
    r"从(?:办理结果|具体情形|申请人(?:情况)?)看|分情形看|在?(?:办结|新收到?)的(?:政府信息公开)?申请中?|办理结果为?"
)
"""Openings that only figures of 依申请公开 may follow."""
_FURNITURE: Final = re.compile(
    r"^\s*(?:[#*\->•]+\s*|\d{1,2}\s*[.、．)）]\s*(?!\d)|[（(][一二三四五六七八九十\d]{1,2}[)）]\s*"
    r"|(?:正文|重写|改写后?)[：:]\s*"
    r"|“?(?:主动公开|依申请公开|政府信息管理|政府信息公开平台建设|监督保障|存在的主要问题及改进情况|其他需要报告的事项)”?"
    r"(?:的?材料)?(?:情况)?[。：:，]\s*)+"
)
_CROWDED: Final = re.compile(r"([，；、：])[，；、：]+|[，；、：](?=[）”])")
_OF_ITS_KIND: Final = re.compile(r"(?:政府信息公开)?申请|案件|(?:处理)?决定")
_TIME: Final = (
    "全年",
    "本年度",
    "本年",
    "今年",
    "年内",
    "我单位",
    "本单位",
    "本机关",
    "并",
    "同时",
    "此外",
    "另外",
)
_LONGEST: Final = 400


@dataclass(frozen=True)
class Verdict:
    """A sentence with its origins when it may stand, else why it may not (Chinese)."""

    text: str
    sentence: Sentence | None
    reason: str = ""


def tidied(text: str) -> str:
    """A model's sentence without list marks and markdown, in full-width punctuation, with its full stop."""
    text = _FURNITURE.sub("", text.replace("**", "").replace("`", "").strip())
    text = _unquoted(cleaned(text).strip("\"' 　"))
    if not any(c.isalnum() for c in text):
        return ""
    return _CROWDED.sub(lambda m: m[1] or "", text.lstrip("，；、：").rstrip("。，；、,;.")) + "。"


def _unquoted(text: str) -> str:
    """Without the quotation marks that a model puts around its sentence; those of a name at its edge stay."""
    bare = text.strip("“” 　")
    return bare if bare.count("“") == bare.count("”") else text


def accepted(text: str, material: Material, sources: Sources, place: tuple[str, str]) -> Verdict:
    """Judge one sentence of a model against the material it was to word."""
    if len(text) > _LONGEST:
        return Verdict(text[:80] + "……", None, "句子太长")
    sentence = attribute(text, material, *place)
    judgement = judge(sentence, sources)
    wrong = [*judgement.untraced, *judgement.unsupported]
    if wrong:
        words, why = wrong[0]
        return Verdict(text, None, f"“{words}”{why}")
    if text not in material.texts:
        reason = next(_faults(sentence, material, sources), "")
        if reason:
            return Verdict(text, None, reason)
    if not demands(sentence) and text not in material.texts:
        return Verdict(text, None, "没有说到材料里的事")
    return Verdict(text, sentence.model_copy(update={"status": judgement.status}))


def _faults(sentence: Sentence, material: Material, sources: Sources) -> Iterator[str]:
    for number in sentence.numbers:
        yield from filter(
            None, [misplaced(sentence.text, number, sentence.numbers, sentence.claims, material.sentences)]
        )
    for claim in sentence.claims:
        if claim.says in {"equal", "zero"}:
            yield from _out_of_place(sentence, claim, material)
    yield from _twice(sentence)
    yield from _run_on(sentence)
    yield from _incomplete(sentence, material)
    yield from _loose_words(sentence, material)
    yield from _torn(sentence, material)
    if sentence.section == "problems":
        yield from _mixed(sentence, material, sources)


# --- claims where they belong -------------------------------------------------------------------------


def _out_of_place(sentence: Sentence, claim: Claim, material: Material) -> Iterator[str]:
    """``均为自然人`` is said of what stands before it; ``没有制发和废止`` of the documents named before it."""
    of_itself = claim.says == "zero" and not _OF_THE_ABOVE.match(claim.text)
    rows = [n for n in named_in(claim.text) if not n.is_column]
    if of_itself and (rows or not claim.cells[0].startswith("proactive.")):
        return
    if of_itself:
        rows = [n for n in named_in(sentence.text[: claim.start]) if not n.is_column]
        fine = bool(rows) and rows[-1].fits(claim.cells)
    else:
        mine = _said_before(sentence, claim)
        theirs = [
            _said_before(s, c) for s in material.sentences for c in s.claims
            if (c.says, c.cells) == (claim.says, claim.cells)
        ]  # fmt: skip
        fine = mine in theirs
    if not fine:
        yield f"“{claim.text}”说的不是前面那一项"


def _said_before(sentence: Sentence, claim: Claim) -> tuple[str, ...]:
    """The cells of the number or of the statement right before a claim, comparisons left out."""
    numbers = [(n.start, n.cells) for n in sentence.numbers if n.cells != (YEAR,) and not _compares(n)]
    claims = [(c.start, c.cells) for c in sentence.claims if c.says in {"equal", "zero"}]
    before = sorted(x for x in (*numbers, *claims) if x[0] < claim.start)
    return before[-1][1] if before else ()


def _compares(number: TracedNumber) -> bool:
    return len({c.startswith(PREVIOUS) for c in number.cells}) == 2


def _twice(sentence: Sentence) -> Iterator[str]:
    """One sentence says a thing once."""
    held = [(c.start, c.end) for c in sentence.claims]
    said = [
        *((n.cells, n.formula, n.text) for n in sentence.numbers if not any(a <= n.start < b for a, b in held)),
        *(cell for c in sentence.claims if c.says == "zero" for cell in c.cells),
        *(c.cells for c in sentence.claims if c.says in {"equal", "rule"}),
    ]  # fmt: skip
    words = [(c.cells, bare_words(c.text)) for c in sentence.claims if c.says == "note"]
    again = any(
        a[0] == b[0] and a[1] in b[1] for i, a in enumerate(words) for j, b in enumerate(words) if i != j
    )
    if again or len(said) != len(set(said)) or len(_ABOUT_IT.findall(sentence.text)) > 1:
        yield "同一件事说了两遍"


def _run_on(sentence: Sentence) -> Iterator[str]:
    """Between two numbers stands a mark of punctuation."""
    for one, other in pairwise(sorted(sentence.numbers, key=lambda n: n.start)):
        gap = sentence.text[one.end : other.start]
        held = any(c.start <= one.start < c.end and c.start <= other.start < c.end for c in sentence.claims)
        if (
            one.cells != (YEAR,)
            and not held
            and not re.match(r"[^，。；：、（）]{0,6}(?:[，。；：、（]|）[，。；、])", gap)
        ):
            yield f"“{one.text}”后面少了标点"


def _incomplete(sentence: Sentence, material: Material) -> Iterator[str]:
    """Parts behind 其中 or in a bracket make up their whole, or are all that the material has there."""
    theirs = {(w, frozenset(p)) for s in material.sentences for w, p, _ in _parts_of_wholes(s)}
    for whole, parts, complete in _parts_of_wholes(sentence):
        if not complete and (whole, frozenset(parts)) not in theirs:
            yield "“其中”后面的分项不全"


def _parts_of_wholes(sentence: Sentence) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]], bool]]:
    """Each whole with a bracket or 其中 behind it: its cells, those of the parts given, and whether they make it up."""
    text = shielded(sentence.text)
    numbers = [n for n in sentence.numbers if n.cells != (YEAR,) and not n.cells[0].startswith(NOTES)]
    plain = [n for n in numbers if kind_of(n).group not in {"change", "share"}]
    for i, whole in enumerate(plain):
        if text.startswith("（", whole.end):
            end = text.find("）", whole.end)
            inside = [n for n in plain[i + 1 :] if n.start < end]
        elif re.match(r"[^；。]*?其中", text[whole.end : plain[i + 1].start if i + 1 < len(plain) else None]):
            inside = [
                n
                for n in plain[i + 1 :]
                if text.rfind("（", whole.end, n.start) <= text.rfind("）", whole.end, n.start)
            ]
        else:
            continue
        parts = [n for n in inside if is_part(n.cells, whole.cells)]
        yield whole.cells, [n.cells for n in parts], sum(n.value for n in parts) == whole.value


def _torn(sentence: Sentence, material: Material) -> Iterator[str]:
    """A later clause of what the user said goes on about the one before, and so may only stand behind it."""
    last: tuple[str, int] | None = None
    for claim in (c for c in sentence.claims if c.says == "note"):
        for said in material.claims("note"):
            clauses = retold(claim.text, said.text) if said.cells == claim.cells else None
            if clauses is not None:
                break
        else:
            last = None
            continue
        if clauses.start and last != (said.text, clauses.start):
            yield f"“{claim.text}”前面少了它接着说的那一句"
        last = (said.text, clauses.stop)


def _mixed(sentence: Sentence, material: Material, sources: Sources) -> Iterator[str]:
    """One sentence tells of one problem and what was done about it, in this order, under its own number."""
    problems = {n.text for n in sources.notebook.of("problem")}
    place: dict[tuple[str, str], tuple[int, int]] = {}
    group = 0
    for i, said in enumerate(material.sentences):
        own = [c for c in said.claims if c.says in {"note", "quote"}]
        starts = any(c.text in problems or c.says == "quote" for c in own) or bool(_FOR_ALL.match(said.text))
        group += starts
        for claim in own:
            place.setdefault((claim.cells[0], claim.text), (group, i))
    mine = [p for c in sentence.claims if (p := _its_place(c, place)) is not None]
    if len({g for g, _ in mine}) > 1:
        yield "把不同的问题和措施放进了一句"
    if mine != sorted(mine):
        yield "问题和措施的顺序反了"
    for _, i in mine[:1]:
        ordinal = _ORDINAL.match(material.sentences[i].text)
        if ordinal and not sentence.text.startswith(ordinal[0]):
            yield f"开头少了“{ordinal[0]}”"


def _its_place(claim: Claim, place: dict[tuple[str, str], tuple[int, int]]) -> tuple[int, int] | None:
    for (cell, text), where in place.items():
        if claim.cells[0] == cell and (claim.text in text or retold(claim.text, text)):
            return where
    return None


# --- words that nothing bears out ---------------------------------------------------------------------

Token = tuple[str, ...]


@dataclass(frozen=True)
class _Piece:
    """Words between two things that are borne out; `leads`: they stand right before the second."""

    words: str
    before: Token | None
    after: Token | None
    leads: bool
    attached: bool
    """They follow a number without punctuation."""


def _loose_words(sentence: Sentence, material: Material) -> Iterator[str]:
    """Words outside numbers and claims may count and join, or stand where the material has them."""
    known = [p for s in material.sentences for p in _pieces(s)]
    time = re.compile(rf"(?:{'|'.join((*_TIME, *scope_of(material.sentences)))})+")
    said: set[str] = set()
    for piece in _pieces(sentence):
        of_a_number = piece.after is not None and piece.after[0] == "number" and YEAR not in piece.after
        if piece.leads and of_a_number:
            continue  # these `misplaced` has read
        joins = _JOINS.fullmatch(piece.words) is not None
        joins = joins or (sentence.aspect == "requests" and _OF_REQUESTS.fullmatch(piece.words) is not None)
        if joins and piece.words != "其中" and (piece.after is None or piece.words in said):
            yield f"“{piece.words}”多余"
        said.add(piece.words)
        if "相比" in piece.words and not any(c.startswith(PREVIOUS) for c in piece.after or ()):
            yield f"“{piece.words}”后面不是比较"
        if piece.attached:
            fine = _OF_ITS_KIND.fullmatch(piece.words) is not None
        else:
            fine = joins if of_a_number else joins and piece.words != "其中"
            fine = fine or time.fullmatch(piece.words) is not None
        if fine:
            continue
        if sentence.section == "problems" and _names_a_problem(piece):
            continue
        if not any(_alike(piece, k) for k in known):
            yield f"“{unshielded(piece.words)}”材料里没有这样说"


def _names_a_problem(piece: _Piece) -> bool:
    """``针对`` the problem in the user's words ``的问题``."""
    ahead = (
        re.fullmatch(r"(?:[一二三四五六七八九十]是)?针对", piece.words)
        and piece.leads
        and _is_note(piece.after)
    )
    behind = (
        re.fullmatch(r"(?:的|这一|的这一)问题", piece.words)
        and _is_note(piece.before)
        and _is_note(piece.after)
    )
    return bool(ahead or behind)


def _is_note(token: Token | None) -> bool:
    return token is not None and token[0] in {"note", "quote"}


def _alike(one: _Piece, other: _Piece) -> bool:
    if one.words != other.words and not (_ABOUT_IT.fullmatch(one.words) and _ABOUT_IT.fullmatch(other.words)):
        return False
    if one.attached != other.attached:
        return False
    if one.after is not None or other.after is not None:
        return one.after == other.after
    return one.before is not None and one.before == other.before


def _pieces(sentence: Sentence) -> list[_Piece]:
    text = shielded(sentence.text)
    spans = [(c.start, c.end, _token(c)) for c in sentence.claims]
    held = [(c.start, c.end) for c in sentence.claims]
    spans += [
        (n.start, n.end, ("number", *n.cells, n.formula or ""))
        for n in sentence.numbers if not any(a <= n.start < b for a, b in held)
    ]  # fmt: skip
    spans.sort()
    edges = [(0, 0, None), *spans, (len(text), len(text), None)]
    found = []
    for (_, start, before), (end, _, after) in pairwise(edges):
        gap = text[start:end]
        if before and before[:2] == ("number", YEAR):
            gap = gap.removeprefix("年")
        parts = PUNCTUATION.split(gap)
        for i, words in enumerate(parts):
            if words:
                attached = not i and before is not None and before[0] == "number" and YEAR not in before
                found.append(_Piece(words, before, after, i == len(parts) - 1, attached))
    return found


def _token(claim: Claim) -> Token:
    return (claim.says, *claim.cells)
