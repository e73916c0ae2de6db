"""The results as rows for a reader of one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.ask.results import Table, Value
from kg.base.languages import N_, decimal, listed, pick, translated
from kg.claims.changes import smallest_change
from kg.claims.claim import Fact, Result, Verdict
from kg.claims.stated import read_rules

VERDICTS: Mapping[Verdict, str] = {
    "agrees": N_("agrees"), "partly": N_("partly"), "differs": N_("differs"), "not-testable": N_("not testable"),
}  # fmt: skip
CLAIMANTS: Mapping[str, str] = {
    "author": N_("the author of the source"), "expert": N_("named experts"), "survey": N_("the experts together"),
    "remark": N_("a remark of this project"),
}  # fmt: skip
COLUMNS = (
    N_("claim"), N_("verdict"), N_("why"), N_("changes"), N_("source"), N_("page"), N_("where"), N_("claimant"),
    N_("stated"), N_("of"), N_("graph"), N_("range"), N_("asOf"), N_("query"), N_("finding"),
)  # fmt: skip
KINDS: Mapping[str, str] = {
    "inconsistency": N_("inconsistency"), "gap": N_("gap"), "conflict": N_("conflict of sources"), "guess": N_("guess"),
}  # fmt: skip
REMARK_COLUMNS = (
    N_("remark"), N_("kindOfRemark"), N_("why"), N_("source"), N_("page"), N_("where"), N_("stated"), N_("of"),
    N_("graph"), N_("query"), N_("finding"),
)  # fmt: skip


def report(results: Iterable[Result], lang: str = "en") -> Table:
    """One row a claim, what matters most first: the verdict, why, what would change it, and where to check it."""
    return _table(COLUMNS, results, lang)


def report_remarks(results: Iterable[Result], lang: str = "en") -> Table:
    """One row a remark of this project on its sources: its kind, and what a recount adds to it."""
    return _table(REMARK_COLUMNS, results, lang)


def verdicts_told(results: Iterable[Result], lang: str = "en") -> str:
    """How many claims have each verdict, in one line."""
    found = Counter(result.verdict for result in results)
    return listed((f"{translated(told, lang)} {found[verdict]}" for verdict, told in VERDICTS.items()), lang)


def _table(columns: Sequence[str], results: Iterable[Result], lang: str) -> Table:
    rows = [[cells[name] for name in columns] for cells in (_cells(result, lang) for result in results)]
    return Table(columns, rows, [translated(name, lang) for name in columns])


def _cells(result: Result, lang: str) -> dict[str, Value]:
    claim = result.claim
    text = pick(claim.texts, lang)
    return {
        "claim": text,
        "remark": text,
        "kindOfRemark": translated(KINDS.get(claim.kind, claim.kind), lang),
        "verdict": translated(VERDICTS[result.verdict], lang),
        "why": why(result, lang),
        "changes": changes(result, lang) or None,
        "source": claim.source,
        "page": claim.page or None,
        "where": claim.locator,
        "claimant": translated(CLAIMANTS[result.claimant], lang),
        "stated": whole(claim.value),
        "of": whole(claim.base),
        "graph": _found(result, lang),
        "range": _range(result, lang),
        "asOf": result.method.as_of,
        "query": claim.query,
        "finding": claim.id,
    }


def why(result: Result, lang: str) -> str:
    """The sentence that explains a verdict, with the facts of this graph in it."""
    facts = {name: said(value, lang) for name, value in result.measured.facts.items()}
    return translated(result.method.why, lang).format_map(_Facts(facts))


def changes(result: Result, lang: str) -> str:
    """The sentence that says what would change a verdict."""
    text, n, verdict = smallest_change(result)
    facts = {name: said(value, lang) for name, value in result.measured.facts.items()}
    facts |= {"n": str(n), "verdict": translated(VERDICTS[verdict], lang) if verdict else ""}
    return translated(text, lang).format_map(_Facts(facts)) if text else ""


class _Facts(dict[str, str]):
    """Facts by name; one that this graph does not have is a dash."""

    def __missing__(self, name: str) -> str:
        return "–"


def said(value: Fact, lang: str) -> str:
    """A fact as a reader of a language writes it.

    >>> said(122.0, "en"), said(3.156, "ru"), said("1988", "zh")
    ('122', '3,2', '1988')
    """
    value = whole(value) or 0
    if isinstance(value, float):
        return decimal(f"{value:.1f}", lang)
    return str(value)


def whole(value: Value) -> Value:
    """A number without a decimal part as an integer, another one to two places.

    >>> whole(122.0), whole(2.05967), whole(None)
    (122, 2.06, None)
    """
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 2)
    return value


def _found(result: Result, lang: str) -> Value:
    """What the graph says: a number, or the codes of a ranking in words."""
    value, named = result.measured.value, result.method.named
    if not named or not isinstance(value, str):
        return whole(value)
    return listed((translated(named.get(code, code), lang) for code in value.split(", ")), lang)


def _range(result: Result, lang: str) -> str | None:
    least, most = result.measured.least, result.measured.most
    if least is None or most is None or least == most:
        return None
    return decimal(f"{whole(least)}–{whole(most)}", lang)


def rule_table(lang: str = "en") -> Table:
    """The rules with what each says."""
    rows = [(name, translated(said, lang)) for name, said in read_rules().items()]
    return Table((N_("rule"), N_("says")), rows, [translated("rule", lang), translated("says", lang)])
