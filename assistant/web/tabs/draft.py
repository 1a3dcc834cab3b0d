"""The tab 初稿: the narrative sections sentence by sentence, each number with its origin, each sentence to be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Final

from assistant.conversation.bench import Bench
from assistant.conversation.steps import with_model
from assistant.core.template import NARRATIVE
from assistant.drafting.draft import Doubt, Draft, Sentence, Verification
from assistant.web.actions import Action
from assistant.web.markup import button, cut, data, link, mark_of, shown
from assistant.web.parts.models import model_names
from assistant.web.parts.origins import Origin
from assistant.web.parts.passages import WANTED, passages
from assistant.web.parts.sentences import gaps_marked, words_of
from assistant.web.tabs.draft_actions import ACTS

TITLE: Final = "初稿"
LONGEST_NOTES: Final = 50_000
MOST_DROPPED: Final = 50

_NOTES_LABEL: Final = "今年的情况和问题（一行一件事，不写也能起草）"
_NOTES_EXAMPLE: Final = (
    "例如：\n规划公示栏目加了地图检索\n培训2次，58人次\n发布前三级审核，每条都做保密审查\n"
    "问题：栏目更新不够及时，措施：明确信息员，每月查一次"
)
_WRITERS: Final = {
    "model": ("模", "模型写的，数和说法已核对"),
    "repaired": ("模", "模型写的，退回改过一次，数和说法已核对"),
    "staff": ("改", "您改写的"),
}
"""Whose wording a sentence is, where it is not the program's own patterns: sign and what it means."""
_WISHES: Final = ("短一点", "换一种写法")
_AS_LAST_YEAR: Final = "按去年的写法"
_ANEW: Final = "重写"


def badge(bench: Bench) -> str:
    """How many gaps the draft has, and that it is out of date."""
    draft = bench.draft
    if draft is None:
        return ""
    doubts = len(draft.verification.untraced) + len(draft.verification.unsupported)
    said = [
        *(["要重新起草"] if bench.workspace.stale else []),
        *([f"{doubts}处没有依据"] if doubts else []),
        *([f"{len(draft.gaps)}处待补充"] if draft.gaps else []),
    ]
    return "，".join(said[:2])


def render(bench: Bench, seen: Mapping[str, str]) -> str:
    """The whole tab."""
    draft, report = bench.draft, bench.report
    if draft is None or report is None:
        return f'<div class="nb-draft" id="nb-draft">{_nothing_yet(bench)}</div>'
    origin = Origin(report, bench.previous, bench.workspace.notes)
    page = _Page(bench, draft, origin, seen, _keys(draft.sentences))
    return f'<div class="nb-draft" id="nb-draft">{page.markup()}</div>'


# --- before there is a draft ------------------------------------------------------------------------------------------


def _nothing_yet(bench: Bench) -> str:
    if bench.report is None:
        return (
            '<p class="nb-empty">还没有初稿。起草要用三张表：请先在左边粘贴或上传，'
            f"或者到{link('表格', 'tab:tables')}里填；只想看看效果，可以先用示例试一试。</p>"
            + _notes(bench, True)
        )
    needed = "".join(
        f"<li>{link(lack.text, f'tab:{lack.tab}')}</li>" for lack in bench.lacking if lack.tab != "draft"
    )
    first = (
        f"<p>现在就能起草；下面这些补上以后会写得更全：</p><ul>{needed}</ul>"
        if needed
        else "<p>表已齐，可以起草。</p>"
    )
    return f'<div class="nb-first">{first}</div>{_notes(bench, True)}{_start("起草")}'


def _start(words: str) -> str:
    names = model_names()
    with_model = ""
    if names:
        title = f"由 {'、'.join(names)} 来写，写完逐句核对；核对不过的换成自带的写法"
        with_model = button("用模型起草", "draft.make_with_model", title=title, slow="", closes="nb-notes")
    return f'<p class="nb-line-up">{button(words, "draft.make", css="nb-primary", closes="nb-notes")}{with_model}</p>'


