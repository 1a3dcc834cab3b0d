"""How good search and answers are, measured on questions with known answers.

A question set is a file of JSON lines: ``id``, ``question``, ``kind``, ``gold`` (pairs of title and article),
``answerable`` (``yes``, ``no``, ``silent``), ``any`` where any one of several golds is right, and ``also``: provisions that
answer as well. The golds were written with the questions; ``also`` was judged afterwards, twice and blind, over the
first results of all orders together, so figures with it stand beside the strict ones and never in their place. Beside the library's
own order stand, over the same corpus and the same searches, BM25 over jieba's words alone, embeddings alone, and the
plain sum of the two.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from math import log2
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answering.answer import answer_question
from assistant.answering.values import Answer
from assistant.errors import ConfigurationError, InputError
from assistant.library.catalogue import Catalogue
from assistant.library.provisions import SILENCE
from assistant.library.search import Ranked

_SETS: Final = Path(__file__).parents[2] / "tests" / "data" / "questions"
_DEPTH: Final = 5
_TEN: Final = 10
MULTI: Final = "multi"


class Question(BaseModel):
    """One question and what answers it."""

    model_config = ConfigDict(frozen=True)

    id: str
    question: str
    kind: str
    gold: list[tuple[str, str]]
    answerable: Literal["yes", "no", "silent"]
    any: bool = False
    also: list[tuple[str, str]] = []

    @property
    def addresses(self) -> list[str]:
        """What hits must be: title and article, or title and what is not written."""
        return [f"{title} {article}" for title, article in self.gold]

    @property
    def answering(self) -> list[str]:
        """The golds and what answers as well."""
        return [*self.addresses, *(f"{title} {article}" for title, article in self.also)]


class Order(BaseModel):
    """How one way of ranking did: shares of questions, nDCG over the first ten, and for questions that need several
    provisions the share found among the first five. `answers_at_1` and `answers_at_3` count what answers as well.
    """

    name: str
    hit_at_1: float
    hit_at_3: float
    ndcg_at_10: float
    recall_at_5: float | None
    answers_at_1: float | None = None
    answers_at_3: float | None = None


class Kind(BaseModel):
    """One kind of question under the library's own order."""

    kind: str
    questions: int
    hit_at_1: float
    hit_at_3: float
    recall_at_5: float


class Quality(BaseModel):
    """All figures of one question set.

    `refused`: of the unanswerable questions, those that were refused or told that the rules are silent; `told_silent`:
    of those the rules are silent on, those told so; `false_refusals` of the answerable ones those that were refused,
    and `false_silences` those told that the rules are silent.
    """

    questions: int
    orders: list[Order]
    kinds: list[Kind]
    refused: float | None
    told_silent: float | None
    false_refusals: float | None
    false_silences: float | None
    failures: list[str]


def shipped_sets() -> list[Path]:
    """The project's own test questions; `ConfigurationError` where the program was installed without its source."""
    path = _SETS / "test.jsonl"
    if not path.is_file():
        raise ConfigurationError("装好的程序不带题目集。", "请在源码文件夹里运行，或者写上自己的题目文件。")
    return [path]


