"""With numba or without it, the measures are the same; it only makes large networks faster."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.measures import betweenness as between
from kg.analysis.measures import communities, compiling, sweeps
from kg.analysis.measures.adjacency import ties_of

few = settings(max_examples=25, deadline=None, derandomize=True)
seeds = st.integers(0, 10_000)


def sparse(seed: int) -> nx.Graph[str]:
    """Some sixty nodes with parts, hanging trees, cycles and isolates."""
    graph: nx.Graph[str] = nx.relabel_nodes(nx.gnm_random_graph(60, 45 + seed % 60, seed=seed), str)
    return graph


@pytest.fixture(scope="module")
def compiled() -> Any:
    """The compiled engine for graphs of any size."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeps, "WORTH", 0)
        patch.setattr(communities, "WORTH", 0)
        yield


@pytest.mark.usefixtures("compiled")
@few
@given(seeds)
def test_compiled_betweenness_is_that_of_networkx(seed: int) -> None:
    graph = sparse(seed)
    assert between.betweenness(graph) == pytest.approx(nx.betweenness_centrality(graph), abs=1e-12)


@few
@given(seeds)
def test_both_engines_sweep_the_same(seed: int) -> None:
    ties = ties_of(sparse(seed))
    weight = np.array([1.0, 2.0, 3.0] * 20)
    sources = np.arange(0, 60, 2)
    starts, neighbours = ties.matrix.indptr.astype(np.int32), ties.matrix.indices.astype(np.int32)
    found = compiling.compiled(sweeps.by_queue)(starts, neighbours, weight, sources)
    assert found == pytest.approx(sweeps.by_queue(starts, neighbours, weight, sources), abs=1e-9)
    assert found == pytest.approx(sweeps.by_products(ties.matrix, weight, sources), abs=1e-9)


@pytest.mark.usefixtures("compiled")
@few
@given(seeds)
def test_the_estimate_from_some_places_is_the_same(seed: int) -> None:
    graph = sparse(seed)
    fast = between.betweenness(graph, pivots=20, seed=seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweeps, "can_compile", lambda: False)
        assert fast == pytest.approx(between.betweenness(graph, pivots=20, seed=seed), abs=1e-12)


@pytest.mark.usefixtures("compiled")
@few
@given(seeds)
def test_the_communities_are_the_same_to_the_last_place(seed: int) -> None:
    graph = sparse(seed)
    fast = communities.communities(graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(communities, "can_compile", lambda: False)
        assert communities.communities(graph) == fast


@pytest.mark.usefixtures("compiled")
def test_the_communities_of_a_two_mode_network_are_the_same() -> None:
    davis = nx.davis_southern_women_graph()
    fast = communities.communities(davis)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(communities, "can_compile", lambda: False)
        assert communities.communities(davis) == fast


def test_a_loop_that_cannot_be_kept_on_disk_is_compiled_all_the_same() -> None:
    space: dict[str, Any] = {}
    exec("def double(x):\n    return 2 * x\n", space)  # noqa: S102, a function of no file
    assert compiling.compiled(space["double"])(21) == 42
