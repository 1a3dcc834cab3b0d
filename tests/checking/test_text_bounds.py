"""The checks of the text end in time whatever the text is, and are quick on a long report."""

import pytest

from assistant.checking import check_report
from tests.checking.support import OVERVIEW, PREFACE, written
from tests.support import pace

LONG = 60_000


@pytest.mark.parametrize(
    "piece",
    [
        "，",
        "《",
        "“",
        "（公开)",
        "公开,",
        "的的。",
        "2023年，我局将",
        "《条例》第九十条、",
        "检索、复制",
        "申请人王",
        "二",
        "公",
        "公开申请",
        "1 ",
        "问题均已整改到位。",
        "业务指引至今没有印发，",
        "收到意见1306条，采纳1358条、",
        "收到申请5件，均已按期办结，",
    ],
)
def test_any_text_ends_in_time(piece):
    report = written(overview=piece * (LONG // len(piece)))
    with pace.measured() as spent:
        check_report(report)
    assert spent.seconds < 10, "half a second where it was measured"


def test_very_many_slips_are_not_all_listed():
    findings = check_report(written(overview="收到政府信息公开申请12条。" * 500))
    counters = [f for f in findings if f.code == "COUNTER"]
    assert len(counters) == 101
    assert sum("前 100 处" in f.message for f in counters) == 1
    assert len({f.fingerprint for f in counters}) == 101


def test_a_report_of_three_thousand_characters_takes_milliseconds():
    """Some 8 ms for all families where it was measured; the bound leaves room for slow and busy machines."""
    report = written(preface=PREFACE, overview=OVERVIEW * 21, problems=OVERVIEW * 4)
    assert 3000 < sum(map(len, report.sections.values())) < 4000
    assert pace.median(lambda: check_report(report), 9) < 0.1
