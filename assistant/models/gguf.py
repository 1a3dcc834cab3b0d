"""A GGUF model inside this process, run by llama.cpp through xllamacpp (the extra ``local``).

llama.cpp opens a loopback port of its own, whether it is used or not; it is shut with a key that nobody knows.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from assistant.errors import ConfigurationError
from assistant.models.families import Family, family_of
from assistant.models.port import ModelError, Request, Usage

PREFIX: Final = "gguf:"
_WINDOW: Final = 8_192
"""Tokens of the window that is opened; a larger one costs memory that our prompts never use."""
_BATCH: Final = 128
"""Tokens read at once: a wish to stop is heard between two batches."""
_MAGIC: Final = b"GGUF"
_LOCK: Final = threading.Lock()
_OPEN: Final[dict[Path, Any]] = {}
"""A file is loaded once in a process, whoever asks for it."""


class GGUFModel:
    """The model of a file. The file is loaded at the first reply and stays for the life of the process."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().absolute()
        self.name = self.path.stem
        self.family: Family = family_of(self.name)
        self.context = min(_WINDOW, self.family.context) if self.family.pattern else _WINDOW
        self.outside = ""
        _look_at(self.path)
        if find_spec("xllamacpp") is None:
            raise ConfigurationError(
                "没有安装在本机运行模型的组件。",
                "请在装年报助手的环境里运行 pip install xllamacpp，或者改用模型服务的地址。",
            )

    def pieces(self, request: Request, usage: Usage, stopped: threading.Event) -> Iterator[str]:
        """One try at a reply."""
        server = self._server()
        replies = _Replies(server, self._asked(request), stopped)
        finish = ""
        for chunk in replies:
            if "error" in chunk:
                overflow = chunk["error"].get("type") == "exceed_context_size_error"
                raise ModelError("overflow" if overflow else "server")
            if chunk.get("usage"):
                usage.prompt_tokens = int(chunk["usage"]["prompt_tokens"])
                usage.completion_tokens = int(chunk["usage"]["completion_tokens"])
                usage.estimated = False
            text = ""  # a sign of life: the prompt is being read, or there is thinking
            for choice in chunk.get("choices", ()):
                finish = choice.get("finish_reason") or finish
                text = choice["delta"].get("content") or text
            yield text
        if not finish and not stopped.is_set():
            raise ModelError("cut")
        usage.cut_short = finish == "length"

    def close(self) -> None:
        """Give the memory back."""
        with _LOCK:
            _OPEN.pop(self.path, None)

    def _server(self) -> Any:
        with _LOCK:
            if self.path not in _OPEN:
                _OPEN[self.path] = _loaded(self.path)
            return _OPEN[self.path]

    def _asked(self, request: Request) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "messages": [{"role": m.role, "content": m.content} for m in request.messages],
            "max_tokens": request.longest,
            "temperature": request.temperature,
            "stream": True,
            "stream_options": {"include_usage": True},
            "return_progress": True,
            **dict(self.family.quiet),
        }
        if request.seed is not None:
            asked["seed"] = request.seed
        if request.json:
            asked["response_format"] = {"type": "json_object"}
        return asked


class _Replies:
    """The chunks of one reply. llama.cpp calls back; a true value tells it to stop, an exception would be lost."""

    def __init__(self, server: Any, asked: dict[str, Any], stopped: threading.Event) -> None:
        self._server = server
        self._asked = asked
        self._stopped = stopped

    def __iter__(self) -> Iterator[dict[str, Any]]:
        import queue

        chunks: queue.SimpleQueue[dict[str, Any] | Exception | None] = queue.SimpleQueue()
        gone = threading.Event()

        def each(chunk: dict[str, Any]) -> bool:
            chunks.put(chunk)
            return gone.is_set() or self._stopped.is_set()

        def run() -> None:
            try:
                self._server.handle_chat_completions(self._asked, each)
            except Exception as error:  # noqa: BLE001 - handed over, and raised where somebody waits
                chunks.put(error)
            finally:
                chunks.put(None)

        worker = threading.Thread(target=run, name="nianbao-llama")
        worker.start()
        try:
            while (chunk := chunks.get()) is not None:
                if isinstance(chunk, Exception):
                    raise ModelError("server", f"在本机运行时出错：{type(chunk).__name__}") from chunk
                yield chunk
        finally:
            gone.set()  # a thread that still streams when the program ends would bring it down
            worker.join()


def _look_at(path: Path) -> None:
    """Refuse what is no GGUF file; llama.cpp itself would not say why."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise ConfigurationError(
            f"模型文件“{path}”打不开。", "请检查 NIANBAO_MODEL 里“gguf:”后面的路径和读取权限。"
        ) from error
    if start != _MAGIC:
        raise ConfigurationError(
            f"“{path.name}”不是 GGUF 格式的模型文件。", "请换一个 .gguf 文件，分成几段的要先合并。"
        )


def _loaded(path: Path) -> Any:
    try:
        llama = import_module("xllamacpp")
    except ImportError as error:  # it is there, but a library that it needs is not
        raise ModelError("broken_file", "在本机运行模型的组件启动不了") from error
    options = llama.CommonParams()
    options.model.path = str(path)
    options.n_ctx, options.n_batch, options.n_ubatch = _WINDOW, _BATCH, _BATCH
    threads = max(1, min(8, (os.cpu_count() or 2) // 2))  # two that wait for each other are slower than one
    options.cpuparams.n_threads = options.cpuparams_batch.n_threads = threads
    options.verbosity = -1
    options.warmup = options.fit_params = options.ui = False
    options.cache_ram_mib = 0
    options.api_keys = [secrets.token_hex(16)]
    try:
        return llama.Server(options)
    except RuntimeError as error:
        raise ModelError("broken_file", path.name) from error
