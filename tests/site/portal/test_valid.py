"""What a checker of HTML and the rules of Atom say of the pages and feeds."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import MISSING
from tests.site.portal.conftest import BASE
from tests.site.portal.pages import LANGUAGES, one_of_each_kind
from tests.site.portal.test_scripts import NODE

CHECKER = NODE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # a program that ends in seconds: half of the work is compiling
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_nu_checker_finds_no_error(portal: Path) -> None:
    if shutil.which("java") is None or not CHECKER.is_file():
        pytest.skip(f"{MISSING} vnu-jar (npm; scripts/test.py installs it) and Java")
    checked = [portal / "index.html", *one_of_each_kind(portal, 1)]
    done = subprocess.run(
        ["java", *QUICK, "-Xss8m", "-jar", CHECKER, "--errors-only", "--stdout", *checked],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def only(element: ET.Element, name: str) -> str:
    """The text of the child that has to be there once."""
    (child,) = element.findall(f"{ATOM}{name}")
    return "".join(child.itertext()).strip()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_feed_keeps_the_rules_of_atom(portal: Path, lang: str) -> None:
    """RFC 4287, 4.1: what a feed and each entry have once, and in which form."""
    feed = ET.fromstring((portal / lang / "atom.xml").read_bytes())
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    ids = [only(each, "id") for each in (feed, *entries)]
    assert len(set(ids)) == len(ids) > 1
    for each in (feed, *entries):
        assert urlsplit(only(each, "id")).scheme
        assert only(each, "title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", only(each, "updated"))
        datetime.fromisoformat(only(each, "updated"))
        for text in (*each.findall(f"{ATOM}title"), *each.findall(f"{ATOM}summary"), *each.findall(f"{ATOM}rights")):
            assert text.get("type", "text") == "text"
            assert not list(text)
        links = each.findall(f"{ATOM}link")
        assert all(link.get("href") for link in links)
        kinds = [(link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in links]
        assert len(set(kinds)) == len(kinds)
        assert any(rel == "alternate" for rel, *_rest in kinds)
        # An author of its own, or that of the feed.
        assert any(only(author, "name") for author in (*each.findall(f"{ATOM}author"), *feed.findall(f"{ATOM}author")))
    assert only(feed, "updated") >= max(only(each, "updated") for each in entries)
    assert feed.find(f"{ATOM}link[@rel='self']") is not None
    for each in entries:
        link = each.find(f"{ATOM}link[@rel='alternate']")
        assert link is not None
        assert (portal / link.attrib["href"].removeprefix(BASE)).is_file()
