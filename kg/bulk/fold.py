"""Large tables become a source folder of events: read in parts, matched by their different names, folded, added up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from glob import escape
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg.base.dates import PartialDate
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.ids import digest
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.bulk import rows as table
from kg.bulk.countries import countries_in
from kg.bulk.engines import DUCKDB, connect, reason_of
from kg.bulk.layout import Layout, Meanings, codes_of
from kg.bulk.objects import StoreError
from kg.bulk.parts import PARQUET, REJECTS, Part, Work, damaged, opened, parts_of, unpacked
from kg.bulk.rows import EMPTY, FATES, LEFT, LONGEST, NONE, SAMPLES
from kg.gather.importing.new_places import Countries
from kg.gather.plausible import LAST_YEAR
from kg.gather.sheets.dates import partial_date
from kg.gazetteer.folding import fold as folded
from kg.gazetteer.folding import script_of
from kg.gazetteer.gazetteer import Context, Gazetteer
from kg.gazetteer.name_table import name_forms
from kg.gazetteer.romanised import romanised

_FORM: Final = "4"  # of what is kept of a part
_COUNTED, _REJECTED = "counted", "rejected"
_REMEMBERED = 1 << 21
_SHARE = 1 << 24  # rows that are grouped at once, for DuckDB's groups of texts do not leave memory for the disk
_PARTS, WRITING = 0.7, 0.8  # of the time of a run: the parts are folded, added up, and what is left is to write
_FIRST_YEAR = 1600
_NO_UNIT = ("Respublika", "City of")  # what stands after the comma of "Tatarstan, Respublika"
_COMPACT = re.compile(r"[12][0-9]{7}")  # 20140301
# What an engine says where it lacks room, and what helps.
_NO_ROOM = (
    *("No space left", "File too large", "quota exceeded", "max_temp_directory_size", "failed to offload"),
    *("Out of Memory", "OutOfMemory"),
)
# What Spark says where it has no reader of a store.
_NO_READER = ("No FileSystem for scheme", "S3AFileSystem not found")
# What DuckDB says where it has no reader of addresses, which it would fetch from the net.
_EXTENSION = "httpfs"
# Lines of another number of cells, which DuckDB keeps aside, one line a cell that is amiss.
_REJECTS = f"""
    SELECT {FATES.index("cells")}, CAST(length(line) % {SAMPLES} AS VARCHAR) AS word, count(*), min(line)
    FROM (SELECT any_value(left(csv_line, {LONGEST})) AS line FROM {REJECTS} GROUP BY file_id, line_byte_position)
    GROUP BY ALL ORDER BY word
"""  # noqa: S608 (constants alone)
# A row that goes on over several lines and is amiss: what follows may be thousands of rows.
_OPEN = f"""
    SELECT file_path, line FROM {REJECTS} JOIN reject_scans USING (scan_id, file_id)
    WHERE error_type = 'UNQUOTED VALUE' AND contains(csv_line, chr(10)) ORDER BY ALL LIMIT 1
"""  # noqa: S608 (constants alone)
_HAS_REJECTS = f"SELECT 1 FROM duckdb_tables() WHERE table_name = '{REJECTS}'"  # noqa: S608 (a constant)


class Engine(NamedTuple):
    """Where the rows are reckoned, within which bounds, and where what does not fit into memory goes."""

    name: str = DUCKDB
    memory: str = ""
    threads: int = 0
    spill: Path | None = None

    @contextmanager
    def connected(self) -> Iterator[Any]:
        """The engine's part of Ibis, until the block ends."""
        backend = connect(*self)
        try:
            if self.name == DUCKDB:
                backend.raw_sql("SET preserve_insertion_order = false")
            yield backend
        finally:
            backend.disconnect()


class Result(NamedTuple):
    """What rows were folded to, still in the folder of work: files of Parquet, and the ids of places by number."""

    events: str
    left: str
    places: tuple[str, ...]
    parts: Sequence[Part]
    taken_up: int


