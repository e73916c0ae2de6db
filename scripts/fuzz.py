#!/usr/bin/env python3
"""Try spoilt tables, settings, files, answers and questions for some minutes; print and keep the shortest that fails.

The fuzzes are those of tests/fuzz, with other inputs in each round. A failure is kept in build/fuzz with its seed and
the input that hypothesis found shortest. Run it with the Python of the environment that scripts/test.py makes:
  python scripts/fuzz.py --minutes 10 --only readers
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "build" / "fuzz"
TESTS = ROOT / "tests" / "fuzz"
FACTOR = 10  # times the inputs of a test run, a round
_CASE = re.compile(r"^E +Failing test case: .*?(?=^\S)", re.MULTILINE | re.DOTALL)


def one_round(path: Path, seed: int) -> str:
    """What pytest says where a fuzz fails, nothing where all inputs of the round hold."""
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", f"--hypothesis-seed={seed}", path]
    surroundings = {**os.environ, "KG_FUZZ": str(FACTOR)}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode else ""


def main() -> int:
    """Fuzz until the time is over; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1, help="of the first round; the next has the next number")
    parser.add_argument("--only", default="", help="tables, readers, answers or queries")
    how = parser.parse_args()
    paths = sorted(path for path in TESTS.glob("test_*.py") if how.only in path.stem)
    end, seed, found = time.monotonic() + how.minutes * 60, how.seed, 0
    while time.monotonic() < end:
        for path in paths:
            told = one_round(path, seed)
            print(f"{path.stem} with seed {seed}: {'FAILED' if told else 'holds'}", flush=True)
            if told:
                found += 1
                case = _CASE.search(told)
                print(case[0] if case else told[-2000:], flush=True)
                FOUND.mkdir(parents=True, exist_ok=True)
                (FOUND / f"{path.stem}-{seed}.txt").write_text(told, encoding="utf-8")
        seed += 1
    print(f"{seed - how.seed} rounds, {found} failures" + (f", kept in {FOUND}" if found else ""))
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
