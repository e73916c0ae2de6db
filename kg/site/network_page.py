"""The interactive network page: one HTML file that needs nothing but itself."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from jinja2 import Template

from kg.base.errors import KgError, shown
from kg.base.languages import LANGUAGES, NAMES, TAGS, _, listed, ngettext, speaking, translated
from kg.formats.look import page_style
from kg.formats.safe_html import content_policy, environment, harmless, inline, json_for_script
from kg.network.document import NetworkDocument
from kg.site.network_data import in_each_language, network_data
from kg.site.portal.shared_files import ASSETS
from kg.site.vis_bundle import vis_script

_HERE = Path(__file__).resolve().parent
TEMPLATES = _HERE / "templates" / "network"
_SCRIPTS = (
    "data", "text", "style", "drawing", "labels", "modes", "view", "search", "panel", "filters", "tables", "files",
    "start",
)  # fmt: skip
_COUNTS = {"en": {"one": 1, "other": 2}, "ru": {"one": 1, "few": 2, "many": 5, "other": 2}, "zh": {"other": 1}}


def network_page(document: NetworkDocument, lang: str = "en", about: Mapping[str, str] = MappingProxyType({})) -> str:
    """The page as text, the same for the same document; write it as UTF-8.

    The drawing needs ``document.positions`` (see :func:`kg.network.layout.arrange`). ``lang`` is
    the language the page opens in; a reader switches it in the page. Raises :class:`KgError` for
    a document that does not hold together.

    >>> page = network_page(NetworkDocument((), (), (), (), (), (), {"en": "A & B"}))
    >>> page[:15], "<title>A &amp; B</title>" in page
    ('<!doctype html>', True)
    """
    if lang not in LANGUAGES:
        message = _("no language is called '{code}'").format(code=shown(lang))
        raise KgError(message, hint=_("it may be: {what}").format(what=listed(LANGUAGES)))
    texts = page_texts()
    library = inline(vis_script())
    program = inline(program_text())
    styles = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("page.css", "network.css"))
    style = inline("".join((page_style(), *styles)))
    titles = in_each_language(document.title, document.title.get("en", ""))
    return template("network.html").render(
        frame="main",
        lang=lang,
        tag=TAGS[lang],
        tags=TAGS,
        languages=[(code, NAMES[code]) for code in LANGUAGES],
        title=harmless(titles[LANGUAGES.index(lang)]),
        texts=texts,
        policy=content_policy([library, program], [style]),
        style=style,
        data=json_for_script(network_data(document, lang, texts, about)),
        library=library,
        program=program,
    )


def template(name: str) -> Template:
    """A template of the page, which escapes."""
    return environment(TEMPLATES).get_template(name)


def page_texts() -> dict[str, dict[str, object]]:
    """The words of the page: key, language, then a text or its plural forms by the category of CLDR.

    >>> page_texts()["close"]["ru"]
    'Закрыть'
    >>> page_texts()["ties_count"]["zh"]
    {'other': '{n}项关系'}
    """
    english = tomllib.loads((_HERE / "texts" / "network.toml").read_text(encoding="utf-8"))
    return {key: {lang: _in_language(text, lang) for lang in LANGUAGES} for key, text in english.items()}


def _in_language(text: str | dict[str, str], lang: str) -> object:
    if isinstance(text, str):
        return translated(text, lang)
    with speaking(lang):
        return {category: ngettext(text["one"], text["other"], count) for category, count in _COUNTS[lang].items()}


def program_text() -> str:
    """The page's own scripts as one, in a scope of its own."""
    files = (ASSETS / "saving.js", ASSETS / "moving.js", *(TEMPLATES / f"{name}.js" for name in _SCRIPTS))
    parts = [file.read_text(encoding="utf-8") for file in files]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"
