"""Slips in words that no list of wrong words has: told as likely, never as sure, and right sentences stay."""

from __future__ import annotations

import pytest

from assistant.checking import check_report
from assistant.checking.spelling.words import pairs, words
from tests.checking.texts import of_text
from tests.support import pace
from tests.support.reports import make_report


def likely(overview: str) -> list[tuple[object, str | None, str]]:
    return [(f.found, f.correction, f.severity) for f in of_text(overview, "TYPO")]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("科室指订专人负责信息报送。", "指订", "指定"),  # sounds alike
        ("对公众反印的问题逐条答复。", "反印", "反映"),
        ("督促企业按时披漏环境信息。", "披漏", "披露"),  # 露 has two sounds
        ("公开工作纳入绩效考何。", "考何", "考核"),
        ("全年主动公动征收补偿方案36条。", "主动公动", "主动公开"),  # neither sound nor look
        ("通过过微信公众号发布信息231条。", "过过", "过"),  # doubled
        ("加强学习，提升提工作人员业务能力。", "提升提", "提升"),
        ("做好网站护维工作。", "护维", "护"),  # swapped
        ("复议结果就正4件。", "就正", "纠正"),  # cheap characters that do not stand side by side
        ("办案民警对申请人耐新解释。", "耐新", "耐心"),
        ("统一审该口径后发布。", "审该", "审核"),  # looks alike, in a word that no rule has
        ("由公证人员现场鉴督抽签过程。", "鉴督", "监督"),
        ("工程进展逐月披霹。", "披霹", "披露"),
        ("公开栏由社区维沪，破损当天更换。", "维沪", "维护"),
        ("张贴证书领取间时和地点。", "间时", "时间"),  # swapped, though both characters are common
        ("公告过通广播播出，村民在家就能听到。", "过通", "通过"),
        ("两份须知内容重复，宜删繁就减。", "删繁就减", "删繁就简"),  # a saying
        ("公开工作久久为工，不搞一阵风。", "久久为工", "久久为功"),
    ],
)
def test_a_likely_slip_is_a_warning_with_what_was_meant(text: str, wrong: str, right: str) -> None:
    told = likely(text)
    assert any(wrong in str(w) and right in str(r) for w, r, _ in told), told


def test_what_is_only_likely_is_no_error_and_says_so() -> None:
    (finding,) = of_text("督促企业按时披漏环境信息。", "TYPO")
    assert (finding.severity, finding.status) == ("warning", "uncertain")
    assert "请核对" in finding.message and "不用改" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "坚持批前公示与批后公布并重，征地信息批前批后都能查到。",
        "件件有着落、条条有回应，群众办证办照更方便。",
        "坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻落实上级部署。",
        "与上年相比一升两降，减到18条，增到26条。",
        "青禾镇东湾村、柳河社区的公开栏由村民委员会维护，滨河路小区设电子屏一块。",
        "申请人李长庚提交的材料经补正后受理。",
        "《示例县披漏管理办法》已经废止。",
        "接处警记录、未办结件、送达回证逐一归档。",
        "警情通报、反诈宣传通过两微一抖发布。",
        "建立信息发布审核机制，明确信息采编、审核、发布的责任主体，确保信息准确性、权威性。",
        "局长陈志远、主任汪海波签发答复书。",
        "逐户核对，件数降至12件，原市工商局的档案另由档案馆保管。",
        "发布权威信息，助企纾困、稳就业保民生，生产生活秩序稳步恢复。",
        "区委十届二次全会和九届六次会议精神及时传达。",
        "申请人当场提交了赵桂英、李大勇、马晓燕三人的委托书。",
        "托育机构、粪污处理和执收单位的名录一并公布，漏录的及时补录。",
        "每堂课后收集意见，两块板报轮换，电梯挡位、停车泊位均有公示。",
        "惜字如金的须知删去套话，旱情、汛情、墒情分栏发布。",
        "涉稳涉访事项专人盯办，收案、结案数量按月公布。",
    ],
)
def test_right_sentences_stay(text: str) -> None:
    assert likely(text) == []


def test_the_unit_s_own_name_is_no_slip() -> None:
    name = "示例县披漏管理局"
    report = make_report(unit=name, sections={"overview": f"{name}全年公开信息120条。"})
    assert [f for f in check_report(report) if f.code == "TYPO"] == []


@pytest.mark.parametrize("text", ["披漏" * 2000, "一" * 5000, "政务公" * 3000, "<b>披</b>漏" * 500])
def test_a_long_text_of_nothing_but_slips_ends_in_time(text: str) -> None:
    words()
    with pace.measured() as spent:
        assert len(likely(text)) <= 101
    assert spent.seconds < 5


def test_frequencies_are_read_whole() -> None:
    known = words()
    assert len(known.cost) > 100_000
    assert known.cost["公开"] < known.cost["公告"] < known.cost["公休"]
    assert "政务公开" in known.holes["*务公开"]


def test_pairs_are_read_whole() -> None:
    known = pairs()
    assert len(known) > 50_000
    assert known["公开"] == 1.0 and "扫吗" not in known
    assert any(0 < worth < 1 for worth in known.values())
