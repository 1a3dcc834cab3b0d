"""Whether a question asks what so many items or pages cost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from assistant.answering.fee import MOST
from assistant.core.numbers import Mention, NumberKind, find_numbers


@dataclass(frozen=True)
class FeeAsked:
    """So many 件 or 页."""

    quantity: int
    unit: str


_ASKS: Final = re.compile(
    r"多少(?:钱|元|块|费)|几块钱|(?:收|交|缴)(?:他|费)?多少|(?:怎么|咋|如何|怎样)(?:收费|收钱|算钱|算费|计费|计收|收(?=[?]?$))"
    r"|(?:费用|收费|处理费)(?:是|要|该|应)?(?:多少|怎么算|咋算|如何算)|算下来是?[\d.]+(?:块|元)?还是"
)
_CLAIM: Final = re.compile(
    r"(?:是|得|收|等于|收费)[\d.]+(?:块钱?|元)?(?:吗|么|对吗|对不对|,?怎么来的)|算下来是?[\d.]+(?:块|元)?还是[\d.]+(?:块|元)?"
)
"""An amount that the asker wants confirmed; it is no part of the sum."""

_NOT_THE_SUM: Final = re.compile(
    r"怎么写|咋写|填|年报|报告|第六部分|台账|发票|票据|国库|退|单价|每[件页张]|(?<!\d)[一1][件页](?:多少|几|怎么|收)|钱一[件页]|档"
    r"|各|分别|平均|其中|超过|以上|以下|以内|以外|不到|[前头](?:\d|[一二三四五六七八九十])|开始|[件页]起|累计到|免"
    r"|全年|[一今去前本上]年|年度|半年|季度|(?<![一1这本当上])个月|已经?|[再又]|另外|能不能|可不可以|合不合|合理|起诉|复议"
)
_ITEMS: Final = re.compile(r"[份条个](?=(?:的)?(?:政府)?(?:信息)?(?:公开)?申请)")
_ONE_OF: Final = frozenset({"人", "个", "名", "月", "个月", "次", "份"})


def read_asked_fee(text: str) -> FeeAsked | None:
    """The number of items or pages whose price is asked for; `None` when it is not just that."""
    claim = _CLAIM.search(text)
    plain = _CLAIM.sub("", text)
    if not (claim or _ASKS.search(text)) or _NOT_THE_SUM.search(plain):
        return None
    asked: list[FeeAsked] = []
    for mention in find_numbers(plain):
        unit = _unit(plain, mention)
        if mention.kind in (NumberKind.DATE, NumberKind.IDIOM):
            continue
        if mention.kind is not NumberKind.COUNT or mention.approximate or mention.value % 1:
            return None
        if unit in ("件", "页"):
            asked.append(FeeAsked(int(mention.value), unit))
        elif mention.value != 1 or mention.unit not in _ONE_OF:
            return None
    return asked[0] if len(asked) == 1 and 1 < asked[0].quantity <= MOST else None


def _unit(text: str, mention: Mention) -> str:
    if mention.unit in ("份", "条", "个") and _ITEMS.match(text, mention.end - 1):
        return "件"
    return mention.unit
