"""Real words got instead of others that sound or look alike, told by their company; the same words in their own."""

from __future__ import annotations

import pytest

from assistant.checking.rulebook import table
from assistant.checking.spelling.homophones import company
from tests.checking.texts import of_text


def found(overview: str) -> list[tuple[str, str | None]]:
    return [(str(f.found), f.correction) for f in of_text(overview, "TYPO")]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("各专栏明确了维护责任主题和更新周期。", "主题", "主体"),
        ("对历年文件进行全面情理。", "情理", "清理"),
        ("不动产登机办理情况按月公开。", "登机", "登记"),
        ("规定保密审查流成。", "流成", "流程"),
        ("健康教育和疾病雨防控制信息。", "雨防", "预防"),
        ("7件深情里，补正的有2件。", "深情", "申请"),
        ("行政服役案件1件，已审结。", "服役", "复议"),
    ],
)
def test_a_word_in_the_company_of_another_is_told(text: str, wrong: str, right: str) -> None:
    told = found(text)
    assert any(wrong in w and right in str(r) for w, r in told), told


@pytest.mark.parametrize(
    "text",
    [
        "主题党日活动安排、主题教育情况按期公布。",
        "救助对象的住院时长由医院核定。",
        "电子元器件抽检结果上网。",
        "退役军人服役年限的查询按规定办理。",
        "上述案件和申请与上年持平，12月没有新增行政复议案件。",
        "结果的分布较散，询问途径的作用有限。",
        "学习《关于责任主题的通知》。",
    ],
)
def test_the_same_words_in_their_own_company_stay(text: str) -> None:
    assert found(text) == []


def test_it_is_a_warning_that_says_so() -> None:
    (finding,) = of_text("各专栏明确了维护责任主题和更新周期。", "TYPO")
    assert (finding.severity, finding.status) == ("warning", "uncertain")
    assert "不用改" in finding.message


def test_company_is_what_stands_beside() -> None:
    assert company("依法答复3件", 2, 4) == ("依法", "", "法", "#")
    assert company("答复，均已", 0, 2) == ("", "", ".", ".")


def test_every_word_is_named_once() -> None:
    data = table("spelling/homophones")
    for key in ("stay", "plain", "never"):
        listed = [word for line in data[key] for word in line.split()]
        assert len(set(listed)) == len(listed), key
    assert all(pair.count(">") == 1 for line in data["never"] for pair in line.split())
