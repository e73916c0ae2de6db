"""What Wikidata says of a place and of its sister ties, and where it says less or other than the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.dossier.evidence import Finding
from kg.dossier.record import Record

if TYPE_CHECKING:
    from kg.dossier.place import Place

_ONE_WAY = frozenset({"a-to-b", "b-to-a"})


class WikidataView(Record):
    """The item of a place (``id``), and its sister ties by id as the extracts of Wikidata in the graph have them.

    ``lacking`` are those that no extract states, as the question ``pairs-not-in-wikidata`` counts them, ``one_way``
    those that are stated at one end only (``one-way-statements``), ``stated`` all that are stated. ``findings`` are
    conflicts on the item itself.
    """

    shown = ("id",)
    stated: tuple[str, ...]
    lacking: tuple[str, ...]
    one_way: tuple[str, ...]
    findings: tuple[Finding, ...]


def wikidata_view(place: Place) -> WikidataView:
    """What Wikidata says of a place, from the attestations of its ties."""
    sisters = [tie for tie in place.ties if tie.kind == "sister" and tie.status != "ended"]
    return WikidataView(
        id=str(place.wikidata),
        stated=tuple(tie.id for tie in sisters if tie.in_wikidata),
        lacking=tuple(tie.id for tie in sisters if not tie.in_wikidata),
        one_way=tuple(tie.id for tie in sisters if any(each.direction in _ONE_WAY for each in tie.in_wikidata)),
        findings=tuple(f for f in place.findings if f.kind == "conflict" and "Wikidata item" in f.text("en")),
    )
