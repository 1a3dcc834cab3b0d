"""PRIVACY: people's numbers and names that must not be published with the report.

《个人信息保护法》第二十五条、第三十四条; 条例第十五条. Identity cards are told by their check digit, bank cards by
Luhn's sum (`assistant.core.personal`). Masked numbers and office telephones are fine. A finding shows the number masked:
findings are printed and sent on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import MOST_MATCHES, Passage
from assistant.checking.spelling.words import words
from assistant.core.findings import Finding
from assistant.core.personal import CARD, MAIL, PHONE, Span, find
from assistant.core.template import quoted

CODE: Final = "PRIVACY"
_BASIS: Final = (
    "《中华人民共和国个人信息保护法》第二十五条、第三十四条；《中华人民共和国政府信息公开条例》第十五条"
)

_OFFICE: Final = re.compile(r"联系(?:电话|方式|人)|咨询电话|办公电话|值班|电话[：:]|[，（(]电话")
_BANK: Final = re.compile(r"卡|账|帐|银行|户")

_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼示][A-HJ-NP-Z]\s?[·•]?\s?(?=[A-HJ-NP-Z]{0,5}\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_SURNAMES: Final = (
    "王|李|张(?!贴|挂|榜)|刘|陈(?!述|列)|杨|黄|赵|吴|徐|孙|朱|马(?!上)|胡|郭|林(?!业|地|权|场)|何(?!时|种|地|处|人|部)|罗(?!列)|梁|宋|郑|谢|韩|唐|冯|董|萧|曹|袁|邓|许(?!可|多)|傅|沈|曾(?!经|向|因|就|多|被|于|提)"
    "|周(?!边|期|转|一|末|围|密)|余(?!下|额)|程(?!序|度)|尹|史|毛|武(?!装)|康(?!复)|施(?!工|行)|洪(?!水)|邢|倪|严(?!格|肃|重|控|禁|查|谨|把)|牛|温(?!度)|季(?!度)|俞|鲁|葛|伍|韦|柳|聂|焦|岳|齐(?!全)|梅|莫|庄|辛|祝|左|涂|谷|祁|舒|耿|牟|詹|苗|凌|靳|童|甄|裴|屈|鲍|覃|霍|翁|甘|柯|阮|桂|欧阳|石(?!油|材)|方(?!面|式|案|便|法|可)"
    "|彭|吕|苏|卢|蒋|蔡|贾|丁|魏|薛|叶|阎|潘|杜|戴|夏|钟|汪|田(?!地)|任(?!何|意)|姜|范(?!围)|姚|谭|廖|邹|熊|陆(?!续)|郝|孔|崔|邱|秦|江|顾(?!虑)|侯|邵|孟|龙|段|雷|钱(?!款)|汤|黎|贺|龚"
)
_MORE_SURNAMES: Final = (
    "高|金|安|白|万|盛|宁|古|尤|殷|章|骆|项|卜|符|游|蓝|褚|卫|喻|柏|窦|费|滕|毕|郁|樊|尚|米|冉|敖|晏|屠|池|简|巩|佟|娄|盖|麦|冼"
    "|司马|司徒|上官|诸葛|夏侯|慕容|令狐|皇甫|尉迟"
)
"""Most of these are in many words as well: they are taken where a role stands before them and no word begins with them."""
_ROLES: Final = (
    "申请人|原告|第三人|上诉人|举报人|投诉人|信访人|检举人|反映人|求助人|来访人|来电人|当事人|相对人|被处罚人|违法人|监护人|代理人|委托人"
    "|受害人|受伤人|驾驶人|车主|司机|纳税人|参保人员?|村民|居民|业主|市民|住户|租户|户主|农户|牧民|渔民|网友"
    "|学生|同学|考生|新生|儿童|幼儿|婴儿|孤儿|家长|老人|患者|患儿|伤员|病人|病例|感染者|密切接触者|密接者|阳性人员|接种者|产妇|孕妇|死者|伤者|逝者|遗属"
    "|领养人|收养人|送养人|夫妇|报警人|报案人|自然人|被征收人|被拆迁人|拆迁户|征收户|承租人|出租人|承包人|承包户|种粮户|养殖户|房主|店主|摊主|摊贩|商户|毕业生|购房人|权利人|利害关系人"
    "|信访人员|来访人员|未成年人|确诊人员|被执行人|责任人员?|违法人员|逃税人员|补贴对象|服务对象|发放对象|投保人|被保险人|受益人|收款人|持卡人"
    "|家属|妻子?|丈夫|儿子|女儿|母亲|父亲|之子|之女|孙子|孙女|女婿|儿媳|名叫"
    "|农民工|民工|务工人员|打工者|工友|外卖员|骑手|快递员|保洁员|低保对象|特困对象|五保户|五保老人|困难群众|上访户|上访人|信访户|退休教师|退休职工|退休工人"
    "|下岗职工|房东|租客|受助人|受助学生|贫困生|学员|乘客|旅客|求职者|求职人员|应聘者|报考人员?|举报者|投诉者|反映者|来信人|写信人|提问人|留言人|咨询人|搬迁户|移民户|菜农|果农|茶农|林农"
    "|低保户|特困人员|救助对象|保障对象|残疾人|贫困户|脱贫户|监测户|退役军人|失业人员|职工|劳动者|工人|经营者|个体户"
)
_AFTER_NAME: Final = r"(?=等人|[，。；、：（）(“”]|\s|$|(?:于|在|因|向|就|对|以|与|和|跟|同|及|的|是|为|被|把|将|从|由|也|曾|已|又|再|仍|来|去|提|反映|多次|两次|三次|一[人家户年个次]|不服|不满|申请|要求|起?诉|等|写|名下|家|户|夫|未|没|称|说|认为|持|通过|[今\d年]|缴纳|缴费|交[来纳费]|领[取到回走]|收到|要求|想|打电话|来电|来信|致电|拨打|发来|寄|递交|补[正充]|撤回|患|住|指出|表示|不同意|给予|询问|咨询|质疑|签收|填写|获|接[到受]|查[询阅看]|投诉|举报|请求|希望|代[为领]|父母|父亲|母亲|父子|母子|兄弟|姐妹|再次|到访|前来|拿到|收到|索要|递来|自述|留言|报名|补领|委托|身份证|户口|手机|电话|同意|姓名|家庭|两家|一人)(?!人))"
_NAME: Final = re.compile(
    rf"(?:{_ROLES})(?:姓名|本人)?(?:[：:（(“]|为|是|叫)?\s*(?P<name>(?:(?:{_SURNAMES})(?![某××*＊xX])[一-龥]{{1,2}}?|(?:{_MORE_SURNAMES})(?:(?![某××*＊局委镇乡县市区村组号的和与及等在由家社办])[一-龥]){{2}})){_AFTER_NAME}"
)
_POLITE: Final = re.compile("(?:女士|先生|老师|师傅|大[爷妈叔娘]|阿姨|同学|医生|律师|同志)$")
"""A surname with no more than this names nobody."""
_COMMON: Final = 15.0
"""Words as common as this are words, whatever surname they begin with; names of people are rarer in the list."""
_RARE: Final = 12.5
_LONG_NAME: Final = 3
"""With a third character behind them only words more common than this are taken for words."""
_ABOUT_A_NAME: Final = re.compile(
    rf"(?:^|[，。；：“「的（(]|的是|经营者|户主|患者|学生|家长|职工|年级\s*[（(]?[\d一二三四五六七八九十]{{0,2}}[）)]?\s*班|[\d一二三四五六七八九十）)]班)(?P<name>(?:{_SURNAMES})(?![某××*＊局委镇乡县市区村组号的和与及等在由家社办])[一-龥]{{1,2}})"
    r"(?=名下|，(?:男|女|丧偶|离异|未婚|已婚|孤儿|残疾|[一二三四]级|本人|[汉回满壮苗藏彝]族|\d{1,3}岁|(?:19|20)\d{2}年[\d月日]{0,6}(?:出?生))|[（(](?:[男女][，,）)]|\d{1,3}岁|(?:家)?住|电话|手机|联系)|因(?:病|宫|癌|患|车祸|残|贫|交通|意外|怀孕|流产)|患(?:有|病)|的(?:住址|家庭住址|电话|手机|身份证|病历|诊断|住院|学籍|资助申请|低保申请|银行|户籍|成绩|婚姻)|（?身份证|（微信)"
)
"""吴某名下坐落…, 马某的资助申请表: a name and something private of theirs."""
_TITLED_NAME: Final = re.compile(
    rf"(?<![一-龥])(?P<name>(?:{_SURNAMES})(?![某××*＊])[一-龥]{{1,2}})(?=(?:先生|女士)(?:[^一-龥]|提|申|来|向|的|于|不|等))"
)


_PLAIN_NAME: Final = (
    rf"(?P<name>(?:{_SURNAMES})(?![某××*＊局委镇乡县市区村组号的和与及等在由家社办])[一-龥]{{1,2}}?)"
)
_FURTHER_NAME: Final = re.compile(
    rf"(?:{_ROLES})(?:[：:（(“]|为|是|叫)?\s*(?:{_SURNAMES})[一-龥]{{1,2}}[、和]{_PLAIN_NAME}{_AFTER_NAME}"
)
"""申请人马晓军、韩梅: the second of two."""
_PRIVATE: Final = "残疾等级|低保|养老金|工资|收入|存款|家庭住址|住址|电话|手机|身份证|病历|病情|处方|诊断|住院|学籍|成绩|婚姻|银行|户籍|职称评审|房产|档案材料|体检|行程|信用"
_ACTING_NAME: Final = re.compile(
    rf"(?:^|[，。；：“（(\n]|[由把将对]|其中|教师|医生|医师|护士|公[示布开]了|岁的)\s*{_PLAIN_NAME}"
    rf"(?=诉[一-龥]{{2,20}}(?:局|政府|办|委|厅|院|处)|不服(?:答复|处罚|[一-龥]{{0,6}}决定|[一二]审)|提[出交]的?(?:\d|[一二三]件|申请|政府信息公开|信息公开)|申请公开|等\s*\d+\s*[人户名]|的(?:{_PRIVATE})|患[^，。；\d者]{{1,8}}(?:病|癌|症|瘤)|老人|老太|、[男女]、)"
)
"""Without a role, told by what they do or by what is told of them."""
_VILLAGER: Final = re.compile(
    rf"[一-龥]{{1,4}}(?:村|社区|屯)(?:\d{{1,3}}岁的?)?{_PLAIN_NAME}(?=老人|老太|大[爷妈娘叔]家|一家|夫妇|家的)"
)
_OF_A_GROUP: Final = re.compile(
    rf"(?<![一-龥第][小专])(?:(?<!第)[一二三四五六七八九十]{{1,3}}|\d{{1,2}}|村民|居民)\s*(?:村民|居民)?小?[组社队]的?{_PLAIN_NAME}"
    rf"(?=[一两]?家(?:[^一-龥]|领|的|补|被|多|少|因|申|承|宅|没|未|土|耕|[一二三四五六七八九十两\d])|户(?:的|领|补)|领[取到了]|名下|等\s*\d+\s*[户人]|夫妇|老人|兄弟|父子|的(?:{_PRIVATE}|补[偿贴助]|承包|宅基|土地|耕地|青苗))"
)
"""六组许长福家领取的…: told by the group of the village."""


_PERSON: Final = rf"(?:{_SURNAMES})(?:(?![某××*＊局委镇乡县市区村组号的和与及等在由家社办])[一-龥]){{1,2}}?"
_AROUND: Final = 24
_HOUSE: Final = (
    r"(?:[一-龥]{1,8}(?:村|社区|屯|庄|寨|湾|里|路|街|巷|弄|道|大道|小区|花园|公寓|新村|胡同|组|苑|园(?=\d)|华府|华庭)\s*)"
    r"(?:(?:第?[\d一二三四五六七八九十]{1,4}\s*(?:村民小?组|小组|组|社|队|号楼|号院|号|幢|栋|弄|座|单元|室|户|楼|层)|[\d-]{1,8}号|\d{3,4}室?)\s*)+"
)
_ADDRESSED: Final = re.compile(
    rf"(?P<place>{_HOUSE})(?:的|{_ROLES}){{0,3}}\s*(?P<name>(?:{_SURNAMES})[某×*]?[一-龥]{{0,2}}?|[一-龥]某[某一-龥]?)(?:{_AFTER_NAME}|(?=某|本人))"
)
_MASKED: Final = r"(?!某)[一-龥](?:某[某一-龥]?|[×*＊]{1,2}[一-龥]?)"
_AT_HOME: Final = re.compile(
    rf"(?P<name>{_MASKED}|{_PERSON})[^，。；\d]{{0,6}}?(?:在|到|回|于|住|由)\s*(?P<place>[一-龥]{{0,12}}{_HOUSE})\s*的?(?:家[中里]?|住[处所宅]|自[家宅]|房屋|房产|出租[屋房]|租住|居住|暂住|居家)"
)
"""A masked name is no mask where the house is named with it."""
_ROLE_LIVES: Final = re.compile(
    rf"(?:{_ROLES})(?:[（(]|，)?(?:家住|现住|住址[为是]?|住在?|户籍地?[为是]?)[：:]?\s*(?P<place>[一-龥]{{0,12}}{_HOUSE})"
)
"""Whose house it is can be found out by those who live there."""
_LIVES: Final = re.compile(
    rf"(?P<name>{_PERSON}|{_MASKED})(?:（[^（）]{{0,20}}）)?[，,（(]?(?:[男女][，,])?(?:家?住(?:址为?|在|于)?|现住|住址为?|住所地?为?|户籍地?为?|地址为?)[：:]?\s*(?P<place>[一-龥]{{0,12}}{_HOUSE})"
)
_A_HOME: Final = re.compile(
    rf"(?:家住|现住|居住在?|住在?|家在)(?P<place>[一-龥]{{0,12}}{_HOUSE})的(?:一[位名户]|某|居民|村民|老人|业主|住户|群众|{_ROLES})"
)
_SENT_HOME: Final = re.compile(
    rf"(?:[寄送发][往到至达]|投递[到至]|邮寄[到至]|收件地址[为是：]?|收货地址[为是：]?|邮寄地址[为是：]?|退回[了]?)(?P<place>[一-龥]{{0,12}}{_HOUSE})(?<=[室户])(?:的?[^。；]{{0,24}}?(?:本人|家中|家属|申请人|当事人|签收|无人|住户|村民|居民))"
)
_HOME_OF: Final = re.compile(
    r"(?P<place>[一-龥]{0,8}(?:小区|花园|公寓|新村|路|街|巷|里|弄)\s*(?:\d{1,4}\s*[号幢栋座](?:楼|院)?\s*){1,2}(?:\d{1,2}\s*单元\s*)?\d{3,4}\s*[室户])(?:的)?(?:一?[位名户])?(?:业主|住户|居民|住宅|租户|房屋)"
)
_OF_AN_OFFICE: Final = re.compile(
    r"(?<!回信)(?<!收信)(?<!家庭)(?<!住宅)地址|位于|办公|窗口|受理点|查阅点|邮编|中心|大厅|办公室"
)


def _addresses(case: Case) -> Iterator[Finding]:
    """A house or a group of a village together with the name of a person."""
    told: list[Passage] = []
    for pattern in (_ADDRESSED, _LIVES, _AT_HOME):
        for passage, match in case.prose.matches(pattern):
            if pattern is _ADDRESSED and _OF_AN_OFFICE.search(
                match.string[max(0, passage.start - 12) : passage.start]
            ):
                continue
            start, end = passage.start, passage.end
            shown = match["name"][0] + "某（住址略）"
            says = f"这里写了{quoted(match['name'][0] + '某')}的姓名和住址，公开的报告里不得写，请删去或者改为概括的说法。"
            place = Passage(passage.section, start, end, case.prose.sections[passage.section][start:end])
            told.append(place)
            yield case.prose.finding(CODE, "error", place, says, found=shown, basis=_BASIS)
    for passage, match in case.prose.matches(_ROLE_LIVES):
        says = "这里写明了当事人的住址，公开的报告里一般不写到门牌、村组，请核对是否应当删去。"
        yield _doubtful(case, passage.of_match(match, "place"), says, "住址")
    ends: set[tuple[str, int]] = set()
    for pattern in (_A_HOME, _HOME_OF, _SENT_HOME):
        for passage, match in case.prose.matches(pattern):
            if (key := (passage.section, match.end("place"))) in ends:
                continue
            ends.add(key)
            if any(p.section == passage.section and p.start < key[1] <= p.end for p in told):
                continue
            around = match.string[max(0, passage.start - 12) : passage.end + 12]
            if not _OF_AN_OFFICE.search(around):
                says = "这里写明了住户的门牌，由门牌可以知道是谁，公开的报告里一般不写，请核对是否应当删去。"
                yield _doubtful(case, passage.of_match(match, "place"), says, "住址")


def check(case: Case) -> list[Finding]:
    """Identity cards, bank cards and mobiles, addresses with names (errors); plates and what looks like an applicant's name (warnings)."""
    return [
        *_numbers(case),
        *_called_numbers(case),
        *_accounts(case),
        *_plates(case),
        *_thinly_masked(case),
        *_names(case),
        *_addresses(case),
    ]


