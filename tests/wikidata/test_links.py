"""The SSSOM tables and the dialogue: a judgement is kept, a no is never asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import speaking
from kg.wikidata.items import Item, Subject
from kg.wikidata.link import acceptable, predict
from kg.wikidata.links import MANUAL, Link, Links, predicted
from kg.wikidata.match import Candidate, Matched, Reason
from kg.wikidata.review import Review, Tally

DATE = "2026-01-31"


def link(place: str, qid: str, score: float) -> Link:
    subject = Subject(ids.thing("place", place), "place", place, place, ())
    return predicted(subject, Candidate(Item(qid), score, (Reason("name", 0.4, "label:ru"),)), DATE)


HARBIN, HEIHE, HEIHE_DISTRICT = (
    link("cn-harbin", "Q42956", 0.9),
    link("cn-heihe", "Q1", 0.8),
    link("cn-heihe", "Q2", 0.4),
)


@pytest.fixture
def links(tmp_path: Path) -> Links:
    made = Links(tmp_path, {"predicted": [HARBIN, HEIHE, HEIHE_DISTRICT]})
    made.save()
    return Links.read(tmp_path)


def keys(pressed: str) -> Callable[[], str]:
    left: Iterator[str] = iter(pressed)
    return lambda: next(left)


def sit(links: Links, pressed: str) -> tuple[Tally, list[str]]:
    told: list[str] = []
    return Review(links, "A. Editor", DATE, keys(pressed), told.append).run(), told


def kinds(folder: Path) -> dict[str, list[str]]:
    return {kind: [link.qid for link in table.values()] for kind, table in Links.read(folder).tables.items()}


def test_the_surest_is_asked_first_and_each_answer_has_its_table(links: Links) -> None:
    tally, told = sit(links, "yun")
    assert tally == Tally(positive=1, negative=1, unsure=1)
    assert kinds(links.folder) == {"predicted": [], "positive": ["Q42956"], "negative": ["Q2"], "unsure": ["Q1"]}
    assert [line for line in told if line.startswith("cn-harbin")]


def test_a_yes_ends_the_questions_on_that_thing(links: Links) -> None:
    assert sit(links, "yy")[0] == Tally(positive=2)
    assert kinds(links.folder)["predicted"] == ["Q2"]


def test_undo_takes_back_a_judgement_and_a_skip(links: Links) -> None:
    sit(links, "nzsznq")
    assert kinds(links.folder) == {"predicted": ["Q1", "Q2"], "positive": [], "negative": ["Q42956"], "unsure": []}


def test_undo_with_nothing_done_and_an_unknown_key_do_no_harm(links: Links) -> None:
    before = kinds(links.folder)
    _, told = sit(links, "zxq")
    assert "nothing to undo" in told
    assert kinds(links.folder) == before


def test_every_answer_is_on_disk_when_the_next_question_comes(links: Links) -> None:
    with pytest.raises(StopIteration):  # as if the terminal went away
        sit(links, "n")
    assert kinds(links.folder)["negative"] == ["Q42956"]


def test_a_crash_between_two_tables_keeps_the_judgement(links: Links) -> None:
    links.put("negative", HARBIN.judged("negative", "A. Editor", DATE))
    links.save("negative")  # and not the predicted ones
    assert kinds(links.folder)["negative"] == ["Q42956"]
    assert "Q42956" not in kinds(links.folder)["predicted"]


def test_who_judged_and_when_is_in_the_row(links: Links) -> None:
    sit(links, "nq")
    (row,) = Links.read(links.folder).tables["negative"].values()
    assert (row.predicate_modifier, row.mapping_justification, row.author_label) == ("Not", MANUAL, "A. Editor")


def candidates(*qids: str) -> Matched:
    subject = Subject(ids.thing("place", "cn-harbin"), "place", "cn-harbin", "Harbin", ())
    found = [Candidate(Item(qid), 0.95 - 0.1 * n, (Reason("name", 0.4, ""),)) for n, qid in enumerate(qids)]
    return Matched(subject, tuple(found))


def test_a_no_is_neither_predicted_nor_taken_again(links: Links) -> None:
    sit(links, "nq")
    predict([candidates("Q42956", "Q7")], links, DATE)
    assert ("id:place/cn-harbin", "wikidata:Q42956") not in links.tables["predicted"]
    assert [one.qid for one in acceptable([candidates("Q42956", "Q7")], links, 0.8, DATE)] == ["Q7"]
    assert [one.qid for one in acceptable([candidates("Q42956", "Q7")], links, 0.9, DATE)] == []


def test_a_new_prediction_replaces_the_old_ones_of_that_thing(links: Links) -> None:
    predict([candidates("Q7")], links, DATE)
    assert kinds(links.folder)["predicted"].count("Q42956") == 1
    links.save()
    assert sorted(kinds(links.folder)["predicted"]) == ["Q1", "Q2", "Q7"]


def test_the_same_links_are_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    written = []
    for number, order in enumerate(([HARBIN, HEIHE], [HEIHE, HARBIN])):
        Links(tmp_path / str(number), {"predicted": order}).save()
        written.append((tmp_path / str(number) / "predicted.sssom.tsv").read_bytes())
    assert written[0] == written[1]
    assert written[0].startswith(b"#sssom_version")


def test_tabs_and_line_ends_in_a_label_stay_in_their_cell(tmp_path: Path) -> None:
    Links(tmp_path, {"predicted": [HARBIN._replace(object_label='a\tb\nc"')]}).save()
    (row,) = Links.read(tmp_path).tables["predicted"].values()
    assert row.object_label == 'a b c"'


def test_a_label_is_neither_a_formula_nor_a_command_of_the_terminal(tmp_path: Path) -> None:
    Links(tmp_path, {"predicted": [HARBIN._replace(object_label="=1+1\x1b[2J")]}).save()
    links = Links.read(tmp_path)
    assert next(iter(links.tables["predicted"].values())).object_label.startswith("'=")
    _, told = sit(links, "q")
    assert not any("\x1b" in line for line in told)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("subject_id\tobject_id\nid:place/x\twikidata:Q1\n", "has no column"),
        ("\t".join(Link._fields) + "\nid:place/x\t\t\t\twikidata:X1\n", "line 2.*are no link"),
        ("\t".join(Link._fields) + "\nx\t\t\t\twikidata:Q1\n", "are no link"),
    ],
)
def test_a_table_that_is_none_is_told_in_one_line(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "positive.sssom.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(KgError, match=message):
        Links.read(tmp_path)


@pytest.mark.parametrize(("lang", "left"), [("ru", "[осталось: 3]"), ("zh", "[剩余 3]")])
def test_how_many_are_left_is_told_in_the_language_of_the_person(lang: str, left: str, links: Links) -> None:
    with speaking(lang):
        _, told = sit(links, "q")
    assert told[2].endswith(left)
