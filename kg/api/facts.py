"""The triples of a graph answer, looked up by subject and property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from kg.ask.results import Term, Value, plain
from kg.base.ids import tail
from kg.base.namespaces import RDF, RDFS

RDF_TYPE = RDF + "type"
LABEL = RDFS + "label"
COMMENT = RDFS + "comment"


class Facts:
    """What triples say, as Python values in an order that does not change.

    >>> harbin, label = NamedNode("http://e.org/harbin"), NamedNode(LABEL)
    >>> facts = Facts([Triple(harbin, label, Literal("哈尔滨市", language="zh-Hans"))])
    >>> facts.labels("http://e.org/harbin")
    {'zh': '哈尔滨市'}
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._terms: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._members: dict[str, list[str]] = defaultdict(list)
        for triple in sorted(set(triples), key=str):
            if not isinstance(triple.subject, NamedNode):
                continue  # the published graph has no blank nodes; an engine's own additions are not read
            subject, predicate = triple.subject.value, triple.predicate.value
            self._terms[subject][predicate].append(triple.object)
            if predicate == RDF_TYPE and isinstance(triple.object, NamedNode):
                self._members[triple.object.value].append(subject)

    def members(self, of: str) -> list[str]:
        """The things of a class."""
        return list(self._members.get(of, ()))

    def properties(self, subject: str) -> list[str]:
        """The properties that are stated of a thing."""
        return list(self._terms.get(subject, ()))

    def terms(self, subject: str, *properties: str) -> list[Term]:
        """The values of some properties of a thing, as RDF terms."""
        stated = self._terms.get(subject, {})
        return [term for each in properties for term in stated.get(each, ())]

    def links(self, subject: str, *properties: str) -> list[str]:
        """The IRIs among the values of some properties."""
        return [term.value for term in self.terms(subject, *properties) if isinstance(term, NamedNode)]

    def codes(self, subject: str, *properties: str) -> tuple[str, ...]:
        """The last parts of the IRIs among the values: codes of concepts, ids of things."""
        return tuple(tail(iri) for iri in self.links(subject, *properties))

    def code(self, subject: str, prop: str) -> str:
        """The one code of a property, an empty text where there is none."""
        return next(iter(self.codes(subject, prop)), "")

    def value(self, subject: str, prop: str) -> Value:
        """The first value of a property, ``None`` where there is none."""
        return next((plain(term) for term in self.terms(subject, prop)), None)

    def text(self, subject: str, prop: str) -> str:
        """The English value of a property as text, else the first one, empty where there is none."""
        value = self.labels(subject, prop).get("en") or self.value(subject, prop)
        return "" if value is None else str(value)

    def number(self, subject: str, prop: str) -> float | None:
        """The first value of a property as a number, ``None`` where it is none."""
        value = self.value(subject, prop)
        return float(value) if isinstance(value, int | float) else None

    def year(self, subject: str, prop: str) -> int | None:
        """The first value of a property as a whole number, ``None`` where it is none."""
        number = self.number(subject, prop)
        return None if number is None else int(number)

    def is_true(self, subject: str, prop: str) -> bool:
        """Whether a property is stated to be true."""
        return self.value(subject, prop) is True

    def labels(self, subject: str, prop: str = LABEL) -> dict[str, str]:
        """The texts of a property by language (``ru``, ``en``, ``zh``), the first of each."""
        found: dict[str, str] = {}
        for language, text in self.tagged(subject, prop):
            found.setdefault(language, text)
        return found

    def tagged(self, subject: str, *properties: str) -> list[tuple[str, str]]:
        """The texts of some properties, each with its language; untagged ones have an empty language."""
        return [
            (short_language(term), term.value) for term in self.terms(subject, *properties) if isinstance(term, Literal)
        ]


def short_language(literal: Literal) -> str:
    """The language of a text without script and region, in the case that the project uses.

    >>> short_language(Literal("伯力", language="zh-Hans"))
    'zh'
    """
    return (literal.language or "").partition("-")[0].lower()
