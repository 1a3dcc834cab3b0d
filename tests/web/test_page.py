"""The page's handlers, called as Gradio calls them: a dict by component in, a dict by component out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

import assistant
from assistant.export import export_report
from assistant.web import desk, texts
from assistant.web.desk import Desk
from assistant.web.paste import as_value
from tests.support.reports import busy_report
from tests.web.tables import ATTACKS, as_html, as_text, faulty


class Session:
    """One browser tab: keeps the components' values and calls the handlers."""

    def __init__(self, blocks: gr.Blocks) -> None:
        self.blocks = blocks
        self.components = {c.elem_id: c for c in blocks.blocks.values() if getattr(c, "elem_id", None)}
        self.values: dict[Any, Any] = {
            c: c.value for c in blocks.blocks.values() if isinstance(c, gr.components.Component)
        }
        self.values[self.state] = Desk()

    @property
    def state(self) -> gr.State:
        return next(c for c in self.blocks.blocks.values() if isinstance(c, gr.State))

    def __getitem__(self, elem_id: str) -> Any:
        return self.values[self.components[elem_id]]

    def __setitem__(self, elem_id: str, value: Any) -> None:
        self.values[self.components[elem_id]] = value

    def __call__(self, handler: str, **given: Any) -> Session:
        """Run the handler of this name after filling in `given` (underscores for dashes)."""
        for name, value in given.items():
            self[name.replace("_", "-")] = value
        function = next(f for f in self.blocks.fns.values() if f.name == handler)
        assert function.inputs_as_dict
        assert function.api_visibility == "private"
        assert function.fn
        shown = function.fn({c: self.values[c] for c in function.inputs})
        allowed = set(function.outputs)
        assert set(shown) <= allowed
        for component, value in shown.items():
            self.values[component] = value.value if isinstance(value, gr.components.Component) else value
        return self


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "gradio"))
    return tmp_path / "gradio"


@pytest.fixture
def tab(blocks: gr.Blocks, folder: Path) -> Iterator[Session]:
    yield Session(blocks)


def pasted(report: Any) -> str:
    return as_value(as_html(report), "测试")


def test_paste_shows_tables_findings_and_files(tab: Session, folder: Path) -> None:
    tab("pasted", nb_paste_now=pasted(faulty()))
    assert (tab["nb-unit"], tab["nb-year"]) == ("示例市自然资源和规划局", "2025")
    assert "<strong>200</strong>格" in tab["nb-summary"]
    assert tab["nb-tables"].count("<table") == 3
    assert "应为 9" in tab["nb-checkup"]
    assert texts.NO_DRAFT_YET in tab["nb-draft"]
    assert "处错误" in tab["nb-take"]
    for kind in ("docx", "html", "xlsx", "md"):
        path = Path(tab[f"nb-get-{kind}"]["path"])
        assert path.is_relative_to(folder)
        assert path.parent.stat().st_mode & 0o077 == 0
        assert path.name == f"示例市自然资源和规划局2025年政府信息公开工作年度报告.{kind}"
        assert path.stat().st_size > 1000


def test_upload_remove_and_previous_report(tab: Session, tmp_path: Path) -> None:
    now, before = tmp_path / "今年.docx", tmp_path / "去年.xlsx"
    export_report(busy_report({"requests.carried_over.natural_person": 3}), now)
    export_report(busy_report(year=2024), before)
    tab("uploaded", nb_file_now=str(now))
    assert "文件“今年.docx”" in tab["nb-summary"]
    assert "没有给上年报告" in tab["nb-checkup"]
    tab("uploaded_before", nb_file_before=str(before))
    assert "上年报告：" in tab["nb-summary"]
    assert "没有给上年报告" not in tab["nb-checkup"]
    tab("pasted_before", nb_paste_before=pasted(busy_report(unit="示例县教育局", year=2024)))
    assert "上年报告：示例县教育局" in tab["nb-summary"]
    tab("uploaded", nb_file_now=None)
    assert texts.NOTHING_YET in tab["nb-summary"]
    assert tab["nb-get-docx"] is None


def test_draft_then_edit_then_draft(tab: Session) -> None:
    tab("pasted", nb_paste_now=pasted(busy_report()))("drafted", nb_notes="培训2次，58人次")
    assert "58人次" in tab["nb-draft"]
    assert "个有出处" in tab["nb-draft"]
    tab("edited")
    assert tab["nb-stale"] == ""
    tab("edited", nb_notes="培训3次")
    assert texts.STALE in tab["nb-stale"]
    tab("drafted")
    assert tab["nb-stale"] == ""
    assert "3次" in tab["nb-draft"]


def test_draft_with_nothing_given_says_what_to_do(tab: Session) -> None:
    tab("drafted")
    assert "还没有可以起草的内容" in tab["nb-message"]


