"""Where the ontology, the queries and the bundled sources are, in a checkout and in a wheel."""

from __future__ import annotations

import os
from pathlib import Path

CACHE_VARIABLE = "KG_CACHE"
SOURCE_SETTINGS = "source.toml"  # a folder with it is a source
PACKAGE = Path(__file__).resolve().parent.parent


def _bundled(name: str) -> Path:
    inside = PACKAGE / "_bundled" / name
    return inside if inside.exists() else PACKAGE.parent / name


def ontology_dir() -> Path:
    """The folder of ``core.ttl``, ``align.ttl``, ``vocab/`` and ``shapes/``."""
    return _bundled("ontology")


def queries_dir() -> Path:
    """The folder of the query catalogue, one topic a folder."""
    return _bundled("queries")


def catalogue_file() -> Path:
    """The query catalogue as RDF, which the build takes in."""
    return queries_dir() / "catalogue.ttl"


def citation_file() -> Path:
    """The file that tells how the data set is cited."""
    return _bundled("CITATION.cff")


def glossary_file() -> Path:
    """The words of the project in three languages."""
    return _bundled("docs") / "glossary.md"


def sources_dir() -> Path:
    """The folder of the bundled sources, one source a folder."""
    return PACKAGE / "sources"


def data_dir() -> Path:
    """Where a person's own work is kept, such as judgements: ``$KG_DATA``, else the user's data folder."""
    if given := os.environ.get("KG_DATA"):
        return Path(given)
    from platformdirs import user_data_path  # noqa: PLC0415 (a cost that most calls need not pay)

    return user_data_path("interregional-ties")


def cache_dir() -> Path:
    """Where what is built once is kept, such as graphs: ``$KG_CACHE``, else the user's cache folder."""
    if given := os.environ.get(CACHE_VARIABLE):
        return Path(given)
    from platformdirs import user_cache_path  # noqa: PLC0415 (a cost that most calls need not pay)

    return user_cache_path("interregional-ties")
