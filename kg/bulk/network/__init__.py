"""A network of any size, measured by joins on an engine; each round of a measure is one table."""
