"""Whole shapes, and constraints on all values of a focus node together, as SPARQL conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Final

from kg.graph.shapes import fragments as f
from kg.graph.shapes.classes import Classes
from kg.graph.shapes.model import Constraint, Path, Shape
from kg.graph.shapes.on_values import ON_VALUES, listed
from kg.graph.violations import Term

MOST_COUNTED_INSIDE: Final = 4


class Conditions:
    """Writes the conditions of one query; ``classes`` is the class hierarchy of the graph."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes
        self._numbers = count(1)

    def variable(self) -> str:
        """A variable that the query does not have yet."""
        return f"?kg{next(self._numbers)}"

    def instance(self, value: str, cls: Term) -> str:
        """Whether ``value`` is an instance of a class or of one below it."""
        return f.any_of(f.INSTANCE.substitute(value=value, cls=c) for c in self.classes.below(cls))

    def broken_by_value(self, constraint: Constraint, focus: str, value: str) -> str:
        """Whether ``value``, a value node of ``focus``, breaks a constraint that looks at each value."""
        return ON_VALUES[constraint.name](self, constraint, focus, value)

    def broken_by_focus(self, shape: Shape, constraint: Constraint, focus: str) -> str:
        """Whether the values of ``focus`` together break a constraint.

        Raises NotImplementedError for what only a query of its own can tell: ``sh:sparql`` and high
        counts inside ``sh:or``, ``sh:node`` and their like.
        """
        if constraint.name not in _ON_FOCUS:
            raise NotImplementedError(f"sh:{constraint.name} inside another shape is not supported")
        return _ON_FOCUS[constraint.name](self, constraint, focus, shape.path)

    def broken(self, shape: Shape, focus: str) -> str:
        """Whether ``focus`` breaks a node shape or a property shape in any way."""
        value = focus if shape.path is None else self.variable()
        wrong = f.any_of(
            [
                *(self.broken_by_value(c, focus, value) for c in shape.constraints if c.name in ON_VALUES),
                *(self.broken(inner, value) for inner in shape.properties),
            ]
        )
        if shape.path and wrong != f.FALSE:
            wrong = self.some(focus, shape.path, value, wrong)
        on_focus = (self.broken_by_focus(shape, c, focus) for c in shape.constraints if has_part_on_focus(c))
        return f.any_of([wrong, *on_focus])

    def some(self, focus: str, path: Path, value: str | Term, condition: str = f.TRUE) -> str:
        """Whether ``focus`` has a value under ``path``, the given one or one that meets a condition."""
        step, *rest = path.steps
        if rest:
            middle = self.variable()
            inner = self.some(middle, Path(tuple(rest)), value, condition)
            return f.HAS_WHERE.substitute(focus=focus, path=step, value=middle, condition=inner)
        template = f.HAS if condition == f.TRUE else f.HAS_WHERE
        return template.substitute(focus=focus, path=step, value=value, condition=condition)

    def at_least(
        self, number: int, focus: str, path: Path, shape: Shape | None = None, others: tuple[str, ...] = ()
    ) -> str:
        """Whether ``focus`` has so many values besides ``others``, of the given shape where there is one."""
        if number == 0:
            return f.TRUE
        if number > MOST_COUNTED_INSIDE:
            raise NotImplementedError(f"a count over {MOST_COUNTED_INSIDE} inside another shape is not supported")
        value = self.variable()
        different = (f.negation(f.SAME.substitute(value=value, term=other)) for other in others)
        fitting = f.negation(self.broken(shape, value)) if shape else f.TRUE
        more = self.at_least(number - 1, focus, path, shape, (*others, value))
        return self.some(focus, path, value, f.all_of([*different, fitting, more]))


def has_part_on_focus(constraint: Constraint) -> bool:
    """Whether a constraint says something on all values together, beyond each value by itself."""
    return constraint.name == "equals" or constraint.name not in ON_VALUES


def _min_count(writer: Conditions, constraint: Constraint, focus: str, path: Path | None) -> str:
    return f.negation(writer.at_least(constraint.count, focus, _given(path), next(iter(constraint.shapes), None)))


def _max_count(writer: Conditions, constraint: Constraint, focus: str, path: Path | None) -> str:
    return writer.at_least(constraint.count + 1, focus, _given(path), next(iter(constraint.shapes), None))


def _has_value(writer: Conditions, constraint: Constraint, focus: str, path: Path | None) -> str:
    (term,) = constraint.terms
    return f.negation(writer.some(focus, path, term) if path else f.SAME.substitute(value=focus, term=term))


def _unique_lang(writer: Conditions, _constraint: Constraint, focus: str, path: Path | None) -> str:
    value, other = writer.variable(), writer.variable()
    different = f.negation(f.SAME.substitute(value=other, term=value))
    twin = f.all_of([different, f.ONE_LANGUAGE.substitute(value=value, other=other)])
    return writer.some(focus, _given(path), value, writer.some(focus, _given(path), other, twin))


def _equals(writer: Conditions, constraint: Constraint, focus: str, path: Path | None) -> str:
    value = writer.variable()
    wrong = is_elsewhere(writer, focus, path, value)
    return f.HAS_WHERE.substitute(focus=focus, path=constraint.terms[0], value=value, condition=wrong)


def is_elsewhere(writer: Conditions, focus: str, path: Path | None, value: str) -> str:
    """Whether something is not a value node of ``focus``; on a node shape, not the focus node itself."""
    return f.negation(writer.some(focus, path, value) if path else f.SAME.substitute(value=value, term=focus))


def _given(path: Path | None) -> Path:
    if path is None:
        raise AssertionError("the reader lets no counting constraint onto a node shape")
    return path


def _closed(writer: Conditions, constraint: Constraint, focus: str, _path: Path | None) -> str:
    path, value = writer.variable(), writer.variable()
    return f.HAS_WHERE.substitute(focus=focus, path=path, value=value, condition=is_unlisted(constraint, path))


def is_unlisted(constraint: Constraint, path: str) -> str:
    """Whether a predicate is not among those of a closed shape."""
    terms = listed(constraint.terms)
    return f.negation(f.AMONG_IRIS.substitute(value=path, terms=terms)) if terms else f.TRUE


_ON_FOCUS: Final[Mapping[str, Callable[[Conditions, Constraint, str, Path | None], str]]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "qualifiedMinCount": _min_count,
    "qualifiedMaxCount": _max_count,
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
    "equals": _equals,
    "closed": _closed,
}
