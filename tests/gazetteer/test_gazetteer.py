"""Which place is meant: ids, names in three scripts, misses and repeats."""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from kg.base.errors import KgError
from kg.base.languages import speaking
from kg.base.resources import sources_dir
from kg.gather.corpus import gather
from kg.gazetteer.gazetteer import GARBLED, Gazetteer
from kg.gazetteer.spellings import Spellings
from kg.schema.records import Name, Place


def place(id: str, level: str, within: str, ru: str, en: str, zh: str, *more: str) -> Place:
    return Place(id, level, id[:2], within, ru, en, zh, more, "", "", "", "", "", None, None, "", (), "")


WORLD = Gazetteer(
    [
        place("cn-heilongjiang", "province", "cn", "Хэйлунцзян", "Heilongjiang", "黑龙江省", "黑龙江"),
        place("cn-harbin", "prefecture", "cn-heilongjiang", "Харбин", "Harbin", "哈尔滨市", "哈尔滨"),
        place("cn-shenzhen", "prefecture", "cn-guangdong", "Шэньчжэнь", "Shenzhen", "深圳市", "深圳"),
        place("cn-futian", "district", "cn-shenzhen", "Футянь", "Futian District", "福田区"),
        place("ru-khabarovsk", "city", "ru-khabarovsk-krai", "Хабаровск", "Khabarovsk", "哈巴罗夫斯克", "伯力"),
        place("ru-blagoveshchensk", "city", "ru-amur", "Благовещенск", "Blagoveshchensk", "布拉戈维申斯克"),
        place("ru-blagoveshchensk-bashkortostan", "city", "ru-bashkortostan", "Благовещенск", "Blagoveshchensk", ""),
        place("ru-orenburg-oblast", "region", "ru", "Оренбург", "Orenburg Oblast", ""),
        place("ru-orenburg", "city", "ru-orenburg-oblast", "Оренбург", "Orenburg", ""),
    ],
    [Name("cn-harbin", "Haerbin", "zh-Latn-pinyin", "pinyin", None, None, "", "")],
)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("cn-harbin", "cn-harbin"),
        ("Харбин", "cn-harbin"),
        ("ха́рбин", "cn-harbin"),
        ("HARBIN", "cn-harbin"),
        ("Haerbin", "cn-harbin"),
        ("哈尔滨市", "cn-harbin"),
        ("哈尔滨", "cn-harbin"),
        ("伯力", "ru-khabarovsk"),
        ("深圳市福田区", "cn-futian"),
        ("深圳福田区", "cn-futian"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(text: str, id: str) -> None:
    assert WORLD.resolve(text) == id


def test_a_repeated_name_is_refused_with_its_candidates() -> None:
    places = "Blagoveshchensk (ru-blagoveshchensk), Blagoveshchensk (ru-blagoveshchensk-bashkortostan)"
    message = f"'Благовещенск' may be {places} – write the id"
    with pytest.raises(KgError, match=re.escape(message)):
        WORLD.resolve("Благовещенск")


def test_the_level_tells_places_of_one_name_apart() -> None:
    assert WORLD.resolve("Оренбург", level="city") == "ru-orenburg"
    assert WORLD.resolve("Оренбург", level="region") == "ru-orenburg-oblast"


def test_a_close_miss_is_suggested() -> None:
    with pytest.raises(KgError, match="no place is called 'Хабаровкс' – did you mean Khabarovsk \\(ru-khabarovsk\\)"):
        WORLD.resolve("Хабаровкс")


def test_search_puts_the_whole_name_before_a_beginning_and_a_part() -> None:
    hits = WORLD.search("оренбург")
    assert [hit.place for hit in hits[:2]] == ["ru-orenburg", "ru-orenburg-oblast"]
    assert WORLD.search("хаба")[0].place == "ru-khabarovsk"
    assert WORLD.search("龙江")[0].place == "cn-heilongjiang"


def test_the_beginning_of_a_name_suggests_what_begins_so() -> None:
    assert WORLD.suggest("Хаба") == ["Khabarovsk (ru-khabarovsk)"]


def test_search_of_a_misspelling_gives_the_nearest() -> None:
    assert WORLD.search("Kharbarovsk")[0].place == "ru-khabarovsk"


@pytest.mark.parametrize(("text", "id"), [("克拉斯诺雅尔斯克", "ru-krasnoyarsk"), ("伊尔库次克", "ru-irkutsk")])
def test_of_chinese_names_spelt_alike_the_one_read_alike_comes_first(text: str, id: str, bundled: Gazetteer) -> None:
    hits = bundled.search(text)
    assert hits[0].place == id
    assert not hits[0].is_match


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Хабаровск", "ru-khabarovsk"),
        ("khabarovsk", "ru-khabarovsk"),
        ("哈巴罗夫斯克", "ru-khabarovsk"),
        ("伯力", "ru-khabarovsk"),
        ("Харбин", "cn-harbin"),
        ("Haerbin", "cn-harbin"),
        ("ха́рбин", "cn-harbin"),
    ],
)
def test_the_bundled_gazetteer_knows_the_names_people_type(text: str, id: str, bundled: Gazetteer) -> None:
    assert bundled.resolve(text) == id


