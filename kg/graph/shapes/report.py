"""Violations as a SHACL validation report without blank nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.base.ids import BASE, digest
from kg.base.languages import TAGS
from kg.graph.shapes.vocabulary import RDF, SEVERITIES, SH, XSD
from kg.graph.violations import Violation

_NAMES = {severity: name for name, severity in SEVERITIES.items()}


def to_report(violations: Iterable[Violation], report: str = BASE + "report") -> Iterator[Triple]:
    """The triples of a ``sh:ValidationReport``; each result is named after what it says.

    ``report`` is the IRI of the report. A path that is not one property is left out of its result,
    since RDF has no way to write it without blank nodes; the shape has it.

    >>> triples = list(to_report([]))
    >>> triples[-1].predicate.value.rpartition("#")[2], triples[-1].object.value
    ('conforms', 'true')
    """
    node = NamedNode(report)
    yield Triple(node, NamedNode(f"{RDF}type"), _sh("ValidationReport"))
    conforms = "true"
    for violation in violations:
        conforms = "false"
        result = NamedNode(f"{report}/{digest(*map(str, violation.order), violation.component)}")
        yield Triple(node, _sh("result"), result)
        yield from _result(result, violation)
    yield Triple(node, _sh("conforms"), Literal(conforms, datatype=NamedNode(f"{XSD}boolean")))


def _result(result: NamedNode, violation: Violation) -> Iterator[Triple]:
    yield Triple(result, NamedNode(f"{RDF}type"), _sh("ValidationResult"))
    yield Triple(result, _sh("focusNode"), violation.focus)
    yield Triple(result, _sh("resultSeverity"), _sh(_NAMES[violation.severity.value]))
    yield Triple(result, _sh("sourceConstraintComponent"), _sh(violation.component))
    yield Triple(result, _sh("sourceShape"), NamedNode(violation.shape))
    if violation.path.startswith("<") and violation.path.count(">") == 1 and violation.path.endswith(">"):
        yield Triple(result, _sh("resultPath"), NamedNode(violation.path[1:-1]))
    if violation.value is not None and not isinstance(violation.value, BlankNode):
        yield Triple(result, _sh("value"), violation.value)
    for code, text in sorted(violation.messages.items()):
        yield Triple(result, _sh("resultMessage"), Literal(text, language=TAGS.get(code, code)))


def _sh(name: str) -> NamedNode:
    return NamedNode(f"{SH}{name}")
