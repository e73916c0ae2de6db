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
_NUMBER = re.compile(r"\d\d|[03-9]")


def is_heading(cell: Cell) -> bool:
    """Whether a cell holds nothing but usual words of headings, with a 1, a 2 or single letters.

    >>> [is_heading(text) for text in ("city_a", "Город 1", "城市2", "Mexico City", "City 37")]
    [True, True, True, False, False]
    """
    tokens = _TOKEN.findall(cell.casefold()) if isinstance(cell, str) and not _NUMBER.search(cell) else []
    return any(token in _WORDS for token in tokens) and all(token in _WORDS or len(token) == 1 for token in tokens)
