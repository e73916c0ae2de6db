"""The languages of a person: which one is asked for, and the words of the program in it.

Words of the program are English in the code and are found in gettext catalogues in
``kg/base/locale``; labels of data come from the graph, and :func:`pick` chooses among them.
The language is one a context (:func:`use`), so that two callers never change each other's.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, partial
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LANGUAGES = ("ru", "en", "zh")
TAGS = {"ru": "ru", "en": "en", "zh": "zh-Hans"}
NAMES = {"ru": "Русский", "en": "English", "zh": "中文"}  # each in itself
FALLBACK = {"ru": ("ru", "en", "zh"), "en": ("en", "ru", "zh"), "zh": ("zh", "en", "ru")}

LOCALE_DIR = Path(__file__).parent / "locale"
LOCALES = {"ru": "ru", "zh": "zh_Hans"}
DOMAIN = "kg"

_current: ContextVar[str] = ContextVar("language")


def pick(labels: Mapping[str, str], lang: str) -> str:
    """The label to show to a reader of ``lang``, else the nearest language they may read.

    >>> pick({"en": "Harbin", "zh": "哈尔滨市"}, "ru")
    'Harbin'
    >>> pick({}, "ru")
    ''
    """
    for code in FALLBACK[lang]:
        if labels.get(code):
            return labels[code]
    return ""


def short_tag(tag: str) -> str:
    """The project's short code of a language tag; a tag that has none stays.

    >>> short_tag("zh-Hans"), short_tag("zh-hans"), short_tag("zh-Latn-pinyin")
    ('zh', 'zh', 'zh-Latn-pinyin')
    """
    return "zh" if tag.lower() == "zh-hans" else tag


def wanted(words: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> str:
    """The language that a person asks for: ``--lang`` among words, else KG_LANG, LC_ALL, LC_MESSAGES or LANG.

    >>> wanted(["hubs", "--lang", "zh"], {}), wanted(["hubs", "--lang=ru"], {})
    ('zh', 'ru')
    >>> wanted([], {"LANG": "ru_RU.UTF-8"}), wanted([], {"LC_ALL": "C.UTF-8", "LANG": "zh_CN"}), wanted([], {})
    ('ru', 'en', 'en')
    """
    for position, word in enumerate(words):
        given = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and position + 1 < len(words):
            given = words[position + 1]
        if given in LANGUAGES:
            return given
    environment = os.environ if environment is None else environment
    for name in ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return code if (code := environment[name][:2].lower()) in LANGUAGES else "en"
    return "en"


def current() -> str:
    """The language of this context: the one given to :func:`use`, else the one of the environment."""
    return _current.get("") or wanted()


def use(lang: str) -> Callable[[], None]:
    """Speak ``lang`` (ru, en or zh) from here on in this context, until what is returned is called."""
    return partial(_current.reset, _current.set(lang))


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak ``lang`` inside the block only.

    >>> with speaking("ru"):
    ...     current()
    'ru'
    """
    end = use(lang)
    try:
        yield
    finally:
        end()


def in_all_languages(told: Callable[[], str]) -> dict[str, str]:
    """What is told in each language, by its code."""
    found = {}
    for lang in LANGUAGES:
        with speaking(lang):
            found[lang] = told()
    return found


@cache
def _catalogue(lang: str) -> NullTranslations:
    if lang not in LOCALES:
        return NullTranslations()
    with (LOCALE_DIR / LOCALES[lang] / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as stream:
        return GNUTranslations(stream)


@lru_cache(maxsize=8192)
def translated(text: str, lang: str) -> str:
    """The text in a named language, for pages and figures that hold several."""
    return _catalogue(lang).gettext(text) if text else ""


def _(text: str) -> str:
    """The text in the language of this context; named places in braces are filled afterwards.

    >>> with speaking("ru"):
    ...     _("Build the graph from its sources.")
    'Собрать граф из источников.'
    """
    return translated(text, current())


def N_(text: str) -> str:  # noqa: N802 (gettext's name for a text that is translated later)
    """The text as it stands: it is marked for the catalogues and translated where it is shown."""
    return text


def ngettext(one: str, many: str, count: int) -> str:
    """The form of a text that fits a count, in the language of this context.

    >>> with speaking("ru"):
    ...     ngettext("{n} problem in the source tables; nothing is written", "", 2).format(n=2)
    '2 ошибки в таблицах источников; ничего не записано'
    """
    return _catalogue(current()).ngettext(one, many, count)


def listed(values: Iterable[str], lang: str = "") -> str:
    """Words or names of one kind side by side.

    >>> listed(["сеть", "граница"], "ru"), listed(["网络", "统计"], "zh")
    ('сеть, граница', '网络、统计')
    """
    return ("、" if (lang or current()) == "zh" else ", ").join(values)


def counted_off(values: Sequence[str], lang: str = "") -> str:
    """All that there is of a kind, the last one after an "and".

    >>> counted_off(["a", "b", "c"], "en"), counted_off(["a", "b", "c"], "zh"), counted_off(["a"], "ru")
    ('a, b and c', 'a、b、c', 'a')
    """
    lang = lang or current()
    return translated(" and ", lang).join(part for part in (listed(values[:-1], lang), *values[-1:]) if part)


def clauses(values: Iterable[str], lang: str = "") -> str:
    """Clauses of one sentence.

    >>> clauses(["距离近", "有口岸"], "zh")
    '距离近；有口岸'
    """
    return ("；" if (lang or current()) == "zh" else "; ").join(values)


def as_head(text: str) -> str:
    """A text as a sentence or the head of a row begins, with a capital letter; the rest of it as it is.

    >>> as_head("связи Китая"), as_head("城市"), as_head("")
    ('Связи Китая', '城市', '')
    """
    return text[:1].upper() + text[1:]


def grouped(number: float, lang: str = "") -> str:
    r"""A whole number with the mark that a language sets between thousands.

    >>> grouped(103_916, "en"), grouped(103_916, "ru"), grouped(103_916, "zh")
    ('103,916', '103\xa0916', '103,916')
    """
    return f"{number:,.0f}".replace(",", "\u00a0" if (lang or current()) == "ru" else ",")


def decimal(digits: str, lang: str = "") -> str:
    """A number with the decimal mark of a language, that of this context if none is named.

    >>> decimal("0.27", "ru"), decimal("0.27", "zh")
    ('0,27', '0.27')
    """
    return digits.replace(".", ",") if (lang or current()) == "ru" else digits
