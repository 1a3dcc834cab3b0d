"""The page: its components, and what happens on each event. Everything it decides is decided in `desk`."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import gradio as gr
from gradio.components import Component
from gradio.utils import get_upload_folder

from assistant.errors import ConfigurationError, InputError
from assistant.web import desk as work
from assistant.web import texts
from assistant.web.checkup import checkup, refusal
from assistant.web.desk import Desk, Given, Source
from assistant.web.draft_view import Origin, draft_html
from assistant.web.paste import paste_box
from assistant.web.take import guide, take_html
from assistant.web.views import summary, tables

Values = dict[Component, Any]

_LOG: Final = logging.getLogger(__name__)
DELETE_CACHE: Final = (3600, 86400)
"""Seconds: every hour, uploads and files older than a day are deleted."""
LONGEST_NOTES: Final = 50_000
WIDE: Final = 320
"""Least width in pixels of a column before the two columns become one."""


@dataclass(frozen=True)
class Inputs:
    """What staff fill in."""

    paste: gr.HTML
    file: gr.File
    paste_before: gr.HTML
    file_before: gr.File
    notes: gr.Textbox
    unit: gr.Textbox
    year: gr.Textbox
    body: gr.Radio


@dataclass(frozen=True)
class Outputs:
    """What the page shows."""

    message: gr.HTML
    guide: gr.HTML
    summary: gr.HTML
    tables: gr.HTML
    checkup: gr.HTML
    stale: gr.HTML
    draft: gr.HTML
    take: gr.HTML
    downloads: tuple[gr.DownloadButton, ...]


def _all(part: Inputs | Outputs) -> list[Component]:
    found: list[Component] = []
    for entry in fields(part):
        value = getattr(part, entry.name)
        found += value if isinstance(value, tuple) else [value]
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


class Page:
    """The components of one page, with the handlers of their events as methods.

    A handler takes a dict component → value (the desk of this browser tab among them) and gives back a dict
    component → what it is to show.
    """

    def __init__(self, inputs: Inputs, outputs: Outputs, desk: gr.State) -> None:
        self.inputs = inputs
        self.outputs = outputs
        self.desk = desk

    # --- handlers -----------------------------------------------------------------------------

    def pasted(self, values: Values) -> Values:
        """Something was pasted or removed from this year's box."""
        return self._safely(
            lambda: self._show(work.look(self._given(values, now="paste"), values[self.desk]), values)
        )

    def uploaded(self, values: Values) -> Values:
        """A file was uploaded or removed for this year."""
        return self._safely(
            lambda: self._show(work.look(self._given(values, now="file"), values[self.desk]), values)
        )

    def pasted_before(self, values: Values) -> Values:
        """The same for last year's box."""
        return self._safely(
            lambda: self._show(work.look(self._given(values, before="paste"), values[self.desk]), values)
        )

    def uploaded_before(self, values: Values) -> Values:
        """The same for last year's file."""
        return self._safely(
            lambda: self._show(work.look(self._given(values, before="file"), values[self.desk]), values)
        )

    def drafted(self, values: Values) -> Values:
        """起草 was pressed."""
        return self._safely(lambda: self._show(work.draft(self._given(values), values[self.desk]), values))

    def sampled(self, values: Values) -> Values:
        """用示例试一试 was pressed: fill everything in, and draft."""
        return self._safely(lambda: self._sample(values))

    def cleared(self, values: Values) -> Values:
        """清空 was pressed."""
        return self._safely(lambda: self._fill(Given()) | self._show(Desk(), values))

    def edited(self, values: Values) -> Values:
        """Notes, unit or year were changed: say so when the draft shown was made before."""
        return self._safely(
            lambda: {self.outputs.stale: self._stale(work.is_stale(self._given(values), values[self.desk]))}
        )

    def chosen(self, values: Values) -> Values:
        """The text for the files was chosen."""
        return self._safely(
            lambda: self._outcome(
                work.choose(values[self.desk], original=values[self.inputs.body] == texts.BODY_ORIGINAL)
            )
        )

    # --- what they do -------------------------------------------------------------------------

    def _safely(self, step: Callable[[], Values]) -> Values:
        """The edge: what staff may read is shown, and nothing of a bug but that there was one and when."""
        try:
            return step()
        except (InputError, ConfigurationError) as error:
            return {self.outputs.message: refusal([error])}
        except Exception:  # noqa: BLE001 - the last edge before the browser; the log has the traceback
            _LOG.exception("a handler of the page failed")
            when = f"（{datetime.now():%Y-%m-%d %H:%M:%S}）"
            return {self.outputs.message: f'<div class="nb-refusal" role="alert">{texts.BROKEN}{when}</div>'}

    def _given(self, values: Values, *, now: work.Way | None = None, before: work.Way | None = None) -> Given:
        """What staff filled in; `now` and `before` say by which way this event came, else it is as it was."""
        known: Desk = values[self.desk]
        ask = self.inputs
        return Given(
            now=Source(values[ask.paste] or "", values[ask.file], now or known.ways[0]),
            before=Source(values[ask.paste_before] or "", values[ask.file_before], before or known.ways[1]),
            notes=_text(values[ask.notes]),
            unit=_text(values[ask.unit]),
            year=_text(values[ask.year]),
            original=values[ask.body] == texts.BODY_ORIGINAL,
        )

    def _show(self, desk: Desk, values: Values) -> Values:
        show = self.outputs
        origin = desk.now.origin if desk.now else ""
        draft = f'<p class="nb-empty">{texts.NO_DRAFT_YET}</p>'
        if desk.draft and desk.report:
            draft = draft_html(desk.draft, Origin(desk.report, desk.previous, desk.notes))
        ask = self.inputs
        renewed: Values = {
            box: text
            for box, text in zip((ask.unit, ask.year), desk.fields, strict=True)
            if text != values[box]  # else what is being typed at this moment would be lost
        }
        return {
            **renewed,
            show.summary: summary(desk.report, desk.previous, origin),
            show.stale: self._stale(False),
            show.draft: draft,
            **self._outcome(desk),
        }

    def _outcome(self, desk: Desk) -> Values:
        """What follows from the desk's product: tables with their marks, check-up, files, what is open."""
        show = self.outputs
        folder = Path(get_upload_folder()) / secrets.token_hex(16)  # a place that nobody can guess
        paths = work.save(desk, folder)
        buttons: Values = {
            button: gr.DownloadButton(
                value=str(paths[kind]) if kind in paths else None, interactive=kind in paths
            )
            for button, (kind, _) in zip(show.downloads, texts.FORMATS, strict=True)
        }
        return {
            self.desk: desk,
            show.message: refusal(desk.errors),
            show.guide: guide(desk),
            show.tables: tables(desk.report, desk.findings),
            show.checkup: checkup(desk.product, desk.findings, desk.previous),
            show.take: take_html(desk),
            self.inputs.body: gr.Radio(
                visible=desk.draft is not None and desk.has_own_text,
                value=texts.BODY_ORIGINAL if desk.original else texts.BODY_DRAFT,
            ),
            **buttons,
        }

    def _sample(self, values: Values) -> Values:
        given = work.sample()
        desk = work.draft(given, Desk())
        unit, year = desk.fields
        return self._fill(replace(given, unit=unit, year=year)) | self._show(desk, values)

    def _fill(self, given: Given) -> Values:
        ask = self.inputs
        return {
            ask.paste: given.now.pasted,
            ask.file: None,
            ask.paste_before: given.before.pasted,
            ask.file_before: None,
            ask.notes: given.notes,
            ask.unit: given.unit,
            ask.year: given.year,
        }

    def _stale(self, stale: bool) -> str:
        return (
            f'<p class="nb-open" role="status"><b aria-hidden="true">！</b> {texts.STALE}</p>'
            if stale
            else ""
        )

    # --- events -------------------------------------------------------------------------------

    def connect(self, start: gr.Button, sample: gr.Button, clear: gr.Button) -> None:
        """Bind the handlers to their events."""
        ask, show = self.inputs, self.outputs
        given = {*_all(ask), self.desk}  # a set: handlers get a dict by component, not values by position
        shown = [*_all(show), ask.unit, ask.year, ask.body, self.desk]
        options: dict[str, Any] = {
            "inputs": given,
            "api_visibility": "private",
            "show_progress": "minimal",
            "show_progress_on": show.message,
            "trigger_mode": "always_last",
        }
        ask.paste.pasted(self.pasted, outputs=shown, **options)
        ask.paste_before.pasted(self.pasted_before, outputs=shown, **options)
        for file, handler in ((ask.file, self.uploaded), (ask.file_before, self.uploaded_before)):
            gr.on([file.upload, file.clear], handler, outputs=shown, **options)
        start.click(self.drafted, outputs=shown, **options)
        everything = [*_all(show), *_all(ask), self.desk]
        sample.click(self.sampled, outputs=everything, **options)
        clear.click(self.cleared, outputs=everything, **options)
        ask.body.input(self.chosen, outputs=shown, **options)
        quiet = options | {"show_progress": "hidden"}
        gr.on(
            [ask.notes.blur, ask.unit.blur, ask.year.blur],
            self.edited,
            outputs=[show.message, show.stale],
            **quiet,
        )


