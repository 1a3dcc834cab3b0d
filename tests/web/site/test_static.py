"""Scripts and styles: old browsers can read them, nothing comes from outside, and ours outweigh Gradio's."""

from __future__ import annotations

import re

import pytest

from assistant.web.site import static


def test_styles_stand_under_the_pages_own_place() -> None:
    css = static.placed(
        "/* p { } */ p, a:not(.x, .y) { color: red; } @media print { b { } } @keyframes k { 0% { } }"
    )
    assert css.splitlines() == [
        "#nb-app p, #nb-app a:not(.x, .y) { color: red; }",
        "@media print { #nb-app b { } }",
        "@keyframes k { 0% { } }",
    ]


def test_a_broken_style_is_found_at_once() -> None:
    with pytest.raises(ValueError, match="without its end"):
        static.placed("p { color: red;")


def test_all_styles_are_there_and_ask_for_nothing_outside() -> None:
    css = static.style().decode()
    for tab in ("draft", "checkup", "compare", "take", "library", "settings", "sources"):
        assert (static.files("assistant.web") / "styles" / f"{tab}.css").is_file(), tab
    assert "#pane-tables .nb-form" in css
    assert "@import" not in css
    assert "@font-face" not in css
    assert not re.search(r"url\(\s*['\"]?(?!data:)", css)


def test_scripts_are_for_browsers_of_some_years_ago() -> None:
    script = static.script().decode()
    plain = re.sub(r"//[^\n]*|\"(?:[^\"\\]|\\.)*\"|'[^'\n]*'", "", script)
    for newer in (
        r"\?\.",
        r"\?\?",
        r"\.replaceAll\(",
        r"\.at\(",
        r"catch \{",
        r"#\w+ =",
        r"\bBigInt\b",
        r"=>",
    ):
        assert not re.search(newer, plain), newer
    assert "http://" not in script
    assert "https://" not in script
    assert "innerHTML" not in script.replace("fresh.innerHTML = html;", "")
    assert not re.search(r"\beval\(|new Function|document\.write", script)


def test_the_name_changes_with_the_content() -> None:
    assert static.version(b"a") != static.version(b"b")
    assert static.version(static.script()) == static.version(static.script())
