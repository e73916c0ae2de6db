"""The survey article's central claim, held against the models: not the border but the level of development.

The article says it of trade and economic cooperation, as experts see it. The graph has ties, not
trade; so what is judged is the claim's counterpart in ties, and that is said beside the verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.analysis.hypotheses.estimates import ALPHA, Remark, Value, holm
from kg.analysis.hypotheses.models import WITHOUT_DISTANCE, Effect, Model

# A rate ratio between two thirds and one and a half is as good as none: the two one-sided tests of
# Schuirmann (1987) show equivalence where the 90 % interval lies within.
MARGIN = (2 / 3, 3 / 2)


class Fit(NamedTuple):
    """A model with the answer that it alone would give; ``unit`` is the one left out, if any."""

    model: Model
    answer: str
    unit: str = ""


class Verdict(NamedTuple):
    """``supported``, ``not supported`` or ``not testable`` with these data, and why.

    ``fits`` are the models of the choices of ties, the first of which decides; ``left_out`` is the
    first model without each unit in turn. They show what the verdict hangs on.
    """

    answer: str
    reasons: tuple[Remark, ...]
    fits: tuple[Fit, ...] = ()
    left_out: tuple[Fit, ...] = ()

    def extremes(self) -> tuple[Fit, ...]:
        """The fits without one unit that have the least and the greatest border ratio."""
        ordered = sorted(self.left_out, key=lambda fit: (_border_ratio(fit), fit.unit))
        return (ordered[0], ordered[-1]) if ordered else ()


def judge(models: Sequence[Model], left_out: Sequence[tuple[str, Model]] = ()) -> Verdict:
    """The verdict of the first model; the others are heard beside it.

    Supported: higher product per head goes with more ties, and the border is shown to make no
    difference. Not supported: the border matters, or product per head goes with fewer ties or is
    shown to make no difference. Else not testable: the intervals hold both answers. Effects count
    at 5 % after Holm's correction for the traits of the model.

    The article does not say whether being near is part of a border position. So an answer that the
    model without distance contradicts is not testable either. One unit left out changes no verdict,
    but the reasons name the units that would.
    """
    fits = tuple(Fit(model, _answer(model)) for model in models)
    verdict = Verdict(fits[0].answer, (), fits, tuple(Fit(model, _answer(model), unit) for unit, model in left_out))
    border, product = (fits[0].model.effect(trait) for trait in ("border", "product"))
    if border is None or product is None:
        return verdict._replace(reasons=(Remark("no-model", {"why": fits[0].model.notes[0]}),))
    reasons = (
        *_of_effects(fits[0].model, border, product),
        *_of_nearness(fits[0].model),
        *_of_distance(verdict),
        *_of_units(verdict),
        *_of_all(verdict),
    )
    is_contradicted = any(reason.key == "hangs-on-distance" for reason in reasons)
    return verdict._replace(answer="not testable" if is_contradicted else verdict.answer, reasons=reasons)


def _answer(model: Model) -> str:
    border, product = model.effect("border"), model.effect("product")
    if border is None or product is None:
        return "not testable"
    found = tuple(reason.key for reason in _of_effects(model, border, product))
    if found[0] == "border-matters" or found[1] in {"product-fewer", "product-none"}:
        return "not supported"
    return "supported" if found == ("border-none", "product-matters") else "not testable"


def _of_effects(model: Model, border: Effect, product: Effect) -> tuple[Remark, Remark]:
    adjusted = dict(zip((e.trait for e in model.effects), holm([e.p for e in model.effects]), strict=True))
    border_p, product_p = adjusted["border"] or 0.0, adjusted["product"] or 0.0
    if product_p < ALPHA:
        of_product = "product-matters" if product.ratio > 1 else "product-fewer"
    else:
        of_product = "product-none" if _is_none(product) else "product-open"
    of_border = "border-matters" if border_p < ALPHA else "border-none" if _is_none(border) else "border-open"
    return Remark(of_border, _numbers(border, border_p)), Remark(of_product, _numbers(product, product_p))


def _of_nearness(model: Model) -> list[Remark]:
    """How far the model can tell the border from distance."""
    r, p = (model.diagnostics.get(f"border_distance_{name}") for name in ("r", "p"))
    if r is None or p is None:
        return []
    said = [Remark("border-and-distance", {"r": r, "vif": model.inflation["border"]})]
    is_either_seen = any(effect.p < ALPHA for effect in model.effects if effect.trait in {"border", "distance"})
    return said if is_either_seen or p >= ALPHA else [*said, Remark("nearness-matters", {"p": p})]


def _of_distance(verdict: Verdict) -> list[Remark]:
    """What the model without distance says."""
    fit = next((fit for fit in verdict.fits[1:] if fit.model.name == WITHOUT_DISTANCE), None)
    border, product = (fit and fit.model.effect(trait) for trait in ("border", "product"))
    if fit is None or border is None or product is None:
        return []
    of_border, _ = _of_effects(fit.model, border, product)
    key = "same-without-distance" if fit.answer == verdict.answer else "hangs-on-distance"
    return [Remark(key, {**of_border.values, "answer": fit.answer})]


def _of_units(verdict: Verdict) -> list[Remark]:
    """How far the border ratio moves without any one unit, and the units that turn the answer."""
    if not verdict.left_out:
        return []
    least, most = verdict.extremes()
    said: dict[str, Value] = {
        "fits": len(verdict.left_out),
        "least": _border_ratio(least),
        "least_unit": least.unit,
        "most": _border_ratio(most),
        "most_unit": most.unit,
    }
    turned: dict[str, tuple[str, ...]] = {}
    for fit in verdict.left_out:
        if fit.answer != verdict.answer:
            turned[fit.answer] = (*turned.get(fit.answer, ()), fit.unit)
    by_units = [Remark("turned-by", {"answer": answer, "units": units}) for answer, units in sorted(turned.items())]
    return [Remark("one-left-out", said), *(by_units or [Remark("turned-by-none")])]


def _of_all(verdict: Verdict) -> list[Remark]:
    fits = [fit for fit in (*verdict.fits, *verdict.left_out) if fit.model.effects]
    is_supported = any(fit.answer == "supported" for fit in fits)
    return [] if is_supported else [Remark("none-supports", {"fits": len(fits)})]


def _numbers(effect: Effect, p: float) -> dict[str, Value]:
    """The numbers of an effect under the names that the notes have places for."""
    values: dict[str, Value] = {effect.trait: effect.ratio, "p": p}
    names = ("low", "high", "narrow_low", "narrow_high")
    return values | {f"{effect.trait}_{name}": getattr(effect, name) for name in names}


def _border_ratio(fit: Fit) -> float:
    border = fit.model.effect("border")
    return border.ratio if border else float("nan")


def _is_none(effect: Effect) -> bool:
    return MARGIN[0] < effect.narrow_low and effect.narrow_high < MARGIN[1]
