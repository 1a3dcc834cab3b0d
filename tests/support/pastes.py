"""The shapes in which a report's tables reach the clipboard, and the damage that happens on the way."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from assistant.core.report import Report
from assistant.core.template import APPLICANTS, Row

Lines = list[str]


def _raw(report: Report, address: str) -> str:
    cell = report.cell(address)
    assert cell is not None
    return cell.raw


def _row_values(report: Report, table: str, row: Row) -> list[str]:
    return [_raw(report, f"{table}.{row.id}.{column.id}") for column in row.columns]


def _dispute_values(report: Report) -> list[str]:
    return [v for row in report.form.table("disputes").rows for v in _row_values(report, "disputes", row)]


def one_cell_a_line(report: Report) -> Lines:
    """A web page's or Word's table pasted as plain text: every cell on a line of its own."""
    lines = ["二、主动公开政府信息情况"]
    banner: tuple[str, ...] = ()
    for row in report.form.table("proactive").rows:
        if row.group != banner:
            banner = row.group
            lines += [*banner, "信息内容", *(column.label for column in row.columns)]
        lines += [row.label, *_row_values(report, "proactive", row)]
    lines += [
        "三、收到和处理政府信息公开申请情况",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    ]
    lines += ["申请人情况", "自然人", "法人或其他组织", "总计", *(c.label for c in APPLICANTS[1:-1])]
    groups: tuple[str, ...] = ()
    for row in report.form.table("requests").rows:
        lines += [g for g in row.group if g not in groups]
        groups = row.group
        lines += [row.label, *_row_values(report, "requests", row)]
    lines += [
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "复议后起诉",
    ]
    lines += ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    return [*lines, *_dispute_values(report), "五、存在的主要问题及改进情况", "更新不够及时。"]


def _table_rows(report: Report, merged: str | None) -> Lines:
    """Rows parted by tabs; a merged cell's later rows hold `merged`, or nothing at all when `None`."""
    lines = ["二、主动公开政府信息情况"]
    banner: tuple[str, ...] = ()
    for row in report.form.table("proactive").rows:
        if row.group != banner:
            banner = row.group
            lines += [banner[0], "\t".join(["信息内容", *(column.label for column in row.columns)])]
        lines.append("\t".join([row.label, *_row_values(report, "proactive", row)]))
    lines += ["三、收到和处理政府信息公开申请情况"]
    lines.append(
        "\t".join(
            ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "", "申请人情况"]
        )
    )
    lines.append("\t".join(["", "", "", *(c.label for c in APPLICANTS)]))
    groups: tuple[str, ...] = ()
    for row in report.form.table("requests").rows:
        fresh = [g if g not in groups else merged for g in row.group]
        groups = row.group
        cells = [g for g in fresh if g is not None]
        pad = [] if merged is None else [""] * (2 - len(row.group))
        lines.append("\t".join([*cells, row.label, *pad, *_row_values(report, "requests", row)]))
    lines += ["四、政府信息公开行政复议、行政诉讼情况", "行政复议\t\t\t\t\t行政诉讼"]
    lines.append("\t".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3))
    return [*lines, "\t".join(_dispute_values(report)), "五、存在的主要问题及改进情况", "更新不够及时。"]


def from_excel(report: Report) -> Lines:
    """Copied in Excel: merged cells come as blanks."""
    return _table_rows(report, "")


def from_word(report: Report) -> Lines:
    """Copied in Word: the later rows of a merged cell are missing."""
    return _table_rows(report, None)


def from_pdf_viewer(report: Report) -> Lines:
    """Copied from a PDF viewer: blanks between cells, long labels wrapped around the values."""
    lines: Lines = []
    for line in from_word(report):
        fields = line.split("\t")
        values = fields[-7:]
        label = "".join(fields[:-7])
        if len(fields) > 7 and len(label) > 22 and not label.isdigit() and values[0].isdigit():
            third = len(label) // 3
            lines += [label[:third], f"{label[third : 2 * third]}  {'   '.join(values)}", label[2 * third :]]
        else:
            lines.append("  ".join(f for f in fields if f))
    return lines


