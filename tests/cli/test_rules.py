"""The commands about the rules through their front door: pages, JSON, standard input, exit codes, bad input."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import assistant
from assistant.answering import Answer
from assistant.cli import main
from assistant.cli.width import width
from assistant.library.search import Hit
from tests.answering.test_commands import PLAN
from tests.cli.helpers import error_of
from tests.intake.statutes import BODY, HEAD, as_docx
from tests.support.library import FORM, RULES

pytestmark = pytest.mark.usefixtures("home")

ASKED = "收到申请多少天内答复"
WORDING = "示例机关在履行示例职能过程中制作的示例信息"

HIT = {"id": str, "kind": str, "title": str, "article": str, "text": str, "score": float, "source": str}
HIT_BESIDE = {"part", "version", "in_force", "silent"}
ANSWER = {"text": str, "citations": list, "abstained": bool, "silent": bool, "followups": list}
ANSWER_BESIDE = {"kind", "worded_by", "notices"}
CITATION = {"title": str, "article": str, "text": str, "source": str, "in_force": bool}
CITATION_BESIDE = {"id", "number", "version", "part", "official", "checked", "remark"}


@pytest.fixture
def statute(tmp_path) -> Path:
    path = tmp_path / "示例条例.docx"
    path.write_bytes(as_docx([*HEAD, *BODY]))
    return path


def page(run, *arguments, **options) -> str:
    """What a command prints for people; nothing wider than a terminal, no line led by a closing mark."""
    ran = run(*arguments, **options)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert all(width(line) < 80 for line in lines)
    assert not any(line.strip()[:1] in set("，。；：、）》】") for line in lines)
    return ran.out


def made(run, *arguments, **options):
    """What a command prints as JSON; nothing else on standard output or beside it."""
    ran = run(*arguments, "--json", **options)
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def has_shape(value: dict[str, object], shape: dict[str, type], beside: set[str]) -> None:
    assert set(value) == set(shape) | beside
    assert {name: type(value[name]) for name in shape} == shape


def flat(text: str) -> str:
    """A page without its line breaks and indents."""
    return "".join(line.strip() for line in text.splitlines())


# --- ask --------------------------------------------------------------------------------------------------------


def test_ask_answers_first_then_says_where_it_stands(run):
    out = page(run, "ask", ASKED)
    answer, basis, next_questions = out.split("\n\n")
    assert "20个工作日" in flat(answer)
    assert flat(answer).endswith(f"（《{RULES}》（2019年修订）第三十三条）")
    assert basis.startswith(f"依据：\n  1. 《{RULES}》（2019年修订）第三十三条\n     要点：")
    assert "\n     来源：" in basis
    assert next_questions.startswith("还可以问：\n  · ")


def test_ask_as_json_is_the_contract(run):
    value = made(run, "ask", ASKED)
    has_shape(value, ANSWER, ANSWER_BESIDE)
    (citation,) = value["citations"]
    has_shape(citation, CITATION, CITATION_BESIDE)
    assert (citation["title"], citation["article"], citation["in_force"]) == (RULES, "第三十三条", True)
    assert (value["abstained"], value["silent"], value["kind"]) == (False, False, "rule")
    assert all(isinstance(one, str) for one in value["followups"])
    with assistant.Library.open(resident=False) as library:
        assert Answer.model_validate(value) == assistant.answer_question(ASKED, library=library)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_ask_from_standard_input(run, encoding):
    data = "条例33条怎么规定的\r\n".encode(encoding)
    assert made(run, "ask", "-", stdin=data)["citations"][0]["article"] == "第三十三条"


def test_what_the_answer_has_said_is_not_said_again(run):
    out = page(run, "ask", "条例33条")
    assert flat(out).count("能当场答复的当场答复") == 1
    overtaken = flat(page(run, "ask", "2019年60号文"))
    assert overtaken.count("这一件已被取代") == 1


def test_silence_and_abstention_are_answers(run):
    value = made(run, "ask", "年报字数有没有上限")
    assert (value["silent"], value["abstained"]) == (True, False)
    assert flat(page(run, "ask", "年报字数有没有上限")).startswith("规定没有写。")
    value = made(run, "ask", "今天天气怎么样")
    assert (value["abstained"], value["citations"]) == (True, [])
    out = page(run, "ask", "今天天气怎么样")
    assert "查过的最接近的是" in flat(out)
    assert "依据：" not in out
    assert made(run, "ask", "我们今年不予公开多少件")["kind"] == "own_figures"


def test_ask_counts(run, home):
    out = page(run, "ask", "45件要收多少钱")
    assert out.startswith("信息处理费按件计收，45件是5500元。\n")
    assert made(run, "ask", "2026年2月2日收到的，哪天到期")["text"].startswith("答复申请最晚到2026年3月6日")
    (home / "holidays.toml").write_text(PLAN, encoding="utf-8")  # the data folder's own calendar counts
    text = made(run, "ask", "2027年2月1日收到的，哪天到期")["text"]
    assert text.startswith("答复申请最晚到2027年3月5日")


NONSENSE = [
    "'; DROP TABLE entries; --",
    "😀🎉👨‍👩‍👧‍👦",
    "What is the deadline?",
    "情報公開の回答期限は何日ですか",
    "%s {0} <script>alert(1)</script>",
]


@pytest.mark.parametrize("question", NONSENSE)
def test_absurd_questions_are_not_answered(run, question):
    assert "没有找到能回答这个问题的规定" in flat(page(run, "ask", question))


def test_ten_thousand_characters(run):
    for text in ("平" * 10_000, "a" * 10_000):
        has_shape(made(run, "ask", text), ANSWER, ANSWER_BESIDE)
    assert len(made(run, "search", ASKED + "，" * 10_000)) <= 10
    assert made(run, "ask", "-", stdin=("条例33条" + "\n" * 10_000).encode())["kind"] == "address"


# --- search -----------------------------------------------------------------------------------------------------


def test_search_shows_place_and_beginning(run):
    out = page(run, "search", ASKED, "-k", "3")
    lines = out.splitlines()
    assert lines[0] == f"  1. 《{RULES}》第三十三条"
    assert lines[1].startswith("     能当场答复的当场答复")
    assert [line[:5] for line in lines if line[:5].strip()] == ["  1. ", "  2. ", "  3. "]


def test_search_as_json_is_the_contract(run):
    hits = made(run, "search", ASKED, "-k", "5")
    assert len(hits) == 5
    for hit in hits:
        has_shape(hit, HIT, HIT_BESIDE)
        assert hit["kind"] in {"regulation", "report"}
    assert (hits[0]["id"], hits[0]["article"]) == (f"{RULES} 第三十三条", "第三十三条")
    assert "711号" in hits[0]["source"]
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)
    with assistant.Library.open(resident=False) as library:
        assert [Hit.model_validate(hit) for hit in hits] == library.search(ASKED, k=5)
    assert len(made(run, "search", ASKED)) == 10


def test_search_by_kind_and_unit(run):
    for kind in ("regulation", "report"):
        hits = made(run, "search", "依申请公开", "--kind", kind)
        assert {hit["kind"] for hit in hits} == {kind}
    hits = made(run, "search", "依申请公开", "--unit-kind", "教育", "--level", "部门", "--year", "2023")
    assert {hit["title"] for hit in hits} == {"示例县教育局2023年政府信息公开工作年度报告"}
    out = page(run, "search", "依申请公开", "--kind", "report", "-k", "1")
    assert out.startswith("  1. 示例")
    assert page(run, "search", "依申请公开", "--year", "1999") == "没有找到。可以换个说法，或者用更短的词。\n"


def test_search_from_standard_input(run):
    hits = made(run, "search", "-", "-k", "1", stdin=ASKED.encode("gb18030"))
    assert hits[0]["article"] == "第三十三条"


def test_what_the_rules_do_not_say_is_marked_once(run):
    out = flat(page(run, "search", "年报字数有没有上限", "-k", "3"))
    assert f"《{RULES}》规定没有写：年报字数上限" in out
    assert "规定没有写）" not in out


# --- corpus -----------------------------------------------------------------------------------------------------


def test_corpus_list(run, statute):
    shipped = page(run, "corpus", "list")
    assert shipped.startswith("随程序自带 ")
    assert "您导入的" not in shipped
    assert "中华人民共和国政府信息公开条例（国务院令第711号，2019年修订）" in flat(shipped).replace("\n", "")
    records = made(run, "corpus", "list")
    assert {record["origin"] for record in records} == {"shipped"}
    (rules,) = (record for record in records if record["title"] == RULES)
    assert (rules["id"], rules["shelf"]) == ("regulations/政府信息公开条例", "provisions")
    number = made_added(run, statute)[0]["id"]
    added = page(run, "corpus", "list").partition("您导入的 1 个：\n")[2]
    assert added.startswith(f"  {number}  官方文本")
    assert HEAD[0] in flat(added)


def made_added(run, *files: Path):
    ran = run("corpus", "add", *files, "--json")
    assert ran.code == 0
    return json.loads(ran.out)


def test_corpus_add_find_and_remove(run, statute):
    ran = run("corpus", "add", statute)
    assert (ran.code, ran.out) == (0, "")
    number = ran.err.partition("（")[2].partition("）")[0]
    assert ran.err == f"已导入《{HEAD[0]}》（{number}）：6 条。\n"
    assert f"{number} 第二条" in [hit["id"] for hit in made(run, "search", WORDING)]
    out = flat(page(run, "ask", f"{HEAD[0]}第四条"))
    assert f"《{HEAD[0]}》（2019年修订）第四条：示例机关应当自收到示例申请之日起20个工作日内答复" in out

    again = run("corpus", "add", statute)
    assert (again.code, again.err) == (0, f"“示例条例.docx”库里已经有了（{number}），没有变化。\n")
    assert [record["new"] for record in made_added(run, statute)] == [False]

    ran = run("corpus", "remove", number)
    assert (ran.code, ran.out, ran.err) == (0, "", f"已移除 {number}。\n")
    assert f"{number} 第二条" not in [hit["id"] for hit in made(run, "search", WORDING, "-k", "100")]
    assert (
        error_of(run("corpus", "remove", number)) == f"库里没有编号 {number}。编号请看 nianbao corpus list。"
    )


def test_corpus_add_as_json(run, statute):
    ran = run("corpus", "add", statute, "--json")
    (record,) = json.loads(ran.out)
    assert (record["new"], record["attached"], record["title"]) == (True, 0, HEAD[0])
    assert (record["shelf"], record["entries"], record["name"]) == ("texts", 6, "示例条例.docx")
    assert ran.err.startswith("已导入《")


@pytest.mark.shared
def test_the_official_wording_is_shown(run, shared_regulations):
    ran = run("corpus", "add", shared_regulations)
    assert "56 条，其中 56 条挂到了库里已有的条文下。" in ran.err
    out = page(run, "ask", ASKED)
    basis = out.partition("依据：")[2]
    assert "要点：" not in basis
    assert "官方原文：行政机关收到政府信息公开申请，能够当场答复的" in flat(basis)
    paragraphs = [line for line in basis.splitlines() if line.startswith("     行政机关")]
    assert len(paragraphs) == 2, "every 款 on a line of its own"


@pytest.fixture
def shared_regulations() -> Path:
    from tests.support.shared import shared_file

    return shared_file("regulations/政府信息公开条例-2019.md")


def test_one_bad_file_does_not_hold_up_the_rest(run, statute, tmp_path):
    letter = tmp_path / "信.txt"
    letter.write_text("今天天气很好，我们去公园。\n" * 50, encoding="utf-8")
    ran = run("corpus", "add", letter, statute, tmp_path / "没有.pdf", tmp_path, "--json")
    assert ran.code == 2
    assert [record["title"] for record in json.loads(ran.out)] == [HEAD[0]]
    lines = ran.err.splitlines()
    assert lines[0].startswith(f"已导入《{HEAD[0]}》")
    assert lines[1].startswith("“信.txt”没有导入：认不出这是法规")
    assert lines[2].startswith("“没有.pdf”没有导入：找不到文件")
    assert "是一个文件夹" in lines[3]
    assert lines[4] == "错误：4 个文件里有 3 个没有导入。原因见上；其余的已经导入。"
    alone = run("corpus", "add", letter)
    assert alone.err.splitlines()[-1] == "错误：1 个文件里有 1 个没有导入。原因见上。"


def test_corpus_remove_says_what_was_removed(run, statute):
    number = made_added(run, statute)[0]["id"]
    ran = run("corpus", "remove", "没有", number, "added/00000000")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        f"已移除 {number}。",
        "错误：库里没有编号 没有、added/00000000。编号请看 nianbao corpus list。",
    ]
    message = error_of(run("corpus", "remove", "regulations/政府信息公开条例"))
    assert message == f"《{RULES}》是随程序自带的，不能移除。能移除的只有您自己导入的文件。"


# --- index and eval -----------------------------------------------------------------------------------------------


def test_index(run):
    count = len(made(run, "corpus", "list"))
    for arguments in (["index"], ["index", "--rebuild"]):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (0, "")
        assert ran.err.startswith(f"规定库已是最新：{count} 个文件，")
        assert ran.err.endswith("没有向量，只按词语检索。\n")
    assert made(run, "search", ASKED)[0]["article"] == "第三十三条"


QUESTIONS = [
    {"id": "a", "question": ASKED, "kind": "deadline", "gold": [[RULES, "第三十三条"]], "answerable": "yes"},
    {
        "id": "b",
        "question": "年报最后一部分写什么",
        "kind": "自拟",
        "gold": [[FORM, "没有"]],
        "answerable": "yes",
    },
    {"id": "c", "question": "今天天气怎么样", "kind": "who", "gold": [], "answerable": "no"},
]


@pytest.fixture
def questions(tmp_path) -> Path:
    path = tmp_path / "小题集.jsonl"
    path.write_text("\n".join(json.dumps(q, ensure_ascii=False) for q in QUESTIONS), encoding="utf-8")
    return path


def test_eval(run, questions):
    out = page(run, "eval", questions)
    lines = out.splitlines()
    assert lines[0] == "题目集 小题集：3 道"
    assert next(line for line in lines if line.startswith("年报助手")).split()[1] == "50.0%"
    assert [line.split()[:2] for line in lines if line.startswith(("期限", "自拟"))] == [
        ["期限", "1"],
        ["自拟", "1"],
    ]
    assert "答不了的题，拒答或者说明规定没有写：100.0%" in lines
    assert "规定没有写的题，说明没有写：—" in lines


def test_eval_as_json(run, questions, tmp_path):
    found = made(run, "eval", questions)
    assert list(found) == ["小题集"]
    assert (found["小题集"]["questions"], found["小题集"]["refused"]) == (3, 1.0)
    (tmp_path / "又").mkdir()
    other = tmp_path / "又" / questions.name
    other.write_text(json.dumps(QUESTIONS[0]), encoding="utf-8")
    found = made(run, "eval", questions, other)
    assert [one["questions"] for one in found.values()] == [3, 1], "two files of one name are two sets"


# --- what cannot be used --------------------------------------------------------------------------------------------

NOTHING = "没有看到问题。请把要问的事写出来，例如“收到申请多少天内答复”。"
NO_WORDS = "没有看到检索词。请写要找的词或者一句话，例如“答复期限”。"
REFUSED = [
    (["ask"], "缺少参数“问题”。用法请看：nianbao ask --help"),
    (["ask", ""], NOTHING),
    (["ask", "\u3000\u200b \n"], NOTHING),
    (["ask", "-"], NOTHING),
    (["ask", "第三十三条", "怎么规定的"], "多出了“怎么规定的”，不知道是什么；文件名里有空格时请加引号。用法请看：nianbao ask --help"),
    (["search"], "缺少参数“检索词”。用法请看：nianbao search --help"),
    (["search", " "], NO_WORDS),
    (["search", "-", "--json"], NO_WORDS),
    (["search", "答复", "-k", "0"], "选项 -k 的值“0”不能用。请写 1 到 100 之间的整数。"),
    (["search", "答复", "-k", "101"], "选项 -k 的值“101”不能用。请写 1 到 100 之间的整数。"),
    (["search", "答复", "-k", "十"], "选项 -k 的值“十”不能用。请写 1 到 100 之间的整数。"),
    (["search", "答复", "-k", "-1"], "选项 -k 的值“-1”不能用。请写 1 到 100 之间的整数。"),
    (["search", "答复", "-k", "9" * 5000], f"选项 -k 的值“{'9' * 5000}”不能用。请写 1 到 100 之间的整数。"),
    (["search", "答复", "--kind", "规定"], "选项 --kind 的值不能是“规定”。可以是 regulation、report。"),
    (["search", "答复", "--year", "今年"], "选项 --year 的值“今年”不能用。请写 1 到 9999 之间的整数。"),
    (["corpus", "foo"], "没有命令“foo”。可以用的命令：list、add、remove。用法请看：nianbao corpus --help"),
    (["corpus", "add"], "缺少参数“文件…”。用法请看：nianbao corpus add --help"),
    (["corpus", "remove"], "缺少参数“编号…”。用法请看：nianbao corpus remove --help"),
    (["corpus", "list", "--all"], "没有选项“--all”。用法请看：nianbao corpus list --help"),
    (["index", "甲"], "多出了“甲”，不知道是什么；文件名里有空格时请加引号。用法请看：nianbao index --help"),
    (["eval", "没有.jsonl"], "题目文件“没有.jsonl”读不了。请检查路径，文件要是 UTF-8 编码的 JSONL。"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "says"), REFUSED, ids=lambda v: " ".join(v)[:30] if isinstance(v, list) else ""
)
def test_what_cannot_be_used(run, tmp_path, monkeypatch, arguments, says):
    monkeypatch.chdir(tmp_path)
    assert error_of(run(*arguments)) == says
    assert list(tmp_path.iterdir()) == []


def test_a_question_that_is_no_text(run):
    assert error_of(run("ask", "-", stdin=b"\x89PNG\r\n\x1a\n" + bytes(range(256)))).startswith(
        "认不出这个文件的格式"
    )


def test_no_standard_input_at_all(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["ask", "-"]) == 2
    assert capsys.readouterr().err == "错误：没有标准输入可读。请改用文件名。\n"


def test_a_group_by_itself_shows_its_help(run):
    ran = run("corpus")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == run("corpus", "--help").out
    assert "用法：nianbao corpus 命令 …" in ran.err


def test_a_question_file_that_cannot_be_read_is_named_with_its_line(run, questions):
    questions.write_text(questions.read_text(encoding="utf-8") + "\n不是 JSON", encoding="utf-8")
    assert error_of(run("eval", questions)).startswith("题目文件“小题集.jsonl”第 4 行读不懂。每行写成 {")


def test_wrong_settings_are_said(run, monkeypatch):
    monkeypatch.setenv("NIANBAO_EMBEDDING", "没有这种")
    for command in (["ask", ASKED], ["search", ASKED], ["corpus", "list"], ["index"]):
        assert "NIANBAO_EMBEDDING" in error_of(run(*command))


def test_a_folder_that_cannot_be_written_is_said_and_answered_all_the_same(run, home, monkeypatch):
    """A library in memory: a question is answered, and what had to be told stands beside the answer."""
    monkeypatch.setenv("NIANBAO_HOME", str(home / "holidays"))
    (home / "holidays").mkdir()
    (home / "holidays" / "library").touch()
    ran = run("ask", "条例33条", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["citations"][0]["article"] == "第三十三条"
    assert "写不了，规定库这一次放在内存里，导入的文件不会留下。" in ran.err
