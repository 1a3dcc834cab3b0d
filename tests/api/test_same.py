"""What the door gives is what the commands print."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from assistant.accounts import Role
from assistant.accounts.people import Person
from assistant.conversation.bench import Bench
from tests.api.serving import UNIT
from tests.cli.helpers import LAST_YEAR, text


def printed(run, *arguments):
    ran = run(*arguments, "--json")
    assert ran.code in (0, 1), ran.err
    return json.loads(ran.out)


def given(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


def upload(path, name="file"):
    return (name, (path.name, path.read_bytes()))


def test_a_report_is_read_from_text_and_from_a_file(run, oa, report) -> None:
    expected = printed(run, "read", report)
    by_file = oa.post("/read", files=[upload(report)])
    assert given(by_file) == expected
    assert by_file.headers["x-nianbao-problems"] == str(len(expected["problems"]))
    assert given(oa.post("/read", json={"text": text()})) == expected


def test_prose_is_read_with_every_number_in_doubt(run, oa, tmp_path) -> None:
    path = tmp_path / "一段话.txt"
    path.write_text("全年收到申请12件，其中自然人10件。", encoding="utf-8")
    expected = printed(run, "read", path, "--prose")
    assert given(oa.post("/read", json={"text": path.read_text("utf-8"), "prose": True})) == expected
    assert given(oa.post("/read", files=[upload(path)], data={"prose": "true"})) == expected
    assert not expected["tables"]["requests"]["new"]["total"]["certain"]


def test_a_report_is_checked_with_last_years(run, oa, wrong, last) -> None:
    other = {**LAST_YEAR, "requests.carried_forward.natural_person": 5, "requests.carried_forward.total": 5}
    last.write_text(text(other, 2024), encoding="utf-8")
    alone, both = printed(run, "check", wrong), printed(run, "check", wrong, "--previous", last)
    assert "Y-CARRY" in {finding["code"] for finding in both} - {finding["code"] for finding in alone}
    assert given(oa.post("/check", files=[upload(wrong)])) == alone
    assert given(oa.post("/check", files=[upload(wrong), upload(last, "previous")])) == both
    sent = {"text": text({"requests.new.total": 24}), "previous": text(other, 2024)}
    assert given(oa.post("/check", json=sent)) == both


@pytest.mark.parametrize("section", ["overview", "problems", "other", "all"])
def test_a_draft_is_the_commands_draft(run, oa, report, last, tmp_path, section) -> None:
    notes = tmp_path / "要点.txt"
    notes.write_text("开展培训2次，培训120人次\n修订公开指南", encoding="utf-8")
    arguments = ["draft", report, "--notes", notes, "--previous", last, "--section", section]
    sent = {"notes": notes.read_text("utf-8"), "section": section}
    made = oa.post("/draft", files=[upload(report), upload(last, "previous")], data=sent)
    assert given(made) == printed(run, *arguments)


@pytest.mark.usefixtures("home")
def test_a_model_drafts_where_one_is_configured(oa, monkeypatch) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "fake")
    sent = {"text": text(), "writer": "model", "section": "other", "wish": "短一点"}
    made = given(oa.post("/draft", json=sent))
    assert made["writing"]["model"] == "fake"
    assert set(made["sections"]) == {"other"}
    assert made["verification"]["untraced"] == []


def test_two_reports_are_compared(run, oa, report, last) -> None:
    files = [upload(report), upload(last, "previous")]
    assert given(oa.post("/compare", files=files)) == printed(run, "compare", report, last)


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "md"])
def test_a_file_is_the_commands_file(run, oa, report, tmp_path, kind) -> None:
    path = tmp_path / f"导出.{kind}"
    assert run("export", report, "-o", path).code == 0
    answer = oa.post("/export", files=[upload(report)], data={"format": kind})
    assert answer.status_code == 200
    assert answer.content == path.read_bytes()
    name = answer.headers["content-disposition"].partition("filename*=UTF-8''")[2]
    assert unquote(name) == f"{UNIT}2025年政府信息公开工作年度报告.{kind}"


@pytest.mark.usefixtures("home")
def test_a_question_is_answered_with_its_article(run, oa) -> None:
    expected = printed(run, "ask", "收到申请多少天内答复")
    assert given(oa.post("/ask", json={"question": "收到申请多少天内答复"})) == expected
    assert expected["citations"]
    after = printed(run, "ask", "那延期呢", "--after", "收到申请多少天内答复")
    assert given(oa.post("/ask", json={"question": "那延期呢", "after": ["收到申请多少天内答复"]})) == after


@pytest.mark.usefixtures("home")
def test_hits_come_by_body_and_by_address(run, oa) -> None:
    expected = printed(run, "search", "答复期限", "-k", "3", "--kind", "regulation")
    asked = {"query": "答复期限", "k": 3, "kind": "regulation"}
    assert len(expected) == 3
    assert given(oa.post("/search", json=asked)) == expected
    assert given(oa.get("/search", params=asked)) == expected


def test_the_calculators_calculate(run, oa) -> None:
    expected = printed(
        run, "deadline", "--received", "2026-01-15", "--extend", "--third-party", "5", "--channel", "邮寄",
        "--today", "2026-02-01",
    )  # fmt: skip
    asked = {
        "received": "2026年1月15日", "extend": True, "third_party": 5, "channel": "邮寄", "today": "20260201",
    }  # fmt: skip
    assert given(oa.post("/deadline", json=asked)) == expected
    plain = printed(run, "deadline", "--received", "2026-01-15", "--kind", "补正", "--today", "2026-01-15")
    asked = {"received": "2026-01-15", "kind": "补正", "today": "2026-01-15"}
    assert given(oa.post("/deadline", json=asked)) == plain
    assert given(oa.post("/fee", json={"items": 45})) == printed(run, "fee", "--items", "45")
    assert given(oa.post("/fee", json={"pages": 0})) == printed(run, "fee", "--pages", "0")


def test_verdicts_are_for_the_unit_itself_and_for_administrators(run, door, wrong) -> None:
    """What one unit's people said about its findings is nobody else's business."""
    one = printed(run, "check", wrong)[0]["fingerprint"]
    ran = run("verdict", wrong, "--dismiss", one[:6], "--comment", "内部商量过", "--by", "王某")
    assert ran.code == 0, ran.err
    accepted = printed(run, "check", wrong)[0]["fingerprint"]
    ran = run("verdict", wrong, "--accept", accepted[:6], "--comment", "确实要改", "--by", "王某")
    assert ran.code == 0, ran.err
    expected, everything = printed(run, "check", wrong), printed(run, "check", wrong, "--all")
    assert expected != everything
    assert "王某" in json.dumps(expected, ensure_ascii=False)
    for client in (door.talk("own"), door.talk("boss", "别的单位", Role.ADMIN)):
        assert given(client.post("/check", files=[upload(wrong)])) == expected
        assert given(client.post("/check", files=[upload(wrong)], data={"all": "true"})) == everything
    strange = given(door.talk("stranger", "别的单位").post("/check", files=[upload(wrong)]))
    assert "王某" not in json.dumps(strange, ensure_ascii=False)
    assert [f["fingerprint"] for f in strange] == [f["fingerprint"] for f in everything]


def test_verdicts_on_a_report_that_only_bears_a_units_name_stay_with_who_gave_them(run, door, wrong) -> None:
    """Anybody can write another unit's name over a report: what they say of it is theirs, and shows nothing of the unit's."""
    bench = Bench.open(Person(login="li", name="李某", unit="别的单位", role=Role.DRAFT))
    bench.take_file(Path(wrong), "报告.md")
    said = next(one.finding.fingerprint for one in bench.findings if one.is_open)
    bench.judge(said, "dismiss", "别处的人说的")

    def state(unit: str, role: Role = Role.DRAFT) -> str | None:
        found = given(
            door.talk(f"{unit}{role}", unit, role).post("/check", files=[upload(wrong)], data={"all": "true"})
        )
        [one] = [f for f in found if f["fingerprint"] == said]
        return one.get("verdict", {}).get("state")

    assert state("别的单位") == "dismissed"
    assert [state(UNIT), state(UNIT, Role.ADMIN), state("第三家")] == [None, None, None]
