"""A document becomes a file of Word and a PDF: what is in them is read back by programs that did not write them."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable
from importlib import resources
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from kg.base.errors import KgError
from kg.formats.documents import pdf as pdf_writer
from kg.formats.documents import written
from kg.formats.documents.document import Document, Facts, Grid, Heading, Items, Paragraph, Picture, Span, line
from kg.formats.documents.pdf import weighed
from tests.sample_document import FOLLOWED, HOSTILE, SVG, TEXTS, hostile, sample

LANGUAGES = sorted(TEXTS)
Made = Callable[[str, str], bytes]


@pytest.fixture(scope="module")
def made() -> Made:
    """The sample in a language and a form, or the hostile document, written once."""
    kept: dict[tuple[str, str], bytes] = {}

    def write(lang: str, form: str) -> bytes:
        if (lang, form) not in kept:
            kept[lang, form] = written(hostile() if lang == "hostile" else sample(lang), form)
        return kept[lang, form]

    return write


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}


def text_of(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_bounded() for page in pages)


def squeezed(text: str) -> str:
    """The text without blanks, without the hyphens of lines and without what is not seen."""
    return re.sub(r"[\s\x02\ufffe\u2060\u200b\u200f-]", "", text)


# Word


@pytest.mark.parametrize("lang", LANGUAGES)
def test_word_has_the_texts_under_styles_of_its_own(made: Made, lang: str) -> None:
    words, document = TEXTS[lang], opened(made(lang, "docx"))
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(paragraph.style.name, []).append(paragraph.text)
    notes = [paragraph for row in document.tables[-1].rows for cell in row.cells for paragraph in cell.paragraphs]
    assert {paragraph.style.name for paragraph in notes} == {"Note"}
    assert by_style["Title"] == [words["title"]]
    assert by_style["Subtitle"] == [words["subtitle"]]
    assert by_style["Heading 1"][:3] == [words["summary"], words["problem"], words["grid"]]
    assert by_style["Heading 2"] == [words["measures"][0]]
    assert by_style["List Bullet"] == by_style["List Number"] == words["items"]
    assert notes[0].text == f"1\t{words['source']} (1993) https://example.org/哈"


def test_word_knows_the_title_and_the_language(made: Made) -> None:
    told = opened(made("zh", "docx")).core_properties
    assert (told.title, told.language, told.author) == (TEXTS["zh"]["title"], "zh-Hans", "")


@pytest.mark.parametrize(("lang", "tag"), [("en", "en-GB"), ("ru", "ru-RU"), ("zh", "en-GB")])
def test_word_checks_the_spelling_of_the_language_and_has_a_font_for_chinese(made: Made, lang: str, tag: str) -> None:
    styles = opened(made(lang, "docx")).styles.element
    usual = styles.find(qn("w:docDefaults"))
    assert {(each.get(qn("w:val")), each.get(qn("w:eastAsia"))) for each in usual.iter(qn("w:lang"))} == {
        (tag, "zh-CN")
    }
    fonts = {tuple(sorted(each.attrib.items())) for each in styles.iter(qn("w:rFonts"))}
    assert fonts == {tuple(sorted({qn("w:ascii"): "Arial", qn("w:hAnsi"): "Arial", qn("w:cs"): "Arial",
                                   qn("w:eastAsia"): "Microsoft YaHei"}.items()))}  # fmt: skip


def test_a_russian_name_in_another_language_is_russian_in_word() -> None:
    body = opened(written(Document("t", "en", (Paragraph(line("Амур")), Paragraph(line("Amur")))), "docx")).element
    assert [each.get(qn("w:val")) for each in body.iter(qn("w:lang"))] == ["ru-RU"]


def test_the_head_of_a_table_comes_again_on_each_page_of_word(made: Made) -> None:
    facts, grid, _notes = opened(made("ru", "docx")).tables
    assert len(facts.rows) == len(TEXTS["ru"]["facts"])
    heads = [row for row in grid.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert [[cell.text for cell in row.cells] for row in heads] == [TEXTS["ru"]["heads"]]
    assert [cell.text for cell in grid.rows[1].cells][2:] == ["1990", "02"]


NAMES = ("Благовещенск", "Blagoveshchensk", "Муданьцзян", "Mudanjiang", "Комсомольск-на-Амуре", "жизнедеятельность")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_strong", [True, False])
def test_no_name_is_cut_in_word_whichever_font_stands_in(name: str, is_strong: bool) -> None:
    rest = ("побратимская связь", "не позднее 12 сентября 2016", "действующая, 2023", "только энциклопедия (1)")
    grid = Grid(("",) * 5, ((line(Span(name, strong=is_strong)), *map(line, rest)),))
    table = opened(written(Document("t", "ru", (grid,)), "docx")).tables[0]
    file = resources.files("matplotlib") / "mpl-data" / "fonts" / "ttf" / f"DejaVuSans{'-Bold' * is_strong}.ttf"
    with TTFont(str(file), lazy=True) as font:  # the widest font of those that stand in for another
        letters, metrics, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        taken = [sum(metrics[letters[ord(each)]][0] for each in word) * 9 / unit for word in re.split("(?<=-)", name)]
    assert table.columns[0].width.pt - 10 >= max(taken)


@pytest.mark.parametrize(("count", "parted"), [(5, []), (30, [*range(1, 28)])])
def test_a_short_table_of_word_stays_on_one_page_and_a_long_one_is_parted_in_its_middle(
    count: int, parted: list[int]
) -> None:
    grid = Grid(("a", "b"), tuple((line(f"{row}"), line("x")) for row in range(count)))
    rows = opened(written(Document("t", "en", (grid,)), "docx")).tables[0].rows[1:]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows]
    assert [at for at, is_kept in enumerate(kept[:-1]) if not is_kept] == parted
    assert not kept[-1]


def test_facts_may_come_first_and_numbers_keep_their_signs() -> None:
    facts = Facts((("share", line("95 %")), ("table", line("2 × 2"))))
    table = opened(written(Document("t", "en", (facts, Paragraph(line("so")), facts)), "docx")).tables[0]
    assert [row.cells[1].text for row in table.rows] == ["95\xa0%", "2\xa0×\xa02"]


def test_word_has_addresses_and_notes_as_links(made: Made) -> None:
    document = opened(made("en", "docx"))
    addresses = {part.target_ref for part in document.part.rels.values() if part.is_external}
    assert addresses == {
        "https://example.org/a", "https://example.org/%E5%93%88", "https://example.org/khv?a=1&b=2",
    }  # fmt: skip
    targets = {each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink"))} - {None}
    assert targets == {each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))}


def test_each_numbered_list_of_word_begins_at_one() -> None:
    items = Items((line("a"), line("b")), numbered=True)
    document = opened(written(Document("t", "en", (items, Paragraph(line("c")), items)), "docx"))
    counts = [each.get(qn("w:val")) for each in document.element.body.iter(qn("w:numId"))]
    assert counts[0] == counts[1] != counts[2] == counts[3]
    starts = document.part.numbering_part.element.xpath(f".//w:num[@w:numId={counts[2]}]/w:lvlOverride/w:startOverride")
    assert [each.get(qn("w:val")) for each in starts] == ["1"]


def test_a_picture_in_word_is_an_image_with_the_words_that_say_what_it_shows(made: Made) -> None:
    document = opened(made("zh", "docx"))
    assert [each.get("descr") for each in document.element.iter(qn("wp:docPr"))] == [TEXTS["zh"]["says"]]
    (picture,) = document.inline_shapes
    assert (round(picture.width.mm), round(picture.height.mm)) == (160, 60)


def test_word_has_the_title_above_and_the_version_and_the_page_below(made: Made) -> None:
    document = opened(made("en", "docx"))
    page = document.sections[0]
    assert [each.text for each in page.header.paragraphs] == [TEXTS["en"]["title"]]
    assert [each.text for each in page.first_page_header.paragraphs] == [""]
    for foot in (page.footer, page.first_page_footer):
        assert foot.paragraphs[0].text.startswith(TEXTS["en"]["about"])
        fields = [each.get(qn("w:instr")) for each in foot.part.element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_a_hostile_text_is_text_in_word(made: Made) -> None:
    content = made("hostile", "docx")
    document = opened(content)
    assert document.paragraphs[0].text == re.sub(r"[\u202e\x00\x1b\ufffe]", "\ufffd", HOSTILE).replace("\n", " ")
    assert {part.target_ref for part in document.part.rels.values() if part.is_external} == {FOLLOWED}
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e\ufffe]", "".join(parts(content).values()))
    assert all("instr" not in text or name.startswith("word/footer") for name, text in parts(content).items())


# PDF


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pdf_has_every_text(made: Made, lang: str) -> None:
    text, words = squeezed(text_of(made(lang, "pdf"))), TEXTS[lang]
    for name in ("title", "subtitle", "summary", "text", "strong", "caption", "source", "about"):
        assert squeezed(words[name]) in text, name


def test_the_fonts_of_a_pdf_have_every_character(made: Made) -> None:
    latin = resources.files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
    chinese = resources.files("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc"
    known = {0x20, 0x0A, 0x0D, 0x02, 0xFFFE}  # the last two are how PDFium tells a hyphen at the end of a line
    for path in (latin, chinese):
        with TTFont(str(path), fontNumber=2 if path == chinese else -1, lazy=True) as font:
            known |= font.getBestCmap().keys()
    for lang in LANGUAGES:
        assert {chr(code) for code in set(map(ord, text_of(made(lang, "pdf")))) - known} == set()


@pytest.mark.parametrize("text", ["😀", "ᠬᠠ", "𠀀"])
def test_a_character_that_no_font_has_is_its_code(text: str) -> None:
    made = written(Document("t", "en", (Paragraph(line(f"a {text} b")),)), "pdf")
    codes = " ".join(f"U+{ord(each):04X}" for each in text)
    assert squeezed(f"a[{codes}]b") in squeezed(text_of(made)).replace("][", "")


@pytest.mark.parametrize("text", ["👩\u200d👩\u200d👧", "\ufbb5\u20e3", "я\u20df", "\ufeff", "\u200b\u200d\ufe0f"])
def test_marks_and_joiners_that_no_font_has_leave_the_text_around_them(text: str) -> None:
    made = written(Document("t", "en", (Paragraph(line(f'я "{text}] b')),)), "pdf")
    told = squeezed(text_of(made))
    assert told.startswith("tя")
    assert told.removesuffix("1/1").endswith("]b")


@pytest.mark.parametrize("text", ["İzmir", "हिन्दी", "བོད", "я\u0301", "👩\u200d👩\u200d👧"])
def test_a_picture_whose_letters_no_font_tells_is_an_image(text: str) -> None:
    drawing = Picture(SVG.format(text, "c"), "s")
    made = written(Document("t", "en", (drawing, Paragraph(line("told")))), "pdf")
    assert "told" in text_of(made)
    assert b"/Subtype/Image" in made.replace(b" ", b"")


def test_a_pdf_is_tagged_and_named_and_tells_no_time(made: Made) -> None:
    content = made("ru", "pdf")
    document = pypdfium2.PdfDocument(content)
    assert document.is_tagged()
    assert document.get_metadata_dict(skip_empty=True).keys() == {"Title", "Creator"}
    assert document.get_metadata_dict()["Title"] == TEXTS["ru"]["title"]
    assert b"pdfuaid:part" in content
    assert b"/Lang(ru)" in content.replace(b" ", b"")


def test_a_page_of_a_pdf_has_its_number_and_from_the_second_the_title() -> None:
    content = written(sample("en", rows=60), "pdf")
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text
        assert text.count("Partner") == (number in {2, 3}), "the head of the table stands on both its pages"
        assert text.startswith(TEXTS["en"]["title"])


def test_headings_that_leave_out_a_level_are_written() -> None:
    made = written(Document("t", "zh", (Heading("一", 4), Heading("二", 2), Heading("三", 4))), "pdf")
    assert squeezed(text_of(made)).startswith("t一二三")


def test_a_hostile_text_is_text_in_a_pdf(made: Made) -> None:
    content = made("hostile", "pdf")
    assert squeezed("#set page(fill: red) <script>alert(1)</script>") in squeezed(text_of(content))
    assert set(re.findall(rb"/URI ?\((.*?)\)", content)) == {FOLLOWED.encode()}
    assert b"/JavaScript" not in content


def test_a_document_without_anything_is_written() -> None:
    for form in ("docx", "pdf"):
        assert written(Document("t", "en", ()), form)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_same_document_is_the_same_file(made: Made, form: str) -> None:
    assert written(sample("zh"), form) == made("zh", form)


def test_a_picture_is_drawn_in_chinese_forms_and_usual_weight() -> None:
    drawing = weighed(SVG.format("直", "b"))
    assert drawing.count("<style>") == 1
    assert drawing.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    document = Document("t", "zh", (Picture(SVG.format("直", "b"), "s"),))
    assert b"NotoSansCJKjp" not in written(document, "pdf")


@pytest.mark.parametrize(("form", "module"), [("docx", "docx"), ("pdf", "typst"), ("pdf", "manimgx_fonts_cjk")])
def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, form: str, module: str
) -> None:
    for name in [each for each in sys.modules if each == module or each.endswith("word_styles")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    pdf_writer._fonts.cache_clear()
    with pytest.raises(KgError, match=rf"^{form} needs .* – pip install 'interregional-ties\[documents\]'$"):
        written(Document("t", "en", (Paragraph((Span("a"),)),)), form)
