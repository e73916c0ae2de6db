"""Words of levels in a row, of any country, decide which place is meant and what level a new one gets."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.gather.importing.levels import levels_of
from tests.command import Run, runner

ALONE = ("--yes", "--no-world", "--value", "kind=sister")


@pytest.fixture
def kg(tmp_path: Path, graph_cache: Path) -> Run:
    return runner(tmp_path, graph_cache)


def levels(path: Path) -> dict[str, str]:
    with (path / "places.csv").open(encoding="utf-8", newline="") as stream:
        return {row["name_en"]: row["level"] for row in csv.DictReader(stream)}


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("город", "city"), ("область", "region"), ("省", "province"), ("Landkreis", "second-level"),
        ("Bundesland", "first-level"), ("département", "second-level"), ("Kreisfreie Stadt", "city"),
        ("деревня", "settlement"),
        ("村", "settlement"), ("штат", "first-level"), ("县", "county"), ("voivodeship", "first-level"),
    ],
)  # fmt: skip
def test_words_of_levels_of_any_country_are_known(word: str, level: str) -> None:
    assert level in levels_of(word)


def test_new_places_of_other_countries_get_levels_of_theirs(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(
        "City A,Level A,Country A,City B,Level B,Country B\n"
        "Görlitz,Landkreis,DE,Amiens,commune,FR\n"
        "Sachsen,Bundesland,DE,Bretagne,province,FR\n"
        "Schirgiswalde,Dorf,DE,Finistère,département,FR\n",
        encoding="utf-8",
    )
    done = kg("import", "own.csv", *ALONE)
    assert done.returncode == 0, done.stderr
    assert levels(tmp_path / "own") == {
        "DE": "country", "FR": "country", "Görlitz": "second-level", "Amiens": "city", "Sachsen": "first-level",
        "Bretagne": "first-level", "Schirgiswalde": "settlement", "Finistère": "second-level",
    }  # fmt: skip


def test_a_word_of_ones_own_gets_its_level_in_the_mapping(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(
        "City A,Level A,Country A,City B,Country B\nArlon,Zone,BE,Amiens,FR\n", encoding="utf-8"
    )
    done = kg("import", "own.csv", *ALONE)
    assert "words of no known level: Zone (1); tell their levels in [levels] of" in done.stderr
    form = tmp_path / "own.mapping.toml"
    form.write_text(
        form.read_text(encoding="utf-8").replace("[levels]\n", '[levels]\n"zone" = "second-level"\n'), encoding="utf-8"
    )
    done = kg("import", "own.csv", *ALONE)
    assert done.returncode == 0, done.stderr
    assert levels(tmp_path / "own")["Arlon"] == "second-level"
    form.write_text(form.read_text(encoding="utf-8").replace("second-level", "secnd-level"), encoding="utf-8")
    told = "kg: own.mapping.toml: 'zone' has no level 'secnd-level' – did you mean second-level"
    assert told in kg("import", "own.csv", *ALONE).stderr


def test_the_words_of_levels_are_listed(kg: Run) -> None:
    for lang, label in (("en", "second-level unit"), ("ru", "территория второго уровня"), ("zh", "二级行政区")):
        assert f"landkreis,second-level,{label}" in kg("import", "--levels", "--lang", lang).stdout


def test_words_of_kinds_and_of_levels_are_listed_together(kg: Run) -> None:
    done = kg("import", "--kinds", "--levels")
    head, *lines = done.stdout.splitlines()
    assert head == "word,code,meaning,table"
    assert lines == [
        f"{line},{name}" for name in ("kinds", "levels") for line in kg("import", f"--{name}").stdout.splitlines()[1:]
    ]
    assert ["[kinds]" in done.stderr, "[levels]" in done.stderr] == [True, True]
