"""Measures, ranks, hypotheses and predictions of the network."""
