"""The ``#+`` header of a query file, in the part of YAML that grlc reads.

The header is parsed here and not with a YAML library, which would cost a cold command more than the
query itself. What this reader accepts is valid YAML with the same meaning; what it does not know, it
refuses with the line.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from kg.base.errors import KgError, shown
from kg.base.languages import _

Entry: TypeAlias = "str | list[str]"
Item: TypeAlias = "str | dict[str, Entry]"
Value: TypeAlias = "str | list[Item]"

_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_]*):(?: (.*))?", re.ASCII)
_NOT_PLAIN = re.compile(r"""^[\[\]{}"'>|*&!%@`,?:#-]|: | #|:$""")


def read_header(text: str, name: str = "query") -> dict[str, Value]:
    r"""The keys of the header of a query and their values: text, a list, or a list of mappings.

    A query without a header gives an empty mapping. ``name`` is used in errors.

    >>> read_header("#+ summary: Hubs\n#+ tags:\n#+   - network\nASK {}")
    {'summary': 'Hubs', 'tags': ['network']}
    >>> read_header("#+ parameters:\n#+   - name: kind\n#+     allowed: [sister, partner]\nASK {}")
    {'parameters': [{'name': 'kind', 'allowed': ['sister', 'partner']}]}
    """
    found: dict[str, Value] = {}
    open_key = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#+"):
            continue
        try:
            open_key = _read_line(line[2:], open_key, found)
        except ValueError as error:
            told = _("{name}, line {number}: {error}").format(name=name, number=number, error=error)
            raise KgError(told, hint=_("the line is '{line}'").format(line=shown(line))) from None
    return found


def _read_line(line: str, open_key: str, found: dict[str, Value]) -> str:
    """Put one line into ``found``; the key that the next indented line belongs to."""
    body = line.lstrip(" ")
    indent = len(line) - len(body)
    if indent == 1:
        key, value = _pair(body)
        if key in found:
            raise ValueError(_("the key {key} stands twice").format(key=key))
        entry = [] if value is None else _scalar_or_list(value)
        found[key] = entry if isinstance(entry, str) else [*entry]
        return key if value is None else ""
    entries = found.get(open_key)
    if not open_key or not isinstance(entries, list):
        raise ValueError(_("an indented line with no open key above it"))
    if indent == 3 and body.startswith("- "):
        entries.append(_item(body[2:]))
    elif indent == 5 and entries and isinstance(entries[-1], dict):
        key, value = _pair(body)
        if value is None or key in entries[-1]:
            raise ValueError(_("the key {key} has no value or stands twice").format(key=key))
        entries[-1][key] = _scalar_or_list(value)
    else:
        raise ValueError(_("indent list items by two spaces and their keys by four"))
    return open_key


def _item(body: str) -> Item:
    match = _KEY.fullmatch(body)
    if match is None or match[2] is None:
        return _scalar(body)
    return {match[1]: _scalar_or_list(match[2])}


def _pair(body: str) -> tuple[str, str | None]:
    match = _KEY.fullmatch(body)
    if match is None:
        raise ValueError(_("neither 'key: value' nor a list item"))
    return match[1], match[2]


def _scalar_or_list(text: str) -> Entry:
    if text.startswith("[") and text.endswith("]"):
        return [_scalar(part.strip()) for part in text[1:-1].split(",") if part.strip()]
    return _scalar(text)


def _scalar(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        inner = text[1:-1]
        if "\\" in inner.replace('\\"', "") or '"' in inner.replace('\\"', ""):
            raise ValueError(_('only \\" may be escaped in a quoted value'))
        return inner.replace('\\"', '"')
    if _NOT_PLAIN.search(text) or text != text.strip() or not text:
        raise ValueError(_("a value that YAML would read otherwise: put it in double quotes"))
    return text
