"""What is proposed, what is passed over, and the batches that would be run."""

from __future__ import annotations

import csv
import io

import pytest

from kg.base.dates import PartialDate
from kg.gather.corpus import Corpus
from kg.gather.fuse import Disagreement, fuse
from kg.graph.build import fuse_all
from kg.schema.records import Attestation, Source
from kg.wikidata.audit import audit
from kg.wikidata.client import Client
from kg.wikidata.links import Judged
from kg.wikidata.propose import Evidence, Proposal, propose
from kg.wikidata.quickstatements import commands, preview, table, write
from kg.wikidata.twin_ties import Twin, between, pair_up

PLACES = {"ru-a": "Q1", "cn-a": "Q11"}
COUNTRIES = {"ru-a": "ru", "cn-a": "cn", "ru-b": "ru"}
DAY = PartialDate(2026, 1, 31)


def source(id: str, kind: str = "news", derived: str = "", url: str = "", link: bool | None = True) -> Source:
    return Source(id, f"Title {id}", "", url or f"https://example.org/{id}", kind, "", None, "", derived, "", link, "")


def said(
    source: str, kind: str = "sister", date: str = "1993-06", status: str = "", date_kind: str = "signed"
) -> Attestation:
    day = PartialDate.parse(date) if date else None
    fields = ("", "ru-a", "", "cn-a", "", "", "", "", kind, day, date_kind, status, (), "", source, "", "")
    return Attestation(*fields)


def proposed(
    attestations: list[Attestation], sources: list[Source], theirs: list[Twin] | None = None, **items: str
) -> Proposal:
    known = {one.id: one for one in sources}
    fused = fuse(attestations, known)
    evidence = Evidence(fused.ties, {"cn-a--ru-a": attestations}, known, fused.disagreements, items)
    forth = [twin for twin in theirs or [] if twin.item == "Q1"]
    back = [twin for twin in theirs or [] if twin.item == "Q11"]
    return propose(evidence, audit(fused.ties, pair_up(forth, back), PLACES, COUNTRIES, ("ru", "cn")))


TWO = ([said("A"), said("B")], [source("A"), source("B")])


def test_both_directions_are_proposed_with_date_and_references() -> None:
    found = proposed(*TWO).statements
    assert [(s.item, s.other, s.start) for s in found] == [
        ("Q1", "Q11", PartialDate(1993, 6)),
        ("Q11", "Q1", PartialDate(1993, 6)),
    ]
    assert [cited.url for cited in found[0].cited] == ["https://example.org/A", "https://example.org/B"]


@pytest.mark.parametrize(("item", "other", "missing"), [("Q1", "Q11", "Q11"), ("Q11", "Q1", "Q1")])
def test_only_the_missing_direction_is_proposed(item: str, other: str, missing: str) -> None:
    found = proposed(*TWO, theirs=[Twin("s", item, other)])
    assert [s.item for s in found.statements] == [missing]


def test_a_pair_that_stands_on_both_items_is_neither_proposed_nor_passed_over() -> None:
    assert proposed(*TWO, theirs=[Twin("s", "Q1", "Q11"), Twin("t", "Q11", "Q1")]) == Proposal((), ())


@pytest.mark.parametrize(
    ("attestations", "sources", "why"),
    [
        ([said("A")], [source("A")], "1 independent"),
        ([said("A"), said("B")], [source("A"), source("B", derived="A")], "1 independent"),
        ([said("A"), said("W")], [source("A"), source("W", "encyclopedia")], "1 independent"),
        ([said("A"), said("D")], [source("A"), source("D", "dataset")], "1 independent"),
        (
            [said("A"), said("N")],
            [source("A"), source("N", "news", "WIKIDATA"), source("WIKIDATA", "dataset")],
            "1 indep",
        ),
        ([said("A"), said("B", "partner")], [source("A"), source("B")], "1 independent"),
        ([said("A"), said("B")], [source("A", link=False), source("B", url="ftp://x")], "no source has an address"),
        ([said("A"), said("B", status="ended")], [source("A"), source("B")], "no source dates its end"),
    ],
)
def test_what_does_not_rest_on_enough_is_passed_over(
    attestations: list[Attestation], sources: list[Source], why: str
) -> None:
    found = proposed(attestations, sources)
    assert found.statements == ()
    assert why in found.passed[0].why


