"""A document as PDF, set by Typst: tagged for who has it read aloud (PDF/UA-1)."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any
from unicodedata import category

from kg.base.errors import KgError
from kg.base.languages import _
from kg.formats.documents.as_json import structure
from kg.formats.documents.document import Document, Grid, Heading, Picture
from kg.formats.documents.inline import bound, shown_address, widths
from kg.formats.look import LIGHT

_HERE = Path(__file__).resolve().parent
_FONTS = ("fontpkg_noto_sans", "manimgx_fonts_cjk")
_SVG = re.compile(r"<svg\b[^>]*[^/]>")
_STYLE = (
    "<style>*{font-family:'Noto Sans CJK SC'!important}svg{font-variation-settings:'wght' 400}"
    "[font-weight='600'],[font-weight='700'],[font-weight='bold']{font-variation-settings:'wght' 700}</style>"
)
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed|text with missing codepoints')
_IMAGE = 'href="data:image/png;base64,'
_ESCAPED = re.compile(r"\\u\{(\w+)\}")
_FORBIDDEN = "\N{ZERO WIDTH NO-BREAK SPACE}"  # in PDF/UA; it is seen nowhere
_JOINING = r"\u034f\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff"
_JOINERS = re.compile(f"[{_JOINING}]")
_MOST_SUBSTITUTES = 50


def pdf(document: Document) -> bytes:
    """The same bytes for the same document, on any machine: the fonts are those of the extra, no others.

    A character of the text that none of them has is written as its code; it is never a box.
    """
    content = bound(json.dumps(_content(document), ensure_ascii=False)).replace(_FORBIDDEN, "")
    for _attempt in range(_MOST_SUBSTITUTES):
        try:
            return compiled(
                (_HERE / "document.typ").read_bytes(),
                format="pdf",
                pdf_standards=["ua-1"],
                sys_inputs=LIGHT | {"document": content, "sources": document.over_notes},
            )
        except RuntimeError as error:
            if (lacking := _NO_GLYPH.search(str(error))) is None:
                raise
            cluster = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), lacking[1] or "")
            content = _without(cluster, content) if cluster else _with_pixels(content)
    raise KgError(_("the fonts lack too many characters of this text"), hint=_("write it as html or docx"))


def _without(cluster: str, content: str) -> str:
    """The JSON with codes in place of the marks upon the letter of a cluster, or where it has none of the cluster."""
    letter = cluster[0]
    marked = re.compile(f"(?<={re.escape(letter)})[{_marks()}]+")
    told, found = marked.subn(lambda marks: _codes(_JOINERS.sub("", marks[0])), content)
    return told if found or letter.isascii() else content.replace(cluster, _codes(cluster))


def _with_pixels(content: str) -> str:
    """The JSON with its drawings as images, where letters of a drawing are lacking: Typst does not say which."""
    from kg.formats.documents.picture_file import picture_file  # noqa: PLC0415 (it is made by this module)

    told = json.loads(content)
    for block in told["blocks"]:
        if "svg" in block and _IMAGE not in block["svg"]:
            pixels = b64encode(picture_file(block["svg"], round(block["width_mm"]), "png")).decode()
            opened = _SVG.search(block["svg"])[0]  # type: ignore[index]
            block["svg"] = f'{opened}<image width="100%" height="100%" {_IMAGE}{pixels}"/></svg>'
    return json.dumps(told, ensure_ascii=False)


def _codes(letters: str) -> str:
    return f"[{' '.join(f'U+{ord(each):04X}' for each in letters)}]" if letters else ""


@cache
def _marks() -> str:
    """All marks that stand upon the letter before them, and what joins letters, for a class of a regular expression."""
    marks = (chr(code) for code in range(0x300, 0x1F000) if category(chr(code)).startswith("M"))
    return "".join(marks) + _JOINING


def compiled(source: bytes, **options: Any) -> bytes:
    """What Typst makes of a source with the fonts of the extra; raises :class:`KgError` where the extra is missing."""
    fonts = _fonts()
    compiler = import_module("typst").Compiler(font_paths=fonts, ignore_system_fonts=True, root=_HERE)
    made: bytes = compiler.compile(source, **options)
    return made


@cache
def _fonts() -> Any:
    try:
        typst = import_module("typst")
        folders = [str(resources.files(package)) for package in _FONTS]
    except ImportError:
        raise missing("pdf", "typst", *_FONTS) from None
    return typst.Fonts(False, True, folders)


def missing(what: str, *packages: str) -> KgError:
    """The error that a file of some kind needs packages of the extra for documents."""
    needed = _("{what} needs {package}").format(what=what, package=", ".join(packages).replace("_", "-"))
    return KgError(needed, hint="pip install 'interregional-ties[documents]'")


def weighed(svg: str) -> str:
    """The drawing with its texts in the font that has all three scripts, Chinese forms of them and every weight.

    Typst would take the first face of the collection, which is Japanese, and the thinnest weight.
    """
    return _SVG.sub(lambda found: found[0] + _STYLE, svg, count=1)


def _content(document: Document) -> dict[str, Any]:
    """The document's data with the shares of its columns, and with headings that leave out no level."""
    content = structure(document)
    level, leading = 0, document.leading()
    for block, told in zip(document.blocks, content.get("blocks", ()), strict=True):
        if id(block) in leading:
            told["leads"] = True
        if isinstance(block, Heading):
            told["level"] = level = min(block.level - 1, level + 1)  # the title is none of Typst's levels
        elif isinstance(block, Grid):
            told["widths"] = widths(block)
        elif isinstance(block, Picture):
            told |= {"svg": weighed(block.svg), "width_mm": block.width_mm}
    for note in content["notes"]:
        note["shown"] = shown_address(note.get("url", ""))
    return content
