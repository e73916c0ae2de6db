"""What a person reads on a terminal fits it, Chinese too, and says what is missing."""

from __future__ import annotations

import importlib
import io
import re
import sys
from collections.abc import Iterator
from typing import Any

import click
import pytest
from rich.cells import cell_len

from kg.analysis.hypotheses import models
from kg.analysis.reports.report import Report
from kg.base import languages
from kg.base.errors import KgError
from kg.cli import in_language, reports
from kg.cli.documents import hand_out
from kg.cli.drawn_document import draw
from kg.cli.main import COMMANDS, command_of
from kg.formats import folding


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("lang", ["zh", "ru"])
def test_help_fits_eighty_columns(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    languages.use(lang)
    try:
        for command in (in_language.translated_command(command_of(name)) for name in COMMANDS):
            for each in (command, *getattr(command, "commands", {}).values()):
                told = each.get_help(click.Context(each, info_name=f"kg {each.name}"))
                assert not [line for line in told.splitlines() if cell_len(line) > 80]
    finally:
        languages.use("en")


@pytest.mark.parametrize("lang", ["en", "zh", "ru"])
def test_every_example_fits_eighty_columns_as_it_is_printed(lang: str) -> None:
    languages.use(lang)
    try:
        wide = [line for _name, told in helps() for line in told.splitlines() if line[:4].isspace() and wider(line)]
        assert wide == []
    finally:
        languages.use("en")


def wider(line: str) -> bool:
    return line.lstrip().startswith(("kg ", "--map")) and cell_len(line) > 80


def helps() -> Iterator[tuple[str, str]]:
    """The help of every command and of those within it."""

    def walk(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
        yield name, command.get_help(click.Context(command, info_name=name, terminal_width=80))
        for inner, each in getattr(command, "commands", {}).items():
            yield from walk(each, f"{name} {inner}")

    for name in COMMANDS:
        yield from walk(in_language.translated_command(command_of(name)), f"kg {name}")


@pytest.mark.parametrize("lang", ["zh", "ru"])
def test_what_options_and_arguments_hold_is_called_in_the_language(lang: str) -> None:
    """Only what is the same in all languages stays in Latin capitals."""
    languages.use(lang)
    try:
        found = set()
        for name in COMMANDS:
            command = in_language.translated_command(command_of(name))
            for each in (command, *getattr(command, "commands", {}).values()):
                context = click.Context(each, info_name=name)
                for param in each.params:
                    if isinstance(param, click.Option) and param.is_flag:
                        continue
                    found |= set(re.findall(r"[A-Z]+", param.make_metavar(context) or ""))
                found |= set(re.findall(r"[A-Z]+", " ".join(each.collect_usage_pieces(context))))
        assert found <= {"ID", "MB", "N", "URL"}
    finally:
        languages.use("en")


def test_a_closing_mark_begins_no_line_and_an_indent_is_kept() -> None:
    told = folding.folded("  与本数据对照的枢纽，（MAKEEVA），其余", 20)
    assert told == "  与本数据对照的枢\n  纽，（MAKEEVA），\n  其余"


def test_the_numbers_of_notes_begin_no_line() -> None:
    assert folding.folded("有官方文献佐证（9）[6]", 20) == "有官方文献佐证\n（9）[6]"
    assert folding.folded("日期不详2项，不晚于2025年。[2]其余", 26) == "日期不详2项，不晚于2025\n年。[2]其余"


def test_a_document_breaks_no_number_of_chinese_and_keeps_its_styles(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    draw("类型不明的关系2项（**日期不详2项**，不晚于2025年）。[^1]其余关系共16项。\n\n- 一")
    drawn = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert drawn[:3] == ["类型不明的关系2项（日期不详2", "项，不晚于2025年）。[1]其余关", "系共16项。"]


def test_a_document_is_drawn_whole_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    terminal = Terminal(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr("sys.stdout", terminal)
    row = "| 友好城市（省州）关系 | 四十名中小学生在哈尔滨一所国际学校学习一周[^1] |"
    text = f"# 标题\n\n| 类型 | 内容 |\n| --- | --- |\n{row}\n\n[^1]: one\n[^2]: two\n"
    hand_out(text.encode(), None, None)
    terminal.flush()
    drawn = terminal.buffer.getvalue().decode()  # type: ignore[attr-defined]
    assert "…" not in drawn
    assert "[^" not in drawn
    assert "[1] one" in drawn
    assert "[2] two" in drawn


def test_models_without_their_extra_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> Any:
        raise ImportError

    monkeypatch.setattr(models, "import_module", missing)
    onset = importlib.import_module("kg.analysis.hypotheses.onset")
    with pytest.raises(KgError, match="papers"):
        onset.hazards([], [2000], 2020)


def test_rows_by_the_hundred_are_counted_on_a_terminal_and_printed_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Report(("test",), [("border",)] * 300)
    given: dict[str, Any] = {"form": None, "out": None, "lang": "en"}
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    reports.show("specifications", report, given)
    told = capsys.readouterr()
    assert (told.out, told.err.strip()[:8]) == ("", "300 rows")
    reports.show("specifications", report, given | {"form": "tsv"})
    assert capsys.readouterr().out.count("border") == 300
