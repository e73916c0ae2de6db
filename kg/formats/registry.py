"""Which answer can be written in which format, and by what."""

from __future__ import annotations

from importlib import import_module
from typing import IO

from kg.ask.results import Answer, Graph, Table
from kg.base.errors import KgError

# Format → the module and the function that write it; a module is imported when its format is asked for.
TABLES = {
    "csv": ("kg.formats.text", "write_csv"),
    "tsv": ("kg.formats.text", "write_tsv"),
    "json": ("kg.formats.text", "write_json"),
    "md": ("kg.formats.text", "write_markdown"),
    "xlsx": ("kg.formats.workbook", "write_xlsx"),
    "parquet": ("kg.formats.parquet", "write_parquet"),
}
GRAPHS = {
    "ttl": ("kg.formats.rdf_files", "write_turtle"),
    "nt": ("kg.formats.rdf_files", "write_ntriples"),
    "jsonld": ("kg.formats.rdf_files", "write_jsonld"),
    "trig": ("kg.formats.rdf_files", "write_trig"),
}
TRUTHS = {
    "csv": ("kg.formats.text", "write_truth"),
    "json": ("kg.formats.text", "write_truth_json"),
}
BINARY = frozenset({"xlsx", "parquet"})
ALL = (*TABLES, *GRAPHS)


def formats_of(answer: Answer) -> tuple[str, ...]:
    """The formats that an answer can be written in, the usual one first.

    >>> formats_of(Table.of([], []))[0]
    'csv'
    """
    return tuple(_writers(answer)[1])


def write(answer: Answer, form: str, out: IO[bytes]) -> None:
    r"""Write an answer in a format; raises :class:`KgError` where the two do not fit.

    >>> import io
    >>> out = io.BytesIO()
    >>> write(Table.of(["n"], [[1]]), "csv", out)
    >>> out.getvalue()
    b'n\n1\n'
    """
    what, writers = _writers(answer)
    if form not in writers:
        raise KgError(f"the answer is {what} and cannot be written as {form}", hint=f"use {', '.join(writers)}")
    module, function = writers[form]
    getattr(import_module(module), function)(answer, out)


def _writers(answer: Answer) -> tuple[str, dict[str, tuple[str, str]]]:
    if isinstance(answer, Table):
        return "a table", TABLES
    return ("a graph", GRAPHS) if isinstance(answer, Graph) else ("yes or no", TRUTHS)
