"""What the tests and the examples in docstrings share: the graphs they open are kept for one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyparsing import ParserElement

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does: workers are the threads


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave modules without an example unread where the quick tests alone are run: importing all takes longer."""
    is_module = collection_path.suffix == ".py" and collection_path.is_relative_to(Path(__file__).parent / "kg")
    return (is_module and config.option.markexpr == "not whole" and b">>>" not in collection_path.read_bytes()) or None


@pytest.fixture(scope="session", autouse=True)
def graph_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of this run for the graphs that are built, the same for all its workers."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder /= "graphs"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_CACHE", str(folder))
        patch.setenv("KG_DATA", str(folder / "data"))  # not the sources and links of the person who tests
        patch.delenv("KG_SOURCES", raising=False)
        yield folder


@pytest.fixture(scope="session", autouse=True)
def no_packrat() -> Iterator[None]:
    """The parsers of rdflib as they are where nobody draws: with the memory that matplotlib gives
    to all of them when it is imported, the same queries take three times as long.
    """
    ParserElement.disable_memoization()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ParserElement, "enable_packrat", lambda *_args, **_words: None)
        yield
