"""The answer to a question, for programs and notebooks."""

from __future__ import annotations

import io
from collections import namedtuple
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.ask.results import Answer, Graph, Table, Truth, Value, are_dates, plain
from kg.base.errors import KgError
from kg.base.files import atomic_writer
from kg.base.languages import _
from kg.formats.html import html_table
from kg.formats.registry import format_of, write

if TYPE_CHECKING:
    import os

    import networkx as nx
    import pandas as pd
    import rdflib

_TRIPLE = ("subject", "predicate", "object")


class Result:
    """What came back: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, or the yes or no of an ASK.

    Iteration gives named tuples of Python values. A yes-or-no answer has one row and one column; as a
    condition it is the answer itself, where another answer is true when it has rows.

    >>> result = Result(Table(["place", "ties"], [["Harbin", 12], ["Heihe", 3]]))
    >>> [row.place for row in result if row.ties > 5]
    ['Harbin']
    >>> len(result), bool(Result(Truth(False)))
    (2, False)
    """

    def __init__(self, answer: Answer, title: str = "") -> None:
        self.answer = answer
        self.title = title

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns.

        >>> Result(Graph.of([])).columns
        ('subject', 'predicate', 'object')
        """
        if isinstance(self.answer, Table):
            return self.answer.columns
        return ("answer",) if isinstance(self.answer, Truth) else _TRIPLE

    @cached_property
    def rows(self) -> list[tuple[Value, ...]]:
        """The rows as tuples: numbers as numbers, IRIs and texts as text, unbound as ``None``.

        >>> Result(Truth(True)).rows
        [(True,)]
        """
        if isinstance(self.answer, Table):
            return self.answer.rows
        if isinstance(self.answer, Truth):
            return [(self.answer.value,)]
        return [(plain(each.subject), each.predicate.value, plain(each.object)) for each in self.answer.triples]

    def __iter__(self) -> Iterator[Any]:
        """The rows as named tuples; a column whose name Python does not allow is named by its position."""
        row = namedtuple("Row", self.columns, rename=True)  # type: ignore[misc]  # names known when it runs
        return map(row._make, self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return self.answer.value if isinstance(self.answer, Truth) else bool(self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a frame; whole numbers stay whole where some are missing, and whole dates are dates.

        Raises :class:`KgError` where pandas is not installed.

        >>> frame = Result(Table(["place", "year"], [["Harbin", 1993], ["Heihe", None]])).to_pandas()
        >>> str(frame["year"].dtype), int(frame["year"].sum())
        ('Int64', 1993)
        """
        try:
            import pandas as pd  # noqa: PLC0415 (an extra, and slow to import)
        except ImportError:
            hint = "pip install 'interregional-ties[pandas]'"
            raise KgError(_("{what} needs {package}").format(what="to_pandas()", package="pandas"), hint=hint) from None
        columns = [[row[index] for row in self.rows] for index in range(len(self.columns))]
        typed = [pd.array(each, dtype=None if any(v is not None for v in each) else "string") for each in columns]
        if isinstance(self.answer, Table):
            for index, cells in enumerate(self.answer.by_column):
                if are_dates(cells):
                    typed[index] = pd.to_datetime(columns[index]).array
        frame = pd.DataFrame(dict(enumerate(typed)), index=range(len(self.rows)))
        return frame.set_axis(list(self.columns), axis=1)

    def to_arrow(self) -> Any:
        """The rows as a table of pyarrow, which polars, DuckDB and R read; whole dates are dates.

        Raises :class:`KgError` where pyarrow is not installed.

        >>> Result(Table(["place", "year"], [["Harbin", 1993], ["Heihe", None]])).to_arrow()["year"].to_pylist()
        [1993, None]
        """
        from kg.formats.parquet import arrow_table  # noqa: PLC0415 (an extra)

        return arrow_table(self.answer if isinstance(self.answer, Table) else Table(self.columns, self.rows))

    def to_rdflib(self) -> rdflib.query.Result | rdflib.Graph:
        """The rows, or the yes or no, as rdflib answers a query; the triples as a graph of rdflib.

        >>> found = Result(Table(["place", "ties"], [["Harbin", 12]])).to_rdflib()
        >>> [int(row.ties) for row in found], found.bindings
        ([12], [{...Variable('place'): ...Literal('Harbin'), ...}])
        """
        import rdflib  # noqa: PLC0415 (slow to import)

        written = io.BytesIO()
        if isinstance(self.answer, Graph):
            write(self.answer, "nt", written)
            return rdflib.Graph().parse(data=written.getvalue(), format="nt")
        write(self.answer, "json", written)
        written.seek(0)
        return rdflib.query.Result.parse(written, format="json")

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The triples of a CONSTRUCT as a networkx graph; see :func:`kg.api.network_graph.network_graph`.

        Raises :class:`KgError` for an answer of another kind.

        >>> len(Result(Graph.of([])).to_networkx())
        0
        """
        if not isinstance(self.answer, Graph):
            raise KgError(_("only the answer to a CONSTRUCT or DESCRIBE is a graph"), hint=_("use to_pandas()"))
        from kg.api.network_graph import network_graph  # noqa: PLC0415 (networkx is slow to import)

        return network_graph(self.answer)

    def save(self, path: str | os.PathLike[str], form: str = "") -> Path:
        """Write the answer to a file, whole or not at all, and give its path.

        The format is the ending of the name unless ``form`` names one: csv, tsv, json, srx, md, tex, xlsx,
        txt or parquet for rows; ttl, nt, jsonld or trig for triples. Raises :class:`KgError` for another.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Result(Table(["n"], [[1]])).save(f"{folder}/numbers.csv")
        ...     print(path.read_text(encoding="utf-8").split())
        ['n', '1']
        """
        target = Path(path)
        if isinstance(self.answer, Table):
            self.answer.title = self.answer.title or self.title
        with atomic_writer(target) as stream:
            write(self.answer, form or format_of(target, "table", "graph"), stream)
        return target

    def __repr__(self) -> str:
        if isinstance(self.answer, Truth):
            return f"<Result {'yes' if self.answer.value else 'no'}>"
        what = "triples" if isinstance(self.answer, Graph) else "rows"
        return f"<Result {len(self)} {what}: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        return html_table(self.answer, self.title)
