"""The generated documents are those that the program would write today, and the check notices when not."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from assistant.core.relations import across, within
from assistant.core.template import T2019, T2021

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "部署.md").read_text(encoding="utf-8")


def block(text: str, kind: str, beginning: str = "") -> str:
    """The first block of code of its kind that begins so."""
    found = re.search(rf"```{kind}\n({re.escape(beginning)}.*?)```", text, re.DOTALL)
    assert found, (kind, beginning)
    return found[1]


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("nianbao_docs", ROOT / "tools" / "docs.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_documents_are_up_to_date(docs, capsys):
    assert docs.main(["--check"]) == 0, capsys.readouterr().out


def test_stale_documents_are_named_and_rewritten(docs, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    assert docs.main(["--check"]) == 1
    assert "文档过时：命令.md、设置.md、勾稽关系.md、表格编号.md。" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
    assert docs.main([]) == 0
    (tmp_path / "docs" / "设置.md").write_text("旧", encoding="utf-8")
    assert docs.main(["--check"]) == 1
    assert capsys.readouterr().out.endswith("文档过时：设置.md。请运行 make docs。\n")


def test_nothing_is_left_out(docs):
    relations = docs.render("勾稽关系.md")
    for relation in (*within("2021"), *within("2019"), *across()):
        assert f"- {relation.title}\n" in relations
    addresses = docs.render("表格编号.md")
    for form in (T2021, T2019):
        for table, row in form.rows():
            assert f"| `{row.id}` | {row.name} |" in addresses
            assert f"### `{table.id}`" in addresses
    commands = docs.render("命令.md")
    for words in ("## nianbao draft", "--previous 文件", "## nianbao corpus add", "文件…", "退出码"):
        assert words in commands
    for name in ("NIANBAO_HOME", "NIANBAO_HOST", "NIANBAO_PORT"):
        assert name in docs.render("设置.md")


def test_the_guide_for_administrators_names_real_commands(docs):
    """Each command in it is one, with its options; so is each in the small script that runs them."""
    pages = docs.render("命令.md").split("\n\n## ")
    known = {page.splitlines()[0]: page for page in pages}
    named = re.findall(
        r"(?:nianbao-admin|bin/nianbao|nianbao nianbao) ([a-z]+(?: (?:add|list|password))?)\b([^\n`|]*)",
        GUIDE,
    )
    assert len(named) > 10
    for words, rest in named:
        page = known[f"nianbao {words}"]
        assert all(option in page for option in re.findall(r"(?<!\S)-[-a-z]+", rest)), (words, rest)


def test_links_lead_somewhere():
    """Each from the README and from one document to another."""
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
        assert [target for target in targets if not (page.parent / target).exists()] == [], page.name
    assert all(f"docs/{page.name}" in README for page in (ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("kind", ["ini", "dockerfile"])
def test_the_readmes_short_forms_are_those_of_the_guide(kind):
    whole = block(GUIDE, kind).splitlines()
    assert [line for line in block(README, kind).splitlines() if line and line not in whole] == []


def test_systemd_takes_the_unit(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("没有 systemd-analyze")
    unit = tmp_path / "nianbao.service"
    text = block(GUIDE, "ini").replace("/srv/nianbao/venv/bin/nianbao", sys.executable)
    unit.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "nianbao.service" in line]) == (
        0,
        [],
    )


def test_the_backup_is_whole_while_the_service_writes(tmp_path):
    """Run as it stands in the guide, with what is written last still beside the database, in its -wal file."""
    home, to, env = tmp_path / "home", tmp_path / "backups", tmp_path / "nianbao.env"
    (home / "library").mkdir(parents=True)
    (home / "tmp").mkdir()
    (home / "tmp" / "upload.docx").write_bytes(b"x")
    (home / "prompts").mkdir()
    (home / "prompts" / "改过的.md").write_text("提示", encoding="utf-8")
    env.write_text("NIANBAO_PORT='7860'\n", encoding="utf-8")
    script = block(GUIDE, "sh", "#!/bin/sh\nset -e\nhome=")
    for name, here in (
        ("/var/lib/nianbao", home), ("/var/backups/nianbao", to), ("/etc/nianbao.env", env),
        ("/srv/nianbao/venv/bin/python", sys.executable),
    ):  # fmt: skip
        assert name in script
        script = script.replace(name, str(here))
    with (
        closing(sqlite3.connect(home / "nianbao.db")) as live,
        closing(sqlite3.connect(home / "library" / "library.db")) as library,
    ):
        for database in (live, library):
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("CREATE TABLE kept (what)")
            database.execute("INSERT INTO kept VALUES ('年报')")
            database.commit()
        assert (home / "nianbao.db-wal").stat().st_size > 0
        told = subprocess.run(
            ["sh", "-c", script], capture_output=True, encoding="utf-8", check=True,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        ).stdout  # fmt: skip
    assert told == "nianbao.db ok\nlibrary.db ok\n"
    [day] = to.iterdir()
    for name in ("nianbao.db", "library.db"):
        with closing(sqlite3.connect(day / name)) as copy:
            assert copy.execute("SELECT what FROM kept").fetchall() == [("年报",)]
    assert (day / "nianbao.env").read_text(encoding="utf-8") == env.read_text(encoding="utf-8")
    with tarfile.open(day / "files.tgz") as files:
        names = files.getnames()
    assert "./prompts/改过的.md" in names
    assert not [name for name in names if ".db" in name or "upload" in name]
