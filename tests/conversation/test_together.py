"""Two people at one report: nothing is lost, and what clashes is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.conversation.bench import Bench
from assistant.conversation.steps.merging import merged
from assistant.errors import InputError
from tests.conversation.conftest import LI, ZHANG, Desks

NEW = "requests.new.natural_person"
OLD = "requests.carried_over.natural_person"


@pytest.fixture
def pair(desks: Desks) -> tuple[Bench, Bench]:
    """The same report before two people."""
    one = desks(ZHANG)
    one.sample()
    return one, desks(LI, one.work_id)


def test_different_cells_are_both_kept_and_nothing_is_said(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    two.set_cells({OLD: "5"})
    one.set_cells({NEW: "20"})
    assert (one.report.cell(OLD).raw, one.report.cell(NEW).raw) == ("5", "20")
    assert one.notices == []


def test_the_same_cell_goes_to_the_later_and_the_other_is_told(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    two.set_cells({NEW: "12"})
    two.set_cells({OLD: "5"})
    one.set_cells({NEW: "13"})
    assert one.report.cell(NEW).raw == "13"
    (notice,) = one.notices
    assert "李四刚才" in notice
    assert "“自然人”" in notice
    assert "“12”" in notice
    assert "“13”" in notice
    assert "历史" in notice


def test_the_same_value_is_no_clash(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    two.set_cells({NEW: "12"})
    one.set_cells({NEW: "12"})
    assert one.notices == []


def test_a_page_that_shows_an_older_version_is_told_too(desks: Desks, pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    shown = one.version
    two.set_cells({NEW: "12"})
    later = desks(ZHANG, one.work_id, seen=shown)
    later.set_cells({NEW: "13"})
    assert "李四" in later.notices[0]
    fresh = desks(ZHANG, one.work_id, seen=later.version)
    fresh.set_cells({NEW: "14"})
    assert fresh.notices == []


@pytest.mark.parametrize("seen", [-1, 0, 999, 10**12])
def test_a_version_that_was_never_seen_does_no_harm(
    desks: Desks, pair: tuple[Bench, Bench], seen: int
) -> None:
    bench = desks(ZHANG, pair[0].work_id, seen=seen)
    bench.set_cells({NEW: "14"})
    assert bench.notices == []


def test_ones_own_other_window_is_named_so(desks: Desks, pair: tuple[Bench, Bench]) -> None:
    one, _ = pair
    window = desks(ZHANG, one.work_id)
    window.set_cells({NEW: "12"})
    one.set_cells({NEW: "13"})
    assert "您在另一个窗口" in one.notices[0]


def test_many_clashes_are_counted(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    form = one.report.form
    some = [a for a in form.addresses if a.startswith("requests.granted")][:8]
    two.set_cells(dict.fromkeys(some, "71"))
    one.set_cells(dict.fromkeys(some, "72"))
    assert len(one.notices) == 6
    assert "还有3处" in one.notices[-1]


def test_refresh_takes_over_what_others_did(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    assert not one.refresh()
    two.set_cells({NEW: "12"})
    assert one.refresh()
    assert one.report.cell(NEW).raw == "12"
    assert not one.refresh()


def test_refresh_sees_what_others_said_of_findings(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    one.set_cells({NEW: "12"})
    two.refresh()
    assert two.findings
    one.judge(one.findings[0].finding.fingerprint, "accept")
    assert two.refresh()
    assert two.findings[0].history


# --- notes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both", "lost"),
    [
        ("a\nb", "a\nb\nc", "x\na\nb", "x\na\nb\nc", 0),
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC", 0),
        ("a\nb\nc", "b\nc", "a\nb", "b", 0),
        ("a\nb", "a\nmine", "a\ntheirs", "a\nmine", 1),
        ("a", "a\nmine", "a\ntheirs", "a\ntheirs\nmine", 0),
        ("a", "a\nsame", "a\nsame", "a\nsame", 0),
        ("", "mine", "theirs", "theirs\nmine", 0),
        ("a\nb", "a\nb", "a", "a", 0),
        ("a", "", "a\nb", "b", 0),
    ],
)  # fmt: skip
def test_notes_are_merged_line_by_line(base: str, mine: str, theirs: str, both: str, lost: int) -> None:
    text, clashed = merged(base, mine, theirs)
    assert "\n".join(line for line in text.split("\n") if line) == both
    assert len(clashed) == lost


def test_a_merge_is_bounded_in_time() -> None:
    base = "\n".join("a" * 1 for _ in range(25_000))
    text, clashed = merged(base, base + "\nmine", base + "\ntheirs")
    assert text.endswith("mine")
    assert clashed


def test_both_peoples_notes_stay(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    notes = one.workspace.notes
    two.set_notes(notes + "\n李四写的一条")
    one.set_notes("张三写的一条\n" + notes)
    assert one.workspace.notes == f"张三写的一条\n{notes}\n李四写的一条"
    assert any("合在一起" in notice for notice in one.notices)


def test_the_same_line_of_notes_is_told(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    notes = one.workspace.notes
    two.set_notes(notes.replace("58人次", "60人次"))
    one.set_notes(notes.replace("58人次", "61人次"))
    assert "61人次" in one.workspace.notes
    assert any("李四" in notice and "60人次" in notice for notice in one.notices)


# --- sentences ------------------------------------------------------------------------------------------------------


def where(bench: Bench, words: str) -> int:
    return next(i for i, s in enumerate(bench.draft.sentences) if words in s.text)


def test_a_sentence_that_moved_is_found_again(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    at = where(one, "组织培训2次")
    two.add_sentence(6, "插进来的一句。")
    two.drop(1)
    one.set_sentence(at, "培训2次，58人次。")
    assert [s.text for s in one.draft.sentences].count("培训2次，58人次。") == 1
    assert not any("组织培训2次" in s.text for s in one.draft.sentences)
    assert any(s.text == "插进来的一句。" for s in one.draft.sentences)
    assert one.notices == []


def test_a_sentence_reworded_by_both_goes_to_the_later_and_is_told(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    at = where(one, "组织培训2次")
    two.set_sentence(at, "李四的写法。")
    one.set_sentence(at, "张三的写法。")
    said = [s.text for s in one.draft.sentences]
    assert "张三的写法。" in said
    assert "李四的写法。" not in said
    assert "李四刚才" in one.notices[0]
    assert "“李四的写法。”" in one.notices[0]


def test_a_sentence_that_is_gone_is_refused(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    at = where(one, "组织培训2次")
    two.drop(at)
    before = one.workspace
    for step in (lambda: one.set_sentence(at, "新"), lambda: one.drop(at), lambda: one.vary(at)):
        with pytest.raises(InputError, match="已经改过或者不在了"):
            step()
    one.refresh()
    assert one.workspace != before
    assert len(one.workspace.dropped) == 1


def test_words_that_the_page_showed_decide(pair: tuple[Bench, Bench], desks: Desks) -> None:
    one, two = pair
    at = where(one, "组织培训2次")
    words = one.draft.sentences[at].text
    two.add_sentence(6, "插进来的一句。")
    page = desks(ZHANG, one.work_id)
    page.set_sentence(at, "培训2次，58人次。", expected=words)
    assert page.draft.sentences[at + 1].text == "培训2次，58人次。"
    with pytest.raises(InputError, match="不在了"):
        page.drop(3, expected="从来没有过的一句。")


def test_a_dropped_sentence_is_put_back_once(pair: tuple[Bench, Bench]) -> None:
    one, two = pair
    one.drop(where(one, "组织培训2次"))
    two.refresh()
    one.restore()
    with pytest.raises(InputError, match="已经恢复了"):
        two.restore()


# --- many at once ---------------------------------------------------------------------------------------------------


def test_twenty_writers_lose_nothing(desks: Desks, pair: tuple[Bench, Bench]) -> None:
    work_id = pair[0].work_id
    form = pair[0].report.form
    addresses = [a for a in form.addresses if a.startswith("requests.")][:20]

    def write(n: int) -> None:
        desks(ZHANG if n % 2 else LI, work_id).set_cells({addresses[n]: str(1000 + n)})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(20)))
    after = desks(ZHANG, work_id)
    assert [after.report.cell(a).raw for a in addresses] == [str(1000 + n) for n in range(20)]
    assert after.version == 21
