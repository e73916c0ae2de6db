"""Constraints on one value, as SPARQL conditions: true where the value breaks the constraint.

``focus`` and ``value`` are variables; on a node shape both are the same. :data:`ON_VALUES` has one
function for each parameter of SHACL that looks at the values one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Protocol

from pyoxigraph import Literal, NamedNode

from kg.graph.shapes import fragments as f
from kg.graph.shapes import vocabulary as v
from kg.graph.shapes.model import Constraint, Shape, local_name
from kg.graph.violations import Term


class Writer(Protocol):
    """What the functions need from the one who writes the whole query."""

    def variable(self) -> str:
        """A variable that the query does not have yet."""

    def instance(self, value: str, cls: Term) -> str:
        """Whether ``value`` is an instance of a class."""

    def broken(self, shape: Shape, focus: str) -> str:
        """Whether ``focus`` breaks a shape."""


def _class(writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    return f.negation(writer.instance(value, constraint.terms[0]))


def _datatype(_writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    datatype = constraint.terms[0]
    known = str(datatype).strip("<>").removeprefix(v.XSD) in v.CHECKED_TYPES
    return f.negation((f.CHECKED_DATATYPE if known else f.DATATYPE).substitute(value=value, datatype=datatype))


def _node_kind(_writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    return f.negation(f.NODE_KINDS[local_name(constraint.terms[0])].substitute(value=value))


def _in(_writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    terms = constraint.terms
    if terms and all(isinstance(term, NamedNode) for term in terms):
        return f.negation(f.AMONG_IRIS.substitute(value=value, terms=listed(terms)))
    return f.negation(f.any_of(f.SAME.substitute(value=value, term=term) for term in terms))


def _language_in(_writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    return f.negation(f.any_of(f.LANGUAGE.substitute(value=value, tag=tag) for tag in constraint.terms))


def _pattern(_writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    pattern, flags = Literal(local_name(constraint.terms[0])), Literal(constraint.flags)
    return f.negation(f.MATCHES.substitute(value=value, pattern=pattern, flags=flags))


def _length(_writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    operator = f.OPERATORS[constraint.name]
    return f.negation(f.LENGTH.substitute(value=value, operator=operator, count=constraint.count))


def _range(_writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    operator = f.OPERATORS[constraint.name]
    return f.negation(f.COMPARED.substitute(value=value, operator=operator, term=constraint.terms[0]))


def _equals(_writer: Writer, constraint: Constraint, focus: str, value: str) -> str:
    return f.negation(f.HAS.substitute(focus=focus, path=constraint.terms[0], value=value))


def _disjoint(_writer: Writer, constraint: Constraint, focus: str, value: str) -> str:
    return f.HAS.substitute(focus=focus, path=constraint.terms[0], value=value)


def _less_than(writer: Writer, constraint: Constraint, focus: str, value: str) -> str:
    other = writer.variable()
    fine = f.COMPARED.substitute(value=value, operator=f.OPERATORS[constraint.name], term=other)
    return f.HAS_WHERE.substitute(focus=focus, path=constraint.terms[0], value=other, condition=f.negation(fine))


def _node(writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    return writer.broken(constraint.shapes[0], value)


def _not(writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    return f.negation(writer.broken(constraint.shapes[0], value))


def _and(writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    return f.any_of(writer.broken(shape, value) for shape in constraint.shapes)


def _or(writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    return f.all_of(writer.broken(shape, value) for shape in constraint.shapes)


def _xone(writer: Writer, constraint: Constraint, _focus: str, value: str) -> str:
    kept = (f.negation(writer.broken(shape, value)) for shape in constraint.shapes)
    return f.NOT_EXACTLY_ONE.substitute(sum=" + ".join(f.COUNTED_IF.substitute(condition=c) for c in kept))


def listed(terms: Iterable[Term]) -> str:
    """Terms as the members of a SPARQL expression list."""
    return ", ".join(map(str, terms))


ON_VALUES: Final[Mapping[str, Callable[[Writer, Constraint, str, str], str]]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "in": _in,
    "languageIn": _language_in,
    "pattern": _pattern,
    "minLength": _length,
    "maxLength": _length,
    "minInclusive": _range,
    "maxInclusive": _range,
    "minExclusive": _range,
    "maxExclusive": _range,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than,
    "lessThanOrEquals": _less_than,
    "node": _node,
    "not": _not,
    "and": _and,
    "or": _or,
    "xone": _xone,
}
