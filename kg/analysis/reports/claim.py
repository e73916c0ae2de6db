"""The report of the article's central claim: a row a test, and what follows in three sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.analysis.hypotheses.designs import ASKED, WHOM
from kg.analysis.hypotheses.estimates import Remark
from kg.analysis.hypotheses.inference import least_shown
from kg.analysis.hypotheses.models import Effect
from kg.analysis.hypotheses.specifications import Specification, share, specifications
from kg.analysis.hypotheses.verdict import UNTESTED, Tested, Verdict, claim, state
from kg.analysis.question import Question
from kg.analysis.reports.hypotheses import empty_year, notes_of, of_country, p_value, short, tell
from kg.analysis.reports.report import Report, note, report, rounded, word
from kg.base.languages import clauses, decimal

LIMITS = ("limit-trade", "limit-authorities", "limit-sources", "limit-border")
_IN_WORDS = {"no difference": "none"}  # how a state is called in the key of its sentence


def of_claim(question: Question) -> Report:
    """The six tests of the claim and those beside them, three sentences on what follows, and what limits them."""
    asked, lang = of_country(question), question.lang
    verdict = claim(asked)
    columns: dict[str, Callable[[Tested], object]] = {
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
        "verdict": lambda test: word(f"claim {test.verdict}" if not test.beside else "beside", lang),
        "note": lambda test: notes_of([test.note] if test.note else [], question),
    }
    said = (*sentences(verdict, question), *empty_year(question), *_nearness(verdict, question))
    table = tell(Remark("claim-table", {"parts": verdict.family[0].parts}), question)
    limits = (table, *(note(key, lang) for key in LIMITS))
    return report((*verdict.family, *verdict.beside), columns, (*said, *limits))


def sentences(verdict: Verdict, question: Question) -> tuple[str, ...]:
    """What follows for the border, for development and for the claim; why nothing does where nothing could be fitted."""
    unfitted = next((test for test in verdict.family if test.effect is None), None)
    if all(test.effect is None for test in verdict.family):
        why = tell(unfitted.note, question) if unfitted and unfitted.note else ""
        return note("verdict", question.lang, verdict=word(UNTESTED, question.lang)), note("no-model", question.lang, why=why)
    said = []
    for trait in ASKED:
        tests = verdict.of(trait)
        found = state(test.verdict for test in tests)
        shown = [test for test in tests if test.verdict == found] if found != "open" else tests
        said.append(
            note(
                f"{trait}-{_IN_WORDS.get(found, found)}",
                question.lang,
                ratios=_ratios(shown, question),
                least=decimal(short(min(least_shown(test.effect) for test in tests if test.effect)), question.lang),
            )
        )
    return *said, note(f"claim-{verdict.answer.replace(' ', '-')}", question.lang)


def _ratios(tests: Iterable[Tested], question: Question) -> str:
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


def _compared(test: Tested) -> str:
    if test.trait == "development":
        return "without-okrugs" if test.beside else test.trait
    return ("pairs" if test.design == WHOM else "border") + ("-any" if test.beside else "")


def of_specifications(question: Question) -> Report:
    """A row a specification, and in how many of them each trait has an effect."""
    asked, lang = of_country(question), question.lang
    every = list(specifications(asked))
    columns: dict[str, Callable[[Specification], object]] = {
        "test": lambda each: word(each.design, lang),
        "kinds": lambda each: word(f"kind {each.setting.kinds[-1]}", lang),
        "year": lambda each: each.setting.year,
        "possible": lambda each: each.setting.possible,
        "distance-held": lambda each: each.setting.distance,
        "okrugs": lambda each: each.setting.okrugs,
        "development-by": lambda each: word(each.setting.development, lang),
        "sources-held": lambda each: each.setting.exposure,
        **{
            f"{trait}-{part}": lambda each, trait=trait, part=part: _part(getattr(each, trait), part)
            for trait in ASKED
            for part in ("ratio", "low", "high")
        },
    }
    return report(every, columns, (*_shares(every, question), note("specifications", lang)))


def _part(effect: Effect | None, part: str) -> float | None:
    return rounded(getattr(effect, part)) if effect else None


def _shares(every: list[Specification], question: Question) -> Iterable[str]:
    """The shares of each trait: with distance held equal and without, and of development by test."""
    for trait in ASKED:
        for key, among in (
            ("held", [each for each in every if each.setting.distance]),
            ("not-held", [each for each in every if not each.setting.distance]),
        ):
            found = share(getattr(each, trait) for each in among)
            values = {"trait": trait, "fitted": found.fitted, "above": found.above, "below": found.below}
            yield tell(Remark(f"share-{key}", values), question)
