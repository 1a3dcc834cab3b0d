"""What is denied, said of all, of the rest and of most, beside cells and sentences that tell otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.checking.figures.claims.denied import matters
from tests.checking.texts import of_text
from tests.support import pace

R = "requests."
D = "disputes."
CELLS: dict[str, Any] = {
    R + "new.total": 40,
    R + "new.natural_person": 31,
    R + "new.enterprise": 6,
    R + "new.research_institution": 0,
    R + "new.public_interest_organization": 1,
    R + "new.legal_service_organization": 2,
    R + "new.other_organization": 0,
    R + "carried_over.total": 3,
    R + "concluded_total.total": 41,
    R + "carried_forward.total": 2,
    R + "granted.total": 20,
    R + "granted_in_part.total": 4,
    R + "refused.state_secret.total": 0,
    R + "refused.law_forbids.total": 0,
    R + "refused.safety_and_stability.total": 1,
    R + "refused.third_party_rights.total": 2,
    R + "refused.internal_affairs.total": 1,
    R + "refused.process_information.total": 0,
    R + "refused.enforcement_files.total": 3,
    R + "refused.administrative_inquiry.total": 1,
    R + "unavailable.not_held.total": 4,
    R + "unavailable.needs_creation.total": 1,
    R + "unavailable.still_unclear.total": 1,
    R + "not_processed.petition_or_complaint.total": 1,
    R + "not_processed.repeated.total": 1,
    R + "not_processed.publications.total": 0,
    R + "not_processed.excessive.total": 0,
    R + "not_processed.reconfirmation.total": 0,
    R + "other.not_corrected_in_time.total": 1,
    R + "other.fee_unpaid.total": 1,
    R + "other.other.total": 0,
    D + "reconsideration.total": 5,
    D + "reconsideration.upheld": 2,
    D + "reconsideration.corrected": 1,
    D + "reconsideration.other": 1,
    D + "reconsideration.pending": 1,
    D + "direct_litigation.total": 1,
    D + "direct_litigation.upheld": 1,
    D + "direct_litigation.pending": 0,
    D + "litigation_after_reconsideration.total": 1,
    D + "litigation_after_reconsideration.pending": 1,
    "proactive.normative_documents.issued": 2,
    "proactive.normative_documents.repealed": 3,
}


def contradicted(text: str) -> list[Any]:
    return of_text(text, "TEXT-CONTRADICTION", cells=CELLS)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("全年没有遇到群众多次提交同样内容的申请。", "同样内容"),
        ("我局从未以内部管理信息为由拒绝公开。", "从未以内部管理信息"),
        ("信访性质的申请，本年度一件也没有收到。", "一件也没有收到"),
        ("因逾期不补正而终止办理的，今年一例都没有。", "一例都没有"),
        ("需要另行制作的申请，全市未发生。", "未发生"),
        ("不予公开一栏为零。", "不予公开一栏为零"),
        ("申请办理中没有拒绝公开过任何申请。", "没有拒绝公开过任何申请"),
        (
            "对“危及公共安全、社会稳定”条款慎之又慎，今年没有一件以此为由不予公开。",
            "没有一件以此为由不予公开",
        ),
        ("8件不予公开的决定中，没有一件是因为他人隐私。", "没有一件是因为他人隐私"),
        ("收到的申请年内办完，没有一件跨到明年。", "没有一件跨到明年"),
        ("新收申请40件，没有去年遗留的申请。", "没有去年遗留"),
        ("复议以后又起诉的，全年一起也没有。", "一起也没有"),
        ("没有人跳过复议直接向法院起诉。", "没有人跳过复议直接向法院起诉"),
        ("没有收到律师事务所的公开申请。", "没有收到律师事务所的公开申请"),
        ("行政规范性文件今年没有宣布失效的文件。", "宣布失效"),
        ("全年无新增规范性文件。", "无新增规范性文件"),
        ("收费通知发出后，申请人无人拖欠。", "无人拖欠"),
        ("因信息公开引起的行政复议无一例外得到维持。", "无一例外得到维持"),
        ("信息公开的官司，今年一场没输，复议也没有被推翻。", "没有被推翻"),
        ("申请人中没有企业。", "申请人中没有企业"),
        ("没有人就信息公开答复申请行政复议。", "没有人就信息公开答复申请行政复议"),
        ("申请人均按期作了补正。", "均按期作了补正"),
    ],
)
def test_what_is_denied_though_the_cells_hold_it(text: str, claimed: str) -> None:
    found = contradicted(text)
    assert any(claimed in str(f.found) or str(f.found) in claimed for f in found), (text, found)
    assert all(f.severity in {"error", "warning"} for f in found), (
        "an error where a plain claim says so as well"
    )


@pytest.mark.parametrize(
    "text",
    [
        "没有以国家秘密为由不予公开的申请。",
        "因过程性信息不予公开的，今年一件也没有。",
        "没有要求提供公开出版物的申请，也没有大量反复申请的情形。",
        "9月以后没有再出现重复申请。",
        "被纠正的1件，是因未区分处理而全部不公开。",
        "县水务局没有因商业秘密不予公开的申请。",
        "上半年没有重复申请。",
        "科研机构没有来申请过。",
        "没有发现泄露个人隐私的情况。",
        "2024年没有重复申请，2025年有1件。",
        "县水务局、县文旅局等单位没有被复议。",
        "不予公开的8件都没有引起复议。",
        "直接起诉的1件没有未审结的情况。",
        "没有企业提出异议。",
    ],
)
def test_a_denial_that_holds_or_is_of_some_stays(text: str) -> None:
    assert contradicted(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("不予处理的申请全部属于信访、举报、投诉类。", True),
        ("无法提供的申请都是因为本机关不掌握。", True),
        ("不予公开的申请都属于行政执法案卷。", True),
        ("不予处理的申请都是信访类和重复申请。", False),
        ("41件申请中，除4件部分公开外，其余均予公开。", True),
        ("行政复议5件，结果纠正1件，其余均获维持。", True),
        ("行政复议5件，结果纠正1件、其他结果1件、未审结1件，其余均获维持。", False),
        ("申请人以企业为主。", True),
        ("申请主体中，律师占大头。", True),
        ("申请人以居民为主。", False),
        ("提出申请的单位以企业为主。", False),
        ("企业、科研机构都提出过申请。", True),
        ("企业、律师事务所都提出过申请。", False),
        ("不予处理3件，表列各种情形均有发生。", True),
        ("科研机构也有少量申请。", True),
        ("以国家秘密为由不予公开的也有。", True),
        ("以商业秘密为由不予公开的也有。", False),
    ],
)
def test_all_of_a_group_the_rest_and_most(text: str, wrong: bool) -> None:
    assert bool(contradicted(text)) is wrong, contradicted(text)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("今年没有编制便民手册。便民手册10月编制完成，发到各村。", "没有编制便民手册"),
        ("公开指南全年没有修订。5月修订了公开指南。", "公开指南全年没有修订"),
        ("局里没有聘请义务监督员。聘请的3名义务监督员参加了评议。", "没有聘请义务监督员"),
        ("各村都设立了公示栏。其中2个村因修路，至今没有公示栏。", "都设立了公示栏"),
        ("全部学校公示了伙食费标准，仅3所学校还没有公示。", "公示了伙食费标准"),
        ("公开栏村村有记录，另有2个村未见记录。", "村村有记录"),
        ("各单位全部按时公开预算，交通局等2个单位晚了8天才公开。", "全部按时公开预算"),
        ("检查指出的问题均已整改到位，其中栏目合并仍在推进，尚未完成。", "均已整改到位"),
        ("旧公众号已全部注销，现有2个账号仍每天更新。", "全部注销"),
        ("公开栏全部换成电子屏，其余5个仍用纸质。", "全部换成电子屏"),
        ("全年信息发布零差错。季度通报错别字3处。", "零差错"),
        ("全年答复无一超期，其中1件超过法定期限2个工作日。", "无一超期"),
        ("没有约谈过任何单位，6月约谈了2家单位。", "没有约谈过任何单位"),
        ("自查没有发现问题，检查发现的6处问题已改正。", "自查没有发现问题"),
    ],
)
def test_what_a_sentence_near_by_tells_otherwise(text: str, claimed: str) -> None:
    found = contradicted(text)
    assert [f.severity for f in found] == ["warning"], found
    assert claimed in str(found[0].found) or str(found[0].found) in claimed


@pytest.mark.parametrize(
    "text",
    [
        "今年没有编制便民手册，明年将编制便民手册。",
        "其中6个村都设立了公示栏，另有2个村没有公示栏。",
        "已建成的3个专区均已开放，还有2个正在建设。",
        "各单位全部按时公开预算，较上年提前5天。",
        "收取的2件均已缴入国库；另有1件逾期未缴。",
        "上年没有修订公开指南，今年修订了公开指南。",
        "没有召开新闻发布会，通过公众号发布消息30条。",
        "全年答复无一超期，13件均未超期办理。",
        "问题均已整改到位，其中2个为当场整改。",
    ],
)
def test_what_does_not_gainsay(text: str) -> None:
    assert contradicted(text) == []


def test_a_year_named_says_which_way_a_request_was_carried() -> None:
    over = contradicted("收到的申请没有一件转到2026年。")
    assert [f.where[1].split(".")[1] for f in over] == ["carried_forward"]


def test_every_matter_says_what_has_to_be_nothing() -> None:
    assert all(m.needs and (m.cells or m.group) for m in matters())


@pytest.mark.parametrize(
    "text",
    [
        "没有重复申请的情形的" * 2000,
        "没有以内部信息为由，" * 2000,
        "均按时公开，仍有2个" * 2000,
        "没有编制手册。" * 2000,
        "除1件外，其余均" * 2000,
        "村村都设立了" * 3000,
    ],
)
def test_a_text_of_nothing_but_denials_ends_in_time(text: str) -> None:
    with pace.measured() as spent:
        contradicted(text)
    assert spent.seconds < 8