def _notes(bench: Bench, is_open: bool) -> str:
    notes = bench.workspace.notes
    lines = sum(bool(line.strip()) for line in notes.splitlines())
    return (
        f'<details class="nb-points" id="nb-notes"{" open" if is_open else ""}><summary>要点'
        f"{f'（{lines}件事）' if lines else '（还没有写）'}</summary>"
        f'<label for="nb-notes-box">{_NOTES_LABEL}</label>'
        f'<textarea id="nb-notes-box" rows="7" maxlength="{LONGEST_NOTES}" '
        f'placeholder="{shown(_NOTES_EXAMPLE)}"{data(act="draft.notes")}>\n{shown(notes)}</textarea>'
        '<p class="nb-note">写完点一下别处就存好了。不用写成句子，起草时会改成正文；数照您写的用，不会改。</p></details>'
    )


# --- the draft --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Page:
    bench: Bench
    draft: Draft
    origin: Origin
    seen: Mapping[str, str]
    keys: Sequence[str]
    """Names the sentences by their text: an element that somebody is typing in stays itself when others move."""

    def markup(self) -> str:
        ids = count(1)
        sections = "".join(self._section(section, ids) for section in NARRATIVE)
        return "".join(
            (
                self._stale(),
                self._whose(),
                self._written_by_model(),
                _verified(self.draft.verification, len(self.draft.gaps)),
                _notes(self.bench, self.seen.get("notes") == "open"),
                f'<h3 class="nb-title">{gaps_marked(self.draft.title)}</h3>',
                sections,
                self._dropped(),
                "" if self.bench.workspace.stale else f'<div class="nb-again">{_start("全部重新起草")}</div>',
            )
        )

    def _stale(self) -> str:
        if not self.bench.workspace.stale:
            return ""
        return (
            '<div class="nb-open" role="status"><p><b aria-hidden="true">！</b> 表格、要点、单位或年度在起草以后改过，'
            "下面还是改动前写的。重新起草会保留您自己改写的句子，原来的在历史里也找得回。</p>"
            f"{_start('重新起草')}</div>"
        )

    def _whose(self) -> str:
        """Which text is taken away, where the report came with one of its own."""
        report = self.bench.report
        if report is None or not any(text.strip() for text in report.sections.values()):
            return ""
        choices = "".join(
            f'<label><input type="radio" name="nb-text" value="{value}"'
            f"{' checked' if self.bench.workspace.text == value else ''}{data(act='draft.text')}>{words}</label>"
            for value, words in (("draft", "这份初稿"), ("original", "报告原来的正文"))
        )
        return f'<fieldset class="nb-whose"><legend>体检和导出用哪份正文</legend>{choices}</fieldset>'

    def _written_by_model(self) -> str:
        writing = self.draft.writing
        if writing is None:
            return ""
        counts = [
            f"照用{writing.kept}句",
            *([f"退回改写{writing.repaired}句"] if writing.repaired else []),
            *([f"换成自带写法{writing.replaced}句"] if writing.replaced else []),
            *([f"补上漏写{writing.added}句"] if writing.added else []),
            *([f"删去没有依据的{writing.dropped}句"] if writing.dropped else []),
        ]
        sent = f"要点和数发给了{writing.outside}，证件号、手机号等先遮掉。" if writing.outside else ""
        notices = "".join(f"<br>{shown(notice)}" for notice in writing.notices)
        return f'<p class="nb-note">由模型 {shown(writing.model)} 参与：{"，".join(counts)}。{shown(sent)}{notices}</p>'

    def _section(self, section_id: str, ids: Iterator[int]) -> str:
        indexed = [(i, s) for i, s in enumerate(self.draft.sentences) if s.section == section_id]
        section = self.origin.report.form.section(section_id)
        heading = f"{section.number}、{section.title}" if section.number else section.title
        if not indexed:
            return ""
        paragraphs = "".join(
            self._paragraph(f"{section_id}-{number}", list(group), ids)
            for number, group in groupby(indexed, key=lambda pair: pair[1].paragraph)
        )
        return (
            f'<section class="nb-section" id="section-{section_id}"><div class="nb-head"><h4>{shown(heading)}</h4>'
            f"{self._wishes(section_id)}</div>{paragraphs}</section>"
        )

    def _wishes(self, where: str) -> str:
        as_last_year = [_AS_LAST_YEAR] if self.bench.previous and with_model.is_configured() else []
        wishes = [*_WISHES, *as_last_year, _ANEW]
        buttons = "".join(
            button(wish, "draft.revise", css="nb-small", where=where, wish=wish) for wish in wishes
        )
        return f'<span class="nb-wishes" role="group" aria-label="改这一部分">{buttons}</span>'

    def _paragraph(self, name: str, indexed: Sequence[tuple[int, Sentence]], ids: Iterator[int]) -> str:
        body = "".join(self._sentence(index, sentence, ids) for index, sentence in indexed)
        below = "".join(self._below(index, sentence) for index, sentence in indexed)
        return f'<p id="paragraph-{name}">{body}</p>{below}'

    def _sentence(self, index: int, sentence: Sentence, ids: Iterator[int]) -> str:
        key = self.keys[index]
        if index == self._opened("editing"):
            return (
                f'<span class="nb-sentence nb-editing" id="said-{key}">{_editor(index, sentence, key)}</span>'
            )
        words = words_of(sentence, _doubts(index, self.draft.verification), self.origin, ids)
        css = " ".join(
            (
                "nb-sentence",
                f"nb-{sentence.kind}",
                *(["nb-unsupported"] if sentence.status == "unsupported" else []),
            )
        )
        sign, means = _WRITERS.get(sentence.written_by, ("", ""))
        by = f'<i class="nb-by" title="{means}" aria-label="{means}">{sign}</i>' if sign else ""
        return (
            f'<span class="{css}" id="said-{key}"><span class="nb-words" id="sentence-{index}" tabindex="0">{words}</span>'
            f"{by}{self._tools(index, sentence)}</span>"
        )

    def _opened(self, what: str) -> int:
        """The place of the sentence that this browser tab has open, wherever it stands now; -1 for none."""
        place, _, mark = self.seen.get(what, "").partition("-")
        alike = [i for i, key in enumerate(self.keys) if mark and key.startswith(mark)]
        near = int(place) if place.isascii() and place.isdigit() and len(place) < 9 else 0
        return min(alike, key=lambda i: abs(i - near), default=-1)

    def _tools(self, index: int, sentence: Sentence) -> str:
        if sentence.kind == "heading":
            return self._aspect_tools(sentence)
        mark = mark_of(sentence.text)
        is_gap = sentence.kind == "mark"
        edit = _edit_button("补上" if is_gap else "改", index, sentence, self.keys[index])
        vary = "" if is_gap else button("换一种说法", "draft.vary", css="nb-small", index=index, mark=mark)
        drop = button("去掉", "draft.drop", css="nb-small", index=index, mark=mark)
        return f'<span class="nb-tools" role="group" aria-label="这一句">{edit}{vary}{drop}</span>'

    def _aspect_tools(self, sentence: Sentence) -> str:
        if not sentence.aspect:
            return ""
        where = f"{sentence.section}.{sentence.aspect}"
        buttons = "".join(
            button(wish, "draft.revise", css="nb-small", where=where, wish=wish) for wish in (*_WISHES, _ANEW)
        )
        return f'<span class="nb-tools" role="group" aria-label="改这一方面">{buttons}</span>'

    def _below(self, index: int, sentence: Sentence) -> str:
        """Under a gap: what past reports say there."""
        if sentence.kind != "mark" or WANTED not in sentence.text:
            return ""
        token = _token(index, sentence)
        if index == self._opened("gap"):
            close = button("收起", "see", css="nb-small", gap="")
            return f'<div class="nb-under" id="gap-{index}">{passages(self.bench, sentence)}{close}</div>'
        fill = _edit_button("补上这一处", index, sentence, self.keys[index])
        look = button("看看往年年报这里怎么写", "see", css="nb-small nb-plain", gap=token)
        return f'<div class="nb-under">{fill} {look}</div>'

    def _dropped(self) -> str:
        dropped = self.bench.workspace.dropped
        if not dropped:
            return ""
        items = "".join(
            f"<li><span>{gaps_marked(cut(one.sentence.text, 120))}</span>"
            f"{button('恢复', 'draft.restore', css='nb-small', which=which, mark=mark_of(one.sentence.text))}</li>"
            for which, one in list(enumerate(dropped))[-MOST_DROPPED:]
        )
        return f'<details class="nb-dropped" open><summary>去掉的句子（{len(dropped)}句）</summary><ul>{items}</ul></details>'


