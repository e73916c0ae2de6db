"""Pages and drawings name their fonts in one place."""

from __future__ import annotations

import re

from kg.formats.fonts import families, font_style
from tests.house.test_files import ROOT, shown

SOURCE = "kg/formats/fonts.py"
# A list of families in the words of CSS, of a drawing or of a script, in which no variable and no constant stands.
STACK = re.compile(r"(?:serif|monospace|system-ui|Segoe UI|Noto Sans Mono)[\w\s]*[;\"'},]")
WRITTEN = {".css", ".html", ".js", ".mjs", ".py", ".svg"}


def test_no_other_file_names_a_stack_of_fonts() -> None:
    files = [path for folder in ("kg", "scripts", "docs") for path in (ROOT / folder).rglob("*")]
    own = [path for path in files if path.suffix in WRITTEN and path.name != "editor.js" and shown(path) != SOURCE]
    assert len(own) > 500
    drawn = {"docs/architecture.svg": families("en")}
    told = ((shown(path), path.read_text(encoding="utf-8")) for path in own)
    assert [path for path, text in told if STACK.search(text.replace(drawn.get(path, "\0"), ""))] == []


def test_a_page_takes_for_each_script_the_fonts_that_a_drawing_takes() -> None:
    style = font_style().replace("marks, ", "")
    assert f"--sans: {families('ru')};" in style
    assert f":root:lang(zh-Hans) {{ --sans: {families('zh')};" in style
