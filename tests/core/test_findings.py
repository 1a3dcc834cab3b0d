"""Findings as values: JSON, and fingerprints that survive a re-run."""

import re
from decimal import Decimal

from assistant.core.findings import Finding


def finding(**changes):
    fields = {"code": "T3-ROW", "severity": "error", "where": ("requests.new.total",), "message": "不平。"}
    return Finding(**{**fields, **changes})


def test_json_of_the_contract():
    data = finding(expected=Decimal(3), found=Decimal("3.5"), basis="格式").model_dump(mode="json")
    assert set(data) >= {
        "code",
        "severity",
        "where",
        "message",
        "expected",
        "found",
        "basis",
        "status",
        "fingerprint",
    }
    assert (data["expected"], data["found"], data["where"]) == (3, 3.5, ["requests.new.total"])
    assert finding(expected="五").model_dump(mode="json")["expected"] == "五"
    assert finding().model_dump(mode="json")["expected"] is None


def test_the_fingerprint_outlives_values_and_words():
    first = finding(expected=Decimal(3), found=Decimal(4))
    again = finding(
        expected=Decimal(9), found=Decimal(1), message="还是不平。", severity="warning", status="uncertain"
    )
    assert first.fingerprint == again.fingerprint
    assert re.fullmatch("[0-9a-f]{16}", first.fingerprint)


def test_the_fingerprint_knows_code_and_place():
    prints = [
        finding().fingerprint,
        finding(code="T3-RESULTS").fingerprint,
        finding(where=("requests.new.enterprise",)).fingerprint,
        finding(anchor="收到申请").fingerprint,
    ]
    assert len(set(prints)) == 4


def test_an_anchor_stands_for_the_place():
    moved = [finding(where=(f"overview:{n}-{n + 4}",), anchor="收到申请").fingerprint for n in (0, 12)]
    assert moved[0] == moved[1]


def test_json_comes_back():
    one = finding(expected=Decimal("0.5"))
    assert Finding.model_validate_json(one.model_dump_json()).fingerprint == one.fingerprint
