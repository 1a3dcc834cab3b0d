"""Prompts through the public functions and the command line: what is loaded, filled in, edited, refused."""

from __future__ import annotations

import hashlib
import json
import os
import stat

import pytest

from assistant import resources
from assistant.cli import main
from assistant.errors import ConfigurationError
from assistant.prompts import copy_prompt, list_prompts, load_prompt, reset_prompt

FRONT = "---\npurpose: 起草一段\nvariables:\n  facts: 事实，一行一条\n  unit: 单位名称\nexamples:\n  - 全年公开{{ 数 }}件。\n---\n"
BODY = "\n单位：{{ unit }}\n{% for fact in facts %}\n- {{ fact }}\n{% endfor %}\n完\n"
SHORT = "---\npurpose: 短的\nvariables: {}\n---\n正文\n"


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    folder = tmp_path / "prompts"
    folder.mkdir()
    (folder / "README.md").write_text("# 提示词\n", encoding="utf-8")
    (folder / "draft.md").write_text(FRONT + BODY, encoding="utf-8")
    (folder / "短.md").write_text(SHORT, encoding="utf-8")
    (folder / "notes.txt").write_text("不是提示词", encoding="utf-8")
    monkeypatch.setattr(resources, "prompts", lambda: folder)
    return folder


@pytest.fixture
def home(shipped, tmp_path):
    return tmp_path / "数据"


@pytest.fixture
def edit(home):
    """Puts an edited copy in its place."""

    def _edit(content: str | bytes, name: str = "draft"):
        path = home / "prompts" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _edit


def refused(function, *arguments, **values) -> str:
    with pytest.raises(ConfigurationError) as caught:
        function(*arguments, **values)
    return str(caught.value)


# --- loading ------------------------------------------------------------------------------------------------------


def test_a_shipped_prompt(shipped, home):
    prompt = load_prompt("draft", home)
    assert (prompt.name, prompt.purpose, prompt.edited) == ("draft", "起草一段", False)
    assert prompt.variables == {"facts": "事实，一行一条", "unit": "单位名称"}
    assert prompt.examples == ("全年公开{{ 数 }}件。",)
    assert prompt.body == BODY.lstrip("\n")
    assert prompt.path == shipped / "draft.md"
    assert prompt.hash == hashlib.sha256((FRONT + BODY).encode()).hexdigest()[:16]
    assert [p.name for p in list_prompts(home)] == ["draft", "短"]
    assert not home.exists()


def test_the_project_ships_prompts_that_can_be_used(tmp_path):
    assert all(prompt.purpose and not prompt.edited for prompt in list_prompts(tmp_path))


def test_the_copy_in_the_data_folder_takes_its_place(home, edit):
    path = edit(FRONT + "改过：{{ unit }}")
    prompt = load_prompt("draft", home)
    assert (prompt.edited, prompt.path) == (True, path)
    assert prompt.render(unit="某局", facts=[]) == "改过：某局"
    assert [p.edited for p in list_prompts(home)] == [True, False]


def test_without_a_folder_the_settings_count(shipped, _own_home):
    path = copy_prompt("draft")
    assert path == _own_home / "prompts" / "draft.md"
    assert load_prompt("draft").edited
    assert reset_prompt("draft") == path.with_name("draft.md.bak-1")


def test_the_hash_is_that_of_the_words(shipped, home, edit):
    """Not of line ends, a byte order mark or the way an accent is stored; but of every word."""
    first = load_prompt("draft", home)
    edit(b"\xef\xbb\xbf" + (FRONT + BODY).replace("\n", "\r\n").encode())
    assert load_prompt("draft", home).hash == first.hash
    assert load_prompt("draft", home).body == first.body
    edit(FRONT + "é{{ unit }}")
    composed = load_prompt("draft", home)
    edit(FRONT + "e\u0301{{ unit }}")
    assert load_prompt("draft", home) == composed
    edit(FRONT.replace("起草一段", "起草两段") + "é{{ unit }}")
    assert load_prompt("draft", home).hash != composed.hash


# --- filling in ---------------------------------------------------------------------------------------------------


def test_filling_in(home):
    made = load_prompt("draft", home).render(unit="某局", facts=["a", "b"], beside="不用")
    assert made == "单位：某局\n- a\n- b\n完"


