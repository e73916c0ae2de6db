#!/usr/bin/env python3
"""Attack the command in every way that is known, and print how often it was tried, survived, lost something or broke.

    python scripts/attack.py             all of it, in about a quarter of an hour
    python scripts/attack.py --quick     a few tries of each kind, in some minutes
    python scripts/attack.py --write     also write docs/attacks.md; rows of attacks that are not made stay
    python scripts/attack.py --list      what there is to attack

Survived: the exit code, the words and the files are what docs/attacks.md says. Lost: a file that stood there is
gone or wrong, or an answer is. Traceback: one was shown, or the command hung. The exit code is 1 where any try failed.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

import attacking.on_server  # noqa: E402, F401 (the checkout is put on the path first; it adds to the attacks)
from attacking.attacks import ATTACKS  # noqa: E402 (as that)
from attacking.lab import Lab, Tried  # noqa: E402 (as that)

PAGE = HERE.parent / "docs" / "attacks.md"
_HEAD = """# What the command withstands

`python scripts/attack.py --write` makes these attacks and writes this page; with `--quick` it makes a few of each kind.
A try is survived where it ends as the second table says. Lost is a file or an answer that is gone or wrong.
Last written by {run} with Python {python} on {cores} processors.

| attack | tried | survived | lost | tracebacks |
|---|---|---|---|---|
"""


def _line(row: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, row))} |\n"


def _written() -> list[list[str]]:
    """The rows of the page, which stay for attacks that are not made now."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if len(row) == 5 and row[1].isdigit()]


def main() -> int:
    """Make the attacks that are asked for and print the table; 1 where a try was not survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="WORD", help="only attacks whose name holds one of these")
    parser.add_argument("--quick", action="store_true", help="a few tries of each kind")
    parser.add_argument("--write", action="store_true", help="write docs/attacks.md")
    parser.add_argument("--list", action="store_true", help="list the attacks")
    given = parser.parse_args()
    chosen = [name for name in ATTACKS if not given.words or any(word in name for word in given.words)]
    if given.list:
        print("\n".join(chosen))
        return 0
    rows = []
    with TemporaryDirectory(prefix="kg-attack-") as folder, Progress(console=Console(stderr=True)) as progress:
        lab = Lab(Path(folder), quick=given.quick)
        for name in chosen:
            with ExitStack() as stack:
                tries = ATTACKS[name](lab, stack)
                tried: list[Tried] = []
                for one in progress.track(tries, description=name):
                    tried.append(one())
                    if not tried[-1].survived:
                        progress.console.print(f"{name}: {one}\n{tried[-1]}", markup=False)
            figures = (len(tried), *(sum(each[at] for each in tried) for at in range(3)))
            rows.append((name, *figures))
    table = "".join(_line(row) for row in rows)
    print(_HEAD.rpartition("\n\n")[2] + table, end="")
    if given.write:
        said = "".join(f"| {name} | {(ATTACKS[name].__doc__ or '').strip()} |\n" for name in ATTACKS)
        known = {row[0]: _line(row) for row in _written()} | {row[0]: _line(row) for row in rows}
        table = "".join(known[name] for name in ATTACKS if name in known)
        run = "a run of some attacks" if given.words else "a quick run" if given.quick else "a whole run"
        head = _HEAD.format(run=run, python=platform.python_version(), cores=os.cpu_count())
        PAGE.write_text(f"{head}{table}\n| attack | survived where |\n|---|---|\n{said}", encoding="utf-8")
    return int(any(tried != survived for _name, tried, survived, *_ in rows))


if __name__ == "__main__":
    sys.exit(main())
