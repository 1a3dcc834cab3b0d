"""Question → cited answer, with no model.

The answer comes first, in one or two sentences of the library's own content; then the article it rests on. What the
library does not hold is not answered, and the answer says what was looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Protocol

from assistant.answering import calculated
from assistant.answering.addressed import Address, read_address
from assistant.answering.context import ranked_in_context, together
from assistant.answering.own_figures import asks_own_figures
from assistant.answering.trust import is_trusted
from assistant.answering.values import Answer, Citation
from assistant.answering.wording import cite, remark, said_first
from assistant.answering.workdays import Calendar
from assistant.library.catalogue import Catalogue
from assistant.library.entries import Entry, Shelf
from assistant.library.provisions import SILENCE
from assistant.library.ranking import asks_for_form
from assistant.library.search import Ranked
from assistant.library.text import as_query
from assistant.library.words import pairs

_FOLLOWUPS: Final = 3
_MOST_CITED: Final = 3
_CLOSE: Final = 0.96
"""A second provision is said with the first when it scores at least this share of it."""
_PARTS_OF_QUESTION: Final = ("，", "？", "?", ",", "、", "还", "又", "和", "分别")


class Model(Protocol):
    """Words an answer from given citations (`worded.WordedAnswers` does); what it says is checked against them."""

    notices: list[str]

    def answer(self, question: str, citations: Sequence[Citation]) -> str | None:
        """The wording, or `None` when there is none that can be used."""
        ...


def answer_question(
    question: str,
    *,
    library: Catalogue,
    model: Model | None = None,
    today: date | None = None,
    calendar: Calendar | None = None,
    history: Sequence[str] = (),
) -> Answer:
    """Answer a question about the rules from what the library holds.

    Questions that name an article go straight to it; sums are worked out; questions about the asker's own figures
    and questions the library has no answer to are told so (`abstained`). Where the rules are known to be silent, the
    answer says that, with the nearest article (`silent`). `history` holds the questions asked before, the latest last:
    “那延期呢” is understood with them. A `model` only words what was found; it decides nothing.
    """
    text = as_query(question)
    if not text:
        return Answer(
            text="没有看到问题。请把要问的事写出来，例如“收到申请多少天内答复”。",
            abstained=True,
            kind="unknown",
        )
    address = read_address(text, library)
    if address is not None:
        return _at(address, library)
    if asks_own_figures(text):
        return _own_figures()
    worked_out = calculated.answer(text, library, today, calendar)
    if worked_out is not None:
        return worked_out
    whole = together(text, history)
    if whole == text:
        ranked = library.ranked(text, "regulation")
        trusted = is_trusted(ranked, text)
    else:
        ranked, trusted = ranked_in_context(text, whole, library)
    if not trusted:
        return _unknown(ranked, library)
    answer = _found(text, ranked, library)
    return _worded(whole, answer, model) if model is not None and not answer.silent else answer


def _worded(question: str, answer: Answer, model: Model) -> Answer:
    """The same answer in the model's words, where they stand."""
    wording = model.answer(question, answer.citations)
    notices = tuple(model.notices)
    if wording is None:
        return answer.model_copy(update={"notices": notices})
    return answer.model_copy(update={"text": wording, "worded_by": "model", "notices": notices})


def _own_figures() -> Answer:
    return Answer(
        text="这问的是您单位自己的数或者自己的件，规定里没有，规定库也不存各单位的数。"
        "请把年报表格粘贴进来，或者用 nianbao read、nianbao check 读那份文件，就能看到每一格。",
        abstained=True,
        kind="own_figures",
    )


def _unknown(ranked: Sequence[Ranked], library: Catalogue) -> Answer:
    looked = "、".join(
        f"《{hit.entry.title}》{hit.entry.article or SILENCE + hit.entry.heading}"
        for hit in ranked[:_MOST_CITED]
    )
    near = (
        f"查过的最接近的是{looked}，都不像是在说这件事。" if looked else "查过全部规定，没有一条提到这些词。"
    )
    return Answer(
        text=f"规定库里没有找到能回答这个问题的规定，不敢乱说。{near}"
        "可以换个说法再问；要是问的是信息公开以外的业务，请查那项业务自己的规定。",
        abstained=True,
        kind="unknown",
        followups=_next_questions([], ranked, library),
    )


