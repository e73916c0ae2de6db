"""vis-network as the pyvis package ships it."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from kg.base.errors import KgError
from kg.base.languages import _

BUNDLE = "lib/vis-9.1.2/vis-network.min.js"
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$\n?", re.MULTILINE)


def vis_script() -> str:
    """The library's code, its licence notice first, without the address of its source map.

    The package is located but not imported: importing pyvis takes longer than writing a page.
    Its style sheet is left out. It dresses the editing and configuration tools only, and four
    fifths of it are pictures for them.

    >>> "@license" in vis_script()[:800], "sourceMappingURL" in vis_script()
    (True, False)
    """
    spec = find_spec("pyvis")
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0], BUNDLE) if folders else None
    if path is None or not path.is_file():
        message = _("the package {name} is not installed").format(name="pyvis 0.3.2")
        raise KgError(message, hint="pip install pyvis==0.3.2")
    return _SOURCE_MAP.sub("", path.read_text(encoding="utf-8"))
