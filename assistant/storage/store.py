"""What every kind of record has in common: where it is kept, and what staff have to be told of that place."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from assistant.storage.database import Database, configured


class Store:
    """Records in a data folder (a `Path`), or in the database that a URL (a text) names. Opens at the first use."""

    def __init__(self, where: str | Path) -> None:
        self._database = Database(where)

    @classmethod
    def configured(cls) -> Self:
        """The records where the settings say."""
        return cls(configured())

    @property
    def notices(self) -> list[str]:
        """What staff have to be told, such as a damaged file that was set aside."""
        return self._database.notices
