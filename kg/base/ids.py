"""Every IRI of the project is minted here, from the fewest stable fields."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import quote

from kg.base.errors import KgError, shown
from kg.base.languages import _

BASE = "https://w3id.org/interregional-ties/"
ONT = BASE + "ont#"
VOC = BASE + "voc/"
ID = BASE + "id/"
GRAPH = BASE + "graph/"
QUERY = BASE + "query/"
WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}", re.ASCII)
# The last part of an address, in which two ids may stand; the name of a file with its ending may have 255 letters.
TAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,249}", re.ASCII)
QID = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)
GEONAMES_ID = re.compile(r"[1-9]\d{0,9}", re.ASCII)
_HOST = re.compile(r"(?<=//)[^/?#:@]+")
_NO_SIGN = r"\s<>\"\\\x00-\x20\x7f-\x9f"
_LINK = re.compile(
    rf"(https?://(?:[^{_NO_SIGN}/?#@\[\]]+@)?[^{_NO_SIGN}/?#@:\[\]]+(?::\d*)?)((?:[/?][^{_NO_SIGN}#]*)?)(#[^{_NO_SIGN}]*)?",
    re.IGNORECASE,
)
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")  # a sign for itself, which an address writes as %25


def thing(kind: str, slug: str) -> str:
    """The IRI of a thing: ``id/<kind>/<slug>``.

    >>> thing("place", "ru-khabarovsk")
    'https://w3id.org/interregional-ties/id/place/ru-khabarovsk'
    """
    if not TAIL.fullmatch(slug):
        message = _("'{text}' cannot be part of an IRI").format(text=shown(slug))
        raise KgError(message, hint=_("use letters, digits, '-', '_' and '.'"))
    return f"{ID}{kind}/{slug}"


def concept(scheme: str, code: str) -> str:
    """The IRI of a concept: ``voc/<scheme>/<code>``."""
    return f"{VOC}{scheme}/{code}"


def tail(iri: object) -> str:
    """The last part of an IRI, which is an id or a code; empty for nothing.

    >>> tail("https://w3id.org/interregional-ties/voc/tie-kind/sister")
    'sister'
    """
    return "" if iri is None else str(iri).rstrip(">").rpartition("/")[2]


def tie_slug(parties: Iterable[str]) -> str:
    """A tie is named by its parties, in whatever order a source gives them.

    >>> tie_slug(["ru-khabarovsk", "cn-harbin"])
    'cn-harbin--ru-khabarovsk'
    """
    return "--".join(sorted(parties))


def digest(*fields: str) -> str:
    """A short stable name for something that its source has not named.

    >>> digest("CN2004", "cn-harbin--ru-khabarovsk", "1993")
    '5d46b21a09f7'
    """
    return hashlib.blake2b("\0".join(fields).encode(), digest_size=6).hexdigest()


def link(text: str) -> str:
    """A web address as an IRI, or an empty string where it is not a plain http(s) address.

    >>> link("http://example.org/страница")
    'http://example.org/%D1%81%D1%82%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D0%B0'
    >>> link("http://пример.рф:80/")
    'http://xn--e1afmkfd.xn--p1ai:80/'
    >>> link("http://example.org/?ids=1|2")
    'http://example.org/?ids=1%7C2'
    >>> link("http://example.org/100%?a[]=1#a#b")
    'http://example.org/100%25?a%5B%5D=1#a%23b'
    >>> link("javascript:alert(1)"), link(f"http://{'я' * 70}.рф/")
    ('', '')
    """
    try:
        text = _HOST.sub(_in_ascii, text.strip(), count=1)
    except UnicodeError:
        return ""
    if not (parts := _LINK.fullmatch(_NO_ESCAPE.sub("%25", text))):
        return ""
    server, page, fragment = (quote(part or "", safe=":/?@!$&'()*+,;=%~-._") for part in parts.groups())
    return server + page + fragment.replace("%23", "#", 1)


def _in_ascii(host: re.Match[str]) -> str:
    """The name of a server as programs send it: labels of other letters in Punycode."""
    return host[0] if host[0].isascii() else host[0].encode("idna").decode()
