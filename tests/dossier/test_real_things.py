"""The model on the real graph: what is told of each tie and place is whole."""

from __future__ import annotations

import pytest

import kg
from kg.api.graph import Graph
from kg.ask.asked_tables import asked_table, table_of
from kg.base.ids import tail
from kg.base.languages import speaking
from kg.dossier.comparison import comparison
from kg.dossier.tie import Tie

_CONFLICTS = """SELECT DISTINCT ?tie {
  ?issue tie:findingKind <https://w3id.org/interregional-ties/voc/finding-kind/conflict> ; tie:about ?tie .
  ?tie a tie:Tie .
} ORDER BY STR(?tie)"""


@pytest.fixture(scope="session")
def real() -> Graph:
    """The graph of the bundled sources."""
    return kg.open()


def test_a_conflict_of_a_tie_has_its_sides_and_what_is_taken_is_one_of_them(real: Graph) -> None:
    for (tie,) in table_of(real._asked, _CONFLICTS).rows[::6]:
        found = real.thing(str(tie))
        assert isinstance(found, Tie)
        assert found.conflicts
        for conflict in found.conflicts:
            values = [side.id[:4] if conflict.field == "startYear" else side.id for side in conflict.sides]
            assert len(conflict.sides) > 1, conflict.id
            assert conflict.chosen in values, conflict.id


def test_an_extract_of_wikidata_speaks_for_wikidata_whoever_publishes_it(real: Graph) -> None:
    lacking = {tail(row[-1]) for row in asked_table(real._asked, "pairs-not-in-wikidata").rows}
    seen = real.place("Харбин").in_wikidata
    assert "cn-harbin--ru-khabarovsk" in seen.stated
    assert {*seen.lacking} == lacking & {*seen.lacking, *seen.stated}


def test_the_model_of_a_place_is_the_same_each_time_and_has_its_rank(real: Graph) -> None:
    place = real.place("Хабаровск")
    assert place.data() == real.place("伯力").data()
    assert place.position is not None
    assert place.position.in_country.among > 100


def test_ties_of_comparable_pairs_are_of_the_same_kind_and_between_other_places(real: Graph) -> None:
    tie = real.thing("cn-heihe--ru-blagoveshchensk")
    assert isinstance(tie, Tie)
    assert len(tie.comparable) > 5
    for each in tie.comparable:
        assert (each.kind, bool(each.sources)) == (tie.kind, True), each.id
        assert {*each.parties}.isdisjoint(tie.parties), each.id
    assert tie.data()["comparable"][0]["id"] == tie.comparable[0].id


def test_a_tie_near_a_place_has_sources_that_call_it_what_it_is(real: Graph) -> None:
    ties = {tie.id: tie for tie in real.place("Самарская область").ties_within}
    assert all(tie.sources for tie in ties.values())
    assert "HENAN_SAM" in {source.id for source in ties["cn-zhengzhou--ru-samara"].sources}


def test_figures_without_a_date_are_told_and_not_compared(real: Graph) -> None:
    with speaking("en"):
        found = {row.label: row for row in comparison([real.place("ru-kolpino"), real.place("ru-amurzet")])}
    row = found["Inhabitants"]
    assert all("(population, estimate, not dated, persons)" in cell.text for cell in row.cells)
    assert row.remark == "not comparable (not all are dated)"