def _at(address: Address, library: Catalogue) -> Answer:
    if not address.folds:
        return Answer(
            text=f"库里没有《{address.document}》{address.article}。请核对条号；"
            "要查的条文不在库里时，可以用 nianbao corpus add 导入官方文本。",
            abstained=True,
            kind="unknown",
        )
    if not address.article:
        return _whole_document(address, library)
    groups = [library.entries_of(fold) for fold in address.folds[:_MOST_CITED]]
    citations, lines = [], []
    for group in groups:
        wanted = [e for e in group if address.part and _formal(e.part).endswith(address.part)]
        best = wanted[0] if wanted else _whole(group)
        citation = cite(group, best)
        citations.append(citation)
        content = "".join(e.gist for e in wanted) or best.gist or citation.text
        lines.append(f"{citation.label}：{content}{_said_with(best)}")
    if address.missing:
        lines.append(f"库里没有《{address.document}》{'、'.join(address.missing)}，请核对条号。")
    if address.assumed:
        lines.append("（没有写是哪一部规定，按《政府信息公开条例》查的。）")
    return Answer(
        text="\n".join(lines),
        citations=citations,
        followups=_next_questions(groups[0], [], library),
        kind="address",
    )


def _whole_document(address: Address, library: Catalogue) -> Answer:
    first = _whole(library.entries_of(address.folds[0]))
    others = [_whole(library.entries_of(fold)) for fold in address.folds[1:9]]
    listed = "；".join(f"{e.article} {e.heading}".strip() for e in [first, *others] if e.article)
    number = f"（{first.number}）" if first.number and first.number not in first.title else ""
    more = f"；……一共{len(address.folds)}处" if len(address.folds) > len(others) + 1 else ""
    return Answer(
        text=f"这是《{first.title}》{number}，{first.version}。{_said_with(first)}库里有：{listed}{more}。",
        citations=[cite(library.entries_of(first.fold), first)],
        followups=[e.asks[0] for e in others[:_FOLLOWUPS] if e.asks],
        kind="address",
    )


def _found(question: str, ranked: Sequence[Ranked], library: Catalogue) -> Answer:
    chosen = _chosen(question, ranked)
    groups = [library.entries_of(hit.fold) for hit in chosen]
    citations = [cite(group, hit.entry) for group, hit in zip(groups, chosen, strict=True)]
    first = chosen[0].entry
    if first.silent:
        near = _nearest(first, library)
        citations = [*(cite(library.entries_of(e.fold), e) for e in near), *citations]
        named = f"（见{'、'.join(c.label for c in citations[: len(near)])}）" if near else ""
        text = f"规定没有写。{first.gist}{named}{_said_with(first)}"
    else:
        text = "\n".join(_statement(question, hit.entry, c) for hit, c in zip(chosen, citations, strict=True))
    return Answer(
        text=text,
        citations=citations,
        silent=first.silent,
        followups=_next_questions(groups[0], ranked[len(chosen) :], library),
        kind="silent" if first.silent else "rule",
    )


def _statement(question: str, entry: Entry, citation: Citation) -> str:
    lead = "规定没有写：" if entry.silent else ""
    return f"{lead}{said_first(entry.gist or entry.wording, question)}（{citation.label}）{_said_with(entry)}"


def _said_with(entry: Entry) -> str:
    said = remark(entry)
    return f"【{said}】" if said else ""


def _chosen(question: str, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The provisions an answer needs: the best; a row and the article behind it; others as good as it."""
    first, *rest = ranked
    chosen = [first]
    if first.entry.silent:
        return chosen
    asked = question.rstrip("？?。！! ")  # a mark at the very end parts nothing
    several = any(mark in asked for mark in _PARTS_OF_QUESTION)
    for hit in rest[:4]:
        linked = first.entry.names(hit.entry.fold) and asks_for_form(question)
        close = several and hit.score >= _CLOSE * first.score
        if (linked or close) and not hit.entry.silent and len(chosen) < _MOST_CITED:
            chosen.append(hit)
    return chosen


def _formal(part: str) -> str:
    """A part as it is cited: 第二款（答复期限） is one of several views of 第二款."""
    return part.partition("（")[0]


def _nearest(silence: Entry, library: Catalogue) -> list[Entry]:
    found = []
    for link in silence.related[:_MOST_CITED]:
        group = library.entries_of(link)
        if group and not group[0].silent:
            found.append(_whole(group))
    return found


def _whole(group: Sequence[Entry]) -> Entry:
    return next((e for e in group if not e.part and e.shelf is not Shelf.TEXTS), group[0])


def _next_questions(group: Sequence[Entry], ranked: Sequence[Ranked], library: Catalogue) -> list[str]:
    """Ways of asking for what stands near: the provisions linked to the answer first, then the next results."""
    near = [e for link in (group[0].related if group else ()) for e in library.entries_of(link)[:1]]
    near += [hit.entry for hit in ranked[:_FOLLOWUPS]]
    asks = [min(e.asks, key=lambda ask: len(pairs(ask))) for e in near if e.asks]
    return list(dict.fromkeys(asks))[:_FOLLOWUPS]