@pytest.mark.parametrize(
    "value",
    [
        "{{ 7 * 7 }}",
        "{% raw %}",
        "{# 注 #}",
        "{{ unit.__class__ }}",
        "<b>&amp;</b>",
        "a\r\nb\n",
        "{% include 'x' %}",
        "",
    ],
)
def test_values_are_data(home, value):
    assert load_prompt("draft", home).render(unit=value, facts=[value]) == f"单位：{value}\n- {value}\n完"


def test_a_declared_variable_must_be_given(home):
    told = refused(load_prompt("draft", home).render, unit="某局")
    assert told.endswith("draft.md”需要 facts，程序没有给它。这是程序自带的文件，请重新安装程序。")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("一\n二\n{{ unit.nothing }}", "第 11 行用到了没有的内容（"),
        ("{% if unit == '某局' and facts[0].x.y %}{% endif %}", "第 9 行用到了没有的内容（"),
        ("{{ unit.__class__.__mro__ }}", "第 9 行用到了不许用的内容（"),
        ("\n\n一\n{{ unit['__class__'].x }}", "第 12 行用到了不许用的内容（"),
        ("{{ facts.append('x') }}", "第 9 行用到了不许用的内容（"),
        ("{{ unit + 1 }}", "第 9 行执行不了（TypeError："),
        ("{% for i in range(10 ** 9) %}{% endfor %}", "第 9 行执行不了（OverflowError："),
        ("{{ 'x' * 60001 }}", "填好以后超过了 60000 个字，太长了。"),
        ("{% for i in range(90000) %}字{% endfor %}", "填好以后超过了 60000 个字，太长了。"),
    ],
)
def test_templates_that_cannot_be_carried_out(home, edit, body, says):
    path = edit(FRONT + body)
    told = refused(load_prompt("draft", home).render, unit="某局", facts=["a"])
    assert told.startswith(f"提示词“{path}”{says}")
    assert told.endswith("请改正它，或者用 nianbao prompts reset draft 恢复自带的那份。")


def test_exactly_the_most_is_fine(home, edit):
    edit(FRONT + "{{ 'x' * 60000 }}")
    assert len(load_prompt("draft", home).render(unit="", facts=[])) == 60_000


# --- files that cannot be used ------------------------------------------------------------------------------------

BROKEN = [
    (b"", "开头没有说明部分"),
    ("正文", "开头没有说明部分"),
    ("---\npurpose: 一\nvariables: {}\n正文", "开头没有说明部分"),
    ("---\n---\n正文", "的说明部分应是一行一项的“名称: 内容”。"),
    ("---\n- 一\n---\n正文", "的说明部分应是一行一项的“名称: 内容”。"),
    ("---\npurpose: 一\nvariables: {a: [}\n---\n正文", "说明部分第 3 行的写法不对（"),
    ("---\npurpose: !!python/name:os.system x\n---\n正文", "说明部分第 2 行的写法不对（"),
    ("---\npurpose: 2021-13-45\n---\n正文", "说明部分的写法不对。"),
    ("---\npurpose: \0\n---\n正文", "说明部分的写法不对。"),
    ("---\npurpose: " + "[" * 2_000 + "\n---\n正文", "说明部分"),
    ("---\nvariables: {}\n---\n正文", "的说明部分缺少 purpose"),
    ("---\npurpose: 3\nvariables: {}\n---\n正文", "的说明部分缺少 purpose"),
    ("---\npurpose: 一\n---\n正文", "的说明部分缺少 variables"),
    ("---\npurpose: 一\nvariables: [a]\n---\n正文", "的 variables 应是一行一个的“变量名: 说明”。"),
    ("---\npurpose: 一\nvariables: {a-b: 说明}\n---\n正文", "的 variables 里“a-b”写得不对"),
    ("---\npurpose: 一\nvariables: {a: }\n---\n正文", "的 variables 里“a”写得不对"),
    ("---\npurpose: 一\nvariables: {yes: 说明}\n---\n正文", "的 variables 里“True”写得不对"),
    ("---\npurpose: 一\nvariables: {}\nexamples: 例子\n---\n正文", "的 examples 应是一段一段的文字"),
    ("---\npurpose: 一\nvariables: {}\nexamples: [1]\n---\n正文", "的 examples 应是一段一段的文字"),
    ("---\npurpose: 一\nvariable: {}\n---\n正文", "的说明部分有不认识的项“variable”"),
    ("---\npurpose: 一\nvariables: {}\n---\n\n \n", "只有说明部分，后面没有正文。"),
    (FRONT + "\n\n{{ unit", "第 11 行的模板写法不对（"),
    (FRONT + "{% for f in facts %}", "第 9 行的模板写法不对（"),
    (FRONT + "{{ unit|shout }}", "第 9 行的模板写法不对（"),
    (FRONT + "{{ " + "(" * 5000 + "unit" + ")" * 5000 + " }}", "的模板用不了（"),
    (FRONT + "{% for f in facts %}" * 30 + "{% endfor %}" * 30, "的模板用不了（"),
    (FRONT + "{{ " + "9" * 5000 + " }}", "的模板用不了（"),
    (FRONT + "{{ ''['__class__'] ~ unit }}", "的模板用不了（SecurityError："),
    (FRONT + "一\n{% include 'secret' %}", "第 10 行要用别的文件，提示词里不许这样。"),
    (FRONT + "{% import unit as x %}", "第 9 行要用别的文件"),
    (FRONT + "{% from 'a' import b %}", "第 9 行要用别的文件"),
    (FRONT + "{% extends 'a' %}", "第 9 行要用别的文件"),
    (FRONT + "{{ units }}{{ dict }}", "的正文用了没有在 variables 里说明的变量：dict、units。"),
    ("起草".encode("gb18030"), "不是 UTF-8 编码"),
    (FRONT + "字" * 70_000, "超过了 200 KB，太大了。"),
]


