"""The paste box: keeps the clipboard's HTML, merged cells and all, beside its plain text.

A plain text box gets only text from the clipboard, and merged cells are lost. The box here hands Python a
JSON text ``{"pieces": [{"html", "text", "name"?}], "typed": "…"}``; what it holds is never shown as markup.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Final

import gradio as gr

from assistant.errors import InputError

LONGEST: Final = 20_000_000
"""Characters of a paste box's value; a pasted report has some hundred thousand."""

_TABLE: Final = re.compile(r"<t(?:able|d|r)[\s>]", re.IGNORECASE)


@dataclass(frozen=True)
class Pasted:
    """What a paste box holds: `html` when every piece of it came with a table in HTML, and `text` always."""

    html: str
    text: str

    def __bool__(self) -> bool:
        return bool(self.html.strip() or self.text.strip())


def paste_box(label: str, hint: str, elem_id: str) -> gr.HTML:
    """A paste box as a component; it triggers ``pasted`` whenever staff changed what is in it."""
    template = (
        f'<label class="nb-paste-label" for="{elem_id}-area">{escape(label)}</label>'
        f'<textarea id="{elem_id}-area" rows="3" spellcheck="false" placeholder="{escape(hint)}"></textarea>'
        '<ol class="nb-pieces" aria-live="polite" hidden></ol><p class="nb-paste-note" role="status"></p>'
    )
    return gr.HTML(
        value="",
        html_template=template,
        js_on_load=files("assistant.web").joinpath("paste.js").read_text(encoding="utf-8"),
        elem_id=elem_id,
        elem_classes=["nb-paste"],
        apply_default_css=False,
    )


def as_value(text: str, name: str) -> str:
    """The value of a box that holds one piece of text under a name."""
    return json.dumps({"pieces": [{"html": "", "text": text, "name": name}], "typed": ""}, ensure_ascii=False)


def read_value(value: object) -> Pasted:
    """What a box's value holds. `InputError` for a value too long or not of the box's making."""
    if value is None or value == "":
        return Pasted("", "")
    if not isinstance(value, str) or len(value) > LONGEST:
        raise InputError("粘贴的内容太长。", "请只复制年报的部分，或者改为上传文件。")
    try:
        content = json.loads(value)
        pieces = [(_text(piece, "html"), _text(piece, "text")) for piece in content.get("pieces", [])]
        typed = _text(content, "typed")
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise InputError("粘贴的内容没有传完整。", "请点“清空”，再粘贴一次。") from error
    texts = [text if text.strip() else html for html, text in pieces] + ([typed] if typed.strip() else [])
    tabular = bool(pieces) and not typed.strip() and all(_TABLE.search(html) for html, _ in pieces)
    return Pasted("\n".join(html for html, _ in pieces) if tabular else "", "\n".join(texts))


def _text(piece: dict[str, object], key: str) -> str:
    text = piece.get(key, "")
    if not isinstance(text, str):
        raise TypeError(key)
    return text
