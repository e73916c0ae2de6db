"""Tables as Parquet files, where pyarrow is installed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import IO

from kg.ask.results import Table, Value, plain
from kg.base.errors import KgError
from kg.base.languages import _


def write_parquet(table: Table, out: IO[bytes], kinds: Sequence[type] = ()) -> None:
    """A Parquet file; a column is of the kind given, else of numbers where all its values are.

    Raises :class:`KgError` with the name of the extra where pyarrow is missing.
    """
    try:
        pyarrow, writer = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise KgError(
            _("{format} needs {package}").format(format="parquet", package="pyarrow"),
            hint="pip install 'interregional-ties[parquet]'",
        ) from None
    types = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    columns = [[plain(cell) for cell in column] for column in table.by_column]
    arrays = [
        pyarrow.array([None if value is None else kind(value) for value in column], types[kind])
        for column, kind in zip(columns, kinds or map(_kind_of, columns), strict=True)
    ]
    made = pyarrow.BufferOutputStream()  # the writer closes what it writes to, and the stream is the caller's
    writer.write_table(pyarrow.Table.from_arrays(arrays, names=list(table.columns)), made)
    out.write(made.getvalue())


def _kind_of(values: Sequence[Value]) -> type:
    found = {type(value) for value in values if value is not None}
    if found == {bool}:
        return bool
    if found == {int} and all(value is None or abs(int(value)) < 2**63 for value in values):
        return int
    return float if found and found <= {int, float} else str
