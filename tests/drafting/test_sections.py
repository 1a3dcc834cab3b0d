"""Preface, 主动公开, 监督保障, problems and other matters."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.core.report import Report
from assistant.drafting.units import profile
from tests.drafting.cases import aspect, city_report, last_year, requests, sound
from tests.support.reports import BUSY, busy_report, make_report

CONTACT = (
    "如有疑问，请与示例市自然资源和规划局办公室联系（地址：样例路1号，邮编：123456，电话：0999-8888888）。"
)
PROMISES = "存在的主要问题：一是政策解读形式单一，图表不多；二是部分科室主动公开意识不够强。下一步改进措施：一是丰富解读形式。"


# --- preface -------------------------------------------------------------------------------------


def test_preface_names_basis_unit_period_and_parts() -> None:
    text = sound(busy_report()).sections["preface"]
    assert text.index("《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第五十条") < 40
    for words in (
        "国办公开办函〔2021〕30号",
        "示例市自然资源和规划局",
        "2025年1月1日",
        "12月31日",
        "其他需要报告的事项",
    ):
        assert words in text
    assert "【待补充：联系地址、邮编、电话、电子邮箱】" in text
    assert (
        "国办公开办函〔2019〕60号"
        in sound(make_report(template="2019", unit="示例市教育局", year=2020)).sections["preface"]
    )


def test_contact_details_come_from_last_year_with_a_question() -> None:
    draft = sound(
        busy_report(), "", last_year(preface="本报告依据条例编制。统计期限自2024年1月1日起。" + CONTACT)
    )
    assert CONTACT + "【请核对：联系方式取自上年报告，有没有变化？】" in draft.sections["preface"]
    assert "2024" not in draft.sections["preface"], "nothing of last year's period is left over"
    numbers = [n for s in draft.sentences for n in s.numbers if n.text == "0999-8888888"]
    assert numbers[0].cells == ("previous.sections.preface",)


def test_a_contact_sentence_with_a_year_is_not_taken_over() -> None:
    dated = CONTACT.replace("如有疑问", "如对2024年报告有疑问")
    assert "【待补充：联系地址" in sound(busy_report(), "", last_year(preface=dated)).sections["preface"]


def test_a_unit_name_cannot_carry_marks_or_numbers_astray() -> None:
    draft = sound(busy_report(unit="示例市第3【待补充：假】中学"))
    assert "【待补充：假" not in draft.sections["preface"] + draft.title
    assert "示例市第3〔待补充：假〕中学" in draft.sections["preface"]


# --- 主动公开 --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {"licensing.decisions": 65, "fees.amount": "769.5976"},
            ["行政许可处理决定65件", "769.5976万元；没有", "规章和行政规范性文件，没有作出行政处罚、行政强制决定。"],
        ),
        ({"fees.amount": "0.0001"}, ["0.0001万元", "没有作出行政许可、行政处罚、行政强制决定"]),
        ({"normative_documents.in_force": 9}, ["现行有效的行政规范性文件9件，年内没有制发和废止", "也没有行政事业性收费"]),
        ({"normative_documents.repealed": 3}, ["废止行政规范性文件3件；没有制发行政规范性文件，也没有制发"]),
        ({"rules.issued": 1, "rules.in_force": 11}, ["制发规章1件，现行有效11件；没有废止规章，也没有制发", "废止行政规范性文件"]),
        ({"penalties.decisions": 2, "compulsion.decisions": 1}, ["2件、", "1件", "没有作出行政许可决定"]),
        ({}, ["也没有行政事业性收费。"]),
    ],
)  # fmt: skip
def test_proactive(cells: dict[str, Any], expected: list[str]) -> None:
    values = {f"proactive.{a}": v for a, v in cells.items()}
    text = aspect(sound(make_report(values, unit="示例市水利局", year=2025)), "proactive").split("【")[0]
    for words in expected:
        assert words in text
    assert text.count("。") == 2, "the heading and one sentence"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("", "是空白"), (None, "没有读到"), ("/", "填的是“/”"), ("—", "填的是“—”"), ("若干", "填的不是数字")],
)
def test_blank_slash_and_missing_are_not_zero(raw: str | None, expected: str) -> None:
    text = aspect(sound(busy_report({"proactive.penalties.decisions": raw})), "proactive")
    body, _, marks = text.partition("【")
    assert "行政处罚" not in body
    assert f"表二“行政处罚”的“本年处理决定数量”{expected}" in marks


def test_many_bad_cells_are_named_in_part() -> None:
    cells = {a: "" for a in BUSY if a.startswith("proactive.")}
    text = aspect(sound(busy_report(cells)), "proactive")
    assert "还有别处也是这样" in text


def test_the_form_of_2019() -> None:
    cells = {
        "proactive.rules.made": 1, "proactive.rules.published": 1, "proactive.rules.public_total": 3,
        "proactive.licensing.previous": 5, "proactive.licensing.change": "-2", "proactive.licensing.decisions": 10,
        "proactive.fees.change": 1, "proactive.procurement.projects": 4, "proactive.procurement.amount": "1200000.5",
        "requests.new.natural_person": 1, "requests.new.total": 1, "requests.other.natural_person": 1,
        "requests.other.total": 1, "requests.concluded_total.natural_person": 1, "requests.concluded_total.total": 1,
    }  # fmt: skip
    draft = sound(make_report(cells, template="2019", unit="示例市教育局", year=2020))
    text = aspect(draft, "proactive")
    for words in (
        "新制作规章1件、新公开规章1件、对外公开的规章总数3件", "行政许可处理决定10件", "政府集中采购项目4项，采购总金额1200000.5元",
        "没有新制作和新公开规范性文件", "行政许可项目比上年减少2项，行政事业性收费项目比上年增加1项",
    ):  # fmt: skip
        assert words in text
    assert "结果为其他处理" in aspect(draft, "requests")
    less = next(n for s in draft.sentences for n in s.numbers if n.text == "2项")
    assert (less.formula, less.cells) == ("|−2|", ("proactive.licensing.change",))
    assert "信息处理费" not in draft.sections["other"], "the fee rules are of 2021"


# --- 监督保障 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "notes", "asked"),
    [
        ("示例县人民政府", "", ["工作考核", "社会评议", "责任追究结果"]),
        ("示例镇人民政府", "年度考核占5分\n没有责任追究", ["社会评议"]),
        ("示例街道办事处", "考核、满意度测评、追责都没有发现问题", []),
        ("示例县财政局", "培训2次", []),
    ],
)
def test_governments_owe_appraisal_review_and_accountability(unit: str, notes: str, asked: list[str]) -> None:
    text = aspect(sound(make_report(unit=unit, year=2025), notes), "supervision")
    assert ("《条例》第五十条第四项要求" in text) is bool(asked)
    if asked:
        assert f"报告{'、'.join(asked)}，" in text


# --- problems ---------------------------------------------------------------------------------------


def problems(notes: str = "", report: Report | None = None, previous: Report | None = None) -> str:
    quiet = make_report(unit="示例县民政局", year=2025)
    return sound(report or quiet, notes, previous).sections["problems"]


def test_problems_and_measures_stand_in_pairs() -> None:
    text = problems("解读形式单一\n下一步多做图解\n人手不足，已组织跟班学习")
    assert (
        text == "一是解读形式单一。针对这一问题，下一步多做图解。二是人手不足。针对这一问题，已组织跟班学习。"
    )


def test_labelled_measures_find_their_problem_by_the_words_they_share() -> None:
    text = problems("问题：解读形式单一\n问题：人手不足\n措施：充实人手\n措施：丰富解读形式")
    assert text == "一是解读形式单一。针对这一问题，丰富解读形式。二是人手不足。针对这一问题，充实人手。"


def test_a_measure_without_a_problem_of_its_own_is_not_forced_on_one() -> None:
    text = problems("问题：解读形式单一\n问题：人手不足\n措施：召开座谈会")
    assert "改进方面，召开座谈会。" in text
    assert "【请核对：下面的措施没有写明针对哪个问题。】" in text
    assert text.count("【待补充：针对这个问题采取了或者准备采取什么措施？") == 2
    assert "针对这一问题，召开" not in text


def test_one_measure_for_all() -> None:
    text = problems("解读形式单一\n人手不足\n针对这些问题，下一步加强培训")
    assert text == "一是解读形式单一。二是人手不足。针对这些问题，下一步加强培训。"


def test_a_problem_without_a_measure_gets_a_suggestion() -> None:
    assert problems("栏目更新不及时") == (
        "栏目更新不及时。【待补充：针对这个问题采取了或者准备采取什么措施？往年同类单位常写“明确责任人和更新频次，定期巡查通报”。】"
    )


def test_nothing_said_is_a_gap_not_a_problem() -> None:
    text = problems()
    assert text.startswith("【待补充：今年存在哪些主要问题") and text.endswith("】")


def test_last_years_problems_are_owed_an_account() -> None:
    text = problems("人手不足→跟班学习", busy_report(), last_year(problems=PROMISES))
    assert "上年报告提出的“政策解读形式单一”，【待补充：今年改进到什么程度？】" in text
    assert "上年报告提出的“部分科室主动公开意识不够强”，" in text
    assert "丰富解读形式" not in text, "measures of last year are no problems"


@pytest.mark.parametrize(
    "written",
    [
        "1.栏目更新不及时，差距大\n2.形式单一。\n下一步，加强",
        "（一）栏目更新不及时。（二）形式单一。今后加强",
        "栏目更新不及时，要改。还有形式单一。",
    ],
)
def test_last_years_problems_in_other_shapes(written: str) -> None:
    text = problems("", busy_report(), last_year(problems=written))
    assert "“栏目更新不及时”" in text and "形式单一”" in text


def test_last_years_problems_that_cannot_be_told_apart() -> None:
    text = problems("", busy_report(), last_year(problems="2024年工作总体平稳。"))
    assert "请逐条说明今年改进到什么程度" in text and "2024" not in text


def test_the_tables_only_ever_hint() -> None:
    text = problems("人手不足→跟班学习", busy_report())
    assert (
        "二是【建议核实：今年无法提供5件，占办结的20.8%，“本机关不掌握”的有4件。如果确有引导不够的情况，可以写；"
        in text
    )
    lost = problems("", city_report())
    assert "【建议核实：今年行政复议结果纠正64件、行政诉讼结果纠正5件。如果确有" in lost
    assert "建议核实" not in problems(
        "", requests({"new": 4, "unavailable.not_held": 4, "concluded_total": 4})
    )


# --- 其他 ---------------------------------------------------------------------------------------------

_FEE = {"new": 3, "granted": 2, "other.fee_unpaid": 1, "concluded_total": 3}
_PAID = {"new": 3, "granted": 3, "concluded_total": 3}
_RULES = "依据《政府信息公开信息处理费管理办法》，"


def other(rows: dict[str, int], notes: str = "", **fields: Any) -> str:
    return sound(requests(rows, **fields), notes).sections["other"]


@pytest.mark.parametrize(
    ("rows", "notes", "expected"),
    [
        ({}, "", "本年度没有收取信息处理费。"),
        ({}, "没收费", "本年度没有收取信息处理费。"),
        (_PAID, "今年没有收取信息处理费", "本年度没有收取信息处理费。"),
        (_PAID, "没收费\n没收信息处理费", "本年度没有收取信息处理费。"),
        (
            _PAID, "没收信息处理费\n今年收了信息处理费200块",
            "【请核对：要点里既写没有收取信息处理费，又写“今年收了信息处理费200块”，请留下属实的。】",
        ),
        (_FEE, "没收费", "本年度没有收取信息处理费；有1件申请因申请人逾期未缴纳费用不再处理。"),
        (
            _FEE, "发了3个收费通知，收了2个，共1150元，1个没交",
            _RULES + "本年度发出收费通知3件，收取信息处理费2件、共计1150元；1件逾期未缴纳，不再处理。",
        ),
        (
            _FEE, "发了3个收费通知\n收了2个，共1150元\n1个没交",
            _RULES + "本年度发出收费通知3件，收取信息处理费2件、共计1150元；1件逾期未缴纳，不再处理。",
        ),
        (_PAID, "收取信息处理费2件，共880元", _RULES + "本年度收取信息处理费2件、共计880元。"),
        (_PAID, "信息处理费300元", _RULES + "本年度收取信息处理费共计300元。"),
        (
            _PAID, "信息处理费按规定收了一些",
            "信息处理费按规定收了一些。【请核对：“信息处理费按规定收了一些”没有写清发出收费通知、实际收取各几件、金额多少元，请写明。】",
        ),
        (_PAID, "发出收费通知3件", _RULES + "本年度发出收费通知3件。"),
        (_PAID, "信息处理费收了1150元", _RULES + "本年度收取信息处理费共计1150元。"),
        (_PAID, "信息处理费收了2件1150元", _RULES + "本年度收取信息处理费2件、共计1150元。"),
        (
            _PAID, "发出收费通知3件、实收2件；共1150元",
            _RULES + "本年度发出收费通知3件，收取信息处理费2件、共计1150元。",
        ),
    ],
)  # fmt: skip
def test_the_fee(rows: dict[str, int], notes: str, expected: str) -> None:
    assert other(rows, notes) == expected


def test_no_fee_is_never_claimed_for_a_unit_that_had_requests() -> None:
    text = other(_PAID)
    assert text.startswith("【待补充：今年有没有收取信息处理费？")
    text = other(_FEE)
    assert "有1件申请因申请人逾期未缴纳费用不再处理。【待补充：今年发出收费通知的件数" in text
    assert "没有收取" not in text


def test_fee_figures_that_do_not_fit_are_asked_about() -> None:
    assert "【请核对：您写的未缴费是2件，" in other(_FEE, "发了3个收费通知，收了1个，共100元，2个没交")
    assert "【请核对：信息处理费按件、按量的标准算不出零头，1155元是否写错？】" in other(
        _PAID, "收取信息处理费2件，共1155元"
    )
    text = other(_PAID, "发了2个收费通知，收了1个，共100元，1个没交")
    assert "1件尚未缴纳" in text and "不再处理。" not in text, "the table has no unpaid request yet"


def test_other_matters_and_years_before_the_fee_rules() -> None:
    assert other({}, "其他：加工作要点已落实") == "本年度没有收取信息处理费。加工作要点已落实。"
    assert other(_PAID, year=2020, template="2019") == "【待补充：有没有其他需要报告的事项？没有的请写明。】"
    old = sound(make_report(template="2019", unit="示例市教育局", year=2020), "其他：无").sections["other"]
    assert old == "没有其他需要报告的事项。"


@pytest.mark.parametrize(
    ("name", "scope", "government"),
    [
        ("示例区人民政府（示例新区管委会）", "全区", True),
        ("示例街道办事处", "全年", False),
        ("示例市示例区人民政府示例街道办事处", "全年", False),
        ("示例镇人民政府", "全镇", True),
    ],
)
def test_what_a_name_decides(name: str, scope: str, government: bool) -> None:
    assert (profile(name).scope, profile(name).is_government) == (scope, government)
