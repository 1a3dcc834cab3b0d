"""What another sentence, a rhythm or a whole belies, what became of the only request, and lists that nearly add up."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.checking.figures.claims.belied import pairs
from tests.checking.texts import of_text

R = "requests."
D = "disputes."
ONE: dict[str, Any] = {
    R + "new.total": 1,
    R + "new.natural_person": 1,
    R + "concluded_total.total": 1,
    R + "granted.total": 0,
    R + "granted_in_part.total": 1,
    R + "refused.administrative_inquiry.total": 0,
    R + "refused.internal_affairs.total": 0,
}
SOME: dict[str, Any] = {
    R + "new.total": 23,
    R + "new.natural_person": 19,
    R + "new.enterprise": 3,
    R + "new.legal_service_organization": 1,
    R + "carried_over.total": 0,
    R + "concluded_total.total": 22,
    R + "carried_forward.total": 1,
    R + "refused.third_party_rights.total": 2,
    R + "refused.enforcement_files.total": 1,
    R + "refused.administrative_inquiry.total": 0,
    R + "refused.internal_affairs.total": 0,
    R + "unavailable.not_held.total": 3,
    R + "unavailable.needs_creation.total": 1,
    R + "other.not_corrected_in_time.total": 1,
    D + "direct_litigation.total": 1,
    D + "direct_litigation.pending": 1,
    D + "litigation_after_reconsideration.total": 1,
    D + "litigation_after_reconsideration.upheld": 1,
    D + "reconsideration.total": 2,
    "proactive.normative_documents.repealed": 2,
}


def contradicted(text: str, cells: dict[str, Any] | None = None) -> list[str]:
    return [str(f.found) for f in of_text(text, "TEXT-CONTRADICTION", cells=SOME if cells is None else cells)]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("抽查发现的栏目问题均已整改到位。年底仍有3个栏目没有更新。", "均已整改到位"),
        ("网民意见全部采纳。没有采纳的5条已逐条说明。", "全部采纳"),
        ("留言都已回复。另有2条尚未回复，正在核实。", "都已回复"),
        ("便民手册至今没有编制。窗口人员按便民手册作答。", "便民手册至今没有编制"),
        ("局微信公众号4月注销。入夏后局微信公众号推送防汛提示9篇。", "公众号4月注销"),
        ("县政府公报今年起停刊。全年县政府公报印发6期。", "公报今年起停刊"),
        ("受人手限制，没有开展满意度调查。收回问卷120份，群众关心学位。", "没有开展满意度调查"),
        ("申请均为网上提交。其中当面递交4件。", "均为网上提交"),
        ("新平台已经上线，预计明年投入使用。", "已经上线"),
    ],
)
def test_what_another_sentence_belies(text: str, claimed: str) -> None:
    assert any(claimed in found for found in contradicted(text))
    assert {f.severity for f in of_text(text, "TEXT-CONTRADICTION", cells=SOME)} == {"warning"}


@pytest.mark.parametrize(
    "text",
    [
        "抽查发现的栏目问题均已整改到位。另有3个栏目新近开通。",
        "上半年局微信公众号推送防汛提示9篇。7月，局微信公众号注销。",
        "将争取问题全部整改。年底仍有3个栏目没有更新。",
        "便民手册没有编制。窗口人员按办事指南作答。",
        "凡留言都回复，2条无效的除外。",
    ],
)
def test_what_nothing_belies(text: str) -> None:
    assert contradicted(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("草案公开征求意见，收到意见120条，采纳210条。", "210条"),
        ("发出问卷60份，收回66份。", "66份"),
        ("应公开事项48项，已公开52项。", "52项"),
        ("公开栏每月检查一次，全年共检查9次。", "9次"),
        ("考核每季度开展一次，全年共开展3次。", "3次"),
    ],
)
def test_more_than_the_whole_and_fewer_than_the_rhythm(text: str, wrong: str) -> None:
    assert contradicted(text) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "收到意见120条，采纳87条。",
        "收到申请12件，办结13件。",
        "上年收到意见20条，今年采纳31条。",
        "每月通报一次，全年共通报12期。",
        "14个村每月更换1次，全年共更换168次。",
        "自3月起每月通报一次，全年共通报10期。",
    ],
)
def test_parts_and_rhythms_that_fit(text: str) -> None:
    assert contradicted(text) == []


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("全年收到申请1件，经研究作出不予公开决定。", "作出不予公开决定"),
        ("对村民的申请，已将材料完整提供给申请人。", "完整提供给申请人"),
    ],
)
def test_what_became_of_the_only_request(text: str, claimed: str) -> None:
    assert any(claimed in found for found in contradicted(text, ONE))
    assert contradicted(text, {**ONE, R + "concluded_total.total": 2}) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年收到申请1件，作出部分公开答复。",
        "全年收到申请1件。凡作出不予公开决定的，须经法规科审核。",
        "全年收到申请1件，没有作出不予公开决定。",
    ],
)
def test_the_only_request_rightly_told(text: str) -> None:
    assert contradicted(text, ONE) == []


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("全年没有申请人直接起诉。", "直接起诉"),
        ("因信息公开引起的行政诉讼都已经有了结果。", "有了结果"),
        ("信息公开方面没有成为被告。", "成为被告"),
        ("因信息公开引起的诉讼均经过行政复议后才提起。", "均经过行政复议后"),
        ("全年没有废止旧的规范性文件。", "没有废止旧的规范性文件"),
        ("没有向申请人发出补正通知，收到申请即办。", "补正通知"),
        ("上年结转的申请1月份都已答复。", "都已答复"),
        ("申请均由企业和个人提出。", "均由企业和个人"),
        ("全年依申请公开的工作量为零。", "工作量为零"),
        ("依申请公开方面，没有申请涉及商业秘密。", "涉及商业秘密"),
        ("不掌握的一件也没有，申请都得到了答复。", "不掌握的一件也没有"),
        ("新收申请23件，律师事务所没有提出。", "律师事务所没有提出"),
        ("不予公开的3件均因涉及第三方合法权益。", "均因涉及第三方"),
        ("结论为无法提供的，都是本机关不掌握相关信息。", "本机关不掌握"),
    ],
)
def test_more_claims_that_cells_belie(text: str, claimed: str) -> None:
    assert any(claimed in found for found in contradicted(text))


@pytest.mark.parametrize(
    "text",
    [
        "没有复议后起诉被纠正的案件。",
        "新收申请23件，自然人和企业都提出过申请。",
        "由企业提出的3件申请均已答复。",
        "未经复议直接起诉的1件尚未审结。",
        "与上年没有收费的情况相同，今年没有收取信息处理费。",
    ],
)
def test_more_claims_that_hold(text: str) -> None:
    assert contradicted(text) == []


def test_fees_that_were_paid_belie_that_none_were_taken() -> None:
    told = "全县未收取任何信息处理费。收费通知共发出3件，1件的申请人按期缴纳550元，2件逾期未缴。"
    supposed = "没有收取信息处理费。信息处理费怎么算，例如一个月内提出25件，应缴纳1500元，但未发生这种情形。"
    assert [found for found in contradicted(told) if "信息处理费" in found]
    assert contradicted(supposed) == []


def test_the_basis_says_what_is_held_against_what() -> None:
    (within,) = of_text("发出问卷60份，收回66份。", "TEXT-CONTRADICTION", cells=SOME)
    (with_table,) = of_text("全年没有废止旧的规范性文件。", "TEXT-CONTRADICTION", cells=SOME)
    assert "前后" in within.basis
    assert "表格" in with_table.basis


def test_every_pair_has_two_sides() -> None:
    assert all(p.denied.pattern and p.told.pattern and p.where in {"", "after", "sentence"} for p in pairs())


@pytest.mark.parametrize(
    "text",
    [
        "公众号全年推文143篇，招生占58篇、资助占31篇、安全占35篇、活动占29篇。",
        "分局承办41件、支队承办25件、机关承办14件，共办结77件咨询。",
        "培训参加126人次，第一场41人次，第二场52人次，第三场43人次。",
        "公开栏分布：\n（1）乡镇窗口14个；\n（2）登记处1个；\n（3）村级184个。\n以上合计200个。",
    ],
)
def test_lists_that_nearly_add_up_are_asked_about(text: str) -> None:
    (finding,) = of_text(text, "TEXT-PARTS", cells=SOME)
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "公众号全年推文153篇，招生占58篇、资助占31篇、安全占35篇、活动占29篇。",
        "公众号全年推文263篇，招生95篇、资助31篇、安全35篇。",
        "推文143篇，同时发布视频58条、图解31幅、问答35条。",
        "栏目12个，页面8幅，链接3条，专题2项。",
    ],
)
def test_lists_that_add_up_or_do_not_mean_to(text: str) -> None:
    assert of_text(text, "TEXT-PARTS", cells=SOME) == []


def test_all_of_a_number_in_time_beside_one_carried_over() -> None:
    text = "新收政府信息公开申请23件，均已在法定期限内办结。"
    assert contradicted(text) == ["均已在法定期限内办结"]
    assert contradicted(text, {**SOME, R + "carried_forward.total": 0}) == []
    assert contradicted("新收政府信息公开申请23件，到期的均已按期办结。") == []


def test_two_that_are_meant_to_be_all() -> None:
    assert of_text("14项整改任务已完成11项，正在推进2项。", "TEXT-PARTS", cells=SOME)
    assert of_text("14项整改任务已完成12项，正在推进2项。", "TEXT-PARTS", cells=SOME) == []


def test_the_share_of_what_was_granted() -> None:
    cells = {**SOME, R + "granted.total": 11, R + "granted_in_part.total": 3}
    wrong = "办结申请22件，公开率（含部分公开）为66.3%。"
    assert [f.found for f in of_text(wrong, "TEXT-RATE", cells=cells)] == ["66.3%"]
    assert of_text("办结申请22件，公开率（含部分公开）为63.6%。", "TEXT-RATE", cells=cells) == []


NONE: dict[str, Any] = dict.fromkeys(
    (
        *(
            f"{R}new.{column}"
            for column in ("total", "natural_person", "enterprise", "legal_service_organization")
        ),
        *(f"{R}{row}.total" for row in ("carried_over", "concluded_total", "carried_forward")),
        *(f"{D}{cell}" for cell in ("direct_litigation.total", "litigation_after_reconsideration.total")),
        *(f"{D}{row}.pending" for row in ("direct_litigation", "reconsideration")),
        "proactive.fees.amount",
    ),
    0,
)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("收到的公开申请多与拆迁有关。", "收到的公开申请多"),
        ("上述申请均已答复完毕。", "上述申请均已答复"),
        ("因信息公开引起的行政复议尚有案件未审结。", "尚有案件未审结"),
        ("信息公开复议决定维持，申请人不服又提起行政诉讼。", "不服又提起行政诉讼"),
        ("收取的行政事业性收费全部缴入国库。", "收取的行政事业性收费"),
    ],
)
def test_what_is_told_though_the_cells_hold_nothing(text: str, claimed: str) -> None:
    assert any(claimed in found for found in contradicted(text, NONE))
    assert not any(
        claimed in found
        for found in contradicted(text, {**SOME, "proactive.fees.amount": 3, R + "carried_forward.total": 0})
    )


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("申请人全部是辖区居民。", "全部是辖区居民"),
        ("没有收到企业和律师事务所的申请。", "没有收到企业和律师事务所"),
        ("政策文件方面，没有需要废止的规范性文件。", "没有需要废止的规范性文件"),
        ("没有一件申请因逾期不补正而终止办理。", "逾期不补正而终止"),
        ("本年收到的申请全部予以公开或者部分公开。", "全部予以公开或者部分公开"),
    ],
)
def test_further_claims_that_cells_belie(text: str, claimed: str) -> None:
    assert any(claimed in found for found in contradicted(text))


def test_the_sum_of_new_and_carried_over_named_in_two_halves() -> None:
    cells = {**SOME, R + "carried_over.total": 2}
    assert of_text("办结22件，与新收、上年结转之和25件相比还差3件。", "TEXT-NUMBER", cells=cells) == []


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("各部门评估均达到良好以上等次。排名靠后的2个部门被评为不合格。", "均达到良好以上"),
        ("延期的均书面告知申请人。有1件延期后没有告知。", "均书面告知"),
        ("全年没有组织公开业务培训。10月举办的公开业务培训，到会41人。", "没有组织公开业务培训"),
        ("网站未出现超期不更新的情况。有2个栏目连续三个月没有更新。", "未出现超期不更新"),
        ("没有收取信息处理费。收到收费通知的2名申请人在期限内足额缴纳。", "没有收取信息处理费"),
    ],
)
def test_more_that_another_sentence_belies(text: str, claimed: str) -> None:
    assert any(claimed in found for found in contradicted(text))


def test_a_unit_may_be_called_by_a_shorter_name() -> None:
    """The report is of 示例市自然资源和规划局: 市自规局 is the same, 县民政局 is not."""
    assert contradicted("市自规局全年没有申请人直接起诉。")
    assert contradicted("县民政局全年没有申请人直接起诉。") == []


def test_a_result_that_sounds_like_a_denial_is_none() -> None:
    rows = ("not_held", "needs_creation", "still_unclear")
    cells = ONE | {f"{R}unavailable.{row}.total": 0 for row in rows}
    (found,) = of_text("全年收到申请1件，信息没有保存，已告知无法提供。", "TEXT-CONTRADICTION", cells=cells)
    assert "无法提供" in str(found.found)


def test_two_parts_summed_up_behind() -> None:
    assert of_text("业务专场参加31人次，视频专场参加25人次，两场共58人次。", "TEXT-PARTS", cells=SOME)
    assert of_text("业务专场参加31人次，视频专场参加25人次，两场共56人次。", "TEXT-PARTS", cells=SOME) == []
