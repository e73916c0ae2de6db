"""Everything at once: all measures of a graph, by name, with what they are computed by.

The names here are the names of ``kg measure``, of its files and of the metrics in the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import NamedTuple

import networkx as nx

from kg.analysis.measures import attack, bipartite, cohesion, degree, paths, spectral
from kg.analysis.measures import betweenness as between
from kg.analysis.measures.adjacency import Ties, sides_of, ties_of
from kg.analysis.measures.communities import communities, modularity
from kg.analysis.measures.concentration import gini, herfindahl, nodf
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.base.progress import Step, silent

Values = Mapping[str, float]
FEW = 1000  # nodes up to which paths along weights are computed without being asked for


class Subject:
    """A graph with what several measures need, each made once."""

    def __init__(self, graph: nx.Graph[str], pivots: int | None = None, seed: int = 0) -> None:
        self.graph = graph
        self.pivots = pivots
        self.seed = seed

    @cached_property
    def ties(self) -> Ties:
        """The compiled graph."""
        return ties_of(self.graph)

    def with_ties(self, ties: Ties) -> Subject:
        """The same places with other ties, to be measured the same way."""
        other = Subject(self.graph, self.pivots, self.seed)
        other.ties = ties
        return other

    @cached_property
    def reach(self) -> paths.Reach:
        """How far everything is."""
        return paths.reach(self.ties, self.pivots, self.seed)

    @cached_property
    def groups(self) -> list[list[str]]:
        """The communities."""
        return communities(self.ties)

    @cached_property
    def has_weights(self) -> bool:
        """Whether ties differ in weight."""
        weights = self.ties.weights.data
        return bool(len(weights)) and bool((weights != weights[0]).any())


class Measure(NamedTuple):
    """A measure of nodes: what computes it, with what settings, and for which graphs it is defined.

    ``is_weighted`` says that the weights of ties count; one ``of_weights`` differs from its namesake only where
    they differ, and is slow.
    """

    name: str
    algorithm: str
    parameters: str
    of: Callable[[Subject], Values]
    modes: Collection[int] = (1, 2)
    is_ranked: bool = True
    is_least_first: bool = False  # the least value has the first rank
    is_weighted: bool = False
    of_weights: bool = False


MEASURES = (
    Measure("partners", "degree (Freeman 1979)", "distinct partners",
            lambda s: degree.partners(s.ties)),
    Measure("strength", "strength (Barrat et al. 2004)", "weights of the view",
            lambda s: degree.strength(s.ties), is_weighted=True),
    Measure("two-mode-degree", "degree (Borgatti, Everett 1997)", "by the size of the other side",
            lambda s: degree.two_mode_degree(s.ties), (2,)),
    Measure("betweenness", "betweenness (Freeman 1977; Brandes 2001)", "normalised by (n-1)(n-2)/2; without weights",
            lambda s: between.betweenness(s.ties, pivots=s.pivots, seed=s.seed)),
    Measure("two-mode-betweenness", "betweenness (Borgatti, Everett 1997)", "by the greatest of its side",
            lambda s: between.two_mode_betweenness(s.ties), (2,)),
    Measure("closeness", "closeness (Freeman 1979; Wasserman, Faust 1994)",
            "scaled by the share reached; without weights",
            lambda s: paths.closeness(s.reach)),
    Measure("two-mode-closeness", "closeness (Borgatti, Everett 1997)", "scaled by the share reached",
            lambda s: paths.two_mode_closeness(s.ties), (2,)),
    Measure("harmonic", "harmonic closeness (Boldi, Vigna 2014)", "not normalised",
            lambda s: paths.harmonic(s.reach)),
    Measure("eccentricity", "eccentricity (Harary 1969)", "within the component",
            lambda s: paths.eccentricity(s.reach), is_ranked=False),
    Measure("pagerank", "PageRank (Page et al. 1999)", "damping 0.85; tolerance 1e-13; weighted",
            lambda s: spectral.pagerank(s.ties), is_weighted=True),
    Measure("hits", "HITS (Kleinberg 1999)",
            "each side sums to 1; in the component of the greatest eigenvalue; weighted",
            lambda s: spectral.hits(s.ties), is_weighted=True),
    Measure("core", "k-core (Seidman 1983)", "",
            lambda s: cohesion.core_numbers(s.ties)),
    Measure("triangles", "triangles", "",
            lambda s: cohesion.triangles(s.ties), (1,)),
    Measure("clustering", "clustering (Watts, Strogatz 1998)", "without weights",
            lambda s: cohesion.clustering(s.ties), (1,)),
    Measure("two-mode-clustering", "two-mode clustering (Latapy et al. 2008)", "dot",
            lambda s: bipartite.latapy_clustering(s.ties), (2,)),
    Measure("redundancy", "redundancy (Latapy et al. 2008)", "places with two partners and more",
            lambda s: bipartite.redundancy(s.ties), (2,)),
    Measure("constraint", "constraint (Burt 1992)", "weighted; the least constrained first",
            lambda s: cohesion.constraint(s.ties), (1,), is_least_first=True, is_weighted=True),
    Measure("community", "local moving and merging (Blondel et al. 2008)", "number by size; in node order; weighted",
            lambda s: {node: n for n, group in enumerate(s.groups, 1) for node in group},
            is_ranked=False, is_weighted=True),
    Measure("weighted-betweenness", "betweenness (Freeman 1977; Brandes 2001)", "a tie of weight w is 1/w long",
            lambda s: between.weighted_betweenness(s.graph), is_weighted=True, of_weights=True),
    Measure("weighted-closeness", "closeness (Freeman 1979; Newman 2001)", "a tie of weight w is 1/w long",
            lambda s: paths.weighted_closeness(s.graph), is_weighted=True, of_weights=True),
)  # fmt: skip
# Measures in which the weights of ties count, of places and of the whole; and sizes, of which nobody expects it.
WEIGHTED = {measure.name for measure in MEASURES if measure.is_weighted} | {"communities", "modularity"}
SIZES = {"nodes", "edges", "isolates", "components", "largest-component"}


def node_values(subject: Subject, names: Collection[str] = (), progress: Step = silent) -> dict[str, Values]:
    """The values of all nodes, by measure: those named, else all that the graph is made for.

    Measures of weighted paths are among the latter where weights differ and nodes are few.
    """
    mode = 2 if subject.ties.is_two_mode else 1
    known = {measure.name: measure for measure in MEASURES if mode in measure.modes}
    for name in names:
        if name not in known:
            message = _("no measure of this network is called '{name}'").format(name=shown(name))
            raise KgError(message, hint=did_you_mean(name, known, ", ".join(known)))
    values: dict[str, Values] = {}
    is_worth = subject.has_weights and len(subject.graph) <= FEW
    for name, measure in known.items():
        if name in names or (not names and (is_worth or not measure.of_weights)):
            progress(name)
            values[name] = measure.of(subject)
    return values


def network_values(subject: Subject) -> dict[str, float | int | None]:
    """The values of the network as a whole, by name; a value that is not defined is none."""
    ties = subject.ties
    degrees = ties.degree.tolist()
    parts = cohesion.components(ties)
    count, edges = len(ties.nodes), ties.matrix.nnz // 2
    found: dict[str, float | int | None] = {
        "nodes": count,
        "edges": edges,
        "isolates": degrees.count(0),
        "components": len(parts),
        "largest-component": len(parts[0]) if parts else 0,
        "diameter": paths.diameter(subject.reach),
        "mean-distance": paths.mean_distance(subject.reach),
        "mean-degree": 2 * edges / count if count else None,
        "greatest-degree": max(degrees, default=0),
        "degree-gini": gini(degrees),
        "degree-herfindahl": herfindahl(degrees),
        "degree-assortativity": degree.degree_assortativity(ties),
        "communities": len(subject.groups),
        "modularity": modularity(ties, subject.groups),
        "robustness": attack.attacked(ties, attack.by_degree(ties)).robustness,
    }
    if subject.ties.is_two_mode:
        first, second = sides_of(ties)
        nested = nodf(ties)
        found |= {
            "density": edges / (len(first) * len(second)) if first and second else None,
            "degree-correlation-of-sides": degree.two_mode_degree_correlation(ties),
            "robins-alexander": bipartite.robins_alexander(ties),
            "nodf": nested.whole,
            "nodf-first-side": nested.first,
            "nodf-second-side": nested.second,
        }
    else:
        found |= {
            "density": 2 * edges / (count * (count - 1)) if count > 1 else None,
            "transitivity": cohesion.transitivity(ties),
            "triangles": sum(cohesion.triangles(ties).values()) // 3,
        }
    return found
