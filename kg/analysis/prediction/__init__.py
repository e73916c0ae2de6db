"""Who next: which places could be partners, why, and how far such suggestions can be trusted.

Scores come from the network as it stood (:mod:`~kg.analysis.prediction.features`), a simple
combination of them is learned from it (:mod:`~kg.analysis.prediction.learned`), and
:mod:`~kg.analysis.prediction.backtest` shows what it would have foretold from an earlier year.
"""
