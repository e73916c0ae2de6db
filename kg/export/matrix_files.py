"""Matrices by year, ready for RSiena and for ergm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from kg.export.codebook import codebook, r_script
from kg.export.tables import csv_text
from kg.network.rows import Cell, Edge, Export, Vertex
from kg.network.standing import stood

YEARS = (1995, 2000, 2005, 2010, 2015, 2020)
UNKNOWN = "NA"


def matrix_files(
    export: Export, lang: str = "en", years: Collection[int] = (), square: bool = False
) -> dict[str, bytes]:
    """One matrix a year, the attributes of both sides, ``read.R`` and ``codebook.md`` by name.

    A cell is 1 where a tie of the pair stood in the year, ``NA`` where no tie of the pair is
    known to have stood and one may have, else 0. Rows are side 0 and columns side 1; with ``square``, and
    where the ties join other than two countries, both are all places. The year of the export, where it has
    one, is the only year.
    """
    chosen = sorted(set(years)) or ([export.as_of] if export.as_of is not None else list(YEARS))
    square = square or not export.is_two_mode
    rows, columns = (export.vertices, export.vertices) if square else (export.side(0), export.side(1))
    name = "adjacency" if square else "incidence"
    waves = {year: states(export.edges, year) for year in chosen}
    files = {f"{name}_{year}.csv": matrix(cells, rows, columns) for year, cells in waves.items()}
    sides = {"nodes.csv": export.vertices} if square else {"rows.csv": rows, "columns.csv": columns}
    files |= {file: csv_text(Vertex._fields, vertices) for file, vertices in sides.items()}
    script = r_script(name, chosen, square)
    files["read.R"] = script.encode()
    found = {year: Counter(cells.values()) for year, cells in waves.items()}
    counts = [(year, count[1], count[UNKNOWN]) for year, count in found.items()]
    files["codebook.md"] = codebook(export, tuple(sides), lang, script, counts)
    return files


def states(edges: Collection[Edge], year: int) -> dict[tuple[str, str], Cell]:
    """The pairs of a year that are not 0, each with the source of its edge first."""
    cells: dict[tuple[str, str], Cell] = {}
    for edge in edges:
        pair, known = (edge.source, edge.target), stood(edge.begun, edge.over, year)
        if known is not False and cells.get(pair) != 1:
            cells[pair] = UNKNOWN if known is None else 1
    return cells


def matrix(cells: Mapping[tuple[str, str], Cell], rows: Sequence[Vertex], columns: Sequence[Vertex]) -> bytes:
    """The cells of one year, with the ids of places at the head of rows and columns."""
    both = {**cells, **{(target, source): state for (source, target), state in cells.items()}}
    return csv_text(
        ["", *(vertex.id for vertex in columns)],
        ([row.id, *(both.get((row.id, column.id), 0) for column in columns)] for row in rows),
    )
