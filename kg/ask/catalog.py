"""The query catalogue: one question a file, found by name, read when it is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kg.ask.header import Value, read_header
from kg.ask.labels import tag_named
from kg.ask.parameters import Names, Parameter, declared
from kg.ask.tokens import blocks, prefixes, query_form, replaced
from kg.base import ids
from kg.base.errors import KgError, cause, did_you_mean, shown
from kg.base.languages import LANGUAGES, _, pick
from kg.base.resources import queries_dir

SUFFIX = ".rq"
_SPOKEN = ("summary", "description", "question", "headings")


class Question(NamedTuple):
    """A query with what it says of itself.

    ``form`` is SELECT, ASK, CONSTRUCT or DESCRIBE; ``said`` maps summary, description and question
    to their text by language. What a question of the catalogue costs is known; of another it is not.
    """

    topic: str
    name: str
    text: str
    form: str
    said: Mapping[str, Mapping[str, str]]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    headed: Mapping[str, tuple[str, ...]]
    is_of_catalogue: bool = False

    @property
    def iri(self) -> str:
        """Its identifier, which findings point to."""
        return f"{ids.QUERY}{self.topic}/{self.name}"

    def tell(self, what: str, lang: str) -> str:
        """Its summary, description or question in a language, else in the nearest there is."""
        return pick(self.said.get(what, {}), lang)

    def headings(self, lang: str) -> tuple[str, ...]:
        """What stands over its columns in a language; the names of the columns where its file says nothing.

        >>> Catalog().find("hubs").headings("ru")[0]
        'Территория'
        """
        return self.headed.get(lang, self.columns)

    def parameter(self, name: str) -> Parameter:
        """One parameter; raises :class:`KgError` with the nearest name."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = [parameter.name for parameter in self.parameters]
        has = _("it has: {names}").format(names=", ".join(known)) if known else _("it has no parameters")
        told = _("{query} has no parameter '{name}'").format(query=self.name, name=shown(name))
        raise KgError(told, hint=did_you_mean(name, known, has))

    def filled(self, given: Mapping[str, Sequence[str]], names: Names) -> str:
        """The SPARQL text with the given values in place of the defaults."""
        terms = {name: self.parameter(name).terms(texts, names) for name, texts in given.items()}
        return replaced(self.text, terms) if terms else self.text


class Catalog:
    """The questions of a folder of topic folders.

    >>> Catalog().find("hubs").topic
    'network'
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or queries_dir()

    @cached_property
    def _paths(self) -> dict[str, Path]:
        """Every file by its name; names are unique over all topics."""
        return {path.stem: path for path in sorted(self.folder.glob(f"*/*{SUFFIX}"))}

    def names(self) -> list[str]:
        """The names of all questions, by topic."""
        return list(self._paths)

    def find(self, name: str) -> Question:
        """A question by its name, with or without its topic; raises :class:`KgError` with suggestions.

        >>> Catalog().find("hub")
        Traceback (most recent call last):
        ...
        kg.base.errors.KgError: no query is called 'hub' – did you mean hubs?
        """
        topic, _slash, stem = name.removesuffix(SUFFIX).rpartition("/")
        path = self._paths.get(stem)
        if path is None or (topic and topic != path.parent.name):
            within = [known for known in self._paths if stem and stem in known][:3]
            hint = did_you_mean(stem, self._paths) or did_you_mean(stem, within) or "kg query --list"
            raise KgError(_("no query is called '{name}'").format(name=shown(name)), hint=hint)
        return read_question(path)._replace(is_of_catalogue=True)

    def questions(self, tag: str = "") -> list[Question]:
        """All questions, or those with a tag; raises :class:`KgError` for a tag that no question has."""
        tag = tag_named(tag) if tag else ""
        # A tag stands in the text: the other files need not be read as questions.
        likely = [path for path in self._paths.values() if tag.encode() in path.read_bytes()]
        found = [question for question in map(read_question, likely) if not tag or tag in question.tags]
        if not found:
            everything = map(read_question, self._paths.values())
            known = sorted({each for question in everything for each in question.tags})
            hint = did_you_mean(tag, known, _("tags: {tags}").format(tags=", ".join(known)))
            raise KgError(_("no query has the tag '{tag}'").format(tag=shown(tag)), hint=hint)
        return found


def read_question(path: Path) -> Question:
    """The question that a file holds; a file without a header is a question without parameters."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(_("{path} cannot be read: {error}").format(path=path, error=cause(error))) from error
    question = question_of(text, path.parent.name, path.stem)
    declared, used = prefixes(text)
    for prefix in used:
        if prefix not in declared:
            told = _("{path} uses the prefix {prefix}: and does not declare it").format(path=path, prefix=prefix)
            raise KgError(told, hint=_("a file is to run in other tools too; declare it with PREFIX"))
    return question


def question_of(text: str, topic: str = "", name: str = "query") -> Question:
    r"""The question that a SPARQL text asks; refuses updates and SERVICE.

    >>> question_of('#+ summary: Any\nASK { VALUES ?lang { "en" } ?s ?p ?o }').said["summary"]
    {'en': 'Any'}
    """
    header = read_header(text, name)
    form = query_form(text)
    return Question(
        topic=topic,
        name=name,
        text=text,
        form=form,
        said={what: _by_language(header, what) for what in _SPOKEN[:-1]},
        tags=_words(header, "tags"),
        parameters=_parameters(header, text, name),
        columns=_words(header, "columns"),
        headed=_headed(header, f"{topic}/{name}{SUFFIX}" if topic else name),
    )


def _key(what: str, lang: str) -> str:
    return what if lang == "en" else f"{what}_{lang}"


def _by_language(header: Mapping[str, Value], what: str) -> dict[str, str]:
    return {lang: value for lang in LANGUAGES if isinstance(value := header.get(_key(what, lang)), str)}


def _headed(header: Mapping[str, Value], where: str) -> dict[str, tuple[str, ...]]:
    """The headings by language: in all of them, one a column, or in none."""
    columns = _words(header, "columns")
    found = {lang: _words(header, _key("headings", lang)) for lang in LANGUAGES}
    if not any(found.values()):
        return {}
    for lang, headings in found.items():
        if len(headings) != len(columns):
            key = _key("headings", lang)
            told = _("{where}: {key} has {n} headings for {columns} columns")
            raise KgError(told.format(where=where, key=key, n=len(headings), columns=len(columns)))
    return found


def _words(header: Mapping[str, Value], key: str) -> tuple[str, ...]:
    value = header.get(key, [])
    return (value,) if isinstance(value, str) else tuple(item for item in value if isinstance(item, str))


def _parameters(header: Mapping[str, Value], text: str, name: str) -> tuple[Parameter, ...]:
    entries = header.get("parameters", [])
    if not entries:
        return ()
    defaults: dict[str, tuple[str, ...]] = {}
    for block in blocks(text):
        if defaults.setdefault(block.variable, block.values) != block.values:
            told = _("{query}: the VALUES blocks of ?{name} hold different defaults")
            raise KgError(told.format(query=name, name=block.variable))
    found = []
    for entry in entries:
        if isinstance(entry, str) or str(entry.get("name")) not in defaults:
            told = _("{query}: no VALUES block holds the default of the parameter {entry}")
            raise KgError(told.format(query=name, entry=entry))
        found.append(declared(entry, defaults[str(entry["name"])], name))
    return tuple(found)
