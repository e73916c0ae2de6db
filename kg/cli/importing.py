"""``kg import``: a person's own table becomes a source folder."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError, shown, visible
from kg.base.languages import N_, _, grouped, listed, ngettext, pick
from kg.cli import options
from kg.cli.import_dialogue import NamesDialogue, ask_columns, ask_kinds, ask_sheet
from kg.cli.output import print_rows
from kg.gather.roots import VARIABLE, Sources

if TYPE_CHECKING:
    from kg.gather.importing.fields import Form
    from kg.gather.importing.folder_writing import Added
    from kg.gather.importing.importer import Import

_TABLES_OF = {"tie-kind": "kinds", "level": "levels"}  # of the mapping, with the words of a scheme
_LISTED = 10  # so many rows that are not used are told one by one
_MOST = 240  # characters of why one is not


@click.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--map", "told", multiple=True, metavar="COLUMN=FIELD", help="What a column holds; - leaves it out.")
@click.option("--value", "values", multiple=True, metavar="FIELD=TEXT", help="What holds for all rows: kind=sister.")
@click.option("--yes", is_flag=True, help="Take the guess and ask nothing; for programs.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet of a workbook.")
@click.option("--encoding", default="", metavar="NAME", help="What the text is written in. Default: told by its bytes.")
@click.option("--source-title", "title", metavar="TEXT", help="Its title. Default: the name of the file.")
@click.option("--url", metavar="ADDRESS", help="Where the table stands on the web.")
@click.option("--date", metavar="DATE", help="When it was published.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--licence", metavar="TEXT", help="Under which licence.")
@click.option("--source-kind", "kind", metavar="KIND", help="The kind of source: official-list, dataset, news …")
@click.option("--id", "id_", metavar="ID", help="The name of the source. Default: made of the name of the file.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="The folder to write. Default: ./ID.")
@click.option("--ask-file", type=options.FILE, help="A table of the names that are not certain, to fill in.")
@click.option("--network", "page", type=options.FILE, help="Also draw the ties of the table as one page.")
@click.option(
    "--dossier",
    "told_of",
    type=(str, options.FILE),
    metavar="PLACE FILE",
    help="Also tell of a place, with these ties, in an HTML, DOCX, PDF or Markdown FILE.",
)
@click.option("--kinds", is_flag=True, help="List the words that stand for kinds of ties, and stop.")
@click.option("--levels", is_flag=True, help="List the words that stand for levels of places, and stop.")
@click.option("--world/--no-world", default=True, help="Look unknown places up in GeoNames, where it is installed.")
@options.sources
@options.lang
def import_(
    file: Path | None,
    told: tuple[str, ...],
    values: tuple[str, ...],
    yes: bool,
    sheet: str,
    encoding: str,
    id_: str | None,
    out: Path | None,
    ask_file: Path | None,
    page: Path | None,
    told_of: tuple[str, Path] | None,
    kinds: bool,
    levels: bool,
    world: bool,
    sources: Sources,
    lang: str,
    **about: str | None,
) -> int:
    """Make a source folder of your own table of ties: a FILE with two columns of places.

    The columns are guessed from their headings and cells, shown and asked about; the answer is kept
    in ID.mapping.toml beside the folder for the next table of that form. Names of places that are
    not certain are asked about one key at a time and kept in ID.answers.csv, or written with
    --ask-file to a table to fill in and give again. Rows that are not used are listed with the
    reason, and in original/unused.csv. To import the file again replaces the folder.

    \b
    Examples:
      kg import ties.csv --yes
      kg import ties.csv --yes --source-title "Our list" --network ties.html
      kg import ties.csv --yes --date 2024 --dossier Хабаровск khabarovsk.docx
      kg import ties.csv --yes --map Партнёр=place_b --value kind=sister
      kg import ties.csv --yes --ask-file names.csv
      kg import --kinds
      kg import --levels
    """
    if lists := [scheme for scheme, is_asked in (("tie-kind", kinds), ("level", levels)) if is_asked]:
        return _list_words(lists, lang)
    if file is None:
        raise KgError(_("no file is named"), hint="kg import FILE")
    from kg.gather.importing.fields import FIELDS, value_of
    from kg.gather.importing.importer import Import

    can_ask = sys.stdin.isatty() and sys.stderr.isatty() and not yes
    root = Path(os.environ.get(VARIABLE, "").split(os.pathsep)[0])
    sheet = sheet or (ask_sheet(file) if can_ask else "")
    bar, step = options.progress(_("importing"))
    with bar:
        work = Import(file, out, id_, root, sources.folders(), sheet, step, ask_world=world, encoding=encoding)
    for note in work.sheet.notes:
        options.remark(note)
    form, is_known = work.form()
    form.put_all(told)
    form.values |= dict(value_of(word, FIELDS) for word in values)
    source = work.source(form, {name: text for name, text in about.items() if text is not None})
    if not is_known:
        _confirm(work, form, lang, told if yes else None, can_ask=can_ask)
    form.check()
    work.read(form)
    if can_ask and work.reading.unknown_kinds:
        ask_kinds(form, work.reading.unknown_kinds.most_common())
        work.read(form)
    from kg.gather.importing.fields import save

    save(form, work.form_file)
    bar, step = options.progress(_("importing"))
    with bar:
        work.progress = step
        work.match(source, ask_file)
    for note in work.remarks:
        options.remark(note)
    if not _ask_names(work, ask_file, can_ask=can_ask):
        return 1
    bar, step = options.progress(_("importing"))
    with bar:
        work.progress = step
        added = work.write()
    _report(work, added)
    if not added.tables:
        raise KgError(_("no row of {file} is used; nothing is written").format(file=file))
    if (page or told_of) and "attestations" in added.tables:
        _draw(work, page, told_of, lang)
    click.echo(work.out)
    is_read = work.out.resolve() in {folder.resolve() for folder in sources.folders()}
    folder = shlex.quote(str(work.out))
    named = "" if is_read else f" --sources {folder}"
    click.echo(f"kg network{named}; kg hubs{named}; kg check {folder}", err=True)
    return 1 if any(not each.column for each in added.unused) else 0


def _draw(work: Import, page: Path | None, told_of: tuple[str, Path] | None, lang: str) -> None:
    """Draw the ties of the table alone, and tell of a place, with what the other sources say of them."""
    from kg.base.files import scratch_folder
    from kg.cli.dossier import dossier
    from kg.cli.network import network
    from kg.formats.registry import format_of
    from kg.gather.corpus import gather_one
    from kg.gather.part import part_of
    from kg.graph.build import write_graph

    corpus = gather_one(work.out, work.beside)
    run = click.get_current_context().invoke
    with scratch_folder() as folder:
        graph = Path(folder, "ties.nq")
        write_graph(part_of(corpus), graph)
        if page:
            run(network, graph=graph, out=page, lang=lang)
        if told_of:
            place, file = told_of
            run(dossier, things=(place,), form=format_of(file, "document"), out=file, graph=graph, lang=lang)


def _tell_left_out(work: Import, form: Form, told: Sequence[str]) -> None:
    """Say which columns nobody looked at and nothing is taken from."""
    chosen = {word.rpartition("=")[0].strip() for word in told}
    if names := [name for name in form.left_out(work.sheet.rows) if name not in chosen]:
        says = _("columns that are left out: {names}; to use one: --map 'COLUMN=FIELD'")
        options.remark(says.format(names=listed(names)))


def _list_words(schemes: Sequence[str], lang: str) -> int:
    """The words of kinds of ties, of levels of places or of both, in the order in which they are looked for."""
    from kg.gather.importing.wordlists import coded
    from kg.schema.codes import LABELS

    rows = [
        (word.text, word.code, pick(LABELS[f"{scheme}/{word.code}"], lang), _TABLES_OF[scheme])
        for scheme in schemes
        for word in coded(scheme)
    ]
    columns = [N_("word"), N_("code"), N_("kind") if schemes == ["tie-kind"] else N_("level")]
    if len(schemes) > 1:
        columns[2:] = N_("meaning"), N_("table")
    print_rows(columns, [row[: len(columns)] for row in rows], lang=lang)
    for scheme in schemes:
        told = _("The first word that a cell holds decides; [{table}] in ID.mapping.toml comes before this list.")
        options.remark(told.format(table=_TABLES_OF[scheme]))
    return 0


def _confirm(work: Import, form: Form, lang: str, told: Sequence[str] | None, *, can_ask: bool) -> None:
    """Show what the columns are taken for, and let a person change it; a program is told what to run.

    Where ``told`` has what a program says of columns, the rest is taken as it is guessed.
    """
    from kg.gather.importing.guessing import example_rows

    def show() -> None:
        columns = (N_("column"), N_("heading"), N_("field"), N_("first row"), N_("second row"), N_("third row"))
        print_rows(columns, example_rows(work.sheet, form), lang=lang)
        for name, text in form.values.items():
            options.remark(_("for all rows: {field} = {text}").format(field=name, text=text))

    if told is not None:
        form.check()
        _tell_left_out(work, form, told)
        return
    if can_ask:
        ask_columns(form, show)
        return
    show()
    again = shlex.join(["kg", "import", str(work.file), "--yes"])
    raise KgError(_("nothing is imported yet; the table shows the guess"), hint=again)


def _ask_names(work: Import, ask_file: Path | None, *, can_ask: bool) -> bool:
    """Ask about names, or write them to the table to fill in; false where the person stopped before the end."""
    names = work.open_names()
    if ask_file is not None:
        if names:
            work.write_names(ask_file, names)
            told = ngettext("{n} name to fill in: {file}", "{n} names to fill in: {file}", len(names))
            options.remark(told.format(n=len(names), file=ask_file))
        return True
    if not (can_ask and names):
        return True
    told = _("what was answered is kept in {file}; the same command goes on").format(file=work.answers_file)
    with options.on_interruption(lambda: told):
        is_done = NamesDialogue(work.matcher, work.keep_answers).run(names)
    if not is_done:
        options.remark(told)
    return is_done


def _report(work: Import, added: Added) -> None:
    """Tell what became of the rows: first what is not used, then what is."""
    from kg.gather.importing.folder_writing import UNUSED

    for each in added.unused[:_LISTED]:
        where = _("row {row}").format(row=each.number) + (_(", ") + each.column if each.column else "")
        what = (shown(each.value) + _(": ") if each.column else "") + visible(each.reason[:_MOST])
        options.remark(_("{where}: {what}").format(where=where, what=what))
    if len(added.unused) > _LISTED:
        told = _("and {n} more in {file}")
        options.remark(told.format(n=len(added.unused) - _LISTED, file=work.out / UNUSED))
    if unknown := work.reading.unknown_kinds:
        told = _("words of no known kind, kind unknown: {words}; tell their kinds in [kinds] of {file}")
        words = listed(f"{shown(word)} ({count})" for word, count in unknown.most_common(_LISTED))
        options.remark(told.format(words=words, file=work.form_file))
    if unknown := work.reading.unknown_levels:
        told = _("words of no known level: {words}; tell their levels in [levels] of {file}")
        words = listed(f"{shown(word)} ({count})" for word, count in unknown.most_common(_LISTED))
        options.remark(told.format(words=words, file=work.form_file))
    if work.reading.form.values.get("kind") == "unknown" and "attestations" in added.tables:
        options.remark(_("no column tells the kind of tie; if all are of one kind: --value kind=sister"))
    if left := len(work.open_names()):
        told = ngettext(
            "{n} name is not certain; answer on a terminal, or: --ask-file names.csv",
            "{n} names are not certain; answer on a terminal, or: --ask-file names.csv",
            left,
        )
        options.remark(told.format(n=left))
    lost = len({each.number for each in added.unused if not each.column})
    told = _("rows read: {rows}, not used: {lost}; attestations: {ties}, new places: {places}")
    counts = {kind: len(added.tables.get(kind, ())) for kind in ("attestations", "places")}
    options.remark(
        told.format(
            rows=grouped(len(work.sheet.rows)),
            lost=grouped(lost),
            ties=grouped(counts["attestations"]),
            places=grouped(counts["places"]),
        )
    )
