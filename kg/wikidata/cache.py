"""Answers of an endpoint on disk, keyed by endpoint, query and date: the same question is sent once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.ask.results import Table, Term
from kg.base.dates import PartialDate
from kg.base.errors import KgError
from kg.base.files import atomic_writer


class Cache:
    """A folder of answers, a folder a date.

    The date is that of the answers, handed in by the caller. An answer never grows old by itself:
    whoever wants newer ones asks for a newer date.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     cache = Cache(Path(folder), "2026-01-31")
    ...     cache.put("http://e.org/", "ASK {}", Table(["a"], [[Literal("x", language="ru")]]))
    ...     cache.get("http://e.org/", "ASK {}").rows
    [('x',)]
    """

    def __init__(self, folder: Path, date: str) -> None:
        try:
            self.date = PartialDate.parse(date)
        except ValueError as error:
            raise KgError(f"{date!r} is {error}", hint="write a day, as 2026-01-31") from None
        self.folder = folder / self.date.iso

    def get(self, endpoint: str, query: str) -> Table | None:
        """The answer that was kept, or nothing; a file that was damaged counts as no answer."""
        path = self._path(endpoint, query)
        try:
            kept = json.loads(path.read_bytes())
            return Table(kept["columns"], ([_unpacked(term) for term in row] for row in kept["rows"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            path.unlink(missing_ok=True)
            return None

    def put(self, endpoint: str, query: str, table: Table) -> None:
        """Keep an answer, whole or not at all."""
        rows = [[_packed(term) for term in row] for row in table.terms]
        kept = {"endpoint": endpoint, "query": query, "columns": list(table.columns), "rows": rows}
        with atomic_writer(self._path(endpoint, query)) as stream:
            stream.write(json.dumps(kept, ensure_ascii=False).encode())

    def _path(self, endpoint: str, query: str) -> Path:
        key = hashlib.blake2b(f"{endpoint}\0{query}".encode(), digest_size=16).hexdigest()
        return self.folder / f"{key}.json"


def _packed(term: Term | None) -> Any:
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return [term.value]
    if isinstance(term, BlankNode):
        return ["_", term.value]
    if isinstance(term, Literal):
        return ["@", term.value, term.language] if term.language else ["^", term.value, term.datatype.value]
    raise TypeError(f"an answer of an endpoint holds {term!r}")


def _unpacked(kept: Any) -> Term | None:
    match kept:
        case None:
            return None
        case [iri]:
            return NamedNode(iri)
        case ["_", name]:
            return BlankNode(name)
        case ["@", text, language]:
            return Literal(text, language=language)
        case ["^", text, datatype]:
            return Literal(text, datatype=NamedNode(datatype))
        case _:
            raise ValueError(f"a kept answer holds {kept!r}")
