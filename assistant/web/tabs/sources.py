"""The tab 依据: the provisions that the draft and the answers rest on, and the passages of past reports beside gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from assistant.conversation.bench import Bench
from assistant.core.template import T2021
from assistant.drafting import basis
from assistant.drafting.draft import Draft
from assistant.storage.works import Turn
from assistant.web.actions import Action
from assistant.web.markup import cut, data, link, shown
from assistant.web.parts.articles import LONGEST_FOLD, article
from assistant.web.parts.passages import WANTED, passages, place_of

TITLE: Final = "依据"
MOST_PLACES: Final = 5
MOST_TURNS: Final = 200
MOST_CITATIONS: Final = 100
LONGEST_QUESTION: Final = 24

_GAP: Final = "gap:"
"""What stands in the place of a provision's name where a gap of the draft is meant."""
_FORM: Final = "中华人民共和国政府信息公开工作年度报告格式"
_RULES: Final[Mapping[str, tuple[str, str]]] = {
    basis.ARTICLE_50: (f"{basis.REGULATION} 第五十条", ""),
    basis.ARTICLE_50_4: (f"{basis.REGULATION} 第五十条", "第四项"),
    basis.FORM: (f"{_FORM} 六个部分", ""),
    basis.FEES: ("政府信息公开信息处理费管理办法 监督与年报", ""),
}
"""What a draft cites → the provision in the library and the part of it."""
_ALWAYS: Final = (basis.ARTICLE_50, basis.FORM, basis.ARTICLE_50_4, basis.FEES)


@dataclass
class Used:
    """One provision or passage, and where it is used: links back, ready as HTML."""

    fold: str
    label: str
    part: str = ""
    remark: str = ""
    places: list[str] = field(default_factory=list)


def render(bench: Bench, seen: Mapping[str, str]) -> str:
    """The list on the left, what is open on the right. The library is opened only when something is."""
    groups = (
        ("初稿和年报格式的依据", list(_of_draft(bench.draft))),
        ("回答里引过的条文", list(_of_answers(turns_of(bench)))),
        ("待补充处，往年怎么写", list(_of_gaps(bench.draft))),
    )
    lists = "".join(
        _group(title, used, (seen.get("article", ""), seen.get("item", ""))) for title, used in groups
    )
    fold = seen.get("article", "")[:LONGEST_FOLD]
    if fold.startswith(_GAP):
        right = f'<article class="nb-article">{_past(bench, fold.removeprefix(_GAP))}</article>'
    elif fold:
        right = f'<article class="nb-article">{article(fold, seen.get("item", ""))}</article>'
    else:
        right = '<p class="nb-empty">点一条，全文或要点在这里打开。</p>'
    css = "nb-sources nb-reading" if fold else "nb-sources"
    return f'<div class="{css}"><div class="nb-used">{lists}</div><div class="nb-open-at">{right}</div></div>'


def _group(title: str, used: Sequence[Used], is_open: tuple[str, str]) -> str:
    if not used:
        return ""
    items = "".join(_item(one, is_open) for one in used)
    return f"<section><h4>{title}（{len(used)}）</h4><ul>{items}</ul></section>"


def _item(used: Used, is_open: tuple[str, str]) -> str:
    current = ' aria-current="true"' if (used.fold, used.part) == is_open else ""
    head = (
        f'<button type="button" class="nb-source"{current}'
        f"{data(act='see', goto='tab:sources#article', article=used.fold[:LONGEST_FOLD], item=used.part)}>{shown(used.label)}</button>"
    )
    remark = f'<span class="nb-remark">{shown(used.remark)}</span>' if used.remark else ""
    more = len(used.places) - MOST_PLACES
    places = "、".join(used.places[:MOST_PLACES]) + (f"等{len(used.places)}处" if more > 0 else "")
    return f"<li>{head}{remark}{f'<span>用在：{places}</span>' if places else ''}</li>"


# --- what the draft rests on --------------------------------------------------------------------------------------------