def _numbers(case: Case) -> Iterator[Finding]:
    for section, text in case.prose.sections.items():
        for span in islice(sorted(find(text), key=lambda s: s.start), MOST_MATCHES):
            if span.kind != MAIL:
                yield _number(case, Passage(section, span.start, span.end, text[span.start : span.end]), span)


def _number(case: Case, place: Passage, span: Span) -> Finding:
    """A number of somebody's: an office may give a mobile, and long serial numbers may pass for cards."""
    shown = masked(place.text)
    around = case.prose.sections[place.section][max(0, place.start - 30) : place.start]
    doubtful = (span.kind == PHONE and place.section == "preface" and bool(_OFFICE.search(around))) or (
        span.kind == CARD and not _BANK.search(around)
    )
    says = f"{quoted(shown)}像是{span.kind}，不得随报告公开，请删去或者隐去中间的数字。"
    if doubtful and span.kind == PHONE:
        says = f"联系方式里的{quoted(shown)}是手机号，请核对是否是个人的；建议公布办公电话。"
    elif doubtful:
        says = f"{quoted(shown)}符合银行卡号的规则，请核对；如果是银行卡号，请删去。"
    return case.prose.finding(
        CODE,
        "warning" if doubtful else "error",
        place,
        says,
        found=shown,
        correction=None if doubtful else shown,
        basis=_BASIS,
        status="uncertain" if doubtful else "fail",
    )


