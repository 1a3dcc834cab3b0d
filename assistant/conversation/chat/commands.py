"""One clause, one command: plain patterns that hold only where little else is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from assistant.conversation.chat import places
from assistant.conversation.chat.cell_edits import read_edits
from assistant.conversation.chat.phrasing import asks, left_over, ordinal, without_politeness
from assistant.conversation.chat.wishes import Part, Situation, Wish

_ORDINAL: Final = r"[\d一二两三四五六七八九十]{1,3}"

# --- small talk and help ------------------------------------------------------------------------------------------

_SMALL: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(rf"(?:{pattern})[呀啊哈呢哦了~～!。.]*"))
    for kind, pattern in (
        ("hello", r"(?:你|您|大家)好|早上好|上午好|下午好|早|晚上好|在吗|在不在|有人吗|hello|hi|哈喽|嗨"),
        ("thanks", r"(?:好的?|收到|行|ok)?,?(?:非常|太|多)?(?:谢谢|感谢|多谢|谢了)(?:你|您|啦)*|辛苦(?:你|您)*|麻烦(?:你|您)?了"),
        ("fine", r"好的?|嗯+|ok|okay|行|可以|知道|明白|懂|收到|没事|没问题|是的?|对的?|哦+|噢|就这样|行吧|好吧|先这样|不用"),
        ("praise", r"(?:很|真|挺|太|还)?(?:不错|好用|棒|厉害|方便|可以|好)(?:,?(?:很|真|挺|太)(?:好用|不错|方便|棒))?(?:的)?|赞|牛"),
        ("saved", r"(?:都|自动|帮我)?保存(?:了|好了?|上了?)?(?:吗|没有?)?|(?:会)?自动保存吗?|存(?:好|上)?了(?:吗|没有?)?"),
        ("bye", r"再见|拜拜|bye|下班|明天见|(?:我)?先(?:走|撤|下班|回)了?(?:,?(?:明天|回头|下午)(?:再|接着)(?:弄|做|说|来|搞|写))?|(?:明天|回头)(?:再|接着)(?:弄|做|说|来|搞|写)"),
        ("who", r"你(?:是|叫)(?:谁|什么|啥)(?:名字)?|你是(?:ai|机器人|真人|人工|大模型)吗?\??"),
    )
)  # fmt: skip
_PREVIOUS: Final = re.compile(
    r"(?:上传|放|粘贴|导入|传|加|给你?|录).{0,4}(?:去年|上年)的?(?:年报|报告|表)?|(?:去年|上年)的?(?:年报|报告|表|数据?)?.{0,4}(?:放|传|贴|导|加|录|给)(?:在|到|去|进)?(?:哪|来)?"
)
_HELP: Final = re.compile(
    r"(?:我)?(?:都|已经|全)?(?:填|弄|改|传|贴|粘|做|发|核)(?:好|完)了?|"
    r"(?:这个?)?(?:系统|软件|东西|工具|网页|助手)?(?:该)?(?:怎么|如何|咋|怎样)(?:用|使用|操作|弄|开始|搞|玩)(?:啊|呀|呢|的|这个?(?:系统|软件)?)*"
    r"|(?:你|这个?(?:系统|软件)?)?(?:都|能|会|可以)+(?:干|做|帮我干|帮我做|帮我)?(?:些|点)?(?:什么|啥|哪些(?:事|功能)?)|帮助|help|使用?说明|教程|功能(?:介绍|有哪些)?"
    r"|(?:我)?(?:是|还是)?(?:第一次|头一次|头一回|刚接手|没[做弄搞写]过).{0,8}?(?:[,，]?(?:这个?|那个?)?(?:年报|报告|材料|东西)?(?:要|该)?(?:怎么|咋|如何|从哪)(?:个)?(?:写|弄|做|搞|办|开始|下手)(?:法)?)?"
    r"|(?:我)?(?:先|要|该|应该)*(?:从哪|从哪里|怎么|哪里)(?:儿)?(?:开始|下手|入手|弄|做|办)|(?:我)?(?:接下来|下一步|然后|现在|下面)(?:我)?(?:该|要|应该|还要|做|干|怎么)*(?:什么|啥|干嘛|怎么办|怎么做|做什么|干什么|干啥)|不会用|(?:我)?(?:要|该)做什么"
)


def small(text: str, _: Situation) -> Wish | None:
    """Greetings, thanks and the like."""
    bare = re.sub(r"[?？\s]+$", "", text)
    kind = next((kind for kind, pattern in _SMALL if pattern.fullmatch(bare)), None)
    return (
        Wish("small", text, where=kind)
        if kind and (bare == text or kind in {"hello", "who", "saved"})
        else None
    )


def help_wanted(text: str, _: Situation) -> Wish | None:
    """What can you do, how does this work, what next."""
    if (
        _PREVIOUS.search(text)
        and len(left_over(text, _PREVIOUS, re.compile(r"怎么|咋|如何|哪[里儿]?|里|到|进|上"))) <= 1
    ):
        return Wish("help", text, where="previous")
    bare = without_politeness(text).strip("?？,。 呢啊呀了")
    return Wish("help", text) if _HELP.fullmatch(bare) or re.fullmatch(r"怎么用|怎么弄|帮助", bare) else None


_SAMPLE: Final = re.compile(
    r"(?:用|拿|给|有没有|来|看)?.{0,3}(?:示例|例子|样例|样本|演示|范例|demo)(?:数据|报告|年报)?"
)


def sample(text: str, _: Situation) -> Wish | None:
    """The shipped sample."""
    rest = left_over(text, _SAMPLE, re.compile(r"试|演示|展示|玩|瞧"))
    return Wish("sample", text) if _SAMPLE.search(text) and len(rest) <= 1 else None


# --- history ------------------------------------------------------------------------------------------------------

_REDO: Final = re.compile(
    r"重做|恢复撤销|撤销(?:错|的?恢复)|不(?:该|应该|想)撤|取消撤[销回]|前进(?:一步)?|再(?:改|变)回[来去]|撤(?:掉|销|回)的(?:那个|恢复|拿回|找回|还是)?|redo"
)
_UNDO: Final = re.compile(
    r"撤[销回]|^撤(?:了|掉|吧|一下)*$|退回(?:去|上一步)?|回退|后退|倒回去?|还原|(?:恢复|回)到?(?:上一步|原来|原样|之前|改之前|修改前|上一个版本)|改回去|变回(?:去|原来)?|取消(?=刚才|上一步|修改|这次|操作)|undo|反悔"
)
_LAST_STEP: Final = re.compile(
    r"刚才?|刚刚|上一步|上一次|一步|操作|修改|改动|改[错的]?|错了?|点|步骤|样子?|原来|之前|那|不对|算了?|别|不|哎|恢复|只|退|撤?掉?|变回|取消|还|销|步|次"
)


def redo(text: str, _: Situation) -> Wish | None:
    """The step that was taken back once more."""
    return Wish("redo", text) if _REDO.search(text) and len(left_over(text, _REDO, _LAST_STEP)) <= 1 else None


def undo(text: str, _: Situation) -> Wish | None:
    """The last step taken back."""
    if re.search(r"删|去掉|句|段", text) or not _UNDO.search(text):
        return None
    return Wish("undo", text) if len(left_over(text, _UNDO, _LAST_STEP)) <= 1 else None


# --- findings -----------------------------------------------------------------------------------------------------

_FINDING: Final = re.compile(
    rf"第({_ORDINAL})(?:条|个|处|项|号)(?:问题|错误|提示)?|({_ORDINAL})号(?:问题)?|问题({_ORDINAL})(?!\d|条|个|处)|(最后)(?:一|那)?(?:条|个|处)?(?:问题|错误)?"
)
_DISMISS: Final = re.compile(
    r"不(?:算|是)(?:错|问题|个?问题)?|不用[改管理]|别管|不管|忽略|误报|误判|驳回|没(?:关系|问题|事|错)|不(?:成立|存在|属实|对)|可以不改|就这样|跳过|不改"
)
_FIX: Final = re.compile(
    r"按(?:照)?(?:建议|提示|你说的?|要求)?.{0,2}改|帮.{0,2}改|改掉|改(?:过来|好|正|一下|了)|修[改正]|采纳|订正|更正"
)
_ACCEPT: Final = re.compile(
    r"属实|确实|是对的|认可|接受|同意|是有?问题|成立|是错(?:的|了)|要改|得改|该改|回头改|记下"
)


_MEANING: Final = re.compile(
    r"(?:是|到底)?(?:什么|啥)(?:意思|问题|情况|东西|毛病)|(?:怎么|咋|如何)(?:改|处理|弄|办|回事|解释|说的?)|为(?:什么|啥)(?:错|不对|报|会)?|(?:没|不)(?:太)?(?:看)?[懂明]白?|解释(?:一下|下)?|说的?(?:是)?(?:什么|啥)"
)
_LAW: Final = re.compile(r"条例|规定|办法|法律|[令法]第|[一二三四五六七八九十\d]款|表[二三四]")


def explain(text: str, situation: Situation) -> Wish | None:
    """What a finding means, by its number; of the report at hand, not of a law."""
    found = _FINDING.search(text)
    if not situation.has_report or found is None or _LAW.search(text):
        return None
    said = text[: found.start()] + text[found.end() :]
    number = -1 if found[4] else ordinal(found[1] or found[2] or found[3])
    if not number or not _MEANING.search(said) or len(left_over(said, _MEANING, _FINDING_REST)) > 2:
        return None
    return Wish("explain", text, number=number)


_FINDING_REST: Final = re.compile(r"体检|里|问题|错误|提示|看|这|说|应该|该|要|到底|是")


def judge(text: str, _: Situation) -> Wish | None:
    """What is said about a finding by its number."""
    found = _FINDING.search(text)
    if found is None or re.search(r"[句段]|条例|规定|怎么|什么|哪|\d+项", text):
        return None
    number = -1 if found[4] else ordinal(found[1] or found[2] or found[3])
    said = text[: found.start()] + text[found.end() :]
    if not number or (found[4] and "问题" not in text and "错误" not in text):
        return None
    for how, pattern in (("dismiss", _DISMISS), ("accept", _ACCEPT), ("fix", _FIX)):
        if pattern.search(said):
            return Wish("judge", text, how=how, number=number)
    return None


# --- sentences ----------------------------------------------------------------------------------------------------

_PLACE: Final = re.compile(
    rf"(?P<end>倒数)?第(?P<number>{_ORDINAL})(?P<part>句|段)(?:话|内容|文字)?|(?P<last>最后)(?:一|的?那?一?)?(?P<lastpart>句|段)(?:话)?"
)
_DROP: Final = re.compile(r"删|去掉|不要|拿掉|划掉|去除|撤掉|不用写|取消|砍")
_VARY: Final = re.compile(r"换|改(?:个|种|一[下种])|(?:另|重新?)(?:写|说)|说法|写法|表[述达]|不[好通顺]|改")
_BACK: Final = re.compile(r"恢复|还原|[加放找拿补]回|复原|要回|还是要")
_GONE: Final = re.compile(
    r"(?:刚才?|刚刚)?(?:我)?(?:被|已经)?(?:删|去|拿|划)(?:掉|除|去|了)*的?(?:那些?|那个)?(?:一?(?:句|段|条)(?:子|话)?)?|(?:那|这)(?:一)?(?:句|段)话?"
)
_EVERY: Final = re.compile(r"都|全部|所有|统统|全")
_FOUND_AGAIN: Final = re.compile(r"[句段].{0,3}[找拿放加补要]回|[找拿放加补要]回.{0,6}[句段]")


def sentence(text: str, _: Situation) -> Wish | None:
    """A sentence or paragraph, by its number, taken out, put back or worded anew."""
    back = _BACK.search(text)
    if back and (re.search(r"删|去掉|拿掉|划掉|去除", text) or _FOUND_AGAIN.search(text)):
        every: Part = "all" if _EVERY.search(text) else ""
        rest = left_over(text, _BACK, _PLACE, _GONE, _EVERY, _LAST_STEP)
        return Wish("sentence", text, how="restore", part=every) if len(rest) <= 2 else None
    found = _PLACE.search(text)
    if found is None:
        return None
    number = -1 if found["last"] else ordinal(found["number"]) * (-1 if found["end"] else 1)
    part: Part = "sentence" if (found["part"] or found["lastpart"]) == "句" else "paragraph"
    before = text[: found.start()]
    where = places.section_of(before) or ""
    said = text[found.end() :] + places.without_place(before)
    how = "drop" if _DROP.search(said) else "vary" if _VARY.search(said) else ""
    if not number or not how:
        return None
    if len(left_over(said, _DROP, _VARY, re.compile(r"法|种|那|掉|除|吗?的|里头?"))) > 4:
        return None
    return Wish("sentence", text, where=where, how=how, number=number, part=part)


_OWN: Final = re.compile(
    rf"\s*(?:请|把|将)*(?P<where>[^，。,\d\n]{{0,12}}?)(?P<end>倒数)?第(?P<number>{_ORDINAL})句话?(?:(?P<set>改成|改为|换成|写成)|(?P<add>(?:后面|之后|后)(?:再)?(?:加|添|插)(?:上|入|一句)*))"
    r"\s*[:：]?\s*[“\"]?(?P<new>[^\n]{2,2000}?)[”\"]?\s*"
)


_FOR_PLACE: Final = re.compile(
    r"\s*(?:请|在)*(?P<where>[^，。,：:\d\n]{2,14}?)(?:那|这)?(?:一)?(?:部分|块|段|里|里面|方面|后面|中)*(?:再|就|也)?"
    r"(?P<add>(?:加|添|补)(?:上|充)?(?:一|个|两)*(?:句|段|条|点)话?|写(?:上|一下|的是)?|加上?|补上)[:：]\s*[“\"]?(?P<new>[^\n]{4,2000}?)[”\"]?\s*"
)
_LABELS: Final = {
    "overview.proactive": "主动公开", "overview.requests": "依申请公开", "overview.management": "政府信息管理",
    "overview.platform": "平台建设", "overview.supervision": "监督保障", "problems": "问题", "other": "其他",
}  # fmt: skip
"""The labels of notes, by where they belong."""


def _for_place(text: str, situation: Situation) -> Wish | None:
    """What is to be said in a part of the report (“监督保障加一句：……”): a sentence of the draft, or a note for it."""
    found = _FOR_PLACE.fullmatch(text)
    where = places.section_of(found["where"]) if found else None
    if found is None or where not in _LABELS or len(places.without_place(found["where"])) > 3:
        return None
    if situation.has_draft and "句" in found["add"] and where != "problems":
        return Wish("sentence", text, where=where, how="add", number=-1, part="sentence", new=found["new"])
    return Wish("note", f"{_LABELS[where]}：{found['new']}")


def own_words(text: str, situation: Situation) -> Wish | None:
    """Staff's own sentence in the place of one, or behind one (“第3句改成：……”); taken as it was typed."""
    found = _OWN.fullmatch(text)
    if found is None:
        return _for_place(text, situation)
    if len(found["new"]) < 6 and "：" not in text and ":" not in text:
        return None
    number = ordinal(found["number"]) * (-1 if found["end"] else 1)
    where = places.section_of(found["where"]) or ""
    how = "set" if found["set"] else "add"
    return (
        Wish("sentence", text, where=where, how=how, number=number, part="sentence", new=found["new"])
        if number
        else None
    )


