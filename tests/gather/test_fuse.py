"""Attestations add up to ties by written rules."""

from __future__ import annotations

import pytest

from kg.base.dates import PartialDate
from kg.gather.fuse import Disagreement, Fused, fuse
from kg.schema.codes import CODES, RELIABILITY
from kg.schema.kinds import KINDS
from kg.schema.records import Attestation, Source

SOURCES = {
    id: Source(
        id, id, "", "", kind, "", PartialDate.parse(published) if published else None, "", derived, same, None, ""
    )
    for id, kind, published, derived, same in (
        ("LIST", "official-list", "2005", "", ""),
        ("TOWN", "municipal-site", "2010", "", ""),
        ("NEWS", "news", "2020", "", ""),
        ("NEWS2", "news", "2023", "", ""),
        ("REPRINT", "news", "2021", "", "NEWS"),
        ("WIKI", "encyclopedia", "", "", ""),
        ("DUMP", "dataset", "2024", "WIKI", ""),
    )
}


def said(source: str, kind: str = "sister", date: str = "", date_kind: str = "signed", **more: str) -> Attestation:
    day = PartialDate.parse(date) if date else None
    return Attestation(
        id="",
        place_a=more.get("a", "ru-x"),
        level_a="",
        place_b=more.get("b", "cn-y"),
        level_b="",
        name_a="",
        name_b="",
        kind_as_written="",
        kind=kind,
        date=day,
        date_kind=date_kind if date else "",
        status=more.get("status", ""),
        spheres=(),
        direction="",
        source=source,
        locator=more.get("locator", ""),
        note="",
    )


def one(*attestations: Attestation) -> Fused:
    fused = fuse(attestations, SOURCES)
    assert len(fused.ties) == 1
    return fused


def test_the_kinds_of_a_tie_of_two_places_are_those_of_the_vocabulary() -> None:
    assert {*KINDS} == CODES["tie-kind"]


def test_the_order_of_parties_does_not_matter() -> None:
    fused = one(said("LIST"), said("NEWS", a="cn-y", b="ru-x"))
    assert fused.ties[0].slug == "cn-y--ru-x"
    assert len(fused.ties[0].attestations) == 2


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (["intention", "sister"], "sister"),
        (["partner", "intention"], "partner"),
        (["unknown", "intention"], "intention"),
        (["unknown"], "unknown"),
    ],
)
def test_the_closest_kind_counts(kinds: list[str], kind: str) -> None:
    assert one(*(said("NEWS", each, locator=each) for each in kinds)).ties[0].kind == kind


def test_sister_and_partner_are_listed_as_a_difference() -> None:
    fused = one(said("TOWN", "partner"), said("NEWS", "sister"))
    assert fused.disagreements == (
        Disagreement("cn-y--ru-x", "kind", "sister", (("partner", "TOWN"), ("sister", "NEWS"))),
    )


def test_the_more_trusted_source_gives_the_date_and_the_other_is_listed() -> None:
    fused = one(said("NEWS", date="1993-08-12"), said("LIST", date="1990-08-12"))
    assert dict(fused.ties[0].dates) == {"signed": PartialDate(1990, 8, 12)}
    assert fused.disagreements == (
        Disagreement("cn-y--ru-x", "signed", "1990-08-12", (("1990-08-12", "LIST"), ("1993-08-12", "NEWS"))),
    )


def test_a_finer_date_that_agrees_refines_and_is_no_difference() -> None:
    fused = one(said("LIST", date="1990"), said("NEWS", date="1990-08-12"))
    assert dict(fused.ties[0].dates) == {"signed": PartialDate(1990, 8, 12)}
    assert fused.disagreements == ()


def test_dates_of_an_intention_do_not_date_a_sister_tie() -> None:
    fused = one(said("TOWN", "intention", date="1988"), said("NEWS", "sister", date="1992"))
    assert fused.ties[0].start_year == 1992


def test_signing_and_approval_are_different_dates_and_the_earlier_is_the_start() -> None:
    fused = one(said("LIST", date="1995-05-16", date_kind="approved"), said("NEWS2", date="2024-06"))
    assert dict(fused.ties[0].dates) == {"signed": PartialDate(2024, 6), "approved": PartialDate(1995, 5, 16)}
    assert fused.ties[0].start_year == 1995
    (differs,) = fused.disagreements
    assert (differs.field, differs.chosen) == ("startYear", "1995")
    assert differs.said == (("approved 1995-05-16", "LIST"), ("signed 2024-06", "NEWS2"))


def test_a_year_inferred_from_an_anniversary_counts_only_where_nothing_better_is_known() -> None:
    inferred = said("NEWS", date="1992", date_kind="anniversary-inferred")
    assert one(inferred).ties[0].start_year == 1992
    assert one(inferred, said("NEWS2", date="1993")).ties[0].start_year == 1993


def test_the_latest_evidence_gives_the_status() -> None:
    tie = one(said("TOWN", status="active"), said("NEWS", status="ended")).ties[0]
    assert (tie.status, tie.status_year) == ("ended", 2020)
    tie = one(said("NEWS2", status="active"), said("NEWS", status="ended")).ties[0]
    assert (tie.status, tie.status_year) == ("active", 2023)


def test_being_listed_says_nothing_about_being_alive() -> None:
    tie = one(said("WIKI", status="unknown"), said("LIST")).ties[0]
    assert (tie.status, tie.status_year) == ("unknown", None)


def test_copies_of_one_origin_are_one_witness() -> None:
    tie = one(said("WIKI"), said("DUMP"), said("NEWS"), said("REPRINT")).ties[0]
    assert tie.independent_sources == 2
    assert tie.confidence == round(1 - (1 - RELIABILITY["encyclopedia"]) * (1 - RELIABILITY["news"]), 3)


def test_an_end_before_the_start_is_listed() -> None:
    fused = one(said("LIST", date="1995"), said("NEWS", date="1990", date_kind="ended", status="ended"))
    assert [each.field for each in fused.disagreements] == ["endedOn"]


def test_every_attestation_is_on_exactly_one_tie() -> None:
    attestations = [said("LIST"), said("NEWS"), said("NEWS", b="cn-z"), said("WIKI", a="ru-w")]
    fused = fuse(attestations, SOURCES)
    assert sorted(tie.slug for tie in fused.ties) == ["cn-y--ru-w", "cn-y--ru-x", "cn-z--ru-x"]
    assert sum(len(tie.attestations) for tie in fused.ties) == len(attestations)
