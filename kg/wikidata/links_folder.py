"""What every command on Wikidata works with: the sources, the links, and a client with its cache."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kg.ask.endpoint import Endpoint
from kg.base.errors import KgError
from kg.base.progress import Step, silent
from kg.base.resources import sources_dir
from kg.gather.corpus import Corpus, gather, sound
from kg.graph.store import cache_dir
from kg.wikidata.cache import Cache
from kg.wikidata.client import Client, Pace
from kg.wikidata.judged import Judged, judged
from kg.wikidata.links import Links

LINKS = "wikidata"  # the folder of the link tables, beside the source folders


class Asking(NamedTuple):
    """How to ask: the endpoint's address, the date of the answers, and under which limits."""

    url: str
    date: str
    offline: bool = False
    contact: str = ""
    pace: Pace = Pace()


class Workshop(NamedTuple):
    """Sources, links and what they come to."""

    corpus: Corpus
    links: Links
    judged: Judged

    @property
    def countries(self) -> dict[str, str]:
        """The id of the country of each place."""
        return {place.id: place.country for place in self.corpus.gazetteer.places.values()}

    @property
    def country_items(self) -> set[str]:
        """The Q-ids of the countries that have places here."""
        return {self.judged.places[id] for id in set(self.countries.values()) if id in self.judged.places}

    def side(self, code: str) -> tuple[str, str]:
        """Place id and Q-id of a country by its ISO 3166-1 code; raises :class:`KgError` where it is not here."""
        for place in self.corpus.gazetteer.places.values():
            if place.level == "country" and place.iso_3166_2 == code and place.id in self.judged.places:
                return place.id, self.judged.places[place.id]
        known = sorted(p.iso_3166_2 for p in self.corpus.gazetteer.places.values() if p.level == "country")
        raise KgError(f"no source here has the country {code!r}", hint=f"known: {', '.join(known)}")


def open_workshop(roots: Sequence[Path], links: Path | None, progress: Step = silent) -> Workshop:
    """Read the sources and the links; the links stand in the folder ``wikidata`` of the first root, if not told."""
    roots = tuple(roots) or (sources_dir(),)
    corpus = sound(gather(roots, progress))
    tables = Links.read(links or roots[0] / LINKS)
    return Workshop(corpus, tables, judged(corpus, tables))


def open_client(asking: Asking) -> Client:
    """A client of an endpoint with the cache on disk; nothing is sent before the first question."""
    endpoint = Endpoint(asking.url, contact=asking.contact)
    return Client(endpoint, Cache(cache_dir() / "wikidata", asking.date), asking.offline, asking.pace)
