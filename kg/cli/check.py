"""``kg check``: what is wrong with tables or with a graph, where, and what to do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kg.base.errors import KgError
from kg.base.languages import N_, _
from kg.cli import options
from kg.cli.output import output_options, print_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.base.progress import Step
    from kg.gather.corpus import Corpus

_RANK = {"error": 0, "violation": 0, "warning": 1, "info": 2, "note": 2}


class _Told(NamedTuple):
    """One finding as it is printed."""

    severity: str
    check: str
    place: str
    message: str
    row: str


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--least",
    type=click.Choice(["error", "warning", "note"]),
    default="note",
    show_default=True,
    help="Show only findings of this weight or more.",
)
@click.option("--summary", is_flag=True, help="Only count the findings of each check.")
@output_options()
def check(path: Path | None, least: str, summary: bool, **output: Any) -> int:
    """Check the bundled sources, a source FOLDER, one table (.csv) or a built graph (.nq).

    Tables are read strictly; where they are sound, the graph that they make is held to the
    shapes of the ontology and to the quality questions of the catalogue. A folder or a table is
    read beside the bundled sources, so that it may name their places; only findings on its own
    rows are told. Exits with 1 where something is an error; warnings are advice.

    \b
    Examples:
      kg check
      kg check --least error --lang ru
      kg check build/ties.nq --summary
    """
    from kg.base.messages import SEVERITIES

    bar, step = options.progress(_("checking"))
    with bar:
        told = sorted(_findings(path, output["lang"], step), key=lambda each: (_RANK[each.severity], *each[1:]))
    weights = Counter(_RANK[each.severity] for each in told)
    shown = [
        each._replace(severity=_(SEVERITIES[each.severity])) for each in told if _RANK[each.severity] <= _RANK[least]
    ]
    columns = (N_("severity"), N_("check"), N_("where"), N_("message"), N_("row"))
    if summary:
        counts = Counter((each.severity, each.check) for each in shown)
        print_rows((*columns[:2], "n"), [(*key, count) for key, count in counts.items()], **output)
    elif shown:
        print_rows(columns, shown, **output)
    line = _("{errors} errors, {warnings} warnings, {notes} notes")
    click.echo(line.format(errors=weights[0], warnings=weights[1], notes=weights[2]), err=True)
    return 1 if weights[0] else 0


def _findings(path: Path | None, lang: str, step: Step) -> Iterator[_Told]:
    from kg.graph.store import FORMATS

    if path is not None and path.suffix in FORMATS:
        yield from _graph(path, lang, {}, step)
        return
    step(_("tables"))
    corpus, alone = _corpus(path)
    yield from _tables(corpus)
    if any(problem.severity == "error" for problem in corpus.problems):
        return
    from kg.base.files import scratch_folder
    from kg.graph.build import write_graph
    from kg.graph.origins import origins

    step(_("graph"))
    rows = origins(corpus)
    if alone:
        from kg.gather.part import part_of

        extra = corpus.folders[-1]
        rows = origins(corpus._replace(folders=(extra,)))
        corpus = part_of(corpus, extra)
    with scratch_folder() as folder:
        graph = Path(folder, "ties.nq")
        write_graph(corpus, graph)
        for found in _graph(graph, lang, rows, step):
            if found.row or not alone:
                yield found


def _corpus(path: Path | None) -> tuple[Corpus, bool]:
    """What is to be checked, and whether its last folder alone is."""
    from kg.base.resources import sources_dir
    from kg.gather.corpus import gather, gather_one
    from kg.gather.folder import find_folders

    if path is None:
        return gather((sources_dir(),)), False
    if path.is_file() and path.suffix != ".csv":
        message = _("{file} is no table and no graph").format(file=path)
        raise KgError(message, hint=_("check a .csv, a .nq or a folder"))
    if path.is_dir() and len(find_folders(path)) > 1:
        return gather((path,)), False
    return gather_one(path, (sources_dir(),)), True


def _tables(corpus: Corpus) -> Iterator[_Told]:
    from kg.base.messages import what_is_wrong

    for problem in corpus.problems:
        where = problem.file + (f":{problem.row}" if problem.row else "")
        yield _Told(problem.severity, f"table/{problem.code}", problem.column, what_is_wrong(problem), where)


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
