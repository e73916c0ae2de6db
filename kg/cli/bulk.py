"""``kg bulk``: large tables on an engine, here or on a cluster."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kg.base.errors import KgError
from kg.base.languages import N_, _, grouped
from kg.cli import options
from kg.cli.output import print_rows
from kg.gather.roots import Sources

# What becomes of rows that make no event, as a person reads it.
_FATES = {
    "cells": N_("of another number of cells"),
    "place": N_("without two names of places"),
    "date": N_("without a date that can be read"),
    "kind": N_("without a kind"),
    "reports": N_("with a number of reports that is none"),
    "unplaced": N_("with a name that means no place for certain"),
    "one-place": N_("of one place with itself"),
    "no-kind": N_("of a kind that is no event here"),
}


@click.group()
def bulk() -> None:
    """Read tables of millions of rows and more, on DuckDB here or on a Spark cluster.

    \b
    Example:
      printf 'From,To,Day\\nHarbin,Khabarovsk,2014-05\\n' > visits.csv
      kg bulk fold visits.csv --map From=place_a --map To=place_b --map Day=date \\
        --value kind=visit --out visits
    """


@bulk.command("fold")
@click.argument("paths", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write.")
@click.option("--as", "known", type=click.Choice(["gdelt", "icews", "polecat"]), help="A data set that is known.")
@click.option("--map", "told", multiple=True, metavar="COLUMN=FIELD", help="What a column holds; - leaves it out.")
@click.option("--value", "values", multiple=True, metavar="FIELD=TEXT", help="What holds for all rows: kind=visit.")
@click.option(
    "--codes",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What your words of kinds stand for: a table with the columns code, kind, spheres.",
)
@click.option("--delimiter", default="", metavar="MARK", help="The mark between cells. Default: by the heading.")
@click.option("--least", type=click.IntRange(1), default=1, help="Leave out years of a pair with fewer reports.")
@click.option("--top", type=click.IntRange(0), default=10, show_default=True, help="Names without a place to list.")
@click.option("--source-title", "title", default="", metavar="TEXT", help="The title of the data set.")
@click.option("--url", default="", metavar="ADDRESS", help="Where the data set stands on the web.")
@click.option("--publisher", default="", metavar="NAME", help="Who published it.")
@click.option("--licence", default="", metavar="TEXT", help="Under which licence.")
@click.option("--engine", default="duckdb", metavar="ADDRESS", help="duckdb, spark://HOST:PORT or sc://HOST:PORT.")
@click.option("--memory", default="1GB", show_default=True, help="What the engine may take before it goes to disk.")
@click.option("--threads", type=click.IntRange(1), help="Threads of the engine. Default: all.")
@click.option("--temp", type=click.Path(path_type=Path, file_okay=False), help="Where the engine goes to disk.")
@options.sources
@options.lang
def fold(
    paths: tuple[str, ...],
    out: Path,
    known: str | None,
    told: tuple[str, ...],
    values: tuple[str, ...],
    codes: Path | None,
    delimiter: str,
    least: int,
    top: int,
    engine: str,
    memory: str,
    threads: int | None,
    temp: Path | None,
    sources: Sources,
    lang: str,
    **about: str,
) -> int:
    """Fold rows of events to one a pair of places, year and kind, as a source folder.

    PATHS are files, folders, patterns or addresses of object stores, in CSV, TSV or Parquet, compressed or not. Rows
    of which a name means no place for certain make no event: they are counted, and listed by name. The source is
    marked as machine-coded: it shows activity and changes no kind, state or support of a tie. A run that was ended
    is taken up again by the same command; on a cluster every worker has to see PATHS and the folder of --out.

    \b
    Examples:
      kg bulk fold gdelt/ --as gdelt --out gdelt-events
      kg bulk fold 'visits/*.parquet' --map From=place_a --map To=place_b \\
        --map Day=date --map Type=kind --out visits
      kg bulk fold icews/ --as icews --out events --engine sc://cluster:15002
    """
    from kg.bulk.fold import Engine
    from kg.bulk.folder import LEFT, UNPLACED
    from kg.bulk.layout import Told
    from kg.bulk.run import fold_into
    from kg.gather.corpus import OF_PLACES, gather

    if known and (told or values or codes):
        raise KgError(_("{option} has its own columns").format(option=f"--as {known}"), hint=_("leave --map out"))
    bounds = Engine(engine, memory, threads or 0, temp)
    bar, step = options.progress(_("folding"))
    with bar, options.on_interruption(lambda: _("finished parts stay; the same command goes on from them")):
        gazetteer = gather(sources.folders(), kinds=OF_PLACES).gazetteer
        given = Told(known, told, values, codes, delimiter)
        written = fold_into(out, paths, given, gazetteer, bounds, about, least, top, step)
    for fate, text in _FATES.items():
        if count := written.fates.get(fate, 0):
            click.echo(_("rows {text}: {n}").format(text=_(text), n=grouped(count)), err=True)
    summary = _("rows read: {rows}, used: {used} ({share:.1%}); events: {events}; parts taken up again: {parts}")
    used = written.fates.get("", 0)
    click.echo(
        summary.format(
            rows=grouped(written.rows), used=grouped(used), share=used / written.rows, events=grouped(written.events),
            parts=written.taken_up,
        ),
        err=True,
    )  # fmt: skip
    if written.unplaced and top:
        rows = [(name, count, round(count / written.rows, 4)) for name, count in written.unplaced]
        print_rows((N_("name without a place"), N_("rows"), N_("share of all rows")), rows, lang=lang)
        click.echo(
            _("all of them: {file}; other rows: {other}").format(file=out / UNPLACED, other=out / LEFT), err=True
        )
    click.echo(f"kg check {shlex.quote(str(out))}", err=True)
    return 0
