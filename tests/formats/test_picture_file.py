"""A drawing becomes a file by itself."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from PIL import Image

from kg.base.errors import KgError
from kg.formats.documents.picture_file import picture_file

RARE = (0x98, 0x87, 0x1C)  # of a short line over thousands of shades
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200">'
    '<linearGradient id="a"><stop stop-color="#304c88"/><stop offset="1" stop-color="#fff"/></linearGradient>'
    '<linearGradient id="b" x2="0" y2="1"><stop stop-color="#c8442c"/><stop offset="1" stop-color="#fff"/>'
    "</linearGradient>"
    '<rect width="200" height="200" fill="url(#a)"/><rect width="200" height="200" fill="url(#b)" fill-opacity="0.5"/>'
    '<path d="M5 20H25" stroke="#98871c" stroke-width="2"/></svg>'
)


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_the_same_drawing_is_the_same_file(form: str) -> None:
    assert picture_file(SVG, 50, form) == picture_file(SVG, 50, form)


def test_a_picture_has_a_palette_in_which_a_rare_colour_stays_itself() -> None:
    image = Image.open(BytesIO(picture_file(SVG, 50, "png")))
    assert image.mode == "P"
    assert round(image.width / image.info["dpi"][0] * 25.4) == 50
    colours = {colour: count for count, colour in image.convert("RGB").getcolors() or ()}
    assert colours.get(RARE, 0) > 100


@pytest.mark.parametrize(("form", "module", "package"), [("png", "PIL", "pillow"), ("pdf", "typst", "typst")])
def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, form: str, module: str, package: str
) -> None:
    from kg.formats.documents import pdf

    pdf._fonts.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(KgError, match=rf"needs {package}.* – pip install 'interregional-ties\[documents\]'$"):
        picture_file(SVG, 50, form)
    assert picture_file(SVG, 50, "svg") == SVG.encode()
