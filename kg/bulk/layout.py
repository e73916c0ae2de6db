"""Which column of a large table holds what: of a data set that is known, or as a person tells it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from kg.base.errors import KgError, cause, did_you_mean, shown
from kg.base.languages import N_, _, listed
from kg.gather.importing.fields import OF_A_PLACE, Form, value_of
from kg.gather.importing.wordlists import code_of
from kg.schema.codes import CODES, LABELS

_HERE = Path(__file__).parent / "mappings"
KNOWN: Final = ("gdelt", "icews", "polecat")
FIELDS: Final = {
    **{f"{name}_{side}": OF_A_PLACE[name] for side in "ab" for name in ("place", "region", "country")},
    "date": N_("when it happened"),
    "kind": N_("the kind of event"),
    "sphere": N_("spheres of cooperation"),
    "source": N_("the title of the source"),
    "reports": N_("how many reports of a program the row stands for"),
}
NEEDED: Final = ("place_a", "place_b", "date", "kind")
KINDS: Final = tuple(sorted(CODES["event-kind"]))  # a kind is a number
SPHERES: Final = tuple(sorted(CODES["sphere"]))  # a set of them is a number, a bit each
_MARKS = str.maketrans(",|", ";;")


class Layout(NamedTuple):
    """The columns of each field, joined by a hyphen where there are several; what holds for all rows; the codes.

    ``columns`` are the names of the columns of files without a heading. ``codes`` is the file of codes, if any.
    """

    fields: Mapping[str, tuple[str, ...]]
    values: Mapping[str, str]
    columns: tuple[str, ...] = ()
    delimiter: str = ""
    quote: str = '"'
    codes: Path | None = None
    about: Mapping[str, str] = {}

    @property
    def told(self) -> tuple[str, ...]:
        """The fields that rows may differ in, in their order."""
        return tuple(name for name in FIELDS if name in self.fields)

    def has(self, name: str) -> bool:
        """Whether a field is told at all, by a column or for all rows."""
        return name in self.fields or name in self.values


class Told(NamedTuple):
    """What a person says of their table: a data set that is known, or as ``kg import`` is told, and a file of codes."""

    known: str | None = None
    maps: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    codes: Path | None = None
    delimiter: str = ""


class Code(NamedTuple):
    """What a code of a code book stands for: a kind of event, none where that is no kind here, and spheres."""

    kind: str
    spheres: tuple[str, ...]


def known(name: str) -> Layout:
    """The layout of a data set that is known by name."""
    told = tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))
    about = {key: str(told[key]) for key in ("title", "publisher", "url", "licence")}
    fields = {field: tuple(columns) for field, columns in told["fields"].items()}
    columns = tuple(told.get("columns", ()))
    return Layout(fields, {}, columns, told["delimiter"], told["quote"], _HERE / told["codes"], about)


def own(columns: Sequence[str], given: Told, mark: str) -> Layout:
    """The layout of a person's own table with these columns; raises :class:`KgError` for what is amiss."""
    form = Form(tuple(columns), {}, dict(value_of(word, FIELDS) for word in given.values), known=FIELDS)
    form.put_all(given.maps)
    form.require(*(name for name in NEEDED if not form.values.get(name)))
    fields = {name: (form.columns[index],) for index, name in form.fields.items()}
    return Layout(fields, form.values, delimiter=mark, codes=given.codes)


def codes_of(path: Path) -> dict[str, Code]:
    """The codes of a file with the columns code, kind and spheres; raises :class:`KgError` with file and line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return dict(_codes(path, csv.DictReader(stream)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KgError(_("{path} cannot be read: {reason}").format(path=path, reason=cause(error))) from None


def _codes(path: Path, rows: csv.DictReader[str]) -> Iterator[tuple[str, Code]]:
    if not {"code", "kind", "spheres"} <= set(rows.fieldnames or ()):
        told = _("{path} has no columns code, kind and spheres").format(path=path)
        raise KgError(told, hint=_("write one row a code, spheres parted by ;"))
    for row in rows:
        code = Code(row["kind"] or "", tuple(filter(None, (row["spheres"] or "").split(";"))))
        for scheme, words in (("event-kind", (code.kind,)), ("sphere", code.spheres)):
            for word in filter(None, words):
                if word not in CODES[scheme]:
                    told = _("{path}, row {row}: '{value}' is not in the list {scheme}").format(
                        path=path, row=rows.line_num, value=shown(word), scheme=scheme
                    )
                    raise KgError(told, hint=did_you_mean(word, CODES[scheme], listed(sorted(CODES[scheme]))))
        yield row["code"] or "", code


class Meanings:
    """What words of kinds and of spheres stand for: codes of a code book, codes and labels of the vocabulary."""

    def __init__(self, codes: Mapping[str, Code]) -> None:
        self._codes = codes

    def kind(self, word: str) -> Code:
        """The kind of a word, by the longest code of the book that it begins with."""
        for size in range(len(word), 0, -1):
            if found := self._codes.get(word[:size]):
                return found
        return Code("" if self._codes else _labelled("event-kind").get(word.casefold(), ""), ())

    def spheres(self, words: str) -> Iterator[str]:
        """The spheres that the words of a cell stand for; a word that stands for none tells none."""
        for word in filter(None, map(str.strip, words.translate(_MARKS).split(";"))):
            code = self._codes.get(word)
            sphere = _labelled("sphere").get(word.casefold(), "") or code_of(word, "sphere")
            yield from code.spheres if code else filter(None, (sphere,))

    def of(self, kind: str, sphere: str) -> tuple[int, int]:
        """The number of the kind of event, -2 for no word and -1 for a word of no kind, and the set of spheres."""
        kind = kind.strip()
        code = self.kind(kind)
        number = KINDS.index(code.kind) if code.kind else -1 if kind else -2
        return number, sum(1 << SPHERES.index(each) for each in {*code.spheres, *self.spheres(sphere)})


def spheres_in(bits: int) -> str:
    """The spheres of a set, parted by semicolons.

    >>> spheres_in(1 << SPHERES.index("culture") | 1 << SPHERES.index("trade"))
    'culture;trade'
    """
    return ";".join(sphere for at, sphere in enumerate(SPHERES) if bits >> at & 1)


@cache
def _labelled(scheme: str) -> Mapping[str, str]:
    """The codes of a scheme by themselves and by their labels in all languages."""
    labels = {text.casefold(): code for code in CODES[scheme] for text in LABELS[f"{scheme}/{code}"].values()}
    return labels | {code: code for code in CODES[scheme]}
