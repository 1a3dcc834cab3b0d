"""What the page says to staff. Sentences that depend on a count or a name are functions."""

from __future__ import annotations

from typing import Final

PAGE_TITLE: Final = "年报助手：政府信息公开工作年度报告"
HEADER: Final = "年报助手"
SUBTITLE: Final = "政府信息公开工作年度报告：读表、体检、起草、导出。所有内容只在本机处理，不上网。"

STEP_GIVE: Final = "粘贴或上传"
STEP_TABLES: Final = "表格"
STEP_CHECK: Final = "体检"
STEP_DRAFT: Final = "初稿"
STEP_TAKE: Final = "下载"

PASTE_LABEL: Final = "今年的三张表（或整篇报告）"
PASTE_HINT: Final = "在网页、Word、WPS 或 Excel 里选中表格并复制，点这里，按 Ctrl+V。可以分几次粘贴。"
UPLOAD_LABEL: Final = "或者上传文件"
PREVIOUS_TITLE: Final = "上年报告（选填，用来核对衔接、写同比）"
PREVIOUS_PASTE_LABEL: Final = "上年的三张表（或整篇报告）"
PREVIOUS_UPLOAD_LABEL: Final = "或者上传上年报告"
NOTES_LABEL: Final = "今年的情况和问题（一行一件事）"
NOTES_PLACEHOLDER: Final = "例如：\n规划公示栏目加了地图检索\n培训2次，58人次\n发布前三级审核，每条都做保密审查\n问题：栏目更新不够及时，措施：明确信息员，每月查一次"
UNIT_LABEL: Final = "单位全称"
UNIT_PLACEHOLDER: Final = "如：示例市自然资源和规划局"
YEAR_LABEL: Final = "报告年度"
YEAR_PLACEHOLDER: Final = "2025"
DRAFT_BUTTON: Final = "起草"
SAMPLE_BUTTON: Final = "用示例试一试"
CLEAR_BUTTON: Final = "清空"
BODY_LABEL: Final = "正文用"
BODY_DRAFT: Final = "初稿"
BODY_ORIGINAL: Final = "报告原来的正文"

SAMPLE_NOTES: Final = """门户网站公开信息438条
对历年征地批复逐件核对公开属性
发布前由科室、办公室、分管负责人三级审核
“规划公示”专栏增加地图检索
关停长期不更新的公众号1个
组织培训2次，参加58人次
问题：部分科室提供信息不够及时，措施：明确各科室信息员，每月通报一次
本年度没有收取信息处理费"""

NOTHING_YET: Final = "还没有内容。先粘贴表格或上传文件，也可以点“用示例试一试”。"
NO_DRAFT_YET: Final = "还没有初稿。读好表格后，写几句今年做的事（不写也行），点“起草”。"
NOTHING_TO_TAKE: Final = "读到内容以后，这里可以下载 Word、网页、Excel 和 Markdown 四种文件。"
STALE: Final = "左边填写的内容有改动，下面还是改动前的初稿和文件。请再点一次“起草”。"
NO_FINDINGS: Final = (
    "核对了表格、正文和跨年衔接（给出上年报告时），没有发现问题；表格里没有的数（如网站信息条数）请人工核对。"
)
BROKEN: Final = "程序出错了，这不是您操作的问题。填写的内容还在，请再试一次；还是不行，请把出错的时间告诉管理员，到运行窗口里查记录。"
TOO_OLD: Final = (
    "您的浏览器版本太旧，打不开这个页面。请换用新版的 Edge、Chrome、火狐或 360 浏览器（极速模式）；"
    "不能换的，请管理员用命令行 nianbao 处理。"
)

SEVERITIES: Final = {
    "error": ("错误", "✕", "必须改"),
    "warning": ("提醒", "！", "请核对"),
    "info": ("参考", "i", "供参考"),
}
"""Severity → name, symbol, what to do."""

CELL_MARKS: Final = {
    "missing": ("缺", "原来的内容里没有这一格，请补填"),
    "uncertain": ("？", "存疑：读表时推定的数，请对照原表"),
    "error": ("✕", "体检有错误"),
    "warning": ("！", "体检有提醒"),
}
"""Mark → symbol and what it means."""

FORMATS: Final = (
    ("docx", "Word 文档（.docx）"), ("html", "网页（.html）"),
    ("xlsx", "Excel 表格（.xlsx）"), ("md", "纯文本（.md）"),
)  # fmt: skip

NOT_ALONE: Final = (
    "注意：服务开在 {host}，同一网络里的任何人都能打开这个页面（页面没有账号和密码）。\n"
    "只在自己电脑上用，请去掉 --host；要给多人用，请在前面加一道有登录的网关。\n"
)
RUNNING: Final = "年报助手已启动，请用浏览器打开 {url}\n按 Ctrl+C 停止。\n"
STOPPED: Final = "\n年报助手已停止。\n"
