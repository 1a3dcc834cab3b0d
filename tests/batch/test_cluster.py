"""On a Ray cluster: the same results; a cluster that dies half-way costs nothing but time."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.batch import Means, State, check_folder, rollup
from assistant.errors import ConfigurationError
from tests.batch.helpers import put

ROOT = Path(__file__).parents[2]
HAVE_RAY = importlib.util.find_spec("ray") is not None
pytestmark = pytest.mark.slow
needs_ray = pytest.mark.skipif(not HAVE_RAY, reason="需要 ray（pip install '.[ray]'）")

# A driver of its own: Ray ties the cluster's processes to it, so that they end with it however it ends.
_START = """
import sys, ray
ray.init(num_cpus=1, include_dashboard=False, object_store_memory=80_000_000, log_to_driver=False, _temp_dir=sys.argv[1])
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
"""


class Cluster:
    def __init__(self) -> None:
        # Not pytest's own folder: the sockets in it must have short paths.
        self._folder = tempfile.TemporaryDirectory(prefix="ray", ignore_cleanup_errors=True)
        env = {
            **os.environ, "PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "disabled",
            "RAY_ENABLE_AUTO_CONNECT": "0",
        }  # fmt: skip
        command = [sys.executable, "-c", _START, self._folder.name]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        self.process = subprocess.Popen(command, env=env, stdin=pipe, stdout=pipe, stderr=nowhere)
        self.address = self.process.stdout.readline().decode().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()
        self._folder.cleanup()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    one = Cluster()
    if not one.address:
        one.kill()
        pytest.skip("Ray 在这台机器上启动不了")
    yield one
    one.kill()


@pytest.fixture(autouse=True)
def _no_tokens(monkeypatch):
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")


@needs_ray
def test_the_same_results_on_a_cluster(cluster, messy, tmp_path):
    there = check_folder(messy.folder, means=Means(ray=cluster.address))
    here = check_folder(messy.folder, means=Means(workers=1), output=tmp_path / "a.xlsx")
    assert there == here
    assert there.notices == here.notices


@needs_ray
def test_files_that_fail_on_a_cluster_are_told_as_here(cluster, tmp_path):
    put(tmp_path / "报来", "好的.md", "示例县教育局")
    for name in ("崩溃.md", "卡住.md", "出错.md"):
        (tmp_path / "报来" / name).write_text("x", encoding="utf-8")
    there, here = (
        rollup(tmp_path / "报来", means=Means(workers=2, ray=where, limit=5, jobs="tests.batch.bad_jobs"))
        for where in (cluster.address, None)
    )
    assert there.rows == here.rows
    assert there.totals == here.totals
    assert sorted(row.state for row in there.rows) == [State.COUNTED, *[State.FAILED] * 3]


@needs_ray
def test_a_cluster_that_dies_half_way(tmp_path, monkeypatch):
    folder = tmp_path / "报来"
    for number in range(6):
        put(folder, f"慢{number}.md", f"示例县第{number}局")
    dying = Cluster()
    monkeypatch.setenv("RAY_gcs_rpc_server_reconnect_timeout_s", "1")
    seen = []

    def kill_it(what: str, done: int, total: int) -> None:
        seen.append(done)
        if done == 2 and dying.process.poll() is None:
            dying.kill()

    means = Means(workers=1, ray=dying.address, jobs="tests.batch.bad_jobs")
    try:
        result = check_folder(folder, means=means, progress=kill_it)
    finally:
        if dying.process.poll() is None:
            dying.kill()
    assert result.counts == {"checked": 6}, [row.message for row in result.rows]
    assert "中途断了" in result.notices[0]
    assert max(seen) == 6


@needs_ray
def test_a_cluster_that_is_not_there_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.batch.cluster._START", 2.0)
    monkeypatch.setattr("assistant.batch.pool._GRACE", 0.2)
    put(tmp_path, "a.md", "示例县教育局")
    with pytest.raises(ConfigurationError, match="连不上 Ray 集群"):
        check_folder(tmp_path, means=Means(ray="127.0.0.1:9"))


def test_without_ray_it_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "ray.py").write_text("raise ImportError('no ray')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "blocked"))
    put(tmp_path / "报来", "a.md", "示例县教育局")
    with pytest.raises(ConfigurationError, match=r"pip install .ray>=2"):
        check_folder(tmp_path / "报来", means=Means(ray="auto"))
