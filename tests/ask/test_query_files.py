"""Every query file is SPARQL 1.1 as it stands, for strict parsers that know no prefix before they read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kg.ask.catalog import read_question
from kg.ask.engine import PREFIXES
from kg.ask.tokens import prefixes
from kg.base.errors import KgError

ROOT = Path(__file__).parents[2]
OTHERS = sorted((ROOT / "kg").rglob("*.rq"))
FILES = [*sorted((ROOT / "queries").rglob("*.rq")), *OTHERS]
_DECLARATION = re.compile(r"^PREFIX [\w-]*: <[^>]*>\n", re.MULTILINE)

_NAMED = re.compile(r"^(?:@prefix|PREFIX) ([\w-]+): <([^>]*)>", re.MULTILINE)


def faults(text: str, *, with_rdflib: bool = True) -> Iterator[str]:
    """What strict parsers have against a query, and the prefixes that it declares for nothing.

    rdflib takes a tenth of a second for a query; those of the catalogue it reads when test_engines.py asks them.
    """
    try:
        Store().query(text)
        if with_rdflib:
            translateQuery(parseQuery(text))
    except Exception as error:  # noqa: BLE001 (rdflib raises a bare Exception for an unknown prefix)
        yield str(error)
    declared, used = prefixes(text)[0], prefixes(_DECLARATION.sub("", text))[1]
    yield from (f"{prefix}: is declared and not used" for prefix in sorted(declared - set(used)))


@pytest.mark.whole
def test_a_query_file_runs_in_strict_tools_and_declares_what_it_uses_and_nothing_else() -> None:
    found = {path.name: [*faults(path.read_text(encoding="utf-8"), with_rdflib=path in OTHERS)] for path in FILES}
    assert not {name: why for name, why in found.items() if why}


@pytest.mark.parametrize(
    "text", ["ASK { ?s a tie:Place }", "PREFIX e: <http://e.org/>\nASK { ?s ?p 1 }", "ASK { ?s ?p }"]
)
def test_the_lint_sees_what_it_is_for(text: str) -> None:
    assert [*faults(text)]


def test_a_file_that_leaves_a_usual_prefix_undeclared_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("ASK { ?s a tie:Place }", encoding="utf-8")
    with pytest.raises(KgError, match="uses the prefix tie: and does not declare it"):
        read_question(path)


def test_a_prefix_means_one_address_in_every_query_and_every_file_of_the_ontology() -> None:
    found: dict[str, set[str]] = {prefix: {address} for prefix, address in PREFIXES.items()}
    for path in [*FILES, *sorted((ROOT / "ontology").rglob("*.ttl"))]:
        for prefix, address in _NAMED.findall(path.read_text(encoding="utf-8")):
            found.setdefault(prefix, set()).add(address)
    assert not {prefix: addresses for prefix, addresses in found.items() if len(addresses) > 1}
