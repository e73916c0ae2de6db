"""The concepts of a scheme as the vocabularies have them: what each is called and what lies above it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from kg.base import ids
from kg.base.languages import short_tag
from kg.base.namespaces import SKOS
from kg.base.resources import ontology_dir


@dataclass
class Concept:
    """One concept: its labels by language, and the code of the broader one, empty for a top concept."""

    labels: dict[str, str] = field(default_factory=dict)
    broader: str = ""


@cache
def concepts(scheme: str) -> dict[str, Concept]:
    """The concepts of a scheme by code, in the order of the vocabulary; nobody changes what is returned.

    >>> concepts("problem")["language-barrier"]
    Concept(labels={'en': 'language barrier', 'ru': 'языковой барьер', 'zh': '语言障碍'}, broader='people-language')
    """
    found: dict[str, Concept] = {}
    inside = f"{ids.VOC}{scheme}/"
    for quad in ox.parse(path=ontology_dir() / "vocab" / f"{scheme}.ttl", format=ox.RdfFormat.TURTLE):
        if not isinstance(quad.subject, ox.NamedNode) or not quad.subject.value.startswith(inside):
            continue
        concept = found.setdefault(quad.subject.value.removeprefix(inside), Concept())
        match quad.predicate.value.removeprefix(SKOS), quad.object:
            case "prefLabel", ox.Literal(value=text, language=tag):
                concept.labels[short_tag(tag or "en")] = text
            case "broader", ox.NamedNode(value=above):
                concept.broader = above.removeprefix(inside)
    return found
