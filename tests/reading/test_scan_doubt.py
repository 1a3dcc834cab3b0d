"""Which cells of a scan are certain: planted misreadings are caught or marked, whatever the recogniser made of them."""

from random import Random

import pytest

from assistant.core.numbers import read_cell
from assistant.core.report import MISSING_MARK
from assistant.reading import report_of
from assistant.reading.blocks import Sighting
from tests.support.balanced import balanced_report
from tests.support.pastes import silent_misreadings
from tests.support.scans import scan_of, sighted

TRUTH = balanced_report(Random(5), largest=400, zeros=0.4)
ROW = "requests.granted.natural_person"


def raw(address, report=TRUTH):
    return report.cell(address).raw


def doubted(report):
    return {address for address, cell in report.cells() if cell is not None and not cell.certain}


def codes(report):
    return [problem.code for problem in report.problems]


def other_than(text, random):
    """The text with one digit misread, lost or doubled."""
    place = random.randrange(len(text))
    digit = random.choice([d for d in "0123456789" if d != text[place]])
    changed = random.choice(
        [text[:place] + digit + text[place + 1 :], text + digit, text[:place] + text[place + 1 :]]
    )
    return (
        str(int(changed))
        if changed.isdigit() and changed != text and int(changed) != int(text)
        else text + "1"
    )


def test_a_clean_scan_is_certain_and_says_how_it_was_read():
    report = report_of(scan_of(TRUTH, {}))
    assert dict(report.cells()) == dict(TRUTH.cells())
    assert report.status == "complete"
    (about,) = report.problems
    assert (about.code, about.severity) == ("READ-SCAN", "info")
    assert "第1页：认出表二 10 格、表三 175 格、表四 15 格，没有存疑" in about.message
    assert "表二没有勾稽关系" in about.message


def test_a_digit_that_both_looks_misread_is_found_by_its_row_and_column():
    report = report_of(scan_of(TRUTH, {ROW: sighted(raw(ROW) + "1")}))
    assert doubted(report) == {ROW}
    problem = next(p for p in report.problems if p.code == "READ-SCAN-DOUBT")
    assert problem.where == (ROW,)
    assert "勾稽关系" in problem.message
    assert "1 格存疑" in report.problems[0].message


def test_the_look_that_the_relations_bear_out_is_taken_and_marked():
    wrong = raw(ROW) + "1"
    report = report_of(scan_of(TRUTH, {ROW: sighted(wrong, raw(ROW))}))
    assert report.value(ROW) == TRUTH.value(ROW)
    assert doubted(report) == {ROW}
    problem = next(p for p in report.problems if p.code == "READ-SCAN-CHOSEN")
    assert f"“{wrong}”和“{raw(ROW)}”" in problem.message


def test_a_number_that_only_the_first_look_read_is_borne_out_by_row_and_column():
    report = report_of(scan_of(TRUTH, {ROW: sighted(raw(ROW), "7777", sound=False)}))
    assert report.value(ROW) == TRUTH.value(ROW)
    assert doubted(report) == set()


@pytest.mark.parametrize(
    "look", [("{}", "9{}"), ("{}", ""), ("{}", "{}")], ids=["differs", "silent", "unsound"]
)
def test_table_two_needs_two_sound_looks(look):
    where = "proactive.licensing.decisions"
    first, second = (text.format(raw(where)) for text in look)
    report = report_of(scan_of(TRUTH, {where: sighted(first, second, sound=False)}))
    assert doubted(report) == {where}
    assert "表二" in next(p.message for p in report.problems if p.code == "READ-SCAN-DOUBT")


def test_relations_do_not_speak_for_a_zero_that_one_look_saw_as_something_else():
    where = next(a for a, c in TRUTH.cells() if a.startswith("requests.refused") and c.raw == "0")
    report = report_of(scan_of(TRUTH, {where: sighted("0", "/", sound=False)}))
    assert doubted(report) == {where}


def test_a_cell_that_could_not_be_made_out_is_missing_and_named():
    report = report_of(scan_of(TRUTH, {ROW: Sighting(1, MISSING_MARK, "", sound=False)}))
    assert report.cell(ROW) is None
    assert report.status == "partial"
    assert ROW in {a for p in report.problems for a in p.where}


def test_a_sum_that_is_wrong_in_the_original_leaves_its_cells_marked():
    group = "disputes.reconsideration"
    wrong = str(int(raw(f"{group}.total")) + 1)
    report = report_of(scan_of(TRUTH, {f"{group}.total": sighted(wrong)}))
    assert doubted(report) == {a for a, _ in TRUTH.cells() if a.startswith(group)}
    assert report.value(f"{group}.total") == int(wrong)


def test_a_blank_where_the_sums_want_a_number_is_marked():
    blanked = TRUTH.replace_cells({ROW: read_cell("")})
    report = report_of(scan_of(blanked, {}))
    assert doubted(report) == {ROW}
    assert report.cell(ROW).kind == "blank"


def test_an_inferred_cell_is_never_made_certain():
    where = "proactive.rules.issued"
    report = report_of(scan_of(TRUTH, {where: sighted("一")}))
    assert "READ-DASH" in codes(report)
    assert where in doubted(report)


def test_words_in_the_place_of_a_number_are_marked():
    report = report_of(scan_of(TRUTH, {"proactive.fees.amount": sighted("见附件", "", sound=False)}))
    assert "proactive.fees.amount" not in {a for a, c in report.cells() if c is not None and c.certain}


@pytest.mark.parametrize("seed", range(60))
def test_planted_misreadings_are_never_silent(seed):
    """Each look misreads cells of its own; where both misread one alike, the relations must find it."""
    random = Random(seed)
    truth = balanced_report(
        random,
        template=random.choice(["2021", "2021", "2019"]),
        largest=random.choice([3, 60, 4000]),
        zeros=0.5,
    )
    looks = {}
    for address, cell in truth.cells():
        assert cell is not None
        if random.random() < 0.03:
            wrong = other_than(cell.raw, random)
            first, second = random.choice([(cell.raw, wrong), (wrong, cell.raw)])
            looks[address] = sighted(first, second)
    alike = random.choice([a for a, _ in truth.cells() if not a.startswith("proactive")])
    looks[alike] = sighted(other_than(raw(alike, truth), random))
    read = report_of(scan_of(truth, looks))
    assert silent_misreadings(read, truth) == []
    assert sum(cell is not None for _, cell in read.cells()) == len(list(truth.cells()))
