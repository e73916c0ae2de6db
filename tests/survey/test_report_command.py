"""``kg survey report``: what it prints, in which forms, and what it refuses in one line."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from kg.base.resources import sources_dir
from kg.gather.roots import find_folders
from kg.survey.answers.loading import load
from tests.command import Run
from tests.survey.made_up import NAMES, WORDS, by_codes, respondents, write_csv


@pytest.fixture(scope="session")
def report(wave_folder: Path, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> str:
    """The whole report of the made-up wave, by the part of Russia, in Markdown."""
    from tests.command import runner

    done = runner(tmp_path_factory.mktemp("report"), cache)("survey", "report", str(wave_folder), "--by", "part")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_share_stands_with_its_n_and_its_interval(report: str) -> None:
    assert "| Russian | 11 | 27.5 % | 16.1–42.8 % |" in report
    assert "Answered by 40 of 40; no answer: 0." in report
    assert "Several answers could be given" in report


def test_nothing_of_a_single_respondent_is_printed(report: str, wave_folder: Path) -> None:
    with (wave_folder / "answers.csv").open(encoding="utf-8") as rows:
        respondents = {row["respondent"] for row in csv.DictReader(rows)}
    secrets = [
        *respondents,
        *(name.split()[0] for name in NAMES),
        *(text for texts in WORDS.values() for text in texts),
    ]
    assert [secret for secret in secrets if secret in report] == []


def test_a_report_says_how_it_was_reckoned(report: str) -> None:
    for words in ("Wilson", "Counts under 5 are not told", "Holm (1979)", "claims/european-part-and-rest"):
        assert words in report


@pytest.mark.parametrize(("lang", "words"), [("ru", "Как считалось"), ("zh", "计算方法")])
def test_a_report_speaks_the_language_of_its_reader(lang: str, words: str, wave_folder: Path, kg: Run) -> None:
    done = kg("survey", "report", str(wave_folder), "--lang", lang)
    assert words in done.stdout
    assert not re.search(r"[a-z]{3} [a-z]{3} [a-z]{3}", done.stdout)  # no English sentence is left


def test_the_table_has_a_row_a_share_and_nothing_in_hidden_rows(wave_folder: Path, kg: Run) -> None:
    done = kg("survey", "report", str(wave_folder), "--by", "border", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["what"] for row in rows} >= {"group", "share"}
    numbers = ("n", "base", "share", "low", "high")
    hidden = [row for row in rows if row["hidden"] == "true"]
    assert hidden
    assert not any(row[name] for row in hidden for name in numbers)
    shown = [row for row in rows if row["what"] == "share" and row["hidden"] == "false"]
    assert all(int(row["n"]) >= 5 and row["base"] and row["low"] for row in shown)


def test_what_is_not_hidden_is_marked_with_the_reason_everywhere(wave_folder: Path, kg: Run) -> None:
    why = "for the authors alone"
    told = kg("survey", "report", str(wave_folder), "--no-suppress", why)
    assert f"Not for publication: small numbers are not hidden. Reason given: {why}" in told.stdout
    assert why in told.stderr
    rows = list(csv.DictReader(io.StringIO(
        kg("survey", "report", str(wave_folder), "--no-suppress", why, "--format", "csv").stdout
    )))  # fmt: skip
    assert {row["not_for_publication"] for row in rows} == {why}
    assert any(row["n"] in {"1", "2", "3", "4"} for row in rows)


def test_of_the_article_the_report_says_what_is_known_and_what_is_not(kg: Run) -> None:
    done = kg("survey", "report", "makeeva-2021-2022")
    known, _heading, rest = done.stdout.partition("## What is not known")
    unknown, _heading, statements = rest.partition("## Statements of experts who are named")
    assert re.findall(r"\| (\d+) / (\d+) \|", known) == [("123", "123"), ("123", "123"), ("69", "123"), ("42", "123")]
    assert "23 experts are quoted by name. They are no sample of the 123" in unknown
    assert "does not print the seven questions" in unknown
    assert statements.count("\n### ") == 23
    assert "S. B. Makeeva" not in statements
    assert "%" not in unknown + statements  # nothing of the quoted is a share


def test_two_waves_are_compared_and_one_without_answers_is_told_apart(
    wave_folder: Path, kg: Run, tmp_path: Path
) -> None:
    file = write_csv(tmp_path / "later.csv", by_codes(respondents(seed=13)))
    load(file, tmp_path / "later", find_folders(sources_dir()), key_at=tmp_path / "key")
    told = kg("survey", "report", str(wave_folder), "later", "makeeva-2021-2022").stdout
    assert "## From made-up-2027 to later" in told
    assert re.search(r"\| Russian \| (\d+: [\d.]+ % \([\d.–]+\) \| ){2}[+−][\d.]+ \| [+−][\d.]+ to [+−][\d.]+ \|", told)
    assert "Pairing by place is not done" in told
    assert "## Expert survey on Russian–Chinese interregional cooperation, 2021–2022" in told


@pytest.mark.parametrize("count", [40, 41, 43])
def test_two_states_of_one_wave_are_not_reported_side_by_side(
    wave_folder: Path, kg: Run, tmp_path: Path, count: int
) -> None:
    people = by_codes([*respondents(), *respondents(count - 40, seed=99)])
    load(
        write_csv(tmp_path / "next.csv", people), tmp_path / "next", find_folders(sources_dir()), key_at=tmp_path / "k"
    )
    done = kg("survey", "report", str(wave_folder), "next", "--out", "both.md")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "made-up-2027 and next hold the same answers of 40 respondents" in done.stderr
    assert not (tmp_path / "both.md").exists()
    assert kg("survey", "report", str(wave_folder), "next", "--no-suppress", "for the archive").returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "kg: no wave is called 'nowhere', and no folder either"),
        (("makeeva-2021",), "did you mean makeeva-2021-2022?"),
        (("makeeva-2021-2022", "makeeva-2021-2022"), "kg: a wave is named twice"),
        (("makeeva-2021-2022", "--by", "level"), "kg: no answers of respondents are known of makeeva-2021-2022"),
        (("makeeva-2021-2022", "--no-suppress", " "), "kg: --no-suppress needs a reason in a few words"),
        (("WAVE", "--by", "height"), "'height' is not one of"),
    ],
)
def test_misuse_is_one_line(words: tuple[str, ...], told: str, wave_folder: Path, kg: Run) -> None:
    done = kg("survey", "report", *(str(wave_folder) if word == "WAVE" else word for word in words))
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ("", "has no one column variable, category, count"),
        ("variable,category,count\n", "has no row"),
        ("variable;category;count\npart;asian;3\n", "has no one column"),
        ("variable,category,count\npart,asian,many\n", "row 2: 'many' is no count"),
        ("variable,category,count\npart,asian,-3\n", "row 2: '-3' is no count"),
        ("variable,category,count\npart,asian,nan\n", "row 2: 'nan' is no count"),
        ("variable,category,count\npart,asian,0\n", "row 2: '0' is no count"),
        ("variable,category,count\npart,asian,1\npart,asian,2\n", "row 3: part asian stands there twice"),
        ("variable,category,count\npart,,2\n", "row 2: the variable or the category is empty"),
        ("variable,category,count\npart,asian\n", "row 2: it has 2 cells"),
        ('variable,category,count\n"part,asian,1\n', "cannot be read"),
        ("variable,category,count\nsize,asian,2\n", "a variable 'size', which no respondent has"),
        ("variable,category,count\npart,asiatic,2\n", "a part 'asiatic', and the wave does not – did you mean asian?"),
        ("variable,category,count\npart,asian,2\n", "has no row for part european, outside"),
        ("variable,category,count\ndistrict,volga,2\ndistrict,ural,2\n", "nobody in the wave is of district ural"),
        ("variable,category,count\npost,head,2\n", "not every respondent answered post"),
        ("variable,category,count\nspheres,trade,2\n", "a variable 'spheres', which no respondent has"),
    ],
)
def test_a_bad_frame_is_one_line(frame: str, told: str, tmp_path: Path) -> None:
    from kg.base.errors import KgError
    from kg.base.languages import speaking
    from kg.survey.report.frame import read_frame, weighted
    from tests.survey.small_waves import wave_of_places

    (tmp_path / "frame.csv").write_text(frame, encoding="utf-8")
    with speaking("en"), pytest.raises(KgError) as refused:
        weighted(wave_of_places(), read_frame(tmp_path / "frame.csv"), is_open=False)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_frame_that_is_no_text_is_refused(tmp_path: Path) -> None:
    from kg.base.errors import KgError
    from kg.survey.report.frame import read_frame

    (tmp_path / "frame.csv").write_bytes(b"\xff\xfe\x00v")
    with pytest.raises(KgError, match="cannot be read"):
        read_frame(tmp_path / "frame.csv")
