"""TEXT-CONTRADICTION: 没有, 均已 and 全部 beside cells that say otherwise, and fees denied in one place and told in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from assistant.checking.case import Case
from assistant.checking.figures.claims import (
    all_of_them,
    belied,
    bounds,
    claims,
    denied,
    denied_fees,
    gainsaid,
    loosely,
    only_one,
    outcomes,
    presumed,
    standing,
    trends,
    wholes,
)
from assistant.checking.figures.ties import scope
from assistant.checking.figures.ties.aliases import hide_marks, names_in
from assistant.checking.figures.ties.named import cut_out, without_groups
from assistant.checking.figures.ties.rows import (
    CASES,
    FORWARD,
    NEW,
    ORGANIZATIONS,
    OVER,
    Cells,
    applicant_cells,
    result_cells,
)
from assistant.checking.prose import Passage
from assistant.core.findings import Finding
from assistant.core.places import same_words
from assistant.core.report import Severity
from assistant.core.template import quoted

_BASIS: Final = "正文的说法应与同一份报告的表格一致（国办公开办函〔2021〕30号 附件表格）"
_WITHIN: Final = "同一份报告里前后的说法和数应当一致"
_REVIEW: Final[Cells] = ("disputes.reconsideration.total",)
_SUITS: Final[Cells] = ("disputes.direct_litigation.total", "disputes.litigation_after_reconsideration.total")
_NO: Final = r"(?:均?没有|均?未|均?无|从未|不存在|未曾|暂无|暂未)"
_FILL: Final = (
    r"(?:政府信息(?!公开)|收到过?|新收|收过?|接到|接收|受理|发生过?|出现过?|产生|作出过?|做出|实施|开展|制定|制发|印发|出台|废止|因|由|就|涉及|政府信息公开|信息公开|依申请公开|主动公开|公开|行为|要求|法人|其[他它]|组织"
    r"|工作|引起|引发|导致|的|过|任何|行政|被|提起|新|申请|人|公民|群众|有|一件|一起|一个|和|、|或者?|与|及|以及|案件|规章|规范性文件|复议|诉讼|处罚|强制|许可|上一?年度?|去年|下一?年度?|至|到|结转|转结|本年度?|今年|继续办理|也|都)*"
)
_MATTERS: Final[tuple[tuple[str, tuple[Cells, ...], str], ...]] = (
    (r"申请", (NEW,), "requests"),
    (r"复议", (_REVIEW,), "cases"),
    (r"诉讼|应诉|被起诉", (_SUITS,), "cases"),
    (r"上一?年度?(?:度)?(?:的)?(?:未办结)?(?:申请)?结转|去年结转", (OVER,), "requests"),
    (r"结转(?:至|到)?(?:下一?年|次年)|结转下年", (FORWARD,), "requests"),
    (r"行政许可", (("proactive.licensing.decisions",),), "decisions"),
    (r"行政处罚", (("proactive.penalties.decisions",),), "decisions"),
    (r"行政强制", (("proactive.compulsion.decisions",),), "decisions"),
    (r"行政事业性收费", (("proactive.fees.amount",),), "decisions"),
)
_ZERO: Final = re.compile(rf"{_NO}(?P<said>{_FILL})(?:案件|处理决定|决定|情况|事项|情形|了)*[的]?$")
_ZERO_BEHIND: Final = re.compile(
    rf"^(?P<said>{_FILL})(?:案件|决定|数量|情况|件数)*(?:也|都|均)?(?:为零|为0|未发生|没有发生|没有|无|未收到|零)$"
)
_DOCUMENT_COLUMNS: Final = (("废止", "repealed"), ("制发|制定|印发|出台", "issued"))
_OPENING: Final = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]+[)）、.]|本年度?|今年|全年|年内|20\d\d年度?|我[局市县区镇办委]|本[局市县区镇单位机关]+|全[市县区]|期间|同时|也|都|另|截至年底)+"
)
_NOT_ZERO: Final = re.compile(
    r"按期|按时|其[他它]申请|无正当理由|无法|未经|未按|未予|未办结|未审结|未能|没有现成|超期|逾期|败诉|纠正|撤销|责令|追究|投诉|举报|泄密|差错|失实|异议|不服"
)
_DENIED: Final = re.compile(
    r"(?:没有|不存在|未|无|没(?=[找来向提])|不(?=涉及))(?:作出|做出|出现|发生|发现|收到|产生|涉及|适用|遇到|认定|判定|因|向|以)*"
)
_DENIED_AT_THE_END: Final = re.compile(
    "(?:的)?(?:申请|情形|情况|现象|案件)?(?:全年|本年|年内|今年|也|都|一直)*(?:(?:一[件起个例]|半件)(?:也|都)?)?(?:没有|未|从未|均未|无)(?:再)?(?:出现|发生|遇到|收到|有)?过?$"
)
"""大量反复申请的情形全年没有出现."""
_NOTICE: Final = re.compile(r"(?:没有|未|无)[^，。；]{0,24}(?:逾期(?:未|不)缴|收费通知|涉及收费|通知收取)")
_ONLY_NAMES: Final = re.compile(
    r"^(?:对|以|为由|的|提出|提交|递交|一件|作|处理|条款|而?了结|终结|理由|[“”]|是|因为|为|由于|作出|属于|决定的|申请|情况|情形|决定|答复|结果|和|与|及|、|等|或者?|以及|而|因|申请人|人|而不再处理|不再处理|类|过|任何|被|件|信息|混入|混进|夹带|终止|结案|办理|关闭|涉及|要求|请求|提供|索要|索取|就|针对|同一|内容|事项|存在|的情况)*$"
)
_APPLIED: Final = re.compile(
    r"(?:一[家个名位件])?(?:前?来|[向找到][^，。；\d]{1,8}?|[我本][一-龥]{1,3}?|[市县区镇][局里]?)*(?:(?:提出|提交|递交|(?<=来)申请)过?(?:任何|政府信息|公开|的)*(?:申请件?)?过?$|提过?(?:任何|政府信息|公开|信息|的)*申请$"
    r"|(?:申请|索要|索取|索|要|查询|获取)过?(?:公开|获取)?(?:任何|政府|公开|相关|有关|的)*(?:信息|材料|资料)过?$)"
)
_OF_WHOM_BEFORE: Final = re.compile(
    "(?:一年下来|一年来|全年|年内|今年|本年度?|但|却|也|都|均|并)*(?:没有|未)"
)
"""公益组织关注不多，一年下来没有提出申请: they are named before."""
_ONLY_WHO: Final = re.compile(
    r"^(?:不过|但是?|唯独?|只有|仅|独|而|、|和|与|及|以及|或者?|等|各类|申请人中|本年度?|今年|全年|社会)*$"
)
"""科研机构、社会公益组织没有提出申请: nothing but those who did not."""
_CASE_WORDS: Final = (
    ("reconsideration", "复议"),
    ("direct_litigation", "诉讼|起诉|法院|败诉"),
    ("litigation_after_reconsideration", "诉讼|起诉|法院|败诉"),
)
_TOO_WIDE: Final = frozenset(
    {"granted", "other.any", "unavailable.not_held/none", "unavailable.not_held/other"}
)
_ALL_PERSONS: Final = re.compile(r"(?:申请人?(?:全部|均|都|全)|(?:全部|均|都)由)(?:为|是|由)?自然人")
_ORGANIZATIONS: Final[Cells] = tuple(f"requests.new.{column}" for column in ORGANIZATIONS)
_OF_THE_REST: Final = re.compile(r"其余|余下|剩余|剩下|另外?\d|除[^，。；]{1,16}外")
"""“其余7件未被纠正” says nothing of all."""
_CONCEDED: Final = ("虽", "尽管", "即使")
"""虽未被纠正 is said of those just spoken of."""
_THIS_YEAR: Final = re.compile("本年|今年|当年新")
_YEARS: Final = re.compile(r"(20\d\d)年")
_YEAR_FIRST: Final = re.compile(r"\s*(20\d\d)年")
_OUT_OF: Final = re.compile(r"^\d+件[^，。；\d]{0,10}[中里](?=没有|无|未)")
"""27件不予公开答复中没有涉及国家秘密的."""
_BUT_FOR: Final = re.compile("除[^，。；]{1,20}(?:以|之)?外")
_OF_NAMED_UNITS: Final = re.compile(
    r"(?:局|委|办|镇|乡|街道|中心)(?:、[^，。；、]{2,10}){0,4}等(?:\d+个|多个)?(?:单位|部门|乡镇|镇|街道)"
)
"""县教育局、县民政局等单位没有被复议: of those units only."""
_CLAUSE: Final = re.compile(r"[^，。；：！？\n（）]+")


_ANOTHER: Final = re.compile(
    r"(?P<who>[一-龥]{1,10}(?:镇|乡|街道|[县市区]|局|委|办|中心|村|社区))(?:均|也|都)?(?:没有|未|无|不存在)"
)
"""青禾镇没有收到申请, in the report of its county."""


Said = tuple[Passage, Passage]
"""A clause and its sentence."""


def check(case: Case) -> list[Finding]:
    """Claims without a figure that the cells, or another sentence, contradict."""
    clauses = list(_clauses(case))
    found = [*_zeros(case, clauses), *_nothing_of(case, clauses), *_wholes(case, clauses)]
    found += [f for f in _claims(case, clauses) if not any(same_words(f, other) for other in found)]
    return list({(f.where[0], f.code): f for f in found}.values())


def _wholes(case: Case, clauses: Sequence[Said]) -> Iterator[Finding]:
    for claim in wholes.broken(case, clauses):
        yield _finding(case, claim.said, claim.says, claim.cells, claim.expected, claim.severity)


def _claims(case: Case, clauses: Sequence[Said]) -> Iterator[Finding]:
    for ended, severity in outcomes.broken(case):
        yield _finding(case, ended.said, ended.says, ended.cells, None, severity)
    for claim in denied_fees.broken(case):
        yield _finding(case, claim.said, claim.says, claim.cells, None)
    for claim in (*bounds.broken(case), *only_one.broken(case), *all_of_them.rest(case)):
        yield _finding(case, claim.said, claim.says, claim.cells, None, "warning")
    elsewhere = belied.Elsewhere(case)
    for clause, sentence in clauses:
        if re.match(
            "(?:上一?年|去年|往年|前年)(?!度?(?:(?:无|没有|未有)[^，。；]{0,8}(?:转|遗留|留|余)|的?结转|的?转来|的?遗留|的?留下))",
            clause.text.strip(),
        ):
            continue
        yield from _of_clause(case, clause, sentence, elsewhere)


def _of_clause(
    case: Case, clause: Passage, sentence: Passage, elsewhere: belied.Elsewhere
) -> Iterator[Finding]:
    told: set[str] = set()
    for claim in claims.broken(case, clause, sentence):
        if not told & set(claim.cells):
            yield _finding(case, claim.said, claim.says, claim.cells, None, claim.severity)
        told |= set(claim.cells)
    for claim in denied.broken(case, clause, sentence):  # in so many ways that some mean less than all
        if not told & set(claim.cells):
            yield _finding(case, claim.said, claim.says, claim.cells, None, "warning")
        told |= set(claim.cells)
    if not told:
        for claim in (*loosely.broken(case, clause, sentence), *presumed.broken(case, clause, sentence)):
            yield _finding(case, claim.said, claim.says, claim.cells, None, "warning")
    for claim, severity in all_of_them.broken(case, clause, sentence):
        yield _finding(case, claim.said, claim.says, claim.cells, None, severity)
    doubtful = [*belied.broken(clause, sentence, elsewhere), *gainsaid.broken(case, clause)]
    for claim in doubtful[:1]:
        yield _finding(case, claim.said, claim.says, (), None, "warning")
    for claim in standing.broken(case, clause, sentence):
        if not scope.is_of_some(case, clause, sentence):
            yield _finding(case, claim.said, claim.says, claim.cells, None)
    for claim, severity in trends.broken(case, clause, sentence):
        yield _finding(case, claim.said, claim.says, claim.cells, None, severity)


def _clauses(case: Case) -> Iterator[Said]:
    """Every clause with its sentence; other years' sentences stay out."""
    year = case.report.year
    for sentence in case.prose.sentences:
        years = {int(y) for y in _YEARS.findall(sentence.text)}
        if year is not None and years and max(years) < year and not _THIS_YEAR.search(sentence.text):
            continue
        text = hide_marks(sentence.text)
        but_for = False
        for match in _CLAUSE.finditer(text):
            left_out, but_for = but_for, _BUT_FOR.fullmatch(match[0].strip()) is not None
            if left_out:
                continue  # 除这3件外，本年没有作出行政处罚决定
            if _OF_NAMED_UNITS.search(match[0]):
                continue
            if year is not None and (said := _YEAR_FIRST.match(match[0])) and int(said[1]) > year:
                continue  # 2024年1月20日前全部答复, in the report of 2023
            conceded = match[0].strip().startswith(_CONCEDED) and "零" not in match[0]
            if not _OF_THE_REST.search(match[0]) and not conceded:
                yield sentence.of(match), sentence


