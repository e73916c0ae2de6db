"""A plain list of edges is read whole or refused with every line that is wrong."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from kg.analysis.profile import Subject, network_values, node_values
from kg.base.errors import KgError
from kg.network.edges_file import EdgeFileProblems, read_edges
from kg.network.projection import project


def written(folder: Path, text: str, name: str = "edges.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "source,target\nHarbin,Khabarovsk\nHeihe,Blagoveshchensk\n",
        "Harbin\tKhabarovsk\nHeihe\tBlagoveshchensk\n",
        "% a comment\nHarbin Khabarovsk\n\nHeihe   Blagoveshchensk\n",
        "\ufeffHarbin;Khabarovsk\n# note\nHeihe;Blagoveshchensk",
        '"Harbin",Khabarovsk\nHeihe, Blagoveshchensk\n',
    ],
)
def test_commas_tabs_semicolons_and_spaces_divide_columns(tmp_path: Path, text: str) -> None:
    graph = read_edges(written(tmp_path, text)).graph
    assert list(graph.edges()) == [("Harbin", "Khabarovsk"), ("Heihe", "Blagoveshchensk")]


def test_a_repeated_pair_is_counted_and_weighs_more(tmp_path: Path) -> None:
    edges = read_edges(written(tmp_path, "a,b\nb,a\na,c\n"))
    assert edges.repeated == 1
    assert edges.graph.edges["a", "b"]["weight"] == 2


def test_every_wrong_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(EdgeFileProblems) as refused:
        read_edges(written(tmp_path, "a,b\na,b,c,d\nx,\na,b,-1\na\n"))
    said = str(refused.value)
    assert refused.value.exit_code == 1
    assert "edges.csv:2: 4 columns" in said
    assert "edges.csv:3: an empty name" in said
    assert "edges.csv:4: the weight '-1' is no number above 0" in said
    assert "edges.csv:5: an empty name: ['a']" in said


def test_a_quote_that_does_not_close_is_told_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"edges\.csv, row 2: .*unexpected end of data"):
        read_edges(written(tmp_path, 'a,b\na,"b\nc,d\n'))


def test_a_name_tied_to_itself_and_a_comment_are_counted_and_left_out(tmp_path: Path) -> None:
    edges = read_edges(written(tmp_path, "#1 city,b\na,b\nc,c\n"))
    assert list(edges.graph) == ["a", "b"]
    assert edges.loops == 1
    assert "1 line of comments is left out" in edges.notes


def test_a_third_column_is_the_weight(tmp_path: Path) -> None:
    edges = read_edges(written(tmp_path, "source,target,weight\na,b,2\nb,c,0.5\na,b\n"))
    assert [data["weight"] for *_, data in edges.graph.edges(data=True)] == [3, 0.5]


def test_weights_that_add_up_to_no_number_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EdgeFileProblems, match="'a' and 'b' add up to over 1,000,000,000,000,000 – "):
        read_edges(written(tmp_path, "a,b,1e308\na,b,1e308\n"))


@pytest.mark.parametrize("text", ["a b 1,5\nb c 2\n", "a;b;1,5\nb;c;2\n", "a\tb\t1,5\nb\tc\t2\n"])
def test_a_weight_may_have_a_decimal_comma(tmp_path: Path, text: str) -> None:
    graph = read_edges(written(tmp_path, text)).graph
    assert [(a, b, data["weight"]) for a, b, data in graph.edges(data=True)] == [("a", "b", 1.5), ("b", "c", 2)]


@pytest.mark.parametrize("header", ["Источник,Цель,Вес", "Город,Партнёр", "城市,伙伴"])
def test_headers_of_the_three_languages_are_known(tmp_path: Path, header: str) -> None:
    assert list(read_edges(written(tmp_path, f"{header}\na,b\n")).graph) == ["a", "b"]


def test_only_line_breaks_end_lines(tmp_path: Path) -> None:
    assert list(read_edges(written(tmp_path, "x\x0by\u2028\tz\r\na\tb\n")).graph) == ["x\x0by", "z", "a", "b"]


def test_spaces_before_a_quote_do_not_count(tmp_path: Path) -> None:
    assert list(read_edges(written(tmp_path, 'a , "b, c"\n')).graph) == ["a", "b, c"]


def test_a_mark_within_quotes_divides_nothing(tmp_path: Path) -> None:
    assert list(read_edges(written(tmp_path, '"A; B",C\n')).graph) == ["A; B", "C"]


def test_a_header_of_any_words_is_passed_over_where_it_is_said_to_be_one(tmp_path: Path) -> None:
    path = written(tmp_path, "Stadt,Partnerstadt\nKiel,Tallinn\n")
    assert len(read_edges(path).graph) == 4
    assert list(read_edges(path, header=True).graph) == ["Kiel", "Tallinn"]


LISTS = {
    "more columns than two": "Source,Target,Type,Id\nPerm,Qingdao,Undirected,0\n",
    "numbered columns": "city1,country1,lat1,lng1,city2,country2,lat2,lng2\nPerm,RU,58,56,Qingdao,CN,36,120\n",
    "numbered columns, the country first": "country_1,city_1,country_2,city_2\nRU,Perm,CN,Qingdao\n",
    "lettered columns": "name_a;year;name_b\nPerm;1995;Qingdao\n",
    "columns of two rows": "Россия,,Китай,\nгород,край,город,провинция\nPerm,Пермский,Qingdao,Шаньдун\n",
    "names that stand twice": "city,city\nPerm,Qingdao\n",
    "two columns of words": "id;Stadt;Partner\n1;Perm;Qingdao\n",
    "a Russian head": "Источник;Получатель\nPerm;Qingdao\n",
    "a word above numbers": "Stadt,Partner,Zahl\nPerm,Qingdao,3\n",
    "lines of neighbours": "Perm Qingdao\n",
    "a matrix": ";Perm;Qingdao\nPerm;0;1\nQingdao;1;0\n",
    "braces": "Perm Qingdao {'weight': 1}\n",
    "Pajek": '*Vertices 2\n1 "Perm"\n2 "Qingdao"\n*Edges\n1 2 1\n',
    "node-link JSON": '{"nodes": [{"id": "Perm"}, {"id": "b", "name": "Qingdao"}], '
    '"links": [{"source": "Perm", "target": "b"}]}',
    "a matrix with a title and dashes": "Связи;;\n;Perm;Qingdao\nPerm;–;1\nQingdao;1;–\n",
    "partners after a colon": "Perm: Qingdao\nQingdao: Perm\n",
    "prefixes": "origin_city,origin_country,destination_city,destination_country\nPerm,RU,Qingdao,CN\n",
    "one word before each": "Регион РФ;Город РФ;Провинция КНР;Город КНР\nПермский край;Perm;Шаньдун;Qingdao\n",
    "an index": ",Source,Target\n0,Perm,Qingdao\n",
    "a title": "Побратимы\n\nSource,Target\nPerm,Qingdao\n",
}


@pytest.mark.parametrize("form", LISTS)
def test_a_network_of_any_form_is_read(tmp_path: Path, form: str) -> None:
    graph = read_edges(written(tmp_path, LISTS[form])).graph
    assert sorted(map(sorted, graph.edges())) == [["Perm", "Qingdao"]]
    assert {data["weight"] for *_, data in graph.edges(data=True)} <= {1, 2, 3}


@pytest.mark.parametrize("head", ["Source,Target,Year\n", ""])
def test_a_year_is_no_weight(tmp_path: Path, head: str) -> None:
    edges = read_edges(written(tmp_path, f"{head}Perm,Qingdao,1995\nUfa,Shenyang,2006\n"))
    assert [data["weight"] for *_, data in edges.graph.edges(data=True)] == [1, 1]
    assert edges.notes[-1].casefold() == "columns left out: year"


def test_lines_of_as_many_neighbours_as_there_are(tmp_path: Path) -> None:
    edges = read_edges(written(tmp_path, "Perm,Qingdao\nUfa,Shenyang,Qingdao\n"))
    assert list(edges.graph.edges()) == [("Perm", "Qingdao"), ("Qingdao", "Ufa"), ("Ufa", "Shenyang")]
    assert edges.notes == ("read as a list of neighbours",)


def test_letters_and_spaces_of_other_kinds_make_one_name(tmp_path: Path) -> None:
    edges = read_edges(written(tmp_path, "И\u0306ошкар Ола,b\nЙошкар\u00a0Ола,c\n"))
    assert list(edges.graph) == ["Йошкар Ола", "b", "c"]


def test_a_kind_of_ties_in_the_first_line_is_no_header(tmp_path: Path) -> None:
    edges = read_edges(written(tmp_path, "Perm,Qingdao,sister\nUfa,Shenyang,sister\n"))
    assert edges.graph.number_of_edges() == 2
    assert edges.notes[-1] == "columns left out: #3"


def test_numbers_alone_are_a_matrix_where_they_are_a_square(tmp_path: Path) -> None:
    edges = read_edges(written(tmp_path, "0 1 0 0\n1 0 2 0\n0 2 0 1\n0 0 1 0\n"))
    assert sorted(edges.graph.edges()) == [("1", "2"), ("2", "3"), ("3", "4")]


def test_a_matrix_of_two_sets_is_two_mode(tmp_path: Path) -> None:
    edges = read_edges(written(tmp_path, ",e1,e2\nAnna,1,0\nBerta,1,2\n"))
    assert (edges.is_told, edges.looks_two_mode, edges.graph.number_of_edges()) == (True, True, 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("graph { Perm -- Qingdao }\n", "is a file of Graphviz"),
        ("a,b,c,d\nPerm,RU,Qingdao,x\nUfa,RU,Shenyang,y\n", "no two columns are known to hold the ends"),
        (
            "name,country,partner,land\nPerm,RU,Qingdao,CN\n",
            "head them source and target; the columns are: name, country",
        ),
        ("Id,Label\n1,Perm\n2,Ufa\n", "no two columns are known to hold the ends"),
        ("region;2001;2002\nPerm;3;4\n", "no two columns are known to hold the ends"),
        ("Город;Год\nPerm;1993\n", "no two columns are known to hold the ends"),
    ],
)
def test_a_file_without_known_ends_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(KgError, match=told):
        read_edges(written(tmp_path, text))


def test_many_wrong_lines_are_cut_short(tmp_path: Path) -> None:
    with pytest.raises(EdgeFileProblems, match="and 5 more"):
        read_edges(written(tmp_path, "a,b\n" + "x,\n" * 25))


@pytest.mark.parametrize("text", ["", "# nothing\n", "source,target\n", "a,a\n"])
def test_a_file_without_edges_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(EdgeFileProblems, match="holds no edge"):
        read_edges(written(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "edges.bin"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KgError, match="not UTF-8"):
        read_edges(path)


def test_all_measures_of_one_mode_are_there(tmp_path: Path) -> None:
    subject = Subject(read_edges(written(tmp_path, "a,b\nb,c\nc,a\nc,d\n")).graph)
    values = node_values(subject)
    assert values["core"] == {"a": 2, "b": 2, "c": 2, "d": 1}
    assert values["betweenness"]["c"] == pytest.approx(2 / 3)
    assert "two-mode-degree" not in values
    assert network_values(subject)["transitivity"] == pytest.approx(0.6)


def test_a_measure_that_is_not_defined_is_refused_with_those_that_are(tmp_path: Path) -> None:
    subject = Subject(read_edges(written(tmp_path, "a,b\n")).graph)
    with pytest.raises(KgError, match="betweenness"):
        node_values(subject, ["betweenes"])


@pytest.fixture(scope="module")
def women(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighteen women and the events at which they were seen (Davis, Gardner, Gardner 1941)."""
    lines = (f"{woman},{event}\n" for woman, event in nx.davis_southern_women_graph().edges())
    return written(tmp_path_factory.mktemp("davis"), "".join(lines))


