"""The survey article's central claim, held against the models: not the border but the level of development.

The article says it of trade and economic cooperation, as experts see it. The graph has ties, not
trade; so what is judged is the claim's counterpart in ties, and that is said beside the verdict.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kg.network.hypotheses.models import Effect, Model
from kg.network.hypotheses.results import ALPHA, holm

# A rate ratio between two thirds and one and a half is as good as none: the two one-sided tests of
# Schuirmann (1987) show equivalence where the 90 % interval lies within.
MARGIN = (2 / 3, 3 / 2)

_TEXTS = Path(__file__).with_name("reasons.toml")


class Verdict(NamedTuple):
    """``supported``, ``not supported`` or ``not testable`` with these data, and why, by the keys of ``reasons.toml``.

    ``values`` fills the places of the reasons. ``elsewhere`` holds the verdict of each other model by its
    name, which shows whether the verdict hangs on the choice of ties.
    """

    answer: str
    reasons: tuple[str, ...]
    values: dict[str, float | str]
    elsewhere: tuple[tuple[str, str], ...] = ()

    def tell(self, lang: str) -> list[str]:
        """The reasons and then the limits, a sentence each."""
        texts = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
        values = {name: _written(name, value, lang) for name, value in self.values.items()}
        reasons = [texts["reasons"][reason][lang].format(**values) for reason in self.reasons]
        return reasons + list(texts["limits"][lang])


def judge(models: Sequence[Model]) -> Verdict:
    """The verdict of the first model; the others are heard beside it.

    Supported: higher product per head goes with more ties, and the border is shown to make no
    difference. Not supported: the border matters, or product per head goes with fewer ties or is
    shown to make no difference. Else not testable: the intervals hold both answers. Effects count
    at 5 % after Holm's correction for the traits of the model.
    """
    verdict = _judged(models[0])
    return verdict._replace(elsewhere=tuple((model.name, _judged(model).answer) for model in models[1:]))


def _written(name: str, value: float | str, lang: str) -> str:
    """A number as the language writes it: p-values with three digits, ratios with two."""
    if isinstance(value, str):
        return value
    text = f"{value:.3f}" if name.endswith("_p") else f"{value:.2f}"
    return text.replace(".", ",") if lang == "ru" else text


def _judged(model: Model) -> Verdict:
    border, product = model.effect("border"), model.effect("product")
    if border is None or product is None:
        return Verdict("not testable", ("no-model",), {"note": model.note})
    adjusted = dict(zip((e.trait for e in model.effects), holm([e.p for e in model.effects]), strict=True))
    border_p, product_p = adjusted["border"] or 0.0, adjusted["product"] or 0.0
    reasons = (
        "border-matters" if border_p < ALPHA else "border-none" if _is_none(border) else "border-open",
        _of_product(product, product_p),
    )
    values: dict[str, float | str] = {"border_p": border_p, "product_p": product_p}
    for effect in (border, product):
        values |= {effect.trait: effect.ratio}
        values |= {
            f"{effect.trait}_{name}": getattr(effect, name) for name in ("low", "high", "narrow_low", "narrow_high")
        }
    if reasons[0] == "border-matters" or reasons[1] in {"product-fewer", "product-none"}:
        return Verdict("not supported", reasons, values)
    if reasons == ("border-none", "product-matters"):
        return Verdict("supported", reasons, values)
    return Verdict("not testable", reasons, values)


def _of_product(effect: Effect, p: float) -> str:
    if p < ALPHA:
        return "product-matters" if effect.ratio > 1 else "product-fewer"
    return "product-none" if _is_none(effect) else "product-open"


def _is_none(effect: Effect) -> bool:
    return MARGIN[0] < effect.narrow_low and effect.narrow_high < MARGIN[1]
