"""Reports say in three languages what was found, and measures become data that queries read."""

from __future__ import annotations

import io
import re

import pyoxigraph as ox
import pytest

from kg.analysis.metric_quads import metrics, plain, quads
from kg.analysis.profile import MEASURES, Subject, network_values, node_values
from kg.analysis.reports import claim, hypotheses, measured, problems, suggestions
from kg.analysis.reports import hub_ranks as hubs
from kg.analysis.reports.problems import Raised
from kg.analysis.reports.report import texts
from kg.ask.catalog import Catalog
from kg.ask.engine import ask
from kg.ask.results import Table
from kg.base.errors import KgError
from kg.base.languages import translated
from kg.formats.latex import escape, latex_table
from kg.network.attributes import choose
from kg.network.views import WITH_PARTNERS, Choice, view
from tests.network.worlds import link, network, node, question, two_provinces

WORLD = two_provinces()
LANGUAGES = {"en", "ru", "zh"}


def test_places_are_ranked_by_the_first_measure() -> None:
    report, values = measured.of_places(Subject(view(WORLD)), ["partners", "core"], "en")
    assert report.columns == ("rank", "place", "partners", "core", "id")
    assert [(row[0], row[-1]) for row in report.rows][:3] == [(1, "cn-coast"), (1, "ru-port"), (3, "cn-ferry")]
    assert values["partners"]["ru-port"] == 2


def test_a_narrow_report_leaves_out_what_refines_the_rest() -> None:
    report, _values = measured.of_places(Subject(view(WORLD)), ["partners", "core"], "ru")
    assert report.spare() == ["core", "id"]
    assert report.headings("en")[-1] == "id"


def test_the_network_report_warns_of_two_modes() -> None:
    report = measured.of_network(Subject(view(WORLD)), "ru")
    assert ("рёбра", 4, "edges") in report.rows
    assert any("двухмодовая" in note for note in report.notes)


def test_what_a_year_leaves_out_is_said() -> None:
    report = measured.of_network(Subject(view(WORLD, choice=Choice(as_of=2016))), "en")
    assert report.notes[0].startswith("1 ties are only possible in that year")


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_every_report_of_a_tiny_world_comes_out(lang: str) -> None:
    asked = question(lang, Choice(kinds=WITH_PARTNERS), country="ru", place="ru-port", until=(2005,))
    for report in (
        measured.of_mixing(asked),
        measured.of_growth(asked),
        measured.of_distances(asked),
        hubs.of_hubs(asked),
        hubs.of_robustness(asked),
        hypotheses.of_hypotheses(asked),
        hypotheses.of_border(asked),
        claim.of_claim(asked),
        hypotheses.of_models(asked),
        suggestions.of_suggestions(asked),
        suggestions.of_backtest(asked),
        suggestions.of_bins(asked),
        suggestions.of_features(asked),
    ):
        headings = report.headings(lang)
        assert {len(row) for row in report.rows} == {len(headings)}
        assert len(set(headings)) == len(headings)


def test_what_is_missing_is_asked_for() -> None:
    with pytest.raises(KgError, match="--country"):
        claim.of_claim(question())
    with pytest.raises(KgError, match="too few ties"):
        suggestions.of_backtest(question(choice=Choice(kinds=("intention",))))


@pytest.mark.parametrize(
    ("lang", "asked", "caveat"),
    [
        ("en", "Asked in 2005, by what was so then", "Read with care"),
        ("ru", "Годы вопроса: 2005", "Читать с осторожностью"),
        ("zh", "提问年份：2005", "解读须谨慎"),
    ],
)
def test_a_backtest_says_what_it_rests_on(lang: str, asked: str, caveat: str) -> None:
    report = suggestions.of_backtest(question(lang, Choice(kinds=WITH_PARTNERS), until=(2005,)))
    assert report.notes[0].startswith(asked)
    assert report.notes[1].startswith(caveat)
    assert "AUC" in report.headings(lang)


def test_a_backtest_has_a_row_a_year_and_says_what_was_expected_and_what_came() -> None:
    with pytest.raises(KgError, match="what came after 2090 is known only to "):
        suggestions.of_backtest(question(choice=Choice(kinds=WITH_PARTNERS), until=(2090,)))
    report = suggestions.of_backtest(question(choice=Choice(kinds=WITH_PARTNERS), until=(2005, 2000)))
    assert [row[0] for row in report.rows] == [2000, 2005]
    columns = dict(zip(report.columns, report.rows[0], strict=True))
    assert (columns["known"], columns["tied-later"]) == (3, 2)
    assert report.notes[-1].startswith("Of the 200 likeliest pairs of each year: ")


def test_chances_stand_as_words_and_as_numbers_and_no_log_odds() -> None:
    asked = question(choice=Choice(kinds=WITH_PARTNERS), place="ru-mill")
    report = suggestions.of_suggestions(asked._replace(everyone=True))
    rows = {row[-1]: dict(zip(report.columns, row, strict=True)) for row in report.rows}
    assert rows["cn-coast"]["stands"] == "sister tie since 2010"
    assert (rows["cn-coast"]["chance"], rows["cn-coast"]["probability"]) == (None, None)
    assert "about 1 in" in str(rows["cn-north"]["chance"])
    assert 0 < float(str(rows["cn-north"]["probability"])) < 1
    assert not any("odds" in heading for heading in report.headings("en"))
    assert "cn-coast" not in {row[-1] for row in suggestions.of_suggestions(asked).rows}


