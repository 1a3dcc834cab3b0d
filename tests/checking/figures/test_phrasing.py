"""TEXT-NUMBER where no rule ties a number and the like of it is usually said of a cell."""

import pytest

from tests.checking.texts import of_text, words

CODE = "TEXT-NUMBER"
CELLS = {
    "proactive.licensing.decisions": 764,
    "proactive.penalties.decisions": 1421,
    "proactive.normative_documents.issued": 4,
    "proactive.normative_documents.repealed": 6,
    "proactive.normative_documents.in_force": 27,
}


def likened(text):
    return [f for f in of_text(text, CODE, cells=CELLS) if "照通常的说法" in f.message]


@pytest.mark.parametrize(
    ("text", "wrong", "address"),
    [
        ("全年实施许可791件，没有收费。", "791件", "proactive.licensing.decisions"),
        ("执法队一年处罚1,530件。", "1,530件", "proactive.penalties.decisions"),
    ],
)
def test_a_number_that_is_not_what_the_like_of_it_is_gets_a_warning(text, wrong, address):
    found = likened(text)
    assert words(text, found) == [wrong]
    assert found[0].severity == "warning"
    assert found[0].where[1:] == (address,)


@pytest.mark.parametrize(
    "text",
    [
        "全年实施许可764件，没有收费。",
        "执法队一年处罚1,421件。",
        "年末还剩27件，文件目录同步更新。",
        "许可培训班办了791期。",
        "乡镇代办点受理事项791件。",
        "全年寄出挂号信791件。",
        "清理违规广告牌31个，巡查点位73个。",
        "热线转来诉求791件，移送线索73件。",
        "发出收费通知791件，按期缴纳31件。",
        "许可比上年多31件。",
        "其中餐饮许可31件。",
        "现行有效的27件中，31件是去年定的。",
        "问题集中在三个方面，许可窗口73个。",
        "2019年许可791件。",
        "全县许可工作发放宣传册79,100份。",
    ],
)
def test_right_numbers_and_those_of_other_matters_stay(text):
    assert likened(text) == []


def test_the_sum_of_others_in_the_sentence_is_theirs():
    assert likened("年初23件，新增8件，现有规范性文件31件。") == []
