"""``kg reconcile``: a spreadsheet of place names gets ids, Q-ids, scores and alternatives."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.cli import options
from kg.cli.output import deliver, output_options
from kg.gather.roots import Sources

if TYPE_CHECKING:
    from kg.gather.sheets import Cell
    from kg.gazetteer.gazetteer import Context, Gazetteer

ADDED = ("kg_id", "kg_wikidata", "kg_score", "kg_name", "kg_alternatives")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.option("--column", metavar="NAME", help="The column of the place names.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet of a workbook. Default: the first with values.")
@click.option("--within", "within_column", metavar="NAME", help="A column with the unit that contains the place.")
@click.option("--country", metavar="CODE", help="All places are in this country: ru, cn …")
@click.option("--level", metavar="LEVEL", help="All places are of this level: city, region, prefecture …")
@click.option("--serve", is_flag=True, help="Serve the names to OpenRefine and others instead, as kg serve does.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="With --serve.")
@options.sources
@output_options()
@click.pass_context
def reconcile(
    ctx: click.Context,
    /,
    file: Path | None,
    column: str | None,
    sheet: str,
    within_column: str | None,
    country: str | None,
    level: str | None,
    serve: bool,
    port: int,
    sources: Sources,
    **output: Any,
) -> int:
    """Add ids to a FILE (CSV, XLSX, ODS, JSON …) of place names in Cyrillic, Chinese or Latin script.

    Five columns are added. kg_id and kg_wikidata are filled only where the place is certain; what it
    may be otherwise stands in kg_alternatives, with scores up to 100. kg_name is the form of the name
    that was matched, in the script of the table. Titles above the header are left out, and a merged
    cell counts for each that it covers. Nothing is sent anywhere. Exits with 1 where a row has no
    certain place.

    \b
    Examples:
      printf 'city\\nХабаровск\\n哈尔滨\\nSuzhou\\n' > cities.csv
      kg reconcile cities.csv --column city
      kg reconcile cities.csv --column city --country cn --out matched.xlsx
      kg reconcile --serve
    """
    if serve:
        from kg.cli.serve import serve as serving

        if file is not None:
            raise KgError(_("--serve takes no file"), hint=_("send the names to the service"))
        ctx.invoke(serving, port=port, **sources._asdict())
        return 0
    if file is None or column is None:
        raise KgError(_("give FILE and --column NAME"), hint="kg reconcile --help")
    from kg.gather.corpus import OF_PLACES, gather
    from kg.gather.sheets import read
    from kg.gazetteer.gazetteer import Context
    from kg.schema.codes import CODES

    table = read(file, column, sheet)
    names = table.column(column)
    around = table.column(within_column) if within_column else None
    if clash := set(ADDED) & set(table.columns):
        message = _("{file} already has a column {name}").format(file=file, name=min(clash))
        raise KgError(message, hint=_("remove or rename it"))
    if table.rows and not any(row[names] for row in table.rows):
        message = _("the column '{name}' of {file} is empty").format(name=column, file=file)
        raise KgError(message, hint=_("formulas have values only after a spreadsheet program has saved the file"))
    bar, step = options.progress(_("reading places"))
    with bar:
        gazetteer = gather(sources.folders(), step, OF_PLACES).gazetteer
    _check(_("no place has the level '{code}'"), level, CODES["level"])
    named = gazetteer.find(country, level="country") if country else []
    if named and gazetteer.places[named[0]].level == "country":
        country = named[0]
    _check(_("no place has the country '{code}'"), country, {place.country for place in gazetteer.places.values()})
    counted: Counter[str] = Counter()
    rows = []
    for row in table.rows:
        text = str(row[names] or "").strip()
        within = str(row[around] or "").strip() if around is not None else ""
        verdict, cells = _cells(gazetteer, text, Context(frozenset({level} if level else ()), country or "", within))
        counted[verdict] += 1
        rows.append((*map(_kept, row), *cells))
    from kg.ask.results import Table

    deliver(Table((*table.columns, *ADDED), rows), **output)
    for note in table.notes:
        options.remark(note)
    done = _("{rows} rows: {sure} certain, {open} with alternatives only, {none} without a candidate, {empty} empty")
    told = {key: counted[key] for key in ("sure", "open", "none", "empty")}
    options.remark(done.format(rows=len(rows), **told))
    return 1 if counted["open"] or counted["none"] else 0


def _kept(cell: Cell) -> Any:
    """A cell of the person's table as it is written again; a date stays one."""
    if not isinstance(cell, datetime.date):
        return cell
    from pyoxigraph import Literal, NamedNode

    from kg.base.namespaces import XSD

    kind = "dateTime" if isinstance(cell, datetime.datetime) else "date"
    return Literal(cell.isoformat(), datatype=NamedNode(f"{XSD}{kind}"))


def _check(message: str, code: str | None, known: set[str] | frozenset[str]) -> None:
    if code and code not in known:
        allowed = _("use {words}").format(words=", ".join(sorted(known)))
        raise KgError(message.format(code=shown(code)), hint=did_you_mean(code, known, allowed))


def _cells(gazetteer: Gazetteer, text: str, context: Context) -> tuple[str, tuple[Cell, ...]]:
    """What becomes of one name: ``sure``, ``open``, ``none`` or ``empty``, and the cells that are added."""
    if not text:
        return "empty", (None,) * len(ADDED)
    found = gazetteer.candidates(text, context)
    if not found:
        return "none", (None,) * len(ADDED)
    first = found[0]
    rest = found[1:] if first.is_match else found
    alternatives = "; ".join(f"{each.place} ({each.score:g})" for each in rest) or None
    if not first.is_match:
        return "open", (None, None, first.score, first.name, alternatives)
    qid = gazetteer.places[first.place].wikidata or None
    return "sure", (first.place, qid, first.score, first.name, alternatives)
