"""Records as quads: one module for each family of records, one function for each kind."""
