"""Words that tell what a jotted note is about. Data only; `notes` does the weighing."""

from __future__ import annotations

from typing import Final

# Each aspect holds what past reports usually put there; the weight says how surely the word points to it.
_KEYWORDS: Final[dict[str, dict[float, str]]] = {
    "proactive": {
        5: "行政事业性收费 收费项目 主动公开 政策解读 双公示 新闻发布会 预决算 三公经费 意见征集 在线访谈 建议提案",
        4: "制发 废止 解读 图解 发布会 访谈 政策文件 公开事项 事项梳理 事项清单 公开目录 行政许可 行政处罚 行政强制 重点领域 人大建议 提案",
        3: "规范性文件 规章 征集 回应 留言 热线 信箱 公报 机构职能 领导信息 公示 预算 决算 公告 招生 医疗 养老 就业 征收 收费金额",
        2: "事项 许可 处罚 公开信息 发布信息 发布 挂 教育 救助 视频 公开了 转载",
        1: "梳理 清单 网站 公众号 微信 微博 公开 动态 更新 信息",
    },
    "requests": {
        5: "依申请 不予公开 部分公开 无法提供 不予处理 未经复议 申请人 行政复议 行政诉讼 按期答复 补正",
        4: "申请 答复 第三方意见 复议 诉讼 应诉 败诉",
        3: "会商 法律审核 格式文书 转公开 受理 按期 延期 信函 邮寄",
        2: "登记 当面 沟通 办结 结转 办理",
    },
    "management": {
        5: "三审三校 先审后发 先审查 保密审查 源头认定 公开属性 三级审核 读网",
        4: "保密 错敏词 敏感词 错别字 归档 文件库 公共企事业单位 文件清理 动态调整 档案馆 发文审核 目录更新 个人隐私",
        3: "审核 个人信息 失效 指南 档案 校对 清理 属性 移交 隐私 台账 动态更新",
        2: "专人 信息员 分工 信息管理 审查 更新 制度 流程",
        1: "管理 巡查 目录",
    },
    "platform": {
        5: "平台建设 公开栏 公示栏 政务公开专区 查阅点 适老化 无障碍 集约化 电子屏 显示屏 触摸屏 智能问答 开放日 改版",
        4: "专区 专栏 网站建设 新媒体 查阅 粉丝 访问量 浏览量 等保 备案 关停 注销 运维 账号 村务公开 抖音",
        3: "平台 栏目 检索 维护 阅读量 专题 村务 链接 安全检查 安全排查",
        2: "公众号 微信 微博 大厅 窗口 门户 升级",
        1: "网站 建设",
    },
    "supervision": {
        5: "培训 考核 评议 满意度 责任追究 追责 问责 第三方评估 领导小组 案卷评查 回头看 督查 督导",
        4: "检查 通报 评估 整改 自查 工作要点 任务分解 绩效 抽查 举报渠道 投诉渠道 专题会 办公会 测评 常务会",
        3: "分管 部署 学习 表扬 监督 保障 调度 例会 述职",
        2: "人员 会议 责任 配备 编制 经费 投诉 举报 方案 专职 兼职",
    },
}  # fmt: skip

WEIGHTS: Final[dict[str, tuple[tuple[str, float], ...]]] = {
    aspect: tuple((word, weight) for weight, words in by_weight.items() for word in words.split())
    for aspect, by_weight in _KEYWORDS.items()
}

TIE_BREAK: Final = ("supervision", "management", "requests", "platform", "proactive")
"""Of equal scores the aspect named first wins: the narrower before the wider."""

ENOUGH: Final = 2.0
"""Below this score a note is not sorted but shown as 待归类."""

