#!/usr/bin/env python3
"""Make an environment, build the graph, print the hubs and draw the network.

Needs Python 3.11 and a network connection for the packages, nothing else. Everything that it
makes is in .venv/ and build/ of this checkout. It may be run again: the second time is quick.
"""

from __future__ import annotations

import argparse
import sys

import environment as env
from environment import _

PAGE = env.BUILD / "network.html"


def main() -> int:
    """Set up, run the three commands, say where to look."""
    env.require_python()
    about = "\n".join(
        (
            _("Makes an environment, builds the graph, prints the hubs and draws the network."),
            _("Needs Python 3.11 and a network connection for the packages, nothing else."),
            _("All that it makes is in .venv/ and build/ of this folder; it may be run again."),
        )
    )
    argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    env.say(about + "\n")
    env.prepare()
    for command in (["build"], ["hubs"], ["network", "--out", str(PAGE.relative_to(env.ROOT))]):
        code = env.run([env.KG, *command])
        if code != 0:
            told = _("kg {command} ended with exit code {code}; the lines above say why.")
            env.say("\n" + told.format(command=command[0], code=code))
            return code
    env.say("\n" + _("Where to look:"))
    for what, meaning in (
        (PAGE.relative_to(env.ROOT), _("the network; open it in a browser")),
        ("build/ties.nq", _("the graph as N-Quads")),
        (f"{env.KG.relative_to(env.ROOT)} --help", _("everything else: questions, places, checks, exports")),
    ):
        env.say(f"  {what!s:20} {meaning}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
