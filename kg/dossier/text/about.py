"""What stands small below what is shown: how it is made, of which data, under which licence."""

from __future__ import annotations

from kg.base.dates import in_words
from kg.base.languages import N_, _
from kg.base.version import __version__
from kg.formats.documents.document import Line, Span, line
from kg.formats.references import data_set


def title() -> str:
    """What the data set is called; a citation has the name in English alone."""
    N_("Interregional Ties: a knowledge graph of ties between the cities and regions of Russia and China")
    return _(data_set().title)


def version() -> str:
    """Version and day of the data, and their licence, as a sentence."""
    told = _("Data {version} of {date}, CC BY 4.0 where a source says nothing else.")
    return told.format(version=__version__, date=in_words(data_set().issued))


def source() -> str:
    """Whence a picture that stands alone."""
    return title() + _(". ") + version()


def about() -> tuple[Line, ...]:
    """How a dossier is made: version of the data, method, licence, how to cite."""
    made = _("Made from Interregional Ties {version} of {date}; every statement rests on the numbered sources.")
    grades = _(
        "Support: documented – an official page and another independent source; stated – an official page or two "
        "independent sources; reported – one; else encyclopedias or extracts only. It is no probability. Sources of "
        "the kind call the tie what it is held to be; copies count once."
    )
    cited = _("Licence of the data: CC BY 4.0. To cite: Interregional Ties contributors, {title} {version}, {date}, ")
    known = {"title": "Interregional Ties", "version": __version__, "date": in_words(data_set().issued)}
    return (
        line(made.format(**known)),
        line(grades),
        (Span(cited.format(**known)), Span(data_set().url, url=data_set().url)),
    )
