"""TEXT-CONTRADICTION: fees for handling information denied in one sentence and told with an amount in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims.claims import Broken
from assistant.core.template import quoted

_FEES: Final = ("proactive.fees.amount",)
_PAID_BY: Final = re.compile(
    r"\d+\s*(?:名|位|个|件)(?:的)?(?:申请人)?[^，。；\d]{0,8}(?:足额|按期|全额|如期|按时)缴(?:纳|费|清)"
)
_PAID: Final = re.compile("按期缴|实际缴|已缴|按时缴|缴纳了|收到|缴来|交来|缴入|到账|入库")
_SUPPOSED: Final = re.compile("例如|假如|比如|未发生|没有发生这")
"""例如…应为1500元，但未发生: no fee was taken."""
_FEE: Final = re.compile(
    r"信息处理费|收费通知|按[量件]计收|信息公开(?:的)?收费|依申请公开(?:的)?(?:收费|费用)"
)
_FEE_DENIED: Final = re.compile(
    r"(?:没有(?!按)|未(?!按|缴)|无|不(?!包括|含|计|属)|均未|从未|未曾)(?:发生|产生|涉及|存在|收取|收过?|向[^，。；]{0,12}收取)?(?!人对)[^，。；\d]{0,16}(?:信息处理费|收费(?!决定|通知|标准|项目|提出|有异议)|费用)|(?:信息处理费|(?<!事业性)收费)[^，。；\d]{0,6}(?:为零|为0元?|没有收取|未收取|未发生)"
)
_NEVER_PAID: Final = re.compile("未缴|没有?缴|不缴|拒缴|未按期缴|逾期未")
_FEE_TOLD: Final = re.compile(
    r"(?:收取|收费|缴纳|实收|计收|应收|收缴|缴来|交来|缴入|缴存|缴付|入库|到账|进账)[^。；]{0,24}?(?P<amount>\d[\d,.]*)\s*万?元"
)


def broken(case: Case) -> Iterator[Broken]:
    """The first denial, where an amount was taken."""
    denied, told = [], []
    for sentence in case.prose.sentences:
        if not _FEE.search(sentence.text) and not (sentence.section == "other" and "收费" in sentence.text):
            continue
        amount = _FEE_TOLD.search(sentence.text)
        if _PAID_BY.search(sentence.text) and not _SUPPOSED.search(sentence.text):
            told.append(sentence)
        elif (
            amount
            and not re.search("应[缴交]", amount[0])
            and "行政事业性" not in amount[0]
            and "行政事业性" not in sentence.text[: amount.start()]
            and (paid := Decimal(re.sub(r"[,.]$|,", "", amount["amount"]) or "0"))
            and paid != case.sum(_FEES)
        ):
            own = re.split("[，；。]", sentence.text[: amount.end()])[-1]
            unpaid = _NEVER_PAID.search(sentence.text) and not _PAID.search(own)
            if not unpaid and not _SUPPOSED.search(sentence.text):
                told.append(sentence)
        elif (
            (match := _FEE_DENIED.search(sentence.text))
            and "行政事业性" not in match[0]
            and not re.search("上年|去年|往年", sentence.text[: match.start()][-4:])
        ):
            denied.append(sentence.of(match))
    if denied and told:
        says = f"一处写{quoted(denied[0].text)}，另一处写{quoted(told[0].text.strip('。；'))}，前后矛盾。"
        yield Broken(denied[0], (), says)
