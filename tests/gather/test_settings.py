"""Each setting of ``source.toml`` has its shape; one of another shape is a finding, never a crash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.base.messages import tell
from kg.gather import settings
from kg.gather.folder import read_folder

WORLD = Path(__file__).parent.parent / "world"

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


ODD = ("5", "-1.5", "true", "nan", "1979-05-27T07:32:00Z", "[5]", "[[]]", '["x", 1]', "{x = {y = 5}}", '""', "[]", "{}")


def test_no_type_of_any_setting_is_a_crash(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    shutil.copy(WORLD / "ties" / "members.csv", tmp_path / "own")
    of_a_table = [f"tables.members.{name}" for name in settings._OF_A_TABLE]
    for setting in (*settings._SETTINGS, "other", "tables.members", *of_a_table):
        for odd in ODD:
            before = "" if setting == "id" else 'id = "own"\n'
            (tmp_path / "own" / "source.toml").write_text(f"{before}{setting} = {odd}\n", encoding="utf-8")
            folder = read_folder(tmp_path / "own")
            assert isinstance(folder.id, str)
            assert folder.problems or odd in ODD[-3:], (setting, odd)


@pytest.mark.parametrize("text", ["\u202eown", "ow\ufeffn"])
def test_a_text_with_a_character_of_no_text(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, f'{SOUND}\npublisher = "x"\n'.replace("Own list", text)) != []


@pytest.mark.parametrize("homepage", ["javascript:alert(1)", "example.org", "http://"])
def test_a_home_page_that_is_no_address(tmp_path: Path, homepage: str) -> None:
    assert told(tmp_path, f'homepage = "{homepage}"\n{SOUND}') == [
        "own/source.toml: homepage must be a web address in quotes"
    ]


@pytest.mark.parametrize("data", [b"\xff\xfe", b'id = "own"\r', b"id", b"", b"\x00", b"id = 'a\x1bb'"])
def test_settings_that_are_no_settings(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "source.toml").write_bytes(data)
    assert read_folder(tmp_path / "own").problems
