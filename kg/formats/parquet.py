"""Tables in Arrow's memory and as Parquet files, where pyarrow is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib import import_module
from typing import IO, Any

from kg.ask.results import Cell, Table, are_dates, plain
from kg.base.errors import KgError
from kg.base.languages import _


def write_parquet(table: Table, out: IO[bytes], kinds: Sequence[type] = ()) -> None:
    """A Parquet file of the table that :func:`arrow_table` makes."""
    made = arrow_table(table, kinds)
    bytes_made = import_module("pyarrow").BufferOutputStream()  # closed by the writer, and the stream is the caller's
    import_module("pyarrow.parquet").write_table(made, bytes_made)
    out.write(bytes_made.getvalue())


def arrow_table(table: Table, kinds: Sequence[type] = ()) -> Any:
    """A table of pyarrow; a column is of the kind given, else of numbers or dates where all its values are.

    Raises :class:`KgError` with the name of the extra where pyarrow is missing.
    """
    try:
        pyarrow = import_module("pyarrow")
    except ImportError:
        raise KgError(
            _("{what} needs {package}").format(what="parquet", package="pyarrow"),
            hint="pip install 'interregional-ties[parquet]'",
        ) from None
    types: dict[Callable[..., Any], Any] = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        float: pyarrow.float64(),
        bool: pyarrow.bool_(),
        date.fromisoformat: pyarrow.date32(),
    }
    found: Iterable[Callable[..., Any]] = kinds or map(_kind_of, table.by_column)
    arrays = [
        pyarrow.array([None if cell is None else kind(plain(cell)) for cell in column], types[kind])
        for column, kind in zip(table.by_column, found, strict=True)
    ]
    return pyarrow.Table.from_arrays(arrays, names=list(table.columns))


def _kind_of(cells: Sequence[Cell]) -> Callable[..., Any]:
    if are_dates(cells):
        return date.fromisoformat
    values = [plain(cell) for cell in cells]
    found = {type(value) for value in values if value is not None}
    if found == {bool}:
        return bool
    if found == {int} and all(value is None or abs(int(value)) < 2**63 for value in values):
        return int
    are_numbers = found <= {int, float} and all(
        abs(value) < 2**1023 for value in values if isinstance(value, int | float)
    )
    return float if found and are_numbers else str
