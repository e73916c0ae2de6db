"""A font that was installed since matplotlib listed the fonts is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.base.errors import KgError
from kg.export.figures import style

STALE = """
from matplotlib import font_manager
import pathlib, matplotlib
from kg.export.figures import style
manager = font_manager.fontManager
manager.ttflist = [each for each in manager.ttflist if each.name == style.LATIN_AND_CYRILLIC]
kept = pathlib.Path(matplotlib.get_cachedir(), f"fontlist-v{manager.__version__}.json")
font_manager.json_dump(manager, kept)
"""
CHOSEN = """
from matplotlib import font_manager
from kg.export.figures import style
print(any(each.name in style.CHINESE for each in font_manager.fontManager.ttflist), style.fonts("zh")[0])
"""


def test_a_font_installed_since_the_fonts_were_listed_is_found(tmp_path: Path) -> None:
    try:
        style.fonts("zh")
    except KgError:
        pytest.skip("missing component: a font with Chinese characters")
    root = Path(__file__).parent.parent.parent

    def run(program: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"MPLCONFIGDIR": str(tmp_path), "PATH": ""},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    run(STALE)
    (listed, family), (listed_then, family_then) = (run(CHOSEN).strip().split(" ", 1) for _ in range(2))
    assert (listed, listed_then) == ("False", "True")  # the list that is kept is mended, too
    assert family == family_then
    assert family in style.CHINESE
