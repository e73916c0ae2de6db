"""The words of a violation: a shape's own message, else the standard one, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal

from kg.graph.shapes.model import Constraint, local_name
from kg.graph.shapes.wording import ORDER, STANDARD
from kg.graph.violations import Term

_HOLE = re.compile(r"\{[?$](\w+)\}")


def by_language(literals: Iterable[Term]) -> dict[str, str]:
    """Messages by language code; one without a language counts as English.

    >>> by_language([Literal("нет кода", language="ru"), Literal("没有代码", language="zh-Hans")])
    {'ru': 'нет кода', 'zh': '没有代码'}
    """
    return {(m.language or "en").partition("-")[0].lower(): m.value for m in literals if isinstance(m, Literal)}


def messages_of(constraint: Constraint, own: Mapping[str, str]) -> dict[str, str]:
    """The messages of a constraint: those of its query, else the shape's own, else the standard ones.

    >>> messages_of(Constraint("minCount", "MinCountConstraintComponent", count=2), {})["en"]
    'there must be at least 2 value(s)'
    """
    chosen = (constraint.select.messages if constraint.select else None) or own
    if chosen:
        return dict(chosen)
    terms = ", ".join(map(local_name, constraint.terms))
    texts = (text.format(terms=terms, count=constraint.count) for text in STANDARD[constraint.name])
    return dict(zip(ORDER, texts, strict=True))


def fill(messages: Mapping[str, str], row: Mapping[str, Term | None]) -> Mapping[str, str]:
    """The messages with ``{?name}`` replaced by what the row holds under that name.

    >>> fill({"en": "ends in {?value}, {?nothing}"}, {"value": Literal("1990")})
    {'en': 'ends in 1990, {?nothing}'}
    """
    if not any("{" in text for text in messages.values()):
        return messages

    def held(hole: re.Match[str]) -> str:
        term = row.get(hole[1])
        return hole[0] if term is None else local_name(term)

    return {code: _HOLE.sub(held, text) for code, text in messages.items()}
