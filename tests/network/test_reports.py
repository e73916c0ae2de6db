"""Reports say in three languages what was found, and measures become data that queries read."""

from __future__ import annotations

import io
import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyoxigraph as ox
import pytest

from kg.ask.catalog import Catalog
from kg.ask.engine import ask
from kg.ask.results import Table
from kg.network.attributes import Attributes, Facility, Figure, choose
from kg.network.hypotheses import verdict
from kg.network.hypotheses.models import Effect, Model, count_model
from kg.network.hypotheses.results import Remark
from kg.network.hypotheses.units import units
from kg.network.latex import escape, latex_table
from kg.network.metric_quads import metrics, plain, quads
from kg.network.model import Network
from kg.network.profile import MEASURES, Subject, node_values
from kg.network.reports import hubs, hypotheses, measured, model, problems, suggestions
from kg.network.reports.model import Cell, Question, Report, texts
from kg.network.reports.problems import Raised
from kg.network.views import WITH_PARTNERS, Choice, view
from kg.words.errors import KgError
from tests.network.worlds import link, network, node, two_provinces

WORLD = two_provinces()
LANGUAGES = {"en", "ru", "zh"}


def question(lang: str = "en", choice: Choice = Choice(), **more: object) -> Question:  # noqa: B008 (a record)
    base = Question(WORLD, Attributes(), choice, lang, rounds=99)
    return base._replace(**more)  # type: ignore[arg-type]  # fields by name


def test_places_are_ranked_by_the_first_measure() -> None:
    report, values = measured.of_places(Subject(view(WORLD)), ["partners", "core"], "en")
    assert report.columns == ("rank", "place", "partners", "core", "id")
    assert [(row[0], row[-1]) for row in report.rows][:3] == [(1, "cn-coast"), (1, "ru-port"), (3, "cn-ferry")]
    assert values["partners"]["ru-port"] == 2


def test_the_network_report_warns_of_two_modes() -> None:
    report = measured.of_network(Subject(view(WORLD)), "ru")
    assert ("edges", 4) in report.rows
    assert any("двудольная" in note for note in report.notes)


def test_what_a_year_leaves_out_is_said() -> None:
    report = measured.of_network(Subject(view(WORLD, choice=Choice(as_of=2016))), "en")
    assert report.notes[0].startswith("1 ties have no year")


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_every_report_of_a_tiny_world_comes_out(lang: str) -> None:
    asked = question(lang, Choice(kinds=WITH_PARTNERS), country="ru", place="ru-port", year=2000)
    for report in (
        measured.of_mixing(asked),
        measured.of_growth(asked),
        measured.of_distances(asked),
        hubs.of_hubs(asked, units_only=False),
        hubs.of_robustness(asked),
        hypotheses.of_hypotheses(asked),
        hypotheses.of_claim(asked),
        hypotheses.of_models(asked),
        suggestions.of_suggestions(asked),
        suggestions.of_backtest(asked),
    ):
        headings = report.headings(lang)
        assert {len(row) for row in report.rows} == {len(headings)}
        assert len(set(headings)) == len(headings)


def test_a_claim_that_cannot_be_tested_is_said_so_in_chinese() -> None:
    report = hypotheses.of_claim(question("zh", country="ru"))
    assert report.notes[0].endswith("现有数据无法检验")
    assert report.rows[0][2] == "现有数据无法检验"


