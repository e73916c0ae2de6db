#!/usr/bin/env python3
"""Measure how the roads of docs/scale.md grow, and fit ``seconds = a · rows ** b`` to each.

    python scripts/bench_scale.py                              all roads at 10⁵ and 10⁶ rows
    python scripts/bench_scale.py network --rows 5 6 7          one road, by powers of ten
    python scripts/bench_scale.py network --engine spark://127.0.0.1:7077 --rows 5 6
    python scripts/bench_scale.py --rows 3                     the start of each, which a fit takes away
    python scripts/bench_scale.py --fit                         fit again what was measured before

Each figure is added to build/scale/figures.csv; of equal runs the fastest counts. Needs the extra ``scale``, and the
package oxigraph for the road push. A fit is of processor seconds where one process does the work, for other programs
on the machine spoil the clock first, and of seconds on the clock for a push and for a cluster.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

from benching.scale import ROADS, Figure, fit  # noqa: E402 (the checkout is put on the path first)

_START = 1000  # rows that cost nothing beside the start of the process


def main() -> int:
    """Run the roads asked for, keep their figures, and print all figures with their fits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("roads", nargs="*", choices=[[], *ROADS], metavar="ROAD", help="which roads; default: all")
    parser.add_argument("--rows", type=int, nargs="+", default=[5, 6], help="powers of ten")
    parser.add_argument("--engine", default="duckdb", help="for the road network")
    parser.add_argument("--memory", default="", help="the most memory of the engine")
    parser.add_argument("--fit", action="store_true", help="measure nothing")
    given = parser.parse_args()
    folder = HERE.parent / "build" / "scale"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "figures.csv"
    for power in [] if given.fit else given.rows:
        for road in given.roads or ROADS:
            for figure in ROADS[road](folder, 10**power, given.engine, given.memory):
                print(*figure, flush=True)
                with kept.open("a", encoding="utf-8", newline="") as stream:
                    csv.writer(stream).writerow(figure)
    _print(
        [Figure(row[0], row[1], int(row[2]), *map(float, row[3:])) for row in csv.reader(kept.open(encoding="utf-8"))]
    )
    return 0


def _print(figures: list[Figure]) -> None:
    """The fastest run of each size as lines of a table, and the fit of each road."""
    best: dict[tuple[str, str], dict[int, Figure]] = {}
    for each in sorted(figures, key=lambda each: -each.seconds):
        best.setdefault((each.road, each.engine), {})[each.rows] = each
    for (road, engine), found in sorted(best.items()):
        on_clock = "://" in engine or road.startswith("push")
        took = {rows: each.seconds if on_clock else each.cpu for rows, each in sorted(found.items())}
        start = took.pop(_START, 0.0)
        points = [(rows, each - start) for rows, each in took.items()]
        for rows, each in sorted(found.items()):
            print(f"| {road} | {engine} | {rows:.0e} | {each.seconds:.1f} | {each.cpu:.1f} | {each.megabytes:.0f} |")
        if len(points) > 1:
            line = fit(points)
            told = f"start {start:.1f} s and " if start else "start included, foretells nothing: "
            print(f"{road} {engine}: {told}{line.factor:.2e} · n^{line.power:.2f}, worst {line.worst:.0%}", end="; ")
            print(f"at 10^9: {line.at(1e9) / 3600:.1f} h, at 10^10: {line.at(1e10) / 3600:.0f} h" if start else "")


if __name__ == "__main__":
    sys.exit(main())
