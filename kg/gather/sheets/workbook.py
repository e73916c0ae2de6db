"""One sheet of a workbook (XLSX, XLSM, ODS) as its visible rows; nothing in it is run."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.base.errors import KgError, cause, did_you_mean, shown
from kg.base.languages import _, grouped
from kg.gather.sheets.grid import Grid
from kg.gather.sheets.marks import Marks, macros, sheet_marks
from kg.gather.sheets.sheet import MOST_CELLS, Cell, clean, listed

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MOST_BYTES = 1 << 29  # of all parts, unpacked; 100,000 answers take 155 MB, one cell of 1 GB took 3 GB of memory


class Book:
    """A workbook that is open: its sheets and their marks."""

    def __init__(self, path: Path, data: bytes) -> None:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 (only where there is a workbook)

        self.path = path
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as parts:
                if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
                    raise ValueError(_("it unpacks to more than {n} bytes").format(n=grouped(_MOST_BYTES)))
                self.marks, self.macros = sheet_marks(parts), macros(parts)
            for name, marks in self.marks.items():  # the library would take memory for every cell between
                if marks.size[0] * marks.size[1] > MOST_CELLS:
                    told = _("the sheet '{name}' is wider and longer than {n} cells")
                    raise ValueError(told.format(name=shown(name), n=grouped(MOST_CELLS)))
            self.book: CalamineWorkbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except BaseException as error:  # noqa: BLE001 (a panic of the library is no Exception)
            raise self._refusal(error) from None
        about = {each.name: each for each in self.book.sheets_metadata}
        self.names = [name for name in self.book.sheet_names if name in self.marks]
        self.hidden = [name for name in self.names if about[name].visible != SheetVisibleEnum.Visible]

    def _refusal(self, error: BaseException) -> BaseException:
        """What is told of a broken workbook; libraries have a dozen kinds of errors for it, a panic among them."""
        if isinstance(error, KeyboardInterrupt | SystemExit | KgError):
            return error
        why = cause(error) if isinstance(error, Exception) and str(error) else type(error).__name__
        message = _("{path} is no sound workbook: {reason}").format(path=self.path, reason=why)
        return KgError(message, hint=_("save it again as XLSX or CSV UTF-8"))

    def grid(self, wanted: str) -> Grid:
        """The sheet that is wanted, else the first visible one that holds values."""
        if wanted and wanted not in self.names:
            known = _("the sheets are: {names}").format(names=listed(self.names))
            message = _("{path} has no sheet '{name}'").format(path=self.path, name=shown(wanted))
            raise KgError(message, hint=did_you_mean(wanted, self.names, known))
        visible = [name for name in self.names if name not in self.hidden]
        filled = [name for name in visible if all(self.marks[name].size)]
        name = wanted or next(iter([*filled, *visible]), "")
        if not name:
            raise KgError(_("{path} is empty").format(path=self.path), hint=_("it needs a header row"))
        notes = [_("macros, not run: {names}").format(names=listed(self.macros))] if self.macros else []
        others = [other for other in filled if other != name]
        if others and not wanted:
            notes.append(_("the sheet '{name}' is read; not: {others}").format(name=shown(name), others=listed(others)))
        if hidden := [other for other in self.hidden if other != name and all(self.marks[other].size)]:
            notes.append(_("hidden sheets, left out: {names}").format(names=listed(hidden)))
        marks = self.marks[name]
        try:
            cells = self.book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except BaseException as error:  # noqa: BLE001 (a panic of the library is no Exception)
            raise self._refusal(error) from None
        return _visible([[_cell(cell) for cell in row] for row in cells], marks, notes)


def _visible(rows: list[list[Cell]], marks: Marks, notes: list[str]) -> Grid:
    """The rows with merged cells filled, and without what is hidden."""
    filled = 0
    for top, left, bottom, right in marks.merged:
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
            filled += right - left
        if filled > MOST_CELLS:
            raise KgError(_("the merged cells cover more than {n} cells").format(n=grouped(MOST_CELLS)))
    width = max(map(len, rows), default=0)
    columns = [at for at in range(width) if at not in marks.hidden_columns]
    if lost := [
        _letters(at) for at in range(width) if at in marks.hidden_columns and any(row[at] is not None for row in rows)
    ]:
        notes.append(_("hidden columns, left out: {names}").format(names=listed(lost)))
    numbers = [at for at in range(len(rows)) if at not in marks.hidden_rows]
    if lost := [str(at + 1) for at in range(len(rows)) if at in marks.hidden_rows and set(rows[at]) != {None}]:
        notes.append(_("hidden rows, left out: {names}").format(names=listed(lost)))
    for places, text in (
        (marks.computed, _("formulas, read by the values that were saved with them: {cells}")),
        (marks.unvalued, _("formulas without a value, read as empty: {cells}; save the file in a spreadsheet program")),
        (marks.wrong, _("errors of formulas, read as empty: {cells}")),
    ):
        shown_ones = [f"{_letters(at)}{row + 1}" for row, at in places if row not in marks.hidden_rows]
        if shown_ones:
            notes.append(text.format(cells=listed(shown_ones)))
    kept = [[rows[at][column] for column in columns] for at in numbers]
    merged = [
        (bottom + 1, f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}")
        for top, left, bottom, right in marks.merged
    ]
    return Grid(kept, [at + 1 for at in numbers], notes, merged)


def _letters(column: int) -> str:
    """The name of a column: A, B … Z, AA …"""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 (only where a column is named)

    return get_column_letter(column + 1)


def _cell(cell: Any) -> Cell:
    """A value of a workbook, which knows no whole numbers, no days without an hour and no empty cell."""
    if isinstance(cell, str):
        return clean(cell) or None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime.datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date()
    return cell if isinstance(cell, int | float | datetime.date) else str(cell)