# --- drafting -----------------------------------------------------------------------------------------------------

_WHAT: Final = (
    r"(?:初稿|草稿|年报|年度报告|报告|正文|稿子?|文字(?:部分)?|全文|内容|文章|材料|总体情况|叙述部分)"
)
_DRAFT: Final = re.compile(
    rf"(?:写|出|来|弄|搞|整|拟)(?:一|个|份|篇)*(?:初|草)?稿|起草|撰写|拟(?:稿|写|一[份个稿])|[出来写](?:一?[份个篇版])(?:的)?{_WHAT}|(?:写|来)一?[份个篇版]$|(?:写|生成|更新|产生|做|弄)(?:出|一下|成|好)?(?:一?[份个篇版])?(?:新的?|整个|完整的?)?(?:政府信息公开)?(?:工作)?{_WHAT}"
    rf"|(?:把)?{_WHAT}(?:部分|都|给)*(?:写|生成|弄|做)(?:了|出来|好|一下)?|重新?(?:写|生成|来|拟|弄|出)(?:一?[份个篇版遍次])?|重写|(?:开始|继续)写|^写(?:吧|了|完|好)*$|^起草完|自动(?:写|生成)|生成"
)
_DRAFT_BY: Final = re.compile(
    r"(?:根据|按照?|照着?|依据|依照|拿|用|结合)(?:这|那|现在的?|新的?|上面的?|改[好过后]的)?(?:一?[张个些份])?(?:表格?|数据?|数字?|材料|模型|ai|大模型|素材)|数[据字]?(?:都|也)?(?:改|对|变|更新)了?|不满意|写进去|加进去|放进去|自动|完"
)
_MODEL: Final = re.compile(r"(?:大|用)?模型|ai")


