"""``kg wikidata``: link places to items, check the links, pull, audit and propose twin-town statements."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.asking import asking, between, sources_and_links
from kg.cli.output import deliver, output_options, print_rows
from kg.formats import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.wikidata.client import Client
    from kg.wikidata.link import Matched
    from kg.wikidata.links_folder import Asking, Workshop
    from kg.wikidata.twin_ties import WikiTie

KINDS = ("place", "authority", "concept")
PROBLEM_COLUMNS = ("severity", "problem", "thing", "name", "item", "details", "proposed")
_SIDES = {
    "en": ("state", "place a", "place b", "item a", "item b", "one way", "date conflict", "ours", "theirs", "sources"),
    "ru": (
        "состояние", "место А", "место Б", "элемент А", "элемент Б",
        "лишь в одну сторону", "даты расходятся", "дата здесь", "дата там", "источники",
    ),
    "zh": (
        "状态", "甲地", "乙地", "甲方数据项", "乙方数据项", "单向", "日期不一", "本数据日期", "维基数据日期", "来源数",
    ),
}  # fmt: skip

_ALL = {"all": {"en": "all", "ru": "всего", "zh": "合计"}}


@click.group()
def wikidata() -> None:
    """Wikidata: link, check, pull, audit, propose.

    These commands use the network, and --offline forbids it. Every answer is kept on disk under
    the day it was given: the same command with the same --date asks nothing twice and goes on where
    an interruption stopped it. Nothing is ever posted to Wikidata.

    \b
    Examples:
      kg wikidata link --review
      kg wikidata audit --between RU CN --summary
      kg wikidata propose --out proposals
    """


@wikidata.command(short_help="Predict items for what has none, and judge them.")
@sources_and_links
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="May be repeated. Default: all.")
@click.option("--review", is_flag=True, help="Judge the predicted links, one key each. Asks no endpoint.")
@click.option("--author", default="", help="A name or ORCID to write beside what is judged.")
@click.option("--evaluate", is_flag=True, help="Show precision and recall on the judged places; write nothing.")
@click.option(
    "--accept",
    type=click.FloatRange(0.5, 1),
    metavar="PRECISION",
    help="Take places without review above the threshold that has this precision on the judged places.",
)
@asking
@output_options()
def link(
    roots: tuple[Path, ...],
    links: Path | None,
    kinds: tuple[str, ...],
    review: bool,
    author: str,
    evaluate: bool,
    accept: float | None,
    how: Asking,
    form: str | None,
    lang: str,
    out: Path | None,
) -> int:
    """Predict the items of places, authorities and concepts that have no judged one, as SSSOM tables.

    The tables are predicted, positive, negative and unsure. What a person has judged stays judged: a
    "no" is never asked again. Exits with 1 where something is left without a candidate.

    \b
    Examples:
      kg wikidata link --kind place
      kg wikidata link --review --author "A. Editor"
      kg wikidata link --evaluate
    """
    from kg.wikidata.evaluate import measures, threshold_for
    from kg.wikidata.link import acceptable, outcomes, predict

    shop = _open(roots, links)
    if review:
        return _review(shop, author, how.date)
    matched, client = _match(shop, kinds or KINDS, how, with_judged=evaluate or accept is not None)
    found = measures(outcomes(matched, shop.judged.by_people))
    if evaluate:
        columns = ("part", "group", "threshold", "places", "accepted", "right", "precision", "recall")
        measured = [(*measure, round(measure.precision, 3), round(measure.recall, 3)) for measure in found]
        print_rows(columns, measured, form, out, lang)
        _tell_requests(client)
        return 0
    open_ones = [one for one in matched if one.subject.iri not in shop.judged.items]
    predict(open_ones, shop.links, how.date)
    if accept is not None:
        threshold = threshold_for(found, accept)
        taken = acceptable(open_ones, shop.links, threshold, how.date)
        for each in taken:
            shop.links.put("positive", each)
        click.echo(f"{len(taken)} places are taken, with a score of {threshold:g} or more", err=True)
    shop.links.save()
    best = [(one.subject, one.candidates[0] if one.candidates else None) for one in open_ones]
    rows = [
        (s.id, s.label, c.item.qid if c else None, c.item.label(lang) if c else None, c.score if c else None)
        for s, c in best
    ]
    print_rows(("thing", "name", "item", "label", "score"), rows, form, out, lang)
    _tell_requests(client)
    without = sum(candidate is None for _, candidate in best)
    click.echo(f"{len(best) - without} things have candidates, {without} have none: {shop.links.folder}", err=True)
    return 1 if without else 0


@wikidata.command(short_help="Check that every linked item is still right.")
@sources_and_links
@asking
@output_options()
def check(
    roots: tuple[Path, ...], links: Path | None, how: Asking, form: str | None, lang: str, out: Path | None
) -> int:
    """Check every linked item: it exists, is not merged, has the right class, country and place, and stands once.

    A point must lie within 25 km of ours; for a region, whose label point is a choice, a greater
    distance is a note only. Exits with 1 where a link is wrong.

    \b
    Example:
      kg wikidata check --date 2026-01-31
    """
    from kg.wikidata.link_check import check as find_faults
    from kg.wikidata.links_folder import open_client
    from kg.wikidata.subjects import authorities, concepts, places

    shop = _open(roots, links)
    client = open_client(how)
    known = shop.judged.places
    subjects = [*places(shop.corpus, known), *authorities(shop.corpus, known), *concepts()]
    faults = find_faults(client, subjects, shop.judged.items)
    print_rows(PROBLEM_COLUMNS, faults, form, out, lang)
    errors = sum(fault.severity == "error" for fault in faults)
    click.echo(f"{len(shop.judged.items)} links: {errors} wrong, {len(faults) - errors} worth a look", err=True)
    for iri, qid in sorted(shop.judged.only_in_links.items()):
        click.echo(f"note: {qid} of {iri} is judged positive; the gazetteer does not have it", err=True)
    return 1 if errors else 0


@wikidata.command(short_help="Fetch the ties of two countries as a source folder.")
@sources_and_links
@between
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The source folder to write."
)
@asking
def pull(roots: tuple[Path, ...], links: Path | None, between: tuple[str, str], out: Path, how: Asking) -> None:
    """Fetch the P190 ties of two countries, with names, points and populations, as a source folder.

    The folder is read like every other source. The earlier one, if any, is replaced.

    \b
    Example:
      kg wikidata pull --between DE FR --out sources/wikidata-de-fr
      kg check sources/wikidata-de-fr
    """
    from kg.wikidata.links_folder import open_client
    from kg.wikidata.pull import pull as fetch
    from kg.wikidata.source_folder import Known, rows_of, write

    shop = _open(roots, links)
    client = open_client(how)
    own = shop.corpus.gazetteer.places
    ids = {qid: id for id, qid in shop.judged.places.items() if id in own}
    bar, step = options.progress("pulling")
    with bar:
        pulled = fetch(client, (between[0].upper(), between[1].upper()), ids, step)
    counts = write(out, pulled, Known(ids, frozenset(own), frozenset(shop.corpus.sources)))
    click.echo(f"{len(pulled.ties)} ties: {rows_of(counts)}", err=True)
    _tell_requests(client)
    click.echo(out)


@wikidata.command(short_help="Compare the ties here with Wikidata's.")
@sources_and_links
@between
@click.option("--summary", is_flag=True, help="One line for each region of the first country instead of the table.")
@asking
@output_options("table", "graph")
def audit(
    roots: tuple[Path, ...],
    links: Path | None,
    between: tuple[str, str],
    summary: bool,
    how: Asking,
    form: str | None,
    lang: str,
    out: Path | None,
) -> int:
    """Compare the sister ties here with Wikidata's: matched, only here, only there, other date, one way only.

    With a graph format (ttl, nt, jsonld, trig) every difference is a finding of the ontology. Exits
    with 1 where the two differ.

    \b
    Examples:
      kg wikidata audit --summary --lang ru
      kg wikidata audit --format ttl --out audit.ttl
    """
    from kg.base.languages import pick
    from kg.gather.labels import labels_of
    from kg.graph.build import fuse_all
    from kg.wikidata.audit import MATCHED, summaries
    from kg.wikidata.audit import audit as compare
    from kg.wikidata.audit_quads import as_graph, findings

    shop = _open(roots, links)
    theirs, sides, client = _theirs(shop, between, how)
    rows = compare(fuse_all(shop.corpus).ties, theirs, shop.judged.places, shop.countries, sides)
    labels = labels_of(shop.corpus)
    if summary:
        regions = {id: (shop.corpus.gazetteer.holders(id)[:-1] or [id])[-1] for id in shop.corpus.gazetteer.places}
        names = {**labels, **_ALL}
        for each in summaries(rows, regions):
            click.echo(each._replace(region=pick(names.get(each.region, {}), lang) or each.region).line(lang))
    elif form in registry.names("graph"):
        deliver(as_graph(findings(rows, labels, how.date)), form, out, lang)
    else:
        cells = [
            (
                row.state,
                pick(labels.get(row.place_a, {}), lang) or None,
                pick(labels.get(row.place_b, {}), lang) or None,
                *(value or None for value in (row.item_a, row.item_b, row.one_way)),
                row.date_conflict,
                row.ours or None,
                row.theirs or None,
                row.sources or None,
            )
            for row in rows
        ]
        print_rows(_SIDES[lang], cells, form, out, lang)
        click.echo(summaries(rows, {})[-1]._replace(region=_ALL["all"][lang]).line(lang), err=True)
    _tell_requests(client)
    return 0 if all(row.state == MATCHED and not (row.one_way or row.date_conflict) for row in rows) else 1


@wikidata.command(short_help="Write QuickStatements for what Wikidata lacks.")
@sources_and_links
@between
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to.")
@click.option("--retrieved", metavar="DAY", help="The day on which the sources were read (P813). Default: --date.")
@asking
def propose(
    roots: tuple[Path, ...],
    links: Path | None,
    between: tuple[str, str],
    out: Path,
    retrieved: str | None,
    how: Asking,
) -> None:
    """Write QuickStatements for the statements that Wikidata lacks, and a page to read before they are run.

    Only ties that rest on an official list or on two independent sources; see preview.txt for what was
    passed over, and why. Nothing is sent.

    \b
    Example:
      kg wikidata propose --between RU CN --out proposals
    """
    from kg.base.languages import pick
    from kg.gather.labels import labels_of
    from kg.wikidata.proposals import evidence_of, write
    from kg.wikidata.propose import propose as weigh

    shop = _open(roots, links)
    theirs, sides, client = _theirs(shop, between, how)
    proposal = weigh(evidence_of(shop), theirs, shop.judged.places, shop.countries, sides)
    names = {id: pick(label, "en") for id, label in labels_of(shop.corpus).items()}
    for path in write(out, proposal, names, retrieved or how.date):
        click.echo(path)
    click.echo(f"{len(proposal.statements)} statements are proposed, {len(proposal.passed)} ties are not", err=True)
    _tell_requests(client)


def _open(roots: tuple[Path, ...], links: Path | None) -> Workshop:
    from kg.wikidata.links_folder import open_workshop

    bar, step = options.progress("reading")
    with bar:
        return open_workshop(roots, links, step)


def _theirs(shop: Workshop, between: tuple[str, str], how: Asking) -> tuple[list[WikiTie], tuple[str, str], Client]:
    """Wikidata's ties of two countries that have places here, and the ids of the two."""
    from kg.wikidata.links_folder import open_client
    from kg.wikidata.twin_ties import between as ties_between

    client = open_client(how)
    (one, item), (two, other) = (shop.side(code.upper()) for code in between)
    bar, step = options.progress("asking")
    with bar:
        return ties_between(client, item, other, step), (one, two), client


