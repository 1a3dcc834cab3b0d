"""WORDING: outdated and wrong terms; the same words where they are right."""

import re

import pytest

from assistant.checking import check_report
from assistant.checking.wording.rulebook import rules
from tests.checking.support import only, said, written


def worded(text, year=2024):
    return said(written(year, overview=text), "WORDING")


WRONG = [
    ("坚持以公开为原则、不公开为例外。", "以公开为原则", "以公开为常态"),
    ("全年未收取检索、复制、邮寄等成本费用。", "检索、复制、邮寄等成本费用", None),
    ("没有收取检索费、复印费、邮寄费。", "检索费、复印费、邮寄费", None),
    ("政府信息公开收费及减免情况：无。", "政府信息公开收费及减免情况", None),
    ("申请人根据自身生产、生活、科研等特殊需要提出申请。", "根据自身生产、生活、科研等特殊需要", None),
    ("深入学习新修订的《条例》。", "新修订的《条例》", "《条例》"),
    ("学习宣传新修订《中华人民共和国政府信息公开条例》。", "新修订《中华人民共和国政府信息公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("落实新《条例》要求。", "新《条例》", "《条例》"),
    ("认真贯彻《政务公开条例》。", "《政务公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("认真贯彻《信息公开条例》。", "《信息公开条例》", "《中华人民共和国政府信息公开条例》"),
    ("贯彻落实信息公开条例。", "信息公开条例", "政府信息公开条例"),
    ("全年收到依申请公开申请5件。", "依申请公开申请", None),
    ("对3件政府信息公开申请不予受理。", "不予受理", None),
    ("全年未受理政府信息公开申请。", "未受理", "未收到"),
    ("坚持公开是原则、不公开是例外。", "公开是原则", "以公开为常态"),
    ("依申请公开受理率100%。", "依申请公开受理率", None),
    ("按照《政府信息公开信息处理费管理规定》收取。", "《政府信息公开信息处理费管理规定》", None),
    ("行政复议21件，本局作为被告均按期提交答复。", "被告", "被申请人"),
    ("市政府制发部门规章1件。", "部门规章", "规章"),
    ("32所中小学参照《条例》执行，公开收费项目。", "中小学参照《条例》执行", None),
    ("上年结余14件，办结319件。", "结余", "结转"),
    ("规范性文件对外公开总数量13件。", "对外公开总数量", "现行有效件数"),
    ("属于国家机密的4件，不予公开。", "国家机密", "国家秘密"),
    ("申请都在15个工作日的法定答复期限内办结。", "15个工作日", None),
    ("申请人须说明申请用途方可办理。", "须说明申请用途", None),
    ("免予公开2件。", "免予公开", "不予公开"),
    ("转结下年度继续办理2件。", "转结", "结转"),
    ("上年转结申请3件。", "转结", "结转"),
    ("截止2024年12月31日，公开信息264条。", "截止", "截至"),
    ("截止到目前，已全部办结。", "截止到", "截至"),
    ("截止年底，未发生行政复议。", "截止", "截至"),
    ("公共企事业单位参照《条例》执行。", "公共企事业单位参照《条例", None),
    ("自收到申请之日起15个工作日内予以答复。", "收到申请之日起15个工作日内", None),
    ("国务院办公厅政务公开办公室印发了格式。", "国务院办公厅政务公开办公室", "国务院办公厅政府信息与政务公开办公室"),
    ("申请量比上年减少1.5倍。", "减少1.5倍", None),
    ("公开信息约200条左右。", "约200条左右", "约200条"),
    ("没有其它需要报告的事项。", "其它", "其他"),
    ("本报告为政府信息公开工作年报。", "政府信息公开工作年报", "政府信息公开工作年度报告"),
    ("严格审核“三需要”条件。", "“三需要”", None),
    ("全年没有依申请公开信息。", "没有依申请公开信息", None),
    ("办结申请7件，其中同意公开5件。", "同意公开", "予以公开"),
    ("办结申请7件，其中不同意公开2件。", "不同意公开", "不予公开"),
    ("办结申请7件，其中同意部分公开2件。", "同意部分公开", "部分公开"),
    ("落实公开为常态、非公开为例外的要求。", "公开为常态、非公开为例外", "公开为常态、不公开为例外"),
    ("收到政府信息依申请公开申请1件。", "依申请公开申请", None),
    ("重复申请6件，一律不予受理。", "不予受理", None),
    ("上年接转申请3件。", "上年接转", "上年结转"),
    ("上年转接申请3件。", "上年转接", "上年结转"),
    ("截至目前为止，申请全部办结。", "截至目前为止", "截至目前"),
    ("公开信息超过200条左右。", "超过200条左右", None),
    ("办结申请7件，其中非公开2件。", "非公开", "不予公开"),
    ("办结申请7件，其中信息不存在4件。", "信息不存在", None),
    ("现公布本局政务公开年度报告。", "政务公开年度报告", "政府信息公开工作年度报告"),
    ("办结申请7件，其中不属于本机关公开范围1件。", "不属于本机关公开范围", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wrong", "right"), WRONG)
def test_wrong_terms(text, wrong, right):
    assert worded(text) == [(wrong, right)]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("坚持以公开为常态、不公开为例外。", 2024),
        ("落实新修订的《条例》。", 2020),
        ("学习新修订的《中华人民共和国行政复议法》《中华人民共和国保守国家秘密法》。", 2024),
        ("落实新《示例省政府信息公开条例》。", 2024),
        ("《条例》修订后，取消了检索、复制、邮寄等成本费用。", 2024),
        ("网上报名截止2024年5月1日，共收到报名表12份；申报时间截止5月10日。", 2024),
        ("报名截止日期前均可修改。截至2024年12月31日，公开信息264条。", 2024),
        ("行政复议机关不予受理1件。", 2024),
        ("法院裁定政府信息公开诉讼不予立案、复议不予受理的，依法告知。", 2024),
        ("完善政府信息公开条例学习制度，落实公共企事业单位信息公开规定。", 2024),
        ("更新依申请公开申请表和依申请公开申请渠道说明。", 2024),
        ("第三方不同意公开1件，依法不予公开。", 2024),
        ("征求第三方意见，第三方应当自收到征求意见书之日起15个工作日内提出意见。", 2024),
        ("申请量增长1.5倍，减少了12件。", 2024),
        ("保证约束机制有效，左右协同。", 2024),
        ("学习《关于清理检索费复制费邮寄费的通知》。", 2024),
        ("其他需要报告的事项。数据转接结果正常。", 2024),
        ("同意公开征求意见的方案。", 2024),
    ],
)
def test_right_terms(text, year):
    assert worded(text, year) == []


def test_terms_of_their_time():
    """“新修订” was right until 2020; without a year a rule of its time is silent."""
    assert worded("坚持以公开为原则。", 2018) == []
    assert worded("坚持以公开为原则。", None) == []


def test_findings_say_why():
    finding = only(check_report(written(overview="坚持以公开为原则、不公开为例外。")), "WORDING")
    assert finding.severity == "error"
    assert "第五条" in finding.basis
    assert "以公开为常态" in finding.message


def test_every_rule_is_whole():
    for rule in (*rules("wording"), *rules("typos")):
        assert rule.say.endswith("。")
        assert rule.needs, rule.pattern.pattern
        assert rule.severity in {"error", "warning", "info"}


def test_every_term_is_under_test():
    texts = [text for text, _, _ in WRONG]
    silent = [
        rule.pattern.pattern
        for rule in rules("wording")
        if not any(rule.pattern.search(t) and any(n in t for n in rule.needs) for t in texts)
    ]
    assert silent == []


def test_the_words_to_look_for_first_are_in_what_the_pattern_finds():
    """A rule whose `needs` do not stand in its match would be silent for ever: literal rules prove it themselves."""
    for rule in rules("typos"):
        if rule.pattern.pattern == re.escape(rule.needs[0]):
            assert rule.pattern.fullmatch(rule.needs[0])
            assert rule.right is not None
            assert rule.needs[0] not in rule.right
