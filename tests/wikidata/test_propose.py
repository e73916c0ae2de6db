"""What is proposed, what is passed over, and the batches that would be run."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kg.base.dates import PartialDate
from kg.gather.corpus import Corpus
from kg.gather.fuse import fuse
from kg.graph.build import fuse_all
from kg.schema.records import Attestation, Source
from kg.wikidata.audit import audit
from kg.wikidata.links import Judged
from kg.wikidata.propose import Evidence, Proposal, propose
from kg.wikidata.quickstatements import commands, preview, tables, time, write
from kg.wikidata.twin_ties import Twin, between, pair_up
from tests.wikidata.conftest import MakeClient
from tests.wikidata.quickstatements_readers import Newer, Older, Reader, Refused, Said
from tests.wikidata.wikibase import Wikibase

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


def test_a_reprint_is_no_official_list_and_gives_way_to_the_original() -> None:
    reprint = source("A", "official-list", derived="L")._replace(form="reprint")
    alone = proposed([said("A")], [reprint, source("L", "official-list", link=False)])
    assert (alone.statements, alone.passed[0].why) == ((), "1 independent witness, which is no official list")
    both = proposed([said("A"), said("L")], [reprint, source("L", "official-list")])
    assert [cited.url for cited in both.statements[0].cited] == ["https://example.org/L"]
    unseen = proposed([said("A"), said("L")], [reprint, source("L", "official-list", link=False)])
    assert [(one.title, one.repeats) for one in unseen.statements[0].cited] == [("Title A", "Title L")]
    assert "which repeats: Title L" in preview(unseen.statements, (), {}, DAY)


@pytest.mark.parametrize(
    ("twin", "why"),
    [
        (Twin("s", "Q1", "Q11", is_deprecated=True), "Wikidata has the statement with the rank deprecated"),
        (Twin("s", "Q1", "Q11", end=PartialDate(2001)), "Wikidata says that it is over"),
    ],
)
def test_what_wikidata_has_ruled_out_or_ended_is_not_proposed(twin: Twin, why: str) -> None:
    found = proposed(*TWO, theirs=[twin])
    assert (found.statements, [one.why for one in found.passed]) == ((), [why])


def test_a_deprecated_statement_beside_one_that_holds_rules_nothing_out() -> None:
    theirs = [Twin("s", "Q1", "Q11", is_deprecated=True), Twin("t", "Q1", "Q11")]
    assert [s.item for s in proposed(*TWO, theirs=theirs).statements] == ["Q11"]


def test_a_row_has_one_reference_and_a_further_one_its_own_file() -> None:
    files = commands(proposed(*TWO, A="Q99").statements, DAY)
    assert files["quickstatements.tsv"].splitlines()[0].split("\t") == [
        "Q1", "P190", "Q11", "P580", "+1993-06-01T00:00:00Z/10",
        "S854", '"https://example.org/A"', "S813", "+2026-01-31T00:00:00Z/11", "S248", "Q99",
    ]  # fmt: skip
    assert files["quickstatements-2.tsv"].splitlines()[0].split("\t") == [
        "Q1", "P190", "Q11", "S854", '"https://example.org/B"', "S813", "+2026-01-31T00:00:00Z/11",
    ]  # fmt: skip


def test_a_table_has_the_columns_of_its_rows_and_no_empty_cell() -> None:
    files = tables(proposed(*TWO, A="Q99").statements, DAY)
    assert {name: next(csv.reader(io.StringIO(text))) for name, text in files.items()} == {
        "quickstatements-P580-P248.csv": ["qid", "P190", "qal580", "S854", "s813", "s248", "#"],
        "quickstatements.csv": ["qid", "P190", "S854", "s813", "#"],
    }
    assert all(all(row) for text in files.values() for row in csv.reader(io.StringIO(text)))


def test_an_address_cannot_break_out_of_its_quotes() -> None:
    hostile = 'https://example.org/a"\tP31\t"b'
    found = proposed([said("A"), said("B")], [source("A", url=hostile), source("B")])
    (lines,) = commands(found.statements, DAY).values()
    assert all(line.count("\t") == 8 for line in lines.splitlines())


def test_the_preview_says_what_and_why_and_what_not() -> None:
    found = proposed(*TWO)
    text = preview(found.statements, found.passed, {"ru-a": "A\x1b[2Jtown", "cn-a": "B"}, DAY)
    assert "2 statements are proposed; nothing has been sent." in text
    assert "A [2Jtown (Q1)" in text
    assert "rests on: 2 independent witnesses" in text
    assert "\x1b" not in text


@pytest.fixture(scope="module")
def bundled(make_client: MakeClient, corpus: Corpus, known: Judged) -> Proposal:
    """What the bundled ties propose to the slice."""
    evidence = Evidence.of(corpus, fuse_all(corpus), known)
    countries = {place.id: place.country for place in corpus.gazetteer.places.values()}
    theirs = between(make_client(), ("Q159", "Q148"))
    found = propose(evidence, audit(evidence.ties, theirs, known.places, countries, ("ru", "cn")))
    have = {(twin.item, twin.other) for tie in theirs for twin in (*tie.forth, *tie.back)}
    assert not have & {(s.item, s.other) for s in found.statements}
    return found


@pytest.fixture(scope="module")
def folder(bundled: Proposal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of that proposal, and what an earlier one has left."""
    path = tmp_path_factory.mktemp("proposals")
    (path / "quickstatements-9.tsv").write_text("old", encoding="utf-8")
    written = write(path, bundled, {}, DAY)
    assert sorted(path.iterdir()) == sorted(written)
    return path


