"""``kg check`` of what is no table of the project, of a source by its name, and on a terminal."""

from __future__ import annotations

import csv
import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import Run

OWN = "Город РФ;Город КНР;Дата\nХабаровск;Харбин;1993\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("own.csv", OWN.replace(";", ",").encode()),
        ("places.csv", OWN.encode()),
        ("cp1251.csv", OWN.encode("cp1251")),
        ("utf16.csv", OWN.encode("utf-16")),
        ("marked.csv", OWN.encode("utf-8-sig")),
        ("title.csv", ("Список городов\n\n" + OWN).encode()),
    ],
)
def test_a_table_of_a_form_of_its_own_is_sent_to_import(name: str, data: bytes, kg: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    done = kg("check", str(tmp_path / name))
    assert done.returncode == 1
    (found,) = csv.DictReader(io.StringIO(done.stdout))
    assert (found["check"], found["row"]) == ("table/own-table", f"{name}:1")
    assert found["message"].endswith(f"kg import {tmp_path / name}")


def test_a_strict_table_with_another_mark_or_encoding_keeps_its_own_advice(kg: Run, tmp_path: Path) -> None:
    table = tmp_path / "attestations.csv"
    table.write_text("place_a;place_b;kind;source\nХабаровск;Харбин;sister;CN2004\n", encoding="utf-8")
    assert "table/separator" in kg("check", str(table)).stdout
    text = "place_a,place_b,kind,source\nХабаровск,Харбин,sister,CN2004\n"
    table.write_bytes(text.encode("cp1251"))
    assert "table/encoding" in kg("check", str(table)).stdout


@pytest.mark.parametrize("name", ["own.net", "own.tsv", "own.gexf"])
def test_files_of_other_forms_are_sent_to_import(name: str, kg: Run, tmp_path: Path) -> None:
    (tmp_path / name).write_text("*Vertices 1", encoding="utf-8")
    done = kg("check", str(tmp_path / name), "--lang", "en")
    assert done.returncode == 2
    assert done.stderr.strip().endswith(f"kg import {tmp_path / name}")


def test_own_tables_in_a_folder_of_ones_own_are_sent_to_import(kg: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "ours"
    folder.mkdir(parents=True)
    (folder / "source.toml").write_text('id = "ours"\n[title]\nen = "Ours"\n', encoding="utf-8")
    (folder / "list.csv").write_text(OWN, encoding="utf-8")
    done = kg("check", env={"KG_SOURCES": str(folder.parent)})
    assert done.returncode == 1
    assert f"kg import {folder / 'list.csv'}" in done.stdout


def test_a_source_is_checked_by_its_name(kg: Run) -> None:
    done = kg("check", "makeeva", "--least", "error")
    assert done.returncode == 0, done.stderr
    assert kg("check", "makeva").stderr.strip().endswith("did you mean makeeva?")


def on_terminal(folder: Path, *words: str) -> str:
    """What a command prints on a terminal of 120 columns."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg.cli", *words]
    environment = {**os.environ, "COLUMNS": "120", "LANGUAGE": "en", "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=subprocess.STDOUT, env=environment
    ) as process:
        os.close(theirs)
        told = bytearray()
        while True:
            try:
                part = os.read(ours, 1 << 16)
            except OSError:  # the terminal is left
                break
            if not part:
                break
            told += part
        process.wait(60)
    os.close(ours)
    return told.decode()


def test_a_terminal_shows_some_findings_and_counts_all(kg: Run, tmp_path: Path) -> None:
    table = tmp_path / "attestations.csv"
    rows = [f"Нигдеград{chr(0x430 + n % 30)}{chr(0x430 + n // 30)}ъ,Харбин,sister,CN2004" for n in range(100)]
    table.write_text("place_a,place_b,kind,source\n" + "\n".join(rows) + "\n", encoding="utf-8")
    told = on_terminal(tmp_path, "check", "attestations.csv")
    assert told.count("Нигдеград") == 40
    assert "shown: 40 of 100" in told
    assert "error table/unknown-place: 100" in told
    assert "--out findings.csv" in told
    assert len(list(csv.DictReader(io.StringIO(kg("check", str(table)).stdout)))) == 100
    assert on_terminal(tmp_path, "check", "attestations.csv", "--format", "csv").count("Нигдеград") == 100


def test_a_name_that_no_file_may_have_is_told_as_one_that_is_not_there(kg: Run) -> None:
    done = kg("check", "x" * 300, "--lang", "en")
    assert done.returncode == 2
    assert done.stderr.startswith("kg: no file, no folder and no source is called 'xxx")
