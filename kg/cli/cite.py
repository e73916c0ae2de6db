"""``kg cite``: references to the data set, and to the sources behind a place or a tie."""

from __future__ import annotations

from pathlib import Path

import click

from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options
from kg.cli.output import target
from kg.cli.remote import Where, graph_options
from kg.formats.registry import format_of, names, writer


@click.command()
@click.argument("things", nargs=-1, metavar="[PLACE [PARTNER] | TIE]")
@click.option("--all", "is_all", is_flag=True, help="The sources of all ties.")
@click.option(
    "--format", "form", type=click.Choice(names("references")), help="Default: what --out ends in, else bibtex."
)
@click.option("--out", type=options.FILE, help="A file to write instead of printing.")
@options.lang
@graph_options
def cite(things: tuple[str, ...], is_all: bool, form: str | None, out: Path | None, lang: str, where: Where) -> None:
    """Cite the data set, or the sources that say what is said of a place or of a tie.

    Without an argument the data set itself is cited. A tie is named by its two places or by its id.
    Cite the sources for a fact, and the data set for the compilation.

    \b
    Examples:
      kg cite
      kg cite Хабаровск --format ris
      kg cite Хабаровск Харбин --out sources.bib
      kg cite --all --format csl-json --out sources.json
    """
    from kg.formats.references import data_set, references

    form = form or (format_of(out, "references") if out else "bibtex")
    if things and is_all:
        raise KgError(_("--all cites the sources of every place"), hint=_("leave out the places"))
    if not things and not is_all:
        found = [data_set()]
    else:
        bar, step = options.progress(_("building"))
        with bar:
            asked = where.open(step)
        found = references(asked, _parties(things))
    if not found:
        raise KgError(_("no source attests such a tie"), hint="kg query partners-of-place --place …")
    with target(out) as stream:
        writer("references", form)(found, stream)
    if out:
        click.echo(out)


def _parties(things: tuple[str, ...]) -> dict[str, tuple[str]]:
    """The parameters of the question: a place, a place and its partner, or the parties of a tie by its id."""
    if len(things) == 1:
        parties = tuple(things[0].removeprefix(f"{ids.ID}tie/").split("--"))
        things = parties if len(parties) == 2 and all(parties) else things
    if len(things) > 2:
        raise KgError(_("a tie has two places"), hint="kg cite PLACE PARTNER")
    return {name: (text,) for name, text in zip(("place", "partner"), things, strict=False)}
