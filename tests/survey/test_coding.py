"""Free answers: coded one key a decision, compared, settled; nothing is coded by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from kg.base.errors import KgError
from kg.cli.survey_code import CodingDialogue, SettlingDialogue
from kg.gather.folder import read_folder
from kg.gather.roots import find_folders
from kg.survey.answers.loading import load
from kg.survey.coding.agreement import agreement
from kg.survey.coding.codings import SETTLED, Codings, coder_named
from kg.survey.coding.suggested import SCHEMES, suggested
from kg.survey.coding.texts import Unit, texts_of
from tests.command import Run, runner

HERE = Path(__file__).parent
LANGUAGE, FLIGHTS = "problem/language-barrier", "problem/no-direct-flights"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.csv"
    path.write_text("id;text\n1;Языковой барьер\n2;缺少直航\n3;Nothing at all\n", encoding="utf-8")
    return path


def keys(pressed: str) -> Callable[[], str]:
    left: Iterator[str] = iter(pressed)
    return lambda: next(left, "q")


def coded(path: Path, coder: str, pressed: str) -> bool:
    return CodingDialogue(Codings(texts_of(path, id_column="id")), coder, SCHEMES, keys(pressed)).run()


def found(path: Path, coder: str) -> list[tuple[str, ...]]:
    codings = Codings(texts_of(path, id_column="id"))
    return [codings.of(coder).get(unit.key, ("not read",)) for unit in codings.texts.units]


def test_one_key_is_one_decision_and_stopping_loses_nothing(texts: Path) -> None:
    assert not coded(texts, "anna", "1\r")  # stops at the second text
    assert found(texts, "anna") == [(LANGUAGE,), ("not read",), ("not read",)]
    assert coded(texts, "anna", "1\r0")
    assert found(texts, "anna") == [(LANGUAGE,), (FLIGHTS,), ()]


def test_a_key_is_taken_back_and_a_text_gone_back_to(texts: Path) -> None:
    assert coded(texts, "anna", "1" + "1" + "0" + "u" + "1\r" + "1\r" + "0")
    assert found(texts, "anna") == [(LANGUAGE,), (FLIGHTS,), ()]


def test_what_is_suggested_is_coded_by_nobody(texts: Path) -> None:
    assert suggested("Языковой барьер", SCHEMES)[0] == LANGUAGE
    assert not coded(texts, "anna", "\r\rq")
    assert found(texts, "anna") == [("not read",)] * 3


def test_two_readings_are_settled_and_kept_beside(texts: Path) -> None:
    coded(texts, "anna", "1\r1\r0")
    coded(texts, "li", "1\r00")
    codings = Codings(texts_of(texts, id_column="id"))
    (differ,) = codings.disagreements()
    assert (differ.concept, differ.found_by, differ.missed_by) == (FLIGHTS, "anna", "li")
    assert SettlingDialogue(codings, keys("y")).run()
    assert found(texts, SETTLED) == [(LANGUAGE,), (FLIGHTS,), ()]
    assert found(texts, "li") == [(LANGUAGE,), (), ()]
    assert not SettlingDialogue(codings, keys("u")).run()


def test_kappa_and_alpha_are_those_of_the_books() -> None:
    """Cohen's kappa of 20, 5, 10, 15 is 0.4; alpha corrects for the size of the sample."""
    pairs = [((LANGUAGE,), (LANGUAGE,))] * 20 + [((LANGUAGE,), ())] * 5 + [((), (LANGUAGE,))] * 10 + [((), ())] * 15
    both = [(Unit(f"r-{number}", "text", ""), *pair) for number, pair in enumerate(pairs)]
    whole, one = agreement(both, ["problem"])
    assert (whole.concept, one.concept, one.texts, one.first, one.second, one.agreed) == ("", LANGUAGE, 50, 25, 30, 0.7)
    assert one.kappa is not None
    assert one.alpha is not None
    assert one.kappa == pytest.approx((0.4, 0.1511, 0.6489), abs=1e-3)
    observed, ones = 15 * 2, 55
    expected = 2 * ones * (100 - ones) / 99
    assert one.alpha[0] == pytest.approx(1 - observed / expected)
    assert one.alpha[1] < one.alpha[0] < one.alpha[2]


def test_agreement_is_not_defined_where_nothing_varies() -> None:
    both = [(Unit(f"r-{number}", "text", ""), (LANGUAGE,), (LANGUAGE,)) for number in range(5)]
    assert [(row.kappa, row.alpha) for row in agreement(both, ["problem"])] == [(None, None)] * 2
    assert not np.isnan(agreement(both, ["problem"])[0].agreed)


def test_the_answers_of_a_wave_are_coded_in_its_folder_which_stays_sound(wave_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(wave_folder, tmp_path / wave_folder.name)
    made = texts_of(folder, item="problems_text")
    assert {unit.item for unit in made.units} == {"problems_text"}
    codings = Codings(made)
    codings.put("anna", made.units[0], (FLIGHTS,))
    read = read_folder(folder)
    assert [problem.code for problem in read.problems if problem.severity == "error"] == []
    assert read.records["codings"][0].concepts == FLIGHTS


def test_codings_of_a_text_that_is_taken_back_are_dropped_when_answers_are_loaded_again(tmp_path: Path) -> None:
    def loaded(text: str) -> Path:
        folder, file = tmp_path / "wave", tmp_path / "answers.csv"
        head = "respondent,consent,place,problems_text,measures_text"
        file.write_text(f"{head}\nN-1,yes,ru-khabarovsk,{text},A fund for travel.\n", encoding="utf-8")
        load(file, folder, find_folders(HERE.parent / "world"), key_at=tmp_path / "key")
        return folder

    codings = Codings(texts_of(loaded("No flights.")))
    for unit in codings.texts.units:
        codings.put("anna", unit, (FLIGHTS,))
    kept = Codings(texts_of(loaded("No visas."))).of("anna")
    assert [item for _who, item in kept] == ["measures_text"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--item", "problem_text"), "no item with free answers is called 'problem_text' – did you mean problems_text"),
        ((), "two coders are compared, and there are: –"),
    ],
)
def test_what_cannot_be_compared_is_told(words: tuple[str, ...], told: str, wave_folder: Path, cache: Path) -> None:
    kg: Run = runner(wave_folder.parent, cache)
    done = kg("survey", "agreement", str(wave_folder), *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_names_of_coders_and_ids_of_texts_are_checked(tmp_path: Path) -> None:
    for name in ("settled", "a b", "../x", ""):
        with pytest.raises(KgError, match="cannot be the name of a coder"):
            coder_named(name)
    (tmp_path / "twice.csv").write_text("id,text\n1,a\n1,b\n", encoding="utf-8")
    with pytest.raises(KgError, match="two texts with the id 1"):
        texts_of(tmp_path / "twice.csv", id_column="id")
    (tmp_path / "empty.csv").write_text("id,text\n1,\n", encoding="utf-8")
    with pytest.raises(KgError, match="no free answer to code"):
        texts_of(tmp_path / "empty.csv", column="text")