def draft(text: str, situation: Situation) -> Wish | None:
    """The narrative, all of it."""
    if not _DRAFT.search(text) or re.search(
        r"清空|新建|怎么|咋|如何|什么时候|哪天|多[少久]|几|[?？]|要不要|是否|必须", text
    ):
        return None
    where = places.section_of(text)
    if where and situation.has_draft:
        return None
    whole = re.compile(_WHAT)
    rest = left_over(
        places.without_place(text), _DRAFT_BY, _DRAFT, whole, re.compile(r"重新|更新|开始|新|份|版|遍|进")
    )
    return Wish("draft", text, how="model" if _MODEL.search(text) else "") if len(rest) <= 3 else None


_MANNER: Final = re.compile(
    r"短(?=[一点些]|$)|[太缩写改变]短|短了|太长|[写改加变拉]长|长(?=[一点些])|精[简炼]|简[洁短单练化]|压[缩到]|缩[短减写一]|浓缩|扩[写充展]|详[细尽]|具体|展开|丰富|充实|啰嗦|罗嗦|太?空(?:洞|泛|了)|口语|书面|正式|规范(?=一?[些点])|润色"
    r"|通顺|改?顺[一畅]?|换.{0,3}(?:说法|写法|表[述达]|词)|说法|改改|改一下|改[得的]更?|缓和|委婉|强硬|语气|口气|风格|重新?写|(?<!最)多写|少写|别写|不要写|少[些点]|简写|生动|官方|严谨"
    r"|参[照考]去年|按(?:照)?去年|像去年|跟去年.{0,3}(?:写|风格)|字以内|压.{0,3}一页|一页(?:以内|之内|纸)|\d+字|[一二三四五六七八九]百字|重复|调整|优化|完善|修改|美化|拔高|太像"
)
_STANDARD: Final = re.compile(
    r"规定|格式要求|应[该当]|可以|能|怎么|咋|如何|要不要|需不需要|是否|什么|哪些|吗$|\?"
)
_ONLY_CHANGE: Final = re.compile(r"^(?:把|将)?(?:那|这)?个?(?:改改|改一下|修改|调整)(?:一下|下)?[吧了]?$")
_MANNER_REST: Final = re.compile(
    r"更|点|些|写|改|太|语言|表述|重|压|话|句|字|段|按|照|参|去年|年报|一|换|种|做|搞|弄"
)


