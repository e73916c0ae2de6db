"""The codebook of an export, and the R lines that read its matrices."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kg.base.languages import translated
from kg.network.rows import Cell, Edge, Export, Vertex

_TEXTS = Path(__file__).with_name("codebook.toml")
_R = Path(__file__).with_name("read.R")


def codebook(
    export: Export, files: Sequence[str], lang: str = "en", script: str = "", waves: Sequence[tuple[int, int, int]] = ()
) -> bytes:
    """What every column means, and what was chosen, as Markdown in one language.

    ``script`` is the R text that reads the matrices, where there are matrices; ``waves`` has for each of them
    its year and how many pairs are 1 and ``NA`` in it.
    """
    texts = _texts()

    def say(section: str, key: str) -> str:
        return translated(texts[section][key], lang)

    edges = say("words", "edges-of-all-years" if waves else "edges")
    left_out = [f"- {say('words', 'possible')}: {export.possible}"]
    year: Cell = export.as_of if export.as_of is not None else say("words", "all-years")
    if waves:
        year = ", ".join(str(wave[0]) for wave in waves)
        left_out = [f"- {say('words', 'wave').format(year=at, tied=ones, open=open_)}" for at, ones, open_ in waves]
    lines = [f"# {say('words', 'title')}", "", say("words", "about"), ""]
    lines += [f"- {say('words', 'kinds')}: {', '.join(export.kinds) or say('words', 'any')}"]
    lines += [f"- {say('words', 'year')}: {year}", f"- {say('words', 'level')}: {export.level}"]
    lines += [f"- {say('words', 'nodes')}: {len(export.vertices)}", f"- {edges}: {len(export.edges)}"]
    lines += [*left_out, f"- {say('words', 'licence')}: CC BY 4.0"]
    for file in files:
        record = Edge if file.startswith("edges") else Vertex
        head = f"| {say('words', 'column')} | {say('words', 'meaning')} |"
        lines += ["", f"## {file}", "", head, "| --- | --- |"]
        section = "edge" if record is Edge else "vertex"
        lines += [f"| `{name}` | {say(section, name)} |" for name in record._fields]
    if script:
        lines += ["", f"## {say('words', 'matrices')}", "", say("words", "cells"), "", "```r", script.rstrip(), "```"]
    return ("\n".join(lines) + "\n").encode()


def r_script(name: str, years: Sequence[int], square: bool) -> str:
    """The R lines that read the matrices, for the years and the shape of an export."""
    head = [f'shape <- "{name}"', f"years <- c({', '.join(map(str, years))})", f"square <- {str(square).upper()}", ""]
    return "\n".join(head) + _R.read_text(encoding="utf-8")


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
