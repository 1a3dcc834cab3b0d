"""The prompts: Markdown files that staff may copy, edit and reset, filled in with values that are only ever data.

A prompt is what the program ships, or the edited copy in the data folder that takes its place. Whatever is wrong
with one is said when it is loaded, with the file and the line. jinja2 and yaml load on first use (0.1 s).
"""

from __future__ import annotations

import hashlib
import re
import traceback
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from assistant import resources
from assistant.errors import ConfigurationError

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LARGEST_FILE: Final = 200_000
"""Bytes that a prompt's file may have."""
LONGEST: Final = 60_000
"""Characters that a filled-in prompt may have."""

_NAME: Final = re.compile(r"[^\W_][\w-]*")
_FRONT: Final = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEYS: Final = ("purpose", "variables", "examples")
_GLOBALS: Final = ("range", "namespace")


@dataclass(frozen=True)
class Prompt:
    """One prompt. `body` is the template, `text` the whole file it stands in (in NFC, LF only)."""

    name: str
    purpose: str
    variables: dict[str, str]
    examples: tuple[str, ...]
    body: str
    edited: bool
    path: Path
    text: str = field(repr=False)

    @property
    def hash(self) -> str:
        """Tells versions apart in the log of calls: the first 16 hex digits of the text's SHA-256."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    def render(self, /, **values: object) -> str:
        """The template filled in. Values beyond the declared ones are left out.

        `ConfigurationError` when a declared one is missing, or when the template cannot be carried out.
        """
        missing = [name for name in self.variables if name not in values]
        if missing:
            raise self._fault(f"需要 {'、'.join(missing)}，程序没有给它。")
        given = {name: values[name] for name in self.variables}
        pieces: list[str] = []
        length = 0
        try:
            for piece in _sandbox().from_string(self.body).generate(given):
                pieces.append(piece)
                length += len(piece)
                if length > LONGEST:
                    break
        except Exception as error:  # an edited template can fail in any way
            raise self._fault(self._place(error) + _reason(error)) from error
        if length > LONGEST:
            raise self._fault(f"填好以后超过了 {LONGEST} 个字，太长了。")
        return "".join(pieces)

    def _place(self, error: Exception) -> str:
        """The line of the file that failed; jinja2 puts the template's own lines into the traceback."""
        lines = [n for f, n in traceback.walk_tb(error.__traceback__) if f.f_code.co_filename == "<template>"]
        return f"第 {lines[-1] + self.text[: -len(self.body)].count(chr(10))} 行" if lines else "有一处"

    def _fault(self, what: str) -> ConfigurationError:
        return _fault(self.name, self.path, self.edited, what)


def _reason(error: Exception) -> str:
    from jinja2.exceptions import SecurityError, UndefinedError  # noqa: PLC0415 - late

    if isinstance(error, UndefinedError):
        return f"用到了没有的内容（{error}）。"
    if isinstance(error, SecurityError):
        return f"用到了不许用的内容（{error}）。"
    return f"执行不了（{type(error).__name__}：{str(error)[:200]}）。"


def _fault(name: str, path: Path, edited: bool, what: str) -> ConfigurationError:
    advice = (
        f"请改正它，或者用 nianbao prompts reset {name} 恢复自带的那份。"
        if edited
        else "这是程序自带的文件，请重新安装程序。"
    )
    return ConfigurationError(f"提示词“{path}”{what}", advice)


def prompt_names() -> list[str]:
    """The names of all prompts there are, sorted."""
    stems = (path.stem for path in resources.prompts().glob("*.md"))
    return sorted(stem for stem in stems if _NAME.fullmatch(stem) and stem.lower() != "readme")


def list_prompts(home: Path | None = None) -> list[Prompt]:
    """Every prompt in force, by name. `ConfigurationError` at the first that cannot be used."""
    folder = _home(home)
    return [load_prompt(name, folder) for name in prompt_names()]


def load_prompt(name: str, home: Path | None = None) -> Prompt:
    """The prompt in force: the edited copy in `home` (that of the settings by default), else the shipped one.

    `ConfigurationError` when there is no such prompt, or its file cannot be used.
    """
    shipped, copy = _places(name, home)
    edited = _is_there(copy)
    path = copy if edited else shipped
    try:
        text = _text(path)
        facts, body = _front(text)
        purpose, variables, examples = _declared(facts)
        _check(body, set(variables), text[: len(text) - len(body)].count("\n"))
    except OSError as error:
        raise _fault(name, path, edited, f"读不了（{error.strerror}）。") from error
    except _UnusableError as error:
        raise _fault(name, path, edited, str(error)) from error
    return Prompt(name, purpose, variables, examples, body, edited, path, text)


def copy_prompt(name: str, home: Path | None = None) -> Path:
    """The copy in `home` that staff may edit; made from the shipped prompt when there is none yet."""
    from assistant.settings import make_folder  # noqa: PLC0415 - late

    shipped, copy = _places(name, home)
    if _is_there(copy):
        return copy
    make_folder(copy.parent)
    try:
        data = shipped.read_bytes()
        with copy.open("xb") as file:
            file.write(data)
    except FileExistsError:  # made by somebody else just now
        return copy
    except OSError as error:
        copy.unlink(missing_ok=True)  # half a copy would take the prompt's place
        raise ConfigurationError(
            f"提示词“{copy}”写不了（{error.strerror}）。", "请检查磁盘和数据文件夹的权限。"
        ) from error
    return copy


