"""The network as flat rows: every cell a text, a number, a truth value or nothing."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from kg.base.dates import Bounds

Cell: TypeAlias = "str | int | float | bool | None"


class Vertex(NamedTuple):
    """One place; ``side`` is 0 for the first country by code, 1 for the second, and so on."""

    id: str
    label: str
    label_en: str
    label_ru: str
    label_zh: str
    country: str
    side: int
    level: str
    region: str
    macro_region: str
    border: bool
    ties: int
    lat: float | None = None
    lon: float | None = None
    population: float | None = None
    grp_per_head: float | None = None
    grp_unit: str | None = None
    wikidata: str | None = None


class Edge(NamedTuple):
    """One tie, or with regions all the ties of two of them; ``source`` lies in the first country by code.

    ``kind``, ``status`` and ``sources`` hold several codes with ``;`` between them where the edge
    stands for several ties; ``weight`` is their number.
    """

    id: str
    source: str
    target: str
    kind: str
    status: str
    start_year: int | None
    end_year: int | None
    dated: bool
    weight: int
    independent_sources: int
    confidence: float
    sources: str
    begun_not_before: int | None = None
    begun_not_after: int | None = None
    ended_not_before: int | None = None
    ended_not_after: int | None = None
    sources_of_kind: int = 0
    support: str = ""

    @property
    def begun(self) -> Bounds:
        """The first and the last year in which the first of its ties can have begun."""
        return self.begun_not_before, self.begun_not_after

    @property
    def over(self) -> Bounds | None:
        """The first and the last year in which the last of its ties can have ended, where all have."""
        bounds = self.ended_not_before, self.ended_not_after
        return bounds if self.status == "ended" or bounds != (None, None) else None


class Export(NamedTuple):
    """What is written: vertices by side and id, edges by id, and what the choice was.

    ``possible`` counts the ties that a year left out because they are only possible by their bounds.
    """

    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]
    countries: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    as_of: int | None = None
    level: str = "place"
    possible: int = 0

    @property
    def is_two_mode(self) -> bool:
        """Whether the ties join two countries: with any other number there are no two sides."""
        return len(self.countries) == 2

    def side(self, number: int) -> list[Vertex]:
        """The vertices of one side, in their order."""
        return [vertex for vertex in self.vertices if vertex.side == number]
