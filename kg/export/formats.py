"""Every format of ``kg export`` and what writes it; a module is imported when its format is asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import IO, Any, NamedTuple

from kg.export.rows import Export


class Format(NamedTuple):
    """One format: the function that writes it, the end of its file's name, and what it is.

    ``shape`` is ``file`` (one file), ``folder`` (several) or ``graph`` (the whole graph in one file).
    """

    module: str
    function: str
    suffix: str
    shape: str


FORMATS = {
    "graphml": Format("kg.export.xml_formats", "write_graphml", ".graphml", "file"),
    "gexf": Format("kg.export.xml_formats", "write_gexf", ".gexf", "file"),
    "pajek": Format("kg.export.pajek", "write_pajek", ".net", "file"),
    "json": Format("kg.export.node_link", "write_node_link", ".json", "file"),
    "csv": Format("kg.export.csv_tables", "csv_files", "", "folder"),
    "matrices": Format("kg.export.matrix_files", "matrix_files", "", "folder"),
    "parquet": Format("kg.export.parquet", "parquet_files", "", "folder"),
    "jsonld": Format("kg.export.whole_graph", "write_graph", ".jsonld", "graph"),
    "trig": Format("kg.export.whole_graph", "write_graph", ".trig", "graph"),
}


def format_of(path: Path) -> str | None:
    """The format that the end of a file's name stands for.

    >>> format_of(Path("ties.net")), format_of(Path("ties"))
    ('pajek', None)
    """
    return next((name for name, form in FORMATS.items() if form.suffix and form.suffix == path.suffix), None)


def write(export: Export, form: str, out: IO[bytes]) -> None:
    """Write an export in a format of one file."""
    _function(form)(export, out)


def files(export: Export, form: str, lang: str = "en", **settings: Any) -> dict[str, bytes]:
    """The files of a format of several, by name."""
    found: dict[str, bytes] = _function(form)(export, lang, **settings)
    return found


def _function(form: str) -> Any:
    return getattr(import_module(FORMATS[form].module), FORMATS[form].function)
