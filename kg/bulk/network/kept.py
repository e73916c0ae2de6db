"""Tables between the rounds of a measure: written, so that a round reads what the one before made and no more."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import Any


class Kept:
    """Writes tables of one engine and forgets them: as temporary tables in DuckDB, as Parquet for a cluster.

    What Spark reads back it reads from a folder that every worker sees, not from a plan that grows with each round
    and not from the memory of a worker, which may be lost.
    """

    def __init__(self, backend: Any, folder: Path) -> None:
        self._backend = backend
        self._folder = folder
        self._names = (f"kg_{token_hex(4)}_{number}" for number in count())  # of no other person on a cluster

    def keep(self, table: Any) -> Any:
        """The table, reckoned and written."""
        name = next(self._names)
        if self._backend.name == "duckdb":
            self._backend.raw_sql(f"CREATE TEMP TABLE {name} AS {self._backend.compile(table)}")
            return self._backend.table(name)
        self._backend.to_parquet(table, str(self._folder / name))
        return self._backend.read_parquet(str(self._folder / name), table_name=name)

    def drop(self, *tables: Any) -> None:
        """Forget tables that no later one reads."""
        for table in tables:
            name = table.op().name
            is_here = self._backend.name == "duckdb"
            self._backend.raw_sql(f"DROP {'TABLE' if is_here else 'VIEW'} {name}")  # Ibis 12 writes no name
            if not is_here:
                shutil.rmtree(self._folder / name)
