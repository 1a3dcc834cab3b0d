"""FEE-UNEXPLAINED: requests closed because a fee was not paid, and nothing about it in part six.

《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）; reports give an account of the fees in part six.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.checking.case import Case
from assistant.checking.form.structure import is_tables_only
from assistant.core.findings import Finding
from assistant.core.numbers import format_number, squeeze

_ROW: Final = "requests.other.fee_unpaid."
_BASIS: Final = (
    "《政府信息公开条例》第四十二条；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；"
    "在第六部分报告收费情况是各地年报的通行写法（待核实）"
)

_FEE: Final = re.compile(r"收费|缴费|缴纳|处理费|收取|应收|实收|欠缴")
_DENIED: Final = re.compile(
    r"(?:没有|未|无|不|并未|从未|均未)(?!予?[缴交付按在])(?:发生|产生|涉及|存在|收取|收到|收|向)?[^，。；]{0,24}(?:收费|收取|处理费|费用|情况|情形)"
    r"|不收费|零收费|免费|未收费"
)
_ACCOUNTED: Final = re.compile(
    r"逾期|未(?:在|按)[^，。；]{0,16}(?:缴|交)|(?:未|不|没有|拒绝|拒不|放弃|欠)(?:予)?(?:缴|交|付)|收费通知|缴费通知|缴款通知"
    r"|不再处理|视为放弃"
)
_AMOUNT: Final = re.compile(
    r"[1-9]\d*(?:\.\d+)?(?:元|万元|件|份|人)|0\.\d*[1-9]\d*万?元|[一二三四五六七八九十百]+(?:元|件)"
)


def check(case: Case) -> list[Finding]:
    """Whether （六）2 is above zero while part six says nothing that accounts for it.

    A warning, not an error: that a fee was asked for and not paid is lawful, and “没有收取” may even be true;
    what lacks is the account. With no prose at all (only tables were given) it is a hint of severity info.
    """
    total = case.cells.get(_ROW + "total")
    parts = [a for a in case.cells if a.startswith(_ROW) and (c := case.cells[a]) is not None and c.value]
    if not parts:
        return []
    count = total.value if total is not None and total.value else None
    shown = f"有 {format_number(count)} 件" if count else "有数"
    row = "表三“（六）2”申请人逾期未缴费、不再处理的"
    where = tuple(parts)
    if is_tables_only(case.report):
        says = f"{row}{shown}。写第六部分时应当说明：发出收费通知几件、金额多少、几件逾期没有缴费。"
        return [_finding((*where, "other:0-0"), says, severity="info")]
    text = case.report.sections.get("other", "")
    if explains(text):
        return []
    part = "第六部分没有内容" if not squeeze(text) else "第六部分没有说明"
    says = (
        f"{row}{shown}，可{part}这笔收费。请写明发出收费通知的件数、金额，以及逾期没有缴费、不再处理的件数；"
        "如果实际没有收过费，请核对这几件是不是填错了栏目。"
    )
    return [_finding((*where, f"other:0-{len(text)}"), says, severity="warning")]


def explains(text: str) -> bool:
    """Whether some sentence of part six gives an account of fees, beyond naming the rules or denying any.

    An account is an amount or number beside a word for fees, or words for the unpaid notice itself.
    """
    plain = re.sub(r"《[^》]*》|[（(][^（）()]*号[)）]", "", squeeze(text))
    for sentence in re.split(r"[。；;！\n]", plain):
        if not (_FEE.search(sentence) or "缴" in sentence):
            continue
        if _DENIED.sub("", sentence) and _ACCOUNTED.search(_DENIED.sub("", sentence)):
            return True
        if any(
            _FEE.search(clause) and _AMOUNT.search(clause) and not _DENIED.search(clause)
            for clause in re.split(r"[，,]", sentence)
        ):
            return True
    return False


def _finding(where: tuple[str, ...], says: str, *, severity: str) -> Finding:
    hint = severity == "info"
    return Finding(
        code="FEE-UNEXPLAINED",
        severity="info" if hint else "warning",
        where=where,
        message=says,
        basis=_BASIS,
        status="uncertain" if hint else "fail",
        anchor="requests.other.fee_unpaid",
    )
