"""What the tests need from the system: how it is recognised and which Debian package holds it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from environment import say


class Component(NamedTuple):
    """A program or a font, what it is for, and the package that brings it."""

    name: str
    purpose: str
    package: str
    is_there: Callable[[], bool]


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _chinese_font() -> bool:
    return any(Path("/usr/share/fonts").rglob("*CJK*"))


def _tex_file(name: str) -> Callable[[], bool]:
    return lambda: any(Path("/usr/share", tree, name).exists() for tree in ("texmf", "texlive/texmf-dist"))


COMPONENTS = (
    Component(
        "Chromium", "pages are opened in it", "chromium", _program("chromium", "chromium-browser", "google-chrome")
    ),
    Component("chromedriver", "drives Chromium", "chromium-driver", _program("chromedriver")),
    Component("Firefox", "pages are opened in it, too", "firefox-esr", _program("firefox-esr", "firefox")),
    Component("a Chinese font", "pages are looked at as pictures", "fonts-noto-cjk", _chinese_font),
    Component("pdfLaTeX", "tables for papers are compiled", "texlive-latex-recommended", _program("pdflatex")),
    Component("XeLaTeX", "the same with fonts of the system", "texlive-xetex", _program("xelatex")),
    Component("Cyrillic for pdfLaTeX", "Russian tables", "texlive-lang-cyrillic", _tex_file("tex/latex/cyrillic")),
    Component("Chinese for pdfLaTeX", "Chinese tables", "latex-cjk-chinese", _tex_file("tex/latex/CJK")),
    Component(
        "a Chinese font for pdfLaTeX",
        "the same",
        "latex-cjk-chinese-arphic-gbsn00lp",
        _tex_file("fonts/tfm/arphic/gbsnu"),
    ),
    Component("Java", "the OWL reasoner HermiT and the Nu checker of HTML", "default-jre-headless", _program("java")),
    Component(
        "npm", "brings checkers of pages and the client of Wikibase that reads proposals", "npm", _program("npm")
    ),
    Component(
        "Jena",
        "another foreign SPARQL engine",
        "libapache-jena-java",
        Path("/usr/share/java/jena-arq.jar").is_file,
    ),
    Component("Buildah", "the image of the server is built", "buildah", _program("buildah")),
    Component("Podman", "the image is run", "podman", _program("podman")),
    Component("runc", "the same", "runc", _program("runc")),
    Component(
        "Virtuoso", "a foreign SPARQL engine", "virtuoso-opensource-7", _program("virtuoso-t", "virtuoso-opensource")
    ),
)


def missing() -> list[Component]:
    """The components that are not on this machine."""
    return [component for component in COMPONENTS if not component.is_there()]


def install_missing() -> None:
    """Install what is missing with apt-get where that is allowed; else say what is to be done."""
    absent = missing()
    if not absent:
        say("Everything that the tests need from the system is there.")
        return
    for component in absent:
        say(f"Missing: {component.name} ({component.purpose})")
    packages = [component.package for component in absent]
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        say(f"The tests that need them are skipped. On Debian and Ubuntu: sudo apt-get install {' '.join(packages)}")
        return
    say(f"Installing from the system's packages: {' '.join(packages)}")
    _apt("update")
    if _apt("install", *packages) != 0:
        for package in packages:
            _apt("install", package)
    for component in missing():
        say(f"Still missing: {component.name}; the tests that need it are skipped.")


def _apt(action: str, *packages: str) -> int:
    command = ["apt-get", "--quiet", "--quiet", "--yes", action, "--no-install-recommends", *packages]
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=settings, stdout=subprocess.DEVNULL, check=False).returncode
