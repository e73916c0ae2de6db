"""What the catalogue costs over the bare store, and how fast the hubs are: figures as JSON on one line."""

import json
import sys
import time
from pathlib import Path

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
from kg.ask.catalog import Catalog
from kg.ask.engine import ask

RAW = """PREFIX tie: <https://w3id.org/interregional-ties/ont#>
SELECT ?place (COUNT(DISTINCT ?tie) AS ?ties) WHERE { ?tie a tie:Tie ; tie:hasParty ?place }
GROUP BY ?place ORDER BY DESC(?ties) LIMIT 20"""

store = ox.Store()
store.load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)


def seconds(work: object, rounds: int = 7) -> float:
    """The shortest of some rounds: what is not the work only adds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()  # type: ignore[operator]
        times.append(time.perf_counter() - start)
    return min(times)


hubs = Catalog().find("hubs").text
figures = {
    "raw": seconds(lambda: [tuple(row) for row in store.query(hubs, use_default_graph_as_union=True)]),
    "catalogue": seconds(lambda: ask(store, Catalog().find("hubs").text)),
    "most ties": seconds(lambda: ask(store, Catalog().find("most-ties").text)),
    "aggregate": seconds(lambda: list(store.query(RAW, use_default_graph_as_union=True))),
}
print(json.dumps(figures))