def masked(number: str) -> str:
    """A number with all but its first three and last two characters starred, written as long as before."""
    places = [i for i, c in enumerate(number) if c.isalnum()]
    hidden = set(places[3:-2])
    return "".join("*" if i in hidden else c for i, c in enumerate(number))


_ACCOUNT: Final = re.compile(
    r"(?P<what>银行卡|存折|卡|护照|通行证|居住证|社保卡|社会保障卡|医保卡|残疾人?证|低保证|军官证|士兵证|退役证|驾驶证|行驶证|结婚证|离婚证|出生(?:医学)?证明?|户口[本簿]|学籍|学号|准考证|考生|病历|病案|住院|门诊|就诊卡?|医保|社保|参保|公积金|低保|不动产权?证书?|房产证|证件|账户?|账)(?:[（(]?证?件?号码?|[（(]?编号)?[为是：:\s]{0,2}(?P<number>[A-Za-z]{0,2}\d{7,22}(?:[\dXxBb]{0,2}|[Xx]\d{2}(?:[Bb]\d?)?)|\d{4}(?:[ -]\d{3,4}){2,4})(?![\dA-Za-z])"
    r"|(?P<chat>微信号?|QQ号?|抖音号|支付宝账?号?)(?:[（(]?号码)?[为是：:\s]{0,2}(?P<name>[A-Za-z0-9][A-Za-z0-9_-]{5,24})(?![A-Za-z0-9])"
)
_OF_A_PERSON: Final = re.compile(
    r"申请人|举报人|投诉人|信访人|当事人|村民|居民|业主|群众|本人|个人|用户|网友|留言"
)
_OUR_MAIL: Final = re.compile(
    r"联系|咨询|受理|公开|举报邮箱|监督|办公|本局|本机关|我局|信箱[：:]|邮箱[：:为]"
)


