"""What a column of a person's table may hold, and how they say so: the form of a table."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.base.errors import KgError, cause, did_you_mean, shown
from kg.base.files import atomic_writer
from kg.base.languages import N_, _, listed
from kg.schema.codes import CODES
from kg.schema.kinds import KINDS
from kg.schema.written_folder import quoted

# What is told of each of the two places; a field of the table ends in _a or _b.
OF_A_PLACE: Final = {
    "place": N_("a place: its name or id"),
    "region": N_("the unit that contains the place"),
    "country": N_("the country of the place"),
    "level": N_("the administrative level of the place"),
    "lat": N_("latitude in degrees, north positive"),
    "lon": N_("longitude in degrees, east positive"),
    "wikidata": N_("the Wikidata item"),
}
DATES: Final = {
    "started": N_("when the tie began"),
    "signed": N_("when it was signed"),
    "approved": N_("when it was approved"),
    "announced": N_("when it was announced"),
    "renewed": N_("when it was renewed"),
    "ended": N_("when it ended"),
    "dated": N_("a date of which nothing is said"),
}
OF_A_SOURCE: Final = {
    "source": N_("the title of the source"),
    "source_url": N_("the address of the source"),
    "source_date": N_("when the source was published"),
    "publisher": N_("who published it"),
}
OTHERS: Final = {
    "kind": N_("the kind of tie"),
    "status": N_("the status of the tie by this source"),
    **DATES,
    "sphere": N_("spheres of cooperation"),
    **OF_A_SOURCE,
    "locator": N_("page, row or paragraph of the source"),
    "note": N_("what else is worth knowing, in any language"),
}
FIELDS: Final = {f"{name}_{side}": says for side in "ab" for name, says in OF_A_PLACE.items()} | OTHERS
ENDING = ".mapping.toml"
# The tables of the file, in its order, each with a text that may stand in it.
_EXAMPLES: Final = {"columns": "place_a", "values": "sister", "kinds": "sister", "levels": "first-level", "source": "…"}
_OF_CODES: Final = ("columns", "kinds", "levels")


@dataclass
class Form:
    """Which column holds what, what holds for every row, and the kinds and levels that words stand for.

    ``fields`` tells the field of a column by its place in ``columns``; a column without one is left out.
    ``values`` has the same fields with one value for all rows: kind, country_a, country_b. ``known`` are the
    fields that there are, with what each means.
    """

    columns: tuple[str, ...]
    fields: dict[int, str]
    values: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=lambda: FIELDS)

    def column(self, name: str) -> int | None:
        """The column of a field, or nothing."""
        return next((index for index, each in self.fields.items() if each == name), None)

    def put(self, column: int, name: str) -> None:
        """Let a column hold a field, which no other holds then; an empty name leaves it out."""
        if name:
            _require(name, self.known, _("no field is called '{name}'"))
        self.fields = {index: each for index, each in self.fields.items() if index != column and each != name}
        if name:
            self.fields[column] = name

    def put_all(self, told: Iterable[str]) -> None:
        """Take in ``column=field`` words; a column is told by its heading or its number from 1."""
        for word in told:
            name, sign, target = word.rpartition("=")
            if not sign:
                raise KgError(
                    _("'{text}' is not column=field").format(text=shown(word)),
                    hint=_("write it as --map 'City=place_a'"),
                )
            self.put(number_of(name.strip(), self.columns), target.strip().removeprefix("-"))

    def left_out(self, rows: Iterable[Sequence[object]]) -> list[str]:
        """What names the columns that hold something and have no field: their headings, or their numbers from 1."""
        free = [index for index in range(len(self.columns)) if index not in self.fields]
        held = {index for row in rows for index in free if row[index] not in (None, "")}
        return [self.columns[index] or str(index + 1) for index in sorted(held)]

    def check(self) -> None:
        """Raise :class:`KgError` where two places, or one with its point, are not told, or a kind is none."""
        of_points = self.column("lat_a") is not None and self.column("lon_a") is not None
        self.require("place_a", *(() if of_points else ("place_b",)))
        self.check_words()

    def check_words(self) -> None:
        """Raise :class:`KgError` where a word stands for a kind or a level that there is not."""
        for word, kind in (*self.kinds.items(), ("kind", self.values.get("kind", "unknown"))):
            if kind not in KINDS:
                message = _("'{word}' has no kind '{kind}'").format(word=shown(word), kind=shown(kind))
                raise KgError(message, hint=did_you_mean(kind, KINDS, listed(KINDS)))
        for word, level in self.levels.items():
            if level not in CODES["level"]:
                message = _("'{word}' has no level '{level}'").format(word=shown(word), level=shown(level))
                raise KgError(message, hint=did_you_mean(level, CODES["level"], listed(sorted(CODES["level"]))))

    def require(self, *names: str) -> None:
        """Raise :class:`KgError` where no column holds one of these fields."""
        for name in names:
            if self.column(name) is None:
                columns = listed(each or str(number) for number, each in enumerate(self.columns[:12], 1))
                raise KgError(
                    _("no column is known to hold {field}").format(field=name),
                    hint=_("tell it: --map 'COLUMN={field}'; the columns are: {columns}").format(
                        field=name, columns=columns
                    ),
                )


def value_of(word: str, known: Mapping[str, str]) -> tuple[str, str]:
    """A field and its value for all rows, as ``FIELD=TEXT`` tells them."""
    name, sign, text = word.partition("=")
    if not sign or name not in known:
        message = _("'{text}' is not FIELD=TEXT").format(text=shown(word))
        raise KgError(message, hint=did_you_mean(name, known, listed(known)))
    return name, text


def _require(name: str, known: Collection[str], told: str) -> None:
    """Raise :class:`KgError` where a name is none of those that there are."""
    if name not in known:
        hint = did_you_mean(name, known, _("use {words}").format(words=listed(known)))
        raise KgError(told.format(name=shown(name)), hint=hint)


def number_of(name: str, columns: Sequence[str]) -> int:
    """The place of a column that a person names by its heading, or by its number from 1."""
    if name in columns:
        return columns.index(name)
    if name.isascii() and name.isdigit() and 1 <= int(name) <= len(columns):
        return int(name) - 1
    known = _("the columns are: {names}").format(names=listed(filter(None, columns[:12])))
    raise KgError(_("no column is called '{name}'").format(name=shown(name)), hint=did_you_mean(name, columns, known))


def save(form: Form, path: Path) -> None:
    """Write the form of a table where the next import of such a table finds it."""
    columns = {form.columns[i] or str(i + 1): form.fields.get(i, "") for i in range(len(form.columns))}
    tables = (columns, form.values, form.kinds, form.levels, form.source)
    lines = [f"# {_('How kg import reads tables with these columns; an empty text leaves a column out.')}"]
    for name, table in zip(_EXAMPLES, tables, strict=True):
        lines += ["", f"[{name}]", *(f"{quoted(key)} = {quoted(value)}" for key, value in table.items())]
    with atomic_writer(path) as stream:
        stream.write(("\n".join(lines) + "\n").encode())


def load(path: Path, columns: tuple[str, ...]) -> Form | None:
    """The form that a file tells, where it is one of these columns; raises :class:`KgError` for what is amiss in it."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise KgError(_("{path} cannot be read: {reason}").format(path=path, reason=cause(error))) from None
    try:
        for name in told:
            _require(name, _EXAMPLES, _("no table is called '{name}'"))
        texts = {name: _texts(name, told.get(name, {})) for name in _EXAMPLES}
        keys = [quoted(name or str(number)) for number, name in enumerate(columns, 1)]
        told_fields = {quoted(name): target for name, target in texts["columns"].items()}
        if told_fields.keys() != set(keys):
            return None
        form = Form(columns, {}, *(texts[name] for name in _EXAMPLES if name != "columns"))
        for name in form.values:
            _require(name, FIELDS, _("no field is called '{name}'"))
        for index, key in enumerate(keys):
            form.put(index, told_fields[key])
        form.check_words()
    except KgError as error:
        raise KgError(_("{where}: {what}").format(where=path, what=error)) from None
    return form


def _texts(name: str, table: Any) -> dict[str, str]:
    """A table of the file, all of it texts; raises :class:`KgError` with what is to be written."""
    example = _EXAMPLES[name]
    if not isinstance(table, dict):
        told = _("{key} is {value}, where a table should be").format(key=name, value=_as_told(table))
        line = f'"{_("word")}" = "{example}"'
        raise KgError(
            told,
            hint=_("write [{name}] on a line of its own, and below it lines such as {line}").format(
                name=name, line=line
            ),
        )
    for key, value in table.items():
        if not isinstance(value, str):
            told = _("{key} is {value}, where a text in quotes should be")
            right = example if isinstance(value, dict | list) or name in _OF_CODES else _as_told(value)
            line = f"{quoted(shown(key))} = {quoted(right)}"
            raise KgError(
                told.format(key=f"[{name}] {shown(key)}", value=_as_told(value)),
                hint=_("write it as {line}").format(line=line),
            )
    return table


def _as_told(value: Any) -> str:
    """A value nearly as the file has it."""
    is_written_so = isinstance(value, bool | str | list | dict)
    return shown(json.dumps(value, ensure_ascii=False, default=str) if is_written_so else value)
