"""Findings and locators are told in the language of their reader."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.base import ids
from kg.base.resources import sources_dir
from kg.graph.build import build
from kg.schema.terms import TIE

WORLD = Path(__file__).parent.parent / "world"
COMMENT = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
Told = dict[str, dict[str, str]]  # texts by subject and language


def texts(path: Path, prop: ox.NamedNode, kind: str) -> Told:
    """The texts of one property of all things of a kind."""
    found: Told = defaultdict(dict)
    start = f"{ids.ID}{kind}/"
    for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS):
        if quad.predicate == prop and quad.subject.value.startswith(start):
            found[quad.subject.value.removeprefix(start)][quad.object.language or ""] = quad.object.value
    return found


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build([sources_dir()], tmp_path_factory.mktemp("build") / "ties.nq").path


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world, with one guess and one of its locators translated."""
    folder = shutil.copytree(WORLD, tmp_path_factory.mktemp("world") / "world")
    table = folder / "ties" / "attestations.csv"
    rows = table.read_text(encoding="utf-8").replace("CN2004,row 20,", "CN2004,row 20,guess: год выведен", 1)
    table.write_text(rows, encoding="utf-8")
    words = "text,en,ru,zh\nrow 20,row 20,строка 20,第20行\nгод выведен,the year is inferred,год выведен,年份系推算\n"
    (folder / "ties" / "translations.csv").write_text(words, encoding="utf-8")
    return build([folder], folder.parent / "ties.nq").path


def test_every_bundled_finding_and_event_is_told_in_three_languages(bundled: Path) -> None:
    for prop, kind in ((COMMENT, "finding"), (LABEL, "event")):
        told = texts(bundled, prop, kind)
        assert told
        assert [thing for thing, said in told.items() if set(said) != {"en", "ru", "zh-hans"}] == []


def test_no_bundled_finding_has_codes_where_words_belong(bundled: Path) -> None:
    code = re.compile(r"\b(sister|partner|intention|signed|approved|started|renewed|announced|guess|kept)\b")
    for finding, said in texts(bundled, COMMENT, "finding").items():
        for lang in ("ru", "zh-hans"):
            assert not code.search(said[lang]), (finding, said[lang])


def test_a_conflict_names_its_place_and_its_field_in_the_language(bundled: Path) -> None:
    said = next(
        s for f, s in texts(bundled, COMMENT, "finding").items() if "Wuhan, population by the census" in s["en"]
    )
    assert said["ru"].startswith("Ухань, население по переписи 2020 г.: census2020_yearbook=12447718; ")
    assert "Принято: ежегодник. Официальный ежегодник предпочтён" in said["ru"]
    assert said["zh-hans"].startswith("武汉市，2020年人口普查人口：census2020_yearbook=12447718；")
    assert "采用：年鉴。官方年鉴优先" in said["zh-hans"]


def test_a_guess_is_told_by_the_translations_of_its_folder(world: Path) -> None:
    assert texts(world, COMMENT, "finding")["guess.a001"] == {
        "en": "A reading that is a guess: the year is inferred.",
        "ru": "Прочтение предположительное: год выведен.",
        "zh-hans": "推测性解读：年份系推算。",
    }


def test_a_locator_is_translated_or_stands_as_written(world: Path) -> None:
    told = texts(world, ox.NamedNode(TIE.locator), "attestation")
    assert told["a001"] == {"en": "row 20", "ru": "строка 20", "zh-hans": "第20行"}
    assert told["a003"] == {"": "§1"}
