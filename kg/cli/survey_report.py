"""``kg survey report``: what a wave says, as far as it may be told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options
from kg.cli.documents import hand_out
from kg.cli.output import deliver, output_options
from kg.cli.remote import Where, graph_options
from kg.formats.registry import names

if TYPE_CHECKING:
    from kg.survey.report.reported import Reported

# They stand here too so that --help imports nothing.
ATTRIBUTES = ("country", "part", "district", "level", "border")


def _reason(_context: click.Context, _option: click.Parameter, given: str | None) -> str:
    if given is not None and len(given.split()) < 2:
        raise KgError(_("--no-suppress needs a reason in a few words, which is printed"))
    return " ".join((given or "").split())


@click.command()
@click.argument("waves", nargs=-1, required=True, metavar="WAVE...")
@click.option(
    "--by",
    "by",
    multiple=True,
    type=click.Choice(ATTRIBUTES),
    help="Cross-tabulate by what the respondents' places are; may be repeated.",
)
@click.option(
    "--frame",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Weight to the margins of this CSV: variable,category,count.",
)
@click.option(
    "--no-suppress",
    "why",
    metavar="REASON",
    callback=_reason,
    help="Hide no small counts: not for publication. The reason is printed.",
)
@output_options("document", "table")
@graph_options
def report(
    waves: tuple[str, ...],
    by: tuple[str, ...],
    frame: Path | None,
    why: str,
    where: Where,
    form: str | None,
    lang: str,
    out: Path | None,
) -> None:
    """Report on a WAVE: a source folder of answers, or the id of a survey.

    Each share has its n, base and Wilson interval; questions with several answers have shares of
    respondents and of answers. With --by there are cross-tabulations with a test, its effect and
    Holm's correction, with --frame raked weights, with two waves and more the differences.

    Counts under five are hidden, and with them whatever would give them away. Of a survey of which
    only a publication is known the report says what is known and what is not.

    \b
    Examples:
      kg survey report makeeva-2021-2022 --lang ru --out makeeva.html
      kg survey report wave-2027
      kg survey report wave-2027 --by part --by border --out report.md
      kg survey report wave-2027 --by level --format csv
      kg survey report wave-2027 --frame frame.csv --format xlsx --out shares.xlsx
    """
    from kg.survey.report.reported import reported

    bar, step = options.progress(_("counting"))
    with bar:
        folders = where.sources.folders()
        found: Reported = reported(waves, folders, where.open(step), by, frame, why, step)
    if why:
        options.remark(_("not for publication: small numbers are not hidden. Reason given: {why}").format(why=why))
    if form is None or form in names("document"):
        hand_out(found.document(), form, out)
    else:
        deliver(found.table(), form, out, lang)
