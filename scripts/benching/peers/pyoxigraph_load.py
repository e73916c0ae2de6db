"""The floor of ``kg build`` at scale: pyoxigraph loads the finished file into memory."""

import sys

import pyoxigraph as ox

store = ox.Store()
store.load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS)
print(len(store))
