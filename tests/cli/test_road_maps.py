"""``kg comparable`` and ``kg roadmap`` on the whole graph."""

from __future__ import annotations

from tests.command import Run


def test_the_command_shows_the_place_first_and_says_the_rule(kg: Run) -> None:
    done = kg("comparable", "Чита", "--limit", "3", "--format", "csv", "--lang", "ru")
    rows = done.stdout.splitlines()
    assert done.returncode == 0
    assert len(rows) == 5
    assert rows[1].startswith("Чита,,")
    assert "ru-komsomolsk-on-amur" in rows[2]
    assert "отличается менее чем в 2 раза" in done.stderr
    wrong = kg("comparable", "Чита", "--by", "sise", "--lang", "en")
    assert wrong.returncode == 2
    assert "size" in wrong.stderr


def test_the_command_writes_a_road_map_of_a_region(kg: Run) -> None:
    done = kg("roadmap", "Нижегородская область", "--lang", "ru", "--from", "2027")
    assert done.returncode == 0
    assert done.stdout.startswith("# Дорожная карта: Нижегородская область")
    assert "Волга — Янцзы" in done.stdout
    assert "2028, Цзянси" in done.stdout
