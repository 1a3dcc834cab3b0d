"""The generated documents are those that the program would write today, and the check notices when not."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from assistant.core.relations import across, within
from assistant.core.template import T2019, T2021

ROOT = Path(__file__).parents[1]


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
    guide = (ROOT / "docs" / "部署.md").read_text(encoding="utf-8")
    pages = docs.render("命令.md").split("\n\n## ")
    known = {page.splitlines()[0]: page for page in pages}
    named = re.findall(
        r"(?:nianbao-admin|bin/nianbao|nianbao nianbao) ([a-z]+(?: (?:add|list|password))?)\b([^\n`|]*)",
        guide,
    )
    assert len(named) > 10
    for words, rest in named:
        page = known[f"nianbao {words}"]
        assert all(option in page for option in re.findall(r"(?<!\S)-[-a-z]+", rest)), (words, rest)
