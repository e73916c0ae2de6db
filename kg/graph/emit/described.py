"""A record as properties of one thing: which predicate says which column; the kind of a column says how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from kg.base.languages import LANGUAGES
from kg.gather.corpus import Corpus
from kg.graph import rdf
from kg.graph.emit import vocabulary as v
from kg.graph.emit.wording import in_words
from kg.schema.columns import Column
from kg.schema.records import TABLES

# By the column, a term or the name of one of ours; ``name_*`` stands for the columns of all languages.
Said = Mapping[str, str]
More = Callable[[str, Any], Iterable[rdf.Pair]]  # what else a record of a folder says
Lines = Callable[[str, Any], list[str]]  # of a folder and a record
Form = Callable[[Any], str]

_IN_ALL: Said = {"source": "statedIn", "sources": "statedIn", "note": v.NOTE}
_SEVERAL = frozenset({"list", "list-of-codes", "sources"})
_FORMS: Mapping[str, Form] = {
    "text": rdf.tagged, "list": rdf.tagged, "date": rdf.date, "year": rdf.integer, "integer": rdf.integer,
    "decimal": rdf.decimal, "latitude": rdf.decimal, "longitude": rdf.decimal,
    **dict.fromkeys(("source", "sources"), partial(rdf.thing, "source")), "place": partial(rdf.thing, "place"),
}  # fmt: skip


def _nothing(folder: str, record: Any) -> Iterable[rdf.Pair]:
    return ()


def blocks(corpus: Corpus, kind: str, type_: str, said: Said, more: More = _nothing) -> Iterator[str]:
    """Blocks of all records of a kind, in order."""
    slug, lines = TABLES[kind].slug, lines_of(corpus, kind, type_, said, more)
    return rdf.in_order(corpus.records(kind), lambda item: slug(item[1]), lambda item: lines(*item))


def lines_of(corpus: Corpus, kind: str, type_: str, said: Said, more: More = _nothing) -> Lines:
    """What makes the lines of one record of a folder.

    Sources, notes and locators are said alike in all kinds. A cell that holds nothing says nothing.
    """
    table, typed = TABLES[kind], [(v.A, v.TIE_TERMS[type_])] if type_ else []
    ways = list(_ways(table.columns, {**_IN_ALL, **said}))
    has_locator = "locator" in table.columns

    def lines(folder: str, record: Any) -> list[str]:
        pairs = [*typed, *more(folder, record)]
        for column, predicate, form, is_list in ways:
            value = getattr(record, column)
            if is_list:
                pairs += [(predicate, form(each)) for each in value]
            elif value is not None and value != "":
                pairs.append((predicate, form(value)))
        if has_locator:
            pairs += in_words(v.TIE_TERMS["locator"], record.locator, corpus.translations[folder])
        return rdf.block(rdf.thing(table.thing, table.slug(record)), rdf.graph(folder), pairs)

    return lines


def _ways(columns: Mapping[str, Column], said: Said) -> Iterator[tuple[str, str, Form, bool]]:
    """For each column that is said its name, the predicate, the form, and whether a cell holds several values."""
    for name, term in said.items():
        predicate = term if term.startswith("<") else v.TIE_TERMS[term]
        if name.endswith("*"):
            yield from ((name[:-1] + lang, predicate, partial(rdf.text, lang=lang), False) for lang in LANGUAGES)
        elif name in columns:
            yield name, predicate, _form(columns[name]), columns[name].kind in _SEVERAL


def _form(column: Column) -> Form:
    if column.kind in {"code", "list-of-codes"}:
        return partial(rdf.concept, column.of)
    return partial(rdf.thing, TABLES[column.of].thing) if column.kind == "id" else _FORMS[column.kind]
