"""The road map of a place: derived from the graph and explained, a part a file, nothing invented."""
