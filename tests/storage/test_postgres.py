"""A database server that goes, comes back, lacks something or refuses: said in Chinese, without the password."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.storage import database as database_module
from assistant.storage import engines, schema
from assistant.storage.calls import CallLog
from assistant.storage.reviews import Reviews, Stage
from assistant.storage.verdicts import Verdicts
from assistant.storage.works import Works
from tests.storage.helpers import call, refused
from tests.storage.kept import UNIT, step, verdict
from tests.storage.works import BY, begin, change, onto
from tests.support.postgres import PASSWORD, QUOTED

ROOT = Path(__file__).parents[2]
GONE = (
    "连不上。请检查数据库服务开着没有、网络通不通，设置 database_url 里的地址、库名、用户名和密码对不对。"
    "已经存下的都在。"
)


@pytest.fixture
def works(database) -> Works:
    """By the setting, as the program has it."""
    return Works.configured()


@pytest.fixture
def place(postgres, database) -> str:
    return f"数据库“{postgres.place(database)}”"


def test_all_tables_are_there_and_steps_counted(works, postgres, database):
    begin(works)
    names = postgres.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", database)
    assert {name for (name,) in names} == set(schema.tables())
    steps = postgres.sql("SELECT version FROM schema ORDER BY version", database)
    assert steps == [(n,) for n in range(1, schema.LATEST + 1)]


def test_a_database_of_an_earlier_version_gets_what_it_lacks(works, postgres, database, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "STEPS", schema.STEPS[:1])
        earlier.setattr(schema, "LATEST", 1)
        CallLog.configured().add(call())
    assert works.of(None) == []
    work = begin(works)
    Verdicts.configured().add([verdict()])
    assert works.find(work.id) == work
    assert CallLog.configured().recent() == [call()]
    postgres.sql("INSERT INTO schema VALUES (99, now())", database)
    assert refused(begin, works).startswith("数据库是较新版本的年报助手写的（第 99 版")


def test_a_server_that_goes_and_comes_back(works, postgres, place):
    """In the middle of a change: it is said, nothing of it is kept, and later all goes on."""
    work = begin(works)
    log = CallLog.configured()
    log.add(call())

    def make(head):
        postgres.stop()
        return change(head.state + "半")

    try:
        assert refused(works.change, work.id, BY, make) == place + GONE
        for gone in (
            lambda: works.find(work.id),
            lambda: works.state(work.id),
            lambda: begin(works),
            lambda: works.sit(work.id, "tab", BY),
            lambda: Verdicts.configured().of(UNIT, 2025),
            lambda: Reviews.configured().standings(),
        ):
            assert refused(gone) == place + GONE
        assert log.add_quietly(call()) is None
    finally:
        postgres.start()
    assert works.find(work.id) == work
    assert works.change(work.id, BY, onto("乙")).state == "甲乙"
    assert [v.number for v in works.versions(work.id)] == [2, 1]


def test_a_server_that_falls_down(works, postgres):
    """What it had acknowledged is there again."""
    work = begin(works)
    for n in range(20):
        works.change(work.id, BY, onto(str(n)))
    before = works.state(work.id)
    postgres.stop(signal.SIGQUIT)
    postgres.start()
    assert works.state(work.id) == before
    assert works.change(work.id, BY, onto("!")).number == 22


def test_a_connection_that_was_cut_off(works, postgres, database):
    """By a firewall, say: the next step makes a new one, and nobody notices."""
    work = begin(works)
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
    assert postgres.sql(cut)
    assert works.change(work.id, BY, onto("乙")).state == "甲乙"


def test_somebody_who_holds_a_report_for_too_long(database, postgres, place, monkeypatch):
    monkeypatch.setattr(database_module, "PATIENCE", 0.3)
    engines.close()
    works = Works.configured()
    work = begin(works)
    inside, done = threading.Event(), threading.Event()

    def hold(head):
        inside.set()
        done.wait(30)

    holder = threading.Thread(target=works.change, args=(work.id, BY, hold))
    holder.start()
    try:
        assert inside.wait(30)
        assert refused(works.change, work.id, BY, onto("乙")) == (
            place + "正被别的程序占用，等了 0.3 秒还没有轮到。请稍后再试。"
        )
    finally:
        done.set()
        holder.join(30)
    assert works.change(work.id, BY, onto("乙")).state == "甲乙"


def test_more_at_once_than_connections(works, monkeypatch):
    """Twenty connections are enough for sixty who come at the same moment."""
    from concurrent.futures import ThreadPoolExecutor

    ids = [begin(works).id for _ in range(6)]
    with ThreadPoolExecutor(60) as pool:
        list(pool.map(lambda n: works.change(ids[n % 6], BY, onto("x")), range(60)))
    assert sorted(works.find(one).head for one in ids) == [11] * 6


def test_stores_share_their_connections(postgres, database):
    """Or every page would open some of its own."""
    for _ in range(30):
        begin(Works.configured())
        CallLog.configured().add(call())
        Verdicts.configured().of(UNIT, 2025)
    count = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}'"
    assert postgres.sql(count) == [(1,)]


def test_a_process_has_its_own_connections(database, monkeypatch):
    begin(Works.configured())
    url = engines.parsed(database_module.configured())
    mine = engines.server(url, 10)
    assert engines.server(url, 10) is mine
    monkeypatch.setattr(os, "getpid", lambda: -1)
    child = engines.server(url, 10)
    assert child is not mine
    engines.close()
    monkeypatch.undo()
    assert engines.server(url, 10) is mine


def test_the_last_word_of_a_process_is_no_warning(database, postgres):
    """Connections are closed when it ends."""
    code = """
