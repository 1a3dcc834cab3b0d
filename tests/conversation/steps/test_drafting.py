"""Drafting at the bench: the whole, one place anew, and what staff wrote themselves stays."""

from __future__ import annotations

import pytest

from assistant.conversation.bench import Bench
from assistant.errors import ConfigurationError, InputError
from tests.conversation.conftest import LI, ZHANG, Desks, report_text


def texts(bench: Bench, section: str = "", aspect: str = "") -> list[str]:
    assert bench.draft is not None
    return [
        s.text for s in bench.draft.sentences
        if (not section or s.section == section) and (not aspect or s.aspect == aspect)
    ]  # fmt: skip


def index_of(bench: Bench, words: str) -> int:
    return next(i for i, text in enumerate(texts(bench)) if words in text)


def test_nothing_to_draft_from_is_said(desks: Desks) -> None:
    with pytest.raises(InputError, match="还没有可以起草的内容"):
        desks().make_draft()


def test_a_draft_is_made_and_verified(desks: Desks) -> None:
    bench = desks()
    bench.paste(report_text("示例县教育局-2023"))
    line = bench.make_draft()
    assert "起草好了" in line
    assert bench.draft is not None
    assert bench.draft.verification.untraced == ()
    assert bench.product.sections == bench.draft.sections | {}


def test_a_change_of_tables_makes_the_draft_stale_and_never_redraws_it(bench: Bench) -> None:
    before = texts(bench)
    bench.set_cells({"requests.new.natural_person": "20"})
    assert bench.workspace.stale
    assert texts(bench) == before
    assert "初稿是改动以前写的，要重新起草" in [lack.text for lack in bench.lacking]
    bench.make_draft()
    assert not bench.workspace.stale


@pytest.mark.parametrize("step", ["notes", "unit", "year", "previous"])
def test_whatever_a_draft_rests_on_makes_it_stale(bench: Bench, step: str) -> None:
    if step == "notes":
        bench.add_note("举办开放日1次")
    elif step == "unit":
        bench.set_unit("示例县教育局")
    elif step == "year":
        bench.set_year("2024年")
    else:
        bench.forget_previous()
    assert bench.workspace.stale


def test_a_stale_draft_shows_which_numbers_hold_no_more(bench: Bench) -> None:
    assert bench.draft is not None
    assert not bench.draft.verification.untraced
    bench.set_cells({"requests.new.natural_person": "20"})
    assert [d.text for d in bench.draft.verification.untraced] == ["19件"]
    bench.undo()
    assert not bench.draft.verification.untraced


def test_a_line_put_before_others_leaves_their_sentences_traced(bench: Bench) -> None:
    bench.set_notes("新的一条\n" + bench.workspace.notes)
    assert bench.draft is not None
    assert not bench.draft.verification.untraced
    assert not bench.draft.verification.unsupported


def test_a_line_taken_out_takes_its_ground_away(bench: Bench) -> None:
    bench.set_notes("\n".join(n for n in bench.workspace.notes.split("\n") if "58人次" not in n))
    assert bench.draft is not None
    assert any("58" in d.text for d in bench.draft.verification.untraced)


# --- staff's own words ----------------------------------------------------------------------------------------------


def test_staffs_claims_are_their_own_and_their_numbers_are_traced(bench: Bench) -> None:
    at = index_of(bench, "组织培训2次")
    bench.set_sentence(at, "邀请人大代表座谈，全年作出行政许可1286件。")
    sentence = bench.draft.sentences[at]
    assert sentence.written_by == "staff"
    assert sentence.status == "traced"
    assert [n.cells for n in sentence.numbers] == [("proactive.licensing.decisions",)]
    assert "邀请人大代表座谈" in bench.product.sections["overview"]