def _of_draft(draft: Draft | None) -> Iterator[Used]:
    cited: dict[str, list[int]] = {citation: [] for citation in _ALWAYS}
    for index, sentence in enumerate(draft.sentences if draft else ()):
        for claim in sentence.claims:
            if claim.says == "rule":
                for citation in claim.cells:
                    if citation in cited and index not in cited[citation]:
                        cited[citation].append(index)
    for citation, indexes in cited.items():
        fold, part = _RULES[citation]
        title, _, label = fold.partition(" ")
        first = {_named(draft, i): i for i in reversed(indexes)}
        places = [
            link(name, f"tab:draft#sentence-{i}") for name, i in sorted(first.items(), key=lambda f: f[1])
        ]
        yield Used(fold, f"《{title}》{label}{part}", part, "", places)


def _named(draft: Draft | None, index: int) -> str:
    """Where a sentence stands, as staff would say it."""
    sentence = draft.sentences[index] if draft else None
    if sentence is None:
        return ""
    section = next((s for s in T2021.sections if s.id == sentence.section), None)
    title = section.title if section else ""
    return basis.ASPECTS.get(sentence.aspect, "") or title or "前言"


def _of_gaps(draft: Draft | None) -> Iterator[Used]:
    """One for each matter with a gap: what past reports say there is looked up when it is opened."""
    found: dict[str, Used] = {}
    for index, sentence in enumerate(draft.sentences if draft else ()):
        if sentence.kind == "mark" and WANTED in sentence.text:
            fold, name = f"{_GAP}{place_of(sentence)}", _named(draft, index)
            used = found.setdefault(fold, Used(fold, f"“{name}”往年怎么写"))
            used.places.append(link("初稿里的空处", f"tab:draft#sentence-{index}"))
    yield from found.values()


def _past(bench: Bench, place: str) -> str:
    """What past reports say where the draft has a gap."""
    for sentence in bench.draft.sentences if bench.draft else ():
        if sentence.kind == "mark" and WANTED in sentence.text and place_of(sentence) == place:
            return f'<header id="article" tabindex="-1"></header>{passages(bench, sentence)}'
    return '<p class="nb-note">初稿里这一处已经补上了。</p>'


# --- what the answers rest on -------------------------------------------------------------------------------------------


def turns_of(bench: Bench) -> list[Turn]:
    """The conversation about this report; none before the first step."""
    if not bench.work_id:
        return []
    return bench.works.turns(bench.work_id, MOST_TURNS)


def _of_answers(turns: Sequence[Turn]) -> Iterator[Used]:
    found: dict[tuple[str, str], Used] = {}
    question = ""
    for turn in turns:
        if turn.role == "user":
            question = " ".join(turn.text.split())
            continue
        for citation in _citations(turn.extra):
            fold, label = citation["id"], citation["label"]
            part = citation["part"] or ""
            used = found.setdefault((fold, part), Used(fold, label, part, citation["remark"]))
            place = link(f"“{cut(question, LONGEST_QUESTION)}”", f"tab:sources#turn-{turn.number}")
            if place not in used.places:
                used.places.append(place)
    yield from list(found.values())[:MOST_CITATIONS]


def _citations(extra: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The citations of an answer; what is kept beside a turn is data like any other."""
    listed = extra.get("citations")
    for one in listed if isinstance(listed, list) else ():
        if not isinstance(one, Mapping) or not isinstance(one.get("id"), str) or not one["id"]:
            continue
        texts = {
            key: str(one.get(key) or "") for key in ("id", "label", "part", "remark", "title", "article")
        }
        texts["label"] = texts["label"] or f"《{texts['title']}》{texts['article']}{texts['part']}"
        if one.get("in_force") is False and not texts["remark"]:
            texts["remark"] = "已被取代"
        if one.get("checked") is False and "待核实" not in texts["remark"]:
            texts["remark"] = f"待核实。{texts['remark']}"
        yield texts


ACTIONS: Final[Mapping[str, Action]] = {}
