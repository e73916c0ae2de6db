"""The network and the graph as files for other programs."""