SHAPES: dict[str, Callable[[Report], Lines]] = {
    "one cell a line": one_cell_a_line,
    "Excel": from_excel,
    "Word": from_word,
    "PDF viewer": from_pdf_viewer,
}

NOISE = ("- 3 -", "第3页", "打印本页", "附件", "备注", "3", "0", "2024年", "————", "", "（续表）", "上年数")


def lose_line(lines: Lines, random: Random) -> Lines:
    i = random.randrange(len(lines))
    return lines[:i] + lines[i + 1 :]


def double_line(lines: Lines, random: Random) -> Lines:
    i = random.randrange(len(lines))
    return lines[: i + 1] + lines[i:]


def swap_lines(lines: Lines, random: Random) -> Lines:
    i = random.randrange(len(lines) - 1)
    return [*lines[:i], lines[i + 1], lines[i], *lines[i + 2 :]]


def swap_far_labels(lines: Lines, random: Random) -> Lines:
    labels = [i for i, line in enumerate(lines) if line and not line.replace("\t", "").isdigit()]
    i, j = sorted(random.sample(labels, 2))
    changed = list(lines)
    changed[i], changed[j] = changed[j], changed[i]
    return changed


def noise(lines: Lines, random: Random) -> Lines:
    i = random.randrange(len(lines))
    return [*lines[:i], random.choice(NOISE), *lines[i:]]


def lose_field(lines: Lines, random: Random) -> Lines:
    return _field(lines, random, lambda fields, i: fields[:i] + fields[i + 1 :])


def double_field(lines: Lines, random: Random) -> Lines:
    return _field(lines, random, lambda fields, i: fields[: i + 1] + fields[i:])


def _field(lines: Lines, random: Random, change: Callable[[Lines, int], Lines]) -> Lines:
    wide = [i for i, line in enumerate(lines) if "\t" in line]
    if not wide:
        return lose_line(lines, random)
    i = random.choice(wide)
    fields = lines[i].split("\t")
    return [*lines[:i], "\t".join(change(fields, random.randrange(len(fields)))), *lines[i + 1 :]]


DAMAGES: dict[str, Callable[[Lines, Random], Lines]] = {
    "line lost": lose_line,
    "line doubled": double_line,
    "lines swapped": swap_lines,
    "labels swapped": swap_far_labels,
    "noise": noise,
    "field lost": lose_field,
    "field doubled": double_field,
}


def swap_values_of(truth: Report, whole: Lines, damaged: Lines) -> Report:
    """The report that a paste with two neighbouring values swapped faithfully shows.

    Only for one cell a line; returns `truth` itself when anything but two values changed places.
    """
    changed = [i for i, (a, b) in enumerate(zip(whole, damaged, strict=True)) if a != b]
    if len(changed) != 2 or not all(whole[i].isdigit() for i in changed):
        return truth
    order = _addresses_in_order(truth)
    values = [i for i, line in enumerate(whole) if line.isdigit()]
    first, second = (order[values.index(i)] for i in changed)
    return truth.replace_cells({first: truth.cell(second), second: truth.cell(first)})


def _addresses_in_order(report: Report) -> list[str]:
    return [address for address, _ in report.cells()]


def silent_misreadings(read: Report, truth: Report) -> list[str]:
    """Cells that are wrong yet certain, or uncertain yet named in no problem."""
    named = {address for problem in read.problems for address in problem.where}
    wrong = []
    for address, cell in truth.cells():
        got = read.cell(address)
        assert cell is not None
        if got is None:
            continue
        if got.certain and got.value != cell.value:
            wrong.append(f"{address}: {got.value} for {cell.value}")
        if not got.certain and address not in named:
            wrong.append(f"{address}: uncertain, not named")
    return wrong
