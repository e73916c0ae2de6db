"""Every form of file that a person has becomes one type: a sheet of named columns, its rows and what is to be told."""

from kg.gather.sheets.reading import names, read
from kg.gather.sheets.sheet import Cell, Sheet, listed, number

__all__ = ["Cell", "Sheet", "listed", "names", "number", "read"]
