"""Text that goes into a page whole: inline scripts, data for scripts, the policy that allows them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.base.errors import KgError
from kg.base.languages import _

_TAG = re.compile(r"<[a-z][^<>]*>")
BARE = r"[\w/#.?&;,:~!*()@%+-]+"  # an escaped value of an attribute that stands without quotes
_QUOTED = re.compile(rf'="({BARE})"(?=[\s>])')
# What no page may hold or what acts in it unseen: control characters, turns of the direction of writing, what is no
# character. It is told by what is left, which takes a tenth of the time.
_ACTS = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd"
    + "".join(f"{chr(plane << 16)}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 17))
    + "]"
)
_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def json_for_script(value: object) -> str:
    r"""JSON that cannot end the script element that holds it, whatever text is in it.

    >>> json_for_script(["</script><b>"])
    '["\\u003c/script\\u003e\\u003cb\\u003e"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escaped in _IN_SCRIPT.items():
        text = text.replace(character, escaped)
    return _ACTS.sub(lambda found: json.dumps(found[0])[1:-1], text)


def harmless(page: str) -> str:
    r"""A page with a mark for every character that HTML forbids or that would act in it instead of being seen.

    >>> harmless("<p>a\x00b\u202ec\ud800")
    '<p>a�b�c�'
    """
    return _ACTS.sub("\ufffd", page)


def bare(markup: str) -> str:
    r"""Markup without the quotes of attributes that HTML reads without them; text in it was escaped, and stays.

    >>> bare('<a href="a.html" class="b c">say="no" </a><br/>')
    '<a href=a.html class="b c">say="no" </a><br/>'
    """
    return _TAG.sub(lambda tag: _QUOTED.sub(r"=\1", tag[0]), markup)


def inline(text: str) -> str:
    r"""The project's own or a library's code as the content of one ``script`` or ``style``.

    Raises :class:`KgError` for code that would end the element early.

    >>> inline("let a = 1;\r\n")
    'let a = 1;\n'
    """
    lowered = text.lower()
    for mark in ("</script", "</style", "<!--", "\0"):
        if mark in lowered:
            raise KgError(_("code with {mark} cannot stand inside a page").format(mark=repr(mark)))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def environment(*folders: Path) -> Environment:
    """Templates of some folders: what they are given is escaped, and a name that they do not know is an error."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )


def content_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A Content-Security-Policy that lets exactly these inline texts run and nothing load.

    >>> content_policy(["a"], []).split("; ")[1]
    "script-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"
    """
    rules = {
        "default-src": "'none'",
        "script-src": _digests(scripts),
        "style-src": _digests(styles),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _digests(texts: Iterable[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
