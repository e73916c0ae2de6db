"""What was pulled, as a source folder: the same tables as every other source, with a source.toml."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.base.dates import PartialDate
from kg.base.files import atomic_writer
from kg.base.languages import LANGUAGES, N_, translated
from kg.schema.records import TABLES
from kg.wikidata import place_classes
from kg.wikidata.items import Item, Population
from kg.wikidata.properties import page
from kg.wikidata.twin_ties import WikiTie

ORIGIN = "WIKIDATA"  # the source from which other extracts of Wikidata are derived, where the sources name it
KIND_AS_WRITTEN = "P190 (twinned administrative body)"


class Country(NamedTuple):
    """One of the two countries: its ISO 3166-1 code, its item, and its place id."""

    code: str
    item: Item
    place: str


class Pulled(NamedTuple):
    """All that a pull found."""

    date: str
    countries: tuple[Country, Country]
    ties: tuple[WikiTie, ...]
    items: Mapping[str, Item]
    populations: tuple[Population, ...]


class Known(NamedTuple):
    """What the other sources have already: place ids by Q-id, place ids, source ids."""

    places: Mapping[str, str]
    ids: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


Cells = Mapping[str, str]


def folder_id(pulled: Pulled) -> str:
    """The name of the folder and its source.

    >>> one, two = (Country(code, Item("Q1"), code.lower()) for code in ("DE", "FR"))
    >>> folder_id(Pulled("2026-01-31", (one, two), (), {}, ()))
    'wikidata-de-fr-2026-01-31'
    """
    codes = "-".join(country.code.lower() for country in pulled.countries)
    return f"wikidata-{codes}-{pulled.date}"


def write(folder: Path, pulled: Pulled, known: Known) -> dict[str, int]:
    """Write the folder, each file whole or not at all, ``source.toml`` last; the number of rows by table.

    Without ``source.toml`` a folder is no source: an interrupted writing is never read.
    """
    tables = {
        "places": list(_places(pulled, known)),
        "sources": [_source(pulled, known)],
        "attestations": list(_attestations(pulled, known)),
        "observations": list(_observations(pulled, known)),
    }
    (folder / "source.toml").unlink(missing_ok=True)
    for kind, rows in tables.items():
        path = folder / f"{kind}.csv"
        if rows:
            with atomic_writer(path) as stream:
                stream.write(_csv(kind, rows).encode())
        else:
            path.unlink(missing_ok=True)
    counts = {kind: len(rows) for kind, rows in tables.items() if rows}
    with atomic_writer(folder / "source.toml") as stream:
        stream.write(_settings(pulled, counts).encode())
    return counts


def _csv(kind: str, rows: Iterable[Cells]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(TABLES[kind].columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _settings(pulled: Pulled, counts: Mapping[str, int]) -> str:
    one, two = (country.item for country in pulled.countries)
    title = N_("Wikidata: twin towns and regions of {a} and {b}, {date}")
    titles = [
        f"{lang} = {_quoted(text.format(a=one.label(lang), b=two.label(lang), date=pulled.date))}"
        for lang in LANGUAGES
        for text in [translated(title, lang)]
    ]
    lines = [
        f"id = {json.dumps(folder_id(pulled))}",
        'publisher = "Wikimedia Foundation"',
        'licence = "CC0 1.0"',
        f"homepage = {json.dumps(page('P190'))}",
        f'note = "Statements of the property P190, as the query service answered on {pulled.date}."',
        "",
        "[title]",
        *titles,
    ]
    for kind, count in counts.items():
        because = f"as many as were pulled on {pulled.date}; the folder is written anew, not edited"
        lines += ["", f"[tables.{kind}]", f"rows = [{count}, {count}]", f"because = {_quoted(because)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are among its own; nothing that ends the line stays."""
    return json.dumps("".join(c if c.isprintable() else " " for c in text), ensure_ascii=False)


def _source_id(pulled: Pulled) -> str:
    return folder_id(pulled).upper().replace("-", "_")


