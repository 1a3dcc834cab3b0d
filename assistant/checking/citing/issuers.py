"""CITATION: who issued a document told wrongly, and a document cited for the form of the report that is about something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.case import Case
from assistant.checking.citing.documents import documents, known, numbered, plain_number, plain_title
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.template import quoted

CODE: Final = "CITATION"

_OFFICE: Final = "国务院办公厅政府信息与政务公开办公室"
_CONGRESS: Final = "全国人民代表大会及其常务委员会"
_BY_NUMBER: Final = (
    ("国办公开办函", _OFFICE, re.compile(r"政府信息与政务公开办公室$|^国办公开办$|^国务院办公厅公开办$")),
    ("国办秘函", "国务院办公厅秘书局", re.compile(r"秘书局$")),
    ("国办发", "国务院办公厅", re.compile(r"^国务院办公厅$|^国办$")),
    ("国办函", "国务院办公厅", re.compile(r"^国务院办公厅$|^国办$")),
    ("国务院令", "国务院", re.compile(r"^国务院$")),
    ("法释", "最高人民法院", re.compile(r"^最高人民法院$|^最高法$")),
    ("主席令", _CONGRESS, re.compile(r"^全国人")),
)
"""Who issues under a kind of number, and the names by which it goes."""

_STATE: Final = (
    "国务院办公厅政府信息与政务公开办公室|国务院办公厅公开办|国务院办公厅秘书局|国务院办公厅|国务院|国办公开办|国办"
    "|中共中央办公厅|中共中央|中办|全国人民代表大会常务委员会|全国人民代表大会|全国人大常委会|全国人大"
    "|最高人民法院|最高人民检察院|最高法|最高检|国家发展和改革委员会|国家发展改革委|国家市场监督管理总局|市场监管总局"
    "|国家(?:档案局|保密局|信访局|统计局|税务总局|数据局|互联网信息办公室|网信办|卫生健康委员会|卫生健康委)"
    "|(?:财政|司法|公安|民政|教育|自然资源|生态环境|农业农村|商务|水利|监察|人事|工业和信息化|交通运输|住房和城乡建设|人力资源和社会保障|人力资源社会保障)部"
)
_ISSUED: Final = re.compile(
    rf"(?<![、和与及会同])(?<![一-龥]省)(?P<organ>{_STATE})(?:于?20\d\d年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)?(?:最新|新|正式|统一|联合)?"
    r"(?:印发|制定|公布|发布|颁布|下发|出台|制发|颁发)(?:实施|施行)?(?:的|了)?(?:最?新)?(?:修订的)?(?:《(?P<title>[^《》\n]{2,80})》|(?P<plain>关于[一-龥]{6,50}?(?:解释|通知|意见|指标)))(?!宣传|释义|解读|读本|学习|实施|配套|的?(?:通知|说明|解读|意见))"
)
_TITLED: Final = re.compile(rf"《(?P<organ>{_STATE})(?=关于|印发)(?P<title>(?P<plain>[^《》\n]{{2,80}}))》")
_VERBS: Final = "印发|制定|公布|发布|颁布|下发|出台|制发|颁发"
_LOCAL: Final = (
    r"(?:省|自治区|市|州|区|县)(?:人民)?政府(?:办公[厅室]|办(?!公))?"
    r"|(?:省|自治区|市|州|区|县)(?:财政|司法|档案|发展和改革|发展改革|市场监督管理)(?:厅|局|委员会|委)"
    r"|(?:省|自治区|市|州|区|县)(?:政务公开|政府信息公开)[一-龥]{0,8}?(?:办公室|领导小组)"
)
_WHEN: Final = r"(?:于?20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?)?"
_ISSUED_BEHIND: Final = re.compile(
    rf"《(?P<title>[^《》\n]{{2,80}})》(?:\s*[（(][^（）()\n]{{0,40}}[）)])?[，,]?(?:系|是|由|为|经)(?P<organ>{_STATE}|{_LOCAL})(?:(?:、|和|与|会同|联合)(?:{_STATE}|{_LOCAL})){{0,3}}{_WHEN}(?:联合|统一|正式)?(?P<plain>)(?:{_VERBS})(?!宣传|释义|解读|读本|配套|的?(?:通知|说明|解读|意见))"
)
_ISSUED_HERE: Final = re.compile(
    rf"(?P<organ>{_LOCAL}){_WHEN}(?:最新|新|正式|统一|联合)?(?:印发|制定|公布|发布|颁布|出台|制发|颁发)(?:实施|施行)?(?:的|了)?(?:最?新)?(?:修订的)?《(?P<title>[^《》\n]{{2,80}})》(?P<plain>)(?P<number>[（(]国)?(?!宣传|释义|解读|读本|学习|实施|配套|操作|培训|问答|手册|流程|的?(?:通知|说明|解读|意见|补充|细则|操作))"
)
"""An organ of the place can hand on what the state has issued, and may issue notices of the same name."""
_OF_THE_STATE: Final = re.compile(
    "^中华人民共和国|信息处理费管理办法$|公共企事业单位信息公开规定制定办法$|检查指标$"
)
_BESIDE: Final = re.compile(
    rf"(?<![、和与及会同])(?<![一-龥]省)(?P<organ>{_STATE})的?《(?P<title>[^《》\n]{{2,80}})》(?P<plain>)(?!宣传|释义|解读|读本|学习|实施|配套|的?(?:通知|说明|解读|意见))"
)
_OF_A_NUMBER: Final = re.compile(
    rf"(?<![、和与及会同])(?<![一-龥]省)(?P<organ>{_STATE})(?:印发|制定|公布|发布|下发|出台|制发)的?(?:文件)?[（(]?(?P<number>国办?[一-龥]{{1,5}}〔\d{{4}}〕\d{{1,3}}号|法释〔\d{{4}}〕\d{{1,3}}号)"
)
_FORM_NOTICE: Final = re.compile(
    r"(?<![》〉《一-龥])(?:(?:依据|按照|根据|依照|对照|参照)?)(?P<title>国务院(?:办公厅)?关于(?:印发)?(?:中华人民共和国)?政府信息公开工作年度报告格式的通知)"
)
_OF_THE_FORM: Final = re.compile(
    r"(?:《(?P<title>[^《》\n]{2,80})》(?:（(?P<number>[^（）\n]{4,40})）)?|(?P<alone>国[办公开秘发函]{1,6}〔20\d\d〕\d{1,3}号))"
    r"(?:文件?)?(?:中|里)?(?:所附|附件|附|规定|要求|明确|确定|统一|公布|印发|下发)?的?(?![^。；，《》]{0,8}(?:填报|填写|编制)说明)[^。；，《》]{0,6}?(?:年度报告|年报)(?:的)?(?:统一|规定)?(?:表格|格式|模板|样式|附表|统计表|体例)"
)
_FORMS: Final = re.compile(r"年度报告|年报|统计表")
"""A title about reports may well be the one of a form."""


def check(case: Case) -> Iterator[Finding]:
    """Wrong organs beside known documents, and known documents that are not the form cited for it."""
    yield from _issued(case)
    yield from _not_the_form(case)


def _issued(case: Case) -> Iterator[Finding]:
    for pattern in (_ISSUED, _TITLED, _BESIDE, _ISSUED_BEHIND, _ISSUED_HERE):
        for passage, match in case.prose.matches(pattern):
            said = match["title"] or match["plain"]
            document = known(said)
            if pattern is _ISSUED_HERE and not (match["number"] or _OF_THE_STATE.search(said)):
                continue
            number = document.number if document else numbered().get(plain_title(said), "")
            if not number and document and document.title.endswith("法"):
                number = "主席令"
            right = next(((name, fits) for kind, name, fits in _BY_NUMBER if number.startswith(kind)), None)
            if right is None or right[1].search(match["organ"]):
                continue
            title = document.title if document else plain_title(said)
            yield _wrong_organ(case, passage.of_match(match, "organ"), title, right[0])
    for passage, match in case.prose.matches(_OF_A_NUMBER):
        issuer = next(((n, fits) for kind, n, fits in _BY_NUMBER if match["number"].startswith(kind)), None)
        if issuer is not None and not issuer[1].search(match["organ"]):
            says = f"{match['number']}的发文机关是{issuer[0]}，这里写的是{quoted(match['organ'])}，请核对。"
            place = passage.of_match(match, "organ")
            yield case.prose.finding(
                CODE, "warning", place, says, expected=issuer[0], basis=match["number"], status="uncertain"
            )
    for passage, match in case.prose.matches(_FORM_NOTICE):
        document = known("年度报告格式")
        if document is not None:
            yield _wrong_organ(case, passage.of_match(match, "title"), document.title, _OFFICE)


def _wrong_organ(case: Case, place: Passage, title: str, right: str) -> Finding:
    says = f"《{title}》的发文机关是{right}，这里写的是{quoted(place.text)}，请核对。"
    return case.prose.finding(
        CODE,
        "warning",
        place,
        says,
        expected=right,
        basis=f"《{title}》",
        status="uncertain",
    )


def _not_the_form(case: Case) -> Iterator[Finding]:
    """《…规范政府信息公开平台…的通知》 said to hold the tables of the yearly report."""
    form = known("年度报告格式")
    by_number = {d.number: d for d in documents() if d.number}
    for passage, match in case.prose.matches(_OF_THE_FORM):
        document = known(match["title"]) if match["title"] else by_number.get(plain_number(match["alone"]))
        if document is None or form is None or not document.number.startswith("国办"):
            continue
        if _FORMS.search(document.title):
            continue
        group = "number" if match["number"] else "title" if match["title"] else "alone"
        place = passage.of_match(match, group)
        says = (
            f"{quoted(place.text)}（《{document.title}》）不是年度报告的格式文件，"
            f"年度报告的格式在《{form.title}》（{form.number}），请核对。"
        )
        yield case.prose.finding(
            CODE, "warning", place, says, expected=form.number, basis=form.number, status="uncertain"
        )
