"""PRIVACY: people's numbers and names that must not be published with the report.

《个人信息保护法》第二十五条、第三十四条; 条例第十五条. Identity cards are told by their check digit, bank cards by
Luhn's sum (`assistant.core.personal`). Masked numbers and office telephones are fine. A finding shows the number masked:
findings are printed and sent on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.prose import Passage
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
    r"(?<![A-Za-z0-9])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]\s?[·•]?\s?(?=[A-HJ-NP-Z]{0,5}\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_SURNAMES: Final = (
    "王|李|张(?!贴|挂|榜)|刘|陈(?!述|列)|杨|黄|赵|吴|徐|孙|朱|马(?!上)|胡|郭|林(?!业|地|权|场)|何(?!时|种|地|处|人|部)|罗(?!列)|梁|宋|郑|谢|韩|唐|冯|董|萧|曹|袁|邓|许(?!可|多)|傅|沈|曾(?!经|向|因|就|多|被|于|提)"
    "|周(?!边|期|转|一|末|围|密)|余(?!下|额)|程(?!序|度)|尹|史|毛|武(?!装)|康(?!复)|施(?!工|行)|洪(?!水)|邢|倪|严(?!格|肃|重|控|禁|查|谨|把)|牛|温(?!度)|季(?!度)|俞|鲁|葛|伍|韦|柳|聂|焦|岳|齐(?!全)|梅|莫|庄|辛|祝|左|涂|谷|祁|舒|耿|牟|詹|苗|凌|靳|童|甄|裴|屈|鲍|覃|霍|翁|甘|柯|阮|桂|欧阳|石(?!油|材)|方(?!面|式|案|便|法|可)"
    "|彭|吕|苏|卢|蒋|蔡|贾|丁|魏|薛|叶|阎|潘|杜|戴|夏|钟|汪|田(?!地)|任(?!何|意)|姜|范(?!围)|姚|谭|廖|邹|熊|陆(?!续)|郝|孔|崔|邱|秦|江|顾(?!虑)|侯|邵|孟|龙|段|雷|钱(?!款)|汤|黎|贺|龚"
)
_NAME: Final = re.compile(
    rf"(?:申请人|原告|第三人|上诉人|举报人|投诉人|信访人|当事人|村民|居民|业主|市民)(?:姓名)?[：:]?\s*(?P<name>(?:{_SURNAMES})(?![某××*＊xX])[一-龥]{{1,2}}?)(?=(?:于|在|因|向|就|对|不服|提出|提交|申请|要求|诉|等\d|[、，（(])(?!人))"
)
_ABOUT_A_NAME: Final = re.compile(
    rf"(?:^|[，。；：“「的（(]|的是|经营者|户主|患者|学生|家长|职工|年级\s*\d{{0,2}}\s*班|\d班)(?P<name>(?:{_SURNAMES})(?![某××*＊局委镇乡县市区村组号的和与及等在由家社办])[一-龥]{{1,2}})"
    r"(?=名下|，(?:男|女|丧偶|离异|未婚|已婚|孤儿|残疾|[一二三四]级|本人)|因(?:病|宫|癌|患|车祸|残|贫|交通|意外|怀孕|流产)|患(?:有|病)|的(?:住址|家庭住址|电话|手机|身份证|病历|诊断|住院|学籍|资助申请|低保申请|银行|户籍|成绩|婚姻)|（?身份证|（微信)"
)
"""吴某名下坐落…, 马某的资助申请表: a name and something private of theirs."""
_TITLED_NAME: Final = re.compile(
    rf"(?<![一-龥])(?P<name>(?:{_SURNAMES})(?![某××*＊])[一-龥]{{1,2}})(?=(?:先生|女士)(?:[^一-龥]|提|申|来|向|的|于|不|等))"
)


_PERSON: Final = rf"(?:{_SURNAMES})(?:(?![某××*＊局委镇乡县市区村组号的和与及等在由家社办])[一-龥]){{1,2}}?"
_AROUND: Final = 24
_HOUSE: Final = (
    r"(?:[一-龥]{1,8}(?:村|社区|屯|庄|寨|湾|里|路|街|巷|弄|道|大道|小区|花园|公寓|新村|胡同|组)\s*)"
    r"(?:(?:第?[\d一二三四五六七八九十]{1,4}\s*(?:村民小?组|小组|组|社|队|号楼|号院|号|幢|栋|弄|座|单元|室|户|楼|层)|[\d-]{1,8}号|\d{3,4}室?)\s*)+"
)
_ADDRESSED: Final = re.compile(
    rf"(?P<place>{_HOUSE})(?:的|住户|村民|居民|户主|业主|农户|申请人)*\s*(?P<name>(?:{_SURNAMES})[某×*]?[一-龥]{{0,2}}?|[一-龥]某[某一-龥]?)"
    r"(?=家|户|一人|本人|夫妇|夫妻|申请|提出|提交|反映|多次|等|的|写|因|要求|于|不服|[，。；、（]|某)"
)
_LIVES: Final = re.compile(
    rf"(?P<name>{_PERSON})(?:（[^（）]{{0,20}}）)?[，,]?(?:[男女][，,])?(?:家住|住址为?|住在?|住所地?为?|户籍地?为?|地址为?)[：:]?\s*(?P<place>[一-龥]{{0,12}}{_HOUSE})"
)
_OF_AN_OFFICE: Final = re.compile(r"地址|位于|办公|窗口|受理点|查阅点|邮编|中心|大厅|办公室")


def _addresses(case: Case) -> Iterator[Finding]:
    """A house or a group of a village together with the name of a person."""
    for pattern in (_ADDRESSED, _LIVES):
        for passage, match in case.prose.matches(pattern):
            if pattern is _ADDRESSED and _OF_AN_OFFICE.search(
                match.string[max(0, passage.start - 12) : passage.start]
            ):
                continue
            start, end = passage.start, passage.end
            shown = match["name"][0] + "某（住址略）"
            says = f"这里写了{quoted(match['name'][0] + '某')}的姓名和住址，公开的报告里不得写，请删去或者改为概括的说法。"
            place = Passage(passage.section, start, end, case.prose.sections[passage.section][start:end])
            yield case.prose.finding(CODE, "error", place, says, found=shown, basis=_BASIS)


def check(case: Case) -> list[Finding]:
    """Identity cards, bank cards and mobiles, addresses with names (errors); plates and what looks like an applicant's name (warnings)."""
    return [
        *_numbers(case),
        *_called_numbers(case),
        *_accounts(case),
        *_plates(case),
        *_names(case),
        *_addresses(case),
    ]


