"""CITATION: misbuilt numbers, orders of the state, days of publication, organs that did not issue a document, words of titles."""

from __future__ import annotations

import pytest

from assistant.checking.citing.days import days
from assistant.checking.citing.documents import documents, known
from assistant.checking.citing.law_names import laws, no_law
from tests.checking.support import said, written

FORM = "国办公开办函〔2021〕30号"
REGULATION = "《中华人民共和国政府信息公开条例》"
SECRETS = "《中华人民共和国保守国家秘密法实施条例》"
FEES = "《政府信息公开信息处理费管理办法》"


def cited(text, year=2025):
    return said(written(year, overview=text), "CITATION")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("平均答复用时8个工作日，比法定的15个工作日提前了7个工作日。", "15"),
        ("不能当场答复的，依照《条例》在30个工作日内答复。", "30"),
        ("按《条例》规定在15个工作日内答复申请人。", "15"),
        ("需要延期的，延长答复期限按《条例》最长不超过15个工作日。", "15"),
        ("依据《条例》第四十九条，部门年度报告应当在3月31日前报送。", "3"),
        ("依照《条例》第三十六条作区分处理，答复为部分公开。", "第三十六条"),
        ("依照《条例》第三十三条，第三方应当自收到征求意见书之日起15个工作日内提出意见。", "第三十三条"),
        ("《条例》第二十六条规定的公报、网站、发布会等途径均已用足。", "第二十六条"),
        ("企业主张商业秘密的，书面征求其意见；理由成立的，依照《条例》第十四条决定不予公开。", "第十四条"),
        ("根据《中华人民共和国政府信息公开条例》（国务院公告第711号）编制。", "国务院公告"),
    ],
)
def test_what_rules_fix_and_who_issues_them(text, wrong):
    assert wrong in [found for found, _ in cited(text)]


@pytest.mark.parametrize(
    "text",
    [
        "平均答复用时8个工作日，比法定的20个工作日提前12个工作日。",
        "不能当场答复的，依照《条例》在20个工作日内答复。",
        "依照《条例》第三十七条作区分处理。",
        "主管部门依据《条例》第四十九条，在3月31日前公布本级政府的年度报告。",
        "涉及商业秘密的，征求第三方意见；涉及国家秘密的，依照《条例》第十四条不予公开。",
    ],
)
def test_rules_told_as_they_are(text):
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("编报遵照国办公开办函〔21〕30号的要求。", ("国办公开办函〔21〕30号", FORM)),
        ("编报遵照国办公开办函〔202〕30号的要求。", ("国办公开办函〔202〕30号", FORM)),
        ("编报遵照国办公开办函2021年30号的要求。", ("国办公开办函2021年30号", FORM)),
        ("计费依据是国办函〔20〕109号。", ("国办函〔20〕109号", "国办函〔2020〕109号")),
        (f"{SECRETS}（国务院令第768号）已经学习。", ("国务院令第768号", "国务院令第786号")),
        (f"学习国务院令第796号公布的{SECRETS}。", ("国务院令第796号", "国务院令第786号")),
        ("《中华人民共和国个人信息保护法》（主席令第九十二号）。", ("主席令第九十二号", "主席令第91号")),
        ("《中华人民共和国保守国家秘密法》（主席令第28号）。", ("主席令第28号", "主席令第20号")),
        (f"{REGULATION}（国务院令第七百一十二号）。", ("国务院令第七百一十二号", "国务院令第711号")),
    ],
)
def test_numbers(text, found):
    assert cited(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        f"{REGULATION}（国务院令第七百一十一号）、《中华人民共和国行政复议法》（主席令第九号）。",
        f"此前执行的{SECRETS}（国务院令第656号）已经废止。",
        "示政办发〔23〕5号是旧文，国办发〔2019〕54号继续执行。",
        "《不动产登记暂行条例》（国务院令第710号）。",
    ],
)
def test_numbers_that_are_right_or_not_known(text):
    assert cited(text) == []


