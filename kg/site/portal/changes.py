"""What changed lately: the last dated changes of ties, as a list and as a feed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.base import ids
from kg.base.dates import PartialDate, in_words
from kg.base.languages import TAGS, _, current, speaking
from kg.formats.references import data_set
from kg.formats.shown_cells import xml_text
from kg.site.portal.frame import SITE
from kg.site.portal.page import address_of

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

_YEARS = 3  # a feed that reaches further back is a list
_NOT_KNOWN = ("", "none on record", "unknown")  # what the answer says of before, in English


class Change(NamedTuple):
    """One dated change of a tie, in the words of the language that was spoken, with the source that tells of it.

    ``id`` is the same in all languages and whatever the words.
    """

    date: str
    says: str
    tie: str
    source: str
    page: str
    id: str

    @property
    def day(self) -> str:
        """The first day that the date may mean, for who must have one."""
        year, month, day = PartialDate.parse(self.date)
        return f"{year:04}-{month or 1:02}-{day or 1:02}"


def changes(portal: Portal) -> list[Change]:
    """The changes of the last years, the latest first. What a source only confirms is no change."""
    with speaking("en"):
        plain_rows = portal.once_a_language(_rows)
    found = []
    for plain, told in zip(plain_rows, portal.once_a_language(_rows), strict=True):
        if plain["oldValue"] != plain["newValue"]:
            what = ids.digest(*(plain[name] for name in ("date", "change", "oldValue", "newValue", "sourceTitle")))
            tie, page = told["tie"], ids.link(told["page"])
            found.append(Change(told["date"], _says(told, plain), tie, told["sourceTitle"], page, f"{tie}#{what}"))
    return sorted(found, key=lambda change: (change.date, change.id), reverse=True)


def _rows(portal: Portal) -> list[dict[str, str]]:
    """The answer in the language that is spoken; English words tell what happened."""
    since = int(data_set().issued[:4]) - _YEARS
    asked = Catalog().find("changes-since").filled({"since": (str(since),), "lang": (current(),)}, portal.graph.names)
    table = table_of(portal.graph, asked)
    return [
        {name: "" if cell is None else str(cell) for name, cell in zip(table.columns, row, strict=True)}
        for row in table.rows
    ]


def _says(told: Mapping[str, str], plain: Mapping[str, str]) -> str:
    parties = _("{a} – {b}").format(a=told["partyAName"], b=told["partyBName"])
    was_known = plain["oldValue"] not in _NOT_KNOWN
    if plain["change"] == "began":
        text = _("{parties}: {after}, before that {before}") if was_known else _("{parties}: {after} begins")
    elif was_known:
        text = _("{parties} ({kind}): {after}, before that {before}")
    else:
        text = _("{parties} ({kind}): {after}, before that not known")
    return text.format(
        parties=parties,
        kind=told["kindName"],
        before=told["oldValue"],
        after=told["newValue"] or in_words(told["date"]),
    )


def feed(portal: Portal) -> bytes:
    """The changes as an Atom feed (RFC 4287); addresses are relative where that of the site is not known."""
    lang, base = current(), portal.base_url + current() + "/" if portal.base_url else ""
    ET.register_namespace("", _ATOM)
    root = ET.Element(_tag("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": TAGS[lang]})
    cited = data_set()
    _text(root, "title", _(SITE))
    _text(root, "id", f"{ids.BASE}feed/{lang}")
    _text(root, "updated", f"{cited.issued}T00:00:00Z")
    ET.SubElement(root, _tag("link"), {"rel": "self", "href": f"{base}atom.xml"})
    ET.SubElement(root, _tag("link"), {"rel": "alternate", "type": "text/html", "href": f"{base}index.html"})
    ET.SubElement(ET.SubElement(root, _tag("author")), _tag("name")).text = cited.author
    _text(root, "rights", "CC BY 4.0")
    for change in portal.once_a_language(changes):
        entry = ET.SubElement(root, _tag("entry"))
        _text(entry, "title", change.says)
        _text(entry, "id", change.id)
        _text(entry, "updated", f"{change.day}T00:00:00Z")
        ET.SubElement(entry, _tag("link"), {"rel": "alternate", "href": base + address_of(change.tie)})
        if change.page:
            ET.SubElement(entry, _tag("link"), {"rel": "via", "href": change.page})
        _text(entry, "summary", f"{change.says} · {change.source}")
    return _xml(root)


def sitemap(paths: Iterable[str], base_url: str) -> bytes:
    """The addresses of all pages as a sitemap; the day is that of the data."""
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    ET.register_namespace("", space)
    root = ET.Element(f"{{{space}}}urlset")
    day = data_set().issued
    for path in sorted(paths):
        url = ET.SubElement(root, f"{{{space}}}url")
        ET.SubElement(url, f"{{{space}}}loc").text = base_url + quote(path)
        ET.SubElement(url, f"{{{space}}}lastmod").text = day
    return _xml(root)


_ATOM = "http://www.w3.org/2005/Atom"


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _text(above: ET.Element, name: str, text: str) -> None:
    ET.SubElement(above, _tag(name)).text = xml_text(text)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"
