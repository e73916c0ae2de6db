"""Questions to the graph: the catalogue in ``queries/``, its parameters, its results and their formats."""
