"""What a person is asked while a table of one's own is imported, and that each answer is kept."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import openpyxl
import pytest

from kg.cli import import_dialogue
from kg.cli.import_dialogue import NamesDialogue
from kg.gather.importing.fields import Form
from kg.gather.importing.importer import Import
from kg.gather.roots import find_folders
from tests.gather.test_import import ALONE, HERE, WORLD, rows, table, ties


@pytest.fixture
def sitting(tmp_path: Path) -> Callable[[str], tuple[bool, Import]]:
    """A run on one table, in which a person presses some keys; a new one each time, as a new command is."""
    file = table(
        tmp_path, "Хабаровк;Харбин;побратимы;1993", "Благовещенк;Хэйхэ;побратимы;1994", "Хабаровк;Хэйхэ;партнёр;1995"
    )

    def sit(keys: str) -> tuple[bool, Import]:
        work = Import(file, None, None, tmp_path, find_folders(WORLD), ask_world=False)
        form, _is_known = work.form()
        work.read(form)
        work.match(work.source(form, {}), None)
        pressed: Iterator[str] = iter(keys)
        return NamesDialogue(work.matcher, work.keep_answers, lambda: next(pressed)).run(work.open_names()), work

    return sit


def test_what_was_answered_is_kept_and_the_next_run_goes_on(sitting: Callable[[str], tuple[bool, Import]]) -> None:
    is_done, work = sitting("yq")
    assert (is_done, [one.end.name for one in work.open_names()]) == (False, ["Благовещенк"])
    is_done, work = sitting("?1")
    assert (is_done, work.open_names()) == (True, [])
    assert len(work.write().tables["attestations"]) == 3


def test_an_answer_is_undone_and_a_place_made_or_skipped(sitting: Callable[[str], tuple[bool, Import]]) -> None:
    _is_done, work = sitting("uyuns")
    added = work.write()
    assert [row["id"] for row in added.tables["places"]] == ["ru-khabarovk"]
    assert [(row.number, row.reason) for row in added.unused] == [(3, "Благовещенк: skipped")]


def test_another_place_is_named_and_a_wrong_one_is_asked_again(
    sitting: Callable[[str], tuple[bool, Import]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["Nowhere", "Москва"])
    monkeypatch.setattr(import_dialogue, "_line", lambda _question: next(lines))
    _is_done, work = sitting("ooq")
    assert "no place is called 'Nowhere'" in capsys.readouterr().err
    assert list(work.matcher.answers.values()) == ["ru-moscow"]


def test_the_sheet_of_a_workbook_is_asked_for_where_there_are_several(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(click, "prompt", lambda *_words, **_more: 2)
    book = openpyxl.Workbook()
    book.save(tmp_path / "one.xlsx")
    for name in ("notes", "ties", "old"):
        book.create_sheet(name)
    book["notes"].sheet_state = "hidden"
    book.save(tmp_path / "many.xlsx")
    files = (tmp_path / "one.xlsx", tmp_path / "many.xlsx")
    assert [import_dialogue.ask_sheet(file) for file in files] == ["", "ties"]


def test_columns_are_changed_until_they_are_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(["", "1 place_a", "9 note", "3 -", "kind sister", "?", ""])
    monkeypatch.setattr(click, "prompt", lambda *_words, **_more: next(lines))
    form = Form(("a", "b", "c"), {1: "place_b", 2: "kind"})
    import_dialogue.ask_columns(form, lambda: None)
    assert (form.fields, form.values) == ({1: "place_b", 0: "place_a"}, {"kind": "sister"})


def test_words_of_kinds_are_asked_and_kept_with_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter("xsq")
    monkeypatch.setattr(import_dialogue, "key", lambda: next(keys))
    form = Form((), {})
    import_dialogue.ask_kinds(form, [("улус", 2), ("узы", 1)])
    assert form.kinds == {"улус": "sister"}


def test_a_person_on_a_terminal_is_asked_step_by_step(tmp_path: Path, cache: Path) -> None:
    table(tmp_path, "Хабаровк;Харбин;улусы;1993", "Благовещенск;Хэйхэ;побратимы;2006")
    master, slave = os.openpty()
    command = [sys.executable, "-m", "kg.cli", "import", "own.csv", *ALONE]
    env = {**os.environ, "PYTHONPATH": str(HERE.parents[1]), "KG_CACHE": str(cache), "TERM": "dumb", "KG_LANG": "en"}
    seen = b""
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdin=slave, stdout=slave, stderr=slave) as child:
        os.close(slave)
        for question, answer in (("q quits\r\n", b"\n"), ("kind unknown\r\n", b"p"), ("  80\r\n", b"y")):
            while question.encode() not in seen:
                if not select.select([master], [], [], 60)[0]:
                    child.kill()
                    pytest.fail(seen.decode())
                seen += os.read(master, 4096)
            time.sleep(0.1)  # the terminal is set to single keys after the question
            os.write(master, answer)
        with contextlib.suppress(OSError):  # the end of the command closes the terminal
            while chunk := os.read(master, 4096):
                seen += chunk
    os.close(master)
    assert (child.returncode, [tie[2] for tie in ties(tmp_path / "own")]) == (0, ["partner", "sister"])
    assert rows(tmp_path / "own.answers.csv")[0]["answer"] == "ru-khabarovsk"
