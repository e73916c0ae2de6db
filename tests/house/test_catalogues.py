"""What is marked for translation is found wherever it stands."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any


def test_texts_are_found_in_f_strings_and_calls_of_several() -> None:
    catalogues: Any = import_module("scripts.generated.catalogues")
    module = """told = f"<p>{_('one')} {_(name)}"\nngettext("{n} place", "{n} places", n)\n"""
    found = [
        texts for _line, _name, texts, _remarks in catalogues._in_python(BytesIO(module.encode()), ("_", "ngettext"))
    ]
    assert found == [("{n} place", "{n} places", None), ("one",), (None,)]
