"""Reports of measures: of places, of the network, of who is tied with whom, of growth and distance."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import networkx as nx

from kg.analysis.dispatched import values_through
from kg.analysis.measures import attack
from kg.analysis.measures.growth import Year, growth
from kg.analysis.measures.mixing import (
    Share,
    mixing_matrix,
    same_level,
    sister_province_overlap,
)
from kg.analysis.null_comparison import expected
from kg.analysis.profile import MEASURES, SIZES, WEIGHTED, Subject, Values, network_values, node_values
from kg.analysis.question import Question
from kg.analysis.ranking import ranked
from kg.analysis.reports.report import Cell, Report, Rows, counts, note, of_records, rounded, word
from kg.base.errors import KgError
from kg.base.geography import distances, histogram
from kg.base.languages import _, decimal, listed
from kg.base.progress import Step, silent
from kg.formats.shown_cells import seen
from kg.network.edges_file import Edges
from kg.network.standing import select
from kg.network.views import standing, view

STEPS = 20  # of removal
MIXED = ("level", "macro_region", "region")


def of_places(
    subject: Subject,
    names: Collection[str],
    lang: str,
    top: int | None = None,
    progress: Step = silent,
    backend: str = "",
) -> tuple[Report, dict[str, Values]]:
    """A row a place, ranked by the first measure, and the values themselves; through a backend of networkx if named."""

    def told(step: str, done: float | None = None) -> None:
        progress(word(step, lang, "measures"), done)

    values = values_through(subject.graph, backend, names, told) if backend else node_values(subject, names, told)
    by, first = next(iter(values.items()), ("", {}))
    is_least_first = any(measure.is_least_first for measure in MEASURES if measure.name == by)
    order = ranked(first, is_least_first=is_least_first)
    rows: Rows = []
    for each in order[:top]:
        data = subject.graph.nodes[each.name]
        label = str(data.get("label", each.name))
        cells = (rounded(found.get(each.name), 6) for found in values.values())
        rows.append((each.rank, label, *cells, each.name))
    notes = _said(subject, values, lang)
    if is_least_first:
        notes = (note("least-first", lang, measure=word(by, lang, "measures")), *notes)
    return Report(("rank", "place", *values, "id"), rows, notes), values


def of_network(
    subject: Subject, lang: str, model: str = "", rounds: int = 200, seed: int = 0, progress: Step = silent
) -> Report:
    """A row a measure of the whole, beside what a null model expects where one is named."""
    values = network_values(subject)
    notes = _said(subject, values, lang)
    if subject.ties.is_two_mode:
        notes = (*notes, note("two-mode", lang))
    if not model:
        rows: Rows = [(word(name, lang, "measures"), rounded(value, 6), name) for name, value in values.items()]
        return Report(("meaning", "value", "measure"), rows, notes)
    if "projection" in subject.graph.graph:
        raise KgError(_("a projection has no null model"), hint=_("its shared partners are those of the two-mode view"))
    found = expected(subject, values, model, rounds, seed, progress)
    rows = []
    for name, value in values.items():
        beside = [rounded(cell, 6) for cell in found[name]] if name in found else [None] * 4
        rows.append((word(name, lang, "measures"), rounded(value, 6), *beside, name))
    key = f"null-{model}" if subject.ties.is_two_mode or model != "bicm" else "null-ubcm"
    if found:
        notes = (*notes, note(key, lang, rounds=rounds, seed=seed), note("null-read", lang))
    return Report(("meaning", "value", "null-mean", "null-low", "null-high", "z", "measure"), rows, notes)


def of_attack(subject: Subject, rounds: int, seed: int, lang: str) -> Report:
    """What stays linked when places are removed, a row a twentieth of them, and R of the three orders."""
    ties = subject.ties
    degree = attack.attacked(ties, attack.by_degree(ties))
    between = attack.attacked(ties, attack.by_betweenness(ties, subject.pivots, subject.seed))
    chance = attack.at_random(ties, rounds, seed)
    curves = (degree, between, chance.mean, chance.low, chance.high)
    count = len(ties.nodes)
    rows: Rows = []
    for step in range(STEPS + 1 if count else 0):
        gone = round(count * step / STEPS)
        cells = (rounded(float(each.largest[gone])) for each in curves)
        pairs = (rounded(float(each.pairs[gone])) for each in curves[:3])
        rows.append((round(100 * step / STEPS), gone, *cells, *pairs))
    low, high = chance.robustness
    shown = {"degree": degree.robustness, "betweenness": between.robustness}
    shown |= {"random": chance.mean.robustness, "low": low, "high": high}
    told = {name: decimal(f"{value:.4f}", lang) for name, value in shown.items()}
    said = note("attack", lang, **told), note("attack-read", lang, rounds=rounds, seed=seed)
    notes = (*(said if rows else ()), *_estimated(subject, lang), *_left_out(subject.graph, lang))
    columns = ("percent-removed", "removed", "by-degree", "by-betweenness", "at-random", "random-low", "random-high",
               "pairs-by-degree", "pairs-by-betweenness", "pairs-at-random")  # fmt: skip
    return Report(columns, rows, notes)


def of_mixing(question: Question) -> Report:
    """How many ties join places of each two levels, macro-regions and regions, and the shares.

    The most frequent pairs of each attribute, as many as asked for.
    """
    graph = view(question.network, choice=question.choice)
    rows: Rows = []
    for attribute in MIXED:
        ordered = sorted(mixing_matrix(graph, attribute).items(), key=lambda item: (-item[1], item[0]))
        ordered = ordered[: question.limit]
        kind = word(f"attribute {attribute}", question.lang)
        rows += [(kind, question.name(one), question.name(other), count) for (one, other), count in ordered]
    links = standing(question.network, question.choice)
    notes = (
        note("same-level", question.lang, **_share(same_level(question.network, links))),
        note("sister-provinces", question.lang, **_share(sister_province_overlap(question.network, links))),
        *_left_out(graph, question.lang),
    )
    return Report(("attribute", "value-of-one", "value-of-other", "ties"), rows, notes)


def of_growth(question: Question) -> Report:
    """A row a year, to the year asked for."""
    chosen = question.choice
    links = select(question.network, chosen.kinds, ended=True).links
    found = growth(link for link in links if link.confidence >= chosen.least_confidence)
    years = (year for year in found.years if year.year <= (chosen.as_of or year.year))
    return of_records(Year, years, counts(question.lang, unbounded=found.unbounded))


def of_distances(question: Question) -> Report:
    """How many ties are how long."""
    graph = view(question.network, choice=question.choice)
    found = distances(graph)
    rows: Rows = [(low, high, count) for (low, high), count in histogram(found.values()).items()]
    unknown = graph.number_of_edges() - len(found)
    notes = (*counts(question.lang, unlocated=unknown), *_left_out(graph, question.lang))
    return Report(("from-km", "to-km", "ties"), rows, notes)


def _share(share: Share) -> dict[str, Cell]:
    return {"part": share.part, "whole": share.whole, "share": round(100 * (share.value or 0))}


def edges_notes(name: str, edges: Edges, lang: str) -> tuple[str, ...]:
    """What was read of an edge list, and which of its lines are no edges of their own."""
    one, other = (seen(end) for end in next(iter(edges.graph.edges())))
    size = {"places": len(edges.graph), "ties": edges.graph.number_of_edges()}
    read = note("edges-read", lang, file=name, one=one, other=other, **size)
    return read, *edges.notes, *counts(lang, edges_repeated=edges.repeated, edges_loops=edges.loops)


def _said(subject: Subject, measures: Iterable[str], lang: str) -> tuple[str, ...]:
    """From how many places values are estimated, which measures the weights are not part of, and what is left out."""
    alike = [name for name in measures if subject.has_weights and name not in WEIGHTED | SIZES]
    named = listed((word(name, lang, "measures") for name in alike), lang)
    unweighted = (note("unweighted", lang, measures=named),) if alike else ()
    return (*_estimated(subject, lang), *unweighted, *_left_out(subject.graph, lang))


def _estimated(subject: Subject, lang: str) -> tuple[str, ...]:
    """That values are estimated, and from how many places."""
    count, places = subject.pivots, len(subject.graph)
    if count is None or count >= places:
        return ()
    return (note("pivots", lang, count=count, places=places, seed=subject.seed),)


def _left_out(graph: nx.Graph[str], lang: str) -> tuple[str, ...]:
    """What the view left out, in the words of a reader."""
    found = counts(lang, **{key: graph.graph.get(key, 0) for key in ("possible", "domestic", "doubtful")})
    return found if graph.number_of_edges() else (note("empty", lang), *found)
