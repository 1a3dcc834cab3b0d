"""PRIVACY: people's numbers and names. Every number here is made up by rule."""

import pytest

from assistant.checking import check_report
from assistant.checking.wording.privacy import masked
from tests.checking.support import only, written


def identity(first="11010119900101001"):
    weighed = sum(int(d) * pow(2, 17 - n, 11) for n, d in enumerate(first))
    return first + "10X98765432"[weighed % 11]


def card(first="622202000000000000"):
    for last in "0123456789":
        digits = first + last
        doubled = [int(d) * 2 for d in digits[-2::-2]]
        if (sum(map(int, digits[-1::-2])) + sum(d - 9 * (d > 9) for d in doubled)) % 10 == 0:
            return digits
    raise AssertionError


def privacy(text, section="overview"):
    return [f for f in check_report(written(**{section: text})) if f.code == "PRIVACY"]


@pytest.mark.parametrize(
    "text",
    [
        f"申请人（身份证号{identity()}）提出申请。",
        "身份证号110101900101001的申请人提出申请。",
        f"退款至银行账户{card()}。",
        "申请人电话13800000001，已电话告知。",
        "申请人电话138 0000 0001，已电话告知。",
    ],
)
def test_numbers_of_people(text):
    finding = privacy(text)[0]
    assert (finding.severity, finding.status) == ("error", "fail")
    digits = "".join(c for c in str(finding.found) if c.isdigit())
    assert len(digits) == 5
    assert str(finding.found) in finding.message
    assert privacy(text.replace(str(finding.found), "")) != [], "the text itself is not changed"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("有的申请人只留电子邮箱zhoulm_1976@mail.example，多次去信说明。", "zho"),
        ("由持护照E83920417的外籍人员代办。", "E83"),
        ("持残疾人证32990119560723403243的村民反映后补印。", "329"),
        ("留言用户“老梁”（微信号lianghf_1983）反映公示图模糊。", "lia"),
        ("发证公告错登1处：吴建国名下坐落的房屋面积少写12平方米。", "吴某"),
        ("检查发现，三年级2班马子涵的资助申请表被整页张贴。", "马某"),
        ("名单写得过细，如“冯桂英，丧偶，本人二级精神残疾”。", "冯某"),
    ],
)
def test_accounts_papers_and_what_is_told_of_a_name(text, shown):
    (finding,) = privacy(text)
    assert str(finding.found).startswith(shown)


@pytest.mark.parametrize(
    "text",
    [
        "微信公众号推送312篇，抖音号关停1个。",
        "公开指南载明联系邮箱xxgk@bureau.example，群众可以来信。",
        "高度重视，严格把关，名下无违规账号。",
        "社保卡业务办理指南已上网。",
    ],
)
def test_our_own_accounts_stay(text):
    assert privacy(text) == []


def test_a_number_is_never_repeated_in_full():
    finding = privacy(f"申请人（身份证号{identity()}）提出申请。")[0]
    assert identity() not in finding.model_dump_json()


def test_the_offices_own_mobile_is_a_question():
    finding = only(privacy("联系电话：13800000001。统计期限为2024年1月1日至12月31日。", "preface"), "PRIVACY")
    assert (finding.severity, finding.status, finding.correction) == ("warning", "uncertain", None)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("溪口村6组28号的薛长福与邻居的界址写反。", "error"),
        ("家住公平路8号3栋502室的举报人陈志远一年内多次申请。", "error"),
        ("3月6日晚，吕某在曙光路81号3单元702室家中。", "error"),
        ("证件号329903198505201127、329903198311095436，已经删除。", "error"),
        ("公示表里有329903198311095436，已经删除。", "warning"),
        ("学生（学号2023010245）来信。", "error"),
        ("申请人家住柳湾村4组12号，已当面答复。", "warning"),
        ("第二小学三年级（2）班学生陈雨桐的家长来电。", "warning"),
        ("涉及确诊患者刘志远，发现后撤下。", "warning"),
        ("举报人孙丽萍以信息公开申请的方式追问。", "warning"),
        ("低保户高桂兰对公示有异议。", "warning"),
        ("王建军，45岁，独居。", "warning"),
    ],
)
def test_people_told_by_their_house_their_papers_or_their_part(text, severity):
    found = privacy(text)
    assert severity in [f.severity for f in found]
    assert all(str(f.found) == "住址" or "*" in str(f.found) or "某" in str(f.found) for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "申请人方便时可来查阅，居民安全感提高，学生金额统计，患者管理系统升级。",
        "职工安置费用、补偿标准公开，残疾人项目、村民古树保护均有公示。",
        "群众、村民简单易懂，居民周末可来，家长赵女士（来电）满意。",
        "住户分布在人民路12号3栋，业主委员会位于人民路12号。",
        "编号20241301202401011234的文件已经废止。",
    ],
)
def test_words_that_begin_like_names_stay(text):
    assert privacy(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("对车辆鲁A12345的违法记录予以公开。", "鲁A****"),
        ("申请人王小明于3月提出申请。", "王某"),
        ("原告李建国不服，提起诉讼。", "李某"),
        ("张小红女士来电咨询。", "张某"),
    ],
)
def test_plates_and_names_are_questions(text, shown):
    finding = only(privacy(text), "PRIVACY")
    assert (finding.severity, finding.status, finding.found) == ("warning", "uncertain", shown)


