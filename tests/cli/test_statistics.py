"""Statistics from the command line: told, checked, written anew, and every misuse told in a sentence."""

import os
from pathlib import Path
from subprocess import CompletedProcess

from small_plans import TEXT, add_plan, home_of
from strategraph.alignment import read_statistics
from strategraph.places import Places
from strategraph.settings import Alignment
from typed import started, typed

FILE = "data/statistics/alignment.csv"


def run(places: Places, *words: str | Path, **settings: str) -> CompletedProcess[str]:
    return typed("alignment", "statistics", "--home", places.home, *words, env={**os.environ, **settings})


def test_the_table_of_the_repository_is_up_to_date(tmp_path: Path) -> None:
    done = started("alignment", "statistics", "--check", "--data", tmp_path)
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    assert first.startswith(f"{FILE}: statistics of version 1 (")
    assert rest == [
        "At hand: 94 units of 5 plans (68 national, 26 regional), layer all.",
        "0 descriptors would become general.",
        "0 descriptors would become specific.",
        "Descriptors are 0.000 nats off on average; 0.1 are allowed.",
        "Words are 0.000 nats off on average; 0.1 are allowed.",
        "Up to date.",
    ]


def test_a_table_is_written_grows_old_and_is_written_anew(tmp_path: Path) -> None:
    """Against a national plan stands a plan of two goals, which get a third, the only one with a descriptor."""
    places, data = home_of(tmp_path / "home", "ap-ssz-2024-2026"), tmp_path / "build"
    add_plan(places)
    (places.home / FILE).unlink()
    missing = run(places, "--check", "--data", data)
    assert (missing.returncode, missing.stdout.splitlines()) == (
        1,
        [
            f"{FILE}: there is none.",
            "At hand: 40 units of 2 plans (38 national, 2 regional), layer all.",
            "Out of date: write it anew with --refresh.",
        ],
    )
    first = run(places, "--refresh", "--data", data)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1].startswith(f"{FILE} written: statistics of version 1 (")
    assert first.stdout.endswith(", counted from 40 units of 2 plans.\n")
    kept = (places.home / FILE).read_bytes()
    same = run(places, "--refresh", "--data", data)
    assert same.stdout.splitlines()[-1] == f"{FILE} stays as it is: the plans at hand have the same counts."
    assert (places.home / FILE).read_bytes() == kept

    add_plan(places, text=TEXT.replace("1.2 Cíl dvě", "1.2 Cíl dvě\n1.3 Zajistit sociální bydlení"))
    old = run(places, "--check", "--data", data, STRATEGRAPH_ALIGNMENT_STATISTICS_DRIFT="9")
    assert old.returncode == 1
    assert "1 descriptor would become specific: XVI.d (regional)." in old.stdout
    assert old.stdout.endswith("Out of date: write it anew with --refresh.\n")
    assert (places.home / FILE).read_bytes() == kept, "only --refresh writes"
    second = run(places, "--refresh", "--data", data)
    assert second.returncode == 0, second.stderr
    assert "statistics of version 2 (" in second.stdout.splitlines()[-1]
    table = read_statistics(places.home, Alignment())
    assert table is not None
    assert (table.version, table.units, table.plans["zkouska"]) == (2, {"national": 38, "regional": 3}, {"regional": 3})
    assert run(places, "--check", "--data", data).returncode == 0


def test_a_plan_that_fails_is_named_and_not_counted_and_then_nothing_is_written(tmp_path: Path) -> None:
    places = home_of(tmp_path / "home", "sprss-ustecky")
    more = tmp_path / "more"
    more.mkdir()
    (more / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    done = run(places, "--plans", more, "--data", tmp_path / "build")
    assert done.returncode == 1
    assert "At hand: 17 units of 1 plans (17 regional), layer all." in done.stdout
    assert f"strategraph: not counted: {more / 'broken.pdf'}: " in done.stderr
    before = (places.home / FILE).read_bytes()
    refused = run(places, "--refresh", "--plans", more, "--data", tmp_path / "build")
    assert (refused.returncode, refused.stdout) == (1, done.stdout)
    named, told = (line for line in refused.stderr.splitlines() if line.startswith("strategraph: "))
    assert named.startswith(f"strategraph: not counted: {more / 'broken.pdf'}: ")
    assert told == (
        f"strategraph: {FILE} was not written: 1 plan could not be counted, and the counts would be those of the others alone; "
        "mend what is named above, or leave it out, and refresh again."
    )
    assert (places.home / FILE).read_bytes() == before


def test_what_cannot_be_done_is_told_in_a_sentence(tmp_path: Path) -> None:
    places = home_of(tmp_path / "home", "sprss-ustecky")
    off = run(places, "--data", tmp_path / "build", STRATEGRAPH_ALIGNMENT_STATISTICS="")
    assert (off.returncode, off.stdout) == (2, "")
    assert (
        "alignment.statistics is empty, so statistics are counted anew in each build: name a file there first."
        in off.stderr
    )
    text = (places.home / FILE).read_text(encoding="utf-8")
    (places.home / FILE).write_text(text.replace(",national,3\n", ",national,4\n"), encoding="utf-8")
    changed = run(places, "--refresh", "--data", tmp_path / "build")
    assert (changed.returncode, changed.stdout) == (1, "")
    assert (
        "alignment.csv is not as it was written: its rows are others than its first lines say; put back"
        in changed.stderr
    )
