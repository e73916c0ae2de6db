"""The style, scripts and icon that all pages of the portal load."""

from __future__ import annotations

from collections.abc import Iterator

from kg.formats.look import page_style
from kg.site.portal.drawings import drawing_style
from kg.site.portal.frame import HERE

ASSETS = HERE / "assets"
STYLE = "portal.css"


def portal_style() -> str:
    """The style with the fonts that it names, and what the classes of drawings mean."""
    return page_style() + (ASSETS / STYLE).read_text(encoding="utf-8") + drawing_style()


def assets() -> Iterator[tuple[str, bytes]]:
    """Each by its name in the folder ``assets`` of a site."""
    for path in sorted(ASSETS.iterdir()):
        yield path.name, portal_style().encode() if path.name == STYLE else path.read_bytes()
