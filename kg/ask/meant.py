"""What a person means by the names in a question, with a remark where one may mean something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.base.errors import shown
from kg.base.languages import _

if TYPE_CHECKING:
    from kg.ask.asked_graph import AskedGraph
    from kg.ask.lookup import GraphNames


class Meant:
    """The names of a graph, which is opened when the first one is looked up.

    ``places`` are the ids that were found, ``remarks`` say what else a name may mean.
    """

    def __init__(self, graph: Callable[[], AskedGraph]) -> None:
        self._graph = graph
        self.places: list[str] = []
        self.remarks: list[str] = []

    @property
    def _names(self) -> GraphNames:
        return self._graph().names

    def place(self, text: str) -> str:
        """The id of a place; a remark tells the other places of the name."""
        names = self._names
        self.places.append(place := names.place(text))
        if others := names.namesakes(text, place):
            gazetteer = names.gazetteer
            note = _("'{name}' is taken as {place}; it may also be {others}")
            shown_as = {"place": gazetteer.described(place), "others": gazetteer.listing(others)}
            self.remarks.append(note.format(name=shown(text), **shown_as))
        return place

    def concept(self, scheme: str, text: str) -> str:
        """The code of a concept."""
        return self._names.concept(scheme, text)

    def source(self, text: str) -> str:
        """The id of a source."""
        return self._names.source(text)

    def thing(self, text: str) -> str:
        """The IRI of anything."""
        return self._names.thing(text)
