"""What is pulled, as a source folder: the same tables as every other source, with a source.toml."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, N_, _, translated
from kg.base.progress import Step, silent
from kg.gather.roots import SETTINGS
from kg.schema.records import TABLES
from kg.wikidata import fetch, place_classes
from kg.wikidata.client import Client
from kg.wikidata.file_set import write_set
from kg.wikidata.items import Item, page
from kg.wikidata.twin_ties import WikiTie, between

ORIGIN = "WIKIDATA"  # the source from which other extracts of Wikidata are derived, where the sources name it
Cells = Mapping[str, str]


class Known(NamedTuple):
    """What the other sources have already: place ids by Q-id, place ids, source ids."""

    places: Mapping[str, str]
    ids: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


class Pulled(NamedTuple):
    """All that a pull found: the two countries by their codes, ties, their items, and populations with their years."""

    date: str
    countries: Mapping[str, Item]
    ties: tuple[WikiTie, ...]
    items: Mapping[str, Item]
    populations: Mapping[str, tuple[int, str]]

    @property
    def folder_id(self) -> str:
        """The name of the folder and its source.

        >>> Pulled("2026-01-31", {"DE": Item("Q1"), "FR": Item("Q2")}, (), {}, {}).folder_id
        'wikidata-de-fr-2026-01-31'
        """
        return "-".join(("wikidata", *map(str.lower, self.countries), self.date))

    @property
    def source_id(self) -> str:
        """The id of the source."""
        return self.folder_id.upper().replace("-", "_")


def pull(client: Client, codes: tuple[str, str], progress: Step = silent) -> Pulled:
    """All P190 ties of two countries (ISO 3166-1 codes) with what is known of their parties.

    Every answer is in the client's cache: after an interruption the same call goes on where it stopped.
    """
    if codes[0] == codes[1]:
        raise KgError(_("{code} twice").format(code=codes[0]), hint=_("name two countries"))
    found = fetch.countries(client, codes)
    one, two = (found[code] for code in codes)
    ties = [tie for tie in between(client, (one, two), progress) if tie.direction]
    progress(_("items"))
    parties = {qid for tie in ties for qid in (tie.a, tie.b)}
    items = fetch.items(client, parties | {one, two})
    progress(_("populations"))
    populations = fetch.populations(client, parties)
    return Pulled(client.cache.date.iso, {code: items[found[code]] for code in codes}, tuple(ties), items, populations)


def write(folder: Path, pulled: Pulled, known: Known) -> dict[str, int]:
    """Write the folder, whole or not at all; the number of rows by table.

    Without ``source.toml`` a folder is no source: no mixture of two sets is ever read.
    """
    ids = {item.qid: code.lower() for code, item in pulled.countries.items()} | dict(known.places)
    tables = {
        "places": list(_places(pulled, known, ids)),
        "sources": [_source(pulled, known)],
        "attestations": list(_attestations(pulled, ids)),
        "observations": list(_observations(pulled, ids)),
    }
    counts = {kind: len(rows) for kind, rows in tables.items() if rows}
    texts = {SETTINGS: _settings(pulled, counts)} | {f"{kind}.csv": _csv(kind, tables[kind]) for kind in counts}
    write_set(folder, texts, [folder / f"{kind}.csv" for kind in tables.keys() - counts.keys()])
    return counts


def _csv(kind: str, rows: Iterable[Cells]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(TABLES[kind].columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _settings(pulled: Pulled, counts: Mapping[str, int]) -> str:
    one, two = pulled.countries.values()
    title = N_("Wikidata: twin towns and regions of {a} and {b}, {date}")
    lines = [
        f"id = {json.dumps(pulled.folder_id)}",
        'publisher = "Wikimedia Foundation"',
        'licence = "CC0 1.0"',
        f"homepage = {json.dumps(page('P190'))}",
        f'note = "Statements of the property P190, as the query service answered on {pulled.date}."',
        "",
        "[title]",
    ]
    for lang in LANGUAGES:
        told = translated(title, lang).format(a=one.label(lang), b=two.label(lang), date=pulled.date)
        lines.append(f"{lang} = {_quoted(told)}")
    for kind, count in counts.items():
        because = f"as many as were pulled on {pulled.date}; the folder is written anew, not edited"
        lines += ["", f"[tables.{kind}]", f"rows = [{count}, {count}]", f"because = {_quoted(because)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are among its own; nothing that ends the line stays."""
    return json.dumps("".join(c if c.isprintable() else " " for c in text), ensure_ascii=False)