def _keys(sentences: Sequence[Sentence]) -> list[str]:
    """A name for each sentence that follows from its text; of the same text, the later ones are numbered."""
    times: dict[str, int] = {}
    keys = []
    for sentence in sentences:
        mark = mark_of(sentence.text)
        times[mark] = times.get(mark, 0) + 1
        keys.append(mark if times[mark] == 1 else f"{mark}-{times[mark]}")
    return keys


def _token(index: int, sentence: Sentence) -> str:
    """Names a sentence in what the browser has open; once it is worded otherwise, nothing is open any more."""
    return f"{index}-{mark_of(sentence.text)}"


def _edit_button(words: str, index: int, sentence: Sentence, key: str) -> str:
    return button(words, "see", css="nb-small", goto=f"tab:draft#edit-{key}", editing=_token(index, sentence))


def _editor(index: int, sentence: Sentence, key: str) -> str:
    """The sentence as plain text to be changed; a gap begins empty, what it asks stands above."""
    is_gap = sentence.kind == "mark"
    asked = f'<span class="nb-asked">{gaps_marked(sentence.text)}</span>' if is_gap else ""
    start = "" if is_gap else shown(sentence.text)
    attributes = data(edit="draft.sentence", index=index, mark=mark_of(sentence.text))
    return (
        f'{asked}<span class="nb-edit" id="edit-{key}" contenteditable="true" role="textbox" aria-multiline="true" '
        f'tabindex="0" aria-label="改写这一句"{attributes}>{start}</span>'
        f'<span class="nb-edit-help">改完按 Ctrl+Enter，或点一下别处；数会重新核对出处。'
        f"{button('不改了', 'see', css='nb-small', editing='')}</span>"
    )


