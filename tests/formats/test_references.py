"""References are read back whole by other programs, under keys that stay."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from click.testing import CliRunner

from kg.base.errors import KgError
from kg.base.version import __version__
from kg.cli.cite import cite

Printed = Callable[..., str]

GOLDEN = r"""@misc{CN2004,
  title = {{中俄友好城市(省、州) 截至2004年底}},
  howpublished = {книга-справочник},
  year = {2005},
  date = {2005},
  language = {chinese},
  url = {https://m.shuoxu.com/book/chapter/31773/49.html}
}
"""


def test_a_reference_of_bibtex_is_as_expected(printed: Printed) -> None:
    assert GOLDEN in printed("cite", "Хабаровск", "Харбин")


@pytest.mark.parametrize("words", [("Хабаровск", "哈尔滨"), ("cn-harbin--ru-khabarovsk",)])
def test_two_places_and_the_id_of_their_tie_give_the_same_sources(printed: Printed, words: tuple[str, ...]) -> None:
    assert printed("cite", *words) == printed("cite", "ru-khabarovsk", "cn-harbin")


def test_a_place_has_the_sources_of_all_its_ties_and_all_has_those_of_all(printed: Printed) -> None:
    pair, place, everything = (
        {item["id"] for item in json.loads(printed("cite", *words, "--format", "csl-json"))}
        for words in (("Хабаровск", "Харбин"), ("Хабаровск",), ("--all",))
    )
    assert pair <= place < everything


def test_all_three_formats_are_parsed_and_hold_the_same(printed: Printed) -> None:
    library = parse_string(printed("cite", "--all"))
    records = rispy.loads(printed("cite", "--all", "--format", "ris"))
    items = json.loads(printed("cite", "--all", "--format", "csl-json"))
    assert not library.failed_blocks
    keys = [item["id"] for item in items]
    assert keys == sorted(keys)
    assert [entry.key for entry in library.entries] == [record["id"] for record in records] == keys
    assert [record["title"] for record in records] == [item["title"] for item in items]
    assert [record.get("urls", [None])[0] for record in records] == [item.get("URL") for item in items]
    assert [entry.fields_dict["year"].value for entry in library.entries if "year" in entry.fields_dict] == [
        str(item["issued"]["date-parts"][0][0]) for item in items if "issued" in item
    ]


@pytest.mark.parametrize(("lang", "told"), [("en", "licence:"), ("ru", "лицензия:"), ("zh", "许可：")])
def test_the_data_set_is_cited_with_its_version_and_address(lang: str, told: str) -> None:
    text = CliRunner().invoke(cite, ["--lang", lang]).stdout
    (entry,) = parse_string(text).entries
    assert entry.key == "interregional-ties"
    assert entry.fields_dict["version"].value == __version__
    assert entry.fields_dict["url"].value == "https://w3id.org/interregional-ties/"
    assert entry.fields_dict["note"].value.startswith(told)


def test_references_are_written_to_a_file_in_the_format_of_its_ending(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "sources.ris"
    CliRunner().invoke(cite, ["Хабаровск", "--graph", str(graph), "--out", str(out)], catch_exceptions=False)
    assert out.read_text(encoding="utf-8").startswith("TY  - ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["Хабаровск", "--all"], "leave out the places"),
        (["a", "b", "c"], "two places"),
        (["Харбин", "Харбин", "--out", "x.doc"], r"\.bib, \.ris, \.json"),
    ],
)
def test_what_cannot_be_cited_is_refused(graph: Path, words: list[str], message: str) -> None:
    with pytest.raises(KgError, match=message):
        CliRunner().invoke(cite, [*words, "--graph", str(graph), "--lang", "en"], catch_exceptions=False)
