"""The parts of ``scripts/attack.py``: where attacks are made, and the attacks."""
