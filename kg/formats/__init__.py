"""The formats that answers and tables are written in."""
