"""One section or aspect of the draft worded anew, by a wish; the rest stays, and so do staff's own sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.conversation.steps.keeping import Kept
from assistant.conversation.steps.sentences import Step, given, reverified
from assistant.conversation.steps.words import short
from assistant.conversation.workspace import Workspace
from assistant.drafting.draft import Sentence
from assistant.drafting.grounded import Block
from assistant.drafting.outline import Outline, make_outline
from assistant.drafting.styles import LONGEST_WISH, leaves_out_details
from assistant.drafting.varying import Place, block_of, blocks_at, replaced
from assistant.errors import InputError

Reblock = Callable[[Outline, Block], Block]
"""Words a block anew with a model; what does not stand is ours."""

PLACES: Final[dict[str, str]] = {
    "preface": "前言", "overview.proactive": "主动公开", "overview.requests": "依申请公开",
    "overview.management": "政府信息管理", "overview.platform": "平台建设", "overview.supervision": "监督保障",
    "problems": "存在的主要问题及改进情况", "other": "其他需要报告的事项",
}  # fmt: skip
"""Where a wish can apply, and how staff call it."""

_SHORTER: Final = re.compile(r"(?<!太)(?<!过)短(?!了)|简|精炼|精简|压缩|少写|少一点")
_LONGER: Final = re.compile(
    r"(?<!太)(?<!过)长(?!了)|[太过]短|短了|太简|详细|具体|展开|多写|丰富|充实|空(?:洞|泛|了|$)|恢复|还原|原来"
)
_TOO_LONG: Final = re.compile(
    r"[太过]长|长了|啰嗦|罗嗦|写短|改短|[短简]一?[点些]|不(?:要|用)(?:太|这么|那么)?(?:长|详细|具体)|别(?:太|这么)?(?:长|详细)"
)
WITHOUT_MODEL: Final = re.compile(r"恢复|还原|原来")
"""Wishes that nobody needs a model for."""
_LAST_YEAR: Final = re.compile(r"(?:去|上|往)年")
_FORMAL: Final = re.compile(r"正式|规范|严肃|书面|口语")


@dataclass(frozen=True)
class _Wish:
    text: str
    shorter: bool
    longer: bool
    needs_model: str


_BY_LAST_YEAR: Final = "按上年的写法"
_MORE_FORMAL: Final = "改成更正式的语气"
_INSTEAD: Final = {
    _BY_LAST_YEAR: "上年的原文在“比较”里，可以对照着改句子。",
    _MORE_FORMAL: "自带的写法已经是公文语气；口语多半来自要点，请点那一句直接改。",
}
"""What can be done without a model."""


def _read(wish: str) -> _Wish:
    text = wish.strip()[:LONGEST_WISH]
    needs = _BY_LAST_YEAR if _LAST_YEAR.search(text) else _MORE_FORMAL if _FORMAL.search(text) else ""
    longer = bool(_LONGER.search(text)) and not _TOO_LONG.search(text)
    shorter = not longer and bool(_TOO_LONG.search(text) or _SHORTER.search(text))
    return _Wish(text, shorter, longer, needs)


def places(where: str) -> list[Place]:
    """The places of a wish. `InputError` for a name that is none."""
    if where in {"", "all"}:
        names = [name for name in PLACES if name != "preface"]
    elif where == "overview":
        names = [name for name in PLACES if name.startswith("overview.")]
    elif where in PLACES:
        names = [where]
    else:
        raise InputError("初稿里没有这一部分。", f"可以是{'、'.join(PLACES.values())}。")
    return [_place(name) for name in names]


def _place(name: str) -> Place:
    section, _, aspect = name.partition(".")
    return section, aspect


def revise(workspace: Workspace, where: str, wish: str, reblock: Reblock | None = None) -> Step:
    """One section or aspect worded anew; nothing else changes, and staff's own sentences stay.

    With no model, what can be done is: leave out details and take the shortest wording, take the full one again, or
    take another. The line says what was done and what needs a model.
    """
    draft, report = given(workspace)
    meant = _read(wish)
    chosen = places(where)
    if meant.needs_model and reblock is None:
        return workspace, _revised([], meant, by_model=False, with_model=False)
    previous = workspace.before.report if workspace.before else None
    outline = make_outline(report, workspace.notes, previous)
    sentences = list(draft.sentences)
    changed: list[str] = []
    by_model = False
    dropped = workspace.dropped
    for place in chosen:
        now = [s for s in sentences if (s.section, s.aspect) == place]
        if not now:
            continue
        block, theirs = _Rewording(workspace, outline, place, meant).done([s.text for s in now], reblock)
        if meant.longer:
            dropped = tuple(d for d in dropped if (d.sentence.section, d.sentence.aspect) != place)
        if [s.text for s in block.sentences] != [s.text for s in now]:
            changed.append(PLACES[".".join(filter(None, place))])
            by_model = by_model or theirs
            sentences = replaced(sentences, block)
    line = _revised(changed, meant, by_model=by_model, with_model=reblock is not None)
    if not changed:
        return workspace, line
    put = reverified(draft, sentences, report, previous, workspace.notes)
    return workspace.model_copy(update={"draft": put, "dropped": dropped}), line


@dataclass(frozen=True)
class _Rewording:
    """One place, and what is wished for it."""

    workspace: Workspace
    outline: Outline
    place: Place
    wish: _Wish

    def done(self, now: Sequence[str], reblock: Reblock | None) -> tuple[Block, bool]:
        """The place in other words than those of now, where there are any, and whether they are the model's."""
        if reblock is not None:
            ours = self._shortened(block_of(self.outline, self.place))
            theirs = self._with_own(reblock(self.outline, ours))[0]
            if self.wish.needs_model or [s.text for s in theirs.sentences] != list(now):
                return theirs, True
        return self._by_ourselves(now), False

    def _by_ourselves(self, now: Sequence[str]) -> Block:
        if self.wish.longer:
            return self._with_own(block_of(self.outline, self.place), all_back=True)[0]
        options = [self._with_own(self._shortened(b)) for b in blocks_at(self.outline, self.place)]
        # Of those that part the matter otherwise, what staff replaced or took out could not be found in.
        least = min(lost for _, lost in options)
        whole = [block for block, lost in options if lost == least]
        if self.wish.shorter:
            return min(whole, key=_length)
        texts = [[s.text for s in block.sentences] for block in whole]
        at = texts.index(list(now)) if list(now) in texts else -1
        order = [*range(at + 1, len(whole)), *range(max(at, 0))]
        return whole[next((n for n in order if texts[n] != list(now)), max(at, 0))]

    def _shortened(self, block: Block) -> Block:
        if not self.wish.shorter:
            return block
        wish = self.wish.text
        kept = [s for s in block.sentences if s.kind != "body" or not leaves_out_details(wish, s.text)]
        return _with(block, kept)

    def _with_own(self, block: Block, *, all_back: bool = False) -> tuple[Block, int]:
        """The block with what staff wrote and without what they took out, and how much of that was not found in it."""
        kept = Kept(self.workspace, self.place)
        return _with(block, kept.put_into(block.sentences, all_back=all_back)), kept.lost


