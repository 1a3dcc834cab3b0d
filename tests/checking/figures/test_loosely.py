"""Denials in words of any order, and what is presumed, beside cells that tell otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.checking.figures.claims import loosely, presumed
from tests.checking.figures.test_denied import CELLS
from tests.checking.texts import of_text
from tests.support import pace

R = "requests."
D = "disputes."
NOTHING: dict[str, Any] = dict.fromkeys(CELLS, 0) | {
    "proactive.normative_documents.in_force": 0,
    "proactive.penalties.decisions": 0,
    "proactive.compulsion.decisions": 0,
    "proactive.fees.amount": 0,
    R + "carried_over.research_institution": 0,
}


def contradicted(text: str, cells: dict[str, Any]) -> list[Any]:
    return of_text(text, "TEXT-CONTRADICTION", cells=cells)


@pytest.mark.parametrize(
    "text",
    [
        "对收到的申请，我局没有一件按不予公开来办。",
        "围绕危害公共安全这一条款，各科室一次也没有援引过。",
        "没有把任何一件申请当作信访事项处理。",
        "补正以后仍讲不清楚的申请，一件没有。",
        "没有人在收到缴费通知后拖着不缴费。",
        "跳过复议径行起诉的当事人，今年没有。",
        "走完复议再打官司的，全年没有出现。",
        "至年底，信息公开案件没有悬而未决的。",
        "规范性文件方面，全年没有一件退出目录。",
        "律师代理的公开申请，今年没碰到。",
        "没有哪家公益组织向我局提过申请。",
        "对涉及内部事务的信息，全年没有适用过这一条理由。",
        "年终清点，申请没有一件压到来年。",
    ],
)
def test_what_is_denied_in_any_words(text: str) -> None:
    found = contradicted(text, CELLS)
    assert found and all(f.severity == "warning" for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "对不予公开的申请，没有一件不说明理由。",
        "没有部门把国家秘密公开出去。",
        "没有一件申请是以国家秘密为由不予公开的。",
        "不予公开的答复没有出现引用条款错误。",
        "除此以外，没有不予公开的申请。",
        "企业的申请没有结转。",
        "逾期答复被纠正的情形没有再出现。",
        "没有出版物一类的申请。",
        "其中3件没有走到复议。",
        "规范性文件没有漏登目录的。",
    ],
)
def test_another_thing_denied_stays(text: str) -> None:
    assert contradicted(text, CELLS) == []


@pytest.mark.parametrize(
    "text",
    [
        "对不予公开的申请，经办人逐件写明了法律依据。",
        "今年印发的规范性文件都附上了解读。",
        "处罚决定均已挂在门户网站上。",
        "收到的公开申请已全部答复。",
        "去年结转的那件申请2月办结。",
        "还有少量申请没有办完。",
        "复议机关维持了我局的答复。",
        "信息公开案件由法院审理，法院都予支持。",
        "科研院所提出的申请由专人答复。",
        "年内收取的行政事业性收费已全额上缴。",
        "申请公开的信息主要涉及征地补偿。",
    ],
)
def test_what_is_presumed_though_there_is_none(text: str) -> None:
    assert contradicted(text, NOTHING)


@pytest.mark.parametrize(
    "text",
    [
        "对不予公开的申请，应当逐件写明法律依据。",
        "如有复议案件，均由法制科牵头答复。",
        "新印发的规范性文件均须附解读，这写进了制度。",
        "没有收到公开申请。",
        "对拟作不予公开处理的申请，要求会审。",
        "上级印发的规范性文件都转发到村。",
    ],
)
def test_what_is_only_a_rule_stays(text: str) -> None:
    assert contradicted(text, NOTHING) == []


def test_cases_of_some_applicants_counted_right_before_are_not_all() -> None:
    assert contradicted("公益组织申请1件，没有复议。", CELLS) == []


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("来信回复率达到100%，还没有回复的来信4件正在办理。", "回复率达到100%"),
        ("应公示的项目公示率100%，另有3个未公示。", "公示率100%"),
        ("全年没有逾期答复的情形。信函渠道有2件超过法定期限才答复。", "没有逾期答复"),
        ("网站全年内容零差错。巡查出错链9处，当天改正。", "零差错"),
        ("咨询件件有回音。有2条咨询未答复。", "件件有回音"),
        ("没有单位因公开工作被通报。对迟报的2个单位予以通报。", "没有单位因公开工作被通报"),
        ("热线没有漏接。10月漏接12个。", "没有漏接"),
        ("全年没有组织过培训。培训班邀请了高校老师授课。", "没有组织过培训"),
    ],
)
def test_what_another_sentence_belies(text: str, claimed: str) -> None:
    assert any(claimed in str(f.found) for f in contradicted(text, CELLS))


@pytest.mark.parametrize(
    "text",
    [
        "上半年没有逾期答复的情形，下半年有2件逾期答复。",
        "来信回复率100%，共回复40件。",
        "公示率100%，其中3个项目延长了公示时间。",
        "热线漏接12个，回拨后都作了解答。",
    ],
)
def test_what_no_sentence_belies(text: str) -> None:
    assert contradicted(text, CELLS) == []


def test_a_case_decided_that_the_table_has_pending() -> None:
    text = "因信息公开提起的行政诉讼1件，复议后起诉1件，已于年内审结。"
    cells = CELLS | {f"{D}litigation_after_reconsideration.{c}": 0 for c in ("upheld", "corrected", "other")}
    assert any("审结" in str(f.found) for f in contradicted(text, cells))


def test_every_entry_says_what_has_to_agree() -> None:
    assert all(m.needs and (m.cells or m.group) for m in loosely.matters())
    assert all(p.some for p in presumed.every())


@pytest.mark.parametrize("text", ["没有不予公开的申请，" * 2000, "对不予公开的申请，均已" * 2000])
def test_a_text_of_nothing_but_denials_ends_in_time(text: str) -> None:
    with pace.measured() as spent:
        contradicted(text, NOTHING)
    assert spent.seconds < 8
