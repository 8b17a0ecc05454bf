"""A person in a terminal: what is asked, what is saved and when, and that stopping loses nothing."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from small_plans import read_small
from strategraph.settings import SourceLimits
from strategraph.sources import read_source
from strategraph.subjects import Decision, Indexer, Review, assign_plan, decide, read_decisions, text_sha

LABELS = {"IX.a": "sociální poradenství", "IX.c": "sociální prevence", "XVI.d": "dostupné bydlení"}


ONE = text_sha("Cíl jedna")


class Sitting:
    """What was told and saved while the answers were given; the answers end as a closed input does."""

    def __init__(
        self,
        folder: Path,
        indexer: Indexer,
        answers: str,
        decisions: str = "",
        again: bool = False,
        places: Collection[tuple[str, str]] = (),
    ) -> None:
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
        review = Review(LABELS, "Eva", "2026-11-25", self.ask, self.told.append, self.kept.append, again, places)
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
        "  [a] approve, [r] reject, [n] no descriptor fits, [Enter] later, [q] stop: ",
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
    done = f"goal,1.1,IX.a,rejected,Jan,2026-11-20,zmínka,{ONE}\n"
    sitting = Sitting(tmp_path, made("IX.a jedna 2"), "", done)
    assert [line for line in sitting.told if line.startswith("zkouska")] == ["zkouska, goal 1.2, line 6"]


EARLIER = f"goal,1.1,IX.a,rejected,Jan,2026-11-20,zmínka,{ONE}\n"
SETTLED = f"goal,1.1,,none,Jan,2026-11-20,nic,{ONE}\n"


def again(folder: Path, indexer: Indexer, answers: str, decisions: str) -> Sitting:
    return Sitting(folder, indexer, answers, decisions, places=[("goal", "1.1")])


@pytest.mark.parametrize(
    "row, answers, kept",
    [
        (EARLIER, "a|", [("1.1", "IX.a", "approved", "")]),
        (EARLIER, "w|", [("1.1", "IX.a", "withdrawn", "")]),
        (EARLIER, "||", []),
        (EARLIER, "k|r||", []),  # neither is asked about a rejection of this text
        (EARLIER.replace("IX.a", "XVI.d"), "a||n|nic", [("1.1", "IX.a", "approved", ""), ("1.1", "", "none", "nic")]),
        (EARLIER.replace("IX.a", "XVI.d"), "|a|proto|", [("1.1", "XVI.d", "added", "proto")]),
        (EARLIER.replace("rejected", "approved"), "r|ne|", [("1.1", "IX.a", "rejected", "ne")]),
        (EARLIER.replace("rejected", "added"), "w|", [("1.1", "IX.a", "withdrawn", "")]),
        (EARLIER.replace("rejected", "approved"), "|n|nic", [("1.1", "", "none", "nic")]),
        (SETTLED, "w|a|", [("1.1", "", "withdrawn", ""), ("1.1", "IX.a", "approved", "")]),
        (SETTLED, "|XVI.d|byty|", [("1.1", "XVI.d", "added", "byty")]),
    ],
)
def test_an_earlier_decision_can_be_changed_or_withdrawn(
    tmp_path: Path, made: Callable[..., Indexer], row: str, answers: str, kept: list[tuple[str, str, str, str]]
) -> None:
    assert again(tmp_path, made("IX.a jedna 2"), answers, row).decisions() == kept


def test_an_earlier_decision_is_shown_with_its_person_its_day_its_reason_and_the_words(
    tmp_path: Path, made: Callable[..., Indexer]
) -> None:
    assert again(tmp_path, made("IX.a jedna 2"), "|", EARLIER).told == [
        "",
        "zkouska, goal 1.1, line 3",
        "  below: První oblast",
        "  Cíl »jedna«",
        "  IX.a sociální poradenství: rejected by Jan on 2026-11-20: zmínka",
        "    words: 'jedna' (2, own)",
        "  [a] approve, [w] withdraw, [Enter] leave it as it is, [q] stop: ",
        "  Another descriptor ([Enter] no other, [n] no descriptor fits at all, [q] stop): ",
    ]


def test_a_whole_plan_can_be_gone_through_again(tmp_path: Path, made: Callable[..., Indexer]) -> None:
    done = EARLIER + f"goal,1.2,XVI.d,added,Jan,2026-11-20,byty,{text_sha('Cíl dvě')}\n"
    sitting = Sitting(tmp_path, made("IX.a jedna 2"), "w||w|", done, again=True)
    assert sitting.decisions() == [("1.1", "IX.a", "withdrawn", ""), ("1.2", "XVI.d", "withdrawn", "")]


@pytest.mark.parametrize(
    "what, answers, kept",
    [
        ("IX.a,rejected,Jan,2026-11-20,zmínka", "k", ("1.1", "IX.a", "rejected", "zmínka")),
        ("IX.a,approved,Jan,2026-11-20,", "k", ("1.1", "IX.a", "approved", "")),
        ("XVI.d,added,Jan,2026-11-20,byty", "a|k", ("1.1", "XVI.d", "added", "byty")),
        ("XVI.d,added,Jan,2026-11-20,byty", "a|w", ("1.1", "XVI.d", "withdrawn", "")),
        (",none,Jan,2026-11-20,nic", "k", ("1.1", "", "none", "nic")),
    ],
)
def test_a_decision_on_a_text_that_has_changed_is_asked_about(
    tmp_path: Path, made: Callable[..., Indexer], what: str, answers: str, kept: tuple[str, str, str, str]
) -> None:
    sitting = Sitting(tmp_path, made("IX.a jedna 2"), answers, f"goal,1.1,{what},0123456789ab\n")
    assert "    The text has changed since." in sitting.told
    assert sitting.decisions()[-1] == kept
    last = sitting.kept[-1]
    assert (last.who, last.when, last.text_sha) == ("Eva", "2026-11-25", ONE)


def test_that_no_descriptor_fits_is_said_of_words_or_where_they_say_nothing(
    tmp_path: Path, made: Callable[..., Indexer]
) -> None:
    sitting = Sitting(tmp_path, made("IX.a jedna 2", "IX.c jedna 1"), "n||nic z toho|N|nemluví o ničem")
    assert sitting.decisions() == [("1.1", "", "none", "nic z toho"), ("1.2", "", "none", "nemluví o ničem")]
    assert "  A reason is needed: others will ask for it." in sitting.told
    settled = SETTLED + f"goal,1.2,,none,Jan,2026-11-20,nic,{text_sha('Cíl dvě')}\n"
    assert Sitting(tmp_path, made("IX.a jedna 2"), "a", settled).told == []


def test_that_no_descriptor_fits_says_what_it_withdraws(tmp_path: Path, made: Callable[..., Indexer]) -> None:
    sitting = Sitting(tmp_path, made("IX.a jedna 2", "IX.c jedna 1"), "a|n|nic")
    assert "  This withdraws what gave it IX.a." in sitting.told
    assert sitting.decisions() == [("1.1", "IX.a", "approved", ""), ("1.1", "", "none", "nic")]
