"""A person's own table: its columns are guessed, its places matched, and every row is used or listed."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kg.base.errors import KgError
from kg.gather.importing import world_places
from kg.gather.importing.fields import Form
from kg.gather.importing.importer import Import
from kg.gather.importing.wordlists import code_of
from kg.gather.roots import find_folders
from kg.gazetteer import world
from tests.command import Done, Run, runner

HERE = Path(__file__).parent
WORLD = HERE.parent / "world"
ALONE = ("--sources", str(WORLD), "--only", "--no-world")
CASES = {"russian": "cp1251", "chinese": "gb18030", "world": "utf-8"}  # each with its encoding
HEAD = "Город РФ;Город КНР;Вид;Год"


@pytest.fixture
def run(tmp_path: Path, cache: Path) -> Callable[..., Done]:
    """``kg import`` beside the small world, in an empty folder."""
    kg: Run = runner(tmp_path, cache)
    return lambda *words: kg("import", *words, *ALONE)


def table(folder: Path, *rows: str, name: str = "own.csv", head: str = HEAD) -> Path:
    path = folder / name
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def ties(folder: Path) -> list[tuple[str, str, str, str]]:
    return [(row["place_a"], row["place_b"], row["kind"], row["date"]) for row in rows(folder / "attestations.csv")]


@pytest.mark.parametrize(("case", "encoding"), CASES.items())
def test_a_table_becomes_a_sound_source_folder(
    case: str, encoding: str, run: Callable[..., Done], tmp_path: Path
) -> None:
    text = (HERE / "imported" / case / "table.csv").read_text(encoding="utf-8")
    (tmp_path / f"{case}.csv").write_text(text, encoding=encoding)
    done = run(f"{case}.csv", "--yes")
    assert done.stdout == f"{case}\n"
    for expected in (HERE / "imported" / case / "expected").iterdir():
        within = "original/" if expected.stem == "unused" else ""
        made = (tmp_path / case / f"{within}{expected.name}").read_text(encoding="utf-8-sig")
        assert made == expected.read_text(encoding="utf-8")
    assert (tmp_path / case / "original" / f"{case}.csv").read_text(encoding=encoding) == text


def test_columns_that_nobody_looked_at_are_named_where_they_are_left_out(
    run: Callable[..., Done], tmp_path: Path
) -> None:
    head = "Город РФ;Город КНР;Год;Номер дела;Пустой"
    table(tmp_path, "Хабаровск;Харбин;99999;17-б;", "Самара;Чанша;-44;18-а;", head=head)
    says = "columns that are left out: {}; to use one: --map 'COLUMN=FIELD'"
    assert says.format("Год, Номер дела") in run("own.csv", "--yes").stderr
    assert "left out" not in run("own.csv", "--yes").stderr  # the form is kept, and so confirmed
    (tmp_path / "own.mapping.toml").unlink()
    assert says.format("Год") in run("own.csv", "--yes", "--map", "Номер дела=-").stderr


def test_an_encoding_that_bytes_do_not_tell_is_given(run: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_bytes("城市,伙伴,年份\n哈爾濱市,伯力,1993\n".encode("big5"))
    assert run("own.csv", "--yes", "--encoding", "big5", "--map", "1=place_a", "--map", "2=place_b").returncode == 0
    assert ties(tmp_path / "own") == [("cn-harbin", "ru-khabarovsk", "partner", "1993")]


def test_titles_and_merged_cells_of_a_workbook_are_understood(run: Callable[..., Done], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for cells in (
        ["Побратимы края, 2022"],
        ["Край", "Город", "Провинция", "Побратим", "С года"],
        ["Хабаровский край", "Хабаровск", "Хэйлунцзян", "Харбин", 1993],
        [None, "Комсомольск-на-Амуре", None, "Цзямусы", 1996],
    ):
        book.worksheets[0].append(cells)
    for merged in ("A1:E1", "A3:A4", "C3:C4"):
        book.worksheets[0].merge_cells(merged)
    book.save(tmp_path / "own.xlsx")
    assert run("own.xlsx", "--yes", "--source-title", "Побратимы", "--date", "апрель 2022").returncode == 0
    assert ties(tmp_path / "own") == [
        ("ru-khabarovsk", "cn-harbin", "sister", "1993"),
        ("ru-komsomolsk-on-amur", "cn-jiamusi", "sister", "1996"),
    ]
    (source,) = rows(tmp_path / "own" / "sources.csv")
    assert (source["title"], source["published"]) == ("Побратимы", "2022-04")


def test_a_list_of_points_adds_the_places_that_the_gazetteer_lacks(run: Callable[..., Done], tmp_path: Path) -> None:
    table(tmp_path, "Лесной;Россия;50,5;135,1", "Хабаровск;Россия;48,48;135,07", head="название;страна;широта;долгота")
    assert "the gazetteer has it: ru-khabarovsk" in run("own.csv", "--yes").stderr
    (place,) = rows(tmp_path / "own" / "places.csv")
    assert (place["id"], place["lat"], place["lon"]) == ("ru-lesnoy", "50.5", "135.1")
    assert not (tmp_path / "own" / "attestations.csv").exists()


def test_a_network_of_another_program_is_a_table_too(run: Callable[..., Done], tmp_path: Path) -> None:
    net = '*Vertices 3\n1 "Хабаровск"\n2 "Harbin"\n3 "黑河市"\n*Edges\n1 2 1\n1 3 2\n'
    (tmp_path / "own.net").write_text(net, encoding="utf-8")
    assert run("own.net", "--yes", "--value", "kind=partner").returncode == 0
    assert [tie[:3] for tie in ties(tmp_path / "own")] == [
        ("ru-khabarovsk", "cn-harbin", "partner"),
        ("ru-khabarovsk", "cn-heihe", "partner"),
    ]


def test_a_program_is_shown_the_guess_and_told_what_to_run(run: Callable[..., Done], tmp_path: Path) -> None:
    table(tmp_path, "Хабаровск;Харбин;побратимы;1993")
    done = run("own.csv")
    assert done.returncode == 2
    assert "1,Город РФ,place_a,Хабаровск,," in done.stdout
    assert "kg import own.csv --yes" in done.stderr
    assert not (tmp_path / "own").exists()


def test_the_next_table_of_one_form_needs_no_question(run: Callable[..., Done], tmp_path: Path) -> None:
    table(tmp_path, "Хабаровск;Харбин;породнились навек;1993")
    assert run("own.csv", "--yes", "--map", "Год=signed").returncode == 0
    form = tmp_path / "own.mapping.toml"
    form.write_text(form.read_text(encoding="utf-8").replace("[kinds]", '[kinds]\n"породнились" = "sister"'), "utf-8")
    table(tmp_path, "Благовещенск;Хэйхэ;породнились;2006", name="next.csv")
    assert run("next.csv").returncode == 0
    (row,) = rows(tmp_path / "next" / "attestations.csv")
    assert (row["kind"], row["date_kind"]) == ("sister", "signed")


def test_words_of_levels_decide_between_a_city_and_its_region(run: Callable[..., Done], tmp_path: Path) -> None:
    head = "Сторона РФ;Уровень 1;Сторона КНР;Уровень 2;Вид"
    told = (
        "Амурская;область;黑龙江;省;побратимы",
        "Благовещенск;город;黑河;市;побратимы",
        "Хабаровск;city;哈尔滨;ярус;побратимы",
    )
    table(tmp_path, *told, head=head)
    done = run("own.csv", "--yes")
    assert [tie[:2] for tie in ties(tmp_path / "own")] == [
        ("ru-amur-oblast", "cn-heilongjiang"), ("ru-blagoveshchensk", "cn-heihe"), ("ru-khabarovsk", "cn-harbin"),
    ], done.stderr  # fmt: skip
    (unused,) = rows(tmp_path / "own" / "original" / "unused.csv")
    assert (unused["value"], unused["reason"]) == ("ярус", "no administrative level")


def test_a_corrected_file_replaces_its_folder(run: Callable[..., Done], tmp_path: Path) -> None:
    table(tmp_path, "Хабаровск;Харбин;побратимы;1993", "Благовещенск;Хэйхэ;партнёр;2006")
    run("own.csv", "--yes", "--url", "http://example.org/list")
    table(tmp_path, "Хабаровск;Харбин;побратимы;1994")
    run("own.csv")
    assert ties(tmp_path / "own") == [("ru-khabarovsk", "cn-harbin", "sister", "1994")]
    assert rows(tmp_path / "own" / "sources.csv")[0]["url"] == "http://example.org/list"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own", "own.csv", "own.mapping.toml"]


def test_one_command_leads_to_a_dossier_with_the_ties_of_the_table(run: Callable[..., Done], tmp_path: Path) -> None:
    table(tmp_path, "Комсомольск-на-Амуре;Цзиси;побратимы;1999", "Благовещенск;Хэйхэ;партнёр;2006")
    words = ("--yes", "--source-title", "Список отдела", "--lang", "ru", "--dossier", "Комсомольск-на-Амуре", "told.md")
    assert run("own.csv", *words).returncode == 0
    told = (tmp_path / "told.md").read_text(encoding="utf-8")
    assert told.startswith("# Комсомольск-на-Амуре")
    assert all(words in told for words in ("Цзиси", "1999", "Список отдела"))
    assert "Хэйхэ" not in told


def test_no_folder_is_replaced_but_an_import(run: Callable[..., Done], tmp_path: Path) -> None:
    table(tmp_path, "Хабаровск;Харбин;побратимы;1993")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "diary.txt").write_text("dear", "utf-8")
    done = run("own.csv", "--yes")
    assert (done.returncode, "was not made by kg import" in done.stderr) == (2, True)
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["diary.txt"]


def test_a_file_called_like_a_source_gets_an_id_of_its_own(run: Callable[..., Done], tmp_path: Path) -> None:
    table(tmp_path, "Хабаровск;Харбин;побратимы;1993", name="Ties.csv")
    assert run("Ties.csv", "--yes").stdout == "own-ties\n"
    done = run("Ties.csv", "--yes", "--id", "ties")
    assert (done.returncode, "another source has the id" in done.stderr) == (2, True)


def test_names_that_are_not_certain_are_written_to_a_table_and_read_back(
    run: Callable[..., Done], tmp_path: Path
) -> None:
    table(tmp_path, "Хабаровк;Харбин;побратимы;1993", "Уссури;Хэйхэ;побратимы;1994", "Томск;Хэйхэ;побратимы;1995")
    done = run("own.csv", "--yes", "--ask-file", "names.csv", "--map", "Город РФ=place_a", "--value", "country_a=ru")
    assert done.returncode == 1
    asked = rows(tmp_path / "names.csv")
    assert [(row["name"], row["rows"], row["candidates"]) for row in asked] == [("Хабаровк", "2", "ru-khabarovsk (80)")]
    text = (tmp_path / "names.csv").read_text(encoding="utf-8").replace("(80),", "(80),Хабаровск")
    (tmp_path / "names.csv").write_text(text, encoding="utf-8")
    assert run("own.csv", "--ask-file", "names.csv").returncode == 0
    assert [tie[0] for tie in ties(tmp_path / "own")] == ["ru-khabarovsk", "ru-ussuri", "ru-tomsk"]


# What is asked on a terminal.


@pytest.fixture
def small_globe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two towns called Trier, one of them in Germany, in place of the gazetteer of the world."""
    names, more = {"en": "Germany", "ru": "Германия"}, {"en": "Trier", "ru": "Трир", "zh": "特里尔"}
    germany = world.WorldPlace("2921044", "Germany", "country", "DE", "DE", "", None, None, 0, names, (), True, "")
    trier = germany._replace(geonames="2821164", name="Trier", level="city", names=more, lat=49.75565, lon=6.63935)
    found = {"Trier": [trier], "Трир": [trier], "Нойштадт": [trier._replace(is_match=False)] * 2}
    codes = {"германия": "DE", "de": "DE"}
    monkeypatch.setattr(world_places, "made", lambda _progress: None)
    monkeypatch.setattr(world, "countries", lambda: {"DE": germany})
    monkeypatch.setattr(world, "country_code", lambda text: codes.get(text.lower(), ""))
    monkeypatch.setattr(world, "find", lambda name, *_told: found[name])


