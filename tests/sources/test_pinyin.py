"""Chinese names in pinyin: readings, apostrophes, words, and official spellings."""

from __future__ import annotations

from itertools import groupby

import pytest

from tests.sources.tables import rows_of

SPELT = {
    place: [row["name"] for row in rows]
    for place, rows in groupby(rows_of("gazetteer", "pinyin"), lambda r: r["place"])
}


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("cn-chaoyang", "Chaoyang"),
        ("cn-hunchun", "Hunchun"),
        ("cn-changzhi", "Changzhi"),
        ("cn-luohe", "Luohe"),
        ("cn-muleng", "Muling"),
        ("cn-yueqing", "Yueqing"),
        ("cn-leshan", "Leshan"),
        ("cn-bengbu", "Bengbu"),
    ],
)
def test_a_character_of_several_readings_is_read_as_in_the_name_of_the_place(place: str, name: str) -> None:
    assert SPELT[place] == [name]


def test_shaanxi_is_spelt_apart_from_shanxi() -> None:
    assert (SPELT["cn-shaanxi"], SPELT["cn-shanxi"]) == (["Shaanxi"], ["Shanxi"])


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("cn-xian", "Xi’an"),
        ("cn-huaian", "Huai’an"),
        ("cn-daxinganling", "Daxing’anling"),
        ("cn-puer", "Pu’er"),
        ("cn-qingdao-west-coast-new-area", "Qingdao Xihai’an"),
    ],
)
def test_an_apostrophe_stands_before_a_syllable_that_begins_with_a_vowel(place: str, name: str) -> None:
    assert SPELT[place] == [name]


@pytest.mark.parametrize("name", ["Lanzhou", "Nanning", "Ankang", "Emeishan"])
def test_no_apostrophe_stands_before_a_consonant_or_at_the_beginning(name: str) -> None:
    assert [name] in SPELT.values()


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("cn-guangxi", "Guangxi"),
        ("cn-ningxia", "Ningxia"),
        ("cn-xinjiang", "Xinjiang"),
        ("cn-yanbian", "Yanbian"),
        ("cn-xiangxi", "Xiangxi"),
        ("cn-dehong", "Dehong"),
        ("cn-zhijiang-county", "Zhijiang"),
    ],
)
def test_the_people_of_an_autonomous_unit_is_no_part_of_the_name(place: str, name: str) -> None:
    assert SPELT[place] == [name]


@pytest.mark.parametrize(
    ("place", "official", "by_characters"),
    [
        ("cn-harbin", "Harbin", "Ha’erbin"),
        ("cn-qiqihar", "Qiqihar", "Qiqiha’er"),
        ("cn-hohhot", "Hohhot", "Huhehaote"),
        ("cn-hulunbuir", "Hulun Buir", "Hulunbei’er"),
        ("cn-ordos", "Ordos", "E’erduosi"),
        ("cn-ulanqab", "Ulanqab", "Wulanchabu"),
        ("cn-erenhot", "Erenhot", "Erlianhaote"),
        ("cn-urumqi", "Ürümqi", "Wulumuqi"),
        ("cn-karamay", "Karamay", "Kelamayi"),
        ("cn-lhasa", "Lhasa", "Lasa"),
        ("cn-chamdo", "Qamdo", "Changdu"),
        ("cn-altay", "Altay", "Aletai"),
        ("cn-korla", "Korla", "Ku’erle"),
    ],
)
def test_an_official_romanisation_stands_before_the_pinyin_of_the_characters(
    place: str, official: str, by_characters: str
) -> None:
    assert SPELT[place] == [official, by_characters]


def test_every_chinese_place_is_spelt_and_no_two_words_are_glued_to_a_class_word() -> None:
    chinese = {row["id"] for row in rows_of("gazetteer", "places") if row["country"] == "cn" and row["within"]}
    assert SPELT.keys() == chinese
    assert [name for names in SPELT.values() for name in names if name.endswith(("zizhi", "zizhou", "xinqu"))] == []
