"""All files of a new survey by their names."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from kg.base.errors import KgError
from kg.base.languages import LANGUAGES
from kg.formats.documents.document import Document
from kg.survey.forms.documents import codebook, consent, questionnaire
from kg.survey.forms.limesurvey import limesurvey
from kg.survey.forms.study import Study
from kg.survey.forms.workbook import answers_csv, answers_workbook
from kg.survey.forms.xlsform import xlsform
from kg.survey.instrument import Instrument, brief, plain

_PRINTED = {"questionnaire": questionnaire, "consent": consent, "codebook": codebook}
_FORMS = ("html", "docx")
_CODEBOOK = ("item", "question", "kind", "required", "only_with", "limesurvey_item", "code", "limesurvey_code",
             "group", "alone", *LANGUAGES)  # fmt: skip


def printable() -> tuple[tuple[str, ...], tuple[KgError, ...]]:
    """The forms of what is printed that can be written here, and what is to be said of those that cannot."""
    from kg.formats.documents import written  # noqa: PLC0415 (it loads the writers of every form)

    forms, lacking = [], []
    for form in _FORMS:
        try:
            written(Document("", "en", ()), form)
            forms.append(form)
        except KgError as error:
            lacking.append(error)
    return tuple(forms), tuple(lacking)


def files(instrument: Instrument, study: Study, lang: str, forms: Sequence[str] = _FORMS) -> dict[str, bytes]:
    """The files of a survey, those in one language in a folder of it; ``lang`` comes first in the others.

    ``forms`` are those of what is printed.
    """
    from kg.formats.documents import written  # noqa: PLC0415 (it loads the writers of every form)

    made = {
        "answers.csv": answers_csv(instrument),
        "codebook.csv": _codebook(instrument),
        "xlsform.xlsx": xlsform(instrument, study, lang),
        "limesurvey.txt": limesurvey(instrument, study, lang),
    }
    for each in LANGUAGES:
        made[f"{each}/answers.xlsx"] = answers_workbook(instrument, study, each)
        for name, document in _PRINTED.items():
            text = document(instrument, study, each)
            made |= {f"{each}/{name}.{form}": written(text, form) for form in forms}
    return made


def _codebook(instrument: Instrument) -> bytes:
    """A row an item, followed by a row for each of its choices; marked as UTF-8 for spreadsheets."""
    made = io.StringIO()
    writer = csv.DictWriter(made, _CODEBOOK, lineterminator="\n", restval="")
    writer.writeheader()
    for item in instrument.items:
        about = {"item": item.name, "question": item.question or "", "limesurvey_item": plain(item.name)}
        kind = {"kind": item.kind, "required": "yes" if item.required else "", "only_with": item.only_with}
        writer.writerow({**about, **kind, **item.says})
        for code, said in item.choices.items():
            alone = "yes" if code in item.exclusive else ""
            named = {"code": code, "limesurvey_code": brief(code), "group": item.broader.get(code, ""), "alone": alone}
            writer.writerow({**about, **named, **said})
    return made.getvalue().encode("utf-8-sig")
