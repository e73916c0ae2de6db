"""Whoever mistypes is answered in the language of the session: no English sentence, no traceback."""

from __future__ import annotations

import contextvars
import gettext
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.base.errors import KgError, cause
from kg.base.files import atomic_writer
from kg.base.languages import speaking
from kg.cli.main import main
from kg.graph.shapes import load_shapes

FILES = {
    "tiny.nq": '<http://e.org/a> <http://e.org/b> "x" .\n',
    "broken.nq": "<a> <b>",
    "names.csv": "name\nHarbin\n",
    "edges.csv": "a,b,-1\nb,\nc,d,e,f\n",
    "empty.csv": "",
    "book.xlsx": "no archive",
    "shapes.ttl": "PREFIX sh: <http://www.w3.org/ns/shacl#> oops",
    "bad.rq": "#+ summary: x\n#+ bad\nSELECT * { ?s ?p ?o }",
    "folder/inside": "",
}
WRONG = """
nosuch
--lang fr hubs
hubs --bogus
hubs --as-of soon
hubs --as-of 1200
hubs --kind sistr
hubs --limit x
hubs --format docx
hubs --graph tiny.nq --out hubs.docx
hubs --graph tiny.nq --out folder
hubs --graph tiny.nq --out tiny.nq/hubs.csv
hubs --graph none.nq
hubs --graph broken.nq
hubs --graph folder
hubs --graph names.csv
hubs --graph tiny.nq --country xx
hubs --sources folder
hubs --sources names.csv
hubs --endpoint nonsense
hubs --endpoint http://127.0.0.1:1/sparql
hubs --user me
hubs extra
build --sources folder
build --store folder
check none
check folder
check broken.nq
check book.xlsx
query
query hub
query bad.rq
query --tag nosuch --list
query -e SELEC
query -e "SELECT * { ?s ?p"
query -e "DELETE WHERE { ?s ?p ?o }"
query -e "SELECT * { SERVICE <http://e.org> { ?s ?p ?o } }"
query -e "SELECT ?x { ?x a <no iri> }" --graph tiny.nq
query -e "SELECT (1 AS ?a) (2 AS ?a) {}" --graph tiny.nq
query -e "SELECT ?x { BIND(no(1) AS ?x) }" --graph tiny.nq
query -e "ASK { ?s ?p ?o }" --format ttl --graph tiny.nq
rank --rounds 0
network --edges edges.csv
network --edges empty.csv
network --edges folder
network --header
measure placs
measure places --view nosuch
measure places --edges edges.csv
measure places --edges names.csv
measure places --seed 4
test nosuch
suggest
backtest --until soon
plot growth --out x.docx
claims --verdict nosuch
cite --format docx
cite --all Harbin
export
export --format csv
export --format docx
wikidata nosuch
wikidata pull --between RU RU --out new
wikidata check --offline --date 2020-13-01
reconcile names.csv --column nme
reconcile empty.csv --column name
reconcile book.xlsx --column name
push --endpoint nonsense
push --endpoint http://127.0.0.1:1/x --graph tiny.nq
push --endpoint http://127.0.0.1:1/x --via ftp
shell --graph none.nq
source columns place
"""
NATIVE = {"ru": re.compile(r"[а-яё]"), "zh": re.compile(r"[\u4e00-\u9fff]")}
ENGLISH = re.compile(
    r"\b(?:the|is|are|not|cannot|did|must|such|directory|file|Error|invalid|range|Usage|expected|hint|Try)\b"
)
TYPED = re.compile(r"\s+\^|.*kg (?:\w+ )*(?:--help|\[)")  # the mark under a query, how to call a command
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|'[^']*'|\[[^]]*\]|\S*[/.=][^\s“«]*")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with files that are of no use, as the one that a person stands in."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "")
    domain = gettext.textdomain()
    yield tmp_path
    gettext.textdomain(domain)


def english(told: str, lang: str) -> list[str]:
    """The lines of a refusal that are not in a language; the way to call a command is the same in each."""
    found = []
    for line in told.splitlines():
        is_foreign = line.startswith("kg: ") and not NATIVE[lang].search(line)
        if not TYPED.match(line) and (is_foreign or ENGLISH.search(QUOTED.sub("", line))):
            found.append(line)
    return found


@pytest.mark.parametrize("lang", ["ru", "zh"])
@pytest.mark.parametrize("words", WRONG.strip().splitlines())
@pytest.mark.usefixtures("folder")
def test_a_wrong_input_is_refused_in_the_language_of_the_person(
    words: str, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", lang)
    with pytest.raises(SystemExit) as ended:
        contextvars.copy_context().run(main, shlex.split(words))
    told = capsys.readouterr().err
    assert ended.value.code in (1, 2)
    assert english(told, lang) == []
    assert NATIVE[lang].search(told)
    assert not re.search(r"(?:--\w+|选项|параметр)\W*'", told)  # the quotes of Python


@pytest.mark.parametrize(
    ("line", "is_english"),
    [
        ("kg: no such place – use another", True),
        ("Ошибка: Недопустимое значение '--x': file 'a' is a directory.", True),
        ("kg: территории «the» нет", False),
    ],
)
def test_an_english_sentence_is_found(line: str, is_english: bool) -> None:
    assert bool(english(line, "ru")) is is_english


@pytest.mark.parametrize("lang", ["ru", "zh"])
def test_python_refuses_in_the_language_of_its_context(lang: str, folder: Path) -> None:
    graph = kg.open(folder / "tiny.nq")
    calls = (
        lambda: kg.open(folder / "folder"),
        lambda: kg.open(sources=folder / "none"),
        lambda: kg.open("a.nq", endpoint="http://e.org/"),
        lambda: graph.place(42),  # type: ignore[arg-type]
        lambda: graph.network(as_of="2000"),  # type: ignore[arg-type]
        lambda: graph.network(kinds="sistr"),
        lambda: graph.query("hubs", country=3.5),  # type: ignore[arg-type]
        lambda: graph.query("ASK {}").to_networkx(),
        lambda: load_shapes([folder / "shapes.ttl"]),
        lambda: load_shapes([folder / "none.ttl"]),
    )
    for call in calls:
        with speaking(lang), pytest.raises(KgError) as refused:
            call()
        assert english(f"kg: {refused.value}", lang) == []


def test_a_folder_that_is_a_file_is_named(folder: Path) -> None:
    with pytest.raises(KgError, match=r"names\.csv is a file"), atomic_writer(folder / "names.csv" / "a.csv"):
        pass


def test_words_of_a_library_are_quoted_where_they_have_no_translation() -> None:
    broken = SyntaxError("Parser error at line 2 between columns 1 and 4: No scheme found")
    with speaking("ru"):
        assert cause(broken) == "строка 2, столбец 1: сообщение программы: «No scheme found»"
    assert cause(broken) == "line 2, column 1: No scheme found"
