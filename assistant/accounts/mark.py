"""A small file in the data folder that remembers that there are accounts, should the database be lost.

A damaged database is set aside and a new one begun, and a setting may name another one: with no account in it, the page
would take everybody for the one person at this machine. So it asks the mark first.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from assistant.errors import ConfigurationError

FILE: Final = "accounts.on"

_SAYS: Final = """这台机器上的年报助手开了账号。有这个文件而数据库里没有账号，网页就不启动，免得不用登录就能看到各单位的年报。
确实要回到单机使用、不再登录，请删去这个文件。
"""


class Mark:
    """The mark in a data folder."""

    def __init__(self, home: str | Path) -> None:
        self._file = Path(home) / FILE

    def compare(self, somebody: bool) -> None:
        """Make the mark where there are accounts. `ConfigurationError` where there are none, and the mark is there."""
        if somebody:
            self._make()
        elif self._file.exists():
            raise ConfigurationError(
                "这里开过账号，现在数据库里一个账号也没有：数据库可能坏了、丢了，或者设置 database_url 变了。",
                f"请从备份恢复数据库，或者用 nianbao user add 重新添加；确实要不登录就用，请删去“{self._file}”。",
            )

    def _make(self) -> None:
        from assistant.settings import make_folder  # noqa: PLC0415 - late

        with suppress(
            OSError, ConfigurationError
        ):  # a folder that cannot be written today is no reason to stop
            if not self._file.exists():
                make_folder(self._file.parent)
                self._file.write_text(_SAYS, encoding="utf-8")
                self._file.chmod(0o600)
