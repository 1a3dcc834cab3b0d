"""The command ``verdict``: what the check found, what staff said about it, and what they say now."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from assistant.cli.failures import DONE
from assistant.cli.streams import result, result_json, tell
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.core.findings import Finding
    from assistant.core.report import Report
    from assistant.reviewing.judging import Judged
    from assistant.storage.verdicts import Kind, Verdicts

VERDICT: Final = """列出核对查出的问题和处理意见；或者对一处问题表态：认可、驳回、已改。
意见按问题和当时的数字留存，重新核对不会丢；驳回的问题数字一变就重新列出。编号写序号，或问题编号的前几位。"""

_REPORT_FILES: Final = (".docx", ".html", ".xlsx", ".md")

Source = Annotated[Path, typer.Argument(metavar="年报文件", help="年报文件；写“-”表示标准输入")]
Previous = Annotated[
    Path | None, typer.Option("--previous", metavar="文件", help="上年的年报，一并核对跨年数据")
]
By = Annotated[str, typer.Option("--by", metavar="姓名", help="谁的意见")]
Comment = Annotated[str, typer.Option("--comment", metavar="意见", help="理由或意见，最多 2000 字")]
Unit = Annotated[
    str | None, typer.Option("--unit", metavar="单位", help="年报里没有读到单位时，用这个单位名称")
]
Year = Annotated[int | None, typer.Option("--year", metavar="年度", help="年报里没有读到年度时，用这个年份")]
AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON，供别的程序用")]
Ids = list[str] | None


def verdict(
    source: Source,
    previous: Previous = None,
    accept: Annotated[
        Ids, typer.Option("--accept", metavar="编号", help="这一处属实，要改；可以写几次")
    ] = None,
    dismiss: Annotated[
        Ids, typer.Option("--dismiss", metavar="编号", help="这一处不是问题，要写理由；可以写几次")
    ] = None,
    fix: Annotated[Ids, typer.Option("--fix", metavar="编号", help="这一处已经改好；可以写几次")] = None,
    comment: Comment = "",
    by: By = "",
    unit: Unit = None,
    year: Year = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件", help="与 --fix 同用：把代为改好的年报另存成文件"),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Show the findings with their verdicts; keep new ones first when any are given."""
    from assistant import check_report
    from assistant.cli.outputs import check_output
    from assistant.cli.sources import read_previous, read_source, refuse_two_readers
    from assistant.reviewing.judging import apply_verdicts, owner
    from assistant.storage.verdicts import Verdicts

    given: dict[Kind, list[str]] = {"accept": accept or [], "dismiss": dismiss or [], "fix": fix or []}
    _refuse_odd_options(given, comment, by, output)
    refuse_two_readers(source, previous)
    check_output(output, _REPORT_FILES, source, previous)
    report = named(read_source(source), unit, year)
    last = read_previous(previous)
    name, of_year = owner(report)
    findings = check_report(report, previous=last)
    kept = Verdicts.configured()
    if any(given.values()):
        _keep(kept, _chosen(findings, given), (comment, by), report, last, output)
    judged = apply_verdicts(findings, kept.of(name, of_year), report, last)
    for notice in kept.notices:
        tell(notice)
    _show(judged, findings, report, as_json)
    return DONE


def named(report: Report, unit: str | None, year: int | None) -> Report:
    """The report under the unit and year that were given on the command line, where they were."""
    from assistant.storage.words import report_year, unit_name

    told: dict[str, Any] = {}
    if unit is not None:
        told["unit"] = unit_name(unit)
    if year is not None:
        told["year"] = report_year(year)
    return report.model_copy(update=told)


def _refuse_odd_options(given: dict[Kind, list[str]], comment: str, by: str, output: Path | None) -> None:
    if not any(given.values()) and (comment or by):
        raise InputError("没有说对哪一处表态。", "请加上 --accept、--dismiss 或 --fix 和问题的编号。")
    if output is not None and not given["fix"]:
        raise InputError("-o 只能与 --fix 同用。", "要导出年报，请用 export。")


def _chosen(findings: Sequence[Finding], given: dict[Kind, list[str]]) -> list[tuple[Kind, Finding]]:
    from assistant.reviewing.judging import pick

    chosen = [(kind, pick(findings, name)) for kind, names in given.items() for name in names]
    prints = [finding.fingerprint for _, finding in chosen]
    if twice := next((p for p in prints if prints.count(p) > 1), None):
        raise InputError(f"同一处问题（{twice[:6]}）写了两次。", "一次只能表一个态。")
    return chosen


def _keep(
    kept: Verdicts,
    chosen: Sequence[tuple[Kind, Finding]],
    words: tuple[str, str],
    report: Report,
    last: Report | None,
    output: Path | None,
) -> None:
    """Write the corrected report first: a verdict that says “put right” must not outrun it."""
    from assistant.cli.width import shorten
    from assistant.reviewing.judging import Said, give
    from assistant.reviewing.wording import KINDS

    comment, by = words
    said = Said(by=by, time=datetime.now(UTC), comment=comment)
    verdicts = [give(finding, kind, said, report, last) for kind, finding in chosen]
    _correct(report, [finding for kind, finding in chosen if kind == "fix"], output)
    kept.add(verdicts)
    for kind, finding in chosen:
        tell(f"已记下：{KINDS[kind]}〔{finding.fingerprint[:6]}〕{shorten(finding.message, 50)}")


def _correct(report: Report, findings: Sequence[Finding], output: Path | None) -> None:
    if output is not None:
        from assistant import export_report
        from assistant.reviewing.corrections import apply_corrections

        export_report(apply_corrections(report, findings), output)
        tell(f"改好的年报已写入“{output}”，原来的文件没有动。")
    elif any(finding.correction is not None for finding in findings):
        tell("这里有可以代为改正的文字：加上 -o 文件，就把改好的年报另存一份。")


def _show(judged: Sequence[Judged], findings: Sequence[Finding], report: Report, as_json: bool) -> None:
    from assistant.cli.judged import verdict_json
    from assistant.reviewing.judging import short_ids

    names = [*short_ids(findings), *(one.finding.fingerprint[:6] for one in judged[len(findings) :])]
    if as_json:
        result_json(
            [
                {**one.finding.model_dump(mode="json"), "number": n, "id": name, "verdict": verdict_json(one)}
                for n, (one, name) in enumerate(zip(judged, names, strict=True), 1)
            ]
        )
    elif judged:
        result(_page(judged, names, report))
    tell(_summary(judged, report))


def _page(judged: Sequence[Judged], names: Sequence[str], report: Report) -> str:
    from assistant.cli.show_findings import one
    from assistant.cli.show_report import SEVERITIES
    from assistant.cli.width import wrap
    from assistant.reviewing.judging import STATES
    from assistant.reviewing.wording import opinion

    blocks = []
    for number, (each, name) in enumerate(zip(judged, names, strict=True), 1):
        head = f"〔{name}〕【{SEVERITIES[each.finding.severity]}】"
        lines = [one(number, each.model_copy(update={"history": ()}), report, head)]
        lines.append(wrap(STATES[each.state], first="     → ", rest=" " * 8))
        lines += [wrap(opinion(said), first=" " * 8, rest=" " * 8) for said in each.history]
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def _summary(judged: Sequence[Judged], report: Report) -> str:
    from assistant.reviewing.judging import STATES

    counts = [
        f"{name} {n} 处" for state, name in STATES.items() if (n := sum(j.state is state for j in judged))
    ]
    found = "；".join(counts) if counts else "没有查出问题"
    return f"{report.unit} {report.year} 年：{found}。"
