"""What a cell of an answer means: the codes of options, a yes or no, a date, or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.base.languages import current, pick
from kg.gather.cells import BadCell, remedy
from kg.gather.plausible import LAST_YEAR
from kg.gather.sheets.dates import partial_date
from kg.gather.sheets.sheet import Cell
from kg.survey.instrument import Item

_SAID = (
    ("1 true yes y да д on x х ✓ ✔ √ v 是 有 同意 согласен согласна agree истина", True),
    ("0 false no n нет н off 否 无 不 不同意 несогласен несогласна disagree ложь", False),
)
_WORDS = {word: said for words, said in _SAID for word in words.split()}
_PIECE = re.compile(r"[^\s,;|、，；┋/]+")
_BLANK = re.compile(r"\s")
_STRONG = re.compile(r"[\n,;|、，；┋]")
_LONGEST = 20_000  # characters of a cell of codes
_MOST_PIECES = 40  # words of the label of one option
_TIME = re.compile(r"[T ]\s*\d{1,2}:\d{2}.*")
_FIRST_YEAR = 1990


def is_yes(text: str) -> bool | None:
    """Whether a cell says yes or no, in digits, letters or a word; none for what is neither.

    >>> is_yes("TRUE"), is_yes("нет"), is_yes("是"), is_yes("perhaps")
    (True, False, True, None)
    """
    return _WORDS.get(text.strip().casefold())


def codes(item: Item, text: str) -> tuple[str, ...]:
    """The codes that a cell of an item holds, in the order of the options; raises :class:`BadCell`.

    >>> from kg.survey.instrument import Instrument
    >>> bundled = Instrument.bundled()
    >>> codes(bundled["problems"], "языковой барьер, no-direct-flights")
    ('no-direct-flights', 'language-barrier')
    >>> codes(bundled["trend"], "росла")
    ('growing',)
    """
    if item.kind == "yesno":
        if (said := is_yes(text)) is None:
            raise BadCell("yes-or-no")
        return ("yes" if said else "no",)
    if item.kind == "many":
        return together(item, _several(item, text))
    if code := item.code_of(text):
        return (code,)
    if len(found := _several(item, text)) > 1:
        raise BadCell("two-answers", count=str(len(found)))
    return tuple(found)


def together(item: Item, found: Iterable[str]) -> tuple[str, ...]:
    """Codes in the order of the options; raises :class:`BadCell` where one of them rules the others out."""
    taken = set(found)
    if len(taken) > 1 and (alone := taken & item.exclusive):
        raise BadCell("alone", value=pick(item.choices[min(alone)], current()))
    return tuple(code for code in item.choices if code in taken) if len(taken) > 1 else tuple(taken)


def _several(item: Item, text: str) -> list[str]:
    """The options of a cell that joins them by any mark, which labels may hold themselves.

    They are what stands between marks, else between blanks, else the longest run of words that is one, and so on.
    """
    if len(text) > _LONGEST:
        raise BadCell("huge-cell", limit=str(_LONGEST))
    for marks in (_STRONG, _BLANK):
        if all(found := [_code(item, part.strip()) for part in marks.split(text) if part.strip()]):
            return found
    return _runs(item, text)


def _runs(item: Item, text: str) -> list[str]:
    pieces = list(_PIECE.finditer(text))
    found: list[str] = []
    at = 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + _MOST_PIECES), at, -1):
            if code := item.code_of(text[pieces[at].start() : pieces[end - 1].end()]):
                found.append(code)
                at = end
                break
        else:
            word = _STRONG.split(text[pieces[at].start() :], maxsplit=1)[0].strip()
            known = [pick(said, current()) for said in item.choices.values()]
            raise BadCell("code", value=word, scheme=item.name, remedy=remedy(word, known))
    return found


_codes: dict[tuple[str, str], str] = {}  # by the name of an item and a part of a cell: parts repeat


def _code(item: Item, text: str) -> str:
    key = item.name, text
    if key not in _codes:
        if len(_codes) > 1 << 14:
            _codes.clear()
        _codes[key] = item.code_of(text)
    return _codes[key]


def is_taken(item: Item, option: str, text: str) -> bool:
    """Whether a cell of the column of one option says that it was taken; raises :class:`BadCell`."""
    said = is_yes(text)
    if said is None:
        if item.code_of(text) != option:
            raise BadCell("yes-or-no", value=text, option=option)
        return True
    return said


def day(cell: Cell, *, day_first: bool | None) -> tuple[str, bool]:
    """A date in ISO form, and whether it was told by the number that a spreadsheet has for it."""
    cell = _TIME.sub("", cell) if isinstance(cell, str) else cell
    try:
        date = partial_date(cell, day_first=day_first)
    except ValueError as error:
        raise BadCell("date", reason=str(error)) from None
    if not _FIRST_YEAR <= date.year <= LAST_YEAR:
        raise BadCell("range", least=str(_FIRST_YEAR), most=str(LAST_YEAR))
    return date.iso, str(cell).partition(".")[0].isdigit() and date.precision == 3  # days since 1899
