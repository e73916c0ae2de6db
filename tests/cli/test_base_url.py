"""The address where a site or a server will stand: as programs send it, or refused before anything is made."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from kg.cli import options
from tests.command import Run


@click.command()
@options.base_url("Where it stands.")
def told(base_url: str) -> None:
    click.echo(base_url)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("", ""),
        ("https://e.org", "https://e.org/"),
        ("  https://e.org/a///\t", "https://e.org/a/"),
        ("https://пример.рф/связи/", "https://xn--e1afmkfd.xn--p1ai/%D1%81%D0%B2%D1%8F%D0%B7%D0%B8/"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
    ],
)
def test_paths_can_be_added_to_it(given: str, sent: str) -> None:
    assert CliRunner().invoke(told, ["--base-url", given]).output == f"{sent}\n"


@pytest.mark.parametrize("command", ["site", "serve"])
@pytest.mark.parametrize(
    "given",
    [
        "example.org", "ftp://e.org/", "javascript:alert(1)", " ", "https://e.org/a b", "https://./", "https://e.org:99999",
        "https://e.org/a?b=c", "https://e.org/#x", "https://me:secret@e.org/",
    ],
)  # fmt: skip
def test_what_no_path_can_follow_is_refused_in_a_line(kg: Run, command: str, given: str) -> None:
    done = kg(command, "--base-url", given)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "--base-url https://example.org/ties/" in done.stderr
    assert "secret" not in done.stderr
