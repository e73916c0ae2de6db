"""The feed of changes: whatever a label or a title holds, it is XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from pyoxigraph import Store

from kg.api.graph import Graph
from kg.ask.asked_graph import StoredGraph
from kg.base import ids
from kg.base.languages import LANGUAGES, speaking
from kg.site.portal.changes import Change, changes, feed
from kg.site.portal.site import Portal


def test_a_title_with_characters_that_xml_forbids_stands_in_the_feed_with_a_mark() -> None:
    portal = Portal(StoredGraph(Store()), "https://example.org/")
    tie = ids.thing("tie", "cn-harbin--ru-khabarovsk")
    portal._made[changes, "en"] = [Change("2026-01", "A \x00 & <b>", tie, "News\x1b", "", f"{tie}#1")]
    with speaking("en"):
        root = ET.fromstring(feed(portal))
    (entry,) = root.findall("{*}entry")
    assert entry.findtext("{*}title") == "A \ufffd & <b>"
    assert (entry.findtext("{*}summary") or "").endswith("News\ufffd")


def test_a_change_is_the_same_one_in_every_language(world: Graph) -> None:
    portal, found = Portal(world._asked), {}
    for lang in LANGUAGES:
        with speaking(lang):
            found[lang] = changes(portal)
    assert len({tuple(change.id for change in each) for each in found.values()}) == 1
    assert found["en"]
    assert not any("unknown" in change.says or "none on record" in change.says for change in found["en"])
