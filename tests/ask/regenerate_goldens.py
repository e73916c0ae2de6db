"""``python -m tests.ask.regenerate_goldens``: write the goldens anew; look at the difference before you keep it."""

from __future__ import annotations

from kg.ask.catalog import Catalog
from kg.ask.engine import ask
from tests.ask.worlds import GOLDENS, golden_name, golden_text, oxigraph_world, sparql_of


def main() -> None:
    """Write the golden of every question and remove those whose question is gone."""
    GOLDENS.mkdir(exist_ok=True)
    wanted = {}
    for question in Catalog().questions():
        wanted[golden_name(question)] = golden_text(ask(oxigraph_world(), sparql_of(question)))
    for path in GOLDENS.iterdir():
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (GOLDENS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
