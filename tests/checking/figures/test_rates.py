"""TEXT-RATE: shares, rates of change, differences."""

import pytest

from tests.checking.texts import LAST_YEAR, REQUESTS, of_text, words
from tests.support.reports import busy_report

CODE = "TEXT-RATE"

# 本年新收23、上年24；办结24；自然人19
WRONG = [
    ("新收23件，比上年减少2件，下降4.2%。", ["2件"]),
    ("新收23件，比2024年减少1件，下降5.2%。", ["5.2%"]),
    ("新收23件，同比增长4.2%。", ["4.2%"]),
    ("申请量同比下降12%。", ["12%"]),
    ("自然人19件，占新收总数的85%。", ["85%"]),
    ("予以公开11件，占办结总数的54.8%。", ["54.8%"]),
    ("予以公开11件，部分公开3件，两项合计占办结总数的68.3%。", ["68.3%"]),
    ("网站发布信息由2024年的200条增加到300条，增长60%。", ["60%"]),
    ("发布信息320条，比上年增加20条，增长16.7%。", ["16.7%"]),
    ("公开政策解读40篇，其中图解12篇，占40%。", ["40%"]),
    ("不予公开2件，占办结总数的两成。", ["两成"]),
    ("予以公开和部分公开合计14件，占答复总数24件的60.3%。", ["60.3%"]),
    ("占办结数的比重由7.8%升至13.9%，上升了4.1个百分点。", ["4.1个百分点"]),
    ("全年抽查7次，比上年的4次增长1.75倍。", ["1.75倍"]),
    ("发放问卷260份，收回248份，满意239份，满意率94.6%。", ["94.6%"]),
    ("公开率59.7%，上年这一比例为56.8%，提高5.9个百分点。", ["5.9个百分点"]),
    ("政策解读56篇，上年为25篇，增长2.24倍。", ["2.24倍"]),
    ("新收23件，比上年增长2.2倍。", ["2.2倍"]),
    ("新收23件，自然人提出19件，占79.4%。", ["79.4%"]),
    ("新收23件，平均每月收到申请3.5件。", ["平均每月收到申请3.5件"]),
    ("发现问题19处，年底前整改17处，整改率98.5%。", ["98.5%"]),
    ("低保对象由2019年的1643户减少到2021年的1412户，减少12.4%。", ["12.4%"]),
    ("账号由年初的286个压减到241个，压减25.7%。", ["25.7%"]),
    ("予以公开11件、部分公开3件，二者之和占办结24件的45.8%。", ["45.8%"]),
    ("应办理25件，已答复24件，办结率100%，其余1件结转下年。", ["100%"]),
    ("行政复议维持1件，占审结总数的60%。", ["60%"]),
    ("家长咨询较多，全年新收12件，占新收申请总数的46.9%。", ["46.9%"]),
    ("内部事务信息和过程性信息，各1件，合计占办结总数的18%。", ["18%"]),
    ("解读材料由9篇增到15篇，翻了一番。", ["翻了一番"]),
    ("投诉由12件减到9件，减少一半。", ["一半"]),
    ("公众号由40个减到30个，降幅接近五成。", ["五成"]),
    ("新收的23件申请里，企业3件，占两成；办结24件，其中予以公开11件，占办结数的四成。", ["两成", "四成"]),
    ("予以公开和部分公开共14件，在办结的24件中占比超过七成。", ["七成"]),
    ("办结的24件申请中，予以公开的不到四分之一。", ["四分之一"]),
    ("予以公开和部分公开14件，不到半数。办结24件，无法提供5件，超过三成。", ["半数", "三成"]),
    ("办结24件，予以公开11件、部分公开3件，提供信息的占四成。", ["四成"]),
    ("自然人19件，约占九成二。", ["九成二"]),
    ("满意98份、基本满意11份、不满意3份，满意和基本满意的合计占93.7%。", ["93.7%"]),
    ("审结的10件里，维持7件，占63.6%；纠正2件，占20%。", ["63.6%"]),
    ("予以公开、不予公开，同比分别增长5.4%和下降4.7%，问题发现40处，整改6处，整改率1.5%。", ["1.5%"]),
    ("全年接到咨询41860件，在规定时限内答复41023件，按时答复率达99.8%。", ["99.8%"]),
]


