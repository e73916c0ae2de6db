"""SHACL: shapes files, held against the union of all graphs of a graph file.

The engine is the package ``shacl``; ``docs/decisions.md`` says why. This module reads the files, hands the
graph over and turns the report into violations. The engine knows more of SHACL than :data:`CONSTRUCTS`; what
is not listed there is refused by name, because only what is listed is compared with pyshacl in the tests.

>>> import pathlib, tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     file, data = pathlib.Path(folder, "shapes.ttl"), pathlib.Path(folder, "data.ttl")
...     _ = data.write_text("<http://e.org/t> a <http://e.org/Tie> .")
...     _ = file.write_text('''
...         PREFIX sh: <http://www.w3.org/ns/shacl#>
...         PREFIX : <http://e.org/>
...         :TieShape a sh:NodeShape ; sh:targetClass :Tie ; sh:property :Parties .
...         :Parties sh:path :hasParty ; sh:minCount 2 ; sh:message "A tie has two parties."@en .''')
...     violations = validate(data, load_shapes([file]))
>>> for violation in violations:
...     print(violation.severity, violation.shape, violation.component, violation.messages["en"])
violation http://e.org/Parties MinCountConstraintComponent A tie has two parties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import shacl
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store, parse

from kg.base.errors import KgError, cause, shown
from kg.base.languages import _
from kg.graph.violations import Severity, Term, Violation

SH: Final = "http://www.w3.org/ns/shacl#"
CONSTRUCTS: Final = frozenset({
    "targetClass", "property", "path", "inversePath", "minCount", "maxCount", "datatype", "class", "nodeKind",
    "pattern", "minInclusive", "maxInclusive", "uniqueLang", "languageIn", "lessThanOrEquals", "or", "sparql",
    "select", "prefixes", "declare", "prefix", "namespace", "severity", "message",
})  # fmt: skip

Node = Mapping[str, Sequence[Term]]


class ShapesError(KgError):
    """A shapes file that cannot be used, with the file and what is wrong in it."""


class Shapes(NamedTuple):
    """The shapes of some files, ready to be held against any number of graphs."""

    engine: shacl.Shapes
    files: tuple[str, ...]


def load_shapes(files: Iterable[Path]) -> Shapes:
    """The shapes of some Turtle files, read as one graph.

    Raises :class:`ShapesError` for a file that cannot be read or that uses a construct outside of :data:`CONSTRUCTS`.
    """
    files = tuple(files)
    store = Store()
    for file in files:
        try:
            quads = list(parse(path=file, format=RdfFormat.TURTLE, rename_blank_nodes=True))
        except SyntaxError as error:
            raise ShapesError(_(", ").join((file.name, cause(error)))) from error
        except OSError as error:
            raise ShapesError(_("{path} cannot be read: {reason}").format(path=file, reason=cause(error))) from error
        inverse = {quad.subject for quad in quads if quad.predicate.value == f"{SH}inversePath"}
        for quad in quads:
            namespace, name = quad.predicate.value[: len(SH)], quad.predicate.value[len(SH) :]
            if namespace == SH and name not in CONSTRUCTS:
                told = _("{file}: sh:{name} is not supported ({shape})")
                raise ShapesError(told.format(file=file.name, name=shown(name), shape=quad.subject))
            if namespace == SH and name == "path" and isinstance(quad.object, BlankNode) and quad.object not in inverse:
                told = _("{file}: a path that is neither a property nor one inverse ({shape})")
                raise ShapesError(told.format(file=file.name, shape=quad.subject))
        store.extend(quads)
    names = tuple(file.name for file in files)
    text = (store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b"").decode()
    try:
        return Shapes(shacl.Shapes.from_text(text, format="ntriples"), names)
    except ValueError as error:
        raise ShapesError(f"{', '.join(names)}: {cause(error)}") from error


def validate(graph: Path, shapes: Shapes) -> list[Violation]:
    """The violations of the union of all graphs of a file, gravest first, then by shape and focus node.

    Two results that say the same (a value that is too high for two others) are one violation.
    """
    try:
        report = shapes.engine.validate_file(str(graph))
    except (ValueError, OSError) as error:
        raise KgError(_("{graph} cannot be checked: {reason}").format(graph=graph, reason=cause(error))) from error
    nodes = _nodes(report.serialize("ntriples"))
    found = (_violation(node, nodes) for node in nodes.values() if "focusNode" in node)
    return sorted({violation[:-1]: violation for violation in found}.values(), key=lambda violation: violation.order)


def _nodes(report: str) -> Mapping[Term, Node]:
    """The nodes of a report, each with its objects by the local name of the property."""
    nodes: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(input=report, format=RdfFormat.N_TRIPLES):
        nodes[quad.subject][quad.predicate.value.removeprefix(SH)].append(quad.object)
    return nodes


def _violation(node: Node, nodes: Mapping[Term, Node]) -> Violation:
    return Violation(
        Severity(_local(node["resultSeverity"][0]).lower()),
        _name(node["sourceShape"][0]),
        _local(node["sourceConstraintComponent"][0]),
        node["focusNode"][0],
        next((_path(path, nodes) for path in node.get("resultPath", ())), ""),
        next(iter(node.get("value", ())), None),
        by_language(node.get("resultMessage", ())),
    )


def _path(path: Term, nodes: Mapping[Term, Node]) -> str:
    inverse = nodes[path].get("inversePath", ()) if isinstance(path, BlankNode) else ()
    return f"^{inverse[0]}" if inverse else str(path)


def _name(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _local(term: Term) -> str:
    return _name(term).removeprefix(SH)


def by_language(messages: Iterable[Term]) -> dict[str, str]:
    """Messages by language code; one without a language counts as English.

    >>> by_language([Literal("нет кода", language="ru"), Literal("没有代码", language="zh-Hans")])
    {'ru': 'нет кода', 'zh': '没有代码'}
    """
    told = (message for message in messages if isinstance(message, Literal))
    return {(m.language or "en").partition("-")[0].lower(): m.value for m in told}
