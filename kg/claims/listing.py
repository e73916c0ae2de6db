"""The results as rows for a reader of one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.ask.results import Table, Value
from kg.base.languages import N_, decimal, listed, pick, translated
from kg.claims.claim import Fact, Result
from kg.claims.stated import read_rules

VERDICTS: Mapping[str, str] = {"agrees": N_("agrees"), "differs": N_("differs"), "not-testable": N_("not testable")}
COLUMNS = (
    N_("claim"), N_("verdict"), N_("why"), N_("source"), N_("page"), N_("where"), N_("stated"), N_("of"), N_("graph"),
    N_("range"), N_("asOf"), N_("query"), N_("finding"),
)  # fmt: skip


def report(results: Iterable[Result], lang: str = "en") -> Table:
    """One row a claim, what matters most first: the verdict, one sentence why, and where to check it."""
    return Table(COLUMNS, [_row(result, lang) for result in results], [translated(name, lang) for name in COLUMNS])


def _row(result: Result, lang: str) -> list[Value]:
    claim = result.claim
    return [
        pick(claim.texts, lang),
        translated(VERDICTS[result.verdict], lang),
        why(result, lang),
        claim.source,
        claim.page or None,
        claim.locator,
        whole(claim.value),
        whole(claim.base),
        _found(result, lang),
        _range(result, lang),
        result.method.as_of,
        claim.query,
        claim.id,
    ]


def why(result: Result, lang: str) -> str:
    """The sentence that explains a verdict, with the facts of this graph in it."""
    facts = {name: said(value, lang) for name, value in result.measured.facts.items()}
    return translated(result.method.why, lang).format_map(_Facts(facts))


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
