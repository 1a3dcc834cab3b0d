"""Under which name papers on a unit are kept, so that nobody comes upon another's by typing that unit's name."""

from __future__ import annotations

from assistant.storage.words import unit_name


def kept_under(unit: str, owner: str) -> str:
    """The name under which one owner's papers on a unit are kept: verdicts, reviews. `InputError` when it is too long.

    Anybody can write another unit's name over a report. Only the unit itself (its accounts' own key is its name) and
    single-user mode have the plain name; others have their own key behind it.
    """
    name = str(unit_name(unit))
    if not owner or name == unit_name(owner):
        return name
    return str(unit_name(f"{name}〔{owner}〕"))
