"""Answers in the W3C's other formats of query results, term by term: XML, CSV and TSV. ``json`` is their JSON."""

from __future__ import annotations

import io
from typing import IO

from pyoxigraph import QueryResultsFormat, parse_query_results

from kg.ask.results import Table, Truth
from kg.formats.shown_cells import xml_text
from kg.formats.text import write_json, write_truth_json

_FORMATS = {
    "sparql-xml": QueryResultsFormat.XML,
    "sparql-csv": QueryResultsFormat.CSV,
    "sparql-tsv": QueryResultsFormat.TSV,
}


def write_results(form: str, answer: Table | Truth, out: IO[bytes]) -> None:
    r"""A table, or yes and no, as programs read it: lexical forms as they are, and no formula disarmed.

    >>> out = io.BytesIO()
    >>> write_results("sparql-tsv", Table(["name", "n"], [["=1+1", 5]]), out)
    >>> out.getvalue()
    b'?name\t?n\n"=1+1"\t5\n'
    """
    read = io.BytesIO()
    if isinstance(answer, Table):
        write_json(answer, read)
    else:
        write_truth_json(answer, read)
    results = parse_query_results(read.getvalue(), format=QueryResultsFormat.JSON)
    if form != "sparql-xml":
        results.serialize(out, format=_FORMATS[form])
        return
    text = (results.serialize(format=QueryResultsFormat.XML) or b"").decode()
    out.write(xml_text(text).replace("\r", "&#13;").encode())  # readers turn a bare CR into a line end