# --- zeros ----------------------------------------------------------------------------------------------


def _zeros(case: Case, clauses: Sequence[Said]) -> Iterator[Finding]:
    for clause, sentence in clauses:
        words = _OPENING.sub("", clause.text.strip())
        if re.search(r"\d", words) or _NOT_ZERO.search(words) or re.match("上一?年|去年|往年|前年", words):
            continue
        if (other := _ANOTHER.match(words)) and other["who"] not in (case.report.unit or other["who"]):
            continue
        match = _ZERO.search(words) or _ZERO_BEHIND.search(words)
        if not match or not match["said"] or scope.is_of_some(case, clause, sentence):
            continue
        yield from _zero(case, clause, sentence, match["said"], words)


def _zero(case: Case, clause: Passage, sentence: Passage, said: str, words: str) -> Iterator[Finding]:
    for what, choices, kind in _matters(said):
        if kind == "cases" and (
            not _about_cases(case, clause) or claims.is_of_some_asked(case, clause, sentence)
        ):
            continue
        if what == "申请" and re.search(r"结转|复议|诉讼|提起", said):
            continue
        for cells in choices:
            value = case.sum(cells)
            if value:
                yield _finding(
                    case,
                    clause,
                    f"正文写{quoted(clause.text.strip())}，而{claims.shown(case, cells)}，两处矛盾。",
                    cells,
                    value,
                )


