"""Running a question on the embedded store."""

from __future__ import annotations

import re
from itertools import islice

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.ask.results import Answer, Graph, Table, Truth
from kg.ask.tokens import has_dataset, pointed, prefixes, query_form
from kg.base import ids
from kg.base import namespaces as ns
from kg.base.errors import KgError, cause, foreign
from kg.base.languages import N_, _

# The prefixes that a query of one's own may use without declaring them.
PREFIXES = {
    "tie": ids.ONT,
    "place": f"{ids.ID}place/",
    "source": f"{ids.ID}source/",
    "rdf": ns.RDF,
    "rdfs": ns.RDFS,
    "owl": ns.OWL,
    "xsd": ns.XSD,
    "skos": ns.SKOS,
    "dcterms": ns.DCTERMS,
    "foaf": ns.FOAF,
    "geo": ns.GEO,
    "org": ns.ORG,
    "prov": ns.PROV,
    "schema": ns.SCHEMA,
    "wgs84": ns.WGS84,
}
_PLACE_OF_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LONGEST_REASON = 160
_DAMAGED = "Corruption"  # how the engine calls a store whose sums do not fit
# What the engine says it "expected" where it means a fault.
_FAULTS = {
    "IRI parsing failed": N_("this is no IRI"),
    "Duplicated variable name in SELECT": N_("the SELECT names a variable twice"),
    "The SELECT contains a variable that is unbound": N_("the SELECT has a variable that has no value there"),
}


def ask(store: Store, text: str, limit: int | None = None) -> Answer:
    """The answer of a store to a SPARQL query: over the graphs that it names with FROM, else over the union of all.

    ``limit`` cuts the rows or triples that are handed on. Updates and SERVICE are refused before the
    engine sees them; a fault in the text is shown with its line and a mark under the character.

    >>> ask(Store(), "ASK { ?s ?p ?o }")
    Truth(value=False)
    >>> len(ask(Store(), "SELECT ?s WHERE { VALUES ?s { 1 2 3 } }", limit=2))
    2
    """
    query_form(text)
    found = None
    try:
        found = store.query(text, use_default_graph_as_union=not has_dataset(text), prefixes=PREFIXES)
        if isinstance(found, QueryBoolean):
            return Truth(bool(found))
        if isinstance(found, QueryTriples):
            triples = list(found)
            return Graph(Graph.of(triples).triples[:limit])
        if isinstance(found, QuerySolutions):
            names = [variable.value for variable in found.variables]
            return Table(names, islice(found, limit))
        raise TypeError(f"the engine answered with {type(found).__name__}")
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise not_run(text, error) from None
    finally:
        found = None  # it belongs to the thread that asks, and an error would take it along


def not_run(text: str, error: Exception) -> KgError:
    """The refusal of a query that the engine refuses."""
    if isinstance(error, SyntaxError):
        return explained(text, str(error))
    hint = _("remove damaged graphs: {command}").format(command="kg cache verify") if _DAMAGED in str(error) else None
    return KgError(_("the query cannot be run: {error}").format(error=cause(error)), hint=hint)


def explained(text: str, message: str) -> KgError:
    """The refusal of a syntax error with the line it is in and a mark under the character.

    The engine may list everything that it would have taken; such a list is left out.

    >>> print(explained("ASK { ?s }", "error at 1:10: expected a property"))
    the query does not parse at line 1, column 10: expected a property
      ASK { ?s }
               ^
    """
    match = _PLACE_OF_ERROR.search(message)
    if match is None:
        return KgError(_("the query does not parse: {reason}").format(reason=foreign(message)))
    row, column, reason = int(match[1]), int(match[2]), match[3].strip()
    rest = text.split("\n")[row - 1 :]
    unknown = undeclared_prefixes(text)
    if unknown:
        reason = _("the prefix {prefix}: is not declared").format(prefix=unknown[0])
    elif len(reason) > _LONGEST_REASON:
        sign = rest[0][column - 1 : column].strip() if rest else ""
        reason = _("'{sign}' does not fit here").format(sign=sign) if sign else _("the query ends too early")
    elif (what := reason.removeprefix("expected ").removesuffix(", [_]")) in _FAULTS:
        reason = _(_FAULTS[what])
    else:
        reason = _("expected {what}").format(what=what) if what != reason else foreign(reason)
    told = _("the query does not parse at line {row}, column {column}: {reason}")
    return KgError(told.format(row=row, column=column, reason=reason), below=pointed(text, row, column))


def undeclared_prefixes(text: str) -> list[str]:
    """The prefixes that a query uses and neither declares nor may take for granted.

    >>> undeclared_prefixes("PREFIX e: <http://e.org/> ASK { ?s e:p foo:bar, tie:Place }")
    ['foo']
    """
    declared, used = prefixes(text)
    return [prefix for prefix in used if prefix not in declared | PREFIXES.keys()]
