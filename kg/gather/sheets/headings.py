"""The words that head columns in three languages, as far as they tell a header from a row of names."""

from __future__ import annotations

import re

from kg.gather.sheets.sheet import Cell

_TEXT = """
source target from to node name label id place city town region province country state unit partner twin sister weight
year date since signed kind type status lat lon lng latitude longitude start end edge ego alter value note population
qid wikidata title code number sender receiver origin destination actor event person member
источник цель узел имя название место город регион область край страна партнёр партнер побратим вес год дата подписано
вид тип статус откуда куда широта долгота примечание код номер население субъект
源 目标 来源 节点 名称 名字 地点 城市 地区 省 省份 国家 伙伴 友城 友好城市 权重 年 年份 日期
类型 状态 纬度 经度 备注 编号 起点 终点
"""
_WORDS = frozenset(_TEXT.split())
_TOKEN = re.compile(r"[^\W\d_]+")


def is_heading(cell: Cell) -> bool:
    """Whether a cell holds nothing but usual words of headings, with numbers or single letters.

    >>> is_heading("city_a"), is_heading("Город 1"), is_heading("城市2"), is_heading("Mexico City")
    (True, True, True, False)
    """
    tokens = _TOKEN.findall(cell.casefold()) if isinstance(cell, str) else []
    return any(token in _WORDS for token in tokens) and all(token in _WORDS or len(token) == 1 for token in tokens)
