"""The portal at the root: a folder that is given, one that is being made, or none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.serve import portal_folder
from kg.serve.settings import Settings
from tests.serve.small import client_of

PLACE = "https://w3id.org/interregional-ties/id/place/cn-harbin"
PAGE = "<!doctype html><title>Harbin</title>" + "<p>Harbin</p>" * 200


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place with a name."""
    file = tmp_path_factory.mktemp("graph") / "one.nq"
    file.write_text(f'<{PLACE}> <http://www.w3.org/2000/01/rdf-schema#label> "Harbin"@en .\n', encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def shown(graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The server with a folder of pages."""
    folder = tmp_path_factory.mktemp("portal")
    for path, text in {
        "index.html": "start", "ru/index.html": "начало", "en/place/cn-harbin.html": PAGE,
        "assets/search-index.js": "1",
        "data/Place.csv": "id\n", "404.html": "nothing",
    }.items():  # fmt: skip
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    with client_of(graph, Settings(portal=folder)) as client:
        yield client


def test_the_start_is_in_the_language_of_the_reader(shown: TestClient) -> None:
    found = shown.get("/", headers={"Accept-Language": "ru-RU, en;q=0.5"})
    assert (found.status_code, found.headers["location"]) == (302, "ru/index.html")
    assert shown.get("/ru/index.html").text == "начало"


def test_pages_are_packed_tagged_and_say_what_they_are_about(shown: TestClient) -> None:
    found = shown.get("/en/place/cn-harbin.html", headers={"Accept-Encoding": "gzip"})
    assert (found.text, found.headers["content-encoding"]) == (PAGE, "gzip")
    assert f'<{PLACE}>; rel="cite-as"' in found.headers["link"]
    assert found.headers["content-security-policy"] == "frame-ancestors 'self'"  # the rest stands in the page
    assert shown.get("/en/place/cn-harbin.html", headers={"If-None-Match": found.headers["etag"]}).status_code == 304


def test_a_thing_leads_to_its_page(shown: TestClient) -> None:
    found = shown.get("/id/place/cn-harbin", headers={"Accept": "text/html"})
    assert (found.status_code, found.headers["location"]) == (303, "../../en/place/cn-harbin.html")
    other = shown.get("/id/place/cn-harbin?lang=zh", headers={"Accept": "text/html"})
    assert other.headers["location"] == "../../id/place/cn-harbin.html?lang=zh"


def test_assets_of_the_server_and_of_the_portal_are_kept_by_clients(shown: TestClient) -> None:
    for name in ("query.js", "server.css", "portal.css", "search-index.js"):
        found = shown.get(f"/assets/{name}")
        assert (found.status_code, found.headers["cache-control"]) == (200, "public, max-age=86400")
    assert shown.get("/data/Place.csv").text == "id\n"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "..%2fsecret.txt",
        "assets/..%2f..%2fsettings.py",
        "assets/%00",
        "%00",
        "assets/",
        "ru%5c..",
        "no.html",
    ],
)
def test_nothing_else_has_an_address(shown: TestClient, path: str) -> None:
    found = shown.get(f"/{path}")
    assert found.status_code == 404
    assert "secret" not in found.text


def test_a_folder_leads_to_its_first_page_whatever_the_client_calls_the_server(shown: TestClient) -> None:
    found = shown.get("/ru", headers={"Host": "evil.example"})
    assert (found.status_code, found.headers["location"]) == (307, "ru/")


def test_a_method_that_an_address_does_not_take_is_told_as_such(shown: TestClient) -> None:
    for path in ("/q/hubs", "/data/", "/ru/index.html", "/"):
        assert shown.put(path).status_code == 405
        assert shown.options(path).status_code == 204


def test_without_pages_the_start_is_doors(graph: Path) -> None:
    with client_of(graph, Settings(builds_portal=False)) as client:
        found = client.get("/")
        assert found.status_code == 200
        assert 'href="query?lang=en"' in found.text
        assert client.get("/ru/index.html").status_code == 404


def test_pages_that_are_being_made_are_asked_for_again(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def started(_place: Path, folder: Path) -> subprocess.Popen[bytes]:
        made.append(folder)
        return subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    monkeypatch.setattr(portal_folder, "_started", started)
    with client_of(graph, Settings()) as client:
        assert "in a few minutes" in client.get("/").text
        late = client.get("/ru/index.html")
        assert (late.status_code, late.headers["retry-after"]) == (503, "20")
        (made[0] / "ru").mkdir(parents=True)
        for name in ("index.html", "ru/index.html"):
            (made[0] / name).write_text("made", encoding="utf-8")
        assert client.get("/ru/index.html").text == "made"
        portal = client.app.state.portal  # type: ignore[attr-defined]
        for process in portal._building.values():
            process.communicate(b"\n")
    assert len(made) == 1
