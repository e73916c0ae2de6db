#!/usr/bin/env python3
"""Build the source distribution, a wheel from it and one from the checkout; try the first in a clean environment.

Run it with the Python of the environment that scripts/test.py makes. Nothing is downloaded: the clean environment sees
the libraries of this one.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What makes the checkout what it is: each of these is in the archive.
PARTS = (
    "kg",
    "ontology",
    "queries",
    "docs",
    "tests",
    "scripts",
    ".ci",
    "requirements.lock",
    "CITATION.cff",
    "LICENSE-DATA.md",
)


def built(kind: str, source: Path, folder: Path) -> Path:
    """What hatchling makes of a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder)]
    subprocess.run(command, cwd=source, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tar.gz" if kind == "sdist" else "*.whl"))


def contents(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel."""
    with zipfile.ZipFile(wheel) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def tracked() -> set[str]:
    """The files of the checkout; what is in the archive where there is no Git."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return {name for name in done.stdout.splitlines() if name != ".gitignore"}


def check(work: Path) -> list[str]:
    """What is wrong; nothing where all is as it should be."""
    sdist = built("sdist", ROOT, work / "sdist")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        archive.extractall(work / "unpacked", filter="data")
    source = next((work / "unpacked").iterdir())
    wrong = [f"the archive has no {part}" for part in PARTS if not (source / part).exists()]
    wrong += [f"the archive lacks {name}" for name in sorted(tracked() - names)]
    wheel = built("wheel", source, work / "wheel")
    ours, theirs = contents(built("wheel", ROOT, work / "again")), contents(wheel)
    wrong += [f"the wheels differ in {name}" for name in sorted({*ours} ^ {*theirs})]
    wrong += [f"the wheels differ in {name}" for name in sorted({*ours} & {*theirs}) if ours[name] != theirs[name]]
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", work / "clean"], check=True)
    (site,) = (work / "clean").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as parts:  # a wheel of Python alone is installed by unpacking it
        parts.extractall(site)  # noqa: S202 (made a moment ago)
    here = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    (site / "libraries.pth").write_text(f"{here}\n", encoding="utf-8")
    start = (
        "import sys, kg; from kg.cli.main import main; sys.exit(main() if sys.prefix in kg.__file__ else kg.__file__)"
    )
    for words in (["--version"], ["hubs", "--limit", "1"]):
        command = [str(work / "clean" / "bin" / "python"), "-P", "-c", start, *words]
        done = subprocess.run(
            command, cwd=work, capture_output=True, text=True, check=False, env={"KG_CACHE": str(work), "KG_LANG": "en"}
        )
        if done.returncode != 0 or not done.stdout.strip():
            wrong.append(f"kg {' '.join(words)}: {done.stderr.strip() or 'says nothing'}")
    return wrong


def main() -> int:
    """Print what is wrong; 1 where something is."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = check(Path(folder))
    print("\n".join(wrong) or "the source distribution is whole")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
