"""Comparable places as a table: every criterion with the values of both, which match, the score and the ties."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from kg.analysis.question import Question
from kg.ask.results import Table, Value
from kg.base.languages import N_, _, listed
from kg.dossier.comparable import CRITERIA, NEAR, Peer
from kg.dossier.comparable_kept import WORDS
from kg.network.attributes import TIMES, Figure

_RULES = {
    "level": N_("level: the same step of government, which is a condition and not only counted"),
    "size": N_("size: the numbers of inhabitants differ by less than a factor of {times}"),
    "product": N_("product: gross product per head differs by less than a factor of {times}"),
    "distance": N_(
        "distance: that to the nearest known place of the other country differs by less than a factor of {times}; "
        "less than {near} km counts as {near}"
    ),
    "macro-region": N_("macro-region: the same federal district of Russia or greater region of China"),
    "border": N_("border: both lie in regions on the border with the other country, or neither does"),
}
_KINDS = {
    "sister": N_("sister ties"), "partner": N_("partner ties"), "intention": N_("intentions"),
    "contact": N_("contacts"), "unknown": N_("ties, kind unknown"),
}  # fmt: skip
_NEEDED = ("place", "shared criteria", "alike in", "different in", "not known")


def comparable_table(question: Question, own: Peer, found: Sequence[Peer], by: Collection[str] = CRITERIA) -> Table:
    """The place itself in the first row, without a score, then its peers."""
    lang = question.lang

    def criteria(value: bool | None) -> Callable[[Peer], Value]:
        return lambda peer: listed((_(WORDS[each]) for each in peer.of(value)), lang)

    def ratio(criterion: str) -> Callable[[Peer], Value]:
        return lambda peer: _rounded(peer.ratios.get(criterion), 2)

    def ties(kind: str) -> Callable[[Peer], Value]:
        return lambda peer: peer.ties.get(kind, 0)

    columns: dict[str, Callable[[Peer], Value]] = {
        N_("place"): lambda peer: question.name(peer.traits.place),
        N_("shared criteria"): lambda peer: peer.score if peer.shared else None,
        N_("alike in"): criteria(True),
        N_("different in"): criteria(False),
        N_("not known"): criteria(None),
        N_("level"): lambda peer: question.name(peer.traits.level),
        N_("inhabitants"): lambda peer: _value(peer.traits.people),
        N_("inhabitants: year"): lambda peer: _year(peer.traits.people),
        N_("inhabitants: ratio"): ratio("size"),
        N_("product per head"): lambda peer: _value(peer.traits.product),
        N_("product per head: unit"): lambda peer: (
            question.name(peer.traits.product.unit) if peer.traits.product else ""
        ),
        N_("product per head: year"): lambda peer: _year(peer.traits.product),
        N_("product per head: ratio"): ratio("product"),
        N_("km to the other country"): lambda peer: _rounded(peer.traits.kilometres),
        N_("km to the other country: ratio"): ratio("distance"),
        N_("macro-region"): lambda peer: question.name(peer.traits.macro_region),
        N_("on the border"): lambda peer: peer.traits.border,
        **{heading: ties(kind) for kind, heading in _KINDS.items()},
        "id": lambda peer: peer.traits.place,
    }
    return Table(
        tuple(columns),
        [[cell(peer) for cell in columns.values()] for peer in (own, *found)],
        [_(column) for column in columns],
        _("Comparable places: {place}").format(place=question.name(question.place)),
        rules(by),
        "comparable",
        [column for column in columns if column not in _NEEDED],
    )


def rules(by: Collection[str] = CRITERIA) -> tuple[str, ...]:
    """The rule in words, a text for all criteria and one for each, in the language of the context."""
    whole = _("The score counts the shared criteria, each once; a figure that is not known shares nothing.")
    marks = {"times": f"{TIMES:.0f}", "near": f"{NEAR:.0f}"}
    return whole, *(_(_RULES[each]).format(**marks) for each in CRITERIA if each in by)


def _value(figure: Figure | None) -> float | None:
    return _rounded(figure.value) if figure else None


def _unit(figure: Figure | None, question: Question) -> str:
    return question.name(figure.unit) if figure else ""


def _year(figure: Figure | None) -> int | None:
    return figure.year if figure else None


def _rounded(value: float | None, digits: int | None = None) -> float | None:
    return None if value is None else round(value, digits)
