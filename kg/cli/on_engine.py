"""``--engine``: a network that is too large for this process, measured on DuckDB or on a cluster."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options, reports

if TYPE_CHECKING:
    from kg.base.progress import Step
    from kg.bulk.network.kept import Kept
    from kg.bulk.network.ties import Ties

engine = options.together(
    (
        click.option(
            "--engine",
            default="",
            metavar="URL",
            help="Reckon --edges FILE.parquet on an engine: duckdb, spark://HOST:PORT or sc://HOST:PORT.",
        ),
        click.option("--memory", default="", metavar="SIZE", help="The most memory of the engine, as 2GB."),
        click.option("--threads", type=click.IntRange(1), help="The most threads or cores of the engine."),
        click.option(
            "--work",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            help="A folder for tables between rounds, which every worker of a cluster sees. Default: that of --edges.",
        ),
    )
)
_OWN = {"engine", "memory", "threads", "work"}
_WITH = _OWN | {"edges", "measures", "limit", "save", "form", "lang", "out"}


@contextmanager
def measured(given: dict[str, Any], names: Collection[str] = ()) -> Iterator[tuple[Ties, Kept, Step]]:
    """The network of ``--edges`` on the engine, where its tables are kept, and what is told of each round."""
    from kg.bulk.engines import connect
    from kg.bulk.network.refused import refuse

    typed = reports.typed(click.get_current_context())
    if given["edges"] is None:
        raise KgError(_("--engine is about an edge list"), hint=_("add --edges FILE"))
    for name in typed.keys() - _WITH:
        raise KgError(
            _("{option} does not go with --engine").format(option=typed[name]), hint=_("leave out one of them")
        )
    refuse(names)
    path: Path = given["edges"]
    from kg.base.files import part_folder
    from kg.bulk.network.kept import Kept
    from kg.bulk.network.ties import read_ties

    bar, step = options.progress(_("measuring"))
    with bar, part_folder((given["work"] or path.parent) / path.name) as folder:
        backend = connect(given["engine"], given["memory"], given["threads"] or 0, folder / "spill")
        try:
            step(path.name)
            kept = Kept(backend, folder)
            source = path / "*.parquet" if path.is_dir() and backend.name == "duckdb" else path
            yield read_ties(backend, kept, str(source)), kept, step
        finally:
            backend.disconnect()


def refuse_alone() -> None:
    """Refuse what is typed of an engine where there is none."""
    typed = reports.typed(click.get_current_context())
    for name in _OWN & typed.keys() if "engine" not in typed else ():
        raise KgError(_("{option} is about an engine").format(option=typed[name]), hint=_("add --engine URL"))
