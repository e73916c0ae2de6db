"""Nodes and edges as two tables with a codebook: CSV, and Parquet for Spark, DuckDB, pandas and loaders of Neo4j."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import get_type_hints

from kg.ask.results import Table
from kg.export.codebook import codebook
from kg.formats.parquet import write_parquet
from kg.formats.text import write_csv
from kg.network.rows import Cell, Edge, Export, Vertex

Record = type[Vertex] | type[Edge]


def csv_files(export: Export, lang: str = "en") -> dict[str, bytes]:
    """``nodes.csv``, ``edges.csv`` and ``codebook.md`` by name."""
    return _files(export, lang, "csv", lambda record, rows: csv_text(record._fields, rows))


def parquet_files(export: Export, lang: str = "en") -> dict[str, bytes]:
    """``nodes.parquet``, ``edges.parquet`` and ``codebook.md`` by name.

    A column has the type of its field, whatever its cells are. Raises :class:`KgError` with the
    name of the extra where pyarrow is missing.
    """
    return _files(export, lang, "parquet", _parquet)


def _files(
    export: Export, lang: str, form: str, written: Callable[[Record, Iterable[Sequence[Cell]]], bytes]
) -> dict[str, bytes]:
    nodes, edges = f"nodes.{form}", f"edges.{form}"
    files = {nodes: written(Vertex, export.vertices), edges: written(Edge, export.edges)}
    return files | {"codebook.md": codebook(export, (nodes, edges), lang)}


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    r"""A CSV file in UTF-8; nothing is an empty cell, and no text is taken for a formula.

    >>> csv_text(["name", "border", "ties"], [["=1+1", True, 2], ["-", None, -2]])
    b"name,border,ties\n'=1+1,true,2\n'-,,-2\n"
    """
    out = io.BytesIO()
    write_csv(Table(columns, rows), out)
    return out.getvalue()


def _parquet(record: Record, rows: Iterable[Sequence[Cell]]) -> bytes:
    hints = get_type_hints(record)
    types = [getattr(hints[name], "__args__", (hints[name],))[0] for name in record._fields]
    out = io.BytesIO()
    write_parquet(Table(record._fields, rows), out, types)
    return out.getvalue()
