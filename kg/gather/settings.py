"""What ``source.toml`` may say: each setting with the shape of its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kg.base.ids import link
from kg.base.languages import LANGUAGES, N_, _
from kg.gather.cells import remedy
from kg.gather.characters import is_plain


def _text(value: Any) -> bool:
    return isinstance(value, str) and is_plain(value)


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(k in LANGUAGES and _text(v) for k, v in value.items())


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _range(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(each) is int for each in value)


Shape = tuple[Callable[[Any], bool], str]
_TEXT: Shape = (_text, N_("a text in quotes"))
_TABLE: Shape = (lambda value: isinstance(value, dict), N_("a table of settings"))

_SETTINGS: dict[str, Shape] = {
    "id": _TEXT,
    "title": (_texts, N_("a table with the texts ru, en and zh")),
    "publisher": _TEXT,
    "licence": _TEXT,
    "homepage": (lambda value: _text(value) and (not value or bool(link(value))), N_("a web address in quotes")),
    "note": _TEXT,
    "tables": _TABLE,
}
_OF_A_TABLE: dict[str, Shape] = {
    "kind": _TEXT,
    "rows": (_range, N_("two whole numbers, [least, most]")),
    "because": _TEXT,
    "ignore": (_strings, N_("a list of names of columns")),
}


def checked(settings: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The settings that have their shape, and what is wrong with the others.

    >>> checked({"id": "own", "title": "Own list"})
    ({'id': 'own', 'tables': {}}, ['title must be a table with the texts ru, en and zh'])
    """
    wrong: list[str] = []
    sound = _of_shape(settings, _SETTINGS, "", wrong)
    tables = _of_shape(sound.get("tables", {}), None, "tables.", wrong)
    sound["tables"] = {name: _of_shape(table, _OF_A_TABLE, f"tables.{name}.", wrong) for name, table in tables.items()}
    wrong += [
        _("[tables.{name}] rows needs a reason: because").format(name=name)
        for name, table in sound["tables"].items()
        if "rows" in table and not table.get("because")
    ]
    return sound, wrong


def _of_shape(
    settings: Mapping[str, Any], shapes: Mapping[str, Shape] | None, within: str, wrong: list[str]
) -> dict[str, Any]:
    sound = {}
    for key, value in settings.items():
        known = {key: _TABLE} if shapes is None else shapes
        if key not in known:
            told = _("there is no setting {name}; {remedy}").format(name=within + key, remedy=remedy(key, known))
        elif not known[key][0](value):
            told = _("{name} must be {shape}").format(name=within + key, shape=_(known[key][1]))
        else:
            sound[key] = value
            continue
        wrong.append(told)
    return sound
