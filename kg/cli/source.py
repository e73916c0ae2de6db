"""``kg source``: the source folders that are read, new ones, and what differs between two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import N_, _, current, listed, pick
from kg.cli import options
from kg.cli.output import output_options, print_rows
from kg.gather.roots import Sources

if TYPE_CHECKING:
    from kg.gather.folder import Folder

_DIFFERENCE = (N_("table"), N_("change"), N_("key"), N_("column"), N_("before"), N_("after"), N_("row"))
_CHANGES = {"added": N_("added"), "removed": N_("removed"), "changed": N_("changed")}
_COLUMNS = (N_("table"), N_("column"), N_("kind"), N_("required"), N_("scheme"), N_("meaning"))


@click.group()
def source() -> None:
    """Show the sources, make one, and say which of your own are read beside the bundled ones.

    Those are the folders in $KG_SOURCES and those that were added. The list of the added ones lies in
    $KG_DATA, else in the user's data folder.

    \b
    Examples:
      kg source list
      kg source new tomsk --tables attestations,events
      kg source add samara
      kg source diff samara ties
      kg source columns attestations
    """


@source.command("list")
@options.sources
@output_options()
def list_sources(sources: Sources, **output: Any) -> None:
    """List the source folders: what they are, under which licence, with how many rows, and whence.

    \b
    Example:
      kg source list --lang ru
    """
    from kg.gather.folder import read_folder

    rows = []
    for path, origin in sources.origins().items():
        folder = read_folder(path)
        tables = listed(f"{kind} {len(records)}" for kind, records in sorted(folder.records.items()))
        title = pick(folder.settings.get("title", {}), current())
        rows.append((folder.id, title, folder.settings.get("licence", ""), tables, _(origin), str(path)))
    print_rows((N_("id"), N_("title"), N_("licence"), N_("rows"), N_("from"), N_("folder")), rows, **output)


@source.command("columns")
@click.argument("table", required=False)
@output_options()
def columns(table: str | None, **output: Any) -> None:
    """List the columns of a TABLE, or of all tables: what each holds and means, and whether it must be filled.

    The scheme is the list of codes that a cell is taken from, or the table whose ids it names.

    \b
    Example:
      kg source columns events --format md
    """
    from kg.schema.records import TABLES

    if table is not None:
        _known_table(table)
    rows = [
        (kind, name, column.kind, _("yes") if column.required else "", column.of, _(column.says))
        for kind, spec in TABLES.items()
        if table in (None, kind)
        for name, column in spec.columns.items()
    ]
    print_rows(_COLUMNS, rows, **output)


@source.command()
@click.argument("name")
@click.option(
    "--tables",
    default="attestations",
    show_default=True,
    metavar="KIND,…",
    help="The kinds of table, parted by commas.",
)
@click.option("--xlsx", "as_workbook", is_flag=True, help="One workbook that offers the codes, in place of CSV files.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="The folder to make. Default: NAME.")
@options.lang
def new(name: str, tables: str, as_workbook: bool, out: Path | None, lang: str) -> None:
    """Make a source folder to fill in, called NAME: its description, empty tables, and what each column means.

    The table of sources is always there. A workbook is read as it is: save it, check the folder, and
    build.

    \b
    Examples:
      kg source new tomsk --tables attestations,events
      kg source new omsk --xlsx --lang zh
    """
    from kg.base.files import whole_folder
    from kg.base.ids import SLUG
    from kg.formats.templates import template, with_sources
    from kg.gather.folder import id_of

    if not SLUG.fullmatch(name):
        told = _("'{text}' cannot be part of an IRI").format(text=shown(name))
        raise KgError(told, hint=_("use letters, digits, '-', '_' and '.'"))
    if taken := next((path for path in Sources().folders() if id_of(path) == name), None):
        raise KgError(_("a source is called {name} already: {folder}").format(name=name, folder=taken))
    kinds = [_known_table(kind.strip()) for kind in tables.split(",")]
    folder = out or Path(name)
    if folder.exists():
        raise KgError(_("{folder} is already there").format(folder=folder), hint=_("name a new folder, or remove it"))
    with whole_folder(folder) as made:
        for file, content in template(name, with_sources(kinds), as_workbook=as_workbook).items():
            (made / file).write_bytes(content)
    options.remark(_("fill it in as README.md says; then: kg check {folder}").format(folder=folder))
    click.echo(folder)


@source.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@options.lang
def add(folder: Path, lang: str) -> None:
    """Have a source FOLDER, or a folder of them, read by every command from now on.

    It stays where it is, so that what is corrected there counts at once. One that has errors is not added.

    \b
    Example:
      kg source add samara
    """
    from kg.gather.corpus import gather_one, sound
    from kg.gather.roots import added, find_folders, keep

    read = Sources().folders()
    given = {path.resolve() for path in find_folders(folder)}
    if known := next((path for path in read if path.resolve() in given), None):
        raise KgError(_("{folder} is read already").format(folder=known), hint="kg source list")
    made = sound(gather_one(folder, read)).told
    keep(added() | {each.id: each.path.resolve() for each in made})
    for each in made:
        click.echo(
            _("{name} is read from {folder}; undo: kg source remove {name}").format(name=each.id, folder=each.path)
        )


@source.command()
@click.argument("name")
@options.lang
def remove(name: str, lang: str) -> None:
    """Have the added source NAME no longer read. Its files stay where they are.

    \b
    Example:
      kg source remove samara
    """
    from kg.gather.folder import id_of
    from kg.gather.roots import added, keep

    kept = added()
    if name not in kept:
        others = {id_of(path): origin for path, origin in Sources().origins().items()}
        if name in others:
            told = _("the source '{name}' was not added ({origin})")
            raise KgError(told.format(name=name, origin=_(others[name])), hint=_("--only leaves it out"))
        known = _("added are: {names}").format(names=", ".join(kept) or "–")
        raise KgError(_("no source is called '{name}'").format(name=shown(name)), hint=did_you_mean(name, kept, known))
    folder = kept.pop(name)
    keep(kept)
    click.echo(
        _("{name} is no longer read; its files stay. Undo: kg source add {folder}").format(name=name, folder=folder)
    )


@source.command()
@click.argument("before")
@click.argument("after")
@output_options()
def diff(before: str, after: str, **output: Any) -> int:
    """Say which rows AFTER adds to BEFORE, removes and changes; each is a folder, a table or the id of a source.

    Rows are the same where their ids are, else their keys. Exits with 1 where something differs.

    \b
    Example:
      kg source diff samara ties
    """
    from kg.gather.differences import differences

    found = list(differences(_opened(before), _opened(after)))
    print_rows(_DIFFERENCE, [each._replace(change=_(_CHANGES[each.change])) for each in found], **output)
    return 1 if found else 0


def _opened(name: str) -> Folder:
    """The source folder or the table of a path, else the source that is read under an id."""
    from kg.base.errors import SourceProblems
    from kg.gather.folder import id_of, read_alone, read_folder
    from kg.gather.roots import find_folders

    path = Path(name)
    if path.is_file():
        folder = read_alone(path)
    else:
        known = {} if path.is_dir() else {id_of(each): each for each in Sources().folders()}
        if not path.is_dir() and name not in known:
            told = _("no folder and no source is called '{name}'").format(name=shown(name))
            raise KgError(told, hint=did_you_mean(name, known, "kg source list"))
        first, *more = find_folders(path) if path.is_dir() else [known[name]]
        if more:
            raise KgError(_("{folder} holds several sources").format(folder=path), hint=_("name one of them"))
        folder = read_folder(first)
    if any(problem.severity == "error" for problem in folder.problems):
        raise SourceProblems(folder.problems)
    return folder


def _known_table(name: str) -> str:
    from kg.schema.records import TABLES

    if name not in TABLES:
        message = _("no kind of table is called '{name}'").format(name=shown(name))
        raise KgError(message, hint=did_you_mean(name, TABLES, _("use {words}").format(words=", ".join(TABLES))))
    return name
