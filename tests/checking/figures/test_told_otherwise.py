"""Claims in the many words of many offices, beside cells and sentences that tell otherwise, and those that hold."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.checking.figures.claims.lookup import Lookup
from tests.checking.figures.test_denied import CELLS as MANY
from tests.checking.texts import of_text
from tests.support import pace

R = "requests."
D = "disputes."
CELLS: dict[str, Any] = {
    **MANY,
    R + "carried_forward.total": 2,
    D + "direct_litigation.corrected": 1,
    "proactive.licensing.decisions": 420,
    "proactive.penalties.decisions": 96,
    "proactive.compulsion.decisions": 7,
    "proactive.fees.amount": 12.5,
}
QUIET: dict[str, Any] = {
    **CELLS,
    R + "new.enterprise": 0,
    R + "new.legal_service_organization": 0,
    R + "new.public_interest_organization": 0,
    R + "carried_forward.total": 0,
    **{D + f"{row}.{column}": 0 for row in ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
       for column in ("total", "upheld", "corrected", "other", "pending")},
}  # fmt: skip


def contradicted(text: str, cells: dict[str, Any] | None = None) -> list[Any]:
    return of_text(text, "TEXT-CONTRADICTION", cells=cells or CELLS)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("企业今年没有向我县索取过信息，申请以居民为主。", "没有向我县索取过信息"),
        ("社会公益组织对此过问不多，全年没有提出申请。", "没有提出申请"),
        ("申请主体里看不到企业。", "看不到企业"),
        ("律师事务所这一栏全年空白，申请多由村民提出。", "律师事务所这一栏全年空白"),
        ("全年没有哪家律所提出公开申请。", "没有哪家律所提出公开申请"),
        ("我县从未碰到过行政复议。", "从未碰到过行政复议"),
        ("信息公开争议没有一件闹到法院。", "没有一件闹到法院"),
        ("复议机关从未否定过我县的公开答复。", "从未否定过我县的公开答复"),
        ("信息公开诉讼今年胜诉率达到100%。", "胜诉率达到100%"),
        ("因信息公开引起的复议，件件获得维持。", "件件获得维持"),
        ("申请人提起的复议中没有其他情形。", "没有其他情形"),
        ("信息公开的复议都还没有结论。", "都还没有结论"),
        ("全县行政许可、行政处罚决定均为零。", "行政许可、行政处罚决定均为零"),
        ("全县没有开出过一张罚单。", "没有开出过一张罚单"),
        ("行政强制措施今年一次也没采取。", "一次也没采取"),
        ("行政事业性收费全面取消。", "行政事业性收费全面取消"),
        ("规范性文件目录全年没有变动。", "规范性文件目录全年没有变动"),
        ("今年没有新的行政规范性文件出台。", "新的行政规范性文件"),
        ("其他处理类全为零。", "其他处理类全为零"),
        ("收费通知今年一份也没有发出，需要下达缴费通知的情形没有发生。", "没有发生"),
        ("没有出现同一人反复索要相同信息的情况。", "反复索要相同"),
        ("申请办理没有留下尾巴。", "没有留下尾巴"),
        ("40件申请中没有一件遭到拒绝。", "遭到拒绝"),
        ("没有依据内部事务信息拒绝公开的个案。", "依据内部事务信息拒绝公开"),
        ("行政处罚的数量比行政许可还多。", "行政处罚的数量比行政许可还多"),
        ("申请里企业申请比自然人还要多。", "比自然人还要多"),
        ("新收40件，比上年的31件有所减少。", "比上年的31件有所减少"),
        ("自然人提出的申请没有过半。", "没有过半"),
    ],
)
def test_what_the_cells_hold_in_spite_of_it(text: str, claimed: str) -> None:
    found = contradicted(text)
    assert any(claimed in str(f.found) or str(f.found) in claimed for f in found), (text, found)


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("申请人是一家种植合作社，申请公开征地批文。", "申请人是一家种植合作社"),
        ("年内有律师事务所寄来书面申请。", "有律师事务所寄来书面申请"),
        ("今年办理了来自建筑企业的信息公开申请。", "来自建筑企业的信息公开申请"),
        ("申请人对答复不满意，把镇政府告到法院。", "告到法院"),
        ("申请人收到答复后又申请了行政复议。", "又申请了行政复议"),
        ("还有部分申请留到了明年。", "还有部分申请留到了明年"),
        ("收到的申请除2件仍在征求意见外都已答复。", "除2件仍在征求意见外"),
        ("年底尚有1件申请没有答复。", "1件申请没有答复"),
    ],
)
def test_what_is_told_beside_nothing(text: str, claimed: str) -> None:
    found = contradicted(text, QUIET)
    assert any(claimed in str(f.found) or str(f.found) in claimed for f in found), (text, found)


@pytest.mark.parametrize(
    "text",
    [
        "现行有效的文件中没有一件涉及收费。",
        "没有科研机构的申请，企业申请6件。",
        "申请人对答复不服的，可以申请行政复议，也可以告到法院。",
        "行政处罚比行政许可少。",
        "新收40件，比上年的31件有所增加。",
        "门户网站提供的电子材料不收任何费用。",
        "没有一件申请因登记差错漏办。",
        "对首次轻微违法的企业没有作出处罚。",
        "投诉举报48件，年末还有3件没有办结。",
        "没有企业因公示信息提出行政赔偿。",
        "自然人申请占一半以上。",
    ],
)
def test_claims_that_hold_or_are_of_something_else(text: str) -> None:
    assert contradicted(text) == []


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("全年没有组织信息公开培训。参加本县公开培训的干部有57人。", "没有组织信息公开培训"),
        ("一场新闻发布会也没有举行。8月举行新闻发布会介绍汛情。", "一场新闻发布会也没有举行"),
        ("恳谈会全部取消。上半年组织了2场恳谈会。", "恳谈会全部取消"),
        ("公开指南全年没有修改。指南于4月更新了电话。", "没有修改"),
        ("联络员队伍没有变动。年内调整联络员11名。", "没有变动"),
        ("县里没有单位被扣分。3个镇因栏目未更新各扣2分。", "没有单位被扣分"),
        ("没有人员因此被问责。1名经办人因漏报信息，被追究责任。", "被问责"),
        ("上网稿件没有错别字，抽查查出错别字6处。", "没有错别字"),
        ("培训无人缺席，其中2名信息员缺席。", "无人缺席"),
        ("查阅电脑全部正常使用，其中1台已停用。", "全部正常使用"),
        ("查阅室全年对外开放，8月因装修关闭。", "全年对外开放"),
        ("公众号每天更新，其中3月连续6天没有推送。", "每天更新"),
        ("稿件均经两级审核，其中4篇未经审核直接发布。", "均经两级审核"),
        ("公示牌全部更换，有5个村仍用旧牌。", "全部更换"),
        ("各镇全部按时报送数据，迟报的2个镇已被提醒。", "全部按时报送数据"),
        ("公开工作没有经费保障。年初安排公开专项经费6万元。", "没有经费保障"),
        ("专区设施没有损坏，雨季有2块屏幕损坏。", "没有损坏"),
        ("账号全部关停，目前仍在运行的3个账号由宣传部管理。", "全部关停"),
        ("本镇没有制作图解，全年制作图解9张。", "没有制作图解"),
        ("未收取信息处理费。其中1件由申请人缴来信息处理费320元。", "未收取信息处理费"),
    ],
)
def test_what_the_next_sentence_tells_otherwise(text: str, claimed: str) -> None:
    found = contradicted(text)
    assert found, text
    assert any(claimed in str(f.found) or str(f.found) in claimed for f in found), found
    assert all(f.severity == "warning" or "信息处理费" in text for f in found), found


@pytest.mark.parametrize(
    "text",
    [
        "没有学校缺席培训，73所学校各派1人。",
        "没有单位被扣分，3个镇因栏目新颖各加2分。",
        "没有发生责任追究。2个办公室各扣1分。",
        "公开指南没有修改，机构职能栏目于6月更新了领导分工。",
        "座谈会没有邀请企业，培训2场。",
        "查阅室每天开放，周末由志愿者值守。",
        "公众号每周更新，全年推送210条。",
        "稿件均经两级审核，其中4篇由负责人复核。",
        "没有召开发布会，其他消息都在网站发布。",
        "2个单位未被扣分，没有单位被扣分。",
    ],
)
def test_what_the_next_sentence_does_not_tell_otherwise(text: str) -> None:
    assert contradicted(text) == []


def test_the_only_request_is_not_answered_at_once_and_later_as_well() -> None:
    cells = {R + "new.total": 1, R + "concluded_total.total": 1, R + "granted.total": 1}
    text = "收到的1件申请当天就作出了答复。因需查档，答复期限延长15个工作日。"
    found = contradicted(text, cells)
    assert any("当天" in str(f.found) for f in found), found
    assert not any(
        "当天" in str(f.found) for f in contradicted(text.replace("作出了答复", "转给了股室"), cells)
    )


def test_a_lookup_gives_those_whose_words_a_text_holds() -> None:
    lookup = Lookup([("复议", "诉讼"), (), ("零",), ("企业",)])
    assert lookup.possible("没有发生诉讼") == [0, 1]
    assert lookup.possible("为零") == [1, 2]
    assert lookup.possible("") == [1]


@pytest.mark.parametrize(
    "text",
    [
        "申请比办结的还" * 3000,
        "全部更换，有5个村" * 2000,
        "没有一家企业的申请就" * 2000,
        "信息员没有变动，" * 2000,
    ],
)
def test_a_text_of_nothing_but_claims_ends_in_time(text: str) -> None:
    with pace.measured() as spent:
        contradicted(text)
    assert spent.seconds < 8
