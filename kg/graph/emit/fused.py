"""What attestations add up to: the ties, and for each place what they come to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations

from kg.base.languages import LANGUAGES
from kg.gather.corpus import Corpus
from kg.gather.fuse import Tie
from kg.gather.labels import Labels
from kg.gather.stages import Stage
from kg.graph import rdf
from kg.graph.emit import vocabulary as v

_T = v.TIE_TERMS
_BEGUN = _T["begunNotBefore"], _T["begunNotAfter"]
_ENDED = _T["endedNotBefore"], _T["endedNotAfter"]
_BETWEEN = {"en": " – ", "ru": " — ", "zh": "—"}  # the two parties of a tie


def ties(fused: Iterable[Tie], labels: Labels) -> Iterator[str]:
    """Blocks of all ties of places, in order."""
    return rdf.in_order(fused, lambda tie: tie.slug, lambda tie: _tie(tie, labels))


def _tie(tie: Tie, labels: Labels) -> list[str]:
    named = {lang: [labels[place][lang] for place in sorted(tie.parties, reverse=True)] for lang in LANGUAGES}
    pairs = [
        (v.A, _T["Tie"]),
        *((v.LABEL, rdf.text(_BETWEEN[lang].join(names), lang)) for lang, names in named.items() if all(names)),
        *((_T["hasParty"], rdf.thing("place", place)) for place in tie.parties),
        (_T["kind"], rdf.concept("tie-kind", tie.kind)),
        (_T["status"], rdf.concept("tie-status", tie.status)),
        (_T["statusYear"], rdf.integer(tie.status_year)),
        *((_T[name], rdf.date(day)) for name, day in tie.dates),
        (_T["startYear"], rdf.integer(tie.start_year)),
        (_T["endYear"], rdf.integer(tie.end_year)),
        (_T["firstYear"], rdf.integer(tie.first_year)),
        *zip(_BEGUN, map(rdf.integer, tie.begun), strict=True),
        *zip(_ENDED, map(rdf.integer, tie.over or ()), strict=False),
        *((_T["hasStage"], rdf.thing("stage", stage.slug(tie.slug))) for stage in tie.stages),
        *((_T["sphere"], rdf.concept("sphere", sphere)) for sphere in tie.spheres),
        *((_T["attestedBy"], rdf.thing("attestation", one)) for one in tie.attestations),
        (_T["independentSources"], rdf.integer(tie.independent_sources)),
        (_T["sourcesOfKind"], rdf.integer(tie.sources_of_kind)),
        (_T["support"], rdf.concept("support", tie.support)),
        (_T["confidence"], rdf.decimal(tie.confidence)),
    ]
    return rdf.block(rdf.thing("tie", tie.slug), rdf.FUSED, pairs)


def stages(fused: Iterable[Tie]) -> Iterator[str]:
    """Blocks of all stages of ties, in order."""
    every = ((tie.slug, stage) for tie in fused for stage in tie.stages)
    return rdf.in_order(every, lambda item: item[1].slug(item[0]), lambda item: _stage(*item))


def _stage(tie: str, stage: Stage) -> list[str]:
    pairs = [
        (v.A, _T["Stage"]),
        (_T["stageKind"], rdf.concept("stage-kind", stage.kind)),
        (_T["date"], rdf.date(stage.date)),
        (_T["year"], rdf.integer(stage.year)),
        (_T["notBefore"], rdf.date(stage.not_before)),
        (_T["notAfter"], rdf.date(stage.not_after)),
        *((_T["attestedBy"], rdf.thing("attestation", one)) for one in stage.attestations),
        *((_T["shownBy"], rdf.thing("event", one)) for one in stage.events),
        (_T["independentSources"], rdf.integer(stage.independent_sources)),
    ]
    return rdf.block(rdf.thing("stage", stage.slug(tie)), rdf.FUSED, pairs)


def counts(ties: Iterable[Tie], corpus: Corpus) -> dict[str, list[rdf.Pair]]:
    """What people ask for every day, counted once: ties that stand, of a place and within it, and with whom.

    Sister and partner ties count, as in :mod:`kg.network.hubs`; a tie between two places of one unit counts
    once for it.
    """
    own: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    partners: dict[str, dict[str, set[str]]] = {kind: defaultdict(set) for kind in ("sister", "partner")}
    for tie in ties:
        if tie.kind not in partners or tie.status == "ended":
            continue
        own.update(tie.parties)
        above = {unit for party in tie.parties for unit in corpus.gazetteer.holders(party)}
        inner.update(unit for unit in above - {*tie.parties} if corpus.gazetteer.places[unit].within)
        for one, other in permutations(tie.parties, 2):
            partners[tie.kind][one].add(other)
    sisters, others = partners["sister"], partners["partner"]
    return {
        place: [
            (_T["tieCount"], rdf.integer(own[place])),
            (_T["tieCountWithin"], rdf.integer(inner[place])),
            (_T["sisterCount"], rdf.integer(len(sisters[place]))),
            (_T["partnerCount"], rdf.integer(len(sisters[place] | others[place]))),
            *((_T["sisterOf"], rdf.thing("place", other)) for other in sisters[place]),
            *((_T["partnerOf"], rdf.thing("place", other)) for other in others[place]),
        ]
        for place in {**own, **inner}
    }
