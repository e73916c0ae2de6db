"""Every construct that the shapes use finds what pyshacl finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shapes.oracle import agree

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("case", sorted(folder.name for folder in CASES.iterdir()))
def test_a_case_gives_the_findings_of_pyshacl(case: str, tmp_path: Path) -> None:
    assert agree(CASES / case, tmp_path)
