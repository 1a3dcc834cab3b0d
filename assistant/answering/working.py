"""One step of a calculation, told so that staff can follow it with a calendar in hand."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict

REGULATION: Final = "《政府信息公开条例》"
FEE_RULES: Final = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"


class Value(BaseModel):
    """A result that nobody may change once it is worked out."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(Value):
    """A sentence of the working and the article it rests on; `basis` is empty for bare arithmetic."""

    text: str
    basis: str = ""
