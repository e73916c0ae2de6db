"""A document for Word: its own styles, heads of tables that come again on each page, notes and addresses as links."""

from __future__ import annotations

import io
import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Template

from kg.formats.documents.document import Document, Grid, Picture
from kg.formats.documents.inline import bound, shown_address, widths
from kg.formats.documents.pdf import missing
from kg.formats.documents.picture_file import picture_file
from kg.formats.safe_html import environment
from kg.formats.zipped import repack

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_HERE = Path(__file__).resolve().parent
# Of letters; of Chinese signs it is Chinese in each document. Latin words of "zh-CN" would break anywhere.
_LANGUAGES = {"en": "en-GB", "ru": "ru-RU", "zh": "en-GB"}
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MOMENT = re.compile(rb"<dcterms:(created|modified).*?</dcterms:\1>")
_WIDTH = 9638  # of the text, in twentieths of a point: A4 without its margins of 20 mm
_SHORT = 9  # rows of a table that stays whole
_LAST_TWO = 2
_TALLEST = 220  # millimetres of a picture
_EMU = 36_000  # a millimetre, as drawings count


def word(document: Document) -> bytes:
    """The same bytes for the same document; raises :class:`KgError` where python-docx is missing."""
    try:
        from docx import Document as new_document  # noqa: N813, PLC0415 (a part of an extra)

        from kg.formats.documents.word_styles import dress  # noqa: PLC0415 (a part of an extra)
    except ImportError:
        raise missing("docx", "python-docx") from None
    made = new_document()
    dress(made, document, _LANGUAGES[document.lang])
    _fill(made, document)
    package, out = io.BytesIO(), io.BytesIO()
    made.save(package)
    repack(package, out, _without_times)
    return out.getvalue()


def _without_times(name: str, content: bytes) -> bytes:
    return _MOMENT.sub(b"", content) if name == "docProps/core.xml" else content


def _fill(made: WordDocument, document: Document) -> None:
    """Set the body, and with it what it refers to: addresses, pictures, lists that count from one again."""
    from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415 (a part of an extra)
    from docx.oxml import parse_xml  # noqa: PLC0415 (a part of an extra)

    leading = document.leading()
    body = _template().render(
        document=document,
        numbers=document.numbers(),
        chinese=document.lang == "zh",
        other_language=lambda text: "ru-RU" if document.lang != "ru" and _CYRILLIC.search(text) else "",
        related=lambda url: made.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        counted_anew=partial(_counted_anew, made),
        picture=partial(_picture, made),
        columns_of=_columns,
        together=_together,
        is_leading=lambda block: id(block) in leading,
        shown_address=shown_address,
    )
    place = made.element.body
    for each in list(parse_xml(bound(body))):
        place.insert(len(place) - 1, each)  # the last is the page


@cache
def _template() -> Template:
    made = environment(_HERE)
    made.filters["kind"] = lambda block: type(block).__name__
    return made.get_template("word.xml")


def _together(loop: Any, short: int = _SHORT) -> bool:
    """Whether a row or an item stays with the next: all of a few, the first two and the last two of many."""
    return not loop.last and (loop.length <= short or loop.first or loop.revindex == _LAST_TWO)


def _columns(grid: Grid) -> list[int]:
    shares = widths(grid)
    return [_WIDTH * share // sum(shares) for share in shares]


def _counted_anew(made: WordDocument) -> int:
    """A new count of the same look as the style's own."""
    numbering: Any = made.part.numbering_part.element
    first = made.styles["List Number"].element.pPr.numPr.numId.val
    count = numbering.add_num(numbering.num_having_numId(first).abstractNumId.val)
    count.add_lvlOverride(0).add_startOverride(1)
    number: int = count.numId
    return number


def _picture(made: WordDocument, block: Picture) -> dict[str, Any]:
    part, image = made.part.get_or_add_image(io.BytesIO(picture_file(block.svg, block.width_mm, "png")))
    width = min(block.width_mm, _TALLEST * image.px_width / image.px_height, _WIDTH / 20 / 72 * 25.4)
    height = width * image.px_height / image.px_width
    return {"part": part, "id": int(part[3:]), "width": round(width * _EMU), "height": round(height * _EMU)}
