"""``kg/sources/gazetteer/pinyin.csv``: Chinese names in toneless pinyin, for search and labels."""

from __future__ import annotations

import csv
import io
import re

from pypinyin import lazy_pinyin

from kg.base.resources import sources_dir

_UNIT = re.compile(r"(?<=..)(?:市|省|区|县|盟|旗|地区|新区|自治州|自治县|自治区|特别行政区)$")
_COLUMNS = ("place", "name", "lang", "kind", "from_year", "until_year", "source", "note")
_RULE = "Hanyu Pinyin without tones, made by a rule from the Chinese name"


def text() -> str:
    """The table: one row for each Chinese place, its name joined into one word."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(_COLUMNS)
    with (sources_dir() / "gazetteer" / "places.csv").open(encoding="utf-8", newline="") as stream:
        for place in csv.DictReader(stream):
            if place["country"] == "cn" and place["level"] != "country" and place["name_zh"]:
                short = _UNIT.sub("", place["name_zh"])
                name = "".join(lazy_pinyin(short, v_to_u=True)).capitalize()
                table.writerow([place["id"], name, "zh-Latn-pinyin", "pinyin", "", "", "", _RULE])
    return out.getvalue()
