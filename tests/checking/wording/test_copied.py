"""COPIED: a section that is last year's, and problems that are last year's. The preface and set phrases never."""

import re
from pathlib import Path

import pytest

from assistant.checking import check_report
from assistant.reading import read_report
from tests.checking.support import LAST_YEAR
from tests.support import pace
from tests.support.reports import busy_report, make_report

CORPUS = Path(__file__).parents[3] / "corpus" / "reports"


def two_years():
    """Each report of the corpus that has one of the year before, with it."""
    known = {path.stem: path for path in CORPUS.glob("*.md")}
    for stem in sorted(known):
        unit, year = stem.rsplit("-", 1)
        before = f"{unit}-{int(year) - 1}"
        if before in known:
            yield known[stem], known[before]


PAIRS = list(two_years())
NAMES = [this.stem for this, _ in PAIRS]

OLD_PROBLEMS = (
    "一是部分科室对公开工作重视不够，信息报送不主动；二是政策解读以文字为主，形式单一。"
    "下一步，将把信息报送列入科室考核，对新出台的文件同步制作图解。"
)
NEW_PROBLEMS = (
    "上年提出的两个问题中，图解已经与文件同步发布。一是历史图件没有数字化，查找耗时；"
    "二是答复书说理偏简。针对第一个问题，分三年完成扫描入库。"
)


def copied(this, last, section="problems", **years):
    """COPIED findings for a section that reads so in the two years."""
    report = busy_report(sections={section: this}, **{"year": 2025, **years})
    previous = LAST_YEAR.model_copy(update={"sections": {section: last}})
    return [f for f in check_report(report, previous) if f.code == "COPIED"]


def new_figures(text):
    return re.sub(r"\d+", lambda m: str(int(m[0]) + 3), text)


def half(text, other):
    """Every second sentence of one text, and as many of the other."""
    ours, theirs = (re.findall(r"[^。；\n]+[。；]?", t) for t in (text, other))
    return "".join(ours[::2] + theirs[1::2])


def test_the_corpus_has_pairs():
    assert len(PAIRS) >= 7


@pytest.mark.parametrize(("this", "last"), PAIRS, ids=NAMES)
def test_two_years_that_were_written_anew_are_left_alone(this, last):
    findings = check_report(read_report(this), read_report(last))
    assert [f.message for f in findings if f.code == "COPIED"] == []


@pytest.mark.parametrize(("this", "last"), PAIRS, ids=NAMES)
def test_a_copy_with_new_figures_is_told(this, last):
    report, previous = read_report(this), read_report(last)
    sections = {name: new_figures(text) for name, text in previous.sections.items()}
    findings = check_report(report.model_copy(update={"sections": sections}), previous)
    by_section = {
        f.anchor.partition("|")[0]: f for f in findings if f.code == "COPIED" and "share" in f.anchor
    }
    assert {"overview", "problems"} <= set(by_section) <= {"overview", "problems", "other"}
    for section, finding in by_section.items():
        assert finding.severity == "warning" and finding.found == "100%"
        for where in finding.where:
            name, _, span = where.partition(":")
            start, end = map(int, span.split("-"))
            assert name == section and 0 <= start < end <= len(sections[section])


def test_the_sentence_of_a_copied_section():
    last = "由办公室统一收件、登记和催办。答复书由法制科审核后寄送申请人。每季度到乡镇检查一次公开栏，当场更换过期内容。"
    this = last.replace("每季度", "每两个月").replace("乡镇检查", "村里检查")
    (finding,) = copied(this, last)
    assert [this[slice(*map(int, w.partition(":")[2].split("-")))] for w in finding.where] == [
        "由办公室统一收件、登记和催办。答复书由法制科审核后寄送申请人。每",
        "检查一次公开栏，当场更换过期内容",
    ]
    assert finding.found == "88%"
    assert finding.message.startswith("第五部分与上年报告雷同：写情况的 50 字里有 44 字（88%）是照搬的")
    assert "“由办公室统一收件、登记和催办。”（与上年一字不差）" in finding.message
    assert "第四十七条" in finding.basis


def test_last_years_words_stand_beside_where_they_differ():
    last = "由办公室统一收件、登记和催办每一件申请。答复书由法制科审核后寄送申请人本人签收，存入案卷备查。"
    this = last.replace("法制科审核后", "法制科和业务科审核以后")
    (finding,) = copied(this, last)
    assert "（上年：“答复书由法制科审核后寄送申请人本人签收，" in finding.message


def test_half_a_copy_of_part_five_is_near_the_line():
    assert copied(OLD_PROBLEMS, OLD_PROBLEMS) != []
    assert copied(half(NEW_PROBLEMS, OLD_PROBLEMS), OLD_PROBLEMS) == []


@pytest.mark.parametrize(
    ("section", "text"),
    [
        (
            "preface",
            "本报告依据《条例》第五十条和国办公开办函〔2021〕30号文件编制，由六个部分组成，欢迎监督。" * 3,
        ),
        ("problems", "无。"),
        ("other", "无"),
        (
            "other",
            "依据《政府信息公开信息处理费管理办法》，本年度没有收取信息处理费，没有其他需要报告的事项。",
        ),
        (
            "overview",
            "（一）主动公开。作出行政许可处理决定1286件、行政处罚处理决定37件。（二）依申请公开。新收政府信息公开申请23件，"
            "上年结转2件，办结24件：予以公开11件，部分公开3件，不予公开2件。没有发生因政府信息公开被追究责任的情形。",
        ),
    ],
)
def test_what_everybody_copies_is_left_alone(section, text):
    assert copied(text, text, section) == []


