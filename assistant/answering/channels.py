"""Which day is the day of receipt: it depends on how the request came in (article 31 of the regulations)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant.answering.working import REGULATION
from assistant.errors import InputError


@dataclass(frozen=True)
class Channel:
    """A way for requests to come in: the day that counts, and what not to take for it."""

    name: str
    day: str
    beware: str

    @property
    def says(self) -> str:
        """The rule in a sentence."""
        return f"{self.name}的，{self.day}是收到申请之日（{REGULATION}第三十一条）；{self.beware}"


CHANNELS: Final = {
    "当面": Channel("当面提交", "申请人提交那天", "快下班时交的也算当天。"),
    "邮寄": Channel(
        "用挂号信、EMS等要签收的方式邮寄", "本机关签收那天", "不是邮戳日期，也不是转到承办科室那天。"
    ),
    "平信": Channel(
        "用平信等不用签收的方式邮寄",
        "与申请人确认那天",
        "公开工作机构应在收到信的当天联系申请人确认；联系不上怎么办，条例没有写。",
    ),
    "网络": Channel("从网上提交", "双方确认那天", "不是申请人点提交那天。"),
    "传真": Channel("传真到公开工作机构", "双方确认那天", "不是传真机收到那天。"),
}
_ALSO: Final = {
    "面交": "当面", "现场": "当面", "ems": "邮寄", "挂号": "邮寄", "挂号信": "邮寄", "快递": "邮寄", "信函": "邮寄",
    "互联网": "网络", "网上": "网络", "邮箱": "网络", "电子邮件": "网络", "邮件": "网络",
}  # fmt: skip


def find_channel(name: str) -> Channel:
    """The channel by its name or a common other one. Raises `InputError` when there is none of that name."""
    plain = name.strip().lower()
    channel = CHANNELS.get(_ALSO.get(plain, plain))
    if channel is None:
        raise InputError(f"没有“{name.strip()}”这种收到申请的方式。", f"可以是 {'、'.join(CHANNELS)}。")
    return channel
