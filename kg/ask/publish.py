"""A built graph put on a remote store: each of the project's graphs replaced, then counted."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from kg.ask.asked_graph import QUERIES
from kg.ask.endpoint import Endpoint
from kg.ask.remote.buffer import Spooled, spool
from kg.ask.remote.http import Wire
from kg.ask.remote.settings import Credentials, Limits, Patience, checked_address
from kg.ask.remote.targets import GSP, WAYS, Addresses, find
from kg.ask.remote.writers import GraphStore, Updates
from kg.ask.results import Truth
from kg.ask.tokens import replaced
from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import _, grouped

# A graph store gets whole graphs, the largest ones in pieces of this many bytes: Virtuoso 7.2 takes 9 MB at
# once and answers 32 MB with an internal error. Updates go in pieces of so many triples: Virtuoso compiles an
# update into a program, and 2,000 triples are too much for it.
PIECE = 8 << 20
BATCH = 500
LIMITS = Limits(silence=600.0, total=600.0)

Writer = GraphStore | Updates
Progress = Callable[[int, int, str], None]


class Sent(NamedTuple):
    """One graph that was sent, with the number of its triples as the server counts them."""

    graph: str
    triples: int


class Published(NamedTuple):
    """What a push did: the graphs sent, and graphs of earlier pushes that this build does not have.

    ``stale`` graphs were removed where that was asked for.
    """

    sent: tuple[Sent, ...]
    stale: tuple[str, ...]


class CountsDiffer(KgError):
    """The server holds another number of triples than was sent."""

    exit_code = 1


class NoUnion(KgError):
    """The server holds what was sent, and its questions do not find it."""

    exit_code = 1


def publish(
    path: Path,
    endpoint: str,
    *,
    write: str = "",
    via: str = GSP,
    credentials: Credentials | None = None,
    contact: str = "",
    limits: Limits = LIMITS,
    batch: int = BATCH,
    prune: bool = False,
    workers: int = 1,
    patience: Patience | None = None,
    progress: Progress = lambda done, total, graph: None,
    found: Callable[[Addresses], None] = lambda addresses: None,
) -> Published:
    """Put the built graph at ``path`` on the store at ``endpoint``: its query address, or its base address.

    ``path`` is a file or a folder of its parts. So many ``workers`` send pieces of one graph at the same time.

    ``write`` is the address of the Graph Store Protocol (``via="gsp"``) or of SPARQL Update
    (``via="update"``); without it, it follows from the query address of a known product or is found
    by trying, and ``found`` is told. Each graph of the build replaces the graph of that name, so a
    push that failed is mended by another; no graph outside ``graph/`` of this project is touched.
    ``limits`` hold for each request.

    Raises :class:`KgError` before anything is sent where the file, the addresses or the credentials
    are wrong, :class:`EndpointError` on a fault of the server, :class:`CountsDiffer` where the
    server ends up with other numbers of triples, and :class:`NoUnion` where its default graph is not
    the union of its graphs.
    """
    if via not in WAYS:
        told = _("there is no way to push called '{via}'").format(via=via)
        raise KgError(told, hint=_("use {ways}").format(ways=_(" or ").join(WAYS)))
    endpoint = checked_address(endpoint)

    def wire(url: str, person: Credentials | None = None) -> Wire:
        return Wire(url, limits, person, contact, patience or Patience())

    with spool(path) as graphs:
        if write:
            addresses = Addresses("", endpoint, write, write)
        else:
            addresses = find(endpoint, wire)
            found(addresses)
        reader = Endpoint(addresses.query, limits=limits, credentials=credentials, contact=contact, patience=patience)
        kind = GraphStore if via == GSP else Updates
        writer, *others = [kind(wire(addresses.write(via), credentials)) for _worker in range(workers)]
        before = own_graphs(reader)
        writer.knock(graphs[0].graph)
        _send([writer, *others], graphs, batch if via != GSP else None, progress)
    stale = tuple(sorted(before - {each.graph for each in graphs}))
    if prune:
        for graph in stale:
            writer.remove(graph)
    done = Published(_verified(reader, graphs, stale if prune else ()), stale)
    text = (QUERIES / "is-in-default-graph.rq").read_text(encoding="utf-8")
    if reader.ask(replaced(text, {"graph": f"<{graphs[0].graph}>"})) != Truth(True):
        told = _("{url} holds what was sent, and questions find nothing: its default graph is no union of its graphs")
        hint = _("start Oxigraph with --union-default-graph; Fuseki: tdb2:unionDefaultGraph true")
        raise NoUnion(told.format(url=addresses.query), hint=hint)
    return done


def own_graphs(endpoint: Endpoint) -> set[str]:
    """The graphs of this project that a server holds."""
    rows = endpoint.select((QUERIES / "own-graphs.rq").read_text(encoding="utf-8")).rows
    return {str(graph) for (graph,) in rows}


def counts(endpoint: Endpoint, graphs: Iterable[str]) -> dict[str, int]:
    """How many triples a server holds in each of the graphs."""
    text = (QUERIES / "triples-of-graphs.rq").read_text(encoding="utf-8")
    found = dict.fromkeys(graphs, 0)
    rows = endpoint.select(replaced(text, {"graph": " ".join(f"<{graph}>" for graph in found)})).rows
    return found | {str(graph): int(str(triples)) for graph, triples in rows}


def _send(writers: Sequence[Writer], graphs: list[Spooled], lines: int | None, progress: Progress) -> None:
    """Send a graph after the other, the pieces after its first by all writers."""
    total = sum(each.size for each in graphs)
    done = 0
    for each in graphs:
        name = each.graph.removeprefix(ids.GRAPH)
        progress(done, total, name)
        pieces = each.batches(PIECE, lines)
        first = next(pieces)
        writers[0].put(each.graph, first, is_first=True)
        for size in chain([len(first)], _added(writers, each.graph, pieces)):
            done += size
            progress(done, total, name)


def _added(writers: Sequence[Writer], graph: str, pieces: Iterator[bytes]) -> Iterator[int]:
    """Add pieces to a graph, as many at once as there are writers; the bytes of each that is there."""
    if len(writers) == 1:  # in this thread, which Ctrl-C ends at once
        for piece in pieces:
            writers[0].put(graph, piece, is_first=False)
            yield len(piece)
        return
    idle = deque(writers)  # each has a road of its own, with its own answers to the server's questions

    def add(piece: bytes) -> int:
        writer = idle.popleft()
        writer.put(graph, piece, is_first=False)
        idle.append(writer)
        return len(piece)

    with ThreadPoolExecutor(len(writers)) as pool:
        while together := list(islice(pieces, len(writers))):  # no more than these are held in memory
            yield from pool.map(add, together)


def _verified(endpoint: Endpoint, graphs: list[Spooled], removed: tuple[str, ...]) -> tuple[Sent, ...]:
    wanted = {each.graph: each.triples for each in graphs} | dict.fromkeys(removed, 0)
    found = counts(endpoint, wanted)
    wrong = [
        _("{graph}: {sent} sent, {there} there").format(graph=graph, sent=grouped(count), there=grouped(found[graph]))
        for graph, count in wanted.items()
        if found[graph] != count
    ]
    if wrong:
        told = _("{url} does not hold what was sent: {graphs}").format(url=endpoint.url, graphs="; ".join(wrong))
        raise CountsDiffer(told, hint=_("push again"))
    return tuple(Sent(each.graph, found[each.graph]) for each in graphs)
