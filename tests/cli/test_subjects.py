"""Descriptors for any text from the command line, each with its words; the lexicon held against a plan."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "Zavést systém víceletého financování sociálních služeb a podpořit odborné dluhové poradenství v obcích."


def run(*words: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "strategraph", "subjects", *words]
    return subprocess.run(command, input=given, capture_output=True)


def codes(done: subprocess.CompletedProcess[bytes]) -> dict[str, str]:
    assert done.returncode == 0, done.stderr
    return {one["code"]: one["status"] for one in json.loads(done.stdout)["descriptors"]}


def test_the_words_of_a_suggestion_are_those_of_the_text() -> None:
    done = run("suggest", TEXT, "--format", "json")
    found = codes(done)
    assert found["IX.e"] == found["IX.a"] == "assigned"
    for one in json.loads(done.stdout)["descriptors"]:
        assert one["evidence"]
        for piece in one["evidence"]:
            assert TEXT[piece["start"] : piece["end"]] == piece["words"]


def test_a_text_a_file_and_standard_input_give_the_same(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(TEXT, encoding="utf-8")
    answers = [
        run("suggest", TEXT, "--format", "json"),
        run("suggest", str(file), "--format", "json"),
        run("suggest", "-", "--format", "json", given=TEXT.encode()),
    ]
    assert len({done.stdout for done in answers}) == 1
    assert codes(answers[0])


def test_a_person_reads_code_score_status_label_and_words() -> None:
    lines = run("suggest", TEXT).stdout.decode().splitlines()
    assert any(line.startswith("IX.e ") and line.endswith("assigned  financování sociálních služeb") for line in lines)
    assert any("'financování sociálních služeb'" in line for line in lines)


def test_a_text_for_which_nothing_fits_says_so() -> None:
    text = "Obec koupí nový sníh pro běžecké tratě a opraví lavičky kolem rybníka pod zámkem."
    assert run("suggest", text).stdout.decode() == "No descriptor fits.\n"


@pytest.mark.parametrize(
    "given, told",
    [
        (b"", "is empty: write the wording of a goal or measure."),
        (b"a" * 1_000_000, "has 1000000 bytes, 65536 are the limit: send it in parts"),
        (b"Z\xe1kon", "is not UTF-8 at byte offset 1: save it as UTF-8."),
        ("Podpořit\x07 rodiny".encode(), "has the control character U+0007 at offset 8: remove it."),
        (b"The plan supports families in need and children who are at risk of poverty.", "Czech"),
    ],
    ids=["empty", "long", "windows-1250", "control", "English"],
)
def test_a_text_that_cannot_be_used_is_refused_in_a_sentence(given: bytes, told: str) -> None:
    done = run("suggest", "-", given=given)
    assert done.returncode == 1
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_the_lexicon_is_held_against_the_plan_that_prints_descriptors() -> None:
    lines = run("evaluate").stdout.decode().splitlines()
    assert lines[0].startswith("38 elements, lexicon ")
    micro = next(line for line in lines if line.strip().startswith("micro_f1"))
    assert float(micro.split()[1]) >= 0.70
    precision = next(line for line in lines if line.strip().startswith("precision"))
    assert float(precision.split()[1]) >= 0.75
    assert lines[-1].strip().startswith("goal ")


def test_a_plan_without_printed_descriptors_is_no_measure() -> None:
    done = run("evaluate", "--plan", "sprss-ustecky")
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "strategraph: No plan 'sprss-ustecky' prints descriptors: choose one of ap-ssz-2024-2026.\n",
    )
