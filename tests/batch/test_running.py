"""Plans prepared here or apart, kept, taken up again, damaged, slow and deadly ones."""

import pickle
import random
from dataclasses import replace
from pathlib import Path

import pytest

from batch_plans import FILE, plan_folder
from small_plans import MAPPING, TEXT
from strategraph.batch import Entry, Failure, Held, Keys, Means, Progress, Run, Shelf, Workshop, entries_at, run
from strategraph.places import Places
from strategraph.settings import Settings, SourceLimits


@pytest.fixture(scope="module")
def workshop(places: Places, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(places, Settings(), tmp_path_factory.mktemp("drafts"))


def entries(folder: Path) -> list[Entry]:
    return [one for one in entries_at(folder) if isinstance(one, Entry)]


def told(made: Run) -> list[tuple[object, ...]]:
    """Everything that is handed on, without what only a plan's own statements rest on, and where a draft lies."""
    return [
        (
            replace(slim, document=replace(slim.document, shown=""), source=b"", assignments=b""),
            one.source.read(),
            one.assignments.read(),
        )
        for one in made.held
        for slim in [one.prepared.without_texts]
    ]


def test_here_apart_and_kept_are_the_same(workshop: Workshop, tmp_path: Path) -> None:
    for number in range(3):
        plan_folder(tmp_path / "plany", f"a-{number}", TEXT + f"1.3 Zaměstnanost číslo {number}\n")
    (tmp_path / "plany" / "Kladno.txt").write_text(FILE, encoding="utf-8")
    wanted = entries(tmp_path / "plany")
    here = run(wanted, workshop, Means())
    assert [one.prepared.plan.id for one in here.held] == ["kladno", "a-0", "a-1", "a-2"]
    assert [len(one.prepared.plan.elements) for one in here.held] == [10, 4, 4, 4]
    for jobs in (1, 3):
        apart = run(wanted, workshop, Means(tmp_path / f"kept-{jobs}", jobs))
        again = run(wanted, workshop, Means(tmp_path / f"kept-{jobs}", jobs))
        assert told(apart) == told(again) == told(here)
        assert (apart.reused, again.reused, apart.failures) == (0, 4, ())


def test_only_what_has_changed_is_prepared_again(workshop: Workshop, tmp_path: Path) -> None:
    for number in range(3):
        plan_folder(tmp_path / "plany", f"a-{number}")
    means = Means(tmp_path / "kept", 1)
    before = run(entries(tmp_path / "plany"), workshop, means)
    plan_folder(tmp_path / "plany", "a-1", TEXT + "1.3 Cíl navíc\n")
    after = run(entries(tmp_path / "plany"), workshop, means)
    assert (after.reused, len(after.held[1].prepared.plan.elements)) == (2, 4)
    assert [one == other for one, other in zip(told(before), told(after), strict=True)] == [True, False, True]


def test_a_key_is_of_everything_that_counts(places: Places, tmp_path: Path) -> None:
    entry = entries(plan_folder(tmp_path / "plany", "a-1").parent)[0]
    keys = {Keys(places, Settings()).of(entry)}
    keys.add(Keys(places, Settings(sources=SourceLimits(max_lines=5))).of(entry))
    (entry.path / "a-1.toml").write_text(MAPPING, encoding="utf-8")
    keys.add(Keys(places, Settings()).of(entry))
    (entry.path / "document.txt").write_text("x", encoding="utf-8")
    keys.add(Keys(places, Settings()).of(entry))
    keys.add(Keys(places, Settings()).of(replace(entry, is_own=True)))
    assert len(keys) == 5
    assert Keys(places, Settings()).of(entry) in keys


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "gone", "foreign"])
def test_a_damaged_file_is_made_anew(workshop: Workshop, tmp_path: Path, damage: str) -> None:
    plan_folder(tmp_path / "plany", "a-1")
    means = Means(tmp_path / "kept", 1)
    before = run(entries(tmp_path / "plany"), workshop, means)
    path = next((tmp_path / "kept").glob("*.plan"))
    sound = path.read_bytes()
    if damage == "gone":
        path.unlink()
    elif damage == "changed":
        place = random.Random(7).randrange(60, len(sound))
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
    else:
        path.write_bytes({"cut": sound[:-1], "empty": b"", "foreign": b"x" * len(sound)}[damage])
    after = run(entries(tmp_path / "plany"), workshop, means)
    assert (told(after), after.reused, path.read_bytes() == sound) == (told(before), 0, True)