def revise(text: str, situation: Situation) -> Wish | None:
    """Another wording of a part, or of all."""
    request = without_politeness(text)
    if not _MANNER.search(request) or (_STANDARD.search(request) and asks(request)):
        return None
    where = places.section_of(request)
    rest = left_over(places.without_place(request), _MANNER, _MANNER_REST)
    if len(rest) > (2 if where is None else 8) or (
        where is None and (asks(request) or _ONLY_CHANGE.search(request))
    ):
        return None
    if not situation.has_draft and not where and not re.search(r"稿|文|写", request):
        return None
    return Wish("revise", text, where=where or "", how=request[:200])


# --- checking, comparing, taking away, looking --------------------------------------------------------------------

_CHECK: Final = re.compile(
    r"(?:问题|错误|错).{0,4}(?:几|多少)[条处个]|^还[有剩](?:多少|几)[条处个]|(?:几|多少)[条处个](?:问题|错误|错|没改|要改|待改)|"
    r"检查|核对|审核|审一?审|审一?下|查一?查|查一下|校对|校验|体检|把关|看看?.{0,6}(?:对不对|有没有(?:错|问题)|哪[里儿]?(?:错|不对))|过一遍|复核|验证|对一?遍"
    r"|(?:有没有|有无|还有(?:什么|哪些|啥)?|有(?:什么|哪些|啥)?|哪[里儿些]?(?:有)?)(?:错别字|错字|错误|错|问题|毛病|不对的?|漏)|平不平|不平|勾稽|对不对|对得上|缺(?:什么|啥|哪些|不缺)|少了?(?:什么|哪些)|能(?:交|报|发|提交)了?(?:吗|不|没)"
)
_CHECK_REST: Final = re.compile(
    r"这?一?篇|表格?|数[据字]?|全文|初稿|稿子?|报告|年报|关系|地方|错别字|错误?|问题|毛病|哪[里儿些]?|还|有没有|什么|啥|对不?对?|上|怕|不|里|没|仔细|各|认真|写完?|导出|[?？]|平|麻烦|再|给|遍|交|报|一|几|多少|共|条|处|待|改"
)


