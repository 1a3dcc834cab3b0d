"""TEXT-NUMBER where a digit slipped in a number that no words tie."""

import pytest

from tests.checking.texts import of_text, words

CODE = "TEXT-NUMBER"
CELLS = {
    "proactive.licensing.decisions": 221908,
    "proactive.penalties.decisions": 38,
    "proactive.fees.amount": "182.65",
    "proactive.normative_documents.in_force": 1247,
}


@pytest.mark.parametrize(
    ("text", "wrong", "slip", "address"),
    [
        ("窗口和网上合计办出行政许可221980件，以户籍业务为主。", "221980件", "写颠倒了", "proactive.licensing.decisions"),
        ("窗口和网上合计办出行政许可221968件，以户籍业务为主。", "221968件", "有一个数字写错了", "proactive.licensing.decisions"),
        ("窗口和网上合计办出行政许可22198件，以户籍业务为主。", "22198件", "少写了一个数字", "proactive.licensing.decisions"),
        ("执法队全年行政处罚83件，多为占道经营。", "83件", "写颠倒了", "proactive.penalties.decisions"),
        ("会计资格考试考务费186.25万元，标准张贴在门口。", "186.25万元", "写颠倒了", "proactive.fees.amount"),
        ("会计资格考试考务费18.265万元，标准张贴在门口。", "18.265万元", "小数点写错了位置", "proactive.fees.amount"),
        ("乡镇的规范性文件库里共收1274件，都能检索。", "1274件", "写颠倒了", "proactive.normative_documents.in_force"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_the_cell_it_was_meant_for(text, wrong, slip, address):
    found = [f for f in of_text(text, CODE, cells=CELLS) if "像是" in f.message]
    assert words(text, found) == [wrong]
    assert found[0].severity == "warning"
    assert slip in found[0].message
    assert found[0].where[1:] == (address,)


@pytest.mark.parametrize(
    "text",
    [
        "窗口和网上合计办出行政许可221908件。",
        "热线全年接听来电221980次。",
        "热线全年接听来电221980件。",
        "共有共享单车83辆，其中执法队行政处罚后清拖的不多。",
        "执法队全年巡查83件次，移送行政处罚的另计。",
        "补贴发放186.25万元。",
        "发出收费通知18265件。",
    ],
)
def test_numbers_of_other_things_stay(text):
    assert [f for f in of_text(text, CODE, cells=CELLS) if "像是" in f.message] == []


def test_a_sum_without_its_ten_thousand_is_wrong():
    (finding,) = of_text("会计资格考试考务费全年收取182.65元。", CODE, cells=CELLS)
    assert (finding.severity, finding.correction) == ("error", "182.65万元")
    assert of_text("会计资格考试考务费每人61元。", CODE, cells=CELLS) == []


def test_a_number_that_is_told_already_is_not_told_twice():
    text = "作出行政处罚决定83件。"
    (finding,) = of_text(text, CODE, cells=CELLS)
    assert "颠倒" not in finding.message
