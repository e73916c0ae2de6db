"""A document as JSON: its own structure without what is as usual, and the notes with their numbers in the text."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from kg.base.languages import TAGS
from kg.formats.documents.document import Block, Document


def as_json(document: Document) -> bytes:
    """UTF-8, indented; a block says what it is in ``block``."""
    return (json.dumps(structure(document), ensure_ascii=False, indent=1) + "\n").encode()


def structure(document: Document) -> dict[str, Any]:
    """What the JSON holds."""
    numbers = document.numbers()
    notes = [{"number": numbers[note.key], **_plain(note)} for note in document.cited()]
    return {**_plain(document), "lang": TAGS[document.lang], "notes": notes}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if not is_dataclass(value):
        return value
    kind = {"block": type(value).__name__.lower()} if isinstance(value, Block) else {}
    held = ((each, getattr(value, each.name)) for each in fields(value))
    return kind | {each.name: _plain(content) for each, content in held if content != each.default}
