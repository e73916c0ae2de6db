"""Properties of entities: hints of a query, and values for whom has reconciled a column and wants more of them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.ask.results import Term, plain
from kg.base import ids
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import LANGUAGES, N_, _
from kg.base.namespaces import DCTERMS, FOAF, SKOS, WGS84
from kg.dossier.around import Around
from kg.dossier.facts import LABEL, Facts, short_language
from kg.schema.terms import TIE
from kg.serve.reconcile_entities import PLACE, Entities, Type

MOST_IDS = 100
_AT_ONCE = 25  # things that are asked about with one question
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIE, _SOURCE = (each.removeprefix(ids.BASE) for each in (TIE.Tie, TIE.Source))
_CONCEPTS = ("voc/problem", "voc/sphere", "voc/measure")

Values = Callable[[Facts, str], Iterable[Term]]
Rows = dict[str, dict[str, list[dict[str, Any]]]]


class Property(NamedTuple):
    """What can be told of the entities of some types (of all where none is named), and where the graph has it.

    ``of`` is the type of its values, where they are entities; ``is_hint`` says that a query may name it, and
    ``is_one_language`` that of texts in several languages one is meant.
    """

    label: str
    types: tuple[str, ...]
    values: Values
    of: str = ""
    is_hint: bool = False
    is_one_language: bool = True


def _of(*properties: str) -> Values:
    """The values of one property after another."""
    return lambda facts, iri: [term for each in properties for term in facts.terms(iri, each)]


def _point(facts: Facts, iri: str) -> Iterable[Term]:
    lat, lon = facts.number(iri, WGS84 + "lat"), facts.number(iri, WGS84 + "long")
    return [] if lat is None or lon is None else [Literal(f"{lat},{lon}")]


def _ties(facts: Facts, iri: str) -> Iterable[Term]:
    partners = facts.links(iri, TIE.sisterOf) + facts.links(iri, TIE.partnerOf)
    return [NamedNode(ids.thing("tie", ids.tie_slug(map(ids.tail, (iri, one))))) for one in partners]


def _sources(facts: Facts, iri: str) -> Iterable[Term]:
    return [term for each in facts.links(iri, TIE.attestedBy) for term in facts.terms(each, TIE.statedIn)]


_PLACES = (PLACE,)
PROPERTIES: Mapping[str, Property] = {
    "label": Property(N_("Name"), (), _of(LABEL)),
    "names": Property(N_("All names"), _PLACES, _of(LABEL, SKOS + "altLabel"), is_one_language=False),
    "level": Property(N_("Level"), _PLACES, _of(TIE.level), is_hint=True),
    "country": Property(N_("Country"), _PLACES, _of(TIE.country), PLACE, is_hint=True),
    "within": Property(N_("Within"), _PLACES, _of(TIE.within), PLACE, is_hint=True),
    "wikidata": Property(N_("Wikidata"), _PLACES, _of(TIE.wikidata), is_hint=True),
    "coordinates": Property(N_("Coordinates"), _PLACES, _point, is_hint=True),
    "latitude": Property(N_("Latitude"), _PLACES, _of(WGS84 + "lat")),
    "longitude": Property(N_("Longitude"), _PLACES, _of(WGS84 + "long")),
    "sisters": Property(N_("Sister places"), _PLACES, _of(TIE.sisterOf), PLACE),
    "partners": Property(N_("Partners"), _PLACES, _of(TIE.sisterOf, TIE.partnerOf), PLACE),
    "ties": Property(N_("Ties"), _PLACES, _ties, _TIE),
    "parties": Property(N_("Parties"), (_TIE,), _of(TIE.hasParty), PLACE),
    "kind": Property(N_("Kind"), (_TIE, _SOURCE), _of(TIE.kind, TIE.sourceKind)),
    "status": Property(N_("Status"), (_TIE,), _of(TIE.status)),
    "signed": Property(N_("Signed"), (_TIE,), _of(TIE.signed)),
    "start_year": Property(N_("Start year"), (_TIE,), _of(TIE.startYear)),
    "end_year": Property(N_("End year"), (_TIE,), _of(TIE.endYear)),
    "support": Property(N_("Support"), (_TIE,), _of(TIE.support)),
    "sources": Property(N_("Sources"), (_TIE,), _sources, _SOURCE),
    "publisher": Property(N_("Publisher"), (_SOURCE,), _of(DCTERMS + "publisher")),
    "issued": Property(N_("Date of issue"), (_SOURCE,), _of(DCTERMS + "issued")),
    "page": Property(N_("Web page"), (_SOURCE,), _of(FOAF + "page")),
    "definition": Property(N_("Meaning"), _CONCEPTS, _of(SKOS + "definition")),
    "broader": Property(N_("Broader"), _CONCEPTS, _of(SKOS + "broader")),
}


def proposed(kind: Type | None) -> dict[str, Property]:
    """The properties that entities of a type have, or all."""
    wanted = {kind.id, kind.broader} if kind else set()
    return {
        name: each
        for name, each in PROPERTIES.items()
        if not wanted or not each.types or wanted.intersection(each.types)
    }


class Extension(NamedTuple):
    """What is asked: entities, and properties with their settings."""

    ids: tuple[str, ...]
    properties: Mapping[str, Mapping[str, Any]]


def extension_of(given: object) -> Extension:
    """A data extension query; raises :class:`KgError` for what is none."""
    fields = given if isinstance(given, dict) else {}
    for name in ("ids", "properties"):
        if not isinstance(fields.get(name), list):
            raise KgError(_("the field '{name}' is missing").format(name=name))
    asked: dict[str, Mapping[str, Any]] = {}
    for each in fields["properties"]:
        one = each if isinstance(each, dict) else {}
        if (known := str(one.get("id"))) not in PROPERTIES:
            told = _("there is no property '{name}'").format(name=shown(known))
            raise KgError(told, hint=did_you_mean(known, PROPERTIES, ", ".join(PROPERTIES)))
        settings = one.get("settings")
        asked[known] = settings if isinstance(settings, dict) else {}
    return Extension(tuple(dict.fromkeys(str(each) for each in fields["ids"])), asked)


def extended(entities: Entities, asked: Extension, lang: str, ends: float) -> tuple[list[dict[str, Any]], Rows]:
    """The properties that were asked for as they are called, and their values by entity and property.

    Raises :class:`TimeoutError` where ``ends``, a time of the monotonic clock, comes first.
    """
    meta = []
    for name in asked.properties:
        one = PROPERTIES[name]
        told: dict[str, Any] = {"id": name, "name": _(one.label)}
        if one.of in entities.types:
            told["type"] = {"id": one.of, "name": entities.types[one.of].label(lang)}
        meta.append(told)
    rows: Rows = {id: {name: [] for name in asked.properties} for id in asked.ids}
    for facts, known in _facts(entities, asked, ends):
        for id, iri in known.items():
            for name, settings in asked.properties.items():
                rows[id][name] = _cells(entities, facts, iri, name, settings, lang)
    return meta, rows


def _facts(entities: Entities, asked: Extension, ends: float) -> Iterator[tuple[Facts, dict[str, str]]]:
    """What the graph says of the entities that were asked for, some at a time, with their IRIs by the ids given."""
    found = {id: entity.iri for id in asked.ids if (entity := entities.entity(id))}
    places = [id for id, iri in found.items() if iri.startswith(f"{ids.ID}place/")]
    others = [id for id in found if id not in set(places)]
    for question, name, those in (("place-as-graph", "place", places), ("around-thing-as-graph", "thing", others)):
        for start in range(0, len(those), _AT_ONCE):
            if time.monotonic() > ends:
                raise TimeoutError
            some = {id: found[id] for id in those[start : start + _AT_ONCE]}
            named = {name: tuple(some.values())}
            yield Around(entities.graph, question, "", **named), some


def _cells(
    entities: Entities, facts: Facts, iri: str, name: str, settings: Mapping[str, Any], lang: str
) -> list[dict[str, Any]]:
    """The values of one property of one entity; ``lang`` and ``limit`` are what a person may set."""
    wanted = PROPERTIES[name]
    lang = spoken if (spoken := settings.get("lang")) in LANGUAGES else lang
    terms = list(wanted.values(facts, iri))
    if wanted.is_one_language:
        own: list[Term] = [
            term for term in terms if isinstance(term, Literal) and short_language(term.language) == lang
        ]
        terms = own or [term for term in terms if not isinstance(term, Literal) or not term.language] or terms[:1]
    cells = {str(term): _cell(entities, term, lang) for term in terms}
    return [*cells.values()][: _most(settings.get("limit"))]


def _most(limit: object) -> int:
    """How many values are wanted; OpenRefine sends the text that stands in its field."""
    try:
        return max(1, int(float(str(limit))))
    except (ValueError, OverflowError):
        return MOST_IDS


def _cell(entities: Entities, term: Term, lang: str) -> dict[str, Any]:
    """A value: an entity or type with its name, a number, a whole date, else a text."""
    if isinstance(term, NamedNode):
        id = term.value.removeprefix(ids.BASE)
        if one := entities.entity(id) or entities.types.get(id):
            return {"id": id, "name": one.label(lang)}
        return {"str": ids.tail(term.value) if term.value.startswith(ids.WIKIDATA) else term.value}
    value = plain(term)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return {"date": f"{value}T00:00:00Z"} if _DAY.fullmatch(str(value)) else {"str": str(value)}
    return {"int": value} if isinstance(value, int) else {"float": value}
