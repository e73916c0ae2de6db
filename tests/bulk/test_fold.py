"""Rows of large tables become events: what is counted, what is left out and told, what fails and is taken up again."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.base.errors import KgError
from kg.bulk import parts
from kg.bulk.fold import Engine, Places
from kg.bulk.folder import Written
from kg.bulk.layout import KINDS, SPHERES, Meanings, Told, codes_of, known
from kg.bulk.run import fold_into
from kg.gather.corpus import Corpus, gather
from kg.gazetteer.folding import fold
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.name_table import name_forms
from kg.graph.build import fuse_all
from tests.ask.worlds import WORLD

HERE = Path(__file__).parent
MAPS = ("From=place_a", "To=place_b", "Day=date", "Type=kind", "Paper=source")
HEADING = "From,To,Day,Type,Paper\n"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The small world."""
    return gather([WORLD])


def folded(out: Path, paths: Sequence[Path], corpus: Corpus, given: Told | None = None, least: int = 1) -> Written:
    """The rows of files, folded into a folder on DuckDB."""
    told = given or Told(maps=MAPS)
    return fold_into(out, list(map(str, paths)), told, corpus.gazetteer, Engine(threads=1), {}, least)


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory, corpus: Corpus) -> tuple[Path, Written]:
    """The small table, folded."""
    out = tmp_path_factory.mktemp("bulk") / "visits"
    return out, folded(out, [HERE / "visits.csv"], corpus)


@pytest.mark.parametrize("name", ["events.csv", "original/unplaced.csv", "original/left_out.csv"])
def test_a_small_table_is_folded_as_its_golden_says(name: str, visits: tuple[Path, Written]) -> None:
    assert (visits[0] / name).read_text() == (HERE / "visits" / Path(name).name).read_text()


def test_every_row_is_counted_once(visits: tuple[Path, Written]) -> None:
    written = visits[1]
    lines = (HERE / "visits.csv").read_text().count("\n") - 1
    assert (written.rows, written.faulty, written.events) == (lines, 3, 2)
    assert not list(visits[0].parent.glob(".*"))  # the folder of work is gone


def test_the_folder_is_a_source_that_changes_nothing_of_a_tie(visits: tuple[Path, Written], corpus: Corpus) -> None:
    with_it = gather([WORLD, visits[0]])
    assert not [problem for problem in with_it.problems if problem.severity == "error"]
    assert len(with_it.all("events")) == len(corpus.all("events")) + 2
    before, after = fuse_all(corpus).ties, fuse_all(with_it).ties
    assert before == after  # kind, status and its year, stages, support, confidence: all of it
    told = (visits[0] / "sources.csv").read_text()
    (visits[0] / "sources.csv").write_text(told.replace("machine-coded", "news"))
    as_news = fuse_all(gather([WORLD, visits[0]])).ties
    (visits[0] / "sources.csv").write_text(told)
    assert as_news != before  # the same events of a paper are signs of activity


