"""A document as one HTML file that runs nothing and loads nothing; it prints well and fits a telephone."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, Template
from markupsafe import Markup

from kg.base.languages import TAGS
from kg.formats.documents.blocks import blocks, line
from kg.formats.documents.document import Document, Picture
from kg.formats.documents.inline import COLON, shown_address
from kg.formats.look import page_style
from kg.formats.safe_html import content_policy, environment, inline

HERE = Path(__file__).resolve().parent


def page(document: Document) -> bytes:
    """UTF-8; text is escaped, a picture is an image, in which a browser runs and loads nothing either."""
    style = inline(page_style() + (HERE / "page.css").read_text(encoding="utf-8"))
    made = _template().render(
        document=document,
        numbers=document.numbers(),
        tag=TAGS[document.lang],
        colon=COLON[document.lang],
        style=style,
        policy=content_policy([], [style]),
        to=lambda span: span.url,
        drawn=_image,
    )
    return made.encode()


def _image(picture: Picture) -> Markup:
    width = round(picture.width_mm * 96 / 25.4)
    image = Markup('<img src="{}" alt="{}" width="{}">').format(_data(picture.svg), picture.says, width)
    if not picture.narrow:
        return image
    source = Markup('<source media="(max-width: 720px)" srcset="{}">').format(_data(picture.narrow))
    return Markup("<picture>{}{}</picture>").format(source, image)


def _data(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def with_blocks(*folders: Path) -> Environment:
    """Templates of some folders that may use those of blocks."""
    made = environment(*folders, HERE)
    made.filters |= {"shown": shown_address, "kind": lambda block: type(block).__name__}
    made.globals |= {"line": line, "blocks": blocks}
    return made


@cache
def _template() -> Template:
    return with_blocks().get_template("page.html")
