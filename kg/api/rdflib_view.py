"""The store of rdflib's view: Oxigraph's, with namespaces and bound terms as rdflib lets a person hand them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oxrdflib import OxigraphStore
from pyoxigraph import NamedNode
from rdflib import Graph
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Identifier, Variable

from kg.api.arguments import unfit
from kg.ask.tokens import projection, query_form, service_refused, tokens
from kg.base.languages import _


class View(OxigraphStore):
    """Answers on Oxigraph; what Oxigraph cannot bind (a variable inside of a group) is left to rdflib's own engine."""

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803 (the names are rdflib's)
        initBindings: Mapping[str, Identifier],  # noqa: N803 (as that)
        queryGraph: str,  # noqa: N803 (as that)
        **kwargs: object,
    ) -> Result:
        """The answer to a query; a bound term has its value from the start, and is never read as text.

        Raises :class:`KgError` for SERVICE, for an update and for a bound value that is no term.
        """
        bound = {str(Variable(name)): term for name, term in initBindings.items()}
        for name, term in bound.items():
            if not isinstance(term, Identifier):
                raise unfit(name, term, _("give a term of rdflib: a URIRef, a Literal or a BNode"))
        if isinstance(query, Query):
            traverse(query.algebra, visitPre=_no_service)
            raise NotImplementedError  # rdflib runs what it has parsed
        text, hidden = (query, frozenset[str]()) if query_form(query) != "SELECT" else _projected(query, bound)
        has_own_graphs = any(token.is_word("FROM") for token in tokens(query))
        spaces = {prefix: str(space) for prefix, space in initNs.items()}
        try:
            found = super().query(text, spaces, bound, "" if has_own_graphs else queryGraph, **kwargs)
        except (RuntimeError, SyntaxError):
            if bound:
                raise NotImplementedError from None
            raise
        if hidden:
            found.bindings = [{name: row[name] for name in row if str(name) not in hidden} for row in found.bindings]
            found.vars = [name for name in found.vars or () if str(name) not in hidden]
        return found

    def add_graph(self, graph: Graph) -> None:
        """Make a graph, unless it is there: looking at one changes nothing."""
        if not self._inner.contains_named_graph(NamedNode(str(graph.identifier))):
            super().add_graph(graph)


def _no_service(part: object) -> None:
    if isinstance(part, CompValue) and part.name == "ServiceGraphPattern":
        raise service_refused()


def _projected(text: str, names: Mapping[str, object]) -> tuple[str, frozenset[str]]:
    """A SELECT that shows the variables named too, as Oxigraph binds only what is shown; and those it did not show.

    >>> _projected("SELECT DISTINCT ?a { ?a ?b $c }", {"a": 1, "c": 2})
    ('SELECT DISTINCT ?c ?a { ?a ?b $c }', frozenset({'c'}))
    """
    shown = projection(text)
    hidden = frozenset[str]() if shown is None else frozenset(names) - {*shown}
    head = [token.text.upper() in {"SELECT", "DISTINCT", "REDUCED"} for token in tokens(text)]
    end = tokens(text)[head.index(True) + head[head.index(True) + 1]].end
    return f"{text[:end]}{''.join(f' ?{name}' for name in sorted(hidden))}{text[end:]}", hidden
