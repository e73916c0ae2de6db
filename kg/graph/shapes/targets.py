"""Where the focus nodes of a shape are."""

from __future__ import annotations

from typing import NamedTuple

from kg.graph.shapes import fragments as f
from kg.graph.shapes.conditions import Conditions
from kg.graph.shapes.model import Path, Target


class Focus(NamedTuple):
    """A target, and the paths that lead from it to the focus nodes of a property shape inside another."""

    target: Target
    steps: tuple[Path, ...] = ()

    def pattern(self, conditions: Conditions, node: str = "?this") -> str:
        """The triple patterns that bind ``node`` to each focus node, some of them perhaps twice."""
        if self.steps:
            start = conditions.variable()
            before = Focus(self.target, self.steps[:-1]).pattern(conditions, start)
            return f"{before} {f.TRIPLE.substitute(focus=start, path=self.steps[-1].text, value=node)}"
        kind, terms = self.target
        match kind:
            case "targetClass":
                classes = conditions.classes.below(terms[0])
                if len(classes) == 1:
                    return f.CLASS_TARGET.substitute(focus=node, cls=classes[0])
                listed = " ".join(map(str, classes))
                return f.CLASSES_TARGET.substitute(focus=node, classes=listed, class_variable=conditions.variable())
            case "targetNode":
                return f.NODES_TARGET.substitute(focus=node, terms=" ".join(map(str, terms)))
            case "targetSubjectsOf":
                return f.TRIPLE.substitute(focus=node, path=terms[0], value=conditions.variable())
            case "targetObjectsOf":
                return f.TRIPLE.substitute(focus=conditions.variable(), path=terms[0], value=node)
        raise AssertionError(kind)

    def member(self, conditions: Conditions, node: str = "?this") -> str:
        """The condition that ``node``, found in another way, is a focus node.

        Only for the plain targets by class: :func:`kg.graph.shapes.plan.queries` asks no other.
        """
        if self.steps or self.target.kind != "targetClass":
            raise AssertionError(self)
        return conditions.instance(node, self.target.terms[0])
