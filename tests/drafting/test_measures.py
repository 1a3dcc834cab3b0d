"""Measures stand behind the problem they were written against, and behind no other."""

from __future__ import annotations

import pytest

from assistant.drafting import read_notes
from tests.drafting.cases import aspect, sound
from tests.support.reports import busy_report, make_report

_TWO = "一是更新不及时。针对这一问题，专人负责。二是解读单一。针对这一问题，多做图解。"


def problems(notes: str) -> str:
    return sound(make_report(unit="示例县民政局", year=2025), notes).sections["problems"]


@pytest.mark.parametrize(
    "notes",
    [
        "问题：1.更新不及时；2.解读单一。措施：1.专人负责；2.多做图解。",
        "问题：更新不及时；解读单一。针对一，专人负责；针对二，多做图解",
        "不足：(1)更新不及时(2)解读单一 打算：(1)专人负责(2)多做图解",
        "问题1：更新不及时 措施1：专人负责\n问题2：解读单一 措施2：多做图解",
        "问题1：更新不及时\n问题2：解读单一\n措施1：专人负责\n措施2：多做图解",
        "存在问题：\n1、更新不及时\n2、解读单一\n改进措施：\n1、专人负责\n2、多做图解",
        "存在问题：\n1.更新不及时\n2.解读单一\n\n改进措施：\n1.专人负责\n2.多做图解",
        "问题：更新不及时\n措施：专人负责\n问题：解读单一\n措施：多做图解",
    ],
)
def test_the_layouts_staff_use(notes: str) -> None:
    assert problems(notes) == _TWO


def test_lists_of_different_length_are_not_tied_by_place() -> None:
    text = problems("存在问题：\n1.更新不及时\n2.解读单一\n3.人手少\n改进措施：\n1.专人负责\n2.多做图解")
    assert "针对这一问题" not in text
    assert "【请核对：下面的措施没有写明针对哪个问题。】改进方面，专人负责。" in text


@pytest.mark.parametrize(
    "notes", ["1、没有开展培训，主要是人手不够\n2、下一步准备建专区", "人手不足\n\n下一步建专区"]
)
def test_lines_that_stand_apart_are_not_tied(notes: str) -> None:
    text = problems(notes)
    assert "针对这一问题" not in text and "没有写明针对哪个问题" in text


@pytest.mark.parametrize("notes", ["问题：无", "存在问题：无\n措施：无", "存在问题：\n没有"])
def test_no_problem_keeps_the_gap(notes: str) -> None:
    text = problems(notes)
    assert "无。" not in text and text.startswith(
        "【待补充：您写的是没有问题，请再核实。今年存在哪些主要问题"
    )


def test_a_measure_alone_does_not_fill_the_gap_for_problems() -> None:
    assert "【待补充：今年存在哪些主要问题" in problems("下一步加强培训")


def test_labels_and_numbers_within_one_line() -> None:
    draft = sound(
        make_report(unit="示例县民政局", year=2025),
        "（一）主动公开情况：网站发布信息438条。（二）依申请：答复前电话沟通。（五）监督保障：培训2次。",
    )
    assert "网站发布信息438条" in aspect(draft, "proactive")
    assert "电话沟通" in aspect(draft, "requests")
    assert "组织培训2次" in aspect(draft, "supervision")
    assert [n.aspect for n in read_notes("1、网站发布信息438条 2、培训2次").notes] == [
        "proactive",
        "supervision",
    ]


def test_documents_said_as_the_table_has_them_are_said_once() -> None:
    text = aspect(sound(busy_report(), "制发文件2件，废止1件"), "proactive")
    assert "制发文件" not in text and "请核对" not in text


@pytest.mark.parametrize(
    ("line", "about"),
    [("管理：定期巡查", "management"), ("保障：定期调度", "supervision"), ("公开：网站挂了", "proactive"),
     ("受理行政许可申请1286件", "proactive"), ("不予公开3件", "requests"), ("行政事业性收费312.58万元", "proactive"),
     ("制发文件2件，废止1件", "proactive"), ("没有收费项目", "proactive")],
)  # fmt: skip
def test_where_a_line_belongs(line: str, about: str) -> None:
    assert {n.aspect for n in read_notes(line).notes} == {about}
