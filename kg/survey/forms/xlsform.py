"""The questionnaire as an XLSForm, the workbook that KoboToolbox, ODK and their like read: https://xlsform.org/."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from openpyxl import Workbook

from kg.base.languages import LANGUAGES
from kg.formats.workbook import add_sheet, save
from kg.survey.forms.study import Study, asked, how
from kg.survey.instrument import Instrument, Item, Said

_NAMES = {"ru": "Русский (ru)", "zh": "中文 (zh)", "en": "English (en)"}
_TOLD = tuple(f"{what}::{_NAMES[lang]}" for what in ("label", "hint", "constraint_message") for lang in LANGUAGES)
_SURVEY = ("type", "name", *_TOLD, "required", "relevant", "constraint", "appearance")
_CHOICES = ("list_name", "name", *_TOLD[: len(LANGUAGES)])
_SETTINGS = ("form_title", "form_id", "version", "default_language")
_TYPES = {"text": "text", "place": "text", "date": "date", "many": "select_multiple"}  # of what is no select_one


def xlsform(instrument: Instrument, study: Study, lang: str) -> bytes:
    """The workbook: sheets of questions, choices and settings; ``lang`` is the language that it opens in."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_sheet(book, "survey", _SURVEY, _rows(_SURVEY, _survey(instrument, study)))
    add_sheet(book, "choices", _CHOICES, _rows(_CHOICES, _choices(instrument)))
    title = study.titled(instrument, lang)
    add_sheet(book, "settings", _SETTINGS, [(title, "expert-survey", instrument.version, _NAMES[lang])])
    made = io.BytesIO()
    save(book, made)
    return made.getvalue()


def _rows(columns: tuple[str, ...], rows: Iterator[Mapping[str, str]]) -> Iterator[list[str]]:
    return ([row.get(column, "") for column in columns] for row in rows)


def _survey(instrument: Instrument, study: Study) -> Iterator[dict[str, str]]:
    texts = instrument.texts
    opening = {lang: f"{texts['intro'][lang]}\n\n{texts['order'][lang]}" for lang in LANGUAGES}
    yield _note("opening", opening)
    yield _note("consent", {lang: "\n\n".join(study.consent(instrument, lang)) for lang in LANGUAGES})
    after_consent = False
    for item in instrument.items:
        conditions = ["${consent} = 'yes'"] * after_consent
        conditions += [f"${{{item.only_with}}} = 'yes'"] if item.only_with else []
        constraint, message = _constraint(item)
        yield {
            "type": f"{_TYPES.get(item.kind, 'select_one')} {_list(item)}".strip(),
            "name": item.name,
            **_told("label", {lang: asked(instrument, item, lang) for lang in LANGUAGES}),
            **_told("hint", {lang: how(instrument, item, lang) for lang in LANGUAGES}),
            **_told("constraint_message", texts[message] if message else {}),
            "required": "yes" if item.required else "",
            "relevant": " and ".join(conditions),
            "constraint": constraint,
            "appearance": "multiline" if item.kind == "text" and item.question else "",
        }
        after_consent = after_consent or item.name == "consent"
    yield _note("thanks", texts["thanks"])


def _note(name: str, said: Said) -> dict[str, str]:
    return {"type": "note", "name": f"note_{name}", **_told("label", said)}


def _told(what: str, said: Said) -> dict[str, str]:
    return {f"{what}::{_NAMES[lang]}": text for lang, text in said.items()}


def _list(item: Item) -> str:
    return "yesno" if item.kind == "yesno" else item.name if item.choices else ""


def _constraint(item: Item) -> tuple[str, str]:
    """What an answer must fulfil, and the text that says so."""
    if item.kind == "date":
        return ". <= today()", "later"
    if item.kind != "many" or not item.exclusive:
        return "", ""
    alone = " or ".join(f"selected(., '{code}')" for code in item.choices if code in item.exclusive)
    return f"not(({alone}) and count-selected(.) > 1)", "alone"


def _choices(instrument: Instrument) -> Iterator[dict[str, str]]:
    for item in {_list(item): item for item in instrument.items if item.choices}.values():
        for code, said in item.choices.items():
            # A program shows the choices as one list, so dashes show what stands under what.
            dashes = "– " * item.depth(code)
            labels = {lang: f"{dashes}{text}" for lang, text in said.items()}
            yield {"list_name": _list(item), "name": code, **_told("label", labels)}
