"""A document becomes Markdown, a page and JSON; whatever is in its texts, they stay texts."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.base.errors import KgError
from kg.formats.documents import FORMS, form_of, written
from kg.formats.documents.blocks import line as inline
from kg.formats.documents.document import Document, Facts, Grid, Items, Note, Paragraph, Picture, Span, line
from tests.browser import chromium, complaints, resize
from tests.sample_document import FOLLOWED, TEXTS, hostile, sample

LANGUAGES = sorted(TEXTS)
TEXTUAL = ("md", "html", "json")
GITHUB = MarkdownIt("commonmark").enable("table")
# What a document is allowed to become in a page.
ELEMENTS = set(
    re.findall(
        r"\w+",
        "html head meta title style body main header h1 h2 h3 p a strong sup ol ul li dl div dt dd "
        "table caption thead tbody tr th td span figure img figcaption section footer",
    )
)


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tokens(content: bytes) -> list[Token]:
    blocks = GITHUB.parse(content.decode())
    return [*blocks, *(each for block in blocks for each in block.children or ())]


def paragraph(text: str, lang: str = "en", **more: object) -> str:
    return written(Document("t", lang, (Paragraph((Span(text, **more),)),)), "md").decode().split("\n\n", 1)[1].strip()  # type: ignore[arg-type]


@pytest.mark.parametrize("form", TEXTUAL)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_of_a_document_is_in_the_file(lang: str, form: str) -> None:
    text = written(sample(lang), form).decode()
    words = TEXTS[lang]
    for name in ("title", "subtitle", "summary", "says", "caption", "source", "about"):
        assert words[name] in text, name
    assert "never cited" not in text


@pytest.mark.parametrize("form", TEXTUAL)
def test_the_same_document_is_the_same_bytes(form: str) -> None:
    assert written(sample("zh"), form) == written(sample("zh"), form)


def test_notes_are_numbered_as_the_text_refers_to_them() -> None:
    assert (
        "[^1]: List of sister cities of Harbin (1993) <https://example.org/%E5%93%88>"
        in written(sample("en"), "md").decode()
    )
    notes = json.loads(written(sample("en"), "json"))["notes"]
    assert [(note["number"], note["key"]) for note in notes] == [(1, "HRB"), (2, "KHV")]


def test_a_note_with_nothing_before_it_is_told_from_one_after_a_text() -> None:
    alone, after = ([Span("", ("a", "b"))], [Span("8"), Span("", ("a", "b"))])
    numbers = {"a": 1, "b": 2}
    notes = "<a href=#n1>1</a>, <a href=#n2>2</a></sup>"
    assert inline(tuple(alone), numbers, lambda _span: "") == f"<sup class=own>{notes}"
    assert inline(tuple(after), numbers, lambda _span: "") == f"8<sup>{notes}"


def test_the_numerals_of_a_place_stand_in_order() -> None:
    notes = tuple(Note(key, key) for key in "abc")
    text = Paragraph((Span("x", ("b",)), Span("y", ("c", "a", "b"))))
    made = written(Document("t", "en", (text,), notes=notes), "md").decode()
    assert "x[^1]y[^1][^2][^3]" in made


def test_the_about_lines_may_have_notes_too() -> None:
    document = Document("t", "en", (), notes=(Note("a", "A"),), about=(line(Span("b", ("a",))),))
    assert written(document, "md").decode().endswith("[^1]: A\n\n---\n\nb[^1]\n")


def test_a_hostile_text_is_no_markdown() -> None:
    found = tokens(written(hostile(), "md"))
    assert {token.attrs["href"] for token in found if token.type == "link_open"} == {FOLLOWED}
    kinds = {token.type for token in found}
    assert not kinds & {"html_inline", "html_block", "code_inline", "code_block", "fence", "em_open", "image"}
    assert sum(token.type == "th_open" for token in found) == sum(token.type == "td_open" for token in found) == 2
    assert sum(token.type == "heading_open" for token in found) == 2


@pytest.mark.parametrize(
    "text", ["- a", "+ a", "1. a", "12) a", "# a", "> a", "===", "---", "    a", "```", "~~~", "[a]: b"]
)
def test_a_text_that_looks_like_a_block_is_a_paragraph(text: str) -> None:
    found = GITHUB.parse(paragraph(text))
    assert [token.type for token in found] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(each.content for each in found[1].children or ()) == text.strip()


@pytest.mark.parametrize(
    "text", ["survey (id)", "(a) b", "调查（一期）", "Форум «Волга — Янцзы»", "a [b] (c", "《甲》与《乙》"]
)
def test_bold_begins_and_ends_on_one_side_of_each_bracket(text: str) -> None:
    bold = re.findall(
        r"\*\*(.*?)\*\*", written(Document("t", "zh", (Paragraph((Span(text, strong=True),)),)), "md").decode()
    )
    for one, other in ("()", "（）", "«»", "《》", "[]"):
        assert all(each.count(one) == each.count(other) for each in bold)
    assert re.sub(r"\W", "", "".join(bold)) == re.sub(r"\W", "", text)


def test_bold_texts_side_by_side_are_one_and_keep_their_notes() -> None:
    spans = (Span("a", strong=True), Span("b", ("k",), strong=True), Span("c", strong=True), Span("d", ("k",)))
    made = written(Document("t", "en", (Paragraph(spans),), notes=(Note("k", "K"),)), "md").decode()
    assert "**ab**[^1]**c**d[^1]" in made


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.text("()[]（）«»*_`|<>&!#~\\\"' .,:-+=@$aя1中/w\n", max_size=9), st.booleans(), st.booleans()),
        max_size=4,
    )
)
def test_spans_of_any_marks_give_their_texts_back(spans: list[tuple[str, bool, bool]]) -> None:
    row = tuple(Span(text, url="https://e.org/" * is_led, strong=bold) for text, bold, is_led in spans)
    text = " ".join("".join(text for text, _bold, _is_led in spans).split())
    blocks = (Paragraph(row), Items((row,)), Facts((("n", row),)), Grid(("h",), ((row,),), "c"))
    made = GITHUB.parse(written(Document("t", "en", blocks), "md").decode())
    found = ["".join(each.content for each in block.children or ()) for block in made if block.type == "inline"]
    expected = ["t", *[text] * (2 if text else 0), f"n: {text}".strip(), "c", "h", text]
    assert [" ".join(each.split()) for each in found] == expected


@pytest.mark.parametrize("text", ["两个来源不同。", "（一）", "«Так»", "a", " a "])
def test_bold_is_bold_beside_letters_of_any_script(text: str) -> None:
    written_line = written(Document("t", "zh", (Paragraph(line("前", Span(text, strong=True), "后")),)), "md")
    assert [token.type for token in tokens(written_line)].count("strong_open") == 1


def test_a_hostile_text_is_no_element_and_no_address_of_a_page() -> None:
    found = Elements(written(hostile(), "html").decode()).found
    assert {tag for tag, _attributes in found} <= ELEMENTS
    addresses = {attributes["href"] for tag, attributes in found if tag == "a"}
    assert addresses == {"#n1", FOLLOWED}
    assert {name for _tag, attributes in found for name in attributes if name.startswith("on")} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_loads_and_runs_nothing(lang: str) -> None:
    text = written(sample(lang), "html").decode()
    found = Elements(text).found
    assert not {tag for tag, _attributes in found} & {"script", "link", "iframe", "object", "base"}
    assert all((attributes["src"] or "").startswith("data:image/svg+xml;") for tag, attributes in found if tag == "img")
    assert not re.search(r"url\(|@import", text)
    assert "default-src 'none'" in str(next(a["content"] for _tag, a in found if "http-equiv" in a))


def test_a_page_names_its_language_and_what_its_pictures_show() -> None:
    found = Elements(written(sample("zh"), "html").decode()).found
    assert found[0] == ("html", {"lang": "zh-Hans"})
    assert [attributes["alt"] for tag, attributes in found if tag == "img"] == [TEXTS["zh"]["says"]]


def test_json_has_the_structure_of_the_document() -> None:
    content = json.loads(written(sample("ru"), "json"))
    assert content["lang"] == "ru"
    assert [block["block"] for block in content["blocks"][:4]] == ["heading", "paragraph", "facts", "picture"]
    assert content["blocks"][1]["line"][1] == {"text": TEXTS["ru"]["strong"], "strong": True}


def test_what_acts_instead_of_being_seen_is_a_mark_in_every_text_form() -> None:
    for form in TEXTUAL:
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e\ufffe]", written(hostile(), form).decode()), form


def test_a_line_break_in_a_text_is_a_blank() -> None:
    assert paragraph("a\r\n# b") == r"a \# b"
    assert paragraph("10\u00a0км", "ru") == "10\u00a0км"


def test_lists_to_be_ticked_have_boxes() -> None:
    made = written(Document("t", "en", (Items((line("a"),), boxes=True),)), "md").decode()
    assert made.endswith("- [ ] a\n")


def test_the_name_of_a_file_tells_its_form() -> None:
    assert [form_of(Path(f"a.{form}")) for form in FORMS] == list(FORMS)
    with pytest.raises(KgError, match=r"a\.rtf"):
        form_of(Path("a.rtf"))


_PARTED = """
return [...document.querySelectorAll("p sup")].filter((note) => {
  const said = note.previousSibling, range = document.createRange();
  range.setStart(said, said.length - 1);
  range.setEnd(said, said.length);
  return note.querySelector("a").getBoundingClientRect().left < range.getBoundingClientRect().left;
}).length;
"""


def test_the_number_of_a_note_stays_with_the_chinese_word_before_it(tmp_path: Path) -> None:
    spans = [Span("斯" * n + "。", notes=("a", "b")) for n in range(1, 30)]
    notes = (Note("a", "one"), Note("b", "two"))
    page = tmp_path / "notes.html"
    document = Document("哈尔滨市", "zh", (*(Paragraph((span,)) for span in spans),), notes=notes)
    page.write_bytes(written(document, "html"))
    with chromium(tmp_path / "profile", width=300) as browser:
        browser.get(page.as_uri())
        assert browser.execute_script('return document.querySelectorAll("p sup").length') == len(spans)
        assert browser.execute_script(_PARTED) == 0


def test_a_picture_has_a_narrow_drawing_on_a_telephone(tmp_path: Path) -> None:
    drawings = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{n}" height="10" viewBox="0 0 {n} 10"/>' for n in (760, 330)
    ]
    page = tmp_path / "picture.html"
    page.write_bytes(written(Document("Years", "en", (Picture(drawings[0], "years", narrow=drawings[1]),)), "html"))
    shown = 'return document.querySelector("img").naturalWidth'
    with chromium(tmp_path / "profile", width=390) as browser:
        browser.get(page.as_uri())
        assert browser.execute_script(shown) == 330
        resize(browser, 1440, 900)
        browser.refresh()
        assert browser.execute_script(shown) == 760
        assert complaints(browser) == []
