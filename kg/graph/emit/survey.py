"""Surveys, the people they ask, what those say, and what a source finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import partial

from kg.base import ids
from kg.base.languages import LANGUAGES
from kg.gather.cells import split
from kg.gather.corpus import Corpus
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.graph.emit.wording import locators
from kg.schema.records import Authority, Expert, Finding, Statement, Survey

Lines = Callable[[], list[str]]

_T = v.TIE_TERMS
_SURVEY, _AUTHORITY, _POST, _EXPERT = _T["Survey"], _T["Authority"], _T["Post"], _T["Expert"]
_STATEMENT, _FINDING = _T["Statement"], _T["Finding"]


def _texts(predicate: str, record: object, prefix: str) -> list[rdf.Pair]:
    return [(predicate, rdf.text(getattr(record, f"{prefix}_{lang}"), lang)) for lang in LANGUAGES]


def surveys(corpus: Corpus) -> Iterator[str]:
    """Blocks of all surveys with the places that answered, in order."""
    asked: dict[str, list[str]] = defaultdict(list)
    for respondent in corpus.all("respondents"):
        asked[respondent.survey].append(respondent.place)
    return rdf.in_order(
        corpus.records("surveys"), lambda item: item[1].id, lambda item: _survey(*item, asked[item[1].id], corpus)
    )


def _survey(folder: str, survey: Survey, asked: Collection[str], corpus: Corpus) -> list[str]:
    subject = rdf.thing("survey", survey.id)
    pairs = [
        (v.A, _SURVEY),
        *_texts(v.LABEL, survey, "name"),
        (_T["sampleSize"], rdf.integer(survey.sample_size)),
        (_T["questionCount"], rdf.integer(survey.question_count)),
        *((_T["respondentPlace"], rdf.thing("place", place)) for place in asked),
        (_T["periodStart"], rdf.date(survey.period_start)),
        (_T["periodEnd"], rdf.date(survey.period_end)),
        *((_T["mode"], rdf.concept("survey-mode", mode)) for mode in survey.modes),
        *_texts(_T["selectionRule"], survey, "rule"),
        (_T["statedIn"], rdf.thing("source", survey.source)),
        *locators(survey.locator, corpus.translations[folder]),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)


def authorities(corpus: Corpus) -> Iterator[str]:
    """Blocks of all authorities, in order."""
    return rdf.in_order(corpus.records("authorities"), lambda item: item[1].id, lambda item: _authority(*item))


def _authority(folder: str, authority: Authority) -> list[str]:
    subject = rdf.thing("authority", authority.id)
    place = rdf.thing("place", authority.place)
    pairs = [(v.A, _AUTHORITY), *_texts(v.LABEL, authority, "name"), (_T["jurisdiction"], place)]
    return rdf.block(subject, rdf.graph(folder), pairs)


def posts(corpus: Corpus) -> Iterator[str]:
    """Blocks of the posts that experts hold, one for each expert, in order."""
    return rdf.in_order(
        (item for item in corpus.records("experts") if item[1].post_ru),
        lambda item: item[1].id,
        lambda item: _post(*item),
    )


def _post(folder: str, expert: Expert) -> list[str]:
    subject = rdf.thing("post", expert.id)
    authority = rdf.thing("authority", expert.authority)
    pairs = [(v.A, _POST), *_texts(v.LABEL, expert, "post"), (v.POST_IN, authority)]
    return rdf.block(subject, rdf.graph(folder), pairs)


def experts(corpus: Corpus) -> Iterator[str]:
    """Blocks of all experts, and of authors who are none, in order."""
    return rdf.in_order(corpus.records("experts"), lambda item: item[1].id, lambda item: _expert(*item, corpus))


def _expert(folder: str, expert: Expert, corpus: Corpus) -> list[str]:
    subject = rdf.thing("expert", expert.id)
    pairs = [
        (v.A, _EXPERT if expert.survey else v.PERSON),
        *_texts(v.LABEL, expert, "name"),
        (v.HOLDS, rdf.thing("post", expert.id) if expert.post_ru else ""),
        (_T["collectedIn"], rdf.thing("survey", expert.survey)),
        *locators(expert.locator, corpus.translations[folder]),
        (v.NOTE, rdf.tagged(expert.note) if expert.note else ""),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)


class Referents:
    """What a cell ``about`` names: places, ties (``a+b``), formats, experts, surveys."""

    def __init__(self, corpus: Corpus, ties: Collection[str]) -> None:
        self.ties = ties
        self.translations = corpus.translations
        tables = {"format": "formats", "expert": "experts", "survey": "surveys"}
        self.kind = {record.id: kind for kind, table in tables.items() for record in corpus.all(table)}

    def of(self, about: str) -> list[str]:
        """The things as terms; the two places themselves where no tie of theirs exists."""
        found: list[str] = []
        for item in split(about):
            parties = item.split("+")
            slug = ids.tie_slug(parties)
            if len(parties) > 1 and slug in self.ties:
                found.append(rdf.thing("tie", slug))
            else:
                found += [rdf.thing(self.kind.get(party, "place"), party) for party in parties]
        return found


def statements(corpus: Corpus, ties: Collection[str]) -> Iterator[str]:
    """Blocks of all statements, in order."""
    named = Referents(corpus, ties)
    return rdf.in_order(corpus.records("statements"), lambda item: item[1].id, lambda item: _statement(*item, named))


def _statement(folder: str, said: Statement, named: Referents) -> list[str]:
    subject = rdf.thing("statement", said.id)
    pairs = [
        (v.A, _STATEMENT),
        (_T["madeBy"], rdf.thing("expert", said.made_by)),
        (_T["collectedIn"], rdf.thing("survey", said.survey)),
        *((_T["about"], thing) for thing in named.of(said.about)),
        *((_T["namesSphere"], rdf.concept("sphere", code)) for code in said.spheres),
        *((_T["raisesProblem"], rdf.concept("problem", code)) for code in said.problems),
        *((_T["proposesMeasure"], rdf.concept("measure", code)) for code in said.measures),
        (_T["stance"], rdf.concept("stance", said.stance)),
        *_texts(v.COMMENT, said, "text"),
        (_T["statedIn"], rdf.thing("source", said.source)),
        *locators(said.locator, named.translations[folder]),
        (v.NOTE, rdf.tagged(said.note) if said.note else ""),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)


def coded_findings(corpus: Corpus, ties: Collection[str]) -> Iterator[tuple[str, Lines]]:
    """The findings that source tables list: the slug of each and what makes its lines."""
    named = Referents(corpus, ties)
    for folder, record in corpus.records("findings"):
        yield record.id, partial(_finding, folder, record, named)


def _finding(folder: str, found: Finding, named: Referents) -> list[str]:
    subject = rdf.thing("finding", found.id)
    concepts = [rdf.concept(*part.split("/", 1)) for part in split(found.concept)]
    pairs = [
        (v.A, _FINDING),
        (_T["findingKind"], rdf.concept("finding-kind", found.kind)),
        (_T["value"], rdf.decimal(found.value)),
        (_T["base"], rdf.decimal(found.base)),
        (_T["unit"], rdf.concept("unit", found.unit)),
        *((_T["aboutConcept"], concept) for concept in concepts),
        *((_T["about"], thing) for thing in named.of(found.about)),
        (_T["recomputedBy"], rdf.iri(ids.QUERY + found.recomputed_by) if found.recomputed_by else ""),
        *_texts(v.COMMENT, found, "text"),
        (_T["statedIn"], rdf.thing("source", found.source)),
        *locators(found.locator, named.translations[folder]),
        (v.NOTE, rdf.tagged(found.note) if found.note else ""),
    ]
    return rdf.block(subject, rdf.graph(folder), pairs)