def _asks(text: str, wanted: re.Pattern[str], rest: re.Pattern[str], but: str) -> bool:
    """Whether a message asks for one thing: its words are there, none of `but`, and hardly anything besides."""
    return bool(wanted.search(text)) and not re.search(but, text) and len(left_over(text, wanted, rest)) <= 2


def check(text: str, _: Situation) -> Wish | None:
    """The findings."""
    return Wish("check", text) if _asks(text, _CHECK, _CHECK_REST, r"规定|条例|监督检查|去年|上年") else None


_NO_COMPARISON: Final = r"能不能|可不可以|怎么[写填算]|咋[写填算]|规定|风格|口气|改|写|太像|雷同|(?:多|少|增加?|减少?|增长|下降)了?[\d一二三四五六七八九两十]"
_LAST: Final = r"(?:去年|上一?年(?:度)?|前年|往年|20\d\d年?)(?:的)?(?:年报|报告|数据?|表)?"
_COMPARE: Final = re.compile(
    rf"(?:和|跟|与|同|比|对照|对比|较){_LAST}(?:相?比(?:较)?|对一?[下对比]|对照|相比)?|{_LAST}.{{0,4}}(?:对比|比较|相比|差别|区别|变化)|(?:两年|今年去年|去年今年|年度)(?:之?间)?(?:的)?(?:数据)?(?:对照|对比|比较|差别?|变化|区别)?"
    r"|同比(?:情况|变化|数据|表)?$|(?:变化|差别|波动|差异)(?:比较|最|很)?大|变化大|^(?:增长率|增幅|同比)(?:是)?(?:多少)?[?？]?$|^(?:对比|比较)(?:一下)?$|对比表|对照表|比较表"
)
_COMPARE_REST: Final = re.compile(
    r"对比|比较|相比|比|怎么样|怎样|如何|哪[些里]?|有?什么|啥|变化|差别|区别|大不大|大|数[据字]?|情况|两年|对照|今年|去年|一样|句子|多不多|多|少|那么|表|两|看|下|申请量?|咋|为什么|[?？]|对|之间|有|同|年|像"
)


