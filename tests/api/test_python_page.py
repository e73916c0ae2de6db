"""Every example of docs/python.md and of its translations is run, in the order of the page."""

from __future__ import annotations

import doctest
import re

import pytest

import kg
from kg.base.resources import ontology_dir

DOCS = ontology_dir().parent / "docs"
PAGES = ("python.md", "python.ru.md", "python.zh.md")
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_give_what_the_page_shows(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    blocks = [(text.count("\n", 0, match.start()) + 1, match[1]) for match in _BLOCK.finditer(text)]
    assert sum(">>>" in block for _, block in blocks) > 15
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    told: list[str] = []
    names: dict[str, object] = {}
    for line, block in blocks:
        examples = doctest.DocTestParser().get_doctest(block, names, f"line {line}", page, line)
        runner.run(examples, out=told.append, clear_globs=False)
        names = examples.globs
    assert runner.summarize(verbose=False).failed == 0, "".join(told)


@pytest.mark.parametrize("page", PAGES)
def test_every_public_part_of_the_api_is_on_the_page(page: str) -> None:
    from kg.api.graph import Graph
    from kg.api.result import Result
    from kg.dossier.place import Place

    text = (DOCS / page).read_text(encoding="utf-8")
    parts = {name for each in (Graph, Place, Result) for name in vars(each) if not name.startswith("_")}
    missing = {name for name in parts if not re.search(rf"\b{name}\b", text)}
    # ask() and answer hand RDF terms to programs; a title is what a notebook shows above a table.
    assert missing <= {"ask", "answer", "title"}
    assert kg.__all__ == ["open"]
