"""What the door turns away, and how: in Chinese, with what to do, and nothing of our insides."""

from __future__ import annotations

import json
import socket
import time
import zipfile
from io import BytesIO

import pytest

from assistant.accounts import Role
from tests.api.serving import error, serving
from tests.cli.helpers import text
from tests.support.files import zip_bytes

ROUTES = ("read", "check", "draft", "compare", "export", "ask", "search", "deadline", "fee")


@pytest.mark.parametrize(
    "token", [None, "", "x", "令牌".encode().decode("latin-1"), "a" * 5000, "Bearer x", "' OR 1=1 --"]
)
def test_without_a_good_token_nothing_is_served(door, token) -> None:
    client = door.with_token(None)
    headers = {} if token is None else {"Authorization": (b"Bearer " + token.encode("latin-1")).strip()}
    for route in ("read", "fee", "nowhere"):
        answer = client.post(f"/{route}", json={"items": 3}, headers=headers)
        told = error(answer, 401)
        assert told["code"] == "no_token"
        assert "nianbao token add" in told["advice"]
        assert answer.headers["www-authenticate"] == "Bearer"
    assert not door.accounts.notes(1) or "接口" not in door.accounts.notes(1)[0].action


def test_a_token_in_another_scheme_or_place_is_none(door) -> None:
    token = door.token()
    client = door.with_token(None)
    error(client.post("/fee", json={"items": 1}, headers={"Authorization": f"Basic {token}"}), 401)
    error(client.post(f"/fee?token={token}", json={"items": 1}), 401)
    error(client.post("/fee", json={"items": 1}, headers={"Cookie": f"token={token}"}), 401)
    assert (
        client.post("/fee", json={"items": 1}, headers={"Authorization": f"bearer {token}"}).status_code
        == 200
    )


def test_a_token_that_was_taken_back_is_worthless_at_once(door) -> None:
    client = door.talk("oa")
    assert client.post("/fee", json={"items": 1}).status_code == 200
    door.accounts.revoke("oa")
    error(client.post("/fee", json={"items": 1}), 401)


def test_guesses_from_one_place_are_slowed_down_but_not_those_who_know(door) -> None:
    client, known = door.with_token("wrong"), door.talk()
    for _ in range(20):
        error(client.post("/fee", json={"items": 1}), 401)
    answer = client.post("/fee", json={"items": 1})
    error(answer, 429)
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert known.post("/fee", json={"items": 1}).status_code == 200


def test_the_open_routes_tell_nothing_of_anybody(door) -> None:
    client = door.with_token(None)
    assert client.get("/healthz").json()["status"] == "ok"
    described = client.get("/openapi.json").json()
    assert described["servers"] == [{"url": "/api/v1"}]
    assert set(described["paths"]) == {"/healthz", *(f"/{route}" for route in ROUTES)}
    for path in ("/docs", "/redoc", "/"):
        error(door.talk(path.strip("/") or "root").get(path), 404)


