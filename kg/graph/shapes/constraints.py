"""The constraints of one shape, parameter by parameter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.graph.shapes import fragments
from kg.graph.shapes import vocabulary as v
from kg.graph.shapes.model import Constraint, Path, Shape, local_name
from kg.graph.shapes.scope import Scope
from kg.graph.shapes.selects import read_select
from kg.graph.shapes.turtle import Node
from kg.graph.violations import Term

ShapeOf = Callable[[Term], Shape]
_IRI_VALUED = frozenset({"class", "datatype", "nodeKind", "equals", "disjoint", "lessThan", "lessThanOrEquals"})


def read_constraints(scope: Scope, node: Node, path: Path | None, shape_of: ShapeOf) -> Iterator[Constraint]:
    """Every constraint that a shape states, in the order of the file; ``sh:property`` is not one.

    Refuses a parameter that is given twice where SHACL allows one, a count on a node shape, a
    companion (``sh:flags``) without its parameter, and values of the wrong kind.
    """
    names = scope.triples.sh_names(node)
    for name in names:
        if name in v.ONCE:
            scope.one(node, name)
        if path is None and name in v.NEEDS_PATH:
            scope.refuse(f"sh:{name} belongs on a property shape")
    for companion, parameters in _COMPANIONS.items():
        if companion in names and not parameters & {*names}:
            scope.refuse(f"sh:{companion} without sh:{' or sh:'.join(sorted(parameters))}")
    for name in names:
        if name in v.PARAMETERS:
            for value in scope.triples.sh(node, name):
                yield from _constraint(scope, node, path, name, value, shape_of)


_COMPANIONS = {
    "flags": frozenset({"pattern"}),
    "ignoredProperties": frozenset({"closed"}),
    "qualifiedValueShape": frozenset(v.QUALIFIED),
}


def _constraint(
    scope: Scope, node: Node, path: Path | None, name: str, value: Term, shape_of: ShapeOf
) -> Iterator[Constraint]:
    component = v.component(name)
    if name == "sparql":
        select = read_select(scope, value, path)
        if select is not None:
            yield Constraint(name, component, select=select)
    elif name in v.SWITCH:
        if scope.switch(node, name):
            yield Constraint(name, component, tuple(_allowed(scope, node)) if name == "closed" else ())
    elif name in v.SHAPE | v.SHAPE_LIST:
        members = scope.items(value, name) if name in v.SHAPE_LIST else (value,)
        yield Constraint(name, component, shapes=tuple(map(shape_of, members)))
    elif name in v.QUALIFIED:
        wanted = scope.one(node, "qualifiedValueShape")
        if wanted is None:
            scope.refuse(f"sh:{name} without sh:qualifiedValueShape")
        yield Constraint(name, component, (value,), (shape_of(wanted),), count=scope.count(value, name))
    else:
        yield _plain(scope, node, name, value)


def _plain(scope: Scope, node: Node, name: str, value: Term) -> Constraint:
    component = v.component(name)
    if name in v.COUNT:
        return Constraint(name, component, (value,), count=scope.count(value, name))
    if name in v.LIST:
        return Constraint(name, component, scope.items(value, name))
    _look_at(scope, node, name, value)
    flags = scope.one(node, "flags") if name == "pattern" else None
    return Constraint(name, component, (value,), flags=flags.value if isinstance(flags, Literal) else "")


def _look_at(scope: Scope, node: Node, name: str, value: Term) -> None:
    if name in _IRI_VALUED and not isinstance(value, NamedNode):
        scope.refuse(f"sh:{name} is {value}, not an IRI")
    local = local_name(value)
    if name == "nodeKind" and local not in fragments.NODE_KINDS:
        scope.refuse(f"sh:nodeKind is {value}")
    if name == "datatype" and local in v.LOST_TYPES:
        scope.refuse(f"sh:datatype is {value}: the store reads it as xsd:integer, use that and sh:minInclusive")
    if name == "pattern":
        _try_pattern(scope, value, scope.one(node, "flags"))


def _try_pattern(scope: Scope, pattern: Term, flags: Term | None) -> None:
    """Refuse a pattern that the query engine would let every value break."""
    if not isinstance(pattern, Literal):
        scope.refuse(f"sh:pattern is {pattern}, not a text")
    query = fragments.REGEX_WORKS.substitute(pattern=Literal(pattern.value), flags=flags or Literal(""))
    rows = Store().query(query)
    if not (isinstance(rows, QuerySolutions) and all(row["works"] is not None for row in rows)):
        scope.refuse(f"sh:pattern {pattern}: the query engine cannot run it (it knows no look-around)")


def _allowed(scope: Scope, node: Node) -> Iterator[NamedNode]:
    """The properties of a closed shape: the plain paths of its property shapes, and the ignored ones."""
    ignored = scope.one(node, "ignoredProperties")
    listed = scope.items(ignored, "ignoredProperties") if ignored is not None else ()
    properties = (p for p in scope.triples.sh(node, "property") if isinstance(p, Node))
    paths = (path for p in properties for path in scope.triples.sh(p, "path"))
    yield from dict.fromkeys(term for term in (*paths, *listed) if isinstance(term, NamedNode))
