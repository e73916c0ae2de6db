"""What rows were folded to as a source folder: events with their counts, and what could not be used beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg.base.errors import KgError
from kg.base.files import whole_folder
from kg.base.languages import LANGUAGES, _
from kg.base.resources import SOURCE_SETTINGS
from kg.bulk.fold import Engine, Result
from kg.bulk.layout import KINDS, spheres_in
from kg.bulk.rows import FATES, FAULTS
from kg.gather.witnesses import MACHINE
from kg.schema.codes import LABELS
from kg.schema.records import TABLES
from kg.schema.written_folder import settings_text, table_text

ORIGINAL: Final = "original"
UNPLACED, LEFT = f"{ORIGINAL}/unplaced.csv", f"{ORIGINAL}/left_out.csv"
_SAID: Final = {
    "en": "Machine-coded: {kind}; reports: ",
    "ru": "Машинное кодирование: {kind}; сообщений: ",
    "zh": "机器编码：{kind}；报道条数：",
}
_END: Final = {"en": ".", "ru": ".", "zh": "。"}
_NOTED: Final = "distinct sources: "
_TOLD: Final = {"id": "id", "publisher": "publisher", "licence": "licence", "homepage": "url"}
_MADE: Final = "Made by kg bulk fold: what a program has read out of news, evidence of activity and not of ties."
_BECAUSE: Final = "one row a pair of places, year and kind; made anew, not edited"


class Source(NamedTuple):
    """What is told of the data set."""

    id: str
    title: str
    publisher: str = ""
    url: str = ""
    licence: str = ""


class Written(NamedTuple):
    """What stands in the folder, and what became of all rows by their fate; the empty one made events."""

    events: int
    fates: Mapping[str, int]
    unplaced: Sequence[tuple[Any, ...]]  # the most frequent names without a place
    taken_up: int  # parts that an earlier run had finished

    @property
    def rows(self) -> int:
        """All rows that were read."""
        return sum(self.fates.values())

    @property
    def faulty(self) -> int:
        """Rows that could not be read."""
        return sum(self.fates.get(fate, 0) for fate in FAULTS)


def write(out: Path, source: Source, result: Result, engine: Engine, least: int = 1, top: int = 10) -> Written:
    """Put the folder in its place, whole or not at all; an earlier one of the same id is replaced, no other is.

    ``least`` is the number of reports below which a pair's year makes no event. Raises :class:`KgError` where there
    would be no event.
    """
    with engine.connected() as backend, whole_folder(out) as made:
        (made / ORIGINAL).mkdir()
        folded, left = backend.read_parquet(result.events), backend.read_parquet(result.left)
        counts = _rows(backend, left.group_by("fate").agg(n=left.rows.sum().cast("int64")))
        fates = {FATES[number]: count for number, count in counts}
        kept = folded.filter(folded.reports >= least)
        if not (count := int(backend.execute(kept.count()))):
            raise KgError(_("no row makes an event; nothing is written"))
        backend.to_csv(_events(backend, kept, source, result.places), made / "events.csv", header=True)
        unplaced = _unplaced(left)
        backend.to_csv(unplaced, made / UNPLACED, header=True)
        backend.to_csv(_left(left), made / LEFT, header=True)
        first = _rows(backend, unplaced.limit(top))
        (made / "sources.csv").write_text(table_text("sources", [_source(source)]), encoding="utf-8")
        (made / SOURCE_SETTINGS).write_text(_settings(source, count), encoding="utf-8")
    return Written(count, fates, first, result.taken_up)


def _events(backend: Any, kept: Any, source: Source, places: Sequence[str]) -> Any:
    """The table of events, in the order of its columns and sorted by pair, year and kind."""
    ibis = import_module("ibis")
    numbered = {"number": list(range(len(places))), "id": list(places)}
    sums = {name: _whole(kept[name]) for name in ("reports", "sources")}
    rows = kept.select("a", "b", "year", "code", "first", "last", "spheres", **sums)
    for side in "ab":
        ids = ibis.memtable(numbered).rename({f"number_{side}": "number", f"place_{side}": "id"})
        rows = rows.inner_join(ids, rows[side] == ids[f"number_{side}"])
    sets = [bits for (bits,) in _rows(backend, kept.select("spheres").distinct())]
    rows = rows.order_by("a", "b", "year", "code")  # numbers stand in the order of the ids; words come after
    said = {
        lang: ibis.array([text.format(kind=LABELS[f"event-kind/{kind}"][lang]) for kind in KINDS])[rows.code]
        for lang, text in _SAID.items()
    }
    kind, year, reports = ibis.array(list(KINDS))[rows.code], rows.year.cast("string"), rows.reports.cast("string")
    parts = (source.id, rows.place_a, rows.place_b, year, kind)
    cells = {
        "id": ibis.literal(".").join(list(parts)),
        "place_a": rows.place_a,
        "place_b": rows.place_b,
        "kind": kind,
        "date": rows["first"],
        "spheres": ibis.cases(*((rows.spheres == bits, spheres_in(bits)) for bits in sets), else_=""),
        "planned": ibis.literal("false"),
        **{f"description_{lang}": said[lang] + reports + end for lang, end in _END.items()},
        "sources": ibis.literal(source.id),
        "note": (rows.sources > 0).ifelse(_NOTED + rows.sources.cast("string"), ""),
        "until": (rows["last"] == rows["first"]).ifelse("", rows["last"]),
        "reports": reports,
    }
    columns = {name: cells.get(name, ibis.literal("")) for name in TABLES["events"].columns}
    return rows.select(**columns)


def _whole(number: Any) -> Any:
    """A sum as the whole number that it is; DuckDB's sums come back from a file as of floating point."""
    return number.cast("float64").cast("int64")


def _rows(backend: Any, table: Any) -> list[tuple[Any, ...]]:
    return list(zip(*backend.to_pyarrow(table).to_pydict().values(), strict=True))


def _unplaced(left: Any) -> Any:
    """The names that mean no place for certain, with their rows, the most frequent first."""
    lost = left.filter(left.fate == FATES.index("unplaced"))
    counted = lost.group_by(name=_at_rest(lost.word)).agg(rows=lost.rows.sum().cast("int64"))
    return counted.order_by(counted.rows.desc(), counted.name)


def _left(left: Any) -> Any:
    """Other rows that make no event: why, the word that decides or an example, and how many."""
    ibis = import_module("ibis")
    rest = left.filter(~left.fate.isin([FATES.index(fate) for fate in ("", "unplaced")]))
    why = ibis.cases(*((rest.fate == FATES.index(fate), fate) for fate in FATES[1:]), else_="")
    example = rest.whole.fill_null(rest.word)
    counted = rest.group_by(why=why, example=_at_rest(example)).agg(rows=rest.rows.sum().cast("int64"))
    return counted.order_by(counted.why, counted.rows.desc(), counted.example)


def _at_rest(text: Any) -> Any:
    """A text that no spreadsheet program runs as a formula."""
    return text.re_search(r"^[=+@\t-]").ifelse("'" + text, text)


def _source(source: Source) -> Mapping[str, str]:
    told = {name: text for name, text in source._asdict().items() if text}
    return {**told, "kind": MACHINE, "language": "mul", "link": "true" if source.url else ""}


def _settings(source: Source, count: int) -> str:
    told = {name: getattr(source, field) for name, field in _TOLD.items()} | {"note": _MADE}
    titles = dict.fromkeys(LANGUAGES, source.title)
    return settings_text(told, titles, {"events": count, "sources": 1}, _BECAUSE)
