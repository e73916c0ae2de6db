"""The first commands on the bundled data, end to end."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.command import Run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_build_writes_the_graph_and_tells_what_it_read(kg: Run, tmp_path: Path) -> None:
    done = kg("build", "--out", "ties.nq")
    assert (done.returncode, done.stdout) == (0, "ties.nq\n")
    assert "attestations 977" not in done.stderr  # the survey's own attestations are counted in
    assert "attestations 983" in done.stderr
    lines = (tmp_path / "ties.nq").read_bytes().splitlines()
    assert lines == sorted(lines)
    assert len(lines) > 90_000


def test_build_of_a_faulty_folder_lists_its_problems_and_writes_nothing(kg: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "source.toml").write_text('id = "mine"\n[title]\nen = "Mine"\n', encoding="utf-8")
    (folder / "attestations.csv").write_text(
        "place_a,place_b,kind,source\nХабаровск,Харбин,sister,NOBODY\n", encoding="utf-8"
    )
    done = kg("build", "--sources", str(folder))
    assert done.returncode == 1
    assert "error: mine/attestations.csv, row 2, column source: no source is called 'NOBODY'" in done.stderr
    assert "nothing is written" in done.stderr
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("text", ["Хабаровск", "khabarovsk", "哈巴罗夫斯克", "伯力"])
def test_places_finds_khabarovsk_in_any_script(kg: Run, text: str) -> None:
    done = kg("places", text)
    assert done.returncode == 0
    assert rows(done.stdout)[0]["id"] == "ru-khabarovsk"


def test_places_of_an_unknown_name_suggests_and_exits_1(kg: Run) -> None:
    done = kg("places", "Khabarovks", "--lang", "ru")
    assert done.returncode == 1
    assert "территории «Khabarovks» нет; ближайшие названия:" in done.stderr
    assert rows(done.stdout)[0]["id"] == "ru-khabarovsk"


def test_hubs_ranks_and_holds_the_five_of_the_article_against_the_data(kg: Run) -> None:
    done = kg("hubs", "--country", "ru", "--limit", "3", "--lang", "ru")
    assert [row["rank"] for row in rows(done.stdout)] == ["1", "2", "3"]
    for place in ("Хабаровский край", "Самарская область", "Нижегородская область", "Чита", "Биробиджан"):
        assert f"  {place}: согласуется" in done.stderr


def test_hubs_as_of_a_year_tells_how_many_ties_have_no_date(kg: Run) -> None:
    done = kg("hubs", "--as-of", "2004", "--kind", "sister", "--limit", "5")
    assert done.returncode == 0
    assert "state of 2004, undated left out: 86" in done.stderr
    assert all(int(row["first year"] or 0) <= 2004 for row in rows(done.stdout))
    assert "Hubs that sources name" not in done.stderr  # they speak of their own day
    assert "Hubs that sources name" in kg("hubs").stderr


def test_network_writes_one_page_and_says_where(kg: Run, tmp_path: Path) -> None:
    done = kg("network", "--out", "network.html", "--lang", "zh")
    assert (done.returncode, done.stdout) == (0, "network.html\n")
    page = (tmp_path / "network.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert 'lang="zh-Hans"' in page[:200]


def test_check_of_the_bundled_data_exits_0_with_its_warnings_listed(kg: Run) -> None:
    done = kg("check")
    assert done.returncode == 0, done.stderr
    found = rows(done.stdout)
    assert {row["severity"] for row in found} <= {"warning", "note", "info"}
    assert any(row["check"] == "shape/advised#TieHasTwoWitnesses" or "advised" in row["check"] for row in found)
    assert all(row["row"].partition(":")[0] for row in found if row["where"].startswith("id/tie/"))


def test_check_of_one_table_beside_the_bundled_sources(kg: Run, tmp_path: Path) -> None:
    table = tmp_path / "attestations.csv"
    table.write_text("place_a,place_b,kind,date,source\nХабаровск,Харбин,sister,1993-02-30,CN2004\n", encoding="utf-8")
    done = kg("check", str(table))
    assert done.returncode == 1
    (found,) = rows(done.stdout)
    assert found["severity"] == "error"
    assert found["row"] == "attestations.csv:2"
    assert "no such day in the calendar" in found["message"]


def test_check_of_a_sound_table_says_so(kg: Run, tmp_path: Path) -> None:
    table = tmp_path / "attestations.csv"
    table.write_text(
        "place_a,place_b,kind,date,date_kind,source\nХабаровск,Харбин,sister,1993-02-28,signed,CN2004\n",
        encoding="utf-8",
    )
    done = kg("check", str(table), "--least", "error")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("0 errors")


def test_check_of_one_table_tells_findings_on_its_own_rows_alone(kg: Run, tmp_path: Path) -> None:
    table = tmp_path / "attestations.csv"
    table.write_text("place_a,place_b,kind,source\nru-chita,cn-heilongjiang,sister,CN2004\n", encoding="utf-8")
    done = kg("check", str(table))
    assert done.returncode == 0, done.stderr
    found = rows(done.stdout)
    assert {row["row"] for row in found} == {"attestations.csv:2"}
    assert "shape/advised#EqualLevel" in {row["check"] for row in found}


def test_the_verdict_on_one_table_sees_the_other_witnesses_of_its_tie(kg: Run, tmp_path: Path) -> None:
    table = tmp_path / "attestations.csv"
    table.write_text("place_a,place_b,kind,source\nХабаровск,Харбин,partner,CN2004\n", encoding="utf-8")
    done = kg("check", str(table))
    assert "shape/advised#TwoSources" not in {row["check"] for row in rows(done.stdout)}


@pytest.mark.parametrize(("lang", "word"), [("ru", "предупреждение"), ("zh", "警告"), ("en", "warning")])
def test_severity_is_told_in_the_language(kg: Run, tmp_path: Path, lang: str, word: str) -> None:
    table = tmp_path / "attestations.csv"
    table.write_text("place_a,place_b,kind,source\nru-chita,cn-heilongjiang,sister,CN2004\n", encoding="utf-8")
    severity = {line.split(",")[0] for line in kg("check", str(table), "--lang", lang).stdout.splitlines()[1:]}
    assert severity == {word}


def test_columns_of_tables_are_told_in_three_languages(kg: Run) -> None:
    english, russian, chinese = (rows(kg("source", "columns", "--lang", lang).stdout) for lang in ("en", "ru", "zh"))
    assert {row["table"] for row in english} >= {"places", "attestations", "translations"}
    assert (
        [row["column"] for row in english] == [row["column"] for row in russian] == [row["column"] for row in chinese]
    )
    for row, ru, zh in zip(english, russian, chinese, strict=True):
        assert row["meaning"].isascii()
        assert any("а" <= letter <= "я" for letter in ru["meaning"]), ru
        assert any("一" <= letter <= "龥" for letter in zh["meaning"]) or "代码" in zh["meaning"], zh


def test_messages_are_russian_where_asked(kg: Run, tmp_path: Path) -> None:
    table = tmp_path / "attestations.csv"
    table.write_text("place_a,place_b,kind,source\nХабаровск,Хабаровск,sister,CN2004\n", encoding="utf-8")
    done = kg("check", str(table), "--lang", "ru")
    assert "связь территории «ru-khabarovsk» с самой собой; укажите вторую территорию" in done.stdout


def test_output_is_utf8_under_a_c_locale(kg_process: Run) -> None:
    done = kg_process("places", "伯力", env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""})
    assert done.returncode == 0
    assert "伯力" in done.stdout


def test_a_store_on_disk_answers_like_the_file(kg: Run) -> None:
    assert kg("build", "--out", "ties.nq", "--store", "store").returncode == 0
    from_file = kg("query", "most-ties", "--graph", "ties.nq").stdout
    assert from_file != ""
    assert kg("query", "most-ties", "--store", "store").stdout == from_file
    again = kg("build", "--out", "ties.nq", "--store", "store")
    assert again.returncode == 2
    assert "kg: store is already there" in again.stderr
