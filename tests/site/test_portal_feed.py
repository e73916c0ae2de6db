"""The feed of changes: whatever a label or a title holds, it is XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from pyoxigraph import Store

from kg.ask.asked_graph import StoredGraph
from kg.base import ids
from kg.base.languages import speaking
from kg.site.portal.changes import Change, changes, feed
from kg.site.portal.site import Portal


def test_a_title_with_characters_that_xml_forbids_stands_in_the_feed_with_a_mark() -> None:
    portal = Portal(StoredGraph(Store()), "https://example.org/")
    tie = ids.thing("tie", "cn-harbin--ru-khabarovsk")
    portal._made[changes, "en"] = [Change("2026-01", "A \x00 & <b>", tie, "News\x1b", "")]
    with speaking("en"):
        root = ET.fromstring(feed(portal))
    (entry,) = root.findall("{*}entry")
    assert entry.findtext("{*}title") == "A \ufffd & <b>"
    assert (entry.findtext("{*}summary") or "").endswith("News\ufffd")
