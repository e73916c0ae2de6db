"""Claims: what sources state against what the graph holds, and the central claim of the article in its three tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from kg.analysis.question import Question
from kg.analysis.reports.report import word
from kg.ask.catalog import Catalog
from kg.ask.results import Table
from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, _, current
from kg.base.resources import PACKAGE, queries_dir
from kg.claims.claim import Result
from kg.claims.listing import report, report_remarks, rule_table, verdicts_told
from kg.claims.recount import claims_of, recount
from kg.graph.cache import code_of
from kg.network.attributes import read_attributes
from kg.network.views import Choice
from kg.site.portal.lists import Column, Desk, Listing, Part, To, ended
from kg.site.portal.page import Page
from kg.site.portal.sections.questions import address

if TYPE_CHECKING:
    from kg.site.portal.lists import Value
    from kg.site.portal.site import Portal

YEAR = 2022  # the survey of the article ends in it, and kg test claim judges the state of its end
_CHOICES = frozenset({"verdict", "claimant", "kindOfRemark"})
_SPARE = frozenset({"changes", "claimant", "of", "range", "asOf", "finding", "page"})


def recounted(portal: Portal) -> list[Result]:
    """All claims and remarks with their verdicts: the same in all languages."""
    return recount(portal.graph, claims_of(portal.graph))


def tested(portal: Portal) -> dict[str, Any]:
    """The tests of the central claim by language, kept with the graph; empty where they do not apply.

    They need the extra of models. Without it the page is made without them, and nothing is kept.
    """
    if not find_spec("statsmodels"):
        return {}
    found: dict[str, Any] = json.loads(portal.graph.once(_name(), lambda: json.dumps(_tests(portal))))
    return found


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    lang, desk = current(), Desk(portal, "claims.html")
    told = {claim.id: claim for claim in claims_of(portal.graph, lang)}
    results = [each._replace(claim=told[each.claim.id]) for each in portal.once(recounted)]
    stated = [each for each in results if not each.is_remark]
    parts = [
        Part(
            _("The article against the graph"),
            (ended(verdicts_told(stated, lang)),),
            (_listing(desk, "claims", _("Claims of sources, recounted"), report(stated, lang)),),
            id="stated",
        ),
        Part(
            _("Remarks of this project"),
            (_("What was noticed while reading the sources: no source claims it."),),
            (
                _listing(
                    desk,
                    "remarks",
                    _("Remarks on sources"),
                    report_remarks([each for each in results if each.is_remark], lang),
                ),
            ),
            id="noticed",
        ),
        Part(
            _("Rules of the verdicts"),
            (),
            (desk.answer("rules", rule_table(lang), _("Rules, fixed before the numbers")),),
            id="by-which-rules",
        ),
    ]
    if found := portal.once(tested).get(lang):
        table = Table(found["columns"], found["rows"], found["headings"], spare=found["spare"])
        notes = tuple(map(ended, found["notes"]))
        parts.insert(1, Part(found["title"], notes, (desk.answer("tests", table, _("The tests")),), id="central"))
    says = _(
        "What sources state, held against this graph: which numbers agree, which do not, and what would change that."
    )
    yield desk.page(_("Claims"), says, parts, "claims")


def _listing(desk: Desk, name: str, caption: str, table: Table) -> Listing:
    columns = tuple(
        Column(
            key,
            heading,
            "choice" if key in _CHOICES else "number" if key in ("stated", "of", "graph", "asOf") else "text",
            key in _SPARE,
        )
        for key, heading in zip(table.columns, table.headings, strict=True)
    )
    listing = desk.answer(name, table, caption)
    rows = [
        tuple(_linked(desk, key, value, shown) for key, value, shown in zip(table.columns, plain, row, strict=True))
        for plain, row in zip(table.rows, listing.rows, strict=True)
    ]
    return listing._replace(columns=columns, rows=rows)


def _linked(desk: Desk, key: str, value: object, shown: Value) -> Value:
    if key == "source":
        return desk.to(ids.thing("source", str(value)), str(value))
    if key == "query" and value:
        question = Catalog().find(str(value).rpartition("/")[2])
        return To(question.tell("summary", current()), desk.links.to(address(question.name)))
    return shown


@cache
def _name() -> str:
    """A name that changes with the code and the texts behind the tests."""
    rooms = ("network", "analysis", "analysis/hypotheses", "analysis/reports")
    files = [file for room in rooms for file in sorted((PACKAGE / room).glob("*.*")) if file.is_file()]
    return f"claim-{code_of(*files, *sorted((queries_dir() / 'network').glob('*.rq')))}.json"


def _tests(portal: Portal) -> dict[str, Any]:
    from kg.analysis.hypotheses.verdict import claim  # noqa: PLC0415 (statsmodels is slow to import)
    from kg.analysis.reports.claim import of_verdict  # noqa: PLC0415 (as that)
    from kg.analysis.reports.hypotheses import of_country  # noqa: PLC0415 (as that)

    question = Question(portal.network, read_attributes(portal.graph), Choice(("sister",), YEAR))
    try:
        verdict = claim(of_country(question))
    except KgError:
        return {}  # ties of other countries than two, or too few
    found = {}
    for lang in LANGUAGES:
        made = of_verdict(verdict, question._replace(lang=lang))
        found[lang] = {
            "columns": made.columns, "headings": made.headings(lang), "rows": made.rows, "notes": made.notes,
            "spare": [key for key in made.columns if key in ("p-permuted", "least-shown", "note", "p")],
            "title": word("claim", lang, "captions"),
        }  # fmt: skip
    return found
