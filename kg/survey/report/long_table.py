"""A report as one table: a row a share, a test or a difference, for programs and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.analysis.prediction.scoring import wilson
from kg.ask.results import Table, Value
from kg.base.languages import N_, _
from kg.survey.report.compared import Comparison
from kg.survey.report.counted import Counted, Counter
from kg.survey.report.statistics import Association, weighted_interval

_DIGITS = 4


class Row(NamedTuple):
    """One line; ``hidden`` ones have no numbers. Codes are those of the questionnaire and of the graph."""

    wave: str
    what: str  # group, share, test, difference
    item: str = ""
    answer: str = ""
    label: str = ""
    by: str = ""
    group: str = ""
    group_label: str = ""
    hidden: bool = False
    n: int | None = None
    base: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    share_of_answers: float | None = None
    weighted_share: float | None = None
    weighted_low: float | None = None
    weighted_high: float | None = None
    test: str = ""
    statistic: float | None = None
    freedom: int | None = None
    p: float | None = None
    p_holm: float | None = None
    measure: str = ""
    effect: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None


HEADINGS = {
    "wave": N_("wave"),
    "what": N_("what"),
    "item": N_("item"),
    "answer": N_("answer (code)"),
    "label": N_("answer"),
    "by": N_("by"),
    "group": N_("group (code)"),
    "group_label": N_("group"),
    "hidden": N_("hidden"),
    "n": N_("n"),
    "base": N_("base"),
    "share": N_("share"),
    "low": N_("from, 95 %"),
    "high": N_("to, 95 %"),
    "share_of_answers": N_("share of answers"),
    "weighted_share": N_("weighted share"),
    "weighted_low": N_("weighted: from, 95 %"),
    "weighted_high": N_("weighted: to, 95 %"),
    "test": N_("test"),
    "statistic": N_("statistic"),
    "freedom": N_("degrees of freedom"),
    "p": N_("p"),
    "p_holm": N_("p after Holm"),
    "measure": N_("measure of the effect"),
    "effect": N_("effect"),
    "effect_low": N_("effect: from, 95 %"),
    "effect_high": N_("effect: to, 95 %"),
}


def long_table(
    waves: Sequence[tuple[Counter, Sequence[Counted]]],
    comparisons: Sequence[Comparison],
    by: Sequence[str],
    why: str,
    stated: Sequence[Row] = (),
) -> Table:
    """The table of some waves; ``why`` nothing is hidden in it stands in every row."""
    rows = [*stated]
    rows += [row for counter, counted in waves for row in _of_wave(counter, counted, by)]
    rows += [row for each in comparisons for row in _compared(each)]
    columns, headings = list(Row._fields), [_(HEADINGS[name]) for name in Row._fields]
    cells: list[tuple[Value, ...]] = [tuple(map(_rounded, row)) for row in rows]
    if why:
        columns, headings = [*columns, "not_for_publication"], [*headings, _("not for publication, because")]
        cells = [(*row, why) for row in cells]
    return Table(columns, cells, headings, _("Report of a survey"), name="survey-report")


def _rounded(value: Value) -> Value:
    return round(value, _DIGITS) if isinstance(value, float) else value


def _of_wave(counter: Counter, counted: Iterable[Counted], by: Sequence[str]) -> Iterator[Row]:
    wave = counter.responses.survey
    for groups in counter.groups():
        if groups.attribute in by:
            for code, label, size in zip(groups.codes, groups.labels, groups.sizes, strict=True):
                row = Row(wave, "group", by=groups.attribute, group=code, group_label=label)
                yield shared(row, size, counter.responses.respondents)
    effective = counter.weights.effective if counter.weights else 0.0
    for each in counted:
        told = {choice.label: choice for choice in each.choices}
        codes = dict(zip(each.item.labels, each.item.codes, strict=True))
        for choice in each.choices:
            row = Row(wave, "share", each.item.name, choice.code, choice.label)
            row = shared(row, choice.n, each.base)
            if each.item.is_many:
                row = row._replace(share_of_answers=choice.n / each.given)
            if choice.weighted is not None:
                low, high = weighted_interval(choice.weighted, effective * each.base / counter.responses.respondents)
                row = row._replace(weighted_share=choice.weighted)
                row = row._replace(weighted_low=round(low, 3), weighted_high=round(high, 3))
            yield row
        for label in each.rest:
            if label not in told:
                yield Row(wave, "share", each.item.name, codes[label], label, hidden=True)
        yield from _crossed(wave, each)


def shared(row: Row, n: int | None, base: int) -> Row:
    """The row with a share, or marked as hidden."""
    if n is None:
        return row._replace(hidden=True)
    low, high = wilson(n, base)
    return row._replace(n=n, base=base, share=n / base, low=low, high=high)


def _crossed(wave: str, counted: Counted) -> Iterator[Row]:
    name, overlapping = counted.item.name, counted.item.is_many
    for table in counted.crossed:
        for choice, cells in zip(counted.choices, table.cells, strict=True):
            for code, label, base, n in zip(table.codes, table.labels, table.bases, cells, strict=True):
                row = Row(wave, "share", name, choice.code, choice.label, table.attribute, code, label)
                yield shared(row, n, base)
        for number, test in enumerate(table.tests):
            if test:
                choice = counted.choices[number]
                own = (choice.code, choice.label) if overlapping else ("", "")
                yield _tested(Row(wave, "test", name, *own, table.attribute), test)


def _tested(row: Row, test: Association) -> Row:
    return row._replace(
        n=test.n,
        test=test.test,
        statistic=test.statistic,
        freedom=test.freedom,
        p=test.p,
        p_holm=test.adjusted,
        measure=test.measure,
        effect=test.effect,
        effect_low=test.low,
        effect_high=test.high,
    )


def _compared(comparison: Comparison) -> Iterator[Row]:
    for each in comparison.changes:
        row = Row(f"{comparison.later} − {comparison.earlier}", "difference", each.item, each.code, each.label)
        difference = each.difference
        yield row._replace(
            measure="difference", effect=difference.value, effect_low=difference.low, effect_high=difference.high
        )
