"""Who next: the chance that two places are tied within some years, why, and how such chances held in the past.

Pairs are described by the network as it stood (:mod:`~kg.analysis.prediction.features`), by what is known of a year
and no more (:mod:`~kg.analysis.prediction.past`); chances are learned from earlier years
(:mod:`~kg.analysis.prediction.learned`), and :mod:`~kg.analysis.prediction.backtest` shows how they held.
"""
