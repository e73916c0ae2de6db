"""Tables of the portal's pages: columns, cells that lead somewhere, and what a script sorts and filters them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from markupsafe import Markup
from pyoxigraph import NamedNode

from kg.ask.results import Cell as Answered
from kg.ask.results import Table
from kg.base.dates import when
from kg.base.languages import _, as_head, current, grouped, ngettext, pick
from kg.base.namespaces import SKOS
from kg.dossier.facts import Facts
from kg.dossier.pictures.svg import text_width
from kg.formats.safe_html import json_for_script
from kg.formats.shown_cells import is_address as leads_out
from kg.formats.shown_cells import is_number, numeric, shown, text_of
from kg.site.portal.frame import rendered
from kg.site.portal.page import Crumb, Links, Page

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

SCRIPTS = ("saving.js", "tables.js")
_SENTENCE = 240  # units of width: what is longer on the average is told in sentences


class To(NamedTuple):
    """A text that leads to an address; without one it is a text. As the head of a row it may be led to by its id."""

    text: str
    address: str = ""
    id: str = ""


class Ordered(NamedTuple):
    """A date in words, or a number as a language writes it, and what it is sorted by."""

    text: str
    order: str | int | None = None


Value: TypeAlias = "str | int | float | To | Ordered | Sequence[To] | None"


class Column(NamedTuple):
    """A column: ``kind`` says how it is sorted and filtered (text, number, date, or choice among a few words).

    What is ``spare`` is shown by the chooser of columns, and without a script.
    """

    key: str
    heading: str
    kind: str = "text"
    spare: bool = False


class Listing(NamedTuple):
    """A table with its caption; ``name`` is that of the file a reader downloads, and of its state in the address."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    note: str = ""

    @property
    def css(self) -> str:
        """Classes that set columns of numbers to the right."""
        return " ".join(f"n{place}" for place, each in enumerate(self.columns, 1) if each.kind == "number")

    @property
    def long(self) -> set[int]:
        """The numbers of the columns in which sentences stand, which need room."""
        wide: Counter[int] = Counter()
        for row in self.rows:
            for at, value in enumerate(row):
                wide[at] += int(text_width(value)) if isinstance(value, str) else 0
        return {at for at, whole in wide.items() if whole > _SENTENCE * len(self.rows)}


class Part(NamedTuple):
    """A part of a page: a heading, paragraphs, and tables or other markup."""

    heading: str
    texts: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    markup: Markup = Markup()
    id: str = ""
    see: tuple[To, ...] = ()


class Desk:
    """What all rows of a page are made with: names in the language that is spoken, and addresses from that page."""

    def __init__(self, portal: Portal, address: str) -> None:
        self.portal, self.address, self.lang = portal, address, current()
        self.links = Links.of(address, self.lang)
        self.paged = portal.told.paged

    @property
    def facts(self) -> Facts:
        """All that is stated of things."""
        return self.portal.told.whole.facts

    def name(self, iri: str) -> str:
        """What a thing or concept is called."""
        return (
            pick(self.facts.labels(iri) or self.facts.labels(iri, SKOS + "prefLabel"), self.lang)
            or iri.rpartition("/")[2]
        )

    def defined(self, iri: str) -> str:
        """What a concept means."""
        return pick(self.facts.labels(iri, SKOS + "definition"), self.lang)

    def to(self, iri: str, text: str = "") -> To:
        """A thing by its name, leading to its page where it has one."""
        return To(text or self.name(iri), self.links.thing(iri) if iri in self.paged else "")

    def all(self, iris: Iterable[str]) -> list[To]:
        """Several things in the order of their names."""
        return sorted((self.to(iri) for iri in iris), key=lambda each: each.text)

    def names(self, subject: str, prop: str) -> str:
        """The names of what a property links to."""
        return ", ".join(self.name(iri) for iri in self.facts.links(subject, prop))

    def page(
        self,
        title: str,
        says: str,
        parts: Sequence[Part],
        section: str = "",
        above: tuple[Crumb, ...] = (),
        data: Mapping[str, object] = {},
    ) -> Page:
        """The page of some parts."""
        main = rendered("lists.html", title=title, says=says, parts=parts, words=json_for_script(words()))
        return Page(self.address, title, says, main, section, above, SCRIPTS, data=data)

    def answer(self, name: str, table: Table, caption: str = "", note: str = "") -> Listing:
        """A table that was asked or reckoned, with what it names as links to their pages."""
        return answered(
            name, table, caption or table.title, lambda iri: self.links.thing(iri) if iri in self.paged else "", note
        )


def answered(
    name: str, table: Table, caption: str, page_of: Callable[[str], str], note: str = "", most: int | None = None
) -> Listing:
    """A table that was asked or reckoned, or its first rows, with what it names as links.

    ``page_of`` gives the address of a thing by its IRI, empty where it has none.
    """
    columns = tuple(
        Column(key, heading, "number" if number else "text", key in table.spare)
        for key, heading, number in zip(table.columns, table.headings, numeric(table), strict=True)
    )
    at = {key: place for place, key in enumerate(table.columns)}
    named = {place: at[key.removesuffix("Name")] for key, place in at.items() if key.removesuffix("Name") in at}
    rows = [
        _led_once(_cell(cell, row[named.get(place, place)], page_of) for place, cell in enumerate(row))
        for row in table.cells[:most]
    ]
    return Listing(name, caption, columns, rows, note)


def _cell(cell: Answered, means: Answered, page_of: Callable[[str], str]) -> Value:
    """A cell; the name of a thing leads to the page of what the row ``means`` by it."""
    if is_number(cell):
        return Ordered(shown(cell), text_of(cell))
    own = page_of(means.value) if isinstance(means, NamedNode) else ""
    return To(shown(cell), own or (text_of(cell) if leads_out(cell) else ""))


def _led_once(row: Iterable[Value]) -> tuple[Value, ...]:
    """A row in which of several links to one address the first is one."""
    led: set[str] = set()
    cells: list[Value] = []
    for cell in row:
        is_again = isinstance(cell, To) and cell.address in led
        cells.append(cell.text if isinstance(cell, To) and is_again else cell)
        led.update([cell.address] if isinstance(cell, To) else [])
    return tuple(cells)


def in_order(rows: Iterable[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """Rows in the order of what their first cells say."""
    return sorted(rows, key=lambda row: row[0].text if isinstance(row[0], To) else str(row[0]))


def since(first: int | None, not_before: int | None, not_after: int | None) -> Ordered:
    """A year, or its bounds in words."""
    year, low, high = (str(each) if each is not None else "" for each in (first, not_before, not_after))
    return Ordered(when(year, low, high), first or not_before or not_after)


def words() -> dict[str, str]:
    """What the script of tables says."""
    return {
        "find": _("Find in this table"),
        "filters": _("Filter by column"),
        "columns": _("Columns"),
        "download": _("Download as CSV"),
        "any": _("any"),
        "from": _("{column}, from"),
        "until": _("{column}, until"),
        "count": _("{shown} of {all} rows"),
        "whole": _("Show all {all} rows"),
        "none": _("No row has all of this. Clear a filter to see more."),
        "clear": _("Clear"),
    }


def ended(note: str) -> str:
    """A note of a report as a sentence of a page: with a capital letter and a full stop."""
    told = as_head(note)
    return told if told.endswith((".", "。")) else told + _(". ").strip()


def cut(shown_rows: int, rows: int) -> str:
    """The line that says that a table is cut."""
    told = ngettext("The first {shown} of {n} row are shown.", "The first {shown} of {n} rows are shown.", rows)
    return told.format(shown=shown_rows, n=grouped(rows))
