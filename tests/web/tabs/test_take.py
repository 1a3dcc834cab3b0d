"""导出: what is open first, asked once more while errors stand, then the files; and the three reviews by role."""

from __future__ import annotations

import io

import pytest
from docx import Document

from assistant.accounts import Accounts
from assistant.conversation.bench import Bench
from assistant.errors import InputError
from assistant.web.actions import Data
from assistant.web.downloads import FILES, content
from assistant.web.tabs import take
from tests.comparing.support import last_year, this_year
from tests.support.reports import busy_report
from tests.web.tabs.desks import (
    ATTACKS,
    REVIEWER,
    WRITER,
    acts,
    change,
    desk,
    harmless,
    keep,
    parsed,
    targets,
    words,
    workspace,
)

WRONG = {"requests.granted.natural_person": 8}


def links(markup: str) -> list[str]:
    return [a.get("href") for a in parsed(markup).iter("a") if a.get("href", "").startswith("take/")]


def buttons(bench: Bench) -> list[str]:
    return [a["act"] + (f":{a['to']}" if "to" in a else "") for a in acts(take.render(bench, {}))]


def act(bench: Bench, name: str, /, **data: str) -> str:
    return take.ACTIONS[name](bench, Data(data))


def opened(work: str, person) -> Bench:
    return Bench.open(person, work)


# --- files --------------------------------------------------------------------------------------------------------


def test_all_files_are_offered_when_no_error_is_open() -> None:
    bench = desk(this_year(), last_year())
    markup = take.render(bench, {})
    assert links(markup) == [f"take/{bench.work_id}/{what}" for what in FILES if what != "review.docx"]
    assert "公文版式" in words(markup)
    harmless(markup)


def test_without_last_year_there_is_nothing_to_compare() -> None:
    markup = take.render(desk(busy_report()), {})
    assert not [link for link in links(markup) if "comparison" in link]
    assert "没有给上年报告，还不能对照" in words(markup)


def test_what_is_open_comes_first_and_leads_there() -> None:
    bench = desk(busy_report(WRONG))
    assert bench.lacking
    markup = take.render(bench, {})
    said = words(markup)
    for lack in bench.lacking:
        assert lack.text in said
        assert f"tab:{lack.tab}" in targets(markup)
    assert said.index(bench.lacking[0].text) < said.index("体检结果")


def test_open_errors_are_asked_about_once_more_for_every_version() -> None:
    bench = desk(busy_report(WRONG))
    markup = take.render(bench, {})
    assert not [link for link in links(markup) if "/report." in link]
    assert [link for link in links(markup) if "/findings." in link], "what is wrong can always be taken"
    (ask,) = [a for a in acts(markup) if "anyway" in a]
    assert ask == {"act": "see", "anyway": str(bench.version)}
    assert (
        len([link for link in links(take.render(bench, {"anyway": ask["anyway"]})) if "/report." in link])
        == 4
    )
    change(bench.work_id, workspace(busy_report({"requests.granted.natural_person": 7})))
    bench = Bench.open(bench.person, bench.work_id)
    assert not [link for link in links(take.render(bench, {"anyway": ask["anyway"]})) if "/report." in link]


def test_an_empty_desk_offers_nothing() -> None:
    markup = take.render(Bench.open(WRITER), {})
    assert not links(markup)
    assert not acts(markup)


# --- the three reviews --------------------------------------------------------------------------------------------