def _doubts(index: int, verification: Verification) -> list[Doubt]:
    return [d for d in (*verification.untraced, *verification.unsupported) if d.sentence == index]


def _verified(verification: Verification, gaps: int) -> str:
    """全文N个数，N个有出处; what has none is said in the same line, with a link to the first."""
    line = f"全文{verification.numbers}个数，{verification.traced}个有出处"
    gap = f"还有{gaps}处【……】要补充或核对。" if gaps else ""
    doubts = [*verification.untraced, *verification.unsupported]
    if not doubts:
        return f'<p class="nb-good nb-verified"><b aria-hidden="true">✓</b> {line}；点一下数可以看出处。{gap}</p>'
    bad = []
    if verification.untraced:
        bad.append(f"{len(verification.untraced)}个没有出处")
    if verification.unsupported:
        bad.append(f"{len(verification.unsupported)}处说法没有依据")
    first = link("看第一处", f"tab:draft#sentence-{min(d.sentence for d in doubts)}")
    return (
        f'<p class="nb-refusal nb-verified"><b aria-hidden="true">✕</b> {line}，{"，".join(bad)}，'
        f"已用红色和“✕”标出，请核实、改写或去掉。{first} {gap}</p>"
    )


ACTIONS: Final[Mapping[str, Action]] = ACTS
