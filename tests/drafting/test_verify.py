"""Verifying trusts nobody: each kind of wrong origin is found, for our own sentences too."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.core.numbers import find_numbers
from assistant.core.report import Report
from assistant.drafting import Claim, Sentence, TracedNumber, draft_report, trace_text, verify
from assistant.drafting.draft import Says
from tests.drafting.cases import NOTES, city_report, last_year, sound
from tests.support.reports import BUSY, busy_report, make_report

NEW = "requests.new.total"


def sentence(text: str, number: str = "", cells: tuple[str, ...] = (NEW,), **fields: Any) -> Sentence:
    """A sentence with one declared number; value and unit are read off its text unless given."""
    digits = number.rstrip("件元万%次年人")
    numbers = []
    if number:
        numbers = [
            TracedNumber(
                text=number, value=Decimal(fields.pop("value", digits)), unit=fields.pop("unit", number[len(digits) :]),
                cells=cells, formula=fields.pop("formula", None), start=fields.pop("start", text.index(number)),
            )
        ]  # fmt: skip
    return Sentence(section="overview", text=text, numbers=tuple(numbers), **fields)


def reasons(made: Sentence, notes: str = "", previous: Report | None = None) -> list[str]:
    found = verify([made], busy_report(), previous, notes)
    assert found.numbers == found.traced + len(found.untraced)
    return [d.reason for d in found.untraced]


@pytest.mark.parametrize(
    "made",
    [
        sentence("新收申请23件。", "23件"),
        sentence("占20.8%。", "20.8%", ("requests.unavailable.not_held.total", "requests.unavailable.needs_creation.total", "requests.concluded_total.total"), formula="(4＋1)÷24"),
        sentence("收费312.58万元。", "312.58万元", ("proactive.fees.amount",)),
        sentence("培训2次。", "2次", ("notes.1",)),
        sentence("2025年，新收若干。", "2025", ("report.year",), unit=""),
        sentence("增长27.8%。", "27.8%", (NEW, f"previous.{NEW}"), formula="(23−18)÷18"),
    ],
)  # fmt: skip
def test_a_true_origin_is_accepted(made: Sentence) -> None:
    assert reasons(made, "培训2次", last_year()) == []


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (sentence("新收申请23件。"), "没有注明来处"),
        (sentence("新收申请23件。", "23件", ()), "没有注明来处"),
        (sentence("新收申请24件。", "24件"), "与单元格的数不等"),
        (sentence("新收申请24件。", "24件", value="23"), "注明的数与文字不符"),
        (sentence("新收申请23件。", "23件", start=0), "没有注明来处"),
        (sentence("新收申请23万元。", "23万元"), "单位与单元格不符"),
        (sentence("新收申请约23件。", "23件"), "表格里的数是确数，不能写成约数"),
        (sentence("新收申请23件。", "23件", ("requests.nothing.total",)), "所指的单元格里没有数"),
        (sentence("新收申请23件。", "23件", ("requests",)), "来处不是单元格"),
        (sentence("上年18件。", "18件", (f"previous.{NEW}",)), "所指的单元格里没有数"),
        (sentence("占20.9%。", "20.9%", ("requests.unavailable.not_held.total", "requests.concluded_total.total"), formula="5÷24"), "与算式的结果不符"),
        (sentence("占20.8%。", "20.8%", ("requests.unavailable.not_held.total", "requests.concluded_total.total"), formula="5÷24"), "与算式的结果不符"),
        (sentence("培训3次。", "3次", ("notes.1",)), "原话里没有这个数"),
        (sentence("培训2次。", "2次", ("notes.9",)), "原话里没有这个数"),
        (sentence("培训2人次。", "2人次", ("notes.1",)), "原话里没有这个数"),
        (sentence("2024年新收。", "2024", ("report.year",), unit=""), "与报告年度不符"),
        (sentence("23件。", "23件", ("report.year",)), "不是年份"),
        (sentence("2025年6月1日开会。", "2025年6月1日", ("report.year",), value="2025", unit=""), "不是统计期限的起止日期"),
        (sentence("排名全市第1名。"), "没有注明来处"),
        (sentence("依据示例发〔2024〕3号文件。"), "文号在表格和要点里都没有"),
        (sentence("新收a1b申请。"), "没有注明来处"),
    ],
)  # fmt: skip
def test_a_false_origin_is_found(made: Sentence, reason: str) -> None:
    assert reason in reasons(made, "培训2次")


def test_formulas_must_use_exactly_the_cells_figures() -> None:
    cells = ("requests.granted.total", "requests.granted_in_part.total")
    assert reasons(sentence("共14件。", "14件", cells, formula="11＋3")) == []
    for forged in ("12＋2", "11＋3＋0＋1", "14", "7×2", "11＋3＋3−3", "(11"):
        assert reasons(sentence("共14件。", "14件", cells, formula=forged)) == ["与算式的结果不符"]


def claim(text: str, says: Says, *cells: str) -> Sentence:
    return Sentence(section="overview", text=text + "。", claims=(Claim(text=text, says=says, cells=cells),))


@pytest.mark.parametrize(
    ("made", "holds"),
    [
        (claim("没有制发规章", "zero", "proactive.rules.issued"), True),
        (claim("没有新收申请", "zero", NEW), False),
        (claim("没有复议", "zero", "disputes.nothing.total"), False),
        (claim("没有复议", "zero", "nonsense"), False),
        (claim("均为维持", "equal", "disputes.reconsideration.upheld", "disputes.reconsideration.pending"), True),
        (claim("均为维持", "equal", "disputes.reconsideration.upheld", "disputes.reconsideration.total"), False),
        (claim("对拟公开的信息逐条进行保密审查", "note", "notes.1"), True),
        (claim("对拟公开的信息没有进行保密审查", "note", "notes.1"), False),
        (claim("开展第三方评估并督促整改", "note", "notes.1"), False),
        (claim("落实开展", "note", "notes.1"), False),
        (claim("保密审查", "note", "notes.2"), False),
        (claim("形式单一", "quote", "previous.sections.problems"), True),
        (claim("形式多样", "quote", "previous.sections.problems"), False),
        (claim("形式单一", "quote", "previous.sections.nothing"), False),
        (claim("依据《条例》第五十条", "rule", "《条例》第五十条"), True),
        (claim("依据某某规定", "rule", "《条例》第五十条"), False),
        (claim("依据《条例》", "rule", "《条例》第九百条"), False),
        (claim("行政强制", "label", "proactive.compulsion.decisions"), True),
        (claim("行政处罚", "label", "proactive.compulsion.decisions"), False),
        (claim("空口无凭", "zero"), False),
    ],
)  # fmt: skip
def test_claims_are_looked_up_again(made: Sentence, holds: bool) -> None:
    found = verify([made], busy_report(), last_year(problems="一是形式单一。"), "保密审查每条都做")
    assert (found.unsupported == ()) is holds


@pytest.mark.parametrize(
    "text",
    [
        "各项工作有序开展。",
        "全年培训到位，公开工作走在全市前列。",
        "由于群众法治意识增强，新收申请23件。",
        "办结率翻了一番。",
    ],
)
def test_prose_that_nobody_said_is_unsupported(text: str) -> None:
    made = sentence(text, "23件") if "23件" in text else Sentence(section="overview", text=text)
    assert verify([made], busy_report()).unsupported


def test_set_phrases_ordinals_and_known_documents_are_no_figures() -> None:
    text = "一是落实“三审三校”，依据国务院令第711号、国办公开办函〔2021〕30号和12345热线。"
    found = verify([Sentence(section="overview", text=text)], busy_report())
    assert found.numbers == 0


@pytest.mark.parametrize(
    "address", [a for a in BUSY if a.endswith((".total", "decisions", "amount", "issued"))]
)
def test_a_planted_error_in_any_cell_is_caught(address: str) -> None:
    """A draft of one table does not pass against another table with one cell changed."""
    report = busy_report()
    draft = sound(report, "", last_year())
    used = {c for s in draft.sentences for n in s.numbers for c in n.cells}
    used |= {c for s in draft.sentences for m in s.claims for c in m.cells if m.says in {"zero", "equal"}}
    if address not in used:
        pytest.skip("this cell stands in no sentence")
    changed = busy_report({address: "777"})
    found = verify(draft.sentences, changed, last_year())
    assert found.untraced or found.unsupported
    assert draft_report(changed, "", last_year()).sections != draft.sections


def test_statuses_say_where_a_sentence_comes_from() -> None:
    draft = sound(busy_report(), NOTES, last_year(problems="一是形式单一。"))
    by_text = {s.text: s.status for s in draft.sentences}
    assert {s.status for s in draft.sentences} == {"traced", "supported", "placeholder"}
    assert by_text["上年报告提出的“形式单一”，【待补充：今年改进到什么程度？】"] == "supported"
    assert all(status == "placeholder" for text, status in by_text.items() if text.startswith("【"))
    assert {s.text for s in draft.gaps} == {text for text in by_text if "【" in text}


DIFFERENCE = {"cells": (NEW, f"previous.{NEW}"), "formula": "23−18"}
RATE = {"cells": (NEW, f"previous.{NEW}"), "formula": "(23−18)÷18"}


@pytest.mark.parametrize(
    ("made", "stands"),
    [
        (sentence("新收申请24件。", "24件", ("requests.concluded_total.total",)), False),
        (sentence("办结24件。", "24件", ("requests.concluded_total.total",)), True),
        (sentence("不予公开11件。", "11件", ("requests.granted.total",)), False),
        (sentence("予以公开11件。", "11件", ("requests.granted.total",)), True),
        (sentence("自然人予以公开11件。", "11件", ("requests.granted.total",)), False),
        (sentence("行政复议4件。", "4件", ("proactive.compulsion.decisions",)), False),
        (sentence("行政诉讼结果维持1件。", "1件", ("disputes.reconsideration.upheld",)), False),
        (sentence("行政复议2件，结果维持1件。", "1件", ("disputes.reconsideration.pending",)), False),
        (sentence("行政复议2件，结果维持1件。", "1件", ("disputes.reconsideration.upheld",)), True),
        (sentence("废止规范性文件2件。", "2件", ("proactive.normative_documents.issued",)), False),
        (sentence("作出行政许可、行政处罚处理决定分别为37件。", "37件", ("proactive.penalties.decisions",)), False),
        (sentence("新收申请比上年增加5件。", "5件", **DIFFERENCE), True),
        (sentence("新收申请比上年减少5件。", "5件", **DIFFERENCE), False),
        (sentence("下降27.8%。", "27.8%", **RATE), False),
        (sentence("增长27.8%。", "27.8%", **RATE), True),
        (sentence("新收申请增加23件。", "23件"), False),
        (sentence("新收申请增加到23件。", "23件"), True),
    ],
)  # fmt: skip
def test_the_words_before_a_number_must_be_those_of_its_cell(made: Sentence, stands: bool) -> None:
    mine = [d for d in verify([made], busy_report(), last_year()).untraced if d.text == made.numbers[0].text]
    assert (mine == []) is stands


@pytest.mark.parametrize(
    ("made", "holds"),
    [
        (claim("没有发生泄密事件", "zero", "disputes.direct_litigation.total"), False),
        (claim("没有行政复议案件", "zero", "disputes.direct_litigation.total"), False),
        (claim("没有行政诉讼案件", "zero", "disputes.direct_litigation.total"), True),
        (claim("没有", "zero", "disputes.direct_litigation.total"), False),
        (claim("行政诉讼案件", "zero", "disputes.direct_litigation.total"), False),
        (claim("均为未经复议直接起诉", "zero", "disputes.direct_litigation.total"), False),
        (claim("本年度没有收取信息处理费", "zero", "proactive.rules.issued"), False),
        (claim("群众满意度居首位", "equal", NEW), False),
        (claim("群众满意度居首位", "equal", NEW, f"previous.{NEW}"), False),
        (claim("均为维持", "equal", "disputes.reconsideration.upheld"), False),
        (claim("均为维持", "equal", "disputes.reconsideration.pending", "disputes.reconsideration.upheld"), True),
        (claim("均为纠正", "equal", "disputes.reconsideration.pending", "disputes.reconsideration.upheld"), False),
        (claim("与上年持平", "equal", "disputes.reconsideration.pending", "disputes.reconsideration.upheld"), False),
        (claim("与上年持平", "equal", "proactive.licensing.decisions", "previous.proactive.licensing.decisions"), True),
        (claim("《条例》实施情况良好，全县排名第一", "rule", "《条例》第五十条"), False),
        (claim("第五十条第四项", "rule", "《条例》第五十条第四项"), True),
        (claim("统计期限内成绩很好", "rule", "年度报告格式"), False),
    ],
)  # fmt: skip
def test_a_claim_must_say_what_its_cells_say(made: Sentence, holds: bool) -> None:
    assert (verify([made], busy_report(), last_year()).unsupported == ()) is holds


@pytest.mark.parametrize(
    ("text", "note", "stands"),
    [
        ("开展培训2次", "计划明年开展培训2次", False),
        ("计划明年开展培训2次", "计划明年开展培训2次", True),
        ("开展培训2次", "去年开展培训2次", False),
        ("开展培训2次", "开展培训2次；明年计划再办3次", True),
        ("发现问题11个，整改12个", "发现问题12个，整改11个", False),
        ("发现问题12个，整改11个", "发现问题12个，整改11个", True),
        ("没有发现问题，完成整改", "发现问题，没有完成整改", False),
        ("培训58人", "培训58人次", False),
        ("组织培训2次，参训58人次", "培训2次，58人次", True),
        ("如果经费到位，更新设备", "如果经费到位，更新设备", True),
        ("经费到位，更新设备", "如果经费到位，更新设备", False),
    ],
)
def test_the_users_words_keep_their_sense(text: str, note: str, stands: bool) -> None:
    numbers = tuple(
        TracedNumber(text=m.text, value=m.value, unit=m.unit, cells=("notes.1",), start=m.start)
        for m in find_numbers(text)
    )
    made = Sentence(
        section="overview",
        text=text + "。",
        numbers=numbers,
        claims=(Claim(text=text, says="note", cells=("notes.1",)),),
    )
    found = verify([made], busy_report(), None, note)
    assert (found.unsupported == () and found.untraced == ()) is stands


# --- tracing free text -----------------------------------------------------------------------------


def test_edited_text_is_traced_to_the_right_cells() -> None:
    text = (
        "全年新收申请23件，比上年增加5件，增长27.8%，办结24件，培训3次，无法提供5件，公开信息999条，2025年。"
    )
    traces = {t.text: t for t in trace_text(text, busy_report(), last_year(), "培训3次")}
    assert traces["23件"].candidates[0].cells == (NEW,)
    assert traces["24件"].candidates[0].cells == ("requests.concluded_total.total",)
    assert traces["27.8%"].candidates[0].formula == "(23−18)÷18"
    assert traces["3次"].status == "supported" and traces["3次"].candidates[0].cells == ("notes.1",)
    assert traces["999条"].status == "untraced" and traces["999条"].candidates == ()
    assert traces["2025"].candidates[0].cells == ("report.year",)
    five = [t for t in trace_text(text, busy_report(), last_year()) if t.text == "5件"]
    assert five[0].candidates[0].formula == "23−18"
    assert five[1].candidates[0].cells[0].startswith("requests.unavailable.")


@pytest.mark.parametrize(
    "text", ["新收申请26件。", "收费312.6万元。", "收费312.58元。", "约23件", "新收23人次", "依据示例发〔2023〕9号", "2024年"]
)  # fmt: skip
def test_other_digits_units_or_years_never_match(text: str) -> None:
    assert [t.status for t in trace_text(text, busy_report())] == ["untraced"]


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("行政复议4件。", "4件", "possible"),
        ("公众号发布23条。", "23条", "untraced"),
        ("共23件。", "23件", "possible"),
        ("新收申请23件。", "23件", "traced"),
        ("不予公开23件。", "23件", "possible"),
        ("2023年收到申请18件。", "18件", "untraced"),
        ("2024年收到申请18件。", "18件", "traced"),
        ("2025年收到申请18件。", "18件", "untraced"),
        ("2025年1月1日至12月31日收到申请23件。", "23件", "traced"),
        ("2025年新收申请23件，比2024年增加5件。", "5件", "traced"),
        ("新收申请23件，比上年减少5件。", "5件", "possible"),
        ("办结24件，组织培训2次。", "2次", "supported"),
    ],
)
def test_words_and_years_that_speak_against_a_cell(text: str, number: str, status: str) -> None:
    traces = {t.text: t.status for t in trace_text(text, busy_report(), last_year(), "培训2次")}
    assert traces[number] == status


def test_our_own_city_draft_traces_as_free_text_too() -> None:
    report = city_report()
    text = sound(report).sections["overview"]
    assert [t for t in trace_text(text, report) if t.status == "untraced" and t.text != "59.5%"] == []


def test_an_ordinal_or_contact_is_not_traced() -> None:
    assert trace_text("第五十条、（一）、一是、三审三校、0999-8888888、国务院令第711号", make_report()) == []


def test_a_third_party_is_no_ordinal() -> None:
    text = sound(
        busy_report(
            {"requests.refused.internal_affairs.total": 0, "requests.refused.third_party_rights.total": 1}
        )
    )
    assert text.verification.untraced == ()
    made = sentence("新收第三方申请23件。", "23件")
    assert reasons(made) == [] and reasons(sentence("新收居全市第三，有23件。", "23件")) == ["没有注明来处"]
