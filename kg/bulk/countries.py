"""The countries that one cell names: codes of ISO 3166-1 in three letters, perhaps several, or a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Final

from kg.base.errors import KgError
from kg.base.languages import _

_PARTED: Final = re.compile(r"\s*[;|]\s*")
_CODES: Final = re.compile(r"[A-Z]{3}(?:\s*,\s*[A-Z]{3})+")  # a name may hold a comma of its own
_NOTHING: Final = ("", "None")  # POLECAT has a word where it knows of none


def countries_in(cell: str) -> tuple[str, ...]:
    """The countries of a cell, each once; a code of three letters as the one of two that stands for the same country.

    POLECAT parts the countries of an actor by semicolons. A code of no country, such as IGO for organisations of
    several, stays as it is written: it names one that is not known.

    >>> countries_in("RUS"), countries_in("RUS; CHN"), countries_in("None"), countries_in("Congo, Republic of the")
    (('RU',), ('RU', 'CN'), (), ('Congo, Republic of the',))
    """
    pieces = _PARTED.split(cell.strip())
    if _CODES.fullmatch(cell.strip()):
        pieces = [piece.strip() for piece in cell.split(",")]
    return tuple(dict.fromkeys(_of_two(piece) for piece in pieces if piece not in _NOTHING))


def _of_two(text: str) -> str:
    return _codes().get(text, text) if len(text) == 3 and text.isascii() and text.isupper() else text


@cache
def _codes() -> Mapping[str, str]:
    """The code of two letters for each of three, as CLDR has them; a country that is parted since has none."""
    try:
        aliases = import_module("babel.core").get_global("territory_aliases")
    except ImportError as error:
        told = _("{what} needs {package}").format(what="kg bulk", package=error.name or "babel")
        raise KgError(told, hint="pip install 'interregional-ties[scale]'") from None
    return {three: two[0] for three, two in aliases.items() if len(two) == 1}
