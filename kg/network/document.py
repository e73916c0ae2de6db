"""What a network page shows: places, the ties between them, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from kg.network.ties import Link, Node


class Term(NamedTuple):
    """A code with its name in each language: a country, a level, a kind or a status."""

    code: str
    labels: Mapping[str, str]


class PageSource(NamedTuple):
    """A source as a reader sees it.

    ``url`` is set only where the address may be published as a live link. An ``address`` that
    must not become one is shown as text.
    """

    title: str
    url: str | None = None
    address: str = ""


class NetworkDocument(NamedTuple):
    """Everything that a network page shows.

    ``sources`` are those that edges name, by id; ``pages`` the address about a place, by its id, and
    ``other_names`` (historical, long, pinyin) what else the search finds it by. The order of ``countries`` decides
    side, colour and shape, the order of ``kinds`` and ``statuses`` the order of the legend, that of ``supports``
    goes from the best grade down; the page opens with the kinds that ``usual`` names. ``title`` maps a language to
    a text, ``as_of`` is the year whose state is shown (``None``: all years). What a network does not tell of (its
    kinds of ties, say) has one term with an empty code, and the page leaves it out. ``positions`` has one ``(x,
    y)`` per node, in the order of ``nodes``; :func:`kg.network.layout.arrange` fills it.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Link, ...]
    countries: tuple[Term, ...]
    kinds: tuple[Term, ...]
    statuses: tuple[Term, ...]
    levels: tuple[Term, ...]
    title: Mapping[str, str]
    as_of: int | None = None
    sources: Mapping[str, PageSource] = MappingProxyType({})
    pages: Mapping[str, str] = MappingProxyType({})
    other_names: Mapping[str, Sequence[str]] = MappingProxyType({})
    usual: tuple[str, ...] = ()
    supports: tuple[Term, ...] = ()
    positions: tuple[tuple[float, float], ...] = ()