def compare(text: str, _: Situation) -> Wish | None:
    """A comparison of this year with last year."""
    return Wish("compare", text) if _asks(text, _COMPARE, _COMPARE_REST, _NO_COMPARISON) else None


_FORMATS: Final[tuple[tuple[str, str], ...]] = (
    ("findings", r"(?:问题|错误|体检|检查)(?:结果)?(?:清单|列表|单|结果|报告)|清单"),
    ("comparison", r"(?:比较|对比|对照)(?:表|结果)"),
    ("docx", r"word|docx?|文档|wps"),
    ("xlsx", r"excel|xlsx?|表格文件|电子表格|表格"),
    ("html", r"html?|网页"),
    ("md", r"markdown|md"),
)
_EXPORT: Final = re.compile(
    r"导出(?:来|成|为|到)?|下载|保存(?:到|成|为)?|另存|存(?:成|为|到)|输出|打印|(?:发|给|要)(?:我)?.{0,4}(?=word|docx|文档|excel|xlsx|表格文件|pdf|wps)|(?:生成|弄成|做成|转成?|变成|出).{0,6}(?:word|docx?|文档|excel|xlsx?|pdf|html|网页|wps)"
    r"|^要?(?:word|pdf|excel|docx|html|wps)(?:版|文档|文件|格式)?$|拿走"
)
_EXPORT_REST: Final = re.compile(
    r"word|docx?|文[档件]|excel|xlsx?|表格|html?|网页|markdown|md|pdf|wps|版|份|格式|公文|电脑|本地|桌面|报告|年报|初稿|稿子?|怎么|咋|如何|哪[里儿]|没问题|问题|清单|列表|单|结果|我|发|存|最终|正式|对比|比较|对照|表|[?？]|完|写|检查|出来?|这|电子|生成|弄|做"
)


