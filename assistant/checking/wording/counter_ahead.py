"""COUNTER ahead of a thing with more said of it: 抽查了5条学校的收费公示, 邀请3家专家授课.

Where the clause goes on behind the thing, the number may count what comes later (5条学校信息), so a counter is told only
if nothing follows that it could count. The things and what each counter may count are data (``counter_ahead.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.checking.case import Case
from assistant.checking.rulebook import table
from assistant.checking.wording.counter_clauses import Told, found, slip
from assistant.core.template import quoted

_N: Final = r"\d[\d,]{0,9}\s*余?[百千万]?余?多?"
_END: Final = r"(?=[，。；、,;：（(）)\s]|$)"
_REST: Final = re.compile(r"[^，。；：（）\n]{0,30}")
_VERB: Final = re.compile(
    r"未|没有|已(?!经济)|均|都|尚|仍|需要|应当|按(?!摩)|将|由(?!于)|向|全部|存在|参[加与训会]|到(?!期|账)|在(?!建|校|职|岗|售|册)|设(?!备|施|计|立)|开展|进行|张贴|授课|介绍|给(?!予)|上课|讲解"
)
_THE: Final = "的"


@dataclass(frozen=True)
class Ahead:
    """Things that some counters never stand before, the usual counter, and what these might count after all."""

    pattern: re.Pattern[str]
    usual: str
    of: re.Pattern[str]


@cache
def _ahead() -> tuple[Ahead, ...]:
    data = table("wording/counter_ahead")
    kinds = "|".join(data["kinds"].split())
    return tuple(
        Ahead(
            re.compile(
                rf"\d(?<![第\d.]\d)\d{{0,4}}[余多]?(?P<at>{'|'.join(entry['never'].split())})(?:{kinds}){{0,2}}"
                rf"(?:{'|'.join(entry['things'].split())})(?!{entry.get('part', '的话')})"
            ),
            entry["usual"],
            re.compile("|".join(entry["of"].split())),
        )
        for entry in data["ahead"]
    )


def _before_things(case: Case) -> Iterator[Told]:
    """Counters before things they never count, where nothing that they could count is said of these."""
    for ahead in _ahead():
        for passage, match in case.prose.matches(ahead.pattern):
            rest = _REST.match(match.string, match.end())
            if rest is None or ahead.of.search(_spoken(rest[0])):
                continue
            place = passage.of_match(match, "at")
            says = f"{quoted(place.text)}一般不用来计这里说的事物，通常用{quoted(ahead.usual)}；如果数的是别的，请写明。"
            yield place, says, ahead.usual, "uncertain"


def _spoken(rest: str) -> str:
    """Of what follows a thing that which may be the counted one: up to the verb, and all that is joined to it by 的."""
    verb = _VERB.search(rest)
    if verb is None:
        return rest
    return rest[: verb.start()] + rest[verb.end() :].partition(_THE)[2]


_PLACES: Final = r"乡镇|镇街|街道(?!口)|社区(?!服务|卫生)|行政村|村居|自然村|村民小组|科室|股室|站所|窗口单位|窗口|中小学|幼儿园|卫生院|派出所|小区|部门|单位|学校|医院|村(?=安装|设|建|公|都|均|全|已|，|。)"

_SLIPS: Final = (
    slip(
        "播出 播放 直播 录制 开播",
        rf"(?:播出|播放|直播|录制|开播)(?:了|节目|共){{0,2}}{_N}(?P<at>起|份|家|名|位|户|座|封|宗|本|张|例|所|处|人次|项|人|届|册){_END}",
        "播出的节目用“期”或者“次”来计，不用“{}”。",
        "期",
    ),
    slip(
        "参加 参训 参会 到会 受训 出席 到课 听课",
        rf"[，；、]{_N}(?P<at>件次|条次|份次|个次|篇次|项次|处次|名次|位次)(?=(?:参加|参训|参会|到会|受训|出席|到课|听课))",
        "参加的人用“人次”来计，不用“{}”。",
        "人次",
    ),
    slip(
        "参加 参训 参会 到会 受训 出席 到课 听课 签到",
        rf"(?:参加|参训|参会|到会|受训|出席|到课|听课|签到|轮训)(?:了|共|达|累计)?{_N}(?P<at>件次|条次|份次|个次|篇次|项次|条|份|篇|起|宗|张|本|则|座|封|幅|处|所|件){_END}",
        "参加的人用“人次”或者“人”来计，不用“{}”。",
        "人次",
    ),
    slip(
        "提出申请 提交申请 递交申请 提出公开申请 提交公开申请 提出政府信息公开申请 提交政府信息公开申请",
        rf"(?:提出|提交|递交)(?:政府信息|信息)?(?:公开)?申请(?:共|合计|累计)?{_N}(?P<at>人次|件次|起|条|项|宗|例|单|笔|桩|篇|名|位|家|户|张){_END}",
        "政府信息公开申请用“件”来计，不用“{}”。",
        "件",
        unless="许可|补贴|救助|低保|登记申请|资助|困难|补助|待遇",
    ),
    slip(
        "链接 网址 错链 断链 死链 暗链 外链",
        r"\d(?<![第\d]\d)\d{0,4}(?P<at>件|份|篇|名|位|家|户|期|场|起|座|封|本|张)(?:失效|错误|无效|过期|打不开的|问题){0,2}的?(?:链接|网址|错链|断链|死链|暗链|外链)(?!的?(?:问题|投诉|反映|线索|案))",
        "链接用“处”“个”或者“条”来计，不用“{}”。",
        "处",
        unsure=True,
        unless=r"\d件[^，。；]{0,12}问题",
    ),
    slip(
        "节目 访谈 专题片",
        rf"(?:节目|在线访谈|访谈节目|专题片)(?:共|有|已)?{_N}(?P<at>起|份|家|名|位|户|座|封|宗|本|张|例|所|处|人次|人|届|册|件){_END}",
        "节目用“期”来计，不用“{}”。",
        "期",
        unsure=True,
        unless="邀请|参与|嘉宾|留言|提问|问题|意见|办理",
    ),
    slip(
        "件家 份家 条家 项家 类项 类条 类件 类个 类篇 项类 种项 项种 处条 处件 人件 人条 件人 条人 场期次 名次人 家条 家件 家份 期条 条期 期件 场件 场个 个轮 轮个 篇个 册个 本个 个番 块处 处块 栋个 幅张 封个 起个 宗个 例个 批个 例条 起条 条起",
        r"\d(?<![第\d]\d)[\d,]{0,8}\s*[余多]?(?P<at>"
        r"[件份条项]家(?![庭长校园居务访族禽畜电政具乡教属用装暴])|类(?:条(?![件款例])|件|个(?![人体性案别])|篇|项(?=[，。；、）]))|项类|种项(?!目)|项种|处条|处件"
        r"|人[件条](?=[，。；、）]|$)|[件条]人(?=[，。；、）参到受]|$)|家[条件份](?=[，。；、）]|$)|期条|条期|期件|场件|场个|个轮(?!流|岗|候)|轮个|[篇册本封起宗批栋](?<!\d本)个(?![人体性案别])|例[条个](?![人体性案别])|起条|条起|幅张"
        r")(?=[一-龥，。；、）]|$)",
        "两个量词“{}”用在一起，只留一个。",
    ),
    slip(
        "乡镇 镇街 街道 社区 行政村 村居 自然村 村民小组 科室 股室 站所 窗口 中小学 幼儿园 卫生院 派出所 小区 部门 单位 学校 医院 村",
        r"(?P<at>[1-9](?:(?<=^[对在从有]\d)|(?<=[，；、。：\n][对在从由向给有让将]\d)|(?<=[到把往赴进为了]\d)|(?<=其余\d)|(?<=另外\d)|(?<=余下\d)|(?<=街道在\d)|(?<=依托\d)|(?<=约谈\d)|(?<=抽取\d)|(?<=选取\d)|(?<=选择\d)|(?<=确定\d)|(?<=指定\d)|(?<=走遍\d)|(?<=深入\d)|(?<=已有\d)|(?<=还有\d)|(?<=仍有\d)|(?<=尚有\d)|(?<=先在\d)|(?<=已在\d)|(?<=分别在\d)|(?<=[局委院县区镇市乡府]在\d)|(?<=[局委院县区镇市乡府]对\d)|(?<=全[局委院]\d)|(?<=[在对]各\d)|(?<=辖区\d)|(?<=辖内\d))"
        rf"(?!(?<=1)[一-龥])\d{{0,2}})(?<!20\d)(?=(?:{_PLACES})(?![^，。；]{{0,2}}\d))",
        "数字“{}”后面缺少量词。",
        unless=r"\d[镇乡科村][一-龥]{0,2}\d|第\d",
    ),
    slip(
        "文章 稿件 报道 消息 推文 简报 通报 图解 视频 海报 漫画 问答 案例",
        r"(?:刊登|刊载|登载|转载|刊发|播发|发表|推送|推出|采编|编发|采写|撰写|报送|制作|发布|编写|转发|原创)[^，。；、：（\d]{0,10}(?:文章|稿件|报道|消息|推文|简报|通报|图解|视频|海报|漫画|问答|案例)(?:共|计|合计)?(?P<at>(?!20[0-3]\d\D|12345|12315)(?:[2-9]|[1-9]\d{1,4}))(?=[，。；])",
        "数字“{}”后面缺少量词。",
    ),
    slip(
        "，其中",
        r"\d(?:件|条|份|篇|期|次|场|个|家|名|人次|人)，其中[一-龥]{2,12}(?<![第为占达比至到约])(?P<at>(?!20[0-3]\d\D)[1-9]\d{0,5})(?=[，。；])",
        "数字“{}”后面缺少量词，前面的数有量词。",
        unless=r"\d、|分别|依次",
    ),
)


def told(case: Case) -> Iterator[Told]:
    """Each place with what is to be said of it, the right counter where it is known, and how sure that is."""
    yield from found(case, _SLIPS)
    yield from _before_things(case)
