"""A tie's stages have their own dates, bounds and witnesses."""

from __future__ import annotations

import pytest

from kg.base.dates import PartialDate
from kg.gather.fuse import Fused, Tie, fuse
from kg.schema.records import Attestation, Event
from tests.gather.test_fuse import SOURCES, one, said


def event(kind: str, date: str, source: str = "NEWS", *, planned: bool = False) -> Event:
    day = PartialDate.parse(date)
    return Event(
        f"E-{kind}-{date}", "ru-x", "cn-y", "", kind, day, (), planned, "", "it happened", "", "", (source,), ""
    )


def with_events(events: list[Event], *attestations: Attestation) -> Tie:
    return fuse(attestations, SOURCES, events).ties[0]


def stages(fused: Fused) -> dict[str, tuple[str, str, str]]:
    """The date and the bounds of each stage by its kind."""
    return {
        stage.kind: tuple(day.iso if day else "" for day in (stage.date, stage.not_before, stage.not_after))  # type: ignore[misc]
        for stage in fused.ties[0].stages
    }


def test_a_tie_starts_with_the_stage_of_its_kind_and_the_first_contact_is_another_value() -> None:
    fused = one(
        said("NEWS", "partner", "1997", "started"), said("NEWS", "sister", "2002-12"), said("WIKI", "intention", "1996")
    )
    assert (fused.ties[0].start_year, fused.ties[0].first_year) == (2002, 1996)
    assert stages(fused) == {
        "intention": ("1996", "", ""),
        "partnership": ("1997", "", ""),
        "sister": ("2002-12", "", ""),
    }


def test_a_lesser_document_never_dates_a_sister_agreement() -> None:
    tie = one(said("TOWN", "partner", "2009", "started"), said("NEWS", "sister")).ties[0]
    assert (tie.kind, tie.start_year, tie.first_year) == ("sister", None, 2009)
    assert tie.begun == (None, 2020)


def test_a_stage_without_a_date_was_reached_by_its_earliest_witness_or_by_its_renewal() -> None:
    assert stages(one(said("NEWS"), said("TOWN"))) == {"sister": ("", "", "2010")}
    renewed = said("NEWS", date="2001-05", date_kind="renewed")
    assert stages(one(renewed, said("TOWN"))) == {"sister": ("", "", "2001-05"), "renewal": ("2001-05", "", "")}


def test_a_date_whose_kind_nobody_states_bounds_and_does_not_date() -> None:
    assert stages(one(said("NEWS", date="1999", date_kind="unknown"))) == {"sister": ("", "", "1999")}


def test_a_dated_intention_excludes_an_earlier_agreement() -> None:
    assert stages(one(said("TOWN", "intention", "2014"), said("NEWS", "sister")))["sister"] == ("", "2014", "2020")
    later = one(said("NEWS2", "intention", "2022"), said("NEWS", "sister"))
    assert stages(later)["sister"] == ("", "", "2020"), "a bound that contradicts the witnesses bounds nothing"


def test_the_date_that_more_witnesses_agree_with_is_believed() -> None:
    fused = one(said("NEWS", date="2023-08-19"), said("NEWS2", date="2024-09-12"), said("REPRINT", date="2023-08-19"))
    assert fused.ties[0].start_year == 2023, "on equal terms the earlier"
    fused = fuse(
        [said("NEWS", date="2023-08-19"), said("NEWS2", date="2024-09-12"), said("WIKI", date="2024")], SOURCES
    )
    assert fused.ties[0].start_year == 2024
    assert [each.field for each in fused.disagreements] == ["signed"]


def test_an_end_that_nobody_dates_is_bounded_by_who_says_so_and_by_the_last_sign_of_life() -> None:
    ended = said("NEWS", status="ended")
    tie = with_events([event("visit", "2015-06")], ended, said("TOWN", date="1990"))
    assert (tie.status, tie.status_year, tie.end_year, tie.over) == ("ended", 2020, None, (2015, 2020))
    tie = with_events([], said("NEWS", date="2018", date_kind="ended", status="ended"))
    assert (tie.end_year, tie.over) == (2018, (2018, 2018))


def test_that_a_tie_is_over_needs_no_year() -> None:
    tie = one(said("WIKI", status="ended"), said("TOWN", date="1990")).ties[0]
    assert (tie.status, tie.status_year, tie.over) == ("ended", None, (None, None))


def test_a_tie_that_shows_life_after_it_was_called_over_is_not_over() -> None:
    tie = with_events([event("visit", "2024")], said("NEWS", status="ended"))
    assert (tie.status, tie.status_year, tie.over) == ("active", 2024, None)
    assert [stage.kind for stage in tie.stages] == ["sister", "end"]


@pytest.mark.parametrize("kind", ["agreement", "agreement-renewal"])
def test_a_signing_is_no_activity(kind: str) -> None:
    assert with_events([event(kind, "2024")], said("LIST")).status == "unknown"
    report = said("NEWS", date="2020-03", status="active")
    assert one(report).ties[0].status == "unknown"
    assert one(said("NEWS", date="1993", status="active")).ties[0].status_year == 2020, "a later page tells of life"


def test_activity_without_a_year_is_no_evidence() -> None:
    assert one(said("WIKI", status="active")).ties[0].status == "unknown"
    assert with_events([event("visit", "2024", planned=True)], said("LIST")).status == "unknown"


def test_renewals_that_agree_are_one_stage_and_name_their_events() -> None:
    tie = with_events(
        [event("agreement-renewal", "2010-05-04"), event("agreement-renewal", "2015")],
        said("NEWS", date="2010", date_kind="renewed"),
    )
    renewals = [(stage.date and stage.date.iso, stage.events) for stage in tie.stages if stage.kind == "renewal"]
    assert renewals == [
        ("2010-05-04", ("E-agreement-renewal-2010-05-04",)),
        ("2015", ("E-agreement-renewal-2015",)),
    ]


def test_a_letter_of_intent_is_an_intention_whatever_another_source_calls_its_signing() -> None:
    fused = one(said("NEWS", "partner", "2025-11-27"), said("NEWS2", "intention", "2025-11"))
    assert fused.ties[0].kind == "intention"
    assert [(each.field, each.chosen) for each in fused.disagreements] == [("kind", "intention")]


def test_a_weak_witness_alone_raises_no_kind_above_what_an_official_page_says() -> None:
    fused = one(said("WIKI"), said("DUMP"), said("TOWN", "partner"))
    assert fused.ties[0].kind == "partner"
    assert [(each.field, each.chosen) for each in fused.disagreements] == [("kind", "partner")]
    assert one(said("WIKI"), said("NEWS", "partner")).ties[0].kind == "sister"
    assert one(said("WIKI"), said("TOWN", "unknown")).ties[0].kind == "sister"


def test_support_counts_the_witnesses_of_the_kind_beside_all() -> None:
    tie = one(said("WIKI"), said("TOWN", "unknown"), said("NEWS", "partner")).ties[0]
    assert (tie.kind, tie.independent_sources, tie.sources_of_kind, tie.support) == ("sister", 3, 1, "weak")
    assert one(said("TOWN"), said("NEWS")).ties[0].support == "documented"


def test_disagreements_of_two_stages_are_told_apart() -> None:
    fused = one(
        said("NEWS", date="1993"),
        said("TOWN", date="1994"),
        said("NEWS", "partner", date="1990"),
        said("TOWN", "partner", date="1991"),
    )
    slugs = [each.slug for each in fused.disagreements]
    assert slugs == ["cn-y--ru-x.kind", "cn-y--ru-x.partnership.signed", "cn-y--ru-x.signed"]
