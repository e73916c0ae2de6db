"""One run from tables to a source folder: understood, folded in parts, written; what is finished stays if it fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.bulk.engines import DUCKDB
from kg.bulk.fold import WRITING, Engine, failing, fold
from kg.bulk.folder import Source, Written, write
from kg.bulk.layout import Layout, Told, known, own
from kg.bulk.parts import Work, columns_of, parts_of, unpacked
from kg.gather.importing.new_places import slug_of
from kg.gazetteer.gazetteer import Gazetteer
from kg.schema.written_folder import require_own


def fold_into(
    out: Path,
    paths: Sequence[str],
    given: Told,
    gazetteer: Gazetteer,
    engine: Engine,
    about: Mapping[str, str],
    least: int = 1,
    top: int = 10,
    progress: Step = silent,
) -> Written:
    """Fold the rows of all files into a source folder; what it holds, and what became of the rows.

    ``about`` tells of the data set: title, url, publisher, licence. Raises :class:`KgError`; the folder is then as it
    was, and the same call goes on from the parts that are finished.
    """
    id = slug_of(out.name)
    require_own(out, id)
    with Work(out.absolute().parent / f".{out.name}.bulk").held() as work:
        engine = engine._replace(spill=engine.spill or work.begin("spill"))  # an ended run leaves nothing elsewhere
        with engine.connected() as backend:
            layout = known(given.known) if given.known else _own(paths, given, backend, work)
            result = fold(paths, layout, gazetteer, work, backend, progress)
        told = {**layout.about, **{name: text for name, text in about.items() if text}}
        source = Source(id, **{"title": out.name, **told})
        here = engine._replace(name=Engine().name)  # what is left is small: it is written on this machine
        progress(_("writing"), WRITING)
        with failing(work.folder, work, result.parts):
            written = write(out, source, result, here, least, top)
        work.remove()
    return written


def _own(paths: Sequence[str], given: Told, backend: Any, work: Work) -> Layout:
    here = backend.name == DUCKDB
    part = parts_of(paths, "", here=here)[0]
    part = part._replace(files=part.files[:1])
    with failing(part, work, ()):
        columns, mark = columns_of(backend, unpacked(part, work.begin("scratch"), here=here), given.delimiter)
    return own(columns, given, mark)
