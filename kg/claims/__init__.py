"""Claims of sources, recounted from the graph: what they state, what is found here, and a verdict."""
