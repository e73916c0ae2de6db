#!/usr/bin/env python3
"""Make an environment, build the graph, print the hubs and draw the network.

Needs Python 3.11 and a network connection for the packages, nothing else. Everything that it
makes is in .venv/ and build/ of this checkout. It may be run again: the second time is quick.
"""

from __future__ import annotations

import argparse
import sys

import environment as env

PAGE = env.BUILD / "network.html"


def main() -> int:
    """Set up, run the three commands, say where to look."""
    env.require_python()
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    env.say((__doc__ or "").strip() + "\n")
    env.prepare()
    for command in (["build"], ["hubs"], ["network", "--out", str(PAGE.relative_to(env.ROOT))]):
        code = env.run([env.KG, *command])
        if code != 0:
            env.say(f"\nkg {command[0]} ended with exit code {code}; the lines above say why.")
            return code
    env.say(f"""
Where to look
  {PAGE.relative_to(env.ROOT)}  the network: open it in a browser
  build/ties.nq      the graph, as N-Quads
  {env.KG.relative_to(env.ROOT)} --help     everything else: queries, places, checks, exports""")
    return 0


if __name__ == "__main__":
    sys.exit(main())
