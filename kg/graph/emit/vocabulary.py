"""Predicates and classes as written terms, made once from the closed namespaces."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from kg.schema.terms import TIE

A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
COMMENT = "<http://www.w3.org/2000/01/rdf-schema#comment>"
ALT_LABEL = "<http://www.w3.org/2004/02/skos/core#altLabel>"
NOTE = "<http://www.w3.org/2004/02/skos/core#note>"
SAME_AS = "<http://www.w3.org/2002/07/owl#sameAs>"
LAT = "<http://www.w3.org/2003/01/geo/wgs84_pos#lat>"
LONG = "<http://www.w3.org/2003/01/geo/wgs84_pos#long>"
AS_WKT = "<http://www.opengis.net/ont/geosparql#asWKT>"
WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"
DERIVED_FROM = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
PAGE = "<http://xmlns.com/foaf/0.1/page>"
POST_IN = "<http://www.w3.org/ns/org#postIn>"
HOLDS = "<http://www.w3.org/ns/org#holds>"
PERSON = "<https://schema.org/Person>"
DATASET = "<http://www.w3.org/ns/dcat#Dataset>"
LANDING_PAGE = "<http://www.w3.org/ns/dcat#landingPage>"


def dcterms(name: str) -> str:
    """A Dublin Core term."""
    return f"<http://purl.org/dc/terms/{name}>"


# The ontology's terms by their names in the ontology: an unknown name is a KeyError.
TIE_TERMS: Final = MappingProxyType(
    {iri.rpartition("#")[2]: f"<{iri}>" for iri in vars(TIE).values() if "#" in str(iri)}
)
