"""A wave of answers as a source folder: the questionnaire, the survey, its places and answers, who may be named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError, SourceProblems, shown
from kg.base.files import atomic_writer, scratch_folder
from kg.base.ids import SLUG
from kg.base.languages import LANGUAGES, N_, _, translated
from kg.gather.corpus import gather_one
from kg.gather.folder import read_folder
from kg.gazetteer.folding import script_of
from kg.gazetteer.gazetteer import Gazetteer
from kg.schema.records import TABLES, Place
from kg.schema.written_folder import Cells, Row, table_text, write_folder
from kg.survey.answers.pseudonyms import pseudonym
from kg.survey.answers.respondents import Respondent
from kg.survey.instrument import Instrument

_BECAUSE = "what kg survey load read; it is written anew when the answers are loaded again"
_NOTE = (
    "Made by kg survey load; load the corrected answers again, edit no table here. The table of answers is microdata"
    " under pseudonyms: keep it to yourself. The graph holds nothing of it."
)
_CODINGS = "codings.csv"
_TITLE, _AT = N_("{title}, {years}"), N_("Authorities of {place}")
_NO_POST = N_("post not told")


class About(NamedTuple):
    """What is told of a wave beside its answers; titles are told apart by their script."""

    titles: tuple[str, ...] = ()
    publisher: str = ""
    licence: str = ""


class Wave(NamedTuple):
    """What is written: the tables by kind, and the titles by language."""

    tables: Mapping[str, Sequence[Row]]
    titles: Mapping[str, str]


def checked_id(folder: Path) -> str:
    """The id of the survey and of its source, which is the name of the folder; an alien folder is refused."""
    name = folder.resolve().name
    if not SLUG.fullmatch(name):
        message = _("'{text}' cannot be part of an IRI").format(text=shown(name))
        raise KgError(message, hint=_("use letters, digits, '-', '_' and '.'"))
    if folder.exists() and not is_wave(folder) and (not folder.is_dir() or any(folder.iterdir())):
        message = _("{folder} is there and was not made by kg survey load").format(folder=folder)
        raise KgError(message, hint=_("choose another --out"))
    return name


def is_wave(folder: Path) -> bool:
    """Whether a wave was loaded into a folder."""
    return (folder / "answers.csv").is_file()


def tables(survey: str, told: Sequence[Respondent], key: bytes, about: About, out: Path, gazetteer: Gazetteer) -> Wave:
    """The tables of a wave, in an order that tells nothing of the file that was read."""
    people = sorted((pseudonym(key, survey, each.number), each) for each in told)
    source = survey.upper().replace("-", "_")
    days = sorted(each.codes["date"][0] for each in told if "date" in each.codes)
    titles = _titles(about, out, "–".join(sorted({day[:4] for day in (*days[:1], *days[-1:])})))
    places = sorted({each.codes["place"][0] for each in told})
    survey_row = {
        "id": survey,
        **{f"name_{lang}": titles[lang] for lang in LANGUAGES},
        "sample_size": str(len(told)),
        "question_count": str(len(Instrument.bundled().questions)),
        "period_start": days[0][:7] if days else "",
        "period_end": days[-1][:7] if days else "",
        "modes": ";".join(sorted({each.codes["mode"][0] for each in told if "mode" in each.codes})),
        "source": source,
    }
    source_row = {
        "id": source,
        "title": titles["en"],
        "publisher": about.publisher,
        "kind": "dataset",
        "language": "mul",
        "published": days[-1][:7] if days else "",
        "licence": about.licence,
    }
    named = [(id, each) for id, each in people if each.name]
    posted = sorted({each.codes["place"][0] for _id, each in named})
    found: dict[str, Sequence[Row]] = {
        "sources": [source_row],
        "surveys": [survey_row],
        "respondents": [{"survey": survey, "place": place} for place in places],
        "authorities": [_authority(survey, gazetteer.places[place]) for place in posted],
        "experts": [_expert(survey, id, each) for id, each in named],
        "answers": [row for id, each in people for row in _answers(survey, id, each)],
    }
    return Wave(found, titles)


def _titles(about: About, out: Path, years: str) -> dict[str, str]:
    """The titles told now, else those of the wave that is replaced, else that of the questionnaire with the years."""
    kept = read_folder(out, ("surveys",)).settings.get("title", {}) if is_wave(out) else {}
    own = Instrument.bundled().title
    usual = {
        lang: translated(_TITLE, lang).format(title=own[lang], years=years) if years else own[lang] for lang in own
    }
    return usual | kept | {script_of(title): " ".join(title.split()) for title in about.titles}


def _answers(survey: str, id: str, who: Respondent) -> Iterator[tuple[str, ...]]:
    """The rows of the table of answers, which has many: survey, respondent, item, answer, text."""
    for item, codes in who.codes.items():
        for code in codes:
            yield survey, id, item, code, ""
    for item, text in who.words.items():  # no spreadsheet runs a text that begins with a blank, which readers strip
        yield survey, id, item, "", f" {text}" if text[0] in "=+-@" else text


def _authority(survey: str, place: Place) -> Cells:
    labels = {"ru": place.name_ru, "en": place.name_en, "zh": place.name_zh}
    names = {f"name_{lang}": translated(_AT, lang).format(place=text) for lang, text in labels.items() if text}
    return {"id": f"{survey}-{place.id}", "place": place.id, **names}


def _expert(survey: str, id: str, who: Respondent) -> Cells:
    """A person who may be named, with the name as it was written in the languages that a name must have."""
    post = who.codes.get("post", ("",))[0]
    item = Instrument.bundled()["post"]
    said = {} if post in item.exclusive else item.choices.get(post, {})
    posts = {f"post_{lang}": said.get(lang) or translated(_NO_POST, lang) for lang in LANGUAGES}
    names = dict.fromkeys(("name_ru", "name_en", f"name_{script_of(who.name)}"), who.name)
    return {"id": id, **names, **posts, "authority": f"{survey}-{who.codes['place'][0]}", "survey": survey}


def write(out: Path, survey: str, wave: Wave, about: About, beside: Sequence[Path]) -> None:
    """Put the tables in the place of those of before, where the strict reading finds them sound.

    The answers are checked one by one already, and many. What others keep in the folder stays, but for the codings
    of texts that are changed or withdrawn. Raises :class:`SourceProblems`.
    """
    before = _texts(out) if (out / _CODINGS).exists() else {}
    told = {"id": survey, "publisher": about.publisher, "licence": about.licence, "homepage": "", "note": _NOTE}
    with scratch_folder() as scratch:
        write_folder(scratch / survey, told, wave.titles, {**wave.tables, "answers": []}, _BECAUSE)
        problems = gather_one(scratch / survey, beside).problems
    if any(problem.severity == "error" for problem in problems):
        raise SourceProblems(problems)
    write_folder(out, told, wave.titles, wave.tables, _BECAUSE)
    if before:
        _keep_codings(out, before)


def changed(out: Path, wave: Wave) -> int:
    """Of how many respondents the answers differ from those that a folder holds, those that come or go among them."""
    if not is_wave(out):
        return 0
    answers = read_folder(out, ("answers",)).records.get("answers", [])
    before = {(row.respondent, row.item, row.answer, row.text.strip()) for row in answers}
    now = {(who, item, answer, text.strip()) for _survey, who, item, answer, text in wave.tables["answers"]}
    return len({who for who, *_answer in before ^ now})


def _texts(folder: Path) -> dict[tuple[str, str], str]:
    """The free answers of a folder, by respondent and item."""
    answers = read_folder(folder, ("answers",)).records.get("answers", [])
    return {(row.respondent, row.item): row.text for row in answers if row.text}


def _keep_codings(out: Path, before: Mapping[tuple[str, str], str]) -> None:
    """Keep the codings of the texts that are as they were: nothing stays of a text that its writer took back."""
    now = _texts(out)
    rows = [
        row._asdict()
        for row in read_folder(out, ("codings",)).records.get("codings", [])
        if (text := now.get((row.respondent, row.item))) and text == before.get((row.respondent, row.item))
    ]
    columns = TABLES["codings"].columns
    with atomic_writer(out / _CODINGS) as file:
        file.write(table_text("codings", ({name: row[name] for name in columns} for row in rows)).encode())
