"""Words an outline with a chat model; what it says stands only where it is borne out.

Block by block: the model gets our own sentences as material and words them anew; each of its sentences is traced as
it arrives. One that fails is asked for once more with the reason, then ours stands in its place. Headings, marks
and the preface are the form's, and stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from assistant.core.template import NARRATIVE
from assistant.drafting.acceptance import Verdict, accepted, tidied
from assistant.drafting.attribution import Material
from assistant.drafting.coverage import covered, demands, touches
from assistant.drafting.draft import Sentence, Writing
from assistant.drafting.grounded import Block, grounded_blocks, laid_out
from assistant.drafting.outline import Outline
from assistant.drafting.sentences import sentences
from assistant.drafting.styles import LONGEST_WISH, leaves_out_details, sample_for
from assistant.drafting.verify import Sources
from assistant.models.families import estimate_tokens
from assistant.models.port import ChatModel, Message, ModelError, Request, Usage
from assistant.prompts import Prompt, load_prompt

EventKind = Literal["start", "raw", "sentence", "rejected", "end", "notice"]
_SECTION, _AGAIN = "draft_section", "draft_again"
_ASKED_AGAIN: Final = 2
"""Sentences of a block asked for once more; beyond that ours stand in at once."""
_LONGEST: Final = 700
_SILENT_BLOCKS: Final = 2
"""Blocks in a row without a usable sentence after a time-out before the model is let alone."""
_ALL: Final = "*"
_PARTS_FOLLOW: Final = re.compile("[，（]?(?:其中|（)")
_TITLES: Final = {"problems": "存在的主要问题及改进情况", "other": "其他需要报告的事项"}


@dataclass(frozen=True)
class Event:
    """What happens while a draft is written. `raw` text is the model's own, nothing of it verified yet."""

    kind: EventKind
    section: str = ""
    aspect: str = ""
    text: str = ""
    sentence: Sentence | None = None


@dataclass
class _Work:
    """One block while it is being worded."""

    block: Block
    material: list[Sentence]
    taken: list[Sentence] = field(default_factory=list)
    failed: list[Verdict] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    """Material for which a sentence of the model's was refused: ours is a replacement there."""

    def open(self) -> list[int]:
        """Indices of the material that no accepted sentence says whole."""
        wanted = [demands(s) for s in self.material]
        return [i for i, w in enumerate(wanted) if covered(w, self.taken) != w]