def test_a_number_without_origin_is_shown_as_such(bench: Bench) -> None:
    at = index_of(bench, "组织培训2次")
    line = bench.set_sentence(at, "全年举办讲座97场。")
    assert "97场" in line
    assert "没有找到出处" in line
    assert bench.draft.sentences[at].status == "unsupported"
    assert [(d.sentence, d.text) for d in bench.draft.verification.untraced] == [(at, "97场")]
    assert bench.draft.verification.numbers == bench.draft.verification.traced + 1


def test_words_against_the_tables_are_shown_as_such(bench: Bench) -> None:
    at = index_of(bench, "组织培训2次")
    line = bench.set_sentence(at, "全年没有收到政府信息公开申请。")
    assert "和表格不一致" in line
    assert bench.draft.sentences[at].status == "unsupported"
    assert [d.sentence for d in bench.draft.verification.unsupported] == [at]


def test_words_without_figures_stand(bench: Bench) -> None:
    at = index_of(bench, "组织培训2次")
    bench.set_sentence(at, "局领导带队到各科室检查公开情况。")
    assert bench.draft.sentences[at].status == "supported"


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "字" * 2001])
def test_an_empty_or_endless_sentence_is_refused(bench: Bench, text: str) -> None:
    before = bench.workspace
    with pytest.raises(InputError):
        bench.set_sentence(6, text)
    assert bench.workspace == before


@pytest.mark.parametrize(
    "text",
    ["<img src=x onerror=alert(1)>", "**粗**", "=HYPERLINK(1)", "【待补充：", "】】【", "\x1b[31m红\ud800"],
)
def test_odd_text_is_kept_as_text(bench: Bench, text: str) -> None:
    bench.set_sentence(6, text)
    again = Bench.open(bench.person, bench.work_id, works=bench._works, verdicts=bench._verdicts)
    assert again.workspace == bench.workspace
    assert "\x1b" not in again.draft.sentences[6].text
    for kind in ("docx", "html", "xlsx", "md"):
        assert bench.export(kind)[1]


def test_headings_are_the_forms(bench: Bench) -> None:
    at = index_of(bench, "（一）主动公开")
    for step in (lambda: bench.set_sentence(at, "别的"), lambda: bench.drop(at), lambda: bench.vary(at)):
        with pytest.raises(InputError, match="小标题"):
            step()


def test_an_added_sentence_stands_behind_its_neighbour(bench: Bench) -> None:
    at = index_of(bench, "组织培训2次")
    bench.add_sentence(at, "开展满意度调查。")
    assert texts(bench)[at + 1] == "开展满意度调查。"
    assert "组织培训2次，参训58人次。开展满意度调查。" in bench.product.sections["overview"]


@pytest.mark.parametrize("index", [-1, 999, 10**9])
def test_a_sentence_that_is_not_there_is_refused(bench: Bench, index: int) -> None:
    for step in (
        bench.vary,
        bench.drop,
        lambda i: bench.set_sentence(i, "新"),
        lambda i: bench.add_sentence(i, "新"),
    ):
        with pytest.raises(InputError):
            step(index)


# --- other wordings -------------------------------------------------------------------------------------------------


def test_another_wording_has_the_same_cells_and_turns_round(bench: Bench) -> None:
    at = (
        index_of(bench, "因政府信息公开")
        if any("因政府信息公开" in t for t in texts(bench))
        else index_of(bench, "行政复议2件")
    )
    first = bench.draft.sentences[at]
    cells = {c for n in first.numbers for c in n.cells}
    seen = {first.text}
    for _ in range(60):
        bench.vary(at)
        sentence = bench.draft.sentences[at]
        assert {c for n in sentence.numbers for c in n.cells} == cells
        assert sentence.status == "traced"
        if sentence.text == first.text:
            break
        assert sentence.text not in seen
        seen.add(sentence.text)
    else:
        pytest.fail("never came round")
    assert len(seen) > 2