def _nothing_of(case: Case, clauses: Sequence[Said]) -> Iterator[Finding]:
    """没有重复申请, 没有作出不予公开决定, 未出现被纠正的情况, 申请人全部为自然人: results, outcomes and applicants denied."""
    for clause, sentence in clauses:
        words = _OUT_OF.sub("", re.sub(r"^20\d\d年度?", "", clause.text.strip()))
        if re.search(r"\d", words) or not (_DENIED.search(words) or _ALL_PERSONS.search(words)):
            continue
        if scope.is_of_others(case, clause, sentence):
            continue
        denied = _DENIED.search(words)
        themselves = denied is not None and any(
            n.kind == "applicant" for n in names_in(words[denied.end() :])
        )
        if scope.for_other_causes(clause, sentence) or (
            not (themselves or _ALL_PERSONS.search(words)) and scope.is_of_some_applicants(clause, sentence)
        ):
            continue
        if denied and (kept := _denied_cells(case, words, denied.end(), sentence)):
            value = case.sum(kept)
            if value:
                says = f"正文写{quoted(words)}，而{claims.shown(case, kept)}，两处矛盾。"
                yield _finding(case, clause, says, kept, value)
        elif (
            _ALL_PERSONS.search(words)
            and (value := case.sum(_ORGANIZATIONS))
            and "申请" in sentence.text
            and claims.is_of_all(case, sentence.text[: clause.end - sentence.start])
        ):
            says = f"正文写{quoted(words)}，而{claims.shown(case, _ORGANIZATIONS)}，两处矛盾。"
            yield _finding(case, clause, says, _ORGANIZATIONS, value)


