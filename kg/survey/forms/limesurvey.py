"""The questionnaire as LimeSurvey's tab-separated survey structure, which it imports under "Import a survey".

The form is that of https://www.limesurvey.org/manual/Tab_Separated_Value_survey_structure: settings first, then all
groups, questions and answers once a language. It numbers what it imports itself and finds translations by names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html import escape

from kg.base.languages import LANGUAGES, TAGS
from kg.survey.forms.study import Study, asked, how
from kg.survey.instrument import Instrument, Item, brief, plain

_COLUMNS = ("class", "type/scale", "name", "relevance", "text", "help", "language", "mandatory", "other")
_ATTRIBUTES = ("exclude_all_others", "date_format")
_TYPES = {"text": "S", "place": "S", "date": "D", "many": "M"}  # of what is no list to choose one from, L
_LONG_TEXT = "T"
_AGREED = 'consent.NAOK == "yes"'
# One group a page; what tells who answered from where is not kept.
_SETTINGS = {"format": "G", "anonymized": "Y", "datestamp": "N", "ipaddr": "N", "refurl": "N"}
_ISO_DATES = "6"  # LimeSurvey's number of the form 2027-03-15


def limesurvey(instrument: Instrument, study: Study, lang: str) -> bytes:
    """The file in UTF-8 with a byte order mark, as LimeSurvey itself writes it; ``lang`` is the base language."""
    order = (lang, *(each for each in LANGUAGES if each != lang))
    made = io.StringIO()
    writer = csv.DictWriter(made, (*_COLUMNS, *_ATTRIBUTES), delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    others = " ".join(TAGS[each] for each in order[1:])
    for name, text in {"language": TAGS[lang], "additional_languages": others, **_SETTINGS}.items():
        writer.writerow({"class": "S", "name": name, "text": text})
    for each in order:
        writer.writerows(row | {"language": TAGS[each]} for row in _around(instrument, study, each))
    for each in order:
        writer.writerows(row | {"language": TAGS[each]} for row in _asked(instrument, each, base=each == lang))
    return made.getvalue().encode("utf-8-sig")


def _around(instrument: Instrument, study: Study, lang: str) -> Iterator[dict[str, str]]:
    welcome = (instrument.texts["intro"][lang], instrument.texts["order"][lang], *study.consent(instrument, lang))
    texts = {
        "surveyls_title": _html(study.titled(instrument, lang)),
        "surveyls_welcometext": "".join(f"<p>{_html(text)}</p>" for text in welcome),
        "surveyls_endtext": _html(instrument.texts["thanks"][lang]),
        "surveyls_dateformat": _ISO_DATES,
    }
    return ({"class": "SL", "name": name, "text": text} for name, text in texts.items())


def _asked(instrument: Instrument, lang: str, *, base: bool) -> Iterator[dict[str, str]]:
    titles = (instrument.texts["head"], *instrument.questions)
    for number, title in enumerate(titles):
        # LimeSurvey counts groups from 1: it takes 0 for no number.
        yield {
            "class": "G",
            "type/scale": str(number + 1),
            "name": title[lang],
            "relevance": _AGREED if number else "1",
        }
        after_consent = False
        for item in (each for each in instrument.items if each.question == number):
            yield from _item(instrument, item, lang, base=base, after_consent=after_consent)
            after_consent = after_consent or item.name == "consent"


def _item(
    instrument: Instrument, item: Item, lang: str, *, base: bool, after_consent: bool
) -> Iterator[dict[str, str]]:
    conditions = [_AGREED] * after_consent
    conditions += [f'{plain(item.only_with)}.NAOK == "yes"'] if item.only_with else []
    attributes = {}
    if base and item.kind == "date":
        attributes["date_format"] = "yyyy-mm-dd"
    if base and item.kind == "many":
        attributes["exclude_all_others"] = ";".join(brief(code) for code in item.choices if code in item.exclusive)
    yield {
        "class": "Q",
        "type/scale": _LONG_TEXT if item.kind == "text" and item.question else _TYPES.get(item.kind, "L"),
        "name": plain(item.name),
        "relevance": " and ".join(conditions) or "1",
        "text": _html(asked(instrument, item, lang)),
        "help": _html(how(instrument, item, lang)),
        "mandatory": "Y" if item.required else "N",
        "other": "N",
        **attributes,
    }
    for code, said in item.choices.items():
        label = _html("– " * item.depth(code) + said[lang])
        if item.kind == "many":
            yield {"class": "SQ", "name": brief(code), "relevance": "1", "text": label}
        else:
            yield {"class": "A", "type/scale": "0", "name": brief(code), "text": label}


def _html(text: str) -> str:
    return escape(" ".join(text.split()), quote=False)
