"""The sheets that answers are typed into: a workbook that offers the choices, and an empty table as CSV."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kg.base.languages import LANGUAGES, N_, translated
from kg.formats.workbook import add_sheet, save
from kg.survey.forms.study import Study, asked, how
from kg.survey.instrument import FOR_THE_READER, Instrument, Item

_ANSWERS, _LISTS, _GUIDE = "answers", "lists", "instructions"
_LAST_ROW = 2001  # answers of two thousand respondents are offered their choices
_TEXT, _DATE = "@", "yyyy-mm-dd"  # a text stays as it is typed
_REQUIRED, _PER_CHOICE = PatternFill("solid", fgColor="FFF2CC"), PatternFill("solid", fgColor="E8EEF4")
_GUIDANCE = (
    N_("Type the answers into the sheet {sheet}: a row for each respondent, the columns as they stand."),
    N_("A yellow heading marks a column that must be filled; a row without consent is not kept."),
    N_("A question with one answer offers its choices in the cell; the sheet {lists} has them all with their codes."),
    N_("A question with several answers has a column for each choice: put 1 where it was ticked, else leave it empty."),
    N_("A date is year, month, day: 2027-03-15. A place is a name or an id."),
    N_("A name is written only where the respondent allows it. Then: kg survey load FILE --out WAVE"),
)


def answers_csv(instrument: Instrument) -> bytes:
    """The head of a table of answers; the choices of a question with several stand in one cell, parted by ``;``."""
    return (",".join(item.name for item in instrument.items) + "\n").encode()


def answers_workbook(instrument: Instrument, study: Study, lang: str) -> bytes:
    """A workbook in a language: what to do, the answers, and the lists behind its cells."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rows, places = _listed(instrument)
    _add_answers(book.create_sheet(_ANSWERS), instrument, lang, places)
    _add_guide(book, instrument, study, lang)
    add_sheet(book, _LISTS, ("item", "code", *LANGUAGES), rows)
    made = io.BytesIO()
    save(book, made)
    return made.getvalue()


def _columns(instrument: Instrument) -> Iterator[tuple[Item, str]]:
    """Every column of the sheet: an item, or one choice of an item with several."""
    for item in instrument.items:
        if item.kind == "many":
            yield from ((item, code) for code in item.choices)
        else:
            yield item, ""


def _listed(instrument: Instrument) -> tuple[list[tuple[str, ...]], dict[str, tuple[int, int]]]:
    """The rows of the sheet of lists, and the first and last row of each item that chooses one of a list."""
    rows: list[tuple[str, ...]] = []
    places = {}
    for item in instrument.items:
        first = len(rows) + 2
        rows += [(item.name, code, *(said[lang] for lang in LANGUAGES)) for code, said in item.choices.items()]
        if item.choices and item.kind != "many":
            places[item.name] = first, len(rows) + 1
    return rows, places


def _add_answers(sheet: Any, instrument: Instrument, lang: str, places: dict[str, tuple[int, int]]) -> None:
    labels = get_column_letter(3 + LANGUAGES.index(lang))
    for number, (item, code) in enumerate(_columns(instrument), start=1):
        letter, head = get_column_letter(number), sheet.cell(1, number)
        words = item.choices[code][lang] if code else item.says[lang]
        head.value = f"{item.name}{'/' if code else ''}{code}{FOR_THE_READER}{words}"
        head.comment = _comment(instrument, item, code, lang)
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        if item.required or code:
            head.fill = _REQUIRED if item.required else _PER_CHOICE
        column = sheet.column_dimensions[letter]
        column.width = 50 if item.kind == "text" and item.question else 22
        column.number_format = _DATE if item.kind == "date" else "General" if code else _TEXT
        if rule := _rule(item, code, labels, places):
            rule.error, rule.showErrorMessage = how(instrument, item, lang), True
            rule.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(rule)
    sheet.row_dimensions[1].height = 110
    sheet.freeze_panes = "B2"


def _comment(instrument: Instrument, item: Item, code: str, lang: str) -> Comment:
    lines = [asked(instrument, item, lang), how(instrument, item, lang)]
    lines += [item.choices[code][lang]] if code else []
    comment = Comment("\n".join(filter(None, lines)), "kg")
    comment.width, comment.height = 360, 140
    return comment


def _rule(item: Item, code: str, labels: str, places: dict[str, tuple[int, int]]) -> DataValidation | None:
    if code:
        return DataValidation("list", formula1='"1"', allow_blank=True)
    if item.name in places:
        first, last = places[item.name]
        return DataValidation("list", formula1=f"{_LISTS}!${labels}${first}:${labels}${last}", allow_blank=True)
    if item.kind == "date":
        return DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)  # 2000-01-01
    return None


def _add_guide(book: Workbook, instrument: Instrument, study: Study, lang: str) -> None:
    told = [translated(text, lang).format(sheet=_ANSWERS, lists=_LISTS) for text in _GUIDANCE]
    rows = [[text, ""] for text in (*told, "", *study.consent(instrument, lang), "")]
    rows += [[item.name, asked(instrument, item, lang)] for item in instrument.items]
    sheet = add_sheet(book, _GUIDE, (study.titled(instrument, lang), ""), rows)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 90, 70
