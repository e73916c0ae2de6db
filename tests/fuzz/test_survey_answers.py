"""Spoilt answers of a survey: a wave without the names of those who gave no leave, or a refusal in words."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.base.messages import tell
from kg.gather.corpus import OF_PLACES, gather, gather_one
from kg.gather.part import part_of
from kg.gather.roots import find_folders
from kg.gather.sheets import read
from kg.gazetteer.gazetteer import Gazetteer
from kg.graph import quads
from kg.graph.build import fuse_all
from kg.survey.answers import loading
from kg.survey.answers.respondents import Reading
from tests.fuzz.kit import can_be_shown, examples, refused_in_words, words
from tests.survey.made_up import FORMS, INSTRUMENT, respondents, write_csv

WORLD = Path(__file__).parent.parent / "world"
PEOPLE = [{**each, "place": ["ru-khabarovsk"]} for each in respondents(4, seed=5)]
NAMES = ("Травозадов", "Quillfeather", "钟离晓鹭", "Птицелюбова-Мышкина", "O’Quill")
ENDINGS = {"Травозадов": "Травозадовым", "Quillfeather": "QUILLFEATHER’s", "钟离晓鹭": "钟离晓鹭的"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return gather([WORLD], kinds=OF_PLACES).gazetteer


@st.composite
def tables(draw: Any) -> list[list[str]]:
    """The export of a tool with some cells, headings or rows spoilt."""
    rows = [[*row] for row in FORMS[draw(st.sampled_from([*FORMS]))](PEOPLE)]
    for _ in range(draw(st.integers(1, 4))):
        row = draw(st.sampled_from(rows))
        at = draw(st.integers(0, len(row) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                rows.append([*row])
            case 1:
                row[at] = draw(st.sampled_from(draw(st.sampled_from(rows))))
            case _:
                row[at] = draw(words).encode("utf-8", "replace").decode()
    return rows


@examples(30)
@given(rows=tables())
def test_spoilt_answers_are_respondents_or_are_refused_in_words(
    gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    file = write_csv(tmp_path_factory.getbasetemp() / "spoilt.csv", rows)
    with refused_in_words():
        reading = Reading(read(file, header=True), file.name, gazetteer)
        assert all(can_be_shown(tell(problem)) for problem in reading.problems)
        for each in reading.respondents if not reading.has_errors else ():
            assert each.codes["consent"] == ("yes",)
            assert each.codes["place"][0] in gazetteer.places
            for item, codes in each.codes.items():
                assert not INSTRUMENT[item].choices or {*codes} <= {*INSTRUMENT[item].choices}


@st.composite
def people(draw: Any) -> list[dict[str, list[str]]]:
    """Respondents who name themselves in what they write, with and without leave to be named."""
    found = []
    for number in draw(st.sets(st.from_regex(r"[A-Z]{2}-[0-9]{4,6}", fullmatch=True), min_size=1, max_size=3)):
        name = draw(st.sampled_from(NAMES))
        told = draw(st.sampled_from(["{} said so", "так сказал {}, и всё", "“{}”", "={}", "{0} {0}"]))
        found.append(
            {
                "respondent": [number],
                "name": [name],
                "consent": [draw(st.sampled_from(["yes", "yes", "no", ""]))],
                "consent_name": [draw(st.sampled_from(["yes", "no", ""]))],
                "place": [draw(st.sampled_from(["ru-khabarovsk", "cn-heihe"]))],
                "problems_text": [told.format(draw(st.sampled_from([name, ENDINGS.get(name, name), number])))],
            }
        )
    return found


@examples(8)
@given(answers=people(), form=st.sampled_from([*FORMS]))
def test_no_number_and_no_name_without_leave_is_in_a_file_or_in_the_graph(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[dict[str, list[str]]],
    form: str,
) -> None:
    monkeypatch.setattr(quads, "bundled", lambda *_: [])
    place = tmp_path_factory.getbasetemp() / "leave"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    file = write_csv(place / "answers.csv", FORMS[form](answers))
    with refused_in_words():
        loading.load(file, place / "wave", find_folders(WORLD), key_at=place / "key")
    is_loaded = any(each["consent"] == ["yes"] for each in answers)
    assert (place / "wave").exists() == is_loaded or len(answers) > 1
    part = part_of(gather_one(place / "wave", [WORLD])) if (place / "wave").exists() else None
    kept = "".join(quads.quads(part, fuse_all(part))) if part else ""
    kept += "".join(path.read_text(encoding="utf-8") for path in (place / "wave").glob("*"))
    given_leave = {each["name"][0] for each in answers if each["consent"] == each["consent_name"] == ["yes"]}
    for each in answers:
        assert each["respondent"][0] not in kept
        assert each["name"][0] in given_leave or each["name"][0].casefold() not in kept.casefold()
