"""Measures of a network by joins and groups alone, so that any engine that Ibis speaks to reckons them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis

from kg.base.errors import KgError
from kg.base.languages import _
from kg.bulk.network.kept import Kept
from kg.bulk.network.ties import Ties

DAMPING = 0.85
TOLERANCE = 1e-12  # of the summed change in one round of PageRank
MOST = 1000  # rounds
LABEL_ROUNDS = 100
_LOOKED_AT = 8  # rounds from one look at the change to the next, which costs a pass over all places
_DIGITS = 9  # after the point, to which votes for labels are equal

Round = Callable[[int], None]


def degrees(ties: Ties) -> Any:
    """For each place the number of its partners and the sum of its weights."""
    arcs = ties.arcs
    return arcs.group_by(n=arcs.a).aggregate(partners=arcs.count(), strength=arcs.weight.sum())


def pagerank(ties: Ties, kept: Kept, told: Round) -> Any:
    """PageRank with weights, iterated until a round changes the values by less than 1e-12 in all; they sum to 1.

    Page, Brin, Motwani, Winograd 1999. The value of places without a tie would be spread over all: in a list of edges
    there is none. Ties lead both ways, so that the eigenvalues are real and Chebyshev's rounds (Golub, Varga,
    Numerische Mathematik 3, 1961) need some 50 for any network, where plain ones need up to 170.
    """
    strength = degrees(ties).select("n", "strength")
    arcs = ties.arcs.join(strength, ties.arcs.a == strength.n)
    moves = kept.keep(arcs.select("a", "b", share=arcs.weight / arcs.strength))
    ranks = kept.keep(ties.places.select("n", rank=ibis.literal(1.0 / ties.size), before=ibis.literal(0.0)))
    pace = 1.0
    for number in range(1, MOST + 1):
        told(number)
        sent = moves.join(ranks, moves.a == ranks.n)
        got = sent.group_by("b").aggregate(got=(sent.share * sent["rank"]).sum())
        both = ranks.left_join(got, ranks.n == got.b)
        plain = DAMPING * both.got.fill_null(0.0) + (1 - DAMPING) / ties.size
        new = both.before + pace * (plain - both.before)
        following = kept.keep(both.select("n", rank=new, before="rank"))
        kept.drop(ranks)
        ranks = following
        pace = 1 / (1 - DAMPING**2 / (2 if number == 1 else 4 / pace))
        if number % _LOOKED_AT == 0 and float((ranks["rank"] - ranks.before).abs().sum().execute()) < TOLERANCE:
            break
    else:
        raise KgError(_("PageRank has not settled in {n} rounds").format(n=MOST))
    kept.drop(moves)
    total = float(ranks["rank"].sum().execute())
    return ranks.select("n", pagerank=ranks["rank"] / total)


def components(ties: Ties, kept: Kept, told: Round) -> Any:
    """For each place the number of its connected part, the largest first, equal ones by their first place.

    By the large and small stars of Kiveris et al., "Connected components in MapReduce and beyond", 2014: each round
    ties every place to the least place known to be of its part, and there are about as many rounds as the logarithm
    of the longest path.
    """
    edges = kept.keep(ties.ties.select(a="b", b="a"))
    for number in range(1, MOST + 1):
        told(number)
        for star in (_large_star, _small_star):
            following = kept.keep(star(edges))
            kept.drop(edges)
            edges = following
        ends = edges.select("b").distinct()
        is_star = edges.count() == edges.a.nunique()
        inner = edges.semi_join(ends, edges.a == ends.b).count()
        if bool(edges.aggregate(is_star=is_star).execute().is_star[0]) and not int(inner.execute()):
            break
    parts = edges.select(n="a", part="b").union(edges.select(n="b", part="b").distinct())
    return _by_size(parts, kept, "component")


def _large_star(edges: Any) -> Any:
    """Each greater neighbour of a place is tied to the least of the place and all its neighbours."""
    arcs = edges.union(edges.select(a=edges.b, b=edges.a))
    nearest = arcs.group_by("a").aggregate(near=arcs.b.min())
    found = arcs.filter(arcs.b > arcs.a).join(nearest, "a")
    return found.select(a=found.b, b=ibis.least(found.a, found.near)).distinct()


def _small_star(edges: Any) -> Any:
    """A place and its lesser neighbours are tied to the least of them."""
    nearest = edges.group_by("a").aggregate(near=edges.b.min())
    found = edges.join(nearest, "a")
    lesser = found.filter(found.b != found.near).select(a=found.b, b=found.near)
    return lesser.union(nearest.select("a", b="near")).distinct()


def triangles(ties: Ties, kept: Kept) -> Any:
    """For each place the triangles through it: each is found once, from its place of least degree.

    Ties are directed to the end of higher degree, so that no place leads to more than √(2 · ties) others.
    """
    degree = kept.keep(degrees(ties).select("n", d="partners"))
    pairs = ties.ties.join(degree.rename(a="n", d1="d"), "a").join(degree.rename(b="n", d2="d"), "b")
    is_up = (pairs.d1 < pairs.d2) | ((pairs.d1 == pairs.d2) & (pairs.a < pairs.b))
    up = kept.keep(pairs.select(x=is_up.ifelse(pairs.a, pairs.b), y=is_up.ifelse(pairs.b, pairs.a)))
    on, closing = up.rename(y1="x", z="y"), up.rename(x2="x", z2="y")
    wedges = up.join(on, up.y == on.y1).select("x", "y", "z")
    closed = wedges.join(closing, (wedges.x == closing.x2) & (wedges.z == closing.z2))
    corners = closed.select(n=ibis.array([closed.x, closed.y, closed.z]).unnest())
    found = kept.keep(corners.group_by("n").aggregate(triangles=corners.count()))
    kept.drop(degree, up)
    return found


def labels(ties: Ties, kept: Kept, told: Round) -> tuple[Any, int, bool]:
    """For each place the number of its group by label propagation; the rounds, and whether it came to rest.

    Raghavan, Albert, Kumara, "Near linear time algorithm to detect community structures", Physical Review E 76,
    036106, 2007, made to give one answer: all places choose at once, each the label with the greatest weight of ties
    among its neighbours, and of equal ones the label of the first place by name; its own label counts as much as its
    heaviest tie. It ends when nobody changes; when the labels are those of two rounds before, of which each place then
    takes the first by name; or after 100 rounds. Groups are numbered by size.
    """
    arcs = ties.arcs
    heaviest = kept.keep(arcs.group_by(n=arcs.a).aggregate(weight=arcs.weight.max()))
    state = kept.keep(ties.places.select("n", label="n", last="n"))
    number, is_at_rest = 0, False
    while number < LABEL_ROUNDS and not is_at_rest:
        number += 1
        told(number)
        heard = arcs.join(state, arcs.b == state.n).select(n="a", label="label", weight="weight")
        own = heaviest.join(state, "n").select("n", "label", "weight")
        votes = heard.union(own)
        sums = votes.group_by("n", "label").aggregate(total=votes.weight.sum().round(_DIGITS))
        best = sums.group_by("n").aggregate(most=sums.total.max())
        equal = sums.join(best, "n").filter(lambda row: row.total == row.most)
        chosen = equal.group_by("n").aggregate(new=equal.label.min())
        both = state.join(chosen, "n")
        following = kept.keep(both.select("n", label="new", last="label", before="last"))
        changed = following.aggregate(
            now=(following.label != following["last"]).sum(), twice=(following.label != following.before).sum()
        ).execute()
        now, twice = int(changed.now[0]), int(changed.twice[0])
        kept.drop(state)
        state, is_at_rest = following, not now or not twice
    kept.drop(heaviest)
    final = ibis.least(state.label, state["last"]) if is_at_rest else state.label
    return _by_size(state.select("n", part=final), kept, "label-community"), number, is_at_rest


def _by_size(parts: Any, kept: Kept, name: str) -> Any:
    """The parts that places are in numbered by size, equal ones by their first place."""
    parts = kept.keep(parts)
    sizes = parts.group_by("part").aggregate(size=parts.count(), first=parts.n.min())
    order = ibis.row_number().over(order_by=[sizes["size"].desc(), sizes["first"]]) + 1
    ordered = sizes.select("part", **{name: order.cast("int64")})
    return parts.join(ordered, "part").select("n", name)
