"""Help in the language of the person: the texts of commands and options, and those of click itself."""

from __future__ import annotations

import copy
import gettext
import inspect
import os
from collections.abc import Iterator

import click

from kg.base import languages
from kg.base.languages import _

_RAW = "\b"  # click's mark of a paragraph whose lines stay as they are


def speak(lang: str) -> None:
    """Let this process speak a language: our own words, and those of click, which asks gettext by itself."""
    languages.use(lang)
    gettext.bindtextdomain(languages.DOMAIN, str(languages.LOCALE_DIR))
    gettext.textdomain(languages.DOMAIN)
    os.environ["LANGUAGE"] = languages.LOCALES.get(lang, "en")


def translated_command(command: click.Command) -> click.Command:
    """A copy of a command with its help in the current language."""
    if languages.current() == "en":
        return command
    made = copy.copy(command)
    made.help = _help(made.help)
    made.short_help = _(made.short_help) if made.short_help else None
    made.params = [_option(param) for param in made.params]
    if isinstance(made, click.Group):
        made.commands = {name: translated_command(inner) for name, inner in made.commands.items()}
    return made


def _option(param: click.Parameter) -> click.Parameter:
    if not (isinstance(param, click.Option) and param.help):
        return param
    made = copy.copy(param)
    made.help = _(one_line(param.help))
    return made


def _help(text: str | None) -> str | None:
    if not text:
        return text
    return "\n\n".join(_paragraph(paragraph) for paragraph in inspect.cleandoc(text).split("\n\n"))


def _paragraph(paragraph: str) -> str:
    mark, head, rest = _parts(paragraph)
    return f"{mark}{_(head)}{rest}"


def _parts(paragraph: str) -> tuple[str, str, str]:
    """A mark, the text to translate, and what stays: of an example, the commands below its heading.

    >>> _parts("\\b\\nExample:\\n  kg hubs")
    ('\\x08\\n', 'Example:', '\\n  kg hubs')
    """
    if not paragraph.startswith(_RAW):
        return "", one_line(paragraph), ""
    mark, _, body = paragraph.partition("\n")
    head, newline, rest = body.partition("\n")
    return mark + "\n", head, newline + rest


def one_line(text: str) -> str:
    """A text without the breaks of its lines, as it stands in the catalogues."""
    return " ".join(text.split())


def texts(command: click.Command) -> Iterator[str]:
    """Every text of a command and of those within it, as the catalogues hold them."""
    if command.help:
        yield from (_parts(paragraph)[1] for paragraph in inspect.cleandoc(command.help).split("\n\n"))
    yield from (one_line(param.help) for param in command.params if isinstance(param, click.Option) and param.help)
    if command.short_help:
        yield command.short_help
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from texts(inner)
