"""What a SPARQL text is made of: enough to find its parameters and to refuse what may not run.

The tokenizer is strict. A text that holds anything it does not know is refused, so that nothing can
hide from the checks in what was skipped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.base.errors import KgError, shown
from kg.base.languages import _

_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n]+|\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"
                |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
    | (?P<name>(?:[^\W\d_](?:[\w.-]{0,80}[\w-])?)?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])
               (?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])*
               (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-]))?)?)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;*/+\-!|^=<>?])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})


DEEPEST = 100  # brackets in one another; engines end themselves at some hundreds
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")


class Token(NamedTuple):
    """A piece of a SPARQL text: its kind, its text and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next token may begin."""
        return self.start + len(self.text)

    def is_word(self, word: str) -> bool:
        """True for this keyword in any case."""
        return self.kind == "word" and self.text.upper() == word


class Block(NamedTuple):
    """A one-variable ``VALUES`` block: the variable, its values, and the span between the braces."""

    variable: str
    values: tuple[str, ...]
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a SPARQL text without spaces and comments.

    Raises :class:`KgError` where a character begins no token.

    >>> [token.text for token in tokens("ASK { ?s a <http://e.org/C> } # no more")]
    ['ASK', '{', '?s', 'a', '<http://e.org/C>', '}']
    """
    return _kept(text) if len(text) <= _SHORT else _read(text)


def _read(text: str) -> tuple[Token, ...]:
    found, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            row, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
            told = _("the query is not SPARQL at line {row}, column {column}: '{sign}' begins nothing")
            told = told.format(row=row, column=column, sign=shown(text[position]))
            raise KgError(told, below=pointed(text, row, column))
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match[0], position))
        position = match.end()
    return tuple(found)


_kept = lru_cache(maxsize=8)(_read)  # a text is looked at for its form, its parameters, its prefixes, one after another
_SHORT = 20_000  # the tokens of a longer one take too much memory to be kept


def prefixes(text: str) -> tuple[set[str], list[str]]:
    """The prefixes that a query declares, and those that it uses, in order.

    >>> prefixes("PREFIX e: <http://e.org/> ASK { ?s e:p foo:bar }")
    ({'e'}, ['e', 'foo'])
    """
    stream = tokens(text)
    declared = {after.text[:-1] for token, after in pairwise(stream) if token.is_word("PREFIX")}
    return declared, list(dict.fromkeys(token.text.partition(":")[0] for token in stream if token.kind == "name"))


def declarations(text: str) -> dict[str, str]:
    """The prefixes that a query declares, with what they stand for.

    >>> declarations("PREFIX e: <http://e.org/> ASK { ?s e:p 1 }")
    {'e': 'http://e.org/'}
    """
    stream = tokens(text)
    three = zip(stream, stream[1:], stream[2:], strict=False)
    return {name.text[:-1]: iri.text[1:-1] for word, name, iri in three if word.is_word("PREFIX")}


def projection(text: str) -> tuple[str, ...] | None:
    """The columns that a SELECT names, in order; nothing where it names none, by ``*``.

    >>> projection("SELECT DISTINCT ?a (COUNT(?c) AS ?n) WHERE { ?a ?b ?c } GROUP BY ?a"), projection("SELECT * {}")
    (('a', 'n'), None)
    """
    stream = tokens(text)
    start = next(index for index, token in enumerate(stream) if token.is_word("SELECT"))
    names: list[str] = []
    depth = 0
    for before, token in pairwise(stream[start:]):
        if depth == 0 and (token.text in {"{", "*"} or token.is_word("WHERE") or token.is_word("FROM")):
            return None if token.text == "*" else tuple(names)
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (depth == 0 or (depth == 1 and before.is_word("AS"))):
            names.append(token.text[1:])
    return tuple(names)


def pointed(text: str, row: int, column: int) -> tuple[str, str]:
    r"""The line of a text that an error is about, and a mark under the character.

    >>> print(*pointed("ASK { ?s }", 1, 10), sep="\n")
      ASK { ?s }
               ^
    """
    lines = text.split("\n")
    line = lines[min(row, len(lines)) - 1].rstrip("\r")
    first = max(0, column - _SHOWN)  # of a line that is very long, what stands around the character
    before = "".join("\t" if char == "\t" else " " * _width(char) for char in line[first : column - 1])
    return f"  {line[first : column + _SHOWN]}", f"  {before}^"


_SHOWN = 200


