"""``kg check``: what is wrong with tables or with a graph, where, and what to do."""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import N_, _, grouped, ngettext
from kg.cli import options
from kg.cli.output import output_options, print_rows, target
from kg.formats.registry import names, writer
from kg.gather.roots import Sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.base.progress import Step
    from kg.formats.findings import Finding
    from kg.gather.corpus import Corpus

_RANK = {"error": 0, "violation": 0, "warning": 1, "info": 2, "note": 2}
_SHOWN = 40  # findings on a terminal
_FOR_CI = names("findings")


class _Told(NamedTuple):
    """One finding as it is printed."""

    severity: str
    check: str
    place: str
    message: str
    row: str


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--least",
    type=click.Choice(["error", "warning", "note"]),
    default="note",
    show_default=True,
    help="Show only findings of this weight or more.",
)
@click.option("--summary", is_flag=True, help="Only count the findings of each check.")
@options.sources
@output_options("table", "findings")
def check(path: Path | None, least: str, summary: bool, sources: Sources, **output: Any) -> int:
    """Check the sources, one of them by its name, a FOLDER, one table (.csv, .xlsx) or a graph (.nq).

    Tables are read strictly; where they are sound, the graph that they make is held to the
    shapes of the ontology and to the quality questions of the catalogue. A folder or a table is
    read beside the bundled sources and your own, so that it may name their places; only findings on
    its rows are told. Exits with 1 where something is an error; warnings are advice.

    A table in a form of its own is for "kg import". A terminal shows the weightiest findings and counts
    all; a pipe, a file and each --format get all. The formats junit, sarif and github are for
    continuous integration.

    \b
    Examples:
      kg check
      kg check --least error --lang ru
      kg check build/ties.nq --summary
      kg check samara --format sarif --out findings.sarif
    """
    from kg.base.messages import SEVERITIES

    if summary and output["form"] in _FOR_CI:
        raise KgError(_("--summary is a table"), hint=_("choose another --format"))
    bar, step = options.progress(_("checking"))
    with bar:
        told, paths, extent = _checked(path, sources, output["lang"], step)
    told.sort(key=lambda each: (_RANK[each.severity], *each[1:]))
    weights = Counter(_RANK[each.severity] for each in told)
    kept = [each for each in told if _RANK[each.severity] <= _RANK[least]]
    if output["form"] in _FOR_CI:
        with target(output["out"]) as stream:
            writer("findings", output["form"])(_located(kept, paths), stream)
    columns = (N_("severity"), N_("check"), N_("where"), N_("message"), N_("row"))
    rows = [each._replace(severity=_(SEVERITIES[each.severity])) for each in kept]
    if summary:
        counts = Counter((each.severity, each.check) for each in rows)
        print_rows((*columns[:2], "n"), [(*key, count) for key, count in counts.items()], **output)
    elif rows and output["form"] not in _FOR_CI:
        is_cut = output["form"] is None and output["out"] is None and sys.stdout.isatty() and len(rows) > _SHOWN
        print_rows(columns, rows[:_SHOWN] if is_cut else rows, **output)
        if is_cut:
            _tell_more(rows)
    line = _("{errors} errors, {warnings} warnings, {notes} notes")
    options.remark(line.format(errors=weights[0], warnings=weights[1], notes=weights[2]))
    options.remark(extent)
    return 1 if weights[0] else 0


def _tell_more(rows: Sequence[_Told]) -> None:
    """Say how many findings of each check there are besides those that are shown, and how to see them."""
    counts = Counter((each.severity, each.check) for each in rows)
    told = (f"{severity} {check}: {grouped(count)}" for (severity, check), count in counts.most_common())
    options.remark(_("shown: {n} of {all}").format(n=_SHOWN, all=grouped(len(rows))))
    options.remark("\n".join(told))
    options.remark(_("all of them: kg check … --format table, or --out findings.csv; only counts: --summary"))


def _checked(path: Path | None, sources: Sources, lang: str, step: Step) -> tuple[list[_Told], Mapping[str, Path], str]:
    """What is found, the folders by what they are called in it, and what was checked."""
    from kg.gather.folder import taken_in
    from kg.graph.store import FORMATS

    if path is not None and not os.path.exists(path):  # noqa: PTH110 (a Path raises where a name is too long)
        path = _source_of(str(path), sources)
    if path is not None and path.suffix in FORMATS:
        return [*_graph(path, lang, {}, step)], {}, _("checked: shapes, quality questions")
    if path is not None and path.is_file() and path.suffix not in (".csv", ".xlsx"):
        message = _("{file} is no table of the project and no graph").format(file=path)
        raise KgError(message, hint=taken_in(path))
    from kg.gather.corpus import gather, gather_one

    step(_("tables"))
    corpus = gather(sources.folders()) if path is None else gather_one(path, sources.folders())
    told = [*_tables(corpus)]
    paths = {folder.shown: folder.path for folder in corpus.told}
    if any(problem.severity == "error" for problem in corpus.problems):
        return told, paths, _("checked: tables; shapes and quality questions follow when no table has an error")
    told += _shapes_and_questions(corpus, lang, step)
    extent = _("checked: tables, shapes, quality questions")
    if answers := sum(len(folder.records.get("answers", ())) for folder in corpus.told):
        left = ngettext(
            "{n} answer of a survey, which no graph holds", "{n} answers of surveys, which no graph holds", answers
        )
        extent += "\n" + left.format(n=grouped(answers))
    return told, paths, extent


