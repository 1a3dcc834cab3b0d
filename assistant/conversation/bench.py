"""One person at one report at this moment: every step that pages, chat and other programs can take.

Each step is applied to the newest state in the database, so that two people at one report lose nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.conversation.desk import Desk
from assistant.conversation.steps import (
    cells,
    drafting,
    dropping,
    given,
    head,
    judging,
    merging,
    revising,
    sentences,
    taking,
    with_model,
)
from assistant.conversation.steps.lacking import Lack, Tab
from assistant.conversation.steps.merging import Clash, Touched
from assistant.conversation.workspace import Workspace, load
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.answering.values import Answer
    from assistant.core.report import Report
    from assistant.storage.works import Version

__all__ = ["Bench", "Kind", "Lack", "Tab"]

Kind = Literal["docx", "html", "xlsx", "md"]


class Bench(Desk):
    """One person at one report. A step returns a Chinese line that says what was done.

    `InputError` or `ConfigurationError` (both with `what` and `advice` in Chinese) when a step cannot be taken; then
    nothing has changed.
    """

    # --- steps: tables ---------------------------------------------------------------------------------------------

    def paste(self, text: str = "", html: str = "", *, as_previous: bool = False) -> str:
        """Read a paste. A paste of some of the tables joins the tables that are there; a whole report replaces."""
        self.must("edit")
        report = given.read_paste(text, html)
        return self._put(report, given.PASTED, as_previous)

    def take_file(self, source: Path, name: str, *, as_previous: bool = False) -> str:
        """Read an uploaded file; it joins or replaces as a paste does."""
        self.must("edit")
        report, origin = given.read_file(source, name)
        return self._put(report, origin, as_previous)

    def _put(self, report: Report, origin: str, as_previous: bool) -> str:
        there = {address for address, cell in report.cells() if cell is not None}
        return self.apply(
            lambda w: given.put(w, report, origin, as_previous=as_previous),
            lambda w: _cell_texts(w, there, as_previous=as_previous),
        )

    def sample(self) -> str:
        """The shipped sample: this year's report, last year's, notes, and a draft.

        On a desk with something on it, it begins a report of its own.
        """
        self.must("edit")
        sampled = given.sample()
        draft = drafting.drafted(sampled, None)
        after, _ = drafting.put_draft(sampled, draft, sampled)
        line = "放好了示例：今年和上年的报告、要点和初稿，随便试，不影响别的报告。"
        if self.workspace != Workspace():
            other = Bench(self.person, self._works, self._verdicts)
            other.apply(lambda _: (after, line))
            self._take_up(self._work(other.work_id), 0)
            return f"{line}原来的报告在“我的年报”里。"
        return self.apply(lambda _: (after, line))

    def set_cells(self, values: Mapping[str, str], *, as_previous: bool = False) -> str:
        """Cells by address, each with what staff typed; typed cells are certain. Makes the table where there is none."""
        return self.apply(
            lambda w: cells.set_cells(w, values, as_previous=as_previous),
            lambda w: _cell_texts(w, values, as_previous=as_previous),
        )

    def set_block(self, address: str, rows: Sequence[Sequence[str]], *, as_previous: bool = False) -> str:
        """A pasted block, its upper left cell at an address; what goes beyond the table is refused as a whole."""
        self.must("edit")
        form = cells.side(self.workspace, as_previous=as_previous).report
        return self.set_cells(cells.block_values(form, address, rows), as_previous=as_previous)

    def offered_totals(self) -> dict[str, str]:
        """Blank or missing total cells that the other cells determine: address → value, offered, never put in by itself."""
        return cells.offered_totals(self.report) if self.report else {}

    def set_unit(self, unit: str) -> str:
        """The unit's full name, where it was not read or is another."""
        return self.apply(lambda w: head.set_unit(w, unit), lambda w: {"单位": w.unit})

    def set_year(self, year: str) -> str:
        """The report's year, where it was not read or is another."""
        return self.apply(lambda w: head.set_year(w, year), lambda w: {"年度": w.year})

    def forget_previous(self) -> str:
        """Take last year's report off the desk."""
        return self.apply(head.forget_previous)

    # --- steps: text -----------------------------------------------------------------------------------------------

    def set_notes(self, notes: str) -> str:
        """All of the notes. What somebody else has written into them meanwhile stays, line by line."""
        base = self._seen.notes
        lost: list[tuple[str, str]] = []
        both: list[bool] = []

        def step(workspace: Workspace) -> tuple[Workspace, str]:
            text, gone = merging.merged(base, notes, workspace.notes)
            lost[:], both[:] = gone, [workspace.notes not in (base, notes)]
            return head.set_notes(workspace, text)

        before = self._seen_version
        line = self.apply(step)
        if both and both[0] and not lost:
            self.notices.append("别人也改了要点，两边的改动已经合在一起，请看一遍。")
        for theirs, mine in lost:
            clash = Clash("要点里的几行", "", theirs, mine)
            self._say_clash(clash, _of_notes(theirs), before)
        return line

    def add_note(self, line: str) -> str:
        """One more line of notes."""
        return self.apply(lambda w: head.add_note(w, line))

    def make_draft(
        self,
        *,
        writer: Literal["grounded", "model"] = "grounded",
        wish: str = "",
        heard: Callable[[str], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> str:
        """Draft all narrative sections. `heard` gets what a model writes as it comes; `stopped` is asked now and then."""
        self.must("edit")
        made_from = self._newest()
        halted: list[bool] = []

        def stop() -> bool:
            if not halted and stopped is not None and stopped():
                halted.append(True)
            return bool(halted)

        if writer == "grounded":
            draft = drafting.drafted(made_from, None)
        else:
            drafting.must_be_draftable(made_from)
            draft = drafting.drafted(made_from, with_model.writer(wish, heard, stop))

        def step(workspace: Workspace) -> tuple[Workspace, str]:
            put, line = drafting.put_draft(workspace, draft, made_from)
            if writer == "model" or not wish.strip():
                return put, line
            put, more = revising.revise(put, "", wish)
            return put, line + more

        line = self.apply(step)
        if draft.writing is None:
            return line
        self.notices += draft.writing.notices
        if halted and with_model.STOPPED not in self.notices:
            self.notices.append(with_model.STOPPED)
        return line + with_model.account(draft.writing)

    def revise(self, where: str, wish: str) -> str:
        """Word a section or an aspect of the overview anew (“短一点”, “换一种说法”, “再正式一些”).

        `where`: ``preface``, ``problems``, ``other``, ``overview``, ``overview.requests``…, or "" for all. With no model
        only what can be done without one is done, and the line says so.
        """
        self.must("edit")
        model = with_model.reblocker(wish)
        if model is not None:
            # Outside the writer's lock, for a model takes its time; inside, what it wrote is only looked up.
            revising.revise(self._newest(), where, wish, model)
            self.notices += model.notices
        known = model.known if model else None
        return self.apply(lambda w: revising.revise(w, where, wish, known))

    def set_sentence(self, index: int, text: str, *, expected: str = "") -> str:
        """Staff's own wording of a sentence (index in `draft.sentences`): numbers traced anew, claims are staff's.

        `expected`: the words that staff saw there; a sentence is found by them when it has moved meanwhile.
        """
        return self._on_sentence(index, expected, lambda w, at: sentences.set_sentence(w, at, text), text)

    def add_sentence(self, after: int, text: str, *, expected: str = "") -> str:
        """Staff's own sentence behind another; `expected` are the words of that other."""
        return self._on_sentence(after, expected, lambda w, at: sentences.add_sentence(w, at, text))

    def vary(self, index: int, *, expected: str = "") -> str:
        """Another wording of a sentence with the same numbers; `InputError` when there is no other."""
        self.must("edit")
        model = with_model.reworder()
        if model is not None:
            newest = self._newest()
            at, _ = self._find(newest, index, expected)
            sentences.vary(newest, at, model)
        known = model.known if model else None
        return self._on_sentence(index, expected, lambda w, at: sentences.vary(w, at, known))

    def drop(self, index: int, *, expected: str = "") -> str:
        """Take a sentence out; `restore` puts it back."""
        return self._on_sentence(index, expected, dropping.drop, "")

    def restore(self, which: int = -1) -> str:
        """Put back a dropped sentence: its place in `workspace.dropped`, the last one by default."""
        if not -len(self._seen.dropped) <= which < len(self._seen.dropped):
            return self.apply(lambda w: dropping.restore(w, which))
        meant = self._seen.dropped[which].sentence

        def step(workspace: Workspace) -> tuple[Workspace, str]:
            found = [i for i, d in enumerate(workspace.dropped) if d.sentence == meant]
            if not found:
                raise InputError("这一句已经恢复了，或者不在了。", "请看一看现在的初稿。")
            return dropping.restore(workspace, which if found[-1] == which else found[-1])

        return self.apply(step)

    def _on_sentence(
        self,
        index: int,
        expected: str,
        work: Callable[[Workspace, int], tuple[Workspace, str]],
        mine: str | None = None,
    ) -> str:
        """A step on one sentence, found again in the newest draft; `mine` is what will stand there, where it replaces."""
        if not isinstance(index, int):
            raise InputError("没有说明是哪一句，没有改动。", "请在初稿里点要改的那一句。")
        clashed: list[Clash] = []

        def step(workspace: Workspace) -> tuple[Workspace, str]:
            at, theirs = self._find(workspace, index, expected, lenient=mine is not None)
            before = self._seen.draft.sentences[index].text if theirs and self._seen.draft else ""
            clashed[:] = [Clash("这一句", before, theirs, mine or "")] if theirs else []
            return work(workspace, at)

        seen = self._seen_version
        line = self.apply(step)
        for clash in clashed:
            self._say_clash(clash, _of_sentences(clash.theirs), seen)
        return line

    def _find(
        self, workspace: Workspace, index: int, expected: str, *, lenient: bool = False
    ) -> tuple[int, str]:
        """Where the sentence stands now, and, when somebody has reworded it, their words (only when `lenient`)."""
        seen = self._seen.draft.sentences if self._seen.draft else []
        there = seen[index].text if 0 <= index < len(seen) else ""
        if not there or (expected and expected != there):
            return sentences.located(workspace, index, expected), ""
        at, theirs = sentences.followed(workspace, self._seen, index)
        if theirs and not lenient:
            raise InputError("这一句刚被别人改过，没有改动。", "请看一看现在的初稿，再改。")
        return at, theirs

    def choose_text(self, text: Literal["draft", "original"]) -> str:
        """Whose narrative is checked and taken away."""
        return self.apply(lambda w: head.choose_text(w, text), lambda w: {"正文的选择": w.text})

    # --- steps: findings and reviews -------------------------------------------------------------------------------

    def judge(self, fingerprint: str, kind: Literal["accept", "dismiss", "fix"], comment: str = "") -> str:
        """Say something about a finding. ``fix`` puts its correction into the text where it has one."""
        self.must("judge")
        if kind not in judging.SAID:
            raise InputError("没有这种处理办法。", "可以写属实、不算错或者已改。")
        one = judging.found(self.findings, fingerprint)
        said = judging.verdict(one.finding, kind, comment, self.person.name, self._derived, self.owner)
        line = f"{judging.SAID[kind]}。"
        if kind == "fix" and one.finding.correction is not None and not one.is_gone:
            line = self.apply(lambda w: judging.corrected(w, one.finding))
        self._verdicts.add([said])
        self._spoken = self._judged = None
        return line

    # --- steps: history and taking away ----------------------------------------------------------------------------

    def undo(self) -> str:
        """Show what was there before the last step."""
        return self._back(self._works.undo, "没有可以撤销的了。")

    def redo(self) -> str:
        """Take back the last undo."""
        return self._back(self._works.redo, "没有可以重做的了。")

    def _back(self, move: Callable[[str, str], Version | None], none: str) -> str:
        self.must("edit")
        version = move(self.work_id, self.person.name) if self.work_id else None
        if version is None:
            return none
        self._show(version)
        return f"{version.what.rstrip('。')}。"

    def versions(self, limit: int = 50) -> list[Version]:
        """The newest versions, newest first, without states."""
        return self._works.versions(self.work_id, limit) if self.work_id else []

    def return_to(self, number: int) -> str:
        """Take up the content of an older version."""
        self.must("edit")
        if not self.work_id:
            raise InputError("还没有历史。", "做过一步以后才有。")
        load(self._works.state(self.work_id, number).state)  # one that cannot be read is not taken up
        self._show(self._works.return_to(self.work_id, number, self.person.name))
        return f"回到了第{number}版，之后的各版都还在历史里。"

    def export(self, kind: Kind) -> tuple[str, bytes]:
        """File name and content of what is taken away."""
        return taking.report_file(self.product, kind)

    def export_findings(self, kind: Literal["docx", "xlsx"]) -> tuple[str, bytes]:
        """File name and content: the open findings as comments in a document, or as a list."""
        return taking.findings_file(self.product, self.findings, kind)

    def export_comparison(self, kind: Literal["xlsx", "html"]) -> tuple[str, bytes]:
        """File name and content: this year beside last year."""
        return taking.comparison_file(self.product, self.comparison, kind)

    # --- questions -------------------------------------------------------------------------------------------------

    def ask(self, question: str, history: Sequence[str] = (), *, model: bool = False) -> Answer:
        """An answer about the rules, with the provisions it rests on; `model`: in the configured model's words."""
        return with_model.asked(question, history, model=model)


def _of_notes(lines: str) -> Touched:
    """Whether these lines stand in the notes."""
    return lambda w: {"要点里的几行": lines if lines in w.notes else ""}


def _of_sentences(text: str) -> Touched:
    """Whether a sentence of the draft reads so."""
    return lambda w: {"这一句": text if sentences.has(w, text) else ""}


def _cell_texts(workspace: Workspace, addresses: Iterable[str], *, as_previous: bool) -> dict[str, str]:
    """What stands in some cells, by their names."""
    report = cells.side(workspace, as_previous=as_previous).report
    known = set(report.form.addresses)
    last = "上年" if as_previous else ""
    return {
        f"{last}{report.form.describe(a)}": cell.raw if (cell := report.cell(a)) else ""
        for a in addresses
        if a in known
    }
