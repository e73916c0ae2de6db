"""A document as one HTML file that runs nothing and loads nothing; it prints well and fits a telephone."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from kg.base.languages import N_, TAGS, translated
from kg.formats.documents.document import Document
from kg.formats.documents.inline import COLON, shown_address
from kg.formats.safe_html import content_policy, inline

_HERE = Path(__file__).resolve().parent
_SOURCES = N_("Sources")


def page(document: Document) -> bytes:
    """UTF-8; text is escaped, a picture is an image, in which a browser runs and loads nothing either."""
    style = inline((_HERE / "page.css").read_text(encoding="utf-8"))
    made = _template().render(
        document=document,
        numbers=document.numbers(),
        tag=TAGS[document.lang],
        sources=translated(_SOURCES, document.lang),
        colon=COLON[document.lang],
        style=style,
        policy=content_policy([], [style]),
    )
    return made.encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "shown": shown_address,
        "kind": lambda block: type(block).__name__,
        "data": lambda svg: "data:image/svg+xml;base64," + b64encode(svg.encode()).decode(),
    }
    return environment.get_template("page.html")
