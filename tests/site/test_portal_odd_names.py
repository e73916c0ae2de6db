"""Names of files of the portal: any id that a table may hold, on any file system."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath

from tests.ask.worlds import WORLD
from tests.command import Run

LONG = {"ru-khabarovsk": "ru-" + "k" * 117, "cn-harbin": "cn-" + "h" * 117}
DEVICES = {"CN2004": "PRN", "ru-khabarovsk-krai": "con.krai"}


def renamed(root: Path, names: dict[str, str]) -> Path:
    """The small world with other ids."""
    for path in WORLD.glob("*/*.*"):
        text = path.read_text(encoding="utf-8")
        for old, new in names.items():
            text = (
                text.replace(f",{old},", f",{new},").replace(f"\n{old},", f"\n{new},").replace(f",{old},", f",{new},")
            )
        target = root / path.relative_to(WORLD)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


class Addresses(HTMLParser):
    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "href" and value and "://" not in value]


def lost(page: Path, site: Path) -> list[str]:
    """The addresses on a page that lead nowhere."""
    at = page.parent.relative_to(site).as_posix()
    paths = (address.partition("#")[0].partition("?")[0] for address in Addresses(page).found)
    return [path for path in paths if path and not (site / normpath(join(at, path))).is_file()]


def test_two_ids_at_the_limit_are_a_tie_with_a_page(kg: Run, tmp_path: Path) -> None:
    given = ("--sources", str(renamed(tmp_path / "long", LONG)), "--only")
    done = kg("site", *given, "--out", "site")
    assert done.returncode == 0, done.stderr
    (page,) = (tmp_path / "site" / "ru" / "tie").glob(f"{LONG['cn-harbin']}--{LONG['ru-khabarovsk']}.html")
    assert lost(page, tmp_path / "site") == []
    for words in ((LONG["ru-khabarovsk"],), (LONG["cn-harbin"], LONG["ru-khabarovsk"])):
        assert "1993" in kg("dossier", *words, *given, "--format", "md", "--lang", "en").stdout


def test_no_file_is_called_as_a_device_of_windows(kg: Run, tmp_path: Path) -> None:
    done = kg("site", "--sources", str(renamed(tmp_path / "own", DEVICES)), "--only", "--out", "site")
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    stems = {path.name.partition(".")[0].casefold() for path in site.rglob("*")}
    assert not stems & {"con", "prn", "aux", "nul"}
    of_things = ("source/_PRN", "place/_con.krai", "roadmap/_con.krai", "tie/cn-harbin--ru-khabarovsk")
    for page in (*of_things, "roadmap", "places", "compare"):
        assert lost(site / "ru" / f"{page}.html", site) == []
