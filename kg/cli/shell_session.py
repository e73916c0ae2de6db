"""A session of the shell: what it is set to, and what each entry does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import click

from kg.ask.asked_graph import AskedGraph
from kg.ask.bounded import Bounds
from kg.ask.catalog import Catalog, question_of
from kg.ask.explain import explanation, listing
from kg.ask.meant import Meant
from kg.ask.results import Answer
from kg.ask.said import Asked, asked
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import LANGUAGES, N_, _, current, use
from kg.cli.output import deliver, is_for_people, print_rows
from kg.cli.query import show_answer
from kg.cli.shell_input import Called, called, is_sparql
from kg.formats.registry import BINARY, names

FORMATS = ("auto", *(name for name in names("table", "graph") if name not in BINARY))
HELP = {
    "partners-of-place --place Хабаровск": N_(
        "ask a question of the catalogue; the Tab key shows names and parameters"
    ),
    "SELECT … { … };": N_("SPARQL of your own, over several lines; a blank line or ; ends it"),
    ".help": N_("this list"),
    ".queries [TAG]": N_("the catalogue, or the questions with a tag"),
    ".explain NAME …": N_("what a question asks, and its SPARQL"),
    ".lang ru|zh|en": N_("language of the answers"),
    ".format NAME": N_("format of the answers; auto for the usual one"),
    ".limit N|off": N_("the most rows or triples to show"),
    ".quit": N_("leave; so does Ctrl-D"),
}
COMMANDS = tuple(written.split()[0] for written in HELP if written.startswith("."))
_KINDS = {"SELECT": "table", "ASK": "truth"}
# What a person tries first, in any language.
_PLAIN_WORDS = {
    **dict.fromkeys(("help", "?", "？", "помощь", "帮助"), ".help"),
    **dict.fromkeys(("exit", ".exit", "quit", "выход", "退出"), ".quit"),
}


@dataclass
class Settings:
    """The format (``None`` for the usual one) and the most rows of the answers."""

    form: str | None = None
    limit: int | None = None


class Session:
    """Runs entries on a graph, which is opened when it is first asked."""

    def __init__(self, opened: Callable[[], AskedGraph], settings: Settings, bounds: Bounds) -> None:
        self._opened, self._bounds = opened, bounds
        self.settings = settings
        self.catalog = Catalog()

    @cached_property
    def graph(self) -> AskedGraph:
        """The graph that is asked."""
        return self._opened()

    def run(self, text: str) -> bool:
        """Do what one entry says; ``False`` where it says to leave. Raises :class:`KgError`."""
        if is_sparql(text):
            self._show(self.graph.ask(question_of(text).text, self.settings.limit, self._bounds))
            return True
        entry = called(text)
        entry = entry._replace(name=_PLAIN_WORDS.get(entry.name.lower(), entry.name))
        if entry.name.startswith("."):
            return self._command(entry)
        made = self._asked(entry)
        form = self._form(_KINDS.get(made.question.form, "graph"))
        show_answer(self.graph, made, self.settings.limit, form)
        return True

    def _asked(self, entry: Called) -> Asked:
        """A question of the catalogue with what is given to it."""
        question = self.catalog.find(entry.name)
        if entry.words:
            known = " ".join(f"--{each.name}" for each in question.parameters)
            hint = _("{query} has: {names}").format(query=question.name, names=known) if known else None
            raise KgError(_("'{word}' belongs to no parameter").format(word=shown(entry.words[0])), hint=hint)
        for name in entry.given:
            question.parameter(name)
        meant = Meant(lambda: self.graph)
        made = asked(question, entry.given, meant, current())
        for remark in meant.remarks:
            click.echo(remark, err=True)
        return made

    def _show(self, answer: Answer) -> None:
        deliver(answer, self._form(answer.kind), None, current())

    def _form(self, kind: str) -> str | None:
        """The format that is set, where an answer of that kind has it."""
        return self.settings.form if self.settings.form in names(kind) else None

    def _command(self, entry: Called) -> bool:
        if entry.name not in COMMANDS:
            hint = did_you_mean(entry.name, COMMANDS, ".help")
            raise KgError(_("no command is called '{name}'").format(name=shown(entry.name)), hint=hint)
        if entry.name != ".quit":
            getattr(self, entry.name.replace(".", "_"))(entry)
        return entry.name != ".quit"

    def _help(self, _entry: Called) -> None:
        print_rows((_("write"), _("to get")), [(each, _(told)) for each, told in HELP.items()], lang=current())

    def _queries(self, entry: Called) -> None:
        tag = entry.words[0] if entry.words else ""
        people = is_for_people(self.settings.form)
        self._show(listing(self.catalog.questions(tag), current(), for_people=people))

    def _explain(self, entry: Called) -> None:
        if not entry.words:
            raise KgError(_(".explain needs the name of a question"), hint=".queries")
        made = self._asked(Called(entry.words[0], entry.words[1:], entry.given))
        click.echo(explanation(made.question, made.given, made.text, current()), nl=False)

    def _lang(self, entry: Called) -> None:
        use(_chosen(entry, LANGUAGES, current()))

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
            told = _("{name} cannot be '{value}'").format(name=".limit", value=shown(word))
            raise KgError(told, hint=_("give a whole number from 1, or off"))


def _chosen(entry: Called, allowed: tuple[str, ...], now: str) -> str:
    """The word given to a setting, if it may be; without one, the setting is shown and stays."""
    if not entry.words:
        click.echo(now)
        return now
    word = entry.words[0]
    if word not in allowed:
        hint = did_you_mean(word, allowed, _("it may be: {what}").format(what=", ".join(allowed)))
        raise KgError(_("{name} cannot be '{value}'").format(name=entry.name, value=shown(word)), hint=hint)
    return word
