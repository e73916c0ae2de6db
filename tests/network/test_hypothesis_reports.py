"""Reports of hypotheses say what was found, what it hangs on, and why nothing was found."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kg.analysis.hypotheses import verdict
from kg.analysis.hypotheses.models import count_model
from kg.analysis.hypotheses.units import units
from kg.analysis.question import Question
from kg.analysis.reports import claim, hypotheses
from kg.analysis.reports.report import Cell, Report, texts
from kg.network.attributes import Attributes, Facility, Figure
from kg.network.ties import Network
from kg.network.views import Choice
from tests.network.worlds import link, network, node, question, two_provinces

WORLD = two_provinces()


LANGUAGES = {"en", "ru", "zh"}


def test_a_claim_that_cannot_be_tested_is_said_so_in_chinese() -> None:
    report = claim.of_claim(question("zh", country="ru"))
    assert report.notes[0].endswith("现有数据无法检验")
    assert set(column(report, "verdict")) == {"现有数据无法检验"}


def test_a_bound_near_zero_keeps_its_digits() -> None:
    assert [hypotheses.short(value) for value in (0.0042, 0.00031, 2.5)] == ["0.0042", "0.00031", "2.50"]


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


@pytest.mark.parametrize("lang", ["ru", "zh"])
@pytest.mark.parametrize("report", [hypotheses.of_hypotheses, claim.of_claim, hypotheses.of_models])
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
            (claim.of_claim(sixty), ("p", "p-permuted", "p-holm")),
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
    assert {row[0] for row in report.rows} > {"with whom", "since when", "how many"}
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
    assert (kinds["any tie at all"], kinds["since when"]) == ("odds ratio", "hazard ratio")


def test_a_model_that_cannot_be_fitted_is_a_row_that_says_why() -> None:
    report = hypotheses.of_models(question(country="ru"))
    assert set(column(report, "trait")) == {None}
    assert all("too few units" in str(said) or "no unit has a tie" in str(said) for said in column(report, "note"))


def test_a_wide_interval_is_noted(sixty: Question, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.analysis.hypotheses.models.WIDE", 1.0)
    report = hypotheses.of_models(sixty)
    fitted = [row for row in report.rows if row[1] is not None]
    assert fitted
    assert all(f"wide interval: {row[1]}" in str(row[-1]) for row in fitted)


def test_a_year_without_ties_is_said_to_have_none() -> None:
    nowhere = question(country="ru", choice=Choice(as_of=1950))
    report = claim.of_claim(nowhere)
    assert report.notes[2] == "No tie of the kinds chosen stands in 1950"
    assert not any("too few" in said for said in report.notes)
    assert set(column(report, "note")) == {"no unit has a tie"}
    of_many = WORLD._replace(nodes={**WORLD.nodes, "kz": node("kz", "country")})
    assert hypotheses.of_hypotheses(nowhere._replace(network=of_many)).notes == report.notes[2:3]
    assert "No tie of the kinds chosen stands in 1950" in hypotheses.of_models(nowhere).notes


def test_everything_that_hypotheses_remark_has_its_words() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(verdict.__file__).parent.glob("*.py"))
    keys = set(re.findall(r'Remark\(\s*"([a-z0-9-]+)"', source))
    assert len(keys) > 15
    assert keys <= set(texts()["notes"])


def test_every_question_of_a_test_is_translated() -> None:
    found = hypotheses.of_hypotheses(question("ru", country="ru"))
    for row in found.rows:
        assert re.search("[а-я]", str(row[2])), row[2]