def test_a_version_that_was_in_force():
    text = f"{SECRETS}（国务院令第646号）已经学习。"
    assert said(written(2023, overview=text), "CITATION") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{FEES}系财政部印发，已经张贴。", "财政部"),
        (f"{FEES}（国办函〔2020〕109号）由国家发展改革委会同财政部制定。", "国家发展改革委"),
        (f"执行市财政局制定的{FEES}。", "市财政局"),
        ("遵照县人民政府办公室印发的《中华人民共和国政府信息公开工作年度报告格式》。", "县人民政府办公室"),
        (f"{REGULATION}由全国人大常委会公布。", "全国人大常委会"),
    ],
)
def test_organs_that_did_not_issue_it(text, found):
    assert [f for f, _ in cited(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        f"{FEES}由国务院办公厅印发，财政部负责解释。",
        "学习省政府办公厅转发的《中华人民共和国政府信息公开工作年度报告格式》。",
        "市政府办公室印发《关于规范政府信息公开平台有关事项的通知》，统一了栏目。",
        "市财政局印发《示例市政府信息公开信息处理费管理实施细则》。",
    ],
)
def test_organs_of_the_place(text):
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{REGULATION}2019年5月15日修订公布。", ("2019年5月15日", "2019年4月3日")),
        (f"2018年4月3日公布的{REGULATION}。", ("2018年4月3日", "2019年4月3日")),
        (f"{FEES}于2021年1月1日印发。", ("2021年1月1日", "2020年11月17日")),
        (f"{REGULATION}自2019年4月3日起施行，按旧条例印的单页收回。", ("2019年4月3日", "2019年5月15日")),
        (f"依照2020年修订的{REGULATION}办理。", ("2020", "2019")),
        (f"{REGULATION}（2018年修订）。", ("2018", "2019")),
        ("政府信息公开的司法解释自2025年5月20日起施行。", ("2025年5月20日", "2025年6月1日")),
        ("法释〔2025〕8号自2025年7月1日起施行。", ("2025年7月1日", "2025年6月1日")),
    ],
)
def test_days_and_versions(text, found):
    assert cited(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        f"2019年4月3日修订公布的{REGULATION}，自2019年5月15日起施行。",
        "2023年9月1日修订通过、2024年1月1日起施行的《中华人民共和国行政复议法》。",
        "《中华人民共和国个人信息保护法》2021年8月20日通过，自2021年11月1日起施行。",
        "2018年2月8日起施行的司法解释和政府信息公开的规定一并学习。",
        "最高人民法院2025年5月20日发布的信息公开司法解释自2025年6月1日起施行。",
    ],
)
def test_days_that_are_right(text):
    assert cited(text) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("政府信息公开信息处理费收费办法", FEES),
        ("信息处理费计收办法", FEES),
        ("关于规范政府信息公开平台相关事项的通知", "《关于规范政府信息公开平台有关事项的通知》"),
        ("公共企事业单位信息公开规定编制办法", "《公共企事业单位信息公开规定制定办法》"),
        ("政府网站与政务新媒体考核指标", "《政府网站与政务新媒体检查指标》"),
    ],
)
def test_one_word_of_a_title_exchanged(wrong, right):
    assert cited(f"已对照《{wrong}》自查。") == [(f"《{wrong}》", right)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("起诉的，依照《中华人民共和国行政诉讼法》第四十六条为三个月。", ["三"]),
        ("告知书写明，直接起诉的期限为三个月。", ["三"]),
        ("对答复不服的，可在两个月内直接提起行政诉讼。", ["两"]),
        ("申请行政复议的期限为三十日，写在答复书末尾。", ["三十"]),
        ("起诉的，依照《中华人民共和国行政诉讼法》第四十六条为六个月。", []),
        ("可在六个月内提起行政诉讼，申请行政复议的期限为六十日。", []),
        ("答复后3个月内没有提起诉讼的，归档。", []),
    ],
)
def test_deadlines(text, found):
    assert [f for f, _ in cited(text)] == found


