"""The tab 设置: what is configured, told without secrets; accounts, tokens and the log for administrators only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.accounts import LOCAL, Accounts, Person, Role
from assistant.conversation.bench import Bench
from assistant.errors import InputError
from assistant.web.actions import Data
from assistant.web.tabs import settings as tab
from tests.web.tabs.desks import ATTACKS, REVIEWER, WRITER, acts, harmless, parsed, words

ADMIN = Person(login="wang", name="王五", unit="示例县人民政府", role=Role.ADMIN)
GOOD = "湿地里有3只黄鹂"
SECRETS = ("hemmelig", "sk-abcdef123456", "opensesame")


@pytest.fixture
def bench() -> Bench:
    return Bench.open(LOCAL)


def lines(bench: Bench, act: str, **values: Any) -> list[str]:
    done = tab.ACTIONS[act](bench, Data(values))
    return [done] if isinstance(done, str) else list(done or ())


def forms(markup: str) -> dict[str, set[str]]:
    """What each form sends: its action and the names of its fields."""
    return {
        form.get("data-act"): {n.get("name") for n in form.iter() if n.get("name")}
        for form in parsed(markup).iter("form")
    }


def test_without_a_model_it_is_said_that_all_works_and_nothing_leaves(bench: Bench) -> None:
    said = words(tab.render(bench, {}))
    assert "没有配置对话模型" in said
    assert "什么也不发出去" in said
    assert "nianbao.toml" in said
    assert "settings.test" not in [a["act"] for a in acts(tab.render(bench, {}))]


def test_a_model_outside_is_named_with_what_is_sent_and_masked(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "qwen2.5-7b-instruct")
    monkeypatch.setenv("NIANBAO_MODEL_URL", "https://models.example/v1")
    said = words(tab.render(bench, {}))
    assert "qwen2.5-7b-instruct" in said
    assert "发给 models.example" in said
    assert "身份证" in said
    assert "什么也不发出去" not in said


def test_no_secret_is_ever_shown(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "qwen2.5-7b-instruct")
    monkeypatch.setenv("NIANBAO_MODEL_URL", f"http://user:{SECRETS[0]}@127.0.0.1:9/v1?key={SECRETS[2]}")
    monkeypatch.setenv("NIANBAO_API_KEY", SECRETS[1])
    monkeypatch.setenv("NIANBAO_EMBEDDING", f"http://user:{SECRETS[0]}@127.0.0.1:9/v1?key={SECRETS[2]}#bge")
    monkeypatch.setenv("NIANBAO_CHROMA_URL", f"http://user:{SECRETS[0]}@127.0.0.1:9/?token={SECRETS[2]}")
    markup = tab.render(bench, {})
    lines(bench, "settings.test")
    tried = tab.render(bench, {})
    for secret in SECRETS:
        assert secret not in markup
        assert secret not in tried
    assert "模型 bge" in words(markup)


def test_the_place_of_the_database_is_shown_without_its_password(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nianbao.db" in words(tab.render(bench, {}))
    monkeypatch.setenv("NIANBAO_DATABASE_URL", f"postgresql://nianbao:{SECRETS[0]}@127.0.0.1:9/nianbao")
    markup = tab.render(bench, {})
    assert SECRETS[0] not in markup
    assert "postgresql://127.0.0.1:9/nianbao" in words(markup)
    assert parsed(markup).find_class("nb-refusal"), "a database that is not there is said, and the tab stands"


def test_the_models_are_tried_and_the_outcome_stays(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "nobody-home,fake")
    monkeypatch.setenv("NIANBAO_MODEL_URL", "http://127.0.0.1:9/v1")
    (offer,) = [a for a in acts(tab.render(bench, {})) if a["act"] == "settings.test"]
    assert "slow" in offer
    told = lines(bench, "settings.test")
    assert told[-1].startswith("会用 fake")
    said = words(tab.render(bench, {}))
    assert "✕ 没有答" in said
    assert "✓ 答了" in said
    assert "该改的" in said
    assert "最近的模型调用" in said
    assert "试一试模型" in said
    monkeypatch.setenv("NIANBAO_MODEL", "fake")
    assert "✓ 答了" not in words(tab.render(bench, {})), "a trial of other settings says nothing about these"


def test_a_setting_that_cannot_be_used_is_said_with_what_is_allowed(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_PORT", "viele")
    said = words(tab.render(bench, {}))
    assert "NIANBAO_PORT" in said
    assert "怎样改设置" in said


def test_a_model_without_an_address_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "qwen")
    assert "没有写服务地址" in words(tab.render(bench, {}))


# --- accounts -----------------------------------------------------------------------------------------------------------


def test_the_first_account_is_made_here_and_must_manage(bench: Bench) -> None:
    markup = tab.render(bench, {})
    assert "现在没有账号" in words(markup)
    assert forms(markup)["settings.add_person"] == {"login", "name", "unit", "password", "role"}
    facts = {"login": "wang", "name": "王五", "unit": "示例县人民政府", "password": GOOD}
    with pytest.raises(InputError, match="管理"):
        lines(bench, "settings.add_person", role="draft", **facts)
    assert "要登录" in lines(bench, "settings.add_person", role="admin", **facts)[-1]
    assert [a.login for a in Accounts.configured().people()] == ["wang"]
    assert GOOD not in tab.render(bench, {})


@pytest.fixture
def admin() -> Bench:
    accounts = Accounts.configured()
    accounts.add("wang", "王五", "示例县人民政府", Role.ADMIN, GOOD)
    accounts.add("li", "李四", "示例市自然资源和规划局", Role.DRAFT, GOOD)
    return Bench.open(ADMIN)


def test_people_get_roles_passwords_and_are_kept_out(admin: Bench) -> None:
    accounts = Accounts.configured()
    token = accounts.sign_in("li", GOOD, "127.0.0.1")
    assert "审核" in lines(admin, "settings.role", login="li", value="review")[-1]
    assert {a.login: a.role for a in accounts.people()}["li"] == "review"
    assert lines(admin, "settings.password", login="li", password="另一个好密码12")
    assert accounts.person_of(token) is None
    again = accounts.sign_in("li", "另一个好密码12", "127.0.0.1")
    assert lines(admin, "settings.disable", login="li")
    assert accounts.person_of(again) is None
    page = tab.render(admin, {})
    assert "li（停用）" in words(page)
    assert ("settings.enable", "li") in [(a["act"], a.get("login")) for a in acts(page)]
    lines(admin, "settings.enable", login="li")
    assert "（停用）" not in words(tab.render(admin, {}))


def test_the_last_administrator_stays(admin: Bench) -> None:
    for act, more in (("settings.disable", {}), ("settings.role", {"value": "draft"})):
        with pytest.raises(InputError, match="最后一个"):
            lines(admin, act, login="wang", **more)


def test_a_token_is_shown_once_and_taken_back(admin: Bench) -> None:
    assert forms(tab.render(admin, {}))["settings.issue"] == {"client", "unit", "role"}
    (line,) = lines(admin, "settings.issue", client="oa", unit="示例县人民政府", role="draft")
    (place,) = parsed(tab.render(admin, {})).find_class("nb-token")
    token = place.text
    assert token not in line
    accounts = Accounts.configured()
    assert accounts.client_of(token) is not None
    accounts.add("zhou", "周九", "示例县人民政府", Role.ADMIN, GOOD)
    colleague = Bench.open(Person(login="zhou", name="周九", unit="示例县人民政府", role=Role.ADMIN))
    assert token not in tab.render(colleague, {}), "it is for whoever gave it out"
    lines(admin, "settings.copied")
    page = tab.render(admin, {})
    assert token not in page
    assert ("settings.revoke", "oa") in [(a["act"], a.get("client")) for a in acts(page)]
    lines(admin, "settings.revoke", client="oa")
    assert accounts.client_of(token) is None


def test_a_token_is_shown_for_minutes_only(admin: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    lines(admin, "settings.issue", client="oa", unit="示例县人民政府", role="draft")
    assert parsed(tab.render(admin, {})).find_class("nb-token")
    monkeypatch.setattr("assistant.web.parts.accounts.SHOWN_SECONDS", -1)
    assert not parsed(tab.render(admin, {})).find_class("nb-token")


def test_the_log_tells_who_did_what_and_turns_its_pages(admin: Bench) -> None:
    accounts = Accounts.configured()
    for number in range(70):
        accounts.note(ADMIN, "看年报", f"第{number}份")
    page = tab.render(admin, {})
    assert "第69份" in words(page)
    assert "第10份" not in words(page)
    (older,) = [a["audit"] for a in acts(page) if a.get("audit")]
    second = tab.render(admin, {"audit": older})
    assert "第39份" in words(second)
    assert "第69份" not in words(second)
    for wrong in ("-1", "x", "9" * 30, "1.5", "²"):
        assert "第69份" in words(tab.render(admin, {"audit": wrong}))


@pytest.mark.parametrize("person", [WRITER, REVIEWER])
def test_others_see_the_model_and_nothing_of_people_and_places(
    admin: Bench, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_MODEL", "fake")
    bench = Bench.open(person)
    markup = tab.render(bench, {})
    assert "fake" in words(markup)
    for hidden in ("王五", "nianbao.db", "操作记录", "令牌", "最近的模型调用"):
        assert hidden not in markup
    assert not acts(markup)
    tries: dict[str, dict[str, str]] = {
        "settings.test": {},
        "settings.add_person": {"login": "x", "name": "x", "unit": "x", "password": GOOD, "role": "admin"},
        "settings.role": {"login": person.login, "value": "admin"},
        "settings.password": {"login": "wang", "password": GOOD + "2"},
        "settings.disable": {"login": "wang"},
        "settings.enable": {"login": "li"},
        "settings.issue": {"client": "x", "unit": "x", "role": "admin"},
        "settings.revoke": {"client": "x"},
        "settings.copied": {},
    }
    assert set(tries) == set(tab.ACTIONS)
    for act, values in tries.items():
        with pytest.raises(InputError, match="管理"):
            lines(bench, act, **values)
    assert [a.login for a in Accounts.configured().people()] == ["li", "wang"]


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("settings.add_person", {}),
        (
            "settings.add_person",
            {"login": "a b", "name": "甲", "unit": "乙", "password": GOOD, "role": "draft"},
        ),
        (
            "settings.add_person",
            {"login": "zhou", "name": "甲", "unit": "乙", "password": "123", "role": "draft"},
        ),
        (
            "settings.add_person",
            {"login": "zhou", "name": "甲", "unit": "乙", "password": GOOD, "role": "root"},
        ),
        (
            "settings.add_person",
            {"login": "z" * 201, "name": "甲", "unit": "乙", "password": GOOD, "role": "draft"},
        ),
        ("settings.role", {"login": "nobody", "value": "draft"}),
        ("settings.role", {"login": ["li"], "value": "draft"}),
        ("settings.password", {"login": "li", "password": "li"}),
        ("settings.disable", {"login": "../wang"}),
        ("settings.revoke", {"client": "none"}),
        ("settings.issue", {"client": "", "unit": "乙", "role": "draft"}),
    ],
)
def test_what_cannot_be_is_refused_in_words(admin: Bench, act: str, values: dict[str, Any]) -> None:
    before = [(a.login, a.role, a.disabled) for a in Accounts.configured().people()]
    with pytest.raises(InputError) as caught:
        lines(admin, act, **values)
    assert caught.value.what
    assert GOOD not in str(caught.value)
    assert [(a.login, a.role, a.disabled) for a in Accounts.configured().people()] == before


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_name_becomes_markup(admin: Bench, attack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = "".join(c for c in attack if c.isprintable())[:40]
    accounts = Accounts.configured()
    for make in (
        lambda: accounts.add("zhou", plain, plain, Role.DRAFT, GOOD),
        lambda: accounts.issue_token("oa2", plain, Role.DRAFT),
    ):
        try:
            make()
        except InputError as error:
            assert error.what  # names of people and units may be refused, too
    accounts.note(ADMIN, attack, attack, attack, attack)
    monkeypatch.setenv("NIANBAO_MODEL", plain.replace(",", "，"))
    monkeypatch.setenv("NIANBAO_MODEL_URL", "http://127.0.0.1:9/v1")
    harmless(tab.render(admin, {"audit": attack}))