@pytest.mark.parametrize(
    ("content", "says"), BROKEN, ids=[f"{n} {says[:12]}" for n, (_, says) in enumerate(BROKEN)]
)
def test_broken_files_are_named_and_can_be_reset(shipped, home, edit, content, says):
    path = edit(content)
    told = refused(load_prompt, "draft", home)
    assert told.startswith(f"提示词“{path}”{says}")
    assert told.endswith("请改正它，或者用 nianbao prompts reset draft 恢复自带的那份。")
    assert "\n" not in told
    (shipped / "draft.md").write_bytes(path.read_bytes())
    reset_prompt("draft", home)
    told = refused(load_prompt, "draft", home)
    assert told.startswith(f"提示词“{shipped / 'draft.md'}”{says}")
    assert told.endswith("这是程序自带的文件，请重新安装程序。")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX files")
def test_what_is_no_file_in_its_place(home, edit):
    path = edit("")
    path.unlink()
    path.mkdir()
    assert refused(load_prompt, "draft", home).startswith(f"提示词“{path}”不是文件。")
    assert reset_prompt("draft", home) == path.with_name("draft.md.bak-1")
    path.symlink_to(home / "nowhere")
    assert "不是文件。" in refused(load_prompt, "draft", home)
    assert reset_prompt("draft", home) == path.with_name("draft.md.bak-2")
    os.mkfifo(path)
    assert "不是文件。" in refused(load_prompt, "draft", home)
    reset_prompt("draft", home)
    assert not load_prompt("draft", home).edited


@pytest.mark.parametrize(
    "name", ["无", "", "README", "readme", "../draft", "draft.md", "a/b", "notes", "\0", "x" * 5000]
)
def test_unknown_names_never_become_paths(home, name):
    for function in (load_prompt, copy_prompt, reset_prompt):
        assert refused(function, name, home) == f"没有名叫“{name}”的提示词。可以用的提示词：draft、短。"
    assert not home.exists()


def test_no_prompts_at_all(shipped, home):
    (shipped / "draft.md").unlink()
    (shipped / "短.md").unlink()
    assert list_prompts(home) == []
    assert refused(load_prompt, "draft", home) == "没有名叫“draft”的提示词。程序还没有自带的提示词。"


# --- copying and resetting ----------------------------------------------------------------------------------------


