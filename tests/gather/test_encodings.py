"""Short tables are read in the encoding they are in; where two make sense, none is guessed."""

from __future__ import annotations

import pytest

from kg.gather.encoding import decoded

RUSSIAN = "Город;Год\nПермь;1993\n"
CAPITALS = "ГОРОД;СТРАНА\nМОСКВА;РОССИЯ\nПЕКИН;КИТАЙ\n"
SIMPLIFIED = "城市,年\n哈尔滨,1993\n"
TRADITIONAL = "城市,年份\n瀋陽,1993\n哈爾濱,1993\n"
WESTERN = "city\nKöln\nBesançon\nMálaga\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (RUSSIAN, "utf-8", ""),
        (RUSSIAN, "cp1251", "cp1251 (Windows Cyrillic)"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "cp866", "cp866 (DOS Cyrillic)"),
        (RUSSIAN, "utf-16-le", "UTF-16"),
        (RUSSIAN, "utf-16-be", "UTF-16"),
        (RUSSIAN, "utf-16", "UTF-16"),
        (CAPITALS, "cp1251", "cp1251 (Windows Cyrillic)"),
        (CAPITALS, "koi8-r", "KOI8-R"),
        (SIMPLIFIED, "gb18030", "GB18030 (Chinese)"),
        (SIMPLIFIED, "utf-16-be", "UTF-16"),
        (TRADITIONAL, "big5", "Big5"),
        (TRADITIONAL, "utf-16-le", "UTF-16"),
        (WESTERN, "cp1252", "cp1252 (Windows Latin)"),
    ],
)
def test_a_short_table_is_read_in_its_encoding(text: str, codec: str, name: str) -> None:
    assert decoded(text.encode(codec)) == (text, name)


def test_a_mark_before_the_text_is_no_part_of_it() -> None:
    assert decoded(RUSSIAN.encode("utf-8-sig")) == (RUSSIAN, "")


@pytest.mark.parametrize(
    "data",
    [
        "city\nŁódź\n".encode("cp1250"),  # two encodings of the West make other letters of it
        RUSSIAN.encode() + b"\xff\n",  # UTF-8 with one bad byte
        b"a\xb0b\xb1\n",
    ],
)
def test_what_may_be_two_encodings_or_none_is_not_guessed(data: bytes) -> None:
    assert decoded(data) == ("", "")
