"""Figures are whole, labelled in three languages, and the same bytes each time."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import matplotlib
import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner, Result
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.text import Text

from kg.analysis.measures.growth import growth
from kg.analysis.question import Question
from kg.analysis.ranking import HubRank, hub_ranks
from kg.analysis.reports.problems import TYPES, Raised, experts_of_types
from kg.base.errors import KgError
from kg.base.languages import translated
from kg.cli.main import command_of
from kg.cli.plot import plot
from kg.export.figures import draw, style
from kg.export.figures import heatmaps as matrices
from kg.network.attributes import Attributes
from kg.network.views import Choice, view
from tests.network.worlds import link, two_provinces

WORLD = two_provinces()
SMALL_WORLD = Path(__file__).parent.parent / "world"
LANGUAGES = ("en", "ru", "zh")
LONG = {
    "en": "Khanty-Mansi Autonomous Okrug {}",
    "ru": "Ханты-Мансийский автономный округ – Югра {}",
    "zh": "伊犁哈萨克自治州{}",
}


def made(lang: str) -> dict[str, Figure]:
    """Each figure of the small network; to be called within ``drawing``."""
    graph = view(WORLD)
    hubs = hub_ranks(Question(WORLD, Attributes(), Choice(), rounds=99))
    columns = dict.fromkeys(TYPES, 3)
    return {
        "growth": draw.growth_figure(growth(WORLD.links), lang),
        "degrees": draw.degree_figure(graph, lang),
        "hubs": draw.hubs_figure(hubs, lambda place: place, lang),
        "problems": matrices.matrix_figure({("p", "border-city"): 2}, ["p"], columns, lang),
        "distances": draw.distance_figure([10.0, 900.0, 2000.0], lang),
        "attack": draw.attack_figure(graph, lang),
        "adjacency": matrices.adjacency_figure(graph, str, lang),
    }


def figures(lang: str) -> dict[str, bytes]:
    with style.drawing(lang):
        return {name: style.written(figure, "svg") for name, figure in made(lang).items()}


def adjacency() -> bytes:
    with style.drawing("en"):
        return style.written(matrices.adjacency_figure(view(WORLD), str, "en"), "svg")


def crowded(lang: str) -> dict[str, Figure]:
    """Figures with as many and as long labels as they may get; to be called within ``drawing``."""
    name = LONG[lang].format
    began = [link(f"ru-{n}", "cn-a", start_year=1988 + n % 3) for n in range(9)]
    hubs = [hub(place=str(n), rank=n + 1, interval=(1, 9 * n + 1)) for n in range(20)]
    problems = [name(n) for n in range(40)]
    graph = two_sides(matrices.MANY, name)
    star: nx.Graph[str] = nx.Graph(("hub" * n, f"{n} {m}") for n in range(1, 60) for m in range(n))
    return {
        "growth": draw.growth_figure(growth([*began, link("ru-x", "cn-a")]), lang),
        "degrees": draw.degree_figure(star, lang),
        "hubs": draw.hubs_figure(hubs, name, lang),
        "problems": matrices.matrix_figure({}, problems, dict.fromkeys(TYPES, 17), lang),
        "distances": draw.distance_figure([10.0, 12.0, 14.0, 9000.0], lang),
        "attack": draw.attack_figure(graph, lang),
        "adjacency": matrices.adjacency_figure(graph, name, lang),
    }


def hub(**given: Any) -> HubRank:
    """A hub of rank 15 whose rank is between 14 and 26, or 12 and 63."""
    return HubRank(15, "x", 7, (14, 26), (12, 63), "s", 1, ())._replace(**given)


def two_sides(count: int, name: Callable[[object], str] = str) -> nx.Graph[str]:
    """So many pairs of places of two countries, and one community of five places."""
    graph: nx.Graph[str] = nx.Graph()
    for n in range(count):
        partner = n if n >= 4 else 0
        for side, country, number in ((0, "cn", partner), (1, "ru", n)):
            graph.add_node(f"{country}-{number}", bipartite=side, country=country, label=name(number))
        graph.add_edge(f"cn-{partner}", f"ru-{n}")
    return graph


def texts(figure: Figure) -> Iterator[Text]:
    """All that is written on a figure and can be seen."""
    for axes in figure.axes:
        yield from (axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts)  # type: ignore[attr-defined]
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if low <= tick.get_loc() <= high:
                    yield from (each for each in (tick.label1, tick.label2) if each.get_visible())
        legend = axes.get_legend()
        yield from legend.get_texts() if legend else ()
    for legend in figure.legends:
        yield from legend.get_texts()
    yield from (each for each in (figure._supxlabel,) if each)  # type: ignore[attr-defined]


def assert_all_can_be_read(figure: Figure) -> None:
    """No text passes the edge of the figure or meets another."""
    figure.draw_without_rendering()
    boxes = [(each.get_text(), each.get_window_extent()) for each in texts(figure) if each.get_text()]
    assert len(boxes) > 2
    for text, box in boxes:
        assert figure.bbox.x0 <= box.x0 < box.x1 <= figure.bbox.x1, text
        assert figure.bbox.y0 <= box.y0 < box.y1 <= figure.bbox.y1, text
    for (text, box), (other, near) in itertools.combinations(boxes, 2):
        assert not box.padded(-0.5).overlaps(near.padded(-0.5)), (text, other)


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


def test_another_process_draws_the_same_bytes() -> None:
    program = "import sys; from tests.network.test_figures import adjacency; sys.stdout.buffer.write(adjacency())"
    root = Path(__file__).parent.parent.parent
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "MPLCONFIGDIR": matplotlib.get_configdir(), "PATH": ""},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert found == {adjacency()}


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
            matrices.matrix_figure({}, [], {}, lang),
            draw.distance_figure([], lang),
            matrices.adjacency_figure(empty, str, lang),
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
    for key, english in style._words().items():
        for lang in ("ru", "zh"):
            assert translated(english, lang) != english, key


def test_every_text_can_be_read(lang: str) -> None:
    with style.drawing(lang):
        for figure in (*made(lang).values(), *crowded(lang).values()):
            assert_all_can_be_read(figure)


def test_legends_stand_clear_of_what_is_drawn() -> None:
    with style.drawing("en"):
        found = crowded("en")
        for name in ("growth", "distances"):
            (axes,) = found[name].axes
            found[name].draw_without_rendering()
            legend = axes.get_legend()
            assert legend is not None
            assert axes.transData.transform((0, axes.dataLim.y1))[1] < legend.get_window_extent().y0
        (axes,), (legend,) = found["hubs"].axes, found["hubs"].legends
        found["hubs"].draw_without_rendering()
        assert not legend.get_window_extent().overlaps(axes.get_window_extent())


@pytest.mark.parametrize("interval", [(12, 63), (1, 9), (20, 30)])
def test_no_interval_of_a_rank_passes_the_axes(interval: tuple[int, int]) -> None:
    with style.drawing("en"):
        (axes,) = draw.hubs_figure([hub(interval=interval)], str, "en").axes
    left, right = axes.get_xlim()
    for rank in (15, 14, 26, *interval):
        assert left < rank < right


def test_bars_of_ranks_end_where_their_ranges_end() -> None:
    with style.drawing("en"):
        (axes,) = draw.hubs_figure([hub()], str, "en").axes
    ends = [tuple(segment[:, 0]) for bar in axes.collections for segment in bar.get_segments()]  # type: ignore[attr-defined]
    assert ends == [(14, 26), (12, 63)]
    assert {bar.get_capstyle() for bar in axes.collections} == {"butt"}


def test_a_range_of_a_single_rank_is_seen() -> None:
    with style.drawing("en"):
        figure = draw.hubs_figure([hub(rank=1, leave_one_out=(1, 1), interval=(1, 1))], str, "en")
        figure.legends[0].remove()
        image = io.BytesIO(style.written(figure, "png"))
    seen = (255 * imread(image)[:, :, :3]).round().reshape(-1, 3)
    for colour in (style.RED, style.BLUE, style.GREY):
        wanted = np.array([round(255 * part) for part in to_rgb(colour)])
        assert (np.abs(seen - wanted).max(axis=1) < 3).sum() > 3, colour


def test_the_curve_of_growth_stops_with_the_year_asked_for() -> None:
    found = growth(WORLD.links)
    with style.drawing("en"):
        whole, part = (draw.growth_figure(found, "en", until).axes[0].lines[0] for until in (None, 1996))
        nothing = draw.growth_figure(found, "en", 1800)
    assert list(np.asarray(part.get_xdata())) == list(range(1990, 1997))
    assert list(np.asarray(part.get_ydata())) == list(np.asarray(whole.get_ydata()))[:7]
    assert style.word("nothing", "en") in [line for text in texts(nothing) for line in text.get_text().split("\n")]


def test_lines_part_only_communities_of_four_places_and_more() -> None:
    graph = two_sides(30)
    with style.drawing("en"):
        (axes,) = matrices.adjacency_figure(graph, str, "en").axes
    lines = [(line.get_xdata(), line.get_ydata()) for line in axes.lines]
    assert [(list(np.asarray(x)), list(np.asarray(y))) for x, y in lines] == [([0, 1], [0.5] * 2), ([3.5] * 2, [0, 1])]


def test_the_matrix_of_ties_names_the_country_of_either_axis(lang: str) -> None:
    names = {"cn": style.word("year", lang), "ru": style.word("rank", lang)}
    with style.drawing(lang):
        (axes,) = matrices.adjacency_figure(view(WORLD), names.__getitem__, lang).axes
    assert (axes.get_ylabel(), axes.get_xlabel()) == (names["cn"], names["ru"])
    assert {label.get_text() for label in axes.get_yticklabels()} >= {"Cn-North", "Cn-Coast"}


def test_numbers_of_experts_stand_out_from_their_cells() -> None:
    rows = [str(n) for n in range(1, 12)]
    table = {(row, "inner-city"): int(row) for row in rows}
    with style.drawing("en"):
        (axes,) = matrices.matrix_figure(table, rows, {"inner-city": 12}, "en").axes
    cells = axes.images[0]
    inks = [str(text.get_color()) for text in axes.texts]
    for text, ink in zip(axes.texts, inks, strict=True):
        cell = cells.to_rgba(np.array([float(text.get_text())]))[0]
        shades = sorted((luminance(*to_rgb(ink)), luminance(*cell[:3])))
        assert (shades[1] + 0.05) / (shades[0] + 0.05) > 4.5, text.get_text()
    assert (inks[0], inks[-1]) == ("black", "white")


def luminance(*colour: float) -> float:
    """As the Web Content Accessibility Guidelines define it."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_types_of_places_bear_the_number_of_their_experts(lang: str) -> None:
    raised = [Raised("ru-port", "e1", "p"), Raised("ru-port", "e1", "q"), Raised("ru-mill", "e2", "p")]
    columns = experts_of_types(WORLD, [*raised, Raised("nowhere", "e3", "p")])
    assert columns == {"border-region": 0, "border-city": 0, "inner-region": 0, "inner-city": 2}
    with style.drawing(lang):
        figure = matrices.matrix_figure({("p", "inner-city"): 2}, ["p"], columns, lang)
        labels = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert [label.rpartition("\n")[2] for label in labels] == ["n = 0", "n = 0", "n = 0", "n = 2"]
    assert style.word("named-only", lang) in [line for text in texts(figure) for line in text.get_text().split("\n")]


