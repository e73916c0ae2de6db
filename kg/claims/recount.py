"""Every claim of a graph, recounted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache, partial

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog, Question
from kg.ask.results import Table
from kg.base.languages import N_
from kg.base.progress import Step, silent
from kg.claims.claim import Claim, Measured, Method, Result
from kg.claims.measure import measure
from kg.claims.rules import judge
from kg.claims.stated import read_claims, read_methods

UNWRITTEN = Method("untestable", N_("No test is written for this claim."))
READ = Method("untestable", N_("Seen by reading; there is nothing to recount."))


def claims_of(graph: AskedGraph, lang: str = "en") -> list[Claim]:
    """The claims and the remarks of a graph in the order of the methods, untested ones last.

    Their places in the sources are told in ``lang``.
    """
    methods = read_methods()
    order = {id: number for number, id in enumerate(methods)}
    stated = read_claims(graph, Catalog(), lang)
    return sorted(stated, key=lambda claim: (order.get(claim.id, len(methods)), claim.id))


def recount(graph: AskedGraph, claims: Collection[Claim], progress: Step = silent) -> list[Result]:
    """Claims with their verdicts; a question that several rest on is asked once."""
    catalog, results = Catalog(), []
    answer = cache(partial(table_of, graph))
    for number, claim in enumerate(claims):
        progress(f"{number + 1}/{len(claims)}", number / len(claims))
        method = read_methods().get(claim.id, UNWRITTEN if claim.kind == "claim" else READ)
        measured = Measured() if method is READ else _measured(graph, catalog, claim, method, answer)
        results.append(Result(claim, method, measured, judge(claim, method, measured)))
    return results


def _measured(
    graph: AskedGraph, catalog: Catalog, claim: Claim, method: Method, answer: Callable[[str], Table]
) -> Measured:
    if not claim.query:
        return Measured()
    question = catalog.find(claim.query)
    given = dated(method, question)
    return measure(claim, method, answer(question.filled(given, graph.names)))


def dated(method: Method, question: Question) -> Mapping[str, tuple[str, ...]]:
    """The parameters of a test: the question is asked for the year of which the claim speaks.

    >>> dated(Method("range", "", as_of=2004), Catalog().find("pairs-in-year"))
    {'year': ('2004',)}
    """
    timed = [each.name for each in question.parameters if each.name in ("year", "until")] if method.as_of else []
    return {name: (str(method.as_of),) for name in timed} | dict(method.parameters)
