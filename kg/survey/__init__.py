"""The instrument of an expert survey, its answers, their coding and the report."""
