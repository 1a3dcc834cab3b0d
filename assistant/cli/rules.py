"""The commands about the rules: ``ask``, ``search``, ``corpus``, ``index`` and ``eval``."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from assistant.cli.failures import DONE
from assistant.cli.streams import result, result_json, tell
from assistant.cli.usage import Command, Group
from assistant.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.answering.evaluation import Quality
    from assistant.intake.library import Library
    from assistant.library.catalogue import Progress

_ASK: Final = "问规定：先给答案，再给条文出处；库里没有的直说没有。也能算期限和收费。"
_SEARCH: Final = "在规定和往年报告里检索，列出最接近的几条。"
_CORPUS: Final = "规定库里的文件：列出、导入、移除。"
_LIST: Final = "列出规定库里的文件。"
_ADD: Final = """导入官方文本或往年年报（.docx、.pdf、.html、.txt、.md），可以一次写几个。
官方文本按条切开，挂到库里已有的条文下；同一个文件再导入一次不会有变化。"""
_REMOVE: Final = "移除您导入过的文件；编号见 corpus list。"
_INDEX: Final = "建好或更新规定库的索引，显示进度；随时可以中断，下次接着做。"
_EVAL: Final = "用题目集测检索和问答的质量，打印一张表。"

_KINDS: Final = ("regulation", "report")
_MOST: Final = 100

AsJson = Annotated[bool, typer.Option("--json", help="只输出 JSON，供别的程序用")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("ask", cls=Command, help=_ASK)(ask)
    app.command("search", cls=Command, help=_SEARCH)(search)
    corpus = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True)
    corpus.command("list", cls=Command, help=_LIST)(corpus_list)
    corpus.command("add", cls=Command, help=_ADD)(corpus_add)
    corpus.command("remove", cls=Command, help=_REMOVE)(corpus_remove)
    app.add_typer(corpus, name="corpus", help=_CORPUS)
    app.command("index", cls=Command, help=_INDEX)(index)
    app.command("eval", cls=Command, help=_EVAL)(evaluate)


def ask(
    question: Annotated[
        str, typer.Argument(metavar="问题", help="要问的话，有空格时加引号；写“-”从标准输入读")
    ],
    without_model: Annotated[
        bool, typer.Option("--no-model", help="配置了模型也不用，直接给规定库的回答")
    ] = False,
    after: Annotated[
        list[str] | None,
        typer.Option(
            "--after",
            metavar="前一个问题",
            help="接着哪个问题问的，如 --after “多少天答复” “那延期呢”；可以写几次",
        ),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Answer a question from the library."""
    from datetime import date

    from assistant.answering import WordedAnswers, answer_question
    from assistant.cli import with_model
    from assistant.cli.show_answer import page
    from assistant.conversation.days import calendar

    words = _words(question, "没有看到问题。", "请把要问的事写出来，例如“收到申请多少天内答复”。")
    use = with_model.is_configured() and not without_model
    model = WordedAnswers(with_model.opened("您的问题和查到的条文")) if use else None
    with _library() as library:
        answer = answer_question(
            words, library=library, model=model, today=date.today(), calendar=calendar(), history=after or ()
        )
    if as_json:
        result_json(answer.model_dump(mode="json"))
    else:
        result(page(answer))
    for notice in answer.notices:
        tell(notice)
    return DONE


def search(
    query: Annotated[str, typer.Argument(metavar="检索词", help="词、短语或者一句话；写“-”从标准输入读")],
    count: Annotated[str, typer.Option("-k", metavar="条数", help="最多列几条，默认 10")] = "10",
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="种类", help="regulation（规定）或 report（往年报告）；不写两种都找"),
    ] = None,
    unit_kind: Annotated[
        str | None,
        typer.Option("--unit-kind", metavar="系统", help="只找这类单位的报告，如 教育、公安、乡镇"),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option("--level", metavar="层级", help="只找这一级的报告：市级、县级、乡镇街道或部门"),
    ] = None,
    year: Annotated[str | None, typer.Option("--year", metavar="年份", help="只找这一年的报告")] = None,
    as_json: AsJson = False,
) -> int:
    """Search the library."""
    from assistant.cli.show_answer import hits_page

    if kind is not None and kind not in _KINDS:
        raise InputError(f"选项 --kind 的值不能是“{kind}”。", f"可以是 {'、'.join(_KINDS)}。")
    k = _number("-k", count, _MOST)
    when = None if year is None else _number("--year", year, 9999)
    words = _words(query, "没有看到检索词。", "请写要找的词或者一句话，例如“答复期限”。")
    with _library() as library:
        hits = library.search(words, k, kind, unit_kind=unit_kind, level=level, year=when)
    if as_json:
        result_json([hit.model_dump(mode="json") for hit in hits])
    else:
        result(hits_page(hits))
    return DONE