def test_where_there_is_no_other_wording_that_is_said(bench: Bench) -> None:
    with pytest.raises(InputError, match="没有别的写法"):
        bench.vary(index_of(bench, "组织培训2次"))
    bench.set_sentence(6, "我们自己的话。")
    with pytest.raises(InputError, match="您自己写的"):
        bench.vary(6)


# --- taking out and putting back ------------------------------------------------------------------------------------


def test_dropped_sentences_come_back_where_they_stood(bench: Bench) -> None:
    before = texts(bench)
    sections = dict(bench.draft.sections)
    for at in (6, 9, 9, 2):
        bench.drop(at)
    assert len(texts(bench)) == len(before) - 4
    for _ in range(4):
        bench.restore()
    assert texts(bench) == before
    assert bench.draft.sections == sections
    assert bench.workspace.dropped == ()


def test_any_dropped_sentence_can_be_put_back(bench: Bench) -> None:
    before = texts(bench)
    bench.drop(6)
    bench.drop(9)
    bench.restore(0)
    assert texts(bench)[6] == before[6]
    with pytest.raises(InputError):
        bench.restore(5)


# --- a new draft ----------------------------------------------------------------------------------------------------


def test_a_new_draft_keeps_what_staff_wrote_and_took_out(bench: Bench) -> None:
    at = index_of(bench, "行政许可")
    bench.set_sentence(at, "作出行政许可1286件，全部网上公示。")
    bench.add_sentence(index_of(bench, "组织培训2次"), "开展满意度调查。")
    gone = texts(bench)[1]
    bench.drop(1)
    count = len(texts(bench))
    bench.set_cells({"proactive.fees.amount": "400"})
    line = bench.make_draft()
    assert "您自己写的2句留着" in line
    assert "您去掉的1句没有放回" in line
    now = texts(bench)
    assert len(now) == count
    assert now.count("作出行政许可1286件，全部网上公示。") == 1
    assert not any("行政事业性收费" in t and "400" in t for t in now), "staff's sentence stands in its place"
    assert now[now.index("组织培训2次，参训58人次。") + 1] == "开展满意度调查。"
    assert gone not in now
    bench.restore()
    assert gone in texts(bench)


def test_own_sentences_are_verified_against_the_new_tables(bench: Bench) -> None:
    bench.set_sentence(6, "作出行政许可1286件。")
    bench.set_cells({"proactive.licensing.decisions": "1300"})
    bench.make_draft()
    at = index_of(bench, "作出行政许可1286件。")
    assert bench.draft.sentences[at].status == "unsupported"


def test_what_was_replaced_stays_in_the_history(bench: Bench) -> None:
    first = bench.version
    bench.set_notes("只有一条：培训3次")
    bench.make_draft()
    bench.return_to(first)
    assert "组织培训2次，参训58人次。" in texts(bench)


# --- wishes ---------------------------------------------------------------------------------------------------------


def test_shorter_and_full_again_touch_only_their_place(bench: Bench) -> None:
    before = texts(bench)
    others = [t for t in before if t not in texts(bench, "overview", "requests")]
    line = bench.revise("overview.requests", "短一点")
    assert "依申请公开" in line
    assert sum(map(len, texts(bench, "overview", "requests"))) < sum(map(len, before)) - sum(map(len, others))
    assert [t for t in texts(bench) if t not in texts(bench, "overview", "requests")] == others
    assert bench.draft.verification.untraced == ()
    bench.revise("overview.requests", "恢复原来的")
    assert texts(bench) == before
    assert bench.draft.sections["overview"].count("\n") == 4


def test_another_wording_of_a_section(bench: Bench) -> None:
    before = texts(bench, "overview", "requests")
    bench.revise("overview.requests", "换一种说法")
    assert texts(bench, "overview", "requests") != before


