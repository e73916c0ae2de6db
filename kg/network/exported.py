"""What an export asks of a place and of a tie, whoever made the records.

:mod:`kg.network` fills records of this shape from the graph and :mod:`kg.export` writes them; the
two packages meet in these types only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class PlaceLike(Protocol):
    """One place."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def labels(self) -> Mapping[str, str]:
        """Its names by language."""

    @property
    def country(self) -> str:
        """The id of its country."""

    @property
    def level(self) -> str:
        """Its code of the scheme level."""

    @property
    def region(self) -> str:
        """The first-level unit that holds it, itself where it is one."""

    @property
    def macro_region(self) -> str:
        """The code of the macro-region of that unit, or nothing."""

    @property
    def border(self) -> bool:
        """Whether that unit borders another country."""

    @property
    def lat(self) -> float | None:
        """Its latitude."""

    @property
    def lon(self) -> float | None:
        """Its longitude."""

    @property
    def wikidata(self) -> str:
        """Its Wikidata item, or nothing."""


class TieLike(Protocol):
    """One tie of two places, named by their ids."""

    @property
    def slug(self) -> str:
        """Its id."""

    @property
    def a(self) -> str:
        """The id of one end."""

    @property
    def b(self) -> str:
        """The id of the other end."""

    @property
    def kind(self) -> str:
        """Its code of the scheme tie-kind."""

    @property
    def status(self) -> str:
        """Its code of the scheme tie-status."""

    @property
    def start_year(self) -> int | None:
        """The year it began."""

    @property
    def end_year(self) -> int | None:
        """The year it ended."""

    @property
    def independent_sources(self) -> int:
        """How many independent sources attest it."""

    @property
    def confidence(self) -> float:
        """From 0 to 1, computed."""

    @property
    def sources(self) -> Sequence[str]:
        """The ids of its sources."""
