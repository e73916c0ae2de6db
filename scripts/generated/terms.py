"""``kg/schema/terms.py``: the ontology's terms as a closed namespace."""

from __future__ import annotations

import pyoxigraph as ox

from kg.base.ids import ONT
from kg.base.resources import ontology_dir

_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

_REPLACED = ox.NamedNode("http://purl.org/dc/terms/isReplacedBy")

_HEAD = '''"""The terms of the ontology as a closed namespace: a typo is an AttributeError.

Generated from ontology/core.ttl by scripts/regenerate.py; edit the ontology, not this file.
"""

from __future__ import annotations

from typing import Final


class TIE:
    """The IRIs of ``tie:``."""

'''


def text() -> str:
    """The module, one constant a term, in the order of their names; what has been replaced has none."""
    quads = list(ox.parse(path=ontology_dir() / "core.ttl", format=ox.RdfFormat.TURTLE))
    old = {quad.subject for quad in quads if quad.predicate == _REPLACED}
    names = sorted(
        {
            quad.subject.value.removeprefix(ONT)
            for quad in quads
            if quad.predicate == _RDF_TYPE
            and isinstance(quad.subject, ox.NamedNode)
            and quad.subject.value.startswith(ONT)
            and quad.subject not in old
        }
    )
    return _HEAD + "".join(f'    {name.replace("-", "_")}: Final = "{ONT}{name}"\n' for name in names)