def test_staffs_own_words_and_what_they_took_out_survive_a_wish(bench: Bench) -> None:
    bench.set_sentence(
        index_of(bench, "年内办结")
        if any("年内办结" in t for t in texts(bench))
        else index_of(bench, "办结24件"),
        "办结24件，件件有回音。",
    )
    bench.drop(index_of(bench, "行政复议2件"))
    bench.revise("overview.requests", "换一种说法")
    now = texts(bench, "overview", "requests")
    assert now.count("办结24件，件件有回音。") == 1
    assert not any("予以公开11件" in t for t in now)
    assert not any("行政复议" in t for t in now)


@pytest.mark.parametrize("wish", ["按去年的写法", "再正式一些", "照上年的路子写"])
def test_what_needs_a_model_is_said_and_nothing_changes(bench: Bench, wish: str) -> None:
    before = (bench.version, texts(bench))
    line = bench.revise("problems", wish)
    assert "要接上对话模型" in line
    assert (bench.version, texts(bench)) == before


@pytest.mark.parametrize("where", ["preface.x", "overview.nothing", "requests", "<b>", "overview."])
def test_a_place_that_is_none_is_refused(bench: Bench, where: str) -> None:
    with pytest.raises(InputError, match="没有这一部分"):
        bench.revise(where, "短一点")


def test_a_wish_goes_with_the_draft(bench: Bench) -> None:
    bench.make_draft()
    whole = sum(map(len, texts(bench)))
    bench.make_draft(wish="短一些")
    assert sum(map(len, texts(bench))) < whole


def test_without_a_model_a_draft_by_model_is_refused(bench: Bench) -> None:
    with pytest.raises(ConfigurationError, match="还没有配置模型"):
        bench.make_draft(writer="model")


# --- with a model ---------------------------------------------------------------------------------------------------


@pytest.fixture
def with_fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "fake")


@pytest.mark.usefixtures("with_fake")
def test_a_model_is_heard_and_said(bench: Bench) -> None:
    heard: list[str] = []
    line = bench.make_draft(writer="model", heard=heard.append)
    assert heard
    assert "模型" in line
    assert bench.draft.writing is not None
    assert bench.draft.verification.untraced == ()


@pytest.mark.usefixtures("with_fake")
def test_a_stopped_model_leaves_a_whole_draft(bench: Bench) -> None:
    bench.make_draft(writer="model", stopped=lambda: True)
    assert "（五）监督保障。" in texts(bench)
    assert any("停下" in notice for notice in bench.notices)


@pytest.mark.usefixtures("with_fake")
def test_a_wish_may_be_a_models_and_stays_verified(bench: Bench) -> None:
    line = bench.revise("overview.requests", "再正式一些")
    assert "模型" in line
    assert bench.draft.verification.untraced == ()
    assert bench.draft.verification.unsupported == ()


@pytest.mark.usefixtures("with_fake")
def test_what_can_be_done_without_the_model_is_done_where_it_adds_nothing(bench: Bench) -> None:
    bench.make_draft()
    bench.revise("overview.requests", "短一点")
    before = sum(map(len, texts(bench)))
    bench.revise("overview.requests", "恢复")
    assert sum(map(len, texts(bench))) > before
    with pytest.raises(InputError, match="模型也没有写出"):
        bench.vary(index_of(bench, "组织培训2次"))


@pytest.mark.usefixtures("with_fake")
def test_a_name_in_quotation_marks_keeps_both(bench: Bench) -> None:
    bench.make_draft(writer="model")
    assert "“规划公示”专栏增加地图检索。" in texts(bench)


def test_tables_changed_while_a_draft_is_made_are_said(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "fake")
    mine = desks(ZHANG)
    mine.sample()
    other = desks(LI, mine.work_id)
    done: list[str] = []

    def meanwhile(_: str) -> None:
        if not done:
            done.append(other.set_cells({"requests.new.natural_person": "30"}))

    line = mine.make_draft(writer="model", heard=meanwhile)
    assert done
    assert "请再起草一次" in line
    assert mine.workspace.stale
    assert mine.report.cell("requests.new.natural_person").raw == "30"
