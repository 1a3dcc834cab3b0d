"""The process that speaks with Ray: takes jobs as a worker does, and has the cluster do them.

``python -m assistant.batch.cluster_child ADDRESS SECONDS JOBS``. A file is read here, where it is, and its bytes go
to the cluster; nothing of the cluster needs this machine's folders.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import sys
import threading
import time
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from assistant.batch.jobs import load, run
from assistant.batch.values import Given
from assistant.batch.worker import own_output, send, tasks
from assistant.environment import prepare
from assistant.errors import InputError

_QUIET: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_AUTO_CONNECT": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_gcs_rpc_server_reconnect_timeout_s": "10",
}
_MOST_AT_ONCE: Final = 512
_TRIAL: Final = 60.0
"""Seconds for the first job on the cluster."""


def main() -> None:
    """Join the cluster, say so, then work until the input ends."""
    prepare()
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    signal.signal(signal.SIGTERM, _leave)
    replies = own_output()
    address, limit, jobs = sys.argv[1], float(sys.argv[2]), sys.argv[3]
    welcome = _join(address, limit, jobs)
    send(replies, welcome)
    if "ready" in welcome:
        _work(replies, limit, jobs)


def _leave(_number: int, _frame: object) -> None:
    """Leave at once: nothing was started here, and Ray's own leave-taking may wait for a cluster that is gone."""
    os._exit(1)


def _refused(what: str, advice: str) -> dict[str, Any]:
    return {"refused": what, "advice": advice}


def _join(address: str, limit: float, jobs: str) -> dict[str, Any]:
    try:
        import ray
    except ImportError:
        return _refused(
            "没有装 ray，用不了 --ray。",
            "请在装年报助手的环境里运行 pip install 'ray>=2.50,<3'，或者去掉 --ray 在本机做。",
        )
    try:
        ray.init(address=address, logging_level=logging.ERROR, log_to_driver=False)
        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call, unused-ignore]
        processors = int(resources.get("CPU", 1)) or 1
    except Exception as error:  # noqa: BLE001 - Ray raises whatever it likes, from ConnectionError to SystemExit's kin
        return _refused(
            f"连不上 Ray 集群“{address}”（{type(error).__name__}）。",
            "请检查地址、集群是否在运行、两边的 Python 和 ray 版本是否相同，或者去掉 --ray 在本机做。",
        )
    try:
        version = ray.get(ray.remote(_version).options(max_retries=0).remote(), timeout=_TRIAL)
    except Exception as error:  # noqa: BLE001 - the same
        return _refused(
            f"Ray 集群“{address}”上的年报助手用不了（{type(error).__name__}）。",
            "请在集群的每台机器上装好同一版本的年报助手，或者去掉 --ray 在本机做。",
        )
    return {"ready": version, "window": min(2 * processors, _MOST_AT_ONCE)}


def _version() -> str:
    return str(import_module("assistant.version").VERSION)


def _job(job: str, given: Given, limit: float, jobs: str) -> Given:
    """One job, in a process of the cluster, which ends itself when it takes too long."""
    watch = threading.Timer(limit, os._exit, [1])
    watch.daemon = True
    watch.start()
    try:
        gave: Given = import_module("assistant.batch.jobs").run(job, given, import_module(jobs).JOBS)
        return gave
    finally:
        watch.cancel()


def _work(replies: Any, limit: float, jobs: str) -> None:
    import ray

    remote = ray.remote(_job).options(max_retries=0)
    coming: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(coming,), daemon=True).start()
    flying: dict[Any, tuple[int, float]] = {}
    while True:
        try:
            task = coming.get(timeout=0.02 if flying else None)
        except queue.Empty:
            task = {}
        if task is None:
            return
        if task:
            given, gave = _with_bytes(task["given"])
            if gave is not None:
                send(replies, {"key": task["key"], "gave": gave})
            else:
                ref = remote.remote(task["job"], given, limit, jobs)
                flying[ref] = task["key"], time.monotonic()
        if not flying:
            continue
        done, _ = ray.wait(list(flying), num_returns=len(flying), timeout=0)
        for ref in done:
            key, since = flying.pop(ref)
            answer = _answer(ref, time.monotonic() - since, limit)
            send(replies, {"key": key, **answer} if answer else {"lost": True})
            if not answer:
                return


def _listen(coming: queue.SimpleQueue[dict[str, Any] | None]) -> None:
    for task in tasks():
        coming.put(task)
    coming.put(None)


def _with_bytes(given: Given) -> tuple[Given, Given | None]:
    """A file's bytes in the place of its path; what is to be answered when they cannot be had."""
    if "path" not in given:
        return given, None
    try:
        return {"data": load(Path(given["path"])), "name": given["name"]}, None
    except InputError:
        return given, run("read", given, import_module("assistant.batch.jobs").JOBS)


def _answer(ref: Any, seconds: float, limit: float) -> dict[str, Any] | None:
    """What a job gave; `None` when it is the cluster that failed and not the job."""
    import ray
    from ray import exceptions

    try:
        return {"gave": ray.get(ref)}
    except (exceptions.WorkerCrashedError, exceptions.OutOfMemoryError, exceptions.RayTaskError) as error:
        # A job lets no exception of its own out: an error in it is Ray's, of a machine that is going down, say.
        if seconds >= limit:
            return {"failed": "timeout", "detail": f"{limit:g}"}
        return {"failed": "died", "detail": type(error).__name__}
    except exceptions.RayError:
        return None


if __name__ == "__main__":
    main()