def corpus_list(as_json: AsJson = False) -> int:
    """Show every document of the library."""
    from assistant.cli.show_answer import documents_page

    with _library() as library:
        documents = library.documents()
    if as_json:
        result_json([document.model_dump(mode="json") for document in documents])
    else:
        result(documents_page(documents))
    return DONE


def corpus_add(
    files: Annotated[list[Path], typer.Argument(metavar="文件…", help="官方文本或往年年报")],
    as_json: AsJson = False,
) -> int:
    """Take files in; one that cannot be read is named, and the rest is taken in all the same."""
    from assistant.cli.show_answer import added_line

    done, refused = [], []
    with _library() as library:
        for file in files:
            try:
                done.append(library.add(file))
            except InputError as error:
                refused.append(f"“{file.name or file}”没有导入：{error}")
        if any(added.new for added in done):
            with _progress("正在做向量") as progress:
                library.embed(progress)
    for line in [added_line(added) for added in done] + refused:
        tell(line)
    if as_json:
        result_json(
            [{"new": a.new, "attached": a.attached, **a.record.model_dump(mode="json")} for a in done]
        )
    if refused:
        rest = "；其余的已经导入" if done else ""
        raise InputError(f"{len(files)} 个文件里有 {len(refused)} 个没有导入。", f"原因见上{rest}。")
    return DONE


def corpus_remove(
    numbers: Annotated[
        list[str], typer.Argument(metavar="编号…", help="corpus list 里的编号，如 added/1a2b3c4d")
    ],
) -> int:
    """Take documents out of the library."""
    missing = []
    with _library() as library:
        for number in numbers:
            if library.remove(number):
                tell(f"已移除 {number}。")
            else:
                missing.append(number)
    if missing:
        raise InputError(f"库里没有编号 {'、'.join(missing)}。", "编号请看 nianbao corpus list。")
    return DONE


def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="扔掉检索索引，全部重建")] = False,
) -> int:
    """Bring every index up to date."""
    with _library() as library:
        if rebuild:
            library.rebuild()
        with _progress("正在做向量") as progress:
            made = library.embed(progress)
        documents = library.documents()
        meaning = library.options.embedder is not None
    entries = sum(document.entries for document in documents)
    how = f"新做向量 {made} 条" if meaning else "没有向量，只按词语检索"
    tell(f"规定库已是最新：{len(documents)} 个文件，{entries} 个条目，{how}。")
    return DONE


def evaluate(
    questions: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[题目文件…]", help="JSONL 题目集（问规定的，或者审稿的）；不写就用源码里自带的"
        ),
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="列出审稿题里漏掉的和误报的")] = False,
    as_json: AsJson = False,
) -> int:
    """Measure search and answers on question sets, and the checks on reports with planted errors."""
    from assistant import quality
    from assistant.answering import evaluation
    from assistant.cli import show_eval

    paths = questions or [*evaluation.shipped_sets(), *quality.shipped_sets()]
    stems = [path.stem for path in paths]
    names = {p: str(p) if stems.count(p.stem) > 1 else p.stem for p in paths}
    reviews = [p for p in paths if quality.is_case_file(p)]
    asked = {names[p]: evaluation.read_questions(p) for p in paths if p not in reviews}
    planted = {names[p]: quality.read_cases(p) for p in reviews}
    found: dict[str, Quality | quality.Review] = {}
    if asked:
        with _library() as library:
            found |= {name: evaluation.evaluate(one, library) for name, one in asked.items()}
    found |= {name: quality.evaluate(cases) for name, cases in planted.items()}
    if as_json:
        result_json({name: one.model_dump(mode="json") for name, one in found.items()})
    else:
        result("\n\n".join(show_eval.any_page(name, one, details=details) for name, one in found.items()))
    return DONE


def _words(text: str, nothing: str, advice: str) -> str:
    """What is asked for, from the command line or from standard input; `InputError` when there is nothing to ask."""
    from assistant.library.text import as_query

    if text == "-":
        from assistant.cli.streams import standard_input
        from assistant.reading.open import decode

        data = standard_input()
        text = decode(data) if data.strip() else ""
    if not as_query(text):
        raise InputError(nothing, advice)
    return text


def _number(option: str, text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= most:
        raise InputError(f"选项 {option} 的值“{text}”不能用。", f"请写 1 到 {most} 之间的整数。")
    return int(text)


@contextmanager
def _library() -> Iterator[Library]:
    """The library for one command; what had to be told while it opened goes to standard error."""
    from assistant import Library

    with Library.open(resident=False, embed=False) as library:
        told = list(library.notices)
        for line in told:
            tell(line)
        yield library
        for line in library.notices[len(told) :]:
            tell(line)


@contextmanager
def _progress(what: str) -> Iterator[Progress]:
    """A bar on standard error where somebody watches; nothing in a pipe."""
    from rich import progress as bars
    from rich.console import Console

    columns = (
        bars.TextColumn(what),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("还要"),
        bars.TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with bars.Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
