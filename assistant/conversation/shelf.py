"""The library, opened once for the whole process when something first needs it: it costs seconds and memory."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from assistant.intake.library import Library

_OPEN: dict[Path, Library] = {}
_LOCK = Lock()


def library() -> Library:
    """The library of the data folder in the settings. `ConfigurationError` when it cannot be opened."""
    from assistant.intake.library import Library
    from assistant.settings import load_settings

    home = load_settings().home
    with _LOCK:
        if home not in _OPEN:
            _OPEN[home] = Library.open(home, resident=False, embed=False)
        return _OPEN[home]


def opened() -> Library | None:
    """The library if something has needed it already; looking does not open it."""
    from assistant.settings import load_settings

    return _OPEN.get(load_settings().home) if _OPEN else None


class _Warming:
    """Opens the library behind the scenes, once, where a server has allowed it."""

    allowed = False
    begun = False


def warm_when_opened() -> None:
    """Let `warm` work from now on: a process that serves pages wants the library soon, others may never need it."""
    _Warming.allowed = True


def warm() -> bool:
    """Somebody has opened the page: open the library meanwhile, so that the first question does not wait for it.

    Returns at once; whether it has begun just now. Before the first call nothing is loaded. What is wrong with the
    library is said to whoever asks it.
    """
    with _LOCK:
        if not _Warming.allowed or _Warming.begun:
            return False
        _Warming.begun = True
    Thread(target=_warm, name="library", daemon=True).start()
    return True


def _warm() -> None:
    with suppress(Exception):
        library().search(_FIRST, k=1)


_FIRST: Final = "年报"


def is_built() -> bool:
    """Whether it was built before: then opening takes a second or two, and else up to a minute."""
    from assistant.settings import load_settings

    path = load_settings().home / "library" / "library.db"
    return path.is_file() and path.stat().st_size > 0


def close() -> None:
    """Close what is open; the next who asks opens it anew."""
    with _LOCK:
        while _OPEN:
            _OPEN.popitem()[1].close()
