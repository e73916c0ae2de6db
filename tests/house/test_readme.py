"""What the README says is so: its commands exist, its numbers are those of the bundled data."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.base.resources import sources_dir
from kg.cli.main import COMMANDS
from kg.gather.corpus import Corpus, gather
from kg.graph.build import fuse_all

README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return gather((sources_dir(),))


def test_every_command_is_in_the_table() -> None:
    told = set(re.findall(r"^\| `kg ([a-z]+)", README, flags=re.MULTILINE))
    assert told == set(COMMANDS)


def test_the_numbers_of_ties_are_those_of_the_data(corpus: Corpus) -> None:
    ties = fuse_all(corpus).ties
    kinds = Counter(tie.kind for tie in ties)
    ended = sum(tie.status == "ended" for tie in ties)
    assert ended == 4
    words = f"{len(ties)} pairs of places: {kinds['sister']} sister ties (four of them ended), {kinds['partner']} "
    assert (
        f"{words}partnerships, {kinds['intention']} intentions, {kinds['unknown']} of a kind that no source" in README
    )
    dated = sum(tie.kind == "sister" and tie.start_year is not None for tie in ties)
    assert f"Of the {kinds['sister']} sister ties, {dated} have a year of their beginning." in README


def test_the_numbers_of_records_are_those_of_the_data(corpus: Corpus) -> None:
    named = [expert for expert in corpus.all("experts") if expert.survey]
    for count, what in (
        (len(corpus.all("places")), "places, "),
        (len(corpus.all("events")), "events"),
        (len(corpus.all("observations")), "figures"),
        (len(corpus.all("respondents")), "places, "),
        (len(named), "named experts"),
        (len(corpus.all("statements")), "coded statements"),
    ):
        assert f"{count:,} {what}" in README


def test_the_python_example_runs(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(cache))
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    space: dict[str, object] = {}
    exec(code, space)  # noqa: S102 (the README's own example)
    assert space["graph"] is not None
