"""Who asks: what stands in the title and the consent text of every form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.survey.instrument import Instrument, Item

_BLANK = "_" * 30  # to be filled in by hand


class Study(NamedTuple):
    """The title of a survey, empty for that of the questionnaire; who holds it; where one asks."""

    title: str = ""
    organisation: str = ""
    contact: str = ""

    def titled(self, instrument: Instrument, lang: str) -> str:
        """The title in a language; one that was given stays as it is."""
        return self.title or instrument.title[lang]

    def consent(self, instrument: Instrument, lang: str) -> Iterator[str]:
        """The paragraphs of the consent text; what nobody gave is left blank."""
        for key, said in instrument.consent.items():
            if key != "heading":
                yield said[lang].format(organisation=self.organisation or _BLANK, contact=self.contact or _BLANK)


def asked(instrument: Instrument, item: Item, lang: str) -> str:
    """The words of an item, the first of a question with the number of the question.

    >>> questionnaire = Instrument.bundled()
    >>> asked(questionnaire, questionnaire["post"], "en"), asked(questionnaire, questionnaire["experience"], "ru")[:16]
    ('1) What post do you hold?', 'Сколько лет Вы з')
    """
    if not item.question or item is not next(each for each in instrument.items if each.question == item.question):
        return item.says[lang]
    return f"{item.question}{'、' if lang == 'zh' else ') '}{item.says[lang]}"  # "1. " begins a list in Markdown


def how(instrument: Instrument, item: Item, lang: str) -> str:
    """How to answer an item: its own hint, else that of its kind.

    >>> questionnaire = Instrument.bundled()
    >>> how(questionnaire, questionnaire["spheres"], "en")
    'Tick all that apply. If a group fits as a whole, tick its name.'
    """
    keys = {"one": ("one",), "language": ("one",), "many": ("many", "groups")}.get(item.kind, ())
    return item.hint.get(lang) or ("" if lang == "zh" else " ").join(instrument.texts[key][lang] for key in keys)
