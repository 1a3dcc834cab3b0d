"""The wheel holds all that the program needs, and runs away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from assistant.reading import scan
from assistant.version import VERSION
from tests.support.pastes import from_excel
from tests.support.reports import busy_report

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True, capture_output=True, timeout=120, cwd=folder,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel laid out as pip would, in a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def run(installed: Path, *arguments: str, **options) -> subprocess.CompletedProcess[str]:
    """Python with the wheel in front of everything, the checkout nowhere: neither as working folder nor on the path."""
    env = {**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True, text=True, encoding="utf-8", cwd=installed.parent, env=env, timeout=60, check=False, **options,
    )  # fmt: skip


def test_everything_is_inside(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("prompts", "corpus"):
        here = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file()}
        assert here
        assert {f"assistant/_data/{name}" for name in here} <= names
    package = {p.relative_to(ROOT).as_posix() for p in (ROOT / "assistant").rglob("*") if p.is_file()}
    assert {p for p in package if "__pycache__" not in p} <= names
    assert not [n for n in names if n.startswith(("tests/", "tools/", "benchmarks/"))]


def test_the_metadata(wheel):
    archive = zipfile.ZipFile(wheel)
    info = f"nianbao-{VERSION}.dist-info"
    metadata = HeaderParser().parsestr(archive.read(f"{info}/METADATA").decode())
    assert (metadata["Name"], metadata["Version"], metadata["Requires-Python"]) == (
        "nianbao",
        VERSION,
        ">=3.11",
    )
    assert metadata["License-Expression"] == "MIT"
    assert f"{info}/licenses/LICENSE" in archive.namelist()
    assert b"nianbao = assistant.cli:main" in archive.read(f"{info}/entry_points.txt")


def test_it_runs_away_from_the_checkout(installed, tmp_path):
    where = run(installed, "-c", "import assistant; print(assistant.__file__)")
    assert Path(where.stdout.strip()) == installed / "assistant" / "__init__.py"
    assert run(installed, "-m", "assistant", "--version").stdout == f"nianbao {VERSION}\n"
    assert run(installed, "-m", "assistant", "--help").stdout.startswith("用法：nianbao")
    source = tmp_path / "年报.txt"
    source.write_text("\n".join(from_excel(busy_report())), encoding="utf-8")
    assert (
        json.loads(run(installed, "-m", "assistant", "read", str(source), "--json").stdout)["status"]
        == "complete"
    )
    drafted = run(installed, "-m", "assistant", "draft", str(source), "-o", str(tmp_path / "稿.docx"))
    assert (drafted.returncode, (tmp_path / "稿.docx").exists()) == (0, True), drafted.stderr


def test_its_folders_are_found(installed):
    code = "from assistant.resources import corpus, prompts; print(prompts()); print(corpus())"
    data = installed / "assistant" / "_data"
    assert run(installed, "-c", code).stdout.splitlines() == [str(data / "prompts"), str(data / "corpus")]


def test_the_page_is_built_from_the_wheel(installed):
    """Style sheets and scripts of the pages came along."""
    use = "from assistant.web.site import static; print(len(static.script()) > 20_000, len(static.style()) > 20_000, len(static.login_style()) > 500)"
    ran = run(installed, "-c", use)
    assert ran.stdout.split() == ["True"] * 3, ran.stderr


def test_what_is_said_to_install_is_what_the_extras_ask_for() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    assert "pip install " + " ".join(f'"{need}"' for need in extras["scan"]) == scan.INSTALL
    said = (ROOT / "assistant" / "batch" / "cluster_child.py").read_text(encoding="utf-8")
    assert f"pip install '{extras['ray'][0]}'" in said
