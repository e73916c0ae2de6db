"""Which places are of comparable level: partners normally are, and a part of a city is no city."""

from __future__ import annotations

from functools import cache
from typing import Final

from kg.schema.codes import TIER

FIRST_TIER = 1  # of regions, provinces and the cities that are first-level units themselves

# Parts of cities: the districts that a city of China is divided into (Constitution of the PRC, article 30), and
# inner-city districts and the inner territories of federal cities in Russia (Federal Law 131-FZ of 2003,
# article 2). A new area of national rank is none: its administration stands beside those of cities.
PARTS: Final = frozenset({"city-part", "district"})


@cache
def comparable(one: str, other: str) -> bool:
    """Whether two levels are comparable, as partners should be (Qingdao's rules of 1998, article 7: of matching rank).

    They share a tier of government (``tie:tier`` of the level vocabulary), both are first-level units or
    neither is, and they are not a city and a part of one. That is narrower than the vocabulary, whose
    tiers say whom a level pairs with: Shanghai stands on the tier of cities too, and a Russian city on
    that of districts.

    A Russian city is comparable to a prefecture and to a county, because Russian law knows no tier
    between a region and its cities and municipal districts. A district of China and a municipal district of
    Russia share the third tier, though only the first is a part of a city.

    >>> comparable("city", "prefecture"), comparable("city", "district"), comparable("city-part", "district")
    (True, False, True)
    >>> comparable("region", "municipality"), comparable("city", "municipality")
    (True, False)
    """
    tiers = [TIER.get(level, frozenset()) for level in (one, other)]
    if "city" in (one, other) and PARTS & {one, other}:
        return False
    return (FIRST_TIER in tiers[0]) == (FIRST_TIER in tiers[1]) and bool(tiers[0] & tiers[1])
