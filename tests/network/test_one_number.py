"""One number for a place and one rule for a year: the catalogue and the network never differ."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from matplotlib.figure import Figure

from kg.analysis.question import Question
from kg.analysis.ranking import hub_ranks
from kg.ask.asked_graph import StoredGraph
from kg.ask.asked_tables import asked_table, table_of
from kg.ask.catalog import Catalog
from kg.ask.engine import PREFIXES
from kg.base.languages import pick
from kg.cli.plot import plot
from kg.export.figures import draw
from kg.export.figures.style import word
from kg.graph.store import open_graph
from kg.network.attributes import Attributes
from kg.network.from_graph import read_network
from kg.network.hubs import Hub, hubs
from kg.network.shape import shape
from kg.network.standing import DEFAULT_KINDS, select
from kg.network.ties import Network
from kg.network.views import Choice
from tests.ask.worlds import oxigraph_world

CATALOG = Catalog()
YEARS = range(1988, 2027)
KINDS = ("sister", "partner", "intention", "contact", "unknown")


@cache
def asked(world: str) -> tuple[StoredGraph, Network]:
    graph = StoredGraph(oxigraph_world() if world == "small" else open_graph())
    return graph, read_network(graph)


def tail(iri: object) -> str:
    return str(iri).rpartition("/")[2].rstrip(">")


def rule_of(name: str) -> str:
    """The lines of a query that say which ties stand, and which for certain, without their indentation."""
    text = re.search(
        r"OPTIONAL \{ \?tie tie:begunNotBefore.*?\n *BIND\(IF\(BOUND\(\?year\).*?\n",
        CATALOG.find(name).text,
        re.DOTALL,
    )
    assert text is not None
    return "\n".join(line.strip() for line in text.group().splitlines())


def test_the_rule_of_a_year_is_written_the_same_in_each_query() -> None:
    assert rule_of("ties-in-year") == rule_of("hubs-by-kind")


@pytest.mark.parametrize("world", ["small", "bundled"])
def test_the_queries_and_the_network_agree_on_every_year_and_kind(world: str) -> None:
    graph, network = asked(world)
    years = " ".join(map(str, YEARS))
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    rows = table_of(
        graph,
        f"""{head}SELECT DISTINCT ?year ?tie ?certain WHERE {{
          VALUES ?year {{ {years} }}
          ?tie tie:kind ?kind ; tie:status ?status ; tie:hasParty ?party .
          FILTER NOT EXISTS {{ ?tie a tie:Format }}
          {rule_of("hubs-by-kind")}
        }}""",
    ).rows
    found: dict[tuple[int, bool], set[str]] = defaultdict(set)
    for year, tie, certain in rows:
        found[int(str(year)), bool(certain)].add(tail(tie))
    for kind in KINDS:
        slugs = {link.slug for link in network.links if link.kind == kind}
        for year in YEARS:
            sure = {link.slug for link in select(network, (kind,), year).links}
            every = select(network, (kind,), year, possible=True)
            assert found[year, True] & slugs == sure, (kind, year)
            assert found[year, False] & slugs == {link.slug for link in every.links} - sure, (kind, year)
            assert len(every.links) == len(sure) + every.possible


@pytest.mark.parametrize("world", ["small", "bundled"])
def test_every_place_has_one_number_wherever_it_is_asked_for(world: str) -> None:
    graph, network = asked(world)
    ours = {hub.place: hub for hub in hubs(network, select(network).links)}
    hub_rows = {
        tail(place): (own, within, both, partners)
        for _, own, within, both, partners, place in asked_table(graph, "hubs").rows
    }
    assert hub_rows == {hub.place: (hub.own, hub.inner, hub.both, hub.partners) for hub in ours.values()}
    by_kind = {
        tail(place): (ties, partners, first)
        for _, ties, _possible, partners, first, place in asked_table(graph, "hubs-by-kind").rows
    }
    assert by_kind == {hub.place: (hub.own, hub.partners, hub.first_year) for hub in ours.values() if hub.own}
    in_order = table_of(graph, CATALOG.find("most-ties").text)
    most = [(tail(place), ties, partners) for _, ties, _, partners, place in in_order.rows]
    ranked: list[Hub] = hubs(network, select(network).links, "own")
    assert most == [(hub.place, hub.own, hub.partners) for hub in ranked[:20]]


@pytest.mark.parametrize("level", ["own", "inner", "both"])
def test_a_rank_with_an_interval_counts_the_same_ties(level: str) -> None:
    _, network = asked("bundled")
    chosen = Choice(kinds=DEFAULT_KINDS)
    ranks = hub_ranks(Question(network, Attributes(), chosen, rollup=level, limit=1000, rounds=2))
    assert {each.place: (each.rank, each.ties) for each in ranks} == {
        hub.place: (hub.rank, getattr(hub, level)) for hub in hubs(network, select(network).links, level)
    }


def test_the_interval_of_a_rank_holds_the_rank_without_any_source() -> None:
    _, network = asked("bundled")
    links = select(network, DEFAULT_KINDS).links
    ranks = hub_ranks(Question(network, Attributes(), Choice(kinds=DEFAULT_KINDS), limit=1000, rounds=99))
    witnesses = [{network.witnesses.get(source, source) for source in link.sources} for link in links]
    for without, _ in Counter(witness for each in witnesses for witness in each).most_common(9):
        left = [link for link, each in zip(links, witnesses, strict=True) if each != {without}]
        found = {hub.place: hub.rank for hub in hubs(network, left)}
        for each in ranks:
            rank = found.get(each.place, len(found) + 1)
            assert each.interval[0] <= each.leave_one_out[0] <= rank <= each.leave_one_out[1] <= each.interval[1]


@pytest.mark.parametrize("world", ["small", "bundled"])
def test_a_place_has_the_ties_that_the_page_and_the_files_give_it(world: str) -> None:
    from kg.network.page import network_document

    graph, network = asked(world)
    chosen = select(network)
    document = network_document(graph, network, chosen)
    counted = Counter(end for link in document.edges for end in (link.a, link.b))
    assert counted == {hub.place: hub.own for hub in hubs(network, chosen.links) if hub.own}


@pytest.mark.parametrize("world", ["small", "bundled"])
def test_an_export_gives_a_place_its_own_ties_and_a_region_all(world: str) -> None:
    _, network = asked(world)
    chosen = select(network)
    ours = {hub.place: hub for hub in hubs(network, chosen.links)}
    vertices = shape(network.nodes, chosen.links).vertices
    assert {vertex.id: vertex.ties for vertex in vertices} == {id: hub.own for id, hub in ours.items() if hub.own}
    regions: Counter[str] = Counter()
    for edge in shape(network.nodes, chosen.links, level="region").edges:
        regions.update({edge.source: edge.weight, edge.target: edge.weight})
    units = {id for id, node in network.nodes.items() if node.region == id}
    assert regions == {id: hub.both for id, hub in ours.items() if id in units}


@pytest.mark.parametrize("units", [[], ["--units"]])
def test_the_figure_of_hubs_writes_the_number_that_the_list_has(
    units: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels: list[str] = []

    def drawn(*given: Any) -> Figure:
        figure = hubs_figure(*given)
        labels.extend(label.get_text() for label in figure.axes[0].get_yticklabels())
        return figure

    hubs_figure = draw.hubs_figure
    monkeypatch.setattr(draw, "hubs_figure", drawn)
    words = ["hubs", *units, "--limit", "12", "--rounds", "99", "--lang", "en", "--out", str(tmp_path / "hubs.svg")]
    assert CliRunner().invoke(plot, words, catch_exceptions=False).exit_code == 0
    _, network = asked("bundled")
    ranked = [
        hub for hub in hubs(network, select(network).links) if not units or network.nodes[hub.place].region == hub.place
    ]
    counted = [hub for hub in ranked if hub.both >= ranked[11].both]
    names = [pick(network.nodes[hub.place].labels, "en") for hub in counted]
    assert labels == [word("hub", "en", name=name, count=hub.both) for name, hub in zip(names, counted, strict=True)]
