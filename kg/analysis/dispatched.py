"""Measures handed to another backend of networkx, where one is installed: many cores, GraphBLAS, a graphics card."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import networkx as nx
import networkx.utils.backends as installed

from kg.base.errors import KgError, cause
from kg.base.languages import _, listed
from kg.base.progress import Step, silent

PACKAGES = {"parallel": "nx-parallel", "graphblas": "graphblas-algorithms", "cugraph": "nx-cugraph-cu12"}
# The measures that networkx has in the form of kg.analysis.profile; it stops PageRank at nodes · tol.
_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "partners": lambda graph, **_how: dict(graph.degree()),
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "harmonic": nx.harmonic_centrality,
    "pagerank": lambda graph, **how: nx.pagerank(graph, max_iter=1000, tol=1e-13 / len(graph), **how),
    "core": nx.core_number,
    "triangles": nx.triangles,
    "clustering": nx.clustering,
}


def values_through(
    graph: nx.Graph[str], backend: str, names: Collection[str] = (), progress: Step = silent
) -> dict[str, Mapping[str, float]]:
    """The values of all nodes, by measure, as a backend reckons them: those named, else all that networkx has.

    Raises :class:`KgError` with the package where the backend is not installed, for a measure that networkx has not,
    and where the backend fails or has not got it.
    """
    if backend in PACKAGES and backend not in installed.backends:  # type: ignore[attr-defined]  # untyped
        told = _("{what} needs {package}").format(what=f"--backend {backend}", package=PACKAGES[backend])
        raise KgError(told, hint=f"pip install {PACKAGES[backend]}")
    for name in names:
        if name not in _FUNCTIONS:
            told = _("no backend of networkx reckons {measure} as it is meant here").format(measure=name)
            raise KgError(told, hint=_("leave --backend out, or use {names}").format(names=listed(_FUNCTIONS)))
    found: dict[str, Mapping[str, float]] = {}
    for name in names or _FUNCTIONS:
        progress(name)
        try:
            found[name] = _FUNCTIONS[name](graph, backend=backend)
        except (ImportError, NotImplementedError, AttributeError, RuntimeError) as error:
            told = _("{backend} cannot reckon {measure} with networkx {version}: {reason}")
            raise KgError(
                told.format(backend=backend, measure=name, version=nx.__version__, reason=cause(error)),
                hint=_("leave --backend out"),
            ) from error
    return found
