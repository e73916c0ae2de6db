"""Small drawings for a text: pure functions from plain tuples to SVG without scripts and outer files."""
