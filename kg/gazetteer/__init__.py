"""Which place is meant: names in any script."""
