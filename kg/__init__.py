"""A knowledge graph of ties between cities and regions of two countries.

``kg`` on the command line builds, checks and asks; ``import kg`` gives the same to Python.
"""

__version__ = "0.1.0"
