"""The front door is the command line's, and borrowed from its tests; the library that is asked is the shipped one."""

from __future__ import annotations

from tests.cli.conftest import run
from tests.library.conftest import _dictionary_once
from tests.support.library import shipped, shipped_by_meaning, shipped_home

__all__ = ["_dictionary_once", "run", "shipped", "shipped_by_meaning", "shipped_home"]
