"""What Wikidata says of items, as records: names, classes, units around them, points, populations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from pyoxigraph import Literal

from kg.ask.results import Term
from kg.base.errors import KgError, shown
from kg.base.languages import _
from kg.wikidata import place_classes
from kg.wikidata.client import Client, nodes, qid_of, text_of
from kg.wikidata.items import Item, Names, date_of, point_of

# The tags under which Wikidata keeps a name of each language; `mul` is its tag for names that are alike in many.
TAGS: Mapping[str, tuple[str, ...]] = {"ru": ("ru",), "en": ("en", "mul"), "zh": ("zh", "zh-hans", "zh-cn")}
_LANGUAGE = {tag: lang for lang, tags in TAGS.items() for tag in tags}

_WHOLE = re.compile(r"\+?(\d+)(?:\.0+)?", re.ASCII)  # a decimal, which some engines write as 190520.0
_NAMES = 400  # a request; more of them exceed the memory that QLever gives to one
_NOT_ASKED = "zh-cn"  # a name of that tag stands under zh or zh-hans as well; asking for it costs a fifth more
_ITEMS, _ITEM_REQUESTS = 500, 14


def candidates(
    client: Client, names: Collection[tuple[str, str]], countries: Collection[str]
) -> dict[tuple[str, str], list[Item]]:
    """The items that bear each of many names (language, text), within the countries (Q-ids), or anywhere."""
    terms = [Literal(text, language=tag) for lang, text in names for tag in TAGS[lang] if tag != _NOT_ASKED]
    query, fixed = ("names", {"country": nodes(sorted(countries))}) if countries else ("names-anywhere", {})
    by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, item in client.batched(query, "name", terms, _NAMES, fixed):
        if isinstance(name, Literal) and (lang := _language(name)) and qid_of(item):
            by_name[lang, name.value].add(qid_of(item))
    known = items(client, set().union(*by_name.values()))
    return {name: [known[qid] for qid in qids] for name, qids in by_name.items()}


def items(client: Client, qids: Collection[str]) -> dict[str, Item]:
    """What is known of each item; one that Wikidata does not know is there with ``exists`` false."""
    size = max(_ITEMS, -(-len(qids) // _ITEM_REQUESTS))
    said: dict[str, dict[str, list[Term]]] = {qid: defaultdict(list) for qid in qids}
    for item, prop, value in client.batched("items", "item", nodes(qids), size):
        if qid_of(item) in said and value is not None:
            said[qid_of(item)][text_of(prop).rpartition("/")[2]].append(value)
    parents = _known_above(client, {id for values in said.values() for id in _qids(values["P31"])})
    return {qid: _item(qid, values, parents) for qid, values in sorted(said.items())}


def merged(client: Client, qids: Collection[str]) -> dict[str, str]:
    """The item that each merged one leads to in the end: of the items, and of those that were merged into one."""
    leads: dict[str, str] = {}
    asked, left = set[str](), set(qids)
    while left:
        asked |= left
        leads |= {qid_of(item): qid_of(target) for item, target in client.batched("merged", "known", nodes(left), 400)}
        left = set(leads.values()) - asked
    return {qid: _end(qid, leads) for qid in leads}


def _end(qid: str, leads: Mapping[str, str]) -> str:
    passed = [qid]
    while (qid := leads.get(qid, qid)) not in passed:
        passed.append(qid)
    return passed[-1]


def _known_above(client: Client, classes: Iterable[str]) -> dict[str, set[str]]:
    """For each class that is not in the table, the classes of the table that it is a subclass of."""
    table = place_classes.table()
    found: dict[str, set[str]] = defaultdict(set)
    unknown = nodes(set(classes) - table.keys())
    for one, above in client.batched("superclasses", "class", unknown, _ITEMS, {"known": nodes(table)}):
        found[qid_of(one)].add(qid_of(above))
    return found


def _item(qid: str, said: Mapping[str, list[Term]], parents: Mapping[str, set[str]]) -> Item:
    classes = _qids(said["P31"])
    levels = place_classes.levels_of(classes, parents)
    points = {point_of(value.value) for value in said["P625"] if isinstance(value, Literal)}
    return Item(
        qid,
        exists=any(said.values()),
        redirect=min(_qids(said["owl#sameAs"]), default=""),
        labels=_names(said["rdf-schema#label"]),
        aliases=_names(said["core#altLabel"]),
        classes=classes,
        levels=levels,
        countries=_qids(said["P17"]),
        holders=_qids(said["P131"]),
        points=tuple(sorted(filter(None, points))),
        dissolved=any(isinstance(value, Literal) for value in said["P576"]) or place_classes.FORMER in levels,
    )


def _qids(values: Iterable[Term]) -> frozenset[str]:
    return frozenset({qid_of(value) for value in values} - {""})


def _names(values: Iterable[Term]) -> Names:
    return tuple(sorted({(lang, v.value) for v in values if isinstance(v, Literal) and (lang := _language(v))}))


def _language(name: Literal) -> str:
    """The language of a name, empty where it is none of those that are asked for."""
    return _LANGUAGE.get((name.language or "").lower(), "")


def countries(client: Client, codes: Sequence[str]) -> dict[str, str]:
    """The Q-id of each country, by its ISO 3166-1 code; raises :class:`KgError` for a code without one."""
    rows = client.rows("countries", {"code": [Literal(code) for code in sorted(codes)]})
    found = {text_of(code): qid_of(country) for code, country in reversed(rows)}
    for code in codes:
        if code not in found:
            told = _("Wikidata knows no country with the code '{code}'").format(code=shown(code))
            raise KgError(told, hint=_("write two letters, as RU or CN"))
    return found


def populations(client: Client, qids: Collection[str]) -> dict[str, tuple[int, str]]:
    """The latest population of each item that has one with a year, and that year."""
    latest: dict[str, tuple[int, str]] = {}
    for item, number, time in client.batched("populations", "item", nodes(qids), 300):
        date = date_of(text_of(time), 9)
        if date and (value := _WHOLE.fullmatch(text_of(number))):
            latest[qid_of(item)] = date.year, value[1]
    return dict(sorted(latest.items()))