def _width(char: str) -> int:
    """Columns that a character takes on a terminal."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def query_form(text: str) -> str:
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``, after the checks that come before an engine.

    Raises :class:`KgError` for an update, for ``SERVICE`` (the engine would fetch any address that the
    text names), for brackets in brackets without end (which end an engine) and for a text that is no
    query. Code point escapes are looked through.

    >>> query_form("PREFIX e: <http://e.org/> ASK { ?s e:p 1 }")
    'ASK'
    >>> query_form("ASK { SERVICE <http://e.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    kg.base.errors.KgError: SERVICE is refused: a query may not call another server – load the data first
    """
    plain = _ESCAPE.sub(lambda match: _character(match[1] or match[2]), text)
    form = _checked_form(text)
    if plain != text and _checked_form(plain) != form:
        message = _("the query changes its meaning when its code point escapes are read")
        raise KgError(message, hint=_("write it plainly"))
    return form


def service_refused() -> KgError:
    """What is said of a query that asks another server."""
    return KgError(_("SERVICE is refused: a query may not call another server"), hint=_("load the data first"))


def _checked_form(text: str) -> str:
    form, depth = "", 0
    for token in tokens(text):
        if token.kind == "sign":
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            if depth > DEEPEST:
                told = _("more than {n} brackets stand in one another").format(n=DEEPEST)
                raise KgError(told, hint=_("split the query"))
        if token.kind != "word":
            continue
        word = token.text.upper()
        if word == "SERVICE":
            raise service_refused()
        if not form and word in _FORMS:
            form = word
        elif not form and word in _UPDATES:
            message = _("{word} is refused: a query may not change the graph").format(word=word)
            raise KgError(message, hint=_("change the sources and build"))
    if not form:
        raise KgError(_("no SELECT, ASK, CONSTRUCT or DESCRIBE in the query"))
    return form


def has_dataset(text: str) -> bool:
    """Whether a query says with ``FROM`` or ``FROM NAMED`` which graphs it asks.

    >>> has_dataset("ASK FROM <http://e.org/g> { ?s ?p ?o }"), has_dataset("ASK { ?from ?p 'FROM' }")
    (True, False)
    """
    return any(token.is_word("FROM") for token in tokens(text))


def _character(code: str) -> str:
    point = int(code, 16)
    return chr(point) if point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF else "\ufffd"


def blocks(text: str) -> list[Block]:
    """Every one-variable ``VALUES`` block of a query, in order.

    >>> blocks('ASK { VALUES ?lang { "en" } ?s ?p ?lang }')
    [Block(variable='lang', values=('"en"',), start=20, end=26)]
    """
    found = []
    stream = tokens(text)
    for index, token in enumerate(stream[:-2]):
        if not token.is_word("VALUES"):
            continue
        variable, opening = stream[index + 1], stream[index + 2]
        if variable.kind != "variable" or opening.text != "{":
            continue
        closing = next((n for n in range(index + 3, len(stream)) if stream[n].text == "}"), None)
        if closing is None:
            raise KgError(_("the VALUES block of {variable} is not closed").format(variable=variable.text))
        values = tuple(_terms(stream[index + 3 : closing], variable.text))
        found.append(Block(variable.text[1:], values, opening.end, stream[closing].start))
    return found


def _terms(inside: Sequence[Token], variable: str) -> Iterator[str]:
    """The terms of a VALUES block as written; anything that is no term is refused."""
    index = 0
    while index < len(inside):
        token = inside[index]
        index += 1
        written = token.text
        if token.kind == "string":
            if index < len(inside) and inside[index].kind == "tag":
                written += inside[index].text
                index += 1
            elif index + 1 < len(inside) and inside[index].text == "^^" and inside[index + 1].kind in {"iri", "name"}:
                written += "^^" + inside[index + 1].text
                index += 2
        elif token.text in {"+", "-"} and index < len(inside) and inside[index].kind == "number":
            written += inside[index].text
            index += 1
        elif not (token.kind in {"iri", "name", "number"} or token.text.upper() in {"UNDEF", "TRUE", "FALSE"}):
            told = _("the VALUES block of {variable} holds '{text}', which is no term")
            raise KgError(told.format(variable=variable, text=shown(token.text)))
        yield written


def replaced(text: str, values: dict[str, str]) -> str:
    """The query with the contents of the named blocks swapped for terms that are already serialised.

    Every block of a variable is swapped. Raises :class:`KgError` for a variable without a block.

    >>> replaced('ASK { VALUES ?lang { "en" } ?s ?p ?lang }', {"lang": '"ru"'})
    'ASK { VALUES ?lang { "ru" } ?s ?p ?lang }'
    """
    places = [block for block in blocks(text) if block.variable in values]
    for name in values.keys() - {block.variable for block in places}:
        raise KgError(_("the query has no VALUES block for the parameter '{name}'").format(name=shown(name)))
    for block in reversed(places):
        text = f"{text[: block.start]} {values[block.variable]} {text[block.end :]}"
    return text
