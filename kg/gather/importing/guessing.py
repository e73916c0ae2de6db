"""Which column of a person's table is what: told by its heading and by what its cells hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from kg.base.ids import QID, link
from kg.gather.importing.fields import DATES, OF_A_PLACE, Form
from kg.gather.importing.wordlists import code_of, headings, holds, plain
from kg.gather.sheets import Cell, Sheet, number
from kg.gather.sheets.dates import is_day_first, partial_date
from kg.gazetteer.gazetteer import Gazetteer

SAMPLE = 25  # how many different cells of a column are looked at
_EXACT, _WITHIN, _MOST, _SOME = 6.0, 4.0, 0.8, 0.5
_LONGEST_NAME = 80
Shares = Mapping[str, float]


class Seen(NamedTuple):
    """A column: its heading in plain words, some of its cells, and the share of those of each nature."""

    heading: str
    cells: tuple[Cell, ...]
    shares: Shares


def text_of(cell: Cell) -> str:
    r"""A cell as text: no space around, no character that acts instead of being seen, whole numbers without a point.

    >>> text_of(" Хар\u200bбин\u202e "), text_of(2002.0), text_of(None)
    ('Харбин', '2002', '')
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else " ".join(str(cell).split())
    return text if text.isprintable() else "".join(c for c in text if c.isprintable())


def _is_number(text: str) -> bool:
    return number(text) is not None


def _is_date(cell: Cell) -> bool:
    try:
        return bool(partial_date(cell, day_first=True))
    except ValueError:
        return False


def looked_at(sheet: Sheet, gazetteer: Gazetteer) -> list[Seen]:
    """Every column with what its first different cells are."""

    def is_place(text: str) -> bool:
        found = gazetteer.candidates(text, limit=1) if len(text) <= _LONGEST_NAME and not _is_number(text) else ()
        return bool(found) and found[0].score >= 88

    def is_country(text: str) -> bool:
        return is_place(text) and gazetteer.places[gazetteer.candidates(text)[0].place].level == "country"

    natures: dict[str, Callable[[str], bool]] = {
        "number": _is_number,
        "url": lambda text: bool(link(text)),
        "qid": lambda text: bool(QID.fullmatch(text.rpartition("/")[2])),
        "kind": lambda text: code_of(text, "tie-kind") not in ("", "unknown"),
        "status": lambda text: bool(code_of(text, "tie-status")),
        "place": is_place,
        "country": is_country,
        "long": lambda text: len(text) > _LONGEST_NAME,
    }
    found = []
    for index, name in enumerate(sheet.columns):
        cells = tuple(dict.fromkeys(row[index] for row in sheet.rows[:2000] if text_of(row[index])))[:SAMPLE]
        texts = [text_of(cell) for cell in cells]
        shares = {nature: sum(map(test, texts)) / len(texts) for nature, test in natures.items()} if texts else {}
        shares |= {"date": sum(map(_is_date, cells)) / len(cells)} if cells else {}
        found.append(Seen(plain(name), cells, shares))
    return found


def guess(sheet: Sheet, gazetteer: Gazetteer) -> Form:
    """The form of a table; fields that nothing tells stay open."""
    seen = looked_at(sheet, gazetteer)
    form = Form(sheet.columns, {})
    of_edges = {code_of(one.heading, "end") for one in seen} >= {"source", "target"}
    scores = sorted(
        (-score, index, name) for index, one in enumerate(seen) for name, score in _scores(one, of_edges).items()
    )
    sided: dict[str, list[int]] = {name: [] for name in OF_A_PLACE}
    taken: set[int] = set()
    for _minus, index, name in scores:
        if index not in taken and name in sided and len(sided[name]) < 2:
            sided[name].append(index)
        elif index in taken or name in sided or form.column(name) is not None:
            continue
        else:
            form.put(index, name)
        taken.add(index)
    while len(sided["place"]) < 2 and sided["region"]:
        sided["place"].append(sided["region"].pop(0))
    _put_sides(form, seen, sided)
    for side in "ab":
        place = form.column(f"place_{side}")
        country = code_of(sheet.columns[place], "country") if place is not None else ""
        if country and form.column(f"country_{side}") is None:
            form.values[f"country_{side}"] = country
    if form.column("kind") is None:
        kinds = [code_of(sheet.columns[index], "tie-kind") for index in sided["place"]]
        form.values["kind"] = next((kind for kind in kinds if kind), "unknown")
    return form


