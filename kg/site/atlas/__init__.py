"""The map of all ties: one model of what lies on it, drawn for a page, for a script and for a file."""
