"""Places side by side: like with like, said where it is not, with the sources of every value."""

from __future__ import annotations

import csv
import io

import pytest

from kg.api.graph import Graph
from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, speaking
from kg.dossier.comparison import Row, comparison
from kg.dossier.comparison_document import comparison_document, comparison_table
from kg.dossier.place import Place
from kg.formats.documents import written
from kg.formats.registry import write


def places(world: Graph, *names: str) -> list[Place]:
    return [world.place(name) for name in names]


def rows(world: Graph, *names: str) -> dict[str, Row]:
    with speaking("en"):
        return {row.label: row for row in comparison(places(world, *names))}


def test_figures_of_one_indicator_and_year_stand_side_by_side(world: Graph) -> None:
    row = rows(world, "Хабаровск", "Благовещенск")["Inhabitants (population, census, 2021, persons)"]
    assert [cell.value for cell in row.cells] == [617_441, 241_437]
    assert [[source.id for source in cell.sources] for cell in row.cells] == [["census"], ["census"]]
    assert row.remark == ""


def test_figures_of_different_years_are_told_and_not_compared(world: Graph) -> None:
    row = rows(world, "Хабаровск", "Харбин")["Inhabitants"]
    assert [cell.text for cell in row.cells] == [
        "617,441 (population, census, 2021, persons)",
        "10,009,854 (population, census, 2020, persons)",
    ]
    assert [cell.value for cell in row.cells] == [None, None]
    assert row.remark == "not comparable (years differ)"


def test_ties_are_counted_by_kind_and_status_and_partners_in_common_are_named(world: Graph) -> None:
    found = rows(world, "Хабаровск", "Москва", "Новосибирск")
    assert found["Sister ties"].cells[0].text == "1 (active – 1)"
    assert found["First by date"].cells[0].text == "15 June 1993: Harbin (sister tie)"
    assert found["Harbin"].section == "Partners of two or more"
    assert all(cell.sources for cell in found["Harbin"].cells)
    assert "Beijing" not in found


def test_a_tie_between_the_places_is_told_to_both(world: Graph) -> None:
    cells = rows(world, "Хабаровск", "Благовещенск", "Харбин")["Khabarovsk – Harbin"].cells
    assert [cell.text for cell in cells] == ["sister tie, 15 June 1993", "", "sister tie, 15 June 1993"]
    assert "Khabarovsk – Blagoveshchensk" not in rows(world, "Хабаровск", "Благовещенск", "Харбин")


def test_places_of_different_rank_are_told(world: Graph) -> None:
    found = rows(world, "Хабаровский край", "Хабаровск")
    assert found["Level"].remark == "not of one rank: their numbers of ties are not those of equals"
    assert found["Ties of places inside"].cells[0].text == "4"
    assert rows(world, "Хабаровск", "Благовещенск")["Level"].remark == ""


def test_ranks_have_their_interval_and_stand_within_one_country_only(world: Graph) -> None:
    assert rows(world, "Хабаровск", "Харбин")["Rank among all"].cells[0].text == "4 of 16 (from 3 to 8)"
    assert "Rank in its country" not in rows(world, "Хабаровск", "Харбин")
    assert "Rank in its country" in rows(world, "Хабаровск", "Благовещенск")


def test_where_nothing_is_known_of_one_nothing_is_said_to_be_shared(world: Graph) -> None:
    row = rows(world, "Хабаровск", "Благовещенск")["Problems that experts name"]
    assert (row.cells[0].text, row.remark) == ("", "")


def test_one_place_is_no_comparison(world: Graph) -> None:
    with speaking("en"), pytest.raises(KgError, match="give two to 6 different places"):
        comparison(places(world, "Хабаровск", "Khabarovsk"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_has_a_map_and_numbered_sources(world: Graph, lang: str) -> None:
    document = comparison_document(places(world, "Хабаровск", "Харбин"), lang)
    assert "census" in {note.key for note in document.cited()}
    page = written(document, "html").decode()
    assert "data:image/svg+xml" in page
    assert "<script" not in page
    assert written(document, "md") == written(comparison_document(places(world, "Хабаровск", "Харбин"), lang), "md")


def test_a_program_gets_figures_as_numbers_with_the_ids_of_their_sources(world: Graph) -> None:
    out = io.BytesIO()
    with speaking("en"):
        write(comparison_table(places(world, "Хабаровск", "Благовещенск"), for_people=False), "csv", out)
    table = {row["what"]: row for row in csv.DictReader(io.StringIO(out.getvalue().decode()))}
    row = table["Inhabitants (population, census, 2021, persons)"]
    assert (row["ru-khabarovsk"], row["ru-khabarovsk: sources"]) == ("617441", "census")