def export(text: str, _: Situation) -> Wish | None:
    """A file to take away."""
    if not _asks(text, _EXPORT, _EXPORT_REST, r"打开|切|那页|申请人|规定|页面"):
        return None
    form = next((name for name, pattern in _FORMATS if re.search(pattern, text)), "")
    return Wish("export", text, where="" if "pdf" in text else form)


_CHANGES: Final = re.compile(
    r"(?:都)?改(?:了|过)(?:什么|啥|哪些|哪里|哪儿)|谁改(?:的|了|过)|(?:有)?(?:哪些|几个)版本"
)
_GO: Final = re.compile(
    r"打开|切(?:换)?到|回到?|显示|翻到|跳[到转]|转到|进入?|去(?=.{0,4}(?:页|那))|看(?:看|一下|下|一看)?|瞧瞧?|在哪(?:里|儿)?(?:看)?|给我看"
)


def go(text: str, situation: Situation) -> Wish | None:
    """A tab, or a place in the draft, to be opened."""
    if not (_GO.search(text) or _CHANGES.search(text)) or re.search(
        r"去年|上年|怎么|规定|对不对|几|多少|哪[里儿些]?(?:还)?有", text
    ):
        return None
    if (
        _CHANGES.search(text)
        and len(left_over(text, _CHANGES, re.compile(r"刚才?|今天|昨天|这|看看|我|谁"))) <= 1
    ):
        return Wish("go", text, where="history")
    tab = places.tab_of(text)
    section = places.section_of(text) if situation.has_draft else None
    if section and tab in {None, "draft"}:
        tab = "draft"
    if tab is None:
        return None
    rest = left_over(
        places.without_place(text),
        _GO,
        re.compile(r"那?一?(?:页|栏|块|段|部分|处)|结果|我|给|起草|页面|一?下?|[?？]|在|里|那"),
    )
    return Wish("go", text, where=tab, how=section or "") if len(rest) <= 2 else None


_COUNT: Final = re.compile(
    r"(?:现在|目前|这|初|全文|正文|报告|年报|稿子?|大概|写了?|的|篇|份)*(?:一共|总共|共)?(?:有|是)?(?:字数(?:是|有)?(?:多少|几个?)?|(?:多少|几(?:个|百|千)?)个?字)了?"
)


def count(text: str, situation: Situation) -> Wish | None:
    """How long the draft is."""
    bare = without_politeness(text).strip("?？,。 呢啊呀")
    return Wish("count", text) if situation.has_draft and _COUNT.fullmatch(bare) else None


_HAND_IN: Final = re.compile(
    r"(?:提交|送|发给?|报给?|交给?|转给?|走|拿给|给)(?:.{0,6}?)(?:初审|复审|终审|三审|审核|审批|审签|送审|审一?下?|审一审)|送审|三审"
)


def hand_in(text: str, _: Situation) -> Wish | None:
    """To the reviews, which are handed in by a click and not by a word."""
    if not _HAND_IN.search(text) or asks(text) or re.search(r"保密|三审三校|条例|规定|开展|落实", text):
        return None
    rest = left_over(
        text, _HAND_IN, re.compile(r"提交|初审|复审|终审|三审|领导|科长|主任|局长|这|稿|报告|年报")
    )
    return Wish("go", text, where="take", how="review") if len(rest) <= 1 else None