import sys
from assistant.storage.works import Change, Works
print(Works(sys.argv[1]).create("示例县", "甲", Change(state="x", what="x")).head)
"""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", code, postgres.url(database)],
        capture_output=True, cwd=ROOT, text=True, check=False,
    )  # fmt: skip
    assert (ran.stdout, ran.returncode) == ("1\n", 0)
    assert "Warning" not in ran.stderr


# --- what is refused ----------------------------------------------------------------------------------------------


def _silent(text: str) -> None:
    assert PASSWORD not in text
    assert QUOTED not in text
    assert "geheim" not in text


@pytest.mark.parametrize(
    ("change_url", "at"),
    [
        (lambda url, port: url.replace(QUOTED, "geheim"), "127.0.0.1:{port}/{name}"),
        (lambda url, port: url.rpartition("/")[0] + "/nosuch", "127.0.0.1:{port}/nosuch"),
        (lambda url, port: url.replace("nianbao:", "nobody:"), "127.0.0.1:{port}/{name}"),
        (lambda url, port: url.replace(f":{port}", ":1"), "127.0.0.1:1/{name}"),
        (lambda url, port: f"postgresql:///x?host=127.0.0.1&port={port}&user=u&password=geheim", "/x"),
    ],
    ids=["wrong password", "no such database", "no such user", "nobody listens", "all among the options"],
)
def test_a_wrong_address(postgres, database, change_url, at):
    works = Works(change_url(postgres.url(database), postgres.port))
    said = refused(begin, works)
    assert said == f"数据库“postgresql://{at.format(port=postgres.port, name=database)}”{GONE}"
    _silent(said)
    _silent(repr(works._database))


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_way_to_write_it(postgres, database, scheme):
    url = postgres.url(database).replace("postgresql", scheme, 1)
    assert Works(url).find(begin(Works(f"{url}?connect_timeout=5&application_name=x")).id) is not None


def test_a_user_who_may_not_make_tables(postgres, database):
    postgres.sql("DROP ROLE IF EXISTS reader")
    postgres.sql("CREATE ROLE reader LOGIN PASSWORD 'geheim'")
    url = postgres.url(database).replace(f"nianbao:{QUOTED}", "reader:geheim")
    said = refused(begin, Works(url))
    assert said.endswith("不让这个用户读写。请数据库管理员给这个用户建表和读写的权限，最好让它拥有这个库。")
    _silent(said)
    assert Works(url).of(None) == []


def test_a_copy_that_takes_nothing(works, postgres, database, place):
    work = begin(works)
    postgres.sql(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    engines.close()
    assert refused(works.change, work.id, BY, onto("乙")) == (
        place + "只能读，写不进去。请检查连的是不是主库。"
    )
    assert works.state(work.id).state == "甲"


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("53100", "写不下：磁盘满了。请在数据库服务器上清出一些空间再试。"),
        ("XX001", "已经损坏。请找数据库管理员恢复。"),
        ("40P01", "正被别的程序占用，等了 10 秒还没有轮到。请稍后再试。"),
        ("P0001", "用不了（"),
    ],
)
def test_a_server_that_fails_in_the_middle(works, postgres, database, place, code, says):
    """The version is written by then, the report's own row is not: neither is kept."""
    work = begin(works)
    postgres.sql(
        f"""CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'geheim' USING ERRCODE = '{code}'; END $$;
        CREATE TRIGGER fail BEFORE UPDATE ON works FOR EACH ROW EXECUTE FUNCTION fail()""",
        database,
    )
    said = refused(works.change, work.id, BY, onto("乙"))
    assert said.startswith(place + says)
    _silent(said)
    assert [v.number for v in works.versions(work.id)] == [1]
    postgres.sql("DROP TRIGGER fail ON works", database)
    assert works.change(work.id, BY, onto("乙")).number == 2


def test_a_driver_that_is_missing(postgres, database, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    said = (
        "用设置 database_url 里的数据库要先安装 psycopg。请在装年报助手的环境里运行 "
        "pip install 'psycopg[binary]>=3.2,<4'，或者去掉设置 database_url，用自带的数据库。"
    )
    assert refused(begin, Works.configured()) == said
    assert refused(Works.configured().of, None) == said


def test_an_old_encoding(postgres, works):
    """A database made without one, as Debian does where no language is set: what is written comes back."""
    postgres.sql("CREATE DATABASE old ENCODING 'SQL_ASCII' TEMPLATE template0")
    old = Works(postgres.url("old"))
    work = begin(old, "示例县𠮷", unit="示例县𠮷")
    assert old.find(work.id).unit == "示例县𠮷"
    assert old.say(work.id, "user", "你好", BY) == old.turns(work.id)[0]
    postgres.sql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    latin = Works(postgres.url("latin"))
    assert refused(begin, latin).endswith("存不下这些字。请用 UTF8 编码的库。")


def test_several_who_come_too_late_at_once(database, postgres):
    """Each is told, and each one's step is kept under a number of its own."""
    from concurrent.futures import ThreadPoolExecutor

    from assistant.storage.reviews import OvertakenError

    reviews = Reviews.configured()
    reviews.add(UNIT, 2025, step(), 0)

    def late(n: int) -> bool:
        onward = step(action="pass", origin=Stage.FIRST, stage=Stage.SECOND, by=f"人{n}")
        try:
            reviews.add(UNIT, 2025, onward, 1)
        except OvertakenError:
            return True
        return False

    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(late, range(10))) == [False] + [True] * 9
    review = reviews.find(UNIT, 2025)
    assert (review.version, len(review.steps)) == (2, 11)
    assert {s.by for s in review.steps[1:]} == {f"人{n}" for n in range(10)}
