"""What records of a place have in common: how they are filled, printed and made plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from io import BytesIO
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

from kg.ask.results import Table, Value
from kg.base import ids
from kg.base.ids import tail
from kg.base.languages import LANGUAGES, N_, _, current, pick, speaking
from kg.dossier.facts import COMMENT, Facts
from kg.formats.html import html_table
from kg.formats.registry import write

R = TypeVar("R", bound="Record")

_HEADINGS = {
    "title": N_("Title"), "kind": N_("Kind"), "label": N_("Name"), "name": N_("Name"), "text": N_("Text"),
    "partner": N_("Partner"), "place": N_("Place"), "role": N_("Role"), "status": N_("Status"), "date": N_("Date"),
    "start_year": N_("Start year"), "end_year": N_("End year"), "from_year": N_("Start year"),
    "until_year": N_("End year"), "year": N_("Year"), "independent_sources": N_("Independent sources"),
    "stance": N_("Stance"), "support": N_("Support"), "not_before": N_("Not before"), "not_after": N_("Not after"),
    "indicator": N_("Indicator"), "value": N_("Value"), "unit": N_("Unit"),
}  # fmt: skip


def said(how: Any, *given: object) -> Any:
    """A field of a record, filled by a method of :class:`Facts` for the IRI of the record."""
    return field(metadata={"how": how, "given": given})


@dataclass_transform(frozen_default=True, field_specifiers=(said,))
class _Filled:
    """What makes every class below it a frozen dataclass, as type checkers believe it."""

    _filled: ClassVar[tuple[tuple[str, Any, tuple[object, ...]], ...]] = ()

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, repr=False)(cls)
        told = (each for each in fields(cls) if "how" in each.metadata)  # type: ignore[arg-type] # made one just now
        cls._filled = tuple((each.name, each.metadata["how"], each.metadata["given"]) for each in told)


class Record(_Filled):
    """Something that the graph states, with its id; ``shown`` names what is seen of it at a glance."""

    shown: ClassVar[tuple[str, ...]] = ()
    alone: ClassVar[bool] = False  # whether it is the same wherever it is met: nothing that points to it is read
    id: str = said(lambda _facts, iri: tail(iri))

    @classmethod
    def met(cls, facts: Facts, iri: str) -> Self:
        """The record of a thing, made once of the facts where that can be."""
        return cls.kept(facts, iri) if cls.alone else cls.of(facts, iri)

    @classmethod
    def kept(cls, facts: Facts, iri: str) -> Self:
        """The record of a thing that is the same wherever it is met: it is made once of the facts."""
        if not isinstance(found := facts.made.get((cls, iri)), cls):
            found = facts.made[cls, iri] = cls.of(facts, iri)
        return found

    @classmethod
    def of(cls, facts: Facts, iri: str) -> Self:
        """The record of a thing."""
        made = object.__new__(cls)  # a frozen class sets each field by a call of its own, and there are very many
        made.__dict__.update((name, how(facts, iri, *given)) for name, how, given in cls._filled)
        return made

    def __repr__(self) -> str:
        told = [getattr(self, name) for name in self.shown]
        told = [str(each) for each in told if each is None or isinstance(each, str | int | float)]
        return f"<{' '.join([type(self).__name__, self.id, *told[:3]])}>"


class Labelled(Record):
    """A record with a name in several languages."""

    labels: Mapping[str, str] = said(Facts.labels)

    def label(self, lang: str = "en") -> str:
        """Its name in a language, else in the nearest there is."""
        return pick(self.labels, lang)


class Thing(Record):
    """A record that a person may ask for by itself; ``thing`` says what it is."""

    thing: ClassVar[str] = ""

    @property
    def iri(self) -> str:
        """Its identifier in the graph."""
        return ids.thing(self.thing, self.id)

    def data(self) -> dict[str, Any]:
        """All that is known of it as plain data (dicts, lists, texts and numbers), ready for JSON."""
        return {"thing": self.thing, "iri": self.iri, **plain_data(self)}


class Told(Record):
    """A record that is told in several languages."""

    texts: Mapping[str, str] = said(Facts.labels, COMMENT)

    def text(self, lang: str = "en") -> str:
        """What is said, in a language, else in the nearest there is."""
        return pick(self.texts, lang)


class Records(list[R]):
    """Records of one kind in order: a list that prints as a table, in the language of the context."""

    def __init__(self, kind: type[R], records: Iterable[R]) -> None:
        super().__init__(records)
        self._shown = kind.shown

    def _table(self) -> Table:
        rows = [[shown(getattr(record, name)) for name in self._shown] for record in self]
        return Table(self._shown, rows).headed(self._shown, [_(_HEADINGS[name]) for name in self._shown])

    def _repr_html_(self) -> str:
        return html_table(self._table())

    def __str__(self) -> str:
        out = BytesIO()
        write(self._table(), "md", out)
        return out.getvalue().decode()


def in_all(message: str, **values: Any) -> dict[str, str]:
    """A message of the program in every language, filled with what its values are called in it.

    >>> in_all("no place is called '{name}'", name="X")["ru"]
    'территории «X» нет'
    """
    told = {}
    for lang in LANGUAGES:
        with speaking(lang):
            told[lang] = _(message).format(**{name: shown(value) for name, value in values.items()})
    return told


def shown(value: Any) -> Value:
    """What a table shows of a value, in the language of the context."""
    if callable(value):
        return str(value(current()))
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(shown(each)) for each in value)
    return str(value.label(current()) if hasattr(value, "label") else value)


def plain_data(value: Any) -> Any:
    """Dicts, lists, texts, numbers and ``None`` in place of records; a place is its id and labels.

    Raises ``TypeError`` for anything else, with the value.

    >>> plain_data({"year": 1993, "spheres": ("culture",)})
    {'year': 1993, 'spheres': ['culture']}
    """
    if value is None or isinstance(value, int | float | str):
        return str(value) if isinstance(value, str) else value
    if hasattr(value, "_asdict"):
        value = value._asdict()
    elif isinstance(value, Record):
        value = {each.name: getattr(value, each.name) for each in fields(value)}
    elif hasattr(value, "id"):
        value = {"id": value.id, "labels": value.labels}
    if isinstance(value, Mapping):
        return {str(key): plain_data(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [plain_data(each) for each in value]
    raise TypeError(f"no plain form for {value!r}")
