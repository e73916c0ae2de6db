"""A text with tables, pictures and numbered notes, and the files that it becomes."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.formats.documents.inline import web_address
from kg.formats.registry import format_of, names, writer
from kg.formats.shown_cells import seen, xml_text

if TYPE_CHECKING:
    from kg.formats.documents.document import Document

FORMS = names("document")
_BREAK = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]+")


def written(document: Document, form: str) -> bytes:
    r"""A document as a file in one of :data:`FORMS`; same document, same bytes.

    >>> from kg.formats.documents.document import Document
    >>> written(Document("Harbin", "en", ()), "md")
    b'# Harbin\n'
    """
    made: bytes = writer("document", form)(_harmless(document, document.numbers()))
    return made


def form_of(path: Path) -> str:
    """The form that the end of a file's name stands for; raises :class:`KgError` with the known ones."""
    return format_of(path, "document")


def _harmless(value: Any, numbers: dict[str, int], name: str = "") -> Any:
    """The value with a mark for what acts or what no XML can hold, texts in one line, and only addresses of the web.

    The notes of a span are in the order of their numbers.
    """
    if isinstance(value, str):
        if name == "url":
            return web_address(value)
        return xml_text(seen(value.replace("\r", "") if name == "svg" else _BREAK.sub(" ", value)))
    if isinstance(value, tuple):
        if name == "notes":
            value = sorted(value, key=lambda each: numbers.get(each, 0) if isinstance(each, str) else 0)
        return tuple(_harmless(each, numbers) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {each.name: getattr(value, each.name) for each in fields(value)}
        return replace(value, **{key: _harmless(each, numbers, key) for key, each in held.items()})
    return value
