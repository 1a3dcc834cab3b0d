"""Reports being made to keep: what tests of them share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.errors import InputError
from assistant.storage.works import Change, Version, Work, Works

OWNER = "示例市自然资源和规划局"
BY = "张三"
NO_VERSION = "没有找到这一版。请在历史版本里另选一版；太早的版本可能已经精简掉了。"


def change(state: str = "甲", **facts) -> Change:
    return Change(**{"state": state, "what": f"改成{state[:20]}", "unit": OWNER, "year": 2025, **facts})


def begin(works: Works, state: str = "甲", **facts) -> Work:
    return works.create(facts.pop("owner", OWNER), facts.pop("by", BY), change(state, **facts))


def onto(addition: str) -> Callable[[Version], Change]:
    """What puts something after the state there is."""
    return lambda head: change(head.state + addition)


def content(version: Version | None) -> str | None:
    return None if version is None else version.state


def declined(function, *arguments, **options) -> str:
    with pytest.raises(InputError) as caught:
        function(*arguments, **options)
    return str(caught.value)
