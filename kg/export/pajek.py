"""Pajek's network file, of two modes where the ties join two countries."""

from __future__ import annotations

from collections import Counter
from typing import IO

from kg.formats.shown_cells import seen
from kg.network.rows import Export


def write_pajek(export: Export, out: IO[bytes]) -> None:
    """A ``.net`` file: first the vertices of side 0, then those of the others, then weighted edges.

    A label that two places share is followed by the place's id. The ties of one pair are one line.
    """
    ordered = export.vertices
    shared = Counter(vertex.label for vertex in ordered)
    number = {vertex.id: position for position, vertex in enumerate(ordered, start=1)}
    lines = [f"*Vertices {len(ordered)}" + (f" {len(export.side(0))}" if export.is_two_mode else "")]
    for vertex in ordered:
        label = vertex.label if shared[vertex.label] == 1 else f"{vertex.label} ({vertex.id})"
        lines.append(f"{number[vertex.id]} {quoted(label)}")
    weights: Counter[tuple[int, int]] = Counter()
    for edge in export.edges:
        weights[number[edge.source], number[edge.target]] += edge.weight
    lines.append("*Edges")
    lines += [f"{a} {b} {weight}" for (a, b), weight in sorted(weights.items())]
    out.write(("\r\n".join(lines) + "\r\n").encode())


def quoted(label: str) -> str:
    r"""A label between quotes; the format has no escape, so that a quote becomes an apostrophe.

    >>> quoted('The "old"\ntown')
    '"The \'old\' town"'
    """
    return '"' + seen(" ".join(label.replace('"', "'").split())) + '"'