@pytest.mark.parametrize(
    "text",
    [
        "咨询电话：0000-0000000，邮箱a@example.com，12345热线办理9568件。",
        "申请人电话138****0001，身份证号110101********0010。",
        "申请人王某提出申请，张某某不服，李××起诉。",
        "申请人向我局提出申请，申请人何时提交均予登记，申请人曾于3月提出。",
        "申请人陈述理由，申请人许可后公开，申请人任何时候提出。",
        "车管所发放新能源车牌12345副，京A段号牌用完。",
        "收费316441.5678万元，访问量13812345678次以外另有1234567890123456次。",
        "王女士来电咨询，居民马上收到通知，村民代表提出意见。",
        "统一社会信用代码11320800014299999X。",
    ],
)
def test_nobodys_numbers_and_names(text):
    assert [f.message for f in privacy(text) if "银行卡" in f.message or f.severity == "warning"] == []


def test_masked_keeps_the_shape():
    assert masked("138 0000 0001") == "138 **** **01"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("申请人马晓军缴纳160元。", "warning"),
        ("申请人为王建国、李秀兰，均已答复。", "warning"),
        ("自然人孙国强提出的1件多次补充材料。", "warning"),
        ("王建国等12人联名申请公开征地批文。", "warning"),
        ("张建国诉示例市自然资源和规划局一案，法院判决维持。", "warning"),
        ("吴秀英患乳腺癌的情况被贴出。", "warning"),
        ("柳湾村王桂兰老人反映看不清。", "warning"),
        ("意见写得最细的，是家住望河路18号2幢502室的一位居民。", "warning"),
        ("示例小区5幢1203室业主反映的问题已公开。", "warning"),
        ("张某，女，1956年3月生，柳湾村人，反映看不清。", "warning"),
        ("陈某某（示范小学三年级2班）的信息。", "warning"),
        ("手机号138000*0001的来电。", "warning"),
        ("身份证号为32990219850315****的来信。", "warning"),
        ("村民家中座机0512-68231234。", "error"),
        ("留的电话为申请人手机一三八一二三四五六七八。", "error"),
        ("答复书发送至lihua1985@163.com。", "warning"),
        ("苏（2023）示例县不动产权第0012345号。", "warning"),
        ("银行卡号6222 0212 3456 7890的补贴对象。", "error"),
    ],
)
def test_people_named_or_given_away(text, severity):
    assert severity in [f.severity for f in privacy(text)]


@pytest.mark.parametrize(
    "text",
    [
        "县长王建国主持召开常务会议，新闻发言人刘芳通报情况。",
        "自然人提出的申请6件，商户严格执行明码标价，责任人应当改正。",
        "向阳村、王庄村、李家湾村的公开栏更换完毕，方案诉求公开。",
        "查阅点设在望河路18号政务服务中心2楼203室，家住农村的老人由村干部代读。",
        "申请人张某某缴纳160元，村民李大爷、王大娘说看得清。",
        "居民可拨打咨询电话0512-68231234，来信寄xxgk@bureau.example。",
        "手机号138****0001，身份证号329902********0010。",
    ],
)
def test_leaders_offices_and_well_masked_stay(text):
    assert privacy(text) == []


def names(text):
    return [str(f.found) for f in privacy(text)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("农民工郑大勇被拖欠的工资已经到账。", "郑某"),
        ("农民工周建平等人领回了工资。", "周某"),
        ("申请人徐海波来电询问进度。", "徐某"),
        ("二年级3班学生吴思远父母离异的情况被写进公示。", "吴某"),
        ("外卖员张立新反映的问题已经答复。", "张某"),
        ("三组赵德全户的补偿款已经补发。", "赵某"),
        ("核对时发现八组许长福家领取的补偿记错了年份。", "许某"),
        ("4组李长顺等3户的土地补偿款公示有误。", "李某"),
        ("受助学生王佳怡的照片已经撤下。", "王某"),
    ],
)
def test_names_of_people_in_their_roles(text, shown):
    assert names(text) == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "局长徐海波主持会议，新闻发言人张立新出席发布会。",
        "农民工工资支付信息和农民工温暖行动的信息全部公开。",
        "三组公示栏更新及时，第三组方案经讨论通过，专项小组高度重视。",
        "困难群众温暖过冬，低保对象范围扩大，农户高兴地领到补贴。",
        "群众可到人民路12号3楼301室查阅。",
        "受理点设在幸福花园5幢301室，居民可以查阅。",
        "申请人可将申请表发至xxgk2024@mail.example。",
        "公开有意见的，可发邮件至zwgk_office@mail.example。",
    ],
)
def test_officials_offices_and_words(text):
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "住幸福花园5幢301室的一名申请人多次来访。",
        "答复书寄到胜利路15号3单元402室，申请人已经签收。",
        "图件按要求当日发出，如发至wangxm_1976@mail.example的一件。",
        "复印件发给申请人的wangxm88@mail.example。",
        "救助金退回后改发到老人的6217000012345678901账户。",
        f"公示里有残疾人证号{identity()}43，已经遮去。",
        "村民马某某（住李家村二组7号）来镇里查看审批表。",
        f"表中一栏是{identity()}43B1，已经遮去。",
    ],
)
def test_homes_mails_and_numbers_of_the_disabled(text):
    assert len(privacy(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "收养人马国强询问登记进度。",
        "报案人（孙志远）要求公开处置记录。",
        "有业主来信（回信地址：桂香苑5幢2单元301室 冯建平），已经转办。",
    ],
)
def test_further_roles_and_houses(text):
    assert len(privacy(text)) == 1


@pytest.mark.parametrize("text", ["收养人信息不公开，夫妇双方到场。", "窗口设在中心幼儿园2号楼。"])
def test_further_roles_without_names(text):
    assert privacy(text) == []
