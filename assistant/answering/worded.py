"""A model words the answer; every statement of it is held against the provision it cites.

The model sees nothing but the provisions that were found. What it says stands only whole: one statement that its
citation does not bear out, and the model-free answer is given instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from assistant.answering.values import Citation
from assistant.core.numbers import NumberKind, find_numbers
from assistant.models.port import ChatModel, Message, ModelError, Request, Usage
from assistant.prompts import load_prompt

_PROMPT: Final = "answer"
_LONGEST: Final = 260
_MOST: Final = 4
_CITED: Final = re.compile(r"[\[［【(（]\s*(\d{1,2})\s*[\]］】)）]")
_STATEMENT: Final = re.compile(r"[^。！？\n]+[。！？]?(?:\s*[\[［【]\s*\d{1,2}\s*[\]］】])*")
_TITLE: Final = re.compile(r"《([^》]+)》")
_ARTICLE: Final = re.compile(r"第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九十])?")
_LETTERS: Final = re.compile(r"[\u4e00-\u9fff]")
_NEGATIVE: Final = re.compile(
    r"不得|不能|不可以|不予|不再|不属于|不需要|不用|不必|不应|无需|无权|没有|未|禁止|不(?!仅|但|同|断|足|超过|少于|服)"
)
_FORCE: Final = (
    ("必须", re.compile(r"应当|必须|须|应该|务必|一律|要(?!求)")),
    ("可以", re.compile(r"可以|可(?=[由向以在对按])|允许|有权")),
    ("不得", re.compile(r"不得|禁止|严禁|不允许|不准")),
)  # fmt: skip
_LEAVES_OPEN: Final = re.compile(r"可以|可(?=[由向以在对按])|宜|建议|一般|常见|通常|鼓励|有权")
_LIMIT: Final = re.compile(r"\s*(?:以内|以上|以下|以外|之内|之前|之后|内|前|后|起|到|至)")
_KINDS: Final = {NumberKind.COUNT, NumberKind.RATE, NumberKind.DATE, NumberKind.YEAR, NumberKind.DOCUMENT}
_SHARE: Final = 0.7
"""Of the characters of a statement those that stand in its provision or in the question."""
_RUNS: Final = 0.45
"""Of its pairs of characters those that stand in its provision: a recombination of its characters is none of its words."""
_LEADS: Final = re.compile(
    r"^(?:(?:答|回答|依据)[：:]|\d{1,2}[.、]|(?:《[^》]+》)?(?:（[^）]*）)?(?:第[一二三四五六七八九十百]+条|第[一二三四五六七八九十]+[款项])+[：:])\s*"
)
"""What a statement starts with that its citation says anyway."""
_SAID: Final = 3
"""Statements of an answer."""


class WordedAnswers:
    """The answering room's `Model` over a chat model. `notices` are lines for the user, the last answer's."""

    def __init__(self, model: ChatModel, *, home: Path | None = None, seed: int | None = None) -> None:
        self._model = model
        self._home = home
        self._seed = seed
        self.notices: list[str] = []
        self.refused = ""
        """The statement that was not borne out, and why; empty when there was none."""

    def answer(self, question: str, citations: Sequence[Citation]) -> str | None:
        """The wording with its citations, or `None` when there is none that stands."""
        self.notices, self.refused = [], ""
        try:
            reply, usage = self._asked(question, citations[:_MOST])
        except ModelError as error:
            self.notices.append(f"{error}，这个回答没有用模型。")
            return None
        worded, self.refused = checked(reply, question, citations[:_MOST])
        self._model.judged(usage, "采用" if worded else "替换")
        return worded

    def _asked(self, question: str, citations: Sequence[Citation]) -> tuple[str, Usage]:
        prompt = load_prompt(_PROMPT, self._home)
        text = prompt.render(question=question, provisions=[f"{c.label}：{c.text}" for c in citations])
        request = Request(
            (Message("user", text),),
            longest=_LONGEST,
            temperature=0.0,
            seed=self._seed,
            purpose="回答",
            prompt=_PROMPT,
            prompt_hash=prompt.hash,
        )
        stream = self._model.stream(request)
        reply = "".join(stream)
        if stream.usage.cut_short:  # a sentence cut in the middle may say the contrary of the whole
            reply = reply[: max(reply.rfind(mark) for mark in "。！？\n") + 1]
        return reply, stream.usage


def checked(reply: str, question: str, citations: Sequence[Citation]) -> tuple[str | None, str]:
    """The reply with its citations spelt out, or `None` with the reason why it does not stand (Chinese).

    A statement rests on the provision it names by number, else on the first that bears it out.
    """
    said: list[tuple[str, Citation]] = []
    for match in _STATEMENT.finditer(reply.replace("**", "")):
        marked = [int(n) - 1 for n in _CITED.findall(match[0])]
        words = _LEADS.sub("", _CITED.sub("", match[0]).strip())
        if not _LETTERS.search(words):
            continue
        order = [*(n for n in marked if 0 <= n < len(citations)), *range(len(citations))]
        reasons = {n: unsupported(words, question, citations[n]) for n in dict.fromkeys(order)}
        borne_out = next((n for n, reason in reasons.items() if not reason), None)
        if borne_out is None:
            return None, f"“{words}”{next(iter(reasons.values()), '没有出处')}"
        words = words.rstrip("。！？；，")
        if len(said) < _SAID and words not in [earlier for earlier, _ in said]:
            said.append((words, citations[borne_out]))
    if not said:
        return None, "没有说出什么"
    return _spelt_out(said), ""


def _spelt_out(said: Sequence[tuple[str, Citation]]) -> str:
    """The statements, each run of them with the citation it rests on, and what must be said with those."""
    text = ""
    for n, (words, citation) in enumerate(said):
        goes_on = n + 1 < len(said) and said[n + 1][1].label == citation.label
        text += words + ("。" if goes_on else f"（{citation.label}）。")
    remarks = dict.fromkeys(citation.remark for _, citation in said if citation.remark)
    return text + "".join(f"【{remark}】" for remark in remarks)


def unsupported(words: str, question: str, citation: Citation) -> str:
    """Why a provision does not bear a statement out; empty when it does."""
    basis = f"{citation.label}{citation.number}\n{citation.text}"
    for title in _TITLE.findall(words):
        if title not in basis:
            return f"里的《{title}》不是所注的出处"
    for article in _ARTICLE.findall(words):
        if article not in basis:
            return f"里的{article}不是所注的出处"
    figures = {(m.value, m.unit) for m in find_numbers(basis) if m.kind in _KINDS}
    for mention in find_numbers(words):
        if mention.kind in _KINDS and (mention.value, mention.unit) not in figures:
            return f"里的“{mention.text}”出处没有"
    return _mixed(words, basis) or _turned(words, basis) or _added(words, question, basis)


def _mixed(words: str, basis: str) -> str:
    """Whether a clause brings figures together that no clause of the provision has together."""
    theirs = [_figures(clause) for clause in re.split(r"[；。\n]", basis)]
    for clause in re.split(r"[；。]", words):
        ours = _figures(clause)
        if len(ours) > 1 and not any(ours <= there for there in theirs):
            return "把几个数配错了"
    return ""


def _figures(clause: str) -> set[tuple[str, str, str]]:
    """The figures of a clause, each with its counter and its limit: 10件以内 is none of 每10件."""
    found = set()
    for mention in find_numbers(clause):
        if mention.kind in _KINDS:
            limit = _LIMIT.match(clause, mention.end)
            found.add((str(mention.value), mention.unit, limit[0].strip() if limit else ""))
    return found


def _turned(words: str, basis: str) -> str:
    """Whether 应当, 可以, 不得 and negations are those of the clause that the statement words."""
    clauses = [c for c in re.split(r"[，。；：\n]", basis) if c]
    for clause in re.split(r"[，。；：]", words):
        pairs = _pairs(clause)
        if not pairs or not clauses or clause in basis:
            continue
        likeness = [len(pairs & _pairs(c)) for c in clauses]
        most = max(likeness)
        near = [c for c, n in zip(clauses, likeness, strict=True) if n >= max(1, 0.7 * most)]
        if not most:
            continue
        if all(bool(_NEGATIVE.search(clause)) != bool(_NEGATIVE.search(c)) for c in near):
            return "把能和不能说反了"
        around = "".join(_around(c, basis) for c in near)
        for name, force in _FORCE:
            plain = name == "必须" and not _LEAVES_OPEN.search(around)  # a rule may demand without saying so
            if force.search(clause) and not force.search(around) and not plain:
                return f"里的“{name}”出处没有"
    return ""


def _around(clause: str, basis: str) -> str:
    """The sentence that a clause stands in."""
    return next((s for s in re.split(r"[。\n]", basis) if clause in s), clause)


def _added(words: str, question: str, basis: str) -> str:
    letters = _LETTERS.findall(words)
    known = set(basis) | set(question)
    pairs, theirs = _pairs(words), _pairs(basis)
    if sum(c in known for c in letters) < _SHARE * len(letters) or (
        pairs and len(pairs & theirs) < _RUNS * len(pairs)
    ):
        return "说了出处没有的话"
    return ""


def _pairs(text: str) -> set[str]:
    run = "".join(_LETTERS.findall(text))
    return {run[i : i + 2] for i in range(len(run) - 1)}
