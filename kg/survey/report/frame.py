"""A frame: how many there are of each category of some variables, to which the weights of a wave are raked."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from kg.base.errors import KgError, cause, did_you_mean, shown
from kg.base.languages import _, listed
from kg.survey.report.counted import Counter
from kg.survey.report.disclosure import Counts, Marks, rare
from kg.survey.report.raking import Margin, Weights, rake, targets
from kg.survey.report.responses import Responses

COLUMNS = ("variable", "category", "count")
_LARGEST = 1_000_000  # bytes
Frame = Mapping[str, Mapping[str, float]]


def read_frame(file: Path) -> Frame:
    """The counts of a frame by variable and category; raises :class:`KgError` at the first row that is none."""
    found: dict[str, dict[str, float]] = {}
    for row, (variable, category, count) in enumerate(_rows(file), start=2):
        if not variable or not category:
            raise _refused(file, row, _("the variable or the category is empty"))
        if category in found.setdefault(variable, {}):
            told = _("{variable} {category} stands there twice")
            raise _refused(file, row, told.format(variable=shown(variable), category=shown(category)))
        try:
            number = float(count)
        except ValueError:
            number = math.nan
        if not (math.isfinite(number) and number > 0):
            told = _("'{value}' is no count: a number above zero is wanted")
            raise _refused(file, row, told.format(value=shown(count)))
        found[variable][category] = number
    if not found:
        raise KgError(_("the frame {file} has no row").format(file=file), hint=_form())
    return found


def _form() -> str:
    return _("its columns are {columns}; a row: level,city,640").format(columns=listed(COLUMNS))


def _refused(file: Path, row: int, why: str) -> KgError:
    return KgError(_("the frame {file}, row {row}: {why}").format(file=file, row=row, why=why), hint=_form())


def _rows(file: Path) -> list[list[str]]:
    try:
        content = file.read_bytes()
        if len(content) > _LARGEST:
            raise KgError(_("the frame {file} is too large: it has a row a category").format(file=file), hint=_form())
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        lines = list(csv.reader(text, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KgError(_("the frame {file} cannot be read: {why}").format(file=file, why=cause(error))) from error
    head = [name.strip().casefold() for name in lines[0]] if lines else []
    if missing := [name for name in COLUMNS if head.count(name) != 1]:
        told = _("the frame {file} has no one column {columns}").format(file=file, columns=listed(missing))
        raise KgError(told, hint=_form())
    places = [head.index(name) for name in COLUMNS]
    rows = [line for line in lines[1:] if any(cell.strip() for cell in line)]
    for number, line in enumerate(rows, start=2):
        if len(line) != len(head):
            raise _refused(file, number, _("it has {n} cells").format(n=len(line)))
    return [[line[place].strip() for place in places] for line in rows]


def weighted(responses: Responses, frame: Frame, *, is_open: bool) -> Counter:
    """A counter with the weights of a frame.

    Groups and answers that are told as one are raked as one, so that weights say nothing of any of them.
    """
    plain = Counter(responses, is_open)
    margins = [_margin(responses, plain, variable, counts) for variable, counts in frame.items()]
    weights: Weights = rake(margins)
    return Counter(responses, is_open, weights, [margin.of for margin in margins])


def _margin(responses: Responses, plain: Counter, variable: str, counts: Mapping[str, float]) -> Margin:
    codes, of, mark = _variable(responses, plain, variable)
    if (of < 0).any():
        told = _("not every respondent answered {variable}: nobody can be weighted by it")
        raise KgError(told.format(variable=variable), hint=_("leave it out of the frame"))
    here = set(np.unique(of).tolist())
    for category in counts:
        if category not in codes:
            told = _("the frame knows a {variable} '{category}', and the wave does not")
            hint = did_you_mean(category, codes, _("it has {codes}").format(codes=listed(codes)))
            raise KgError(told.format(variable=variable, category=shown(category)), hint=hint)
        if codes.index(category) not in here:
            told = _("nobody in the wave is of {variable} {category}: nobody can stand for them")
            raise KgError(told.format(variable=variable, category=category), hint=_("leave the row out of the frame"))
    if missing := [codes[number] for number in sorted(here) if codes[number] not in counts]:
        told = _("the frame has no row for {variable} {codes}")
        raise KgError(told.format(variable=variable, codes=listed(missing)), hint=_form())
    shares = targets(counts, [code for number, code in enumerate(codes) if number in here])
    number = np.full(len(codes), -1, dtype=np.int64)
    kept = [place for place in sorted(here) if not mark[place]]
    number[kept] = range(len(kept))
    number[[place for place in here if mark[place]]] = len(kept)
    told_of = number[sorted(here)]
    return Margin(variable, number[of], np.bincount(told_of, shares).astype(float))


def _variable(responses: Responses, plain: Counter, name: str) -> tuple[Sequence[str], Counts, Marks]:
    """The codes of a variable, which each respondent has (-1 without), and which are told as one."""
    for attribute in responses.attributes:
        if attribute.name == name:
            return [code or "not-known" for code in attribute.codes], attribute.of, plain.marks[name]
    items = {item.name: item for item in responses.items if not item.is_many}
    if name not in items:
        known = [*(attribute.name for attribute in responses.attributes), *items]
        told = _("the frame has a variable '{name}', which no respondent has").format(name=shown(name))
        raise KgError(told, hint=did_you_mean(name, known, _("it has {codes}").format(codes=listed(known))))
    item = items[name]
    totals, base = item.said.sum(axis=1), int(item.answered.sum())
    mark = np.zeros(len(totals), dtype=bool) if plain.is_open else rare(totals, base, overlapping=False)
    return item.codes, np.where(item.answered, item.said.argmax(axis=0), -1), mark
