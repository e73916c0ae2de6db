"""Tables as CSV, TSV, Markdown and SPARQL 1.1 JSON; yes and no as text and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import IO, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.ask.results import Table, Term, Truth
from kg.base.languages import current, decimal
from kg.base.namespaces import XSD
from kg.formats.shown_cells import export_cell, is_number, markdown_cell, numeric, worded

_STRING = XSD + "string"


def write_csv(table: Table, out: IO[bytes]) -> None:
    r"""Comma-separated values in UTF-8, with formulas neutralised.

    >>> out = io.BytesIO()
    >>> write_csv(Table(["name", "n"], [["=1+1", -5]]), out)
    >>> out.getvalue()
    b"name,n\n'=1+1,-5\n"
    """
    _write_separated(out, ",", [table.columns, *([export_cell(cell) for cell in row] for row in table.cells)])


def write_excel_csv(table: Table, out: IO[bytes]) -> None:
    r"""CSV as Excel opens it by a double click: a byte-order mark, headings in words, the marks of the language.

    Russian has semicolons between cells and commas in numbers, as Excel in Russian expects.

    >>> from kg.base.languages import speaking
    >>> out = io.BytesIO()
    >>> with speaking("ru"):
    ...     write_excel_csv(Table(["n", "t"], [[0.5, "a"]], ["Число", "Текст"]), out)
    >>> out.getvalue().decode()
    '\ufeffЧисло;Текст\r\n0,5;a\r\n'
    """
    cells = [
        [decimal(export_cell(cell)) if is_number(cell) else worded(cell) or export_cell(cell) for cell in row]
        for row in table.cells
    ]
    out.write("\ufeff".encode())
    _write_separated(out, ";" if current() == "ru" else ",", [[*map(export_cell, table.headings)], *cells], "\r\n")


def write_tsv(table: Table, out: IO[bytes]) -> None:
    """Tab-separated values in UTF-8; a tab or a line break inside a value is a space."""
    rows = ([" ".join(export_cell(cell).split()) for cell in row] for row in table.cells)
    out.writelines(("\t".join(row) + "\n").encode() for row in (table.columns, *rows))


def write_markdown(table: Table, out: IO[bytes]) -> None:
    """A Markdown table under its headings; columns of numbers are set to the right."""
    rules = ["---:" if right else "---" for right in numeric(table)]
    lines = [[*map(markdown_cell, table.headings)], rules, *([*map(markdown_cell, row)] for row in table.cells)]
    out.writelines(f"| {' | '.join(line)} |\n".encode() for line in lines)


def write_json(table: Table, out: IO[bytes]) -> None:
    """SPARQL 1.1 Query Results JSON, one row a line."""
    out.write(f'{{"head": {{"vars": {_json(list(table.columns))}}}, "results": {{"bindings": ['.encode())
    for index, row in enumerate(table.terms):
        bound = {name: json_term(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        out.write(f"{',' if index else ''}\n{_json(bound)}".encode())
    out.write(b"\n]}}\n")


def write_truth(truth: Truth, out: IO[bytes]) -> None:
    """``true`` or ``false``."""
    out.write(b"true\n" if truth.value else b"false\n")


def write_truth_in_words(truth: Truth, out: IO[bytes]) -> None:
    """Yes or no in the language of the reader."""
    out.write(f"{worded(truth.value)}\n".encode())


def write_truth_json(truth: Truth, out: IO[bytes]) -> None:
    """SPARQL 1.1 Query Results JSON of an ASK."""
    out.write(f"{_json({'head': {}, 'boolean': truth.value})}\n".encode())


def json_term(term: Term) -> dict[str, Any]:
    """A term as SPARQL 1.1 JSON results write it.

    >>> json_term(Literal("Харбин", language="ru"))
    {'type': 'literal', 'value': 'Харбин', 'xml:lang': 'ru'}
    """
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        shown = {"type": "literal", "value": term.value}
        if term.language:
            return shown | {"xml:lang": term.language}
        return shown if term.datatype.value == _STRING else shown | {"datatype": term.datatype.value}
    if isinstance(term, Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        return {"type": "triple", "value": {name: json_term(part) for name, part in parts}}
    raise TypeError(f"no JSON result form for {term!r}")


def _write_separated(out: IO[bytes], delimiter: str, lines: Iterable[Iterable[str]], end: str = "\n") -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(lines)
    text.detach()  # the stream belongs to the caller


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