def test_the_description_is_chinese_and_whole(door) -> None:
    described = door.with_token(None).get("/openapi.json").json()
    words: list[str] = []

    def walk(value) -> None:
        if isinstance(value, dict):
            words.extend(
                v for k, v in value.items() if k in {"description", "summary"} and isinstance(v, str)
            )
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(described)
    assert len(words) > 100
    assert [w for w in words if not any("\u4e00" <= c <= "\u9fff" for c in w)] == []
    text_of_all = json.dumps(described)
    assert "http" not in text_of_all.replace('"http"', "")
    for part in text_of_all.split("#/components/schemas/")[1:]:
        reference = part.partition('"')[0]
        assert reference in described["components"]["schemas"]
    form = described["paths"]["/draft"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert {"file", "previous", "notes", "section", "writer", "wish"} == set(form["properties"])


@pytest.mark.parametrize(
    ("route", "sent", "said"),
    [
        ("read", {}, "没有年报的内容"),
        ("read", {"text": ""}, "没有年报的内容"),
        ("read", {"text": "你好"}, "没有找到年度报告的表格"),
        ("read", {"text": "\u200b \ufeff"}, "没有内容"),
        ("read", {"text": 5}, "“text”的值不能用。应为：文字"),
        ("read", {"text": None}, "“text”的值不能用"),
        ("read", {"text": ["三张表"]}, "“text”的值不能用"),
        ("read", {"text": text(), "prose": "也许"}, "“prose”的值不能用。应为：true 或 false"),
        ("read", {"text": text(), "path": "/etc/passwd"}, "不认识“path”。可以写的有：text、prose"),
        ("read", {"text": text(), "<script>\n" * 9: 1}, "不认识“<script>?"),
        ("read", {"text": "/etc/passwd"}, "没有找到年度报告的表格"),
        ("read", {"text": "一" * 5000, "prose": True}, "太长"),
        ("read", ["三张表"], "请求里应是一个 JSON 对象"),
        ("read", 5, "请求里应是一个 JSON 对象"),
        ("check", {"text": text(), "previous": "你好"}, "上年报告用不了"),
        ("compare", {"text": text()}, "没有上年的年报"),
        ("export", {"text": text()}, "缺少“format”"),
        ("export", {"text": text(), "format": "exe"}, "“format”的值不能用。应为：docx、html、xlsx、md"),
        ("draft", {"text": text(), "writer": "gpt"}, "应为：grounded、model"),
        ("draft", {"text": text(), "section": "preface"}, "应为：overview、problems、other、all"),
        ("draft", {"text": text(), "wish": "短"}, "只在用模型起草时有用"),
        ("draft", {"text": text(), "notes": "话" * 50_001}, "不超过 50000 字"),
        ("ask", {}, "缺少“question”"),
        ("ask", {"question": " \u3000\n"}, "没有看到问题"),
        ("ask", {"question": "问" * 5001}, "不超过 5000 字"),
        ("ask", {"question": "多久", "after": ["问"] * 21}, "不超过 20 条"),
        ("ask", {"question": "多久", "after": "问"}, "应为：一列文字"),
        ("search", {"query": ""}, "没有看到检索词"),
        ("search", {"query": "期限", "k": 0}, "不小于 1"),
        ("search", {"query": "期限", "k": 10**30}, "“k”的值不能用"),
        ("search", {"query": "期限", "k": True}, "应为：整数"),
        ("search", {"query": "期限", "k": 1.5}, "应为：整数"),
        ("search", {"query": "期限", "kind": "work"}, "应为：regulation、report"),
        ("deadline", {"received": "1月15日"}, "没有写明年份"),
        ("deadline", {"received": "2026-02-30"}, "不存在"),
        ("deadline", {"received": "2026-01-15", "kind": "复议"}, "应为：答复、补正、第三方、共同机关、主动公开"),
        ("deadline", {"received": "2026-01-15", "kind": "补正", "extend": True}, "extend 只用来算答复期限"),
        ("deadline", {"received": "2026-01-15", "third_party": 251}, "不大于 250"),
        ("deadline", {"received": "2026-01-15", "corrected": "2026-01-10"}, "早于"),
        ("deadline", {"received": "2026-01-15", "channel": "飞鸽"}, "没有“飞鸽”这种"),
        ("fee", {}, "没有写件数或者页数"),
        ("fee", {"items": 3, "pages": 3}, "不能一起写"),
        ("fee", {"items": -1}, "不小于 0"),
        ("fee", {"pages": "很多"}, "应为：整数"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said(door, route, sent, said) -> None:
    answer = door.talk().post(f"/{route}", json=sent)
    told = error(answer, 422)
    assert said in told["what"] + told["advice"]
    assert "\n" not in told["what"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"{'text': 1}", b"\xff\xfe", b'{"text": NaN}', b"[" * 100_000, b'{"a":' * 50_000, b"1" * 6000, b'{"text": "\xe4\xb8"}'],
)  # fmt: skip
def test_broken_json_is_said(oa, body) -> None:
    answer = oa.post("/fee", content=body, headers={"content-type": "application/json"})
    assert error(answer, 400)["code"] == "malformed"


def test_half_a_character_is_refused_or_shown_and_never_breaks_anything(oa) -> None:
    body = b'{"question": "\\ud800\\u591a\\u4e45"}'
    told = error(oa.post("/ask", content=body, headers={"content-type": "application/json"}), 422)
    assert "半个字符" in told["advice"]


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/xml", "multipart/mixed", "application/x-www-form-urlencoded", "x" * 500],
)
def test_other_kinds_of_body_are_refused(oa, kind) -> None:
    assert error(oa.post("/read", content=b"x", headers={"content-type": kind}), 415)["code"] == "media_type"


def test_questions_take_no_files(oa) -> None:
    error(oa.post("/ask", files={"file": ("a.txt", b"x")}), 415)


@pytest.mark.parametrize("content", [b"--x\r\nContent-Disposition: form-data", b"no form at all", b""])
def test_broken_forms_are_said(oa, content) -> None:
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data"):
        answer = oa.post("/read", content=content, headers={"content-type": kind})
        assert answer.status_code in {400, 422}
        error(answer, answer.status_code)


def test_a_form_with_too_many_or_unknown_files_is_refused(oa) -> None:
    paste = text().encode()
    error(oa.post("/read", files=[("file", ("a.txt", paste)), ("file", ("b.txt", paste))]), 422)
    error(oa.post("/read", files=[("previous", ("a.txt", paste))]), 422)
    error(oa.post("/check", files=[("other", ("a.txt", paste))]), 422)
    error(oa.post("/check", files=[(n, (f"{n}.txt", paste)) for n in ("file", "previous", "more")]), 400)
    error(oa.post("/read", files={"file": ("a.txt", paste)}, data={"text": text()}), 422)
    error(oa.post("/draft", files={"file": ("a.txt", paste)}, data={"notes": "话" * 400_000}), 400)
    error(oa.post("/draft", files={"file": ("a.txt", paste)}, data={f"n{i}": "1" for i in range(30)}), 400)
    error(oa.post("/draft", files={"file": ("a.txt", paste)}, data={"notes": ["一", "二"]}), 422)


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "a\r\nX-Evil: 1.txt", '"; rm -rf /', "年报" * 500, "<script>.txt", ""],
)  # fmt: skip
def test_a_files_name_opens_nothing_and_enters_no_header(oa, name) -> None:
    answer = oa.post("/export", files={"file": (name or "x", text().encode())}, data={"format": "md"})
    assert answer.status_code == 200, answer.text
    assert "x-evil" not in answer.headers
    assert "etc" not in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_units_name_enters_no_header(oa) -> None:
    unit = '示例市"; filename=evil.exe\u2028局'
    paste = text().replace("示例市自然资源和规划局", unit)
    answer = oa.post("/export", json={"text": paste, "format": "docx"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].isascii()
    assert "evil.exe" not in answer.headers["content-disposition"].partition("filename*")[0]


def bomb(megabytes: int) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "wordprocessingml.document.main")
        archive.writestr("word/document.xml", b" " * (megabytes << 20))
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        bomb(200), b"", b"\0" * 5000, b"PK\x03\x04" + b"x" * 5000, b"%PDF-1.7\n" + b"y" * 5000, b"\x89PNG" + b"\0" * 99,
        zip_bytes({"a.txt": "x"}), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000, b"{\\rtf1 x", b"Rar!\x1a\x07\0" + b"\0" * 99,
        zip_bytes({"[Content_Types].xml": "wordprocessingml.document.main", "word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
    ],
    ids=["bomb", "empty", "zeros", "cut zip", "bad pdf", "bad png", "zip", "bad ole", "rtf", "rar", "entities"],
)  # fmt: skip
def test_files_that_are_no_report_are_refused(oa, data) -> None:
    error(oa.post("/read", files={"file": ("年报.docx", data)}), 422)
    assert oa.post("/read", json={"text": text()}).status_code == 200


