"""A real model behind a real OpenAI-compatible server, in a process of its own, for as long as a test wants it.

``with serving(path) as url:`` gives the base URL, which ends in ``/v1``. This file is also what the child process runs.
"""

from __future__ import annotations

import http.client
import importlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_START: Final = 120.0  # seconds until it must answer
_STOP: Final = 10.0  # seconds until it is killed
_PAUSE: Final = 0.05


@contextmanager
def serving(path: Path, n_ctx: int = 8192) -> Iterator[str]:
    """Serve the GGUF file on loopback; the server is gone when the block is left, however it is left."""
    with tempfile.TemporaryDirectory() as temporary:
        note, log = Path(temporary, "address"), Path(temporary, "log")
        command = [sys.executable, "-P", __file__, str(path), str(n_ctx), str(note)]
        with log.open("wb") as errors:
            child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=errors, stderr=errors)
        try:
            yield f"{_answering(child, note, log)}/v1"
        finally:
            _stop(child)


def _answering(child: subprocess.Popen[bytes], note: Path, log: Path) -> str:
    """Wait for the address the child noted down, and for an answer there."""
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline:
        if child.poll() is not None:
            said = log.read_text("utf-8", "replace").strip()
            raise RuntimeError(f"the model server ended with {child.returncode}: {said}")
        if note.exists() and _healthy(address := note.read_text("ascii")):
            return address
        time.sleep(_PAUSE)
    raise TimeoutError(f"the model server did not answer within {_START:.0f} seconds")


def _healthy(address: str) -> bool:
    """Whether the server says that it is ready; the environment's proxies are not asked."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _stop(child: subprocess.Popen[bytes]) -> None:
    """The end of its input tells the child to go; one that does not is killed."""
    if child.stdin is not None:
        child.stdin.close()
    try:
        child.wait(_STOP)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _serve(path: str, n_ctx: int, note: Path) -> None:
    """Run the server until standard input ends, which it also does when the parent is no more."""
    engine = importlib.import_module("xllamacpp")  # it has no types
    params = engine.CommonParams()
    params.model.path = path
    params.model_alias = {"local"}
    params.n_ctx = n_ctx
    params.n_batch = 512
    params.sampling.seed = 1
    # One thread: two that wait for each other on a machine with other work are ten times slower at their worst.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.ui = params.warmup = params.fit_params = False
    params.cache_ram_mib = 0
    params.verbosity = 1  # errors alone
    server = engine.Server(params)
    fresh = note.with_suffix(".new")
    fresh.write_text(server.listening_address, "ascii")
    fresh.replace(note)
    sys.stdin.read()
    os._exit(0)  # at once, whatever it is answering


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
