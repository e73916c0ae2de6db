"""What a question asks, in words, and the SPARQL that asks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kg.ask.catalog import Question
from kg.ask.engine import PREFIXES
from kg.ask.labels import word
from kg.ask.results import Table
from kg.ask.tokens import declarations, tokens
from kg.base import ids
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


def terms_named(text: str, label: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """The terms, places and other things that a query names: as it names them, their IRIs, and what they are called.

    >>> terms_named("ASK { ?s a tie:Place ; skos:note 'tie:Tie' }", lambda iri: iri.rpartition("#")[2])
    [('tie:Place', 'https://w3id.org/interregional-ties/ont#Place', 'Place')]
    """
    known, found = PREFIXES | declarations(text), dict[str, str]()
    for token in tokens(text):
        prefix, _colon, rest = token.text.partition(":")
        if token.kind == "name" and rest and prefix in known:
            found[token.text] = known[prefix] + rest
        elif token.kind == "iri":
            found[token.text] = token.text[1:-1]
    named = (
        (name, iri, label(iri)) for name, iri in found.items() if iri.startswith(ids.BASE) and iri not in known.values()
    )
    return [each for each in named if each[2]]


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
