"""The quality figures as tables for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.cli.width import left, right

if TYPE_CHECKING:
    from assistant.answering.evaluation import Quality
    from assistant.quality import Review

KINDS: Final = {
    "deadline": "期限", "who": "谁来答", "fee": "收费", "third_party": "第三方", "repeated": "重复和过多",
    "petition": "信访投诉", "internal_process": "内部和过程信息", "case_file": "执法案卷",
    "secrecy_privacy": "保密和隐私", "proactive": "主动公开", "channel": "渠道", "format_of_reply": "怎么答",
    "form_rows": "表格填哪格", "form_general": "年报怎么写", "publication": "公布", "review_litigation": "复议诉讼",
    "multi": "要几条一起答",
}  # fmt: skip

_NAME: Final = 20
_COLUMN: Final = 10


def any_page(name: str, one: Quality | Review, *, details: bool = False) -> str:
    """A question set's page, or a case set's."""
    from assistant.quality import Review

    return review_page(name, one, details=details) if isinstance(one, Review) else page(name, one)


def review_page(name: str, review: Review, *, details: bool = False) -> str:
    """One case set: planted errors by family, findings of severity error, clean passages."""
    head = (
        f"审稿题目集 {name}：{review.cases} 篇（其中没有错的 {review.clean} 篇），埋下的错 {review.planted} 处\n"
        f"找到的：{_percent(review.recall)}；报为“错误”而确实有错的：{_percent(review.precision)}；"
        f"没有错而报了“错误”的：{review.false_alarms} 篇；埋下的错误里按“错误”报的：{_percent(review.told_as_error)}"
    )
    rows = [
        [
            f.code,
            str(f.planted),
            _percent(f.found / f.planted if f.planted else None),
            str(f.errors),
            str(f.errors - f.right),
        ]
        for f in review.families
    ]
    blocks = [head, _table(["类别", "埋下", "找到", "报错误", "其中误报"], rows)]
    if details:
        blocks += [f"漏：{m.case} {m.code} “{m.text}”" for m in review.missed]
        blocks += [f"误：{m.case} {m.code} “{m.text}” {m.message}" for m in review.wrong]
    return "\n".join(blocks)


def page(name: str, quality: Quality) -> str:
    """One question set: the ways of ranking side by side, then kind by kind, then refusals."""
    blocks = [f"题目集 {name}：{quality.questions} 道"]
    judged = any(o.answers_at_1 is not None for o in quality.orders)
    rows = [
        [o.name, _percent(o.hit_at_1), _percent(o.hit_at_3), f"{o.ndcg_at_10:.3f}", _percent(o.recall_at_5)]
        + ([_percent(o.answers_at_1), _percent(o.answers_at_3)] if judged else [])
        for o in quality.orders
    ]
    more = ["首位答得对", "前三答得对"] if judged else []
    blocks.append(_table(["排序方法", "首位对", "前三有", "nDCG@10", "多条召回@5", *more], rows))
    if judged:
        blocks[-1] += "\n（“答得对”把两次盲评都认为照样答得对的规定也算上；“首位对”只认出题时写下的那条。）"
    rows = [
        [
            KINDS.get(k.kind, k.kind),
            str(k.questions),
            _percent(k.hit_at_1),
            _percent(k.hit_at_3),
            _percent(k.recall_at_5),
        ]
        for k in quality.kinds
    ]
    blocks.append(_table(["种类", "题数", "首位对", "前三有", "召回@5"], rows))
    blocks.append(
        "\n".join(
            [
                f"答不了的题，拒答或者说明规定没有写：{_percent(quality.refused)}",
                f"规定没有写的题，说明没有写：{_percent(quality.told_silent)}",
                f"答得了的题，误拒：{_percent(quality.false_refusals)}；误说没有写：{_percent(quality.false_silences)}",
            ]
        )
    )
    return "\n\n".join(blocks)


def _table(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join(
        left(row[0], _NAME) + "".join(right(cell, _COLUMN + 2) for cell in row[1:]) for row in [head, *rows]
    )


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{100 * value:.1f}%"
