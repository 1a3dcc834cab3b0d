"""What a text claims without a figure, changes told in words, loose numbers and lists without an opener."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.checking import check_report
from assistant.checking.figures.claims.claims import claims
from tests.checking.support import LAST_YEAR, R
from tests.checking.texts import of_text
from tests.support import pace

D = "disputes."
CELLS: dict[str, Any] = {
    R + "new.total": 23,
    R + "new.natural_person": 19,
    R + "new.enterprise": 4,
    R + "carried_over.total": 2,
    R + "concluded_total.total": 24,
    R + "carried_forward.total": 1,
    R + "other.fee_unpaid.total": 1,
    D + "reconsideration.total": 3,
    D + "reconsideration.corrected": 1,
    D + "reconsideration.upheld": 1,
    D + "reconsideration.pending": 1,
    D + "direct_litigation.total": 1,
    D + "direct_litigation.upheld": 1,
    "proactive.compulsion.decisions": 5,
    "proactive.normative_documents.repealed": 2,
}


def contradicted(text: str, **more: Any) -> list[str]:
    return [str(f.found) for f in of_text(text, "TEXT-CONTRADICTION", cells=CELLS, **more)]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("新收申请23件，无一件延至下年办理。", "无一件延至"),
        ("收到的申请年内悉数办毕。", "悉数办毕"),
        ("全年受理公开申请，没有上年结转件。", "没有上年结转"),
        ("2025年本局零申请、零复议。", "零申请"),
        ("新收申请23件，清一色为自然人。", "清一色为自然人"),
        ("新收申请23件，企业没有提出申请。", "企业没有提出"),
        ("收费通知发出后，申请人均已按期缴费。", "缴费"),
        ("全年申请均予以公开。", "均予以公开"),
        ("因信息公开引起的行政复议3件，没有被纠错的。", "没有被纠错"),
        ("因信息公开引起的行政复议均已审结。", "均已审结"),
        ("信息公开工作无一被复议。", "无一被复议"),
        ("行政强制措施全年未实施。", "行政强制措施全年未实施"),
        ("行政规范性文件没有废止。", "没有废止"),
        ("收到的申请到年底，在办申请清零。", "在办申请清零"),
        ("办理系统里已无待答复的申请。", "无待答复"),
        ("上年的申请都办完了，今年没有接续办理的。", "没有接续办理"),
        ("办结的申请没有一件进入复议程序。", "没有一件进入复议"),
        ("因信息公开引起的行政复议均在年内审结。", "均在年内审结"),
        ("申请人以自然人为主，企业没有提出申请。", "企业没有提出申请"),
        ("收到的申请23件，做到件件有回音，年内悉数办结。", "悉数办结"),
        ("今年我局收到政府信息公开申请23件，均已办结。", "均已办结"),
        ("年初盘点显示无上年结转申请，新收23件。", "无上年结转"),
        ("没有收到公民、法人提交的政府信息公开申请。", "没有收到公民"),
        ("应办的25件申请均已在年度内办结。", "均已在年度内办结"),
        ("2024年的申请已清零，本年度没有上年结转件，新收申请23件。", "没有上年结转"),
        ("没有申请人就信息公开事项申请行政复议。", "申请行政复议"),
        ("推行轻微违法免罚，没有实施查封、扣押等行政强制。", "行政强制"),
        ("收到申请23件，没有收到法人或其他组织提出的申请。", "没有收到法人"),
        ("收到申请23件，不过企业全年没有提出申请。", "企业全年没有提出申请"),
        ("逾期未缴费的情形全年没有出现。", "没有出现"),
        ("现行有效的行政规范性文件已全部废止。", "全部废止"),
        ("收到申请23件，由2家企业和居民提出，23件申请全部办结。", "23件申请全部办结"),
        ("涉及本局的3件信息公开行政复议均已审结。", "均已审结"),
        ("虽然信息公开工作保持行政复议零发生，仍不能放松。", "零发生"),
        ("收费通知发出后，申请人均在规定期限内缴清。", "缴清"),
        ("到期提醒，专人盯办，收到的申请年底时已悉数办结。", "悉数办结"),
    ],
)
def test_a_claim_that_the_cells_deny_is_an_error(text: str, claimed: str) -> None:
    found = of_text(text, "TEXT-CONTRADICTION", cells=CELLS)
    assert [f.severity for f in found if claimed in str(f.found)] == ["error"], [f.message for f in found]
    assert "矛盾" in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "重复申请2件，均由自然人提出。",
        "复议纠正1件，其余2件未被纠正。",
        "没有复议后起诉被纠正的案件。",
        "上年没有结转到本年的复议案件。",
        "群众来信均已办理完毕，建议提案全部办结。",
        "一名申请人多次申请，没有因此引起复议。",
        "拟全部不予公开的申请由法规科会审。",
        "涉及国家秘密的均不予公开。",
        "到期的申请均已办结。",
        "18个乡镇（街道）没有收到政府信息公开申请。",
        "需要另行制作的申请2件，均答复无法提供。",
        "仍在办理的1件，2026年1月20日前全部答复。",
        "申请人中没有科研机构、社会公益组织提出申请。",
        "2025年行政强制少于前三年平均数。",
        "因信息公开引起的行政复议3件，申请人都是自然人。",
        "行政强制5件，除这5件外，本年没有作出行政强制决定。",
        "申请人对答复都有反馈，信息处理费通知写明依据，没有人对收费提出投诉。",
    ],
)
def test_a_claim_about_some_or_something_else_stays(text: str) -> None:
    assert contradicted(text) == []


NOTHING_CAME: dict[str, Any] = {
    **{R + f"new.{c}": 0 for c in ("natural_person", "enterprise", "legal_service_organization", "total")},
    **{R + f"carried_over.{c}": 0 for c in ("natural_person", "total")},
    R + "carried_forward.natural_person": 0,
    R + "carried_forward.total": 0,
}


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("没有收到申请，对群众提交的申请都在规定时限内作出书面答复。", "都在规定时限内作出书面答复"),
        ("全局没有收到政府信息公开申请，所收申请均按期答复。", "所收申请均按期答复"),
        ("全年未收到公开申请。收到的2件申请由办公室登记。", "收到的2件申请"),
        ("全年未收到公开申请，其中网上提交的2件当天登记。", "网上提交的2件"),
        ("没有收到公开申请。提出申请的3名村民都表示满意。", "提出申请的3名"),
        ("申请需要征求意见，已转入2026年继续办理。", "已转入2026年继续办理"),
    ],
)
def test_work_on_requests_that_never_came_is_an_error(text: str, claimed: str) -> None:
    found = [f for f in of_text(text, "TEXT-CONTRADICTION", cells=NOTHING_CAME) if claimed in str(f.found)]
    assert [f.severity for f in found] == ["error"]
    assert "0" in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "没有收到申请，今后对群众提交的申请都要在规定时限内答复。",
        "对公开申请做到逐件登记、及时答复，本年没有收到申请。",
        "没有公开申请，热线收到的2件投诉由办公室登记。",
        "没有结转到2026年继续办理的申请。",
    ],
)
def test_what_is_done_with_requests_as_a_rule_stays(text: str) -> None:
    assert of_text(text, "TEXT-CONTRADICTION", cells=NOTHING_CAME) == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("因信息公开引起的行政诉讼1件，法院责令重新答复。", "error"),
        ("因政府信息公开引起行政诉讼1件，年底仍在审理。", "error"),
        ("因政府信息公开引起行政诉讼1件，9月开庭，原告撤诉。", "error"),
        ("因政府信息公开引起行政复议3件，申请人撤回。", "warning"),
    ],
)
def test_an_end_that_no_case_came_to_is_told(text: str, severity: str) -> None:
    found = of_text(text, "TEXT-CONTRADICTION", cells=CELLS)
    assert [f.severity for f in found] == [severity]
    assert "是 0" in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "因政府信息公开引起行政诉讼1件，结果维持。",
        "因政府信息公开引起行政诉讼1件，没有被责令重新答复。",
        "因政府信息公开引起行政复议3件，其中申请人撤回的另有说明。",
        "因政府信息公开引起行政诉讼1件，如法院责令重新答复，将及时办理。",
    ],
)
def test_an_end_that_fits_or_is_not_said_to_be_one_stays(text: str) -> None:
    assert of_text(text, "TEXT-CONTRADICTION", cells=CELLS) == []


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("全年没有组织业务培训。4月、9月两期培训班请司法局授课。", "没有组织业务培训"),
        ("逐条巡查，全年未发现任何问题。巡查中发现的7处失效链接已修复。", "未发现任何问题"),
        ("征求意见期间收到意见11条，全部采纳。未采纳的2条已说明理由。", "全部采纳"),
        ("局里没有设置政府信息查阅场所。一楼查阅点全年接待146人次。", "没有设置政府信息查阅场所"),
        ("全年答复零超期。对超期答复被责令的1件，已批评教育。", "零超期"),
        ("执法公示零遗漏。应公示而未公示的决定31件已补录。", "零遗漏"),
        ("局里尚未配备专职信息公开人员。2名专职人员负责网站更新。", "尚未配备专职"),
        ("所有申请均在法定期限内答复。其中1件超期4个工作日才发出答复书。", "均在法定期限内答复"),
        ("政务新媒体已全部注销。继续保留的41个账号每周更新。", "全部注销"),
        ("新媒体运行平稳，全年没有被通报的情况。二季度视频号被市政府办公室通报。", "没有被通报的情况"),
    ],
)
def test_what_another_sentence_belies_is_doubtful(text: str, claimed: str) -> None:
    found = [f for f in of_text(text, "TEXT-CONTRADICTION", cells=CELLS) if claimed in str(f.found)]
    assert [f.severity for f in found] == ["warning"]


def test_every_claim_says_what_has_to_agree() -> None:
    assert all([bool(c.zero), bool(c.some), bool(c.whole)].count(True) == 1 for c in claims())
    assert {c.topic for c in claims()} <= {"", "requests", "cases", "documents", "rules"}


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("申请量比上年有所减少。", "error"),
        ("新收申请23件，较上年下降。", "error"),
        ("新收申请23件，与上年持平。", "error"),
        ("新收申请23件，与上年基本持平。", "warning"),
    ],
)
def test_a_trend_is_held_against_last_year(text: str, severity: str) -> None:
    before = LAST_YEAR.replace_cells({R + "new.total": LAST_YEAR.cell(R + "new.enterprise")})
    previous = before.replace_cells({R + "new.total": _number(20)})
    (finding,) = of_text(text, "TEXT-CONTRADICTION", cells=CELLS, previous=previous)
    assert finding.severity == severity
    assert "上年 20" in finding.message
    assert of_text(text, "TEXT-CONTRADICTION", cells=CELLS) == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("新收申请量少于上年。", "error"),
        ("新收申请量多于上年。", ""),
        ("新收申请数量与上年相比没有增加。", "error"),
        ("新收申请数量与上年相比没有减少。", ""),
        ("新收申请23件，连续两年减少。", "error"),
        ("新收申请23件，保持增长势头。", ""),
        ("行政复议和行政诉讼案件实现双下降。", "error"),
        ("新收申请23件，首次突破20件。", "error"),
        ("新收申请23件，首次突破22件。", ""),
        ("因信息公开引起的行政诉讼1件，系首次被诉。", "error"),
        ("新收申请、行政复议均少于上年。", "error"),
    ],
)
def test_a_change_told_in_another_order_is_held_against_last_year(text: str, severity: str) -> None:
    cells = {
        R + "new.total": 20,
        D + "reconsideration.total": 2,
        D + "direct_litigation.total": 1,
        D + "litigation_after_reconsideration.total": 0,
    }
    previous = LAST_YEAR.replace_cells({a: _number(v) for a, v in cells.items()})
    found = of_text(text, "TEXT-CONTRADICTION", cells=CELLS, previous=previous)
    assert [f.severity for f in found] == ([severity] if severity else []), [f.message for f in found]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全年没有延期。延长答复期限的5件均已书面告知。", True),
        ("全年没有延期。上年延长答复期限的5件均已书面告知。", False),
        ("全年没有逾期答复。案卷评查发现逾期答复的3件。", True),
        ("本局未开设政务新媒体。“示例人社”微信公众号全年推送政策问答312篇。", True),
        ("收到的23件申请全部通过网上平台提交。邮寄提交的4件以签收日为收到日。", True),
        ("没有召开新闻发布会。举办培训2次。", False),
        ("没有发生被追究责任的情形。1名承办人受到政务警告处分。", True),
    ],
)
def test_what_one_sentence_denies_and_another_counts(text: str, wrong: bool) -> None:
    found = of_text(text, "TEXT-CONTRADICTION", cells=CELLS)
    assert [f.severity for f in found] == ["warning"] * wrong, [f.message for f in found]
    assert all("前后矛盾" in f.message for f in found)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("从申请人看，企业提出最多。", True),
        ("从申请人看，自然人提出最多。", False),
        ("法人或其他组织提出的申请中，企业居多。", False),
        ("信息公开引起的行政诉讼多于行政复议。", True),
        ("信息公开引起的行政复议多于行政诉讼。", False),
        ("全年办结的申请少于新收的。", True),
        ("新收申请23件，都是自然人提出的。", True),
        ("因信息公开引起的行政诉讼1件，未经复议直接起诉。", False),
        ("因信息公开引起的行政诉讼1件，均为复议后起诉。", True),
    ],
)
def test_rank_comparison_and_all_of_a_number(text: str, wrong: bool) -> None:
    cells = {**CELLS, D + "litigation_after_reconsideration.total": 0}
    found = of_text(text, "TEXT-CONTRADICTION", cells=cells)
    assert bool(found) is wrong, [f.message for f in found]


@pytest.mark.parametrize(
    "text",
    [
        "企业新收4件，办结4件，没有结转。",
        "企业的申请没有结转。",
        "县公安局全年没有不予公开的申请。",
        "上半年没有行政复议案件，信息公开类复议都在四季度。",
        "2023年没有因政府信息公开被复议机关纠正的。",
        "交通违法处罚引起的复议163件全部审结，与本报告口径不同。",
        "市政府本级的86件申请年内全部办结，没有结转。",
        "这7件没有结转，平均用时10个工作日。",
    ],
)
def test_a_claim_of_some_applicants_organs_or_months_stays(text: str) -> None:
    assert contradicted(text) == []


def test_of_a_named_whole_it_is_the_number_before_that_is_the_part() -> None:
    text = "新收申请23件，自然人19件；不予公开2件，其中内部事务信息{}件，占不予公开的一半以上。"
    cells = {**CELLS, R + "refused.internal_affairs.total": 5, R + "refused.process_information.total": 1}
    assert of_text(text.format(5), "TEXT-CONTRADICTION", cells=cells) == []
    assert contradicted("行政复议3件，占不予公开的一半以上。") == []


def _number(value: int) -> Any:
    from assistant.core.numbers import read_cell

    return read_cell(str(value))


def test_the_first_request_ever_is_none_beside_those_carried_over() -> None:
    assert contradicted("本年首次收到政府信息公开申请23件。") != []
    assert contradicted("首次举办政务公开开放日。") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("新收申请中，企业申请占绝大多数。", True),
        ("新收申请中，自然人占绝大多数。", False),
        ("申请人以自然人居多，占比过半。", False),
        ("新收申请中，企业占三成以上。", True),
        ("新收申请中，自然人占八成以上。", False),
    ],
)
def test_most_and_tenths_are_reckoned(text: str, wrong: bool) -> None:
    assert bool(contradicted(text)) is wrong


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("新收申请23件，另有5件因征求第三方意见、依法延期等原因结转下年度继续办理。", "5件"),
        ("全年新收申请23件，上一年没办完、转到本年接着办的4件。", "4件"),
        ("新收申请中，企业先后提交了九件。", "九件"),
    ],
)
def test_a_loose_number_that_is_too_many_is_told(text: str, said: str) -> None:
    found = of_text(text, "TEXT-NUMBER", cells=CELLS)
    assert len(found) == 1, found
    assert said in found[0].message or said.rstrip("件") in found[0].message


def test_a_loose_number_that_may_be_a_part_stays() -> None:
    assert of_text("新收申请中，企业先后提交了三件关于土地的申请。", "TEXT-NUMBER", cells=CELLS) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全镇设公开栏29块，村级16块，组级15块。", True),
        ("全镇设公开栏31块，村级16块，组级15块。", False),
        ("抽查答复存在问题5件，其中有3件因未区分处理，有2件因漏答事项，有1件因引用法条不准。", True),
        ("新收申请23件。按承办单位分，机关9件，城东分局8件，城西分局9件。", True),
        ("新收申请23件。按承办单位分，机关9件，城东分局8件，城西分局6件。", False),
        ("新收申请23件。按承办单位分，机关9件，城东分局8件，城西分局7件等。", False),
    ],
)
def test_lists_without_an_opener_are_reckoned(text: str, wrong: bool) -> None:
    found = of_text(text, "TEXT-PARTS", cells=CELLS)
    assert bool(found) is wrong, found
    assert all(f.severity == "warning" for f in found)


def test_from_one_number_to_another_tells_its_difference() -> None:
    (finding,) = of_text("行政许可由46件增加到53件，增加8件。", "TEXT-RATE")
    assert finding.expected == "增加 7 件"
    assert of_text("行政许可由46件增加到53件，增加7件。", "TEXT-RATE") == []


@pytest.mark.parametrize(
    "text", ["均已办结，" * 3000, "无一被复议" * 3000, "<script>零申请</script>" * 800, "占三成" * 4000]
)
def test_a_text_of_nothing_but_claims_ends_in_time(text: str) -> None:
    with pace.measured() as spent:
        of_text(text, "TEXT-CONTRADICTION", cells=CELLS, previous=LAST_YEAR)
    assert spent.seconds < 8


def test_a_report_without_cells_contradicts_nothing() -> None:
    from tests.support.reports import make_report

    report = make_report(
        {R + "new.total": None}, sections={"overview": "2025年零申请，均已办结。"}, year=2025
    )
    assert [f for f in check_report(report) if f.code == "TEXT-CONTRADICTION"] == []
