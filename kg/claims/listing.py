"""The results as rows for a reader of one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.ask.results import Table, Value
from kg.base.languages import pick
from kg.claims.claim import Fact, Result
from kg.claims.rules import RULES

VERDICTS: Mapping[str, Mapping[str, str]] = {
    "agrees": {"en": "agrees", "ru": "совпадает", "zh": "相符"},
    "differs": {"en": "differs", "ru": "расходится", "zh": "不符"},
    "not-testable": {"en": "not testable", "ru": "не проверяется", "zh": "无法检验"},
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "en": ("claim", "stated", "of", "graph", "verdict", "why", "range", "asOf", "query", "source", "finding"),
    "ru": (
        "утверждение",
        "в источнике",
        "из",
        "в графе",
        "вывод",
        "почему",
        "пределы",
        "на год",
        "запрос",
        "источник",
        "запись",
    ),
    "zh": ("论断", "原文", "基数", "图中", "结论", "说明", "范围", "截至", "查询", "来源", "编号"),
}


def report(results: Iterable[Result], lang: str = "en") -> Table:
    """One row a claim: what is stated, what the graph says, the verdict, one sentence why, and the query."""
    return Table(COLUMNS[lang], [_row(result, lang) for result in results])


def _row(result: Result, lang: str) -> list[Value]:
    claim, method, *_ = result
    return [
        pick(claim.texts, lang),
        whole(claim.value),
        whole(claim.base),
        _found(result, lang),
        VERDICTS[result.verdict][lang],
        why(result, lang),
        _range(result),
        method.as_of,
        claim.query,
        claim.source,
        claim.id,
    ]


def why(result: Result, lang: str) -> str:
    """The sentence that explains a verdict, with the facts of this graph in it."""
    facts = {name: said(value, lang) for name, value in result.measured.facts.items()}
    return pick(result.method.why, lang).format_map(_Facts(facts))


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
        text = f"{value:.1f}"
        return text.replace(".", ",") if lang == "ru" else text
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
    return ("、" if lang == "zh" else ", ").join(pick(named.get(code, {}), lang) or code for code in value.split(", "))


def _range(result: Result) -> str | None:
    least, most = result.measured.least, result.measured.most
    if least is None or most is None or least == most:
        return None
    return f"{whole(least)}–{whole(most)}"


def rule_table() -> Table:
    """The rules with what each says, as their own documentation has it."""
    return Table(["rule", "says"], [(name, _said(rule.__doc__)) for name, rule in RULES.items()])


def _said(text: str | None) -> str:
    return " ".join((text or "").partition(">>>")[0].split())
