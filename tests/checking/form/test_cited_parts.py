"""SECTION-TITLE where the running text speaks of a part of the report."""

from __future__ import annotations

import pytest

from tests.checking.support import PREFACE, said, written

REQUESTS = "收到和处理政府信息公开申请情况"
DISPUTES = "政府信息公开行政复议、行政诉讼情况"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"逐项列在第四部分“{REQUESTS}”的表格中。", ("第四部分", "第三部分")),
        (f"详见“{DISPUTES}”（第三部分）。", ("第三部分", "第四部分")),
        ("填在第三部分“依申请公开政府信息办理情况”的表里。", ("依申请公开政府信息办理情况", REQUESTS)),
        (
            "放在第五部分“存在的主要问题及整改情况”。",
            ("存在的主要问题及整改情况", "存在的主要问题及改进情况"),
        ),
        ("见第六部分《其他需要说明的事项》。", ("其他需要说明的事项", "其他需要报告的事项")),
        ("见本报告“政府信息公开的收费及减免情况”部分。", ("政府信息公开的收费及减免情况", None)),
        ("详见第一部分“概述”。", ("概述", "总体情况")),
    ],
)
def test_another_number_or_name(text, found):
    assert said(written(overview=text), "SECTION-TITLE") == [found]
    assert said(written(2020, overview=text), "SECTION-TITLE") == [], "the older forms had other names"


@pytest.mark.parametrize(
    "text",
    [
        f"列在第三部分“{REQUESTS}”，结果见第四部分“政府信息公开行政复议和行政诉讼情况”。",
        "见第一部分“监督保障”，另见第五部分“改进情况”、第六部分“收取信息处理费情况”。",
        "见“政府信息管理情况”部分和“政府信息公开平台建设情况”部分。",
        "上年报告第三部分“依申请公开情况”写得太简单。",
        "公开指南第二部分“依申请公开情况”已经更新。",
    ],
)
def test_parts_named_rightly_and_headings_of_their_own(text):
    assert said(written(overview=text), "SECTION-TITLE") == []


NUMBERED = f"内容为：一、总体情况；二、主动公开政府信息情况；三、{REQUESTS}；四、{DISPUTES}；五、存在的主要问题及改进情况；六、其他需要报告的事项。"


def test_a_numbered_list():
    odd = "政府信息公开的申诉、复议和诉讼情况"
    assert said(written(preface=NUMBERED + PREFACE), "SECTION-TITLE") == []
    assert said(written(preface=NUMBERED.replace(DISPUTES, odd) + PREFACE), "SECTION-TITLE") == [
        (odd, DISPUTES)
    ]


ALL = (
    "总体情况",
    "主动公开政府信息情况",
    REQUESTS,
    DISPUTES,
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)


def listed(*order: int) -> str:
    return f"本报告由{'、'.join(ALL[i] for i in order)}六部分组成。" + PREFACE


def test_parts_listed_in_another_order() -> None:
    assert said(written(preface=listed(0, 1, 2, 3, 4, 5)), "SECTION-ORDER") == []
    for order, wrong in (((0, 2, 1, 3, 4, 5), (2, 1)), ((0, 1, 2, 3, 5, 4), (5, 4))):
        ((found, _),) = said(written(preface=listed(*order)), "SECTION-ORDER")
        assert found == "、".join(ALL[i] for i in wrong)
    apart = f"{ALL[5]}见第六部分，{ALL[4]}见第五部分。"
    assert said(written(overview=apart), "SECTION-ORDER") == []
    assert said(written(2020, preface=listed(0, 2, 1, 3, 4, 5)), "SECTION-ORDER") == []


def test_a_name_that_stands_where_a_part_is_wanting() -> None:
    text = listed(0, 1, 2, 3, 4, 5).replace("总体情况", "年度工作回顾")
    assert said(written(preface=text), "SECTION-TITLE") == [("年度工作回顾", "总体情况")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"第二部分为{REQUESTS}。", ("第二部分", "第三部分")),
        ("零数见第三部分“政府信息依申请公开办理情况”。", ("政府信息依申请公开办理情况", REQUESTS)),
        ("写在报告的最后一部分，即“其他需要说明的事项”。", ("其他需要说明的事项", ALL[5])),
    ],
)
def test_parts_named_without_quotes_and_by_their_place(text: str, found: tuple[str, str]) -> None:
    assert said(written(overview=text), "SECTION-TITLE") == [found]
    assert said(written(overview=f"第三部分为{REQUESTS}。"), "SECTION-TITLE") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("列在“二、政府信息主动公开情况”的表格里。", ("政府信息主动公开情况", "主动公开政府信息情况")),
        ("明细见“三、政府信息公开申请办理情况”。", ("政府信息公开申请办理情况", REQUESTS)),
        ("结果分项列于“四、行政复议和应诉情况”。", ("行政复议和应诉情况", DISPUTES)),
        ("写入“五、存在的不足及改进措施”。", ("存在的不足及改进措施", "存在的主要问题及改进情况")),
        ("详见六、其他应当说明的事项。", ("其他应当说明的事项", "其他需要报告的事项")),
        ("见第六部分“其他需要说明的情况”。", ("其他需要说明的情况", "其他需要报告的事项")),
        (f"诉讼结果见“三、{DISPUTES}”。", ("三", "四")),
        ("在“七、其他需要报告的事项”中交代。", ("七", "六")),
    ],
)
def test_headings_quoted_with_their_number(text, found):
    assert said(written(overview=text), "SECTION-TITLE") == [found]
    assert said(written(2020, overview=text), "SECTION-TITLE") == [], "the older forms had other names"


@pytest.mark.parametrize(
    "text",
    [
        f"见“三、{REQUESTS}”和“四、政府信息公开行政复议和行政诉讼情况”。",
        "在门户网站“二、机构设置情况”下增加了内设机构的电话。",
        "公开指南“三、依申请公开受理情况”一节改写了。",
        "2019年版的“二、行政机关主动公开政府信息情况”已经改名。",
    ],
)
def test_headings_that_are_right_or_of_another_paper(text):
    assert said(written(overview=text), "SECTION-TITLE") == []


ALL = (
    "总体情况",
    "主动公开政府信息情况",
    REQUESTS,
    DISPUTES,
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)


def parts_named(text):
    return [f for f, _ in said(written(preface=PREFACE + text), "SECTION-TITLE")]


@pytest.mark.parametrize("left_out", [1, 2, 3, 4])
def test_a_part_left_out_of_the_list(left_out):
    names = "、".join(name for n, name in enumerate(ALL) if n != left_out)
    assert parts_named(f"报告有六个部分：{names}。") == ["六个部分"]
    assert parts_named(f"报告涉及{names}等。") == []


def test_a_list_that_is_whole_and_one_whose_last_name_is_wrong():
    assert parts_named(f"报告分为{'、'.join(ALL)}六部分。") == []
    numbered = "；".join(f"{n}、{name}" for n, name in zip("一二三四五", ALL[:5], strict=True))
    assert parts_named(f"依次为：{numbered}；六、其他应当说明的事项。") == ["其他应当说明的事项"]
