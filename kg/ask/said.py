"""What an answer is the answer to: the question, with the value of every parameter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from kg.ask.catalog import Question
from kg.ask.labels import word
from kg.ask.parameters import Names, Parameter
from kg.ask.results import Answer, Table
from kg.ask.tokens import blocks
from kg.base.languages import _, listed, speaking

Label = Callable[[str, str], str]
_OF_THINGS = frozenset({"place", "source", "concept", "thing"})


class Asked(NamedTuple):
    """A question with what was given to it, and the SPARQL that asks it in a language."""

    question: Question
    given: Mapping[str, Sequence[str]]
    text: str
    lang: str

    def title(self, label: Label) -> str:
        """What the answer answers; see :func:`title`."""
        return title(self.question, self.given, self.text, self.lang, label)

    def told(self, answer: Answer, label: Label) -> Answer:
        """The answer under the headings of the question, with its title."""
        made = headed(answer, self.question, self.lang)
        if isinstance(made, Table):
            made.title = self.title(label)
        return made


def asked(question: Question, given: Mapping[str, Sequence[str]], names: Names, lang: str) -> Asked:
    """The question with the values given, checked; one that speaks a language is asked in ``lang``.

    Raises :class:`KgError` for a parameter or a value that it does not take, with the nearest that it does.
    """
    values = {name: texts for name, texts in given.items() if texts}
    if lang != "en" and any(each.name == "lang" for each in question.parameters):
        values.setdefault("lang", (lang,))
    return Asked(question, values, question.filled(values, names), lang)


def title(question: Question, given: Mapping[str, Sequence[str]], text: str, lang: str, label: Label) -> str:
    """The summary of a question with its values, those that nobody gave marked as defaults.

    ``text`` is the SPARQL that is asked; ``label`` gives the label of a thing by its IRI and a language.

    >>> from kg.ask.catalog import Catalog
    >>> asked = Catalog().find("are-sisters")
    >>> title(asked, {"place": ["Хабаровск"]}, asked.text, "en", lambda iri, lang: iri.rpartition("/")[2])
    'Whether two places are sisters — place: ru-khabarovsk, partner: cn-harbin (default)'
    """
    summary = question.tell("summary", lang)
    asked = {block.variable: block.values for block in blocks(text)}
    with speaking(lang):
        values = [
            _("{name}: {value}").format(
                name=word("parameters", each.name, lang),
                value=_value(each, given.get(each.name), asked.get(each.name, ()), lang, label),
            )
            for each in question.parameters
            if each.name != "lang"
        ]
        told = _("{summary} — {values}").format(summary=summary or question.name, values=_(", ").join(values))
        return told if values else summary


def headed(answer: Answer, question: Question, lang: str) -> Answer:
    """An answer to a question under the question's headings in a language."""
    if not isinstance(answer, Table) or not question.headed:
        return answer
    made = answer.headed(question.columns, question.headings(lang))
    named = zip(question.columns, question.headings("en"), strict=True)
    made.spare |= {column for column, heading in named if heading.endswith("(id)")}
    return made


def is_about_defaults(question: Question, given: Collection[str]) -> bool:
    """True where nobody said which thing the question is about, so that its default was asked.

    >>> from kg.ask.catalog import Catalog
    >>> is_about_defaults(Catalog().find("partners-of-place"), {"place"})
    False
    """
    return any(
        each.type in {*_OF_THINGS, "text"} and not each.several and not each.is_optional and each.name not in given
        for each in question.parameters
    )


def _value(parameter: Parameter, given: Sequence[str] | None, terms: Sequence[str], lang: str, label: Label) -> str:
    if given is None and parameter.is_optional:
        return _("any")
    if parameter.type in _OF_THINGS:
        shown = [label(term.strip("<>"), lang) for term in terms]
    else:
        shown = list(given) if given is not None else [parameter.shown_default]
    value = listed(shown)
    return value if given is not None else _("{value} (default)").format(value=value)
