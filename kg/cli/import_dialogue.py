"""What ``kg import`` asks a person: which column is what, what a word of kind means, which place a name means."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import N_, _, pick
from kg.cli.keys import read_key

if TYPE_CHECKING:
    from kg.gather.importing.fields import Form
    from kg.gather.importing.importer import Open
    from kg.gather.importing.meant_places import Matcher
    from kg.gather.importing.told_rows import End

_COLUMNS = N_(
    "Enter accepts; 3 note: column 3 is a note; 3 -: it is left out; kind sister: for all rows; ? lists fields; q quits"
)
_NAMES = N_("y yes   1-5 that one   o other   n new place   s skip   u undo   q quit")
_KINDS = {"s": "sister", "p": "partner", "i": "intention", "c": "contact", "u": "unknown"}


def key() -> str:
    """One key, small; the end of a terminal or a pipe stops the dialogue."""
    return read_key().lower()


def tell(text: str) -> None:
    """Say a line of the dialogue; nothing in it acts on the terminal."""
    click.echo("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text), err=True)


def ask_sheet(file: Path) -> str:
    """The sheet of a workbook that a person chooses; none where there is nothing to choose."""
    from kg.gather import sheets

    names = sheets.names(file)
    if len(names) < 2:
        return ""
    for number, name in enumerate(names, 1):
        tell(f"  {number}  {name}")
    chosen: int = click.prompt(_("Which sheet?"), type=click.IntRange(1, len(names)), default=1, err=True)
    return names[chosen - 1]


def ask_columns(form: Form, show: Callable[[], None]) -> None:
    """Let a person change what columns hold until they accept; raises :class:`click.Abort` where they stop."""
    from kg.gather.importing.fields import FIELDS

    show()
    while True:
        tell(_(_COLUMNS))
        words = shlex.split(click.prompt(">", default="", show_default=False, err=True).replace("'", ""))
        try:
            if not words:
                form.check()
                return
            if words[0] == "q":
                raise click.Abort
            if words[0] == "?":
                for name, says in FIELDS.items():
                    tell(f"  {name:12} {_(says)}")
                continue
            if words[0] in FIELDS:
                form.values[words[0]] = " ".join(words[1:])
            else:
                form.put_all([f"{words[0]}={words[1] if len(words) > 1 else '-'}"])
            show()
        except KgError as error:
            tell(f"kg: {error}")


def ask_kinds(form: Form, words: Sequence[tuple[str, int]]) -> None:
    """Ask what each word of kind means that no table has; what is not answered stays unknown."""
    from kg.base.languages import current
    from kg.schema.codes import LABELS

    keys = "   ".join(f"{letter} {pick(LABELS[f'tie-kind/{kind}'], current())}" for letter, kind in _KINDS.items())
    for word, count in words:
        tell(_("What kind of tie is '{word}'? Rows: {n}").format(word=word, n=count))
        tell(f"  {keys}")
        pressed = key()
        while pressed not in (*_KINDS, "q"):
            pressed = key()
        if pressed == "q":
            return
        form.kinds[word] = _KINDS[pressed]


class NamesDialogue:
    """Asks which place each name means; every answer is kept before the next question."""

    def __init__(self, matcher: Matcher, keep: Callable[[], None], ask: Callable[[], str] = key) -> None:
        self.matcher = matcher
        self.keep = keep
        self.ask = ask
        self._done: list[int] = []

    def run(self, names: Sequence[Open]) -> bool:
        """Ask about all; false where the person stopped."""
        tell(_(_NAMES))
        at = 0
        while at < len(names):
            self._show(names[at], len(names) - at)
            pressed = self.ask()
            if pressed == "q":
                return False
            if pressed == "u":
                at = self._undo(names, at)
            elif answer := self._answer(names[at].end, pressed):
                self._put(names[at].end, answer)
                self._done.append(at)
                at += 1
        return True

    def _show(self, one: Open, left: int) -> None:
        end, gazetteer = one.end, self.matcher.gazetteer
        beside = ", ".join(part for part in (end.region, end.country) if part)
        told = _("{name} (row {row}, beside {other}) [{n} left]")
        name = f"{end.name}, {beside}" if beside else end.name
        tell("\n" + told.format(name=name, row=one.rows[0], other=one.other, n=left))
        for number, each in enumerate(self.matcher.meant(end).candidates, 1):
            tell(f"  {number}  {gazetteer.described(each.place)}  {each.score:g}")

    def _answer(self, end: End, pressed: str) -> str:
        """The answer that a key means, empty where it means none yet."""
        from kg.gather.importing.answers import NEW, SKIP

        candidates = self.matcher.meant(end).candidates
        number = 1 if pressed == "y" else int(pressed) if pressed.isdecimal() else 0
        if 1 <= number <= len(candidates):
            return candidates[number - 1].place
        if pressed == "s":
            return SKIP
        try:
            if pressed == "o":
                return self.matcher.checked_answer(_line(_("the place: a name or an id")))
            if pressed == "n":
                country = end.country or _line(_("its country: a name or a code"))
                return f"{NEW} {country}" if country else ""
        except KgError as error:
            tell(f"kg: {error}")
            return ""
        tell(_(_NAMES))
        return ""

    def _put(self, end: End, answer: str) -> None:
        from kg.gather.importing.answers import key_of

        if answer:
            self.matcher.answers[key_of(end)] = answer
        else:
            del self.matcher.answers[key_of(end)]
        self.matcher.forget(end)
        self.keep()

    def _undo(self, names: Sequence[Open], at: int) -> int:
        if not self._done:
            tell(_("nothing to undo"))
            return at
        at = self._done.pop()
        self._put(names[at].end, "")
        return at


def _line(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, err=True)).strip()
