"""Real reports read and checked: nothing cries wolf. And the checks are quick."""

from pathlib import Path
from random import Random

import pytest

from assistant.checking import check_report
from tests.checking.support import LAST_YEAR, R
from tests.support import pace
from tests.support.balanced import balanced_report
from tests.support.reports import busy_report

SHARED = Path(__file__).parents[3] / "shared"
REAL = {
    "seeds/克拉玛依区自然资源分局-2021.txt": {
        ("PERIOD", "warning"),  # the preface does not say it
        ("ASPECT-MISSING", "warning"),  # 监督保障 comes in part five only
        ("YEAR-LEFT-OVER", "warning"),  # “2020年…存在的问题如下”
    },
    "examples/淮安市-2024.pdf": {
        ("ASPECT-MISSING", "warning"),  # no word of 考核, 社会评议, 责任追究
        ("CITATION", "info"),  # 国令第711号
    },
}
"""What the checks find in them: each looked at, each true."""


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_reports_have_no_error(name):
    if not (SHARED / name).exists():
        pytest.skip("the real files are not here")
    from assistant.reading import read_report

    report = read_report(SHARED / name)
    assert report.status == "complete"
    findings = check_report(report)
    assert {(f.code, f.severity) for f in findings} == REAL[name]
    assert len(findings) == len(REAL[name])


def median_ms(report, previous=None, runs=25):
    return pace.median(lambda: check_report(report, previous), runs) * 1000


@pytest.mark.parametrize(
    "report",
    [
        busy_report(),
        busy_report({R + "concluded_total.natural_person": 17, R + "concluded_total.total": 21}),
        busy_report({a: i % 7 for i, a in enumerate(busy_report().form.addresses)}),
        balanced_report(Random(4), largest=5000, zeros=0.1),
    ],
    ids=["clean", "a row left out", "noise", "a large city"],
)
def test_a_check_takes_milliseconds(report):
    """Some 1–4 ms where it was measured; the bound leaves room for slow and busy machines."""
    assert median_ms(report, LAST_YEAR) < 60
