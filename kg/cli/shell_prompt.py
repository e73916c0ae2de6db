"""The prompt of the shell on a terminal: editing, history and completion by prompt_toolkit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import Completer
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from kg.base.languages import _
from kg.cli.shell_input import is_ended, is_sparql, open_braces

HISTORY = "shell-history"


def lines_of(completer: Completer, folder: Path) -> Iterator[str]:
    """The entries of a person, one at a time, until they leave with Ctrl-D; Ctrl-C drops an entry."""
    session: PromptSession[str] = PromptSession(
        history=_history(folder),
        completer=completer,
        auto_suggest=AutoSuggestFromHistory(),
        complete_while_typing=False,
        multiline=True,
        key_bindings=_keys(),
        prompt_continuation="..> ",
        bottom_toolbar=lambda: _toolbar(session.default_buffer.text),
    )
    while True:
        try:
            yield session.prompt("kg> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _keys() -> KeyBindings:
    """Enter runs what is whole, and otherwise begins a line; a second blank line runs what there is."""
    keys = KeyBindings()

    @keys.add("enter")
    def entered(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            buffer.complete_state = None  # Enter takes the candidate that is chosen
            return
        text = buffer.text
        at_end = buffer.document.is_cursor_at_the_end
        if not text.strip() or (at_end and (is_ended(text) or text.endswith("\n\n"))):
            buffer.text = text.rstrip()
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return keys


def _toolbar(text: str) -> str:
    if not text.strip() or not is_sparql(text):
        return ""
    ready, count = _("a blank line or ; asks the query"), open_braces(text)
    return _("{ready}; still open: {braces}").format(ready=ready, braces=f"{{ × {count}") if count > 0 else ready


def _history(folder: Path) -> History:
    """The entries of earlier sessions; of this one only where the folder cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / HISTORY
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600))  # a folder of that name is refused here
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))
