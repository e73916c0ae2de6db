"""Answers of an endpoint on disk, keyed by endpoint, query and date: the same question is sent once."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from kg.ask.results import Table
from kg.base.dates import PartialDate
from kg.base.errors import KgError, shown
from kg.base.files import atomic_writer
from kg.base.languages import _
from kg.formats.text import write_json


class Cache:
    """A folder of answers, a folder a date, each a file of SPARQL results in JSON.

    The date is that of the answers, handed in by the caller. An answer never grows old by itself:
    whoever wants newer ones asks for a newer date.

    >>> from tempfile import TemporaryDirectory
    >>> from pyoxigraph import Literal
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
            told = _("'{date}' is {reason}").format(date=shown(date), reason=error)
            raise KgError(told, hint=_("write a day, as 2026-01-31")) from None
        self.folder = folder / self.date.iso

    def get(self, endpoint: str, query: str) -> Table | None:
        """The answer that was kept, or nothing; a file that was damaged counts as no answer."""
        path = self._path(endpoint, query)
        try:
            found = parse_query_results(path.read_bytes(), format=QueryResultsFormat.JSON)
            if isinstance(found, QuerySolutions):
                return Table([variable.value for variable in found.variables], list(found))
        except FileNotFoundError:
            return None
        except (OSError, SyntaxError, ValueError):
            pass
        path.unlink(missing_ok=True)
        return None

    def put(self, endpoint: str, query: str, table: Table) -> None:
        """Keep an answer, whole or not at all."""
        kept = BytesIO()
        write_json(table, kept)
        with atomic_writer(self._path(endpoint, query)) as stream:
            stream.write(kept.getvalue())

    def _path(self, endpoint: str, query: str) -> Path:
        key = hashlib.blake2b(f"{endpoint}\0{query}".encode(), digest_size=16).hexdigest()
        return self.folder / f"{key}.json"