def _numbers(case: Case) -> Iterator[Finding]:
    for section, text in case.prose.sections.items():
        for span in sorted(find(text), key=lambda s: s.start):
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
    r"(?P<what>护照|通行证|居住证|社保卡|社会保障卡|医保卡|残疾人?证|低保证|军官证|驾驶证|学籍|准考证|病历|住院|证件|账户?|账)(?:号码?|编号)?[为是：:\s]{0,2}(?P<number>[A-Za-z]{0,2}\d{7,22}[\dXxBb]{0,2})(?![\dA-Za-z])"
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
            if (
                span.kind == MAIL
                and section != "preface"
                and _OF_A_PERSON.search(before)
                and not _OUR_MAIL.search(before)
            ):
                place = Passage(section, span.start, span.end, text[span.start : span.end])
                shown = masked(place.text)
                says = f"{quoted(shown)}像是个人的电子邮箱，不得随报告公开，请删去。"
                yield case.prose.finding(
                    CODE, "error", place, says, found=shown, correction=shown, basis=_BASIS
                )


_CALLED_IDENTITY: Final = re.compile(
    r"身份证(?:件)?(?:号码?)?[为是：:\s]{0,2}(?P<number>[1-9]\d{16}[\dXx]|[1-9]\d{14})(?!\d)"
)


def _called_numbers(case: Case) -> Iterator[Finding]:
    """Numbers that are called an identity card's, though their check digit is wrong."""
    for passage, match in case.prose.matches(_CALLED_IDENTITY):
        place = passage.of_match(match, "number")
        if not find(place.text):
            shown = masked(place.text)
            says = f"这里把{quoted(shown)}写作身份证号，不得随报告公开，请删去或者隐去中间的数字。"
            yield case.prose.finding(CODE, "error", place, says, found=shown, correction=shown, basis=_BASIS)


def _plates(case: Case) -> Iterator[Finding]:
    for passage, _ in case.prose.matches(_PLATE):
        says = f"{quoted(passage.text[:2] + '****')}像是车牌号，请核对是否应当隐去。"
        yield _doubtful(case, passage, says, passage.text[:2] + "****")


def _names(case: Case) -> Iterator[Finding]:
    for pattern in (_NAME, _TITLED_NAME, _ABOUT_A_NAME):
        for passage, match in case.prose.matches(pattern):
            place = passage.of_match(match, "name")
            shown = place.text[0] + "某"
            says = f"{quoted(shown)}像是当事人的姓名，公开的报告里一般不写姓名，请核对是否应当隐去。"
            yield _doubtful(case, place, says, shown)


def _doubtful(case: Case, place: Passage, says: str, shown: str) -> Finding:
    return case.prose.finding(CODE, "warning", place, says, found=shown, basis=_BASIS, status="uncertain")
