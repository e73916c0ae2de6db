"""Everything that an engine reckons of a network, by the names of ``kg measure``."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import Any

import ibis

from kg.analysis.ranking import SAME
from kg.analysis.reports.report import Report, Rows, counts, note, rounded, word
from kg.base.errors import KgError
from kg.base.files import part_folder
from kg.base.languages import _, grouped
from kg.base.progress import Step, silent
from kg.bulk.network import measures
from kg.bulk.network.kept import Kept
from kg.bulk.network.refused import MEASURES
from kg.bulk.network.ties import Ties

MOST_ROWS = 1_000_000  # that are read into this process


def of_places(
    ties: Ties,
    kept: Kept,
    names: Collection[str],
    lang: str,
    limit: int | None = None,
    save: Path | None = None,
    progress: Step = silent,
) -> Report:
    """A row a place, ranked by the first measure; all values also as Parquet, which the engine writes itself.

    ``names`` have passed :func:`kg.bulk.network.refused.refuse`. Raises :class:`KgError` for more rows than this
    process is to read.
    """
    chosen = tuple(dict.fromkeys(names)) or MEASURES
    if (limit or ties.size) > MOST_ROWS:
        told = _("{count} places are too many rows for this process").format(count=grouped(ties.size))
        raise KgError(told, hint=_("add --limit NUMBER; --save FILE.parquet writes all"))
    table, notes = _values(ties, kept, chosen, lang, progress)
    table = kept.keep(table.select("name", *chosen))
    if save is not None:
        with part_folder(save) as part:
            table.to_parquet(str(part / save.name))
            (part / save.name).replace(save)
    first = table[chosen[0]]
    greatest = float(first.abs().max().execute()) or 1.0
    equal = (first.cast("float64") / greatest).round(SAME)
    ordered = table.mutate(equal=equal).order_by([ibis.desc("equal"), "name"])
    found = (ordered if limit is None else ordered.limit(limit)).execute()
    rows: Rows = []
    rank, last = 0, None
    for number, each in enumerate(found.to_dict("records"), start=1):
        rank, last = (rank if each["equal"] == last else number), each["equal"]
        cells = (rounded(each[name], 6) if isinstance(each[name], float) else int(each[name]) for name in chosen)
        rows.append((rank, each["name"], *cells, each["name"]))
    return Report(("rank", "place", *chosen, "id"), rows, (*_read(ties, lang), *notes))


def of_network(ties: Ties, kept: Kept, lang: str, progress: Step = silent) -> Report:
    """A row a measure of the whole."""
    rows: Rows = [
        (word(name, lang, "measures"), rounded(value, 6), name)
        for name, value in network_values(ties, kept, lang, progress).items()
    ]
    return Report(("meaning", "value", "measure"), rows, _read(ties, lang))


def network_values(ties: Ties, kept: Kept, lang: str = "en", progress: Step = silent) -> dict[str, float | None]:
    """The values of the network as a whole, by name; a value that is not defined is none."""
    table, _notes = _values(ties, kept, ("partners", "component", "triangles"), lang, progress)
    table = kept.keep(table.select("n", "partners", "triangles", "component"))
    degree = table.partners.cast("float64")
    sums = table.aggregate(
        components=table.component.max(),
        largest=(table.component == 1).sum(),
        greatest=table.partners.max(),
        squares=(degree * degree).sum(),
        cubes=(degree * degree * degree).sum(),
        corners=table.triangles.sum(),
    ).execute()
    squares, cubes, corners = (float(sums[name][0]) for name in ("squares", "cubes", "corners"))
    ends = table.select("n", d=degree)
    pairs = ties.ties.join(ends.rename(a="n", d1="d"), "a").join(ends.rename(b="n", d2="d"), "b")
    products = 2 * float((pairs.d1 * pairs.d2).sum().execute())
    arcs, size = 2 * ties.edges, ties.size
    spread = arcs * cubes - squares**2
    wedges = (squares - arcs) / 2
    return {
        "nodes": size,
        "edges": ties.edges,
        "isolates": 0,
        "components": int(sums.components[0]),
        "largest-component": int(sums.largest[0]),
        "mean-degree": arcs / size,
        "greatest-degree": int(sums.greatest[0]),
        "degree-assortativity": (arcs * products - squares**2) / spread if spread else None,
        "density": arcs / (size * (size - 1)),
        "transitivity": corners / wedges if wedges else 0.0,
        "triangles": int(corners) // 3,
    }


def _values(ties: Ties, kept: Kept, names: Collection[str], lang: str, progress: Step) -> tuple[Any, tuple[str, ...]]:
    """The places with a column a measure, and what to say of how they were reckoned."""

    def told(name: str, number: int) -> None:
        progress(_("{measure}, round {n}").format(measure=word(name, lang, "measures"), n=number))

    notes: tuple[str, ...] = ()
    table = ties.places
    parts = [measures.degrees(ties)]
    if "component" in names:
        parts.append(measures.components(ties, kept, partial(told, "component")))
    if "pagerank" in names:
        parts.append(measures.pagerank(ties, kept, partial(told, "pagerank")))
    if "triangles" in names or "clustering" in names:
        progress(word("triangles", lang, "measures"))
        parts.append(measures.triangles(ties, kept))
    if "label-community" in names:
        found, rounds, is_at_rest = measures.labels(ties, kept, partial(told, "label-community"))
        parts.append(found)
        notes = () if is_at_rest else (note("labels-restless", lang, rounds=rounds),)
    for part in parts:
        table = table.left_join(part, "n").drop("n_right")
    if "triangles" in table.columns:
        corners = table.triangles.fill_null(0)
        pairs = table.partners * (table.partners - 1) / 2
        share = (table.partners > 1).ifelse(corners / pairs.nullif(0), 0.0)
        table = table.mutate(triangles=corners, clustering=share.cast("float64"))
    return table, notes


def _read(ties: Ties, lang: str) -> tuple[str, ...]:
    size = {"places": grouped(ties.size), "ties": grouped(ties.edges)}
    repeated = counts(lang, edges_repeated=ties.repeated, edges_loops=ties.loops)
    return note("engine-read", lang, **size), *repeated
