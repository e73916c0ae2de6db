#!/usr/bin/env python3
"""Fold generated rows and print what it costs: the rows of the table in docs/scale.md.

python scripts/bench_bulk.py 1e5 1e6 1e7
python scripts/bench_bulk.py 1e6 --engine spark://127.0.0.1:7077 --memory 1g
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from kg.bulk.fold import Engine  # noqa: E402 (the checkout is put on the path first)
from kg.bulk.layout import Told  # noqa: E402
from kg.bulk.run import fold_into  # noqa: E402
from kg.gather.corpus import OF_PLACES, gather  # noqa: E402
from kg.gather.roots import Sources  # noqa: E402
from kg.gazetteer.gazetteer import Gazetteer  # noqa: E402

MAPS = ("From=place_a", "To=place_b", "Day=date", "Type=kind", "Paper=source")
_ROWS_OF_A_FILE = 1_000_000
# Names by squares of even numbers, so that some are frequent; nearly every row is a pair, year and kind of its own.
_GENERATED = """
    COPY (
        SELECT a.name AS "From", b.name AS "To",
            CAST(DATE '1990-01-01' + CAST((i * 2654435761) % 13000 AS INT) AS VARCHAR) AS "Day",
            ['visit', 'agreement', 'forum', 'aid', 'sport', 'quarrel', ''][1 + CAST(i % 7 AS INT)] AS "Type",
            'paper' || ((i * 7919) % 300) AS "Paper"
        FROM (SELECT range AS i FROM range({first}, {last}))
        JOIN names a ON a.at = CAST(floor({n} * pow(((i * 829348951) % 1000003) / 1000003.0, 2)) AS INT)
        JOIN names b ON b.at = CAST(floor({n} * pow(((i * 613651369 + i // 1000003) % 1000033) / 1000033.0, 2)) AS INT)
    ) TO '{file}' (HEADER)
"""


def places() -> Gazetteer:
    """The bundled places."""
    return gather(Sources((), only=False).folders(), kinds=OF_PLACES).gazetteer


def generate(folder: Path, rows: int, gazetteer: Gazetteer, most: int | None = None) -> None:
    """Write so many rows into CSV files of a million each: names in all scripts, some unknown, some kinds none.

    With ``most``, of so many places, so that many rows are of one pair, year and kind.
    """
    known = islice(gazetteer.places.values(), most)
    names = sorted({name for place in known for name in (place.name_ru, place.name_en, place.name_zh)})
    names += [name.upper() for name in names[::3]] + [f"Nowhere {at}" for at in range(len(names) // 20)]
    base = duckdb.connect()
    base.register("names", pa.table({"at": range(len(names)), "name": names}))
    folder.mkdir(parents=True, exist_ok=True)
    for number, first in enumerate(range(0, rows, _ROWS_OF_A_FILE)):
        last = min(rows, first + _ROWS_OF_A_FILE)
        base.execute(_GENERATED.format(first=first, last=last, n=len(names), file=folder / f"{number:05}.csv"))


def _measured(rows: int, engine: Engine) -> None:
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as scratch:
        gazetteer = places()
        generate(Path(scratch, "rows"), rows, gazetteer)
        size = sum(file.stat().st_size for file in Path(scratch, "rows").iterdir())
        before, wall, cpu = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic(), time.process_time()
        made = fold_into(Path(scratch, "out"), [f"{scratch}/rows"], Told(maps=MAPS), gazetteer, engine, {})
        wall, cpu = time.monotonic() - wall, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cells = engine.name, f"{rows:.0e}", size >> 20, made.events, f"{wall:.1f}", f"{cpu:.1f}", peak >> 10, before >> 10
    print("|", " | ".join(map(str, cells)), "|", flush=True)


def main() -> None:
    """Print a table: each number of rows in a process of its own, so that its peak of memory is its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="+", type=lambda text: int(float(text)))
    parser.add_argument("--engine", default="duckdb")
    parser.add_argument("--memory", default="1GB")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    if len(given.rows) == 1:
        _measured(given.rows[0], Engine(given.engine, given.memory, given.threads))
        return
    print("| engine | rows | MB | events | s | CPU s | peak MB | before, MB |\n|---|---|---|---|---|---|---|---|")
    told = ("--engine", given.engine, "--memory", given.memory, "--threads", str(given.threads))
    for rows in given.rows:
        subprocess.run([sys.executable, __file__, str(rows), *told], check=True)


if __name__ == "__main__":
    main()
