"""``kg/schema/codes.py``: the codes that tables may use, from the concept schemes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from textwrap import wrap

import pyoxigraph as ox

from kg.base.ids import ONT, VOC
from kg.base.resources import ontology_dir

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_LABELLED = ("event-kind", "level", "sphere", "tie-kind", "tie-status")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"

_HEAD = '''"""The codes of every concept scheme, and the few numbers that rules read from them.

Generated from ontology/vocab/ by scripts/regenerate.py; edit the vocabularies, not this file.
"""

from __future__ import annotations

from typing import Final

# fmt: off
# ruff: noqa: E501 (labels are not folded)
'''


def text() -> str:
    """The module: codes by scheme but for deprecated ones, tiers of levels, precedence and reliability of sources."""
    codes: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    numbers: dict[str, dict[str, list[str]]] = {"tier": {}, "precedence": {}, "reliability": {}}
    for path in sorted((ontology_dir() / "vocab").glob("*.ttl")):
        quads = list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
        old = {quad.subject for quad in quads if quad.predicate.value == _DEPRECATED}
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object
            if (
                subject in old
                or not isinstance(subject, ox.NamedNode)
                or not isinstance(value, ox.Literal | ox.NamedNode)
            ):
                continue
            scheme, _, code = subject.value.removeprefix(VOC).partition("/")
            if predicate == _SKOS + "inScheme":
                codes[scheme].add(code)
            elif predicate == _LABEL and scheme in _LABELLED and code and isinstance(value, ox.Literal):
                labels[f"{scheme}/{code}"][(value.language or "")[:2]] = value.value
            elif predicate.removeprefix(ONT) in numbers:
                numbers[predicate.removeprefix(ONT)].setdefault(code, []).append(value.value)
    told = {
        name: ", ".join(f'"{lang}": "{texts[lang]}"' for lang in ("en", "ru", "zh")) for name, texts in labels.items()
    }
    first = {name: {code: values[0] for code, values in found.items()} for name, found in numbers.items()}
    return _HEAD + "\n".join(
        [
            *_table(
                "CODES", "frozenset[str]", {scheme: _set(f'"{code}"' for code in codes[scheme]) for scheme in codes}
            ),
            "\n# What tables on a terminal call the codes that people meet most.",
            *_table("LABELS", "dict[str, str]", {name: f"{{{texts}}}" for name, texts in told.items()}),
            "\n# The tiers of government that a level stands for; partners normally share one.",
            *_table("TIER", "frozenset[int]", {code: _set(values) for code, values in numbers["tier"].items()}),
            "\n# Which kind of source is believed first where sources differ.",
            *_table("PRECEDENCE", "int", first["precedence"]),
            "\n# How far one witness of a kind is relied on, between 0 and 1.",
            *_table("RELIABILITY", "float", first["reliability"]),
            "",
        ]
    )


def _set(values: Iterable[str]) -> str:
    return f"frozenset({{{', '.join(sorted(values))}}})"


def _table(name: str, kind: str, rows: Mapping[str, str]) -> list[str]:
    """The lines of a constant, a row a key in their order; a long set is folded, a text is not."""
    lines = [f'    "{key}": {rows[key]},' for key in sorted(rows)]
    if kind == "frozenset[str]":
        lines = [part for line in lines for part in wrap(line, 120, subsequent_indent=8 * " ", break_on_hyphens=False)]
    return [f"{name}: Final[dict[str, {kind}]] = {{", *lines, "}"]