def test_a_report_goes_through_all_reviews_and_back() -> None:
    work = keep(workspace(busy_report()), WRITER)
    writer, reviewer = opened(work, WRITER), opened(work, REVIEWER)
    assert buttons(writer) == ["take.submit"]
    assert buttons(reviewer) == [], "who reviews does not hand in"
    assert act(writer, "take.submit", version="0", comment="请审") == "已记下：李四 起草 提交，现在初审。"
    assert buttons(writer) == []
    assert buttons(reviewer) == ["take.pass", "take.back:起草"]
    assert "现在起草" in act(reviewer, "take.back", version="1", to="起草", comment="第二段不清楚")
    assert "赵六在" in words(take.render(writer, {}))
    assert "退回：第二段不清楚" in words(take.render(writer, {}))
    changed = busy_report({"proactive.penalties.decisions": 38}, sections={"overview": "新写的一句。"})
    change(work, workspace(changed), WRITER)
    writer, reviewer = opened(work, WRITER), opened(work, REVIEWER)
    act(writer, "take.submit", version="2")
    act(reviewer, "take.pass", version="3", comment="可以")
    page = parsed(take.render(reviewer, {}))
    (at,) = [li for li in page.iter("li") if li.get("aria-current") == "step"]
    assert at.text_content() == "● 复审"
    steps = page.find_class("nb-steps")[0]
    said = [" ".join(li.text_content().split()) for li in steps.findall("li")]
    assert [one.split(" 20")[0] for one in said] == [
        "赵六 初审 通过",
        "李四 起草 提交",
        "赵六 初审 退回起草",
        "李四 起草 提交",
    ]
    assert "意见：可以" in said[0]
    assert "表二“行政处罚”的“本年处理决定数量”3738" in said[1]
    assert "新写的一句。" in said[1]
    assert "首次提交" in said[3]
    harmless(take.render(reviewer, {}))


def test_changes_after_the_last_step_are_shown_before_it_is_passed_on() -> None:
    work = keep(workspace(busy_report()), WRITER)
    act(opened(work, WRITER), "take.submit", version="0")
    assert "上一步以后没有改动" in words(take.render(opened(work, REVIEWER), {}))
    change(work, workspace(busy_report({"proactive.penalties.decisions": 38})), WRITER)
    reviewer = opened(work, REVIEWER)
    page = parsed(take.render(reviewer, {}))
    assert "通过的是改动后的这一稿：1格" in page.get_element_by_id("review-pending").find("summary").text
    act(reviewer, "take.pass", version="1")
    assert "上一步以后没有改动" in words(take.render(reviewer, {}))


def test_errors_stop_it_before_the_last_review_unless_somebody_says_so() -> None:
    work = keep(workspace(busy_report(WRONG)), WRITER)
    act(opened(work, WRITER), "take.submit", version="0")
    reviewer = opened(work, REVIEWER)
    act(reviewer, "take.pass", version="1")
    assert "有错误也照转" in words(take.render(reviewer, {}))
    with pytest.raises(InputError, match="处错误没有处理，没有转到终审") as refused:
        act(reviewer, "take.pass", version="2")
    assert "--" not in str(refused.value), "no word of the command line"
    assert "现在终审" in act(reviewer, "take.pass", version="2", anyway="true")


def test_somebody_who_acts_on_an_old_page_is_told_and_nothing_is_lost() -> None:
    work = keep(workspace(busy_report()), WRITER)
    act(opened(work, WRITER), "take.submit", version="0")
    act(opened(work, REVIEWER), "take.pass", version="1")
    with pytest.raises(InputError, match="办理没有生效：赵六已在") as refused:
        act(opened(work, REVIEWER), "take.back", version="1", to="起草", comment="我还有话说")
    assert "review show" not in str(refused.value)
    said = words(take.render(opened(work, REVIEWER), {}))
    assert "未生效：别人先办了" in said
    assert "我还有话说" in said


def test_in_single_user_mode_one_says_who_one_is() -> None:
    bench = desk(busy_report())
    assert parsed(take.render(bench, {})).get_element_by_id("review-name-0").get("name") == "name"
    with pytest.raises(InputError, match="没有写姓名"):
        act(bench, "take.submit", version="0", name="  ")
    assert "王五 起草 提交" in act(bench, "take.submit", version="0", name="王五")
    assert "都是王五" in act(bench, "take.pass", version="1", name="王五")
    writer = desk(busy_report({}, year=2024), person=WRITER)
    assert "review-name" not in take.render(writer, {}), "who signed in signs with their own name"
    assert "李四" in act(writer, "take.submit", version="0", name="冒名")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("take.back", {"version": "1", "to": "起草"}, "退回要写明原因"),
        ("take.back", {"version": "1", "to": "终审", "comment": "x"}, "不能退回到终审"),
        ("take.back", {"version": "1", "to": "<b>", "comment": "x"}, "没有“<b>”这个环节"),
        ("take.back", {"version": "1", "to": 7, "comment": "x"}, "不完整"),
        ("take.pass", {"version": "-1"}, "不完整"),
        ("take.pass", {}, "不完整"),
        ("take.pass", {"version": "1", "comment": "长" * 2001}, "内容太长"),
        ("take.submit", {"version": "1"}, "角色不能提交"),
    ],
)
def test_nonsense_and_overreach_are_refused(name: str, data: dict[str, object], says: str) -> None:
    work = keep(workspace(busy_report()), WRITER)
    act(opened(work, WRITER), "take.submit", version="0")
    with pytest.raises(InputError, match=says):
        take.ACTIONS[name](opened(work, REVIEWER), Data(data))
    assert buttons(opened(work, REVIEWER)) == ["take.pass", "take.back:起草"], "nothing has changed"


