"""Maps and time lines: whole SVG, safe, the same every time, with names that lie on nothing."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kg.dossier.pictures.labels import Name, placed
from kg.dossier.pictures.svg import text_width
from kg.dossier.pictures.ties_map import Link, Spot, ties_map
from kg.dossier.pictures.time_line import NARROW, Event, Stage, time_line
from kg.dossier.pictures.window import around

GOLDEN = Path(__file__).with_name("time_line.svg")
SVG = "{http://www.w3.org/2000/svg}"

BLAGOVESHCHENSK = Spot("a", "Благовещенск", "ru", 50.27, 127.53, main=True)
HEIHE = Spot("b", "Хэйхэ", "cn", 50.24, 127.49)
SISTER = Link("a", "b", "sister", "побратимская связь")
HOSTILE = '<script>alert("1")</script> & \x00\x1b'
NOTE = {"en": "The map implies no position", "ru": "Карта не выражает позиции", "zh": "本图不代表"}
STAGES = [
    Stage("contact", "контакт", not_after="1988-05"),
    Stage("intention", "намерение", "1989-03-02"),
    Stage("partnership", "партнёрство", not_before="1990", not_after="1994"),
    Stage("sister", "соглашение о побратимстве", "1995-06-20"),
    Stage("renewal", "продление", "2005"),
    Stage("pause", "приостановка", not_before="2014"),
    Stage("end", "прекращение", "2022-03"),
]
EVENTS = [Event(1996, "форум"), Event(2016, "визит"), Event(2016, "выставка"), Event(2027, "форум", planned=True)]


def texts(picture: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(picture).iter(f"{SVG}text")]


def test_a_map_shows_the_places_and_their_tie_and_says_that_it_implies_no_position() -> None:
    for lang, note in NOTE.items():
        picture, said = ties_map([BLAGOVESHCHENSK, HEIHE], [SISTER], lang)
        assert {"Благовещенск", "Хэйхэ", "побратимская связь"} <= set(texts(picture))
        assert said.startswith(note)


def test_kinds_are_told_by_dashes_and_an_ended_tie_by_a_bar() -> None:
    ties = [
        SISTER._replace(kind=kind, label=kind, ended=kind == "partner", possible=kind == "intention")
        for kind in ("sister", "partner", "intention", "contact")
    ]
    picture, _notes = ties_map([BLAGOVESHCHENSK, HEIHE], ties, "en")
    assert {'stroke-dasharray="8 4"', 'stroke-opacity="0.4"'} <= set(re.findall(r'stroke-[do][^=]*="[^"]*"', picture))
    assert {"sister", "partner, ended", "intention, not dated", "contact"} <= set(texts(picture))


@pytest.mark.parametrize(
    "picture",
    [
        ties_map([BLAGOVESHCHENSK._replace(name=HOSTILE), HEIHE], [SISTER._replace(label=HOSTILE)], "en", HOSTILE)[0],
        time_line([Stage("sister", HOSTILE, "1993", row=HOSTILE)], [Event(1994, HOSTILE)], "en", title=HOSTILE),
    ],
)
def test_no_text_becomes_markup_and_nothing_is_loaded(picture: str) -> None:
    names = {each.tag.removeprefix(SVG) for each in ET.fromstring(picture).iter()}
    assert names <= {"svg", "title", "rect", "path", "circle", "polygon", "polyline", "line", "text", "g"}
    assert not re.search(r"href|url\(|<script|\bon\w+=", picture)


def test_a_place_without_coordinates_is_named_below_or_stands_in_its_outline() -> None:
    lost = Spot("nowhere", "Неизвестный", "ru", main=True)
    assert "Неизвестный" in ties_map([lost, HEIHE], [], "ru")[1]
    assert ties_map([lost], [], "ru") == ("", "")
    chukotka, _notes = ties_map(
        [Spot("ru-chukotka-autonomous-okrug", "Чукотский автономный округ", "ru", main=True)], [], "ru"
    )
    assert "<circle" in chukotka
    assert 'fill-opacity="0.16"' in chukotka


def test_a_place_at_180_degrees_is_on_a_map_of_its_surroundings() -> None:
    picture, _notes = ties_map(
        [Spot("e", "Эгвекинот", "ru", 66.32, -179.12), Spot("p", "Певек", "ru", 69.7, 170.3)], [], "ru"
    )
    (mark, other) = re.findall(r'<circle cx="([\d.]+)"', picture)
    assert abs(float(mark) - float(other)) < 640


def test_names_lie_neither_on_signs_nor_on_each_other() -> None:
    names = [Name("Хабаровск", (100 + 9 * (k % 5), 100 + 9 * (k // 5)), 13) for k in range(25)]
    signs = [(x - 5, y - 5, x + 5, y + 5) for x, y in (name.at for name in names)]
    done, left = placed(names, (0, 0, 640, 400), signs)
    assert len(done) + len(left) == 25
    for one, other in combinations([*(each.box for each in done)], 2):
        assert one[0] >= other[2] or one[2] <= other[0] or one[1] >= other[3] or one[3] <= other[1]
    assert not [
        each
        for each in done
        for x, y in (n.at for n in names)
        if each.box[0] < x < each.box[2] and each.box[1] < y < each.box[3]
    ]


def test_where_letters_are_larger_only_one_or_two_main_names_cover_others() -> None:
    near = [Spot(f"p{k}", f"Пенза {k}", "ru", 52 + k % 4, 45 + 2 * (k // 4), main=True) for k in range(12)]
    crowd = [Spot("far", "Хабаровск", "ru", 48.5, 135, main=True), *near]
    named = r'<text(?![^>]*"wide")[^>]*>(?:Пенза|Хабаровск)'
    assert [len(re.findall(named, ties_map(crowd[:n], [], "ru")[0])) for n in (2, 13)] == [2, 5]


def test_a_window_cuts_what_lies_outside() -> None:
    window = around([(0.0, 0.0), (1000.0, 500.0)], 640)
    assert window.path([[(-9000.0, -9000.0), (-8000.0, -9000.0)]]) == ""
    drawn = window.path([[(-9e4, -9e4), (9e4, -9e4), (9e4, 9e4), (-9e4, 9e4), (-9e4, -9e4)]], closed=True)
    assert max(abs(float(n)) for n in re.findall(r"-?[\d.]+", drawn)) < 700


def test_a_time_line_is_as_it_was_looked_at() -> None:
    """The picture is in the file beside this one; after a wanted change a person looks at it and writes it again."""
    assert time_line(STAGES, EVENTS, "ru", 2026) == GOLDEN.read_text("utf-8")


def test_a_stage_without_a_date_is_told_by_its_bounds() -> None:
    said = {lang: texts(time_line(STAGES, [], lang)) for lang in ("en", "ru", "zh")}
    assert "by 1988" in said["en"]
    assert "не позднее 1988" in said["ru"]
    assert "不晚于1988年" in said["zh"]
    assert "1990–1994" in said["ru"]


def test_stages_of_a_row_lie_below_one_another_where_they_would_meet() -> None:
    stages = [Stage("sister", "sister", "1993", row="H"), Stage("renewal", "renewal", "1994", row="H")]
    heights = [set(re.findall(r'cy="([\d.]+)"', time_line(stages, [], "en", until))) for until in (1995, 2026)]
    assert [len(each) for each in heights] == [1, 2]


def test_words_longer_than_a_bar_stand_under_it() -> None:
    bar = Stage("sister", "соглашение о побратимстве", not_before="2005", not_after="2008", row="Красноярск")
    picture = time_line([bar, Stage("contact", "контакт", "1990", row="Москва")], [], "ru", 2018)
    (y,) = re.findall(r'y1="([\d.]+)" x2="[\d.]+" y2="[\d.]+" stroke-width="6"', picture)
    (words,) = re.findall(r'y="([\d.]+)">2005–2008', picture)
    assert float(words) > float(y) + 10


def test_a_narrow_time_line_has_its_names_above_and_all_words_within() -> None:
    stages = [
        Stage("sister", "соглашение о побратимстве", "2004", row="Внутренняя Монголия (автономный район)"),
        Stage("sister", "соглашение о побратимстве", not_after="2016", row="Синьцзян-Уйгурский автономный район"),
        Stage("sister", "соглашение о побратимстве", "1990", row="Хабаровск"),
    ]
    picture = ET.fromstring(time_line(stages, EVENTS, "ru", 2026, width=NARROW))
    assert picture.get("width") == "360"
    for each in picture.iter(SVG + "text"):
        x, told = float(each.get("x", 0)), each.text or ""
        assert 0 <= x <= x + text_width(told, 11 if re.search(r"\d", told) else 13) <= 360 + 15 * told.isdigit(), told


def test_nothing_dated_gives_no_time_line() -> None:
    assert time_line([Stage("sister", "sister")], [], "en") == ""