def _denied_cells(case: Case, words: str, start: int, sentence: Passage) -> Cells:
    """The cells of what a clause denies, by the names behind the denial."""
    if _NOTICE.search(words) and not re.search("文件|事项|目录|项目|服务", words):
        return ("requests.other.fee_unpaid.total",)
    ended = _DENIED_AT_THE_END.search(words)
    if ended and ended.start():
        words, start = words[: ended.start()], 0
    names = names_in(words[start:])
    if not ended and (any(n.key == "corrected" for n in names) or "败诉" in words[start:]):
        return _corrected(case, words, start, sentence)
    if _APPLIED.match(words[start:]):
        return _not_applied(case, words, start, sentence)
    applicants = [n.key for n in names if n.kind == "applicant"]
    if applicants and "申请" in sentence.text and _ONLY_NAMES.match(cut_out(words[start:], names)):
        return tuple(a for key in applicants for a in applicant_cells(key, "new", case.report.form)[0])
    keys = without_groups([n.key for n in names if n.kind in {"result", "reason"} and n.key not in _TOO_WIDE])
    if not keys or not _ONLY_NAMES.match(cut_out(words[start:], names)):
        return ()
    cells = [a for key in keys for a in result_cells(key, case.report.form)]
    return tuple(dict.fromkeys(cells))


