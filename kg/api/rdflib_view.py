"""The store under rdflib's API."""

from __future__ import annotations

import rdflib
from oxrdflib import OxigraphStore
from pyoxigraph import Store

from kg.ask.engine import PREFIXES


def dataset(store: Store) -> rdflib.Dataset:
    """An rdflib dataset over a store, with the usual prefixes; its default graph is the union of all.

    >>> len(dataset(Store()))
    0
    """
    made = rdflib.Dataset(store=OxigraphStore(store=store), default_union=True)
    for prefix, namespace in PREFIXES.items():
        made.bind(prefix, namespace)
    return made