def _source(pulled: Pulled, known: Known) -> Cells:
    return {
        "id": _source_id(pulled),
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


def place_of(qid: str, pulled: Pulled, known: Known) -> str:
    """The id of a place: the one that it has here, else one from its Q-id."""
    countries = {country.item.qid: country.place for country in pulled.countries}
    return known.places.get(qid) or countries.get(qid) or f"wd-{qid}"


def _places(pulled: Pulled, known: Known) -> Iterator[Cells]:
    """Places that no other source has: the countries first, then the parties of ties."""
    for country in pulled.countries:
        if country.place not in known.ids:
            yield _place(country.item, country.place, "country", country.place, pulled)
    for qid, country in _parties(pulled):
        if qid not in known.places:
            item = pulled.items[qid]
            yield _place(item, f"wd-{qid}", level_of(item), country.place, pulled)


def _parties(pulled: Pulled) -> list[tuple[str, Country]]:
    """The items of the ties with their countries, in the order of their numbers."""
    a, b = pulled.countries
    found = {**{tie.a: a for tie in pulled.ties}, **{tie.b: b for tie in pulled.ties}}
    return sorted(found.items(), key=lambda pair: int(pair[0][1:]))


def level_of(item: Item) -> str:
    """The level that a new place gets: the highest that its classes stand for, else a settlement.

    >>> level_of(Item("Q1", levels=frozenset({"city", "region"}))), level_of(Item("Q2"))
    ('region', 'settlement')
    """
    order = list(
        dict.fromkeys(
            row.level for row in place_classes.CLASSES if row.level not in (place_classes.OTHER, place_classes.FORMER)
        )
    )
    return min((level for level in item.levels if level in order), key=order.index, default="settlement")


def _place(item: Item, id: str, level: str, country: str, pulled: Pulled) -> Cells:
    labels = dict(reversed(item.labels))
    lat, lon = item.points[0] if item.points else (None, None)
    aliases = [text for _, text in item.aliases if ";" not in text and text not in labels.values()]
    return {
        "id": id,
        "level": level,
        "country": country,
        "within": "" if id == country else country,
        "name_ru": labels.get("ru", ""),
        "name_en": labels.get("en", ""),
        "name_zh": labels.get("zh", ""),
        "alt_names": ";".join(aliases),
        "wikidata": item.qid,
        "lat": "" if lat is None else f"{lat:.5f}".rstrip("0").rstrip("."),
        "lon": "" if lon is None else f"{lon:.5f}".rstrip("0").rstrip("."),
        "sources": _source_id(pulled),
        "note": "" if item.levels else "The level is a guess: no class of the item tells it.",
    }


def _attestations(pulled: Pulled, known: Known) -> Iterator[Cells]:
    for tie in pulled.ties:
        said: list[tuple[PartialDate | None, str, str]] = [(date, "started", "unknown") for date in tie.starts]
        said += [(date, "ended", "ended") for date in tie.ends]
        for date, kind, status in said or [(None, "unknown", "unknown")]:
            yield _attestation(tie, date, kind, status, pulled, known)


def _attestation(
    tie: WikiTie, date: PartialDate | None, date_kind: str, status: str, pulled: Pulled, known: Known
) -> Cells:
    a, b = pulled.items[tie.a], pulled.items[tie.b]
    notes = [f"reference: {url}" for url in tie.urls]
    if tie.direction != "both":
        notes.insert(0, f"direction: P190 stands on {tie.a if tie.forth else tie.b} only")
    return {
        "place_a": place_of(tie.a, pulled, known),
        "place_b": place_of(tie.b, pulled, known),
        "name_a": a.label(),
        "name_b": b.label(),
        "kind_as_written": KIND_AS_WRITTEN,
        "kind": "sister",
        "date": date.iso if date else "",
        "date_kind": date_kind,
        "status": status,
        "direction": tie.direction,
        "source": _source_id(pulled),
        "locator": f"{tie.a}–{tie.b}",
        "note": " | ".join(notes),
    }


def _observations(pulled: Pulled, known: Known) -> Iterator[Cells]:
    for one in pulled.populations:
        yield {
            "place": place_of(one.item, pulled, known),
            "indicator": "population-estimate",
            "year": str(one.year),
            "value": one.value,
            "unit": "persons",
            "sources": _source_id(pulled),
            "low_trust": "true",
            "note": "Wikidata does not say whether the number is a count or an estimate.",
        }
