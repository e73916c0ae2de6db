"""A new source folder to fill in: its description, empty tables as CSV or a workbook, and what their columns mean."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kg.base.languages import LANGUAGES, N_, _, current, translated
from kg.base.resources import SOURCE_SETTINGS
from kg.formats.workbook import add_sheet, save
from kg.gather.folder import BOOK, EXPLAINING
from kg.gather.references import targets
from kg.graph.vocabularies import concepts
from kg.schema.codes import CODES
from kg.schema.columns import Column
from kg.schema.records import TABLES

_README = "README.md"
_ROWS = 5000  # rows of a sheet that offer their codes
_TEXT = "@"  # cells that stay as they are typed: 1993-02 is no first of February
_NEEDED = PatternFill("solid", fgColor="FFF2CC")
# What a person writes into a cell of each kind.
_WRITTEN = {
    "text": N_("text"),
    "name": N_("a name as it is written"),
    "address": N_("an address on the web"),
    "id": N_("an id: Latin letters, digits, '-', '_' and '.'"),
    "code": N_("one of the codes of {scheme}"),
    "list-of-codes": N_("codes of {scheme}, parted by ;"),
    "list": N_("several, parted by ;"),
    "place": N_("a name or an id of a place"),
    "source": N_("an id of the table sources"),
    "sources": N_("ids of the table sources, parted by ;"),
    "date": N_("a date: 1993, 1993-02 or 1993-02-28"),
    "year": N_("a year: 1993"),
    "integer": N_("a whole number"),
    "decimal": N_("a number with a decimal point"),
    "latitude": N_("degrees with a decimal point, from -90 to 90"),
    "longitude": N_("degrees with a decimal point, from -180 to 180"),
    "boolean": N_("true or false"),
    "ids": N_("ids, parted by ;"),
    "concepts": N_("concepts as scheme/code, parted by ;"),
    "query": N_("a query of the catalogue, as topic/name"),
    "language": N_("a language tag: ru, en, zh-Hans"),
    "iso_3166_2": N_("a code such as RU-KHA"),
    "gbt_2260": N_("a code such as 230100"),
    "qid": N_("a Wikidata id: Q4454"),
    "geonames": N_("a number of GeoNames: 2022890"),
}
_REMARKS = (
    ("", N_("What this folder is. A line that begins with # is a remark.")),
    ("publisher", N_("Who made the tables.")),
    ("licence", N_("Under which licence they may be used, such as CC BY 4.0.")),
    ("homepage", N_("Where they are on the web, if they are.")),
    ("note", N_("What else a reader should know.")),
)


class _Code(NamedTuple):
    scheme: str
    code: str
    labels: dict[str, str]


def with_sources(tables: Iterable[str]) -> list[str]:
    """Some kinds of table in their usual order, with the table of sources that their rows name."""
    return [name for name in TABLES if name in {*tables, "sources"}]


def template(id: str, tables: Sequence[str], *, as_workbook: bool) -> dict[str, bytes]:
    """The files of a new source folder by name, in the language of this context.

    >>> sorted(template("own", ["sources"], as_workbook=False))
    ['README.md', 'source.toml', 'sources.csv']
    """
    codes = _codes(tables)
    files = {SOURCE_SETTINGS: _settings(id), _README: _readme(id, tables, codes, as_workbook=as_workbook)}
    if as_workbook:
        return {name: text.encode() for name, text in files.items()} | {BOOK: _book(tables, codes)}
    files |= {f"{name}.csv": ",".join(TABLES[name].columns) + "\n" for name in tables}
    return {name: text.encode() for name, text in files.items()}


def _settings(id: str) -> str:
    lines = [f"# {_(_REMARKS[0][1])}", f'id = "{id}"']
    lines += [line for key, says in _REMARKS[1:] for line in (f"# {_(says)}", f'{key} = ""')]
    lines += ["", f"# {_('The title in each language.')}", "[title]", *(f'{lang} = "{id}"' for lang in LANGUAGES)]
    return "\n".join(lines) + "\n"


def _readme(id: str, tables: Sequence[str], codes: Sequence[_Code], *, as_workbook: bool) -> str:
    where = _("the sheets of {file}").format(file=BOOK) if as_workbook else _("the files named *.csv")
    fill = _("Fill in {settings} and {tables}: a row for each fact, and a row of sources for each document.")
    parts = [f"# {id}", fill.format(settings=SOURCE_SETTINGS, tables=where)]
    parts.append(_("Columns marked * must be filled. Then: `kg check .`, and `kg source add .` to have it read."))
    for name in tables:
        rows = [
            (f"{column}{' *' if spec.required else ''}", _(spec.says), _written(spec))
            for column, spec in TABLES[name].columns.items()
        ]
        parts += [f"## {name}", _markdown((_("column"), _("meaning"), _("what to write")), rows)]
    for scheme in dict.fromkeys(each.scheme for each in codes):
        named = [(each.code, each.labels[current()]) for each in codes if each.scheme == scheme]
        parts += [f"## {_('codes of {scheme}').format(scheme=scheme)}", _markdown((_("code"), _("meaning")), named)]
    return "\n\n".join(parts) + "\n"


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def _written(column: Column, lang: str = "") -> str:
    return translated(_WRITTEN[column.kind], lang or current()).format(scheme=column.of)


def _codes(tables: Sequence[str]) -> list[_Code]:
    """The codes that columns of some tables take, by scheme, with their labels in each language."""
    columns = [column for name in tables for column in TABLES[name].columns.values()]
    schemes = sorted({column.of for column in columns if column.kind in ("code", "list-of-codes")})
    return [_Code(scheme, code, concepts(scheme)[code].labels) for scheme in schemes for code in sorted(CODES[scheme])]


def _book(tables: Sequence[str], codes: Sequence[_Code]) -> bytes:
    """A workbook with a sheet a table, whose cells offer their codes, and two sheets that explain them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in tables:
        _add_table(book.create_sheet(name), name, tables, codes)
    explained = [
        (
            name,
            column,
            "*" if spec.required else "",
            *(f"{translated(spec.says, lang)} – {_written(spec, lang)}" for lang in LANGUAGES),
        )
        for name in tables
        for column, spec in TABLES[name].columns.items()
    ]
    add_sheet(book, EXPLAINING[0], ("table", "column", "*", *LANGUAGES), explained)
    add_sheet(
        book, EXPLAINING[1], ("scheme", "code", *LANGUAGES),
        [(each.scheme, each.code, *(each.labels[lang] for lang in LANGUAGES)) for each in codes],
    )  # fmt: skip
    made = io.BytesIO()
    save(book, made)
    return made.getvalue()


