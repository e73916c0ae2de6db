"""Every format there is, what it can hold and what writes it; a module is imported when its format is asked for."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from kg.base.errors import KgError
from kg.base.languages import N_, _

if TYPE_CHECKING:
    from kg.ask.results import Answer


class Format(NamedTuple):
    """A format: the module and function that write it, and the end of its files' names, where that is not its name.

    A word after the function is what it is given first: the format, where it writes several.
    ``shape`` is ``text`` or ``binary`` (one file), ``folder`` (several) or ``graph`` (the whole graph in one file).
    """

    writer: str
    suffix: str = ""
    shape: str = "text"


# The formats of the W3C for tables and for yes and no; JSON stands beside the project's own.
_W3C = {
    f"sparql-{name}": Format(f"kg.formats.sparql_results:write_results:sparql-{name}", suffix)
    for name, suffix in (("xml", "srx"), ("csv", "csv"), ("tsv", "tsv"))
}
# What is written → the formats that can hold it, the usual one first.
FORMATS = {
    "table": {
        "csv": Format("kg.formats.text:write_csv"),
        "excel-csv": Format("kg.formats.text:write_excel_csv", "csv"),
        "tsv": Format("kg.formats.text:write_tsv"),
        "json": Format("kg.formats.text:write_json"),
        "table": Format("kg.formats.terminal:write_table", "txt"),
        "md": Format("kg.formats.text:write_markdown"),
        "latex": Format("kg.formats.latex:write_latex", "tex"),
        "xlsx": Format("kg.formats.workbook:write_xlsx", shape="binary"),
        "parquet": Format("kg.formats.parquet:write_parquet", shape="binary"),
        **_W3C,
    },
    "graph": {
        name: Format(f"kg.formats.rdf_files:write_graph:{name}") for name in ("ttl", "nt", "jsonld", "trig", "rdf")
    },
    "truth": {
        "csv": Format("kg.formats.text:write_truth"),
        "json": Format("kg.formats.text:write_truth_json"),
        "table": Format("kg.formats.text:write_truth_in_words", "txt"),
        **_W3C,
    },
    "references": {
        "bibtex": Format("kg.formats.references:bibtex", "bib"),
        "ris": Format("kg.formats.references:ris"),
        "csl-json": Format("kg.formats.references:csl_json", "json"),
    },
    "findings": {
        "junit": Format("kg.formats.findings:write_junit", "xml", "binary"),
        "sarif": Format("kg.formats.findings:write_sarif"),
        "github": Format("kg.formats.findings:write_github", "txt"),
    },
    "network": {
        "graphml": Format("kg.export.networkx_files:write_graphml"),
        "gexf": Format("kg.export.networkx_files:write_gexf"),
        "pajek": Format("kg.export.pajek:write_pajek", "net"),
        "json": Format("kg.export.networkx_files:write_node_link"),
        "csv": Format("kg.export.tables:csv_files", shape="folder"),
        "matrices": Format("kg.export.matrix_files:matrix_files", shape="folder"),
        "parquet": Format("kg.export.tables:parquet_files", shape="folder"),
        "jsonld": Format("kg.formats.rdf_files:write_store:jsonld", shape="graph"),
        "trig": Format("kg.formats.rdf_files:write_store:trig", shape="graph"),
    },
    "document": {
        "md": Format("kg.formats.documents.markdown:markdown"),
        "html": Format("kg.formats.documents.page:page"),
        "json": Format("kg.formats.documents.as_json:as_json"),
        "docx": Format("kg.formats.documents.word:word", shape="binary"),
        "pdf": Format("kg.formats.documents.pdf:pdf", shape="binary"),
    },
    **{
        kind: {name: Format(f"kg.site.{writer}:written", shape="binary") for name in ("html", "svg", "png", "pdf")}
        for kind, writer in {"map": "atlas.map_file", "drawing": "network_files", "timeline": "years"}.items()
    },
    "figure": {name: Format("kg.export.figures.style:written", shape="binary") for name in ("svg", "png", "pdf")},
}
# The formats that people read, whose words are theirs; a program gets names and codes.
FOR_PEOPLE = frozenset({"table", "md", "latex", "xlsx", "excel-csv"})
BINARY = frozenset(name for name, form in FORMATS["table"].items() if form.shape == "binary")
_CALLED = {"table": N_("a table"), "graph": N_("a graph"), "truth": N_("yes or no")}


def names(*kinds: str) -> tuple[str, ...]:
    """The names of the formats that hold these kinds.

    >>> names("truth", "graph")
    ('csv', 'json', 'table', 'sparql-xml', 'sparql-csv', 'sparql-tsv', 'ttl', 'nt', 'jsonld', 'trig', 'rdf')
    """
    return tuple(dict.fromkeys(name for kind in kinds for name in FORMATS[kind]))


def format_of(path: Path, *kinds: str) -> str:
    """The format that the end of a file's name stands for; raises :class:`KgError` with the known ones.

    >>> format_of(Path("ties.net"), "network"), format_of(Path("ties.TEX"), "table")
    ('pajek', 'latex')
    """
    known: dict[str, str] = {}
    for kind in kinds:
        for name, form in FORMATS[kind].items():
            if form.shape != "folder":
                known.setdefault(f".{form.suffix or name}", name)
    found = known.get(path.suffix.lower())
    if found is None:
        message = _("the name {file} does not say in which format to write").format(file=path.name)
        raise KgError(message, hint=_("let it end in {endings}").format(endings=", ".join(known)))
    return found


def writer(kind: str, form: str) -> Any:
    """The function that writes a kind in a format."""
    module, function, *given = FORMATS[kind][form].writer.split(":")
    return partial(getattr(import_module(module), function), *given)


def write(answer: Answer, form: str, out: IO[bytes]) -> None:
    r"""Write an answer in a format; raises :class:`KgError` where the two do not fit.

    >>> import io
    >>> from kg.ask.results import Table
    >>> out = io.BytesIO()
    >>> write(Table(["n"], [[1]]), "csv", out)
    >>> out.getvalue()
    b'n\n1\n'
    """
    known = FORMATS[answer.kind]
    if form not in known:
        message = _("the answer is {what} and cannot be written as {format}")
        hint = _("use {formats}").format(formats=", ".join(known))
        raise KgError(message.format(what=_(_CALLED[answer.kind]), format=form), hint=hint)
    writer(answer.kind, form)(answer, out)