def meant(proposal: Proposal) -> dict[tuple[str, str], Said]:
    """The statements of a proposal as a reader of its files is to find them."""
    found = {}
    for one in proposal.statements:
        dates = (("P580", time(one.start)), ("P582", time(one.end)))
        references = (
            {("P854", f'"{cited.url}"'), ("P813", time(DAY)), *({("P248", cited.item)} if cited.item else ())}
            for cited in one.cited
        )
        found[one.item, one.other] = Said(
            frozenset((prop, date) for prop, date in dates if date), tuple(map(frozenset, references))
        )
    return found


def test_the_bundled_ties_give_statements_with_references(bundled: Proposal) -> None:
    assert len(bundled.statements) > 50
    assert all(s.cited for s in bundled.statements)
    assert max(len(s.cited) for s in bundled.statements) > 1


@pytest.mark.parametrize("generation", [Older, Newer])
def test_both_generations_of_quickstatements_read_what_is_meant(
    generation: type[Reader], folder: Path, bundled: Proposal
) -> None:
    by_commands, by_tables = generation(), generation()
    for path in sorted(folder.glob("*.tsv"), key=lambda path: (len(path.name), path.name)):
        by_commands.commands(path.read_text(encoding="utf-8"))
    for path in folder.glob("*.csv"):
        by_tables.table(path.read_text(encoding="utf-8"))
    assert by_commands.said == meant(bundled)
    assert {pair: (said.qualifiers, set(said.references)) for pair, said in by_tables.said.items()} == {
        pair: (said.qualifiers, set(said.references)) for pair, said in meant(bundled).items()
    }


def test_the_readers_know_what_the_generations_read_differently() -> None:
    two = 'Q1\tP190\tQ2\tS854\t"http://a"\tS854\t"http://b"'
    older, newer = Older(), Newer()
    older.commands(two)
    newer.commands(two.replace('\tS854\t"http://b', '\t!S854\t"http://b'))
    assert [len(reader.said["Q1", "Q2"].references) for reader in (older, newer)] == [1, 2]
    with pytest.raises(Refused, match="unknown value ''"):
        older.table('qid,P190,qal580,S854,#\nQ1,Q2,,"""http://a""",x\n')
    with pytest.raises(Refused, match="unknown key !S854"):
        older.commands('Q1\tP190\tQ2\t!S854\t"http://a"')


def test_the_converter_and_the_client_of_wikibase_post_what_is_meant(
    folder: Path, bundled: Proposal, wikibase: Wikibase
) -> None:
    wikibase.run(sorted(folder.glob("*.tsv"), key=lambda path: (len(path.name), path.name)))
    assert wikibase.said() == meant(bundled)