def _accounts(case: Case) -> Iterator[Finding]:
    """Numbers of other papers and names of accounts, called so; mail addresses that are an applicant's."""
    for passage, match in case.prose.matches(_ACCOUNT):
        group = "number" if match["number"] else "name"
        if group == "name" and not _OF_A_PERSON.search(case.prose.around(passage).text):
            continue
        place = passage.of_match(match, group)
        if find(place.text):
            continue  # told as what it is
        shown = masked(place.text)
        says = (
            f"这里写了{match['what'] or match['chat']}{quoted(shown)}，是个人信息，不得随报告公开，请删去。"
        )
        yield case.prose.finding(CODE, "error", place, says, found=shown, correction=shown, basis=_BASIS)
    for section, text in case.prose.sections.items():
        for span in find(text):
            before = text[max(0, span.start - _AROUND) : span.start]
            if span.kind == MAIL and _OFFICE_MAIL.search(text[span.start : span.end]):
                continue
            ahead = re.split("[。；\n]", text[max(0, span.start - _FAR) : span.start])[-1]
            behind = text[span.end : span.end + 10]
            if (
                span.kind == MAIL
                and section != "preface"
                and (
                    _OF_A_PERSON.search(before)
                    or _MAIL_OF.search(before)
                    or (
                        _OF_A_PERSON.search(ahead)
                        and _SENT_TO.search(ahead)
                        and not _TO_US.search(ahead[-_AROUND:] + behind)
                    )
                )
                and (_MAIL_OF.search(before) or not _OUR_MAIL.search(before))
            ):
                place = Passage(section, span.start, span.end, text[span.start : span.end])
                shown = masked(place.text)
                says = f"{quoted(shown)}像是个人的电子邮箱，不得随报告公开，请删去。"
                yield case.prose.finding(
                    CODE, "error", place, says, found=shown, correction=shown, basis=_BASIS
                )
            elif (
                span.kind == MAIL
                and section != "preface"
                and (
                    _FREE_MAIL.search(text[span.start : span.end])
                    or (_SENT_TO.search(ahead) and not _TO_US.search(ahead[-_AROUND:] + behind))
                )
                and not _OUR_MAIL.search(before)
            ):
                place = Passage(section, span.start, span.end, text[span.start : span.end])
                shown = masked(place.text)
                says = f"{quoted(shown)}不像机关的邮箱，请核对是否是个人的；如果是，请删去。"
                yield _doubtful(case, place, says, shown)