def plotted(*words: str) -> Result:
    return CliRunner().invoke(plot, list(words))


@pytest.mark.parametrize(
    "words",
    [
        ("growth", "--limit", "20"),
        ("growth", "--units", "--country", "ru"),
        ("problems", "--as-of", "2010"),
        ("problems", "--kind", "sister"),
        ("degrees", "--units"),
        ("distances", "--seed", "0"),
        ("adjacency", "--country", "ru"),
    ],
)
def test_a_figure_has_no_option_that_would_change_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = plotted(*words, "--out", str(tmp_path / "figure.svg"))
    assert result.exit_code == 2
    assert f"No such option '{words[1]}'" in result.output or f"No such option: {words[1]}" in result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("hubs", "--contact", "a@b"), "--contact is about an endpoint"),
        (("hubs", "--graph", str(SMALL_WORLD), "--sources", str(SMALL_WORLD)), "give one of them"),
    ],
)
def test_an_option_beside_which_another_counts_is_refused(tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    result = plotted(*words, "--out", str(tmp_path / "figure.svg"))
    assert isinstance(result.exception, KgError)
    assert result.exception.exit_code == 2
    assert message in str(result.exception)
    assert "\n" not in str(result.exception)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ("growth", "--as-of", "2005"),
        ("growth", "--kind", "partner"),
        ("degrees", "--as-of", "2005"),
        ("distances", "--as-of", "2005"),
        ("adjacency", "--units"),
        ("adjacency", "--as-of", "2005"),
        ("hubs", "--units"),
        ("hubs", "--country", "ru"),
        ("hubs", "--limit", "1"),
        ("hubs", "--as-of", "2005"),
        ("problems", "--lang", "ru"),
    ],
)
def test_an_option_that_is_taken_changes_the_figure(graph: str, tmp_path: Path, words: tuple[str, ...]) -> None:
    written = []
    for name, chosen in (("with.svg", words), ("without.svg", words[:1])):
        result = plotted(*chosen, "--graph", graph, "--out", str(tmp_path / name))
        assert result.exit_code == 0, result.output
        written.append((tmp_path / name).read_bytes())
    assert written[0] != written[1]


def test_the_figure_of_hubs_and_their_table_draw_the_same_sources() -> None:
    for name in ("rounds", "seed", "kinds", "limit"):
        first, second = (
            next((each.default, getattr(each, "help", "")) for each in command.params if each.name == name)
            for command in (plot.commands["hubs"], command_of("rank"))
        )
        assert first == second, name
