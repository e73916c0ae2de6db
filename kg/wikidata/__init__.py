"""The road to Wikidata and back: link, check, pull, audit, propose.

Talking to the endpoint (:mod:`~kg.wikidata.client`), deciding (:mod:`~kg.wikidata.match`,
:mod:`~kg.wikidata.audit`, :mod:`~kg.wikidata.propose`) and writing (:mod:`~kg.wikidata.links`,
:mod:`~kg.wikidata.source_folder`, :mod:`~kg.wikidata.quickstatements`) are modules of their own.
"""
