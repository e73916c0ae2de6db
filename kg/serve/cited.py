"""The sources behind an answer: of the things that it names, each with its title, its address and where in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.ask.asked_graph import QUERIES, AskedGraph
from kg.ask.asked_tables import table_of
from kg.ask.tokens import replaced
from kg.base import ids

MOST_THINGS, MOST_SOURCES = 60, 40
_LOCATORS = 5  # places in one source
_PLACES = f"{ids.ID}place/"


@dataclass
class Cited:
    """A source: its id, title, publisher, date, address on the web or elsewhere, and where in it the things stand.

    ``things`` are those of the answer that it tells of.
    """

    id: str
    title: str
    publisher: str
    issued: str
    address: str
    locators: list[str] = field(default_factory=list)
    things: list[str] = field(default_factory=list)


def sources_of(graph: AskedGraph, iris: Iterable[str]) -> list[Cited]:
    """The sources that state some things, or attest them, in the order of the things.

    Places count only where nothing else is named: who tells of a tie is asked for, not who knows where a city lies.
    """
    every = [iri for iri in dict.fromkeys(iris) if _is_one(iri)]
    things = [iri for iri in every if not iri.startswith(_PLACES)] or every
    if not things:
        return []
    terms = " ".join(f"<{iri}>" for iri in things[:MOST_THINGS])
    text = (QUERIES / "sources-of-things.rq").read_text(encoding="utf-8")
    answer = table_of(graph, replaced(text, {"thing": terms}))
    found: dict[str, Cited] = {}
    rank = {iri: number for number, iri in enumerate(things)}
    for row in sorted(answer.rows, key=lambda row: rank[str(row[0])]):
        thing, source, title, publisher, issued, page, address, locator = (str(cell or "") for cell in row)
        if source not in found and len(found) == MOST_SOURCES:
            continue
        one = found.setdefault(source, Cited(ids.tail(source), title, publisher, issued, page or address))
        for told, texts in ((locator, one.locators), (thing.removeprefix(ids.BASE), one.things)):
            if told and told not in texts and len(texts) < _LOCATORS:
                texts.append(told)
    return [*found.values()]


def _is_one(iri: str) -> bool:
    """Whether an IRI is of a thing of this graph, and could be written into a query."""
    path = iri.removeprefix(ids.BASE)
    return iri.startswith(ids.ID) and all(ids.TAIL.fullmatch(part) for part in path.split("/"))
