"""A person in a terminal: what is asked, what is saved and when, and that stopping loses nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from small_plans import read_small
from strategraph.settings import SourceLimits
from strategraph.sources import read_source
from strategraph.subjects import Decision, Indexer, Review, assign_plan, decide, read_decisions

LABELS = {"IX.a": "sociální poradenství", "IX.c": "sociální prevence", "XVI.d": "dostupné bydlení"}


class Sitting:
    """What was told and saved while the answers were given; the answers end as a closed input does."""

    def __init__(self, folder: Path, indexer: Indexer, answers: str, decisions: str = "") -> None:
        self.told: list[str] = []
        self.kept: list[Decision] = []
        self.saved_before: list[int] = []
        self.answers: Iterator[str] = iter(answers.split("|"))
        plan = read_small(folder)
        document = read_source(folder / "data" / "sources" / "regional" / "zkouska", SourceLimits())
        (folder / "zkouska.csv").write_text(
            f"kind,key,code,decision,who,when,why,text_sha\n{decisions}", encoding="utf-8"
        )
        held = decide(plan, assign_plan(plan, document, indexer), read_decisions(folder / "zkouska.csv", LABELS))
        review = Review(LABELS, "Eva", "2026-11-25", self.ask, self.told.append, self.kept.append)
        self.number = review.go_through(plan, held)

    def ask(self, question: str) -> str:
        self.saved_before.append(len(self.kept))
        self.told.append(question)
        answer = next(self.answers, None)
        if answer is None:
            raise EOFError
        return answer

    def decisions(self) -> list[tuple[str, str, str, str]]:
        return [(one.key, one.code, one.decision, one.why) for one in self.kept]


def test_each_descriptor_is_asked_about_with_its_words(tmp_path: Path, made: Callable[..., Indexer]) -> None:
    sitting = Sitting(tmp_path, made("IX.a jedna 2", "IX.c cíl 1"), "a|r|jen zmínka||a||")
    assert sitting.decisions() == [
        ("1.1", "IX.a", "approved", ""),
        ("1.1", "IX.c", "rejected", "jen zmínka"),
        ("1.2", "IX.c", "approved", ""),
    ]
    assert sitting.number == 3
    assert sitting.told[:6] == [
        "",
        "zkouska, goal 1.1, line 3",
        "  below: První oblast",
        "  »Cíl« »jedna«",
        "  IX.a sociální poradenství: assigned, 2: 'jedna' (2, own)",
        "  [a] approve, [r] reject, [Enter] later, [q] stop: ",
    ]
    assert {(one.who, one.when, one.kind) for one in sitting.kept} == {("Eva", "2026-11-25", "goal")}


def test_a_decision_is_saved_before_the_next_question(tmp_path: Path, made: Callable[..., Indexer]) -> None:
    sitting = Sitting(tmp_path, made("IX.a jedna 2"), "a|XVI.d|byty|||")
    assert sitting.saved_before[:4] == [0, 1, 1, 2]
    assert sitting.decisions() == [("1.1", "IX.a", "approved", ""), ("1.1", "XVI.d", "added", "byty")]


@pytest.mark.parametrize("answers", ["a", "a|q", "a|Q"])
def test_whoever_stops_has_lost_nothing(tmp_path: Path, made: Callable[..., Indexer], answers: str) -> None:
    sitting = Sitting(tmp_path, made("IX.a jedna 2"), answers)
    assert sitting.decisions() == [("1.1", "IX.a", "approved", "")]
    assert sitting.told[-1] == "Stopped; what was decided is saved."


def test_an_answer_that_is_none_is_asked_again(tmp_path: Path, made: Callable[..., Indexer]) -> None:
    sitting = Sitting(tmp_path, made("IX.a jedna 2"), "x|r||zmínka|IX.q|IX.a||")
    assert sitting.decisions() == [("1.1", "IX.a", "rejected", "zmínka")]
    assert "  'x' is none of these." in sitting.told
    assert "  A reason is needed: others will ask for it." in sitting.told
    assert "  There is no descriptor 'IX.q'; the codes are IX.a, IX.c, XVI.d." in sitting.told
    assert "  IX.a stands above already." in sitting.told


def test_what_is_decided_is_not_asked_again(tmp_path: Path, made: Callable[..., Indexer]) -> None:
    done = "goal,1.1,IX.a,rejected,Jan,2026-11-20,zmínka,0123456789ab\n"
    sitting = Sitting(tmp_path, made("IX.a jedna 2"), "", done)
    assert [line for line in sitting.told if line.startswith("zkouska")] == ["zkouska, goal 1.2, line 6"]
