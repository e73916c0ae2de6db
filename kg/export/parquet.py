"""Nodes and edges as Parquet, for Spark, DuckDB, pandas and the loaders of Neo4j."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, get_type_hints

from kg.base.errors import KgError
from kg.export.codebook import codebook
from kg.export.rows import Cell, Edge, Export, Vertex


def parquet_files(export: Export, lang: str = "en") -> dict[str, bytes]:
    """``nodes.parquet``, ``edges.parquet`` and ``codebook.md`` by name.

    A column has the type of its field, whatever its cells are. Raises :class:`KgError` with the
    name of the extra where pyarrow is missing.
    """
    try:
        arrow, writer = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise KgError("parquet needs pyarrow", hint="pip install 'interregional-ties[parquet]'") from None
    return {
        "nodes.parquet": _file(arrow, writer, Vertex, export.vertices),
        "edges.parquet": _file(arrow, writer, Edge, export.edges),
        "codebook.md": codebook(export, ("nodes.parquet", "edges.parquet"), lang),
    }


def _file(arrow: Any, writer: Any, record: type[Vertex] | type[Edge], rows: Iterable[Sequence[Cell]]) -> bytes:
    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    schema, hints = [], get_type_hints(record)
    for name in record._fields:
        base = next(kind for kind in getattr(hints[name], "__args__", (hints[name],)) if kind in types)
        schema.append(arrow.field(name, types[base]))
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [arrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    out = io.BytesIO()
    writer.write_table(arrow.Table.from_arrays(arrays, schema=arrow.schema(schema)), out)
    return out.getvalue()
