"""Chat models: one small port, and what stands behind it. The only room that knows LangChain.

The port itself is in `assistant.models.port`; what is heavy loads when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from assistant.models.port import ChatModel, Message, ModelError, Request, Usage

if TYPE_CHECKING:
    from assistant.models.fake import FakeModel
    from assistant.models.opening import open_model
    from assistant.models.patient import PatientModel
    from assistant.models.retriever import LibraryRetriever

_LATE: Final = {
    "open_model": "assistant.models.opening",
    "LibraryRetriever": "assistant.models.retriever",
    "FakeModel": "assistant.models.fake",
    "PatientModel": "assistant.models.patient",
}

__all__ = [
    "ChatModel",
    "FakeModel",
    "LibraryRetriever",
    "Message",
    "ModelError",
    "PatientModel",
    "Request",
    "Usage",
    "open_model",
]


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
