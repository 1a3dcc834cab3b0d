"""Last year's number in ways of speaking that can only mean this year or the next."""

from __future__ import annotations

import pytest

from tests.checking.support import said, written


def years(text, section="overview"):
    return [f for f, _ in said(written(2024, **{section: text}), "YEAR-LEFT-OVER")]


@pytest.mark.parametrize(
    ("section", "text", "found"),
    [
        ("overview", "这份2023年度报告由办公室汇总。", "2023"),
        ("problems", "对照检查2023年度工作，今年的短板在栏目更新，已经督促到人。", "2023"),
        ("problems", "回顾2023年的工作，我局在图解制作上还有差距，2025年将补上。", "2023"),
        ("overview", "各股室较好完成了2023年度政务公开各项目标任务。", "2023"),
        ("overview", "年内新增的证照查询功能于2023年8月上线。", "2023"),
        ("overview", "报告期内改版的网站是在2023年6月投入使用的。", "2023"),
        ("problems", "来年安排：2024年把指引送到社区。", "2024"),
        ("problems", "下一年度重点：2024年抓好培训。", "2024"),
        ("overview", "2023年末，现行有效的规范性文件12件。", "2023"),
        ("overview", "截至2023年12月31日，有效文件15件，比上年末净增3件，年内制发的都有解读。", "2023"),
        ("overview", "截至2023年底，在用文件8件，其中本年印发2件、同期废止1件。", "2023"),
        ("overview", "2023年1至12月，全局共发布信息512条，较上年多出一成。", "2023"),
    ],
)
def test_left_over(section, text, found):
    assert years(text, section) == [found]


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("overview", "上年印发的这份2023年度报告已移交档案室。"),
        ("problems", "回顾2023年提出的三项任务，均已完成。"),
        ("overview", "公开了2023年度目标任务完成情况的审计结果。"),
        ("overview", "全年公开的规划，于2023年12月经市政府批准。"),
        ("problems", "明年计划：在2024年试点基础上，推广到全部派出所。"),
        ("problems", "明年把2024年没有做完的目录整理做完。"),
        ("overview", "截至2024年12月31日，有效文件15件；截至2023年12月31日为12件，净增3件。"),
        ("overview", "截至2023年12月31日有效的12件文件，本年废止1件、新制发2件，年末为13件。"),
        ("overview", "截至2023年底有公示牌180块，比上年增加12块。2024年新立20块。"),
        ("overview", "与2023年底相比，目录增加200条。"),
        ("overview", "2023年末结转的3件申请，今年全部办结。"),
        ("overview", "2023年新修订的《中华人民共和国行政复议法》施行后，告知内容已改。"),
    ],
)
def test_last_year_rightly_named(section, text):
    assert years(text, section) == []
