"""No name and no number of a respondent gets into anything that is made of the answers, unless the person consents."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from kg.cli.survey_code import SettlingDialogue
from kg.survey.coding import agreement
from kg.survey.coding.codings import Codings
from kg.survey.coding.texts import texts_of
from tests.command import runner
from tests.survey.made_up import INSTRUMENT, by_codes, respondents, write_csv

ONLY = ("--sources", str(Path(__file__).parent.parent / "world"), "--only")
FORMS = ("md", "html", "json", "docx", "pdf", "csv", "tex", "xlsx")
SECRET = ("Синекрылов", "Цветолистова", "欧阳晓枫", "Thistlewick")
NUMBERS = ("Q-77-001", "Q-77-002", "Q-77-003", "Q-77-004")
SPOKEN = (
    "Спросите Синекрылова или А. П. Цветолистову, лучше ЦВЕТОЛИСТОВУ.",
    "欧阳晓枫说签证办理时间太长，见Q-77-003。",
    "Thistlewick's office (q-77-004) has no direct flights; Синекрыловым подписано, цветолистовой нет.",
)
CODED = {"problem/border-closure": 20, "problem/no-direct-flights": 12, "sphere/trade": 4, "sphere/culture": 3}
AT = {item.name: place for place, item in enumerate(INSTRUMENT.items)}


def rows() -> list[list[str]]:
    """The made-up wave, and four who want no name to be told: one of them does not take part; all speak of them."""
    head, *people = by_codes(respondents())
    for number, (name, id) in enumerate(zip(SECRET, NUMBERS, strict=True)):
        people[number][AT["name"]] = f"{name} А. П." if name.isalpha() and not name.isascii() else name
        people[number][AT["respondent"]] = id
        people[number][AT["consent_name"]] = "no"
    people[3][AT["consent"]] = "no"
    for number, person in enumerate(people):
        person[AT["place"]] = ("Хабаровск", "Хэйхэ")[number % 2]
        person[AT["problems_text"]] = f"{SPOKEN[number % 3]} ({number})"
    return [head, *people]


def parts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file as text, and that of every part of those that are archives."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path.name}: {name}", archive.read(name).decode(errors="replace")
        elif path.suffix == ".pdf":
            pages = pypdfium2.PdfDocument(path)
            yield path.name, "".join(page.get_textpage().get_text_range() for page in pages)
        else:
            yield path.name, path.read_bytes().decode(errors="replace")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> tuple[Path, str]:
    """A folder with all that the commands write of a wave, and all that they print."""
    given, out = tmp_path_factory.mktemp("given"), tmp_path_factory.mktemp("made")
    write_csv(given / "answers.csv", rows())
    kg = runner(out, cache)
    told = []

    def run(*words: str) -> None:
        done = kg(*words)
        assert done.returncode == 0, done.stderr
        told.extend([done.stdout, done.stderr])

    run("survey", "load", str(given / "answers.csv"), "--out", "wave", "--key", str(given / "key"), *ONLY)
    run("check", "wave", *ONLY)
    codings = Codings(texts_of(out / "wave", "problems_text"))
    for number, unit in enumerate(codings.texts.units):
        found = [concept for concept, count in CODED.items() if number < count]
        codings.put("anna", unit, tuple(found))
        codings.put("li", unit, tuple(found[:1]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agreement, "SAMPLES", 10)
        run("survey", "agreement", "wave", "--format", "csv")
    run("survey", "agreement", "wave", "--disagreements", "--out", "disagreements.xlsx")
    assert SettlingDialogue(Codings(texts_of(out / "wave", "problems_text")), lambda: "y").run()
    run("build", "--sources", "wave", *ONLY, "--out", "ties.nq")
    for form in FORMS:
        crossed = ("--by", "part") if form in {"md", "csv"} else ()
        run("survey", "report", "wave", *crossed, "--out", f"report.{form}", *ONLY)
    run("survey", "report", "wave", "--no-suppress", "for the test alone", "--out", "open.json", *ONLY)
    return out, "\n".join(told)


def test_no_name_and_no_number_without_consent_is_in_any_output(made: tuple[Path, str]) -> None:
    folder, told = made
    secrets = {name[:6] for name in SECRET} | {*NUMBERS}
    for person in rows()[1:]:
        secrets.add(person[AT["respondent"]])
        if person[AT["consent_name"]] == "no" and (name := person[AT["name"]]):
            secrets.add(name)
    wanted = re.compile("|".join(map(re.escape, sorted(secrets))), re.IGNORECASE)
    texts = [*parts(folder), ("what was printed", told)]
    assert {name.rpartition(".")[2] for name, _text in texts} >= {"md", "html", "pdf", "nq", "toml"}
    assert sum("word/document.xml" in name or "xl/worksheets" in name for name, _text in texts) >= 3
    assert [(name, found[0]) for name, text in texts if (found := wanted.search(text))] == []


def test_settled_codes_are_counted_with_their_base_and_small_ones_are_hidden(made: tuple[Path, str]) -> None:
    report = (made[0] / "report.md").read_text(encoding="utf-8")
    coded = report.partition("(words, as coded)")[2].partition("\n## ")[0]
    assert re.search(r"Words of 39 of 39 were coded and settled: 39 concepts", coded)
    assert "are not named" in coded
    assert "| 20 | 51.3 % |" in coded
    assert "| 12 | 30.8 % |" in coded
    assert not re.search("trade|culture", coded)
    assert all(int(n) >= 5 for n in re.findall(r"\| (\d+) \| [\d.]+ % \|", coded))
