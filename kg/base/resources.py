"""Where the ontology, the queries and the bundled sources are, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def _bundled(name: str) -> Path:
    inside = PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def ontology_dir() -> Path:
    """The folder of ``core.ttl``, ``align.ttl``, ``vocab/`` and ``shapes/``."""
    return _bundled("ontology")


def queries_dir() -> Path:
    """The folder of the query catalogue, one topic a folder."""
    return _bundled("queries")


def sources_dir() -> Path:
    """The folder of the bundled sources, one source a folder."""
    return PACKAGE / "sources"
