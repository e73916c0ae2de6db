"""A format is what the name of the file says; a name that says nothing is refused before anything is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.base.errors import KgError
from kg.cli.main import command_of


@pytest.mark.parametrize("command", [("query", "hubs"), ("hubs",), ("claims",)])
@pytest.mark.parametrize("name", ["hubs.foo", "hubs"])
def test_an_ending_that_names_no_format_is_refused_with_those_that_do(
    graph: Path, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    words = [*command[1:], "--graph", str(graph), "--lang", "en", "--out", str(tmp_path / name)]
    with pytest.raises(KgError, match=rf"{name}.*\.csv, .*\.txt, .*\.tex, \.xlsx"):
        CliRunner().invoke(command_of(command[0]), words, catch_exceptions=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.txt", "Hubs — country: any"), ("a.TEX", r"\begin{table}"), ("a.md", "| Place"), ("a.csv", "place")],
)
def test_the_ending_chooses_the_format(graph: Path, tmp_path: Path, name: str, start: str) -> None:
    out = tmp_path / name
    words = ["hubs", "--graph", str(graph), "--lang", "en", "--out", str(out)]
    CliRunner().invoke(command_of("query"), words, catch_exceptions=False)
    assert start in out.read_text(encoding="utf-8")


def test_a_format_that_is_named_goes_before_the_ending(graph: Path, tmp_path: Path) -> None:
    out = tmp_path / "hubs.dat"
    words = ["--format", "excel-csv", "--graph", str(graph), "--out", str(out)]
    CliRunner().invoke(command_of("hubs"), words, catch_exceptions=False)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
