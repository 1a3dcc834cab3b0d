"""Our own drafts are true to the tables, in every wording: the checks may call nothing in them an error."""

from dataclasses import replace

import pytest

from assistant import check_report, draft_report, read_report
from assistant.core.report import Report
from assistant.drafting import make_outline
from assistant.drafting.draft import assemble
from assistant.drafting.grounded import GroundedWriter
from assistant.drafting.varying import VARIANTS
from assistant.resources import corpus
from tests.checking.texts import of_text
from tests.support.shared import shared_file

SAMPLES = sorted((corpus() / "reports").glob("*.md"))


def errors(report: Report) -> list[str]:
    return [
        f"{f.code} {f.message}"
        for variant in range(VARIANTS)
        for f in check_report(
            report.model_copy(
                update={
                    "sections": assemble(
                        GroundedWriter().write(replace(make_outline(report), variant=variant))
                    )
                }
            )
        )
        if f.severity == "error"
    ]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_error_in_the_draft_of_a_sample(path):
    assert errors(read_report(path)) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", ["examples/淮安市-2024.pdf", "seeds/克拉玛依区自然资源分局-2021.txt"])
def test_no_error_in_the_draft_of_a_real_report(name):
    assert errors(read_report(shared_file(name))) == []


def test_the_draft_as_it_is_taken_away():
    report = read_report(SAMPLES[0])
    findings = check_report(draft_report(report).as_report(report))
    assert [f.message for f in findings if f.severity == "error"] == []


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("新收政府信息公开申请23件。年内办结24件，其中予以公开11件、部分公开3件，合计占办结总数的58.3%。", "TEXT-RATE", 0),
        ("新收政府信息公开申请23件。年内办结24件，其中予以公开11件、部分公开3件，合计占办结总数的68.3%。", "TEXT-RATE", 1),
        ("制发行政规范性文件2件，废止1件；没有废止规章。", "TEXT-CONTRADICTION", 0),
        ("没有制发、废止行政规范性文件。", "TEXT-CONTRADICTION", 1),
        ("制发行政规范性文件2件，现行有效9件，作出行政许可、行政处罚和行政强制处理决定分别为1286件、37件、4件。", "TEXT-PARTS", 0),
        ("收到意见7条，其中来信6条、来电4条。", "TEXT-PARTS", 1),
    ],
)  # fmt: skip
def test_what_stands_before_a_list_or_a_denial(text, code, found):
    """Each true wording beside one that is wrong: what was forgiven is not forgiven too much."""
    assert len([f for f in of_text(f"（一）{text}", code) if f.severity == "error"]) == found
