"""Which licence a text about a licence names: the addresses of the licences that sources use."""

from __future__ import annotations

import re
from typing import Final

_CC, _SPDX = "https://creativecommons.org/", "https://spdx.org/licenses/"
SHARE_ALIKE: Final = {
    _CC + "licenses/by-sa/4.0/": "CC BY-SA 4.0",
    "https://opendatacommons.org/licenses/odbl/1-0/": "ODbL 1.0",
}
# How a text writes it; where it names no version, nothing is guessed, but the text of Wikipedia is under 4.0.
_WRITTEN: Final = {
    re.compile(written): address
    for written, address in {
        r"CC BY 4\.0": _CC + "licenses/by/4.0/",
        r"CC BY-SA 4\.0|Wikipedia": _CC + "licenses/by-sa/4.0/",
        r"\bCC0\b": _CC + "publicdomain/zero/1.0/",
        r"Public domain": _CC + "publicdomain/mark/1.0/",
        r"\bODbL 1\.0": "https://opendatacommons.org/licenses/odbl/1-0/",
        r"\bApache-2\.0": _SPDX + "Apache-2.0",
        r"\bBSD-2-Clause": _SPDX + "BSD-2-Clause",
        r"\bLGPL-2\.1": "https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html",
        r"(?<!says )\bMIT\b": _SPDX + "MIT",
        r"\bWTFPL\b": _SPDX + "WTFPL",
    }.items()
}


def licences_in(text: str) -> list[str]:
    """The addresses of all licences that a text names.

    >>> licences_in("CC BY 4.0 (GeoNames); package MIT")
    ['https://creativecommons.org/licenses/by/4.0/', 'https://spdx.org/licenses/MIT']
    >>> licences_in("official statistics")
    []
    """
    return [address for written, address in _WRITTEN.items() if written.search(text)]
