"""The web room: the page on which staff do all of it, and the server behind it.

Gradio is slow to import, so nothing here loads it before `serve` is called.
"""

from __future__ import annotations

import os
from importlib import import_module

__all__ = ["serve"]


def serve(host: str = "127.0.0.1", port: int = 7860, *, open_browser: bool = False) -> None:
    """Serve the page until Ctrl+C.

    `ConfigurationError` when the port is taken, the address is not this machine's, or others could open the page while
    there are no accounts.
    """
    _prepare()
    import_module("assistant.web.server").run(host, port, open_browser=open_browser)


def _prepare() -> None:
    """Gradio reads its environment once, on import: telemetry and tunnels must be off before that.

    So does numpy: where many ask at once, each question on one processor takes less than half the work of each on all.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import_module("assistant.environment").prepare()
