"""A wave of answers is a sound source folder: whole or not there, under pseudonyms, and nothing of it in the graph."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.base.errors import KgError, SourceProblems
from kg.base.resources import sources_dir
from kg.gather.corpus import gather_one
from kg.gather.part import part_of
from kg.gather.roots import find_folders
from kg.graph import quads
from kg.graph.build import fuse_all
from kg.survey.answers.loading import Loaded, load
from kg.survey.answers.pseudonyms import without
from kg.survey.answers.wave import read_wave
from kg.survey.answers.wave_folder import About
from tests.command import Run
from tests.survey.made_up import INSTRUMENT, Respondent, by_codes, respondents, write_csv

WORLD = Path(__file__).parent.parent / "world"
HEAD = ["respondent", "consent", "consent_name", "name", "place", "post", "problems", "problems_text"]
ROWS = [
    ["A-100", "yes", "yes", "Quillfeather A.", "Хабаровск", "head", "money", "Ask Quillfeather’s deputy."],
    ["A-200", "yes", "no", "Травозадов К.", "Хэйхэ", "", "", "=Травозадовым подписано, см. A-200"],
    ["A-300", "no", "", "钟离晓鹭", "Хэйхэ", "", "", "不可"],
]


def loaded(place: Path, rows: list[list[str]], about: About = About()) -> Loaded:  # noqa: B008 (it is a constant)
    file = write_csv(place / "answers.csv", [HEAD, *rows])
    return load(file, place / "wave", find_folders(WORLD), about, place / "key")


def texts(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.is_file())


def of_item(person: Respondent) -> dict[str, list[str]]:
    return {item: told for item, told in person.items() if item not in ("respondent", "name")}


def test_a_wave_holds_what_was_answered_and_the_places_that_answered(wave_folder: Path) -> None:
    wave = read_wave(wave_folder)
    people = respondents()
    assert wave.survey.sample_size == len(wave.respondents) == len(people) == 40
    assert (wave.survey.question_count, wave.survey.period_start.iso) == (7, "2027-03")  # type: ignore[union-attr]
    assert list(wave.places) == sorted({each["place"][0] for each in people})
    found = [
        {item: sorted(codes) for item, codes in each.codes.items()}
        | {item: [text] for item, text in each.words.items()}
        for each in wave.respondents
    ]
    meant = [{item: sorted(told) for item, told in of_item(each).items()} for each in people]
    assert sorted(map(repr, (sorted(each.items()) for each in found))) == sorted(
        map(repr, (sorted(each.items()) for each in meant))
    )
    assert all(re.fullmatch(r"r-[0-9a-f]{12}", each.respondent) for each in wave.respondents)


def test_a_wave_is_sound_and_the_graph_holds_no_answer(wave_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quads, "bundled", lambda *_: [])
    corpus = gather_one(wave_folder, find_folders(sources_dir()))
    assert {problem.code for problem in corpus.problems} == {"other-script"}  # a name has the letters of one language
    part = part_of(corpus)
    text = "".join(quads.quads(part, fuse_all(part)))
    assert len(list(ox.parse(text, format=ox.RdfFormat.N_QUADS))) > 100
    wave = read_wave(wave_folder)
    named = {row.id for row in corpus.told[0].records["experts"]}
    assert 0 < len(named) < 40
    assert not [
        each.respondent for each in wave.respondents if each.respondent in text and each.respondent not in named
    ]
    assert not [words for each in wave.respondents for words in each.words.values() if words in text]
    for person in respondents():
        if person["consent_name"] == ["no"] and "name" in person:
            assert person["name"][0] not in text + texts(wave_folder)
        assert person["respondent"][0] not in text + texts(wave_folder)


def test_names_are_kept_with_consent_only_and_taken_out_of_texts(tmp_path: Path) -> None:
    told = loaded(tmp_path, ROWS)
    assert told[:4] == (3, 2, 1, 2)
    assert [(each.code, each.row) for each in told.problems if each.row > 1] == [
        ("own-name", 2), ("unconsented-name", 3), ("own-name", 3), ("no-consent", 4),
    ]  # fmt: skip
    kept = texts(tmp_path / "wave")
    assert "Quillfeather A." in (tmp_path / "wave" / "experts.csv").read_text(encoding="utf-8")
    assert "Ask […]’s deputy." in kept
    assert '," =[…] подписано, см. […]"' in kept  # the blank keeps spreadsheets from running it
    assert not re.search("Травозадов|钟离晓鹭|A-[123]00|不可", kept)


def test_to_load_a_corrected_file_replaces_the_wave_and_keeps_the_pseudonyms(tmp_path: Path) -> None:
    loaded(tmp_path, ROWS, About(("Опрос 2027", "2027年调查"), "Institute", "CC BY 4.0"))
    before = read_wave(tmp_path / "wave")
    assert (before.survey.name_ru, before.survey.name_en) == ("Опрос 2027", INSTRUMENT.title["en"])
    note = tmp_path / "wave" / "README.md"
    note.write_text("mine", encoding="utf-8")
    loaded(tmp_path, [["a-100", "1", "", "", "黑河市", "", "", ""], ["B-1", "1", "", "", "Хабаровск", "", "", ""]])
    after = read_wave(tmp_path / "wave")
    assert len({each.respondent for each in before.respondents} & {each.respondent for each in after.respondents}) == 1
    assert after.survey.name_zh == "2027年调查"
    assert not (tmp_path / "wave" / "experts.csv").exists()
    assert note.read_text(encoding="utf-8") == "mine"
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_correction_of_few_answers_is_told_since_two_reports_would_give_them_away(kg: Run, tmp_path: Path) -> None:
    people = respondents(12)
    words = ("survey", "load", "answers.csv", "--out", "wave", "--key", "key", "--lang", "en")
    write_csv(tmp_path / "answers.csv", by_codes(people))
    assert "differ from those loaded before" not in kg(*words).stderr
    assert "differ from those loaded before" not in kg(*words).stderr
    write_csv(tmp_path / "answers.csv", by_codes(people[1:]))
    assert "the answers of 1 respondent differ from those loaded before" in kg(*words).stderr
    write_csv(tmp_path / "answers.csv", by_codes(respondents(12, seed=5)))
    assert "differ from those loaded before" not in kg(*words).stderr  # another wave


def test_pseudonyms_differ_with_the_key_and_a_lost_key_is_told(tmp_path: Path) -> None:
    loaded(tmp_path, ROWS)
    first = {each.respondent for each in read_wave(tmp_path / "wave").respondents}
    (tmp_path / "key").unlink()
    with pytest.raises(KgError, match=r"the key of the pseudonyms is not there: .*key – put it back"):
        loaded(tmp_path, ROWS)
    (tmp_path / "key").write_text("secret")
    with pytest.raises(KgError, match="holds no key of pseudonyms"):
        loaded(tmp_path, ROWS)
    (tmp_path / "key").write_text("0" * 64)
    loaded(tmp_path, ROWS)
    assert first.isdisjoint(each.respondent for each in read_wave(tmp_path / "wave").respondents)


def test_nothing_is_written_where_something_is_wrong(tmp_path: Path) -> None:
    loaded(tmp_path, ROWS)
    before = texts(tmp_path / "wave")
    with pytest.raises(SourceProblems) as refused:
        loaded(tmp_path, [*ROWS, ["A-400", "yes", "", "", "", "", "", ""]])
    assert [(each.row, each.column, each.code) for each in refused.value.problems if each.severity == "error"] == [
        (5, "place", "required")
    ]
    for rows, message in ((ROWS[2:], "no row of .* is used; nothing is written"), ([], "no row of")):
        with pytest.raises(KgError, match=message):
            loaded(tmp_path, rows)
    assert texts(tmp_path / "wave") == before


def test_a_hundred_thousand_respondents_are_loaded(tmp_path: Path) -> None:
    posts = [*INSTRUMENT["post"].choices]
    rows = [[f"N{at}", "1", "Хэйхэ", posts[at % 3], f"line {at}"] for at in range(100_000)]
    file = write_csv(tmp_path / "answers.csv", [["respondent", "consent", "place", "post", "problems_text"], *rows])
    done = load(file, tmp_path / "wave", find_folders(WORLD), key_at=tmp_path / "key")
    assert (done.rows, done.respondents, done.places) == (100_000, 100_000, 1)


def test_a_folder_of_others_and_a_key_inside_are_refused(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "answers.csv", [HEAD, *ROWS])
    (tmp_path / "wave").mkdir()
    with pytest.raises(KgError, match="the key must lie outside of"):
        load(file, tmp_path / "wave", find_folders(WORLD), key_at=tmp_path / "wave" / "key")
    (tmp_path / "wave" / "mine.txt").write_text("mine")
    with pytest.raises(KgError, match="was not made by kg survey load – choose another --out"):
        load(file, tmp_path / "wave", find_folders(WORLD), key_at=tmp_path / "key")
    with pytest.raises(KgError, match="cannot be part of an IRI"):
        load(file, tmp_path / "волна", find_folders(WORLD), key_at=tmp_path / "key")


def test_a_table_of_answers_that_was_edited_is_held_to_the_questionnaire(tmp_path: Path) -> None:
    loaded(tmp_path, ROWS)
    table = tmp_path / "wave" / "answers.csv"
    text = table.read_text(encoding="utf-8")
    toml = tmp_path / "wave" / "source.toml"
    toml.write_text(toml.read_text(encoding="utf-8").partition("[tables.sources]")[0], encoding="utf-8")
    table.write_text(text.replace("problems,money", "problems,mony") + "wave,r-1,plase,x,\n", encoding="utf-8")
    with pytest.raises(SourceProblems) as refused:
        read_wave(tmp_path / "wave")
    assert sorted(each.code for each in refused.value.problems) == ["code", "no-place", "unknown-item"]
    with pytest.raises(KgError, match="holds no wave of answers"):
        read_wave(WORLD / "ties")


def test_a_name_goes_with_its_endings_and_other_words_stay() -> None:
    assert without("Li said so; Lin did not; list", ["Li Wei"]) == "[…] said so; Lin did not; list"
    assert without("Пётр Ильич и петров", ["Пётр Ильич"]) == "[…] […] и петров"
    assert without("欧阳小明和小明", ["欧阳小明"]) == "[…]和小明"


def test_the_command_tells_what_it_loaded_and_what_it_refuses(kg: Run, tmp_path: Path) -> None:
    write_csv(tmp_path / "answers.csv", [HEAD, *ROWS, ["A-400", "yes", "", "", "Нигдеград", "", "", ""]])
    only = ("--sources", str(WORLD), "--only", "--key", "key")
    done = kg("survey", "load", "answers.csv", "--out", "w", *only)
    assert done.returncode == 1
    assert "error: answers.csv, row 5, column place: no place is called 'Нигдеград'" in done.stderr
    assert not (tmp_path / "w").exists()
    write_csv(tmp_path / "answers.csv", [HEAD, *ROWS])
    done = kg("survey", "load", "answers.csv", "--out", "w", *only)
    assert (done.returncode, done.stdout) == (0, "w\n")
    assert "rows read: 3, loaded: 2, left out: 1; places: 2, named with consent: 1" in done.stderr
    assert "warning: answers.csv, row 4, column consent" in done.stderr