_OFFICE_MAIL: Final = re.compile(
    r"^(?:[a-z]{0,8}(?:xxgk|zwgk|gkb|gkk|xinfang|office|bgs|service|kefu|webmaster|admin|info|jiandu|jubao|xxzx|zfb)|gk)[a-z0-9_.-]{0,12}@|@[A-Za-z0-9.-]{0,40}gov\.",
    re.IGNORECASE,
)
_FAR: Final = 60
_SENT_TO: Final = re.compile(
    r"(?:答复|回复|告知|材料|图件|结果|决定书?|申请人|对方|文本|复印件|电子[版件]|通知)[^。；]{0,40}(?:发|送|寄|传|转)(?:送|往)?[至到给]"
)
_TO_US: Final = re.compile("可以?|请|欢迎|提出|提交|反映|意见|申请表")
"""Where a mail is to be sent to the office."""
_MAIL_OF: Final = re.compile(
    r"(?:申请人|举报人|投诉人|信访人|当事人|村民|居民|对方)的?(?:个人|私人)?(?:电子)?(?:邮箱|邮件|信箱)?(?:地址)?[（(：:为是]?$"
)
_FREE_MAIL: Final = re.compile(
    r"@(?:qq|163|126|sina|sohu|foxmail|gmail|hotmail|outlook|yeah|139|189|aliyun|icloud)\.", re.IGNORECASE
)
_HOME_PHONE: Final = re.compile(
    r"(?:申请人|举报人|投诉人|信访人|当事人|村民|居民|业主|家庭|住宅|家[中里]|本人|个人|家属)[^，。；\d]{0,16}[，,]?(?P<what>电话|座机|手机|号码)[^，。；\d]{0,6}"
    r"(?P<number>(?:0\d{2,3}[-—－ ]?)?\d{7,8}|[一二三四五六七八九〇零○幺]{11})(?![\d*])"
)
_FOR_ALL: Final = re.compile("咨询|拨打|热线|监督|公开|受理|查询|反映|办公|值班|服务|公布|可[打拨致]")
_WEAK_PHONE: Final = re.compile(r"(?<![\d*＊×])1[3-9](?:\d{0,9}[*＊×]{1,2}\d{0,9})(?![\d*＊×])")
_PHONE_LENGTH: Final = 11
_WEAK_IDENTITY: Final = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[*＊×xX]{2,4}(?![\d*])"
)
_DEED: Final = re.compile(
    r"[（(〔]\s*(?:19|20)\d{2}\s*[）)〕][一-龥]{1,12}(?:不动产权|房权证|宅基地?使?用?证?|土地证?)[一-龥]{0,4}第?\s*\d{4,}号?"
)
_BORN: Final = re.compile(
    rf"(?P<name>{_MASKED})[（(，,、]\s*[男女][，,、]\s*(?:(?:19|20)\d{{2}}年[\d月日]{{0,6}}(?:出?生)|\d{{1,3}}岁[，,、]?[^，。；\d]{{0,12}}(?:村|社区|小区)|[^，。；]{{2,12}}[村组][，,]?\d{{1,3}}岁)"
)
_CHILD: Final = re.compile(
    rf"(?P<name>{_MASKED})[（(][^（）()]{{0,16}}(?:小学|中学|幼儿园|学校)[^（）()]{{0,10}}班[^（）()]{{0,6}}[）)]"
)