def test_who_writes_may_not_review() -> None:
    work = keep(workspace(busy_report()), WRITER)
    act(opened(work, WRITER), "take.submit", version="0")
    for name in ("take.pass", "take.back"):
        with pytest.raises(InputError, match="角色不能审核"):
            act(opened(work, WRITER), name, version="1", to="起草", comment="x")


def test_another_units_reviews_are_not_seen_by_typing_its_name() -> None:
    owner = busy_report()
    work = keep(workspace(owner), WRITER)
    act(opened(work, WRITER), "take.submit", version="0", comment="内部意见")
    thief = WRITER.model_copy(update={"login": "qian", "name": "钱七", "unit": "另一个局"})
    bench = desk(owner, person=thief)
    assert bench.product.unit == WRITER.unit
    assert "内部意见" not in take.render(bench, {})
    assert buttons(bench) == ["take.submit"]
    act(bench, "take.submit", version="0", comment="冒充")
    assert "冒充" not in take.render(opened(work, WRITER), {})


def test_every_step_is_in_the_audit_log() -> None:
    work = keep(workspace(busy_report()), WRITER)
    act(opened(work, WRITER), "take.submit", version="0")
    act(opened(work, REVIEWER), "take.back", version="1", to="起草", comment="改")
    with pytest.raises(InputError):
        act(opened(work, REVIEWER), "take.pass", version="2")
    notes = Accounts.configured().notes(10)
    assert [(n.who, n.action) for n in notes] == [("zhao", "审核"), ("li", "审核")]
    assert "赵六 初审 退回起草" in notes[0].target
    assert notes[0].target.startswith("示例市自然资源和规划局/2025：")


def test_without_unit_or_year_there_is_no_review_yet() -> None:
    for fields in ({"unit": None}, {"year": None}, {"unit": "  "}):
        bench = desk(busy_report({}, **fields))
        assert "填好单位和年度以后" in words(take.render(bench, {}))
        with pytest.raises(InputError, match="不能送审"):
            act(bench, "take.submit", version="0", name="王五")


def test_a_units_name_too_long_to_keep_breaks_nothing() -> None:
    bench = desk(busy_report({}, unit="长" * 300))
    markup = take.render(bench, {})
    harmless(markup)
    assert "单位名称太长" in words(markup)


def test_the_sheet_holds_the_steps_and_what_is_open() -> None:
    work = keep(workspace(busy_report(WRONG)), WRITER)
    act(opened(work, WRITER), "take.submit", version="0", comment="请尽快审")
    bench = opened(work, REVIEWER)
    assert f"take/{work}/review.docx" in links(take.render(bench, {}))
    name, _, data = content(bench, "review.docx")
    assert name == "示例市自然资源和规划局2025年政府信息公开工作年度报告审核单.docx"
    text = "\n".join(c.text for t in Document(io.BytesIO(data)).tables for r in t.rows for c in r.cells)
    assert "请尽快审" in text
    assert bench.findings[0].finding.message in text


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_becomes_markup(attack: str) -> None:
    bench = desk(
        busy_report({}, unit=f"甲{attack}"[:60], sections={"overview": f"{attack}。", "preface": ""})
    )
    act(bench, "take.submit", version="0", name=f"{attack}"[:40], comment=attack)
    change(
        bench.work_id,
        workspace(busy_report({}, unit=f"甲{attack}"[:60], sections={"overview": f"改{attack}"})),
    )
    bench = Bench.open(bench.person, bench.work_id)
    act(bench, "take.back", version="1", to="起草", name="王五", comment=attack)
    harmless(take.render(bench, {"anyway": attack}))
