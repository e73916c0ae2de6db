"""Respondents that nobody is, with a fixed seed, and the files of the tools in which people collect answers."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl

from kg.survey.instrument import Instrument, Item, brief, plain

Respondent = dict[str, list[str]]  # by item, the codes or the one text; an item without answer is not there
INSTRUMENT = Instrument.bundled()
PLACES = (
    ("ru-khabarovsk", "Хабаровск"), ("ru-blagoveshchensk", "Благовещенск"), ("ru-vladivostok", "Vladivostok"),
    ("ru-chita", "Чита"), ("ru-irkutsk", "Иркутск"), ("ru-samara-oblast", "Самарская область"),
    ("ru-nizhny-novgorod-oblast", "Нижегородская область"), ("ru-moscow", "Москва"), ("cn-shenyang", "Шэньян"),
    ("ru-saint-petersburg", "圣彼得堡"), ("cn-harbin", "哈尔滨市"), ("cn-heihe", "黑河市"),
)  # fmt: skip
NAMES = ("Птицелюбова З. Ф.", "Травозадов К. Э.", "钟离晓鹭", "Quillfeather A. B.", "Облаконравова Ю. Ъ.")
WORDS = {
    "problems_text": (
        "Паром весной не ходит.",
        "签证办理时间太长。",
        "No direct flights since 2020.",
        "=SUM(A1) как в жизни",
    ),
    "solved_text": ("Переводчиков обучили в вузе.", "开通了线上会议。", "The school exchange moved online."),
    "measures_text": ("Нужен общий календарь, составленный заранее.", "需要稳定的经费。", "A fund for travel."),
    "prospects_text": ("Интерес взаимный.", "双方都有意愿。", "Trade carries the rest."),
}


def respondents(count: int = 40, seed: int = 12) -> list[Respondent]:
    """Made-up people: some skip questions, some give a name with consent, some a name without."""
    chance = random.Random(seed)
    return [_one(chance, number) for number in range(1, count + 1)]


def _one(chance: random.Random, number: int) -> Respondent:
    found: Respondent = {"respondent": [f"N-{number:03}-{chance.randrange(10**6):06}"]}
    named = chance.random()
    found["consent"] = ["yes"]
    found["consent_quote"] = [chance.choice(("yes", "yes", "no"))]
    found["consent_name"] = ["yes" if named < 0.2 else "no"]
    if named < 0.4:
        found["name"] = [f"{chance.choice(NAMES)} {number:03}"]
    found["date"] = [f"2027-0{chance.randint(3, 6)}-{chance.randint(10, 28)}"]
    found["place"] = [chance.choice(PLACES)[0]]
    for item in INSTRUMENT.items:
        if item.kind in ("one", "language"):
            if item.required or chance.random() < 0.95:
                found[item.name] = [chance.choice([*item.choices])]
        elif item.kind == "many" and chance.random() < 0.9:
            able = [code for code in item.choices if code not in item.exclusive]
            found[item.name] = sorted(chance.sample(able, chance.randint(1, 5)))
        elif item.name in WORDS and chance.random() < 0.6:
            found[item.name] = [f"{chance.choice(WORDS[item.name])} ({number})"]
    return found


def label(item: Item, code: str, lang: str) -> str:
    """A code as a person reads it."""
    if item.kind == "place":
        return dict(PLACES).get(code, "")
    return item.choices[code][lang] if code in item.choices else code


def by_codes(people: Sequence[Respondent]) -> list[list[str]]:
    """One column an item, codes joined by a semicolon: the CSV of the project."""
    rows = [[item.name for item in INSTRUMENT.items]]
    return rows + [["; ".join(each.get(item.name, ())) for item in INSTRUMENT.items] for each in people]


def of_kobo(people: Sequence[Respondent], *, joined: bool = False) -> list[list[str]]:
    """KoboToolbox and ODK: columns of the tool around, 0 and 1 in a column an option, or codes with blanks between."""

    def split(each: Respondent, item: Item) -> list[str]:
        taken = each.get(item.name)
        if item.kind != "many" or joined:
            return [" ".join(taken or ())] if item.kind == "many" else [(taken or [""])[0]]
        return ["" if taken is None else "10"[code not in taken] for code in item.choices]

    def heads(item: Item) -> list[str]:
        return [f"{item.name}/{code}" for code in item.choices] if item.kind == "many" and not joined else [item.name]

    rows = [["start", "end", *(name for item in INSTRUMENT.items for name in heads(item)), "_id", "_uuid"]]
    for number, each in enumerate(people):
        cells = [cell for item in INSTRUMENT.items for cell in split(each, item)]
        rows.append(
            ["2027-03-02T10:22:33.000+03:00", "2027-03-02T10:40:00.000+03:00", *cells, str(number), f"uuid:{number}"]
        )
    return rows


def of_limesurvey(people: Sequence[Respondent], *, lang: str = "") -> list[list[str]]:
    """LimeSurvey: brief codes and ``Y``, or with ``lang`` the texts of questions and the labels of options."""
    said = [(item, code) for item in INSTRUMENT.items for code in (item.choices if item.kind == "many" else [""])]
    head = ["id", "submitdate", "lastpage", "startlanguage"]
    for item, code in said:
        name = item.says[lang] if lang else plain(item.name)
        option = f" [{label(item, code, lang)}]" if lang else f"[{brief(code)}]"
        head.append(name + (option if code else ""))
    rows = [head]
    for number, each in enumerate(people, 1):
        cells = []
        for item, code in said:
            taken = each.get(item.name)
            if code:
                is_taken = bool(taken and code in taken)
                cells.append(("Yes" if lang else "Y") if is_taken else "" if taken is None else "No" if lang else "N")
            else:
                told = taken[0] if taken else ""
                written = label(item, told, lang or "en") if lang or item.kind == "place" else told
                cells.append(brief(told) if told and item.choices and not lang else written)
        rows.append([str(number), "2027-04-01 10:00:00", "9", lang or "ru", *cells])
    return rows


def of_labels(people: Sequence[Respondent], lang: str, mark: str) -> list[list[str]]:
    """Google, Yandex and Tencent: texts of questions, labels of options joined by a mark."""
    rows = [["Timestamp", *(item.says[lang] for item in INSTRUMENT.items)]]
    for each in people:
        cells = [mark.join(label(item, code, lang) for code in each.get(item.name, ())) for item in INSTRUMENT.items]
        rows.append(["2027/03/05 3:22:33 PM GMT+3", *cells])
    return rows


FORMS: Mapping[str, Callable[[Sequence[Respondent]], list[list[str]]]] = {
    "codes": by_codes,
    "kobo": of_kobo,
    "odk": lambda people: of_kobo(people, joined=True),
    "limesurvey": of_limesurvey,
    "limesurvey-ru": lambda people: of_limesurvey(people, lang="ru"),
    "google": lambda people: of_labels(people, "en", ", "),
    "yandex": lambda people: of_labels(people, "ru", "; "),
    "tencent": lambda people: of_labels(people, "zh", "┋"),
}


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """The rows as a file of delimited text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def fill_workbook(template: bytes, people: Sequence[Respondent], path: Path, lang: str) -> Path:
    """The answers typed into the project's own workbook: labels as its cells offer them, 1 where a choice is ticked."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book["answers"]
    asked = [INSTRUMENT.column(str(cell.value)) for cell in sheet[1]]
    for number, each in enumerate(people, 2):
        for at, column in enumerate(asked, 1):
            assert column
            item, code = column
            taken = each.get(item.name, [])
            if code:
                sheet.cell(number, at).value = 1 if code in taken else None
            elif taken:
                sheet.cell(number, at).value = label(item, taken[0], lang)
                sheet.cell(number, at).data_type = "s"  # a text that begins with = is no formula
    book.save(path)
    return path
