"""A page of the docs in another language shows what the English page shows, so that no update is forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = (
    "clients.md", "deploy/README.md", "python.md", "engines/README.md", "engines/fuseki.md", "engines/graphdb.md",
    "engines/neptune.md", "engines/qlever.md", "engines/virtuoso.md",
)  # fmt: skip
LANGUAGES = {"": "English", ".ru": "Русский", ".zh": "中文"}
_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def _path(page: str, code: str) -> Path:
    return DOCS / page.replace(".md", f"{code}.md")


def _blocks(text: str) -> list[str]:
    """The blocks of code; a comment that stands after code is prose."""
    return [re.sub(r"  +# .*", "", block) for block in _BLOCK.findall(text)]


def _prose(text: str) -> str:
    return _BLOCK.sub("", text)


def _headings(text: str) -> list[str]:
    """How deep each heading stands."""
    return re.findall(r"^(#+) ", _prose(text), flags=re.MULTILINE)


def _links(text: str, but: set[str]) -> list[str]:
    """Where the links lead, without those to the page in other languages."""
    return [link for link in re.findall(r"\]\(([^)]*)\)", _prose(text)) if link not in but]


def _in_language(link: str, page: str, code: str) -> str:
    """Where a translation links instead: to the page in its own language, if there is one."""
    other = link.replace(".md", f"{code}.md")
    return other if (_path(page, code).parent / other).exists() else link


def _codes(text: str) -> list[str]:
    """The words in code style, whose order may follow the language."""
    return sorted(re.findall(r"`([^`]+)`", _prose(text)))


def _rows(text: str) -> list[int]:
    """The cells of each row of a table."""
    cells = [re.sub(r"`[^`]*`", "", line) for line in _prose(text).splitlines() if line.startswith("|")]
    return [line.count("|") for line in cells]


@pytest.mark.parametrize("code", [".ru", ".zh"])
@pytest.mark.parametrize("page", PAGES)
def test_a_translation_follows_the_english_page(page: str, code: str) -> None:
    english, other = (_path(page, each).read_text(encoding="utf-8") for each in ("", code))
    siblings = {_path(page, each).name for each in LANGUAGES}
    assert _blocks(other) == _blocks(english)
    assert _headings(other) == _headings(english)
    assert _links(other, siblings) == [_in_language(link, page, code) for link in _links(english, siblings)]
    assert _codes(other) == _codes(english)
    assert _rows(other) == _rows(english)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_links_itself_in_the_other_languages_below_its_title(page: str, code: str) -> None:
    others = {each: name for each, name in LANGUAGES.items() if each != code}
    line = " · ".join(f"[{name}]({_path(page, each).name})" for each, name in others.items())
    assert _path(page, code).read_text(encoding="utf-8").splitlines()[2] == line


def test_every_translation_is_of_a_page_that_is_compared() -> None:
    found = {path.relative_to(DOCS).as_posix() for code in (".ru", ".zh") for path in DOCS.rglob(f"*{code}.md")}
    assert found == {_path(page, code).relative_to(DOCS).as_posix() for page in PAGES for code in (".ru", ".zh")}


def test_a_forgotten_block_link_or_heading_is_seen() -> None:
    text = "# A\n\n[b](b.md) `c`\n\n```\nx = 1  # one\n```\n\n| a | `|` |\n"
    assert _blocks(text) == ["```\nx = 1\n```"]
    assert (_headings(text), _links(text, set()), _codes(text)) == (["#"], ["b.md"], ["c", "|"])
    assert _links(text, {"b.md"}) == []
    assert _rows(text) == [3]