@pytest.mark.parametrize(("text", "wrong"), WRONG)
def test_rates_that_do_not_come_out(text, wrong):
    text = REQUESTS + text
    findings = of_text(text, CODE, previous=LAST_YEAR)
    assert words(text, findings) == wrong


RIGHT = [
    "新收23件，比上年减少1件，下降4.2%。",
    "新收23件，比上年减少1件，下降4%。",
    "自然人19件，占82.6%；法人或其他组织4件，占17.4%。",
    "予以公开11件，部分公开3件，两项占办结总数的58.3%。",
    "予以公开11件，占办结总数的45.83%，近五成。",
    "办结率达到96%。",
    "按期答复率100%。",
    "网站发布信息由2024年的200条增加到300条，增长50%。",
    "网站栏目合格率为100%，满意度提高到98.5%。",
    "占办结总数的比例由40.1%提高到45.8%。",
    "考核分值占年度绩效的5%。",
    "新收23件，平均每月收到申请1.9件。",
    "予以公开11件、部分公开3件，二者之和占办结24件的58.3%。",
    "行政复议维持1件，占行政复议总数的一半，占审结总数的100%。",
    "公开和部分公开合计14件，首次超过十件，占办结总数的58.3%。",
    "发现问题19处，年底前整改17处，整改率89.5%。",
    "公开率59.7%，上年这一比例为56.8%，提高2.9个百分点。",
    "政策解读56篇，上年为25篇，增长1.24倍。",
    "内部事务信息和过程性信息，各1件，合计占办结总数的8.3%。",
    "解读材料由9篇增到18篇，翻了一番。",
    "解读材料由25篇增加到56篇，翻了一番还多。",
    "投诉由12件减到6件，减少一半。",
    "账号由40个减到30个，两年前是62个，累计减少过半。",
    "审批时限由20个工作日压缩至14个工作日，压缩30%，材料精简四分之一。",
    "行政许可21.47万件，占169.75万件的12.7%。",
    "予以公开和部分公开14件，超过半数；无法提供5件，约两成。",
    "全年新收申请23件，八成以上涉及征地。",
    "网站用户中，律师占一成，企业占两成。",
    "法人或其他组织4件，占新收的17.4%，其中企业3件，占七成半，律所1件，占四分之一。",
    "不予公开2件中，内部事务信息1件，占一半，过程性信息1件，占一半。",
    "抽查40家，有缺项的6家，合格率85%，整改率100%。",
    "满意98份、基本满意11份、不满意3份，满意和基本满意的合计占97.3%。",
    "县自然资源局收到98件，县住建局收到61件，两家合计占四成多。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_rates_that_come_out_or_cannot_be_known(text):
    assert of_text(REQUESTS + text, CODE, previous=LAST_YEAR) == []


def test_the_whole_may_stand_in_the_sentence_before():
    text = "法人或者其他组织提出462份建议。后者当中，商会287份，占62.1%。"
    assert of_text(text, CODE) == []
    text = "不予公开2件，占8.3%。内部事务信息1件、行政查询1件，相加2件，占70.5%。"
    assert [f.found for f in of_text(REQUESTS + text, CODE)] == ["70.5%"]


def test_without_last_years_report_only_the_sentence_counts():
    assert of_text(f"{REQUESTS}新收23件，比上年减少2件。", CODE) == []
    text = f"{REQUESTS}新收23件，比上年减少2件，下降4.2%。"
    assert words(text, of_text(text, CODE)) == ["4.2%"]


def test_the_finding_shows_the_reckoning():
    (finding,) = of_text(f"{REQUESTS}自然人19件，占新收总数的85%。", CODE)
    assert (finding.severity, finding.expected, finding.found) == ("error", "82.6%", "85%")
    assert "按19÷23算，应为82.6%" in finding.message


def test_what_rests_on_a_wrong_number_is_not_told_as_well():
    text = f"{REQUESTS}新收32件，比上年减少1件，下降4.2%；自然人19件，占82.6%。"
    assert of_text(text, CODE, previous=LAST_YEAR) == []
    assert words(text, of_text(text, "TEXT-NUMBER", previous=LAST_YEAR)) == ["32件"]


def test_what_may_be_a_part_is_all_of_it_where_it_is_as_many():
    now = {"proactive.licensing.decisions": 386}
    last = busy_report({"proactive.licensing.decisions": 350}, year=2024)
    text = "户籍、出入境等窗口全年作出行政许可386件，同比增长4.3%。"
    (finding,) = of_text(text, CODE, cells=now, previous=last)
    assert finding.expected == "增长 10.3%"


LISTS = [
    ("作出许可412件。其中教师资格认定386件，占93.7%；民办学校26件，占7.3%。", ["7.3%"]),
    ("作出许可412件。其中教师资格认定386件，占93.7%；民办学校26件，占6.3%。", []),
    ("镇页面更新203条。按类别分，补贴42条，占20.7%；防汛17条，占8.4%；预决算4条，占2.9%。", ["2.9%"]),
    ("个人44份、企业11份、律所7份，分别占71%、17.7%、13.1%。", ["13.1%"]),
    ("个人44份、企业11份、律所7份，分别占71%、17.7%、11.3%。", []),
    ("评议收回462份，占14.5%，其中商会287份，占62.1%；企业118份，占25.5%。", []),
    ("网上196份，占54.7%；信函121份，占33.8%；上年当面17份，占5.2%。", []),
]


@pytest.mark.parametrize(("text", "wrong"), LISTS)
def test_the_odd_share_of_a_list(text, wrong):
    assert words(text, of_text(text, CODE)) == wrong


AVERAGES = [
    ("全年更新信息156条，月均更新15条。", ["月均更新15条"]),
    ("全年更新信息156条，月均更新13条。", []),
    ("7月上线，到年底查询23160次，月均3860次。", []),
    ("培训4期，累计参训368人次，平均每期82人次。", ["平均每期82人次"]),
    ("培训4期，累计参训368人次，平均每期92人次。", []),
    ("接待公众16场、742人次，场均约64人次。", ["场均约64人次"]),
    ("接待公众16场、742人次，场均约46人次。", []),
    ("接待5200人次，按250个工作日计算，日均208人次。", ["日均208人次"]),
    ("全年作出处罚决定1342117件，平均每天2677件。", ["平均每天2677件"]),
    ("全年作出处罚决定1342117件，平均每天约3677件。", []),
    ("办结63件共用时756个工作日，平均每件14个工作日。", ["平均每件14个工作日"]),
    ("办结63件，平均用时12个工作日，其余4件平均每件16个工作日。", []),
    ("8个社区公开栏更换384版，平均每个社区48版。", []),
    ("8个社区公开栏更换384版，平均每个社区58版。", ["平均每个社区58"]),
    ("3名工作人员全年办理354件，人均办理98件。", ["人均办理98件"]),
    ("许可由21万件减少，月均受理咨询500件。", []),
    ("培训2次，28人参加，人均参训2次。", []),
    ("每100件办结的申请中，予以公开的约34件，部分公开的约13件。", ["34件"]),
    ("每100件办结的申请中，予以公开的约46件，部分公开的约13件。", []),
    ("平均每月30件，全年共560件。", ["平均每月30件"]),
]


@pytest.mark.parametrize(("text", "wrong"), AVERAGES)
def test_averages(text, wrong):
    assert words(text, of_text(text, CODE)) == wrong


def test_an_average_without_all_its_numbers_is_but_doubted():
    (finding,) = of_text("收到来信60封，月均8封。", CODE)
    assert (finding.severity, finding.status, finding.expected) == ("warning", "uncertain", "5 封")
    (finding,) = of_text("全年收到来信60封，月均8封。", CODE)
    assert finding.severity == "error"


RATIOS = [
    ("行政处罚决定126件，是行政许可的5.6倍。", ["5.6倍"]),
    ("行政处罚决定126件，是行政许可的6倍。", []),
    ("废止203件，约为制发数168件的1.2倍。", []),
    ("废止203件，约为制发数168件的1.8倍。", ["1.8倍"]),
    ("解读材料56篇，恰好是上年25篇的两倍多6篇。", []),
    ("解读材料56篇，接近上年25篇的三倍。", ["三倍"]),
    ("解读材料37篇，是上年3篇的十倍以上。", []),
    ("许可与处罚之比约为1∶2，许可21件、处罚126件。", ["许可与处罚之比约为1∶2"]),
    ("许可与处罚之比约为1∶6，许可21件、处罚126件。", []),
]


@pytest.mark.parametrize(("text", "wrong"), RATIOS)
def test_so_many_times_as_much(text, wrong):
    cells = {"proactive.licensing.decisions": 21, "proactive.penalties.decisions": 126}
    assert words(text, of_text(text, CODE, cells=cells)) == wrong


# 上年办结24件、予以公开11件的一份报告
LAST_SHARES = [
    ("予以公开11件，占办结总数的45.8%，高于上年的{last}%。", "36.4", []),
    ("予以公开11件，占办结总数的45.8%，高于上年的{last}%。", "26.4", ["26.4%"]),
    ("予以公开11件，占办结总数的45.8%，上年为{last}%。", "63.4", ["63.4%"]),
    ("予以公开11件，占45.8%，比上年提高{last}个百分点。", "9.4", []),
    ("予以公开11件，占45.8%，比上年提高{last}个百分点。", "4.9", ["4.9个百分点"]),
    ("行政复议纠正1件，纠正率50%，比上年提高{last}个百分点。", "25", []),
    ("行政复议纠正1件，纠正率50%，比上年提高{last}个百分点。", "15", ["15个百分点"]),
]


@pytest.mark.parametrize(("text", "last", "wrong"), LAST_SHARES)
def test_last_years_share(text, last, wrong):
    reviews = "disputes.reconsideration."
    now = {
        f"{reviews}upheld": 1,
        f"{reviews}corrected": 1,
        f"{reviews}other": 0,
        f"{reviews}pending": 0,
        f"{reviews}total": 2,
    }
    before = busy_report(
        {
            "requests.granted.total": 8, "requests.concluded_total.total": 22, f"{reviews}upheld": 3,
            f"{reviews}corrected": 1, f"{reviews}other": 0, f"{reviews}pending": 0, f"{reviews}total": 4,
        },
        year=2024,
    )  # fmt: skip
    text = REQUESTS + text.format(last=last)
    assert words(text, of_text(text, CODE, cells=now, previous=before)) == wrong


def test_what_is_left_out_of_a_comparison_is_no_part_of_it():
    text = "剔除这61件，其他申请人共提出41件，比上年全部新收的24件还多17件，增长70.8%。"
    assert of_text(REQUESTS + text, CODE, previous=LAST_YEAR) == []
    text = "新收23件，比上年少1件；重复申请的增加更快，比上年多31件，增长1.24倍。"
    row = "requests.not_processed.repeated.total"
    last = busy_report({row: 25, "requests.new.total": 24}, year=2024)
    assert of_text(REQUESTS + text, CODE, cells={row: 56, "requests.new.total": 23}, previous=last) == []