class ModelWriter:
    """A writer (`outline.Writer`) that words the outline with a model.

    `wish` is the user's word on length and tone, `sections` what the model is asked for (the rest is ours), `seed` settles chance, `listen` hears every `Event` in the
    writing thread, `home` is where edited prompts are. After `write`, `account` tells how the model took part.
    `cancel` may be called from any thread: the rest is then written without the model.
    """

    def __init__(
        self,
        model: ChatModel,
        *,
        wish: str = "",
        sections: Collection[str] = NARRATIVE,
        seed: int | None = None,
        listen: Callable[[Event], None] | None = None,
        home: Path | None = None,
    ) -> None:
        self._model = model
        self._wish = wish.strip()[:LONGEST_WISH]
        self._sections = frozenset(sections) - {"preface"}
        self._seed = seed
        self._listen = listen or (lambda event: None)
        self._prompts: dict[str, Prompt] = {n: load_prompt(n, home) for n in (_SECTION, _AGAIN)}
        self._usage = Usage(estimated=False)
        self._calls = 0
        self._counts = Counter[str]()
        self._notices: list[str] = []
        self._away = False
        self._fruitless = 0
        self._cancelled = False
        self._stream_close: Callable[[], None] = lambda: None

    def cancel(self) -> None:
        """Leave the model out from here on; the draft is finished with our own sentences."""
        self._cancelled = self._away = True
        self._stream_close()

    def write(self, outline: Outline) -> list[Sentence]:
        """All sentences of the narrative sections, in paragraphs."""
        sources = Sources(outline.report, outline.previous, outline.notes)
        blocks = []
        for block in grounded_blocks(outline):
            self._listen(Event("start", block.section, block.aspect))
            worded = self._worded(block, outline, sources)
            for sentence in worded.sentences:
                self._listen(Event("sentence", block.section, block.aspect, sentence.text, sentence))
            self._listen(Event("end", block.section, block.aspect))
            blocks.append(worded)
        return laid_out(blocks)

    def reword(self, outline: Outline, block: Block) -> Block:
        """One block alone in the model's words, ours where those do not stand; the blocks of others stay as they are."""
        return self._worded(block, outline, Sources(outline.report, outline.previous, outline.notes))

    @property
    def account(self) -> Writing:
        """How the model took part so far."""
        usage = self._usage
        return Writing(
            model=self._model.name,
            outside=self._model.outside,
            calls=self._calls,
            **self._counts,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            tokens_estimated=usage.estimated,
            seconds=round(usage.seconds, 3),
            prompts={name: prompt.hash for name, prompt in self._prompts.items()},
            notices=tuple(dict.fromkeys(self._notices)),
        )

    # --- one block --------------------------------------------------------------------------------

    def _worded(self, block: Block, outline: Outline, sources: Sources) -> Block:
        block = _shortened(block, self._wish)
        material = [s for s in block.sentences if s.kind == "body" and "【" not in s.text]
        if block.section not in self._sections or not material or self._away:
            return block
        work = _Work(block, material)
        self._first_asking(work, outline, sources)
        self._second_asking(work, sources)
        return self._settled(work)

    def _first_asking(self, work: _Work, outline: Outline, sources: Sources) -> None:
        point = outline.point(work.block.section, work.block.aspect)
        text = self._prompts[_SECTION].render(
            title=_TITLES.get(point.section, point.title),
            material=[s.text for s in work.material],
            wish=self._wish,
            style=sample_for(point, outline, self._wish),
        )
        room = min(_LONGEST, 80 + 2 * sum(estimate_tokens(s.text) for s in work.material))
        request = self._request(text, _SECTION, f"起草·{point.title}", room)
        place = (work.block.section, work.block.aspect)
        before = len(work.taken) + len(work.failed)
        usage = self._take(work, request, sources, Material(tuple(work.material)), place)
        useful = bool(work.taken)
        self._fruitless = 0 if useful or len(work.failed) > before else self._fruitless + 1
        if usage is not None:
            self._model.judged(
                usage, "采用" if useful and not work.failed else "部分采用" if useful else "替换"
            )

    def _second_asking(self, work: _Work, sources: Sources) -> None:
        """Ask once more for what failed, with the reason, as far as something is still to be said."""
        failed, work.failed = work.failed, []
        for n, verdict in enumerate(failed):
            wanted = self._meant(verdict, work)
            if not wanted:
                self._counts["dropped"] += 1
                continue
            work.refused.update(wanted)
            if n >= _ASKED_AGAIN or self._away:
                continue
            material = [work.material[i] for i in wanted]
            text = self._prompts[_AGAIN].render(
                sentence=verdict.text, reason=verdict.reason, material=[s.text for s in material]
            )
            room = 40 + 2 * sum(estimate_tokens(s.text) for s in material)
            request = self._request(text, _AGAIN, "起草·重写一句", min(_LONGEST, room))
            place = (work.block.section, work.block.aspect)
            before = len(work.taken)
            usage = self._take(work, request, sources, Material(tuple(material)), place)
            work.taken[before:] = [
                s.model_copy(update={"written_by": "repaired"}) if s.written_by == "model" else s
                for s in work.taken[before:]
            ]
            if usage is not None:
                self._model.judged(usage, "采用" if len(work.taken) > before else "替换")

    def _meant(self, verdict: Verdict, work: _Work) -> list[int]:
        """The open material that a failed sentence was about: the one it shares most with, and what it touches."""
        still = work.open()
        if not still:
            return []
        pairs = {verdict.text[i : i + 2] for i in range(len(verdict.text) - 1)}
        shared = {i: sum(p in work.material[i].text for p in pairs) for i in still}
        best = max(still, key=lambda i: shared[i])
        return [i for i in still if shared[i] and 2 * shared[i] >= shared[best]][:3]

    def _take(
        self, work: _Work, request: Request, sources: Sources, material: Material, place: tuple[str, str]
    ) -> Usage | None:
        """Stream a reply and sort its sentences into taken and failed; `None` where it broke off."""
        stream = self._model.stream(request)
        self._stream_close = stream.close
        try:
            for text, finished in sentences(self._heard(iter(stream), place)):
                if finished or not stream.usage.cut_short:
                    self._sort(text, work, sources, material, place)
        except ModelError as error:
            self._noted(error)
            return None  # the log has it as failed already
        finally:
            self._stream_close = lambda: None
            self._calls += 1
            self._usage.add(stream.usage)
        return stream.usage

    def _heard(self, pieces: Iterator[str], place: tuple[str, str]) -> Iterator[str]:
        for piece in pieces:
            self._listen(Event("raw", *place, piece))
            yield piece

    def _sort(
        self, text: str, work: _Work, sources: Sources, material: Material, place: tuple[str, str]
    ) -> None:
        text = tidied(text)
        if not text:
            return
        verdict = accepted(text, material, sources, place)
        again = _said_again(verdict.sentence, work.taken) if verdict.sentence is not None else ""
        if again == _ALL:
            self._counts["dropped"] += 1
            return
        if again:
            verdict = Verdict(verdict.text, None, f"“{again}”前面已经说过")
        if verdict.sentence is not None:
            work.taken.append(verdict.sentence)
        else:
            self._listen(Event("rejected", *place, f"{verdict.text}（{verdict.reason}）"))
            work.failed.append(verdict)

    def _noted(self, error: ModelError) -> None:
        if error.fault == "cancelled" and self._cancelled:
            line = "已按您的意思停下，其余部分用自带的写法写成。"
        else:
            line = f"{error}，这一段用自带的写法写成。"
        self._away = self._away or error.is_lasting or (
            error.fault == "timeout" and self._fruitless + 1 >= _SILENT_BLOCKS
        )  # fmt: skip
        if self._away and error.fault != "cancelled":
            line = f"{error}，其余部分用自带的写法写成。"
        self._notices.append(line)
        self._listen(Event("notice", text=line))

    def _request(self, text: str, prompt: str, purpose: str, longest: int) -> Request:
        return Request(
            (Message("user", text),),
            longest=longest,
            seed=self._seed,
            purpose=purpose,
            prompt=prompt,
            prompt_hash=self._prompts[prompt].hash,
        )

    # --- putting it together ------------------------------------------------------------------------

    def _settled(self, work: _Work) -> Block:
        """The block with the model's sentences where they say all of the material, and ours everywhere else."""
        ours = self._ours(work)
        out = Block(work.block.section, work.block.aspect)
        places = {id(s): i for i, s in enumerate(work.material)}
        anchors = {id(s): _anchor(s, work.material) for s in work.taken}
        for n, sentence in enumerate(work.block.sentences):
            i = places.get(id(sentence))
            put = [sentence] if i is None or i in ours else [s for s in work.taken if anchors[id(s)] == i]
            if n in work.block.fresh and put:
                out.fresh.add(len(out.sentences))
            out.sentences += put
        for sentence in work.taken:
            if sentence.written_by == "repaired":
                self._counts["repaired"] += 1
            else:
                self._counts["kept"] += 1
                self._counts["unchanged"] += sentence.written_by == "grounded"
        self._counts["replaced"] += len(ours & work.refused)
        self._counts["added"] += len(ours - work.refused)
        return out

    @staticmethod
    def _ours(work: _Work) -> set[int]:
        """The material that is said in our words: what is still open, and whatever shares a sentence with it."""
        wanted = [demands(s) for s in work.material]
        ours: set[int] = set()
        while True:
            open_now = [i for i in work.open() if i not in ours]
            if not open_now:
                return ours
            ours.update(open_now)
            lost = [s for s in work.taken if any(touches(s, wanted[i]) for i in ours)]
            work.taken = [s for s in work.taken if s not in lost]
            work.refused.update(i for i in open_now if lost)


