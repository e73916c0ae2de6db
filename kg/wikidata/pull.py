"""From two countries to a source folder: ties, names, coordinates, populations of their twin towns."""

from __future__ import annotations

from collections.abc import Mapping

from kg.base.errors import KgError
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.wikidata import fetch
from kg.wikidata.client import Client
from kg.wikidata.source_folder import Country, Pulled
from kg.wikidata.twin_ties import between


def pull(
    client: Client,
    codes: tuple[str, str],
    places: Mapping[str, str],
    progress: Step = silent,
) -> Pulled:
    """All P190 ties of two countries (ISO 3166-1 codes) with what is known of their parties.

    ``places`` gives the id of the places that have an item already, by Q-id. Every answer is in the
    client's cache: after an interruption the same call goes on where it stopped.
    """
    if codes[0] == codes[1]:
        raise KgError(_("{code} twice").format(code=codes[0]), hint=_("name two countries"))
    found = fetch.countries(client, codes)
    one, two = (found[code] for code in codes)
    ties = between(client, one, two, progress)
    progress(_("items"))
    items = fetch.items(client, {one, two, *(tie.a for tie in ties), *(tie.b for tie in ties)})
    progress(_("populations"))
    parties = {qid for tie in ties for qid in (tie.a, tie.b)}
    first, second = (Country(code, items[found[code]], places.get(found[code], code.lower())) for code in codes)
    people = fetch.populations(client, parties)
    return Pulled(client.cache.date.iso, (first, second), tuple(ties), items, tuple(people))
