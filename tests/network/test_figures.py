"""Figures are whole, labelled in three languages, and the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest

from kg.network.figures import draw, style
from kg.network.measures.growth import growth
from kg.network.ranking import hub_ranks
from kg.network.views import Choice, view
from kg.words.errors import KgError
from tests.network.worlds import two_provinces

WORLD = two_provinces()
LANGUAGES = ("en", "ru", "zh")


def figures(lang: str) -> dict[str, bytes]:
    graph = view(WORLD)
    hubs = hub_ranks(WORLD, Choice(), rounds=99)
    with style.drawing(lang):
        made = {
            "growth": draw.growth_figure(growth(WORLD.links), lang),
            "degrees": draw.degree_figure(graph, lang),
            "hubs": draw.hubs_figure(hubs, lambda place: place, lang),
            "problems": draw.matrix_figure({("p", "border-city"): 2}, ["p"], ["border-city", "inner-city"], lang),
            "distances": draw.distance_figure([10.0, 900.0, 2000.0], lang),
            "adjacency": draw.adjacency_figure(graph, lang),
        }
        return {name: style.written(figure, "svg") for name, figure in made.items()}


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    chosen = str(request.param)
    try:
        style.fonts(chosen)
    except KgError:
        pytest.skip("missing component: a font with Chinese characters")
    return chosen


def test_every_figure_is_an_svg_and_comes_out_the_same_twice(lang: str) -> None:
    once, again = figures(lang), figures(lang)
    assert once == again
    for content in once.values():
        assert ET.fromstring(content).tag.endswith("svg")
        assert b"<dc:date>" not in content


def test_another_process_draws_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys; from tests.network.test_figures import figures; "
        "sys.stdout.buffer.write(figures('en')['adjacency'])"
    )
    root = Path(__file__).parent.parent.parent
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "MPLCONFIGDIR": str(tmp_path), "PATH": ""},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert found == {figures("en")["adjacency"]}


@pytest.mark.parametrize(("form", "start"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_png_and_pdf_bear_no_date(form: str, start: bytes) -> None:
    with style.drawing("en"):
        content = style.written(draw.distance_figure([1.0], "en"), form)
    assert content.startswith(start)
    assert b"CreationDate" not in content


def test_nothing_to_draw_is_said_and_not_an_error(lang: str) -> None:
    empty: nx.Graph[str] = nx.Graph()
    with style.drawing(lang):
        for figure in (
            draw.growth_figure(growth([]), lang),
            draw.degree_figure(empty, lang),
            draw.hubs_figure([], str, lang),
            draw.matrix_figure({}, [], [], lang),
            draw.distance_figure([], lang),
            draw.adjacency_figure(empty, lang),
        ):
            assert style.written(figure, "svg")


def test_chinese_labels_have_their_glyphs(recwarn: pytest.WarningsRecorder) -> None:
    try:
        style.fonts("zh")
    except KgError:
        pytest.skip("missing component: a font with Chinese characters")
    figures("zh")
    assert not [warning for warning in recwarn if "missing from font" in str(warning.message)]


def test_a_missing_font_names_the_package() -> None:
    with pytest.raises(KgError, match="fonts-noto-cjk"):
        style.fonts("zh", frozenset({"DejaVu Sans"}))
    assert style.fonts("zh", frozenset({"SimHei"}))[0] == "SimHei"


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(KgError, match="papers"):
        style.matplotlib()


def test_an_unknown_format_is_refused() -> None:
    with style.drawing("en"), pytest.raises(KgError, match="svg, png, pdf"):
        style.written(draw.distance_figure([], "en"), "bmp")


def test_every_label_is_there_in_every_language() -> None:
    words = style._words()
    assert {tuple(sorted(each)) for each in words.values()} == {LANGUAGES}