@pytest.fixture(scope="module")
def bundled() -> Gazetteer:
    return gather([Path(sources_dir(), "gazetteer")]).gazetteer


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("г. Самара", "ru-samara"),
        ("Samara, Russia", "ru-samara"),
        ("Самара Самарская область", "ru-samara"),
        ("ЗАТО Северск", "ru-seversk"),
        ("Cамара", "ru-samara"),  # the first letter is Latin
        ("Пекин/Beijing", "cn-beijing"),
        ("哈爾濱市", "cn-harbin"),
        ("臺州", "cn-taizhou-zhejiang"),
        ("黑龙江省牡丹江市绥芬河市", "cn-suifenhe"),
        ("海南州", "cn-hainan-prefecture"),
        ("И\u0306ошкар-Ола", "ru-yoshkar-ola"),  # й in two characters
        ("Cамара (Samara)", "ru-samara"),  # the first letter is Latin, the brackets hold a Latin name
        ("Xaбapoвcк", "ru-khabarovsk"),
        ("Гуанси", "cn-guangxi"),
        ("Тибет", "cn-tibet"),
        ("Синьцзян", "cn-xinjiang"),
        ("СУАР", "cn-xinjiang"),
        ("Яньбянь", "cn-yanbian"),
        ("延边", "cn-yanbian"),
        ("伊犁", "cn-ili"),
        ("Саха", "ru-sakha"),
        ("Чукотка", "ru-chukotka-autonomous-okrug"),
        ("ХМАО", "ru-khanty-mansi-autonomous-okrug"),
        ("ХМАО-Югра", "ru-khanty-mansi-autonomous-okrug"),
        ("ЯНАО", "ru-yamalo-nenets-autonomous-okrug"),
        ("СПб", "ru-saint-petersburg"),
        ("Петроград", "ru-saint-petersburg"),
        ("Peking", "cn-beijing"),
        ("Canton", "cn-guangzhou"),
        ("Мукден", "cn-shenyang"),
        ("Ha-erh-pin", "cn-harbin"),
        ("Szechwan", "cn-sichuan"),
        ("Lvliang", "cn-luliang"),
        ("аймак Ховд", "mn-khovd"),
        ("Guangxi Zhuang Autonomous Region", "cn-guangxi"),
        ("锦西", "cn-huludao"),
        ("Jinxi", "cn-huludao"),
        ("Bose", "cn-baise"),
        ("Дальний", "cn-dalian"),
        ("奉天", "cn-shenyang"),
        ("Q4454", "ru-khabarovsk"),
        ("http://www.wikidata.org/entity/Q42956", "cn-harbin"),
        ("https://www.wikidata.org/wiki/Q915", "ru-perm"),
        ("https://www.geonames.org/2022890/khabarovsk.html", "ru-khabarovsk"),
        ("https://w3id.org/interregional-ties/id/place/cn-harbin", "cn-harbin"),
    ],
)
def test_a_name_is_found_as_people_write_it(text: str, id: str, bundled: Gazetteer) -> None:
    assert bundled.resolve(text) == id


def test_a_place_whose_name_begins_with_the_text_is_its_namesake(bundled: Gazetteer) -> None:
    assert bundled.resolve("Ростов") == "ru-rostov"
    assert bundled.namesakes("Ростов", "ru-rostov") == ["ru-rostov-on-don"]
    assert bundled.namesakes("Хабаровск", "ru-khabarovsk") == []


def test_the_beginning_of_a_name_is_suggested_and_not_taken(bundled: Gazetteer) -> None:
    with speaking("ru"), pytest.raises(KgError, match=r"может быть, Комсомольск-на-Амуре \(ru-komsomolsk-on-amur\)"):
        bundled.resolve("Комсомольск")


