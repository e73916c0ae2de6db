"""What Wikidata says, as records: the one place of this folder where RDF terms become model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.ask.results import Term
from kg.base.dates import PartialDate
from kg.base.errors import KgError, shown
from kg.base.ids import QID, WIKIDATA
from kg.base.languages import _
from kg.base.namespaces import OWL, RDFS, SKOS
from kg.wikidata import place_classes
from kg.wikidata.client import Client, Row
from kg.wikidata.items import Item, Names, Point, Population, Twin, date_of, point_of

DIRECT = "http://www.wikidata.org/prop/direct/"
RDFS_LABEL = RDFS + "label"
ALT_LABEL = SKOS + "altLabel"
SAME_AS = OWL + "sameAs"
QUALIFIER = "http://www.wikidata.org/prop/qualifier/value/"
REFERENCE = "http://www.wikidata.org/prop/reference/"
RANK = "http://wikiba.se/ontology#rank"
DEPRECATED = "http://wikiba.se/ontology#DeprecatedRank"
PAGE = 1000  # the LIMIT in pairs.rq

# The tags under which Wikidata keeps a name of each language; `mul` is its tag for names that are alike in many.
TAGS: Mapping[str, tuple[str, ...]] = {"ru": ("ru",), "en": ("en", "mul"), "zh": ("zh", "zh-hans", "zh-cn")}
_LANGUAGE = {tag: lang for lang, tags in TAGS.items() for tag in tags}

# Requests for a thousand places: at most 12 for names, 14 for items and 2 for classes, so 28 in all.
_NAMES, _NAME_REQUESTS = 1500, 12
_ITEMS, _ITEM_REQUESTS = 350, 14


class Found(NamedTuple):
    """Items that bear a name, and all that is known of each."""

    by_name: Mapping[tuple[str, str], tuple[str, ...]]
    items: Mapping[str, Item]


def candidates(client: Client, names: Collection[tuple[str, str]], countries: Collection[str]) -> Found:
    """The items that bear one of many names (language, text), in any of the countries (Q-ids); anywhere without one."""
    terms = [Literal(text, language=tag) for lang, text in names for tag in TAGS[lang]]
    size = max(_NAMES, -(-len(terms) // _NAME_REQUESTS))
    query = "names" if countries else "names-anywhere"
    fixed = {"country": [_node(qid) for qid in sorted(countries)]} if countries else {}
    by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, item in client.batched(query, "name", terms, size, fixed):
        if isinstance(name, Literal) and name.language and _qid(item):
            by_name[_LANGUAGE[name.language.lower()], name.value].add(_qid(item))
    found = {qid for qids in by_name.values() for qid in qids}
    return Found({key: tuple(sorted(qids)) for key, qids in by_name.items()}, items(client, found))


def items(client: Client, qids: Collection[str]) -> dict[str, Item]:
    """What is known of each item; one that Wikidata does not know is there with ``exists`` false."""
    size = max(_ITEMS, -(-len(qids) // _ITEM_REQUESTS))
    said: dict[str, dict[str, list[Term]]] = {qid: defaultdict(list) for qid in qids}
    for item, prop, value in client.batched("items", "item", [_node(qid) for qid in qids], size, {}):
        if _qid(item) in said and isinstance(prop, NamedNode) and value is not None:
            said[_qid(item)][prop.value].append(value)
    own = {qid: _qids(values[f"{DIRECT}P31"]) for qid, values in said.items()}
    parents = superclasses(client, {id for ids in own.values() for id in ids} - place_classes.BY_ID.keys())
    return {qid: _item(qid, values, own[qid], parents) for qid, values in sorted(said.items())}


def superclasses(client: Client, unknown: Collection[str]) -> dict[str, set[str]]:
    """For each class that is not in the table, the classes of the table that it is a subclass of."""
    known = {"known": [_node(row.id) for row in place_classes.CLASSES]}
    found: dict[str, set[str]] = defaultdict(set)
    for one, above in client.batched("superclasses", "class", [_node(qid) for qid in unknown], _ITEMS, known):
        found[_qid(one)].add(_qid(above))
    return dict(found)


def countries(client: Client, codes: Sequence[str]) -> dict[str, str]:
    """The Q-id of each country, by its ISO 3166-1 code; raises :class:`KgError` for a code without one."""
    rows = client.rows("countries", {"code": [Literal(code) for code in sorted(codes)]})
    found = {code.value: _qid(country) for code, country in reversed(rows) if isinstance(code, Literal)}
    for code in codes:
        if code not in found:
            told = _("Wikidata knows no country with the code '{code}'").format(code=shown(code))
            raise KgError(told, hint=_("write two letters, as RU or CN"))
    return found


def pairs(client: Client, country: str, other: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Pages of pairs of items that a P190 statement joins, either way round, with the country of the first ones."""
    for one, two in ((country, other), (other, country)):
        fixed = {"country": [_node(one)], "otherCountry": [_node(two)]}
        for page in client.pages("pairs", fixed, PAGE):
            yield one, [(_qid(item), _qid(target)) for item, target in page if _qid(item) and _qid(target)]


