"""Pages and drawings name their fonts and colours in one place."""

from __future__ import annotations

import re

import pytest

from kg.formats.look import LIGHT, families, page_style
from tests.house.test_files import ROOT, shown

SOURCE = "kg/formats/look.py"
# A list of families in the words of CSS, of a drawing or of a script, in which no variable and no constant stands.
STACK = r"(?:serif|monospace|system-ui|Segoe UI|Noto Sans Mono)[\w\s]*[;\"'},]"
COLOUR = f"(?i:{'|'.join({*LIGHT.values()} - {'#ffffff'})})"
WRITTEN = {".css", ".html", ".js", ".mjs", ".py", ".typ"}


@pytest.mark.parametrize("named", [STACK, COLOUR], ids=["fonts", "colours"])
def test_no_other_file_names_fonts_or_colours_of_pages(named: str) -> None:
    files = [path for folder in ("kg", "scripts") for path in (ROOT / folder).rglob("*")]
    own = [path for path in files if path.suffix in WRITTEN and path.name != "editor.js" and shown(path) != SOURCE]
    assert len(own) > 500
    found = [shown(path) for path in own if re.search(named, path.read_text(encoding="utf-8"))]
    assert found == []


def test_a_page_takes_for_each_script_the_fonts_that_a_drawing_takes() -> None:
    style = page_style().replace("marks, ", "")
    assert f"--sans: {families('ru')};" in style
    assert f":root:lang(zh-Hans) {{ --sans: {families('zh')};" in style
