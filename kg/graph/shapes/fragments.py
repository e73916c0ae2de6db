"""The SPARQL that shapes compile to, as data.

Queries of the catalogue are files; a compiler has no file to point at, so its fragments are kept here
and nowhere else. ``$name`` marks a hole. Only four things go into one: variables minted by the
compiler, terms serialised by pyoxigraph, other fragments, and the ``sh:select`` texts of the project's
own shapes files. Nothing that a user types ever does.

Each condition is written so that it is true or false and never an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import Template
from typing import Final

TRUE: Final = "true"
FALSE: Final = "false"

# ---- conditions on a value: true where the value is fine
INSTANCE = Template("EXISTS { $value a $cls }")
DATATYPE = Template("COALESCE(DATATYPE($value) = $datatype, false)")
CHECKED_DATATYPE = Template("COALESCE(DATATYPE($value) = $datatype && ISLITERAL($datatype($value)), false)")
SAME = Template("sameTerm($value, $term)")
AMONG_IRIS = Template("($value IN ($terms))")
COMPARED = Template("COALESCE($value $operator $term, false)")
MATCHES = Template("(!ISBLANK($value) && COALESCE(REGEX(STR($value), $pattern, $flags), false))")
LENGTH = Template("(!ISBLANK($value) && COALESCE(STRLEN(STR($value)) $operator $count, false))")
LANGUAGE = Template("COALESCE(LANGMATCHES(LANG($value), $tag), false)")
NODE_KINDS: Final = {
    "IRI": Template("ISIRI($value)"),
    "BlankNode": Template("ISBLANK($value)"),
    "Literal": Template("ISLITERAL($value)"),
    "BlankNodeOrIRI": Template("(ISBLANK($value) || ISIRI($value))"),
    "BlankNodeOrLiteral": Template("(ISBLANK($value) || ISLITERAL($value))"),
    "IRIOrLiteral": Template("(ISIRI($value) || ISLITERAL($value))"),
}
OPERATORS: Final = {
    "minInclusive": ">=",
    "maxInclusive": "<=",
    "minExclusive": ">",
    "maxExclusive": "<",
    "minLength": ">=",
    "maxLength": "<=",
    "lessThan": "<",
    "lessThanOrEquals": "<=",
}

# ---- conditions on a focus node and its values; a chain of triple patterns inside one EXISTS makes the
# store scan whole predicates for every focus node, so that each EXISTS holds one pattern and the next EXISTS
HAS = Template("EXISTS { $focus $path $value }")
HAS_WHERE = Template("EXISTS { $focus $path $value FILTER($condition) }")
TRIPLE = Template("$focus $path $value .")
ONE_LANGUAGE = Template('COALESCE(LANG($value) != "" && LCASE(LANG($value)) = LCASE(LANG($other)), false)')
COUNTED_IF = Template("IF($condition, 1, 0)")
NOT_EXACTLY_ONE = Template("($sum != 1)")

# ---- where the focus nodes are
CLASS_TARGET = Template("$focus a $cls .")
CLASSES_TARGET = Template("VALUES $class_variable { $classes } $focus a $class_variable .")
NODES_TARGET = Template("VALUES $focus { $terms }")

# ---- whole queries; rows are violations
ROWS = Template("SELECT $columns WHERE { $pattern FILTER($condition) }")
COLUMN = Template("($condition AS $name)")
TOO_FEW = Template(
    "SELECT ?this WHERE { $pattern OPTIONAL { ?this $path ?value FILTER($condition) } }"
    " GROUP BY ?this HAVING(COUNT(DISTINCT ?value) < $count)"
)
TOO_MANY = Template(
    "SELECT ?this WHERE { $pattern ?this $path ?value FILTER($condition) }"
    " GROUP BY ?this HAVING(COUNT(DISTINCT ?value) > $count)"
)
MORE_THAN = Template(
    "{ SELECT ?this WHERE { { SELECT ?this WHERE { ?this $path ?value }"
    " GROUP BY ?this HAVING(COUNT(?value) > $count) } FILTER($member) } }"
)
MEMBERS = Template("SELECT ?this WHERE { { $query } FILTER($member) }")
LANGUAGE_TWICE = Template(
    'SELECT ?this WHERE { $pattern ?this $path ?value FILTER(COALESCE(LANG(?value) != "", false)) }'
    " GROUP BY ?this HAVING(COUNT(DISTINCT ?value) > COUNT(DISTINCT LCASE(LANG(?value))))"
)
BAD_VALUES = Template(
    "{ SELECT ?value WHERE { { SELECT DISTINCT ?value WHERE { ?any $path ?value } } FILTER($condition) } }"
)
ELSEWHERE = Template("SELECT ?this ?value WHERE { $pattern ?this $other ?value FILTER($condition) }")
OUTSIDE = Template("SELECT ?this ?path ?value WHERE { $pattern ?this ?path ?value FILTER($condition) }")
ONCE_EACH = Template("{ SELECT DISTINCT ?this WHERE { $pattern } }")
FOCUS_NODES = Template("SELECT DISTINCT ?this WHERE { $pattern }")
REGEX_WORKS = Template('SELECT (REGEX("", $pattern, $flags) AS ?works) WHERE { }')
ENOUGH = Template("SELECT (COUNT(*) AS ?n) WHERE { { SELECT ?this WHERE { $pattern } LIMIT $limit } }")


def any_of(conditions: Iterable[str]) -> str:
    """The disjunction, with constants folded.

    >>> any_of(["false", "?a", "?b"]), any_of([])
    ('(?a || ?b)', 'false')
    """
    return _joined(conditions, " || ", neutral=FALSE, absorbing=TRUE)


def all_of(conditions: Iterable[str]) -> str:
    """The conjunction, with constants folded.

    >>> all_of(["true", "?a"]), all_of(["?a", "false"])
    ('?a', 'false')
    """
    return _joined(conditions, " && ", neutral=TRUE, absorbing=FALSE)


def negation(condition: str) -> str:
    """The opposite; a double negation is undone.

    >>> negation("?a"), negation("!?a"), negation("true")
    ('!?a', '?a', 'false')
    """
    if condition in (TRUE, FALSE):
        return FALSE if condition == TRUE else TRUE
    return condition.removeprefix("!") if condition.startswith("!") else f"!{condition}"


def _joined(conditions: Iterable[str], operator: str, *, neutral: str, absorbing: str) -> str:
    kept = [c for c in conditions if c != neutral]
    if absorbing in kept:
        return absorbing
    if len(kept) < 2:
        return kept[0] if kept else neutral
    return f"({operator.join(kept)})"
