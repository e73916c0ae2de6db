"""Measures as data: one ``tie:Metric`` a place and a measure, for the queries of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.analysis.profile import MEASURES, Values
from kg.analysis.ranking import ranked
from kg.base import ids
from kg.base.namespaces import RDF
from kg.graph import rdf
from kg.schema.terms import TIE

GRAPH = "measures"
DECIMALS = 15


class Metric(NamedTuple):
    """One value of one place, with what it was computed by.

    ``rank`` is none for a number that only names, ``as_of`` for all years.
    """

    slug: str
    about: str
    value: float
    rank: int | None
    algorithm: str
    parameters: str
    as_of: int | None


def metrics(values: Mapping[str, Values], view: str, as_of: int | None) -> list[Metric]:
    """The metrics of places from the values of :func:`~kg.analysis.profile.node_values`.

    ``view`` says which ties and which graph were measured, and stands in the parameters. A metric is
    named by its measure, its place and a digest of its settings, so that the same measure of another
    view is another metric.
    """
    known = {measure.name: measure for measure in MEASURES}
    found = []
    for name, by_place in values.items():
        measure = known[name]
        parameters = "; ".join(part for part in (measure.parameters, view) if part)
        settings = ids.digest(name, measure.algorithm, parameters, str(as_of))
        for each in ranked(by_place, is_least_first=measure.is_least_first):
            slug = f"{name}.{each.name}.{settings}"
            rank = each.rank if measure.is_ranked else None
            found.append(Metric(slug, each.name, each.value, rank, measure.algorithm, parameters, as_of))
    return found


def quads(found: list[Metric]) -> Iterator[str]:
    """The metrics as N-Quads in the graph ``measures``, in the order of their lines."""
    return rdf.in_order(found, lambda metric: metric.slug, _lines)


def _lines(metric: Metric) -> list[str]:
    pairs = [
        (rdf.iri(RDF + "type"), rdf.iri(TIE.Metric)),
        (rdf.iri(TIE.about), rdf.iri(ids.thing("place", metric.about))),
        (rdf.iri(TIE.value), rdf.decimal(plain(metric.value))),
        (rdf.iri(TIE.rank), rdf.integer(metric.rank)),
        (rdf.iri(TIE.algorithm), rdf.text(metric.algorithm)),
        (rdf.iri(TIE.parameters), rdf.text(metric.parameters)),
        (rdf.iri(TIE.asOf), rdf.integer(metric.as_of)),
    ]
    return rdf.block(rdf.iri(ids.thing("metric", metric.slug)), rdf.graph(GRAPH), pairs)


def plain(value: float) -> str:
    """The digits of a number without an exponent, which ``xsd:decimal`` does not allow.

    At most fifteen decimals: engines keep eighteen, and take a number with more for no decimal.

    >>> plain(1.5e-07), plain(3.0), plain(0.012345678901234567)
    ('0.00000015', '3', '0.012345678901235')
    """
    text = rdf.plain(round(float(value), DECIMALS))
    return text.rstrip("0").rstrip(".") if "." in text else text
