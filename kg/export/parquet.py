"""Nodes and edges as Parquet, for Spark, DuckDB, pandas and the loaders of Neo4j."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import get_type_hints

from kg.ask.results import Table
from kg.export.codebook import codebook
from kg.export.rows import Cell, Edge, Export, Vertex
from kg.formats.parquet import write_parquet


def parquet_files(export: Export, lang: str = "en") -> dict[str, bytes]:
    """``nodes.parquet``, ``edges.parquet`` and ``codebook.md`` by name.

    A column has the type of its field, whatever its cells are. Raises :class:`KgError` with the
    name of the extra where pyarrow is missing.
    """
    return {
        "nodes.parquet": _file(Vertex, export.vertices),
        "edges.parquet": _file(Edge, export.edges),
        "codebook.md": codebook(export, ("nodes.parquet", "edges.parquet"), lang),
    }


def _file(record: type[Vertex] | type[Edge], rows: Iterable[Sequence[Cell]]) -> bytes:
    hints = get_type_hints(record)
    types = [getattr(hints[name], "__args__", (hints[name],))[0] for name in record._fields]
    out = io.BytesIO()
    write_parquet(Table(record._fields, rows), out, types)
    return out.getvalue()
