"""``sh:sparql``: reading a query, and asking it of all focus nodes at once.

SHACL runs such a query once for every focus node, with ``$this`` already bound. Asking it once, with
the pattern that finds the focus nodes put in front of its body, gives the same rows where every part of
the body sees that binding. :func:`joinable` says whether it does; a query of another form is run
focus node by focus node, which is right for every query and slow for many focus nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Literal, Store

from kg.graph.shapes import fragments
from kg.graph.shapes import vocabulary as v
from kg.graph.shapes.model import Path, Select
from kg.graph.shapes.prose import by_language
from kg.graph.shapes.scope import Scope
from kg.graph.shapes.turtle import Node
from kg.graph.violations import Term

_TOKEN = re.compile(
    r'(?P<text>"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')'
    r"|(?P<iri><[^<>\"{}|^`\\\s]*>)|(?P<comment>\#[^\n]*)|(?P<variable>[?$]\w+)"
    r"|(?P<word>[^\W\d][\w.-]*(?::[\w.%-]*)?|:[\w.%-]+)|(?P<sign>\S)"
)
_AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_FORBIDDEN = ("MINUS", "VALUES", "SERVICE")  # SHACL 5.2.1: they break the binding of $this
_UNKNOWN = ("shapesGraph", "currentShape")


class Token(NamedTuple):
    """A word of a query, upper-cased where it is a keyword or a name; ``$x`` and ``?x`` are both ``?x``."""

    text: str
    start: int


def tokens(query: str) -> list[Token]:
    """The words of a query without its comments.

    >>> [t.text for t in tokens("SELECT $this { $this a ?c } # all")]
    ['SELECT', '?this', '{', '?this', 'A', '?c', '}']
    """
    found = (match for match in _TOKEN.finditer(query) if match.lastgroup != "comment")
    return [Token(_plain(match.lastgroup, match[0]), match.start()) for match in found]


def _plain(kind: str | None, text: str) -> str:
    if kind == "variable":
        return f"?{text[1:]}"
    return text.upper() if kind == "word" else text


def read_select(scope: Scope, node: Term, path: Path | None) -> Select | None:
    """The query of a ``sh:sparql`` constraint; None where it is deactivated."""
    if not isinstance(node, Node):
        scope.refuse(f"sh:sparql is {node}")
    for name in scope.triples.sh_names(node):
        if name not in v.ON_QUERIES:
            scope.refuse(f"sh:{name} does not belong on a sh:sparql constraint")
    text = scope.one(node, "select")
    if not isinstance(text, Literal):
        scope.refuse("sh:sparql without sh:select")
    query = _with_path(scope, text.value, path)
    select = Select(query, _prefixes(scope, node), by_language(scope.triples.sh(node, "message")))
    _look_at(scope, select)
    return None if scope.switch(node, "deactivated") else select


def _with_path(scope: Scope, query: str, path: Path | None) -> str:
    for token in reversed(tokens(query)):
        if token.text == "?PATH":
            if path is None:
                scope.refuse("$PATH in a query of a shape without sh:path")
            query = f"{query[: token.start]}{path.text}{query[token.start + len('$PATH') :]}"
    return query


def _prefixes(scope: Scope, node: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for holder in scope.triples.sh(node, "prefixes"):
        declared = scope.triples.sh(holder, "declare") if isinstance(holder, Node) else []
        for declaration in declared:
            if not isinstance(declaration, Node):
                scope.refuse(f"sh:declare is {declaration}")
            prefix, namespace = scope.one(declaration, "prefix"), scope.one(declaration, "namespace")
            if not isinstance(prefix, Literal) or not isinstance(namespace, Literal):
                scope.refuse("sh:declare without sh:prefix and sh:namespace")
            found[prefix.value] = namespace.value
        if not declared:
            scope.refuse(f"sh:prefixes is {holder}, which declares none in these files")
    return found


def _look_at(scope: Scope, select: Select) -> None:
    words = [token.text for token in tokens(select.text)]
    for word in _FORBIDDEN:
        if word in words:
            scope.refuse(f"{word} in sh:select is not allowed by SHACL")
    for name in _UNKNOWN:
        if f"?{name}" in words:
            scope.refuse(f"${name} in sh:select is not supported")
    if "{" not in words or "SELECT" not in words or "?this" not in words[: words.index("{")]:
        scope.refuse("sh:select is not a SELECT that returns $this")
    try:
        Store().query(select.text, prefixes=dict(select.prefixes))
    except SyntaxError as error:
        scope.refuse(f"sh:select is not valid SPARQL ({' '.join(str(error).split())})")


def joinable(query: str) -> bool:
    """Whether a query may be asked of all focus nodes at once.

    >>> joinable("SELECT $this WHERE { $this a ?c FILTER NOT EXISTS { ?c ?p $this } }")
    True
    >>> joinable("SELECT $this WHERE { { ?x ?p ?y FILTER($this = ?x) } UNION { $this a ?y } }")
    False
    >>> joinable("SELECT $this (COUNT(?c) AS ?n) WHERE { $this a ?c } GROUP BY $this HAVING(COUNT(?c) > 1)")
    True
    """
    words = [token.text for token in tokens(query)]
    if words.count("SELECT") > 1 or {"LIMIT", "OFFSET", "REDUCED"} & {*words}:
        return False
    if (_AGGREGATES | {"HAVING"}) & {*words} and not _grouped_by_this(words):
        return False
    return all(_sees_this(words, start, end) for start, end in _groups(words))


def _grouped_by_this(words: list[str]) -> bool:
    if "GROUP" not in words:
        return False
    after = words[words.index("GROUP") + 2 :]
    keys = after[: next((i for i, word in enumerate(after) if not word.startswith("?")), len(after))]
    return "?this" in keys


def _groups(words: list[str]) -> Iterator[tuple[int, int]]:
    """Start and end of the braces inside the outermost ones; those of EXISTS are left out whole."""
    opened: list[int] = []
    exists = 0
    for i, word in enumerate(words):
        if word == "{":
            opened.append(i)
            exists += _is_exists(words, i)
        elif word == "}":
            start = opened.pop()
            if opened and not exists:
                yield start, i
            exists -= _is_exists(words, start)


def _is_exists(words: list[str], brace: int) -> bool:
    return brace > 0 and words[brace - 1] == "EXISTS"


def _sees_this(words: list[str], start: int, end: int) -> bool:
    return "?this" not in words[start:end] or words[start + 1] == "?this"


def joined(query: str, pattern: str) -> str:
    """The query with the pattern of the focus nodes put first in its body.

    >>> joined("SELECT $this { $this a ?c }", "?this a <http://e.org/C> .")
    'SELECT $this { ?this a <http://e.org/C> . $this a ?c }'

    A query that counts gets every focus node once, whatever the pattern repeats.
    """
    words = tokens(query)
    if any(token.text in _AGGREGATES for token in words):
        pattern = fragments.ONCE_EACH.substitute(pattern=pattern)
    brace = next(token.start for token in words if token.text == "{")
    return f"{query[: brace + 1]} {pattern}{query[brace + 1 :]}"
