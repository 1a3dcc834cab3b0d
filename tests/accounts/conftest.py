"""Accounts in a database of their own, with one who manages them.

A file, and then PostgreSQL too where no file is looked at and where it can make a difference. Hashes are cheap, but
for the tests that ask for what they really cost.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.accounts import Accounts, Person, Role, passwords
from assistant.storage import engines
from tests.accounts.helpers import GOOD, UNIT, Clock
from tests.storage.conftest import home, postgres, where

__all__ = ["home", "postgres", "where"]


@pytest.fixture(scope="session")
def _one_database(postgres) -> str:
    return postgres.new_database()


@pytest.fixture
def database(postgres, _one_database, monkeypatch) -> Iterator[str]:
    """One database, emptied after each test: to make and to delete one takes longer than most of these tests."""
    monkeypatch.setenv("NIANBAO_DATABASE_URL", postgres.url(_one_database))
    yield _one_database
    engines.close()
    postgres.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public", _one_database)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "where" in metafunc.fixturenames:
        names = {"home", "real_cost"}.isdisjoint(metafunc.fixturenames)
        both = names and not any(metafunc.definition.iter_markers("parametrize"))
        metafunc.parametrize("where", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _cheap(request, monkeypatch) -> Iterator[None]:
    if "real_cost" not in request.fixturenames:
        monkeypatch.setattr(passwords, "MEMORY", 64)
        monkeypatch.setattr(passwords, "PASSES", 1)
    _forget()
    yield
    _forget()


def _forget() -> None:
    passwords._hasher.cache_clear()
    passwords.decoy.cache_clear()


@pytest.fixture
def real_cost() -> None:
    """What a hash costs on duty."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(where, clock, _own_home) -> Accounts:
    return Accounts(where, clock, home=_own_home)


@pytest.fixture
def chief(accounts) -> Person:
    return accounts.add("chief", "赵主任", UNIT, Role.ADMIN, GOOD)


@pytest.fixture
def writer(accounts, chief) -> Person:
    return accounts.add("zhangsan", "张三", UNIT, Role.DRAFT, GOOD, by=chief)
