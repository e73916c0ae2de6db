"""A session of the shell: what it is set to, and what each entry does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import click
from rich.cells import cell_len

from kg.ask.asked_graph import AskedGraph
from kg.ask.catalog import Catalog, Question, question_of
from kg.ask.explain import explanation, listing
from kg.ask.results import Answer
from kg.ask.said import headed, is_about_defaults, title
from kg.base.errors import KgError, nearest
from kg.base.languages import LANGUAGES
from kg.cli.output import deliver, is_drawn, is_for_people, print_rows
from kg.cli.shell_input import Called, called, is_sparql
from kg.cli.shell_words import HEADINGS, HELP
from kg.formats.registry import BINARY, names

FORMATS = ("auto", *(name for name in names("table", "graph") if name not in BINARY))
DOT_COMMANDS = (".help", ".queries", ".explain", ".lang", ".format", ".limit", ".quit")

_PLACE = re.compile(r"(?P<place>.*? at line (?P<row>\d+), column (?P<column>\d+)): (?P<reason>.*)", re.DOTALL)
_LONGEST_REASON = 160


@dataclass
class Settings:
    """The language, the format (``None`` for the usual one) and the most rows of the answers."""

    lang: str = "en"
    form: str | None = None
    limit: int | None = None


class Session:
    """Runs entries on a graph, which is opened when it is first asked."""

    def __init__(self, opened: Callable[[], AskedGraph], settings: Settings) -> None:
        self._opened = opened
        self.settings = settings
        self.catalog = Catalog()

    @cached_property
    def graph(self) -> AskedGraph:
        """The graph that is asked."""
        return self._opened()

    def run(self, text: str) -> bool:
        """Do what one entry says; ``False`` where it says to leave. Raises :class:`KgError`."""
        if is_sparql(text):
            try:
                question = question_of(text)
                self._show(self.graph.ask(question.text, self.settings.limit))
            except KgError as error:
                raise pointed(text, error) from None
            return True
        entry = called(text)
        if entry.name.startswith("."):
            return self._command(entry)
        question, filled, given = self._filled(entry)
        answer = headed(self.graph.ask(filled, self.settings.limit), question, self.settings.lang)
        told = title(question, given, filled, self.settings.lang, self.graph.label)
        if is_about_defaults(question, given) and not is_drawn(answer, self._form(answer)):
            click.echo(told, err=True)
        self._show(answer, told)
        return True

    def _filled(self, entry: Called) -> tuple[Question, str, dict[str, list[str]]]:
        """A question of the catalogue with what is given to it."""
        question = self.catalog.find(entry.name)
        if entry.words:
            known = " ".join(f"--{each.name}" for each in question.parameters) or "none"
            raise KgError(f"{entry.words[0]!r} belongs to no parameter", hint=f"{question.name} has: {known}")
        given = dict(entry.given)
        if self.settings.lang != "en" and any(each.name == "lang" for each in question.parameters):
            given.setdefault("lang", [self.settings.lang])
        for name in given:
            question.parameter(name)
        return question, question.filled(given, self.graph.names) if given else question.text, given

    def _show(self, answer: Answer, title: str = "") -> None:
        deliver(answer, self._form(answer), None, self.settings.lang, title)

    def _form(self, answer: Answer) -> str | None:
        """The format that is set, where the answer has it."""
        return self.settings.form if self.settings.form in names(answer.kind) else None

    def _command(self, entry: Called) -> bool:
        if entry.name in {".quit", ".exit"}:
            return False
        commands = {
            ".help": self._help,
            ".queries": self._queries,
            ".explain": self._explain,
            ".lang": self._lang,
            ".format": self._format,
            ".limit": self._limit,
        }
        if entry.name not in commands:
            near = nearest(entry.name, DOT_COMMANDS)
            raise KgError(f"no command is called {entry.name!r}", hint=f"did you mean {near[0]}?" if near else ".help")
        commands[entry.name](entry)
        return True

    def _help(self, _: Called) -> None:
        lang = self.settings.lang
        print_rows(HEADINGS[lang], [(written, told[lang]) for written, told in HELP.items()], lang=lang)

    def _queries(self, entry: Called) -> None:
        tag = entry.words[0] if entry.words else ""
        people = is_for_people(self.settings.form)
        self._show(listing(self.catalog.questions(tag), self.settings.lang, for_people=people))

    def _explain(self, entry: Called) -> None:
        if not entry.words:
            raise KgError(".explain needs the name of a question", hint=".queries")
        asked = Called(entry.words[0], entry.words[1:], entry.given)
        question, filled, given = self._filled(asked)
        click.echo(explanation(question, given, filled, self.settings.lang), nl=False)

    def _lang(self, entry: Called) -> None:
        self.settings.lang = _chosen(entry, LANGUAGES, self.settings.lang)

    def _format(self, entry: Called) -> None:
        chosen = _chosen(entry, FORMATS, self.settings.form or "auto")
        self.settings.form = None if chosen == "auto" else chosen

    def _limit(self, entry: Called) -> None:
        word = entry.words[0] if entry.words else ""
        if not word:
            click.echo(self.settings.limit or "off")
        elif word == "off":
            self.settings.limit = None
        elif word.isascii() and word.isdigit() and 0 < int(word) < 10**9:
            self.settings.limit = int(word)
        else:
            raise KgError(f".limit cannot be {word!r}", hint="give a whole number from 1, or off")


def _chosen(entry: Called, allowed: tuple[str, ...], now: str) -> str:
    """The word given to a setting, if it may be; without one, the setting is shown and stays."""
    if not entry.words:
        click.echo(now)
        return now
    word = entry.words[0]
    if word not in allowed:
        near = nearest(word, allowed)
        hint = f"did you mean {near[0]}?" if near else f"it may be {', '.join(allowed)}"
        raise KgError(f"{entry.name} cannot be {word!r}", hint=hint)
    return word


def pointed(text: str, error: KgError) -> KgError:
    """An error of a query in few words, with a mark under the character that it is about.

    The engine may list everything that it would have taken; such a list is left out.

    >>> print(pointed("ASK { ?s `p }", KgError("not SPARQL at line 1, column 10: '`' begins nothing")))
    not SPARQL at line 1, column 10: '`' begins nothing
      ASK { ?s `p }
               ^
    """
    found = _PLACE.match(str(error))
    if found is None:
        return error
    lines = text.splitlines() or [""]
    line = lines[min(int(found["row"]), len(lines)) - 1]
    column = int(found["column"]) - 1
    reason = found["reason"].removesuffix("^").rstrip().removesuffix(line).rstrip()
    if len(reason) > _LONGEST_REASON:
        reason = f"{line[column]!r} does not fit here" if column < len(line) else "the query ends too early"
    before = "".join("\t" if char == "\t" else " " * cell_len(char) for char in line[:column])
    return KgError(f"{found['place']}: {reason}\n  {line}\n  {before}^")
