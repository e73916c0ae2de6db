"""``kg shell`` reading a script from its standard input."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kg.base.resources import ontology_dir, queries_dir
from tests.ask.worlds import WORLD

Shell = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def shell(world_cache: Path, tmp_path: Path) -> Shell:
    """A shell on the small world that is fed a text and ends with it."""
    environment: Mapping[str, str] = {
        **os.environ, "KG_CACHE": str(world_cache), "PYTHONPATH": str(ontology_dir().parent), "COLUMNS": "120",
    }  # fmt: skip

    def run(script: str | bytes, *words: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "kg.cli", "shell", "--sources", str(WORLD), "--only", *words],
            check=False,
            cwd=tmp_path,
            env=environment,
            input=script.encode() if isinstance(script, str) else script,
            capture_output=True,
            timeout=120,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def test_names_and_sparql_are_answered_in_the_order_they_stand(shell: Shell) -> None:
    done = shell(
        "# the partners of a city, then a query of one's own\n"
        "partners-of-place --place 伯力 --kind=sister lang=ru\n"
        "\n"
        "SELECT ?name {\n"
        "  place:cn-harbin rdfs:label ?name ;\n"
        "\n"
        '    tie:level ?level . FILTER(lang(?name) = "ru")\n'
        "}\n"
        "ORDER BY ?name;\n"
        "ASK { place:ru-khabarovsk tie:sisterOf place:cn-harbin }\n"
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("partnerName,kindName")
    assert lines[1].startswith("Харбин,побратимство") or lines[1].startswith("Харбин,")
    assert lines[2:] == ["name", "Харбин", "true"]


def test_a_failing_entry_is_told_with_its_line_and_the_others_are_run(shell: Shell) -> None:
    done = shell(
        "hubz\n\nSELECT * {\n  ?s tie:kind\n}\n\nASK { ?s `p }\n\npartners-of-place --plac x\n.lnag ru\n"
        "ASK { ?s ?p ?o }\n\nINSERT DATA { <a:b> <a:b> 1 }\n\nhubs Хабаровск\n.limit many\nhubs 'open\n"
    )
    assert done.returncode == 2
    assert done.stdout == "true\n"
    told = done.stderr.splitlines()
    assert told[0] == "kg: line 1: no query is called 'hubz' – did you mean hubs?"
    assert told[1].startswith("kg: line 3: the query does not parse at line 3, column 1")
    assert told[2:4] == ["  }", "  ^"]
    assert told[4] == "kg: line 7: the query is not SPARQL at line 1, column 10: '`' begins nothing"
    assert told[5:7] == ["  ASK { ?s `p }", "           ^"]
    assert told[7] == "kg: line 9: partners-of-place has no parameter 'plac' – did you mean place?"
    assert told[8] == "kg: line 10: no command is called '.lnag' – did you mean .lang?"
    assert "line 13: INSERT is refused" in told[9]
    assert "line 15: 'Хабаровск' belongs to no parameter" in told[10]
    assert "line 16: .limit cannot be 'many'" in told[11]
    assert "line 17: the line cannot be read" in told[12]
    assert len(told) == 13


def test_settings_hold_for_what_follows(shell: Shell) -> None:
    done = shell(
        ".lang zh\n.limit 1\n.format md\npartners-of-place\n.format json\n.lang\n.limit off\n.limit\n.format\n"
        "SELECT ?n { VALUES ?n { 1 2 } };\n.format ttl\nSELECT ?n { VALUES ?n { 1 } };\nplace-as-graph\n"
    )
    assert done.returncode == 0
    assert [line.partition("——")[2][:13] for line in done.stderr.splitlines()] == ["区域：哈巴罗夫斯克（默认）"] * 2
    lines = done.stdout.splitlines()
    assert lines[0].startswith("| 伙伴 |")
    assert lines[2].startswith("| 哈尔滨市 |")
    assert lines[3:6] == ["zh", "off", "json"]
    assert lines[6].startswith('{"head": {"vars": ["n"]}')
    assert "n\n1\n@prefix" in done.stdout  # a table is no Turtle and keeps its usual format


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_help_and_the_catalogue_speak_the_language(shell: Shell, lang: str) -> None:
    done = shell(".help\n.queries office\n.explain hubs country=Россия\n", "--lang", lang)
    assert done.returncode == 0
    assert {"en": "this list", "ru": "этот список", "zh": "显示本列表"}[lang] in done.stdout
    summaries = {"en": "Whom places like ours", "ru": "С кем связаны подобные нам", "zh": "与本地同类的区域同谁有关系"}
    assert summaries[lang] in done.stdout
    assert "VALUES ?country { <https://w3id.org/interregional-ties/id/place/ru> }" in done.stdout


@pytest.mark.parametrize(("word", "leave"), [("help", "exit"), ("?", "quit"), ("помощь", "выход"), ("帮助", "退出")])
def test_words_that_a_person_tries_first_need_no_dot(shell: Shell, word: str, leave: str) -> None:
    done = shell(f"{word}\n{leave.upper()}\nhubz\n", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "this list" in done.stdout


def test_errors_are_told_in_the_language_that_is_set(shell: Shell) -> None:
    done = shell(".lang ru\nhubz\nSELECT * { ?s ?p };\n.limit много\n.lang zh\nhubs --since=--5\nhubs --country\n")
    told = done.stderr.splitlines()
    assert told[0] == "kg: строка 2: запроса «hubz» нет — может быть, hubs?"
    assert told[1].startswith("kg: строка 3: запрос не разбирается, строка 1, столбец 19: ")
    assert told[4] == "kg: строка 4: .limit не может быть «много» — дайте целое число от 1 или off"
    assert told[5].startswith("kg：第6行：hubs 没有参数“since”；")
    assert told[6] == "kg：第7行：--country 没有值"


def test_nothing_after_quit_is_run(shell: Shell) -> None:
    done = shell("ASK { ?s ?p ?o };\n.quit\nhubz\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "true\n", "")


def test_every_query_file_can_be_piped_in_as_it_is(shell: Shell) -> None:
    files = sorted(queries_dir().glob("*/*.rq"))
    script = "\n\n".join(path.read_text(encoding="utf-8") for path in files) + "\n"
    done = shell(script, "--limit", "1")
    assert (done.returncode, done.stderr) == (0, "")


def test_other_line_ends_and_a_byte_order_mark_do_no_harm(shell: Shell) -> None:
    assert shell("\ufeffASK {\r\n?s ?p ?o\r\n}\r\n\r\nhubs --country Китай\r\n".encode()).returncode == 0


def test_input_that_is_no_text_is_refused(shell: Shell) -> None:
    done = shell(b"ASK { ?s ?p ?o };\n\xff\xfe\n")
    assert done.returncode == 2
    assert "not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_script_does_nothing(shell: Shell) -> None:
    done = shell("\n# only a remark\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
