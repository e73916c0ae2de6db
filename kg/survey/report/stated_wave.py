"""A wave of which only a publication is known: what it states, and what nobody can say of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from kg.analysis.prediction.scoring import wilson
from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.ask.results import Value
from kg.base import ids
from kg.base.languages import _, current, decimal, grouped, pick
from kg.formats.documents.document import Block, Facts, Grid, Heading, Items, Paragraph, line
from kg.graph.vocabularies import concepts
from kg.schema.records import Survey
from kg.survey.report.responses import period_of


class Stated(NamedTuple):
    """A survey and what the graph has of it, as tables of catalogue questions."""

    survey: Survey
    title: str
    numbers: dict[str, int]
    counts: tuple[tuple[str, int, str, str], ...]  # finding, count of experts, text, where
    unknown: tuple[tuple[str, str], ...]  # text, where
    statements: tuple[tuple[str, str, str], ...]  # expert, text, where


def read_stated(survey: Survey, graph: AskedGraph) -> Stated:
    """What the graph has of a survey. A count is known where the source gives it for all who were asked."""
    lang = current()
    numbers = _of_survey(_asked(graph, "survey-in-numbers"), survey.id)
    found = [row for row in _asked(graph, "checkable-claims", lang=lang) if ids.tail(row["source"]) == survey.source]
    counts = [
        (ids.tail(row["finding"]), int(row["value"] or 0), _text(row), str(row["locator"]))
        for row in found
        if ids.tail(row["kind"]) == "claim" and ids.tail(row["unit"]) == "experts" and row["base"] == survey.sample_size
    ]
    statements = [
        (str(row["expertName"]), str(row["text"]), str(row["locator"]))
        for row in _asked(graph, "statements-of-survey", lang=lang)
        if ids.tail(row["survey"]) == survey.id
    ]
    return Stated(
        survey,
        pick({"ru": survey.name_ru, "en": survey.name_en, "zh": survey.name_zh}, lang),
        {name: int(value) for name, value in numbers.items() if isinstance(value, int)},
        tuple(sorted(counts, key=lambda row: (-row[1], row[0]))),
        tuple((_text(row), str(row["locator"])) for row in found if ids.tail(row["kind"]) == "gap"),
        tuple(statements),
    )


def _asked(graph: AskedGraph, name: str, **given: str) -> list[dict[str, Value]]:
    question = Catalog().find(name)
    table = table_of(graph, question.filled({key: [value] for key, value in given.items()}, graph.names))
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _of_survey(rows: list[dict[str, Value]], survey: str) -> dict[str, Value]:
    return next((row for row in rows if ids.tail(row["survey"]) == survey), {})


def _text(row: dict[str, Value]) -> str:
    return pick(
        {"en": str(row["textEn"] or ""), "ru": str(row["textRu"] or ""), "zh": str(row["textZh"] or "")}, current()
    )


def blocks(stated: Stated, below: int) -> Iterator[Block]:
    """What is known of the wave, and what is not."""
    survey, lang, numbers = stated.survey, current(), stated.numbers
    base = survey.sample_size
    modes = [pick(concepts("survey-mode")[mode].labels, lang) for mode in survey.modes]
    rule = pick({"ru": survey.rule_ru, "en": survey.rule_en, "zh": survey.rule_zh}, lang)
    yield Facts(tuple(
        (name, line(value))
        for name, value in (
            (_("respondents, as stated"), grouped(base)),
            (_("questions"), grouped(survey.question_count) if survey.question_count else ""),
            (_("period"), period_of(survey)),
            (_("modes"), ", ".join(modes)),
            (_("places listed"), grouped(numbers.get("places", 0))),
            (_("experts named"), grouped(numbers.get("experts", 0))),
            (_("how they were chosen"), rule),
            (_("id of the survey"), survey.id),
        )
        if value
    ))  # fmt: skip
    yield Heading(_("Counts that are known"), below)
    if stated.counts:
        rows = []
        for _id, n, text, where in stated.counts:
            low, high = (decimal(f"{100 * end:.1f}") for end in wilson(n, base))
            share = _("{number} %").format(number=decimal(f"{100 * n / base:.1f}"))
            cells = (
                text,
                f"{grouped(n)} / {grouped(base)}",
                share,
                _("{low}–{high} %").format(low=low, high=high),
                where,
            )
            rows.append(tuple(map(line, cells)))
        heads = (_("what the source states"), _("n / base"), _("share"), _("95 % interval"), _("where in the source"))
        yield Grid(heads, tuple(rows), numeric=(1, 2, 3))
        told = _(
            "The intervals are Wilson's (1927), 95 %. They tell what chance does to a random sample; these experts were"
            " chosen."
        )
        yield Paragraph(line(told))
    yield Heading(_("What is not known"), below)
    unknown = [_("No answers of respondents are published: no share of any other answer, no table by group, no test.")]
    named = numbers.get("experts", 0)
    if named:
        unknown.append(
            _(
                "{named} experts are quoted by name. They are no sample of the {base}: how often a thing is said below"
                " is a share neither of all experts nor of those who are quoted, and none is reckoned."
            ).format(named=grouped(named), base=grouped(base))
        )
    unknown += [_("{text} ({where})").format(text=text, where=where) for text, where in stated.unknown]
    yield Items(tuple(map(line, unknown)))
    yield Heading(_("Statements of experts who are named"), below)
    for expert, said in groupby(stated.statements, key=lambda row: row[0]):
        yield Heading(expert, below + 1)
        yield Items(tuple(line(_("{text} ({where})").format(text=text, where=where)) for _name, text, where in said))
