"""What docs/接口.md promises is what the door has: every route, every option, every code, every limit."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.api.routes import ROUTES
from assistant.conversation.doors.limits import Limits
from assistant.conversation.doors.workers import Bounds

ROOT = Path(__file__).parents[2]
WORDS = (ROOT / "docs" / "接口.md").read_text(encoding="utf-8")


def test_every_route_and_option_is_written_down() -> None:
    rows = {m[1]: m[0] for m in re.finditer(r"^\| `(?:GET`、`)?POST (/\w+)`.*$", WORDS, re.M)}
    assert set(rows) == {route.path for route in ROUTES}
    for route in ROUTES:
        written = set(re.findall(r"`(\w+)`", rows[route.path])) - {"GET", "file"}
        assert written == set(route.asked.model_fields)


def test_every_code_is_written_down() -> None:
    sources = [ROOT / "assistant" / "api", ROOT / "assistant" / "conversation"]
    code = "\n".join(path.read_text(encoding="utf-8") for folder in sources for path in folder.rglob("*.py"))
    used = set(re.findall(r"(?:RefusedError|Failing)\(\s*(\d{3}|int\(status\)), \"(\w+)\"", code))
    assert len(used) >= 12
    for status, name in used:
        assert f"`{name}`" in WORDS, name
        assert status in WORDS or not status.isdigit()


def test_the_limits_are_those_that_are_written_down() -> None:
    limits, bounds = Limits(), Bounds()
    assert limits.body - 2**16 == 50 * 2**20
    assert limits.small_body == 256 * 1024
    said = (
        f"{limits.body_seconds:.0f} 秒里传完", f"同时 {limits.at_once} 个请求，一分钟 {limits.per_minute} 个",
        f"同时 {bounds.processes} 份", f"超过 {bounds.limit:.0f} 秒就停", f"一分钟 {limits.guesses} 次",
        f"提问 {limits.question_seconds:.0f} 秒，年报 {limits.seconds:.0f} 秒，用模型 {limits.model_seconds:.0f} 秒",
    )  # fmt: skip
    for words in said:
        assert words in WORDS
