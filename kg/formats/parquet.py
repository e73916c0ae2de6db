"""Tables as Parquet files, where pyarrow is installed."""

from __future__ import annotations

from importlib import import_module
from typing import IO, Any

from kg.ask.results import Table, Value
from kg.base.errors import KgError


def write_parquet(table: Table, out: IO[bytes]) -> None:
    """A Parquet file; a column is of numbers where all its values are.

    Raises :class:`KgError` with the name of the extra where pyarrow is missing.
    """
    try:
        pyarrow, writer = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise KgError("parquet needs pyarrow", hint="pip install 'interregional-ties[parquet]'") from None
    columns = [[row[index] for row in table.rows] for index in range(len(table.columns))]
    arrays = [_array(pyarrow, values) for values in columns]
    made = pyarrow.BufferOutputStream()  # the writer closes what it writes to, and the stream is the caller's
    writer.write_table(pyarrow.Table.from_arrays(arrays, names=list(table.columns)), made)
    out.write(made.getvalue())


def _array(pyarrow: Any, values: list[Value]) -> Any:
    bound = [value for value in values if value is not None]
    if bound and all(isinstance(value, bool) for value in bound):
        return pyarrow.array(values, pyarrow.bool_())
    if bound and all(isinstance(value, int) and abs(value) < 2**63 for value in bound):
        return pyarrow.array(values, pyarrow.int64())
    if bound and all(isinstance(value, int | float) for value in bound):
        return pyarrow.array([None if value is None else float(value) for value in values], pyarrow.float64())
    return pyarrow.array([None if value is None else str(value) for value in values], pyarrow.string())