def twins(client: Client, qids: Collection[str], other: str) -> list[Twin]:
    """The P190 statements of items on items of another country, deprecated ones left out."""
    rows: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    fixed = {"otherCountry": [_node(other)]}
    for row in client.batched("twins", "item", [_node(qid) for qid in qids], 100, fixed):
        item, target, statement = row[:3]
        if _qid(item) and _qid(target) and isinstance(statement, NamedNode):
            rows[statement.value, _qid(item), _qid(target)].append(row[3:])
    return [twin for key, said in sorted(rows.items()) if (twin := _twin(*key, said))]


def populations(client: Client, qids: Collection[str]) -> list[Population]:
    """The populations of items that have a year: the latest one of each item."""
    latest: dict[str, Population] = {}
    for item, number, time in client.batched("populations", "item", [_node(qid) for qid in qids], 300, {}):
        if not (isinstance(number, Literal) and isinstance(time, Literal)):
            continue
        date = date_of(time.value, 9)
        value = number.value.removeprefix("+")
        if date and value.isascii() and value.isdigit():
            latest[_qid(item)] = Population(_qid(item), date.year, value)
    return [latest[qid] for qid in sorted(latest)]


def _item(qid: str, values: Mapping[str, list[Term]], own: frozenset[str], parents: Mapping[str, set[str]]) -> Item:
    texts = {key: values.get(key, []) for key in (RDFS_LABEL, ALT_LABEL)}
    dated = [value for value in values.get(f"{DIRECT}P576", []) if isinstance(value, Literal)]
    levels = place_classes.levels_of(own, parents)
    return Item(
        qid,
        exists=any(values.values()),
        redirect=next(iter(sorted(_qids(values.get(SAME_AS, [])))), ""),
        labels=_names(texts[RDFS_LABEL]),
        aliases=_names(texts[ALT_LABEL]),
        classes=own,
        levels=levels,
        countries=_qids(values.get(f"{DIRECT}P17", [])),
        holders=_qids(values.get(f"{DIRECT}P131", [])),
        points=_points(values.get(f"{DIRECT}P625", [])),
        dissolved=bool(dated) or place_classes.FORMER in levels,
    )


def _names(values: Iterable[Term]) -> Names:
    texts = {(_LANGUAGE[v.language.lower()], v.value) for v in values if isinstance(v, Literal) and v.language}
    return tuple(sorted(texts))


def _points(values: Iterable[Term]) -> tuple[Point, ...]:
    found = [point_of(value.value) for value in values if isinstance(value, Literal)]
    return tuple(sorted({point for point in found if point}))


def _twin(statement: str, item: str, other: str, said: Sequence[Row]) -> Twin | None:
    """A statement from its rows (property, value, precision), or nothing for a deprecated one."""
    by_property: dict[str, list[Row]] = defaultdict(list)
    for prop, value, precision in said:
        if isinstance(prop, NamedNode):
            by_property[prop.value].append((value, precision))
    if any(_text(value) == DEPRECATED for value, _ in by_property[RANK]):
        return None
    start, end = (_date(by_property[QUALIFIER + id]) for id in ("P580", "P582"))
    urls = sorted(_text(value) for value, _ in by_property[f"{REFERENCE}P854"])
    stated = sorted({_qid(value) for value, _ in by_property[f"{REFERENCE}P248"]} - {""})
    return Twin(statement, item, other, start, end, tuple(urls), tuple(stated))


def _date(rows: Iterable[Row]) -> PartialDate | None:
    """The finest of the dates of a qualifier."""
    known = [date_of(_text(value), int(_text(precision) or 0)) for value, precision in rows]
    return max((date for date in known if date), default=None, key=lambda date: (date.precision, date))


def _node(qid: str) -> NamedNode:
    return NamedNode(WIKIDATA + qid)


def _qid(term: Term | None) -> str:
    """The Q-id of an item's IRI, empty for anything else (an unknown value is a blank node or a text)."""
    text = term.value if isinstance(term, NamedNode) else ""
    qid = text.removeprefix(WIKIDATA)
    return qid if QID.fullmatch(qid) else ""


def _qids(values: Iterable[Term]) -> frozenset[str]:
    return frozenset({_qid(value) for value in values} - {""})


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
