"""What a question asks, in words, and the SPARQL that asks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.ask.catalog import Question
from kg.ask.labels import word
from kg.ask.results import Table
from kg.base.languages import N_, _, listed, speaking, translated

_LISTING = (N_("Name of the question"), N_("Question"), N_("Tags"), N_("Parameters"))


def explanation(question: Question, given: Mapping[str, Sequence[str]], text: str, lang: str) -> str:
    """The question in words as comments, its parameters as they stand, and the final SPARQL.

    The whole is a query that runs as it is.

    >>> from kg.ask.catalog import Catalog
    >>> hubs = Catalog().find("hubs")
    >>> print(explanation(hubs, {}, "ASK {}", "en").splitlines()[0])
    # Which places are hubs, by themselves and with their cities?
    """
    lines = [question.tell("question", lang), question.tell("description", lang)]
    with speaking(lang):
        if question.parameters:
            lines.append(_("Parameters:"))
        for each in question.parameters:
            value = ", ".join(given.get(each.name, ())) or each.shown_default or _("any")
            lines.append(f"  {each.name} = {value}")
        if question.columns:
            named = zip(question.headings(lang), question.columns, strict=True)
            columns = [_("{heading} (?{column})").format(heading=heading, column=column) for heading, column in named]
            lines.append(_("Columns: {columns}").format(columns=listed(columns)))
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


def listing(questions: Sequence[Question], lang: str, *, for_people: bool = False) -> Table:
    """The catalogue as a table: name, summary, tags and parameters.

    A program gets the tags as they are written; people get what they are called.

    >>> from kg.ask.catalog import Catalog
    >>> listing([Catalog().find("hubs")], "zh", for_people=True).rows[0][1:3]
    ('网络枢纽', '网络、统计、供研究者')
    """
    columns = ("name", "summary", "tags", "parameters")
    rows = []
    for question in questions:
        tags = " ".join(question.tags)
        if for_people:
            with speaking(lang):
                tags = listed([word("tags", tag, lang) for tag in question.tags])
        parameters = " ".join(each.name for each in question.parameters)
        rows.append([question.name, question.tell("summary", lang), tags, parameters])
    return Table(columns, rows).headed(columns, [translated(heading, lang) for heading in _LISTING])
