"""Links between things of this project and items, as four SSSOM tables: predicted, positive, negative, unsure.

A link stands in one table. A row that somebody has judged is never predicted again, and a "no" is kept.
The tables are SSSOM/TSV: a header of comment lines, a row a mapping. They lie together in one folder.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.base import ids
from kg.base.errors import KgError, cause, shown
from kg.base.files import atomic_writer
from kg.base.languages import _
from kg.formats.shown_cells import neutral

EXACT = "skos:exactMatch"
NOT = "Not"
MANUAL = "semapv:ManualMappingCuration"
MATCHED = "semapv:CompositeMatching"
TOOL = "kg wikidata link"
KINDS = ("predicted", "positive", "negative", "unsure")
_HEADER = f"""\
#sssom_version: https://w3id.org/sssom/version/1.0
#mapping_set_id: {ids.BASE}mapping/wikidata/%s
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#  id: {ids.ID}
#  voc: {ids.VOC}
#  wikidata: {ids.WIKIDATA}
"""


class Link(NamedTuple):
    """One mapping; the fields are the columns of the table, in this order."""

    subject_id: str
    subject_label: str
    predicate_id: str
    predicate_modifier: str
    object_id: str
    object_label: str
    mapping_justification: str
    author_label: str
    mapping_date: str
    mapping_tool: str
    confidence: str
    comment: str

    @property
    def pair(self) -> tuple[str, str]:
        """What the link is about: the subject and the item, as in the table."""
        return self.subject_id, self.object_id

    @property
    def qid(self) -> str:
        """The Q-id of the item."""
        return self.object_id.removeprefix("wikidata:")


def curie(iri: str) -> str:
    """The short form of an IRI of this project.

    >>> curie("https://w3id.org/interregional-ties/id/place/cn-harbin")
    'id:place/cn-harbin'
    """
    for prefix, base in (("id", ids.ID), ("voc", ids.VOC)):
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    raise ValueError(f"{iri!r} is no thing or concept of this project")


def iri_of(subject: str) -> str:
    """The IRI of a short form.

    >>> iri_of("voc:sphere/sport")
    'https://w3id.org/interregional-ties/voc/sphere/sport'
    """
    prefix, _colon, rest = subject.partition(":")
    bases = {"id": ids.ID, "voc": ids.VOC}
    if prefix not in bases:
        told = _("'{subject}' is no subject of a link").format(subject=shown(subject))
        raise KgError(told, hint=_("it begins with id: or voc:"))
    return bases[prefix] + rest


def predicted(iri: str, label: str, qid: str, item: str, score: float, why: str, date: str) -> Link:
    """A link that the matcher proposes."""
    return Link(curie(iri), label, EXACT, "", f"wikidata:{qid}", item, MATCHED, "", date, TOOL, f"{score:.3f}", why)


def judged(link: Link, kind: str, author: str, date: str) -> Link:
    """The link as a person has judged it: positive, negative or unsure.

    >>> link = predicted(ids.thing("place", "cn-harbin"), "Harbin", "Q42956", "Harbin", 1.0, "", "2026-01-31")
    >>> judged(link, "negative", "editor", "2026-02-01")[2:4]
    ('skos:exactMatch', 'Not')
    """
    if kind not in KINDS[1:]:
        raise ValueError(f"{kind!r} is no judgement")
    modifier = NOT if kind == "negative" else ""
    return link._replace(
        predicate_modifier=modifier, mapping_justification=MANUAL, author_label=author, mapping_date=date
    )


class Links:
    """The four tables of a folder. Nothing is written before :meth:`save`.

    >>> from tempfile import TemporaryDirectory
    >>> link = predicted(ids.thing("place", "cn-harbin"), "Harbin", "Q42956", "Harbin", 1.0, "", "2026-01-31")
    >>> with TemporaryDirectory() as folder:
    ...     links = Links.read(Path(folder))
    ...     links.put("predicted", link)
    ...     links.put("negative", judged(link, "negative", "editor", "2026-02-01"))
    ...     links.save()
    ...     {kind: len(rows) for kind, rows in Links.read(Path(folder)).tables.items()}
    {'predicted': 0, 'positive': 0, 'negative': 1, 'unsure': 0}
    """

    def __init__(self, folder: Path, tables: Mapping[str, Iterable[Link]] = {}) -> None:
        self.folder = folder
        self.tables = {kind: {link.pair: link for link in tables.get(kind, ())} for kind in KINDS}
        for kind in KINDS[1:]:  # a crash between two files leaves a judged row predicted as well: the judgement holds
            for pair in self.tables[kind]:
                self.tables["predicted"].pop(pair, None)

    @classmethod
    def read(cls, folder: Path) -> Links:
        """The tables of a folder; a table that is not there is empty."""
        return cls(folder, {kind: _rows(_path(folder, kind)) for kind in KINDS})

    def kind_of(self, pair: tuple[str, str]) -> str:
        """The table that a link stands in, or an empty string."""
        return next((kind for kind in KINDS if pair in self.tables[kind]), "")

    def put(self, kind: str, link: Link) -> None:
        """Put a link into one table and take it out of the others; a judged link is not predicted again."""
        if kind == "predicted" and self.kind_of(link.pair) not in ("", "predicted"):
            return
        for table in self.tables.values():
            table.pop(link.pair, None)
        self.tables[kind][link.pair] = link

    def drop_predictions(self, subjects: Iterable[str]) -> None:
        """Forget what was predicted of some subjects, before they are matched anew."""
        gone = set(subjects)
        for pair in [pair for pair in self.tables["predicted"] if pair[0] in gone]:
            del self.tables["predicted"][pair]

    def items(self, kind: str = "positive") -> dict[str, str]:
        """The Q-id of each subject (an IRI) of a table; the first one where a subject has two."""
        found: dict[str, str] = {}
        for link in sorted(self.tables[kind].values()):
            found.setdefault(iri_of(link.subject_id), link.qid)
        return found

    def save(self, *kinds: str) -> None:
        """Write tables, judged ones first, each whole or not at all. Without names: all four."""
        for kind in reversed([kind for kind in KINDS if kind in (kinds or KINDS)]):
            path = _path(self.folder, kind)
            if self.tables[kind] or path.exists():
                with atomic_writer(path) as stream:
                    stream.write(_written(kind, sorted(self.tables[kind].values())).encode())


def _path(folder: Path, kind: str) -> Path:
    return folder / f"{kind}.sssom.tsv"


def _rows(path: Path) -> list[Link]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # splitlines breaks cells at U+2028
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(_("{path} cannot be read: {reason}").format(path=path, reason=cause(error))) from None
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.DictReader(io.StringIO("\n".join(lines[first:])), delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := set(Link._fields[:7]) - {"predicate_modifier"} - set(reader.fieldnames or Link._fields):
        told = _("{path} has no column {columns}").format(path=path, columns=", ".join(sorted(missing)))
        raise KgError(told, hint=_("it must be an SSSOM table"))
    return [_link(path, first + number, row) for number, row in enumerate(reader, start=2)]


def _link(path: Path, line: int, row: Mapping[str | None, str | None]) -> Link:
    link = Link(*(row.get(name) or "" for name in Link._fields))
    if not link.subject_id.startswith(("id:", "voc:")) or not ids.QID.fullmatch(link.qid):
        told = _("{path}, line {line}: '{subject}' and '{object}' are no link")
        told = told.format(path=path, line=line, subject=shown(link.subject_id), object=shown(link.object_id))
        raise KgError(told, hint=_("a row looks like id:place/cn-harbin … wikidata:Q42956"))
    return link


def _written(kind: str, links: Iterable[Link]) -> str:
    rows = ["\t".join(_plain(cell) for cell in link) for link in links]
    return _HEADER % kind + "\n".join(["\t".join(Link._fields), *rows]) + "\n"


def _plain(cell: str) -> str:
    """A cell without the characters that end a cell or a row, and no formula for a spreadsheet program."""
    return neutral(" ".join(cell.split()))
