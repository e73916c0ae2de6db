"""The commands of this room, run by their names; what they print as rows."""

from __future__ import annotations

import csv
import io

from click.testing import CliRunner, Result

from kg.cli.main import command_of


def run(*words: str) -> Result:
    """A command by its name, with what follows it."""
    return CliRunner().invoke(command_of(words[0]), list(words[1:]))


def rows(result: Result) -> list[dict[str, str]]:
    """The rows of a command that has ended well."""
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))