def country() -> tuple[Network, Attributes]:
    """Sixty units that differ in every trait, and the ties of each with ten places over the border."""
    chance = np.random.default_rng(4)
    there = [node(f"cn-{n}", "province", lat=45.0, lon=100.0 + n, border=n < 3) for n in range(10)]
    here, links = [], []
    for n in range(60):
        far = n / 3 if n < 9 else float(chance.uniform(2, 30))
        labels = {"en": f"Unit {n}", "ru": f"Единица {n}", "zh": f"单位{n}"}
        here.append(node(f"ru-{n:02}", "region", border=n < 9, lat=46.0 + far, lon=105.0, labels=labels))
        links += [
            link(f"ru-{n:02}", f"cn-{k}", start_year=2000) for k in range(min(10, int(chance.poisson(1 + n / 9))))
        ]
    figures = [
        {each.id: Figure(start * math.exp(growth * n), "f", 2020, "") for n, each in enumerate((*here, *there))}
        for start, growth in ((1e5, 0.06), (9e5, -0.01))
    ]
    figures[1] = {
        id: figure._replace(value=figure.value * float(chance.uniform(1, 3))) for id, figure in figures[1].items()
    }
    consulates = [Facility(f"k{n}", "consulate", f"ru-{n:02}", "", closed=False) for n in range(0, 60, 5)]
    return network([*here, *there], links), Attributes(figures[0], figures[1], tuple(consulates))


@pytest.fixture(scope="module")
def sixty() -> Question:
    """A question about a country whose claim can be modelled."""
    world, attributes = country()
    return Question(world, attributes, Choice(), country="ru", rounds=99)


def column(report: Report, key: str) -> list[Cell]:
    place = report.columns.index(key)
    return [row[place] for row in report.rows]


def test_the_claim_shows_what_its_verdict_hangs_on(sixty: Question) -> None:
    report = hypotheses.of_claim(sixty._replace(lang="ru"))
    names = column(report, "ties-modelled")
    assert names[:2] == ["число связей", "число связей, без учёта расстояния"]
    assert all(re.fullmatch(r"число связей, без региона: Единица \d+", str(name)) for name in names[-2:])
    assert column(report, "units")[-2:] == [59, 59]
    least, most = column(report, "border-ratio")[-2:]
    assert isinstance(least, float)
    assert isinstance(most, float)
    said = " ".join(report.notes)
    assert least < most
    assert f"от {least:.2f}".replace(".", ",") in said
    assert re.search(r"коррелируют: r = −0,\d\d; .*VIF.* \d,\d\d", said)
    assert "Без расстояния в модели" in said


@pytest.mark.parametrize("lang", ["ru", "zh"])
@pytest.mark.parametrize("report", [hypotheses.of_hypotheses, hypotheses.of_claim, hypotheses.of_models])
def test_no_english_is_left_in_reports_of_hypotheses(
    sixty: Question, lang: str, report: Callable[[Question], Report]
) -> None:
    names = {
        "MRQAP",
        "double",
        "semi",
        "partialling",
        "curveball",
        "log",
        "log10",
        "VIF",
        "HC1",
        "alpha",
        "Alpha",
        "df",
    }
    nowhere = sixty._replace(choice=Choice(as_of=1950))
    for asked in (sixty, nowhere, question(country="ru")):
        found = report(asked._replace(lang=lang))
        cells = [str(cell) for row in found.rows for cell in row if isinstance(cell, str)]
        for text in (*found.notes, *cells, *found.headings(lang)):
            assert set(re.findall("[A-Za-z]{2,}[0-9]*", text)) <= names, text


def test_a_small_p_value_is_a_number_and_not_zero(sixty: Question) -> None:
    found = [
        value
        for report, keys in (
            (hypotheses.of_hypotheses(sixty), ("p", "p-holm")),
            (hypotheses.of_claim(sixty), ("border-p-holm", "product-p-holm")),
            (hypotheses.of_models(sixty), ("p", "p-holm", "poisson-p")),
        )
        for key in keys
        for value in column(report, key)
        if value is not None
    ]
    assert all(isinstance(value, float) and value > 0 for value in found)
    assert min(float(str(value)) for value in found) < 0.0001
    assert [hypotheses.p_value(p) for p in (None, 0.04567, 0.00123456, 2.4547e-11, 0.0)] == [
        None,
        0.0457,
        0.0012,
        2.5e-11,
        1e-16,
    ]


