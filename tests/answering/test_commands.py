"""The calculators through the front door: what they print, and every way to ask them wrongly."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest

from assistant.cli.width import width
from tests.cli.helpers import ROOT, error_of

RECEIVED = ["deadline", "--received", "2026-02-02", "--today", "2026-02-06"]


def made(run, *arguments):
    ran = run(*arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def page(run, *arguments):
    ran = run(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert all(width(line) < 80 for line in ran.out.splitlines())
    return ran.out


def flat(text):
    """A page without its line breaks and indents."""
    return "".join(line.strip() for line in text.splitlines())


# --- deadline ---------------------------------------------------------------------------------


def test_a_deadline_with_its_working(run):
    out = page(run, *RECEIVED)
    lines = out.splitlines()
    assert lines[0] == "答复申请的最后一天：2026年3月6日（星期五）"
    assert lines[1].startswith("今天是2026年2月6日（星期五），还剩16个工作日")
    assert "春节2月16日至20日、2月23日" in flat(out)
    assert "依据：《政府信息公开条例》第三十三条第二款" in out
    assert "待核实" in out
    assert "内容不明确要补正的，最晚告知日：2026年2月11日（星期三）" in flat(out)
    assert "如果延期，最晚到（须经公开工作机构负责人同意并告知申请人）：2026年4月3日（星期五）" in flat(out)


def test_a_deadline_as_json(run):
    value = made(run, *RECEIVED, "--extend", "--third-party", "10")
    assert (value["kind"], value["starts"], value["first"], value["last"], value["weekday"]) == (
        "reply", "2026-02-02", "2026-02-03", "2026-04-20", "星期一",
    )  # fmt: skip
    assert (value["workdays"], value["days"], value["certain"]) == (50, 77, True)
    assert value["countdown"] == {"today": "2026-02-06", "state": "ahead", "workdays": 46, "days": 73}
    assert value["days_off"][0] == "2026-02-16"
    assert value["made_up"] == ["2026-02-14", "2026-02-28"]
    assert all(set(step) == {"text", "basis"} for step in value["steps"])


@pytest.mark.parametrize(
    "text",
    ["2026-02-02", "2026年2月2日", "2026年2月2号", "2026/2/2", "2026.2.2", "20260202", "２０２６年２月２日",
     " 2026 年 2 月 2 日 ", "二〇二六年二月二日"],
)  # fmt: skip
def test_dates_as_staff_write_them(run, text):
    assert made(run, "deadline", "--received", text)["starts"] == "2026-02-02"


def test_today_is_today_unless_given(run):
    assert made(run, "deadline", "--received", "2026-02-02")["countdown"]["today"] == str(date.today())
    late = page(run, "deadline", "--received", "2026-02-02", "--today", "2026-03-09")
    assert "最后一天已经过去3天（1个工作日）" in flat(late)
    assert "就是最后一天" in page(run, "deadline", "--received", "2026-02-02", "--today", "2026-03-06")


def test_a_correction_starts_the_period_afresh(run):
    asked = ["--correction-asked", "2026-02-10"]
    value = made(run, *RECEIVED, *asked, "--corrected", "2026-02-26")
    assert (value["starts"], value["last"]) == ("2026-02-26", "2026-03-25")
    waiting = page(run, *RECEIVED, *asked)
    assert waiting.startswith("答复申请的期限还没有起算：补正的申请还没有收到。\n\n怎么算的：")
    assert made(run, *RECEIVED, *asked)["last"] is None


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ("当面", "申请人提交那天"), ("邮寄", "本机关签收那天"), ("EMS", "本机关签收那天"), ("平信", "与申请人确认那天"),
        ("网络", "双方确认那天"), ("传真", "双方确认那天"),
    ],
)  # fmt: skip
def test_the_channel_says_which_day_is_meant(run, channel, says):
    sentence = f"{says}是收到申请之日（《政府信息公开条例》第三十一条）"
    assert sentence in flat(page(run, *RECEIVED, "--channel", channel))
    assert sentence in made(run, *RECEIVED, "--channel", channel)["notes"][0]
    asked_back = error_of(run("deadline", "--channel", channel))
    assert sentence in asked_back
    assert asked_back.endswith("请用 --received 写上这一天，如 --received 2026-01-15。")


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        ("答复", "2026-03-06"), ("补正", "2026-02-11"), ("第三方", "2026-02-28"), ("共同机关", "2026-02-28"),
        ("主动公开", "2026-03-06"),
    ],
)  # fmt: skip
def test_other_periods(run, kind, last):
    assert made(run, *RECEIVED, "--kind", kind)["last"] == last


DEADLINE_REFUSED = [
    ([], "没有写收到申请的日子。请用 --received 写上这一天，如 --received 2026-01-15。"),
    (["--received", "1月15日"], "选项 --received 的日期“1月15日”没有写明年份。请写明是哪一年的1月15日，例如 2026年1月15日。"),
    (["--received", "今年1月15日"], "选项 --received 的日期“今年1月15日”没有写明年份。请写明是哪一年的1月15日，例如 2026年1月15日。"),
    (["--received", "1-15"], "选项 --received 的日期“1-15”没有写明年份。请写明是哪一年的1月15日，例如 2026年1月15日。"),
    (["--received", "26-01-15"], "选项 --received 的日期“26-01-15”的年份不全。年份请写四位，例如 2026-01-15。"),
    (["--received", "2026-02-30"], "选项 --received 的日期“2026-02-30”这一天不存在。2026年2月是1日到28日，请改正。"),
    (["--received", "2026年13月1日"], "选项 --received 的日期“2026年13月1日”这一天不存在。一年只有12个月，没有13月，请改正。"),
    (["--received", "00000101"], "选项 --received 的日期“00000101”这一天不存在。请检查年份。"),
    (["--received", "2026-01/15"], "选项 --received 的日期“2026-01/15”看不出是哪一天。请写成 2026-01-15 或 2026年1月15日 这样。"),
    (["--received", "上周三"], "选项 --received 的日期“上周三”看不出是哪一天。请写成 2026-01-15 或 2026年1月15日 这样。"),
    (["--received", ""], "选项 --received 的日期没有写日期。请写成 2026-01-15 或 2026年1月15日 这样。"),
    (["--received", "天" * 500], f"选项 --received 的日期“{'天' * 20}…”看不出是哪一天。请写成 2026-01-15 或 2026年1月15日 这样。"),
    (["--received", "2018-01-15"], "收到申请的日子是2018年1月15日（星期一），早于现行条例施行的2019年5月15日。那时按旧条例，这里不能算；日期没有写错的，请问法制机构。"),
    (["--received", "2206-01-15"], "收到申请的日子写成了2206年。请检查年份。"),
    (["--received", "2026-01-15", "--today", "15日"], "选项 --today 的日期“15日”看不出是哪一天。请写成 2026-01-15 或 2026年1月15日 这样。"),
    (["--received", "2026-01-15", "--corrected", "2月1日"], "选项 --corrected 的日期“2月1日”没有写明年份。请写明是哪一年的2月1日，例如 2026年2月1日。"),
    (["--received", "2026-01-15", "--corrected", "2026-01-14"], "收到补正的日子（2026-01-14）早于收到申请的日子（2026-01-15）。请检查这两个日期。"),
    (["--received", "2026-01-15", "--correction-asked", "2025-01-20"], "告知补正的日子（2025-01-20）早于收到申请的日子（2026-01-15）。请检查这两个日期。"),
    (["--received", "2026-01-15", "--third-party", "半个月"], "选项 --third-party 的值不能是“半个月”。请写整数个工作日数，如 15。"),
    (["--received", "2026-01-15", "--third-party", "10天"], "选项 --third-party 的值不能是“10天”。请写整数个工作日数，如 15。"),
    (["--received", "2026-01-15", "--third-party", "-3"], "征求意见用去的工作日不能是-3。应为 0 到 250 之间的整数。"),
    (["--received", "2026-01-15", "--third-party", "9999"], "征求意见用去的工作日不能是9999。应为 0 到 250 之间的整数。"),
    (["--received", "2026-01-15", "--channel", "微信"], "没有“微信”这种收到申请的方式。可以是 当面、邮寄、平信、网络、传真。"),
    (["--received", "2026-01-15", "--kind", "缴费"], "选项 --kind 的值不能是“缴费”。可以是 答复、补正、第三方、共同机关、主动公开。"),
    (["--received", "2026-01-15", "--kind", "补正", "--extend", "--corrected", "2026-02-01"], "选项 --extend、--corrected 只用来算答复期限，不能和 --kind 补正 一起用。请去掉其中一个。"),
    (["--received"], "选项 --received 后面缺少值。用法请看：nianbao --help"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "says"), DEADLINE_REFUSED, ids=lambda v: " ".join(v)[:40] if isinstance(v, list) else ""
)
def test_a_deadline_that_cannot_be_counted(run, arguments, says):
    assert error_of(run("deadline", *arguments)) == says
    assert (
        error_of(
            run("deadline", *arguments, "--json")
            if arguments[-1:] != ["--received"]
            else run("deadline", "--received")
        )
        == says
    )


# --- a year that the program does not hold ----------------------------------------------------

LATE = ["deadline", "--received", "2027-02-01", "--today", "2027-02-02"]
PLAN = """# 国办通知
[2027]
holidays = [
  "2027-01-01", "2027-01-02", "2027-01-03",
  "2027-02-05", "2027-02-06", "2027-02-07", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11",
  2027-04-05, "2027-05-01", "2027-10-01",
]
workdays = ["2027-02-14"]
"""


def supply(home, text, name="holidays.toml"):
    home.mkdir(exist_ok=True)
    (home / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


def test_an_unknown_year_is_said_in_page_and_json(run):
    out = flat(page(run, *LATE))
    assert "答复申请的最后一天：2027年3月1日（星期一）（只扣了周六周日，须核实）" in out
    assert "2027年的放假安排程序里还没有，这里只扣了周六周日，请对照国务院办公厅的放假通知核实" in out
    assert made(run, *LATE)["certain"] is False


def test_the_data_folder_supplies_a_year(run, _own_home):
    supply(_own_home, PLAN)
    value = made(run, *LATE)
    assert (value["last"], value["certain"], value["made_up"]) == ("2027-03-05", True, ["2027-02-14"])
    assert "holidays.toml" in value["notes"][0]
    assert "放假2月5日、2月8日至11日" in flat(page(run, *LATE))


BAD_PLANS = [
    ("[2027\n", "第 1 行的写法不对"),
    ("[2027]\nholidays = [\n", "末尾的写法不对"),
    (b"\xff\xfe[2027]", "不是 UTF-8 编码"),
    ("[年]\n", "第 1 行的写法不对"),
    ("[next]\nholidays = []\n", "第 1 行（next年）：“next”不是年份"),
    ("holidays = []\n", "holidays年：“holidays”不是年份"),
    ("[1927]\n", "第 1 行（1927年）：“1927”不是年份"),
    ("[2027]\nholiday = []\n", "第 2 行（2027年）：有不认识的“holiday”"),
    ('[2027]\nholidays = "2027-01-01"\n', "第 2 行（2027年）：holidays 的写法不对"),
    (PLAN.replace('"2027-01-02"', '"2027-1-32"'), "第 4 行（2027年）：holidays 里的“2027-1-32”不是日期"),
    (PLAN.replace('"2027-01-02"', "20270102"), "第 4 行（2027年）：holidays 里的“20270102”不是日期"),
    (PLAN.replace('"2027-01-02"', "2027-01-02T00:00:00"), "holidays 里的“2027-01-02 00:00:00”不是日期"),
    (PLAN.replace('"2027-01-02"', '"2026-01-02"'), "第 4 行（2027年）：holidays 里的 2026-01-02 不是2027年的日子"),
    (PLAN.replace("2027-02-14", "2027-02-15"), "第 8 行（2027年）：workdays 里的 2027-02-15 不是周六周日"),
    (PLAN.replace("2027-02-14", "2027-02-06"), "第 5 行（2027年）：2027-02-06 既写成放假又写成上班"),
    ('[2027]\nholidays = ["2027-01-01"]\n', "第 2 行（2027年）：放假的日子只写了1天，没有写全"),
    ('[2027]\nworkdays = ["2027-02-14"]\n', "2027年：放假的日子只写了0天，没有写全"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), BAD_PLANS, ids=[says for _, says in BAD_PLANS])
def test_a_holiday_file_that_is_wrong(run, _own_home, text, says):
    supply(_own_home, text)
    message = error_of(run(*LATE))
    assert message.startswith("放假安排文件“")
    assert says in message
    assert message.count("。") >= 2


def test_a_holiday_file_that_cannot_be_read(run, _own_home):
    (_own_home / "holidays.toml").mkdir(parents=True)
    assert "读不了。请检查是否有读取权限，或移走它。" in error_of(run(*LATE))


def test_a_file_saved_by_windows(run, _own_home):
    supply(_own_home, b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    assert made(run, *LATE)["last"] == "2027-03-05"


# --- fee --------------------------------------------------------------------------------------


def test_a_fee_with_its_working(run):
    out = page(run, "fee", "--items", "45")
    assert out.splitlines()[0] == "信息处理费（按件，45件）：5500元"
    assert "第31—40件这一档：10件×200元＝2000元。" in out
    assert "国办函〔2020〕109号）第四条" in out
    assert "第六条以后" in flat(out)
    assert "年报第六部分" in flat(out)
    assert page(run, "fee", "--pages", "250").splitlines()[0] == "信息处理费（按量，250页）：4700元"


@pytest.mark.parametrize(
    ("arguments", "amount"),
    [
        (["--items", "25"], 1500), (["--items", "35件"], 3000), (["--items", "四十五"], 5500), (["--items", "0"], 0),
        (["--pages", "109"], 880), (["--pages", "１１９页"], 1080), (["--pages", "57"], 270), (["--pages", "1,000"], 34700),
    ],
)  # fmt: skip
def test_a_fee_as_json(run, arguments, amount):
    value = made(run, "fee", *arguments)
    assert value["amount"] == amount
    assert value["method"] == arguments[0].strip("-")
    assert sum(tier["subtotal"] for tier in value["tiers"]) == amount


FEE_REFUSED = [
    ([], "没有写件数或者页数。按件算请写 --items 件数，按量算请写 --pages 页数。"),
    (["--items", "45", "--pages", "109"], "--items 和 --pages 不能一起用。每件申请只能按件、按量选一种（办法第三条），请去掉一个。"),
    (["--items", "4.5"], "选项 --items 的值不能是“4.5”。请写整数件数，如 15。"),
    (["--items", "很多"], "选项 --items 的值不能是“很多”。请写整数件数，如 15。"),
    (["--items", "45页"], "选项 --items 的值不能是“45页”。请写整数件数，如 15。"),
    (["--items", ""], "选项 --items 的值不能是“”。请写整数件数，如 15。"),
    (["--items", "-1"], "件数不能是-1。应为 0 到 1000000 之间的整数。"),
    (["--pages", "1000001"], "页数不能是1000001。应为 0 到 1000000 之间的整数。"),
    (["--pages", "100万页1"], "选项 --pages 的值不能是“100万页1”。请写整数页数，如 15。"),
    (["45"], "多出了“45”，不知道是什么；文件名里有空格时请加引号。用法请看：nianbao fee --help"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "says"), FEE_REFUSED, ids=lambda v: " ".join(v) if isinstance(v, list) else ""
)
def test_a_fee_that_cannot_be_worked_out(run, arguments, says):
    assert error_of(run("fee", *arguments)) == says
    assert error_of(run("fee", *arguments, "--json")) == says


def test_help_is_instant_with_the_calculators():
    code = (
        "import sys; from assistant.cli import main; main(['--help']);"
        "print([m for m in sys.modules if m.startswith(('assistant.answering', 'chinese_calendar'))], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=60, check=True)
    assert ran.stderr.decode().strip() == "[]"
    for command in ("deadline", "fee"):
        assert command in ran.stdout.decode()
