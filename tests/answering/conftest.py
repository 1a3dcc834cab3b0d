"""The front door is the command line's; it is borrowed from its tests."""

from __future__ import annotations

from tests.cli.conftest import run

__all__ = ["run"]
