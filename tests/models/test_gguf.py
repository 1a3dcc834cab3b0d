"""Files that are no model, and the component that is not there. Real weights are tried in `test_real_model`."""

from __future__ import annotations

import importlib.util
import struct
import sys

import pytest

from assistant.errors import ConfigurationError
from assistant.models import open_model
from assistant.models.gguf import GGUFModel
from assistant.settings import load_settings
from tests.models.helpers import ask, logged, patient

needs_engine = pytest.mark.skipif(importlib.util.find_spec("xllamacpp") is None, reason="没有安装 xllamacpp")


def opened(path):
    return open_model(load_settings(model=f"gguf:{path}"))


def test_no_such_file(tmp_path):
    with pytest.raises(ConfigurationError, match=r"^模型文件“.*没有\.gguf”打不开。请检查 NIANBAO_MODEL"):
        opened(tmp_path / "没有.gguf")


def test_a_folder(tmp_path):
    with pytest.raises(ConfigurationError, match="打不开。请检查"):
        opened(tmp_path)


@pytest.mark.parametrize("data", [b"", b"GG", b"PK\x03\x04 a zip", "年报".encode()])
def test_not_a_gguf_file(tmp_path, data):
    path = tmp_path / "模型.gguf"
    path.write_bytes(data)
    with pytest.raises(ConfigurationError, match=r"^“模型\.gguf”不是 GGUF 格式的模型文件。请换一个"):
        opened(path)


@needs_engine
@pytest.mark.parametrize(
    "header", [b"GGUF", b"GGUF" + struct.pack("<IQQ", 3, 291, 26)], ids=["mark", "header"]
)
def test_a_truncated_file(tmp_path, header, capfd):
    path = tmp_path / "qwen2.5-半截.gguf"
    path.write_bytes(header)
    model = opened(path)
    for _ in range(2):
        asked = ask(model)
        assert asked.fault == "broken_file"
        assert str(asked.error) == "模型文件打不开（qwen2.5-半截.gguf）"
    assert [(c.verdict, c.error, c.endpoint) for c in logged()] == [("失败", "模型文件打不开", "本机")] * 2
    assert capfd.readouterr() == ("", "")


@needs_engine
def test_a_truncated_file_in_a_chain(tmp_path):
    from assistant.models.fake import FakeModel

    path = tmp_path / "半截.gguf"
    path.write_bytes(b"GGUF")
    told = []
    model = patient([GGUFModel(path), FakeModel(lambda request: "好。")], tell=told.append)
    assert ask(model).text == "好。"
    assert told == ["半截：模型文件打不开（半截.gguf），改用 fake。"]


def test_without_the_component(tmp_path, monkeypatch):
    path = tmp_path / "模型.gguf"
    path.write_bytes(b"GGUF")
    monkeypatch.setattr("assistant.models.gguf.find_spec", lambda name: None)
    with pytest.raises(
        ConfigurationError,
        match=r"^没有安装在本机运行模型的组件。请在装年报助手的环境里运行 pip install xllamacpp",
    ):
        opened(path)


def test_a_component_that_does_not_start(tmp_path, monkeypatch):
    """Such as a wheel whose C library is too new for the machine."""
    path = tmp_path / "模型.gguf"
    path.write_bytes(b"GGUF")
    monkeypatch.setattr("assistant.models.gguf.find_spec", lambda name: object())
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    asked = ask(opened(path))
    assert str(asked.error) == "模型文件打不开（在本机运行模型的组件启动不了）"
