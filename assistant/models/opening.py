"""From the settings to a model that can be asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.errors import ConfigurationError
from assistant.models import fake, gguf
from assistant.models.logbook import Logbook
from assistant.models.openai_protocol import OpenAIProtocol
from assistant.models.patient import PatientModel
from assistant.models.running import Patience
from assistant.models.sources import Source
from assistant.settings import Settings, load_settings


def open_model(
    settings: Settings | None = None,
    *,
    tell: Callable[[str], None] | None = None,
    patience: Patience | None = None,
) -> PatientModel:
    """The model that the settings name, its calls kept in the local log.

    `tell` hears in a line what goes wrong on the way. `ConfigurationError` when none is named, or when a name cannot
    be one: nothing is sent and no file is loaded before the first request.
    """
    settings = settings or load_settings()
    return PatientModel(configured(settings), recorder=Logbook(settings), tell=tell, patience=patience)


def configured(settings: Settings) -> list[Source]:
    """The models of the chain, in order; `ConfigurationError` when none is named."""
    sources = sources_of(settings)
    if not sources:
        raise ConfigurationError(
            "还没有配置模型。",
            "请设置 NIANBAO_MODEL 和 NIANBAO_MODEL_URL（模型服务），或者 NIANBAO_MODEL=gguf:模型文件；"
            "不用模型也能起草和回答。",
        )
    return sources


def sources_of(settings: Settings) -> list[Source]:
    """The models of the chain, in order; empty when none is configured."""
    names = [name.strip() for name in settings.model.replace("，", ",").split(",") if name.strip()]
    return [_source(name, settings) for name in names]


def _source(name: str, settings: Settings) -> Source:
    if name == fake.NAME:
        return fake.FakeModel()
    if name.lower().startswith(gguf.PREFIX):
        path = name[len(gguf.PREFIX) :].strip()
        if not path:
            raise ConfigurationError("“gguf:”后面没有写文件。", "请写上 .gguf 文件的路径。")
        return gguf.GGUFModel(Path(path))
    if not settings.model_url:
        raise ConfigurationError(
            f"模型“{name}”没有写服务地址。",
            "请设置 NIANBAO_MODEL_URL，例如 http://127.0.0.1:11434/v1；本机的模型文件写成 gguf:路径。",
        )
    return OpenAIProtocol(name, settings.model_url, settings.api_key.get_secret_value())
