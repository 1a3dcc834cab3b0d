"""The words a sentence may use without anybody having said them: the form's own, those that only join, those
that must stand before a number.

What is left of a clause when these are taken away is a statement of its own, and needs somebody who made it. So a
title, a document number, the name of a unit or of a platform, and any event that neither the tables nor the notes
hold is found without a list of what to look for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from assistant.core.template import APPLICANTS, OUTCOMES, T2019, T2021
from assistant.drafting import basis
from assistant.drafting.matters import NAMES_OF_CELLS
from assistant.drafting.phrases import CATEGORIES, REASONS

_JOINING: Final = (
    "我单位", "本单位", "本机关", "本报告", "本年度", "本年", "今年", "全年", "年内", "年度", "期间", "截至", "年底", "统计", "期限",
    "共计", "合计", "总计", "总共", "一共", "共有", "累计", "其中", "分别", "分别为", "包括", "以及", "并且", "同时", "此外", "另外", "另有", "还有",
    "方面", "情况", "具体", "情形", "类型", "结果", "数量", "总数", "件数", "金额", "比例", "占比", "占", "全部", "两项", "各项", "之和",
    "比上年", "较上年", "与上年相比", "同比", "上年", "增加", "减少", "增长", "下降", "持平", "相同", "相比",
    "收到", "新收到", "新收", "受理", "接收", "办理", "办结", "答复", "作出", "做出", "处理", "决定", "处理决定", "继续", "结转", "下年度", "下一年度", "下年",
    "引起", "引发", "涉及", "发生", "提起", "被申请", "被提起", "申请", "申请人", "政府信息公开", "信息公开", "公开申请", "案件", "审结", "尚未",
    "没有", "未", "无", "均", "都", "也", "已", "为", "是", "有", "的", "和", "与", "及", "或", "在", "从", "由", "被", "因", "对", "按", "共", "中", "其",
    "一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是", "针对这一问题", "针对上述问题", "针对此问题", "针对该问题", "对此", "改进方面", "上年报告提出的", "从办理结果看", "从申请人看",
    "从具体情形看", "分情形看", "制发", "废止", "现行有效", "收取", "编制", "依据", "根据", "按照", "起", "至", "止", "了", "除", "外", "还", "存在", "主要问题", "问题", "改进情况", "工作",
    "年", "月", "日", "件", "项", "万元", "元", "自", "全文", "全部办结数", "信息处理费", "收费通知", "发出", "逾期未缴纳费用", "逾期未缴纳", "尚未缴纳", "收费", "采购", "不再处理", "或者", "需要", "已经", "直接", "所列", "表中", "等",
    "项目", "总金额", "总数", "对外公开", "上一年度", "上年度", "上一年", "下一年", "度", "增幅", "降幅", "增长率", "上升", "办理结果", "两者", "二者", "针对",
    "提交", "提出", "来自", "接到", "做出", "总量", "总件数", "总额", "同期", "另", "从申请人情况看",
)  # fmt: skip
"""Words that join, count and compare. None of them says that anything was done, or done well."""

PLACES: Final = "省市县区旗镇乡州盟"
_TITLE: Final = re.compile(r"《[^》]{1,60}》?")
_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{1,10}〔\d{4}〕\d+号")
_PLATFORM: Final = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{0,12}(?:网站|官网|公众号|微博|抖音|快手|视频号|头条号|APP|客户端|小程序|平台|热线|微信)",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:人民政府|政府办公室|街道办事处|委员会|管理局|分局|局|厅|中心|法院|检察院|档案馆|图书馆|公司|集团|协会)"
)
_WORD: Final = re.compile(r"[\u4e00-\u9fffA-Za-z]+")


@cache
def _known() -> re.Pattern[str]:
    words = {*_JOINING, *NAMES_OF_CELLS, *CATEGORIES.values(), *REASONS.values(), *basis.ASPECTS.values()}
    for form in (T2021, T2019):
        words |= {s.title for s in form.sections} | {r.label for _, r in form.rows()}
    words |= {c.label for c in (*APPLICANTS, *OUTCOMES)}
    plain = {part for w in words for part in re.findall(r"[\u4e00-\u9fff]+", w)}
    plain |= {f"全{c}" for c in PLACES} | {
        f"我{c}" for c in (*PLACES, "局", "委", "办", "厅", "街道", "中心")
    }
    return re.compile("|".join(sorted(map(re.escape, plain), key=len, reverse=True)))


def left_over(clause: str) -> list[str]:
    """The words of a clause that neither join nor name what is in the form."""
    return _WORD.findall(_known().sub("　", clause))


def why_unknown(clause: str, words: str) -> str:
    """What kind of statement the left-over words are part of, in words for staff."""
    for pattern, name in (
        (_TITLE, "文件标题"), (_NUMBER, "文号"), (_PLATFORM, "平台名称"), (_UNIT, "单位名称"),
    ):  # fmt: skip
        if any(words in m[0] or m[0] in words for m in pattern.finditer(clause)):
            return f"{name}在表格和要点里都没有"
    return "表格和要点里都没有说到"
