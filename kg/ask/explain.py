"""What a question asks, in words, and the SPARQL that asks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.ask.catalog import Question
from kg.ask.results import Table

_WORDS = {
    "en": ("Parameters", "anything", "Columns"),
    "ru": ("Параметры", "любое значение", "Столбцы"),
    "zh": ("参数", "不限", "列"),
}


def explanation(question: Question, given: Mapping[str, Sequence[str]], text: str, lang: str) -> str:
    """The question in words as comments, its parameters as they stand, and the final SPARQL.

    The whole is a query that runs as it is.

    >>> from kg.ask.catalog import Catalog
    >>> hubs = Catalog().find("hubs")
    >>> print(explanation(hubs, {}, "ASK {}", "en").splitlines()[0])
    # Which places are hubs, by themselves and with their cities?
    """
    parameters, anything, columns = _WORDS[lang]
    lines = [question.tell("question", lang), question.tell("description", lang)]
    if question.parameters:
        lines.append(f"{parameters}:")
        for each in question.parameters:
            value = ", ".join(given.get(each.name, ())) or each.shown_default or anything
            lines.append(f"  {each.name} = {value}")
    if question.columns:
        lines.append(f"{columns}: {', '.join(question.columns)}")
    comments = [
        f"# {' '.join(line.splitlines())}" if not line.startswith(" ") else f"#{line}" for line in lines if line
    ]
    return "\n".join([*comments, "", sparql_of(text), ""])


def sparql_of(text: str) -> str:
    r"""A query without its header.

    >>> sparql_of("#+ summary: Any\n\nASK {}\n")
    'ASK {}'
    """
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip("\n")


def listing(questions: Sequence[Question], lang: str) -> Table:
    """The catalogue as a table: name, summary, tags and parameters.

    >>> from kg.ask.catalog import Catalog
    >>> listing([Catalog().find("hubs")], "zh").rows[0][1]
    '枢纽地方'
    """
    return Table.of(
        ["name", "summary", "tags", "parameters"],
        [
            [
                question.name,
                question.tell("summary", lang),
                " ".join(question.tags),
                " ".join(each.name for each in question.parameters),
            ]
            for question in questions
        ],
    )
