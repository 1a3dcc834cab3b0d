"""The commands ``deadline`` and ``fee``. Values are read here, not by typer, so that every fault is said in Chinese."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from assistant.cli.failures import DONE
from assistant.cli.streams import result, result_json
from assistant.cli.usage import Command
from assistant.conversation.days import calendar, deadline_json
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.answering.outcome import Deadline

_DEADLINE: Final = (
    "算期限的最后一天，写出每一步和依据。日期写成 2026-01-15、2026年1月15日、2026/1/15 或 20260115。"
)
_HOLIDAYS: Final = """放假和调休按国务院办公厅的放假通知。程序里还没有的年份，可以在数据文件夹里放一个 holidays.toml，把那一年放假的日子写全，调休上班的周六周日写进 workdays：
[2027]
holidays = ["2027-01-01", "2027-01-02", …]
workdays = ["2027-02-14", …]"""
_FEE: Final = "算信息处理费，写出每一档的算法。按件、按量只能选一种。"
_DAY: Final = "日期"

AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON，供别的程序用")]


def register(app: typer.Typer) -> None:
    """Add both commands to the program."""
    app.command("deadline", cls=Command, help=_DEADLINE, epilog=_HOLIDAYS)(deadline)
    app.command("fee", cls=Command, help=_FEE)(fee)


def deadline(  # noqa: PLR0913, PLR0917 - a command has as many arguments as options
    received: Annotated[
        str | None, typer.Option("--received", metavar=_DAY, help="起算的日子，一般是收到申请那天；必须写")
    ] = None,
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="期限", help="答复（默认）、补正、第三方、共同机关或主动公开"),
    ] = "答复",
    extend: Annotated[bool, typer.Option("--extend", help="延长答复期限（最多20个工作日）")] = False,
    third_party: Annotated[
        str,
        typer.Option(
            "--third-party", metavar="天数", help="征求第三方和其他机关意见用去几个工作日，不算在期限里"
        ),
    ] = "0",
    correction_asked: Annotated[
        str | None, typer.Option("--correction-asked", metavar=_DAY, help="告知申请人补正的日子")
    ] = None,
    corrected: Annotated[
        str | None, typer.Option("--corrected", metavar=_DAY, help="收到补正的申请的日子，答复期限从它重新算")
    ] = None,
    channel: Annotated[
        str | None,
        typer.Option(
            "--channel", metavar="方式", help="申请怎样递来：当面、邮寄、平信、网络或传真；说明哪天算收到"
        ),
    ] = None,
    today: Annotated[
        str | None, typer.Option("--today", metavar=_DAY, help="按哪天算还剩几天，默认是今天")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Work out one deadline and show it with its working."""
    from assistant.answering.channels import find_channel
    from assistant.cli.show_calculations import deadline_page

    way = find_channel(channel).says if channel is not None else ""
    if received is None:
        raise InputError(
            "没有写收到申请的日子。", f"{way}请用 --received 写上这一天，如 --received 2026-01-15。"
        )
    reply_only = {
        "--extend": extend,
        "--third-party": third_party != "0",
        "--correction-asked": correction_asked is not None,
        "--corrected": corrected is not None,
    }
    starts = _date("--received", received)
    now = date.today() if today is None else _date("--today", today)
    if _kind(kind) == "reply":
        from assistant.answering.deadline import reply_deadline

        made = reply_deadline(
            starts,
            extended=extend,
            third_party_days=_whole("--third-party", third_party, ("个工作日", "工作日")),
            correction_asked=None
            if correction_asked is None
            else _date("--correction-asked", correction_asked),
            corrected=None if corrected is None else _date("--corrected", corrected),
            calendar=calendar(),
            today=now,
        )
    else:
        made = _plain(kind, [name for name, given in reply_only.items() if given], starts, now)
    if as_json:
        result_json(deadline_json(made, way))
    else:
        result(deadline_page(made, way))
    return DONE


def fee(
    items: Annotated[
        str | None,
        typer.Option("--items", metavar="件数", help="按件：同一申请人一个自然月里一共几件"),
    ] = None,
    pages: Annotated[
        str | None, typer.Option("--pages", metavar="页数", help="按量：这件申请一共提供几页")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Work out one fee and show it with its working."""
    from assistant.answering.fee import fee_by_items, fee_by_pages
    from assistant.cli.show_calculations import fee_page

    if items is not None and pages is not None:
        raise InputError(
            "--items 和 --pages 不能一起用。", "每件申请只能按件、按量选一种（办法第三条），请去掉一个。"
        )
    if items is not None:
        made = fee_by_items(_whole("--items", items, ("件",)))
    elif pages is not None:
        made = fee_by_pages(_whole("--pages", pages, ("页",)))
    else:
        raise InputError("没有写件数或者页数。", "按件算请写 --items 件数，按量算请写 --pages 页数。")
    if as_json:
        result_json(made.model_dump(mode="json"))
    else:
        result(fee_page(made))
    return DONE


def _kind(name: str) -> Any:
    from assistant.answering.periods import PERIOD_NAMES

    if name not in PERIOD_NAMES:
        raise InputError(f"选项 --kind 的值不能是“{name}”。", f"可以是 {'、'.join(PERIOD_NAMES)}。")
    return PERIOD_NAMES[name]


def _plain(kind: str, refused: list[str], starts: date, today: date) -> Deadline:
    """A period other than the one for the reply, with which the options for the reply mean nothing."""
    from assistant.answering.deadline import period_deadline

    if refused:
        raise InputError(
            f"选项 {'、'.join(refused)} 只用来算答复期限，不能和 --kind {kind} 一起用。", "请去掉其中一个。"
        )
    return period_deadline(_kind(kind), starts, calendar=calendar(), today=today)


def _date(option: str, text: str) -> date:
    from assistant.answering.dates import read_date

    return read_date(text, f"选项 {option} 的日期")


def _whole(option: str, text: str, units: tuple[str, ...]) -> int:
    """A count with or without its unit, as staff type it: ``45``, ``45件``, ``四十五``."""
    from assistant.core.numbers import read_quantity

    quantity = read_quantity(text)
    if quantity is None or quantity.unit not in ("", *units) or quantity.value % 1:
        raise InputError(f"选项 {option} 的值不能是“{text}”。", f"请写整数{units[0]}数，如 15。")
    return int(quantity.value)