def build() -> gr.Blocks:
    """The whole page."""
    blocks: gr.Blocks
    with gr.Blocks(
        title=texts.PAGE_TITLE, analytics_enabled=False, delete_cache=DELETE_CACHE, fill_width=True
    ) as blocks:
        gr.HTML(
            f'<header class="nb-header"><h1>{texts.HEADER}</h1><p>{texts.SUBTITLE}</p></header>',
            apply_default_css=False,
        )
        desk = gr.State(Desk())
        with gr.Row(equal_height=False, elem_classes=["nb-columns"]):
            with gr.Column(scale=4, min_width=WIDE, elem_classes=["nb-give"]):
                give = _give()
                start, sample, clear, message = _buttons()
            with gr.Column(scale=9, min_width=WIDE, elem_classes=["nb-see"]):
                outputs, body = _see(message)
        page = Page(Inputs(**give, body=body), outputs, desk)
        page.connect(start, sample, clear)
    return blocks


def _heading(number: int, title: str, anchor: str) -> None:
    gr.HTML(f'<h2 class="nb-step" id="{anchor}"><b>{number}</b>{title}</h2>', apply_default_css=False)


def _give() -> dict[str, Any]:
    _heading(1, texts.STEP_GIVE, "nb-step-give")
    give: dict[str, Any] = {
        "paste": paste_box(texts.PASTE_LABEL, texts.PASTE_HINT, "nb-paste-now"),
        "file": gr.File(label=texts.UPLOAD_LABEL, height=130, elem_id="nb-file-now"),
    }
    with gr.Accordion(texts.PREVIOUS_TITLE, open=False, elem_id="nb-before"):
        give["paste_before"] = paste_box(texts.PREVIOUS_PASTE_LABEL, texts.PASTE_HINT, "nb-paste-before")
        give["file_before"] = gr.File(label=texts.PREVIOUS_UPLOAD_LABEL, height=130, elem_id="nb-file-before")
    give["notes"] = gr.Textbox(
        label=texts.NOTES_LABEL, placeholder=texts.NOTES_PLACEHOLDER, lines=5, max_lines=16, max_length=LONGEST_NOTES,
        elem_id="nb-notes",
    )  # fmt: skip
    with gr.Row():
        give["unit"] = gr.Textbox(
            label=texts.UNIT_LABEL, placeholder=texts.UNIT_PLACEHOLDER, max_length=work.LONGEST_UNIT, scale=2,
            min_width=180, elem_id="nb-unit",
        )  # fmt: skip
        give["year"] = gr.Textbox(
            label=texts.YEAR_LABEL, placeholder=texts.YEAR_PLACEHOLDER, max_length=8, scale=1, min_width=110,
            elem_id="nb-year",
        )  # fmt: skip
    return give


