"""Which places of the same country are comparable to one, by written rules, with the values of both.

A criterion is shared, not shared, or not known: no figure is imputed. Levels are comparable as
:func:`kg.network.levels.comparable` says, and where the level is asked for it is a condition: an office compares
itself with offices of its rank. Figures match where they differ by less than the factor by which ``kg suggest`` calls
places of like size, so that what is comparable here is what counts as alike there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import inf, log
from typing import NamedTuple

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.network.attributes import TIMES, Attributes, Figure
from kg.network.levels import comparable as levels_match
from kg.network.standing import select
from kg.network.ties import Network, Node
from kg.schema.kinds import KINDS

CRITERIA = ("level", "size", "product", "distance", "macro-region", "border")
NEAR = 100.0  # kilometres: places nearer to the other country than this are equally near


class Traits(NamedTuple):
    """What is compared of a place; what is not known is none, or empty.

    ``kilometres`` lead from where its people live to the nearest located place of the country that its own is tied to.
    """

    place: str
    level: str
    people: Figure | None
    product: Figure | None  # per head
    kilometres: float | None
    macro_region: str
    border: bool

    def number(self, criterion: str) -> tuple[float | None, str]:
        """What a ratio is made of, with its unit: inhabitants, product per head, or kilometres, at least 100."""
        if criterion == "distance":
            return (None if self.kilometres is None else max(self.kilometres, NEAR)), "km"
        figure = self.people if criterion == "size" else self.product
        return (figure.value, figure.unit) if figure else (None, "")


class Peer(NamedTuple):
    """A place beside the one asked of: its traits, which criteria it shares (None: not known), its ties by kind."""

    traits: Traits
    shared: Mapping[str, bool | None]
    ratios: Mapping[str, float | None]  # its figure over that of the place asked of
    ties: Mapping[str, int]

    @property
    def score(self) -> int:
        """How many criteria are shared."""
        return list(self.shared.values()).count(True)

    def of(self, value: bool | None) -> tuple[str, ...]:
        """The criteria that are shared (true), not shared (false) or not known."""
        return tuple(criterion for criterion, held in self.shared.items() if held is value)


def traits_of(network: Network, attributes: Attributes, country: str) -> dict[str, Traits]:
    """The traits of every place of a country, in the order of their ids."""
    from kg.analysis.ground import centres, to_abroad  # noqa: PLC0415 (slow to import, and needed once a graph)

    centre = centres(network, attributes)
    nodes = [node for _id, node in sorted(network.nodes.items()) if _is_of(node, country)]
    far = to_abroad(network, country, [centre.get(node.id, (node.lat, node.lon)) for node in nodes])
    return {
        node.id: Traits(
            node.id,
            node.level,
            attributes.population.get(node.id),
            attributes.product_per_head.get(node.id),
            kilometres,
            node.macro_region,
            node.border,
        )
        for node, kilometres in zip(nodes, far, strict=True)
    }


def peers(
    network: Network, attributes: Attributes, place: str, by: Collection[str] = CRITERIA
) -> tuple[Peer, list[Peer]]:
    """The place itself, and the places of its country: those that share most criteria first, then the nearest in size.

    Raises :class:`KgError` for a country, which has no peers here.
    """
    node = network.nodes.get(place)
    if node is None:
        message = _("no place has the id '{id}'").format(id=shown(place))
        raise KgError(message, hint=did_you_mean(place, network.nodes, "kg places"))
    if not _is_of(node, node.country):
        message = _("{place} is a country: cities and regions are compared with those of their country")
        raise KgError(message.format(place=shown(place)), hint=_("name a city or region"))
    return ranked(traits_of(network, attributes, node.country), ties_by_kind(network), place, by)


def ranked(
    traits: Mapping[str, Traits], ties: Mapping[str, Mapping[str, int]], place: str, by: Collection[str] = CRITERIA
) -> tuple[Peer, list[Peer]]:
    """The same of what was read before: the traits of the places of one country, and the ties of all places."""
    own = traits[place]
    chosen = [criterion for criterion in CRITERIA if criterion in by]
    others = [
        other
        for other in traits.values()
        if other.place != place and ("level" not in chosen or levels_match(own.level, other.level))
    ]
    figures = [(criterion, *own.number(criterion)) for criterion in ("size", "product", "distance")]
    kept = [_peer(own, figures, other, chosen, ties[other.place]) for other in others]
    kept.sort(key=lambda peer: (-peer.score, _apart(peer, "size"), _apart(peer, "distance"), peer.traits.place))
    return Peer(own, {}, {}, ties[place]), kept


def _is_of(node: Node, country: str) -> bool:
    return node.country == country and node.level != "country"


def _peer(
    own: Traits,
    figures: Sequence[tuple[str, float | None, str]],
    other: Traits,
    by: Collection[str],
    ties: Mapping[str, int],
) -> Peer:
    ratios: dict[str, float | None] = {}
    shared: dict[str, bool | None] = {
        "level": levels_match(own.level, other.level),
        "macro-region": own.macro_region == other.macro_region if own.macro_region and other.macro_region else None,
        "border": own.border == other.border,
    }
    for criterion, one, unit in figures:
        two, of_other = other.number(criterion)
        ratio = two / one if one and two is not None and unit == of_other else None
        ratios[criterion], shared[criterion] = ratio, None if ratio is None else 1 / TIMES < ratio < TIMES
    return Peer(other, {each: shared[each] for each in by}, ratios, ties)


def _apart(peer: Peer, criterion: str) -> float:
    ratio = peer.ratios[criterion]
    return abs(log(ratio)) if ratio else inf


def ties_by_kind(network: Network) -> Mapping[str, Mapping[str, int]]:
    """How many ties of each kind a place is a party of; those that ended are not counted."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for link in select(network, KINDS).links:
        for end in (link.a, link.b):
            found[end][link.kind] += 1
    return found