def _corrected(case: Case, words: str, start: int, sentence: Passage) -> Cells:
    """没有被纠正的: of the cases that the clause names, else of those named before it."""
    if re.search("因(?!政府信息公开)", words):
        return ()
    if "败诉" in words:
        return tuple(f"disputes.{r}.corrected" for r in CASES["suits"])
    named = {row for n in names_in(words) if n.kind == "case" for row in CASES[n.key]}
    if named and "被纠正" in words[start:]:
        return tuple(f"disputes.{r}.corrected" for r in sorted(named))
    said = words
    if not re.search("复议|诉讼|法院", said):
        said = sentence.text[: sentence.text.find(words)]
    if not re.search("复议|诉讼|法院", said):
        said = claims.named_last(case, sentence)
    rows = [r for r, word in _CASE_WORDS if re.search(word, said)] or [r for r, _ in _CASE_WORDS]
    return tuple(f"disputes.{r}.corrected" for r in rows) if re.search("纠正|败诉|撤销", words) else ()


def _not_applied(case: Case, words: str, start: int, sentence: Passage) -> Cells:
    """科研机构、社会公益组织没有提出申请: their new requests."""
    names = names_in(words[:start])
    applicants = [n.key for n in names if n.kind == "applicant"]
    if not applicants and _OF_WHOM_BEFORE.match(words[:start]):
        words = re.split("[，。；：]", sentence.text[: max(0, sentence.text.find(words))].rstrip("，"))[-1]
        names = names_in(words)[:1]
        if names and names[0].kind == "applicant" and not re.search(r"\d|个人|自然人|群众", words):
            applicants = [names[0].key]
    if re.search("上一?年|去年|往年", words) or not applicants:
        return ()
    if not _ONLY_WHO.match(cut_out(words[: max(n.end for n in names)], names)):
        return ()
    return tuple(a for key in applicants for a in applicant_cells(key, "new", case.report.form)[0])


def _matters(said: str) -> Iterator[tuple[str, tuple[Cells, ...], str]]:
    for what, choices, kind in _MATTERS:
        if re.search(what, said):
            yield what, choices, kind
    columns = [c for words, c in _DOCUMENT_COLUMNS if re.search(words, said)]
    if re.search("规章(?!制度)", said):
        told = columns or ["issued", "repealed", "in_force"]
        yield "规章", (tuple(f"proactive.rules.{c}" for c in told),), "documents"
    if "规范性文件" in said and columns:
        yield "规范性文件", (tuple(f"proactive.normative_documents.{c}" for c in columns),), "documents"


def _about_cases(case: Case, clause: Passage) -> bool:
    """Whether reviews and suits in this paragraph are those about information."""
    text = case.prose.sections[clause.section]
    line = text.rfind("\n", 0, clause.start) + 1
    return bool(re.search("信息公开|申请", text[line : clause.end + 40])) or clause.section != "overview"


def _finding(
    case: Case,
    clause: Passage,
    says: str,
    cells: Cells,
    expected: Decimal | None,
    severity: Severity = "error",
) -> Finding:
    said = clause.text.strip()
    start = clause.text.index(said)
    passage = clause.cut(start, start + len(said))
    doubtful = [a for a in cells if (cell := case.cell(a)) is not None and not cell.certain]
    if doubtful:
        severity = "warning"
        says += "表里这一格读表时已标为存疑，请先对照原表。"
    return case.prose.finding(
        "TEXT-CONTRADICTION",
        severity,
        passage,
        says,
        cells=cells,
        expected=expected,
        basis=_BASIS if cells else _WITHIN,
    )
