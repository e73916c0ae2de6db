"""Keys of a real terminal: none is lost when several come at once."""

from __future__ import annotations

import csv
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.cli.keys import read_key

_SECONDS = 120  # a child that hangs is ended


def typed(keys: bytes, *command: str) -> tuple[int, str]:
    """The exit code and what a terminal shows of a command at which all keys are typed at once, at its first line."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    shown, until, is_typed = b"", time.monotonic() + _SECONDS, False
    try:
        while time.monotonic() < until:
            if select.select([ours], [], [], 1)[0]:
                try:
                    part = os.read(ours, 4096)
                except OSError:  # the other side is closed
                    break
                shown += part
                if not part:
                    break
            if not is_typed and b"\n" in shown:
                os.write(ours, keys)
                is_typed = True
        return child.wait(timeout=5), shown.decode()
    finally:
        child.kill()
        child.wait()
        os.close(ours)


def test_keys_typed_at_once_come_one_by_one_and_a_prompt_gets_the_rest() -> None:
    says = (
        "import click; from kg.cli.keys import read_key; print('?', flush=True);"
        "print([read_key() for _ in range(5)]); print([click.prompt('words'), read_key(), read_key(), read_key()])"
    )
    code, shown = typed("1д中\x1b[A/two words\r2\x04u".encode(), sys.executable, "-c", says)
    assert code == 0, shown
    assert "['1', 'д', '中', '\\x1b[A', '/']" in shown
    assert "['two words', '2', 'q', 'u']" in shown


def test_a_pasted_row_of_decisions_codes_every_text(tmp_path: Path) -> None:
    texts = tmp_path / "texts.csv"
    texts.write_text("id;text\n1;Языковой барьер\n2;缺少直航\n3;Nothing at all\n", encoding="utf-8")
    command = (sys.executable, "-m", "kg.cli", "survey", "code", str(texts), "--id", "id", "--coder", "anna")
    code, shown = typed(b"1\r1\r0", *command)
    assert code == 0, shown
    (kept,) = [path for path in tmp_path.iterdir() if path != texts]
    with kept.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if "anna" in row]
    assert len(rows) == 3, rows
    assert [("problem/" in " ".join(row)) for row in rows] == [True, True, False]


@pytest.mark.parametrize(("piped", "keys"), [("", "qq"), ("Y", "Yq")])
def test_a_pipe_gives_its_characters_and_then_stops(piped: str, keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO(piped))
    assert read_key() + read_key() == keys