def test_unknown_places_and_ways_are_said(oa) -> None:
    for path in ("/works/1", "/read/1", "/%2e%2e/x", "/read%00", "/" + "x" * 3000):
        error(oa.post(path, json={}), 404)
    for way, path in (("GET", "/read"), ("DELETE", "/check"), ("PUT", "/fee"), ("POST", "/healthz")):
        assert error(oa.request(way, path), 405)["code"] == "method"


def test_what_is_not_configured_is_said(oa, monkeypatch) -> None:
    told = error(oa.post("/draft", json={"text": text(), "writer": "model"}), 503)
    assert "没有配置模型" in told["what"]
    monkeypatch.setenv("NIANBAO_EMBEDDING", "ftp://x")
    assert error(oa.post("/search", json={"query": "期限"}), 503)["code"] == "not_configured"


def test_a_fault_of_ours_is_kept_here_and_not_told(_own_home, tmp_path) -> None:
    def broken():
        raise RuntimeError("/secret/path and the insides")

    with serving(library=broken) as door:
        answer = door.talk().post("/search", json={"query": "期限"})
        told = error(answer, 500)
    assert told["code"] == "fault"
    assert "secret" not in answer.text
    kept = list((_own_home / "logs").glob("error-*.log"))
    assert len(kept) == 1
    assert "the insides" in kept[0].read_text("utf-8")


