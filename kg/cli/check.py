"""``kg check``: what is wrong with tables or with a graph, where, and what to do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kg.cli import options
from kg.cli.output import output_options, print_rows
from kg.words.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.gather.corpus import Corpus
    from kg.words.progress import Step

_COLUMNS = {
    "en": ("severity", "check", "place", "message", "row"),
    "ru": ("важность", "проверка", "место", "сообщение", "строка"),
    "zh": ("级别", "检查项", "位置", "说明", "来源行"),
}
_RANK = {"error": 0, "violation": 0, "warning": 1, "info": 2, "note": 2}
_SUMMARY = {
    "en": "{errors} errors, {warnings} warnings, {notes} notes",
    "ru": "ошибок: {errors}, предупреждений: {warnings}, замечаний: {notes}",
    "zh": "错误{errors}项，警告{warnings}项，提示{notes}项",
}


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
def check(path: Path | None, least: str, summary: bool, form: str | None, lang: str, out: Path | None) -> int:
    """Check the bundled sources, a source FOLDER, one table (.csv) or a built graph (.nq).

    Tables are read strictly; where they are sound, the graph that they make is held to the
    shapes of the ontology and to the quality questions of the catalogue. A folder or a table is
    read beside the bundled sources, so that it may name their places. Exits with 1 where
    something is an error; warnings are advice.

    \b
    Examples:
      kg check
      kg check --least error --lang ru
      kg check build/ties.nq --summary
    """
    bar, step = options.progress("checking")
    with bar:
        told = sorted(_findings(path, lang, step), key=lambda each: (_RANK[each.severity], *each[1:]))
    weights = Counter(_RANK[each.severity] for each in told)
    shown = [each for each in told if _RANK[each.severity] <= _RANK[least]]
    if summary:
        counts = Counter((each.severity, each.check) for each in shown)
        rows = [(*key, count) for key, count in sorted(counts.items(), key=lambda item: (_RANK[item[0][0]], item[0]))]
        print_rows((*_COLUMNS[lang][:2], "n"), rows, form, out, lang)
    elif shown:
        print_rows(_COLUMNS[lang], shown, form, out, lang)
    click.echo(_SUMMARY[lang].format(errors=weights[0], warnings=weights[1], notes=weights[2]), err=True)
    return 1 if weights[0] else 0


def _findings(path: Path | None, lang: str, step: Step) -> Iterator[_Told]:
    from kg.graph.store import FORMATS

    if path is not None and path.suffix in FORMATS:
        yield from _graph(path, lang, {}, step)
        return
    step("tables")
    corpus = _corpus(path)
    yield from _tables(corpus, lang)
    if not any(problem.severity == "error" for problem in corpus.problems):
        from tempfile import TemporaryDirectory

        from kg.graph.build import write_graph
        from kg.graph.origins import origins

        step("graph")
        with TemporaryDirectory(prefix="kg-check-") as folder:
            graph = Path(folder, "ties.nq")
            write_graph(corpus, graph)
            yield from _graph(graph, lang, origins(corpus), step)


def _corpus(path: Path | None) -> Corpus:
    from kg.gather.corpus import gather, gather_one
    from kg.gather.folder import find_folders
    from kg.words.resources import sources_dir

    if path is None:
        return gather((sources_dir(),))
    if path.is_file() and path.suffix != ".csv":
        raise KgError(f"{path} is no table and no graph", hint="check a .csv, a .nq or a folder")
    if path.is_dir() and len(find_folders(path)) > 1:
        return gather((path,))
    return gather_one(path, (sources_dir(),))


def _tables(corpus: Corpus, lang: str) -> Iterator[_Told]:
    from kg.words.messages import tell

    for problem in corpus.problems:
        where = problem.file + (f":{problem.row}" if problem.row else "")
        yield _Told(problem.severity, f"table/{problem.code}", problem.file, tell(problem, lang), where)


def _graph(graph: Path, lang: str, rows: dict[str, str], step: Step) -> Iterator[_Told]:
    from concurrent.futures import ThreadPoolExecutor

    from kg.ask.quality import remarks
    from kg.graph.check import check_graph
    from kg.graph.store import load
    from kg.words.names import pick

    step("shapes and questions")
    with ThreadPoolExecutor(1) as pool:  # the engine of the shapes leaves Python to the questions
        check = pool.submit(check_graph, graph)
        asked = list(remarks(load(graph), lang))
    for found in check.result():
        focus = str(found.focus).strip("<>")
        severity = "error" if found.severity == "violation" else str(found.severity)
        name = f"shape/{found.shape.partition('/shape/')[2] or found.shape}"
        yield _Told(severity, name, _short(focus), pick(found.messages, lang), rows.get(focus, ""))
    for remark in asked:
        subject = _short(remark.subject)
        yield _Told("note", f"query/{remark.query}", subject, remark.message, rows.get(remark.subject, ""))


def _short(iri: str) -> str:
    from kg.words.ids import BASE

    return iri.removeprefix(BASE)
