#!/usr/bin/env python3
"""Make the editor of the query page one file: CodeMirror from npm, in the versions that scripts/environment.py names.

The file stands below kg/serve/assets, where Git ignores it and a wheel takes it along. Without it the page has a plain
field for text.
"""

from __future__ import annotations

import shutil
import sys

from environment import BUILD, ROOT, prepare_node, run, say

OUT = ROOT / "kg" / "serve" / "assets" / "editor.js"
_BANNER = "/*! CodeMirror 6 (https://codemirror.net), MIT licence, (c) Marijn Haverbeke and others */"


def bundle() -> int:
    """Write the file; nothing is done where there is no npm."""
    if shutil.which("npm") is None:
        say("There is no npm: the query page keeps its plain field.")
        return 0
    prepare_node()
    source = BUILD / "node" / "editor.mjs"  # beside the packages, which are looked for from there
    shutil.copy(ROOT / "scripts" / "editor.mjs", source)
    esbuild = BUILD / "node" / "node_modules" / ".bin" / "esbuild"
    options = ("--bundle", "--minify", "--format=iife", "--target=es2022", "--charset=utf8", "--log-level=warning")
    return run([esbuild, source, *options, f"--banner:js={_BANNER}", f"--outfile={OUT}"])


if __name__ == "__main__":
    sys.exit(bundle())