def test_what_is_no_http_is_turned_away(door) -> None:
    token = door.token()
    smuggled = (
        b"POST /api/v1/fee HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token.encode() + b"\r\n"
        b"Content-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/healthz HTTP/1.1\r\n\r\n"
    )  # fmt: skip
    for raw in (
        b"\x16\x03\x01\x02\x00",
        b"POST /api/v1/fee HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        smuggled,
    ):
        with socket.create_connection(("127.0.0.1", door.port), 10) as line:
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            line.settimeout(10)
            assert b" 500 " not in line.recv(65536)[:20]
    assert door.with_token(token).post("/fee", json={"items": 1}).status_code == 200


def test_every_call_is_noted_and_nothing_of_its_contents(door) -> None:
    client = door.talk("oa", "甲单位", Role.REVIEW)
    client.post("/fee", json={"items": 77})
    client.post("/read", json={"text": "内容是秘密的"})
    client.post("/" + "无" * 200, json={})
    noted = notes_of(door, 3)
    assert [note.who for note in noted] == ["client:oa"] * 3
    assert [note.unit for note in noted] == ["甲单位"] * 3
    # A call is noted once its answer is on the way, so two in a row may be noted the other way round.
    by_status = {note.detail.partition("，")[0]: note for note in noted}
    assert sorted(by_status) == ["200", "404", "422"]
    assert by_status["200"].action == "接口 POST /fee"
    assert by_status["200"].origin == "127.0.0.1"
    assert "秘密" not in str(noted)
    assert "77" not in by_status["200"].action + by_status["200"].target


def notes_of(door, number):
    """The lines about calls. They are written when the answer is out already."""
    until = time.monotonic() + 10
    while True:
        noted = [note for note in door.accounts.notes(50) if note.action.startswith("接口")]
        if len(noted) >= number or time.monotonic() > until:
            return noted
        time.sleep(0.02)


def test_a_log_that_takes_nothing_does_not_hold_back_an_answer(caplog) -> None:
    from assistant.accounts import LOCAL
    from assistant.errors import ConfigurationError

    def full(*_rest) -> None:
        raise ConfigurationError("磁盘满了。", "请腾出空间。")

    with serving_with(lambda token: LOCAL if token == "t" else None, full) as client:
        assert client.post("/fee", json={"items": 1}).status_code == 200
    assert "操作记录没有写进去" in caplog.text


def serving_with(person_of_token, note):
    """The application alone, in this process."""
    from starlette.testclient import TestClient

    from assistant.api import create

    return TestClient(create(person_of_token, note=note), headers={"Authorization": "Bearer t"})


def test_a_database_that_is_gone_is_said(_own_home) -> None:
    from assistant.errors import ConfigurationError

    def gone(_token):
        raise ConfigurationError("数据库打不开。", "请检查数据文件夹。")

    with serving_with(gone, lambda *_: None) as client:
        assert error(client.post("/fee", json={"items": 1}), 503)["what"] == "数据库打不开。"
