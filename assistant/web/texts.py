"""What the page says to staff. Sentences that depend on a count or a name are functions."""

from __future__ import annotations

from typing import Final

from assistant.core import families

PAGE_TITLE: Final = "年报助手：政府信息公开工作年度报告"
HEADER: Final = "年报助手"
SUBTITLE: Final = "政府信息公开工作年度报告"

UNIT_LABEL: Final = "单位全称"
UNIT_PLACEHOLDER: Final = "如：示例市自然资源和规划局"
YEAR_LABEL: Final = "年度"
YEAR_PLACEHOLDER: Final = "2025"
SAMPLE_BUTTON: Final = "用示例试一试"
WORDS_LABEL: Final = "写给年报助手的话"
WORDS_HINT: Final = "粘贴表格、说要做什么、问规定，都写在这里。回车发送，Shift+回车换行。"

NOTHING_YET: Final = "还没有内容。先粘贴表格或上传文件，也可以点“用示例试一试”。"
NOTHING_TO_TAKE: Final = "读到内容以后，这里可以下载 Word、网页、Excel 和 Markdown 四种文件。"
NO_FINDINGS: Final = (
    "核对了表格、正文和跨年衔接（给出上年报告时），没有发现问题；表格里没有的数（如网站信息条数）请人工核对。"
)
BROKEN: Final = "程序出错了，这不是您操作的问题。已经做好的都保存着，请再试一次；还是不行，请把出错的时间告诉管理员，到运行窗口里查记录。"
ASK_ADMIN: Final = "请稍后再试；还是不行，请把时间告诉管理员，到运行窗口里查记录。已经保存的内容都在。"
STOPPED_WORK: Final = "已停下。做好的部分都保存着。"
TOO_OLD: Final = (
    "您的浏览器版本太旧，打不开这个页面。请换用新版的 Edge、Chrome、火狐或 360 浏览器（极速模式）；"
    "不能换的，请管理员用命令行 nianbao 处理。"
)

SEVERITIES: Final = {
    "error": (families.SEVERITIES["error"], "✕", "必须改"),
    "warning": (families.SEVERITIES["warning"], "！", "请核对"),
    "info": (families.SEVERITIES["info"], "i", "供参考"),
}
"""Severity → name, symbol, what to do."""

CELL_MARKS: Final = {
    "missing": ("缺", "原来的内容里没有这一格，请补填"),
    "uncertain": ("？", "存疑：读表时推定的数，请对照原表"),
    "error": ("✕", "体检有错误"),
    "warning": ("！", "体检有提醒"),
}
"""Mark → symbol and what it means."""

ACCOUNTS_NEEDED: Final = "还没有账号，不能让别的机器打开这个页面。"
ACCOUNTS_ADVICE: Final = (
    "请先用 nianbao user add 建第一个账号（管理），再启动；只在自己电脑上用，请去掉 --host。"
)
ACCOUNTS_NEEDED_IN_FRONT: Final = (
    "设置了 NIANBAO_ROOT_PATH，别的机器能经过前面的服务器打开这个页面，可是还没有账号。"
)
ACCOUNTS_ADVICE_IN_FRONT: Final = (
    "请先用 nianbao user add 建第一个账号（管理），再启动；只在自己电脑上用，请去掉 NIANBAO_ROOT_PATH。"
)
RUNNING: Final = "年报助手已启动，请用浏览器打开 {url}\n按 Ctrl+C 停止。\n"
STOPPED: Final = "\n年报助手已停止。\n"
