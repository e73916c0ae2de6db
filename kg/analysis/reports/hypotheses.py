"""Reports of hypotheses: every test, and the models behind them and behind the claim of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from kg.analysis.hypotheses.estimates import Remark, Test, Value, holm
from kg.analysis.hypotheses.models import Effect, Model
from kg.analysis.hypotheses.study import models, study
from kg.analysis.question import Question
from kg.analysis.reports.report import Cell, Report, Rows, note, report, rounded, word
from kg.base.errors import KgError
from kg.base.languages import _, clauses, decimal, listed
from kg.network.standing import select

LEAST_P = 1e-16  # the tail of a normal approximation tells nothing finer


def of_hypotheses(question: Question, trait: str = "") -> Report:
    """A row a test, with Holm's correction within its family; no row for a year in which no tie stands."""
    lang, asked = question.lang, of_country(question)
    columns: dict[str, Callable[[Test], Cell]] = {
        "family": lambda test: word(test.family, lang),
        "trait": lambda test: word(test.trait, lang),
        "question": lambda test: word(test.question, lang),
        "effect": lambda test: rounded(test.effect),
        "low": lambda test: rounded(test.low),
        "high": lambda test: rounded(test.high),
        "expected": lambda test: rounded(test.expected),
        "expected-low": lambda test: rounded(test.expected_low),
        "expected-high": lambda test: rounded(test.expected_high),
        "p": lambda test: p_value(test.p),
        "p-holm": lambda test: p_value(test.adjusted),
        "n": lambda test: test.n,
        "verdict": lambda test: word(test.verdict, lang),
        "method": lambda test: tell(test.method, question),
        "note": lambda test: _notes(test.notes, question),
    }
    if nothing := empty_year(question):
        return report([], columns, nothing)
    tests = (test for test in study(asked) if trait in ("", test.trait))
    return report(tests, columns, (note(key, lang) for key in ("selection", "contrasts")))


def of_border(question: Question) -> Report:
    """The rows of :func:`of_hypotheses` that are about the border."""
    return of_hypotheses(question, "border")


def of_models(question: Question) -> Report:
    """A row a trait of each model of the claim, with the diagnostics of the model."""
    columns = (
        "model", "trait", "ratio-kind", "ratio", "low", "high", "p", "p-holm", "vif",
        "units", "alpha", "dispersion", "pseudo-r2", "log-likelihood", "poisson-p", "note",
    )  # fmt: skip
    notes = (note(key, question.lang) for key in ("ratios", "diagnostics"))
    rows = [row for model in models(of_country(question)) for row in _coefficients(model, question)]
    return Report(columns, rows, (*empty_year(question), *notes))


def tell(remark: Remark, question: Question) -> str:
    """A remark in the language of the question, units by their names and numbers as the language writes them."""
    values = {name: _told(name, value, question) for name, value in remark.values.items()}
    return note(remark.key, question.lang, **values)


def p_value(p: float | None) -> float | None:
    """A p-value for a cell: a number, to two digits where four decimals would hide it, and never zero.

    >>> p_value(0.04567), p_value(2.4547e-11)
    (0.0457, 2.5e-11)
    """
    if p is None or p >= 0.001:
        return rounded(p)
    return float(f"{max(p, LEAST_P):.1e}")


def _coefficients(model: Model, question: Question) -> Rows:
    lang = question.lang
    adjusted = _adjusted(model)
    fit = (
        model.units,
        *(rounded(model.diagnostics.get(name)) for name in ("alpha", "dispersion", "pseudo_r2", "log_likelihood")),
        p_value(model.diagnostics.get("poisson_p")),
    )
    name, kind = word(model.name, lang), word(model.measure, lang)
    if not model.effects:
        return [(name, None, kind, *[None] * 6, *fit, _notes(model.notes, question))]
    return [
        (
            name,
            word(effect.trait, lang),
            kind,
            *(rounded(value) for value in (effect.ratio, effect.low, effect.high)),
            p_value(effect.p),
            p_value(adjusted[effect.trait]),
            rounded(model.inflation[effect.trait], 2),
            *fit,
            _notes((*model.notes, *_wide([effect])), question),
        )
        for effect in model.effects
    ]


def _adjusted(model: Model) -> dict[str, float | None]:
    """The p-values of a model's traits after Holm's correction for how many it has."""
    return dict(zip((e.trait for e in model.effects), holm([e.p for e in model.effects]), strict=True))


def _wide(effects: Iterable[Effect]) -> list[Remark]:
    traits = tuple(effect.trait for effect in effects if effect.is_wide)
    return [Remark("wide-interval", {"traits": traits})] if traits else []


def _notes(remarks: Iterable[Remark], question: Question) -> str:
    return clauses((tell(remark, question) for remark in remarks), question.lang)


def _told(name: str, value: Value, question: Question) -> str:
    """What fills a place of a note: p-values with their sign, ratios with two decimals, words and names."""
    if isinstance(value, Remark):
        return tell(value, question)
    if isinstance(value, tuple):
        return listed((_called(each, question) for each in value), question.lang)
    if isinstance(value, str):
        return _called(value, question)
    if isinstance(value, int):
        return str(value)
    text = short(value).replace("-", "−")
    if name == "p":
        text = f"= {value:.3f}" if value >= 0.001 else "< 0.001" if value >= 0.0001 else "< 0.0001"
    return decimal(text, question.lang)


def short(value: float) -> str:
    """A number with two decimals, or two digits where these would show next to nothing."""
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.2g}"


def _called(key: str, question: Question) -> str:
    return question.name(key) if key in question.network.nodes else word(key, question.lang)


def empty_year(question: Question) -> tuple[str, ...]:
    """A note where no tie of the kinds chosen stands in the year asked for."""
    year = question.choice.as_of
    if year is None or select(question.network, question.choice.kinds, year).links:
        return ()
    return (note("empty-year", question.lang, year=year),)


def of_country(question: Question) -> Question:
    """The question with the country whose units are compared: the one asked for, else the one best described."""
    nodes = question.network.nodes
    known = (nodes[id] for id in question.attributes.product_per_head if id in nodes)
    counts = Counter(node.country for node in known if node.region == node.id)
    if not question.country and not counts:
        raise KgError(_("no unit has a product per head on record"), hint=_("name the country: --country"))
    return question._replace(country=question.country or max(sorted(counts), key=counts.__getitem__))
