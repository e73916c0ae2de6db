"""What the matcher finds for real places among distractors, and in how many requests.

A caveat that belongs to every number here: the slice is not Wikidata. Its items are made from the same gazetteer
that is matched against them, so names agree more often than they would, and its distractors are those that somebody
thought of. The numbers show that the parts work together and where they fail; the precision that matters is
what ``kg wikidata link --evaluate`` prints on the real thing.
"""

from __future__ import annotations

import pytest

from kg.base.errors import KgError
from kg.gather.corpus import Corpus
from kg.wikidata.client import Client
from kg.wikidata.evaluate import GROUPS, Measure, is_held_out, measures, threshold_for
from kg.wikidata.items import Item, Subject
from kg.wikidata.link import match_all
from kg.wikidata.links import Judged
from kg.wikidata.match import Candidate, Matched
from kg.wikidata.subjects import places
from tests.wikidata.conftest import MakeClient

MOST_REQUESTS = 30  # for a thousand places


@pytest.fixture(scope="module")
def matched(corpus: Corpus, known: Judged, make_client: MakeClient) -> tuple[list[Matched], Client]:
    client = make_client()
    subjects = places(corpus, known.places)
    countries = {known.places[id] for id in ("ru", "cn", "mn", "kz")}
    return match_all(client, subjects, countries), client


@pytest.fixture(scope="module")
def measured(matched: tuple[list[Matched], Client], known: Judged) -> list[Measure]:
    return measures(matched[0], known.by_people)


def test_a_thousand_places_take_at_most_thirty_requests(matched: tuple[list[Matched], Client]) -> None:
    found, client = matched
    assert len(found) > 900
    assert client.requests * 1000 / len(found) <= MOST_REQUESTS
    print(f"\n{client.requests} requests for {len(found)} places")


def test_precision_and_recall_are_printed_and_hold_on_the_part_that_was_held_out(measured: list[Measure]) -> None:
    print("\nThe slice is not Wikidata: see the head of this file.")
    for one in measured:
        if one.threshold in (0.5, 0.7, 0.8, 0.9, 0.95):
            print(
                f"{one.part:9} {one.group:7} at {one.threshold:.2f}: precision {one.precision:.3f} "
                f"recall {one.recall:.3f} ({one.right} of {one.accepted} accepted, {one.places} places)"
            )
    threshold = threshold_for(measured, 0.99)
    held = next(m for m in measured if (m.part, m.group, m.threshold) == ("held out", "all", threshold))
    assert held.places > 200
    assert held.precision >= 0.99
    assert held.recall >= 0.9


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_of_levels_is_measured_in_both_parts(group: str, measured: list[Measure]) -> None:
    places = {m.part: m.places for m in measured if m.group == group}
    assert places["tuning"] > places["held out"] > 20


def test_the_slice_is_hard_enough_to_make_mistakes(measured: list[Measure]) -> None:
    lowest = next(m for m in measured if (m.part, m.group, m.threshold) == ("tuning", "all", 0.5))
    assert lowest.right < lowest.accepted < lowest.places


def test_a_third_of_the_places_is_held_out(matched: tuple[list[Matched], Client]) -> None:
    held = [one.subject.id for one in matched[0] if is_held_out(one.subject)]
    assert 0.25 < len(held) / len(matched[0]) < 0.42


def test_the_item_that_a_merged_one_leads_to_is_right() -> None:
    subject = Subject("i", "place", "ru-perm", "Perm", (), "city")
    matched = [Matched(subject, (Candidate(Item("Q2"), 0.9, ()),))]
    right = [[one.right for one in measures(matched, {"i": "Q1"}, leads)] for leads in ({}, {"Q1": "Q2"})]
    assert [max(each) for each in right] == [0, 1]


def made_up(tuning: int, held: int) -> list[Measure]:
    """Measures at one threshold: that many right of a hundred in each part."""
    return [Measure(part, "all", 0.9, 100, 100, right) for part, right in (("tuning", tuning), ("held out", held))]


@pytest.mark.parametrize(
    ("tuning", "held", "message"),
    [(98, 100, "no threshold has a precision of 0.99"), (100, 98, "0.980 on the held-out places")],
)
def test_accepting_is_refused_where_a_part_does_not_bear_it_out(tuning: int, held: int, message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        threshold_for(made_up(tuning, held), 0.99)
    assert "--review" in str(caught.value)


def test_nothing_is_accepted_below_the_lowest_threshold() -> None:
    low = [one._replace(threshold=0.5) for one in made_up(100, 100)]
    with pytest.raises(KgError, match="no threshold"):
        threshold_for(low, 0.99)
