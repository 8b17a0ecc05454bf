"""The benchmark of the search: its engines find the same titles, and a missed target is told."""

from pathlib import Path

import pytest

import search_speed

TITLES = [
    "Rozvoj sociálního bydlení",
    "Podpora rodin s dětmi",
    "Dostupné bydlení pro rodiny",
    "Péče o děti a rodiny s dluhy",
]


def test_every_engine_finds_a_title_by_two_of_its_words(tmp_path: Path) -> None:
    engines = [search_speed.indexed(TITLES, tmp_path), search_speed.sqlite(TITLES), search_speed.sparql(TITLES)]
    questions = search_speed.asked(TITLES, 6)
    taken = search_speed.alternate(engines, questions, 2)
    assert {name: len(seen) for name, seen in taken.items()} == {engine.name: 12 for engine in engines}
    # other forms are found by our index alone
    assert [engine.ask(("rodina", "děti")) for engine in engines] == [2, 0, 0]


def test_a_title_that_is_not_found_ends_the_measurement() -> None:
    with pytest.raises(SystemExit, match="SQLite FTS5 finds nothing for"):
        search_speed.alternate([search_speed.sqlite(TITLES)], [("lokomotiva", "vlak")] * 2, 1)


def test_questions_are_the_same_in_every_run() -> None:
    assert search_speed.asked(TITLES, 5) == search_speed.asked(TITLES, 5)


def test_a_missed_target_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    taken = {"search index": [0.5] * 3, "SPARQL CONTAINS": [400.0] * 3}
    assert search_speed.judged(taken, list(taken)) == 0
    assert search_speed.judged({**taken, "search index": [9.0] * 3}, list(taken)) == 1
    assert capsys.readouterr().out.count("MISSED") == 2
