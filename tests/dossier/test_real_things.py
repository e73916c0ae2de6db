"""The model on the real graph: what is told of each tie and place is whole."""

from __future__ import annotations

import pytest

import kg
from kg.api.graph import Graph
from kg.ask.asked_tables import asked_table, table_of
from kg.base.ids import tail
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