def test_an_official_list_is_enough() -> None:
    found = proposed([said("A")], [source("A", "official-list")])
    assert [s.reason for s in found.statements] == ["an official list"] * 2


def test_a_date_that_sources_dispute_is_left_out() -> None:
    found = proposed([said("A", date="1993"), said("B", date="1995")], [source("A"), source("B")])
    assert [s.start for s in found.statements] == [None, None]


def test_a_tie_that_is_over_has_its_end() -> None:
    over = said("B", date="2022-03", date_kind="ended", status="ended")
    found = proposed([said("A"), over], [source("A"), source("B")])
    assert [(s.start, s.end) for s in found.statements] == [(PartialDate(1993, 6), PartialDate(2022, 3))] * 2


def test_commands_are_v1_and_a_further_reference_begins_with_a_mark() -> None:
    first = commands(proposed(*TWO, A="Q99").statements, DAY).splitlines()[0]
    assert first.split("\t") == [
        "Q1", "P190", "Q11", "P580", "+1993-06-01T00:00:00Z/10",
        "S854", '"https://example.org/A"', "S813", "+2026-01-31T00:00:00Z/11", "S248", "Q99",
        "!S854", '"https://example.org/B"', "S813", "+2026-01-31T00:00:00Z/11",
    ]  # fmt: skip


def test_the_table_is_v2_csv_with_a_capital_for_each_reference() -> None:
    header, first, second = csv.reader(io.StringIO(table(proposed(*TWO).statements, DAY)))
    assert header == ["qid", "P190", "qal580", "qal582", "S854", "s813", "s248", "S854", "s813", "s248", "#"]
    assert first[:6] == [
        "Q1",
        "Q11",
        "+1993-06-01T00:00:00Z/10",
        "",
        '"https://example.org/A"',
        "+2026-01-31T00:00:00Z/11",
    ]
    assert [len(row) for row in (first, second)] == [len(header)] * 2


def test_an_address_cannot_break_out_of_its_quotes() -> None:
    hostile = 'https://example.org/a"\tP31\t"b'
    found = proposed([said("A"), said("B")], [source("A", url=hostile), source("B")])
    assert all(line.count("\t") == 8 for line in commands(found.statements, DAY).splitlines())


def test_the_preview_says_what_and_why_and_what_not() -> None:
    found = proposed(*TWO)
    text = preview(found.statements, found.passed, {"ru-a": "A\x1b[2Jtown", "cn-a": "B"}, DAY)
    assert "2 statements are proposed; nothing has been sent." in text
    assert "A [2Jtown (Q1)" in text
    assert "rests on: 2 independent witnesses" in text
    assert "\x1b" not in text


def test_the_bundled_ties_give_sound_batches(
    client: Client, corpus: Corpus, known: Judged, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("proposals")
    evidence = Evidence.of(corpus, fuse_all(corpus), known)
    countries = {place.id: place.country for place in corpus.gazetteer.places.values()}
    theirs = between(client, "Q159", "Q148")
    found = propose(evidence, audit(evidence.ties, theirs, known.places, countries, ("ru", "cn")))
    have = {(twin.item, twin.other) for tie in theirs for twin in (*tie.forth, *tie.back)}
    assert len(found.statements) > 50
    assert not have & {(s.item, s.other) for s in found.statements}
    assert all(s.cited for s in found.statements)
    paths = write(folder, found, {}, DAY)
    assert [path.name for path in paths] == ["preview.txt", "quickstatements.tsv", "quickstatements.csv"]
    lines = paths[1].read_text(encoding="utf-8").splitlines()
    assert all(line.split("\t")[1] == "P190" for line in lines)
    assert not isinstance(evidence.disagreements[0], str)
    assert isinstance(evidence.disagreements[0], Disagreement)
