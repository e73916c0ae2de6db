"""The whole graph: questions, places, the network, and the stores behind them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.api.arguments import Given, question_named, texts_of, unfit
from kg.api.result import Result
from kg.ask.asked_graph import AskedGraph, RemoteGraph, StoredGraph
from kg.ask.bounded import Bounds
from kg.ask.catalog import Catalog
from kg.ask.engine import PREFIXES
from kg.ask.explain import explanation, listing
from kg.ask.results import Answer
from kg.ask.said import headed
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _, listed
from kg.dossier.pair import Pair
from kg.dossier.place import Place
from kg.dossier.things import Thing, find, tie_of
from kg.dossier.tie import Tie
from kg.gather.roots import Sources
from kg.graph.store import place_of
from kg.network.from_graph import read_network
from kg.network.standing import DEFAULT_KINDS, select
from kg.network.ties import Network
from kg.schema.codes import CODES

if TYPE_CHECKING:
    import rdflib

PathLike = str | os.PathLike[str]


def open_graph(
    path: PathLike | None = None,
    sources: PathLike | Iterable[PathLike] = (),
    endpoint: str | None = None,
    *,
    only: bool = False,
) -> Graph:
    """The graph of the bundled sources, or of a built file, of source folders or of an endpoint.

    ``path`` is a graph file that ``kg build`` made, or a store folder. ``sources`` are source folders,
    or folders of them, that are read beside the bundled and the person's own, or alone with ``only``;
    the graph is built when it is first opened, and kept. ``endpoint`` is the address of a SPARQL
    endpoint that holds the graph. Raises :class:`KgError` where nothing can be
    opened, or where more than one is named.

    >>> open_graph().place("伯力").id
    'ru-khabarovsk'
    """
    roots = [sources] if isinstance(sources, str | os.PathLike) else [*sources]
    if sum([path is not None, bool(roots or only), endpoint is not None]) > 1:
        raise KgError(_("path, sources and endpoint name different graphs"), hint=_("give one of them"))
    if endpoint is not None:
        from kg.ask.endpoint import Endpoint  # noqa: PLC0415 (a library that only endpoints need)
        from kg.ask.remote.settings import Limits  # noqa: PLC0415 (as that)
        from kg.ask.remote.targets import query_address  # noqa: PLC0415 (as that)

        return Graph(RemoteGraph(Endpoint(query_address(endpoint, Limits()))), endpoint)
    if path is not None:
        return Graph(_opened(Path(path)), os.fspath(path))
    folders = [Path(root) for root in roots]
    for folder in folders:
        if not folder.is_dir():
            raise KgError(_("{folder} is no folder of sources").format(folder=folder))
    origin = ", ".join(str(folder) for folder in folders) or "the bundled sources"
    return Graph(_opened(place_of(roots=Sources(tuple(folders), only).folders())), origin)


def _opened(place: Path) -> StoredGraph:
    graph = StoredGraph(place)
    assert graph.store is not None  # noqa: S101 (a graph that cannot be opened is refused here)
    return graph


class Graph:
    """A graph that is open to questions; made by ``kg.open()``.

    >>> import kg
    >>> graph = kg.open()
    >>> graph.query("are-sisters", place="Хабаровск", partner="Харбин")
    <Result yes>
    >>> graph.ask("ASK { place:ru-khabarovsk a tie:Place }")
    Truth(value=True)
    >>> "hubs" in {row.name for row in graph.queries(tag="network")}
    True
    >>> print(graph.explain("hubs").splitlines()[0])
    # Which places are hubs, by themselves and with their cities?
    >>> graph.place("Хабаровск").id, graph.places("Хабаровск")[0].id
    ('ru-khabarovsk', 'ru-khabarovsk')
    >>> next(graph.store.quads_for_pattern(None, None, None)) is not None
    True
    """

    def __init__(self, asked: AskedGraph, origin: str = "") -> None:
        self._asked = asked
        self._origin = origin
        self._catalog = Catalog()

    def query(self, question: PathLike, /, *, timeout: float | None = None, **params: Given) -> Result:
        """The answer to a question of the catalogue, of a ``.rq`` file, or to SPARQL of one's own.

        Parameters are those of the question: a place by any of its names or as a :class:`Place`, a
        concept by its code or label, a year as a number, several values as a list. ``None`` leaves the
        default. ``timeout`` are the seconds that the answer may take; SPARQL of one's own has sixty and
        is asked in a process of its own, so that a query that is too much for the engine is an error.
        Raises :class:`KgError` with a suggestion for a name or value that is not known.

        >>> import kg
        >>> result = kg.open().query("partners-of-place", place="Хабаровск", kind="sister")
        >>> "Harbin" in {row.partnerName for row in result}
        True
        >>> kg.open().query("ASK { place:ru-khabarovsk tie:sisterOf place:cn-harbin }").rows
        [(True,)]
        """
        asked = question_named(question, self._catalog)
        given = texts_of(params)
        text = asked.filled(given, self._asked.names)
        lang = given.get("lang", ["en"])[0]
        bounds = None if asked.is_of_catalogue and timeout is None else Bounds(timeout)
        return Result(headed(self._asked.ask(text, bounds=bounds), asked, lang), title=asked.tell("summary", lang))

    def ask(self, text: str, limit: int | None = None, *, timeout: float | None = None) -> Answer:
        """The answer to SPARQL as RDF terms, for programs that want these; ``limit`` cuts what comes."""
        return self._asked.ask(text, limit, Bounds(timeout))

    def queries(self, tag: str = "", lang: str = "en") -> Result:
        """The questions of the catalogue: name, summary, tags and parameters."""
        return Result(listing(self._catalog.questions(tag), lang))

    def explain(self, question: PathLike, /, lang: str = "en", **params: Given) -> str:
        """What a question asks in words, and the SPARQL that would ask it; nothing is run."""
        asked = question_named(question, self._catalog)
        speaks = any(each.name == "lang" for each in asked.parameters)
        given = texts_of({**params, "lang": lang} if speaks else params)
        return explanation(asked, given, asked.filled(given, self._asked.names), lang)

    def place(self, name: str) -> Place:
        """The one place that a name in any script means, or an id.

        Raises :class:`KgError` with suggestions where there is none, or more than one.

        >>> import kg
        >>> kg.open().place("Хабравск")
        Traceback (most recent call last):
        ...
        kg.base.errors.KgError: no place is called 'Хабравск' – did you mean ...?
        """
        if not isinstance(name, str):
            raise unfit("name", name, _("give a name or an id"))
        return Place(self._asked, self._asked.names.place(name))

    def places(self, text: str, limit: int = 20) -> list[Place]:
        """The places whose names equal, begin with or contain a text, best first.

        Where none does, those whose names come close.
        """
        gazetteer = self._asked.names.gazetteer
        return [Place(self._asked, hit.place) for hit in gazetteer.search(text, limit)]

    def tie(self, one: str, other: str) -> Tie | Pair:
        """The tie of two places with all that is known of it; a :class:`Pair` of them where no tie is known.

        >>> import kg
        >>> tie = kg.open().tie("Хабаровск", "Харбин")
        >>> tie.kind, tie.start_year, tie.distance, [stage.kind for stage in tie.stages]
        ('sister', 1993, 706, ['sister', 'partnership'])
        """
        return tie_of(self._asked, self.place(one).id, self.place(other).id)

    def thing(self, word: str) -> Thing:
        """What a word means: a place, a tie, an expert, an authority, a problem, a sphere, a measure and more.

        An id with or without its kind, or what a thing is called in any language. Raises :class:`KgError` with
        suggestions.

        >>> import kg
        >>> kg.open().thing("problem/geographic-distance").label("ru")
        'географическая удалённость'
        """
        if not isinstance(word, str):
            raise unfit("word", word, _("give a name or an id"))
        return find(self._asked, [word])

    def network(
        self, as_of: int | None = None, kinds: str | Collection[str] = DEFAULT_KINDS, *, ended: bool = False
    ) -> Network:
        """All places, and the ties of some kinds between two of them.

        Without a year, ties that have ended are left out unless ``ended``. With ``as_of``, the ties
        that stood in that year for certain: those that are only possible by their bounds are left out;
        :func:`kg.network.standing.select` tells their number.

        >>> import kg
        >>> network = kg.open().network(as_of=2004, kinds="sister")
        >>> {link.kind for link in network.links}
        {'sister'}
        >>> max(link.begun[1] for link in network.links) <= 2004
        True
        """
        if not isinstance(as_of, int | None):
            raise unfit("as_of", as_of, _("give a year as a whole number"))
        chosen = [kinds] if isinstance(kinds, str) else [*kinds]
        for kind in chosen:
            _check_kind(kind)
        return self._network._replace(links=select(self._network, chosen, as_of, ended=ended).links)

    @cached_property
    def _network(self) -> Network:
        return read_network(self._asked)

    @property
    def store(self) -> Store:
        """The Oxigraph store behind the graph; the union of its named graphs is what questions see.

        Raises :class:`KgError` where the graph is behind an endpoint.
        """
        if isinstance(self._asked, StoredGraph):
            return self._asked.hand_out()
        raise KgError(_("a graph behind an endpoint has no store here"), hint=_("use query(), or open a built graph"))

    def rdflib(self) -> rdflib.Dataset:
        """The graph under rdflib's API, read in place and not copied; its default graph is the union.

        Queries run on Oxigraph, with rdflib's ``initNs`` and ``initBindings``. The graph of source folders
        cannot be written to; a graph that was opened from a file is in memory, and what is added there
        stays there.

        >>> import kg
        >>> from rdflib import RDFS, Literal
        >>> (None, RDFS.label, Literal("Хабаровск", lang="ru")) in kg.open().rdflib()
        True
        """
        import rdflib  # noqa: PLC0415 (slow to import)

        from kg.api.rdflib_view import View  # noqa: PLC0415 (as rdflib)

        made = rdflib.Dataset(store=View(store=self.store), default_union=True)
        for prefix, namespace in PREFIXES.items():
            made.bind(prefix, namespace)
        return made

    def __repr__(self) -> str:
        return f"<Graph of {self._origin}>" if self._origin else "<Graph>"


def _check_kind(kind: str) -> None:
    known = sorted(CODES["tie-kind"])
    if kind not in known:
        message = _("no kind of tie is called '{kind}'").format(kind=shown(kind))
        raise KgError(message, hint=did_you_mean(kind, known, listed(known)))
