"""Settings and the start-up environment: what counts, what is refused, and in which words."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from assistant.environment import prepare
from assistant.errors import ConfigurationError, InternalError
from assistant.resources import _folder, corpus, prompts
from assistant.settings import Settings, allowed, default_home, load_settings, make_folder


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NIANBAO_HOME")


def write(text: str | bytes) -> None:
    Path("nianbao.toml").write_bytes(text if isinstance(text, bytes) else text.encode())


def refused(**given) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(**given)
    return str(caught.value)


def test_nothing_set():
    settings = load_settings()
    assert (settings.host, settings.port, settings.home) == ("127.0.0.1", 7860, default_home())


def test_the_command_line_goes_before_the_environment_before_the_file(monkeypatch):
    write('port = 1111\nhost = "0.0.0.0"\nhome = "here"\n')
    assert load_settings().port == 1111
    monkeypatch.setenv("NIANBAO_PORT", "2222")
    assert load_settings().port == 2222
    settings = load_settings(port="3333", host=None)
    assert (settings.port, settings.host, settings.home) == (3333, "0.0.0.0", Path.cwd() / "here")


def test_an_empty_variable_is_not_set(monkeypatch):
    monkeypatch.setenv("NIANBAO_PORT", "")
    assert load_settings().port == 7860


def test_an_unknown_variable_is_no_error(monkeypatch):
    monkeypatch.setenv("NIANBAO_MODEL", "later")
    assert load_settings().port == 7860


@pytest.mark.parametrize(
    ("host", "kept"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("oa-server.example.cn", "oa-server.example.cn"),
        (" localhost ", "localhost"),
    ],
)
def test_hosts(host, kept):
    assert load_settings(host=host).host == kept


@pytest.mark.parametrize(
    "host", ["http://127.0.0.1", "127.0.0.1:80", "256.1.1.1", "示例", "", "a b", "-x", "a..b", "1.2.3"]
)
def test_what_is_no_host(host):
    message = refused(host=host)
    assert message == f"选项 --host 的值“{host}”不能用。应为：{allowed('host')}。"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", "80.5", "", "７８６０x"])
def test_what_is_no_port(port):
    assert refused(port=port) == f"选项 --port 的值“{port}”不能用。应为：1 到 65535 之间的整数。"


@pytest.mark.parametrize("name", ["embedding", "chroma_url"])
@pytest.mark.parametrize(
    "value", ["ftp://x", "127.0.0.1:8000", "http://", "http://a b", "http://x:port", "model"]
)
def test_what_is_no_service(monkeypatch, name, value):
    monkeypatch.setenv(f"NIANBAO_{name.upper()}", value)
    message = refused()
    assert message == f"环境变量 NIANBAO_{name.upper()} 的值“{value}”不能用。应为：{allowed(name)}。"


def test_services(monkeypatch):
    monkeypatch.setenv("NIANBAO_EMBEDDING", " http://127.0.0.1:8000/v1#bge-m3 ")
    monkeypatch.setenv("NIANBAO_CHROMA_URL", "https://chroma.example.cn")
    monkeypatch.setenv("NIANBAO_API_KEY", "sk-example")
    settings = load_settings()
    assert settings.embedding == "http://127.0.0.1:8000/v1#bge-m3"
    assert settings.chroma_url == "https://chroma.example.cn"
    assert "sk-example" not in repr(settings)


def test_the_message_says_where_the_value_stands(monkeypatch):
    write("port = true\n")
    assert refused().startswith("nianbao.toml 里的 port 的值“True”不能用。")
    monkeypatch.setenv("nianbao_port", "x")
    assert refused().startswith("环境变量 nianbao_port 的值“x”不能用。")


def test_a_home_that_is_a_file(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("NIANBAO_HOME", str(tmp_path / "file"))
    assert refused() == f"环境变量 NIANBAO_HOME 的值“{tmp_path / 'file'}”不能用。应为：一个文件夹的路径。"


@pytest.mark.skipif(sys.platform == "win32", reason="home folders by user name are a thing of Unix")
def test_a_home_with_a_tilde(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_settings(home="~/data").home == tmp_path / "data"
    assert "~nobody-of-this-name" in refused(home="~nobody-of-this-name/x")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "modle = 1\n",
            "nianbao.toml 里有不认识的设置“modle”。可以用的设置：home、host、port、root_path、model、model_url、database_url、embedding、api_key、chroma_url。请改正或删去。",
        ),
        ("[server]\nport = 1\n", "不认识的设置“server”"),
        ("port = 1\nhost = \n", "设置文件 nianbao.toml 第 2 行的写法不对。每行应为“名称 = 值”"),
        ('home = "D:\\data"', "Windows 路径请用单引号"),
        ("port = 1\nport = 2\n", "第 2 行的写法不对"),
        ("# 说明\n".encode("gb18030"), "设置文件 nianbao.toml 不是 UTF-8 编码。请用记事本打开"),
    ],
)
def test_files_that_are_refused(text, says):
    write(text)
    assert says in refused()


def test_notepad_puts_a_mark_in_front():
    write(b"\xef\xbb\xbfport = 1234\r\n")
    assert load_settings().port == 1234


def test_a_file_that_cannot_be_read():
    Path("nianbao.toml").mkdir()
    assert refused().startswith("设置文件 nianbao.toml 读不了。")


@pytest.mark.parametrize(
    ("platform", "environment", "home"),
    [
        ("linux", {"HOME": "/u"}, "/u/.local/share/nianbao"),
        ("linux", {"HOME": "/u", "XDG_DATA_HOME": "/x"}, "/x/nianbao"),
        ("linux", {"HOME": "/u", "XDG_DATA_HOME": "relative"}, "/u/.local/share/nianbao"),
        ("darwin", {"HOME": "/u"}, "/u/Library/Application Support/nianbao"),
        ("win32", {"HOME": "/u", "LOCALAPPDATA": "/l"}, "/l/nianbao"),
        ("win32", {"HOME": "/u"}, "/u/AppData/Local/nianbao"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="plays the other systems on Unix")
def test_where_data_goes(monkeypatch, platform, environment, home):
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert default_home() == Path(home)


def test_nobody_at_home(monkeypatch):
    def nobody() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", nobody)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert refused() == "找不到您的个人文件夹。请用环境变量 NIANBAO_HOME 指定数据文件夹。"


def test_reading_settings_makes_no_folder(tmp_path):
    load_settings(home=str(tmp_path / "data"))
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a thing of Unix")
def test_folders_are_for_their_owner_only(tmp_path):
    made = make_folder(tmp_path / "data" / "logs")
    assert [stat.S_IMODE(f.stat().st_mode) for f in (made, made.parent)] == [0o700, 0o700]
    mode = tmp_path.stat().st_mode
    assert make_folder(made) == made
    assert tmp_path.stat().st_mode == mode


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="建不了。请检查磁盘和权限"):
        make_folder(tmp_path / "file" / "data")


def test_every_setting_is_explained():
    for name, field in Settings.model_fields.items():
        assert field.description and allowed(name), name


# --- the environment ---


def test_the_environment_is_quiet():
    env = {
        "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGSMITH_API_KEY": "k",
        "LANGCHAIN_ENDPOINT": "https://example.com",
        "GRADIO_SHARE": "True",
        "GRADIO_ANALYTICS_ENABLED": "True",
        "ALL_PROXY": "socks5://proxy:1080",
        "http_proxy": "http://proxy:8080",
        "no_proxy": "intranet.example.cn, localhost",
        "PATH": "/bin",
    }
    prepare(env)
    assert env.pop("NO_PROXY") == env.pop("no_proxy") == "intranet.example.cn,localhost,127.0.0.1,::1"
    assert env == {
        "LANGSMITH_TRACING": "false",
        "LANGCHAIN_TRACING_V2": "false",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "DO_NOT_TRACK": "1",
        "ANONYMIZED_TELEMETRY": "False",
        "http_proxy": "http://proxy:8080",
        "PATH": "/bin",
    }
    again = dict(env)
    prepare(again)
    prepare(env)
    assert env == again


def test_the_process_itself_is_prepared(monkeypatch):
    monkeypatch.setattr(os, "environ", {"GRADIO_SHARE": "True"})
    prepare()
    assert "GRADIO_SHARE" not in os.environ
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


# --- folders that come with the program ---


def test_resources_in_a_checkout():
    root = Path(__file__).parents[1]
    assert (prompts(), corpus()) == (root / "prompts", root / "corpus")


def test_resources_in_a_wheel_go_first(tmp_path):
    inside = tmp_path / "assistant" / "_data" / "prompts"
    inside.mkdir(parents=True)
    (tmp_path / "prompts").mkdir()
    (tmp_path / "pyproject.toml").touch()
    assert _folder("prompts", tmp_path / "assistant") == inside


def test_another_packages_folder_is_not_ours(tmp_path):
    (tmp_path / "prompts").mkdir()
    with pytest.raises(InternalError, match="prompts"):
        _folder("prompts", tmp_path / "assistant")


@pytest.mark.parametrize("name", ["database_url", "api_key"])
def test_a_secret_is_never_shown(name, monkeypatch, tmp_path):
    """Not in what settings print, and not where its value is refused."""
    monkeypatch.setenv(f"NIANBAO_{name.upper()}", "postgresql://u:geheim@h/x")
    settings = load_settings()
    assert "geheim" not in f"{settings!r}{settings}{settings.model_dump()}"
    assert getattr(settings, name).get_secret_value() == "postgresql://u:geheim@h/x"
    monkeypatch.delenv(f"NIANBAO_{name.upper()}")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nianbao.toml").write_text(f'{name} = ["geheim"]\n', encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"nianbao.toml 里的 {name} 的值不能用。应为：")
