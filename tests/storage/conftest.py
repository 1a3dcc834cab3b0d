"""A database of its own for every test: a file, and then, where the test does not look at files, PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.storage import engines
from assistant.storage.calls import CallLog
from assistant.storage.works import Works
from tests.support import postgres as support


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "where" in metafunc.fixturenames:
        both = "home" not in metafunc.fixturenames
        metafunc.parametrize("where", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[support.Server]:
    if support.programs() is None:
        pytest.skip(support.MISSING)
    pytest.importorskip("psycopg", reason="没有安装 psycopg")
    server = support.Server()
    yield server
    engines.close()
    server.close()


@pytest.fixture
def home(_own_home) -> Path:
    return _own_home


@pytest.fixture
def database(postgres, monkeypatch) -> Iterator[str]:
    """The name of an empty database on the server, to which the setting points."""
    name = postgres.new_database()
    monkeypatch.setenv("NIANBAO_DATABASE_URL", postgres.url(name))
    yield name
    engines.close()


@pytest.fixture
def where(request, _own_home) -> Path | str:
    """Where the stores of this test keep things."""
    if request.param == "sqlite":
        return _own_home
    server = request.getfixturevalue("postgres")
    return server.url(request.getfixturevalue("database"))


@pytest.fixture
def log(where) -> CallLog:
    return CallLog(where)


@pytest.fixture
def works(where) -> Works:
    return Works(where)
