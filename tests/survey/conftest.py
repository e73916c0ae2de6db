"""One made-up wave that the tests of answers, report and coding share."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.base.resources import sources_dir
from kg.gather.roots import find_folders
from kg.survey.answers.loading import load
from tests.survey.made_up import by_codes, respondents, write_csv


@pytest.fixture(scope="session")
def wave_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source folder of forty made-up respondents, who do not change; nobody writes into it."""
    place = tmp_path_factory.mktemp("made-up")
    file = write_csv(place / "answers.csv", by_codes(respondents()))
    load(file, place / "made-up-2027", find_folders(sources_dir()), key_at=place / "key")
    return place / "made-up-2027"
