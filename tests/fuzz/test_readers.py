"""Spoilt files of every form that people bring: a sheet that is whole, or a refusal in words."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.gather.sheets import Sheet, names, read
from kg.network.edges_file import read_edges
from tests.fuzz.forms import ROWS, forms, parts_of, zipped
from tests.fuzz.kit import WORDS, can_be_shown, examples, refused_in_words, words

FORMS = forms()
ENCODINGS = ("cp1251", "koi8-r", "gb18030", "big5", "utf-16", "utf-16-le", "utf-8-sig", "utf-32", "cp866")
_NUMBER = re.compile(rb"\d+")
_PIECE = re.compile(rb'"[^"<>]*"|<[^<>]*>|[^\s;,<>"]+|[;,\t\n]')


def spoil_number(draw: Any, data: bytes) -> bytes:
    """Another number in the place of one: a size, an index, a weight, a date."""
    found = [*_NUMBER.finditer(data)]
    if not found:
        return data
    match = draw(st.sampled_from(found))
    new = draw(
        st.sampled_from([b"0", b"-1", b"99999999", b"1048577", b"1e400", b"NaN", b"", b"9" * 30, b"16385", b"0.5"])
    )
    return bytes(data[: match.start()] + new + data[match.end() :])


def spoil_piece(draw: Any, data: bytes) -> bytes:
    """A cell, a tag, an attribute or a separator is lost, doubled, moved or another word."""
    found = [*_PIECE.finditer(data)]
    if not found:
        return data
    one, two = draw(st.sampled_from(found)), draw(st.sampled_from(found))
    word = draw(words).encode("utf-8", "replace")
    new = draw(st.sampled_from([b"", one[0] * 2, two[0], word, one[0][:1] + word + one[0][-1:]]))
    return bytes(data[: one.start()] + new + data[one.end() :])


def spoil_bytes(draw: Any, data: bytes) -> bytes:
    at = draw(st.integers(0, len(data)))
    new = draw(st.binary(max_size=6) | st.sampled_from([word.encode("utf-8", "replace") for word in WORDS]))
    return bytes(data[:at] + new + data[at + draw(st.integers(0, 6)) :])


def cut(draw: Any, data: bytes) -> bytes:
    end: int = draw(st.integers(0, len(data)))
    return data[:end]


def recode(draw: Any, data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(draw(st.sampled_from(ENCODINGS)), "replace")


HOW = [spoil_number, spoil_piece, spoil_piece, spoil_bytes, cut]


@st.composite
def files(draw: Any) -> tuple[str, bytes]:
    """The name and the bytes of a spoilt file; of a workbook its parts are spoilt, or the archive."""
    name = draw(st.sampled_from(sorted(FORMS)))
    data = FORMS[name]
    is_book = data.startswith(b"PK")
    for _ in range(draw(st.integers(1, 3))):
        if is_book and draw(st.integers(0, 3)) and data.startswith(b"PK"):
            try:
                parts = parts_of(data)
            except Exception:  # noqa: BLE001 (an archive that was spoilt before)
                parts = parts_of(FORMS[name])
            part = draw(st.sampled_from(sorted(parts)))
            parts[part] = draw(st.sampled_from(HOW))(draw, parts[part])
            if draw(st.integers(0, 9)) == 0:
                del parts[part]
            data = zipped(parts)
        else:
            data = draw(st.sampled_from(HOW if is_book else [*HOW, recode]))(draw, data)
    ending = draw(st.sampled_from([name, name, name, "other.csv", "other.xlsx", "other.json", "other.txt"]))
    return ending, data


def is_whole(sheet: Sheet) -> bool:
    """Whether each row has its cells and its number, and a note is one line."""
    known = str | int | float | bool | datetime.date | None
    return (
        all(len(row) == len(sheet.columns) and all(isinstance(cell, known) for cell in row) for row in sheet.rows)
        and len(sheet.numbers) in {0, len(sheet.rows)}
        and all(one <= two for one, two in zip(sheet.numbers, sheet.numbers[1:], strict=False))
        and all(can_be_shown(note) and "\n" not in note for note in sheet.notes)
        and sheet.above >= 0
    )


@examples(60)
@given(file=files(), wanted=st.sampled_from(["", "", ROWS[0][0], "city"]), of_ties=st.booleans())
def test_a_spoilt_file_is_a_whole_sheet_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, file: tuple[str, bytes], wanted: str, of_ties: bool
) -> None:
    path = folder(tmp_path_factory) / file[0]
    path.write_bytes(file[1])
    with refused_in_words():
        assert all(isinstance(name, str) for name in names(path))
    with refused_in_words():
        assert is_whole(read(path, wanted, of_ties=of_ties))
    if of_ties:
        with refused_in_words():
            read_edges(path)
    path.unlink()


_folders: list[Path] = []


def folder(factory: pytest.TempPathFactory) -> Path:
    _folders[:] = _folders or [factory.mktemp("forms")]
    return _folders[0]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_sound_files_that_are_spoilt_are_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FORMS[name])
    if name == "graph.dot":
        return
    sheet = read(path)
    assert is_whole(sheet)
    assert sheet.rows
