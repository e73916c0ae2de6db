"""Every command has help with examples that work as typed, and one-line errors."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import click
import pyarrow as pa
import pytest
from openpyxl import Workbook
from pyarrow import parquet

from kg.base.resources import ontology_dir, sources_dir
from kg.cli.main import COMMANDS
from kg.cli.main import kg as group
from kg.gather.roots import find_folders
from kg.survey.answers.loading import load
from kg.survey.coding.codings import Codings
from kg.survey.coding.texts import texts_of
from tests.command import Done, Run, runner
from tests.survey.made_up import by_codes, of_kobo, respondents, write_csv

FINE = {0, 1}  # findings are an answer too
# tests/wikidata and tests/engines run these against real servers, tests/bulk on its own tables, tests/gazetteer and
# tests/serve in a small world.
NEED_SERVERS = {"wikidata", "push", "gazetteer", "serve", "bulk"}
# tests/cli/test_replicate.py makes a part of the bundle, tests/network/test_central_claim.py one of the curve; a server
# serves until it is stopped.
TAKES_A_MINUTE = {
    "kg replicate --out bundle", "kg site --out site", "kg test claim --specifications --out curve.csv",
    "kg reconcile --serve",
}  # fmt: skip


def _pages(command: click.Command, context: click.Context, name: str) -> dict[str, str]:
    """The help of a command and of those in it, by their names."""
    found = {name: command.help or ""}
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            if inner := command.get_command(context, each):
                found |= _pages(inner, context, f"{name} {each}")
    return found


def _examples(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line.startswith("kg ")]


PAGES = {
    page: text
    for name in COMMANDS
    for page, text in _pages(group.get_command(click.Context(group), name) or group, click.Context(group), name).items()
}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_help_shows_an_example_of_its_command(page: str) -> None:
    assert [line for line in _examples(PAGES[page]) if line.startswith(f"kg {page}")]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_help_and_the_help_itself_agree_on_the_name(name: str, kg: Run) -> None:
    done = kg(name, "--help")
    assert done.returncode == 0
    assert f"kg {name}" in done.stdout


@pytest.mark.parametrize(
    ("lang", "told"),
    [("ru", ("[ПАРАМЕТРЫ]", "Параметры:", "--limit ЧИСЛО")), ("zh", ("[选项]", "选项：", "--limit 数字"))],
)
def test_help_is_in_the_language_to_its_last_word(lang: str, told: tuple[str, ...], kg: Run) -> None:
    text = kg("places", "--help", env={"KG_LANG": lang}).stdout
    assert [words for words in told if words not in text] == []


def test_help_in_chinese_is_set_in_columns(kg: Run) -> None:
    lines = kg("places", "--help", env={"KG_LANG": "zh"}).stdout.splitlines()
    texts = ("来源文件夹，", "写入文件", "最多显示")
    starts = [_width(line[: line.index(text)]) for line in lines for text in texts if text in line]
    assert len(starts) == 3
    assert len(set(starts)) == 1


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _runnable() -> list[str]:
    lines = [line for page, text in PAGES.items() if page.split()[0] not in NEED_SERVERS for line in _examples(text)]
    return [line for line in dict.fromkeys(lines) if "http" not in line and line not in TAKES_A_MINUTE]


@pytest.mark.parametrize("line", _runnable())
def test_the_example_works_as_typed(line: str, desk: Path, kg: Run, cache: Path) -> None:
    own = {"KG_DATA": str(desk)}  # what one example adds, no other reads
    if line.startswith("kg cache"):
        own["KG_CACHE"] = str(desk / "cache")  # others are reading what it would clear
    if line.startswith("kg survey load"):
        shutil.rmtree(desk / "wave-2027")  # what others take for granted is what it makes
    if line.startswith("kg source remove"):
        assert kg("source", "add", "samara", env=own).returncode == 0
    is_script = set(line) & set("<>|$&;*`")
    done = _typed_to_a_shell(line, desk, cache) if is_script else kg(*shlex.split(line)[1:], env=own)
    assert done.returncode in FINE, done.stderr
    assert "Traceback" not in done.stderr


def _typed_to_a_shell(line: str, desk: Path, cache: Path) -> Done:
    script = desk / "bin" / "kg"
    script.parent.mkdir()
    checkout = shlex.quote(str(ontology_dir().parent))
    command = f'PYTHONPATH={checkout} exec {shlex.quote(sys.executable)} -m kg.cli "$@"'
    script.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    script.chmod(0o755)
    environment = {**os.environ, "KG_CACHE": str(cache), "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "-c", line], check=False, cwd=desk, env=environment, capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A folder with what ``kg build`` writes where nothing else is said, a small bundle, and answers to a survey."""
    folder = tmp_path_factory.mktemp("built")
    people = respondents(3)
    write_csv(folder / "kobo.csv", of_kobo(people))
    book = Workbook()
    for row in by_codes(people):
        book.worksheets[0].append(row)
    book.save(folder / "answers.xlsx")
    run = runner(folder, cache)
    assert run("build").returncode == 0
    assert run("replicate", "--file", "references.bib", "--out", "bundle").returncode == 0
    answers = write_csv(folder / "answers.csv", by_codes(respondents()))
    load(answers, folder / "wave-2027", find_folders(sources_dir()), key_at=folder / "made-up.key")
    codings = Codings(texts_of(folder / "wave-2027"))
    for coder, concepts in (("anna", ("problem/no-direct-flights",)), ("li", ())):
        for unit in codings.texts.units[:2]:
            codings.put(coder, unit, concepts)
    return folder


@pytest.fixture
def desk(tmp_path: Path, built: Path) -> Path:
    """A folder with what the examples take for granted: a build, a bundle, a spreadsheet, a source, some questions."""
    shutil.copytree(built, tmp_path, copy_function=os.link, dirs_exist_ok=True)
    (tmp_path / "cities.csv").write_text("city,region\nХабаровск,Хабаровский край\n伯力,\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text("Город,Партнёр\nХабаровск,Харбин\n", encoding="utf-8")
    frame = "variable,category,count\npart,european,5\npart,asian,3\npart,outside,2\n"
    (tmp_path / "frame.csv").write_text(frame, encoding="utf-8")
    (tmp_path / "questions.txt").write_text("hubs --country ru\n", encoding="utf-8")
    (tmp_path / "samara").mkdir()
    (tmp_path / "samara" / "source.toml").write_text('id = "samara"\n', encoding="utf-8")
    (tmp_path / "edges.csv").write_text("a,b\nLyon,Leipzig\nLyon,Milan\n", encoding="utf-8")
    parquet.write_table(pa.table({"from": ["Lyon", "Lyon"], "to": ["Leipzig", "Milan"]}), tmp_path / "visits.parquet")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nubs",), "kg: no command is called 'nubs' – did you mean hubs?"),
        (("hubs", "--country", "zz"), "kg: no place is in the country 'zz' – it may be: cn, kz, mn, ru"),
        (("query", "hub"), "did you mean hubs"),
        (("network", "--kind", "sister", "--as-of", "1700"), "kg: no tie is left to draw"),
        (("check", "/nowhere"), "kg: no file, no folder and no source is called '/nowhere' – kg source list"),
    ],
)
def test_misuse_is_one_line_and_exit_code_2(words: tuple[str, ...], told: str, kg: Run) -> None:
    done = kg(*words)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.startswith(told) or not told.startswith("kg: ")  # nothing is told before it
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_traceback_comes_only_with_debug(kg_process: Run) -> None:
    assert "Traceback" in kg_process("--debug", "hubs", "--country", "zz").stderr
