"""Running the command in an empty folder: in this process, or in one of its own as a person does."""

from __future__ import annotations

import contextlib
import contextvars
import gettext
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
from click.testing import CliRunner

from kg.base.resources import ontology_dir
from kg.cli.main import main

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def runner(folder: Path, cache: Path) -> Run:
    """A function that runs ``kg`` with some words in a folder and returns what it printed and its exit code.

    It is the whole command with its errors and its language. It leaves out the start of the
    interpreter and the imports, which for most commands take longer than all else.
    """

    def run(*words: str, env: dict[str, str] | None = None) -> Done:
        environment = {"KG_CACHE": str(cache), "COLUMNS": "120", "LANGUAGE": os.environ.get("LANGUAGE"), **(env or {})}
        command = click.Command("kg", callback=lambda: main(words))
        domain = gettext.textdomain()
        with contextlib.chdir(folder):
            # The language of the command ends with its context.
            done = contextvars.copy_context().run(CliRunner(env=environment).invoke, command, [])
        gettext.textdomain(domain)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(words, done.exit_code, done.stdout, done.stderr)

    return run


def process_runner(folder: Path, cache: Path) -> Run:
    """The same in a process of its own, for what hangs on it: the locale, the streams, the imports."""
    environment = {
        **os.environ,
        "KG_CACHE": str(cache),
        "PYTHONPATH": str(ontology_dir().parent),
        "COLUMNS": "120",
    }

    def run(*words: str, env: dict[str, str] | None = None) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "kg.cli", *words],
            check=False,
            cwd=folder,
            env={**environment, **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    return run