def _thinly_masked(case: Case) -> Iterator[Finding]:
    """Numbers with too little starred, home telephones, deeds, and a masked name that birthday or class gives away."""
    for passage, match in case.prose.matches(_HOME_PHONE):
        place = passage.of_match(match, "number")
        if find(place.text) or _FOR_ALL.search(match[0]) or set(place.text) <= set("0-"):
            continue
        shown = masked(place.text)
        says = f"{quoted(shown)}像是个人的电话，不得随报告公开，请删去或者隐去中间的数字。"
        yield case.prose.finding(CODE, "error", place, says, found=shown, correction=shown, basis=_BASIS)
    for pattern in (_WEAK_PHONE, _WEAK_IDENTITY):
        for passage, match in case.prose.matches(pattern):
            if pattern is _WEAK_PHONE and len(match[0]) != _PHONE_LENGTH:
                continue
            shown = masked(passage.text)
            says = f"{quoted(shown)}只隐去了很少几位，余下的仍能看出是谁的号码，请核对是否应当多隐去一些。"
            yield _doubtful(case, passage, says, shown)
    for passage, _ in case.prose.matches(_DEED):
        shown = masked(passage.text)
        says = f"{quoted(shown)}是权属证书的号码，由它可以查到权利人，请核对是否应当隐去。"
        yield _doubtful(case, passage, says, shown)
    for pattern in (_BORN, _CHILD):
        for passage, match in case.prose.matches(pattern):
            says = "姓名虽然隐去了，年龄、住地或者学校、班级写在一起仍能看出是谁，请核对是否应当写得概括些。"
            yield _doubtful(case, passage, says, match["name"][0] + "某")