class Places:
    """The number of the place that a name means with what stands beside it; each is looked up once.

    A name with several countries means a place where it means one in all of them together.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.ids = tuple(sorted(gazetteer.places))
        self._gazetteer = gazetteer
        self._number = {id: number for number, id in enumerate(self.ids)}
        self._countries = Countries(gazetteer, "", lambda text: None)
        self._found: dict[tuple[str, str, str], int] = {}
        names = (place.name_ru for place in gazetteer.places.values())
        self._romanised = {folded(romanised(name)): name for name in names if name and script_of(name) == "ru"}

    def number(self, name: str, region: str, country: str) -> int:
        """The number of the place, ``NONE`` where none is certain."""
        if not name.strip():
            return EMPTY
        key = name, region, country
        if key not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            told = {self._exact(name, region, each) for each in countries_in(country) or ("",)} - {""}
            self._found[key] = self._number[told.pop()] if len(told) == 1 else NONE
        return self._found[key]

    def _exact(self, name: str, region: str, country: str) -> str:
        context = Context(country=self._countries.id_of(country), within=self._russian(region))
        found = self._gazetteer.exact(name, context)
        if not found and (russian := self._russian(name)) != name:
            found = self._gazetteer.exact(russian, context)
        return found if found in self._number else ""

    def _russian(self, name: str) -> str:
        """The name with each unit in Cyrillic where it is a Russian one: GDELT has "Chita, Zabaykal'skiy Kray"."""
        pieces = [piece for piece in name.split(", ") if piece not in _NO_UNIT and not piece.endswith(" (general)")]
        return ", ".join(self._romanised.get(folded(piece), piece) for piece in pieces)

    def digest(self) -> str:
        """What tells these places and names from any other."""
        return digest(*self.ids, *map(repr, name_forms(self._gazetteer)))


def fold(
    paths: Sequence[str], layout: Layout, gazetteer: Gazetteer, work: Work, backend: Any, progress: Step = silent
) -> Result:
    """Fold the rows of all files; parts that an earlier run has finished are not read again.

    Raises :class:`KgError` with the part that failed and what to do; what is finished then stays for the next run.
    """
    progress(_("places"), 0.0)
    places, meanings = Places(gazetteer), Meanings(codes_of(layout.codes) if layout.codes else {})
    book = layout.codes.read_text(encoding="utf-8-sig") if layout.codes else ""
    salt = digest(_FORM, repr(layout._replace(about={}, codes=None)), book, places.digest())
    parts = parts_of(paths, salt, here=backend.name == DUCKDB)
    taken_up = sum(map(work.take_up, parts))
    for number, part in enumerate(parts):

        def step(done: float, part: Part = part, before: int = number) -> None:
            progress(part.name, _PARTS * (before + done) / len(parts))

        step(0.0)
        if not work.done(part):
            with failing(part, work, parts):
                _fold_part(backend, part, layout, places, meanings, work, step)
    with failing(work.folder, work, parts):
        counted, folder = _read(backend, [work.result(part) / _COUNTED for part in parts]), work.begin("events")
        shares = _shares(backend, counted)
        for share in range(shares):
            progress(_("adding up"), _PARTS + (WRITING - _PARTS) * share / shares)
            some = table.shared(counted, share, shares)
            _write(backend, table.events(some, several=len(parts) > 1), folder, share)
        rejects = [path for part in parts if (path := work.result(part) / _REJECTED).is_dir()]
        rest = table.left(counted, *([_read(backend, rejects)] if rejects else []))
        left = _write(backend, rest, work.begin("left"))
        return Result(_all_in(folder), left, places.ids, parts, taken_up)


def _fold_part(
    backend: Any,
    part: Part,
    layout: Layout,
    places: Places,
    meanings: Meanings,
    work: Work,
    step: Callable[[float], None],
) -> None:
    """Fold a part: its text is read once, into Parquet, from which the words and then the rows are taken."""
    folder, scratch = work.begin(part.key), work.begin("scratch")
    here, headed = backend.name == DUCKDB, not layout.columns
    read = opened(backend, unpacked(part, scratch / "unpacked", here=here, headed=headed), layout)
    for name in (column for columns in layout.fields.values() for column in columns):
        if name not in read.columns:
            told = _("no column is called '{name}'").format(name=shown(name))
            raise KgError(told, hint=did_you_mean(name, read.columns, part.name))
    rows = table.told(read, layout)
    if part.form != PARQUET:
        _write(backend, rows, scratch / "rows")
        rows = _read(backend, [scratch / "rows"])
    step(0.4)
    if backend.name == DUCKDB and backend.raw_sql(_HAS_REJECTS).fetchone():
        for file, line in backend.raw_sql(_OPEN).fetchall():
            told = _(
                "{file}, line {line}: a quotation mark is opened and not closed, so the rows after it cannot be told"
            )
            raise OSError(told.format(file=file, line=line))
        if lines := backend.raw_sql(_REJECTS).fetchall():
            _table(backend, folder / _REJECTED, dict(zip(LEFT, map(list, zip(*lines, strict=True)), strict=True)))
        backend.raw_sql(f"DROP TABLE {REJECTS}; DROP TABLE reject_scans")
    names, words, dates = (
        backend.to_pyarrow(each).to_pydict() for each in (table.names(rows), table.words(rows), table.dates(rows))
    )
    found = list(map(meanings.of, *words.values()))
    days = list(map(_day, dates["date"]))
    looked_up = (
        {**names, "number": list(map(places.number, *names.values()))},
        {**words, "code": [code for code, _spheres in found], "spheres": [spheres for _code, spheres in found]},
        {**dates, "year": [day.year if day else 0 for day in days], "iso": [day.iso if day else "" for day in days]},
    )
    found_in, meant_by, days_of = (
        _table(backend, scratch / f"words-{at}", columns) for at, columns in enumerate(looked_up)
    )
    step(0.6)
    shares = _shares(backend, rows)
    for share in range(shares):
        counted = table.folded(rows, layout, found_in, meant_by, days_of, share, shares)
        _write(backend, counted, folder / _COUNTED, share)
        step(0.6 + 0.4 * (share + 1) / shares)
    work.finish(part)


def _shares(backend: Any, rows: Any) -> int:
    """In how many shares of the pairs the rows are to be grouped: a cluster goes to disk by itself."""
    return max(1, -(-int(backend.execute(rows.count())) // _SHARE)) if backend.name == DUCKDB else 1


def _day(text: str) -> PartialDate | None:
    """The date that a text is, as ``kg import`` reads it; none where it is no date, or may be two."""
    try:
        day = partial_date(f"{text[:4]}-{text[4:6]}-{text[6:]}" if _COMPACT.fullmatch(text) else text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= LAST_YEAR else None


def _table(backend: Any, folder: Path, columns: dict[str, list[Any]]) -> Any:
    """What was looked up as a table that the engine reads, on a cluster each of its workers."""
    pa, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    folder.mkdir()
    types = {"fate": pa.int8(), "code": pa.int8(), "year": pa.int16(), "number": pa.int32()}
    types |= dict.fromkeys(("spheres", "rows"), pa.int64())
    schema = pa.schema([(name, types.get(name, pa.string())) for name in columns])
    parquet.write_table(pa.table(columns, schema=schema), folder / "part.parquet")
    return _read(backend, [folder])


def _read(backend: Any, folders: Iterable[Path]) -> Any:
    """The tables of some folders as one."""
    tables = [backend.read_parquet(_all_in(folder) if backend.name == DUCKDB else str(folder)) for folder in folders]
    return tables[0].union(*tables[1:]) if len(tables) > 1 else tables[0]


def _write(backend: Any, made: Any, folder: Path, share: int = 0) -> str:
    """Write a table, or a share of it, into a folder; the pattern of its files."""
    if backend.name == DUCKDB:
        folder.mkdir(exist_ok=True)
        backend.to_parquet(made, folder / f"part-{share}.parquet")
    else:
        backend.to_parquet(made, folder, mode="overwrite")
    return _all_in(folder)


def _all_in(folder: Path) -> str:
    """The pattern of the files of a table, in which the name of its folder is none."""
    return f"{escape(str(folder))}/*.parquet"


@contextmanager
def failing(what: Path | Part, work: Work, parts: Sequence[Part]) -> Iterator[None]:
    """Say of a fault of an engine what was being done, what helps, and how the run is taken up again.

    It is done to a part that is read, or to the folder of what is finished.
    """
    try:
        yield
    except KgError:
        raise
    except Exception as error:  # the engines' faults have no class in common
        reason = reason_of(error)
        is_full = any(word in str(error) for word in _NO_ROOM)
        told = _("no room for {path}: {reason}") if is_full else _("{path} cannot be read: {reason}")
        told = told.format(path=damaged(what, reason) if isinstance(what, Part) else what, reason=reason)
        if not is_full and not isinstance(what, Part):
            raise KgError(told, hint=_("remove that folder and give the command again")) from error
        remedy = _("mend that file or leave it out")
        if isinstance(error, StoreError):
            remedy = _("look whether the store answers and gives that object to this key")
        elif any(word in str(error) for word in _NO_READER):
            remedy = _("start the cluster with the reader of that store (hadoop-aws, for s3a://)")
        elif _EXTENSION in str(error):
            remedy = _("fetch it and name the file")
        elif is_full:
            remedy = _("make room on the disk, or give --memory or another folder with --temp")
        then = _("the same command goes on; parts finished: {done} of {all}") if parts else _("give the command again")
        then = then.format(done=sum(map(work.done, parts)), all=len(parts))
        raise KgError(told, hint=_("{remedy}; {then}").format(remedy=remedy, then=then)) from error
