"""What the graph says of the rows of the source tables: blocks in order, a function a kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.base import ids
from kg.base.languages import LANGUAGES, short_tag
from kg.gather.cells import split
from kg.gather.corpus import Corpus
from kg.gather.labels import Labels
from kg.gather.witnesses import witness_of
from kg.gazetteer.folding import script_of
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.graph.emit.described import Lines, blocks, lines_of
from kg.graph.emit.licences import licences_in
from kg.graph.emit.wording import in_words
from kg.schema.records import Attestation, Event, Expert, Finding, Format, Name, Place, Source

_T = v.TIE_TERMS
_ISO, _GBT = _T["Iso3166-2"][1:-1], _T["Gbt2260"][1:-1]
_LANGUAGE_CODES = {"zh": "zh-Hans"}
_NAMED = {"name_*": v.LABEL}


def attestations(corpus: Corpus) -> Iterator[str]:
    """What each source says on each tie."""
    columns = {
        "name_a": "nameAsWritten", "name_b": "nameAsWritten", "kind_as_written": "kindAsWritten", "kind": "statedKind",
        "status": "statedStatus", "date": "statedDate", "spheres": "sphere", "direction": "statedDirection",
    }  # fmt: skip

    def more(folder: str, said: Attestation) -> Iterator[rdf.Pair]:
        yield _T["onTie"], rdf.thing("tie", said.tie)
        if said.date:
            yield _T["statedYear"], rdf.integer(said.date.year)
            yield _T["dateKind"], rdf.concept("date-kind", said.date_kind)

    return blocks(corpus, "attestations", "Attestation", columns, more)


def _where_experts_are_named(corpus: Corpus) -> Mapping[str, Collection[rdf.Pair]]:
    """By the id of an expert, the sources of the survey and of the statements."""
    surveys = {survey.id: survey.source for survey in corpus.all("surveys")}
    found: dict[str, set[rdf.Pair]] = defaultdict(set)
    for expert in corpus.all("experts"):
        found[expert.id].add((_T["statedIn"], rdf.thing("source", surveys.get(expert.survey, ""))))
    for said in corpus.all("statements"):
        found[said.made_by].add((_T["statedIn"], rdf.thing("source", said.source)))
    return found


def authorities(corpus: Corpus) -> Iterator[str]:
    """Governments and their parts, named where those who hold their posts are."""
    named = _where_experts_are_named(corpus)
    found: dict[str, list[rdf.Pair]] = defaultdict(list)
    for expert in corpus.all("experts"):
        found[expert.authority] += named[expert.id]
    columns = {**_NAMED, "place": "jurisdiction"}
    return blocks(corpus, "authorities", "Authority", columns, lambda _, authority: found[authority.id])


def events(corpus: Corpus, ties: Collection[str]) -> Iterator[str]:
    """What happened; ``ties`` holds the slugs of the ties that exist. An occasion on several ties is one event."""
    shared = {"place_a": "hasParty", "place_b": "hasParty", "format": "onTie", "spheres": "sphere"}
    own = {
        "kind": "eventKind", "date": "date", "until": "lastDate", "reports": "reportCount", "venue": "venue",
        "description_*": v.LABEL,
    }  # fmt: skip

    def on(folder: str, event: Event) -> Iterator[rdf.Pair]:
        yield _T["onTie"], rdf.thing("tie", event.tie if event.tie in ties else "")

    def more(folder: str, event: Event) -> Iterator[rdf.Pair]:
        yield from on(folder, event)
        yield _T["year"], rdf.integer(event.date and event.date.year)
        yield _T["isPlanned"], rdf.boolean(bool(event.planned))

    first = lines_of(corpus, "events", "Event", {**shared, **own}, more)
    further = lines_of(corpus, "events", "Event", shared, on)

    def lines(folder: str, event: Event) -> list[str]:
        return (further if event.occasion else first)(folder, event)

    return rdf.in_order(corpus.records("events"), lambda item: item[1].slug, lambda item: lines(*item))


def experts(corpus: Corpus) -> Iterator[str]:
    """Who was asked, and authors, who are persons and no experts."""
    named = _where_experts_are_named(corpus)

    def more(folder: str, expert: Expert) -> Iterator[rdf.Pair]:
        yield from ((v.A, kind) for kind in ([_T["Expert"]] if expert.survey else [v.PERSON, _T["SourcedThing"]]))
        yield v.HOLDS, rdf.thing("post", expert.id) if expert.post_ru else ""
        yield from named[expert.id]

    return blocks(corpus, "experts", "", {**_NAMED, "survey": "askedIn"}, more)


def posts(corpus: Corpus) -> Iterator[str]:
    """The posts that experts hold, one for each, named where the expert is."""
    found = _where_experts_are_named(corpus)

    def lines(folder: str, expert: Expert) -> list[str]:
        named = [(v.LABEL, rdf.text(getattr(expert, f"post_{lang}"), lang)) for lang in LANGUAGES]
        pairs = [(v.A, _T["Post"]), *named, (v.POST_IN, rdf.thing("authority", expert.authority)), *found[expert.id]]
        return rdf.block(rdf.thing("post", expert.id), rdf.graph(folder), pairs)

    held = (item for item in corpus.records("experts") if item[1].post_ru)
    return rdf.in_order(held, lambda item: item[1].id, lambda item: lines(*item))


def geometries(corpus: Corpus) -> Iterator[str]:
    """The points of places: GeoSPARQL keeps a feature and its geometry apart."""

    def lines(folder: str, place: Place) -> list[str]:
        pairs = [(v.A, v.GEOMETRY), (v.AS_WKT, _point(place))]
        return rdf.block(rdf.thing("geometry", place.id), rdf.graph(folder), pairs)

    pointed = (item for item in corpus.records("places") if _point(item[1]))
    return rdf.in_order(pointed, lambda item: item[1].id, lambda item: lines(*item))


def _point(place: Place) -> str:
    """Where a place is, with the digits of its table, or nothing."""
    if place.lat is None or place.lon is None:
        return ""
    return rdf.typed(f"POINT({rdf.plain(place.lon)} {rdf.plain(place.lat)})", v.WKT)


def facilities(corpus: Corpus) -> Iterator[str]:
    """What serves a place."""
    columns = {
        "kind": "facilityKind",
        "place": "ofPlace",
        "partner": "partnerPlace",
        "since": "since",
        "until": "until",
    }
    return blocks(corpus, "facilities", "Facility", {**_NAMED, **columns})


def formats(corpus: Corpus) -> Iterator[str]:
    """Multi-party formats with their members."""
    members = defaultdict(list)
    for member in corpus.all("members"):
        members[member.format].append(member)

    def more(folder: str, record: Format) -> Iterator[rdf.Pair]:
        yield _T["startYear"], rdf.integer(record.began and record.began.year)
        yield from ((_T["hasParty"], rdf.thing("place", member.place)) for member in members[record.id])
        yield from ((_T["hasMembership"], rdf.thing("membership", member.slug)) for member in members[record.id])

    return blocks(corpus, "formats", "Format", {**_NAMED, "kind": "formatKind", "began": "began"}, more)


def memberships(corpus: Corpus) -> Iterator[str]:
    """Which place is in which format."""
    columns = {"format": "inFormat", "place": "member", "role": "role"}
    derived = _T["isDerived"]
    return blocks(
        corpus, "members", "Membership", columns, lambda _, member: [(derived, rdf.boolean(bool(member.derived)))]
    )


def observations(corpus: Corpus) -> Iterator[str]:
    """Indicators of places."""
    columns = {"place": "ofPlace", "indicator": "indicator", "year": "year", "value": "value", "unit": "unit"}
    doubtful = [(_T["lowTrust"], rdf.boolean(True))]
    return blocks(corpus, "observations", "Observation", columns, lambda _, seen: doubtful if seen.low_trust else ())


def sources(corpus: Corpus) -> Iterator[str]:
    """All sources, each with the root of its chain of copies."""
    columns = {
        "title": v.TITLE, "published": v.ISSUED, "kind": "sourceKind", "derived_from": "derivedFrom",
        "same_text_as": "sameTextAs", "form": "sourceForm", "retrieved": "retrieved",
    }  # fmt: skip
    witness = witness_of(corpus.all("sources"))

    def more(folder: str, source: Source) -> Iterator[rdf.Pair]:
        page = ids.link(source.url) if source.link is not False else ""
        yield v.LABEL, rdf.tagged(source.title)
        yield v.PUBLISHER, rdf.text(source.publisher)
        yield v.LANGUAGE, rdf.text(_LANGUAGE_CODES.get(source.language, source.language))
        yield from ((v.LICENCE, rdf.iri(address)) for address in licences_in(source.licence))
        yield from in_words(v.RIGHTS, source.licence, corpus.translations[folder])
        archived = ids.link(source.archived)
        yield _T["archivedAt"], rdf.iri(archived) if archived else ""
        yield (v.PAGE, rdf.iri(page)) if page else (_T["address"], rdf.text(source.url))

    said = lines_of(corpus, "sources", "Source", columns, more)

    def lines(folder: str, source: Source) -> list[str]:
        origin = [(_T["rootSource"], rdf.thing("source", witness[source.id]))]
        return said(folder, source) + rdf.block(rdf.thing("source", source.id), rdf.FUSED, origin)

    return rdf.in_order(corpus.records("sources"), lambda item: item[1].id, lambda item: lines(*item))


def surveys(corpus: Corpus) -> Iterator[str]:
    """Surveys with the places that answered."""
    columns = {
        **_NAMED, "sample_size": "sampleSize", "question_count": "questionCount", "period_start": "periodStart",
        "period_end": "periodEnd", "modes": "mode", "rule_*": "selectionRule",
    }  # fmt: skip
    asked = defaultdict(list)
    for respondent in corpus.all("respondents"):
        asked[respondent.survey].append((_T["respondentPlace"], rdf.thing("place", respondent.place)))
    return blocks(corpus, "surveys", "Survey", columns, lambda _, survey: asked[survey.id])


class Referents:
    """What a cell ``about`` names: places, ties (``a+b``), formats, experts, surveys."""

    def __init__(self, corpus: Corpus, ties: Collection[str]) -> None:
        self.ties = ties
        tables = {"format": "formats", "expert": "experts", "survey": "surveys"}
        self.kind = {record.id: kind for kind, table in tables.items() for record in corpus.all(table)}

    def of(self, about: str) -> Iterator[rdf.Pair]:
        """The things that something is about; the two places themselves where no tie of theirs exists."""
        for item in split(about):
            parties = item.split("+")
            slug = ids.tie_slug(parties)
            if len(parties) > 1 and slug in self.ties:
                yield _T["about"], rdf.thing("tie", slug)
            else:
                yield from ((_T["about"], rdf.thing(self.kind.get(party, "place"), party)) for party in parties)


def statements(corpus: Corpus, ties: Collection[str]) -> Iterator[str]:
    """What experts say."""
    columns = {
        "made_by": "madeBy", "survey": "collectedIn", "spheres": "namesSphere", "problems": "raisesProblem",
        "measures": "proposesAction", "stance": "stance", "text_*": v.COMMENT,
    }  # fmt: skip
    named = Referents(corpus, ties)
    return blocks(corpus, "statements", "ExpertStatement", columns, lambda _, said: named.of(said.about))


def finding_lines(corpus: Corpus, ties: Collection[str]) -> Lines:
    """What makes the lines of a finding that a source table lists."""
    columns = {"kind": "findingKind", "value": "value", "base": "base", "unit": "unit", "text_*": v.COMMENT}
    named = Referents(corpus, ties)

    def more(folder: str, found: Finding) -> Iterator[rdf.Pair]:
        yield v.A, _T["Claim" if found.kind == "claim" else "DataIssue"]
        yield from ((_T["aboutConcept"], rdf.concept(*part.split("/", 1))) for part in split(found.concept))
        yield from named.of(found.about)
        if found.recomputed_by:
            yield _T["recomputedBy"], rdf.iri(ids.QUERY + found.recomputed_by)

    return lines_of(corpus, "findings", "", columns, more)


def names(corpus: Corpus) -> Iterator[str]:
    """The names that have nodes of their own: with years and a source, more than a spelling."""

    def more(folder: str, name: Name) -> list[rdf.Pair]:
        text = rdf.text(name.name, short_tag(name.lang) or script_of(name.name))
        return [(v.LABEL, text), (_T["name"], text)]

    columns = {"kind": "nameKind", "from_year": "fromYear", "until_year": "untilYear"}
    lines = lines_of(corpus, "names", "PlaceName", columns, more)
    own = (item for item in corpus.records("names") if item[1].kind != "pinyin")
    return rdf.in_order(own, lambda item: item[1].slug, lambda item: lines(*item))


def places(corpus: Corpus, labels: Labels, counted: Mapping[str, Iterable[rdf.Pair]]) -> Iterator[str]:
    """Places with their names, with what holds them, and with what ties add up to."""
    columns = {
        "alt_names": v.ALT_LABEL, "level": "level", "within": "within", "country": "country", "lat": v.LAT,
        "lon": v.LONG, "macro_region": "macroRegion", "borders": "bordersCountry",
    }  # fmt: skip
    own_names: dict[str, list[tuple[str, Name]]] = defaultdict(list)
    for folder, name in corpus.records("names"):
        own_names[name.place].append((folder, name))
    touching = _touching(corpus)

    def more(folder: str, place: Place) -> Iterator[rdf.Pair]:
        yield from ((v.LABEL, rdf.text(labels[place.id][lang], lang)) for lang in LANGUAGES)
        if place.wikidata:
            item = rdf.iri(ids.WIKIDATA + place.wikidata)
            yield from ((_T["wikidata"], item), (v.SAME_AS, item))
        if place.geonames:
            yield _T["geonames"], rdf.iri(f"{ids.GEONAMES}{place.geonames}/")
        yield from ((_T["code"], rdf.typed(place.iso_3166_2, _ISO)), (_T["code"], rdf.typed(place.gbt_2260, _GBT)))
        yield v.HAS_GEOMETRY, rdf.thing("geometry", place.id if _point(place) else "")

    said = lines_of(corpus, "places", "Place", columns, more)

    def lines(folder: str, place: Place) -> list[str]:
        subject = rdf.thing("place", place.id)
        found = said(folder, place)
        for name_folder, name in own_names[place.id]:
            node = rdf.thing("name", name.slug) if name.kind != "pinyin" else ""
            tag = "zh-Latn-pinyin" if name.kind == "pinyin" else short_tag(name.lang)
            label = rdf.text(name.name, tag) if name.name != labels[place.id].get(tag) else ""
            found += rdf.block(subject, rdf.graph(name_folder), [(v.ALT_LABEL, label), (_T["placeName"], node)])
        for boundary_folder, pairs in touching[place.id]:
            found += rdf.block(subject, rdf.graph(boundary_folder), pairs)
        above = [(_T["withinAny"], rdf.thing("place", holder)) for holder in corpus.gazetteer.holders(place.id)]
        return found + rdf.block(subject, rdf.FUSED, [*above, *counted.get(place.id, ())])

    return rdf.in_order(corpus.records("places"), lambda item: item[1].id, lambda item: lines(*item))


def _touching(corpus: Corpus) -> Mapping[str, list[tuple[str, list[rdf.Pair]]]]:
    """What each place touches across a frontier and who says so, from both sides, with the folder of it."""
    found: defaultdict[str, list[tuple[str, list[rdf.Pair]]]] = defaultdict(list)
    for folder, boundary in corpus.records("boundaries"):
        stated = [(_T["statedIn"], rdf.thing("source", source)) for source in boundary.sources]
        for one, other in ((boundary.place, boundary.neighbour), (boundary.neighbour, boundary.place)):
            found[one].append((folder, [(v.TOUCHES, rdf.thing("place", other)), *stated]))
    return found
