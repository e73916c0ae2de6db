"""The usual idiom of ``kg query``: typer and rdflib."""

from pathlib import Path

import rdflib
import typer


def peer(graph: str, query: str) -> None:
    """Print the rows of a query."""
    data = rdflib.Dataset(default_union=True)
    with Path(graph).open("rb") as stream:
        data.parse(stream, format="nquads")
    for row in data.query(Path(query).read_text(encoding="utf-8")):
        typer.echo(",".join(str(value) for value in row))  # type: ignore[union-attr]


typer.run(peer)
