"""Words beside the name of a place: what class of place they tell, and the name without them. A table.

``region``, ``city`` and ``county`` stand for the groups of levels in :data:`LEVELS`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.gazetteer.folding import fold, script_of

LEVELS: Final = {
    "region": frozenset({"region", "province", "federal-city", "municipality"}),
    "city": frozenset({"city", "prefecture", "municipality", "federal-city", "county", "settlement"}),
    "county": frozenset({"county", "district", "municipal-district", "city-part", "new-area"}),
    "prefecture": frozenset({"prefecture"}),
}
# (language, words before the name, words after the name, group); the longer words first.
_WORDS: Final = (
    ("ru", "городской округ|го|город|гор.|г.|г", "городской округ|г.", "city"),
    ("ru", "поселок|посёлок|пос.|пгт|рабочий поселок", "", "city"),
    ("ru", "республика|респ.", "автономная область|автономный округ|область|обл.|край|республика|респ.|ао", "region"),
    ("ru", "муниципальный район|район|уезд", "муниципальный район|район|р-н|уезд", "county"),
    ("ru", "провинция", "провинция|автономный район", "region"),
    ("en", "city of|town of", "city|town|shi", "city"),
    ("en", "republic of", "autonomous region|province|oblast|krai|region|republic|sheng", "region"),
    ("en", "county of", "county|district|xian|qu", "county"),
    ("en", "", "autonomous prefecture|prefecture", "prefecture"),
    ("zh", "", "市", "city"),
    ("zh", "", "维吾尔自治区|壮族自治区|回族自治区|自治区|边疆区|共和国|省|州", "region"),
    ("zh", "", "自治州|地区|盟", "prefecture"),
    ("zh", "", "自治县|县|区|旗", "county"),
)


class Form(NamedTuple):
    """A name without its class word, as a search key, and the group of levels that the word tells."""

    key: str
    group: str


def _alternatives(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split("|"), key=len, reverse=True) if word)


def _patterns() -> list[tuple[str, re.Pattern[str], str]]:
    found = []
    for lang, before, after, group in _WORDS:
        gap = "" if lang == "zh" else r"\s+"
        if before:
            dotted = rf"^(?:{_alternatives(before)})(?:(?<=\.)\s*|\s+)(?=\S)"
            found.append((lang, re.compile(dotted, re.IGNORECASE), group))
        if after:
            least = r"(?<=\S\S)" if lang == "zh" else ""
            found.append((lang, re.compile(rf"{least}{gap}(?:{_alternatives(after)})$", re.IGNORECASE), group))
    return found


_PATTERNS: Final = _patterns()


def forms(text: str) -> list[Form]:
    """The keys of a name: as written first, then without each class word that it has.

    >>> forms("г. Хабаровск")
    [Form(key='гхабаровск', group=''), Form(key='хабаровск', group='city')]
    >>> forms("黑龙江省")[1], forms("Amur Oblast")[1]
    (Form(key='黑龙江', group='region'), Form(key='amur', group='region'))
    """
    text = text.strip()
    lang = script_of(text)
    found = [Form(fold(text), "")]
    for its, pattern, group in _PATTERNS:
        if its == lang and (key := fold(pattern.sub("", text))) and key != found[0].key:
            found.append(Form(key, group))
    return found


_ASIDE = re.compile(r"\s*[(（\[]([^)）\]]*)[)）\]]\s*")
_PARTS = re.compile(r"\s*[,;，；、/]\s*")


def parts(text: str) -> list[str]:
    """The pieces of a name with its context: what stands between commas, and what stands in brackets.

    >>> parts("Сучжоу (провинция Цзянсу)"), parts("Harbin, Heilongjiang, China")
    (['Сучжоу', 'провинция Цзянсу'], ['Harbin', 'Heilongjiang', 'China'])
    """
    asides = _ASIDE.findall(text)
    pieces = _PARTS.split(_ASIDE.sub(" ", text)) + asides
    return [piece.strip() for piece in pieces if piece.strip()]
