"""What the tests run with is locked: every package that pyproject.toml asks for, in a version that it allows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKED = re.compile(r"^([\w.-]+)==(\S+)((?: ; [^\\\n]+)?)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n", re.MULTILINE)
AGAIN = "make requirements.lock anew: the command stands in pyproject.toml"


def test_the_lock_has_what_is_asked_for_and_nothing_without_a_hash() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked: dict[str, list[str]] = {}
    for name, version, *_rest in LOCKED.findall(text):
        locked.setdefault(canonicalize_name(name), []).append(version)
    assert LOCKED.sub("", text) == "", "a line that pins nothing, or an address"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    # What a person may add is tested, so the lock has it too; what is only measured against is not.
    asked = {line for name, lines in extras.items() if name != "bench" for line in lines}
    for line in sorted({*project["dependencies"], *asked}):
        wanted = Requirement(line)
        versions = locked.get(canonicalize_name(wanted.name), [])
        assert versions, f"{line}: {AGAIN}"
        assert all(wanted.specifier.contains(version) for version in versions), f"{line}: {AGAIN}"
