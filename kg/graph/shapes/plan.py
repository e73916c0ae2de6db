"""From shapes to queries: as few as the constraints allow.

All constraints on the values of one path share a query, and so do all that say something on the focus
nodes of one node shape; a constraint that has to count, and each ``sh:sparql``, gets its own. The
rows of a query are violations; where it serves several constraints, one column per constraint says
which are broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from string import Template
from typing import NamedTuple

from kg.graph.shapes import fragments as f
from kg.graph.shapes.classes import Classes
from kg.graph.shapes.conditions import Conditions, has_part_on_focus, is_elsewhere, is_unlisted
from kg.graph.shapes.model import Constraint, Select, Shape
from kg.graph.shapes.on_values import ON_VALUES
from kg.graph.shapes.selects import joinable, joined
from kg.graph.shapes.targets import Focus
from kg.graph.shapes.turtle import ShapesError


class Origin(NamedTuple):
    """The constraint that a row speaks of; ``own_value`` where the focus node is the value node."""

    shape: Shape
    constraint: Constraint
    own_value: bool = False


class Query(NamedTuple):
    """A query whose rows hold ``?this`` and, where they matter, ``?value`` and ``?path``.

    With several ``origins`` there are the boolean columns ``?broken0``, ``?broken1`` and so on.
    With ``one_by_one`` the query is to be asked for each ``?this`` which that other query returns.
    """

    text: str
    origins: tuple[Origin, ...]
    prefixes: Mapping[str, str] = {}
    one_by_one: str = ""


def queries(shape: Shape, classes: Classes, is_large: Callable[[Focus], bool]) -> Iterator[Query]:
    """The queries of a shape and of its property shapes, for every target that it has.

    ``is_large`` decides, for a target by class, whether to look at all values of a path first and
    at the class of what seems broken last: several times faster for many focus nodes, slower for few.
    """
    for target in shape.targets:
        try:
            yield from _Plan(classes, is_large).shape(shape, Focus(target))
        except NotImplementedError as error:
            raise ShapesError(f"shape <{shape.iri}>: {error}") from error


class _Plan:
    def __init__(self, classes: Classes, is_large: Callable[[Focus], bool]) -> None:
        self._classes = classes
        self._is_large = is_large

    def shape(self, shape: Shape, focus: Focus) -> Iterator[Query]:
        on_focus: list[tuple[Origin, str]] = []
        conditions = Conditions(self._classes)
        yield from self._walk(shape, focus, conditions, on_focus)
        yield from _rows(focus.pattern(conditions), on_focus)

    def _walk(
        self, shape: Shape, focus: Focus, conditions: Conditions, on_focus: list[tuple[Origin, str]]
    ) -> Iterator[Query]:
        """Queries of a shape; what can be told from the focus node alone is added to ``on_focus``."""
        for constraint in shape.constraints:
            if constraint.name in ON_VALUES and shape.path is None:
                condition = conditions.broken_by_value(constraint, "?this", "?this")
                on_focus.append((Origin(shape, constraint, own_value=True), condition))
            if _is_told_by_focus(constraint):
                on_focus.append((Origin(shape, constraint), conditions.broken_by_focus(shape, constraint, "?this")))
            elif has_part_on_focus(constraint):
                yield from self._counting(shape, constraint, focus)
        yield from self._on_values(shape, focus)
        for inner in shape.properties:
            if shape.path is None:
                yield from self._walk(inner, focus, conditions, on_focus)
            else:
                yield from self.shape(inner, Focus(focus.target, (*focus.steps, shape.path)))

    def _on_values(self, shape: Shape, focus: Focus) -> Iterator[Query]:
        if shape.path is None:
            return
        conditions, path = Conditions(self._classes), shape.path.text
        broken = [
            (Origin(shape, constraint), conditions.broken_by_value(constraint, "?this", "?value"))
            for constraint in shape.constraints
            if constraint.name in ON_VALUES
        ]
        pattern, member = focus.pattern(conditions), f.TRUE
        if self._values_first(shape, focus):
            wrong = f.any_of(condition for _, condition in broken)
            costly = "EXISTS" in wrong and "?this" not in wrong
            pattern = f.BAD_VALUES.substitute(path=path, condition=wrong) if costly else ""
            member = focus.member(conditions)
        values = f.TRIPLE.substitute(focus="?this", path=path, value="?value")
        yield from _rows(f"{pattern} {values}", broken, columns="?this ?value", member=member)

    def _values_first(self, shape: Shape, focus: Focus) -> bool:
        return shape.path is not None and shape.path.is_predicate and self._is_large(focus)

    def _counting(self, shape: Shape, constraint: Constraint, focus: Focus) -> Iterator[Query]:
        conditions = Conditions(self._classes)
        pattern, path = focus.pattern(conditions), shape.path.text if shape.path else ""
        if constraint.select is not None:
            yield _selected(shape, constraint, constraint.select, pattern)
            return
        match constraint.name:
            case "minCount" | "qualifiedMinCount":
                text = _counted(f.TOO_FEW, pattern, path, constraint, conditions)
            case "maxCount" | "qualifiedMaxCount":
                if self._values_first(shape, focus):
                    member = focus.member(conditions)
                    pattern = f.MORE_THAN.substitute(path=path, count=constraint.count, member=member)
                text = _counted(f.TOO_MANY, pattern, path, constraint, conditions)
            case "uniqueLang" if self._values_first(shape, focus):
                query = f.LANGUAGE_TWICE.substitute(pattern="", path=path)
                text = f.MEMBERS.substitute(query=query, member=focus.member(conditions))
            case "uniqueLang":
                text = f.LANGUAGE_TWICE.substitute(pattern=pattern, path=path)
            case "equals":
                elsewhere = is_elsewhere(conditions, "?this", shape.path, "?value")
                text = f.ELSEWHERE.substitute(pattern=pattern, other=constraint.terms[0], condition=elsewhere)
            case "closed":
                text = f.OUTSIDE.substitute(pattern=pattern, condition=is_unlisted(constraint, "?path"))
            case name:
                raise AssertionError(name)
        yield Query(text, (Origin(shape, constraint),))


def _counted(template: Template, pattern: str, path: str, constraint: Constraint, conditions: Conditions) -> str:
    fitting = f.negation(conditions.broken(constraint.shapes[0], "?value")) if constraint.shapes else f.TRUE
    return template.substitute(pattern=pattern, path=path, condition=fitting, count=constraint.count)


def _is_told_by_focus(constraint: Constraint) -> bool:
    return constraint.name == "hasValue" or (
        constraint.name in ("minCount", "qualifiedMinCount") and constraint.count <= 1
    )


def _selected(shape: Shape, constraint: Constraint, select: Select, pattern: str) -> Query:
    origin = (Origin(shape, constraint, own_value=shape.path is None),)
    if joinable(select.text):
        return Query(joined(select.text, pattern), origin, select.prefixes)
    return Query(select.text, origin, select.prefixes, one_by_one=f.FOCUS_NODES.substitute(pattern=pattern))


def _rows(
    pattern: str, broken: list[tuple[Origin, str]], *, columns: str = "?this", member: str = f.TRUE
) -> Iterator[Query]:
    broken = [(origin, condition) for origin, condition in broken if condition != f.FALSE]
    if not broken:
        return
    conditions = [condition for _, condition in broken]
    if len(broken) > 1:
        named = (f.COLUMN.substitute(condition=c, name=f"?broken{i}") for i, c in enumerate(conditions))
        columns = " ".join((columns, *named))
    condition = f.all_of([f.any_of(conditions), member])
    yield Query(f.ROWS.substitute(columns=columns, pattern=pattern, condition=condition), tuple(o for o, _ in broken))
