"""What staff wrote or took out themselves, found again in a text that is written anew."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.workspace import Dropped, Own, Workspace
from assistant.drafting.draft import Sentence
from assistant.drafting.own import own_sentence
from assistant.drafting.varying import Place, matter, pattern


class Kept:
    """Staff's own sentences and those they took out, of the whole draft or of one place of it."""

    def __init__(self, workspace: Workspace, place: Place | None = None) -> None:
        self._workspace = workspace
        self._place = place
        self._old = [s for s in (workspace.draft.sentences if workspace.draft else []) if self._is_here(s)]
        self.own: list[Own] = []
        self.dropped: list[Dropped] = []
        self.placed = 0
        """How many of staff's own sentences stand in the new text."""
        self.lost = 0
        """Sentences that staff replaced or took out, and that the new text does not have as one sentence."""

    def put_into(self, sentences: Sequence[Sentence], *, all_back: bool = False) -> list[Sentence]:
        """The new sentences with staff's own among them, without those that staff took out (unless `all_back`)."""
        new = list(sentences)
        for entry in self._workspace.dropped:
            if self._is_here(entry.sentence) and not all_back:
                self._drop(new, entry)
        for i, old in enumerate(self._old):
            if old.written_by == "staff":
                self._put(new, i, old)
        return new

    def _is_here(self, sentence: Sentence) -> bool:
        return self._place is None or (sentence.section, sentence.aspect) == self._place

    def _drop(self, new: list[Sentence], entry: Dropped) -> None:
        at = _like(new, entry.sentence)
        if entry.sentence.written_by == "staff":
            self.dropped.append(entry)
            self.own.append(self._entry(entry.sentence))
        elif at is not None:
            self.dropped.append(Dropped(index=at, sentence=new.pop(at)))
        else:
            self.lost += 1

    def _put(self, new: list[Sentence], i: int, old: Sentence) -> None:
        own = self._entry(old)
        at = _like(new, own.instead) if own.instead else None
        self.lost += own.instead is not None and at is None
        if at is not None:
            new[at] = own_sentence(old.text, new[at])
        else:
            at = self._behind(new, i, old)
            like = new[at - 1] if at else old
            place = {"section": old.section, "aspect": old.aspect}
            new.insert(at, own_sentence(old.text, like.model_copy(update=place)))
        self.own.append(own)
        self.placed += 1

    def _entry(self, old: Sentence) -> Own:
        """What is known of a sentence of staff's."""
        for own in self._workspace.own:
            if (own.section, own.aspect, own.text) == (old.section, old.aspect, old.text):
                return own
        return Own(section=old.section, aspect=old.aspect, text=old.text)

    def _behind(self, new: list[Sentence], i: int, old: Sentence) -> int:
        """Behind the sentence that stood before it, else at the end of the prose of its section or aspect."""
        for before in reversed(self._old[:i]):
            if (before.section, before.aspect) != (old.section, old.aspect):
                break
            at = _like(new, before)
            if at is not None:
                return at + 1
        place = [n for n, s in enumerate(new) if (s.section, s.aspect) == (old.section, old.aspect)]
        prose = [n for n in place if new[n].kind != "mark"]
        return (prose or place or [len(new) - 1])[-1] + 1


def _like(sentences: Sequence[Sentence], old: Sentence) -> int | None:
    """The sentence of the same place that reads the same but for its figures, or else speaks of the same cells."""
    here = [i for i, s in enumerate(sentences) if (s.section, s.aspect) == (old.section, old.aspect)]
    wanted, about = pattern(old.text), matter(old)
    same = [i for i in here if pattern(sentences[i].text) == wanted]
    same = same or [i for i in here if about and matter(sentences[i]) == about]
    return same[0] if same else None
