"""Property paths: from RDF to SPARQL text."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.graph.shapes.model import Path
from kg.graph.shapes.turtle import Node, Triples
from kg.graph.shapes.vocabulary import ON_PATHS
from kg.graph.violations import Term

_SUFFIXES = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def read_path(triples: Triples, term: Term) -> Path:
    """The path that a value of ``sh:path`` stands for.

    Raises ValueError with the reason where it is none.
    """
    if isinstance(term, NamedNode) and not triples.is_list(term):
        return Path((str(term),), is_predicate=True)
    if triples.is_list(term):
        return Path(_members(triples, term, frozenset({term})))
    return Path((_text(triples, term, frozenset()),))


def _text(triples: Triples, term: Term, above: frozenset[Term]) -> str:
    if not isinstance(term, Node) or term in above:
        raise ValueError(f"{term} is not a property path")
    above |= {term}
    if triples.is_list(term):
        return f"({'/'.join(_members(triples, term, above))})"
    if isinstance(term, NamedNode):
        return str(term)
    match triples.sh_names(term):
        case ["inversePath"]:
            return f"^{_only(triples, term, 'inversePath', above)}"
        case ["alternativePath"]:
            return f"({'|'.join(_members(triples, triples.sh(term, 'alternativePath')[0], above))})"
        case [name] if name in _SUFFIXES:
            return f"({_only(triples, term, name, above)}){_SUFFIXES[name]}"
        case names:
            raise ValueError(f"a property path has one of {', '.join(sorted(ON_PATHS))}, not {names}")


def _only(triples: Triples, node: Node, name: str, above: frozenset[Term]) -> str:
    values = triples.sh(node, name)
    if len(values) != 1:
        raise ValueError(f"sh:{name} has {len(values)} values, not one")
    return _text(triples, values[0], above)


def _members(triples: Triples, head: Term, above: frozenset[Term]) -> tuple[str, ...]:
    members = triples.items(head)
    if len(members) < 2:
        raise ValueError("a sequence or alternative path has two members or more")
    return tuple(_text(triples, member, above) for member in members)
