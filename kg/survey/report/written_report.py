"""A report as a text in one language: who answered, each question with its tables, and how it was reckoned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.analysis.prediction.scoring import wilson
from kg.base.languages import N_, _, as_head, clauses, current, decimal, grouped, listed, pick
from kg.formats.documents.document import Block, Document, Facts, Grid, Heading, Items, Line, Paragraph, Span, line
from kg.survey.instrument import Instrument
from kg.survey.report.compared import Comparison
from kg.survey.report.counted import Counted, Counter, Crossed
from kg.survey.report.disclosure import LEAST
from kg.survey.report.raking import CAP
from kg.survey.report.statistics import ROUNDS, Association, weighted_interval

HIDDEN = "[c]"  # confidential, as statistical offices mark it
_WIDE = 4  # groups side by side in a table
_TESTS = {
    "chi-square": N_("chi-square"),
    "fisher": N_("Fisher's exact test"),
    "fisher-freeman-halton": N_("Fisher–Freeman–Halton test"),
}
_MEASURES = {"odds-ratio": N_("odds ratio"), "cramer-v": N_("Cramér's V")}

Waves = Sequence[tuple[Counter, Sequence[Counted]]]


def report(
    waves: Waves,
    comparisons: Sequence[Comparison],
    by: Sequence[str],
    why: str,
    also: Sequence[Block] = (),
    titles: Sequence[str] = (),
) -> Document:
    """The report of some waves; ``why`` nothing is hidden is printed, ``also`` and ``titles`` are of waves that only
    a publication is known of.
    """
    blocks: list[Block] = []
    below = 3 if len(waves) + len(titles) > 1 else 2
    if why:
        warning = _("Not for publication: small numbers are not hidden. Reason given: {why}").format(why=why)
        blocks.append(Paragraph((Span(warning, strong=True),)))
    for counter, counted in waves:
        if below == 3:
            blocks.append(Heading(counter.responses.title))
        blocks += _wave(counter, counted, by, below)
    blocks += also
    for comparison in comparisons:
        blocks += _comparison(comparison)
    if waves:
        weighted = any(counter.weights for counter, _counted in waves)
        blocks += _methods(why=why, weighted=weighted, crossed=bool(by), compared=bool(comparisons))
    all_titles = [*(counter.responses.title for counter, _counted in waves), *titles]
    title = _("Report of a survey") if len(all_titles) == 1 else _("Report of surveys")
    return Document(title, current(), tuple(blocks), subtitle=clauses(all_titles))


def _wave(counter: Counter, counted: Sequence[Counted], by: Sequence[str], below: int) -> Iterator[Block]:
    found = counter.responses
    yield Facts((
        (_("respondents"), line(grouped(found.respondents))),
        (_("places"), line(grouped(found.places))),
        *([(_("period"), line(found.period))] if found.period else []),
        *([(_("how they were chosen"), line(found.rule))] if found.rule else []),
        (_("id of the survey"), line(found.survey)),
    ))  # fmt: skip
    if counter.weights:
        yield Heading(_("Weights"), below)
        yield _weights(counter)
    if by:
        yield Heading(_("Who answered"), below)
    for groups in counter.groups():
        if groups.attribute not in by:
            continue
        if not any(groups.codes):
            yield Paragraph(
                line(_("By {attribute}: no group is large enough to be told.").format(attribute=groups.title))
            )
            continue
        rows = [
            _shared(label, size, found.respondents) for label, size in zip(groups.labels, groups.sizes, strict=True)
        ]
        yield _grid((groups.title, _("n"), _("share"), _("95 % interval")), rows, "")
        yield from _pool(groups.pooled, _("Told as one group: {names}."))
    titles = [_("How the answers were given"), *(pick(each, current()) for each in Instrument.bundled().questions)]
    before = -1
    for each in counted:
        if each.item.question != before:
            before = each.item.question
            yield Heading(f"{before}. {titles[before]}" if before else titles[0], below)
        yield Heading(each.item.title, below + 1)
        yield from _item(counter, each, by)


def _weights(counter: Counter) -> Facts:
    weights = counter.weights
    assert weights is not None  # noqa: S101 (the caller asked)
    trimmed = grouped(weights.trimmed)
    if 0 < weights.trimmed < LEAST and not counter.is_open:
        trimmed = _("fewer than {n}").format(n=LEAST)
    return Facts((
        (_("design effect (Kish)"), line(_number(weights.design_effect, 2))),
        (_("effective number of respondents"), line(_number(weights.effective, 1))),
        (_("weights cut to {n} times the mean").format(n=_number(CAP, 0)), line(trimmed)),
        (_("the most by which a share misses the frame"), line(_percent(weights.off))),
    ))  # fmt: skip


def _item(counter: Counter, each: Counted, by: Sequence[str]) -> Iterator[Block]:
    told = _("Answered by {base} of {count}; no answer: {missing}.")
    if each.item.is_many:
        told = _(
            "Answered by {base} of {count}; no answer: {missing}. Several answers could be given: {given} answers,"
            " {mean} each."
        )
    if each.item.is_coded:
        told = _("Words of {base} of {count} were coded and settled: {given} concepts, {mean} each.")
    numbers = {
        "base": each.base, "count": counter.responses.respondents, "missing": each.missing, "given": each.given
    }  # fmt: skip
    mean = _number(each.given / max(each.base, 1), 1)
    yield Paragraph(line(told.format(mean=mean, **{name: grouped(number) for name, number in numbers.items()})))
    if not each.choices:
        yield Paragraph(line(_("No count of an answer is large enough to be told.")))
        return
    heads = [_("answer"), _("n"), _("share"), _("95 % interval")]
    heads += [_("share of answers")] if each.item.is_many else []
    heads += [_("weighted share"), _("95 % interval")] if counter.weights else []
    rows = []
    for choice in each.choices:
        row = _shared(choice.label, choice.n, each.base)
        row += [_percent(choice.n / each.given)] if each.item.is_many else []
        if counter.weights:
            row += _weighted(choice.weighted, counter.weights.effective * each.base / counter.responses.respondents)
        rows.append(row)
    yield _grid(heads, rows, "")
    if each.item.is_coded and not counter.is_open:
        yield Paragraph(line(_("Concepts that too few texts hold, or lack, are not named.")))
    rest = _("Not told, because too few gave them or did not: {names}.")
    yield from _pool(each.rest, rest if each.item.is_many else _("Told as one answer: {names}."))
    crossed = {table.attribute: table for table in each.crossed}
    for attribute in counter.responses.attributes:
        if attribute.name in crossed:
            yield from _crossed(each, crossed[attribute.name])
        elif attribute.name in by:
            yield _untold(attribute.title)


def _shared(label: str, n: int, base: int) -> list[str]:
    return [label, grouped(n), _percent(n / base), _interval(*wilson(n, base))]


def _weighted(share: float | None, effective: float) -> list[str]:
    return [HIDDEN, HIDDEN] if share is None else [_percent(share), _interval(*weighted_interval(share, effective))]


def _crossed(each: Counted, table: Crossed) -> Iterator[Block]:
    labels = [choice.label for choice in each.choices]
    told = [number for number, cells in enumerate(table.cells) if any(n is not None for n in cells)]
    if not told:
        yield _untold(table.title)
        return
    for first in range(0, len(table.codes), _WIDE):
        part = range(first, min(first + _WIDE, len(table.codes)))
        heads = [_("answer"), *(_of(table.labels[group], table.bases[group]) for group in part)]
        rows = [
            [labels[number], *(_cell(table.cells[number][group], table.bases[group]) for group in part)]
            for number in told
        ]
        yield _grid(heads, rows, _("By {attribute}").format(attribute=table.title) if not first else "")
    untold = tuple(label for number, label in enumerate(labels) if number not in told)
    yield from _pool(untold, _("No count by {attribute} is told of: {{names}}.").format(attribute=table.title))
    yield from _pool(table.pooled, _("Told as one group: {names}."))
    yield from _tests(each, table)


def _of(label: str, base: int) -> str:
    """A group with its base, which no line parts."""
    return _("{name} ({other})").format(name=label, other=_n(base))


def _n(count: int) -> str:
    return f"n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{grouped(count)}"


def _untold(title: str) -> Paragraph:
    return Paragraph(line(_("By {attribute}: no count is large enough to be told.").format(attribute=title)))


def _tests(each: Counted, table: Crossed) -> Iterator[Block]:
    tests = [(number, test) for number, test in enumerate(table.tests) if test]
    if not each.item.is_many:
        if tests:
            told = _tested(tests[0][1])
            yield Paragraph(line(as_head(told)))
        return
    if tests:
        lines = tuple(line(each.choices[number].label + _(": ") + _tested(test)) for number, test in tests)
        yield Paragraph(line(_("Answers overlap, so each is tested by itself:")))
        yield Items(lines)


def _tested(test: Association) -> str:
    statistic = []
    if test.statistic is not None:
        statistic = [_("χ² = {value}, df = {df}").format(value=_number(test.statistic, 2), df=test.freedom)]
    effect = _("{measure} {value} ({low} to {high})").format(
        measure=_(_MEASURES[test.measure]), **{key: _number(getattr(test, name), 2) for key, name in _ENDS.items()}
    )
    chances = _("p = {p}, after Holm {adjusted}").format(p=_chance(test.p), adjusted=_chance(test.adjusted or 0.0))
    return clauses([listed([_(_TESTS[test.test]), *statistic]), chances, effect, _n(test.n)])


_ENDS = {"value": "effect", "low": "low", "high": "high"}


def _comparison(comparison: Comparison) -> Iterator[Block]:
    earlier, later = comparison.earlier, comparison.later
    yield Heading(_("From {earlier} to {later}").format(earlier=earlier, later=later))
    if not comparison.changes:
        yield Paragraph(line(_("No answer is told of both.")))
    heads = (_("answer"), earlier, later, _("difference, points"), _("95 % interval"))
    titles = dict.fromkeys((change.item, change.title) for change in comparison.changes)
    for name, title in titles:
        rows = []
        for change in comparison.changes:
            if change.item == name:
                cells = [_cell(n, base) for n, base in zip(change.counts, change.bases, strict=True)]
                ends = _("{low} to {high}")
                interval = ends.format(low=_points(change.difference.low), high=_points(change.difference.high))
                rows.append([change.label, *cells, _points(change.difference.value), interval])
        bases = next(change.bases for change in comparison.changes if change.item == name)
        own = tuple(_of(head, base) for head, base in zip(heads[1:3], bases, strict=True))
        yield _grid((heads[0], *own, *heads[3:]), rows, title)


def _methods(*, why: str, weighted: bool, crossed: bool, compared: bool) -> Iterator[Block]:
    yield Heading(_("How it was reckoned"))
    lines = [
        _("A share is n of the base: those who answered the question. Its interval is Wilson's (1927), 95 %."),
        _("An interval tells what chance does to a random sample; experts who were chosen are none."),
        _("“Rather not say” counts as no answer. How many did not answer is told however few they are."),
        _("Words that respondents wrote are not printed, and nothing is told of a single respondent."),
    ]
    if not why:
        lines += [
            _("Counts under {n} are not told, nor those that leave fewer than {n} who said otherwise: {mark}.").format(
                n=LEAST, mark=HIDDEN
            ),
            _(
                "Other counts are hidden, and groups and answers told as one, so that no table, total or difference of"
                " tables gives a small count away: each could be five or more."
            ),
            _("Two reports on one wave before and after a change of few answers give these away: publish one of them."),
            _("What is hidden does not depend on which tables are asked for."),
        ]
    if crossed:
        lines += [
            _("What is known of places is from the graph; European Russia is counted as in {query}.").format(
                query="claims/european-part-and-rest"
            ),
            _(
                "Tables are tested by Pearson's chi-square without correction; where a count under 5 is expected, by"
                " Fisher's exact test, beyond 2 × 2 with {rounds} random tables (Freeman, Halton 1951)."
            ).format(rounds=grouped(ROUNDS)),
            _("Only tables of which nothing is hidden are tested: a statistic would give the rest away."),
            _("p-values are corrected by Holm (1979) over all tests of this report."),
            _("Cramér's V has the interval of the non-central chi-square; a 2 × 2 table has its odds ratio."),
        ]
    if weighted:
        lines += [
            _("Weights are raked to the frame (iterative proportional fitting; Deville, Särndal, Sautory 1993)."),
            _("The design effect is n Σw² / (Σw)², the effective number n divided by it (Kish 1965)."),
            _(
                "Intervals of weighted shares are Wilson's with the effective number; tables by group and tests are"
                " not weighted."
            ),
        ]
    if compared:
        lines += [
            _("Differences of shares have Newcombe's interval (1998, method 10) for independent samples."),
            _("Pairing by place is not done: who answers for a place may be another person."),
        ]
    yield Items(tuple(map(line, lines)))


def _grid(heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> Grid:
    cells: tuple[tuple[Line, ...], ...] = tuple(tuple(map(line, row)) for row in rows)
    return Grid(tuple(heads), cells, caption, numeric=tuple(range(1, len(heads))))


def _pool(labels: Sequence[str], told: str) -> Iterator[Paragraph]:
    if labels:
        yield Paragraph(line(told.format(names=clauses(labels))))


def _cell(n: int | None, base: int) -> str:
    if n is None:
        return HIDDEN
    low, high = wilson(n, base)
    return _("{n}: {share} ({low}–{high})").format(
        n=grouped(n), share=_percent(n / base), low=_number(100 * low, 1), high=_number(100 * high, 1)
    )


def _percent(share: float) -> str:
    return _("{number} %").format(number=_number(100 * share, 1))


def _interval(low: float, high: float) -> str:
    return _("{low}–{high} %").format(low=_number(100 * low, 1), high=_number(100 * high, 1))


def _points(value: float) -> str:
    return decimal(f"{100 * value:+.1f}".replace("-", "−"))


def _number(value: float, digits: int) -> str:
    return "∞" if value == float("inf") else decimal(f"{value:.{digits}f}")


def _chance(p: float) -> str:
    return decimal(f"{p:.3f}") if p >= 0.001 else "< " + decimal("0.001")
