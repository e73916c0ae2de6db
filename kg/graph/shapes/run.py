"""Asking a store whether it keeps to some shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path as File

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Variable

from kg.graph.shapes import fragments as f
from kg.graph.shapes.classes import Classes
from kg.graph.shapes.conditions import Conditions
from kg.graph.shapes.model import Shapes
from kg.graph.shapes.plan import Origin, Query, queries
from kg.graph.shapes.prose import fill, messages_of
from kg.graph.shapes.read import read_shapes
from kg.graph.shapes.targets import Focus
from kg.graph.shapes.turtle import ShapesError
from kg.graph.shapes.vocabulary import XSD
from kg.graph.violations import Term, Violation

MANY = 2_000
Row = dict[str, Term | None]
_YES = Literal("true", datatype=NamedNode(f"{XSD}boolean"))


def load_shapes(files: Iterable[File]) -> Shapes:
    """The shapes of some Turtle files, read as one graph and compiled once for a trial.

    Raises :class:`~kg.graph.shapes.turtle.ShapesError`, naming file, shape and construct, for what
    is outside of the supported part of SHACL: nothing in a shapes file is passed over in silence.
    """
    shapes = read_shapes(files)
    for root in shapes.roots:
        for _ in queries(root, Classes(), lambda focus: False):
            pass
    return shapes


def validate(store: Store, shapes: Shapes, *, many: int = MANY) -> list[Violation]:
    """The violations of the union of all graphs of a store, gravest first, then by shape and focus node.

    Two results that say the same (a value that is too high for two others) are one violation.
    ``many`` is the number of instances from which a class counts as large; it changes the speed
    and never the result.
    """
    classes = Classes(store)
    sizes: dict[Focus, bool] = {}

    def is_large(focus: Focus) -> bool:
        if focus.steps or focus.target.kind != "targetClass":
            return False
        if focus not in sizes:
            sizes[focus] = _has_many(store, focus.pattern(Conditions(classes)), many)
        return sizes[focus]

    asked = [query for root in shapes.roots for query in queries(root, classes, is_large)]
    found: dict[tuple[object, ...], Violation] = {}
    # The store answers without holding Python's lock, so that queries run beside one another.
    with ThreadPoolExecutor() as pool:
        for violations in pool.map(lambda query: list(_violations(store, query)), asked):
            for violation in violations:
                found.setdefault(violation[:-1], violation)
    return sorted(found.values(), key=lambda violation: violation.order)


def _has_many(store: Store, pattern: str, many: int) -> bool:
    query = Query(f.ENOUGH.substitute(pattern=pattern, limit=max(many, 1)), ())
    counts = (row["n"] for row in _ask(store, query))
    return any(isinstance(n, Literal) and int(n.value) >= many for n in counts)


def _ask(store: Store, query: Query, this: Term | None = None) -> list[Row]:
    """The rows of one query, asked for one focus node where ``this`` is given.

    The store's own iterator belongs to the thread that asks: it is read to its end here, and no
    error takes it along.
    """
    solutions = None
    try:
        solutions = store.query(
            query.text,
            prefixes=dict(query.prefixes),
            use_default_graph_as_union=True,
            substitutions={Variable("this"): this} if this is not None else None,
        )
        if not isinstance(solutions, QuerySolutions):
            raise AssertionError(query.text)
        names = [variable.value for variable in solutions.variables]
        return [dict(zip(names, row, strict=True)) for row in list(solutions)]
    except (SyntaxError, RuntimeError) as error:
        shape = query.origins[0].shape.iri if query.origins else ""
        raise ShapesError(f"shape <{shape}>: its query fails ({error})") from None
    finally:
        del solutions


def _rows(store: Store, query: Query) -> Iterator[Row]:
    if not query.one_by_one:
        yield from _ask(store, query)
        return
    for focus in _ask(store, query._replace(text=query.one_by_one)):
        for row in _ask(store, query, focus["this"]):
            yield {**row, "this": row["this"] or focus["this"]}


def _violations(store: Store, query: Query) -> Iterator[Violation]:
    texts = [messages_of(origin.constraint, origin.shape.messages) for origin in query.origins]
    alone = len(query.origins) == 1
    for row in _rows(store, query):
        for i, origin in enumerate(query.origins):
            if alone or row[f"broken{i}"] == _YES:
                yield _violation(origin, texts[i], row)


def _violation(origin: Origin, texts: Mapping[str, str], row: Row) -> Violation:
    shape, constraint, own_value = origin
    focus = row["this"]
    if focus is None:
        raise ShapesError(f"shape <{shape.iri}>: a row of its query has no $this")
    path, value = row.get("path"), row.get("value")
    if value is None and own_value:
        value = focus
    return Violation(
        shape.severity,
        shape.iri,
        constraint.component,
        focus,
        str(path) if path is not None else shape.path.text if shape.path else "",
        value,
        fill(texts, {**row, "value": value}),
    )
