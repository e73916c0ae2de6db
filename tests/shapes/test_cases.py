"""Every supported construct finds what pyshacl finds.

The list of the cases follows the names of the W3C SHACL test suite (core and SPARQL); the shapes and
the data are this project's own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shapes.oracle import agree

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", sorted(folder.name for folder in CASES.iterdir()))
def test_a_case_gives_the_findings_of_pyshacl(case: str) -> None:
    assert agree(CASES / case)