def test_a_file_cannot_make_its_reader_call_anything(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deadly:
        def __reduce__(self) -> tuple[object, ...]:
            return print, ("called",)

    prepared = run(entries(plan_folder(tmp_path, "a-1").parent), workshop, Means()).held[0].prepared
    shelf, real = Shelf(tmp_path / "kept"), pickle.dumps
    monkeypatch.setattr(pickle, "dumps", lambda value, protocol: real(Deadly(), protocol))
    shelf.put("0", prepared)
    assert shelf.get("0") is None


def test_a_plan_that_fails_is_listed_and_the_others_go_on(workshop: Workshop, tmp_path: Path) -> None:
    good = plan_folder(tmp_path / "plany", "a-1")
    bad = plan_folder(tmp_path / "plany", "a-2", TEXT + "a nikdo neví proč\n")
    slow = plan_folder(
        tmp_path / "plany", "a-3", TEXT + "a" * 60 + "!\n", MAPPING + "\n[[line]]\nrule = 'x'\nmatch = '(a|aa)+[^!]'\nuse = 'furniture'\n"
    )  # fmt: skip
    made = run(entries(tmp_path / "plany"), workshop, Means(tmp_path / "kept", 2))
    assert [one.prepared.plan.id for one in made.held] == [good.name]
    assert made.failures == (
        Failure(str(bad), f"{bad}/document.txt, line 9: no rule of {bad}/a-2.toml claims 'a nikdo neví proč'; add a [[line]] rule for it, "
                "with use = 'furniture' if it is no part of the plan."),
        Failure(str(slow), "Rule 'x' takes more than 2 s on line 9 of the document: simplify its pattern."),
    )  # fmt: skip


def test_a_plan_that_takes_too_long_is_given_up(workshop: Workshop, tmp_path: Path) -> None:
    folders = [plan_folder(tmp_path / "plany", f"a-{number}") for number in range(2)]
    hasty = Workshop(workshop.places, Settings(sources=SourceLimits(plan_seconds=0.01)), workshop.drafts)
    made = run(entries(tmp_path / "plany"), hasty, Means(tmp_path / "kept", 1))
    assert made.failures == tuple(
        Failure(
            str(folder),
            f"{folder} took longer than the 0.01 s that sources.plan_seconds allows: simplify the patterns of its mapping, "
            "or raise the setting.",
        )
        for folder in folders
    )


def test_progress_has_rate_and_what_is_left() -> None:
    seconds = iter([0.0, 1.0, 4.0, 5.0, 60.0])
    said: list[str] = []
    progress = Progress(1000, said.append, lambda: next(seconds))
    for done in (1, 10, 12, 150):
        progress(done)
    assert said == ["10 of 1000 plans, 150 a minute, 7 min left", "150 of 1000 plans, 150 a minute, 6 min left"]


def test_what_is_not_wanted_any_more_is_removed(workshop: Workshop, tmp_path: Path) -> None:
    made = run(entries(plan_folder(tmp_path / "plany", "a-1").parent), workshop, Means(tmp_path / "kept", 1))
    (tmp_path / "kept" / "0.tmp-1").write_bytes(b"x")
    (tmp_path / "kept" / "0.plan").write_bytes(b"x")
    Shelf(tmp_path / "kept").drop_others(made.keys)
    assert [path.stem for path in (tmp_path / "kept").iterdir() if path.is_file()] == sorted(made.keys)


def test_held_in_memory_counts_its_statements(workshop: Workshop, tmp_path: Path) -> None:
    prepared = run(entries(plan_folder(tmp_path, "a-1").parent), workshop, Means()).held[0].prepared
    assert Held.of(prepared).source.count == len(prepared.source.splitlines())
