"""Hypotheses with numbers: does the border matter, distance, size, product, a consulate, a crossing?

Three kinds of test, because the questions are of three kinds. Whether regions with some trait have
more ties is asked of regions (:mod:`~kg.analysis.hypotheses.models`). Whether ties go where a trait
of the pair draws them, given how many each place has, is asked of pairs, against networks with the
same degrees (:mod:`~kg.analysis.hypotheses.pairs`) and, several traits at once, by regression on
permuted matrices (:mod:`~kg.analysis.hypotheses.qap`). :mod:`~kg.analysis.hypotheses.verdict` holds the
claim of the survey article against them; the models without distance and without each unit show
what it hangs on. What there is to say is a key with numbers; :mod:`kg.analysis.reports.hypotheses` says it.

What no test here can mend: the ties are those that the sources found tell of. A region that
publishes more looks better connected.
"""
