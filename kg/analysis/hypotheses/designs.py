"""The three designs in which the central claim is tested: with whom, since when, and how many.

Each is a matrix of traits with a way to fit it, so that effects, errors and permutations are reckoned alike in
:mod:`~kg.analysis.hypotheses.inference`. ``border`` is in every one of them; for a pair it says that the two touch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from kg.analysis.ground import kilometres
from kg.analysis.hypotheses.development import EXTRACTION, INDEX, Matrix, known, natural_range, scores, standard
from kg.analysis.hypotheses.models import columns_of, fit_counts, is_constant, statsmodels, with_constant
from kg.analysis.hypotheses.onset import bands, first_ties, hazards
from kg.analysis.hypotheses.pairs import touching
from kg.analysis.hypotheses.units import Unit, complete, units
from kg.analysis.question import Question
from kg.base.languages import N_
from kg.network.hubs import holders_of
from kg.network.standing import select
from kg.network.ties import Link

SURVEY_ENDS = 2022  # the year of the article's claim
SINCE = 1988  # the first of the ties on record that still stand
ASKED = ("border", "development")
Fitter: TypeAlias = Callable[[Matrix], Any]


class Setting(NamedTuple):
    """A choice that a person could make in good faith; the defaults are those fixed beforehand.

    ``year`` is the state of its end, today's without one; ``possible`` takes in ties that may have begun by then.
    ``distance`` and ``exposure`` hold distance and the number of sources equal, ``okrugs`` keeps the units of
    :data:`EXTRACTION <kg.analysis.hypotheses.development.EXTRACTION>` in, ``development`` names its measure.
    """

    kinds: tuple[str, ...] = ("sister",)
    year: int | None = SURVEY_ENDS
    possible: bool = False
    distance: bool = True
    okrugs: bool = True
    development: str = INDEX
    exposure: bool = True


class Design(NamedTuple):
    """The rows and columns of a model and what fits them.

    ``columns`` holds a trait each, the constant apart; ``ties`` is how many ties there are at all; ``span`` is the
    natural range of development in its standard deviations, and ``parts`` what development is made of. Where rows are
    pairs ``grid`` is the number of units on either side, and errors are :func:`clustered` by both.
    """

    name: str
    outcome: Matrix
    columns: Mapping[str, Matrix]
    fit: Fitter
    span: float
    ties: int
    parts: tuple[str, ...] = ()
    measure: str = "rate ratio"
    grid: tuple[int, int] | None = None

    def matrix(self, traits: Sequence[str]) -> Matrix:
        """A column a trait."""
        return np.column_stack([self.columns[trait] for trait in traits])


WHOM, WHEN, HOW_MANY = N_("with whom"), N_("since when"), N_("how many")


class Basis(NamedTuple):
    """The ties of a setting, and the units of the country asked about and of the countries that they lead to."""

    links: Sequence[Link]
    here: Sequence[Unit]
    there: Sequence[Unit]


def basis_of(question: Question, setting: Setting) -> Basis:
    """What the kinds and the date of a setting come to; its other choices change nothing in it."""
    network, country = question.network, question.country
    links = _sure(select(network, setting.kinds, setting.year, possible=setting.possible).links, question)
    ends = {network.nodes[end].country for link in links for end in (link.a, link.b)}
    here, there = (
        [unit for each in sorted(countries) for unit in complete(units(network, links, question.attributes, each))]
        for countries in ({country}, ends - {country})
    )
    return Basis(links, here, there)


def _sure(links: Iterable[Link], question: Question) -> list[Link]:
    return [link for link in links if link.confidence >= question.choice.least_confidence]


def designs(question: Question, setting: Setting, basis: Basis) -> list[Design]:
    """The three designs for the units of the country of a question, by the ties of a setting."""
    here = [unit for unit in basis.here if setting.okrugs or unit.id not in EXTRACTION]
    return [
        _whom(here, basis, question, setting),
        _when(here, basis, question, setting),
        _how_many(here, basis, setting),
    ]


def _whom(here: Sequence[Unit], basis: Basis, question: Question, setting: Setting) -> Design:
    """Every unit with every unit of the other side: the gravity of ties.

    Poisson pseudo-maximum likelihood (Santos Silva, Tenreyro, Review of Economics and Statistics 88, 2006) with
    errors :func:`clustered` by the units of both sides and the t distribution of the lesser number of them less one.
    """
    there = basis.there
    place = {unit.id: number for side in (here, there) for number, unit in enumerate(side)}
    first, second = ({unit.id for unit in side} for side in (here, there))
    holders, shape = holders_of(question.network), (len(here), len(there))
    outcome = np.zeros(shape)
    for link in basis.links:
        ends = [holders.get(end, end) for end in (link.a, link.b)]
        for one, other in (ends, ends[::-1]):
            if one in first and other in second:
                outcome[place[one], place[other]] += 1
    touch = touching(question.network, question.attributes)
    apart = kilometres([unit.centre for unit in here], [unit.centre for unit in there])
    columns = {
        "border": np.array([[(a.id, b.id) in touch for b in there] for a in here], dtype=float).reshape(shape),
        "distance": standard(np.log(apart + 1)),
        **{trait: np.repeat(column, len(there)) for trait, column in _traits(here, setting.development).items()},
        **{f"{trait}-there": np.tile(column, len(here)) for trait, column in _traits(there, "product").items()},
    }

    def fit(matrix: Matrix) -> Any:
        poisson = statsmodels("genmod.families").Poisson()
        return (
            statsmodels("genmod.generalized_linear_model")
            .GLM(outcome.ravel(), with_constant(matrix), family=poisson)
            .fit()
        )

    return _design(WHOM, outcome.ravel(), columns, fit, here, basis, setting)._replace(grid=shape)


def clustered(scores: Matrix, bread: Matrix, grid: tuple[int, int]) -> Matrix:
    """The variances of coefficients with errors clustered by row and by column, for scores a cell a row.

    Cameron, Gelbach, Miller, Journal of Business & Economic Statistics 29, 2011, with their corrections for small
    samples. With few clusters the two-way variance may fall below a one-way variance or below zero; so the greatest of
    two-way, one-way and robust is taken (MacKinnon, Nielsen, Webb, Journal of Econometrics 232, 2023).
    """
    cells, (count, width) = scores.reshape(*grid, -1), scores.shape

    def variance(sums: Matrix) -> Matrix:
        groups = len(sums)
        corrected = groups / (groups - 1) * (count - 1) / (count - width)
        return np.asarray(np.diag(bread @ (sums.T @ sums) @ bread) * corrected)

    rows, columns, each = variance(cells.sum(axis=1)), variance(cells.sum(axis=0)), variance(scores)
    return np.asarray(np.max([rows + columns - each, rows, columns, each], axis=0))


def _when(here: Sequence[Unit], basis: Basis, question: Question, setting: Setting) -> Design:
    """The year of the first tie of each unit (:mod:`~kg.analysis.hypotheses.onset`), robust errors (HC1).

    A first tie that has ended since counts like one that stands.
    """
    ever = _sure(select(question.network, setting.kinds, ended=True).links, question)
    year = setting.year or max((year for link in ever for year in link.begun if year), default=SINCE)
    if setting.possible:  # what may have begun by the year counts as begun
        ever = [link._replace(begun_not_after=min(link.begun[1] or year, year)) for link in ever]
    spans = first_ties(ever, holders_of(question.network), SINCE, year)
    own = [spans.get(unit.id) for unit in here]
    columns = _traits(here, setting.development, "border", "distance")
    outcome = np.array([span is not None and span.last is not None for span in own], dtype=float)
    fit = hazards(own, bands(own, SINCE, year), year)
    return _design(WHEN, outcome, columns, fit, here, basis, setting)._replace(measure="hazard ratio")


def _how_many(here: Sequence[Unit], basis: Basis, setting: Setting) -> Design:
    """The number of ties of each unit by negative binomial regression, robust errors (HC1)."""
    outcome = np.array([unit.ties for unit in here], dtype=float)
    columns = _traits(here, setting.development, "border", "distance")
    return _design(HOW_MANY, outcome, columns, partial(fit_counts, outcome), here, basis, setting)


def _design(
    name: str,
    outcome: Matrix,
    columns: Mapping[str, Matrix],
    fit: Fitter,
    here: Sequence[Unit],
    basis: Basis,
    setting: Setting,
) -> Design:
    """Columns as a setting has them; a control that does not vary controls nothing and is left out."""
    left_out = {name for name, is_in in (("distance", setting.distance), ("sources", setting.exposure)) if not is_in}
    kept = {
        trait: column.ravel()
        for trait, column in columns.items()
        if trait.removesuffix("-there") not in left_out and (trait in ASKED or not is_constant(column))
    }
    measure = setting.development
    return Design(
        name, outcome, kept, fit, natural_range(scores(here, measure)), len(basis.links), known(here, measure)
    )


def _traits(side: Sequence[Unit], measure: str, *place: str) -> dict[str, Matrix]:
    """The columns of the units of one side, those of their ``place`` first where they are asked for."""
    columns = columns_of(side) | {"development": scores(side, measure)}
    return {trait: columns[trait] for trait in (*place, "size", "development", "sources")}
