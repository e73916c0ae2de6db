"""``kg/sources/gazetteer/pinyin.csv``: Chinese names in toneless pinyin, for search and labels.

A name of one place stands in two rows where its official romanisation is not the pinyin of its characters:
Harbin, and Ha’erbin as people spell it after the characters.
"""

from __future__ import annotations

import csv
import io

from pypinyin import lazy_pinyin

from kg.base.resources import sources_dir
from kg.gazetteer.nameforms import forms

_COLUMNS = ("place", "name", "lang", "kind", "from_year", "until_year", "source", "note")
_RULE = "Hanyu Pinyin without tones, made by a rule from the Chinese name"
_TYPED = "Hanyu Pinyin with v for ü, as it is typed"
_OFFICIAL = "Official romanised form, as in the GB/T 2260 code list"
# Readings in names of places that are not the first one of a dictionary, by character and by name. A space parts words.
_CHARACTERS = {"勒": "le", "漯": "luo", "珲": "hun"}
_NAMES = {
    "朝阳": "chao-yang",
    "长治": "chang-zhi",
    "昌都": "chang-du",
    "穆棱": "mu-ling",
    "陕西": "shaan-xi",  # so spelt to be told from 山西
    "青岛西海岸": "qing-dao xi-hai-an",
    "鄂温克族": "e-wen-ke",
}
# Names from other languages of China are romanised from these and not from the Chinese characters.
_ROMANISED = {
    "cn-inner-mongolia": "Nei Mongol", "cn-hohhot": "Hohhot", "cn-ordos": "Ordos", "cn-hulunbuir": "Hulun Buir",
    "cn-bayannur": "Bayannur", "cn-ulanqab": "Ulanqab", "cn-hinggan-league": "Hinggan",
    "cn-xilingol-league": "Xilin Gol", "cn-alxa-league": "Alxa", "cn-hailar-district": "Hailar",
    "cn-huolinguolei": "Holin Gol", "cn-oroqen-zizhiqi": "Oroqen", "cn-ewenke": "Ewenki",
    "cn-chenbaerhu": "Chen Barag", "cn-xinbaerhuzuo": "Xin Barag Zuo", "cn-xinbaerhuyou": "Xin Barag You",
    "cn-zalantun": "Zalantun", "cn-eerguna": "Ergun", "cn-ulanhot": "Ulan Hot", "cn-arxan": "Arxan",
    "cn-erenhot": "Erenhot", "cn-xilinhot": "Xilinhot", "cn-harbin": "Harbin", "cn-qiqihar": "Qiqihar",
    "cn-garze": "Garzê", "cn-diqing": "Dêqên", "cn-golog": "Golog",
    "cn-lhasa": "Lhasa", "cn-shigatse": "Xigazê", "cn-chamdo": "Qamdo", "cn-nyingchi": "Nyingchi",
    "cn-nagqu": "Nagqu", "cn-ngari": "Ngari",
    "cn-urumqi": "Ürümqi", "cn-karamay": "Karamay", "cn-turpan": "Turpan", "cn-bortala": "Bortala",
    "cn-bayingolin": "Bayingolin", "cn-aksu-prefecture": "Aksu", "cn-kizilsu": "Kizilsu",
    "cn-hotan-prefecture": "Hotan", "cn-ili": "Ili", "cn-altay-prefecture": "Altay", "cn-altay": "Altay",
    "cn-korla": "Korla", "cn-kuytun": "Kuytun", "cn-buerjin": "Burqin", "cn-jimunai": "Jeminay",
}  # fmt: skip


def text() -> str:
    """The table: the rows of each Chinese place, the official form first."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(_COLUMNS)
    with (sources_dir() / "gazetteer" / "places.csv").open(encoding="utf-8", newline="") as stream:
        for place in csv.DictReader(stream):
            if place["country"] == "cn" and place["level"] != "country" and place["name_zh"]:
                plain = spelt(place["name_zh"])
                spellings = {_ROMANISED.get(place["id"], ""): _OFFICIAL, plain: _RULE}
                spellings.setdefault(plain.replace("ü", "v"), _TYPED)
                for name, note in spellings.items():
                    if name:
                        table.writerow([place["id"], name, "zh-Latn-pinyin", "pinyin", "", "", "", note])
    return out.getvalue()


def spelt(name: str) -> str:
    """A Chinese name in pinyin, without its class word and the people for whom it is autonomous.

    >>> spelt("延边朝鲜族自治州"), spelt("西安市"), spelt("长治市"), spelt("珲春市"), spelt("青岛西海岸新区")
    ('Yanbian', 'Xi’an', 'Changzhi', 'Hunchun', 'Qingdao Xihai’an')
    """
    short = forms(name)[-1].text
    read = _NAMES.get(short) or "-".join(
        _CHARACTERS.get(letter, syllable)
        for letter, syllable in zip(short, lazy_pinyin(short, v_to_u=True), strict=True)
    )
    return " ".join(_joined(word.split("-")) for word in read.split())


def _joined(syllables: list[str]) -> str:
    """One word; an apostrophe stands before a syllable inside it that begins with a, e or o (GB/T 16159)."""
    return "".join(
        f"’{syllable}" if number and syllable[0] in "aeo" else syllable for number, syllable in enumerate(syllables)
    ).capitalize()
