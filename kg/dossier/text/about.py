"""What stands small at the end of every dossier: how it is made, of which data, under which licence."""

from __future__ import annotations

import re
from functools import cache

from kg.base.dates import in_words
from kg.base.languages import _
from kg.base.resources import citation_file
from kg.base.version import __version__
from kg.formats.documents.document import Line, Span, line


def released() -> str:
    """The day of the data."""
    return _cited()["date-released"]


@cache
def _cited() -> dict[str, str]:
    return dict(re.findall(r'(?m)^([a-z-]+): "?([^"\n]+?)"?$', citation_file().read_text(encoding="utf-8")))


def about() -> tuple[Line, ...]:
    """Version of the data, method, licence, how to cite."""
    told = _cited()
    day = in_words(told["date-released"])
    made = _("Made from Interregional Ties {version} of {date}; every statement rests on the numbered sources.")
    grades = _(
        "Support: documented – an official page and another independent source; stated – an official page or two "
        "independent sources; reported – one; else encyclopedias or extracts only. It is no probability. Sources of "
        "the kind call the tie what it is held to be; copies count once."
    )
    cited = _("Licence of the data: CC BY 4.0. To cite: Interregional Ties contributors, {title} {version}, {date}, ")
    known = {"title": "Interregional Ties", "version": __version__, "date": day}
    return (
        line(made.format(**known)),
        line(grades),
        (Span(cited.format(**known)), Span(told["url"], url=told["url"])),
    )