@pytest.mark.usefixtures("small_globe")
def test_a_place_of_another_country_is_what_the_world_knows_of_it(tmp_path: Path) -> None:
    head = "Город РФ;Партнёр;Страна"
    file = table(tmp_path, "Хабаровск;Трир;Германия", "Хабаровск;Trier;DE", "Хабаровск;Нойштадт;Германия", head=head)
    (tmp_path / "geo").mkdir()
    (tmp_path / "geo" / "source.toml").write_text('id = "geo"\n', "utf-8")
    (tmp_path / "geo" / "sources.csv").write_text("id,title,kind\ngeonames,GeoNames,dataset\n", "utf-8")
    work = Import(file, None, None, tmp_path, [*find_folders(WORLD), tmp_path / "geo"])
    form, _is_known = work.form()
    work.read(form)
    work.match(work.source(form, {}), None)
    added = work.write()
    columns = ("id", "name_zh", "geonames", "sources", "note")
    assert [[row.get(name, "") for name in columns] for row in added.tables["places"]] == [
        ["de", "", "2921044", "own;geonames", ""],
        ["de-noyshtadt", "", "", "own", "GeoNames: 2 × Нойштадт"],
        ["de-trier", "特里尔", "2821164", "own;geonames", ""],
    ]
    assert [(row.number, row.reason) for row in added.unused] == [(3, "it repeats row 2")]


