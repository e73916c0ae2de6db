"""Parameters of a question: what a person may write, and the RDF term that the query gets.

A value never enters a query as text. It is checked against its type, made a term and written by the
RDF library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from pyoxigraph import Literal, NamedNode

from kg.ask.header import Entry
from kg.base import ids
from kg.base.errors import KgError, nearest
from kg.base.namespaces import XSD

INTEGER = NamedNode(XSD + "integer")
TYPES = ("place", "year", "concept", "language", "integer", "text", "source")
_KEYS = frozenset({"name", "type", "allowed", "several", "minimum", "maximum"})


class Names(Protocol):
    """Finds the thing that a person means; each method raises :class:`KgError` with suggestions."""

    def place(self, text: str) -> str:
        """The id of the place called ``text`` in any script, or of the place with that id."""

    def concept(self, scheme: str, text: str) -> str:
        """The code of the concept of a scheme with that code or label."""

    def source(self, text: str) -> str:
        """The id of the source with that id or title."""


class Parameter(NamedTuple):
    """One parameter of a question, as its header declares it.

    ``default`` holds the terms as the query file writes them; ``UNDEF`` alone means that the
    parameter may be left out.
    """

    name: str
    type: str
    scheme: str = ""
    allowed: tuple[str, ...] = ()
    several: bool = False
    minimum: int | None = None
    maximum: int | None = None
    default: tuple[str, ...] = ()

    @property
    def is_optional(self) -> bool:
        """True where the question asks for everything unless the parameter is given."""
        return self.default == ("UNDEF",)

    @property
    def hint(self) -> str:
        """What may be written, in a few words.

        >>> Parameter("kind", "concept", "tie-kind", ("sister", "partner")).hint
        'sister|partner'
        >>> Parameter("since", "year", minimum=1600, maximum=2100).hint
        '1600…2100'
        """
        if self.allowed:
            return "|".join(self.allowed)
        if self.minimum is not None or self.maximum is not None:
            return f"{'' if self.minimum is None else self.minimum}…{'' if self.maximum is None else self.maximum}"
        return self.scheme if self.type == "concept" else self.type

    @property
    def shown_default(self) -> str:
        """The default as a person would write it.

        >>> Parameter("place", "place", default=(f"<{ids.thing('place', 'cn-harbin')}>",)).shown_default
        'cn-harbin'
        >>> Parameter("kind", "concept", default=("UNDEF",)).shown_default
        ''
        """
        return "" if self.is_optional else ", ".join(_shown(term) for term in self.default)

    def terms(self, texts: Sequence[str], names: Names) -> str:
        """The values as SPARQL terms, ready to stand in the ``VALUES`` block of the parameter.

        Raises :class:`KgError` for a value that is not allowed, with what would be.
        """
        if len(texts) > 1 and not self.several:
            raise KgError(f"--{self.name} takes one value, not {len(texts)}")
        return " ".join(str(self._term(text.strip(), names)) for text in texts)

    def _term(self, text: str, names: Names) -> NamedNode | Literal:
        if not text:
            raise KgError(f"--{self.name} has no value", hint=f"give a {self.hint}")
        if self.type in {"year", "integer"}:
            return Literal(str(self._number(text)), datatype=INTEGER)
        if self.type == "place":
            return NamedNode(ids.thing("place", names.place(text)))
        if self.type == "source":
            return NamedNode(ids.thing("source", names.source(text)))
        if self.type == "concept":
            return NamedNode(ids.concept(self.scheme, self._code(text, names)))
        if self.type == "language":
            self._check_allowed(text)
        return Literal(text)

    def _code(self, text: str, names: Names) -> str:
        if text in self.allowed:
            return text
        try:
            code = names.concept(self.scheme, text)
        except KgError:
            self._check_allowed(text)  # says which concepts this question takes, a few of the scheme
            raise
        self._check_allowed(code)
        return code

    def _check_allowed(self, text: str) -> None:
        if self.allowed and text not in self.allowed:
            near = nearest(text, self.allowed)
            hint = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(self.allowed)}"
            raise KgError(f"--{self.name} cannot be {text!r}", hint=hint)

    def _number(self, text: str) -> int:
        article = "a year" if self.type == "year" else "a whole number"
        if not (text.isascii() and text.lstrip("-").isdigit() and len(text) < 16):
            raise KgError(f"--{self.name} must be {article}, not {text!r}", hint=f"for example {self.shown_default}")
        number = int(text)
        if (self.minimum is not None and number < self.minimum) or (self.maximum is not None and number > self.maximum):
            raise KgError(f"--{self.name} cannot be {number}", hint=f"it lies in {self.hint}")
        return number


def declared(entry: Mapping[str, Entry], default: Sequence[str], where: str) -> Parameter:
    """A parameter from its entry in the header and the default in the query.

    >>> declared({"name": "lang", "type": "language", "allowed": ["en", "ru"]}, ['"en"'], "q").allowed
    ('en', 'ru')
    """
    unknown = entry.keys() - _KEYS
    kind, _, scheme = str(entry.get("type", "")).partition(":")
    if unknown or "name" not in entry or kind not in TYPES or bool(scheme) != (kind == "concept"):
        raise KgError(f"{where}: the parameter {dict(entry)} is not declared well", hint=f"types: {', '.join(TYPES)}")
    allowed = entry.get("allowed", [])
    return Parameter(
        name=str(entry["name"]),
        type=kind,
        scheme=scheme,
        allowed=(allowed,) if isinstance(allowed, str) else tuple(allowed),
        several=entry.get("several") == "True",
        minimum=int(str(entry["minimum"])) if "minimum" in entry else None,
        maximum=int(str(entry["maximum"])) if "maximum" in entry else None,
        default=tuple(default),
    )


def _shown(term: str) -> str:
    if term.startswith("<"):
        return term[1:-1].rsplit("/", 1)[-1]
    return term[1:-1] if term.startswith('"') and term.endswith('"') else term
