"""The report of the article's central claim: a row a test, and what follows in three sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.analysis.hypotheses.designs import ASKED, WHOM
from kg.analysis.hypotheses.estimates import Remark
from kg.analysis.hypotheses.inference import least_shown
from kg.analysis.hypotheses.specifications import Specification, share, specifications
from kg.analysis.hypotheses.verdict import OPEN, UNTESTED, Outcome, Verdict, claim, state
from kg.analysis.question import Question
from kg.analysis.reports.hypotheses import empty_year, of_country, p_value, short, tell
from kg.analysis.reports.report import Cell, Report, Rows, note, report, rounded, word
from kg.base.languages import clauses, decimal

LIMITS = ("limit-trade", "limit-authorities", "limit-sources", "limit-border")
_PARTS = ("ratio", "low", "high")


def of_claim(question: Question) -> Report:
    """The six tests of the claim and those beside them, three sentences on what follows, and what limits them."""
    return of_verdict(claim(of_country(question)), question)


def of_verdict(verdict: Verdict, question: Question) -> Report:
    """The report of a verdict that was reckoned before, in the language of the question."""
    lang = question.lang
    columns: dict[str, Callable[[Outcome], Cell]] = {
        "test": lambda test: word(test.design, lang),
        "trait": lambda test: word(test.trait, lang),
        "compared": lambda test: note(f"compared-{_compared(test)}", lang),
        "ratio": lambda test: test.effect and float(short(test.effect.ratio)),
        "low": lambda test: test.effect and float(short(test.effect.low)),
        "high": lambda test: test.effect and float(short(test.effect.high)),
        "p": lambda test: test.effect and p_value(test.effect.p),
        "p-permuted": lambda test: p_value(test.permuted),
        "p-holm": lambda test: p_value(test.adjusted),
        "least-shown": lambda test: test.effect and float(short(least_shown(test.effect))),
        "verdict": lambda test: word(f"beside {_compared(test)}" if test.beside else f"claim {test.verdict}", lang),
        "note": lambda test: tell(test.note, question) if test.note else "",
    }
    said = (*sentences(verdict, question), *empty_year(question), *_nearness(verdict, question))
    table = tell(Remark("claim-table", {"parts": verdict.family[0].parts}), question)
    limits = (table, *(note(key, lang) for key in LIMITS))
    return report((*verdict.family, *verdict.beside), columns, (*said, *limits))


def sentences(verdict: Verdict, question: Question) -> tuple[str, ...]:
    """What follows for the border, for development and for the claim, or why nothing does."""
    lang, unfitted = question.lang, [test.note for test in verdict.family if test.note]
    if not any(test.effect for test in verdict.family):
        said = note("verdict", lang, verdict=word(UNTESTED, lang))
        return said, *(note("no-model", lang, why=tell(why, question)) for why in unfitted[:1])
    of_traits = []
    for trait in ASKED:
        tests = verdict.of(trait)
        found = state(test.verdict for test in tests)
        shown = tests if found == OPEN else [test for test in tests if test.verdict == found]
        least = short(min(least_shown(test.effect) for test in tests if test.effect))
        key = f"{trait}-{found.removeprefix('no ').replace('difference', 'none')}"
        of_traits.append(note(key, lang, ratios=_ratios(shown, question), least=decimal(least, lang)))
    return *of_traits, note(f"claim-{verdict.answer.replace(' ', '-')}", lang)


def _ratios(tests: Iterable[Outcome], question: Question) -> str:
    told = [
        tell(Remark("ratio-of-test", {"test": t.design, "ratio": e.ratio, "low": e.low, "high": e.high}), question)
        for t in tests
        if (e := t.effect)
    ]
    return clauses(told, question.lang)


def _nearness(verdict: Verdict, question: Question) -> tuple[str, ...]:
    """The effect of distance in the models of the family, where it is held equal."""
    found = [t._replace(effect=t.nearness) for t in verdict.of("border") if t.nearness]
    return (note("nearness", question.lang, ratios=_ratios(found, question)),) if found else ()


def _compared(test: Outcome) -> str:
    if test.trait == "development":
        return "without-okrugs" if test.beside else test.trait
    return ("pairs" if test.design == WHOM else "border") + ("-any" if test.beside else "")


def of_specifications(question: Question) -> Report:
    """A row a specification, and in how many of them each trait has an effect."""
    every, lang = list(specifications(of_country(question))), question.lang
    columns = (
        "test", "kinds", "year", "possible", "distance-held", "okrugs", "development-by", "sources-held",
        *(f"{trait}-{part}" for trait in ASKED for part in _PARTS),
    )  # fmt: skip
    rows: Rows = [
        (
            word(each.design, lang),
            word(f"kind {each.setting.kinds[-1]}", lang),
            each.setting.year,
            *(each.setting.possible, each.setting.distance, each.setting.okrugs),
            word(each.setting.development, lang),
            each.setting.exposure,
            *(
                rounded(effect and getattr(effect, part))
                for effect in (each.border, each.development)
                for part in _PARTS
            ),
        )
        for each in every
    ]
    return Report(columns, rows, (*_shares(every, question), note("specifications", lang)))


def _shares(every: Sequence[Specification], question: Question) -> Iterator[str]:
    """The shares of each trait, with distance held equal and without."""
    for trait in ASKED:
        for key, is_held in (("held", True), ("not-held", False)):
            found = share(getattr(each, trait) for each in every if each.setting.distance == is_held)
            yield tell(Remark(f"share-{key}", {"trait": trait, **found._asdict()}), question)
