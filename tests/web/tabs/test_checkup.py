"""体检: everything that was found, where it is, what was said of it, and what can be said; and what nobody looked at."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant import draft_report
from assistant.conversation.bench import Bench
from assistant.conversation.chat.replies import numbered
from assistant.core.findings import Finding
from assistant.core.places import span_of
from assistant.core.report import Cell, CellKind, Problem
from assistant.errors import InputError
from assistant.reviewing.judging import Judged, State
from assistant.web.actions import Data
from assistant.web.parts.findings import finding_item, sentence_at
from assistant.web.tabs import checkup, tables
from tests.comparing.support import last_year, this_year
from tests.support.reports import busy_report, make_report
from tests.web.tabs.desks import (
    ATTACKS,
    REVIEWER,
    STRANGER,
    WRITER,
    acts,
    desk,
    harmless,
    parsed,
    targets,
    words,
)

WRONG = {"requests.granted.natural_person": 8}
SLIP = {
    "overview": "（一）主动公开。公开信息358份。收到申请23份。",
    "preface": "",
    "problems": "",
    "other": "",
}


def shown(bench: Bench, **seen: str):
    return parsed(checkup.render(bench, seen))


def act(bench: Bench, name: str, /, **data: str) -> str | None:
    return checkup.ACTIONS[name](bench, Data(data))


def first(bench: Bench, code: str):
    return next(j for j in bench.findings if j.finding.code == code)


def reopened(bench: Bench) -> Bench:
    return Bench.open(bench.person, bench.work_id)


# --- what is listed -----------------------------------------------------------------------------------------------


def test_an_error_says_everything_and_leads_to_its_cells() -> None:
    bench = desk(busy_report(WRONG))
    markup = checkup.render(bench, {})
    page = parsed(markup)
    finding = first(bench, "T3-ROW").finding
    item = page.get_element_by_id(f"finding-{finding.fingerprint}")
    said = item.text_content()
    assert finding.message in said
    assert finding.basis in said
    assert "表三行合计" in said
    assert item.find("b").get("aria-label") == "错误"
    assert "tab:tables#cell-requests-granted-natural_person" in targets(markup)
    assert checkup.badge(bench) == f"{sum(j.finding.severity == 'error' for j in bench.findings)}处错误"
    harmless(markup)


def test_findings_are_grouped_worst_first() -> None:
    page = shown(desk(busy_report({**WRONG, "disputes.direct_litigation.other": "/"}, sections=SLIP)))
    headings = [h.text.partition("（")[0] for h in page.iter("h3")]
    assert headings == [name for name in ("错误", "提醒", "说明") if name in headings] + ["正文"]
    assert {"错误", "提醒"} <= set(headings)


def test_nothing_wrong_is_said_with_what_was_not_checked() -> None:
    page = words(checkup.render(desk(busy_report()), {}))
    assert "没有发现问题" in page
    assert "没有给上年报告，跨年的数字" in page
    assert "没有正文" in page
    assert checkup.badge(desk(busy_report())) == ""


def test_a_table_that_is_not_there_was_not_checked() -> None:
    absent = dict.fromkeys(a for a in busy_report().form.addresses if a.startswith("disputes."))
    assert "没有读到表四，里面的数没有核对" in words(checkup.render(desk(busy_report(absent)), {}))


def test_a_report_of_the_wrong_year_beside_it_is_told() -> None:
    bench = desk(this_year(), last_year(year=2022))
    assert "给的是2022年的报告，不是2025年的上一年" in words(checkup.render(bench, {}))
    assert "没有核对的" not in words(checkup.render(desk(this_year(), last_year()), {}))


def test_what_the_reader_stumbled_over_is_listed_too() -> None:
    problem = Problem(
        code="READ-X", severity="warning", where=("requests.new.total",), message="这一格看不清"
    )
    bench = desk(busy_report(problems=(problem,)))
    markup = checkup.render(bench, {})
    assert "读表这一格看不清" in words(markup).replace(" ", "")
    assert "tab:tables#cell-requests-new-total" in targets(markup)
    assert checkup.badge(bench) == "1处提醒"
    assert not acts(markup), "there is nothing to judge about it"


def test_an_empty_desk_says_what_to_do() -> None:
    assert "先在“表格”里粘贴" in words(checkup.render(Bench.open(WRITER), {}))


def test_the_sides_of_a_relation_are_not_taken_for_the_cell() -> None:
    bench = desk(busy_report())
    where, sides = ("requests.new.total",), {"expected": Decimal(99), "found": Decimal(0)}
    for message, shown_too in (("很可能是填错了：应为 0", False), ("两边不相等", True)):
        finding = Finding(code="T3-FLOW", severity="error", where=where, message=message, **sides)
        markup = finding_item(
            Judged(finding=finding, state=State.OPEN), checkup.context_of(bench, bench.product)
        )
        assert ("应为99" in words(markup)) is shown_too


def test_a_cell_of_last_year_is_gone_to_in_last_years_tables() -> None:
    bench = desk(this_year(), last_year())
    where = (
        "requests.carried_over.total",
        "previous.requests.carried_forward.total",
        "previous.no.such.cell",
    )
    finding = Finding(code="Y-CARRY", severity="error", where=where, message="两个数应当相同")
    markup = finding_item(Judged(finding=finding, state=State.OPEN), checkup.context_of(bench, bench.product))
    assert [
        (a.get("data-goto"), a.get("data-act"), a.get("data-year")) for a in parsed(markup).iter("a")
    ] == [
        ("tab:tables#cell-requests-carried_over-total", "see", ""),
        ("tab:tables#before-cell-requests-carried_forward-total", "see", "before"),
    ]
    there = tables.render(bench, {"year": "before"})
    assert 'id="before-cell-requests-carried_forward-total"' in there


def test_findings_are_counted_as_the_chat_counts_them() -> None:
    bench = desk(busy_report({**WRONG, "disputes.direct_litigation.other": "/"}, sections=SLIP))
    page = shown(bench)
    for number, judged in enumerate(numbered(bench), 1):
        item = page.get_element_by_id(f"finding-{judged.finding.fingerprint}")
        assert item.find_class("nb-count-no")[0].text == f"第{number}条"


# --- filters ------------------------------------------------------------------------------------------------------


def test_filters_narrow_by_family_and_state() -> None:
    bench = desk(busy_report({**WRONG, "disputes.direct_litigation.other": "/"}))
    families = [a["checkfamily"] for a in acts(checkup.render(bench, {})) if "checkfamily" in a]
    assert families[0] == ""
    assert {"表三行合计", "漏填"} <= set(families)
    page = shown(bench, checkfamily="漏填")
    items = page.find_class("nb-finding")
    assert items
    assert all("漏填" in item.text_content() for item in items)
    (pressed,) = [b.get("data-checkfamily") for b in page.iter("button") if b.get("aria-pressed") == "true"]
    assert pressed == "漏填"

    act(bench, "checkup.accept", fingerprint=first(bench, "T3-ROW").finding.fingerprint)
    items = shown(reopened(bench), checkstate="accepted").find_class("nb-finding")
    assert len(items) == 1
    assert "属实，待改" in items[0].text_content()


@pytest.mark.parametrize(
    "filters", [{"checkfamily": "没有"}, {"checkstate": "'><script>"}, {"checkfamily": "标点"}]
)
def test_a_filter_that_fits_nothing_hides_nothing_for_good(filters: dict[str, str]) -> None:
    markup = checkup.render(desk(busy_report(WRONG)), filters)
    harmless(markup)
    assert parsed(markup).find_class("nb-finding") or "看全部" in words(markup)


# --- judging ------------------------------------------------------------------------------------------------------


def test_a_dismissed_finding_is_folded_with_who_and_why_and_can_be_taken_up_again() -> None:
    bench = desk(busy_report(WRONG), person=WRITER)
    fingerprint = first(bench, "T3-ROW").finding.fingerprint
    act(bench, "checkup.dismiss", fingerprint=fingerprint, comment="上年也这样填")
    bench = reopened(bench)
    page = shown(bench)
    (folded,) = page.find_class("nb-settled")
    item = folded.get_element_by_id(f"finding-{fingerprint}")
    assert "李四" in item.text_content()
    assert "上年也这样填" in item.text_content()
    assert "1处" in folded.find("summary").text
    assert not any(item in group.iter() for group in page.find_class("nb-findings"))
    assert any(
        a["act"] == "checkup.accept" and a["fingerprint"] == fingerprint
        for a in acts(checkup.render(bench, {}))
    )


def test_a_dismissal_without_a_reason_is_refused() -> None:
    bench = desk(busy_report(WRONG))
    fingerprint = first(bench, "T3-ROW").finding.fingerprint
    for comment in ({}, {"comment": "  \n "}):
        with pytest.raises(InputError, match="驳回要写明理由"):
            act(bench, "checkup.dismiss", fingerprint=fingerprint, **comment)
    assert first(reopened(bench), "T3-ROW").history == ()


def test_a_proposal_is_put_into_the_text() -> None:
    bench = desk(busy_report(sections=SLIP))
    judged = first(bench, "COUNTER")
    assert judged.finding.correction
    markup = checkup.render(bench, {})
    assert f"建议改为：{judged.finding.correction}" in words(markup)
    act(bench, "checkup.fix", fingerprint=judged.finding.fingerprint)
    bench = reopened(bench)
    assert judged.finding.correction in bench.product.sections["overview"]
    gone = [j for j in bench.findings if j.finding.fingerprint == judged.finding.fingerprint]
    assert all(j.is_gone for j in gone)
    assert "已改好" in words(checkup.render(bench, {}))


def test_every_button_finds_its_reason_beside_it() -> None:
    markup = checkup.render(desk(busy_report(WRONG)), {})
    page = parsed(markup)
    named = [a for a in acts(markup) if "fields" in a]
    assert named
    for one in named:
        fields = page.get_element_by_id(one["fields"])
        (box,) = fields.iter("textarea")
        assert box.get("name") == "comment"
        assert fields.find(f".//label[@for='{box.get('id')}']") is not None


def test_rights_decide_what_can_be_pressed() -> None:
    report = busy_report(sections=SLIP)
    pressed = {a["act"] for a in acts(checkup.render(desk(report, person=WRITER), {})) if a["act"] != "see"}
    assert pressed == {"checkup.accept", "checkup.dismiss", "checkup.fix"}
    pressed = {a["act"] for a in acts(checkup.render(desk(report, person=REVIEWER), {})) if a["act"] != "see"}
    assert pressed == {"checkup.accept", "checkup.dismiss"}, "who reviews does not write"


@pytest.mark.parametrize(
    "data",
    [{}, {"fingerprint": 3}, {"fingerprint": "f" * 16}, {"fingerprint": "x" * 99}, {"fingerprint": "' OR 1=1"},
     {"fingerprint": "0" * 16, "comment": "长" * 2001}, {"fingerprint": ["a"]}],
)  # fmt: skip
def test_nonsense_from_the_browser_is_refused(data: dict[str, object]) -> None:
    bench = desk(busy_report(WRONG))
    with pytest.raises(InputError):
        checkup.ACTIONS["checkup.accept"](bench, Data(data))


def test_somebody_else_cannot_open_it_to_judge() -> None:
    work = desk(busy_report(WRONG), person=WRITER).work_id
    with pytest.raises(InputError):
        Bench.open(STRANGER, work)


def test_another_unit_that_types_our_name_does_not_see_what_we_said() -> None:
    mine = desk(busy_report(WRONG), person=WRITER)
    act(mine, "checkup.dismiss", fingerprint=first(mine, "T3-ROW").finding.fingerprint, comment="内部意见")
    assert "内部意见" in checkup.render(reopened(mine), {})
    theirs = desk(busy_report(WRONG), person=STRANGER)
    assert theirs.product.unit == WRITER.unit
    assert first(theirs, "T3-ROW").history == ()
    act(theirs, "checkup.dismiss", fingerprint=first(theirs, "T3-ROW").finding.fingerprint, comment="乱写")
    assert "乱写" in checkup.render(reopened(theirs), {})
    assert "乱写" not in checkup.render(reopened(mine), {})


# --- places in the text -------------------------------------------------------------------------------------------


def test_a_passage_of_the_reports_own_text_is_marked_and_linked() -> None:
    bench = desk(busy_report(sections=SLIP))
    markup = checkup.render(bench, {})
    page = parsed(markup)
    (prose,) = page.find_class("nb-prose")
    assert prose.text_content() == SLIP["overview"]
    marked = [m.text for m in prose.iter("mark")]
    place = first(bench, "COUNTER").finding.where[0]
    span = span_of(place)
    assert SLIP["overview"][span.start : span.end] in "".join(marked)
    passages = [t for t in targets(markup) if t.startswith("tab:checkup#passage-")]
    assert passages
    for target in passages:
        page.get_element_by_id(target.partition("#")[2])


def test_a_dismissed_passage_can_still_be_gone_to_and_is_no_longer_marked() -> None:
    bench = desk(busy_report(sections=SLIP))
    fingerprint = first(bench, "COUNTER").finding.fingerprint
    marks = len(list(shown(bench).get_element_by_id("nb-own-text").iter("mark")))
    act(bench, "checkup.dismiss", fingerprint=fingerprint, comment="就用份")
    page = shown(reopened(bench))
    item = page.find_class("nb-settled")[0].get_element_by_id(f"finding-{fingerprint}")
    (place,) = [a.get("data-goto") for a in item.iter("a")]
    page.get_element_by_id(place.partition("#")[2])
    assert len(list(page.get_element_by_id("nb-own-text").iter("mark"))) < marks


def test_a_passage_of_the_draft_leads_to_its_sentence() -> None:
    report = busy_report()
    draft = draft_report(report, notes="培训2次")
    for section, text in draft.sections.items():
        for start in range(len(text)):
            if text[start] == "\n":
                continue
            index = sentence_at(draft, span_of(f"{section}:{start}-{start + 1}"))
            assert index is not None
            sentence = draft.sentences[index]
            assert sentence.section == section
            assert text[start] in sentence.text
    words_of = "".join(
        draft.sentences[sentence_at(draft, span_of(f"overview:{n}-{n + 1}"))].text[:1] for n in (0, 1)
    )
    assert words_of[0] == draft.sections["overview"][0]
    markup = checkup.render(desk(report, draft=draft), {})
    assert not parsed(markup).find_class("nb-prose"), "the draft is shown in its own tab"
    assert all(
        t.startswith(("tab:draft#sentence-", "tab:tables#", "tab:checkup#check-")) for t in targets(markup)
    )


def test_sentences_are_found_at_their_very_characters() -> None:
    draft = draft_report(busy_report(), notes="培训2次")
    for section in ("preface", "overview", "problems", "other"):
        members = [n for n, s in enumerate(draft.sentences) if s.section == section and s.text]
        text, at = draft.sections[section], 0
        for n in members:
            at = text.index(draft.sentences[n].text, at)
            assert sentence_at(draft, span_of(f"{section}:{at}-{at + 1}")) == n
            at += len(draft.sentences[n].text)
            assert sentence_at(draft, span_of(f"{section}:{at - 1}-{at}")) == n


# --- hostile and huge ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_becomes_markup(attack: str) -> None:
    sections = {
        "overview": f"公开信息3份{attack}份。",
        "preface": attack,
        "problems": attack,
        "other": attack,
    }
    cell = Cell(value=None, kind=CellKind.TEXT, raw=attack)
    problem = Problem(code=attack, severity="error", where=(attack, "requests.new.total"), message=attack)
    report = busy_report({}, unit=f"甲{attack}"[:90], sections=sections, problems=(problem,))
    report = report.replace_cells({"requests.new.total": cell})
    bench = desk(report, report)
    harmless(checkup.render(bench, {"checkfamily": attack, "checkstate": attack, attack: attack}))
    bench = desk(busy_report(WRONG))
    act(bench, "checkup.dismiss", fingerprint=first(bench, "T3-ROW").finding.fingerprint, comment=attack)
    harmless(checkup.render(reopened(bench), {}))


def test_a_report_of_nothing_but_slips_stays_bounded() -> None:
    text = "公开信息3份，" * 3_000
    bench = desk(
        make_report(
            {},
            unit="示例县",
            year=2025,
            sections={"overview": text, "preface": "", "problems": "", "other": ""},
        )
    )
    markup = checkup.render(bench, {})
    assert len(markup) < 1_500_000
    assert len(parsed(markup).find_class("nb-finding")) <= 3 * checkup.MOST_SHOWN