def test_part_six_only_when_it_is_long():
    text = "市政务公开工作要点中由本局牵头的任务均已完成，其中办事指南全部改用问答形式，窗口配备了讲解人员。"
    assert copied(text, text, "other") == []
    long = (
        text
        + "公开专区由一楼迁到政务服务大厅入口，增加轮椅通道和大字版材料，周末照常开放，由志愿者帮助查询和打印。"
    )
    longer = (
        long + "与档案馆商定，移交不满一年的案卷仍由本局办理查阅，双方每月核对一次目录，避免申请人来回奔走。"
    )
    (finding,) = copied(longer, longer, "other")
    assert finding.message.startswith("第六部分与上年报告雷同")


# --- the same problems again -------------------------------------------------------------------


def same_problems(this, last):
    return [f for f in copied(this, last) if f.anchor == "problems|same"]


def test_the_same_problems_though_measures_were_promised():
    this = (
        "今年的主要问题：1.部分科室对公开工作重视不够，信息报送仍不主动。\n2.政策解读以文字为主，形式比较单一。\n"
        "改进措施：建立月通报制度，由专人联系科室，邀请群众代表试读解读稿，读不懂的退回重写。"
    )
    (finding,) = same_problems(this, OLD_PROBLEMS)
    assert finding.severity == "warning"
    assert finding.message.startswith(
        "第五部分写了 2 个问题，有 2 个与上年报告写的相同：“部分科室对公开工作重视不够，信息报送仍不主动”、"
    )
    assert "（“下一步，将把信息报送列入科室考核，对新出台的文件……”）" in finding.message
    said = [this[slice(*map(int, where.partition(":")[2].split("-")))] for where in finding.where]
    assert said == [
        "今年的主要问题：1.部分科室对公开工作重视不够，信息报送仍不主动。",
        "2.政策解读以文字为主，形式比较单一。",
    ]


@pytest.mark.parametrize(
    ("this", "count"),
    [
        (
            "2025年，我局工作取得一定成效，但仍然存在一些问题和不足，主要表现在：\n（一）部分科室对公开工作重视不够，信息报送不主动。"
            "\n（二）政策解读以文字为主，形式单一。\n改进措施。组织培训，按月通报。",
            2,
        ),
        (
            "（一）存在的主要问题。\n1.部分科室对公开工作重视不够，信息报送不主动；\n2.政策解读以文字为主，形式单一。\n"
            "（二）改进措施。\n1.针对重视不够的问题，加强培训。\n2.弥补形式单一的短板，多做图解。",
            2,
        ),
        (
            "一是部分科室对公开工作重视不够，信息报送不主动，下一步将加强培训；二是政策解读以文字为主，形式单一，今后多做图解。",
            2,
        ),
        ("主要问题是部分科室对公开工作重视不够、信息报送不主动。下一步，加强培训。", 1),
    ],
    ids=["lead and numbers in brackets", "headings", "measures in the same sentence", "one without a number"],
)
def test_problems_are_found_in_every_layout(this, count):
    (finding,) = same_problems(this, OLD_PROBLEMS)
    assert f"有 {count} 个与上年报告写的相同：" in finding.message
    assert len(finding.where) == count


@pytest.mark.parametrize(
    "this",
    [
        NEW_PROBLEMS,
        "工作中仍存在一些问题和不足，主要表现在：一是历史图件没有数字化；二是答复书说理偏简。下一步，加紧扫描。",
        "上年的问题仍有反复：" + OLD_PROBLEMS,
        "一是历史图件没有数字化，查找耗时；二是答复书说理偏简；三是政策解读以文字为主，形式单一。下一步，将加紧扫描。",
        "",
    ],
    ids=["new", "the same lead", "looks back", "one of three", "empty"],
)
def test_problems_that_are_new_or_accounted_for(this):
    assert same_problems(this, OLD_PROBLEMS) == []


def test_without_a_promise_nothing_was_broken():
    assert same_problems(OLD_PROBLEMS, OLD_PROBLEMS.partition("下一步")[0]) == []


# --- whose report, which year ------------------------------------------------------------------


def test_another_units_words_and_another_order_are_not_told():
    text = OLD_PROBLEMS
    this = busy_report(sections={"problems": text})
    other = make_report(unit="示例市财政局", year=2024, sections={"problems": text})
    later = LAST_YEAR.model_copy(update={"sections": {"problems": text}, "year": 2025})
    assert [f for last in (other, later, None) for f in check_report(this, last) if f.code == "COPIED"] == []


def test_a_report_of_two_years_ago_is_called_by_its_year():
    this = busy_report(sections={"problems": OLD_PROBLEMS})
    older = LAST_YEAR.model_copy(update={"sections": {"problems": OLD_PROBLEMS}, "year": 2022})
    messages = [f.message for f in check_report(this, older) if f.code == "COPIED"]
    assert len(messages) == 2 and all("2022 年度报告" in m for m in messages)


def test_fingerprints_outlive_new_figures():
    first, second = (
        {f.fingerprint for f in copied(text, OLD_PROBLEMS)} for text in (OLD_PROBLEMS, "　" + OLD_PROBLEMS)
    )
    assert len(first) == 2 and first == second


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("部分科室更新不及时，" * 10_000, 1),
        ("一是部分栏目更新不及时；" * 9_000 + "下一步，将整改。", 2),
        (OLD_PROBLEMS * 1_200, 2),
    ],
    ids=["one sentence", "one problem", "all again"],
)
def test_long_texts_take_bounded_time(text, count):
    """Under 2 s where it was measured."""
    with pace.measured() as spent:
        assert len(copied(text, text)) == count
    assert spent.seconds < 12
