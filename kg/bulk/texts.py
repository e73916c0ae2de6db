"""What files of text begin with: how they are encoded, and whether they hold anything."""

from __future__ import annotations

import codecs
import gzip
import shutil
from pathlib import Path
from typing import Final

from kg.base.errors import KgError, Problem
from kg.base.languages import _
from kg.base.messages import tell
from kg.gather.encoding import decoded

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as the mark of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 1 << 16
_MOST = 0.1  # of the first lines; fewer that are not UTF-8 are faulty rows, which are counted and shown


def in_utf8(name: str, file: Path, copy: Path, *, headed: bool) -> Path:
    """The file, or a copy in UTF-8 of one in UTF-16 or UTF-32, by its mark or by the zeros of a Latin heading.

    Raises :class:`KgError` for a file without a line where there has to be a heading and for one in another encoding,
    and :class:`OSError` for one that is not what its mark says.
    """
    packed = file.suffix.lower() == ".gz"
    with gzip.open(file) if packed else file.open("rb") as stream:
        head = stream.read(_HEAD)
    if headed and not head.strip():
        raise KgError(_("{path} is empty").format(path=name), hint=_("leave it out, or get it again"))
    encoding = _encoding(head)
    if not encoding:
        if guess := _guess(head):
            raise KgError(tell(Problem("error", "encoding", name, details=(("guess", guess),))))
        return file
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            (
                gzip.open(file, "rt", encoding=encoding, newline="")
                if packed
                else file.open(encoding=encoding, newline="")
            ) as text,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            shutil.copyfileobj(text, out)
    except UnicodeError as error:
        told = _("{file} begins as {encoding} and does not go on so")
        raise OSError(told.format(file=name, encoding=encoding.upper())) from error
    return copy


def _encoding(head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if head[1:2] == b"\0" != head[:1]:
        return "utf-16-le"
    return "utf-16-be" if head[:1] == b"\0" != head[1:2] != b"" else ""


def _guess(head: bytes) -> str:
    """The encoding that the first lines make sense in, if it is one that is known; empty for UTF-8."""
    lines = head[: head.rfind(b"\n") + 1].splitlines() or [head]
    other = sum("\ufffd" in line.decode("utf-8", errors="replace") for line in lines)
    return decoded(head)[1] if other > _MOST * len(lines) else ""
