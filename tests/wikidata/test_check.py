"""What the check finds wrong with a link, and what it leaves alone."""

from __future__ import annotations

import pytest

from kg.gather.corpus import Corpus
from kg.wikidata.client import Client
from kg.wikidata.items import Item, Subject
from kg.wikidata.link_check import Fault, check, faults_of
from kg.wikidata.links import Judged
from kg.wikidata.subjects import places
from tests.wikidata.conftest import MakeClient
from tests.wikidata.slice import FORMER_PLACE, MERGED, MERGED_INTO, MOVED_PLACE

HARBIN = Subject("i", "place", "cn-harbin", "Harbin", (("en", "Harbin"),), "prefecture", "Q148", (), (45.75, 126.63))
SOUND = Item("Q42956", levels=frozenset({"prefecture"}), countries=frozenset({"Q148"}), points=((45.76, 126.64),))


@pytest.fixture(scope="module")
def faults(corpus: Corpus, known: Judged, make_client: MakeClient) -> list[Fault]:
    subjects = places(corpus, known.places)
    by_id = {subject.id: subject for subject in subjects}
    items = dict(known.items)
    items[by_id["ru-omsk"].iri] = MERGED
    items[by_id["ru-ufa"].iri] = items[by_id["cn-beijing"].iri]
    return check(make_client(), subjects, items)


def of(faults: list[Fault], place: str) -> set[tuple[str, str]]:
    return {(fault.severity, fault.problem) for fault in faults if fault.thing == place}


def test_a_merged_item_is_followed_and_the_other_proposed(faults: list[Fault]) -> None:
    found = [fault for fault in faults if fault.thing == "ru-omsk"]
    assert [(fault.problem, fault.proposed) for fault in found] == [("merged", MERGED_INTO)]
    assert found[0].details.startswith(f"into {MERGED_INTO}, which does not fit (far: ")  # Khabarovsk is not Omsk


def test_a_merged_item_that_leads_to_the_right_one_fits(make_client: MakeClient, corpus: Corpus, known: Judged) -> None:
    khabarovsk = [subject for subject in places(corpus, known.places) if subject.id == "ru-khabarovsk"]
    (fault,) = check(make_client(), khabarovsk, {khabarovsk[0].iri: MERGED})
    assert (fault.proposed, fault.details) == (MERGED_INTO, f"into {MERGED_INTO}, which fits")


def test_a_town_whose_item_lies_elsewhere_is_found(faults: list[Fault]) -> None:
    assert of(faults, MOVED_PLACE) == {("error", "far")}


def test_a_dissolved_item_is_found(faults: list[Fault]) -> None:
    assert of(faults, FORMER_PLACE) == {("error", "former")}


def test_one_item_of_two_places_is_told_of_both_with_what_it_is(faults: list[Fault]) -> None:
    assert of(faults, "cn-beijing") == {("error", "twice")}
    assert {"class", "country", "far", "twice"} == {problem for _, problem in of(faults, "ru-ufa")}


def test_sound_links_have_no_fault(faults: list[Fault], known: Judged) -> None:
    named = {fault.thing for fault in faults}
    assert {"ru-khabarovsk", "cn-harbin", "ru-moscow", "cn-heilongjiang", "ru-amur-oblast"} & named == set()
    assert len(named) < len(known.items) / 20


@pytest.mark.parametrize(
    ("item", "problem", "severity"),
    [
        (SOUND._replace(exists=False), "missing", "error"),
        (SOUND._replace(levels=frozenset({"district"})), "class", "error"),
        (SOUND._replace(levels=frozenset()), "class", "note"),
        (SOUND._replace(countries=frozenset({"Q159"})), "country", "error"),
        (SOUND._replace(points=((46.5, 126.64),)), "far", "note"),
    ],
)
def test_each_fault_has_its_name(item: Item, problem: str, severity: str) -> None:
    assert [(fault.problem, fault.severity) for fault in faults_of(HARBIN, item)] == [(problem, severity)]


@pytest.mark.parametrize(("shift", "count"), [(0.2, 0), (0.24, 1)])
def test_the_limit_is_25_km(shift: float, count: int) -> None:
    town = HARBIN._replace(level="city")
    moved = SOUND._replace(levels=frozenset({"city"}), points=((45.75 + shift, 126.63),))
    assert len(faults_of(town, moved)) == count


def test_nothing_is_asked_where_nothing_is_linked(client: Client) -> None:
    assert check(client, [HARBIN], {}) == []
    assert client.requests == 0
