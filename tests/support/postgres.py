"""A PostgreSQL of the tests' own, on loopback, in a folder that goes with it; Debian's programs, no cluster of Debian's."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

USER = "nianbao"
PASSWORD = "ge/heim@!"
QUOTED = "ge%2Fheim%40%21"
MISSING = "没有找到 PostgreSQL。Debian 上安装：sudo apt-get install postgresql"


def programs() -> Path | None:
    """The folder with ``postgres`` and ``initdb``; Debian's is not on the path."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(found, key=lambda p: [int(n) for n in re.findall(r"\d+", str(p))])
    if newest:
        return newest[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


class Server:
    """One server. `stop` and `start` as often as wanted; `close` takes everything away."""

    def __init__(self) -> None:
        bin_ = programs()
        assert bin_ is not None, MISSING
        self._bin = bin_
        self._folder = Path(tempfile.mkdtemp(prefix="nianbao-pg-"))
        self._data = self._folder / "data"
        self._as = self._somebody()
        self._running: subprocess.Popen[bytes] | None = None
        try:
            self._make()
            self.port = _free_port()
            self.start()
        except BaseException:
            self.close()
            raise

    def _make(self) -> None:
        secret = self._folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        if "user" in self._as:
            for path in (self._folder, secret):
                os.chown(path, self._as["user"], self._as["group"])
        self._run(
            "initdb", "-D", self._data, "-U", USER, "--pwfile", secret, "--auth", "scram-sha-256",
            "-E", "UTF8", "--no-locale", "--no-sync",
        )  # fmt: skip

    def url(self, database: str) -> str:
        """As it is written into the setting."""
        return f"postgresql://{USER}:{QUOTED}@127.0.0.1:{self.port}/{database}"

    def place(self, database: str) -> str:
        """As messages name it."""
        return f"postgresql://127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The name of a new, empty one."""
        name = f"t{secrets.token_hex(6)}"
        self.sql(f"CREATE DATABASE {name}")
        return name

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """What a statement gives, beside the program under test."""
        import psycopg

        address = f"host=127.0.0.1 port={self.port} user={USER} dbname={database}"
        with psycopg.connect(address, password=PASSWORD, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = {
            "listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "", "fsync": "off",
            "shared_buffers": "16MB", "max_connections": 60, "logging_collector": "off",
        }  # fmt: skip
        arguments = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, *arguments],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._folder, **self._as,
            )  # fmt: skip
        end = time.monotonic() + 60
        ready = [self._bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            log_text = (self._folder / "log").read_text(encoding="utf-8", errors="replace")
            assert self._running.poll() is None, log_text
            assert time.monotonic() < end, log_text
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it; by default all connections are broken off in good order, with SIGQUIT it falls down."""
        if self._running is not None:
            self._running.send_signal(how)
            self._running.wait(60)
            self._running = None

    def close(self) -> None:
        """Stop it for good."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str | Path) -> None:
        ran = subprocess.run(
            [self._bin / program, *arguments], capture_output=True, cwd=self._folder, check=False, **self._as
        )
        assert ran.returncode == 0, ran.stderr.decode(errors="replace")

    def _somebody(self) -> dict[str, Any]:
        """Root may not run it, so somebody else does."""
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            return {}
        import pwd

        try:
            who = pwd.getpwnam("postgres")
        except KeyError:
            who = pwd.getpwnam("nobody")
        return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