def test_copying_keeps_what_is_there(shipped, home, edit):
    path = copy_prompt("draft", home)
    assert path == home / "prompts" / "draft.md"
    assert path.read_bytes() == (shipped / "draft.md").read_bytes()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.write_text("我的", encoding="utf-8")
    assert copy_prompt("draft", home) == path
    assert path.read_text(encoding="utf-8") == "我的"


def test_resetting_loses_nothing(home, edit):
    assert reset_prompt("draft", home) is None
    for n, words in enumerate(("一", "二", "三"), 1):
        path = edit(words)
        aside = reset_prompt("draft", home)
        assert aside == path.with_name(f"draft.md.bak-{n}")
        assert aside.read_text(encoding="utf-8") == words
    assert not path.exists()
    assert [p.name for p in list_prompts(home)] == ["draft", "短"]


def test_a_data_folder_that_cannot_be_made(home):
    home.write_text("我是文件", encoding="utf-8")
    assert refused(copy_prompt, "draft", home).startswith(f"数据文件夹“{home / 'prompts'}”建不了。")
    assert not load_prompt("draft", home).edited


def test_a_failed_copy_leaves_nothing_half(home):
    """Half a copy would take the shipped prompt's place."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, limits[1]))
    try:
        told = refused(copy_prompt, "draft", home)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "draft.md”写不了（" in told
    assert list((home / "prompts").iterdir()) == []


# --- the command line ---------------------------------------------------------------------------------------------


@pytest.fixture
def run(shipped, capsys):
    def _run(*arguments: str) -> tuple[int, str, str]:
        code = main(["prompts", *arguments])
        return (code, *capsys.readouterr())

    return _run


def test_list_and_show(run, shipped):
    assert run("list") == (0, "draft  自带      起草一段\n短     自带      短的\n", "")
    code, out, err = run("show", "draft")
    assert (code, err) == (0, "")
    assert out.startswith("draft：起草一段\n文件：")
    assert (
        "变量：\n  facts  事实，一行一条\n  unit   单位名称\n例子：全年公开{{ 数 }}件。\n\n单位：{{ unit }}\n"
        in out
    )
    code, out, err = run("show", "draft", "--json")
    shown = json.loads(out)
    assert (code, err, shown.pop("body")) == (0, "", BODY.lstrip("\n"))
    listed = json.loads(run("list", "--json")[1])
    assert listed[0] == shown
    assert set(shown) == {"name", "purpose", "variables", "examples", "hash", "edited", "path"}
    assert shown["path"] == str(shipped / "draft.md")


def test_copy_edit_reset(run, _own_home):
    path = _own_home / "prompts" / "draft.md"
    code, out, err = run("copy", "draft")
    assert (code, out) == (0, f"{path}\n")
    assert (
        err == "请用任何编辑器修改上面这个文件，保存后就生效；恢复自带的请用 nianbao prompts reset draft。\n"
    )
    assert run("list")[1].startswith("draft  您的副本  起草一段\n")
    path.write_text("坏了", encoding="utf-8")
    code, out, err = run("copy", "draft")
    assert (code, out) == (2, f"{path}\n")
    assert "错误：提示词“" in err
    code, out, err = run("reset", "draft")
    assert (code, out, err) == (0, "", f"提示词“draft”已恢复成自带的那份；您改过的留在“{path}.bak-1”。\n")
    assert run("reset", "draft") == (0, "", "提示词“draft”用的就是自带的那份，没有改动。\n")


def test_a_broken_copy_does_not_hide_the_others(run, _own_home):
    run("copy", "draft")
    (_own_home / "prompts" / "draft.md").write_text("坏了", encoding="utf-8")
    code, out, err = run("list")
    assert (code, out) == (2, "短  自带      短的\n")
    assert "nianbao prompts reset draft" in err
    assert err.endswith("错误：2 个提示词里有 1 个用不了。原因见上。\n")
    assert [p["name"] for p in json.loads(run("list", "--json")[1])] == ["短"]
    assert run("show", "draft")[0] == 2


def test_no_prompts_are_said(run, shipped):
    (shipped / "draft.md").unlink()
    (shipped / "短.md").unlink()
    assert run("list") == (0, "", "程序还没有自带的提示词。\n")
    assert run("list", "--json") == (0, "[]\n", "")
    assert run("show", "无") == (2, "", "错误：没有名叫“无”的提示词。程序还没有自带的提示词。\n")
