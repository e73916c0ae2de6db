"""``kg/schema/codes.py``: the codes that tables may use, from the concept schemes."""

from __future__ import annotations

import pyoxigraph as ox

from kg.base.ids import ONT, VOC
from kg.base.resources import ontology_dir

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_LABELLED = ("level", "tie-kind", "tie-status")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"

_HEAD = '''"""The codes of every concept scheme, and the few numbers that rules read from them.

Generated from ontology/vocab/ by scripts/regenerate.py; edit the vocabularies, not this file.
"""

from __future__ import annotations

from typing import Final

'''


def text() -> str:
    """The module: codes by scheme but for deprecated ones, tiers of levels, precedence and reliability of sources."""
    codes: dict[str, set[str]] = {}
    labels: dict[str, dict[str, str]] = {}
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
                codes.setdefault(scheme, set()).add(code)
            elif predicate == _LABEL and scheme in _LABELLED and isinstance(value, ox.Literal):
                labels.setdefault(f"{scheme}/{code}", {})[(value.language or "")[:2]] = value.value
            elif predicate.removeprefix(ONT) in numbers:
                numbers[predicate.removeprefix(ONT)].setdefault(code, []).append(value.value)
    lines = [_HEAD, "CODES: Final[dict[str, frozenset[str]]] = {\n"]
    for scheme in sorted(codes):
        lines.append(f'    "{scheme}": frozenset(\n        {{\n')
        lines += [f'            "{code}",\n' for code in sorted(codes[scheme])]
        lines.append("        }\n    ),\n")
    lines.append("}\n\n# What tables on a terminal call the codes that people meet most.\n")
    lines.append("LABELS: Final[dict[str, dict[str, str]]] = {\n")
    for name in sorted(key for key in labels if key.partition("/")[2]):
        lines.append(f'    "{name}": {{\n')
        lines += [f'        "{lang}": "{labels[name][lang]}",\n' for lang in ("en", "ru", "zh")]
        lines.append("    },\n")
    lines.append("}\n\n# The tiers of government that a level stands for; partners normally share one.\n")
    lines.append("TIER: Final[dict[str, frozenset[int]]] = {\n")
    for code, values in sorted(numbers["tier"].items()):
        lines.append(f'    "{code}": frozenset({{{", ".join(sorted(values))}}}),\n')
    lines.append("}\n\n# Which kind of source is believed first where sources differ.\n")
    lines.append("PRECEDENCE: Final[dict[str, int]] = {\n")
    lines += [f'    "{code}": {values[0]},\n' for code, values in sorted(numbers["precedence"].items())]
    lines.append("}\n\n# How far one witness of a kind is relied on, between 0 and 1.\n")
    lines.append("RELIABILITY: Final[dict[str, float]] = {\n")
    lines += [f'    "{code}": {float(values[0])},\n' for code, values in sorted(numbers["reliability"].items())]
    return "".join([*lines, "}\n"])
