"""Words beside the name of a place: what class of place they tell, and the name without them. A table.

``region``, ``city``, ``county``, ``state`` (州: an oblast or an autonomous prefecture), ``okrug`` and ``aimag`` (of
Mongolia, and a league of China) stand for the groups of levels in :data:`LEVELS`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kg.gazetteer.folding import fold, script_of, tidy
from kg.schema.codes import CODES, LABELS

LEVELS: Final = {
    "region": frozenset({"region", "province", "federal-city", "municipality", "first-level"}),
    "city": frozenset({"city", "prefecture", "municipality", "federal-city", "county", "settlement"}),
    "county": frozenset({"county", "district", "municipal-district", "city-part", "new-area"}),
    "prefecture": frozenset({"prefecture", "second-level"}),
    "state": frozenset({"region", "prefecture", "first-level"}),
    "okrug": frozenset({"region", "prefecture", "municipal-district", "second-level"}),
    "aimag": frozenset({"first-level", "prefecture"}),
}
# (language, group, words before the name, words after the name)
_WORDS: Final = (
    ("ru", "city", "городской округ|г. о.|г.о.|го|город-герой|город|гор.|г.|г", "городской округ|г."),
    ("ru", "city", "поселок|посёлок|рабочий поселок|пос.|п.|пгт.|пгт|село|с.|деревня|станица|зато", ""),
    ("ru", "region", "", "автономная область|автономный округ|автономный район|ао|область|обл.|обл|о.|край|кр."),
    ("ru", "region", "республика|респ.|провинция|пров.|пр.|автономный район|сар", "республика|респ.|провинция"),
    ("ru", "okrug", "округ", "округ"),
    ("ru", "aimag", "аймак", "аймак"),
    ("ru", "county", "муниципальный район|район|уезд|у.", "муниципальный район|муниципальный округ|район|р-н|уезд"),
    ("en", "city", "city of|town of", "city|town|shi"),
    ("en", "region", "republic of|province of", "autonomous region|region|oblast|krai|territory|republic"),
    ("en", "region", "", "province|prov.|sheng|autonomous oblast|autonomous okrug"),
    ("en", "region", "", "zhuang autonomous region|hui autonomous region|uygur autonomous region"),
    ("en", "county", "county of", "county|district|xian|qu"),
    ("en", "prefecture", "", "autonomous prefecture|prefecture"),
    ("zh", "city", "", "市"),
    ("zh", "region", "", "特别行政区|自治区|边疆区|共和国|省"),
    ("zh", "state", "", "州"),
    ("zh", "prefecture", "", "自治州|地区|盟"),
    ("zh", "county", "", "自治县|自治旗|新区|县|区|旗"),
)
# The peoples for whom a Chinese unit is autonomous stand between its name and its class word.
_PEOPLES: Final = (
    "(?:维吾尔|蒙古|哈萨克|柯尔克孜|(?:朝鲜|蒙古|藏|回|壮|苗|侗|彝|傣|白|羌|哈尼|土家|布依|柯尔克孜|哈萨克|达斡尔|鄂温克|锡伯|"
    "景颇|傈僳)族)*"
)


class Form(NamedTuple):
    """A name, as a search key and as written, without its class word, and the group of levels that the word tells."""

    key: str
    group: str
    text: str


def _alternatives(lang: str, side: int) -> str:
    """One alternative a group, each with its longer words first, since the first that fits is taken."""
    words: dict[str, list[str]] = {}
    for its, group, *sides in _WORDS:
        if its == lang and sides[side]:
            words.setdefault(group, []).extend(sides[side].split("|"))
    return "|".join(
        f"(?P<{group}>{'|'.join(re.escape(word) for word in sorted(those, key=len, reverse=True))})"
        for group, those in words.items()
    )


_PATTERNS: Final = {
    "zh": (re.compile(rf"(?<=\S\S){_PEOPLES}(?:{_alternatives('zh', 1)})$"),),
    **{
        lang: (
            re.compile(rf"^(?:{_alternatives(lang, 0)})(?:(?<=\.)\s*|\s+)(?=\S)", re.IGNORECASE),
            re.compile(rf"(?<=\S)\s+(?:{_alternatives(lang, 1)})$", re.IGNORECASE),
        )
        for lang in ("ru", "en")
    },
}
CLASS_WORDS: Final = {fold(word): group for _, group, *sides in _WORDS for word in "|".join(sides).split("|") if word}
_LAST: Final = frozenset(word[-1] for lang, _, _, after in _WORDS if lang == "zh" for word in after.split("|"))


def forms(text: str) -> list[Form]:
    """The keys of a name: as written first, then without each class word that it has.

    >>> [form[:2] for form in forms("г. Хабаровск")]
    [('гхабаровск', ''), ('хабаровск', 'city')]
    >>> forms("黑龙江省")[1], forms("Amur Oblast")[1]
    (Form(key='黑龙江', group='region', text='黑龙江'), Form(key='amur', group='region', text='Amur'))
    >>> [forms(name)[1].key for name in ("海南藏族自治州", "新疆维吾尔自治区", "内蒙古自治区")]
    ['海南', '新疆', '内蒙古']
    """
    text = tidy(text)
    found = [Form(fold(text), "", text)]
    if text.isalpha() and text[-1] not in _LAST:  # a single word, as most names are, has none
        return found
    for pattern in _PATTERNS[script_of(text)]:
        if word := pattern.search(text):
            rest = text[: word.start()] + text[word.end() :]
            if key := fold(rest):
                found.append(Form(key, word.lastgroup or "", rest))
    return found


def class_of(word: str) -> str:
    """The group of levels that a class word tells when it stands alone, or nothing.

    >>> class_of("провинция"), class_of("市"), class_of("Харбин")
    ('region', 'city', '')
    """
    return CLASS_WORDS.get(fold(word), "")


def levels_told(text: str) -> frozenset[str]:
    """The levels that a word of a table may mean: the code of one, a class word, or a label; none where it is no such.

    >>> sorted(levels_told("край")) == sorted(levels_told("省")), levels_told("province"), levels_told("уровень")
    (True, frozenset({'province'}), frozenset())
    """
    if text in CODES["level"]:
        return frozenset({text})
    if group := class_of(text):
        return LEVELS[group]
    key = fold(text)
    labels = {code.partition("/")[2]: words for code, words in LABELS.items() if code.startswith("level/")}
    return frozenset(code for code, words in labels.items() if key in map(fold, words.values()))


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
