"""``kg reconcile``: a spreadsheet of place names gets ids, Q-ids, scores and alternatives."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError, nearest
from kg.cli import options
from kg.cli.output import output_options, print_rows

if TYPE_CHECKING:
    from kg.ask.results import Value
    from kg.gazetteer.reconcile import Context, Matcher

ADDED = ("kg_id", "kg_wikidata", "kg_score", "kg_name", "kg_alternatives")
_DONE = {
    "en": "{rows} rows: {sure} certain, {open} with alternatives only, {none} without a candidate, {empty} empty",
    "ru": "строк {rows}: однозначно {sure}, только варианты {open}, без вариантов {none}, пусто {empty}",
    "zh": "共 {rows} 行：确定 {sure}，仅有备选 {open}，无候选 {none}，空白 {empty}",
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--column", required=True, metavar="NAME", help="The column of the place names.")
@click.option("--within", "within_column", metavar="NAME", help="A column with the unit that contains the place.")
@click.option("--country", metavar="CODE", help="All places are in this country: ru, cn …")
@click.option("--level", metavar="LEVEL", help="All places are of this level: city, region, prefecture …")
@options.sources
@output_options()
def reconcile(
    file: Path,
    column: str,
    within_column: str | None,
    country: str | None,
    level: str | None,
    roots: tuple[Path, ...],
    form: str | None,
    lang: str,
    out: Path | None,
) -> int:
    """Add ids to a CSV or XLSX FILE of place names in Cyrillic, Chinese or Latin script.

    Five columns are added. kg_id and kg_wikidata are filled only where the place is certain; what it
    may be otherwise stands in kg_alternatives, with scores up to 100. Nothing is sent anywhere.
    Exits with 1 where a row has no certain place.

    \b
    Examples:
      printf 'city\\nХабаровск\\n哈尔滨\\nSuzhou\\n' > cities.csv
      kg reconcile cities.csv --column city
      kg reconcile cities.csv --column city --country cn --out matched.xlsx
    """
    from kg.base.resources import sources_dir
    from kg.gather.corpus import gather
    from kg.gazetteer.reconcile import Context, Matcher
    from kg.schema.codes import CODES
    from kg.wikidata.sheets import read

    sheet = read(file)
    names = sheet.column(column)
    around = sheet.column(within_column) if within_column else None
    if clash := set(ADDED) & set(sheet.columns):
        raise KgError(f"{file} already has a column {min(clash)}", hint="remove or rename it")
    bar, step = options.progress("reading places")
    with bar:
        corpus = gather(roots or (sources_dir() / "gazetteer",), step)
    matcher = Matcher(list(corpus.gazetteer.places.values()), corpus.all("names"))
    _check("level", level, CODES["level"])
    _check("country", country, {place.country for place in matcher.places.values()})
    counted: Counter[str] = Counter()
    rows = []
    for row in sheet.rows:
        text = str(row[names] or "").strip()
        within = str(row[around] or "").strip() if around is not None else ""
        verdict, cells = _cells(matcher, text, Context(level or "", country or "", within))
        counted[verdict] += 1
        rows.append((*row, *cells))
    print_rows((*sheet.columns, *ADDED), rows, form, out, lang)
    told = {key: counted[key] for key in ("sure", "open", "none", "empty")}
    click.echo(_DONE[lang].format(rows=len(rows), **told), err=True)
    return 1 if counted["open"] or counted["none"] else 0


def _check(what: str, code: str | None, known: set[str] | frozenset[str]) -> None:
    if code and code not in known:
        near = nearest(code, known) or sorted(known)
        raise KgError(f"no place has the {what} {code!r}", hint=f"use {', '.join(near)}")


def _cells(matcher: Matcher, text: str, context: Context) -> tuple[str, tuple[Value, ...]]:
    """What becomes of one name: ``sure``, ``open``, ``none`` or ``empty``, and the cells that are added."""
    if not text:
        return "empty", (None,) * len(ADDED)
    found = matcher.candidates(text, context)
    if not found:
        return "none", (None,) * len(ADDED)
    first = found[0]
    rest = found[1:] if first.is_match else found
    alternatives = "; ".join(f"{match.id} ({match.score:g})" for match in rest) or None
    if not first.is_match:
        return "open", (None, None, first.score, first.name, alternatives)
    qid = matcher.places[first.id].wikidata or None
    return "sure", (first.id, qid, first.score, first.name, alternatives)
