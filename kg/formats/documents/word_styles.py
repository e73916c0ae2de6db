"""How a document looks in Word: fonts, languages, sizes and colours of the portal, A4, title and page numbers."""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from kg.base.languages import TAGS
from kg.formats.documents.document import Document
from kg.formats.look import LIGHT

# Fonts of Word on every system. Where there is no Arial, Liberation Sans has its widths; Calibri's are Carlito's alone,
# and what stood in for it was a quarter wider. For Chinese another program takes its own, by the language of the text.
_LATIN, _CHINESE = "Arial", "Microsoft YaHei"
_INK, _MUTED, _LINK = (LIGHT[name].removeprefix("#").upper() for name in ("ink", "muted", "link"))


class _Style(NamedTuple):
    """Points of size and of room above and below, hanging first lines in millimetres."""

    size: float = 10
    above: float = 0
    below: float = 0
    colour: str = _INK
    bold: bool = False
    with_next: bool = False
    hanging: float = 0
    tight: bool = True


_STYLES = {
    "Normal": _Style(below=5, tight=False),
    "Title": _Style(22, 0, 3),
    "Subtitle": _Style(11.5, 0, 12, _MUTED),
    "Heading 1": _Style(13, 15, 5, bold=True, with_next=True),
    "Heading 2": _Style(11.5, 12, 4, bold=True, with_next=True),
    "Heading 3": _Style(10, 10, 3, bold=True, with_next=True),
    "List Bullet": _Style(below=3, hanging=5, tight=False),
    "List Number": _Style(below=3, hanging=6, tight=False),
    "Box": _Style(below=3, hanging=6, tight=False),
    "Caption": _Style(8.5, 3, 8, _MUTED),
    "Picture": _Style(above=5),
    "TableCaption": _Style(9.5, 6, 3, bold=True, with_next=True),
    "TableHead": _Style(8.5, 2, 2, _MUTED, bold=True, with_next=True),
    "TableText": _Style(9, 1.5, 1.5),
    "FactName": _Style(9, 1.5, 1.5, _MUTED),
    "Gap": _Style(3, 0, 3),
    "Note": _Style(7.5, 0, 2, hanging=5),
    "About": _Style(8, 4, 1, _MUTED),
    "Header": _Style(8.5, colour=_MUTED),
    "Footer": _Style(8.5, colour=_MUTED),
}
_NOT_OURS = (".//w:pBdr", ".//w:tabs", ".//w:rPr/w:spacing", ".//w:rPr/w:kern")
_FIELD = '<w:fldSimple w:instr="{0}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def dress(made: WordDocument, document: Document, language: str) -> None:
    """Give an empty document of python-docx its styles, page, head, foot and properties."""
    # Rules under titles, stops of tabs and letters set apart are of python-docx's own template.
    for mark in [each for name in _NOT_OURS for each in made.styles.element.xpath(name)]:
        mark.getparent().remove(mark)
    for name, look in _STYLES.items():
        _style(made, name, look, document.lang == "zh")
    link: Any = made.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor.from_string(_LINK)
    for fonts in made.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), _LATIN)
        fonts.set(qn("w:eastAsia"), _CHINESE)
    for tag in made.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language)
        tag.set(qn("w:eastAsia"), "zh-CN")
    _settings(made, document, language)
    _page(made, document)


def _style(made: WordDocument, name: str, look: _Style, chinese: bool) -> None:
    known = any(style.name == name for style in made.styles)
    style: Any = made.styles[name] if known else made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = RGBColor.from_string(look.colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(look.above), Pt(look.below)
    shape.keep_with_next, shape.widow_control = look.with_next, True
    if look.hanging:
        shape.left_indent, shape.first_line_indent = Mm(look.hanging), Mm(-look.hanging)
        shape.tab_stops.add_tab_stop(Mm(look.hanging))
    if name in {"Header", "Footer"}:
        shape.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    lines = (1.2 if look.tight else 1.35) + 0.2 * chinese
    shape.line_spacing = Pt(round(look.size * lines))
    shape.line_spacing_rule = WD_LINE_SPACING.AT_LEAST


def _settings(made: WordDocument, document: Document, language: str) -> None:
    settings: Any = made.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")  # of Word since 2013
    for tag in settings.iter(qn("w:themeFontLang")):
        tag.set(qn("w:val"), language)
        tag.set(qn("w:eastAsia"), "zh-CN")
    settings.find(qn("w:defaultTabStop")).addnext(OxmlElement("w:autoHyphenation"))
    told: Any = made.core_properties
    told.title, told.language, told.author, told.comments = document.title, TAGS[document.lang], "", ""


def _page(made: WordDocument, document: Document) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    page.header_distance = page.footer_distance = Mm(13)
    page.different_first_page_header_footer = True
    foot = "".join(span.text for span in document.about[0]) if document.about else ""
    _lay(page.header, "Header", _run(document.title))
    _lay(page.first_page_header, "Header", "")
    for each in (page.footer, page.first_page_footer):
        count = f"{_FIELD.format('PAGE')}{_run(' / ')}{_FIELD.format('NUMPAGES')}"
        _lay(each, "Footer", f"{_run(foot)}<w:r><w:tab/></w:r>{count}")


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _lay(place: Any, style: str, runs: str) -> None:
    holder = place.part.element
    holder.clear()
    holder.append(parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'))
