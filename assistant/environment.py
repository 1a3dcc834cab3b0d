"""Keeps every library quiet and off the network; runs before anything heavy is imported.

Measured on the libraries as installed: Gradio looks up huggingface.co and api.gradio.app at start, a stray
`LANGSMITH_TRACING` sends every prompt abroad, a proxy without an exception for this machine breaks the start of
the page. Some settings are read at import, so they must stand before it.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from typing import Final

_FIXED: Final = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}

_TRACING: Final = ("LANGSMITH_", "LANGCHAIN_")
"""Prefixes of settings that only serve to send prompts to a service abroad."""

_DOORS: Final = (
    "GRADIO_SHARE",
    "GRADIO_MCP_SERVER",
    "GRADIO_ALLOWED_PATHS",
    "GRADIO_RUN_HISTORY",
    "GRADIO_SSR_MODE",
    "GRADIO_SERVER_NAME",
    "GRADIO_SERVER_PORT",
)
"""Settings that would open a tunnel, files or another port behind our back; ours are called NIANBAO_…."""

_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


def prepare(environ: MutableMapping[str, str] | None = None) -> None:
    """Set what must be set and remove what must go, in `environ` (the process's own by default).

    Safe to call again: nothing that was set between is lost but what must go.
    """
    env = os.environ if environ is None else environ
    for name in list(env):
        if name.upper().startswith(_TRACING) or name.upper() in _DOORS or _is_socks_proxy(name, env[name]):
            del env[name]
    env.update(_FIXED)
    _spare_this_machine(env)


def _is_socks_proxy(name: str, value: str) -> bool:
    """Whether a proxy setting needs a SOCKS package that is not installed: it would fail at import."""
    return name.upper().endswith("_PROXY") and value.strip().lower().startswith("socks")


def _spare_this_machine(env: MutableMapping[str, str]) -> None:
    """Exempt this machine from any proxy, in both spellings that libraries look for."""
    known: list[str] = []
    for name in ("NO_PROXY", "no_proxy"):
        known += [host.strip() for host in env.get(name, "").split(",") if host.strip()]
    hosts = ",".join(dict.fromkeys([*known, *_LOOPBACK]))
    env["NO_PROXY"] = env["no_proxy"] = hosts
