"""TYPO: words surely wrong, words written twice; and right words that look like them."""

import pytest

from assistant.checking import check_report
from assistant.checking.wording.rulebook import rules
from tests.checking.support import said, written
from tests.support.reports import busy_report


def typos(text):
    return said(written(overview=text), "TYPO")


def test_there_are_many_pairs():
    assert len(rules("typos")) > 300


@pytest.mark.parametrize(
    "rule", [r for r in rules("typos") if r.right and len(r.needs) == 1], ids=lambda r: r.needs[0]
)
def test_every_pair_is_found_where_it_stands(rule):
    """Each wrong word in a sentence of its own is found, and its correction is not."""
    wrong = rule.needs[0]
    if rule.pattern.fullmatch(wrong):
        assert (wrong, rule.right) in typos(f"全年，{wrong}，其他正常。")
        assert typos(f"全年，{rule.right}，其他正常。") == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("进一部加强政策解读。", "进一部", "进一步"),
        ("有代提高的地方还有不少。", "有代", "有待"),
        ("群众登陆政府门户网站即可查询。", "登陆", "登录"),
        ("全年末收到政府信息公开申请。", "末", "未"),
        ("我局末发生行政复议。", "末", "未"),
        ("结转的3件己在一季度答复。", "己", "已"),
        ("审批结果在公开栏公式满7天。", "公式", "公示"),
        ("作出行政出发决定12件。", "行政出发", "行政处罚"),
        ("居民在评议中反应的公示不及时问题已整改。", "反应", "反映"),
        ("申请人愈期未缴纳费用。", "愈期", "逾期"),
        ("公布救助资金的拔付情况。", "拔", "拨"),
        ("超过时限尚未半截的，当面询问原因。", "半截", "办结"),
        ("新收政府信息公开神情75件。", "神情", "申请"),
        ("本局编织了2024年度报告。", "编织", "编制"),
        ("新收申请62件，设计环评文件的有37件。", "设计", "涉及"),
        ("24件申请年内已半截24件。", "半截", "办结"),
        ("对群众通过热线反应的政策疑问作出说明。", "反应", "反映"),
        ("没有因政府信息公开引的行政诉讼。", "引的", "引起的"),
        ("专人负责政府信息公开适宜。", "适宜", "事宜"),
        ("建立了联合会商机智，当场明确口径。", "机智", "机制"),
        ("对公民依法获取信息的权力认识不足。", "权力", "权利"),
        ("剩余号源每天跟新。", "跟新", "更新"),
        ("用图解作了政策解毒。", "政策解毒", "政策解读"),
        ("行政处决定书全部制作公开文本。", "行政处", "行政处罚"),
        ("2O24年，新收申请12件。", "O", "0"),
        ("对答复实现把握不严。", "答复实现", "答复时限"),
        ("结至2024年12月31日，共公开信息12条。", "结至", "截至"),
        ("不断建立建全工作机制。", "建立建全", "建立健全"),
        ("群众反应的意见已经采纳。", "群众反应", "群众反映"),
        ("主动公开的的信息共12条。", "的的", "的"),
        ("共收到到申请5件。", "到到", "到"),
        ("我局局认真落实，我我局组织培训。", "我我", "我"),
        ("收到政府信息公开公开申请5件。", "公开公开", "公开"),
        ("加强培训培训力度。", "培训培训", "培训"),
        ("加强加强队伍建设。", "加强加强", "加强"),
        ("统计期限为2024年2024年1月起。", "2024年2024年", "2024年"),
    ],
)
def test_wrong_words_in_company(text, wrong, right):
    assert (wrong, right) in typos(text)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("政府信恩公开", "政府信息公开"),
        ("依申诸公开", "依申请公开"),
        ("依申申请公开", "依申请公开"),
        ("依请申公开", "依申请公开"),
        ("政府息信公开", "政府信息公开"),
        ("政府信公开", "政府信息公开"),
        ("行政规犯性文件", "行政规范性文件"),
        ("微信公共号", "微信公众号"),
        ("信息处里费", "信息处理费"),
        ("中华人名共和国", "中华人民共和国"),
        ("监督报障", "监督保障"),
    ],
)
def test_terms_with_a_slip(wrong, right):
    found = typos(f"落实{wrong}要求。")
    assert found == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "财政局信息公开，民政类信息公开，财政信息公开，政府信息开放，政策信息公开。",
        "政府信用管理规范，现行的规范性文件，规定性文件，部门的网站，尚未办结，自查自评。",
        "国家保密规定，公共平台的设置，完工三日内，重要领域信息，信息公开案例，三审一校，商业机密。",
        "应公开未公开的，整改的措施，规模化建设，经营性环境，统计期间为全年，全国法院办公厅。",
        "推进一部门一清单，改进一部分流程。",
        "应急时发布预警，紧急时公开信息。",
        "小组识别风险点，建立清单。",
        "一项一项梳理，逐条逐条核对，一件一件办理。",
        "政务公开公开栏更新12次，监督管理管理办法修订。",
        "实实在在为民服务，现在在办的2件，正式存在在线平台。",
        "是是非非，和和美美，的的确确。",
        "做了了解，以及及时公开，涉及及时率。",
        "参与与会人员讨论，不了了之。",
        "公共共享平台，可以以书面形式提出，办公公开。",
        "司机够用，公布署名文章，多数居民满意。",
        "人大代表建议题材广泛，系统记录完整。",
        "率领城管队员检查，循环利用。",
        "处理目的的最小范围，有关规定规定应当公开的。",
        "作为为民办实事项目，行为为准。",
        "访问提供了便利，召开大会仪式。",
        "化学反应情况，应急反应迅速。",
        "反映一部分群众意见，有的确有困难。",
        "年年公开，月月更新，件件有回音，人人参与，层层落实。",
        "把把关口，将将来的工作做细。",
        "某某某反映的问题，二〇〇〇年以来。",
        "按照上级部门要求公开，向社会公开公开时限。",
    ],
)
def test_right_words_that_look_wrong(text):
    assert typos(text) == []


def test_titles_are_quoted_as_they_are():
    assert typos("学习《关于公开工做的通知》。") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("本报告由示例市市场监督管理局编制，示例市场市监督管理局负责解释。", "示例市场市监督管理局"),
        ("示例市市场监督菅理局负责解释。", "示例市市场监督菅理局"),
    ],
)
def test_the_units_own_name_with_a_slip(text, wrong):
    report = busy_report(unit="示例市市场监督管理局", sections={"overview": text})
    found = [f for f in check_report(report) if f.code == "TYPO" and f.found == wrong]
    assert [f.correction for f in found] == ["示例市市场监督管理局"]


def test_another_units_name_is_none():
    report = busy_report(unit="示例市教育局", sections={"overview": "示例县教育局、示例市体育局参加了培训。"})
    assert [f.found for f in check_report(report) if f.code == "TYPO"] == []
