"""``kg wikidata``: link places to items, check the links, pull, audit and propose twin-town statements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError
from kg.base.languages import N_, _, decimal, pick
from kg.cli import options
from kg.cli.asking import asking, between
from kg.cli.keys import read_key
from kg.cli.output import deliver, is_for_people, output_options, print_rows
from kg.formats import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.wikidata.desk import Desk
    from kg.wikidata.match import Matched

KINDS = ("place", "authority", "concept")
_CANDIDATES = (N_("thing"), N_("name"), N_("item"), N_("label"), N_("score"))
_PROBLEMS = (N_("severity"), N_("problem"), N_("thing"), N_("name"), N_("item"), N_("details"), N_("proposed"))
_SIDES = (
    *(N_("state"), N_("place a"), N_("place b"), N_("item a"), N_("item b")),
    *(N_("one way"), N_("date conflict"), N_("ours"), N_("theirs"), N_("sources")),
    *(N_("over on one side"), N_("deprecated")),
)
_MEASURES = (
    *(N_("part"), N_("group"), N_("threshold"), N_("places")),
    *(N_("accepted"), N_("right"), N_("precision"), N_("recall")),
)
_folder = click.Path(path_type=Path, file_okay=False)


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
    kinds: tuple[str, ...], review: bool, author: str, evaluate: bool, accept: float | None, desk: Desk, **output: Any
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
    from kg.wikidata.fetch import merged
    from kg.wikidata.link import acceptable, predict

    if review:
        return _review(desk, author)
    links = desk.links
    with options.on_interruption(lambda: _("the link tables are as they were")):
        matched = _match(desk, kinds or KINDS, with_judged=evaluate or accept is not None)
        by_people = desk.judged.by_people
        leads = merged(desk.client, set(by_people.values())) if evaluate or accept is not None else {}
        found = measures(matched, by_people, leads)
        if evaluate:
            word = _ if is_for_people(output["form"]) else str
            measured = [(word(one.part), *one[1:], round(one.precision, 3), round(one.recall, 3)) for one in found]
            print_rows(_MEASURES, measured, **output)
            return 0
        open_ones = [one for one in matched if one.subject.iri not in desk.judged.items]
        predict(open_ones, links, desk.how.date)
        if accept is not None:
            threshold = threshold_for(found, accept)
            taken = acceptable(open_ones, links, threshold, desk.how.date)
            for each in taken:
                links.put("positive", each)
            told = _("{n} places are taken, with a score of {threshold} or more")
            click.echo(told.format(n=len(taken), threshold=decimal(f"{threshold:g}")), err=True)
    with options.on_interruption(lambda: _("some link tables are written, each of them whole; run the command again")):
        links.save()
    lang = output["lang"]
    rows = [
        (s.id, s.label, *((best[0].item.qid, best[0].item.label(lang), best[0].score) if best else (None, None, None)))
        for s, best in open_ones
    ]
    print_rows(_CANDIDATES, rows, **output)
    without = sum(not one.candidates for one in open_ones)
    told = _("{found} things have candidates, {none} have none: {folder}")
    click.echo(told.format(found=len(open_ones) - without, none=without, folder=links.folder), err=True)
    return 1 if without else 0


@wikidata.command(short_help="Check that every linked item is still right.")
@asking
@output_options()
def check(desk: Desk, **output: Any) -> int:
    """Check every linked item: it exists, is not merged, has the right class, country and place, and stands once.

    A point must lie within 25 km of ours; for a region, whose label point is a choice, a greater
    distance is a note only. Exits with 1 where a link is wrong.

    \b
    Example:
      kg wikidata check --date 2026-01-31
    """
    from kg.wikidata.link_check import check as find_faults

    faults = find_faults(desk.client, desk.subjects(KINDS), desk.judged.items)
    word = _ if is_for_people(output["form"]) else str
    print_rows(_PROBLEMS, [(word(one.severity), word(one.problem), *one[2:]) for one in faults], **output)
    errors = sum(fault.severity == "error" for fault in faults)
    told = _("{n} links: {wrong} wrong, {notes} worth a look")
    click.echo(told.format(n=len(desk.judged.items), wrong=errors, notes=len(faults) - errors), err=True)
    for iri, qid in sorted(desk.judged.only_in_links.items()):
        told = _("note: {item} of {thing} is judged positive; the gazetteer does not have it")
        click.echo(told.format(item=qid, thing=iri), err=True)
    return 1 if errors else 0


@wikidata.command(short_help="Fetch the ties of two countries as a source folder.")
@between
@click.option("--out", type=_folder, required=True, help="The source folder to write.")
@asking
@options.lang
def pull(between: tuple[str, str], out: Path, desk: Desk, lang: str) -> None:
    """Fetch the P190 ties of two countries, with names, points and populations, as a source folder.

    The folder is read like every other source. The earlier one, if any, is replaced.

    \b
    Example:
      kg wikidata pull --between DE FR --out sources/wikidata-de-fr
      kg check sources/wikidata-de-fr
    """
    from kg.wikidata.source_folder import Known, write
    from kg.wikidata.source_folder import pull as fetch

    own = desk.corpus.gazetteer.places
    ids = {qid: id for id, qid in desk.judged.places.items() if id in own}
    bar, step = options.progress(_("pulling"))
    with bar, options.on_interruption(lambda: _("nothing was written")):
        pulled = fetch(desk.client, (between[0].upper(), between[1].upper()), step)
    with options.on_interruption(lambda: _("{folder} is as it was; pull again").format(folder=out)):
        counts = write(out, pulled, Known(ids, frozenset(own), frozenset(desk.corpus.sources)))
    told = _("{ties} ties: {places} new places, {attestations} attestations, {observations} observations")
    each = {kind: counts.get(kind, 0) for kind in ("places", "attestations", "observations")}
    click.echo(told.format(ties=len(pulled.ties), **each), err=True)
    click.echo(out)


@wikidata.command(short_help="Compare the ties here with Wikidata's.")
@between
@click.option("--summary", is_flag=True, help="One line for each region of the first country instead of the table.")
@asking
@output_options("table", "graph")
def audit(between: tuple[str, str], summary: bool, desk: Desk, form: str | None, lang: str, out: Path | None) -> int:
    """Compare the sister ties here with Wikidata's: matched, only here, only there, other date, one way only,
    over on one side only.

    With a graph format (ttl, nt, jsonld, trig) every difference is a finding of the ontology. Exits
    with 1 where the two differ.

    \b
    Examples:
      kg wikidata audit --summary --lang ru
      kg wikidata audit --format ttl --out audit.ttl
    """
    from kg.gather.labels import labels_of
    from kg.wikidata.audit import agrees, summaries
    from kg.wikidata.audit_findings import findings

    rows = desk.audit(between)
    labels = labels_of(desk.corpus)

    def name(id: str) -> str | None:
        return pick(labels.get(id, {}), lang) or None

    if summary:
        for line in summaries(rows, desk.regions):
            click.echo(line._replace(region=name(line.region) or _(line.region)).line())
    elif form in registry.names("graph"):
        deliver(findings(rows, labels, desk.how.date), form, out, lang)
    else:
        word = _ if is_for_people(form) else str
        cells = [
            (
                *(word(row.state), name(row.place_a), name(row.place_b), row.item_a or None, row.item_b or None),
                *(row.one_way or None, row.date_conflict, row.ours or None, row.theirs or None, row.sources or None),
                *(word(row.over) if row.over else None, row.deprecated or None),
            )
            for row in rows
        ]
        print_rows(_SIDES, cells, form, out, lang)
        click.echo(summaries(rows, {})[-1]._replace(region=_("all")).line(), err=True)
    return 0 if all(map(agrees, rows)) else 1


@wikidata.command(short_help="Write QuickStatements for what Wikidata lacks.")
@between
@click.option("--out", type=_folder, required=True, help="The folder to write to.")
@click.option("--retrieved", metavar="DAY", help="The day on which the sources were read (P813). Default: --date.")
@asking
@options.lang
def propose(between: tuple[str, str], out: Path, retrieved: str | None, desk: Desk, lang: str) -> None:
    """Write QuickStatements for the statements that Wikidata lacks, and a page to read before they are run.

    Only ties that rest on an official list or on two independent sources; see preview.txt for what was
    passed over, and why. Nothing is sent.

    Each row has one reference. Run quickstatements.tsv first, then the numbered files, which add further
    references to the same statements; or the CSV files, which say the same as all of them.

    \b
    Example:
      kg wikidata propose --between RU CN --out proposals
    """
    from kg.gather.labels import labels_of
    from kg.wikidata.client import day_of
    from kg.wikidata.propose import Evidence
    from kg.wikidata.propose import propose as weigh
    from kg.wikidata.quickstatements import write

    with options.on_interruption(lambda: _("no proposal was written")):
        rows = desk.audit(between)
        proposal = weigh(Evidence.of(desk.corpus, desk.fused, desk.judged), rows)
        names = {id: pick(label, lang) for id, label in labels_of(desk.corpus).items()}
    for path in write(out, proposal, names, day_of(retrieved or desk.how.date)):
        click.echo(path)
    told = _("{n} statements are proposed, {passed} ties are not")
    click.echo(told.format(n=len(proposal.statements), passed=len(proposal.passed)), err=True)


def _match(desk: Desk, kinds: Sequence[str], with_judged: bool) -> list[Matched]:
    """The candidates of everything without a judged item; of the judged places too where they are to be measured."""
    from kg.wikidata.link import match_all

    subjects = desk.subjects(kinds)
    wanted = [s for s in subjects if s.iri not in desk.judged.items or (with_judged and s.kind == "place")]
    bar, step = options.progress(_("asking"))
    with bar:
        step(_("{n} things").format(n=len(wanted)))
        return match_all(desk.client, wanted, desk.country_items)


def _review(desk: Desk, author: str) -> int:
    from kg.wikidata.review import Review

    if not desk.links.tables["predicted"]:
        told = _("no link is predicted in {folder}").format(folder=desk.links.folder)
        raise KgError(told, hint=_("run kg wikidata link first"))
    review = Review(desk.links, author, desk.how.date, read_key, click.echo)
    with options.on_interruption(review.told):
        review.run()
    click.echo(review.told(), err=True)
    return 0
