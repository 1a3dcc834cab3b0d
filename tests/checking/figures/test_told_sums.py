"""Sums that the words themselves tell, and right sentences that say of some requests what the tables say of all."""

import pytest

from tests.checking.texts import REQUESTS, of_text, words

# 新收23（自然人19、企业3、法律服务机构1），结转2，办结24，结转下年1
SUMS = [
    "全年新增监控点位64处、拆除21处，净增33处。",
    "政策问答新增80条，归并26条，净增44条。",
    "机关处室和直属单位共报送信息96条，机关处室41条，直属单位45条。",
    "年初专栏22个，年内增设4个，撤销7个，年底剩21个。",
    "40个网格小组、130名联络人，每组三名。",
    "短片6部、长图9张、问答21条，各类产品加起来38件。",
    "网站来件30件、来信12件、窗口5件，三条渠道合起来49件。",
    "一季度答复咨询14件，二季度15件，三季度13件，四季度16件，一年答复咨询57件。",
]
RIGHT_SUMS = [
    "全年新增监控点位64处、拆除21处，净增43处。",
    "点位由286个减至241个，净减45个。",
    "机关处室和直属单位共报送信息96条，机关处室41条，直属单位55条。",
    "年初专栏22个，年内增设4个，撤销7个，年底剩19个。",
    "40个网格小组、120名联络人，每组三名。",
    "许可412件，其中承诺制办理211件，即办件201件。",
    "申请90件中，涉及征收的45件，涉及户籍的25件，其他20件。",
    "40件网上来件和9件来信中，答复49件。",
    "检查60家，餐饮32家、零售18家，其余为作坊和摊贩，合计10家。",
]


@pytest.mark.parametrize("text", SUMS)
def test_sums_that_do_not_come_out(text):
    assert of_text(text, "TEXT-PARTS")


@pytest.mark.parametrize("text", RIGHT_SUMS)
def test_sums_that_come_out(text):
    assert not of_text(text, "TEXT-PARTS")


NUMBERS = [
    ("上年结转过来的2件和本年新收的21件都已收下。", ["21件"]),
    ("21件新收申请加2件结转申请共24件。", ["21件", "24件"]),
    ("收到补正通知后不理睬的申请6件。", ["6件"]),
    ("公司一类的申请人提交了5件。", ["5件"]),
    ("反复提同样内容的申请有6件。", ["6件"]),
    ("当面和网络两条途径合计新收政府信息公开申请23件。", []),
    ("当面和网络两条途径合计新收政府信息公开申请21件。", ["21件"]),
]


@pytest.mark.parametrize(("text", "wrong"), NUMBERS)
def test_numbers_in_further_words(text, wrong):
    assert words(REQUESTS + text, of_text(REQUESTS + text, "TEXT-NUMBER")) == wrong


RIGHT = [
    "23件新收加2件结转共25件，办结24件。",
    "2件结转加23件新收共25件。",
    "申请办结24件，新收23件，办结比新收多，是因为还办了上年结转的2件。",
    "新收的23件已办结22件。",
    "扣除上年结转的2件，新收申请办结22件。",
    "年内办结新收申请22件、结转申请2件，合计24件。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_numbers_of_some_of_the_requests(text):
    assert not of_text(REQUESTS + text, "TEXT-NUMBER")


RATES = [
    "满意率97.5%，即收回的320份问卷里有302份表示满意。",
    "问卷有效率96%（发出300份，有效276份）。",
    "来电720次，比上年多60次，上年是670次。",
    "来电720次，增长15%，上年为600次。",
    "发出问卷300份，收回280份，满意266份，占收回问卷的88.7%。",
    "废止文件6件、制发文件4件，废止的数量是制发数量的2.5倍。",
    "推文300篇，原创180篇，原创比例66%。",
    "平均每天接待8人，全年250个工作日共接待2500人。",
    "维护费从20万元压到15万元，节省了三成多。",
]
RIGHT_RATES = [
    "满意率94.4%，即收回的320份问卷里有302份表示满意。",
    "问卷有效率92%（发出300份，有效276份）。",
    "来电720次，比上年多60次，上年是660次。",
    "来电720次，增长20%，上年为600次。",
    "发出问卷300份，收回280份，满意266份，占收回问卷的95%。",
    "废止文件6件、制发文件4件，废止的数量是制发数量的1.5倍。",
    "推文300篇，原创180篇，原创比例60%。",
    "平均每天接待8人，全年250个工作日共接待2040人。",
    "维护费从20万元压到15万元，节省25%。",
]


@pytest.mark.parametrize("text", RATES)
def test_rates_that_do_not_come_out(text):
    assert of_text(text, "TEXT-RATE")


@pytest.mark.parametrize("text", RIGHT_RATES)
def test_rates_that_come_out(text):
    assert not of_text(text, "TEXT-RATE")
