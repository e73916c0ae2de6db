#!/usr/bin/env python3
"""Measure the commands beside their peers, in one run, and print ratios beside the budgets.

    python scripts/bench.py                 everything but the largest size
    python scripts/bench.py help query      only some works
    python scripts/bench.py --list          what there is to measure
    python scripts/bench.py --large         the ten-million-quad build as well

Needs the extra ``bench``. Works in build/bench; other programs on the machine spoil the figures.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

from benching.network import network  # noqa: E402 (the checkout is put on the path first)
from benching.pictures import pictures  # noqa: E402 (as that)
from benching.site import site  # noqa: E402 (as that)
from benching.works import WORKS, Bench  # noqa: E402

WORKS |= {"network": network, "pictures": pictures, "site": site}


def main() -> int:
    """Run the works asked for and print a line for each figure; 1 where a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "works", nargs="*", choices=[[], *WORKS], metavar="WORK", help="which works to measure; default: all"
    )
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds; the median counts")
    parser.add_argument("--large", action="store_true", help="also build some ten million quads")
    parser.add_argument("--list", action="store_true", help="list the works and their budgets")
    given = parser.parse_args()
    if given.list:
        for name, work in WORKS.items():
            print(f"{name:10} {(work.__doc__ or '').splitlines()[0]}")
        return 0
    bench = Bench(HERE.parent / "build" / "bench", given.rounds, given.large)
    missed = 0
    print(f"{'work':34} {'figure':>26} {'budget':>16}")
    for name in given.works or WORKS:
        for line in WORKS[name](bench):
            missed += not line.met
            print(f"{line.work:34} {line.figure:>26} {line.budget:>16} {'' if line.met else 'MISSED'}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
