"""Which form a file has is told by what it holds, hardly by its name; each form becomes a sheet."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from pathlib import Path

from kg.base.errors import KgError, cause, shown
from kg.base.languages import _, listed
from kg.base.messages import tell
from kg.gather.encoding import TOLD, decoded, not_utf8
from kg.gather.sheets import delimited
from kg.gather.sheets.dl import from_dl
from kg.gather.sheets.grid import Grid, table
from kg.gather.sheets.networks import from_gml, from_pajek, from_xml
from kg.gather.sheets.records import from_json
from kg.gather.sheets.sheet import Sheet, bounded
from kg.gather.sheets.ties import ties
from kg.gather.sheets.workbook import Book

_ZIP, _OLE, _PARQUET = b"PK", b"\xd0\xcf\x11\xe0", b"PAR1"
_BOOKS = {".xlsx", ".xlsm", ".ods"}
_OF_TIES = {".edgelist", ".edges", ".adjlist", ".el"}
_KONECT = re.compile(r"%\s*(sym|asym|bip)\b")
_DL = re.compile(r"dl\b[\s,]*(n|nr|nm|format)\b", re.IGNORECASE)
_PAJEK = re.compile(r"(?:%[^\n]*\n|\s)*\*(network|vertices)\b", re.IGNORECASE)
_GML = re.compile(r"(?:(?:#|Creator|Version)[^\n]*\n)*\s*graph\s*\[")
_GRAPHVIZ = re.compile(r'(?im)^[ \t]*(strict\s+)?(di)?graph\b[^\n,;]*\{|^[ \t]*("[^"\n]*"|[^\s,;]+)\s+(--|->)\s+\S')
_SAMPLE = 4096


def read(
    path: Path, wanted: str = "", sheet: str = "", *,
    of_ties: bool = False, header: bool | None = None, encoding: str = "",
) -> Sheet:  # fmt: skip
    """One sheet of a file of any form; raises :class:`KgError` where it is none.

    ``wanted`` is a column that a table must have, which tells its header among titles; ``sheet`` the
    sheet of a workbook, else its first visible one with values is read. ``of_ties`` says that the file
    is a network, whose rows may then be a matrix, a list of neighbours or edges without a header;
    without it they are taken for one only where they can hardly be a table. ``header`` says that the
    first row of such a list names its columns. ``encoding`` is what a text is written in where that is not to be
    told by its bytes. Formulas are read as the values that they had when the workbook was saved; nothing is run.
    """
    data = _bytes(path)
    konect = None
    if encoding:
        data = _recoded(path, data, encoding)
    if _is_book(path, data):
        grid = Book(path, data).grid(sheet)
    elif sheet:
        raise KgError(_("{path} is no workbook, so it has no sheets").format(path=path))
    else:
        text, written = ("<", "") if data.lstrip().startswith(b"<") else _text(path, data)
        if found := _told_by_content(path, data, text):
            return _told(found, written)
        konect = _KONECT.match(text)
        of_ties = of_ties or bool(konect) or path.suffix.lower() in _OF_TIES or delimited.are_edges(text)
        grid = delimited.grid(path, text, of_ties=of_ties)
        if written:
            grid.notes.insert(0, _("read as {encoding}").format(encoding=written))
    if konect:
        return _told(_konect(path, grid, konect[1]))
    found = None if wanted else ties(path, grid, of_ties=of_ties, header=header)
    return _told(found) if found else table(path, grid, wanted)


def _told_by_content(path: Path, data: bytes, text: str) -> Sheet | None:
    """The sheet of a file whose form its first words tell."""
    start = text.lstrip()
    if start.startswith("<"):  # the parser knows the encodings of XML by itself
        return from_xml(path, data)
    if start.startswith(("{", "[")):
        return from_json(path, text)
    if _PAJEK.match(text):
        return from_pajek(path, text)
    if _DL.match(start):
        return from_dl(path, text)
    if _GML.match(text):
        return from_gml(path, text)
    if _GRAPHVIZ.search(text[:_SAMPLE]):
        message = _("{path} is a file of Graphviz, which is not read").format(path=path)
        raise KgError(message, hint=_("save the network as GraphML, or write two names a line"))
    return None


def names(path: Path) -> list[str]:
    """The names of the visible sheets of a workbook; a file of another form holds one without a name."""
    data = _bytes(path)
    if not _is_book(path, data):
        return [""]
    book = Book(path, data)
    return [name for name in book.names if name not in book.hidden]


def _is_book(path: Path, data: bytes) -> bool:
    return data.startswith(_ZIP) or path.suffix.lower() in _BOOKS


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise KgError(_("{path} does not exist").format(path=path)) from None
    except OSError as error:
        raise KgError(_("{path} cannot be read: {reason}").format(path=path, reason=cause(error))) from error
    if data.startswith(_OLE):
        message = _("{path} is an old workbook, or one with a password").format(path=path)
        raise KgError(message, hint=_("save it again as XLSX or CSV UTF-8"))
    if data.startswith(_PARQUET):
        message = _("{path} is a table in Parquet, which is not read here").format(path=path)
        raise KgError(message, hint=_("save it as CSV UTF-8; kg bulk fold reads large ones as they are"))
    return data


def _text(path: Path, data: bytes) -> tuple[str, str]:
    """What is written in a file, and in which encoding where it is not UTF-8."""
    text, encoding = decoded(data)
    if not text and data not in (b"", BOM_UTF8):
        raise KgError(tell(not_utf8(path, str(path))))
    if "\0" in text:
        message = _("{path} holds a NUL byte, so it is no CSV file").format(path=path)
        raise KgError(message, hint=_("save it as CSV UTF-8 or as XLSX"))
    return text, encoding


def _recoded(path: Path, data: bytes, encoding: str) -> bytes:
    """The text of a file in UTF-8, from the encoding that a person says it has."""
    if _is_book(path, data):
        raise KgError(_("{path} is a workbook, which tells its encoding by itself").format(path=path))
    try:
        return data.decode(encoding).encode()
    except LookupError:
        message = _("no encoding is called '{name}'").format(name=shown(encoding))
        raise KgError(message, hint=listed(("utf-8", "utf-16", *TOLD))) from None
    except (UnicodeError, ValueError) as error:
        message = _("{path} is not written in {encoding}: {reason}")
        raise KgError(message.format(path=path, encoding=encoding, reason=cause(error))) from error


def _konect(path: Path, grid: Grid, kind: str) -> Sheet:
    """The edges of a file of KONECT, which says in its first line whether it is of two modes."""
    kept = [at for at, row in enumerate(grid.rows) if row]
    widest = max((len(grid.rows[at]) for at in kept), default=2)
    bounded(path, widest, len(kept))
    columns = ("source", "target", "weight", "time", *(f"#{at}" for at in range(5, widest + 1)))[:widest]
    rows = [(*grid.rows[at], *[None] * (widest - len(grid.rows[at]))) for at in kept]
    numbers = tuple(grid.numbers[at] for at in kept)
    return Sheet(columns, rows, 0, numbers, tuple(grid.notes), "KONECT", kind == "bip")


def _told(sheet: Sheet, encoding: str = "") -> Sheet:
    """The sheet with notes on its form and its encoding."""
    form = (_("read as {encoding}").format(encoding=sheet.form),) if sheet.form else ()
    read = (_("read as {encoding}").format(encoding=encoding),) if encoding else ()
    return sheet._replace(notes=(*read, *form, *sheet.notes))
