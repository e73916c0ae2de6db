"""Help in the language of the person: the texts of commands and options, and those of click itself."""

from __future__ import annotations

import copy
import gettext
import inspect
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from typing import TextIO

import click

from kg.base import languages
from kg.base.languages import N_, _
from kg.formats.folding import folded, is_wide, packed

_RAW = "\b"  # click's mark of a paragraph whose lines stay as they are
# What an option or an argument holds, word by word; URL, MB and ID are the same everywhere.
_METAVARS = {
    "ADDRESS": N_("ADDRESS"), "AFTER": N_("AFTER"), "BEFORE": N_("BEFORE"), "CODE": N_("CODE"), "COLUMN": N_("COLUMN"),
    "COUNTRIES": N_("COUNTRIES"), "COUNTRY": N_("COUNTRY"), "CRITERION": N_("CRITERION"), "DATE": N_("DATE"),
    "DAY": N_("DAY"), "DIR": N_("FOLDER"), "DIRECTORY": N_("FOLDER"), "FIELD": N_("FIELD"), "FILE": N_("FILE"),
    "FINDING": N_("FINDING"), "FLOAT": N_("NUMBER"), "FOLDER": N_("FOLDER"), "INTEGER": N_("NUMBER"),
    "KIND": N_("KIND"), "LAT": N_("LAT"), "LEVEL": N_("LEVEL"), "LON": N_("LON"), "MARK": N_("MARK"),
    "NAME": N_("NAME"), "PARTNER": N_("PARTNER"), "PATH": N_("PATH"), "PATHS": N_("PATHS"), "PLACE": N_("PLACE"),
    "PRECISION": N_("PRECISION"), "REASON": N_("REASON"), "SECONDS": N_("SECONDS"), "SIZE": N_("SIZE"),
    "TABLE": N_("TABLE"), "TEXT": N_("TEXT"), "THING": N_("THING"), "TIE": N_("TIE"), "WAVE": N_("WAVE"),
    "WORDS": N_("WORDS"), "YEAR": N_("YEAR"), "YEARS": N_("YEARS"),
}  # fmt: skip
_EXTRA = re.compile(r"  \[[^]]*\]$")  # what click says behind the help of an option
_USAGE = N_("[OPTIONS]"), N_("COMMAND [ARGS]...")
_QUOTES = {"ru": "«»", "zh": "“”"}  # for the marks that click writes in any language


class Formatter(click.HelpFormatter):
    """Help whose headings end in the colon of the language and whose columns count a wide character as two."""

    def write_heading(self, heading: str) -> None:
        """Write a heading and its colon."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; click breaks Chinese by the number of characters."""
        super().write_text(_broken(text, self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean in two columns; click pads by the number of characters."""
        start = len(self.buffer)
        rows = [(term, _EXTRA.sub(lambda found: found[0].replace("; ", _("; ")), meaning)) for term, meaning in rows]
        room = self.width - min(max(len(term) for term, _meaning in rows), col_max) - col_spacing - 2
        choices = "\n" + " " * (self.current_indent + 2)  # a long list of them goes on below
        super().write_dl(
            [
                (choices.join(packed(re.findall(r"[^|]+\|?", term), self.width - 4)), _broken(meaning, room))
                for term, meaning in rows
            ],
            col_max,
            col_spacing,
        )
        for at, (term, gap) in enumerate(zip(self.buffer[start:], self.buffer[start + 1 :], strict=False), start + 1):
            if not gap.strip(" "):
                self.buffer[at] = gap[sum(map(is_wide, term)) :] or " "


click.Context.formatter_class = Formatter


def fitted(text: str, stream: TextIO) -> str:
    """A text for a stream: in lines of the terminal's width, or as it is."""
    return folded(text, shutil.get_terminal_size().columns) if stream.isatty() else text


def _broken(text: str, width: int) -> str:
    """The paragraphs of a help with those broken that have wide characters; click breaks the others."""
    paragraphs = [
        paragraph
        if paragraph.lstrip().startswith(_RAW) or not any(map(is_wide, paragraph))
        else f"{_RAW}\n" + folded(paragraph.replace("\n", " "), width)
        for paragraph in text.split("\n\n")
    ]
    return "\n\n".join(paragraphs)


def in_marks(text: str) -> str:
    """What click tells, with the marks of the language for its own: it quotes as Python does.

    >>> with languages.speaking("zh"):
    ...     print(in_marks("缺少选项 '--out'."), in_marks("'x' 不在以下值之中：'ru', 'zh'。"))
    缺少选项“--out”。 “x”不在以下值之中：“ru”、“zh”。
    """
    quotes, is_chinese = _QUOTES.get(languages.current()), languages.current() == "zh"
    if not quotes:
        return text
    text = re.sub(r"'([^'\n]*)'", rf"{quotes[0]}\1{quotes[1]}", text)
    return re.sub(r" ?(“[^”\n]*”) ?", r"\1", text).replace("”,“", "”、“").replace("”.", "”。") if is_chinese else text


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
    context = click.Context(command, info_name=command.name)
    made.params = [_option(param, context) for param in made.params]
    if made.options_metavar == _USAGE[0]:
        made.options_metavar = _(_USAGE[0])
    if isinstance(made, click.Group):
        if made.subcommand_metavar == _USAGE[1]:
            made.subcommand_metavar = _(_USAGE[1])
        made.commands = {name: translated_command(inner) for name, inner in made.commands.items()}
    return made


def _option(param: click.Parameter, context: click.Context) -> click.Parameter:
    made = copy.copy(param)
    if isinstance(made, click.Option):
        made.help = _(one_line(made.help)) if made.help else made.help
        if made.is_flag or made.count:
            return made
    if not isinstance(param.type, click.Choice):
        made.metavar = value_name(param.make_metavar(context))
    return made


def value_name(text: str) -> str:
    """What a value is called, each word in the language.

    >>> value_name("[NAME|FILE]"), value_name("INTEGER RANGE")
    ('[NAME|FILE]', 'NUMBER')
    """
    return re.sub(r"[A-Z]+", lambda word: _(_METAVARS.get(word[0], word[0])), text.replace(" RANGE", ""))


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
