"""Terms and lines of N-Quads: the one place where text becomes RDF syntax.

Every term is written in the canonical form of RDF Dataset Canonicalization, so that equal terms
are equal bytes. Lines of one subject are a block; blocks are written in the order of subjects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from itertools import groupby
from typing import TypeVar

import pyoxigraph as ox

from kg.base import ids
from kg.base.dates import PartialDate
from kg.base.languages import TAGS
from kg.base.namespaces import XSD
from kg.gazetteer.folding import script_of

Item = TypeVar("Item")
Pair = tuple[str, str]  # predicate and object, each a written term; an empty object is no line

_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f]')
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_REMEMBERED = 1 << 16  # terms that come again: sources, concepts, places


def iri(value: str) -> str:
    """An IRI as a term; raises ``ValueError`` where it is none.

    >>> iri("http://example.org/a")
    '<http://example.org/a>'
    """
    return str(ox.NamedNode(value))


_minted = lru_cache(_REMEMBERED)(iri)
_datatype = cache(iri)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def quoted(value: str) -> str:
    r"""A string between its quotes, escaped.

    >>> print(quoted('say "hi"'))
    "say \"hi\""
    """
    return f'"{_SPECIAL.sub(_escape, value)}"' if _SPECIAL.search(value) else f'"{value}"'


def text(value: str, lang: str = "") -> str:
    """A literal in a language (``ru``, ``en``, ``zh`` or a BCP 47 tag), plain without one.

    An empty value gives an empty string, that is, no term.
    """
    if not value:
        return ""
    return f"{quoted(value)}{_tag(lang)}" if lang else quoted(value)


@cache
def _tag(lang: str) -> str:
    """A language as it stands after a literal; raises ``ValueError`` where it is none."""
    tag = TAGS.get(lang, lang)
    ox.Literal("", language=tag)
    return f"@{tag}"


def tagged(value: str) -> str:
    """A literal in the language whose script it is written in."""
    return text(value, script_of(value))


def typed(value: str, datatype: str) -> str:
    """A literal of a datatype, given by its IRI; nothing for an empty value."""
    return f"{quoted(value)}^^{_datatype(datatype)}" if value else ""


def integer(value: int | None) -> str:
    """An ``xsd:integer``, or nothing."""
    return "" if value is None else f'"{value:d}"^^<{XSD}integer>'


def plain(value: str | float) -> str:
    """A number in digits with no exponent, which no ``xsd:decimal`` has.

    >>> plain(0.75), plain("1.50"), plain(1e-05)
    ('0.75', '1.50', '0.00001')
    """
    text = str(value)
    return f"{Decimal(text):f}" if "e" in text else text


def decimal(value: str | float | None) -> str:
    """An ``xsd:decimal`` with the digits it is given, or nothing."""
    return "" if value is None or value == "" else typed(plain(value), f"{XSD}decimal")


def boolean(value: bool | None) -> str:
    """An ``xsd:boolean``, or nothing."""
    return "" if value is None else f'"{"true" if value else "false"}"^^<{XSD}boolean>'


def date(value: PartialDate | None) -> str:
    """A date of the XSD type that fits what is known of it, or nothing."""
    return "" if value is None else f'"{value.iso}"^^<{value.datatype}>'


def concept(scheme: str, code: str) -> str:
    """A concept by its code, or nothing."""
    return _minted(f"{ids.VOC}{scheme}/{code}") if code else ""


def thing(kind: str, slug: str) -> str:
    """A thing by its slug, or nothing."""
    return _minted(f"{ids.ID}{kind}/{slug}") if slug else ""


def graph(folder: str) -> str:
    """The named graph of a source folder."""
    return _minted(f"{ids.GRAPH}{folder}")


FUSED = graph("fused")  # what sources add up to


def block(subject: str, name: str, pairs: Iterable[Pair]) -> list[str]:
    """The lines of one subject in one graph, unsorted, without those that have no object."""
    return [f"{subject} {predicate} {value} {name} .\n" for predicate, value in pairs if value]


def in_order(items: Iterable[Item], slug: Callable[[Item], str], lines: Callable[[Item], list[str]]) -> Iterator[str]:
    """The lines of each item as one sorted text, items by their IRIs.

    Items of one IRI are one subject and share its text. Lines are made one subject at a time, so
    that a large graph is never held as text. ``>`` ends an IRI and takes part in its order.

    >>> list(in_order([("a", 2), ("b", 1), ("a", 1)], lambda item: item[0], lambda item: [f"{item}"]))
    ["('a', 1)('a', 2)", "('b', 1)"]
    """

    def address(item: Item) -> str:
        return f"{slug(item)}>"

    for _, same in groupby(sorted(items, key=address), address):
        yield "".join(sorted({line for item in same for line in lines(item)}))
