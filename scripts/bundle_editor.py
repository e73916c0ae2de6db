#!/usr/bin/env python3
"""Make the editor of the query page one file: CodeMirror from npm, in these versions, joined by esbuild.

The file stands below kg/serve/assets, where Git ignores it and a wheel takes it along. Without it the page has a plain
field for text. Where there is no npm, nothing is done.
"""

from __future__ import annotations

import shutil
import sys

from environment import BUILD, ROOT, run, say

OUT = ROOT / "kg" / "serve" / "assets" / "editor.js"
_SOURCE = ROOT / "scripts" / "editor.mjs"
_PACKAGES = (
    "@codemirror/autocomplete@6.20.4", "@codemirror/commands@6.11.1", "@codemirror/language@6.13.1",
    "@codemirror/legacy-modes@6.5.5", "@codemirror/state@6.7.6", "@codemirror/view@6.43.15", "@lezer/highlight@1.2.5",
    "esbuild@0.28.2",
)  # fmt: skip
_BANNER = "/*! CodeMirror 6 (https://codemirror.net), MIT licence, (c) Marijn Haverbeke and others */"


def bundle() -> int:
    """Write the file, unless it is there and newer than what it is made of; the exit code of what failed."""
    if shutil.which("npm") is None:
        say("There is no npm: the query page keeps its plain field.")
        return 0
    made_of = max(path.stat().st_mtime for path in (_SOURCE, ROOT / "scripts" / "bundle_editor.py"))
    if OUT.exists() and OUT.stat().st_mtime > made_of:
        return 0
    folder = BUILD / "editor"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(_SOURCE, folder)  # beside the packages, which are looked for from there
    code = run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, *_PACKAGES])
    options = ("--bundle", "--minify", "--format=iife", "--target=es2022", "--charset=utf8", "--log-level=warning")
    esbuild = folder / "node_modules" / ".bin" / "esbuild"
    return code or run([esbuild, folder / _SOURCE.name, *options, f"--banner:js={_BANNER}", f"--outfile={OUT}"])


if __name__ == "__main__":
    sys.exit(bundle())
