"""信息处理费: what a request costs by items or by pages, tier by tier.

《政府信息公开信息处理费管理办法》（国办函〔2020〕109号） articles 3 to 5: two methods, one for each request and never
both, each charging only what lies beyond a tier at that tier's rate. From article 6 on the rules were not read in
the original, and the result says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from assistant.answering.working import FEE_RULES, Step, Value
from assistant.errors import InputError

MOST: Final = 1_000_000
"""More items or pages than this are a typing error."""

_FREE_ITEMS: Final = 10
_FIRST_BAND: Final = 30
_BAND: Final = 10
_BAND_STEP: Final = 100
_PAGE_TIERS: Final = ((1, 30, 0), (31, 100, 10), (101, 200, 20), (201, MOST, 40))

_SHOWN: Final = 12
"""Tiers told one by one; of more, the first ones and the last two."""

_UNVERIFIED: Final = (
    "以上标准见办法第三条至第五条。第六条以后（收费通知、缴费期限、不服怎么办、缴入国库）没有读到原文，待核实；"
    "收费以前请查原文，缴费期限有20个工作日和30日两种记载。"
)
_OPTIONAL: Final = "条例写的是“可以收取”（第四十二条），不是必须收；收不收、谁批准，按本机关的程序定。"
_ONE_METHOD: Final = "每件申请只能在按件、按量里选一种，不能两种都算（办法第三条）。"
_ITEM_NOTES: Final = (
    "件数按同一申请人、一个自然月累计；一份申请列了几项内容的，可以按最小单位拆开计件（办法第四条）。",
    "按件收适用于所有处理决定，答复“不存在”的也算件数（办法第四条）。",
)
_PAGE_NOTES: Final = (
    "按量收适用于要纸质件、发电子邮件、复制电子数据的（办法第五条）。",
    "一页怎么算（幅面、单双面）、同一申请人的几件要不要累加，没有完整读到原文，待核实；通行说法是每件申请单独数页。",
)


class Tier(Value):
    """What falls into one tier: from which to which, how many, at how many yuan each, and the sum in yuan."""

    first: int
    last: int
    count: int
    rate: int
    subtotal: int


class Fee(Value):
    """A fee in yuan, exact, with its working; `report` says what part six of the yearly report needs of it."""

    method: Literal["items", "pages"]
    quantity: int
    unit: str
    amount: int
    tiers: tuple[Tier, ...]
    steps: tuple[Step, ...]
    report: str
    notes: tuple[str, ...]


def fee_by_items(n: int) -> Fee:
    """The fee for `n` items of one applicant in one calendar month (article 4).

    Ten are free, 11 to 30 cost 100 yuan each, and every further band of ten costs 100 yuan more for each.
    Raises `InputError` when `n` is no whole number from 0 to a million.
    """
    _check(n, "件数")
    return _fee("items", n, "件", tuple(_fill(n, _item_tiers())), "第四条", _ITEM_NOTES)


def fee_by_pages(n: int) -> Fee:
    """The fee for `n` pages of one request (article 5): 30 free, then 10, from 101 on 20, from 201 on 40 yuan each.

    Raises `InputError` when `n` is no whole number from 0 to a million.
    """
    _check(n, "页数")
    return _fee("pages", n, "页", tuple(_fill(n, iter(_PAGE_TIERS))), "第五条", _PAGE_NOTES)


def _check(n: int, what: str) -> None:
    if isinstance(n, bool) or not isinstance(n, int):
        raise InputError(f"{what}要是整数，不能是“{n}”。", "请改正。")
    if not 0 <= n <= MOST:
        raise InputError(f"{what}不能是{n}。", f"应为 0 到 {MOST} 之间的整数。")


def _item_tiers() -> Iterator[tuple[int, int, int]]:
    """First, last and rate of every tier, without end."""
    yield 1, _FREE_ITEMS, 0
    rate = _BAND_STEP
    yield _FREE_ITEMS + 1, _FIRST_BAND, rate
    first = _FIRST_BAND + 1
    while True:
        rate += _BAND_STEP
        yield first, first + _BAND - 1, rate
        first += _BAND


def _fill(n: int, tiers: Iterator[tuple[int, int, int]]) -> Iterator[Tier]:
    for first, last, rate in tiers:
        if first > n:
            return
        count = min(last, n) - first + 1
        yield Tier(first=first, last=last, count=count, rate=rate, subtotal=count * rate)
        if last >= n:
            return


def _fee(  # the parts that the two methods do not share
    method: Literal["items", "pages"],
    n: int,
    unit: str,
    tiers: tuple[Tier, ...],
    article: str,
    own: tuple[str, ...],
) -> Fee:
    amount = sum(tier.subtotal for tier in tiers)
    return Fee(
        method=method,
        quantity=n,
        unit=unit,
        amount=amount,
        tiers=tiers,
        steps=tuple(_steps(n, unit, tiers, amount, FEE_RULES + article)),
        report=_report(amount),
        notes=(*own, _ONE_METHOD, _OPTIONAL, _UNVERIFIED),
    )


def _steps(n: int, unit: str, tiers: tuple[Tier, ...], amount: int, basis: str) -> Iterator[Step]:
    if not tiers:
        yield Step(text=f"0{unit}，没有要收的。", basis=basis)
    shown = tiers if len(tiers) <= _SHOWN else tiers[: _SHOWN - 2]
    for tier in shown:
        yield Step(text=_line(tier, unit), basis=basis)
    if shown is not tiers:
        left_out = tiers[len(shown) : -2]
        between = sum(tier.subtotal for tier in left_out)
        text = f"第{left_out[0].first}—{left_out[-1].last}{unit}：{len(left_out)}档，每加一档每{unit}多{_BAND_STEP}元，合计{between}元。"
        yield Step(text=text, basis=basis)
        for tier in tiers[-2:]:
            yield Step(text=_line(tier, unit), basis=basis)
    paid = [tier for tier in tiers if tier.rate]
    if paid:
        sums = "＋".join(str(tier.subtotal) for tier in paid) if 1 < len(paid) <= _SHOWN else ""
        yield Step(text=f"{n}{unit}合计：{sums + '＝' if sums else ''}{amount}元。")


def _line(tier: Tier, unit: str) -> str:
    last = "" if tier.last == MOST else f"—{tier.last}"
    which = f"第{tier.first}{last}{unit}{'以上' * (not last)}这一档"
    if not tier.rate:
        return f"{which}：{tier.count}{unit}，不收费。"
    return f"{which}：{tier.count}{unit}×{tier.rate}元＝{tier.subtotal}元。"


def _report(amount: int) -> str:
    where = "年报第六部分“其他需要报告的事项”要报告信息处理费（通行写法，条号待核实）"
    if not amount:
        return f"{where}：这一笔不收费；全年都没有收过的，如实写没有收取信息处理费。"
    return (
        f"{where}：写明发出收费通知几件、收到几件、共多少元。这一笔按时缴了，计入{amount}元；"
        "逾期没有缴的不能写成已收，年报里填表三“（六）2”，第六部分也要说明。"
    )