def _source(pulled: Pulled, known: Known) -> Cells:
    return {
        "id": pulled.source_id,
        "title": f"Wikidata, property P190, answers of {pulled.date}",
        "publisher": "Wikimedia Foundation",
        "url": page("P190"),
        "kind": "dataset",
        "language": "mul",
        "published": pulled.date,
        "licence": "CC0 1.0",
        "derived_from": ORIGIN if ORIGIN in known.sources else "",
        "link": "true",
    }


def _places(pulled: Pulled, known: Known, ids: Mapping[str, str]) -> Iterator[Cells]:
    """Places that no other source has: the countries first, then the parties of ties in the order of their numbers."""
    sides = [ids[item.qid] for item in pulled.countries.values()]
    for item, id in zip(pulled.countries.values(), sides, strict=True):
        if id not in known.ids:
            yield _place(item, id, "country", id, pulled)
    parties = {tie.a: sides[0] for tie in pulled.ties} | {tie.b: sides[1] for tie in pulled.ties}
    for qid, id in sorted(parties.items(), key=lambda party: int(party[0][1:])):
        if qid not in known.places:
            yield _place(pulled.items[qid], f"wd-{qid}", level_of(pulled.items[qid]), id, pulled)


def level_of(item: Item) -> str:
    """The level that a new place gets: the highest that its classes stand for, else a settlement.

    >>> level_of(Item("Q1", levels=frozenset({"city", "region"}))), level_of(Item("Q2"))
    ('region', 'settlement')
    """
    levels = (row.level for row in place_classes.table().values())
    none = (place_classes.OTHER, place_classes.FORMER)
    return next((level for level in levels if level in item.levels and level not in none), "settlement")


def _place(item: Item, id: str, level: str, country: str, pulled: Pulled) -> Cells:
    labels = dict(reversed(item.labels))
    lat, lon = (f"{number:.5f}".rstrip("0").rstrip(".") for number in item.points[0]) if item.points else ("", "")
    return {
        "id": id,
        "level": level,
        "country": country,
        "within": "" if id == country else country,
        **{f"name_{lang}": labels.get(lang, "") for lang in LANGUAGES},
        "alt_names": ";".join(text for _, text in item.aliases if ";" not in text and text not in labels.values()),
        "wikidata": item.qid,
        "lat": lat,
        "lon": lon,
        "sources": pulled.source_id,
        "note": "" if item.levels else "The level is a guess: no class of the item tells it.",
    }


def _attestations(pulled: Pulled, ids: Mapping[str, str]) -> Iterator[Cells]:
    for tie in pulled.ties:
        notes = [f"reference: {url}" for url in tie.urls]
        if tie.direction != "both":
            notes.insert(0, f"direction: P190 stands on {tie.a if tie.forth else tie.b} only")
        said = [(date.iso, "started", "unknown") for date in tie.starts]
        said += [(date.iso, "ended", "ended") for date in tie.ends]
        for date, date_kind, status in said or [("", "unknown", "unknown")]:
            yield {
                "place_a": ids.get(tie.a, f"wd-{tie.a}"),
                "place_b": ids.get(tie.b, f"wd-{tie.b}"),
                "name_a": pulled.items[tie.a].label(),
                "name_b": pulled.items[tie.b].label(),
                "kind_as_written": "P190 (twinned administrative body)",
                "kind": "sister",
                "date": date,
                "date_kind": date_kind,
                "status": status,
                "direction": tie.direction,
                "source": pulled.source_id,
                "locator": f"{tie.a}–{tie.b}",
                "note": " | ".join(notes),
            }


def _observations(pulled: Pulled, ids: Mapping[str, str]) -> Iterator[Cells]:
    for qid, (year, value) in pulled.populations.items():
        yield {
            "place": ids.get(qid, f"wd-{qid}"),
            "indicator": "population-estimate",
            "year": str(year),
            "value": value,
            "unit": "persons",
            "sources": pulled.source_id,
            "low_trust": "true",
            "note": "Wikidata does not say whether the number is a count or an estimate.",
        }
