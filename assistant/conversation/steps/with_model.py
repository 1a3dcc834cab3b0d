"""A chat model at the bench, where one is configured: drafting, other wordings, answers. It never decides what stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from assistant.conversation.steps.revising import WITHOUT_MODEL
from assistant.drafting.draft import Sentence, Writing
from assistant.drafting.grounded import Block
from assistant.drafting.outline import Outline
from assistant.drafting.written import Event, ModelWriter

if TYPE_CHECKING:
    from assistant.answering.values import Answer

STOPPED: Final = "已按您的意思停下，其余部分用自带的写法写成。"
_OTHERWISE: Final = "换一种说法"


def is_configured() -> bool:
    """Whether the settings name a model."""
    from assistant.settings import load_settings  # noqa: PLC0415 - late

    return bool(load_settings().model.strip())


def _opened() -> ModelWriter:
    return writer(_OTHERWISE)


def writer(
    wish: str = "", heard: Callable[[str], None] | None = None, stopped: Callable[[], bool] | None = None
) -> ModelWriter:
    """A writer with the configured model. `ConfigurationError` when none is.

    `heard` gets the model's words as they come, not verified yet; once `stopped` says so, the rest is ours.
    """
    from assistant.models import open_model  # noqa: PLC0415 - late

    made: list[ModelWriter] = []

    def listen(event: Event) -> None:
        if event.kind == "raw" and heard is not None:
            heard(event.text)
        if stopped is not None and made and stopped():
            made[0].cancel()

    made.append(ModelWriter(open_model(), wish=wish, listen=listen))
    return made[0]


def account(writing: Writing) -> str:
    """How the model took part, in one sentence."""
    theirs, ours = writing.kept + writing.repaired, writing.replaced + writing.added
    where = f"（在本机以外：{writing.outside}）" if writing.outside else ""
    if not theirs:
        return f"模型{writing.model}{where}没有写出能通过核对的句子，全部用自带的写法。"
    rest = f"，{ours}句没有通过核对或者漏写，用自带的写法" if ours else ""
    return f"模型{writing.model}{where}写的{theirs}句通过核对{rest}。"


class Reblocks:
    """A model's wordings of whole blocks, each asked for once.

    `known` only looks up: it is used where nobody may wait, and words what was not asked for as our own writer does.
    """

    def __init__(self, wish: str) -> None:
        self._writer = writer(wish)
        self._made: dict[tuple[str, ...], Block] = {}

    def __call__(self, outline: Outline, block: Block) -> Block:
        """The block in the model's words; ours where those do not stand."""
        key = _key(block)
        if key not in self._made:
            self._made[key] = self._writer.reword(outline, block)
        return self._made[key]

    def known(self, outline: Outline, block: Block) -> Block:
        """What the model made of this block, else the block itself."""
        del outline
        return self._made.get(_key(block), block)

    @property
    def notices(self) -> tuple[str, ...]:
        """What went wrong with the model."""
        return self._writer.account.notices


def reblocker(wish: str) -> Reblocks | None:
    """For wishes that go beyond what is done without a model, where one is configured."""
    return Reblocks(wish) if is_configured() and not WITHOUT_MODEL.search(wish) else None


class Rewords:
    """A model's wordings of single sentences, each asked for once; `known` only looks up."""

    def __init__(self) -> None:
        self._made: dict[str, Sentence | None] = {}

    def __call__(self, outline: Outline, sentence: Sentence) -> Sentence | None:
        """The sentence in the model's words; `None` when those do not stand, or are the same."""
        if sentence.text not in self._made:
            block = Block(sentence.section, sentence.aspect, [sentence])
            said = _opened().reword(outline, block).sentences
            other = said[0] if len(said) == 1 and said[0].text != sentence.text else None
            self._made[sentence.text] = other
        return self._made[sentence.text]

    def known(self, outline: Outline, sentence: Sentence) -> Sentence | None:
        """What the model made of this sentence."""
        del outline
        return self._made.get(sentence.text)


def reworder() -> Rewords | None:
    """Where a model is configured."""
    return Rewords() if is_configured() else None


def _key(block: Block) -> tuple[str, ...]:
    return (block.section, block.aspect, *(s.text for s in block.sentences))


def asked(question: str, history: Sequence[str], *, model: bool = False) -> Answer:
    """An answer about the rules; `model`: in the configured model's words, where they stand."""
    from assistant.answering.answer import answer_question  # noqa: PLC0415 - heavy
    from assistant.answering.worded import WordedAnswers  # noqa: PLC0415 - heavy
    from assistant.conversation import shelf  # noqa: PLC0415 - heavy
    from assistant.models import open_model  # noqa: PLC0415 - late

    words = WordedAnswers(open_model()) if model else None
    return answer_question(question, library=shelf.library(), model=words, history=history)