def reset_prompt(name: str, home: Path | None = None) -> Path | None:
    """Put the edited copy aside as ``<name>.md.bak-<n>``, so that the shipped prompt is in force again.

    Where it is now; `None` when there was no copy.
    """
    _, copy = _places(name, home)
    if not _is_there(copy):
        return None
    aside = next(p for n in count(1) if not _is_there(p := copy.with_name(f"{copy.name}.bak-{n}")))
    try:
        return copy.rename(aside)
    except OSError as error:
        raise ConfigurationError(
            f"提示词“{copy}”移不开（{error.strerror}）。", "请检查数据文件夹的权限，或者自己把它移走。"
        ) from error


def _home(home: Path | None) -> Path:
    if home is not None:
        return home
    from assistant.settings import load_settings  # noqa: PLC0415 - late

    return load_settings().home


def _places(name: str, home: Path | None) -> tuple[Path, Path]:
    """Where the shipped prompt and its edited copy are; a name that is no prompt's never becomes a path."""
    names = prompt_names()
    if name not in names:
        known = f"可以用的提示词：{'、'.join(names)}。" if names else "程序还没有自带的提示词。"
        raise ConfigurationError(f"没有名叫“{name}”的提示词。", known)
    return resources.prompts() / f"{name}.md", _home(home) / "prompts" / f"{name}.md"


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError as error:
        raise ConfigurationError(
            f"数据文件夹里的“{path}”看不了（{error.strerror}）。", "请检查数据文件夹的权限。"
        ) from error


class _UnusableError(Exception):
    """What is wrong with a file, in words that go on from its name."""


def _text(path: Path) -> str:
    if not path.is_file():
        raise _UnusableError("不是文件。")
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise _UnusableError(f"超过了 {LARGEST_FILE // 1000} KB，太大了。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnusableError("不是 UTF-8 编码，请用记事本另存为 UTF-8。") from error
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _front(text: str) -> tuple[Any, str]:
    """The front matter as YAML reads it, and the template after it."""
    import yaml  # noqa: PLC0415 - late

    front = _FRONT.match(text)
    if front is None:
        raise _UnusableError("开头没有说明部分：第一行应为“---”，写完 purpose 和 variables 再来一行“---”。")
    body = text[front.end() :].lstrip("\n")
    if not body.strip():
        raise _UnusableError("只有说明部分，后面没有正文。")
    try:
        return yaml.safe_load(front[1]), body
    except yaml.MarkedYAMLError as error:
        place = f"第 {error.problem_mark.line + 2} 行" if error.problem_mark else "有一处"
        raise _UnusableError(f"说明部分{place}的写法不对（{error.problem}）。") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _UnusableError("说明部分的写法不对。") from error


def _declared(facts: Any) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """Purpose, variables and examples, each of the kind it should be."""
    if not isinstance(facts, dict):
        raise _UnusableError("的说明部分应是一行一项的“名称: 内容”。")
    strange = [str(key) for key in facts if key not in _KEYS]
    if strange:
        raise _UnusableError(f"的说明部分有不认识的项“{strange[0]}”，可以写 {'、'.join(_KEYS)}。")
    purpose = facts.get("purpose")
    if not _is_words(purpose):
        raise _UnusableError("的说明部分缺少 purpose（一句话说明用途）。")
    if "variables" not in facts:
        raise _UnusableError("的说明部分缺少 variables（没有变量就写“variables: {}”）。")
    variables = facts["variables"] or {}
    if not isinstance(variables, dict):
        raise _UnusableError("的 variables 应是一行一个的“变量名: 说明”。")
    for name, meaning in variables.items():
        if not (isinstance(name, str) and name.isidentifier() and _is_words(meaning)):
            raise _UnusableError(f"的 variables 里“{name}”写得不对，应为“变量名: 文字说明”。")
    examples = facts.get("examples") or []
    if not (isinstance(examples, list) and all(_is_words(example) for example in examples)):
        raise _UnusableError("的 examples 应是一段一段的文字，每段前面加“- ”。")
    return purpose.strip(), variables, tuple(examples)


def _is_words(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


@cache
def _sandbox() -> ImmutableSandboxedEnvironment:
    """Templates see their values and nothing else: no loader, so no other files; no private attributes."""
    from jinja2 import StrictUndefined  # noqa: PLC0415 - late
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - late

    sandbox = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    sandbox.globals = {name: sandbox.globals[name] for name in _GLOBALS}
    return sandbox


def _check(body: str, declared: set[str], before: int) -> None:
    """Find now what rendering would stumble over; `before` is the number of lines above the body."""
    from jinja2 import TemplateSyntaxError, meta, nodes  # noqa: PLC0415 - late

    try:
        tree = _sandbox().parse(body)
        outside = next(tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)), None)
        used = meta.find_undeclared_variables(tree) - set(_GLOBALS)
        _sandbox().compile(body)
    except TemplateSyntaxError as error:
        raise _UnusableError(f"第 {error.lineno + before} 行的模板写法不对（{error.message}）。") from error
    except Exception as error:  # an edited template can fail in any way
        raise _UnusableError(f"的模板用不了（{type(error).__name__}：{str(error)[:200]}）。") from error
    if outside is not None:
        raise _UnusableError(f"第 {outside.lineno + before} 行要用别的文件，提示词里不许这样。")
    unknown = sorted(used - declared)
    if unknown:
        raise _UnusableError(f"的正文用了没有在 variables 里说明的变量：{'、'.join(unknown)}。")