def test_a_two_mode_list_is_measured_as_networkx_does(women: Path) -> None:
    edges = read_edges(women)
    edges.mark_sides()
    graph, bipartite = edges.graph, nx.bipartite
    values, whole = node_values(Subject(graph)), network_values(Subject(graph))
    events = [name for name, side in graph.nodes(data="bipartite") if side]
    same = {
        "two-mode-degree": bipartite.degree_centrality(graph, events),
        "two-mode-betweenness": bipartite.betweenness_centrality(graph, events),
        "two-mode-closeness": bipartite.closeness_centrality(graph, events),
        "two-mode-clustering": bipartite.clustering(graph),
        "redundancy": bipartite.node_redundancy(graph),
    }
    for name, theirs in same.items():
        assert values[name] == pytest.approx(theirs, abs=1e-9), name
    assert whole["density"] == pytest.approx(bipartite.density(graph, events), abs=1e-9)
    assert whole["robins-alexander"] == pytest.approx(bipartite.robins_alexander_clustering(graph), abs=1e-9)
    assert whole["nodf"] == pytest.approx(48.581187, abs=1e-6)
    assert whole["modularity"] == pytest.approx(0.345158, abs=1e-6)  # of Barber, near the best known, 0.3455
    assert {"triangles", "clustering", "constraint", "transitivity"}.isdisjoint({*values, *whole})


