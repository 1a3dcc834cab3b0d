"""The web room: one page on which a report is read, checked, drafted and taken away.

Gradio is slow to import, so nothing here loads it before `serve` or `build` is called.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import gradio as gr

__all__ = ["build", "serve"]


def serve(host: str = "127.0.0.1", port: int = 7860, *, open_browser: bool = False) -> None:
    """Serve the page until Ctrl+C. Binding beyond this machine prints a warning, for the page has no accounts.

    `ConfigurationError` when the port is taken or the address is not this machine's.
    """
    _prepare()
    import_module("assistant.web.server").run(host, port, open_browser=open_browser)


def build() -> gr.Blocks:
    """The page as Gradio blocks, not launched; `assistant.web.server.launch` says how it is launched safely."""
    _prepare()
    return cast("gr.Blocks", import_module("assistant.web.page").build())


def _prepare() -> None:
    """Gradio reads its environment once, on import: telemetry and tunnels must be off before that."""
    import_module("assistant.environment").prepare()
