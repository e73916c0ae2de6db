"""The commands that report, as commands: rows in every format, files whole, errors in one line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.ask.remote.faults import EndpointError
from kg.base.errors import KgError
from tests.network.commands import rows, run


def test_places_come_with_the_measures_asked_for(graph: str) -> None:
    found = rows(run("measure", "places", "--graph", graph, "--measure", "partners", "--measure", "core"))
    assert int(found[0]["partners"]) >= 2
    assert list(found[0]) == ["rank", "place", "partners", "core", "id"]


def test_headings_and_names_follow_the_language(graph: str) -> None:
    words = ("measure", "places", "--graph", graph, "--measure", "partners", "--lang", "ru")
    head, *_ = run(*words, "--format", "md").stdout.splitlines()
    assert head == "| ранг | территория | партнёры (partners) | код |"
    found = rows(run(*words))
    assert list(found[0]) == ["rank", "place", "partners", "id"]
    assert any(row["place"] == "Хабаровск" for row in found)


@pytest.mark.parametrize(
    "what",
    [
        "measure network",
        "measure mixing",
        "measure growth",
        "measure distances",
        "measure attack",
        "measure robustness",
        "rank",
    ],
)
def test_reports_print_rows(graph: str, what: str) -> None:
    assert rows(run(*what.split(), "--graph", graph))


def test_the_claim_is_not_testable_in_a_small_world_and_says_why(graph: str) -> None:
    result = run("test", "claim", "--graph", graph, "--country", "ru")
    assert rows(result)[0]["verdict"] == "not testable with these data"
    assert "too few" in result.stderr


def test_suggestions_take_a_name_in_any_script(graph: str) -> None:
    by_name, by_id = (
        rows(run("suggest", place, "--graph", graph, "--limit", "3")) for place in ("Новосибирск", "ru-novosibirsk")
    )
    assert by_name == by_id
    assert by_name[0]["why"]


def test_what_is_tied_and_what_is_likely_are_two_questions_and_one_ranking(graph: str) -> None:
    place = ("ru-novosibirsk", "--graph", graph)
    listed = [row["candidate"] for row in rows(run("query", "candidate-partners", "--place", *place))]
    assert listed == sorted(listed)  # a list of what is, in the order of ids: no ranking
    suggested = rows(run("suggest", *place, "--all", "--limit", "900"))
    assert [row["rank"] for row in suggested] == [str(n) for n in range(1, len(suggested) + 1)]
    tied = {row["id"] for row in suggested if row["standing"].startswith(("sister tie", "partner tie"))}
    assert tied.isdisjoint(listed)
    assert tied.isdisjoint(row["id"] for row in rows(run("suggest", *place, "--limit", "900")))


def test_saved_measures_are_quads_of_the_rows(graph: str, tmp_path: Path) -> None:
    path = tmp_path / "measures.nq"
    found = rows(
        run("measure", "places", "--graph", graph, "--measure", "partners", "--as-of", "2012", "--save", str(path))
    )
    quads = list(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
    subjects = {str(quad.subject) for quad in quads}
    assert len(subjects) == len(found)
    assert {str(quad.graph_name) for quad in quads} == {"<https://w3id.org/interregional-ties/graph/measures>"}
    years = [
        quad.object.value
        for quad in quads
        if str(quad.predicate).endswith("#asOf>") and isinstance(quad.object, ox.Literal)
    ]
    assert set(years) == {"2012"}


def test_measures_of_other_settings_are_other_metrics(graph: str, tmp_path: Path) -> None:
    found: list[set[str]] = []
    for number, words in enumerate(((), ("--isolates",), ("--least-confidence", "0.5"), ("--pivots", "3"))):
        path = tmp_path / f"{number}.nq"
        rows(run("measure", "places", "--graph", graph, "--measure", "betweenness", *words, "--save", str(path)))
        found.append({str(quad.subject) for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS)})
    assert len(set.union(*found)) == sum(map(len, found))


@pytest.mark.parametrize("view", ["two-mode", "regions"])
def test_saved_measures_fit_the_shapes(graph: str, tmp_path: Path, view: str) -> None:
    from kg.cli.check import check

    path = tmp_path / "all.nq"
    rows(run("measure", "places", "--graph", graph, "--view", view, "--save", str(path)))
    with path.open("ab") as both:
        both.write(Path(graph).with_name("ties.nq").read_bytes())
    found = CliRunner().invoke(check, [str(path), "--format", "csv"])
    assert "id/metric/" not in found.stdout, found.stdout


def test_the_number_of_a_community_has_no_rank(graph: str, tmp_path: Path) -> None:
    path = tmp_path / "communities.nq"
    rows(run("measure", "places", "--graph", graph, "--measure", "community", "--save", str(path)))
    quads = list(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))
    assert quads
    assert not any(str(quad.predicate).endswith("#rank>") for quad in quads)


@pytest.mark.parametrize(
    "what",
    [
        *(f"measure {each}" for each in ["places", "network", "mixing", "distances", "attack", "robustness", "growth"]),
        "rank",
    ],
)
def test_a_year_without_ties_is_an_empty_answer(graph: str, what: str) -> None:
    result = run(*what.split(), "--graph", graph, "--as-of", "1950", "--format", "csv")
    assert result.exit_code == 0, result.output
    assert "state of 1950" in result.stderr


def test_every_report_says_which_ties_it_counts(graph: str) -> None:
    result = run(
        "measure",
        "places",
        "--graph",
        graph,
        "--kind",
        "sister",
        "--kind",
        "partner",
        "--lang",
        "ru",
        "--as-of",
        "2012",
    )
    assert "Связи: побратимские, партнёрские; состояние на 2012 год" in result.stderr


def test_weighted_paths_are_measured_where_weights_differ(graph: str) -> None:
    measured = rows(run("measure", "places", "--graph", graph, "--view", "regions"))[0]
    assert ("weighted-betweenness" in measured) == ("weighted-closeness" in measured)
    asked = rows(run("measure", "places", "--graph", graph, "--view", "regions", "--measure", "weighted-closeness"))
    assert float(asked[0]["weighted-closeness"]) > 0


def test_the_view_of_all_ties_holds_domestic_ones(graph: str) -> None:
    whole, two_sided = (
        {row["measure"]: row["value"] for row in rows(run("measure", "network", "--graph", graph, "--view", view))}
        for view in ("multigraph", "two-mode")
    )
    assert int(whole["edges"]) >= int(two_sided["edges"])
    assert "triangles" in whole


@pytest.mark.parametrize("words", [("--format", "latex"), ("--out", "t.tex")])
def test_latex_is_printed_or_written(
    graph: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("measure", "network", "--graph", graph, *words)
    text = tmp_path.joinpath("t.tex").read_text(encoding="utf-8") if words[0] == "--out" else result.stdout
    assert text.startswith(r"\begin{table}")
    assert "degree-gini" in text
    assert r"\caption{Measures of the network}" in text
    assert "Ties: sister." in text  # what is said beside a table stands below it in a paper


def test_json_has_numbers(graph: str) -> None:
    result = run("measure", "network", "--graph", graph, "--format", "json")
    found = json.loads(result.stdout)
    assert "nodes" in result.stdout
    assert found


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("measure", "places", "--edges", "E", "--view", "regions"), "--view is not for an edge list"),
        (("measure", "places", "--edges", "E", "--one-mode", "--view", "projection"), "--view is not for an edge list"),
        (("measure", "places", "--edges", "E", "--weight", "newman"), "--weight is about a projection"),
        (("measure", "places", "--edges", "E", "--column", "2"), "--column is about a projection"),
        (("measure", "network", "--graph", "G", "--two-mode"), "--two-mode is about an edge list"),
        (("measure", "places", "--edges", "E", "--save", "m.nq"), "--save is not for an edge list"),
        (("measure", "places", "--edges", "E", "--as-of", "2000"), "--as-of is not for an edge list"),
        (("measure", "network", "--graph", "G", "--seed", "3"), "--seed chooses the pivots"),
        (("measure", "places", "--edges", "E", "--measure", "closenes"), "closeness"),
        (("rank", "--graph", "G", "--country", "rus"), "ru"),
        (("suggest", "Хабаровскк", "--graph", "G"), "did you mean"),
        (("measure", "network", "--edges", "E", "--rounds", "99"), "--rounds is about random networks"),
        (("measure", "network", "--graph", "G", "--view", "projection", "--null", "bicm"), "no null model"),
        (("rank", "--graph", "G", "--contact", "a@b"), "--contact is about an endpoint"),
    ],
)
def test_misuse_is_told_in_one_line(graph: str, tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    path = tmp_path / "e.csv"
    path.write_text("a,b\n", encoding="utf-8")
    result = run(*({"E": str(path), "G": graph}.get(word, word) for word in words))
    assert isinstance(result.exception, KgError)
    assert result.exception.exit_code == 2
    assert message in str(result.exception)


@pytest.mark.parametrize(
    "words",
    [
        "rank --edges E",
        "measure growth --limit 3",
        "measure network --save m.nq",
        "measure robustness --least-confidence 0.5",
        "test models --rounds 99",
        "suggest",
    ],
)
def test_a_command_has_no_option_that_would_change_nothing(words: str) -> None:
    result = run(*words.split())
    assert result.exit_code == 2
    assert "No such option" in result.output or "Missing argument" in result.output


def test_ranks_are_of_the_ties_that_kg_hubs_counts(graph: str) -> None:
    for level in ("own", "inner", "both"):
        for words in ((), ("--as-of", "2012"), ("--kind", "sister", "--country", "ru")):
            of_hubs = rows(run("hubs", "--graph", graph, "--level", level, "--limit", "99", *words))
            of_ranks = rows(run("rank", "--graph", graph, "--rollup", level, "--limit", "99", "--rounds", "99", *words))
            column = {"own": "own ties", "inner": "ties within", "both": "both"}[level]
            counted = [(row["rank"], row["id"], row[column]) for row in of_hubs]
            assert counted == [(row["rank"], row["id"], row["ties"]) for row in of_ranks]


def test_the_test_of_the_border_repeats_the_rows_of_all_hypotheses(graph: str) -> None:
    words = ("--graph", graph, "--country", "ru", "--rounds", "99")
    border, every = (rows(run("test", what, *words)) for what in ("border", "hypotheses"))
    assert border == [row for row in every if row["trait"] == "border"]
    assert border


def test_a_table_for_people_has_the_decimal_mark_of_its_language(graph: str) -> None:
    russian, english, data = (
        run("measure", "network", "--graph", graph, *words).stdout
        for words in (("--lang", "ru", "--format", "md"), ("--format", "md"), ("--lang", "ru", "--format", "csv"))
    )
    assert re.search(r"плотность \| 0,\d+", russian)
    assert re.search(r"density \| 0\.\d+", english)
    assert re.search(r"плотность,0\.\d+", data)


def test_what_belongs_to_an_endpoint_is_taken_with_one() -> None:
    words = ("--endpoint", "http://127.0.0.1:9/sparql", "--timeout", "1", "--contact", "a@b.example")
    refused = run("measure", "network", *words).exception
    assert isinstance(refused, EndpointError)  # nobody answers there, but nothing typed was in the way


@pytest.mark.parametrize(("model", "said"), [("curveball", "Strona et al. 2014"), ("bicm", "Saracco et al. 2015")])
def test_numbers_stand_beside_a_null_model(graph: str, model: str, said: str) -> None:
    result = run("measure", "network", "--graph", graph, "--null", model, "--rounds", "99", "--seed", "2")
    found = {row["measure"]: row for row in rows(result)}
    assert said in result.stderr
    low, mean, high = (float(found["modularity"][f"null model: {key}"]) for key in ("2.5 %", "mean", "97.5 %"))
    assert low <= mean <= high
    assert found["density"]["null model: mean"] == ""


def test_removals_are_told_with_r(graph: str) -> None:
    result = run("measure", "attack", "--graph", graph, "--rounds", "99")
    first, *_, last = rows(result)
    assert (first["removed, %"], last["removed, %"], last["largest: by degree"]) == ("0", "100", "0")
    assert "R, the mean share" in result.stderr


@pytest.mark.parametrize("what", ["growth", "degrees", "hubs", "problems", "distances", "attack", "adjacency"])
def test_every_figure_is_written_and_the_same_twice(graph: str, tmp_path: Path, what: str) -> None:
    written = []
    for name in ("one.svg", "other.svg"):
        result = run("plot", what, "--graph", graph, "--out", str(tmp_path / name))
        assert result.exit_code == 0, result.output
        assert result.stdout.strip().endswith(name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert b"</svg>" in written[0]


def test_a_figure_of_another_kind_of_file_is_refused(graph: str, tmp_path: Path) -> None:
    result = run("plot", "growth", "--graph", graph, "--out", str(tmp_path / "growth.gif"))
    assert isinstance(result.exception, KgError)
    assert ".svg, .png, .pdf" in str(result.exception)
    assert not list(tmp_path.iterdir())
