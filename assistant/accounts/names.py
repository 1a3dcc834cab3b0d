"""Login names, people's names and clients' names, made fit to be kept; what cannot be is refused."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from assistant.errors import InputError
from assistant.storage.words import LONGEST_NAME, visible

LONGEST_LOGIN: Final = 32

_LOGIN: Final = re.compile(r"[a-z0-9\u4e00-\u9fff][a-z0-9\u4e00-\u9fff._-]*")
_FORM: Final = "请用字母、数字、汉字和“.”“_”“-”，以字母、数字或汉字开头，最多 32 个字，如 zhangsan。"


def login_name(value: Any) -> str:
    """A login in small letters and narrow digits, as it is kept and looked for. `InputError` when it is none."""
    return _word(value, "登录名")


def client_name(value: Any) -> str:
    """The name of another program, in the same form."""
    return _word(value, "对接系统的名称")


def person_name(value: Any) -> str:
    """Somebody's name in one line. `InputError` when there is none or it is too long."""
    name = " ".join(visible(value).split()) if isinstance(value, str) else ""
    if not name:
        raise InputError("没有写姓名。", "请写上姓名。")
    if len(name) > LONGEST_NAME:
        raise InputError(f"姓名太长，有 {len(name)} 个字。", f"请缩短到 {LONGEST_NAME} 个字以内。")
    return name


def looked_for(value: Any) -> str:
    """The login that somebody means by what they typed; "" for what can be none."""
    name = plain(value)
    return name if len(name) <= LONGEST_LOGIN and _LOGIN.fullmatch(name) else ""


def plain(value: Any) -> str:
    """What somebody typed for a login in small letters and narrow digits; "" for what is no text, or far too long."""
    if not isinstance(value, str) or len(value) > 4 * LONGEST_LOGIN:
        return ""
    return unicodedata.normalize("NFKC", value).strip().lower()


def _word(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"没有写{what}。", _FORM)
    if len(value) > 4 * LONGEST_LOGIN:
        raise InputError(f"{what}太长，有 {len(value)} 个字。", _FORM)
    name = plain(value)
    if len(name) > LONGEST_LOGIN:
        raise InputError(f"{what}太长，有 {len(name)} 个字。", _FORM)
    if not _LOGIN.fullmatch(name):
        raise InputError(f"{what}“{visible(name)}”不能用。", _FORM)
    return name
