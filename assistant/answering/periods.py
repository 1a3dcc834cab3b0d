"""The periods of the regulations that are counted in working days, and what happens when each runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

REPLY_DAYS: Final = 20
EXTENSION_DAYS: Final = 20
CORRECTION_DAYS: Final = 7
OPINION_DAYS: Final = 15
PUBLISHING_DAYS: Final = 20

MOST_DAYS_OUT: Final = 250
"""Working days that opinions may have taken; about a year of them, beyond which a typing error is likelier."""
IN_FORCE: Final = date(2019, 5, 15)
"""The first day of the regulations as revised in 2019 (article 56); older requests fell under others."""
LAST_YEAR: Final = 2100

Kind = Literal["reply", "correction", "third_party", "joint_authority", "proactive"]


@dataclass(frozen=True)
class Period:
    """A period in working days, counted from an event; `note` is what staff must know when it has run out."""

    name: str
    event: str
    workdays: int
    article: str
    note: str


PERIODS: Final[dict[Kind, Period]] = {
    "reply": Period("答复申请", "收到申请", REPLY_DAYS, "第三十三条第二款", ""),
    "correction": Period(
        "告知补正", "收到申请", CORRECTION_DAYS, "第三十条",
        "补正要一次性告知，写明要补的事项和合理的补正期限；给申请人几天，条例没有写。答复期限从收到补正的申请那天重新算起（第三十条）。",
    ),
    "third_party": Period(
        "第三方回复意见", "第三方收到征求意见书", OPINION_DAYS, "第三十二条",
        "第三方到期没有提出意见的，不算同意，也不算不同意，由本机关按条例自己决定是否公开（第三十二条）。",
    ),
    "joint_authority": Period(
        "共同制作机关回复意见", "对方收到征求意见书", OPINION_DAYS, "第三十四条",
        "共同制作信息的机关到期没有提出意见的，视为同意公开（第三十四条），这一点与第三方不同。",
    ),
    "proactive": Period(
        "主动公开", "信息形成或者变更", PUBLISHING_DAYS, "第二十六条",
        "法律、法规对公开期限另有规定的，按那个规定（第二十六条）。形成之日是签发日、成文日还是印发日，条例没有写，"
        "稳妥起见按较早的日子安排。",
    ),
}  # fmt: skip

PERIOD_NAMES: Final[dict[str, Kind]] = {
    "答复": "reply", "补正": "correction", "第三方": "third_party", "共同机关": "joint_authority", "主动公开": "proactive",
}  # fmt: skip
"""What staff call each period."""
