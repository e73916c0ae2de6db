"""Each setting of ``source.toml`` has its shape; one of another shape is a finding, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.base.messages import tell
from kg.gather.folder import read_folder

SOUND = 'id = "own"\n[title]\nen = "Own list"\n'


def told(tmp_path: Path, settings: str) -> list[str]:
    folder = tmp_path / "own"
    folder.mkdir(exist_ok=True)
    (folder / "source.toml").write_text(settings, encoding="utf-8")
    return [tell(problem) for problem in read_folder(folder).problems]


def test_sound_settings(tmp_path: Path) -> None:
    assert told(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("settings", "what"),
    [
        ('id = "own"\ntitle = "Own list"', "title must be a table with the texts ru, en and zh"),
        ('id = "own"\n[title]\nde = "Liste"', "title must be a table with the texts ru, en and zh"),
        ('id = "own"\nlicence = 4.0', "licence must be a text in quotes"),
        ('id = "own"\nhomepage = []', "homepage must be a web address in quotes"),
        ('id = "own"\npublsher = "x"', "there is no setting publsher; did you mean publisher?"),
        ('id = "own"\ntables = 3', "tables must be a table of settings"),
        ('id = "own"\n[tables]\nties = 3', "tables.ties must be a table of settings"),
    ],
)
def test_a_setting_of_another_shape(tmp_path: Path, settings: str, what: str) -> None:
    assert told(tmp_path, settings) == [f"own/source.toml: {what}"]


@pytest.mark.parametrize(
    ("setting", "what"),
    [
        ("kind = 1", "tables.members.kind must be a text in quotes"),
        ('rows = [1, "9"]', "tables.members.rows must be two whole numbers, [least, most]"),
        ("rows = [1, 9]", "[tables.members] rows needs a reason: because"),
        ('ignore = "note"', "tables.members.ignore must be a list of names of columns"),
        ("row = [1, 9]", "there is no setting tables.members.row; did you mean rows?"),
    ],
)
def test_a_setting_of_a_table_of_another_shape(tmp_path: Path, setting: str, what: str) -> None:
    lines = told(tmp_path, f"{SOUND}[tables.members]\n{setting}\n")
    assert f"own/source.toml: {what}" in lines
    assert "own/source.toml: [tables.members] names no file members.csv" in lines


def test_a_folder_that_is_called_like_a_table(tmp_path: Path) -> None:
    (tmp_path / "own" / "places.csv").mkdir(parents=True)
    assert told(tmp_path, SOUND) == [
        "own/places.csv: the file cannot be read (Is a directory); put a readable table in its place"
    ]
