"""House rules that no other tool keeps: sizes, paths, leftovers, contracts."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
LARGEST = 500
DEBT: dict[str, int] = {}
"""Files beyond the cap and their size when they were let through. The fix is to split them, not to add to this."""

_SKIPPED = {"build", "dist", "__pycache__"}


@cache
def tree() -> tuple[Path, ...]:
    """Every file of the project: what git knows and what it would take in; without git, all that is there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [Path(folder) / f for folder, _, files in os.walk(ROOT) for f in files]
    return tuple(sorted(p for p in paths if p.is_file() and not _is_by_product(p.relative_to(ROOT).parts)))


def _is_by_product(parts: tuple[str, ...]) -> bool:
    return bool(_SKIPPED & set(parts)) or any(p.startswith(".") and p != ".ci" for p in parts[:-1])


def sources(*folders: str) -> list[Path]:
    return [p for p in tree() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in folders]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_files_are_small():
    sizes = {
        name(p): p.read_text(encoding="utf-8").count("\n")
        for p in sources("assistant", "tests", "tools", "benchmarks")
    }
    assert sizes
    too_large = {n: size for n, size in sizes.items() if size > DEBT.get(n, LARGEST)}
    assert too_large == {}
    assert {n for n in DEBT if sizes.get(n, 0) <= LARGEST} == set(), "paid back: take it off the list"


def test_no_path_of_a_machine():
    """Neither a home folder nor the host of a package index belongs into the project."""
    machine = re.compile(
        r"(?<![\w./-])/(?:home|Users|root|work|opt|mnt|tmp)/(?!someone\b)[\w.-]+"
        r"|[A-Z]:\\Users\\"
        r"|--(?:extra-)?index-url|--find-links|\bfile:///"
    )
    found = []
    for path in tree():
        data = path.read_bytes()
        if b"\0" in data or path == Path(__file__) or name(path).startswith("tests/data/"):
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if machine.search(line):
                found.append(f"{name(path)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_locks_hold_packages_and_nothing_else():
    line = re.compile(r"[a-z0-9][a-z0-9.-]*==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
        assert len(lines) > 100
        assert [text for text in lines if not line.fullmatch(text)] == []


def test_locks_agree_and_cover_the_project():
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^(\S+==\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.M))

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert run <= dev

    def uncovered(requirements: list[str], locked: set[str]) -> set[str]:
        wanted = {re.match(r"[\w.-]+", r)[0].lower().replace("_", "-") for r in requirements}
        return wanted - {pin.partition("==")[0] for pin in locked}

    assert uncovered(project["dependencies"], run) == set()
    assert uncovered(project["optional-dependencies"]["dev"], dev) == set()


def test_nothing_is_left_lying_about():
    leftover = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|\bbreakpoint\(|^\s*print\(", re.M)
    found = [name(p) for p in sources("assistant") if leftover.search(p.read_text(encoding="utf-8"))]
    assert found == []


def test_the_regenerate_switch_is_off():
    assert "NIANBAO_REGENERATE" not in os.environ


def test_the_walls_between_rooms_stand():
    """The contracts are there, and every room that exists is under one of them."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(c for c in config["contracts"] if c["type"] == "layers")["layers"]
    rooms = set(re.findall(r"\w+", " ".join(layers)))
    there = {p.parent.name for p in (ROOT / "assistant").glob("*/__init__.py")}
    assert there <= rooms
    assert any(
        c["type"] == "forbidden" and c["source_modules"] == ["assistant.core"] for c in config["contracts"]
    )
