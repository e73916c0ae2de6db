"""Nodes and edges as two CSV files with a codebook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from kg.ask.results import Table
from kg.export.codebook import codebook
from kg.export.rows import Cell, Edge, Export, Vertex
from kg.formats.text import write_csv


def csv_files(export: Export, lang: str = "en") -> dict[str, bytes]:
    """``nodes.csv``, ``edges.csv`` and ``codebook.md`` by name."""
    return {
        "nodes.csv": csv_text(Vertex._fields, export.vertices),
        "edges.csv": csv_text(Edge._fields, export.edges),
        "codebook.md": codebook(export, ("nodes.csv", "edges.csv"), lang),
    }


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    r"""A CSV file in UTF-8; nothing is an empty cell, and no text is taken for a formula.

    >>> csv_text(["name", "border", "ties"], [["=1+1", True, 2], ["-", None, -2]])
    b"name,border,ties\n'=1+1,true,2\n'-,,-2\n"
    """
    out = io.BytesIO()
    write_csv(Table(columns, rows), out)
    return out.getvalue()
