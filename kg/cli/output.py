"""How every command prints: a table on a terminal, CSV in a pipe, a file with ``--out``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import _, ngettext, speaking
from kg.cli import options
from kg.formats.registry import FOR_PEOPLE, FORMATS, format_of, names, write

if TYPE_CHECKING:
    from kg.ask.results import Answer, Value


def output_options(*kinds: str) -> options.Decorator:
    """Add ``--format``, ``--lang`` and ``--out`` for answers of some kinds, tables where none is named.

    The command gets ``form``, ``lang`` and ``out``; the name of a file decides on the format that is not given.
    """
    kinds = kinds or ("table",)

    def chosen(context: click.Context, _option: click.Parameter, out: Path | None) -> Path | None:
        if out is not None and context.params.get("form") is None:
            context.params["form"] = format_of(out, *kinds)
        return out

    form = click.option(
        "--format",
        "form",
        type=click.Choice(names(*kinds)),
        is_eager=True,  # known before --out is read
        help="Default: what the name of --out ends in, else a table on a terminal, else CSV or Turtle.",
    )
    out = click.option("--out", type=options.FILE, callback=chosen, help="A file to write instead of printing.")
    return options.together((form, options.lang, out))


@contextmanager
def target(out: Path | None) -> Iterator[IO[bytes]]:
    """A file that is written whole or not at all, or stdout."""
    if out is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from kg.base.files import atomic_writer

    with atomic_writer(out) as stream:
        yield stream


def print_rows(
    columns: Sequence[str],
    rows: Sequence[Sequence[Value]],
    form: str | None = None,
    out: Path | None = None,
    lang: str = "en",
    title: str = "",
    spare: Sequence[str] = (),
) -> None:
    """Print computed rows as :func:`deliver` does; for commands that ask no query.

    A person reads the columns in the language, a program gets their names as they are.
    """
    from kg.ask.results import Table

    deliver(Table(columns, rows, [_(name) for name in columns], spare=spare), form, out, lang, title)


def is_for_people(form: str | None) -> bool:
    """True for an answer that a person reads, whose words are theirs; a program gets names and codes."""
    return form in FOR_PEOPLE or (form is None and sys.stdout.isatty())


def is_drawn(answer: Answer, form: str | None) -> bool:
    """True for an answer that is drawn as a table under its title; few other forms have room for one."""
    return answer.kind == "table" and (form == "table" or (form is None and sys.stdout.isatty()))


def deliver(
    answer: Answer, form: str | None = None, out: Path | None = None, lang: str = "en", title: str = ""
) -> None:
    """Print an answer or write it to a file, in the format asked for or the one that fits the place.

    Raises :class:`KgError` where the answer has no such format. A file is written whole or not at all.
    """
    from kg.ask.results import Table

    known = FORMATS[answer.kind]
    if form in {None, "table"}:
        form = "table" if "table" in known and is_for_people(form) else next(iter(known))
    if isinstance(answer, Table):
        context = click.get_current_context(silent=True)
        answer.title = answer.title or title
        answer.name = answer.name or (context and context.info_name) or ""
    with speaking(lang):
        if out is None and sys.stdout.isatty() and form in known and known[form].shape == "binary":
            raise KgError(
                _("{format} is not for a terminal").format(format=form),
                hint=_("add --out answer.{format}").format(format=form),
            )
        with target(out) as stream:
            write(answer, str(form), stream)
        if out is None and form == "table" and sys.stdout.isatty() and isinstance(answer, Table):
            click.echo(ngettext("{n} row", "{n} rows", len(answer)).format(n=len(answer)), err=True)