def test_a_damaged_part_names_itself_and_the_next_run_takes_up_the_others(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_ONE_PART", 1)  # each file is a part
    good, bad = tmp_path / "1.csv", tmp_path / "2.csv.zip"
    good.write_text(HEADING + "Харбин,Хабаровск,2014,visit,a\n")
    bad.write_bytes(b"PK no more")
    with pytest.raises(KgError, match=r"2\.csv\.zip.*the same command goes on; parts finished: 1 of 2"):
        folded(tmp_path / "out", [good, bad], corpus)
    assert not (tmp_path / "out").exists()
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("rows.csv", HEADING + "Харбин,Хабаровск,2014-02,visit,b\n")
    written = folded(tmp_path / "out", [good, bad], corpus)
    assert (written.taken_up, written.rows, written.events) == (1, 2, 1)
    events = (tmp_path / "out" / "events.csv").read_text()
    assert re.search(r",visit,2014,.*,distinct sources: 2,.*,2014-02,2\n$", events)


def test_another_folder_is_never_written_over(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(KgError, match="holds something else"):
        folded(tmp_path, [HERE / "visits.csv"], corpus)


def test_nothing_is_written_where_no_row_makes_an_event(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(KgError, match="no row makes an event"):
        folded(tmp_path / "out", [HERE / "visits.csv"], corpus, least=100)
    assert not (tmp_path / "out").exists()


def test_columns_that_are_not_told_are_asked_for(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(KgError, match=r"no column is known to hold date.*the columns are: From, To, Day, Type, Paper"):
        folded(tmp_path / "out", [HERE / "visits.csv"], corpus, Told(maps=MAPS[:2]))
    with pytest.raises(KgError, match="no field is called 'dat' – did you mean date"):
        folded(tmp_path / "out", [HERE / "visits.csv"], corpus, Told(maps=("Day=dat",)))


def _row(layout: str, **cells: str) -> str:
    fields = known(layout)
    return "\t".join(cells.get(column, "") for column in fields.columns) + "\n"


def test_gdelt_is_read_from_its_zipped_files_without_a_heading(tmp_path: Path, corpus: Corpus) -> None:
    places = {
        "Actor1Geo_FullName": "Harbin, Heilongjiang, China",
        "Actor2Geo_FullName": "Khabarovsk, Khabarovskiy Kray, Russia",
    }
    alone = places | {"Actor2Geo_FullName": "Khabarovsk, Russia"}
    rows = [
        _row("gdelt", **alone, SQLDATE="20200301", EventCode="042", SOURCEURL="https://www.a.ru/1"),
        _row("gdelt", **places, SQLDATE="20200411", EventCode="0431", SOURCEURL='https://b.cn/"x'),
        _row("gdelt", **places, SQLDATE="20200411", EventCode="190", SOURCEURL="https://b.cn/2"),
    ]
    with zipfile.ZipFile(tmp_path / "20200301.export.CSV.zip", "w") as archive:
        archive.writestr("20200301.export.CSV", "".join(rows))
    written = folded(tmp_path / "gdelt", [tmp_path / "20200301.export.CSV.zip"], corpus, Told("gdelt"))
    assert written.fates == {"": 2, "no-kind": 1}
    events = (tmp_path / "gdelt" / "events.csv").read_text()
    assert re.search(r",visit,2020-03-01,official-contacts,false,.*,distinct sources: 2,", events)
    assert "GDELT 2.0 event database" in (tmp_path / "gdelt" / "sources.csv").read_text()


@pytest.mark.parametrize(
    ("name", "heading", "cells", "expected"),
    [
        (
            "icews",
            ("Event Date", "Source Name", "Source Country", "CAMEO Code", "Target Name", "Target Country", "Publisher"),
            ("2014-03-01", "Harbin", "China", "057", "Khabarovsk", "Russia", "Xinhua"),
            ",agreement,2014-03-01,official-contacts,",
        ),
        (
            "polecat",
            (
                *("Event Date", "Event Type", "Event Mode", "Contexts", "Actor Name", "Actor Country"),
                *("Recipient Name", "Recipient Country", "Source"),
            ),
            ("2019-05-02", "CONSULT", "visit", "economic;culture", "Harbin", "CHN", "Khabarovsk", "RUS; KAZ", "Tass"),
            ",visit,2019-05-02,culture;economic;official-contacts,",
        ),
    ],
)
def test_known_data_sets_are_read_by_their_headings(
    name: str, heading: Sequence[str], cells: Sequence[str], expected: str, tmp_path: Path, corpus: Corpus
) -> None:
    (tmp_path / "rows.tsv").write_text("\t".join(heading) + "\n" + "\t".join(cells) + "\n")
    folded(tmp_path / name, [tmp_path / "rows.tsv"], corpus, Told(name))
    assert expected in (tmp_path / name / "events.csv").read_text()


@pytest.mark.parametrize(
    ("name", "country", "place"),
    [
        ("Khabarovsk", "RUS", "ru-khabarovsk"), ("Khabarovsk", "RUS; CHN", "ru-khabarovsk"),
        ("Khabarovsk", "USA;RUS", "ru-khabarovsk"), ("Khabarovsk", "RUS|KAZ", "ru-khabarovsk"),
        ("Khabarovsk", "CHN, RUS", "ru-khabarovsk"), ("Khabarovsk", "None", "ru-khabarovsk"),
        ("Khabarovsk", "", "ru-khabarovsk"), ("Khabarovsk", "RU", "ru-khabarovsk"),
        ("Khabarovsk", "Russia", "ru-khabarovsk"), ("Harbin", "RUS", ""), ("Harbin", "USA", ""),
        ("Harbin", "IGO", ""), ("Harbin", "SUN", ""),
    ],
)  # fmt: skip
def test_a_name_is_looked_for_in_the_countries_beside_it(name: str, country: str, place: str, corpus: Corpus) -> None:
    places = Places(corpus.gazetteer)
    number = places.number(name, "", country)
    assert (places.ids[number] if number >= 0 else "") == place


def test_a_name_of_two_places_in_two_countries_is_none_where_both_are_told(corpus: Corpus) -> None:
    gazetteer = corpus.gazetteer
    twin = gazetteer.places["ru-khabarovsk"]._replace(id="cn-khabarovsk", country="cn", within="cn")
    places = Places(Gazetteer([*gazetteer.places.values(), twin], []))
    found = [places.number("Khabarovsk", "", country) for country in ("RUS", "CHN", "CHN; RUS", "")]
    assert [places.ids[each] if each >= 0 else "" for each in found] == ["ru-khabarovsk", "cn-khabarovsk", "", ""]


@pytest.mark.parametrize("name", ["gdelt", "icews", "polecat"])
def test_each_code_book_has_its_source_beside_it(name: str) -> None:
    book = known(name).codes
    assert book
    assert {code.kind for code in codes_of(book).values()} <= {"", *KINDS}
    assert book.name in (book.parent / "codebooks.csv").read_text()


def test_a_word_of_kind_is_a_code_by_its_longest_beginning_or_a_label_in_any_language() -> None:
    book = known("gdelt").codes
    assert book
    of_book, of_words = Meanings(codes_of(book)), Meanings({})
    assert [of_book.kind(code).kind for code in ("042", "0571", "036", "20", "x")] == ["visit", "agreement", "", "", ""]
    assert {of_words.kind(word).kind for word in ("visit", "Визит", "访问")} == {"visit"}
    assert of_words.of("visit", "торговля; culture")[1] == sum(1 << SPHERES.index(s) for s in ("trade", "culture"))


def test_codes_of_no_kind_are_refused_with_their_row(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text("code,kind,spheres\nV,visit,\nX,visti,\n")
    with pytest.raises(KgError, match=r"row 3: 'visti' is not in the list event-kind – did you mean visit"):
        codes_of(tmp_path / "codes.csv")


def test_the_table_of_names_agrees_with_the_matcher(corpus: Corpus) -> None:
    gazetteer: Gazetteer = corpus.gazetteer
    rows = list(name_forms(gazetteer))
    certain = [row for row in rows if not row.ambiguous]
    assert len({row.form for row in certain}) == len(certain)
    whole = [row for row in certain if fold(row.name) == row.form]  # the others lack a class word
    assert {row.place for row in whole} == set(gazetteer.places)
    assert [row for row in whole if gazetteer.exact(row.name) != row.place] == []


def test_an_unknown_village_is_not_the_region_beside_it(corpus: Corpus) -> None:
    assert corpus.gazetteer.exact("Harbin, Heilongjiang, China") == "cn-harbin"
    assert not corpus.gazetteer.exact("Nowhere, Heilongjiang, China")


def test_without_the_engine_one_line_says_what_to_install(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(KgError, match=r"pip install 'interregional-ties\[scale\]'"):
        folded(tmp_path / "out", [HERE / "visits.csv"], corpus)