def _with(block: Block, sentences: Sequence[Sentence]) -> Block:
    """A block with other sentences; where a new matter begins is seen from the words."""
    fresh = {block.sentences[n].text for n in block.fresh}
    places = {n for n, s in enumerate(sentences) if s.text in fresh}
    return Block(block.section, block.aspect, list(sentences), places)


def _length(block: Block) -> int:
    return sum(len(s.text) for s in block.sentences if s.kind == "body")


def _revised(changed: Sequence[str], wish: _Wish, *, by_model: bool, with_model: bool) -> str:
    where = f"“{'、'.join(changed)}”" if len(changed) < 4 else f"{len(changed)}个部分"
    said = short(wish.text) if wish.text else "换一种写法"
    if changed and by_model:
        return f"模型按“{said}”改写了{where}，数字都重新核对过。"
    if wish.needs_model:
        if with_model:
            return "模型没有写出能通过核对的别的写法，初稿没有改动。可以直接改句子。"
        return f"{wish.needs_model}要接上对话模型才行，现在没有接，初稿没有改动。{_INSTEAD[wish.needs_model]}"
    if not changed:
        if wish.longer:
            return "表格和要点里有的都写上了，没有改动。要写得更多，请再说一两件今年做的事，例如“网站改版，新增2个专栏”。"
        reason = "已经是最短的写法" if wish.shorter else "没有别的写法"
        return f"{reason}，没有改动。还想改，请在初稿里点那一句直接改。"
    if wish.shorter:
        done = "去掉了表格里已经有的细目，换成较短的写法"
    else:
        done = "恢复成最全的写法" if wish.longer else "换了一种写法"
    return f"{where}{done}，别的部分没有动。"
