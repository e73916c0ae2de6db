"""The part of SHACL that the compiler knows, as tables.

A ``sh:`` name in a shapes file that none of the tables lists is refused by name (see
:mod:`kg.graph.shapes.read`). Source: Shapes Constraint Language (SHACL), W3C Recommendation 2017.
"""

from __future__ import annotations

from typing import Final

SH: Final = "http://www.w3.org/ns/shacl#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

TARGETS: Final = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
STRUCTURE: Final = frozenset({*TARGETS, "property", "path", "severity", "message", "deactivated"})
DESCRIPTIVE: Final = frozenset({"name", "description", "order", "group", "defaultValue"})

TERM: Final = frozenset({"class", "nodeKind", "hasValue", "pattern", "minInclusive", "maxInclusive"}) | {
    "minExclusive", "maxExclusive", "datatype", "equals", "disjoint", "lessThan", "lessThanOrEquals"
}  # fmt: skip
COUNT: Final = frozenset({"minCount", "maxCount", "minLength", "maxLength"})
LIST: Final = frozenset({"in", "languageIn"})
SWITCH: Final = frozenset({"uniqueLang", "closed"})
SHAPE: Final = frozenset({"not", "node"})
SHAPE_LIST: Final = frozenset({"and", "or", "xone"})
QUALIFIED: Final = {"qualifiedMinCount": "qualifiedMin", "qualifiedMaxCount": "qualifiedMax"}
COMPANIONS: Final = frozenset({"flags", "ignoredProperties", "qualifiedValueShape"})
PARAMETERS: Final = TERM | COUNT | LIST | SWITCH | SHAPE | SHAPE_LIST | QUALIFIED.keys() | {"sparql"}

ON_SHAPES: Final = STRUCTURE | DESCRIPTIVE | PARAMETERS | COMPANIONS
ON_QUERIES: Final = frozenset({"select", "message", "prefixes", "deactivated"})
ON_PATHS: Final = frozenset({"inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"})
ON_PREFIXES: Final = frozenset({"prefix", "namespace"})

ONCE: Final = COUNT | SWITCH | QUALIFIED.keys() | LIST | COMPANIONS | {
    "datatype", "nodeKind", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive"
}  # fmt: skip
NEEDS_PATH: Final = QUALIFIED.keys() | {
    "minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"
}  # fmt: skip
SEVERITIES: Final = {"Violation": "violation", "Warning": "warning", "Info": "info"}

# xsd types that the store recognises and casts; it reads every derived integer as xsd:integer,
# so that a shape which asks for one of those can never be met and is refused.
CHECKED_TYPES: Final = frozenset(
    {"boolean", "integer", "decimal", "double", "float", "date", "time", "dateTime", "gYear"}
) | {"gYearMonth", "gMonth", "gMonthDay", "gDay", "duration", "yearMonthDuration", "dayTimeDuration"}
LOST_TYPES: Final = frozenset(
    {"byte", "short", "int", "long", "unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong"}
) | {"positiveInteger", "negativeInteger", "nonPositiveInteger", "nonNegativeInteger"}


def component(parameter: str) -> str:
    """The local name of the constraint component that a parameter belongs to.

    >>> component("minCount"), component("qualifiedMaxCount"), component("sparql")
    ('MinCountConstraintComponent', 'QualifiedMaxCountConstraintComponent', 'SPARQLConstraintComponent')
    """
    name = "SPARQL" if parameter == "sparql" else parameter[0].upper() + parameter[1:]
    return f"{name}ConstraintComponent"
