"""Which sources are one witness: copies of one origin, and prints of one text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.schema.codes import PRECEDENCE
from kg.schema.records import Attestation, Source

OFFICIAL = frozenset({"official-list", "official-site", "municipal-site"})
MACHINE = "machine-coded"  # shows activity and nothing of a tie itself
WEAK = frozenset({"encyclopedia", "dataset", MACHINE})  # alone they raise no kind above what official pages say


class Witnesses:
    """What the sources weigh: whose copy each is, its kind, its rank of trust and its day of publication."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.origin = witness_of(sources.values())
        self.kind = {id: source.kind for id, source in sources.items()}
        self.rank = {id: PRECEDENCE[source.kind] for id, source in sources.items()}
        self.published = {id: source.published for id, source in sources.items()}

    def of(self, said: Iterable[Attestation]) -> list[str]:
        """The kind of each independent witness: that of the origin where it speaks, else of its best copy."""
        groups: dict[str, str] = {}
        for source in sorted({a.source for a in said}, key=lambda id: (self.origin[id] != id, self.rank[id], id)):
            groups.setdefault(self.origin[source], source)
        return [self.kind[groups[origin]] for origin in sorted(groups)]

    def weak(self, said: Iterable[Attestation]) -> bool:
        """Whether encyclopedias and extracts alone say so."""
        return all(self.kind[a.source] in WEAK for a in said)


def support(kinds: Sequence[str]) -> str:
    """The grade of what independent witnesses of these kinds say together, by written rules.

    ``documented``: an official or municipal page and one more witness that is not weak. ``stated``: one such
    page, or two witnesses that are not weak. ``reported``: one that is not weak. ``weak``: encyclopedias and
    extracts alone.

    >>> (
    ...     support(["municipal-site", "news"]),
    ...     support(["news", "news"]),
    ...     support(["news", "dataset"]),
    ...     support(["dataset"]),
    ... )
    ('documented', 'stated', 'reported', 'weak')
    """
    strong = [kind for kind in kinds if kind not in WEAK]
    official = any(kind in OFFICIAL for kind in strong)
    return ("weak", "reported", "stated", "documented")[min(len(strong), 2) + official]


def witness_of(sources: Iterable[Source]) -> dict[str, str]:
    """For each source id, the id of the witness it belongs to: the origin of its chain of copies.

    Two sources belong to one witness where one is derived from the other, or prints the same
    text, however long the chain. The origin is the member that copies nobody; the first by id
    where there are several.

    >>> def source(id, derived="", same=""):
    ...     return Source(id, "", "", "", "news", "", None, "", derived, same, None, "")
    >>> witness_of([source("A"), source("B", derived="A"), source("C", same="B"), source("D")])
    {'A': 'A', 'B': 'A', 'C': 'A', 'D': 'D'}
    """
    known = {source.id: source for source in sources}
    origin = {id: id for id in known}

    def root(id: str) -> str:
        while origin[id] != id:
            origin[id] = origin[origin[id]]
            id = origin[id]
        return id

    for source in known.values():
        for other in (source.derived_from, source.same_text_as):
            if other in known:
                origin[root(source.id)] = root(other)
    groups: dict[str, list[str]] = {}
    for id in known:
        groups.setdefault(root(id), []).append(id)
    named: dict[str, str] = {}
    for members in groups.values():
        first = min(members, key=lambda id: (bool(known[id].derived_from or known[id].same_text_as), id))
        named.update(dict.fromkeys(members, first))
    return {id: named[id] for id in known}


_NEVER_CERTAIN = 0.999  # no number of witnesses removes all doubt


def confidence(kinds: Iterable[str], reliability: Mapping[str, float]) -> float:
    """How far a tie can be relied on, from its independent witnesses alone, between 0 and 1.

    One minus the product of each witness's unreliability: what is left of doubt after every
    witness, taken as independent, has spoken. Rounded to three digits; never 1.

    >>> confidence(["news", "news"], {"news": 0.5})
    0.75
    """
    doubt = 1.0
    for kind in kinds:
        doubt *= 1.0 - reliability[kind]
    return min(round(1.0 - doubt, 3), _NEVER_CERTAIN)
