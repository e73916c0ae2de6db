"""The parts of ``scripts/bench.py``: a synthetic world of any size, and the peers to measure beside."""
