"""Reports of measures: of places, of the network, of who is tied with whom, of growth and distance."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import networkx as nx

from kg.analysis.measures.growth import Year, growth
from kg.analysis.measures.mixing import (
    Share,
    mixing_matrix,
    same_level,
    sister_province_overlap,
)
from kg.analysis.profile import SIZES, WEIGHTED, Subject, Values, best_first, network_values, node_values
from kg.analysis.question import Question
from kg.analysis.reports.report import Cell, Report, Rows, counts, note, of_records, rounded, word
from kg.base.geography import distances, histogram
from kg.base.languages import listed
from kg.base.progress import Step, silent
from kg.formats.shown_cells import seen
from kg.network.edges_file import Edges
from kg.network.standing import select
from kg.network.views import standing, view

MIXED = ("level", "macro_region", "region")


def of_places(
    subject: Subject, names: Collection[str], lang: str, top: int | None = None, progress: Step = silent
) -> tuple[Report, dict[str, Values]]:
    """A row a place, ranked by the first measure, and the values themselves."""
    values = node_values(subject, names, progress)
    rows: Rows = []
    for each in best_first(*next(iter(values.items())))[:top]:
        data = subject.graph.nodes[each.name]
        label = str(data.get("label", each.name))
        cells = (rounded(found.get(each.name), 6) for found in values.values())
        rows.append((each.rank, label, *cells, each.name))
    return Report(("rank", "place", *values, "id"), rows, _said(subject, values, lang)), values


def of_network(subject: Subject, lang: str) -> Report:
    """A row a measure of the whole."""
    values = network_values(subject)
    rows: Rows = [(word(name, lang, "measures"), rounded(value, 6), name) for name, value in values.items()]
    notes = _said(subject, values, lang)
    if subject.ties.is_two_mode:
        notes = (*notes, note("two-mode", lang))
    return Report(("meaning", "value", "measure"), rows, notes)


def of_mixing(question: Question) -> Report:
    """How many ties join places of each two levels, parts of the country and regions, and the shares.

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
    return read, *counts(lang, edges_repeated=edges.repeated, edges_loops=edges.loops, edges_comments=edges.comments)


def _said(subject: Subject, measures: Iterable[str], lang: str) -> tuple[str, ...]:
    """From how many places values are estimated, which measures the weights are not part of, and what is left out."""
    said, count, places = [*_left_out(subject.graph, lang)], subject.pivots, len(subject.graph)
    if subject.has_weights and (alike := [name for name in measures if name not in WEIGHTED | SIZES]):
        named = listed((word(name, lang, "measures") for name in alike), lang)
        said.insert(0, note("unweighted", lang, measures=named))
    if count is not None and count < places:
        said.insert(0, note("pivots", lang, count=count, places=places, seed=subject.seed))
    return tuple(said)


def _left_out(graph: nx.Graph[str], lang: str) -> tuple[str, ...]:
    """What the view left out, in the words of a reader."""
    found = counts(lang, **{key: graph.graph.get(key, 0) for key in ("possible", "domestic", "doubtful")})
    return found if graph.number_of_edges() else (note("empty", lang), *found)