def _match(shop: Workshop, kinds: Sequence[str], how: Asking, with_judged: bool) -> tuple[list[Matched], Client]:
    """The candidates of everything without a judged item; of the judged places too where they are to be measured."""
    from kg.wikidata.link import match_all
    from kg.wikidata.links_folder import open_client
    from kg.wikidata.subjects import authorities, concepts, places

    client = open_client(how)
    known = shop.judged.places
    made = {"place": lambda: places(shop.corpus, known), "authority": lambda: authorities(shop.corpus, known)}
    subjects = [subject for kind in kinds for subject in made.get(kind, concepts)()]
    wanted = [s for s in subjects if s.iri not in shop.judged.items or (with_judged and s.kind == "place")]
    bar, step = options.progress("asking")
    with bar:
        step(f"{len(wanted)} things")
        return match_all(client, wanted, shop.country_items), client


def _review(shop: Workshop, author: str, date: str) -> int:
    from kg.base.errors import KgError
    from kg.wikidata.review import Review

    if not shop.links.tables["predicted"]:
        raise KgError(f"no link is predicted in {shop.links.folder}", hint="run kg wikidata link first")
    tally = Review(shop.links, author, date, _key, click.echo).run()
    click.echo(f"{tally.positive} yes, {tally.negative} no, {tally.unsure} unsure, {tally.skipped} skipped", err=True)
    return 0


def _key() -> str:
    """One key of a terminal, or one character of a pipe; the end of either stops the dialogue."""
    try:
        key = click.getchar() if sys.stdin.isatty() else sys.stdin.read(1)
    except (EOFError, KeyboardInterrupt):
        return "q"
    return key or "q"


def _tell_requests(client: Client) -> None:
    click.echo(f"{client.requests} requests; answers of {client.cache.date.iso}", err=True)
