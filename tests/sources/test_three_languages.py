"""What a reader of the bundled tables meets is there in English, Russian and Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.base.resources import sources_dir
from tests.sources.tables import rows_in

LANGUAGES = ("en", "ru", "zh")
TABLES = sorted(sources_dir().glob("*/*.csv"))
OF_PLACES = {"places"}  # a name of a place that no source gives is derived: names.csv
HAN = re.compile(r"[\u4e00-\u9fff]")
CYRILLIC = re.compile(r"[а-яё№]", re.IGNORECASE)
LATIN = re.compile(r"[A-Za-z]")


def texts_of(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each text of a table: its row and column for the message, and its wording by language."""
    for number, row in enumerate(rows_in(path), 2):
        for stem in dict.fromkeys(re.sub(r"(^|_)(en|ru|zh)$", "", column) for column in row):
            told = {lang: row.get(f"{stem}_{lang}" if stem else lang, "") for lang in LANGUAGES}
            if any(told.values()):
                yield f"{path.parent.name}/{path.name}, row {number}, {stem}", told


@pytest.mark.parametrize("path", [path for path in TABLES if path.stem not in OF_PLACES], ids=str)
def test_a_text_in_one_language_is_there_in_all_three(path: Path) -> None:
    assert [where for where, told in texts_of(path) if not all(told.values())] == []


@pytest.mark.parametrize("path", TABLES, ids=str)
def test_a_chinese_text_has_chinese_in_it_and_a_russian_one_russian(path: Path) -> None:
    for where, told in texts_of(path):
        if len(set(told.values())) == 1:
            continue  # the name of a data set
        assert not told["zh"] or HAN.search(told["zh"]), where
        assert not told["ru"] or CYRILLIC.search(told["ru"]), where
        assert not told["en"] or LATIN.search(told["en"]), where


@pytest.mark.parametrize("path", TABLES, ids=str)
def test_a_chinese_text_has_full_width_punctuation(path: Path) -> None:
    half = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]")
    assert [where for where, told in texts_of(path) if half.search(told["zh"])] == []


def test_a_locator_in_words_and_a_guess_are_translated() -> None:
    for folder in sorted({path.parent for path in TABLES}):
        table = folder / "translations.csv"
        known = {row["text"] for row in rows_in(table)} if table.is_file() else set()
        for path in folder.glob("*.csv"):
            for row in rows_in(path):
                locator, notes = row.get("locator", ""), row.get("note", "").split(" | ")
                assert locator in known or not CYRILLIC.search(locator), (path, locator)
                if path.stem == "attestations":
                    guesses = [note.removeprefix("guess:").strip() for note in notes if note.startswith("guess:")]
                    assert set(guesses) <= known, (path, guesses)
