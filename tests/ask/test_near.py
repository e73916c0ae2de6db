"""Where a place of few ties points to: its region, the places there, its namesakes."""

from __future__ import annotations

from kg.ask.asked_graph import StoredGraph
from kg.ask.near import Near, near_places, told_near
from kg.base.languages import speaking
from tests.ask.worlds import oxigraph_world
from tests.command import Run


def test_a_city_points_to_its_region_and_to_cities_there_that_have_ties() -> None:
    graph = StoredGraph(oxigraph_world())
    near = near_places(graph, "ru-khabarovsk")
    assert near == [Near("ru-khabarovsk-krai", 2), Near("ru-komsomolsk-on-amur", 2)]
    with speaking("ru"):
        assert told_near(graph, near).endswith("Хабаровский край (2 связи), Комсомольск-на-Амуре (2 связи)")
    assert near_places(graph, "ru") == []


def test_few_ties_of_a_place_point_to_others(kg: Run) -> None:
    done = kg("query", "partners-of-place", "--place", "Самара")
    for told in ("Samara Oblast (", "Tolyatti (", "Syzran ("):
        assert told in done.stderr
    assert "see also" not in kg("query", "partners-of-place", "--place", "Самара", "--limit", "1").stderr
    assert kg("query", "partners-of-place", "--place", "Хабаровск").stderr == ""


def test_a_name_that_may_mean_another_place_is_taken_with_a_note(kg: Run) -> None:
    done = kg("query", "partners-of-place", "--place", "Ростов")
    told = (
        "'Ростов' is taken as Rostov (ru-rostov, Yaroslavl Oblast); "
        "it may also be Rostov-on-Don (ru-rostov-on-don, Rostov Oblast)"
    )
    assert told in done.stderr.splitlines()
    assert "may also be" not in kg("query", "partners-of-place", "--place", "ru-rostov").stderr