def read_questions(path: Path) -> list[Question]:
    """A question set. `InputError` names the line that cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"题目文件“{path}”读不了。", "请检查路径，文件要是 UTF-8 编码的 JSONL。") from error
    questions: dict[str, Question] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"题目文件“{path.name}”第 {number} 行"
        try:
            question = Question.model_validate(json.loads(line))
        except (ValueError, ValidationError, RecursionError) as error:
            raise InputError(
                f"{where}读不懂。",
                '每行写成 {"id": …, "question": …, "kind": …, "gold": [[标题, 条]], "answerable": "yes|no|silent"}。',
            ) from error
        if question.answerable == "yes" and not question.gold:
            raise InputError(f"{where}没有写答案在哪一条。", "答得了的题，gold 里至少写一条。")
        if question.id in questions:
            raise InputError(f"{where}的编号“{question.id}”前面用过了。", "请给每道题不同的编号。")
        questions[question.id] = question
    if not questions:
        raise InputError(f"题目文件“{path.name}”里没有题目。", "请每行写一道题。")
    return list(questions.values())


Way = Callable[[Mapping[str, float]], float]


def _words(evidence: Mapping[str, float]) -> float:
    return max(evidence.get("words", 0.0), evidence.get("wording_words", 0.0))


def _meaning(evidence: Mapping[str, float]) -> float:
    return max(evidence.get(name, 0.0) for name in ("ask", "gist", "wording"))


BY_WORDS: Final = "BM25（词）"
WAYS: Final[Mapping[str, Way]] = {
    BY_WORDS: _words,
    "向量": _meaning,
    "两者直接相加": lambda evidence: _words(evidence) + _meaning(evidence),
}
OWN: Final = "年报助手"


def evaluate(questions: Sequence[Question], library: Catalogue) -> Quality:
    """Every figure for a set of questions."""
    answerable = [q for q in questions if q.answerable == "yes"]
    ranked = {q.id: library.ranked(q.question, "regulation") for q in answerable}
    orders = {OWN: {q.id: [address(hit) for hit in ranked[q.id]] for q in answerable}}
    for name, way in (WAYS if library.options.embedder else {BY_WORDS: WAYS[BY_WORDS]}).items():
        orders[name] = {q.id: _by(way, ranked[q.id]) for q in answerable}
    answers = {q.id: answer_question(q.question, library=library) for q in questions}
    by_kind: dict[str, list[Question]] = {}
    for question in answerable:
        by_kind.setdefault(question.kind, []).append(question)
    return Quality(
        questions=len(questions),
        orders=[_order(name, answerable, found) for name, found in orders.items()],
        kinds=[_kind(kind, group, orders[OWN]) for kind, group in by_kind.items()],
        **_refusals(questions, answers),
        failures=[_failure(q, orders[OWN][q.id]) for q in answerable if not _hit(q, orders[OWN][q.id], 1)],
    )


def _by(way: Way, ranked: Sequence[Ranked]) -> list[str]:
    return [address(hit) for hit in sorted(ranked, key=lambda hit: (-way(hit.evidence), hit.fold))]


def address(hit: Ranked) -> str:
    """Title and article of a result, however it came into the library."""
    entry = hit.entry
    return f"{entry.title} {entry.article or SILENCE + entry.heading}"


def _hit(question: Question, found: Sequence[str], depth: int) -> bool:
    return any(fold in found[:depth] for fold in question.addresses)


def _answers(questions: Sequence[Question], found: Mapping[str, list[str]], depth: int) -> float | None:
    """As the hits, with what answers as well; `None` for a set that was not judged."""
    if not any(q.also for q in questions):
        return None
    return _share([any(one in q.answering for one in found[q.id][:depth]) for q in questions])


def _recall(question: Question, found: Sequence[str]) -> float:
    right = sum(fold in found[:_DEPTH] for fold in question.addresses)
    return float(right > 0) if question.any else right / len(question.addresses)


def _ndcg(question: Question, found: Sequence[str]) -> float:
    """Normalised discounted gain: 1 when every right provision stands before every wrong one."""
    gains = [1 / log2(place + 2) for place, one in enumerate(found[:_TEN]) if one in question.addresses]
    wanted = 1 if question.any else len(question.addresses)
    best = sum(1 / log2(place + 2) for place in range(min(wanted, _TEN)))
    return min(1.0, sum(gains) / best)


def _order(name: str, questions: Sequence[Question], found: Mapping[str, list[str]]) -> Order:
    multi = [_recall(q, found[q.id]) for q in questions if q.kind == MULTI]
    return Order(
        name=name,
        hit_at_1=_share([_hit(q, found[q.id], 1) for q in questions]) or 0.0,
        hit_at_3=_share([_hit(q, found[q.id], 3) for q in questions]) or 0.0,
        ndcg_at_10=_share([_ndcg(q, found[q.id]) for q in questions]) or 0.0,
        recall_at_5=_share(multi),
        answers_at_1=_answers(questions, found, 1),
        answers_at_3=_answers(questions, found, 3),
    )


def _kind(kind: str, questions: Sequence[Question], found: Mapping[str, list[str]]) -> Kind:
    return Kind(
        kind=kind,
        questions=len(questions),
        hit_at_1=_share([_hit(q, found[q.id], 1) for q in questions]) or 0.0,
        hit_at_3=_share([_hit(q, found[q.id], 3) for q in questions]) or 0.0,
        recall_at_5=_share([_recall(q, found[q.id]) for q in questions]) or 0.0,
    )


def _refusals(questions: Sequence[Question], answers: Mapping[str, Answer]) -> dict[str, float | None]:
    def of(kinds: tuple[str, ...]) -> list[Answer]:
        return [answers[q.id] for q in questions if q.answerable in kinds]

    return {
        "refused": _share([a.abstained or a.silent for a in of(("no", "silent"))]),
        "told_silent": _share([a.silent for a in of(("silent",))]),
        "false_refusals": _share([a.abstained for a in of(("yes",))]),
        "false_silences": _share([a.silent for a in of(("yes",))]),
    }


def _share(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _failure(question: Question, found: Sequence[str]) -> str:
    return f"{question.id} {question.question} → {found[0] if found else '（没有结果）'}"
