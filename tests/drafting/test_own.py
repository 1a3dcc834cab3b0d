"""Staff's own sentences: figures traced, claims theirs, what speaks against the tables shown."""

from __future__ import annotations

import pytest

from assistant.drafting.draft import Sentence
from assistant.drafting.outline import make_outline
from assistant.drafting.own import own_sentence, verified
from assistant.drafting.varying import VARIANTS, block_of, wordings
from assistant.drafting.verify import Sources
from tests.support.reports import busy_report

PLACE = Sentence(section="overview", aspect="requests", text="", paragraph=3)
PREVIOUS = busy_report({"requests.new.total": "18", "requests.new.natural_person": "14"}, year=2024)
NOTES = "培训2次，参加58人次"


def judged(text: str) -> tuple[Sentence, list[str], list[str]]:
    sources = Sources(busy_report(), PREVIOUS, NOTES)
    (sentence,), verification = verified([own_sentence(text, PLACE)], sources)
    assert verification.numbers == verification.traced + len(verification.untraced)
    return sentence, [d.text for d in verification.untraced], [d.text for d in verification.unsupported]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("全年新收政府信息公开申请23件，比上年增加5件。", "traced"),
        ("办结24件，其中予以公开11件，占45.8%。", "traced"),
        ("组织培训2次，参加58人次。", "supported"),
        ("局领导多次到窗口调研。", "supported"),
        ("联系电话010-12345678，邮编100000。", "supported"),
        ("地址：示例县文昌路5号政务大楼3楼，邮政编码：100000。", "supported"),
        ("坚持三审三校，第三方评估良好。", "supported"),
        ("【待补充：满意度】", "placeholder"),
        ("根据《条例》第五十条编制。", "supported"),
    ],
)
def test_what_stands(text: str, status: str) -> None:
    sentence, untraced, unsupported = judged(text)
    assert (untraced, unsupported) == ([], [])
    assert sentence.status == status
    assert (sentence.section, sentence.aspect, sentence.paragraph) == ("overview", "requests", 3)
    for number in sentence.numbers:
        assert text[number.start : number.end] == number.text
        assert number.cells


@pytest.mark.parametrize(
    ("text", "untraced"),
    [
        ("开展讲座97场。", ["97场"]),
        ("新收申请23件，回访41人。", ["41人"]),
        ("满意度98.6%。", ["98.6%"]),
        ("组织培训3次。", ["3次"]),
        ("电话受理咨询71件，地址公开。", ["71件"]),
    ],
)
def test_a_figure_without_origin_is_shown(text: str, untraced: list[str]) -> None:
    sentence, found, _ = judged(text)
    assert found == untraced
    assert sentence.status == "unsupported"


@pytest.mark.parametrize(
    "text",
    ["全年没有收到政府信息公开申请。", "全年没有行政复议案件。", "申请全部予以公开。", "新收申请24件。"],
)
def test_what_speaks_against_the_tables_is_shown(text: str) -> None:
    sentence, untraced, unsupported = judged(text)
    assert untraced or unsupported
    assert sentence.status == "unsupported"


def test_the_same_cells_have_several_wordings_and_the_units_own_first() -> None:
    outline = make_outline(busy_report(), NOTES, PREVIOUS)
    block = block_of(outline, ("overview", "requests"))
    said = next(s for s in block.sentences if s.numbers)
    found = wordings(outline, said)
    assert found[0].text == said.text
    assert 1 < len({s.text for s in found}) == len(found) <= VARIANTS
    sources = Sources(busy_report(), PREVIOUS, NOTES)
    renewed, verification = verified(found, sources)
    assert verification.untraced == ()
    assert verification.unsupported == ()
    assert {s.status for s in renewed} == {"traced"}


def test_the_users_own_words_and_marks_have_no_other_wording() -> None:
    outline = make_outline(busy_report(), NOTES, PREVIOUS)
    block = block_of(outline, ("overview", "supervision"))
    said = next(s for s in block.sentences if "培训" in s.text)
    assert [s.text for s in wordings(outline, said)] == [said.text]
    assert wordings(outline, Sentence(section="overview", aspect="supervision", text="别的")) == []
