"""``kg query`` as a person runs it, on the small world."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.ask.worlds import WORLD
from tests.command import Run

SMALL = ("--sources", str(WORLD), "--only")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_pipe_gets_csv(kg: Run) -> None:
    done = kg("query", "partners-of-place", "--place", "Хабаровск", *SMALL)
    assert (done.returncode, done.stderr) == (0, "see also: Khabarovsk Krai (2 ties), Komsomolsk-on-Amur (2 ties)\n")
    assert [row["partnerName"] for row in rows(done.stdout)] == ["Harbin", "Jiamusi"]


def test_parameters_may_stand_before_the_name_and_with_an_equals_sign(kg: Run) -> None:
    done = kg("query", "--place=伯力", "--since", "2000", *SMALL, "partners-of-place", "--lang", "zh")
    assert [row["partnerName"] for row in rows(done.stdout)] == ["佳木斯市"]


def test_a_table_is_drawn_where_it_is_asked_for(kg: Run) -> None:
    done = kg("query", "are-sisters", *SMALL)
    assert (done.returncode, done.stdout) == (0, "true\n")
    drawn = kg("query", "hubs", "--limit", "1", "--format", "table", "--lang", "ru", *SMALL)
    assert "Хэйлунцзян" in drawn.stdout
    assert "cn-heilongjiang" in drawn.stdout


def test_an_ask_that_is_false_exits_1(kg: Run) -> None:
    done = kg("query", "are-sisters", "--place", "Москва", "--format", "json", *SMALL)
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"head": {}, "boolean": False}


def test_limit_cuts_rows_and_triples(kg: Run) -> None:
    assert len(rows(kg("query", "edges", "--limit", "3", *SMALL).stdout)) == 3
    assert len(kg("query", "tie-as-graph", "--limit", "4", "--format", "nt", *SMALL).stdout.splitlines()) == 4


def test_out_takes_the_format_from_the_name_of_the_file(kg: Run, tmp_path: Path) -> None:
    done = kg("query", "tie-as-graph", "--out", "tie.jsonld", *SMALL)
    assert (done.returncode, done.stdout) == (0, "")
    assert list(ox.parse(path=str(tmp_path / "tie.jsonld"), format=ox.RdfFormat.JSON_LD))
    kg("query", "edges", "--out", "edges.xlsx", *SMALL)
    assert (tmp_path / "edges.xlsx").read_bytes()[:2] == b"PK"


def test_a_refusal_leaves_the_old_file_whole_and_nothing_else(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "answer.csv").write_text("old", encoding="utf-8")
    done = kg("query", "edges", "--format", "ttl", "--out", "answer.csv", *SMALL)
    assert done.returncode == 2
    assert "cannot be written as ttl" in done.stderr
    assert (tmp_path / "answer.csv").read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["answer.csv"]  # noqa: PTH208 (hidden files too)


def test_a_file_is_asked_with_its_parameters(kg: Run, tmp_path: Path) -> None:
    header = "#+ parameters:\n#+   - name: year\n#+     type: year\n"
    body = "SELECT (?year + 1 AS ?next) WHERE { VALUES ?year { 1990 } }"
    (tmp_path / "own.rq").write_text(f"{header}{body}\n", encoding="utf-8")
    assert kg("query", "own.rq", *SMALL).stdout == "next\n1991\n"
    assert kg("query", "own.rq", "--year", "2000", *SMALL).stdout == "next\n2001\n"


def test_a_text_may_use_the_usual_prefixes(kg: Run) -> None:
    done = kg("query", "-e", "SELECT ?n WHERE { place:cn-harbin tie:tieCount ?n }", *SMALL)
    assert done.stdout == "n\n2\n"


def test_explain_prints_words_and_a_query_that_runs_and_runs_nothing(kg: Run, tmp_path: Path) -> None:
    done = kg("query", "partners-of-place", "--place", "Харбин", "--explain", "--lang", "ru", *SMALL)
    assert "# Кто наши партнёры" in done.stdout
    assert "#  place = Харбин" in done.stdout
    assert "VALUES ?place { <https://w3id.org/interregional-ties/id/place/cn-harbin> }" in done.stdout
    (tmp_path / "explained.rq").write_text(done.stdout, encoding="utf-8")
    assert len(rows(kg("query", "explained.rq", *SMALL).stdout)) == 3


def test_list_tells_names_summaries_tags_and_parameters(kg: Run) -> None:
    done = kg("query", "--list", "--tag", "office", "--lang", "zh")
    found = {row["name"]: row for row in rows(done.stdout)}
    assert found["partners-of-place"]["summary"] == "某地的伙伴"
    assert found["partners-of-place"]["parameters"] == "place kind since lang"
    assert all("office" in row["tags"].split() for row in found.values())


def test_people_get_headings_tags_and_titles_in_their_language_and_programs_names(kg: Run) -> None:
    drawn = kg("query", "partners-of-place", "--lang", "zh", "--format", "table", *SMALL)
    assert "某地的伙伴——区域：哈巴罗夫斯克（默认）" in drawn.stdout
    assert "关系类型" in drawn.stdout
    assert drawn.stderr == ""
    markdown = kg("query", "partners-of-place", "--place", "Хабаровск", "--lang", "ru", "--format", "md", *SMALL)
    assert markdown.stdout.startswith("| Партнёр | Вид связи | Состояние |")
    listed = kg("query", "--list", "--lang", "ru", "--tag", "редактору", "--format", "md")
    assert listed.stdout.startswith("| Имя | Вопрос | Метки | Параметры |")
    assert "Викиданные, редактору" in listed.stdout


def test_a_pipe_is_told_on_stderr_that_a_default_place_was_asked(kg: Run) -> None:
    done = kg("query", "partners-of-place", "--lang", "ru", *SMALL)
    assert done.stdout.startswith("partnerName,")
    assert done.stderr.startswith("Партнёры территории — территория: Хабаровск (по умолчанию), вид: все")


def test_help_of_a_question_shows_its_parameters(kg: Run) -> None:
    done = kg("query", "anniversaries", "--help")
    assert "--step 1…100" in done.stdout
    assert "Which anniversaries fall in this year?" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("partner-of-place",), "did you mean partners-of-place"),
        (("nothing-like-it",), "kg query --list"),
        ((), "give one of NAME, FILE and -e TEXT"),
        (("hubs", "-e", "ASK {}"), "give one of NAME, FILE and -e TEXT"),
        (("partners-of-place", "--plase", "Харбин"), "--place"),
        (("partners-of-place", "--place", "Харьбин"), "did you mean"),
        (("partners-of-place", "--since", "last year"), "--since must be a year, not 'last year'"),
        (("partners-of-place", "--since", "3000"), "it lies in 1600…2100"),
        (("partners-of-place", "--kind", "brother"), "--kind"),
        (("--list", "--tag", "ofice"), "did you mean office"),
        (("-e", "ASK { SERVICE <http://localhost/> { ?s ?p ?o } }"), "SERVICE is refused"),
        (("-e", "DELETE WHERE { ?s ?p ?o }"), "DELETE is refused"),
        (("-e", "SELECT * { ?s nope:x ?o }"), "the prefix nope: is not declared"),
        (("hubs", "--limit", "0"), "--limit"),
        (("hubs", "--format", "docx"), "docx"),
    ],
)
def test_misuse_exits_2_with_the_remedy_and_no_traceback(kg: Run, words: tuple[str, ...], told: str) -> None:
    done = kg("query", *words, *(() if "--list" in words else SMALL))
    assert done.returncode == 2
    assert done.stdout == ""
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_syntax_error_is_shown_with_a_mark_under_the_character(kg: Run) -> None:
    done = kg("query", "-e", "SELECT ?имя WHERE {\n  ?s rdfs:label '哈尔滨' ?имя }", *SMALL)
    assert done.returncode == 2
    first, line, mark = done.stderr.splitlines()
    assert "line 2, column " in first
    column = int(first.split("column ")[1].split(":")[0])
    assert line == "    ?s rdfs:label '哈尔滨' ?имя }"
    wide = sum(char in "哈尔滨" for char in line[2 : column + 1])
    assert mark.index("^") == 2 + column - 1 + wide


def test_cells_that_would_be_formulas_are_neutral_in_csv(kg: Run) -> None:
    found = rows(kg("query", "conflicting-dates", *SMALL).stdout)
    assert "'=Invented notice | for the tests" in {row["sourceTitle"] for row in found}


def test_the_answer_does_not_depend_on_locale_or_hash_seed(kg_process: Run) -> None:
    runs = {
        kg_process("query", "tie-as-graph", *SMALL, env={"PYTHONHASHSEED": seed, "LC_ALL": locale}).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
    }
    assert len(runs) == 1


def test_the_catalogue_is_listed_as_rdf_too(kg: Run) -> None:
    done = kg("query", "--list", "--format", "nt")
    assert done.returncode == 0
    graph = list(ox.parse(done.stdout.encode(), format=ox.RdfFormat.N_TRIPLES))
    executables = {quad.subject for quad in graph if str(quad.object).endswith("Executable>")}
    assert len(executables) > 100
