"""Countries of the world as a source folder: what it holds, and that every command takes it."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path

import pytest

from kg.base.errors import KgError
from kg.gather.corpus import gather
from kg.gazetteer.world_folder import make
from tests.command import runner
from tests.gazetteer.small_world import small_world

__all__ = ["small_world"]


@pytest.fixture
def folder(tmp_path: Path, small_world: None) -> Path:
    """Germany and the United States of the small world."""
    make(["Германия", "US"], tmp_path / "places")
    return tmp_path / "places"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_country_has_its_units_and_its_towns_with_names_ids_and_the_licence(folder: Path) -> None:
    places = {row["id"]: row for row in rows(folder / "places.csv")}
    assert list(places) == [
        "de", "de-by", "de-munich", "de-frankfurt-oder",
        "us", "us-il", "us-ma", "us-ny", "us-springfield-12", "us-springfield-13", "us-new-york-city",
        "us-new-britain", "us-marin-city",
    ]  # fmt: skip
    assert [places["de"][f"name_{lang}"] for lang in ("ru", "zh", "en")] == ["Германия", "德国", "Germany"]
    munich = places["de-munich"]
    assert (munich["level"], munich["within"], munich["lat"], munich["geonames"]) == ("city", "de-by", "48.13700", "11")
    assert munich["alt_names"] == "München;Μόναχο;Минхен;Мюнхен"
    assert [row["licence"] for row in rows(folder / "sources.csv")] == ["CC BY 4.0"]
    assert 'licence = "CC BY 4.0"' in (folder / "source.toml").read_text(encoding="utf-8")


def test_ids_stay_when_fewer_towns_are_chosen(folder: Path) -> None:
    make(["DE", "US"], folder, least=150_000)
    ids = [row["id"] for row in rows(folder / "places.csv") if row["level"] == "city"]
    assert ids == ["de-munich", "us-springfield-13", "us-new-york-city"]


def test_the_folder_is_read_without_a_fault(folder: Path) -> None:
    corpus = gather([folder])
    assert not corpus.problems
    assert corpus.gazetteer.resolve("Мюнхен") == "de-munich"
    assert corpus.gazetteer.holders("de-munich") == ["de-by", "de"]


def test_what_is_in_the_way_is_not_overwritten(tmp_path: Path, small_world: None) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "places.csv").write_text("mine")
    with pytest.raises(KgError, match="holds something else – choose another --out"):
        make(["DE"], tmp_path / "other")


def test_the_command_says_what_is_certain_and_what_is_written(tmp_path: Path, small_world: None) -> None:
    kg = runner(tmp_path, tmp_path)
    assert kg("gazetteer", "find", "Springfield (IL)").returncode == 0
    several = kg("gazetteer", "find", "Springfield", "--country", "USA")
    assert several.returncode == 1
    assert "the largest of several of that name" in several.stdout
    assert kg("gazetteer", "make", "DE", "--out", "de").stderr == "rows written: places 4, observations 2, sources 1\n"
    assert kg("places", "--sources", "de", "--only", "München").returncode == 0


def test_the_examples_of_help_work_as_typed(tmp_path: Path, small_world: None) -> None:
    kg = runner(tmp_path, tmp_path)
    helps = "\n".join(kg("gazetteer", *words, "--help").stdout for words in ((), ("find",), ("make",), ("names",)))
    examples = dict.fromkeys(re.findall(r"(?m)^    (kg .+)$", helps))
    assert len(examples) == 9
    for line in examples:
        done = kg(*shlex.split(line)[1:])
        assert done.returncode in {0, 1}, (line, done.stderr)
