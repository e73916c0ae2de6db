"""The base map: outlines of first-level units of two countries and of the land around, and their plane."""
