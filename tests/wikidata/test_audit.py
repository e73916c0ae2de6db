"""The audit: each pair is counted once and in the right state; the findings are sound RDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from kg.ask.results import Table
from kg.base import ids
from kg.base.dates import PartialDate
from kg.base.languages import speaking
from kg.gather.corpus import Corpus
from kg.gather.fuse import Tie
from kg.gather.labels import labels_of
from kg.gather.roots import Sources
from kg.graph.build import fuse_all
from kg.wikidata.audit import MATCHED, NO_ITEM, ONLY_HERE, ONLY_THERE, Row, agrees, audit, summaries
from kg.wikidata.audit_findings import findings
from kg.wikidata.client import Cache, Client, nodes
from kg.wikidata.desk import Asking, Desk
from kg.wikidata.fetch import merged
from kg.wikidata.links import Judged
from kg.wikidata.propose import Evidence, propose
from kg.wikidata.twin_ties import Twin, between, pair_up
from tests.wikidata.conftest import DATE, NO_PAUSE
from tests.wikidata.slice import HARBIN_NOW, small

PLACES = {"ru-a": "Q1", "ru-b": "Q2", "cn-a": "Q11", "cn-b": "Q12"}
COUNTRIES = {"ru-a": "ru", "ru-b": "ru", "ru-c": "ru", "cn-a": "cn", "cn-b": "cn"}


def tie(a: str, b: str, date: str = "", kind: str = "sister") -> Tie:
    dates = (("signed", PartialDate.parse(date)),) if date else ()
    return Tie(
        slug=ids.tie_slug((a, b)), parties=tuple(sorted((a, b))), kind=kind, status="unknown", status_year=None,
        dates=dates, start_year=None, end_year=None, first_year=None, begun=(None, None), over=None, stages=(),
        spheres=(), attestations=(), independent_sources=2, sources_of_kind=2, support="stated", confidence=0.9,
    )  # fmt: skip


def compared(ours: list[Tie], forth: list[Twin], back: list[Twin]) -> list[Row]:
    return audit(ours, pair_up(forth, back), PLACES, COUNTRIES, ("ru", "cn"))


def test_a_pair_on_both_items_is_matched() -> None:
    (row,) = compared(
        [tie("ru-a", "cn-a", "1993-06-01")], [Twin("s", "Q1", "Q11", PartialDate(1993))], [Twin("t", "Q11", "Q1")]
    )
    assert row[:7] == (MATCHED, "ru-a", "cn-a", "Q1", "Q11", "", False)


def test_another_year_is_a_conflict_and_one_item_is_one_way() -> None:
    (row,) = compared([tie("ru-a", "cn-a", "1993")], [], [Twin("t", "Q11", "Q1", PartialDate(1992, 5))])
    assert (row.state, row.one_way, row.date_conflict, row.ours, row.theirs) == (
        MATCHED,
        "b-to-a",
        True,
        "1993",
        "1992-05",
    )


def test_every_pair_is_in_one_state() -> None:
    rows = compared(
        [tie("ru-a", "cn-a"), tie("ru-c", "cn-a"), tie("ru-a", "cn-b", kind="partner")],
        [Twin("s", "Q2", "Q12"), Twin("u", "Q2", "Q99")],
        [],
    )
    assert [(row.state, row.place_a, row.place_b, row.item_b) for row in rows] == [
        (ONLY_HERE, "ru-a", "cn-a", "Q11"),
        (ONLY_THERE, "ru-b", "", "Q99"),
        (ONLY_THERE, "ru-b", "cn-b", "Q12"),
        (NO_ITEM, "ru-c", "cn-a", "Q11"),
    ]


def test_a_twin_town_of_theirs_that_is_a_partner_here_is_told_with_our_tie() -> None:
    (row,) = compared([tie("ru-a", "cn-a", kind="partner")], [Twin("s", "Q1", "Q11")], [])
    assert (row.state, row.tie) == (ONLY_THERE, "cn-a--ru-a")


def test_the_slice_is_audited_in_few_requests(client: Client, corpus: Corpus, known: Judged) -> None:
    theirs = between(client, ("Q159", "Q148"))
    countries = {place.id: place.country for place in corpus.gazetteer.places.values()}
    ties = fuse_all(corpus).ties
    rows = audit(ties, theirs, known.places, countries, ("ru", "cn"))
    sisters = [one for one in ties if one.kind == "sister" and {countries[p] for p in one.parties} == {"ru", "cn"}]
    counts = {state: sum(row.state == state for row in rows) for state in (MATCHED, ONLY_HERE, ONLY_THERE, NO_ITEM)}
    assert sum(counts.values()) - counts[ONLY_THERE] == len(sisters)
    assert counts[MATCHED] + counts[ONLY_THERE] == len(theirs)
    assert counts[MATCHED] > 40
    assert {row.place_a for row in rows if row.one_way == "a-to-b"} >= {"ru-kaliningrad"}
    assert client.requests <= 6


class InProcess:
    """An endpoint that is a store of this process."""

    url = "http://store.example/"

    def __init__(self, store: Store) -> None:
        self.store = store

    def select(self, text: str, within: float) -> Table:  # noqa: ARG002 (it is quick)
        found = self.store.query(text)
        assert isinstance(found, QuerySolutions)
        return Table([variable.value for variable in found.variables], list(found))


@pytest.fixture(scope="module")
def desk(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The bundled ties beside the small world."""
    made = Desk(Sources(), tmp_path_factory.mktemp("links"), Asking("http://store.example/", DATE))
    client = Client(InProcess(small()), Cache(tmp_path_factory.mktemp("answers"), DATE), pace=NO_PAUSE)
    vars(made).update(corpus=corpus, client=client)
    return made


