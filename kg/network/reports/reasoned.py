"""Reports of inference: hubs with intervals, robustness, hypotheses, the claim, suggestions, backtest."""

from __future__ import annotations

from kg.network.hubs import select
from kg.network.hypotheses.models import Model
from kg.network.hypotheses.results import Test, holm
from kg.network.hypotheses.study import claim_models, study
from kg.network.hypotheses.verdict import judge
from kg.network.ranking import hub_ranks
from kg.network.reports.model import Cell, Question, Report, note, rounded, texts, word
from kg.network.robustness import dropping
from kg.network.suggestions.backtest import CUTS, backtest, default_year
from kg.network.suggestions.suggest import explain, suggest
from kg.words.errors import KgError

Rows = list[tuple[Cell, ...]]


def of_hubs(question: Question, units_only: bool) -> Report:
    """The places with most ties, each with what its rank could be."""
    found = hub_ranks(
        question.network,
        question.choice,
        rollup=question.rollup,
        country=question.country,
        units_only=units_only,
        top=question.top,
        rounds=question.rounds,
        seed=question.seed,
    )
    rows: Rows = [
        (
            hub.rank,
            question.name(hub.place),
            hub.ties,
            _span(hub.leave_one_out),
            _span(hub.interval),
            hub.most_dependent_on,
            hub.lost,
            ", ".join(map(question.name, hub.like)),
            hub.place,
        )
        for hub in found
    ]
    columns = ("rank", "place", "ties", "leave-one-out", "interval", "depends-on", "lost", "not-told-apart", "id")
    notes = (note("intervals", question.lang, rounds=question.rounds, seed=question.seed),)
    return Report(columns, rows, notes)


def of_robustness(question: Question) -> Report:
    """The network at rising thresholds of confidence."""
    rows: Rows = [
        (
            kept.least_confidence,
            kept.ties,
            kept.places,
            kept.largest_component,
            rounded(kept.gini),
            rounded(kept.kendall),
            kept.top_kept,
        )
        for kept in dropping(question.network, question.choice)
    ]
    columns = ("least-confidence", "ties", "places", "largest-component", "degree-gini", "kendall", "top-kept")
    return Report(columns, rows)


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


def of_suggestions(question: Question) -> Report:
    """Places to approach next, with the reasons."""
    if not question.place:
        raise KgError("suggestions are made for a place", hint="name it: --place Хабаровск")
    kinds = tuple(question.choice.kinds)
    found = suggest(question.network, question.attributes, kinds, question.place, question.top)
    rows: Rows = [
        (
            number,
            question.name(each.partner),
            rounded(each.score, 2),
            each.kilometres and round(each.kilometres),
            each.partners[1],
            explain(each, question.network, question.attributes, question.lang),
            each.partner,
        )
        for number, each in enumerate(found, 1)
    ]
    columns = ("rank", "partner", "log-odds", "kilometres", "partner-count", "why", "id")
    return Report(columns, rows, (note("suggestions", question.lang, place=question.name(question.place)),))


def of_backtest(question: Question) -> Report:
    """How suggestions of an earlier year did."""
    kinds = tuple(question.choice.kinds)
    links = select(question.network, kinds, ended=True).links
    year = question.year or default_year(links)
    if year is None:
        raise KgError("too few ties have a year to be tested by", hint="choose more kinds: --kind")
    sides = sorted({question.network.nodes[end].country for link in links for end in (link.a, link.b)})
    if len(sides) != 2:
        raise KgError(f"a backtest needs two countries, not {', '.join(sides)}")
    found = backtest(question.network, question.attributes, kinds, year, (sides[0], sides[1]), question.seed)
    rows: Rows = [
        (
            word(score.method, question.lang),
            rounded(score.auc, 3),
            rounded(score.low, 3),
            rounded(score.high, 3),
            *(dict(score.hits).get(cut) for cut in CUTS),
        )
        for score in found.scores
    ]
    counts = {name: getattr(found, name) for name in ("year", "known", "later", "newcomers", "undated", "pairs")}
    columns = ("method", "auc", "low", "high", *(f"hits-{cut}" for cut in CUTS))
    return Report(columns, rows, (note("backtest", question.lang, **counts),))


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


def _span(span: tuple[int, int]) -> str:
    return f"{span[0]}–{span[1]}" if span[0] != span[1] else str(span[0])