def _buttons() -> tuple[gr.Button, gr.Button, gr.Button, gr.HTML]:
    with gr.Row(elem_classes=["nb-actions"]):
        start = gr.Button(
            texts.DRAFT_BUTTON, variant="primary", size="md", scale=3, min_width=110, elem_id="nb-start"
        )
        sample = gr.Button(texts.SAMPLE_BUTTON, size="md", scale=2, min_width=120, elem_id="nb-sample")
        clear = gr.Button(texts.CLEAR_BUTTON, size="md", scale=1, min_width=64, elem_id="nb-clear")
    message = gr.HTML("", elem_id="nb-message", apply_default_css=False)
    return start, sample, clear, message


def _see(message: gr.HTML) -> tuple[Outputs, gr.Radio]:
    def block(elem_id: str, value: str = "") -> gr.HTML:
        return gr.HTML(value, elem_id=elem_id, apply_default_css=False)

    led = block("nb-guide", guide(Desk()))
    _heading(2, texts.STEP_TABLES, "nb-step-tables")
    summed, tabled = block("nb-summary", summary(None, None, "")), block("nb-tables")
    _heading(3, texts.STEP_CHECK, "nb-step-check")
    checked = block("nb-checkup")
    _heading(4, texts.STEP_DRAFT, "nb-step-draft")
    stale = block("nb-stale")
    drafted = block("nb-draft", f'<p class="nb-empty">{texts.NO_DRAFT_YET}</p>')
    _heading(5, texts.STEP_TAKE, "nb-step-take")
    take = block("nb-take", take_html(Desk()))
    body = gr.Radio(
        [texts.BODY_DRAFT, texts.BODY_ORIGINAL], value=texts.BODY_DRAFT, label=texts.BODY_LABEL, visible=False,
        elem_id="nb-body",
    )  # fmt: skip
    with gr.Row():
        downloads = tuple(
            gr.DownloadButton(label, interactive=False, size="md", min_width=150, elem_id=f"nb-get-{kind}")
            for kind, label in texts.FORMATS
        )
    return Outputs(message, led, summed, tabled, checked, stale, drafted, take, downloads), body
