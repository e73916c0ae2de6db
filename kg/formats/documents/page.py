"""A document as one HTML file that runs nothing and loads nothing; it prints well and fits a telephone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, Template
from markupsafe import Markup, escape

from kg.base.languages import N_, TAGS, translated
from kg.formats.documents.document import Document, Line, Picture, Span
from kg.formats.documents.inline import COLON, shown_address
from kg.formats.safe_html import content_policy, environment, inline

HERE = Path(__file__).resolve().parent
_SOURCES = N_("Sources")
_To = Callable[[Span], str]


def page(document: Document) -> bytes:
    """UTF-8; text is escaped, a picture is an image, in which a browser runs and loads nothing either."""
    style = inline((HERE / "page.css").read_text(encoding="utf-8"))
    made = _template().render(
        document=document,
        numbers=document.numbers(),
        tag=TAGS[document.lang],
        sources=translated(_SOURCES, document.lang),
        colon=COLON[document.lang],
        style=style,
        policy=content_policy([], [style]),
        to=lambda span: span.url,
        drawn=_image,
    )
    return made.encode()


def _image(picture: Picture) -> Markup:
    data = "data:image/svg+xml;base64," + b64encode(picture.svg.encode()).decode()
    return Markup('<img src="{}" alt="{}" width="{}">').format(data, picture.says, round(picture.width_mm * 96 / 25.4))


def with_blocks(*folders: Path) -> Environment:
    """Templates of some folders that may use those of blocks."""
    made = environment(*folders, HERE)
    made.filters |= {"shown": shown_address, "kind": lambda block: type(block).__name__}
    made.globals |= {"line": _line, "cells": _cells}
    return made


@cache
def _template() -> Template:
    return with_blocks().get_template("page.html")


def _line(spans: Line, numbers: Mapping[str, int], to: _To) -> Markup:
    """A line as markup, made here, since a template takes many times as long for the spans of a page."""
    return Markup("".join(_spans(spans, numbers, to)))  # noqa: S704 (escaped there)


def _cells(row: Iterable[Line], numbers: Mapping[str, int], to: _To) -> Markup:
    """The cells of a row; of several links to one address the first is one."""
    led = {""}

    def once(span: Span) -> str:
        url = to(span)
        new = url not in led
        led.add(url)
        return url if new else ""

    return Markup("".join(f"<td>{_line(cell, numbers, once)}" for cell in row))  # noqa: S704 (as there)


def _spans(spans: Line, numbers: Mapping[str, int], to: _To) -> Iterator[str]:
    for span in spans:
        text: str = escape(span.text)
        if span.strong:
            text = f"<strong>{text}</strong>"
        if url := to(span) if span.text else "":
            rel = ' rel="noopener noreferrer"' if url == span.url else ""
            text = f'<a href="{escape(url)}"{rel}>{text}</a>'
        yield text
        if span.notes:
            links = (f'<a href="#n{number}">{number}</a>' for number in map(numbers.__getitem__, span.notes))
            yield f"<sup>{', '.join(links)}</sup>"
