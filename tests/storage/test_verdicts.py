"""Verdicts through their public functions: kept whole, never changed, refused when they cannot be kept."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from assistant.errors import InputError
from assistant.storage.verdicts import Verdicts
from tests.storage.helpers import damage, refused
from tests.storage.kept import UNIT, finding, verdict


@pytest.fixture
def kept(where) -> Verdicts:
    return Verdicts(where)


def test_all_that_was_said_comes_back_in_order(kept):
    first = verdict()
    second = verdict(kind="accept", by="李四", comment="", with_previous=True)
    other_year = verdict(year=2024)
    kept.add([first])
    kept.add([second, other_year])
    assert kept.of(UNIT, 2025) == [first, second]
    assert kept.of(UNIT, 2024) == [other_year]
    assert kept.of("示例县", 2025) == []
    assert kept.of(f" {UNIT[:3]} {UNIT[3:]}\n", 2025) == [first, second]


def test_long_numbers_keep_every_digit(kept):
    long = Decimal("12345678901234567890.123456789")
    kept.add([verdict(finding=finding(expected=long))])
    assert kept.of(UNIT, 2025)[0].snapshot.expected == "12345678901234567890.123456789"


def test_looking_makes_nothing(kept, home):
    assert kept.of(UNIT, 2025) == []
    kept.add([])
    assert not home.exists()


def test_all_or_nothing(kept, monkeypatch):
    kept.add([verdict()])
    wrong = verdict().model_copy(update={"by": None})
    refused(kept.add, [verdict(comment="乙"), wrong])
    assert [v.comment for v in kept.of(UNIT, 2025)] == ["口径不同"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("comment", "字" * 2**20, "意见太长，有 1048576 个字。请缩短到 2000 个字以内。"),
        ("by", "", "没有写是谁的意见。请用 --by 写上姓名。"),
        ("by", " \t\x1b\u200b", "没有写是谁的意见。请用 --by 写上姓名。"),
        ("by", "张" * 51, "姓名太长，有 51 个字。请缩短到 50 个字以内。"),
        ("unit", " ", "没有写是哪个单位。请写上单位名称。"),
        ("unit", "县" * 101, "单位名称太长，有 101 个字。请缩短到 100 个字以内。"),
        ("year", 1999, "年度“1999”不对。请写 2008 到 2100 之间的年份。"),
    ],
)
def test_what_cannot_be_kept(field, value, says):
    with pytest.raises(InputError) as caught:
        verdict(**{field: value})
    assert str(caught.value) == says


@pytest.mark.parametrize("wrong", [{"kind": "maybe"}, {"fingerprint": "'; DROP TABLE verdicts"}, {"more": 1}])
def test_what_is_no_verdict(wrong):
    with pytest.raises(ValidationError):
        verdict(**wrong)


def test_odd_characters(kept):
    kept.add([verdict(by="张\n三\x00", comment="一\r\n\t二\x1b[31m\u202e三\ud800'; DROP TABLE verdicts; --")])
    (back,) = kept.of(UNIT, 2025)
    assert (back.by, back.comment) == ("张 三", "一\n\t二[31m三?'; DROP TABLE verdicts; --")


@pytest.mark.parametrize("how", ["no database", "torn", "cut"])
def test_a_damaged_file_is_set_aside(kept, home, how):
    kept.add([verdict()])
    data = damage(home / "nianbao.db", how)
    assert Verdicts(home).of(UNIT, 2025) in ([], [verdict()])
    after = Verdicts(home)
    after.add([verdict(comment="新")])
    assert after.of(UNIT, 2025)[-1].comment == "新"
    assert [p.read_bytes() for p in home.glob("*damaged-1")] == [data]


def test_a_database_that_can_only_be_read(kept, home):
    kept.add([verdict()])
    reader = Verdicts(f"sqlite:///file:{home / 'nianbao.db'}?mode=ro&uri=true")
    assert reader.of(UNIT, 2025) == [verdict()]
    assert "只能读，写不进去。请检查文件和文件夹的权限。" in refused(reader.add, [verdict()])
