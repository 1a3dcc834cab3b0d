"""What the browser sends is of the kind asked for, or refused in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assistant.errors import InputError
from assistant.web.actions import Data, ended


@pytest.mark.parametrize(
    "sent",
    [None, 3, [], "", "not json", "[1]", '"text"', "{", "[" * 100_000, b"{}", json.dumps({"a": "x" * 2000})],
    ids=lambda sent: str(sent)[:12],
)
def test_anything_but_an_object_of_bounded_length_is_refused(sent: Any) -> None:
    with pytest.raises(InputError) as refused:
        Data.read(sent, longest=1000)
    assert "页面送来的内容" in refused.value.what


def test_values_of_the_right_kind_come_through() -> None:
    data = Data.read('{"a": "甲", "n": "12", "m": -3, "yes": "true", "l": ["x"], "r": [["1", "2"], ["3"]]}')
    assert data.text("a") == "甲"
    assert data.text("none", default="") == ""
    assert (data.number("n", 0, 20), data.number("m", -5, 0)) == (12, -3)
    assert data.flag("yes")
    assert not data.flag("a")
    assert data.texts("l") == ["x"]
    assert data.texts("none") == []
    assert data.rows("r") == [["1", "2"], ["3"]]


@pytest.mark.parametrize(
    "read",
    [
        lambda d: d.text("none"),
        lambda d: d.text("n"),
        lambda d: d.text("long", longest=9),
        lambda d: d.number("text", 0, 9),
        lambda d: d.number("n", 0, 4),
        lambda d: d.number("truth", 0, 9),
        lambda d: d.number("fullwidth", 0, 99),
        lambda d: d.number("huge", 0, 10**30),
        lambda d: d.texts("text"),
        lambda d: d.texts("numbers"),
        lambda d: d.texts("many", most=2),
        lambda d: d.rows("many"),
        lambda d: d.rows("rows", most=3),
        lambda d: d.rows("rows", longest=0),
    ],
)
def test_values_of_a_wrong_kind_are_refused(read: Callable[[Data], Any]) -> None:
    data = Data(
        {
            "n": 5, "text": "字", "long": "x" * 10, "truth": True, "fullwidth": "１２", "huge": "9" * 40, "numbers": [1],
            "many": ["a", "b", "c"], "rows": [["1", "2"], ["3", "4"]],
        }
    )  # fmt: skip
    with pytest.raises(InputError):
        read(data)


def test_an_iterator_left_early_is_told_so() -> None:
    told: list[str] = []

    def work() -> Iterator[int]:
        try:
            yield 1
            yield 2
        finally:
            told.append("ended")

    steps = work()
    with pytest.raises(RuntimeError), ended(steps):
        next(steps)
        raise RuntimeError
    assert told == ["ended"]
    with ended(iter([1])):
        pass
