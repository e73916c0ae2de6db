"""What every command on Wikidata works with: the sources, the links, and a client with its cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kg.ask.endpoint import Endpoint
from kg.ask.remote.settings import Limits
from kg.base.errors import KgError, shown
from kg.base.languages import N_, _, ngettext
from kg.base.progress import Step, silent
from kg.base.resources import data_dir
from kg.gather.corpus import Corpus, gather, sound
from kg.gather.fuse import Fused
from kg.gather.roots import Sources
from kg.graph.build import fuse_all
from kg.graph.store import cache_dir
from kg.wikidata.audit import Row, audit
from kg.wikidata.client import Cache, Client, Pace
from kg.wikidata.fetch import merged
from kg.wikidata.items import Subject
from kg.wikidata.links import Judged, Links, judged
from kg.wikidata.subjects import authorities, concepts, places
from kg.wikidata.twin_ties import between

Progress = Callable[[str], tuple[AbstractContextManager[object], Step]]


class Asking(NamedTuple):
    """How to ask: the endpoint's address, the date of the answers, under which limits; seconds for one answer.

    The time of all requests counts from ``began`` on the clock of the pace, if not from the first of them.
    """

    url: str
    date: str
    offline: bool = False
    contact: str = ""
    pace: Pace = Pace()
    timeout: float | None = None
    began: float | None = None


class Desk:
    """Sources, links and a client, each read or made when it is first needed.

    The link tables are a person's own work: they lie in the user's data folder, if not told otherwise.
    """

    def __init__(
        self,
        sources: Sources,
        links: Path | None,
        how: Asking,
        progress: Progress = lambda label: (nullcontext(), silent),
    ) -> None:
        self._sources = sources
        self._folder = links or data_dir() / "wikidata"
        self.how = how
        self._progress = progress

    @cached_property
    def corpus(self) -> Corpus:
        """The sources; raises :class:`KgError` where they have errors."""
        bar, step = self._progress(N_("reading"))
        with bar:
            return sound(gather(self._sources.folders(), step))

    @cached_property
    def links(self) -> Links:
        """The link tables."""
        return Links.read(self._folder)

    @cached_property
    def judged(self) -> Judged:
        """The links that hold."""
        return judged(self.corpus, self.links)

    @cached_property
    def client(self) -> Client:
        """A client of the endpoint with the cache on disk; nothing is sent before the first question."""
        endpoint = Endpoint(self.how.url, limits=Limits.within(self.how.timeout), contact=self.how.contact)
        cache = Cache(cache_dir() / "wikidata", self.how.date)
        return Client(endpoint, cache, self.how.offline, self.how.pace, self.how.began)

    @property
    def asked(self) -> str:
        """What was asked so far, in words; empty where nothing may have been."""
        if "client" not in vars(self):
            return ""
        told = _("{n} requests; answers of {day}, which are kept for the same command with --date {day}")
        lines = [told.format(n=self.client.requests, day=self.client.cache.date.iso)]
        if damaged := self.client.cache.damaged:
            told = ngettext(
                "{n} kept answer was damaged and not used", "{n} kept answers were damaged and not used", damaged
            )
            lines.append(told.format(n=damaged))
        return "\n".join(lines)

    @property
    def country_items(self) -> set[str]:
        """The Q-ids of the countries that have places here."""
        known = self.judged.places
        return {known[place.country] for place in self.corpus.gazetteer.places.values() if place.country in known}

    @property
    def regions(self) -> dict[str, str]:
        """The first-level unit of each place."""
        gazetteer = self.corpus.gazetteer
        return {id: (gazetteer.holders(id)[:-1] or [id])[-1] for id in gazetteer.places}

    def subjects(self, kinds: Sequence[str]) -> list[Subject]:
        """The places, authorities and concepts that may have an item."""
        known = self.judged.places
        made = {"place": lambda: places(self.corpus, known), "authority": lambda: authorities(self.corpus, known)}
        return [subject for kind in kinds for subject in made.get(kind, concepts)()]

    @cached_property
    def fused(self) -> Fused:
        """The ties that the sources add up to."""
        return fuse_all(self.corpus)

    def audit(self, codes: tuple[str, str]) -> list[Row]:
        """The ties of two countries that have places here, compared with Wikidata's."""
        one, other = sides = (self._country(codes[0].upper()), self._country(codes[1].upper()))
        known = self.judged.places
        countries = {place.id: place.country for place in self.corpus.gazetteer.places.values()}
        parties = {place for tie in self.fused.ties for place in tie.parties}
        bar, step = self._progress(N_("asking"))
        with bar:
            leads = merged(self.client, [qid for place, qid in known.items() if countries.get(place) in sides])
            places = {place: leads.get(qid, qid) for place, qid in known.items()}
            own = [[places[id] for id in parties if id in places and countries[id] == side] for side in sides]
            theirs = between(self.client, (places[one], places[other]), step, (own[0], own[1]), leads)
        return audit(self.fused.ties, theirs, places, countries, sides)

    def _country(self, code: str) -> str:
        """The place of a country by its ISO 3166-1 code; raises :class:`KgError` where it is not here."""
        places = self.corpus.gazetteer.places.values()
        known = {place.iso_3166_2: place.id for place in places if place.level == "country"}
        if known.get(code) not in self.judged.places:
            told = _("no source here has the country '{code}'").format(code=shown(code))
            raise KgError(told, hint=_("known: {codes}").format(codes=", ".join(sorted(known))))
        return known[code]
