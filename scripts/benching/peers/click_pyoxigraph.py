"""The floor of ``kg query``: click and pyoxigraph by hand; load the graph, ask, print."""

import sys
from pathlib import Path

import click
import pyoxigraph as ox


@click.command()
@click.argument("graph")
@click.argument("query")
def peer(graph: str, query: str) -> None:
    """Print the rows of a query."""
    store = ox.Store()
    store.load(path=graph, format=ox.RdfFormat.N_QUADS)
    rows = store.query(Path(query).read_text(encoding="utf-8"), use_default_graph_as_union=True)
    sys.stdout.buffer.write(rows.serialize(format=ox.QueryResultsFormat.CSV) or b"")  # type: ignore[union-attr]


peer()