def test_models_are_told_with_their_diagnostics(sixty: Question) -> None:
    report = hypotheses.of_models(sixty)
    first = count_model(units(sixty.network, sixty.network.links, sixty.attributes, "ru"))
    rows = [row for row in report.rows if row[0] == "number of ties"]
    assert [row[1] for row in rows] == ["border", "distance", "population", "product per head"]
    of = dict(zip(report.columns, rows[0], strict=True))
    border = first.effect("border")
    assert border is not None
    assert (of["ratio-kind"], of["units"]) == ("rate ratio", 60)
    assert of["ratio"] == pytest.approx(border.ratio, rel=0.01)
    assert of["vif"] == pytest.approx(first.inflation["border"], abs=0.01)
    for key, name in (("alpha", "alpha"), ("dispersion", "dispersion"), ("pseudo-r2", "pseudo_r2"),
                      ("log-likelihood", "log_likelihood"), ("poisson-p", "poisson_p")):  # fmt: skip
        assert of[key] == pytest.approx(first.diagnostics[name], abs=0.01), key
    kinds = {str(row[0]): row[2] for row in report.rows}
    assert kinds["any tie at all"] == "odds ratio"


def test_a_model_that_cannot_be_fitted_is_a_row_that_says_why() -> None:
    report = hypotheses.of_models(question(country="ru"))
    assert set(column(report, "trait")) == {None}
    assert all("too few units" in str(said) or "no unit has a tie" in str(said) for said in column(report, "note"))


def test_a_wide_interval_is_noted(sixty: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.network.hypotheses.models.WIDE", 1.0)
    report = hypotheses.of_models(sixty)
    fitted = [row for row in report.rows if row[1] is not None]
    assert fitted
    assert all(f"wide interval: {row[1]}" in str(row[-1]) for row in fitted)
    assert "wide interval: border, distance" in str(column(hypotheses.of_claim(sixty), "note")[0])


def test_a_bound_near_zero_keeps_its_digits(sixty: Question) -> None:
    effect = Effect("border", 0.0042, 0.00031, 2.5, 0.001, 2.0, 0.3)
    fit = verdict.Fit(Model("number of ties", 60, (effect,), {}, {}), "not testable")
    assert hypotheses._fit(fit, sixty)[3:5] == (0.0042, "0.00031–2.50")


def test_a_year_without_ties_is_said_to_have_none() -> None:
    nowhere = question(country="ru", choice=Choice(as_of=1950))
    report = hypotheses.of_claim(nowhere)
    assert report.notes[1] == "No tie of the kinds chosen stands in 1950"
    assert not any("too few" in said for said in report.notes)
    assert set(column(report, "note")) == {"no unit has a tie"}
    of_many = WORLD._replace(nodes={**WORLD.nodes, "kz": node("kz", "country")})
    assert hypotheses.of_hypotheses(nowhere._replace(network=of_many)).notes == report.notes[1:2]
    assert "No tie of the kinds chosen stands in 1950" in hypotheses.of_models(nowhere).notes


@pytest.mark.parametrize("key", ["border-matters", "product-matters", "product-fewer", "product-open"])
def test_a_ratio_is_told_so_that_it_may_lie_on_either_side_of_one(key: str) -> None:
    values = dict.fromkeys(("border", "product"), 0.51) | dict.fromkeys(("product_low", "product_high"), 0.4)
    told = {lang: hypotheses.tell(Remark(key, {**values, "p": 0.01}), question(lang)) for lang in sorted(LANGUAGES)}
    assert "rate ratio 0.51" in told["en"]
    assert re.search("отношение частот .*0,51", told["ru"])
    assert "发生率比为0.51" in told["zh"]
    assert not re.search("раза|倍|times", " ".join(told.values()))


def test_everything_that_hypotheses_remark_has_its_words() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(verdict.__file__).parent.glob("*.py"))
    keys = set(re.findall(r'Remark\(\s*"([a-z0-9-]+)"', source))
    keys |= set(
        re.findall(r'"((?:border|product)-(?:matters|none|open|fewer)|[a-z]+(?:-on|-without)-distance)"', source)
    )
    assert len(keys) > 25
    assert keys <= set(texts()["notes"])


