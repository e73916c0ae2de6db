"""Every claim of a graph, recounted."""

from __future__ import annotations

from collections.abc import Callable

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.base.languages import N_
from kg.claims.claim import Claim, Measured, Method, Result
from kg.claims.measure import measure
from kg.claims.rules import judge
from kg.claims.stated import read_claims, read_methods

UNWRITTEN = Method("untestable", N_("No test is written for this claim."))


def recount(graph: AskedGraph, progress: Callable[[str], None] = lambda step: None, lang: str = "en") -> list[Result]:
    """The claims of a graph with their verdicts, in the order of the methods, untested ones last.

    Findings of another kind (an inconsistency, a gap) are among them where a method is written; their places in
    the sources are told in ``lang``.
    """
    methods, catalog = read_methods(), Catalog()
    order = {id: number for number, id in enumerate(methods)}
    chosen = [claim for claim in read_claims(graph, catalog, lang) if claim.id in methods or claim.kind == "claim"]
    chosen.sort(key=lambda claim: (order.get(claim.id, len(methods)), claim.id))
    results = []
    for claim in chosen:
        progress(claim.id)
        method = methods.get(claim.id, UNWRITTEN)
        measured = _measured(graph, catalog, claim, method)
        results.append(Result(claim, method, measured, judge(claim, method, measured)))
    return results


def _measured(graph: AskedGraph, catalog: Catalog, claim: Claim, method: Method) -> Measured:
    if not claim.query:
        return Measured()
    question = catalog.find(claim.query)
    return measure(claim, method, table_of(graph, question.filled(method.parameters, graph.names)))