def test_suggestions_say_what_their_choice_leaves_out() -> None:
    asked = question(choice=Choice(as_of=2012, least_confidence=0.5), place="ru-mill")
    report = suggestions.of_suggestions(asked)
    assert report.notes[1].startswith("As seen from 2012")
    assert report.notes[2:] == (
        "1 ties are only possible in that year by the bounds of their dates and are left out",
        "1 ties below the confidence asked for are left out",
    )
    assert "cn-coast" not in {row[-1] for row in report.rows}


def test_every_word_is_there_in_every_language() -> None:
    names = {"PageRank", "HITS", "VIF", "AUC", "alpha"}
    for section, words in texts().items():
        for key, english in words.items():
            for lang in ("ru", "zh"):
                assert english in names or translated(english, lang) != english, (section, key, lang)


def test_every_column_and_every_measure_has_a_word() -> None:
    graph = view(WORLD)
    measures = {measure.name for measure in MEASURES} | network_values(Subject(graph)).keys()
    measures |= network_values(Subject(view(WORLD, "projection"))).keys()
    on_engines = {"component", "label-community"}  # what joins alone reckon: kg measure --engine
    assert measures | on_engines == texts()["measures"].keys()


def test_saved_measures_answer_the_query_of_the_catalogue() -> None:
    values = node_values(Subject(view(WORLD)), ["partners", "betweenness"])
    text = "".join(quads(metrics(values, "shape=two-mode; kinds=sister", 2016)))
    assert text.splitlines() == sorted(text.splitlines())
    store = ox.Store()
    store.load(io.BytesIO(text.encode()), format=ox.RdfFormat.N_QUADS)
    answer = ask(store, Catalog().find("metrics-of-places").text)
    assert isinstance(answer, Table)
    assert len(answer) == 12
    row = next(row for row in answer.rows if row[1] == "degree (Freeman 1979)" and str(row[6]).endswith("ru-port"))
    assert row[2:6] == ("distinct partners; shape=two-mode; kinds=sister", 2016, 2, 1)


def test_another_view_is_another_metric() -> None:
    values = node_values(Subject(view(WORLD)), ["partners"])
    first, other, later = (
        {metric.slug for metric in metrics(values, settings, year)}
        for settings, year in (("kinds=sister", None), ("kinds=partner", None), ("kinds=sister", 2000))
    )
    assert not first & other
    assert not first & later


def test_decimals_have_no_exponent() -> None:
    assert [plain(value) for value in (1e-9, 0.5, 12.0, 1e22)] == [
        "0.000000001",
        "0.5",
        "12",
        "10000000000000000000000",
    ]


def test_every_measure_names_its_paper() -> None:
    for measure in MEASURES:
        assert measure.name == "triangles" or re.search(r"\(.*\d{4}\)", measure.algorithm), measure.name


def test_problems_are_counted_by_expert_and_type_of_place() -> None:
    world = network(
        [node("ru-r", "region", border=True), node("ru-c", "city", "ru-r", border=True), node("ru-i", "city", "ru-x")],
        [link("ru-c", "ru-i")],
    )
    raised = [
        Raised("ru-c", "e1", "money"),
        Raised("ru-c", "e2", "money"),
        Raised("ru-c", "e2", "money"),
        Raised("ru-r", "e3", "language"),
        Raised("ru-i", "e4", "money"),
    ]
    counts, names = problems.by_type(world, raised)
    assert names == ["money", "language"]
    assert counts == {("money", "border-city"): 2, ("language", "border-region"): 1, ("money", "inner-city"): 1}


def test_a_figure_of_low_trust_stands_in_only_where_there_is_no_other() -> None:
    rows = [
        ("x/a", "x/good", 2019, 5, "x/persons", None),
        ("x/a", "x/best", 2021, 7, "x/persons", True),
        ("x/b", "x/best", 2021, 9, "x/persons", True),
        ("x/b", "x/other", 2021, 1, "x/persons", None),
    ]
    found = choose(rows, ("best", "good"))
    assert (found["a"].value, found["b"].value) == (5.0, 9.0)


def test_latex_shows_a_mark_for_a_character_that_would_act() -> None:
    assert escape("a\x01\x1b[31mb") == "a\ufffd\ufffd[31mb"


def test_latex_escapes_what_cells_hold() -> None:
    assert escape(r"a\b{c}_$%&#~^<>|") == (
        r"a\textbackslash{}b\{c\}\_\$\%\&\#\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}\textbar{}"
    )
    table = latex_table(Table(["a", "b"], [["x\ny", None], ["z", 0.5]]))
    assert r"\begin{tabular}{lr}" in table
    assert "x y & --" in table
