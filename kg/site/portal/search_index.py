"""What the search finds: everything that has a page, by all its names, in one file that the script of the box reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.ask.catalog import Catalog
from kg.base import ids
from kg.base.languages import LANGUAGES, N_, pick, translated
from kg.base.namespaces import DCTERMS, ORG, SKOS
from kg.dossier.facts import LABEL, RDF_TYPE, Facts
from kg.formats.safe_html import json_for_script
from kg.gazetteer.folding import fold, script_of, traditional
from kg.gazetteer.nameforms import CLASS_WORDS
from kg.schema.terms import TIE
from kg.site.portal.told import Told

NAME = "search-index.js"
UNPAGED = "#"  # begins the address of a place that stands in the table of places only
# What has a page beside places and ties: its class, the folder of its page, what one is called.
KINDS = (
    (TIE.Problem, "problem", N_("problem")),
    (TIE.Sphere, "sphere", N_("sphere of cooperation")),
    (TIE.ProposedAction, "measure", N_("proposed measure")),
    (TIE.Expert, "expert", N_("expert")),
    (TIE.Authority, "authority", N_("authority")),
    (TIE.Format, "format", N_("format of cooperation")),
    (TIE.Source, "source", N_("source")),
)
_TEXTS = {
    "one": N_("Found: {n}"),
    "some": N_("Found: {n}, shown: {shown}; Enter shows all"),
    "none": N_("Nothing is found"),
}


class Found(NamedTuple):
    """A thing that is found by its labels and other names; ``holder`` is the IRI of what it lies in or is a part of."""

    iri: str
    folder: str
    kind: str
    says: Mapping[str, str]
    labels: Mapping[str, str]
    names: tuple[str, ...] = ()
    holder: str = ""
    ties: int = 0
    is_paged: bool = True

    @property
    def slug(self) -> str:
        """The last part of the address of its page; of a place without one, of its row in the table of places."""
        return ids.tail(self.iri) if self.is_paged else UNPAGED + ids.tail(self.iri)

    @property
    def address(self) -> str:
        """Where it stands in the folder of a language; the script of the box knows the same rule."""
        return f"{self.folder}/{self.slug}.html" if self.is_paged else f"places.html{self.slug}"


def found_things(told: Told) -> tuple[Found, ...]:
    """Places with the most ties first, then everything else that has a page, and the questions of the catalogue."""
    facts = told.whole.facts
    places = sorted(_places(told, facts), key=lambda each: (-each.ties, each.iri))
    return (*places, *_others(facts), *_questions())


def _places(told: Told, facts: Facts) -> Iterator[Found]:
    for iri in facts.subjects(RDF_TYPE, TIE.Place):
        level = facts.kind(iri, TIE.level)
        labels = facts.labels(iri)
        names = (*facts.texts(iri, LABEL), *facts.texts(iri, SKOS + "altLabel"))
        yield Found(
            iri, "place", f"level/{level}", level.labels, labels, (*names, *_spoken(names)), _region(facts, iri),
            len(facts.subjects(TIE.hasParty, iri)), iri in told.paged,
        )  # fmt: skip


def _region(facts: Facts, place: str) -> str:
    """The first-level unit that a place lies in; of such a unit, its country."""
    held = place
    while above := facts.links(held, TIE.within):
        if not facts.links(above[0], TIE.within):
            return held if held != place else above[0]
        held = above[0]
    return ""


def _others(facts: Facts) -> Iterator[Found]:
    for of, folder, word in KINDS:
        says = {lang: translated(word, lang) for lang in LANGUAGES}
        for iri in sorted(facts.subjects(RDF_TYPE, of)):
            names = (each for prop in (SKOS + "altLabel", DCTERMS + "title") for each in facts.texts(iri, prop))
            labels = facts.labels(iri)
            yield Found(iri, folder, folder, says, labels, (*labels.values(), *names), _around(facts, iri))


def _around(facts: Facts, iri: str) -> str:
    """The place that a person or an authority is of, or the group of a concept."""
    authorities = [
        *(each for post in facts.links(iri, ORG + "holds") for each in facts.links(post, ORG + "postIn")),
        iri,
    ]
    places = (each for authority in authorities for each in facts.links(authority, TIE.jurisdiction))
    return next(iter((*places, *facts.links(iri, SKOS + "broader"))), "")


def _questions() -> Iterator[Found]:
    says = {lang: translated(N_("question"), lang) for lang in LANGUAGES}
    for question in Catalog().questions():
        labels = {lang: question.tell("summary", lang) for lang in LANGUAGES}
        yield Found(question.iri, "question", "question", says, labels, tuple(labels.values()))


def _spoken(names: Iterable[str]) -> Iterator[str]:
    """Chinese names in pinyin; what is spelt otherwise in China is among its names already, those of Russia are not."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 (its tables take long)

    for name in names:
        if script_of(name) == "zh":
            yield "".join(lazy_pinyin(name))


def search_index(told: Told, things: tuple[Found, ...]) -> bytes:
    """The script that sets ``kgSearch``: things a line, ties as pairs of their numbers, and letters to be simplified.

    Words that only tell the class of a place are left out of a query of several words.
    A line has the number of the kind, the last part of the address, the number of the holder, how many ties there
    are, the names in the three languages, and the other names, one of a search key.
    """
    kinds: dict[str, list[object]] = {each.kind: [each.folder, in_each(each.says, each.kind)] for each in things}
    numbered = {each.iri: number for number, each in enumerate(things)}
    ties = list(_ties(told.whole.facts, numbered, kinds))
    numbers = {kind: number for number, kind in enumerate(kinds)}
    lines = []
    for each in things:
        shown = in_each(each.labels, ids.tail(each.iri))
        others = {fold(name): name for name in reversed(each.names)}  # the first of a key
        for key in ("", *map(fold, shown)):
            others.pop(key, None)
        fields = (str(numbers[each.kind]), each.slug, str(numbered.get(each.holder, "")), str(each.ties or ""))
        lines.append("\t".join(map(_line, (*fields, *shown, *reversed(others.values())))))
    letters = {letter for line in lines for letter in line}
    data = {
        "texts": {key: [translated(text, lang) for lang in LANGUAGES] for key, text in _TEXTS.items()},
        "languages": LANGUAGES,
        "kinds": list(kinds.values()),
        "things": "\n".join(lines),
        "ties": "\n".join(" ".join(map(str, [*ends, numbers[kind]])) for *ends, kind in ties),
        "classes": " ".join(CLASS_WORDS),
        "simplified": "".join(old + new for old, new in traditional(letters).items()),
    }
    return f"globalThis.kgSearch={json_for_script(data)};\n".encode()


def _ties(facts: Facts, numbers: Mapping[str, int], kinds: dict[str, list[object]]) -> Iterator[tuple[int, int, str]]:
    for iri in sorted(facts.subjects(RDF_TYPE, TIE.Tie)):
        ends = [numbers[place] for place in sorted(facts.links(iri, TIE.hasParty)) if place in numbers]
        if len(ends) == 2:
            kind = facts.kind(iri, TIE.kind)
            kinds.setdefault(f"tie/{kind}", ["tie", in_each(kind.labels, kind)])
            yield ends[0], ends[1], f"tie/{kind}"


def in_each(labels: Mapping[str, str], otherwise: str) -> list[str]:
    """The text for each reader, in the order of the languages; one without a language is for all."""
    return [pick(labels, lang) or labels.get("", otherwise) for lang in LANGUAGES]


def _line(text: str) -> str:
    return " ".join(text.split())