def _shortened(block: Block, wish: str) -> Block:
    kept = [(i, s) for i, s in enumerate(block.sentences) if not leaves_out_details(wish, s.text)]
    if len(kept) == len(block.sentences):
        return block
    fresh = {n for n, (i, _) in enumerate(kept) if i in block.fresh}
    return Block(block.section, block.aspect, [s for _, s in kept], fresh)


def _anchor(sentence: Sentence, material: Sequence[Sentence]) -> int:
    """The first of the material that a sentence says."""
    for i, source in enumerate(material):
        wanted = demands(source)
        if source.text == sentence.text or touches(sentence, wanted):
            return i
    return 0


def _said_again(sentence: Sentence, taken: Sequence[Sentence]) -> str:
    """What of a sentence is said already: `_ALL`, some words, or nothing. A number may be named again as a whole."""
    wanted = demands(sentence)
    if any(s.text == sentence.text for s in taken) or (bool(wanted) and covered(wanted, taken) == wanted):
        return _ALL
    for number in sentence.numbers:
        is_whole = _PARTS_FOLLOW.match(sentence.text, number.end)
        if not is_whole and covered(
            demands(sentence.model_copy(update={"numbers": (number,), "claims": ()})), taken
        ):
            return number.text
    for claim in sentence.claims:
        if covered(demands(sentence.model_copy(update={"numbers": (), "claims": (claim,)})), taken):
            return claim.text
    return ""
