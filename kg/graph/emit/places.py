"""Places and their names, with what ties add up to for each place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations

from kg.base import ids
from kg.base.languages import LANGUAGES, short_tag
from kg.gather.corpus import Corpus
from kg.gather.fuse import Tie
from kg.gather.labels import Labels
from kg.gazetteer.folding import script_of
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.schema.records import Name, Place

FUSED = rdf.graph("fused")

_T = v.TIE_TERMS
_ISO, _GBT = _T["Iso3166-2"][1:-1], _T["Gbt2260"][1:-1]
_PLACE, _NAME = _T["Place"], _T["HistoricalName"]


def places(corpus: Corpus, labels: Labels, ties: Iterable[Tie]) -> Iterator[str]:
    """Blocks of all places, in order."""
    counted = _counts(ties, corpus)
    names: dict[str, list[tuple[str, Name]]] = defaultdict(list)
    for folder, name in corpus.records("names"):
        names[name.place].append((folder, name))
    return rdf.in_order(
        corpus.records("places"),
        lambda item: item[1].id,
        lambda item: _place(*item, corpus, labels[item[1].id], names[item[1].id], counted),
    )


def _place(
    folder: str,
    place: Place,
    corpus: Corpus,
    labels: Mapping[str, str],
    names: Iterable[tuple[str, Name]],
    counted: Mapping[str, list[rdf.Pair]],
) -> list[str]:
    subject = rdf.thing("place", place.id)
    here = rdf.graph(folder)
    item = rdf.iri(ids.WIKIDATA + place.wikidata) if place.wikidata else ""
    point = "" if place.lat is None or place.lon is None else f"POINT({rdf.plain(place.lon)} {rdf.plain(place.lat)})"
    pairs = [
        (v.A, _PLACE),
        *((v.LABEL, rdf.text(labels[lang], lang)) for lang in LANGUAGES),
        *((v.ALT_LABEL, rdf.tagged(name)) for name in place.alt_names),
        (_T["level"], rdf.concept("level", place.level)),
        (_T["within"], rdf.thing("place", place.within)),
        (_T["country"], rdf.thing("place", place.country)),
        (_T["macroRegion"], rdf.concept("macro-region", place.macro_region)),
        (_T["bordersCountry"], rdf.thing("place", place.borders)),
        (_T["wikidata"], item),
        (v.SAME_AS, item),
        (_T["geonames"], rdf.iri(f"{ids.GEONAMES}{place.geonames}/") if place.geonames else ""),
        (_T["code"], rdf.typed(place.iso_3166_2, _ISO)),
        (_T["code"], rdf.typed(place.gbt_2260, _GBT)),
        (v.LAT, rdf.decimal(place.lat)),
        (v.LONG, rdf.decimal(place.lon)),
        (v.AS_WKT, rdf.typed(point, v.WKT)),
        *((_T["statedIn"], rdf.thing("source", source)) for source in place.sources),
        (v.NOTE, rdf.tagged(place.note) if place.note else ""),
    ]
    lines = rdf.block(subject, here, pairs)
    for name_folder, name in names:
        # A name keeps a node of its own, with years and source, only where it is more than a spelling.
        node = rdf.thing("name", name.slug) if name.kind != "pinyin" else ""
        tag = "zh-Latn-pinyin" if name.kind == "pinyin" else short_tag(name.lang)
        label = rdf.text(name.name, tag) if name.name != labels.get(tag) else ""
        lines += rdf.block(subject, rdf.graph(name_folder), [(v.ALT_LABEL, label), (_T["historicalName"], node)])
    above = [(_T["withinAny"], rdf.thing("place", holder)) for holder in corpus.gazetteer.holders(place.id)]
    lines += rdf.block(subject, FUSED, [*above, *counted.get(place.id, ())])
    return lines


def _counts(ties: Iterable[Tie], corpus: Corpus) -> dict[str, list[rdf.Pair]]:
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


def names(corpus: Corpus) -> Iterator[str]:
    """Blocks of all names that have nodes of their own, in order."""
    return rdf.in_order(
        (item for item in corpus.records("names") if item[1].kind != "pinyin"),
        lambda item: item[1].slug,
        lambda item: _name(*item),
    )


def _name(folder: str, name: Name) -> list[str]:
    subject = rdf.thing("name", name.slug)
    lang = short_tag(name.lang) or script_of(name.name)
    pairs = [
        (v.A, _NAME),
        (v.LABEL, rdf.text(name.name, lang)),
        (_T["name"], rdf.text(name.name, lang)),
        (_T["nameKind"], rdf.concept("name-kind", name.kind)),
        (_T["fromYear"], rdf.integer(name.from_year)),
        (_T["untilYear"], rdf.integer(name.until_year)),
        (_T["statedIn"], rdf.thing("source", name.source)),
        (v.NOTE, rdf.tagged(name.note) if name.note else ""),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)
