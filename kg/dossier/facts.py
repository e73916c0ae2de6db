"""The triples of a graph answer, looked up by subject, property and object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Self

from pyoxigraph import Literal, NamedNode, Triple

from kg.ask.results import Term, Value, plain
from kg.base.ids import tail
from kg.base.languages import pick
from kg.base.namespaces import RDF, RDFS

RDF_TYPE = RDF + "type"
LABEL = RDFS + "label"
COMMENT = RDFS + "comment"


class Code(str):
    """The code of a concept, a text like any other, which knows the concept and what it is called."""

    iri: str
    labels: Mapping[str, str]

    def __new__(cls, iri: str, labels: Mapping[str, str]) -> Self:
        """The code of the concept with an IRI."""
        code = super().__new__(cls, tail(iri))
        code.iri, code.labels = iri, labels
        return code

    def label(self, lang: str = "en") -> str:
        """What the concept is called in a language, else in the nearest there is, else its code."""
        return pick(self.labels, lang) or str(self)


class Facts:
    """What the triples of an answer say, each once and in order, as Python values.

    >>> harbin, label = NamedNode("http://e.org/harbin"), NamedNode(LABEL)
    >>> facts = Facts([Triple(harbin, label, Literal("哈尔滨市", language="zh-Hans"))])
    >>> facts.labels("http://e.org/harbin")
    {'zh': '哈尔滨市'}
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._terms: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.made: dict[object, object] = {}  # what was made of them and is asked for often
        self._labels: dict[tuple[str, str], dict[str, str]] = {}
        self._seen: frozenset[str] | None = None
        for triple in triples:
            if not isinstance(triple.subject, NamedNode):
                continue  # the published graph has no blank nodes; an engine's own additions are not read
            self._terms[triple.subject.value, triple.predicate.value].append(triple.object)
            if isinstance(triple.object, NamedNode):
                self._subjects[triple.predicate.value, triple.object.value].append(triple.subject.value)

    def see(self, whole: Facts, seen: frozenset[str]) -> None:
        """Be a part of facts that were read before: of all that point to a thing, only some are seen."""
        self._terms, self._subjects, self._labels = whole._terms, whole._subjects, whole._labels
        self.made, self._seen = whole.made, seen

    def described(self) -> dict[str, dict[str, list[Term]]]:
        """Every thing with its properties and their values."""
        found: defaultdict[str, dict[str, list[Term]]] = defaultdict(dict)
        for (subject, prop), values in self._terms.items():
            found[subject][prop] = values
        return found

    def subjects(self, prop: str, value: str) -> list[str]:
        """The things of which a property has an IRI as its value."""
        found = self._subjects.get((prop, value), [])
        return found if self._seen is None else list(filter(self._seen.__contains__, found))

    def terms(self, subject: str, prop: str) -> list[Term]:
        """The values of a property of a thing, as RDF terms."""
        return self._terms.get((subject, prop), [])

    def links(self, subject: str, prop: str) -> list[str]:
        """The IRIs among the values of a property."""
        return [term.value for term in self.terms(subject, prop) if isinstance(term, NamedNode)]

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

    def texts(self, subject: str, prop: str) -> tuple[str, ...]:
        """All texts of a property."""
        return tuple(term.value for term in self.terms(subject, prop) if isinstance(term, Literal))

    def codes(self, subject: str, prop: str) -> tuple[Code, ...]:
        """The concepts or things that a property links to."""
        return tuple(map(self._code, self.links(subject, prop)))

    def _code(self, iri: str) -> Code:
        if not isinstance(found := self.made.get((Code, iri)), Code):
            found = self.made[Code, iri] = Code(iri, self.labels(iri))
        return found

    def code(self, subject: str, prop: str) -> Code:
        """The first of them; an empty one where there is none."""
        return next(iter(self.codes(subject, prop)), Code("", {}))

    def kind(self, subject: str, prop: str) -> Code:
        """The concept that a property links to, with the labels it has wherever they are."""
        link = next(iter(self.links(subject, prop)), "")
        if not isinstance(found := self.made.get(link), Code):
            found = self.made[link] = Code(link, self.named(link) if link else {})
        return found

    def named(self, iri: str) -> dict[str, str]:
        """The labels of a concept."""
        return self.labels(iri)

    def is_true(self, subject: str, prop: str) -> bool:
        """Whether a property is stated to be true."""
        return self.value(subject, prop) is True

    def labels(self, subject: str, prop: str = LABEL) -> dict[str, str]:
        """The texts of a property by language (``ru``, ``en``, ``zh``), the first of each."""
        found = self._labels.get((subject, prop))
        if found is None:
            found = self._labels[subject, prop] = {}
            for term in self.terms(subject, prop):
                if isinstance(term, Literal):
                    found.setdefault(short_language(term.language), term.value)
        return found


@cache
def short_language(tag: str | None) -> str:
    """The language of a text without script and region; Latin letters of another language keep their script.

    >>> short_language("zh-Hans"), short_language("zh-latn-pinyin"), short_language(None)
    ('zh', 'zh-Latn', '')
    """
    language, *rest = (tag or "").lower().split("-")
    return f"{language}-Latn" if "latn" in rest else language
