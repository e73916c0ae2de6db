"""The header reader accepts what grlc reads, with the same meaning, and refuses the rest with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ask.catalog import Catalog
from kg.ask.header import read_header
from kg.base.errors import KgError
from tests.conftest import MISSING


def test_a_query_without_a_header_has_no_keys() -> None:
    assert read_header("# a comment\nASK {}") == {}


def test_quotes_keep_what_yaml_would_read_otherwise() -> None:
    header = '#+ summary: "Findings: claims and \\"gaps\\""\nASK {}'
    assert read_header(header) == {"summary": 'Findings: claims and "gaps"'}


@pytest.mark.parametrize(
    "line",
    [
        "#+ summary: one: two",
        "#+ summary: [open",
        "#+ summary: 'single'",
        "#+ summary: a # comment",
        "#+   - an item with no key",
        "#+ no colon here",
        "#+   key: indented by two",
        '#+ summary: "tab\\t"',
    ],
)
def test_a_line_that_yaml_reads_otherwise_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(KgError, match="places, line 2:"):
        read_header(f"#+ method: GET\n{line}\nASK {{}}", "places")


def test_a_key_may_not_stand_twice() -> None:
    with pytest.raises(KgError, match="stands twice"):
        read_header("#+ summary: a\n#+ summary: b")


@pytest.mark.parametrize("path", sorted(Catalog().folder.glob("*/*.rq")), ids=lambda path: path.stem)
def test_a_yaml_library_reads_every_header_as_grlc_does(path: Path) -> None:
    yaml = pytest.importorskip("yaml", reason=f"{MISSING} PyYAML")
    text = path.read_text(encoding="utf-8")
    # grlc: the lines that begin with #+, without the leading signs, are one YAML document
    document = "\n".join(line.lstrip("#+") for line in text.split("\n") if line.startswith("#+"))
    assert _as_text(yaml.safe_load(document)) == read_header(text)


def _as_text(value: object) -> object:
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    if isinstance(value, dict):
        return {key: _as_text(each) for key, each in value.items()}
    return str(value)