_CALLED_IDENTITY: Final = re.compile(
    r"(?:身份证(?:件)?|公民身份)(?:号码?)?[为是：:\s]{0,2}(?P<number>[1-9]\d{16}[\dXx]|[1-9]\d{14})(?!\d)"
)
_MORE_NUMBERS: Final = re.compile(
    r"(?:身份证|身份号码|证件|证号|证照|账号|卡号|手机|电话)[^，。；\d]{0,8}\d{11,19}[Xx]?(?P<rest>(?:\s*[、，,/和及与]\s*\d{11,19}[Xx]?){1,12})(?!\d)"
)
_ONE_NUMBER: Final = re.compile(r"\d{11,19}[Xx]?")
_NUMBER_FIRST: Final = re.compile(
    r"(?<![\dA-Za-z.])(?P<number>\d{15,19}[Xx]?)(?=号?(?:的|这个|这张|这一)?(?:个人|银行|存款|储蓄|惠农|收款)?(?:账户|帐户|账号|帐号|银行卡|卡号|存折|储蓄卡|一卡通|社保卡|医保卡|身份证|卡[里内上中]))"
)
_LIKE_IDENTITY: Final = re.compile(
    r"(?<![\dA-Za-z.])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?:[1-7][1-4](?:[Bb]\d?)?)?(?![\dA-Za-z.])"
)
"""A region, a birthday and four more: only the check digit is not what it should be, or kind and grade of a disability stand behind."""


