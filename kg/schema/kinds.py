"""The kinds of a tie of two places, the closest first."""

KINDS = ("sister", "partner", "intention", "contact", "unknown")
