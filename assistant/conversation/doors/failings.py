"""What whoever asked is told when something could not be done: a code for programs, and Chinese for people."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from assistant.conversation.doors.workers import BusyError, LateError, TooSlowError
from assistant.errors import ConfigurationError, InputError
from assistant.faults import keep

_LOG: Final = logging.getLogger(__name__)
_RETRY: Final = 10


@dataclass(frozen=True)
class Failing:
    """`status` as HTTP has it; `retry`: seconds after which the same request may do."""

    status: int
    code: str
    what: str
    advice: str
    retry: float | None = None

    @property
    def value(self) -> dict[str, dict[str, str]]:
        """As JSON."""
        return {"error": {"code": self.code, "what": self.what, "advice": self.advice}}


class RefusedError(Exception):
    """A request that is turned away before anything is worked out."""

    def __init__(self, status: int, code: str, what: str, advice: str, retry: float | None = None) -> None:
        super().__init__(what)
        self.failing = Failing(status, code, what, advice, retry)


def failing(error: BaseException) -> Failing:
    """What to tell of an error. A fault of ours is written down here; what is told says only that there was one."""
    if isinstance(error, RefusedError):
        return error.failing
    if isinstance(error, TooSlowError):
        return Failing(422, "too_slow", error.what, error.advice)
    if isinstance(error, InputError):
        return Failing(422, "unusable", error.what, error.advice)
    if isinstance(error, BusyError):
        return Failing(503, "busy", error.what, error.advice, _RETRY)
    if isinstance(error, LateError):
        return Failing(503, "late", error.what, error.advice, _RETRY)
    if isinstance(error, ConfigurationError):
        return Failing(503, "not_configured", error.what, error.advice)
    try:
        keep(error)
    except (OSError, ConfigurationError):
        _LOG.error("a fault that could not be kept in the data folder", exc_info=error)
    what = f"程序出了毛病（{type(error).__name__}），这是我们的缺陷，不是您的请求有误。"
    advice = "请把这句话和时间告诉管理员，详细情况记在数据文件夹的 logs 里。"
    return Failing(500, "fault", what, advice)
