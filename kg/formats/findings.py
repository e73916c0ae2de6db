"""Findings of a check for continuous integration: JUnit XML, SARIF 2.1.0 and annotations of GitHub."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from kg.base.version import __version__
from kg.formats.shown_cells import xml_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class Finding(NamedTuple):
    """What is wrong, how grave it is (``error``, ``warning`` or ``note``), by which check, and where."""

    severity: str
    check: str
    message: str
    where: str = ""  # the column, or the thing of the graph
    file: Path | None = None
    line: int = 0

    @property
    def uri(self) -> str:
        """The address of the file: relative below the working folder, where CI looks for it."""
        if self.file is None:
            return ""
        file, here = self.file.resolve(), Path.cwd().resolve()
        return quote(file.relative_to(here).as_posix()) if file.is_relative_to(here) else file.as_uri()


def write_junit(found: Sequence[Finding], out: IO[bytes]) -> None:
    """A test case a finding: an error has failed, advice is skipped; where nothing is found, one has passed.

    >>> import io
    >>> out = io.BytesIO()
    >>> write_junit([], out)
    >>> b'<testcase classname="kg check" name="no findings"' in out.getvalue()
    True
    """
    failed = sum(each.severity == "error" for each in found)
    counts = {"tests": f"{len(found) or 1}", "failures": f"{failed}", "skipped": f"{len(found) - failed}"}
    suites = ET.Element("testsuites")
    suite = ET.SubElement(suites, "testsuite", {"name": "kg check", **counts, "errors": "0"})
    for each in found:
        place = f"{each.file}:{each.line}" if each.file and each.line else str(each.file or "")
        names = {"classname": each.check, "name": xml_text(" ".join(filter(None, (place, each.where))) or each.check)}
        case = ET.SubElement(suite, "testcase", names | ({"file": xml_text(str(each.file))} if each.file else {}))
        said = {"message": xml_text(each.message), "type": each.severity}
        ET.SubElement(case, "failure" if each.severity == "error" else "skipped", said)
    if not found:
        ET.SubElement(suite, "testcase", {"classname": "kg check", "name": "no findings"})
    ET.ElementTree(suites).write(out, encoding="utf-8", xml_declaration=True)


def write_sarif(found: Sequence[Finding], out: IO[bytes]) -> None:
    """The log of one run, with the checks as its rules."""
    rules = sorted({each.check for each in found})
    driver = {"name": "kg", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    results = [
        {
            "ruleId": each.check,
            "ruleIndex": rules.index(each.check),
            "level": each.severity,
            "message": {"text": each.message},
            "locations": [_location(each)] if each.file or each.where else [],
        }
        for each in found
    ]
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    out.write((json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode())


def _location(each: Finding) -> dict[str, object]:
    where: dict[str, object] = {}
    if each.file:
        region = {"region": {"startLine": each.line}} if each.line else {}
        where["physicalLocation"] = {"artifactLocation": {"uri": each.uri}, **region}
    if each.where:
        where["logicalLocations"] = [{"fullyQualifiedName": each.where}]
    return where


def write_github(found: Sequence[Finding], out: IO[bytes]) -> None:
    r"""Commands that GitHub shows beside the lines of a file, escaped as its own toolkit does.

    >>> import io
    >>> out = io.BytesIO()
    >>> write_github([Finding("error", "table/code", "50%\nno", file=Path("a,b.csv"), line=2)], out)
    >>> out.getvalue()
    b'::error file=a%2Cb.csv,line=2,title=table/code::50%25%0Ano\n'
    """
    for each in found:
        kind = "notice" if each.severity == "note" else each.severity
        said = {"file": str(each.file or ""), "line": str(each.line or ""), "title": each.check}
        named = ",".join(f"{name}={_escaped(text, ':,')}" for name, text in said.items() if text)
        message = _escaped(f"{each.where}: {each.message}" if each.where else each.message)
        out.write(f"::{kind} {named}::{message}\n".encode())


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(sign):02X}" if sign in "%\r\n" + more else sign for sign in text)
