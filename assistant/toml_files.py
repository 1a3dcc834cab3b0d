"""Reads a TOML file that staff wrote, and says in Chinese what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from assistant.errors import ConfigurationError


def read_toml(path: Path, name: str, form: str) -> tuple[str, dict[str, Any]]:
    """The text of a file and its tables; both empty when there is no file.

    `name` is what the file is called in messages, `form` how it should be written. `ConfigurationError` when it cannot
    be read, is not UTF-8, or is no TOML; then the line is named.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return "", {}
    except OSError as error:
        raise ConfigurationError(f"{name}读不了。", "请检查是否有读取权限，或移走它。") from error
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode()
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{name}不是 UTF-8 编码。", "请用记事本打开，另存为 UTF-8 编码。") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"第 {line[1]} 行" if line else "末尾"
        raise ConfigurationError(f"{name}{place}的写法不对。", form) from error