def test_an_error_is_shown_and_nothing_typed_is_lost(tab: Session, tmp_path: Path) -> None:
    picture = tmp_path / "照片.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    tab(
        "pasted",
        nb_paste_now=as_value(as_text(busy_report()), "测试"),
        nb_notes="培训2次",
        nb_unit="示例市林业局",
    )
    tab("uploaded", nb_file_now=str(picture))
    assert "图片" in tab["nb-message"]
    assert (tab["nb-notes"], tab["nb-unit"]) == ("培训2次", "示例市林业局")
    tab("uploaded", nb_file_now=None)
    assert tab["nb-message"] == ""
    assert "<strong>200</strong>格" in tab["nb-summary"]


def test_the_text_for_the_files_can_be_chosen(tab: Session) -> None:
    text = "一、总体情况\n我局自己写的一段话。\n" + as_text(busy_report())
    tab("pasted", nb_paste_now=as_value(text, "测试"))("drafted")

    def taken() -> str:
        return Path(tab["nb-get-md"]["path"]).read_text(encoding="utf-8")

    assert "我局自己写的一段话" not in taken()
    tab("chosen", nb_body=texts.BODY_ORIGINAL)
    assert "我局自己写的一段话" in taken()
    assert "不含初稿" in tab["nb-take"]
    tab("drafted")
    assert "我局自己写的一段话" in taken()


def test_sample_and_clear(tab: Session) -> None:
    tab("sampled")
    assert "示例市自然资源和规划局" in tab["nb-unit"]
    assert "上年报告：" in tab["nb-summary"]
    assert tab["nb-notes"] == texts.SAMPLE_NOTES
    assert "个有出处" in tab["nb-draft"]
    tab("cleared")
    for name in (
        "nb-paste-now",
        "nb-paste-before",
        "nb-notes",
        "nb-unit",
        "nb-year",
        "nb-tables",
        "nb-message",
    ):
        assert tab[name] == "", name
    assert tab["nb-file-now"] is None
    assert texts.NO_DRAFT_YET in tab["nb-draft"]
    tab("pasted", nb_paste_now=pasted(busy_report()))("sampled")
    assert "上年报告：" in tab["nb-summary"]


def test_two_tabs_do_not_mix(blocks: gr.Blocks, folder: Path) -> None:
    one, two = Session(blocks), Session(blocks)
    one("pasted", nb_paste_now=pasted(busy_report()))
    two("pasted", nb_paste_now=pasted(busy_report(unit="示例县教育局", year=2024)))
    one("drafted")
    assert "示例县教育局" not in one["nb-draft"] + one["nb-summary"]
    assert one["nb-get-docx"]["path"] != two["nb-get-docx"]["path"]
    assert "示例县教育局" in two("drafted")["nb-draft"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_typed_never_becomes_markup(tab: Session, attack: str, tmp_path: Path) -> None:
    name = attack.replace("/", "")[:80]
    upload = tmp_path / f"{name}.md"
    export_report(busy_report(), tmp_path / "年报.md")
    upload.write_bytes((tmp_path / "年报.md").read_bytes())
    tab("uploaded", nb_file_now=str(upload), nb_unit=attack)("drafted", nb_notes=f"{attack}\n培训2次{attack}")
    for part in ("nb-summary", "nb-tables", "nb-checkup", "nb-draft", "nb-take", "nb-message"):
        for tag in ("<script", "<img", "<svg", '<a href="j'):
            assert tag not in tab[part], part
    assert "window" in tab["nb-summary"]


@pytest.mark.parametrize("handler", ["pasted", "drafted", "sampled", "edited", "chosen"])
def test_a_bug_shows_no_traceback_and_keeps_the_page(
    tab: Session, handler: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tab("pasted", nb_paste_now=pasted(busy_report()))("drafted", nb_notes="培训2次")
    before = tab["nb-draft"]

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail /home/someone")

    for module, name in ((desk, "look"), (desk, "draft"), (desk, "choose"), (desk, "is_stale")):
        monkeypatch.setattr(module, name, broken)
    with caplog.at_level(logging.ERROR):
        tab(handler)
    assert "程序出错了" in tab["nb-message"]
    assert "secret" not in tab["nb-message"]
    assert "Traceback" not in tab["nb-message"]
    assert "secret detail" in caplog.text
    assert (tab["nb-draft"], tab["nb-notes"]) == (before, "培训2次")


def test_a_missing_sample_is_said_on_the_page(
    tab: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import assistant.resources

    monkeypatch.setattr(assistant.resources, "corpus", lambda: tmp_path)
    assert "没有找到示例报告" in tab("sampled")["nb-message"]


def test_only_private_events_and_no_file_is_offered_at_first(blocks: gr.Blocks) -> None:
    assert {f.api_visibility for f in blocks.fns.values()} == {"private"}
    assert len(blocks.fns) == 9
    assert not any(c.value for c in blocks.blocks.values() if isinstance(c, gr.DownloadButton))
    assert assistant.web.desk.Desk() == Desk()