LABELS: Final[dict[str, str]] = {
    **dict.fromkeys(("主动公开", "主动公开情况", "主动公开方面", "信息公开", "公开"), "proactive"),
    **dict.fromkeys(("依申请公开", "依申请公开情况", "依申请公开方面", "依申请", "申请办理"), "requests"),
    **dict.fromkeys(("政府信息管理", "政府信息管理情况", "信息管理", "信息管理方面", "管理", "管理方面"), "management"),
    **dict.fromkeys(
        ("政府信息公开平台建设", "平台建设", "平台建设情况", "信息公开平台建设", "平台", "公开平台建设"), "platform"
    ),
    **dict.fromkeys(("监督保障", "监督保障情况", "监督保障方面", "政府信息公开监督保障", "保障监督", "保障", "监督"), "supervision"),
    **dict.fromkeys(
        ("问题", "存在问题", "存在的问题", "主要问题", "不足", "存在不足", "存在的主要问题", "短板", "主要不足", "存在的不足"), "problem"
    ),
    **dict.fromkeys(
        ("措施", "改进", "改进措施", "改进情况", "整改", "整改措施", "对策", "下一步", "下步打算", "下一步打算", "打算", "整改打算", "整改情况", "改进打算"),
        "measure",
    ),
    **dict.fromkeys(
        ("其他", "其它", "其他事项", "其他需要报告的事项", "其他情况", "信息处理费", "收费", "收费情况"), "other"
    ),
}  # fmt: skip
"""Labels staff put before a line or above several, and what they say about it."""

PROBLEM_WORDS: Final = (
    "不及时", "不够", "不足", "不到位", "不规范", "不高", "不深", "不强", "不全", "不畅", "不多", "不细", "不熟", "不实",
    "不清楚", "不平衡", "单一", "薄弱", "欠缺", "滞后", "偏少", "偏慢", "偏低", "较少", "较慢", "有待", "仍需", "还需",
    "还要加强", "缺少", "缺乏", "太少", "太慢", "流动快", "流动过快", "跟不上", "难以", "存在问题", "有差距", "有漏洞",
)  # fmt: skip

MEASURE_STARTS: Final = (
    "针对", "为此", "下一步", "下步", "今后", "明年", "将", "拟", "打算", "准备", "计划",
    "已明确", "已建立", "已整改", "已制定", "已组织",
    "每月", "每周", "每季", "每天", "每日", "定期", "专人", "逐条",
    "明确了", "明确", "建立", "制定", "指定", "安排", "落实", "完善", "健全", "加强", "推行", "实行", "增加", "开设",
)  # fmt: skip
"""Openings of what was or will be done about a problem, when it stands right behind one."""

MEASURE_SURE: Final = (
    "针对这",
    "针对上述",
    "针对以上",
    "针对该",
    "针对存在",
    "为此",
    "下一步",
    "下步",
    "今后将",
    "明年将",
    "已整改",
)
"""Openings that mark a measure wherever they stand."""

INSTRUCTIONS: Final = (
    "忽略", "无视", "写成", "写得", "写长", "写短", "润色", "帮我", "帮忙", "请写", "请把", "请你", "请按", "请生成",
    "字数", "语气", "扮演", "提示词", "不要写", "别写", "多写", "少写", "假设你", "假装", "prompt", "ignore", "system", "instruction",
)  # fmt: skip
"""A line that tells the writer what to do is no statement about the unit: it is shown, never obeyed."""

PRAISE: Final = (
    "显著", "明显成效", "走在全", "走在前列", "群众满意度大幅", "大幅提升", "有力推动", "有力促进", "圆满完成", "高度重视",
    "成效突出", "效果良好", "不断提高", "不断加强", "持续优化", "扎实推进", "稳步推进", "全面提升", "成绩斐然", "一流",
)  # fmt: skip
"""Words a section chief asks proof for."""

CAUSES: Final = ("由于", "因为", "得益于", "随着", "之所以", "归功于", "受此影响")
"""Openings of a cause; a draft gives none that nobody stated."""

QUANTIFIERS: Final = ("翻番", "翻了", "过半", "一半", "半数", "倍增", "百分百", "绝大多数", "大部分")
"""Amounts without a figure; they need somebody's word like figures do."""

FEE_WORDS: Final = (
    "信息处理费",
    "处理费",
    "收费通知",
    "没收费",
    "没有收费",
    "未收费",
    "不收费",
    "没收过费",
    "没收钱",
    "收费情况",
)
