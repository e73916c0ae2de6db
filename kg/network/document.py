"""What a network page shows: places, the ties between them, and who says so.

Plain records without any RDF library. :mod:`kg.network` fills them from the graph and
:mod:`kg.site` draws them; the two packages meet in these types only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


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


class PageNode(NamedTuple):
    """One place.

    ``labels`` maps ``en``, ``ru`` and ``zh`` to a name and may lack some of them. ``url`` is the
    place's own page or IRI. ``other_names`` (historical, long, pinyin) are found by the search.
    """

    id: str
    labels: Mapping[str, str]
    country: str
    level: str
    lat: float | None
    lon: float | None
    ties: int
    partners: int
    url: str | None = None
    sources: tuple[PageSource, ...] = ()
    other_names: tuple[str, ...] = ()


class PageEdge(NamedTuple):
    """One tie between two places, named by their ids; parallel ties are separate edges."""

    a: str
    b: str
    kind: str
    status: str
    start_year: int | None
    independent_sources: int
    confidence: float | None
    sources: tuple[PageSource, ...] = ()
    end_year: int | None = None


class NetworkDocument(NamedTuple):
    """Everything that a network page shows.

    The order of ``countries`` decides side, colour and shape, the order of ``kinds`` and
    ``statuses`` the order of the legend. ``title`` maps a language to a text, ``as_of`` is the
    year whose state is shown (``None``: all years), ``built_from`` says in one line what the data
    are. What a network does not tell of (its kinds of ties, say) has one term with an empty code,
    and the page leaves it out. ``positions`` has one ``(x, y)`` per node, in the order of ``nodes``;
    :func:`kg.network.layout.arrange` fills it.
    """

    nodes: tuple[PageNode, ...]
    edges: tuple[PageEdge, ...]
    countries: tuple[Term, ...]
    kinds: tuple[Term, ...]
    statuses: tuple[Term, ...]
    levels: tuple[Term, ...]
    title: Mapping[str, str]
    as_of: int | None
    built_from: str
    positions: tuple[tuple[float, float], ...] = ()
