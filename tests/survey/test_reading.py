"""Answers in the files of every tool and in the project's workbook are the same respondents; what is wrong is told."""

from __future__ import annotations

import datetime
import itertools
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, speaking
from kg.base.messages import tell
from kg.base.resources import sources_dir
from kg.gather.corpus import OF_PLACES, gather
from kg.gather.roots import find_folders
from kg.gather.sheets import read, workbook
from kg.gazetteer.folding import fold
from kg.gazetteer.gazetteer import Gazetteer
from kg.survey.answers.question_columns import asked_in
from kg.survey.answers.respondents import Reading, Respondent
from kg.survey.forms.study import Study
from kg.survey.forms.workbook import answers_workbook
from kg.survey.instrument import Instrument, brief
from tests.command import Run
from tests.survey.made_up import FORMS, by_codes, fill_workbook, respondents, write_csv

INSTRUMENT = Instrument.bundled()
PEOPLE = respondents()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return gather(find_folders(sources_dir()), kinds=OF_PLACES).gazetteer


def taken(people: list[Respondent]) -> list[tuple[object, ...]]:
    return [(each.number, each.name, each.codes, each.words) for each in people]


@pytest.fixture(scope="module")
def meant(gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    """Who is read from the columns of the instrument with codes in them."""
    file = write_csv(tmp_path_factory.mktemp("codes") / "answers.csv", by_codes(PEOPLE))
    found = taken(Reading(read(file, header=True), file.name, gazetteer).respondents)
    for each, (number, _name, codes, words) in zip(PEOPLE, found, strict=True):
        assert number == each["respondent"][0]
        assert isinstance(codes, dict)
        assert isinstance(words, dict)
        assert {**codes, **{item: (text,) for item, text in words.items()}} == {
            item: tuple(told) if item in words else tuple(sorted(told, key=[*INSTRUMENT[item].choices, *told].index))
            for item, told in each.items()
            if item not in ("respondent", "name")
        }
    return found


@pytest.mark.parametrize(
    ("form", "encoding", "delimiter"),
    [
        ("codes", "utf-8-sig", ";"),
        ("kobo", "utf-8", ","),
        ("odk", "utf-16", "\t"),
        ("limesurvey", "utf-8", ","),
        ("limesurvey-ru", "utf-8", ";"),
        ("google", "utf-8", ","),
        ("yandex", "utf-8-sig", ","),
        ("tencent", "gb18030", ","),
    ],
)
def test_the_export_of_a_tool_holds_the_same_respondents(
    meant: list[tuple[object, ...]], gazetteer: Gazetteer, tmp_path: Path, form: str, encoding: str, delimiter: str
) -> None:
    file = write_csv(tmp_path / "answers.csv", FORMS[form](PEOPLE), encoding, delimiter)
    reading = Reading(read(file, header=True), file.name, gazetteer)
    assert taken(reading.respondents) == meant
    assert {problem.code for problem in reading.problems} <= {"unconsented-name", "alone-of-post", "no-item"}


def test_the_workbook_of_the_instrument_filled_in_is_read(
    meant: list[tuple[object, ...]], gazetteer: Gazetteer, tmp_path: Path
) -> None:
    template = answers_workbook(INSTRUMENT, Study("", "", ""), "ru")
    file = fill_workbook(template, PEOPLE, tmp_path / "answers.xlsx", "ru")
    reading = Reading(read(file, header=True), file.name, gazetteer)
    assert taken(reading.respondents) == meant
    assert {problem.code for problem in reading.problems} == {"unconsented-name", "alone-of-post"}


def test_no_two_options_together_read_as_a_third() -> None:
    for item in INSTRUMENT.items:
        forms = {fold(form) for code, said in item.choices.items() for form in (code, brief(code), *said.values())}
        assert not forms & {one + two for one, two in itertools.permutations(forms, 2)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_question_is_known_by_its_text_with_a_number_a_group_and_an_option(lang: str) -> None:
    for item in INSTRUMENT.items:
        text = item.says[lang]
        for heading in (text, f"4. {text} *", f"Q4 {text}", f"Group/{text}", f"{item.name}. {text}", f"<b>{text}</b>"):
            assert asked_in(heading) == (item, ""), heading
        for code, said in item.choices.items() if item.kind == "many" else ():
            for heading in (f"{text} [{said[lang]}]", f"4、{text}（{said[lang]}）", f"group/{item.name}/{code}"):
                assert asked_in(heading) == (item, code), heading


HEAD = ("respondent", "date", "consent", "consent_name", "name", "place", "post", "trend", "problems", "problems_text")
SPOILT = (
    ("1", "2027-03-15", "yes", "", "", "Хабаровск", "head", "growing", "money", "a"),
    ("2", "2027-02-30", "да", "", "", "", "mayor", "росла; снижалась", "money; moneyy", "b"),
    ("", "45731", "1", "", "", "Нигдеград", "head", "", "none, money", "Har\u202ebin"),
    ("1", "2027", "true", "", "", "Хэйхэ", "head", "", "", "Прихoдили"),
    ("5", "15.03.2027 10:12", "", "", "", "nowhere", "none at all", "", "", ""),
    ("6", "", "no", "", "Иванова", "", "", "", "", ""),
    ("7", "1927-01-01", "maybe", "", "", "Хабаровск", "", "", "", ""),
    ("8", "", "yes", "нет", "Травозадов К. Э.", "黑河市", "head", "", "", "Писал Травозадову"),
    ("9", "2027-03-15", "yes", "", "", "Хабаровск", "head", "growing", "money", "a"),
    ("10", "", "yes", "yes", "Травоз\u0430дoв", "Хэйхэ", "", "", "", ""),
)
TOLD = """
row 3, column date: '2027-02-30' is no such day in the calendar; write 1993, 1993-02 or 1993-02-28
row 3, column place: the cell is empty; fill it
row 3, column post: 'mayor' is not in the list post; known: adviser or consultant, another post, deputy head, head of \
a city, district or region, head of a division, head of a ministry, department, committee or agency, officer or \
specialist, prefer not to say
row 3, column trend: 'росла; снижалась' is 2 answers where one is allowed; keep one
row 3, column problems: 'moneyy' is not in the list problems; did you mean money?
row 4, column place: no place is called 'Нигдеград'; did you mean Saint Petersburg (ru-saint-petersburg) or \
Kaliningrad (ru-kaliningrad)?
row 4, column problems: 'there are none' is chosen beside other answers, which it rules out; keep one or the others
row 4, column problems_text: character 4 is U+202E, which is no part of any text; delete it
row 4, column respondent: the cell is empty; fill it
row 5, column respondent: the number '1' stands in row 2 already; remove a row or mend a number
row 8, column consent: 'maybe' is neither yes nor no; write one of them or leave the cell empty
row 10, column respondent: all answers are those of row 2; remove one if it is the same person
row 11, column name: 'Травозадoв' mixes Latin and Cyrillic letters (o); did you mean Травозадов?
post and place together tell 1 of 7 respondents apart (k = 1); keep the table of answers to yourself
row 1: items that no column answers: experience, activity, spheres, solved, solved_text, measures, measures_text, \
prospects … and 1 more; add those that were asked
row 4, column date: the number 45731 is read as the date 2025-03-15; check it
row 5, column problems_text: 'Прихoдили' mixes Latin and Cyrillic letters (o); did you mean Приходили?
row 6, column consent: there is no consent to take part (''); the row is not loaded
row 7, column consent: there is no consent to take part ('no'); the row is not loaded
row 9, column problems_text: the text names the respondent; […] stands in the place of the name
row 9, column name: there is no consent to give the name; it is not loaded
""".strip().splitlines()


def told(reading: Reading) -> list[str]:
    """The problems, errors before warnings, without the name of the file."""
    found = sorted(reading.problems, key=lambda problem: (problem.severity, problem.row))
    return [tell(problem).replace(reading.file, "").lstrip(":, ") for problem in found]


def test_every_problem_of_a_file_is_told_in_one_list(gazetteer: Gazetteer, tmp_path: Path) -> None:
    reading = Reading(read(write_csv(tmp_path / "a.csv", [HEAD, *SPOILT]), header=True), "a.csv", gazetteer)
    assert told(reading) == TOLD


def test_a_place_in_letters_of_two_alphabets_is_found_and_told(gazetteer: Gazetteer, tmp_path: Path) -> None:
    rows = [
        (str(number), "", "yes", "", "", place) for number, place in enumerate(("Xабаровск", "Хабаровск", "Хapбин"), 1)
    ]
    reading = Reading(read(write_csv(tmp_path / "a.csv", [HEAD[:6], *rows]), header=True), "a.csv", gazetteer)
    assert [each.codes["place"] for each in reading.respondents] == [("ru-khabarovsk",)] * 2 + [("cn-harbin",)]
    assert [(each.severity, tell(each)) for each in reading.problems if each.code == "mixed-word"] == [
        ("warning", f"a.csv, row {row}, column place: {told}")
        for row, told in (
            (2, "'Xабаровск' mixes Latin and Cyrillic letters (X); did you mean Хабаровск?"),
            (4, "'Хapбин' mixes Latin and Cyrillic letters (ap); did you mean Харбин?"),
        )
    ]


IN_OTHERS = {
    "ru": (
        "строка 3, столбец place: ячейка пуста; заполните её",
        "строка 3, столбец trend: «росла; снижалась» — это ответов: 2, а допускается один; оставьте один",
        "строка 5, столбец respondent: номер «1» уже стоит в строке 2; удалите строку или исправьте номер",
        "строка 4, столбец date: число 45731 прочитано как дата 2025-03-15; проверьте",
        "строка 6, столбец consent: нет согласия на участие («»); строка не загружена",
    ),
    "zh": (
        "第3行，place 列：单元格为空；请填写",
        "第3行，trend 列：“росла; снижалась”含2个答案，而此题只能选一个；请保留一个",
        "第5行，respondent 列：编号“1”已见于第2行；请删除一行或改正编号",
        "第4行，date 列：数字 45731 读作日期 2025-03-15；请核对",
        "第6行，consent 列：未同意参加（“”）；该行不载入",
    ),
}


@pytest.mark.parametrize("lang", ["ru", "zh"])
def test_every_problem_is_a_line_in_russian_and_chinese(gazetteer: Gazetteer, tmp_path: Path, lang: str) -> None:
    table = read(write_csv(tmp_path / "a.csv", [HEAD, *SPOILT]), header=True)
    with speaking(lang):
        lines = [line.lstrip(":：，, ") for line in told(Reading(table, "a.csv", gazetteer))]
    assert len(lines) == len(TOLD)
    assert [line for line in IN_OTHERS[lang] if line not in lines] == []
    for english, line in zip(TOLD, lines, strict=True):
        assert line != english
        assert not re.search("known|remove|check|is no|stands in", line)


@pytest.mark.parametrize(("lang", "words"), [("ru", "макросы, не запускаются:"), ("zh", "宏，不运行：")])
def test_macros_are_told_and_not_run(kg: Run, tmp_path: Path, lang: str, words: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(("respondent", "consent", "place"))
    book.worksheets[0].append((1, "yes", "Хэйхэ"))
    book.save(tmp_path / "a.xlsm")
    with zipfile.ZipFile(tmp_path / "a.xlsm", "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    done = kg("survey", "load", "a.xlsm", "--out", "wave", "--key", "key", "--lang", lang)
    assert done.returncode == 0
    assert [line.replace(" ", "") for line in done.stderr.splitlines() if words in line] == [
        f"{words}xl/vbaProject.bin".replace(" ", "")
    ]


def test_a_column_that_is_asked_for_twice_or_not_at_all_is_told(gazetteer: Gazetteer, tmp_path: Path) -> None:
    rows = [("respondent", "post", "您担任什么职务？", "Mail", "place"), ("1", "head", "head", "a@b", "Хэйхэ")]
    reading = Reading(read(write_csv(tmp_path / "a.csv", rows), header=True), "a.csv", gazetteer)
    assert reading.respondents == []
    assert told(reading)[:2] == [
        "row 1: the column answers the same as 'post'; remove one",
        "row 1: the column 'consent' is missing; add it",
    ]
    assert [line for line in told(reading) if line.endswith("left out: Mail; rename one that is")]


def test_a_joined_cell_that_gainsays_its_columns_is_told(gazetteer: Gazetteer, tmp_path: Path) -> None:
    head = ("respondent", "consent", "place", "measures", "measures/exchange", "measures/planning")
    rows = [
        head,
        ("1", "1", "Хэйхэ", "exchange", "TRUE", "FALSE"),
        ("2", "1", "Хэйхэ", "exchange", "1", "1"),
        ("3", "1", "Хэйхэ", "", "perhaps", "0"),
    ]
    reading = Reading(read(write_csv(tmp_path / "a.csv", rows), header=True), "a.csv", gazetteer)
    assert reading.respondents[0].codes["measures"] == ("exchange",)
    assert [line for line in told(reading) if "measures" in line][:2] == [
        "row 3, column measures: 'exchange' is not what the columns of single options say; mend one of them",
        "row 4, column measures/exchange: 'perhaps' is neither yes nor no; write one of them or leave the cell empty",
    ]


def test_what_a_workbook_hides_merges_or_computes_is_told(gazetteer: Gazetteer, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows: list[tuple[Any, ...]] = [
        ("Survey of 2027", None, None, None, None),
        ("respondent", "consent", "place", "trend", "date"),
        (1, True, "Хэйхэ", "growing", 46000),
        (2, 1, None, "=A1", None),
        (3, "да", "Хабаровск", "same", datetime.date(2027, 3, 15)),
        (4, "yes", "Хабаровск", "same", datetime.date(2027, 3, 15)),
    ]
    for row in rows:
        sheet.append([*row])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("C3:C4")
    sheet.row_dimensions[6].hidden = True
    book.create_sheet("secret").append(["respondent"])
    book["secret"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsm")
    table = read(tmp_path / "a.xlsm", header=True)
    assert table.merged == ("C3:C4",)
    assert table.notes == (
        "hidden sheets, left out: secret",
        "hidden rows, left out: 6",
        "formulas without a value, read as empty: D4; save the file in a spreadsheet program",
        "rows above the header, left out: 1",
    )
    first, *others = told(Reading(table, "a.xlsm", gazetteer))
    assert first == "the cells C3:C4 are merged; unmerge them and give each row its own answer"
    assert not [line for line in others if "row 3" in line]
    sheet.unmerge_cells("C3:C4")
    book.save(tmp_path / "a.xlsx")
    reading = Reading(read(tmp_path / "a.xlsx", header=True), "a.xlsx", gazetteer)
    assert [line for line in told(reading) if "items" not in line] == [
        "row 4, column place: the cell is empty; fill it",
        "row 3, column date: the number 46000 is read as the date 2025-12-09; check it",
    ]


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/image1.png", bytes(1 << 21))
    monkeypatch.setattr(workbook, "_MOST_BYTES", 1 << 20)
    with pytest.raises(KgError, match="unpacks to more than 1,048,576 bytes"):
        read(tmp_path / "a.xlsx", header=True)