def test_what_is_missing_is_asked_for() -> None:
    with pytest.raises(KgError, match="--place"):
        suggestions.of_suggestions(question())
    with pytest.raises(KgError, match="--country"):
        hypotheses.of_claim(question())
    with pytest.raises(KgError, match="too few ties"):
        suggestions.of_backtest(question(choice=Choice(kinds=("intention",))))


@pytest.mark.parametrize(
    ("lang", "trained", "caveat"),
    [
        ("en", "begun by the end of 2000 (3)", "Read with care"),
        ("ru", "начатые по 2000 год включительно (3)", "Читать с осторожностью"),
        ("zh", "截至2000年建立的3项关系", "解读须谨慎"),
    ],
)
def test_a_backtest_says_what_it_rests_on(lang: str, trained: str, caveat: str) -> None:
    report = suggestions.of_backtest(question(lang, Choice(kinds=WITH_PARTNERS), year=2000))
    assert trained in report.notes[0]
    assert any("AUC" in each for each in report.notes)
    assert report.notes[-1].startswith(caveat)


def test_a_backtest_shows_each_way_for_all_pairs_and_apart_by_newcomers() -> None:
    report = suggestions.of_backtest(question(choice=Choice(kinds=WITH_PARTNERS), year=2000))
    groups = [row[0] for row in report.rows]
    assert [groups.count(group) for group in ("all pairs", "with a newcomer", "without newcomers")] == [6, 6, 6]
    assert {"population alone", "nearness alone", "random order (expected)"} <= {row[1] for row in report.rows}


def test_a_backtest_that_a_year_leaves_nothing_to_test_is_refused() -> None:
    with pytest.raises(KgError, match="later --as-of"):
        suggestions.of_backtest(question(choice=Choice(kinds=WITH_PARTNERS, as_of=2000), year=2000))
    report = suggestions.of_backtest(question(choice=Choice(kinds=WITH_PARTNERS, as_of=2007), year=2000))
    assert "Only ties begun by the end of 2007 count as later" in report.notes
    assert report.rows[0][2] == 1  # the tie of 2005, not that of 2010


def test_suggestions_say_what_their_choice_leaves_out() -> None:
    asked = question(choice=Choice(as_of=2012, least_confidence=0.5), place="ru-mill")
    report = suggestions.of_suggestions(asked)
    assert report.notes[1].startswith("As seen from 2012")
    assert report.notes[2:] == (
        "1 ties have no year of their beginning and are left out",
        "1 ties below the confidence asked for are left out",
    )
    assert "cn-coast" not in {row[-1] for row in report.rows}


def test_every_word_is_there_in_every_language() -> None:
    for section in ("columns", "notes", "words"):
        for key, by_language in texts()[section].items():
            assert set(by_language) == LANGUAGES, key
    for key, by_language in texts()["questions"].items():
        assert set(by_language) == LANGUAGES - {"en"}, key


def test_no_word_stands_in_two_tables() -> None:
    folder = Path(model.__file__).with_name("texts")
    keys = [
        (section, key)
        for path in folder.glob("*.toml")
        for section, words in tomllib.loads(path.read_text(encoding="utf-8")).items()
        for key in words
    ]
    assert len(keys) == len(set(keys)), [key for key, count in Counter(keys).items() if count > 1]


def test_every_question_of_a_test_is_translated() -> None:
    found = hypotheses.of_hypotheses(question("ru", country="ru"))
    for row in found.rows:
        assert re.search("[а-я]", str(row[2])), row[2]


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


def test_latex_escapes_what_cells_hold() -> None:
    assert escape(r"a\b{c}_$%&#~^<>|") == (
        r"a\textbackslash{}b\{c\}\_\$\%\&\#\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}\textbar{}"
    )
    table = latex_table(["a", "b"], [["x\ny", None], ["z", 0.5]])
    assert r"\begin{tabular}{lr}" in table
    assert "x y & --" in table
