"""Words confused with others, items of an article, identity cards that are called so, counters of bare requests."""

from __future__ import annotations

import pytest

from tests.checking.texts import of_text


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("建立舆情快速反映机制。", "反映"),
        ("部分学校公开意识淡泊。", "淡泊"),
        ("既要公开结果，有要公开过程。", "有要"),
        ("对政策讲的清、答得准。", "的"),
        ("公布行政权利清单。", "权利"),
        ("群众反应的问题已经整改。", "反应"),
        ("全年为发生泄密事件。", "为"),
    ],
)
def test_a_confused_word_is_told(text: str, wrong: str) -> None:
    assert any(wrong in str(f.found) for f in of_text(text, "TYPO")), of_text(text, "TYPO")


@pytest.mark.parametrize(
    "text",
    [
        "反映群众意见，反应迅速。",
        "行政权力清单与公民权利。",
        "淡泊名利。",
        "为发生灾害的村提供信息，讲的是政策。",
    ],
)
def test_the_same_words_where_they_are_right_stay(text: str) -> None:
    assert of_text(text, "TYPO") == []


def test_an_item_of_article_36_beside_another_s_reason() -> None:
    text = "依据《中华人民共和国政府信息公开条例》第三十六条第{}项，对重复申请不予重复处理。"
    (finding,) = of_text(text.format("五"), "CITATION")
    assert (finding.severity, finding.correction) == ("warning", "第（六）项")
    assert of_text(text.format("六"), "CITATION") == []


def test_a_number_called_an_identity_card_s_is_masked_whatever_its_check_digit() -> None:
    (finding,) = of_text("村民的身份证号：522121195811204527已经登记。", "PRIVACY")
    assert finding.severity == "error"
    assert "522121195811204527" not in finding.message + str(finding.found) + str(finding.correction)


@pytest.mark.parametrize(
    ("text", "wrong"), [("收到群众申请23条，均已答复公开申请。", "条"), ("因信息公开被诉8宗。", "宗")]
)
def test_counters_of_bare_requests_and_suits(text: str, wrong: str) -> None:
    assert [f.found for f in of_text(text, "COUNTER")] == [wrong]