@pytest.fixture(scope="module")
def beside_small(desk: Desk) -> dict[str, Row]:
    return {row.tie: row for row in desk.audit(("RU", "CN"))}


@pytest.mark.parametrize(
    ("tie", "state", "over", "deprecated"),
    [
        ("cn-harbin--ru-khabarovsk", MATCHED, "", ""),  # both items are told by others that were merged
        ("cn-heihe--ru-blagoveshchensk", MATCHED, "", ""),  # one has no country there
        ("cn-dalian--ru-vladivostok", ONLY_HERE, "", "a-to-b"),
        ("cn-shenyang--ru-irkutsk", MATCHED, "there", ""),
    ],
)
def test_what_wikidata_merged_left_out_deprecated_or_ended_is_seen(
    tie: str, state: str, over: str, deprecated: str, beside_small: dict[str, Row]
) -> None:
    row = beside_small[tie]
    assert (row.state, row.one_way, row.over, row.deprecated) == (state, "", over, deprecated)


def test_a_proposal_names_the_item_that_a_merged_one_leads_to(desk: Desk, beside_small: dict[str, Row]) -> None:
    found = propose(Evidence.of(desk.corpus, desk.fused, desk.judged), beside_small.values())
    items = {qid for one in found.statements for qid in (one.item, one.other)}
    assert HARBIN_NOW in items
    assert "Q42956" not in items
    why = {one.tie: one.why for one in found.passed}
    assert why["cn-dalian--ru-vladivostok"] == "Wikidata has the statement with the rank deprecated"
    assert {"cn-harbin--ru-khabarovsk", "cn-heihe--ru-blagoveshchensk"}.isdisjoint(
        {*why, *(one.tie for one in found.statements)}
    )


def test_a_tie_that_only_one_side_ends_is_no_agreement() -> None:
    over = tie("ru-a", "cn-a")._replace(status="ended")
    both = [Twin("s", "Q1", "Q11")], [Twin("t", "Q11", "Q1")]
    ended = [Twin("s", "Q1", "Q11", end=PartialDate(2001))], [Twin("t", "Q11", "Q1")]
    rows = [compared([ours], *theirs)[0] for ours in (over, tie("ru-a", "cn-a")) for theirs in (both, ended)]
    assert [row.over for row in rows] == ["here", "", "", "there"]
    assert [agrees(row) for row in rows] == [False, True, True, False]


def test_chains_of_merges_are_followed_to_their_end_and_circles_end() -> None:
    store = Store()
    same = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
    for one, other in (("Q1", "Q2"), ("Q2", "Q3"), ("Q8", "Q9"), ("Q9", "Q8")):
        store.add(Quad(nodes([one])[0], same, nodes([other])[0]))
    client = Client(InProcess(store), Cache(Path("nowhere"), DATE), pace=NO_PAUSE)
    client.cache.get = lambda endpoint, query: None  # type: ignore[method-assign]
    client.cache.put = lambda endpoint, query, table: None  # type: ignore[method-assign]
    assert merged(client, ["Q1", "Q8", "Q7"]) == {"Q1": "Q3", "Q2": "Q3", "Q8": "Q9", "Q9": "Q8"}


def test_there_is_a_line_for_each_region_and_one_for_all() -> None:
    rows = compared([tie("ru-a", "cn-a"), tie("ru-b", "cn-b")], [Twin("s", "Q2", "Q12")], [])
    lines = summaries(rows, {"ru-a": "north", "ru-b": "south"})
    assert [(line.region, line.matched, line.only_here, line.one_way) for line in lines] == [
        ("north", 0, 1, 0),
        ("south", 1, 0, 1),
        ("all", 1, 1, 1),
    ]
    with speaking("zh"):
        assert lines[-1].line().startswith("all：一致 1，仅见于此 1")


def test_findings_are_in_three_languages_about_the_tie_and_always_the_same(corpus: Corpus) -> None:
    theirs = [Twin("s", "Q1", "Q11", PartialDate(1992), PartialDate(2001)), Twin("t", "Q2", "Q12")]
    rows = compared([tie("ru-a", "cn-a", "1993")], theirs, [Twin("u", "Q11", "Q1", is_deprecated=True)])
    graph = findings(rows, labels_of(corpus), DATE)
    assert graph == findings(reversed(rows), labels_of(corpus), DATE)
    quads = list(parse("".join(f"{triple} .\n" for triple in graph.triples).encode(), RdfFormat.N_TRIPLES))
    subjects = {quad.subject for quad in quads}
    assert len(subjects) == 6  # another date, an end, a rank, only there, and each of the two one way
    comment = NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
    for subject in subjects:
        texts = [q.object for q in quads if q.subject == subject and q.predicate == comment]
        assert sorted(t.language or "" for t in texts if isinstance(t, Literal)) == ["en", "ru", "zh-hans"]
    about = {str(q.object) for q in quads if q.predicate.value == f"{ids.ONT}about"}
    assert f"<{ids.thing('tie', 'cn-a--ru-a')}>" in about
    assert len(graph) == len(quads)
