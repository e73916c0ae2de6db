"""Parameters of a question: what a person may write, and the RDF term that the query gets.

A value never enters a query as text. It is checked against its type, made a term and written by the
RDF library.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from pyoxigraph import Literal, NamedNode

from kg.ask.header import Entry
from kg.base import ids
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.base.namespaces import XSD

INTEGER = NamedNode(XSD + "integer")
TYPES = ("place", "year", "concept", "language", "integer", "text", "source", "thing")
_NUMBER = re.compile(r"-?[0-9]{1,15}")
_BROKEN = re.compile("[\ud800-\udfff]")  # half a character, which a command line that is not UTF-8 leaves
_LONGEST_NAME = 300  # characters; no place, source or concept has a longer one
_KEYS = frozenset({"name", "type", "allowed", "several", "minimum", "maximum"})


class Names(Protocol):
    """Finds the thing that a person means; each method raises :class:`KgError` with suggestions."""

    def place(self, text: str) -> str:
        """The id of the place called ``text`` in any script, or of the place with that id."""

    def concept(self, scheme: str, text: str) -> str:
        """The code of the concept of a scheme with that code or label."""

    def source(self, text: str) -> str:
        """The id of the source with that id or title."""

    def thing(self, text: str) -> str:
        """The IRI of anything, by its IRI, its id with or without its kind, or what it is called."""


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
            raise KgError(_("--{name} takes one value, not {n}").format(name=self.name, n=len(texts)))
        return " ".join(str(self._term(text.strip(), names)) for text in texts)

    def _term(self, text: str, names: Names) -> NamedNode | Literal:
        if not text:
            told = _("--{name} has no value").format(name=self.name)
            raise KgError(told, hint=_("it may be: {what}").format(what=self.hint))
        if (self.type != "text" and len(text) > _LONGEST_NAME) or _BROKEN.search(text):
            raise self._refusal(text)
        if self.type in {"year", "integer"}:
            return Literal(str(self._number(text)), datatype=INTEGER)
        if self.type == "place":
            return NamedNode(ids.thing("place", names.place(text)))
        if self.type == "source":
            return NamedNode(ids.thing("source", names.source(text)))
        if self.type == "thing":
            return NamedNode(names.thing(text))
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
            allowed = _("allowed: {words}").format(words=", ".join(self.allowed))
            raise self._refusal(text, did_you_mean(text, self.allowed, allowed))

    def _number(self, text: str) -> int:
        if not _NUMBER.fullmatch(text):
            whole = _("--{name} must be a whole number, not '{value}'")
            told = _("--{name} must be a year, not '{value}'") if self.type == "year" else whole
            hint = _("for example {value}").format(value=self.shown_default)
            raise KgError(told.format(name=self.name, value=shown(text)), hint=hint)
        number = int(text)
        if (self.minimum is not None and number < self.minimum) or (self.maximum is not None and number > self.maximum):
            raise self._refusal(text, _("it lies in {range}").format(range=self.hint))
        return number

    def _refusal(self, text: str, hint: str | None = None) -> KgError:
        return KgError(_("--{name} cannot be '{value}'").format(name=self.name, value=shown(text)), hint=hint)


def declared(entry: Mapping[str, Entry], default: Sequence[str], where: str) -> Parameter:
    """A parameter from its entry in the header and the default in the query.

    >>> declared({"name": "lang", "type": "language", "allowed": ["en", "ru"]}, ['"en"'], "q").allowed
    ('en', 'ru')
    """
    unknown = entry.keys() - _KEYS
    kind, _colon, scheme = str(entry.get("type", "")).partition(":")
    bounds = {bound: str(entry[bound]) for bound in ("minimum", "maximum") if bound in entry}
    is_bounded = all(_NUMBER.fullmatch(bound) for bound in bounds.values())
    if unknown or "name" not in entry or kind not in TYPES or bool(scheme) != (kind == "concept") or not is_bounded:
        told = _("{where}: the parameter {entry} is not declared well").format(where=where, entry=dict(entry))
        raise KgError(told, hint=_("types: {types}").format(types=", ".join(TYPES)))
    allowed = entry.get("allowed", [])
    return Parameter(
        name=str(entry["name"]),
        type=kind,
        scheme=scheme,
        allowed=(allowed,) if isinstance(allowed, str) else tuple(allowed),
        several=entry.get("several") == "True",
        **{bound: int(number) for bound, number in bounds.items()},
        default=tuple(default),
    )


def _shown(term: str) -> str:
    if term.startswith("<"):
        return term[1:-1].rsplit("/", 1)[-1]
    return term[1:-1] if term.startswith('"') and term.endswith('"') else term
