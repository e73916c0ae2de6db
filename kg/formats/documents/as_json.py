"""A document as JSON: its own structure, whatever is empty left out, notes with the numbers they have in the text."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from kg.base.languages import TAGS
from kg.formats.documents.document import Block, Document


def as_json(document: Document) -> bytes:
    """UTF-8, indented; a block says what it is in ``block``."""
    numbers = document.numbers()
    content = _plain(document)
    content["lang"] = TAGS[document.lang]
    content["notes"] = [{"number": numbers[note.key], **_plain(note)} for note in document.cited()]
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if not is_dataclass(value):
        return value
    kind = {"block": type(value).__name__.lower()} if isinstance(value, Block) else {}
    held = ((each.name, getattr(value, each.name)) for each in fields(value))
    return kind | {name: _plain(content) for name, content in held if content not in ("", (), False)}