def test_candidates_of_an_ambiguous_name_are_told_with_what_holds_them(bundled: Gazetteer) -> None:
    with (
        speaking("en"),
        pytest.raises(
            KgError,
            match=r"be Kirovsk \(ru-kirovsk, Murmansk Oblast\), "
            r"Kirovsk \(Leningrad Oblast\) \(ru-kirovsk-leningrad\) . write the id",
        ),
    ):
        bundled.resolve("Кировск")


@pytest.mark.parametrize(
    "text",
    ["Jilin, China", "Гирин, Китай", "Цзилинь, Китай", "Тачэн, Китай", "Цзилинь", "Leningrad", "列宁格勒", "海南"],
)
def test_a_name_of_two_places_is_certain_for_none_and_their_country_decides_nothing(
    text: str, bundled: Gazetteer
) -> None:
    assert not any(each.is_match for each in bundled.candidates(text))


@pytest.mark.parametrize(("text", "place"), [("Mariel", "ru-mari-el"), ("Hongkong", "cn-hong-kong")])
def test_words_that_are_run_together_are_a_suggestion(text: str, place: str, bundled: Gazetteer) -> None:
    (found,) = bundled.candidates(text)
    assert (found.place, found.is_match) == (place, False)


def test_a_chain_of_a_thousand_units_is_walked_to_its_top() -> None:
    chain = [place(f"xx-{n}", "settlement", f"xx-{n - 1}", "", f"Place {n}", "") for n in range(1000)]
    gazetteer = Gazetteer(chain, [])
    assert sum(len(gazetteer.holders(one.id)) for one in chain) == 499_500


def test_a_cell_that_is_too_long_for_a_name_is_no_name(bundled: Gazetteer) -> None:
    assert not bundled.candidates("Хабаровск, " * 10_000)
    with pytest.raises(KgError, match=r"no place is called 'Хабаровск, .*…' – kg places"):
        bundled.resolve("Хабаровск, " * 10_000)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Гирин (провинция)", "cn-jilin"),
        ("Цзилинь (провинция)", "cn-jilin"),
        ("Цзилинь (город)", "cn-jilin-city"),
        ("Jilin (province)", "cn-jilin"),
    ],
)
def test_a_class_word_in_brackets_tells_the_level(text: str, id: str, bundled: Gazetteer) -> None:
    assert bundled.resolve(text) == id


def test_names_as_spreadsheets_have_them_are_mostly_taken_and_never_for_another_place(bundled: Gazetteer) -> None:
    with Path(__file__).with_name("messy.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first = [(row, next(iter(bundled.candidates(row["name"])), None)) for row in rows]
    taken = [(row["name"], row["gold_id"], found.place) for row, found in first if found and found.is_match]
    assert [each for each in taken if each[1] != each[2]] == []
    assert len(taken) / len(rows) > 0.73


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ñàìàðà", "Самара, written in cp1251 and read as cp1252"),
        ("РЎР°РјР°СЂР°", "Самара, written in utf-8 and read as cp1251"),
        ("Ð¡Ð°Ð¼Ð°Ñ\x80Ð°", "Самара, written in utf-8 and read as cp1252"),
        ("¹þ¶û±õ", "哈尔滨, written in gb18030 and read as cp1252"),
    ],
)
def test_a_name_read_in_a_wrong_encoding_is_recognised_and_not_taken(text: str, told: str, bundled: Gazetteer) -> None:
    first = bundled.candidates(text)[0]
    assert (first.reason, first.is_match) == (GARBLED, False)
    with speaking("en"), pytest.raises(KgError, match=f"it seems to be {told}"):
        bundled.resolve(text)


def test_only_a_name_that_is_missed_loads_the_tables_of_characters_and_of_likeness() -> None:
    code = (
        "import sys; from kg.base.resources import sources_dir; from kg.gather.corpus import gather;"
        "gazetteer = gather([sources_dir() / 'gazetteer']).gazetteer;"
        "gazetteer.resolve('Хабаровск'); gazetteer.resolve('哈尔滨');"
        "print({'opencc', 'rapidfuzz'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "set()\n"


def test_no_key_that_is_like_enough_is_left_out_before_letters_are_compared() -> None:
    names = ["harbin", "heihe", "khabarovsk", "хабаровск", "комсомольскнаамуре", "благовещенск"]
    chance = random.Random(1)
    garbled = [
        "".join(chance.choice([c, c, c, c, "", c + "a", "о"]) for c in name) for name in names for _time in range(40)
    ]
    for least in (0.6, 0.8):
        for text in filter(None, garbled):
            like = {name for name in names if fuzz.ratio(text, name) >= 100 * least}
            assert like <= set(Spellings(names).near(text, least))
