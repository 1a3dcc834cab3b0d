"""What changed between two states of a report."""

from __future__ import annotations

from assistant.reviewing.changes import Changes, changes
from tests.support import pace
from tests.support.reports import busy_report, make_report


def test_nothing_changed():
    assert not changes(busy_report(), busy_report())
    assert changes(busy_report(), busy_report()) == Changes()


def test_cells_in_the_order_of_the_form():
    after = busy_report(
        {"requests.new.total": 24, "proactive.fees.amount": "", "disputes.reconsideration.other": None}
    )
    told = changes(busy_report(), after)
    assert [(c.address, c.before, c.after) for c in told.cells] == [
        ("proactive.fees.amount", "312.58", "空"),
        ("requests.new.total", "23", "24"),
        ("disputes.reconsideration.other", "0", "缺"),
    ]
    assert told.cells[1].name == "表三“一、本年新收政府信息公开申请数量”的“总计”"
    assert told.added == told.removed == ()


def test_the_same_number_written_otherwise_is_no_change():
    assert not changes(busy_report(), busy_report({"requests.new.total": "２３"}))
    told = changes(busy_report({"requests.new.total": "/"}), busy_report({"requests.new.total": "—"}))
    assert [(c.before, c.after) for c in told.cells] == [("/", "—")]


def test_sentences_that_went_and_came():
    before = busy_report(title="旧题", sections={"overview": "甲。乙。\n丙；丁。", "problems": "一。"})
    after = busy_report(title="新题", sections={"overview": "甲。丙；乙二。丁。", "other": "无。"})
    told = changes(before, after)
    assert told.removed == (("标题", "旧题"), ("第一部分", "乙。"), ("第五部分", "一。"))
    assert told.added == (("标题", "新题"), ("第一部分", "乙二。"), ("第六部分", "无。"))


def test_a_sentence_that_moved_is_seen():
    told = changes(
        busy_report(sections={"overview": "甲。乙。丙。"}), busy_report(sections={"overview": "乙。丙。甲。"})
    )
    assert (told.removed, told.added) == ((("第一部分", "甲。"),), (("第一部分", "甲。"),))


def test_from_one_form_to_the_other():
    told = changes(make_report(template="2019"), make_report())
    by_address = {c.address: c for c in told.cells}
    assert by_address["proactive.procurement.projects"].name.startswith("表二“政府集中采购”")
    assert (
        by_address["proactive.procurement.projects"].before,
        by_address["proactive.rules.issued"].after,
    ) == ("0", "0")


def test_endless_text_takes_no_endless_time():
    before = busy_report(sections={"overview": "".join(f"第{n}句。" for n in range(30_000))})
    after = busy_report(sections={"overview": "".join(f"第{n * 2}句。" for n in range(30_000))})
    with pace.measured() as spent:
        told = changes(before, after)
    assert spent.seconds < 10
    assert (len(told.removed), len(told.added)) == (15_000, 15_000)
