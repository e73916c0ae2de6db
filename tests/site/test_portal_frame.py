"""Pages that are written without a template: no text in any place of them becomes markup or an attribute."""

from __future__ import annotations

import json
from dataclasses import replace

import html5lib
import pytest
from markupsafe import Markup

from kg.dossier.pictures.ties_map import Link, Spot, ties_map
from kg.formats.documents.document import Picture
from kg.formats.documents.page import page
from kg.site.portal.frame import Frame
from kg.site.portal.page import Crumb, Page
from kg.site.portal.papers import paper
from tests.sample_document import hostile

ATTACKS = (
    '" onload=x a="', "' onload=x a='", " onload=x", "/onload=x", "\u00a0onload=x", "><script>x()</script>",
    "`onload=x`", "=x/>", "&#34; onload=x", "&amp", 'class="x" fill="none" stroke="x" x="0" y="0"',
    "</title></main><script>", "<!--",
)  # fmt: skip
# What HTML forbids, and what turns the text around it.
UNSEEN = "a\x00\x0b\x1b\x7f\x85\u202e\u2066\ufdd0\uffff\U0001fffe\ud800z"


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_becomes_markup(attack: str) -> None:
    word = f"zq{attack}"
    one, other = Spot("a", word, "ru", 50.0, 127.0, main=True), Spot("b", word, "cn", 50.2, 127.5)
    drawing, _notes = ties_map([one, other], [Link("a", "b", "sister", word)], "ru", word)
    document = hostile(word)
    document = replace(document, blocks=(*document.blocks, Picture(drawing, word)))
    main = paper(document, "place/a.html", frozenset(), "place/a.json")
    whole = Page("place/a.html", word, word, main, crumbs=(Crumb(word, "a.html"),), data={"name": word})
    framed = Frame("ru", word, "https://e.org/").html(whole)
    assert b"rel=noreferrer>javascript" not in framed
    for text in (framed, framed.replace(main.encode(), b""), page(document)):
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text.decode())
        found = [(each.tag, name) for each in tree.iter() for name in each.attrib if name.startswith(("on", "zq"))]
        assert found == []
        assert all("src" in each.attrib or "json" in each.attrib["type"] for each in tree.iter("script"))
        assert word in "".join(tree.itertext())


def test_what_no_page_may_hold_is_a_mark_and_reaches_programs_as_it_is() -> None:
    data, main = {"name": UNSEEN}, Markup("<h1>{0}</h1><p title='{0}'>").format(UNSEEN)
    framed = Frame("ru", UNSEEN).html(Page("a.html", UNSEEN, UNSEEN, main, data=data))
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(framed.decode())
    assert tree.findtext("body/main/h1") == "a" + 11 * "\ufffd" + "z"
    assert json.loads(tree.findtext("head/script[@type]"))["name"] == UNSEEN