@pytest.mark.parametrize("column", [0, 1])
def test_the_projection_of_a_two_mode_list_is_that_of_networkx(women: Path, column: int) -> None:
    edges = read_edges(women)
    edges.mark_sides()
    ours = project(edges.graph, column, "newman", "bipartite")
    theirs = nx.bipartite.collaboration_weighted_projected_graph(edges.graph, edges.columns[column])
    assert set(ours) == edges.columns[column]
    assert Subject(ours).ties.is_two_mode is False
    weights = [{frozenset((a, b)): data["weight"] for a, b, data in each.edges(data=True)} for each in (ours, theirs)]
    assert weights[0] == pytest.approx(weights[1])


GRID = "".join(f"r{row},c{column}\n" for row in range(4) for column in range(4))


@pytest.mark.parametrize(
    ("text", "is_two_mode"),
    [
        (GRID, True),
        (GRID + "c0,r0\n", False),
        (GRID + "c0,c0\n", False),
        ("a,x\na,y\nb,x\n", False),
        ("".join(f"hub,n{n}\n" for n in range(30)), False),
        ("".join(f"a{n},b{n}\n" for n in range(30)), False),
    ],
)
def test_columns_without_a_common_name_are_two_modes_where_it_is_no_chance(
    tmp_path: Path, text: str, is_two_mode: bool
) -> None:
    assert read_edges(written(tmp_path, text)).looks_two_mode is is_two_mode


def test_a_name_in_both_columns_is_no_two_mode_list(tmp_path: Path) -> None:
    with pytest.raises(EdgeFileProblems, match="'b' stands in both columns"):
        read_edges(written(tmp_path, "a,b\nb,c\n")).mark_sides()


def test_a_file_that_says_that_it_is_two_mode_numbers_its_columns_apart(tmp_path: Path) -> None:
    path = written(tmp_path, "% bip unweighted\n1 1\n1 2\n2 1\n")
    edges = read_edges(path)
    assert edges.looks_two_mode
    assert {name: sorted(edges.graph[name]) for name in edges.columns[0]} == {"1:1": ["2:1", "2:2"], "1:2": ["2:1"]}
    assert sorted(read_edges(path, one_mode=True).graph) == ["1", "2"]
