"""A person's table as a source folder: written beside the old one, read strictly, and put in its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.base import ids
from kg.base.errors import KgError, SourceProblems
from kg.base.files import whole_folder
from kg.base.languages import LANGUAGES, _
from kg.base.resources import SOURCE_SETTINGS
from kg.gather.corpus import gather_one
from kg.gather.folder import ORIGINAL
from kg.gather.importing.answers import write_cells
from kg.gather.importing.meant_places import Made, Matcher
from kg.gather.importing.told_rows import Told, Unused
from kg.schema.written_folder import Cells, settings_text, table_text

UNUSED = f"{ORIGINAL}/unused.csv"


class Source(NamedTuple):
    """What a person tells once of where the table is from."""

    id: str
    title: str
    url: str = ""
    date: str = ""
    publisher: str = ""
    kind: str = "dataset"
    licence: str = ""


class Added(NamedTuple):
    """What became of the rows: the tables of the folder, and what is not used."""

    tables: dict[str, list[Cells]]
    unused: list[Unused]


def add_up(rows: Iterable[Told], matcher: Matcher, source: Source, file: str) -> Added:
    """The records that the rows make, and the rows that make none, each with its reason."""
    told: dict[tuple[object, ...], int] = {}
    sources: dict[tuple[str, ...], str] = {}
    unused: list[Unused] = []
    pairs: list[tuple[Told, str]] = []
    alone: set[str | Made] = set()  # the places of rows that tell of no tie
    for row in rows:
        ends = [(end, matcher.meant(end)) for end in row.ends]
        if wrong := [(end, meant) for end, meant in ends if not meant.is_found]:
            unused += [Unused(row.number, "", end.name, end.name + _(": ") + meant.reason) for end, meant in wrong[:1]]
            continue
        places = [meant.place or meant.made for _end, meant in ends]
        if len(places) == 1:
            if isinstance(places[0], str):
                reason = _("the gazetteer has it: {id}").format(id=places[0])
                unused.append(Unused(row.number, "", row.a.name, reason))
            alone.add(places[0])
            continue
        if places[0] == places[1]:
            reason = _("a tie of '{name}' with itself").format(name=row.a.name)
            unused.append(Unused(row.number, "", row.a.name, reason))
            continue
        own = f"{source.id}-{ids.digest(*row.source)}" if any(row.source) else source.id
        said = sources.setdefault(row.source, own)
        identity = (
            (frozenset(map(str, places)), said, row.kind, row.status, row.dates),
            (frozenset(row.spheres), row.note, row.locator),
        )
        if identity in told:
            reason = _("it repeats row {first}").format(first=told[identity])
            unused.append(Unused(row.number, "", f"{row.a.name} – {row.b.name}", reason))
            continue
        told[identity] = row.number
        pairs.append((row, said))
    known = matcher.new.ids()
    attestations: list[Cells] = []
    for row, said in pairs:
        meant = [matcher.meant(end) for end in (row.a, row.b)]
        attestations += _attestations(row, [each.place or known[each.made] for each in meant], said, file)
    used = {cells[f"place_{side}"] for cells in attestations for side in "ab"}
    used |= {id for key, id in known.items() if key in alone}
    new = [cells for cells in matcher.new.rows() if cells["id"] in used]
    countries = {cells["country"] for cells in new}
    made = [cells for id, cells in sorted(matcher.countries.made.items()) if id in countries]
    tables: dict[str, list[Cells]] = {
        "sources": list(_sources(source, sources)) if new or attestations else [],
        "places": [*made, *new],
        "attestations": attestations,
    }
    return Added({kind: cells for kind, cells in tables.items() if cells}, unused)


def _sources(source: Source, told: Mapping[tuple[str, ...], str]) -> Iterator[Cells]:
    own = {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "kind": source.kind,
        "published": source.date,
        "licence": source.licence,
    }
    yield own
    for (title, url, date, publisher), id in told.items():
        if id != source.id:
            yield own | {
                "id": id,
                "title": title or url or source.title,
                "publisher": publisher,
                "url": url,
                "published": date,
                "licence": "",
            }


def _attestations(row: Told, places: Sequence[str], source: str, file: str) -> Iterator[Cells]:
    same = {
        "place_a": places[0],
        "place_b": places[1],
        "name_a": row.a.name,
        "name_b": row.b.name,
        "kind_as_written": row.kind_as_written,
        "kind": row.kind,
        "spheres": ";".join(row.spheres),
        "source": source,
        "locator": row.locator or f"{file}:{row.number}",
        "note": row.note,
    }
    for date_kind, date in row.dates or (("", None),):
        over = "ended" if date_kind == "ended" else row.status or "unknown"
        yield {**same, "date": date.iso if date else "", "date_kind": date_kind, "status": over}


def _at_rest(cells: Cells) -> Cells:
    """A row whose cells no spreadsheet runs: one that would be begins with a space, which readers strip."""
    return {name: f" {cell}" if cell[:1] in "=+@" and cell else cell for name, cell in cells.items()}


def settings_of(source: Source, file: str) -> str:
    """The ``source.toml`` of the folder."""
    note = _("Made by kg import of {file}, which stands in {folder}/ as it was: import it again, edit no table here.")
    told = {"id": source.id, "publisher": source.publisher, "licence": source.licence, "homepage": source.url}
    return settings_text(
        told | {"note": note.format(file=file, folder=ORIGINAL)}, dict.fromkeys(LANGUAGES, source.title)
    )


def write_folder(out: Path, source: Source, added: Added, file: Path, beside: Sequence[Path]) -> None:
    """Put the folder in its place where it is sound; an earlier import is replaced, another folder never is.

    Raises :class:`SourceProblems` where a table is not as the strict reading wants it.
    """
    out = out.resolve()
    if out.exists() and not (out / ORIGINAL).is_dir() and (not out.is_dir() or any(out.iterdir())):
        raise KgError(
            _("{folder} is there and was not made by kg import").format(folder=out), hint=_("choose another --out")
        )
    with whole_folder(out) as made:
        (made / ORIGINAL).mkdir()
        shutil.copyfile(file, made / ORIGINAL / file.name)
        if added.unused:
            columns = ("row", "column", "value", "reason")
            write_cells(made / UNUSED, columns, ([str(row[0]), *row[1:]] for row in added.unused))
        for kind, rows in added.tables.items():
            (made / f"{kind}.csv").write_text(table_text(kind, map(_at_rest, rows)), encoding="utf-8", newline="\n")
        (made / SOURCE_SETTINGS).write_text(settings_of(source, file.name), encoding="utf-8", newline="\n")
        problems = gather_one(made, beside).problems
        if any(problem.severity == "error" for problem in problems):
            raise SourceProblems(problems)
