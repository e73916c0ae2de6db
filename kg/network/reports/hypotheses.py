"""Reports of hypotheses: every test, and the claim of the article."""

from __future__ import annotations

from kg.network.hypotheses.models import Model
from kg.network.hypotheses.results import Test, holm
from kg.network.hypotheses.study import claim_models, study
from kg.network.hypotheses.verdict import judge
from kg.network.reports.model import Cell, Question, Report, Rows, note, rounded, texts, word
from kg.words.errors import KgError


def of_hypotheses(question: Question) -> Report:
    """A row a test, with Holm's correction within its family."""
    country = _country(question)
    found = study(question.network, question.attributes, country, question.choice, question.rounds, question.seed)
    rows: Rows = [_test(test, question.lang) for test in found.tests]
    columns = (
        "family", "trait", "question", "effect", "expected", "low", "high", "p", "p-holm", "n", "verdict",
        "method", "note",
    )  # fmt: skip
    return Report(columns, rows, (note("selection", question.lang),))


def of_claim(question: Question) -> Report:
    """The article's claim: a row a choice of ties, the first of which decides, and the reasons as notes."""
    country = _country(question)
    models = claim_models(question.network, question.attributes, country, question.choice)
    verdict = judge(models)
    answers = [verdict.answer, *(answer for _, answer in verdict.elsewhere)]
    rows: Rows = [
        _model(model, word(answer, question.lang), question.lang) for model, answer in zip(models, answers, strict=True)
    ]
    columns = (
        "ties-modelled", "units", "verdict", "border-ratio", "border-interval", "border-p-holm",
        "product-ratio", "product-interval", "product-p-holm", "size-ratio", "dispersion", "note",
    )  # fmt: skip
    said = note("verdict", question.lang, verdict=word(verdict.answer, question.lang))
    return Report(columns, rows, (said, *verdict.tell(question.lang)))


def _test(test: Test, lang: str) -> tuple[Cell, ...]:
    numbers = (rounded(value) for value in (test.effect, test.expected, test.low, test.high, test.p, test.adjusted))
    asked = texts()["questions"].get(test.question, {}).get(lang, test.question)
    words = (word(test.family, lang), word(test.trait, lang), asked)
    return (*words, *numbers, test.n, word(test.verdict, lang), test.method, test.note)


def _model(model: Model, answer: str, lang: str) -> tuple[Cell, ...]:
    adjusted = dict(zip((e.trait for e in model.effects), holm([e.p for e in model.effects]), strict=True))
    cells: list[Cell] = []
    for trait in ("border", "product"):
        effect = model.effect(trait)
        cells += [
            effect and round(effect.ratio, 2),
            f"{effect.low:.2f}–{effect.high:.2f}" if effect else None,
            rounded(adjusted.get(trait)),
        ]
    size = model.effect("size")
    dispersion = rounded(model.diagnostics.get("dispersion"), 2)
    return (word(model.name, lang), model.units, answer, *cells, size and round(size.ratio, 2), dispersion, model.note)


def _country(question: Question) -> str:
    """The country whose units are compared: the one asked for, else the one that is best described."""
    if question.country:
        return question.country
    counts: dict[str, int] = {}
    for id in question.attributes.product_per_head:
        node = question.network.nodes.get(id)
        if node and node.region == id:
            counts[node.country] = counts.get(node.country, 0) + 1
    if not counts:
        raise KgError("no unit has a product per head on record", hint="name the country: --country")
    return max(sorted(counts), key=lambda country: counts[country])
