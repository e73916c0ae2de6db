"""The forms of a survey: what their programs ask of them, the same columns and words in each, the same bytes again."""

from __future__ import annotations

import csv
import io
import re
import sys
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from pyxform.xls2xform import convert

from kg.base.languages import LANGUAGES, TAGS
from kg.survey.forms.files import files
from kg.survey.forms.study import Study
from kg.survey.instrument import Instrument
from tests.command import Run

INSTRUMENT = Instrument.bundled()
WORLD = Path(__file__).parent.parent / "world"
STUDY = Study("=1+1", "Институт & Co", "survey@example.org")
_OUTER = re.compile(r"""<(?:script|link|iframe|object|embed)\b|@import|url\(|\bsrc=["'](?!data:)""")


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return files(INSTRUMENT, STUDY, "zh")


def _book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_pyxform_takes_the_xlsform_in_three_languages(made: dict[str, bytes]) -> None:
    form = convert(io.BytesIO(made["xlsform.xlsx"]), pretty_print=False)
    assert form.warnings == []
    told = re.findall(r"<translation [^>]*>", form.xform)
    assert sorted(re.findall(r'lang="([^"]+)"', "".join(told))) == ["English (en)", "Русский (ru)", "中文 (zh)"]
    assert [each for each in told if "default" in each and "中文" in each]
    assert "<h:title>=1+1</h:title>" in form.xform
    name = re.search(r'<bind [^>]*nodeset="/\w+/name"[^>]*>', form.xform)
    assert name
    assert "consent_name}" not in name[0]
    assert re.search(r"consent_name\s+= 'yes'", name[0])
    assert len(re.findall(r"count-selected", form.xform)) == 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cell_of_the_workbook_offers_the_choices_of_its_item(made: dict[str, bytes], lang: str) -> None:
    book = _book(made[f"{lang}/answers.xlsx"])
    sheet = book["answers"]
    headings = {get_column_letter(number): str(cell.value) for number, cell in enumerate(sheet[1], start=1)}
    columns = {letter: INSTRUMENT.column(heading) for letter, heading in headings.items()}
    assert None not in columns.values()
    assert all(cell.comment for cell in sheet[1])
    date = next(letter for letter, column in columns.items() if column == (INSTRUMENT["date"], ""))
    assert sheet.column_dimensions[date].number_format == "yyyy-mm-dd"
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        item, code = columns[str(rule.sqref).rstrip("0123456789").split(":")[0].rstrip("0123456789")] or (None, "")
        assert item
        if rule.type == "list" and not code:
            name, _, cells = rule.formula1.partition("!")
            offered[item.name] = [row[0].value for row in book[name][cells.replace("$", "")]]
    one = [item for item in INSTRUMENT.items if item.choices and item.kind != "many"]
    assert offered == {item.name: [said[lang] for said in item.choices.values()] for item in one}


def test_limesurvey_finds_its_translations_and_codes_that_it_takes(made: dict[str, bytes]) -> None:
    text = made["limesurvey.txt"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))
    assert {row["name"]: row["text"] for row in rows if row["class"] == "S"}["additional_languages"] == "ru en"
    by_language = {
        lang: [row for row in rows if row["class"] in ("G", "Q", "SQ", "A") and row["language"] == TAGS[lang]]
        for lang in LANGUAGES
    }
    shapes = {
        tuple((row["class"], row["type/scale"], row["name"] * (row["class"] != "G"), row["relevance"]) for row in each)
        for each in by_language.values()
    }
    assert len(shapes) == 1
    assert all(row["text"] or row["class"] == "G" for each in by_language.values() for row in each)
    base = by_language["zh"]
    questions = [row["name"] for row in base if row["class"] == "Q"]
    assert [asked[0].name for name in questions if (asked := INSTRUMENT.column(name))] == [
        item.name for item in INSTRUMENT.items
    ]
    assert [name for name in questions if not re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", name)] == []
    codes = {row["name"] for row in base if row["class"] in ("A", "SQ")}
    assert [code for code in codes if not re.fullmatch("[A-Za-z0-9]{1,5}", code)] == []
    alone = {row["name"]: row["exclude_all_others"] for row in base if row["exclude_all_others"]}
    assert set(alone) == {"spheres", "problems", "solved", "measures"}
    assert {code for each in alone.values() for code in each.split(";")} <= codes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_printed_holds_every_question_and_asks_nothing_of_the_web(made: dict[str, bytes], lang: str) -> None:
    pages = {name: unescape(made[f"{lang}/{name}.html"].decode()) for name in ("questionnaire", "consent", "codebook")}
    assert [name for name, page in pages.items() if _OUTER.search(page)] == []
    for item in INSTRUMENT.items:
        assert item.says[lang] in pages["questionnaire"]
        assert all(said[lang] in pages["questionnaire"] for said in item.choices.values())
        assert all(item.says[each] in pages["codebook"] for each in LANGUAGES)
    for name in ("questionnaire", "consent"):
        assert "Институт & Co" in pages[name]
        assert "survey@example.org" in pages[name]


def test_the_codebook_leads_from_each_short_code_to_its_code(made: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(made["codebook.csv"].decode("utf-8-sig"))))
    assert [row["item"] for row in rows if not row["code"]] == [item.name for item in INSTRUMENT.items]
    assert all(INSTRUMENT[row["item"]].code_of(row["limesurvey_code"]) == row["code"] for row in rows if row["code"])
    assert all(row[lang] for row in rows for lang in LANGUAGES)


def test_what_nobody_gives_stays_blank_in_the_consent_text() -> None:
    told = "\n".join(Study().consent(INSTRUMENT, "en"))
    assert told.count("____") >= 2
    assert "None" not in told
    assert "{" not in told


def test_a_survey_is_made_in_a_new_folder_only_and_with_the_same_bytes(
    made: dict[str, bytes], kg: Run, tmp_path: Path
) -> None:
    words = ("survey", "new", "wave", "--lang", "zh", "--title", STUDY.title, "--contact", STUDY.contact)
    first = kg(*words, "--organisation", f"{STUDY.organisation}\n")
    assert (first.returncode, first.stdout) == (0, "wave\n")
    assert "kg survey load" in first.stderr
    folder = tmp_path / "wave"
    written = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert written.keys() == made.keys()
    assert [name for name in made if made[name] != written[name]] == []
    assert kg(*words).returncode == 2


@pytest.mark.parametrize(
    ("lang", "told"), [("ru", "не сделано: для docx нужен пакет python-docx"), ("zh", "未制作：docx 需要 python-docx")]
)
def test_without_python_docx_all_but_word_is_made_and_one_line_says_what_to_install(
    made: dict[str, bytes], kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, told: str
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)  # as Python has it where a package is not there
    done = kg("survey", "new", "wave", "--lang", lang)
    assert done.returncode == 0
    (line,) = [each for each in done.stderr.splitlines() if "docx" in each]
    assert told in line
    assert "pip install 'interregional-ties[documents]'" in line
    folder = tmp_path / "wave"
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert written == {name for name in made if not name.endswith(".docx")}


def test_a_dossier_for_word_without_python_docx_is_refused_in_one_line_and_nothing_is_written(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    world = ("--only", "--sources", str(WORLD))
    done = kg("dossier", "Хабаровск", "--out", "x.docx", "--lang", "en", *world)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kg: docx needs python-docx – pip install 'interregional-ties[documents]'\n"
    assert list(tmp_path.iterdir()) == []
