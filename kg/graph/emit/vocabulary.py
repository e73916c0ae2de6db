"""Predicates and classes as written terms, made once from the closed namespaces."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from kg.base import namespaces as ns
from kg.schema.terms import TIE

A = f"<{ns.RDF}type>"
LABEL = f"<{ns.RDFS}label>"
COMMENT = f"<{ns.RDFS}comment>"
ALT_LABEL = f"<{ns.SKOS}altLabel>"
NOTE = f"<{ns.SKOS}note>"
SAME_AS = f"<{ns.SCHEMA}sameAs>"
LAT = f"<{ns.WGS84}lat>"
LONG = f"<{ns.WGS84}long>"
HAS_GEOMETRY = f"<{ns.GEO}hasGeometry>"
GEOMETRY = f"<{ns.GEO}Geometry>"
AS_WKT = f"<{ns.GEO}asWKT>"
TOUCHES = f"<{ns.GEO}sfTouches>"
WKT = f"{ns.GEO}wktLiteral"
PAGE = f"<{ns.FOAF}page>"
POST_IN = f"<{ns.ORG}postIn>"
HOLDS = f"<{ns.ORG}holds>"
PERSON = f"<{ns.SCHEMA}Person>"
DATASET = f"<{ns.DCAT}Dataset>"
LANDING_PAGE = f"<{ns.DCAT}landingPage>"
TITLE = f"<{ns.DCTERMS}title>"
PUBLISHER = f"<{ns.DCTERMS}publisher>"
ISSUED = f"<{ns.DCTERMS}issued>"
LANGUAGE = f"<{ns.DCTERMS}language>"
LICENCE = f"<{ns.DCTERMS}license>"
RIGHTS = f"<{ns.DCTERMS}rights>"
SOURCE = f"<{ns.DCTERMS}source>"
DERIVED_FROM = f"<{ns.PROV}wasDerivedFrom>"

# The ontology's terms by their names in the ontology: an unknown name is a KeyError.
TIE_TERMS: Final = MappingProxyType(
    {iri.rpartition("#")[2]: f"<{iri}>" for iri in vars(TIE).values() if "#" in str(iri)}
)