def _add_table(sheet: Any, name: str, tables: Sequence[str], codes: Sequence[_Code]) -> None:
    columns = TABLES[name].columns
    sheet.append(list(columns))
    sheet.freeze_panes = "A2"
    for number, (column, spec) in enumerate(columns.items(), start=1):
        letter, head = get_column_letter(number), sheet.cell(1, number)
        sheet.column_dimensions[letter].width = max(len(column) + 4, 14)
        sheet.column_dimensions[letter].number_format = _TEXT
        head.font, head.number_format = Font(bold=spec.required), _TEXT
        if spec.required:
            head.fill = _NEEDED
        if offered := _offered(name, column, tables, codes):
            rule = DataValidation("list", formula1=offered, allow_blank=True, showErrorMessage=spec.kind == "code")
            rule.error = _("Choose a code of the list; the sheet codes explains them.")
            rule.add(f"{letter}2:{letter}{_ROWS}")
            sheet.add_data_validation(rule)


def _offered(name: str, column: str, tables: Sequence[str], codes: Sequence[_Code]) -> str:
    """The cells that hold what a column may say, as a formula, or nothing."""
    spec = TABLES[name].columns[column]
    if spec.kind == "boolean":
        return '"true,false"'
    if spec.kind in ("code", "list-of-codes"):
        rows = [row for row, each in enumerate(codes, start=2) if each.scheme == spec.of]
        return f"{EXPLAINING[1]}!$B${rows[0]}:$B${rows[-1]}"
    for table in targets(name).get(column, ()):
        if table in tables and table != "places" and "id" in TABLES[table].columns:
            letter = get_column_letter(list(TABLES[table].columns).index("id") + 1)
            return f"{table}!${letter}$2:${letter}${_ROWS}"
    return ""