_CONTACT: Final = re.compile(
    r"(?:请|把|将)*(?:前言|开头|最?前面)?(?:里|里面)?的?(?P<label>(?:联系|咨询|办公室)?(?:电话|地址|传真|邮编|邮箱|电子邮箱))(?:号码?)?"
    r"(?:也)?(?:变了|换了|错了|不对)?[,，]?(?:改(?:成|为)|换成|变成|应(?:该)?(?:是|为)|现在是|填|[:：])\s*(?P<new>[^,，。;；?？（）()【】]{2,60})"
)


def contact(text: str, situation: Situation) -> Wish | None:
    """How the unit is reached, changed where the draft says it."""
    found = _CONTACT.fullmatch(text.rstrip("吧了。 "))
    if found is None or not situation.has_draft:
        return None
    return Wish("sentence", text, where=found["label"], how="contact", new=found["new"].strip())


# --- unit and year ------------------------------------------------------------------------------------------------

_ORGAN: Final = r"[\u4e00-\u9fff（）()]{2,40}?(?:局|委员会|委|办公室|办|厅|政府|处|中心|院|队|站|所|街道|校|司|部|署|会|馆|镇|乡)"
_UNIT: Final = re.compile(
    rf"(?:单位|机关)(?:的)?(?:名称|全称|名字|名)?(?:错了|写错了?|不对)?[,，]?(?:改(?:成|为)|应(?:该|当)?(?:是|为)|填|换成|设为|是|为|叫|[:：])\s*(?P<one>[^,，。;；?？]{{2,60}}?)[吧了]?$"
    rf"|^(?:我们?|咱们?)(?:单位)?(?:是|叫)(?P<two>{_ORGAN})(?:的)?$"
)
_YEAR: Final = re.compile(
    r"(?:报告)?(?:年度|年份|年)(?:错了|写错了?|不对)?[,，]?(?:是|改(?:成|为)|应(?:该|当)?(?:是|为)|填|[:：])?\s*(?P<one>20\d\d)年?(?:度)?(?:吧|的)?$"
    r"|^(?:我)?(?:这|做的|写的|要写的)(?:个|份|张)?(?:是)?(?P<two>20\d\d)年?度?的?(?:年报|报告|年度报告|表|数据)$"
)


def unit_or_year(text: str, _: Situation) -> Wish | None:
    """Whose report it is, and of which year."""
    year = _YEAR.search(text)
    if year is not None and not re.search(r"比|去年|上年", text):
        return Wish("set", text, where="year", how=year["one"] or year["two"])
    unit = _UNIT.search(text)
    if unit is None or re.search(r"什么|哪|谁|吗|怎么", text):
        return None
    return Wish("set", text, where="unit", how=(unit["one"] or unit["two"]).strip())


_TOTALS: Final = re.compile(
    r"(?:补|算|加|填|求)(?:上|出|齐|一下|好)?(?:所有|全部)?(?:的)?(?:合计|总计|总数)|(?:合计|总计|总数).{0,4}(?:补|算|加|填|求)(?:上|出|齐|一下|好)(?:来)?"
)


def cells(text: str, _: Situation) -> Wish | None:
    """Cells that are to hold something else."""
    if (
        _TOTALS.search(text)
        and not asks(text)
        and len(left_over(text, _TOTALS, re.compile(r"自动|表[三四]?|里|空"))) <= 1
    ):
        return Wish("cells", text, how="totals")
    return None if asks(text) and not re.search(r"改[成为]", text) else read_edits(text)


COMMANDS: Final[tuple[Callable[[str, Situation], Wish | None], ...]] = (
    small, help_wanted, sample, count, hand_in, explain, judge, sentence, contact, cells, redo, undo, unit_or_year, export, draft, go, check, compare, revise,
)  # fmt: skip
"""In the order in which they are tried."""


def command(text: str, situation: Situation) -> Wish | None:
    """The one command that a clause (plain) is, `None` when it is none."""
    return next((wish for one in COMMANDS if (wish := one(text, situation)) is not None), None)
