"""Rows as pandas frames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.ask.results import Value
from kg.base.errors import KgError
from kg.base.languages import _

if TYPE_CHECKING:
    import pandas as pd

_LARGEST = 2**63 - 1  # what a column of whole numbers can hold


def frame_of(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> pd.DataFrame:
    """A frame with one typed column each, missing values allowed in all of them.

    Raises :class:`KgError` where pandas is not installed.

    >>> [str(kind) for kind in frame_of(["name", "ties"], [["Harbin", 12], ["Heihe", None]]).dtypes]
    ['string', 'Int64']
    """
    try:
        import pandas as pd  # noqa: PLC0415 (an extra, and slow to import)
    except ImportError:
        hint = "pip install 'interregional-ties[pandas]'"
        raise KgError(_("to_pandas() needs pandas, which is not installed"), hint=hint) from None
    series = []
    for index, name in enumerate(columns):
        values = [row[index] for row in rows]
        series.append(pd.Series(values, name=name, dtype=_kind_of(values)))
    return pd.concat(series, axis=1) if series else pd.DataFrame(index=range(len(rows)))


def _kind_of(values: Sequence[Value]) -> str:
    """The pandas type that holds all values of a column without changing any.

    >>> _kind_of([1, None]), _kind_of([1, 0.5]), _kind_of(["a", 1]), _kind_of([True])
    ('Int64', 'Float64', 'object', 'boolean')
    """
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {str}:
        return "string"
    if kinds == {bool}:
        return "boolean"
    if kinds == {int} and all(value is None or abs(int(value)) <= _LARGEST for value in values):
        return "Int64"
    return "Float64" if kinds and kinds <= {int, float} and float in kinds else "object"
