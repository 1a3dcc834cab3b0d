"""The page as Gradio blocks: the skeleton, and two lines on which events go up and their replies come down.

The first line is for what is quick, the second for what a model or an index takes its time for, so that nobody's
editing waits behind somebody's drafting. Everything that is decided is decided in `dispatch`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import gradio as gr
from starlette.requests import Request

from assistant.accounts.people import Person
from assistant.web import texts
from assistant.web.page import frame
from assistant.web.page.dispatch import Dispatcher

QUICK_AT_ONCE: Final = 24
SLOW_AT_ONCE: Final = 12
MOST_WAITING: Final = 400

_LINE: Final = 'window.nianbao.line("act", element, trigger, props, watch);'
_START: Final = "window.nianbao.start(element);"


def build(dispatcher: Dispatcher, person_of: Callable[[Request], Person]) -> gr.Blocks:
    """The blocks, not launched. `person_of`: who asks, as the gate found out."""

    def events(said: gr.EventData, request: gr.Request) -> Iterator[str]:
        asked = request.request
        if asked is not None:
            yield from dispatcher.events(said._data.get("json"), person_of(asked))

    blocks: gr.Blocks
    with gr.Blocks(title=texts.PAGE_TITLE, analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(
            html_template=frame.skeleton(),
            js_on_load=_START,
            apply_default_css=False,
            elem_id="nb-app",
            padding=False,
        )
        for name, at_once in (("act", QUICK_AT_ONCE), ("slow", SLOW_AT_ONCE)):
            line = gr.HTML(
                "", html_template="<span hidden></span>", js_on_load=_LINE.replace("act", name), apply_default_css=False,
                elem_id=f"nb-line-{name}", padding=False,
            )  # fmt: skip
            getattr(line, name)(
                events, None, line, show_progress="hidden", api_visibility="private", trigger_mode="multiple",
                concurrency_limit=at_once, concurrency_id=f"nb-{name}",
            )  # fmt: skip
    blocks.queue(api_open=False, default_concurrency_limit=QUICK_AT_ONCE, max_size=MOST_WAITING)
    return blocks