def _scores(one: Seen, of_edges: bool) -> dict[str, float]:
    """How well each field fits a column, for those that it may be; a source is an end of an edge beside a target."""
    by_heading: dict[str, float] = {}
    if of_edges and code_of(one.heading, "end"):
        by_heading |= {"place": _EXACT, "source": 0.0}
    for word in headings():
        if word.code not in by_heading and holds(one.heading, word.text):
            by_heading[word.code] = _EXACT if one.heading == word.text else _WITHIN + len(word.text) / 100
    return {
        name: score
        for name in {*by_heading, "place", "wikidata", "source_url", "started", "kind", "country", "status"}
        if (score := by_heading.get(name, 0.0) + _by_content(name, one.shares)) > 0
    }


# What most cells of a column are where it holds a field; the field is told by it alone where the worth is above 0.
_NATURE: Final = {
    "wikidata": ("qid", 5.0),
    "source_url": ("url", 5.0),
    "lat": ("number", 0.0),
    "lon": ("number", 0.0),
    **dict.fromkeys(DATES, ("date", 0.0)),
    "started": ("date", 1.0),
    "source_date": ("date", 0.0),
}
# Words of these fields that no table has are theirs too where the heading says so.
_WORDS: Final = {"kind": ("kind", 2.0), "country": ("country", 5.0), "status": ("status", 1.0)}
_NEVER: Final = -20.0


def _by_content(name: str, shares: Shares) -> float:
    """What the cells say for a field, or against it."""
    if not shares:  # an empty column tells nothing, and may still be what its heading says
        return _NEVER if name in _NATURE or name == "country" else 0.0
    if name in _NATURE:
        nature, worth = _NATURE[name]
        return _NEVER if shares[nature] < _SOME else worth * shares[nature] if shares[nature] >= _MOST else 0.0
    strange = max(shares[nature] for nature in ("number", "url", "qid", "long", "date"))
    if name in ("place", "region", "level", *_WORDS) and strange > _SOME:
        return _NEVER
    if name in _WORDS:
        nature, worth = _WORDS[name]
        return worth * shares[nature] if shares[nature] >= _SOME else 0.0
    return 3.0 * shares["place"] * (shares["place"] >= _SOME) - 6.0 * shares["country"] if name == "place" else 0.0


def _put_sides(form: Form, seen: list[Seen], sided: Mapping[str, list[int]]) -> None:
    """Share the columns of places between the two sides, then each other one to the place that it stands beside."""
    places = sorted(sided["place"])
    sides = [_side(seen[index].heading) for index in places]
    if sides in (["b", "a"], ["b", ""], ["", "a"]):
        places.reverse()
    at = dict(zip("ab", places, strict=False))
    for side, index in at.items():
        form.put(index, f"place_{side}")
    for name in OF_A_PLACE:
        free = set(at) if name != "place" else set()
        told = sorted(sided[name], key=lambda index: (not _side(seen[index].heading), _nearest(index, at.values())))
        for index in told if free else ():
            own = _side(seen[index].heading)
            near = sorted(free, key=lambda side: (side != own, abs(at[side] - index), at[side] > index))
            if near:
                form.put(index, f"{name}_{near[0]}")
                free.discard(near[0])


def _side(heading: str) -> str:
    return code_of(heading, "side")


def _nearest(index: int, places: Iterable[int]) -> tuple[int, int]:
    return min((abs(place - index) for place in places), default=0), index


def day_orders(sheet: Sheet, form: Form) -> dict[int, bool | None]:
    """For each column of dates whether the day stands first."""
    return {
        index: is_day_first(row[index] for row in sheet.rows)
        for index, name in form.fields.items()
        if name in DATES or name == "source_date"
    }


def example_rows(sheet: Sheet, form: Form) -> list[tuple[Any, ...]]:
    """One row a column for a person to look at: its number, heading and field, and three cells."""
    found: list[tuple[Any, ...]] = []
    for index, name in enumerate(sheet.columns):
        cells = [text_of(row[index]) for row in sheet.rows[:3]]
        found.append((index + 1, name, form.fields.get(index, ""), *cells, *[""] * (3 - len(cells))))
    return found
