"""Matrices by year, ready for RSiena and for ergm."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.export.codebook import codebook, r_script
from kg.export.rows import Cell, Edge, Export, Vertex
from kg.export.tables import csv_text
from kg.network.standing import stood

YEARS = (1995, 2000, 2005, 2010, 2015, 2020)
UNKNOWN = "NA"


def matrix_files(
    export: Export, lang: str = "en", years: Collection[int] = (), square: bool = False
) -> dict[str, bytes]:
    """One matrix a year, the attributes of both sides, ``read.R`` and ``codebook.md`` by name.

    A cell is 1 where a tie of the pair stood in the year, ``NA`` where no tie of the pair is
    known to have stood and one may have, else 0. Rows are side 0 and columns side 1; with ``square`` both
    are all places. The year of the export, where it has one, is the only year.
    """
    chosen = sorted(set(years)) or ([export.as_of] if export.as_of is not None else list(YEARS))
    rows, columns = (export.vertices, export.vertices) if square else (export.side(0), export.side(1))
    name = "adjacency" if square else "incidence"
    files = {f"{name}_{year}.csv": matrix(export.edges, rows, columns, year) for year in chosen}
    sides = {"nodes.csv": export.vertices} if square else {"rows.csv": rows, "columns.csv": columns}
    files |= {file: csv_text(Vertex._fields, vertices) for file, vertices in sides.items()}
    script = r_script(name, chosen, square)
    files["read.R"] = script.encode()
    files["codebook.md"] = codebook(export, tuple(sides), lang, script)
    return files


def matrix(edges: Collection[Edge], rows: Sequence[Vertex], columns: Sequence[Vertex], year: int) -> bytes:
    """The cells of one year, with the ids of places at the head of rows and columns."""
    cells: dict[tuple[str, str], Cell] = {}
    for edge in edges:
        known = stood(edge.start_year, edge.end_year, edge.status, year)
        state = UNKNOWN if known is None else int(known)
        for pair in ((edge.source, edge.target), (edge.target, edge.source)):
            if cells.get(pair) != 1 and state != 0:
                cells[pair] = state
    return csv_text(
        ["", *(vertex.id for vertex in columns)],
        ([row.id, *(cells.get((row.id, column.id), 0) for column in columns)] for row in rows),
    )
