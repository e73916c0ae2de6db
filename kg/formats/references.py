"""References for a list of literature: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import IO, Any, NamedTuple

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.base import ids
from kg.base.languages import _
from kg.base.resources import citation_file
from kg.formats.latex import escape
from kg.formats.shown_cells import seen

# Kind of source → the entry of BibTeX, the type of RIS and that of CSL.
_TYPES = {
    "article": ("article", "MGZN", "article-magazine"),
    "book": ("book", "BOOK", "book"),
    "dataset": ("misc", "DATA", "dataset"),
    "encyclopedia": ("misc", "ENCYC", "entry-encyclopedia"),
    "machine-coded": ("misc", "DATA", "dataset"),
    "municipal-site": ("misc", "ELEC", "webpage"),
    "news": ("misc", "NEWS", "article-newspaper"),
    "official-site": ("misc", "ELEC", "webpage"),
    "paper": ("article", "JOUR", "article-journal"),
}
_OTHER = ("misc", "GEN", "document")
_BABEL = {"ru": "russian", "en": "english", "zh": "chinese", "uk": "ukrainian", "be": "belarusian", "cs": "czech"}


class Reference(NamedTuple):
    """What is cited, under a key that never changes; ``issued`` is a date as fine as it is known."""

    key: str
    kind: str
    title: str
    publisher: str = ""
    issued: str = ""
    language: str = ""
    url: str = ""
    licence: str = ""
    author: str = ""
    version: str = ""
    doi: str = ""

    @property
    def types(self) -> tuple[str, str, str]:
        """Its types in BibTeX, RIS and CSL."""
        return _TYPES.get(self.kind, _OTHER)

    @property
    def note(self) -> str:
        """What a reader is told beside: the licence."""
        return _("licence: {licence}").format(licence=self.licence) if self.licence else ""


def bibtex(references: Sequence[Reference], out: IO[bytes]) -> None:
    r"""Entries of BibTeX and biblatex in UTF-8, with what LaTeX would act upon escaped.

    >>> import io
    >>> out = io.BytesIO()
    >>> bibtex([Reference("KHV_ADM", "news", "50 % {A", issued="2020-05")], out)
    >>> print(out.getvalue().decode().strip())
    @misc{KHV_ADM,
      title = {{50 \% \textbraceleft{}A}},
      year = {2020},
      month = {5},
      date = {2020-05}
    }
    """
    for each in references:
        entry, year = each.types[0], each.issued[:4]
        fields = {
            "author": f"{{{_bib(each.author)}}}" if each.author else "",
            "title": f"{{{_bib(each.title)}}}",
            {"article": "journal", "book": "publisher"}.get(entry, "howpublished"): _bib(each.publisher),
            "year": year,
            "month": each.issued[5:7].lstrip("0"),
            "date": each.issued,
            "version": _bib(each.version),
            "language": _BABEL.get(each.language[:2], each.language),
            "url": _url(each.url),
            "doi": _bib(each.doi),
            "note": _bib(each.note),
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
        out.write(f"@{entry}{{{each.key},\n{lines}\n}}\n\n".encode())


def ris(references: Sequence[Reference], out: IO[bytes]) -> None:
    """Records of RIS, one line a field."""
    for each in references:
        date = "/".join([*each.issued.split("-"), "", "", ""][:3]) + "/" if each.issued else ""
        fields = (
            ("TY", each.types[1]),
            ("ID", each.key),
            ("AU", each.author),
            ("TI", each.title),
            ("PB", each.publisher),
            ("PY", each.issued[:4]),
            ("DA", date),
            ("ET", each.version),
            ("LA", each.language),
            ("UR", _url(each.url)),
            ("DO", each.doi),
            ("N1", each.note),
        )
        out.writelines(f"{tag}  - {_line(text)}\n".encode() for tag, text in fields if text)
        out.write(b"ER  - \n\n")


def csl_json(references: Sequence[Reference], out: IO[bytes]) -> None:
    """A list of items as CSL-JSON, which Zotero and pandoc read."""
    items = [_csl(each) for each in references]
    out.write((json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode())


def _csl(each: Reference) -> dict[str, Any]:
    known = {
        "id": each.key,
        "type": each.types[2],
        "author": [{"literal": each.author}] if each.author else None,
        "title": each.title,
        "publisher": each.publisher,
        "issued": {"date-parts": [[int(part) for part in each.issued.split("-")]]} if each.issued else None,
        "version": each.version,
        "language": each.language,
        "URL": _url(each.url),
        "DOI": each.doi,
        "license": each.licence,
    }
    return {name: value for name, value in known.items() if value}


def _bib(text: str) -> str:
    """Text for a field: BibTeX counts braces, escaped or not."""
    return escape(text).replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")


def _url(address: str) -> str:
    for character in ("{", "}", "\\", " "):
        address = address.replace(character, f"%{ord(character):02X}")
    return seen(address)


def _line(text: str) -> str:
    return seen(" ".join(text.split()))


@cache
def data_set() -> Reference:
    """The data set itself, as ``CITATION.cff`` describes it."""
    text = citation_file().read_text(encoding="utf-8")
    told = dict(re.findall(r'(?m)^(?:  - )?([a-z-]+): "?([^"\n]+?)"?$', text))
    return Reference(
        key="interregional-ties",
        kind="dataset",
        title=told["title"],
        issued=told["date-released"],
        url=told["url"],
        licence=" AND ".join(re.findall(r"  - (\S+)", text.partition("license:")[2].partition("keywords:")[0])),
        author=told["name"],
        version=told["version"],
        doi=told.get("doi", ""),
        language="en",
    )


def references(graph: AskedGraph, given: Mapping[str, tuple[str]]) -> list[Reference]:
    """The sources behind the ties of a place, of two places, or of all."""
    table = table_of(graph, Catalog().find("references").filled(given, graph.names))
    return [
        Reference(
            key=ids.tail(source),
            kind=ids.tail(kind),
            title=title,
            publisher=publisher,
            issued=issued,
            language=language,
            url=page or (address if address.startswith("http") else ""),
            licence=licence,
        )
        for source, kind, title, publisher, issued, language, page, address, licence in (
            [str(value or "") for value in row] for row in table.rows
        )
    ]
