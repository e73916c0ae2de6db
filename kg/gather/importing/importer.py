"""One table on its way to a source folder: read, understood, matched, written; what is asked between is another's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.ids import SLUG, link
from kg.base.languages import _, listed
from kg.base.progress import Step, silent
from kg.gather.corpus import OF_PLACES, gather
from kg.gather.importing import answers, fields
from kg.gather.importing.folder_writing import Added, Source, add_up, write_folder
from kg.gather.importing.guessing import guess
from kg.gather.importing.meant_places import Matcher
from kg.gather.importing.new_places import GEONAMES, slug_of
from kg.gather.importing.told_rows import End, Reading, Told
from kg.gather.importing.world_places import World
from kg.gather.sheets import read
from kg.gather.sheets.dates import partial_date
from kg.schema.codes import CODES


class Open(NamedTuple):
    """A name that is not certain: one end of a row, the name of the other end, and the rows."""

    end: End
    other: str
    rows: list[int]


class Import:
    """A file that is being imported into a folder, and where its form and its answers are kept beside it."""

    def __init__(
        self, file: Path, out: Path | None, id: str | None, root: Path, known: Sequence[Path],
        sheet: str = "", progress: Step = silent, *, ask_world: bool = True, encoding: str = "",
    ) -> None:  # fmt: skip
        self.file = file
        if id and not SLUG.fullmatch(id):
            message = _("'{text}' cannot be part of an IRI").format(text=shown(id))
            raise KgError(message, hint=_("use letters, digits, '-', '_' and '.'"))
        own = id or slug_of(file.stem)
        mine = {folder.resolve() for folder in ([out] if out else [root / own, root / f"own-{own}"])}
        progress(_("reading places"), 0.0)
        self.beside = [folder for folder in known if folder.resolve() not in mine]
        corpus = gather(self.beside, kinds=OF_PLACES)
        self.gazetteer = corpus.gazetteer
        self.ask_world = ask_world and GEONAMES in corpus.sources
        self.remarks: list[str] = []
        taken = {name.casefold() for name in (*corpus.sources, *(folder.id for folder in corpus.folders))}
        if own.casefold() in taken and id:
            raise KgError(_("another source has the id '{id}'").format(id=id), hint=_("choose another --id"))
        self.id = f"own-{own}" if own.casefold() in taken else own
        self.out = out or root / self.id
        self.form_file = self.out.parent / f"{self.id}{fields.ENDING}"
        self.answers_file = self.out.parent / f"{self.id}{answers.ENDING}"
        self.progress = progress
        progress(file.name, 0.1)
        self.sheet = read(file, sheet=sheet, encoding=encoding)

    def form(self) -> tuple[fields.Form, bool]:
        """The form of the table, and whether it was confirmed before: its own, one of such columns, else a guess."""
        others = sorted(self.out.parent.glob(f"*{fields.ENDING}")) if self.out.parent.is_dir() else []
        for path in (self.form_file, *others):
            if path.is_file() and (form := fields.load(path, self.sheet.columns)):
                if path != self.form_file:
                    form.source = {}
                return form, True
        return guess(self.sheet, self.gazetteer), False

    def source(self, form: fields.Form, told: Mapping[str, str]) -> Source:
        """What is told of the source, now or when the table was imported before; it is kept with the form."""
        form.source |= told
        kind, url, date = (form.source.get(name, "") for name in ("kind", "url", "date"))
        if kind and kind not in CODES["source-kind"]:
            message = _("no kind of source is called '{name}'").format(name=shown(kind))
            known = listed(sorted(CODES["source-kind"]))
            raise KgError(message, hint=did_you_mean(kind, CODES["source-kind"], known))
        if url and not link(url):
            raise KgError(_("'{text}' is no address of the web").format(text=shown(url)))
        try:
            date = partial_date(date).iso if date else ""
        except ValueError as error:
            raise KgError(_("{where}: {what}").format(where=shown(date), what=error)) from None
        said = {"title": self.file.stem, "kind": "dataset", **form.source, "date": date}
        return Source(self.id, **{name: said[name] for name in Source._fields if name in said})

    def read(self, form: fields.Form) -> None:
        """Read the rows by a form; may be called again where the form has changed."""
        self.progress(_("rows"), 0.2)
        self.reading = Reading(self.sheet, form)
        self.rows: list[Told] = list(self.reading.rows())

    def match(self, source: Source, filled: Path | None) -> None:
        """Look for the places; ``filled`` is a table of answers that a person filled in."""
        self._source = source
        kept = answers.Answers()
        for path in (self.answers_file, filled):
            if path is not None and path.is_file():
                kept.load(path)
        world = World(self.gazetteer, self.remarks.append, self.progress) if self.ask_world else None
        self.matcher = Matcher(self.gazetteer, kept, source.id, world)
        ends = list(dict.fromkeys(end for row in self.rows for end in row.ends))
        for number, end in enumerate(ends):
            if number % 500 == 0:
                self.progress(_("places"), 0.2 + 0.6 * number / len(ends))
            self.matcher.meant(end)

    def keep_answers(self) -> None:
        """Write the answers, so that nothing is asked twice."""
        self.matcher.answers.save(self.answers_file)

    def open_names(self) -> list[Open]:
        """The names that only a person can tell, each once, in the order of the rows."""
        found: dict[answers.Key, Open] = {}
        for row in self.rows:
            for end, other in zip(row.ends, (row.b, row.a), strict=False):
                if self.matcher.meant(end).can_be_asked:
                    found.setdefault(answers.key_of(end), Open(end, other.name, [])).rows.append(row.number)
        return list(found.values())

    def write_names(self, path: Path, names: Iterable[Open]) -> None:
        """Write the names that are open as a table to fill in, below those that are answered."""
        done = [(key, (), (), answer) for key, answer in self.matcher.answers.items()]
        left = [(answers.key_of(n.end), n.rows, self.matcher.meant(n.end).candidates, "") for n in names]
        answers.write(path, [*done, *left])

    def write(self) -> Added:
        """Write the folder where at least one row is used; what became of the rows."""
        self.progress(_("writing"), 0.8)
        added = add_up(self.rows, self.matcher, self._source, self.file.name)
        added.unused[:] = sorted({*added.unused, *self.reading.unused})
        if added.tables:
            write_folder(self.out, self._source, added, self.file, self.beside)
        return added
