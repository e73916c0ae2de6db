"""What a person means by a name, looked up in the graph that is asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Store

from kg.base import ids
from kg.base.errors import KgError, nearest
from kg.base.namespaces import DCTERMS, RDF, RDFS, SKOS
from kg.gazetteer.folding import fold
from kg.gazetteer.gazetteer import Gazetteer
from kg.schema.records import Place
from kg.schema.terms import TIE

_TYPE = NamedNode(RDF + "type")
_LABEL = NamedNode(RDFS + "label")
_ALT_LABEL = NamedNode(SKOS + "altLabel")
_IN_SCHEME = NamedNode(SKOS + "inScheme")
_TITLE = NamedNode(DCTERMS + "title")


class GraphNames:
    """The places, concepts and sources of a store, by id or by any of their names."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def place(self, text: str) -> str:
        """The id of a place; see :meth:`kg.gazetteer.gazetteer.Gazetteer.resolve`."""
        slug = text.removeprefix(f"{ids.ID}place/")
        if self._is_a("place", slug, TIE.Place):
            return slug
        return self.gazetteer.resolve(text)

    def concept(self, scheme: str, text: str) -> str:
        """The code of a concept, from its code, its IRI or its label in any language."""
        start = f"{ids.VOC}{scheme}/"
        codes: dict[str, str] = {}
        for quad in self.store.quads_for_pattern(None, _IN_SCHEME, NamedNode(f"{ids.VOC}{scheme}")):
            iri = str(quad.subject)[1:-1]
            code = iri.removeprefix(start)
            codes.update({code: code, iri: code})
            codes.update({fold(label): code for label in self._texts(iri, _LABEL)})
        found = codes.get(text) or codes.get(fold(text))
        if found:
            return found
        near = [codes[key] for key in nearest(fold(text), codes)] or [codes[key] for key in nearest(text, codes)]
        listing = f"kg query concepts-of-scheme --scheme {scheme}"
        hint = f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else listing
        raise KgError(f"the scheme {scheme} has no concept {text!r}", hint=hint)

    def source(self, text: str) -> str:
        """The id of a source, from its id, its IRI or its whole title."""
        slug = text.removeprefix(f"{ids.ID}source/")
        if self._is_a("source", slug, TIE.Source):
            return slug
        known: dict[str, str] = {}
        for iri in self._instances(TIE.Source):
            code = iri.rsplit("/", 1)[-1]
            known[fold(code)] = code
            known.update({fold(title): code for title in self._texts(iri, _TITLE)})
        found = known.get(fold(text))
        if found:
            return found
        near = list(dict.fromkeys(known[key] for key in nearest(fold(text), known)))
        raise KgError(f"no source is called {text!r}", hint=f"did you mean {' or '.join(near)}?" if near else None)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places with all their names, read a predicate at a time: a store is fastest that way."""
        start = f"{ids.ID}place/"
        within = self._by_subject(NamedNode(TIE.within), start)
        names: dict[str, set[str]] = {iri: set() for iri in self._instances(TIE.Place)}
        for predicate in (_LABEL, _ALT_LABEL):
            for iri, found in self._by_subject(predicate, start).items():
                names.setdefault(iri, set()).update(found)
        return Gazetteer(
            [
                _place(iri.removeprefix(start), next(iter(within.get(iri, [])), "").removeprefix(start), texts)
                for iri, texts in sorted(names.items())
            ],
            [],
        )

    def _by_subject(self, predicate: NamedNode, start: str) -> dict[str, list[str]]:
        """The values of a predicate by subject, of the subjects whose IRI begins with ``start``."""
        found: dict[str, list[str]] = {}
        for quad in self.store.quads_for_pattern(None, predicate, None):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
                continue
            if subject.value.startswith(start):
                found.setdefault(subject.value, []).append(value.value)
        return found

    def _is_a(self, kind: str, slug: str, of: str) -> bool:
        if not ids.SLUG.fullmatch(slug):
            return False
        subject = NamedNode(ids.thing(kind, slug))
        return next(self.store.quads_for_pattern(subject, _TYPE, NamedNode(of)), None) is not None

    def _instances(self, of: str) -> list[str]:
        found = {str(quad.subject)[1:-1] for quad in self.store.quads_for_pattern(None, _TYPE, NamedNode(of))}
        return sorted(found)

    def _texts(self, iri: str, predicate: NamedNode) -> Iterator[str]:
        for quad in self.store.quads_for_pattern(NamedNode(iri), predicate, None):
            if isinstance(quad.object, Literal):
                yield quad.object.value


def _place(id: str, within: str, names: set[str]) -> Place:
    """A place of which only the names and the container matter here."""
    nothing = Place(id, "", "", within, "", "", "", (), "", "", "", "", "", None, None, "", (), "")
    return nothing._replace(alt_names=tuple(sorted(names)))