def _source_of(name: str, sources: Sources) -> Path:
    """The folder of a source that is read, by its name or its id."""
    from kg.gather.folder import id_of

    named = {key: folder for folder in sources.folders() for key in (id_of(folder), folder.name)}
    if name not in named:
        told = _("no file, no folder and no source is called '{name}'").format(name=shown(name))
        raise KgError(told, hint=did_you_mean(name, named, "kg source list"))
    return named[name]


def _tables(corpus: Corpus) -> Iterator[_Told]:
    from kg.base.messages import what_is_wrong

    for problem in corpus.problems:
        if problem.file.partition("#")[0] == corpus.table or not corpus.table:
            where = problem.file + (f":{problem.row}" if problem.row else "")
            yield _Told(problem.severity, f"table/{problem.code}", problem.column, what_is_wrong(problem), where)


def _shapes_and_questions(corpus: Corpus, lang: str, step: Step) -> Iterator[_Told]:
    from kg.base.files import scratch_folder
    from kg.gather.part import part_of
    from kg.graph.build import write_graph
    from kg.graph.origins import origins

    step(_("graph"))
    rows = origins(corpus._replace(folders=corpus.told))
    if corpus.table:
        rows = {iri: row for iri, row in rows.items() if row.rpartition(":")[0].partition("#")[0] == corpus.table}
    alone = len(corpus.told) < len(corpus.folders)
    with scratch_folder() as folder:
        graph = Path(folder, "ties.nq")
        write_graph(part_of(corpus) if alone else corpus, graph)
        for found in _graph(graph, lang, rows, step):
            if found.row or not alone:
                yield found


def _graph(graph: Path, lang: str, rows: Mapping[str, str], step: Step) -> Iterator[_Told]:
    from concurrent.futures import ThreadPoolExecutor

    from kg.ask.quality import remarks
    from kg.base.ids import BASE
    from kg.base.languages import pick
    from kg.graph.checking import check_graph
    from kg.graph.store import load

    step(_("shapes and questions"))
    with ThreadPoolExecutor(1) as pool:  # the engine of the shapes leaves Python to the questions
        check = pool.submit(check_graph, graph)
        asked = list(remarks(load(graph), lang))
    for found in check.result():
        focus = str(found.focus).strip("<>")
        severity = "error" if found.severity == "violation" else str(found.severity)
        name = f"shape/{found.shape.partition('/shape/')[2] or found.shape}"
        message = pick(found.messages, lang)
        yield _Told(severity, name, focus.removeprefix(BASE), message, rows.get(focus, ""))
    for remark in asked:
        subject = remark.subject.removeprefix(BASE)
        yield _Told("note", f"query/{remark.query}", subject, remark.message, rows.get(remark.subject, ""))


def _located(told: Sequence[_Told], paths: Mapping[str, Path]) -> list[Finding]:
    """The findings with the files as they lie on this disk, and with lines in place of rows."""
    from kg.formats.findings import Finding

    @cache
    def lines(file: Path) -> list[int]:
        """The line on which each row of a CSV file begins."""
        with file.open(encoding="utf-8", errors="replace", newline="") as stream:
            reader = csv.reader(stream)
            return [1, *(reader.line_num + 1 for _row in reader)]

    found = []
    for each in told:
        name, _colon, row = each.row.rpartition(":") if each.row.rpartition(":")[2].isdigit() else (each.row, "", "")
        folder, _slash, file = name.partition("#")[0].rpartition("/")
        path = paths[folder] / file if file and folder in paths else None
        line = int(row or 0)
        if path and row and path.suffix == ".csv":
            line = lines(path)[line - 1]
        severity = ("error", "warning", "note")[_RANK[each.severity]]
        found.append(Finding(severity, each.check, each.message, each.place, path and _from_here(path), line))
    return found


def _from_here(path: Path) -> Path:
    """A path as it is named from the working folder, where it lies below that."""
    here = Path.cwd()
    return path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path
