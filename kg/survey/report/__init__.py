"""The report of a wave: shares, cross-tabulations and comparisons, as far as small numbers may be told."""
