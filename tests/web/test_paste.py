"""What the paste box hands over."""

import json

import pytest

from assistant.errors import InputError
from assistant.web import paste


def value(*pieces: tuple[str, str], typed: str = "") -> str:
    return json.dumps({"pieces": [{"html": h, "text": t} for h, t in pieces], "typed": typed})


TABLE = "<table><tr><td>1</td></tr></table>"


@pytest.mark.parametrize(
    ("given", "html", "text"),
    [
        (None, "", ""),
        ("", "", ""),
        (value(), "", ""),
        (value(typed="一句话"), "", "一句话"),
        (value((TABLE, "1")), TABLE, "1"),
        (value((TABLE, "1"), (TABLE, "2")), f"{TABLE}\n{TABLE}", "1\n2"),
        (value((TABLE, "1"), ("", "2")), "", "1\n2"),  # one piece without HTML: text keeps both
        (value((TABLE, "1"), typed="另有说明"), "", "1\n另有说明"),
        (value(("<b>总体情况</b>", "总体情况")), "", "总体情况"),  # no table: text is the plainer witness
        (value(("<b>只有网页</b>", "")), "", "<b>只有网页</b>"),
        (paste.as_value("正文", "示例"), "", "正文"),
    ],
)
def test_html_is_kept_where_every_piece_has_a_table(given: object, html: str, text: str) -> None:
    pasted = paste.read_value(given)
    assert (pasted.html, pasted.text) == (html, text)
    assert bool(pasted) is bool(html or text)


@pytest.mark.parametrize(
    "given",
    [
        "不是JSON", "[1]", "3", '{"pieces": [1]}', '{"pieces": 3}', '{"pieces": [{"html": 1}]}', '{"typed": {}}',
        "[" * 100_000, {"pieces": []}, 7,
    ],
)  # fmt: skip
def test_what_the_box_did_not_make_is_refused_calmly(given: object) -> None:
    with pytest.raises(InputError, match=r"再粘贴一次|改为上传"):
        paste.read_value(given)


def test_an_enormous_paste_is_refused() -> None:
    with pytest.raises(InputError, match="太长"):
        paste.read_value(value(("", "字" * paste.LONGEST)))
