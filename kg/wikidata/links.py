"""Links between things of this project and items, as four SSSOM tables: predicted, positive, negative, unsure.

A link stands in one table. A row that somebody has judged is never predicted again, and a "no" is kept.
The tables are SSSOM/TSV: a header of comment lines, a row a mapping. They lie together in one folder.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.base import ids
from kg.base.errors import KgError, cause, shown
from kg.base.files import atomic_writer
from kg.base.languages import _
from kg.formats.shown_cells import neutral
from kg.gather.corpus import Corpus
from kg.wikidata.items import Subject
from kg.wikidata.match import Candidate

MANUAL = "semapv:ManualMappingCuration"
KINDS = ("predicted", "positive", "negative", "unsure")
_BASES = {"id": ids.ID, "voc": ids.VOC}
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

    @property
    def iri(self) -> str:
        """The IRI of the subject."""
        prefix, _colon, rest = self.subject_id.partition(":")
        return _BASES[prefix] + rest

    def judged(self, kind: str, author: str, date: str) -> Link:
        """The link as a person has judged it: positive, negative or unsure."""
        return self._replace(
            predicate_modifier="Not" if kind == "negative" else "",
            mapping_justification=MANUAL,
            author_label=author,
            mapping_date=date,
        )


def curie(iri: str) -> str:
    """The short form of an IRI of this project.

    >>> curie("https://w3id.org/interregional-ties/id/place/cn-harbin")
    'id:place/cn-harbin'
    """
    return next(f"{prefix}:{iri.removeprefix(base)}" for prefix, base in _BASES.items() if iri.startswith(base))


def predicted(subject: Subject, candidate: Candidate, date: str) -> Link:
    """A link that the matcher proposes.

    >>> from kg.wikidata.items import Item
    >>> harbin = Subject(ids.thing("place", "cn-harbin"), "place", "cn-harbin", "Harbin", ())
    >>> link = predicted(harbin, Candidate(Item("Q42956"), 1.0, ()), "2026-01-31")
    >>> link.iri == harbin.iri, link.judged("negative", "editor", "2026-02-01")[2:4]
    (True, ('skos:exactMatch', 'Not'))
    """
    item = candidate.item
    about = (curie(subject.iri), subject.label, "skos:exactMatch", "", f"wikidata:{item.qid}", item.label())
    how = ("semapv:CompositeMatching", "", date, "kg wikidata link")
    return Link(*about, *how, f"{candidate.score:.3f}", candidate.explanation)


class Links:
    """The four tables of a folder. Nothing is written before :meth:`save`."""

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

    def is_judged(self, subject: str, qid: str) -> bool:
        """True for a link (the subject's IRI, the Q-id) that a person has judged in any way."""
        return any((curie(subject), f"wikidata:{qid}") in self.tables[kind] for kind in KINDS[1:])

    def put(self, kind: str, link: Link) -> None:
        """Put a link into one table and take it out of the others; a judged link is not predicted again."""
        if kind == "predicted" and self.is_judged(link.iri, link.qid):
            return
        for table in self.tables.values():
            table.pop(link.pair, None)
        self.tables[kind][link.pair] = link

    def drop_predictions(self, subjects: Iterable[str]) -> None:
        """Forget what was predicted of some subjects (IRIs), before they are matched anew."""
        gone = set(subjects)
        table = self.tables["predicted"]
        self.tables["predicted"] = {pair: link for pair, link in table.items() if link.iri not in gone}

    def save(self, *kinds: str) -> None:
        """Write tables, judged ones first, each whole or not at all. Without names: all four."""
        for kind in reversed([kind for kind in KINDS if kind in (kinds or KINDS)]):
            path = _path(self.folder, kind)
            if self.tables[kind] or path.exists():
                rows = [Link._fields, *sorted(self.tables[kind].values())]
                with atomic_writer(path) as stream:
                    stream.write((_HEADER % kind).encode())
                    stream.writelines(("\t".join(map(_plain, row)) + "\n").encode() for row in rows)


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
    reader = csv.DictReader(lines[first:], delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := set(Link._fields[:7]) - {"predicate_modifier"} - set(reader.fieldnames or Link._fields):
        told = _("{path} has no column {columns}").format(path=path, columns=", ".join(sorted(missing)))
        raise KgError(told, hint=_("it must be an SSSOM table"))
    links = []
    for number, row in enumerate(reader, start=first + 2):
        link = Link(*(row.get(name) or "" for name in Link._fields))
        if not link.subject_id.startswith(("id:", "voc:")) or not ids.QID.fullmatch(link.qid):
            told = _("{path}, line {line}: '{subject}' and '{object}' are no link")
            told = told.format(path=path, line=number, subject=shown(link.subject_id), object=shown(link.object_id))
            raise KgError(told, hint=_("a row looks like id:place/cn-harbin … wikidata:Q42956"))
        links.append(link)
    return links


def _plain(cell: str) -> str:
    """A cell without the characters that end a cell or a row, and no formula for a spreadsheet program."""
    return neutral(" ".join(cell.split()))


class Judged(NamedTuple):
    """The items of things, by IRI: all, those that the gazetteer does not have yet, those that no program chose."""

    items: dict[str, str]
    only_in_links: dict[str, str]
    by_people: dict[str, str]

    def of(self, kind: str) -> dict[str, str]:
        """The items of things of a kind, by the last part of their IRI.

        >>> items = {ids.thing("source", "CN2004"): "Q1", ids.thing("place", "cn-harbin"): "Q2"}
        >>> Judged(items, {}, {}).of("source")
        {'CN2004': 'Q1'}
        """
        start = f"{ids.ID}{kind}/"
        return {iri.removeprefix(start): qid for iri, qid in self.items.items() if iri.startswith(start)}

    @property
    def places(self) -> dict[str, str]:
        """The items of places, by the place's id."""
        return self.of("place")


def judged(corpus: Corpus, links: Links) -> Judged:
    """Every positive link and the Q-ids of the gazetteer, which holds where the two differ."""
    own = {ids.thing("place", p.id): p.wikidata for p in corpus.gazetteer.places.values() if p.wikidata}
    said: dict[str, Link] = {}
    for link in sorted(links.tables["positive"].values()):
        said.setdefault(link.iri, link)  # the first one where a subject has two
    items = {iri: link.qid for iri, link in said.items()}
    by_people = {iri: link.qid for iri, link in said.items() if link.mapping_justification == MANUAL}
    only_here = {iri: qid for iri, qid in items.items() if iri not in own}
    return Judged({**items, **own}, only_here, {**by_people, **own})
