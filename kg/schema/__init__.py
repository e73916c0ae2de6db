"""The tables and codes that the data are written in."""