def test_the_days_are_of_known_documents():
    for title, one in days().items():
        document = known(title)
        assert document in documents()
        assert one.made[0].year in one.years
        assert document is not None
        if document.since is not None and document.since.year >= 2019:
            assert one.made[0] <= document.since


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("依照《中华人民共和国个人信息法》，不列姓名。", "《中华人民共和国个人信息法》"),
        ("依照《中华人民共和国个人信息安全法》，不列姓名。", "《中华人民共和国个人信息安全法》"),
        ("按照国务院印发的国办公开办函〔2021〕30号文件编写。", "国务院"),
        ("按照国务院办公厅《政府信息公开条例》的要求更新。", "国务院办公厅"),
        ("学习《中华人民共和国保密法》两次。", "《中华人民共和国保密法》"),
        ("学习中华人民共和国保密法，组织测试。", "中华人民共和国保密法"),
        ("公告发布遵照《中华人民共和国招投标法》。", "《中华人民共和国招投标法》"),
        ("抽检结果公布遵照《中华人民共和国食品法》。", "《中华人民共和国食品法》"),
        ("统计数据公布遵照《中华人民共和国统计条例》。", "《中华人民共和国统计条例》"),
        ("征地公告遵照《中华人民共和国土地管里法》。", "《中华人民共和国土地管里法》"),
        ("收费遵照《信息处理费收取暂行办法》。", "《信息处理费收取暂行办法》"),
        ("格式由国务院办公室统一。", "国务院办公室"),
        ("格式由国务院信息公开办公室公布。", "国务院信息公开办公室"),
        ("格式由国务院政务公开办统一。", "国务院政务公开办"),
        (f"对照{REGULATION}第七章自查。", "第七章"),
        ("按照《条例》第十一章监督和保障的规定设立意见箱。", "第十一章"),
        ("落实《条例》第三章“依申请公开”，复查答复书。", "第三章"),
        ("《条例》第二章关于主动公开的规定已经学习。", "第二章"),
        (f"{REGULATION}（国务院办公厅令第711号）。", "国务院办公厅令"),
        ("要点由县政府办公厅印发。", "县政府办公厅"),
        ("报告报送区人民政府办公厅。", "区人民政府办公厅"),
        ("接受省人民政府办公室抽查。", "省人民政府办公室"),
        ("收费目录由县财政厅公布。", "县财政厅"),
        ("接受省教育局检查。", "省教育局"),
    ],
)
def test_laws_misnamed_and_organs_beside_numbers(text, wrong):
    assert wrong in [found for found, *_ in cited(text)]


@pytest.mark.parametrize(
    "text",
    [
        "学习《保密法》《中华人民共和国统计法》《中华人民共和国食品安全法》和《中华人民共和国会计法》。",
        "对照《条例》第四章依申请公开、第五章“监督和保障”的规定和第六章附则自查。",
        "学习《条例》第三章，按照《信访工作条例》第九章办理，旧《条例》第四章监督和保障已经修改。",
        "国务院办公厅政府信息与政务公开办公室公布格式，国务院公开办法草案。",
        "学习《中华人民共和国某某事务促进法》和《中华人民共和国统计法实施条例》。",
        "国务院办公厅政府信息与政务公开办公室印发；国务院新闻办公室发布。",
        "各县政府办公厅（室）、市政府办公厅、自治区政府办公厅、省政府办公厅来文。",
        "县财政局、省财政厅、自治区财政厅和全省教育局长会议。",
        "原《中华人民共和国采购法》草案的旧稿已经废止。",
    ],
)
def test_laws_and_organs_by_their_names(text):
    assert cited(text) == []


def test_known_laws_are_no_wrong_names():
    assert len(laws()) > 120
    assert not laws() & set(no_law())
    assert {right for right in no_law().values() if right} <= laws() | {"政府信息公开条例"}