# What is refused.


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--map", "Вид"), "is not column=field"),
        (("--map", "Види=kind"), "did you mean Вид?"),
        (("--map", "Вид=kindd"), "did you mean kind or ended?"),
        (("--map", "Город КНР=-"), "no column is known to hold place_b"),
        (("--value", "kind=sistr"), "did you mean sister?"),
        (("--url", "javascript:alert(1)"), "is no address of the web"),
        (("--date", "31.02.2001"), "no such day"),
        (("--source-kind", "book-list"), "no kind of source"),
        (("--id", "../up"), "cannot be part of an IRI"),
        (("--encoding", "klingon"), "no encoding is called 'klingon'"),
        (("--encoding", "ascii"), "own.csv is not written in ascii"),
    ],
)
def test_what_is_mistyped_is_told(words: tuple[str, ...], told: str, run: Callable[..., Done], tmp_path: Path) -> None:
    table(tmp_path, "Хабаровск;Харбин;побратимы;1993")
    done = run("own.csv", "--yes", *words)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.csv"]


def test_a_table_of_wikidata_ids_alone_is_told_which_column_to_name(run: Callable[..., Done], tmp_path: Path) -> None:
    path = table(tmp_path, "Q4454", "http://www.wikidata.org/entity/Q42956", name="ids.csv", head="item")
    done = run(str(path), "--yes")
    assert done.returncode == 2
    assert done.stderr.startswith("kg: no column is known to hold place_a – tell it: --map 'COLUMN=place_a'")
    assert run(str(path), "--yes", "--map", "item=place_a").returncode == 2


def test_a_table_without_a_row_of_use_writes_nothing(run: Callable[..., Done], tmp_path: Path) -> None:
    table(tmp_path, "Хабаровк;Харбин;побратимы;1993")
    done = run("own.csv", "--yes")
    assert (done.returncode, "nothing is written" in done.stderr) == (2, True)
    assert not (tmp_path / "own").exists()


def test_the_table_of_kinds_reads_the_bundled_wording_as_people_did() -> None:
    bundled = rows(HERE.parents[1] / "kg" / "sources" / "ties" / "attestations.csv")
    read = [(code_of(row["kind_as_written"], "tie-kind"), row["kind"]) for row in bundled]
    assert sum(own == other for own, other in read) / len(read) > 0.85
    assert sum(own == "sister" != other for own, other in read) / len(read) < 0.03
    with pytest.raises(KgError, match="has no kind"):
        Form(("a", "b"), {0: "place_a", 1: "place_b"}, kinds={"x": "y"}).check()