def _called_numbers(case: Case) -> Iterator[Finding]:
    """Numbers that are called an identity card's, though their check digit is wrong, those listed behind one, and what is built like one."""
    seen: set[str] = set()
    for place in _called(case):
        if find(place.text) or place.span in seen:
            continue
        seen.add(place.span)
        shown = masked(place.text)
        says = f"这里把{quoted(shown)}写作证件或者联系号码，不得随报告公开，请删去或者隐去中间的数字。"
        yield case.prose.finding(CODE, "error", place, says, found=shown, correction=shown, basis=_BASIS)
    for passage, match in case.prose.matches(_LIKE_IDENTITY):
        before = match.string[max(0, passage.start - _AROUND) : passage.start]
        if passage.span in seen or find(passage.text) or _ACCOUNT.search(before + passage.text):
            continue
        shown = masked(passage.text)
        says = f"{quoted(shown)}里有地区代码和出生日期，像是身份证号，请核对是否应当隐去。"
        yield _doubtful(case, passage, says, shown)


def _called(case: Case) -> Iterator[Passage]:
    for passage, match in case.prose.matches(_CALLED_IDENTITY):
        yield passage.of_match(match, "number")
    for passage, match in case.prose.matches(_NUMBER_FIRST):
        yield passage.of_match(match, "number")
    for passage, match in case.prose.matches(_MORE_NUMBERS):
        rest = passage.of_match(match, "rest")
        for number in _ONE_NUMBER.finditer(match["rest"]):
            yield rest.of(number)


def _plates(case: Case) -> Iterator[Finding]:
    for passage, _ in case.prose.matches(_PLATE):
        says = f"{quoted(passage.text[:2] + '****')}像是车牌号，请核对是否应当隐去。"
        yield _doubtful(case, passage, says, passage.text[:2] + "****")


def _names(case: Case) -> Iterator[Finding]:
    seen: set[str] = set()
    for pattern in (_NAME, _TITLED_NAME, _ABOUT_A_NAME, _FURTHER_NAME, _ACTING_NAME, _VILLAGER, _OF_A_GROUP):
        for passage, match in case.prose.matches(pattern):
            place = passage.of_match(match, "name")
            if place.span in seen or _is_word(place.text):
                continue
            seen.add(place.span)
            shown = place.text[0] + "某"
            says = f"{quoted(shown)}像是当事人的姓名，公开的报告里一般不写姓名，请核对是否应当隐去。"
            yield _doubtful(case, place, says, shown)


def _is_word(name: str) -> bool:
    """Whether what looks like a name is a common word or begins with one (申请人方便时, 居民周末来)."""
    cost = words().cost
    if _POLITE.search(name):
        return True
    if len(name) == _LONG_NAME and cost.get(name[:2], _COMMON) >= _RARE:
        return cost.get(name, _COMMON) < _COMMON  # 徐海波 is not 徐海 and something
    return min(cost.get(name, _COMMON), cost.get(name[:2], _COMMON)) < _COMMON


def _doubtful(case: Case, place: Passage, says: str, shown: str) -> Finding:
    return case.prose.finding(CODE, "warning", place, says, found=shown, basis=_BASIS, status="uncertain")
