"""What people decide wins over words, comes back in every build, and tells when its text has changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from small_plans import read_small
from strategraph.errors import RegisterError
from strategraph.plans import Plan
from strategraph.settings import SourceLimits
from strategraph.sources import read_source
from strategraph.subjects import Indexer, assign_plan, decide, read_decisions, text_sha
from strategraph.subjects.decisions import Decided

HEAD = "kind,key,code,decision,who,when,why,text_sha\n"
CODES = ("IX.a", "IX.c", "XVI.d")
ONE, TWO = text_sha("Cíl jedna"), text_sha("Cíl dvě")
ROWS = ("IX.a cíl 2", "IX.c cíl 1")


def table(folder: Path, *rows: str) -> Path:
    path = folder / "zkouska.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def held(folder: Path, indexer: Indexer, *rows: str) -> tuple[Plan, Decided]:
    plan = read_small(folder)
    document = read_source(folder / "data" / "sources" / "regional" / "zkouska", SourceLimits())
    decisions = read_decisions(table(folder, *rows), CODES)
    return plan, decide(plan, assign_plan(plan, document, indexer), decisions)


def told(decided: Decided) -> list[tuple[str, str, float, str, str, str]]:
    return [(one.key, one.code, one.score, one.status, one.method, one.who) for one in decided.subjects]


def test_without_decisions_the_words_decide(tmp_path: Path, made: Callable[..., Indexer]) -> None:
    assert read_decisions(tmp_path / "none.csv", CODES) == ()
    _, decided = held(tmp_path, made(*ROWS))
    assert told(decided) == [
        ("1.1", "IX.a", 2.0, "assigned", "lexicon", ""),
        ("1.1", "IX.c", 1.0, "suggested", "lexicon", ""),
        ("1.2", "IX.a", 2.0, "assigned", "lexicon", ""),
        ("1.2", "IX.c", 1.0, "suggested", "lexicon", ""),
    ]
    assert decided.notices == ()


def test_a_decision_wins_over_the_words(tmp_path: Path, made: Callable[..., Indexer]) -> None:
    _, decided = held(
        tmp_path, made(*ROWS),
        f"goal,1.1,IX.a,rejected,Eva,2026-11-20,jen zmínka,{ONE}",
        f"goal,1.1,IX.c,approved,Eva,2026-11-20,,{ONE}",
        f"goal,1.2,XVI.d,added,Jan,2026-11-21,jde o byty,{TWO}",
    )  # fmt: skip
    assert told(decided) == [
        ("1.1", "IX.a", 2.0, "rejected", "lexicon", "Eva"),
        ("1.1", "IX.c", 1.0, "approved", "lexicon", "Eva"),
        ("1.2", "IX.a", 2.0, "assigned", "lexicon", ""),
        ("1.2", "IX.c", 1.0, "suggested", "lexicon", ""),
        ("1.2", "XVI.d", 1.0, "approved", "decision", "Jan"),
    ]
    assert (decided.subjects[0].when, decided.subjects[0].why) == ("2026-11-20", "jen zmínka")
    assert decided.notices == ()


def test_a_rejection_holds_when_words_no_longer_speak_and_when_they_do_again(
    tmp_path: Path, made: Callable[..., Indexer]
) -> None:
    row = f"goal,1.1,IX.a,rejected,Eva,2026-11-20,jen zmínka,{ONE}"
    _, silent = held(tmp_path, made("IX.c cíl 1"), row)
    assert told(silent)[:2] == [
        ("1.1", "IX.c", 1.0, "suggested", "lexicon", ""),
        ("1.1", "IX.a", 0.0, "rejected", "decision", "Eva"),
    ]
    _, again = held(tmp_path, made("IX.a cíl jedna 3"), row)
    assert told(again) == [("1.1", "IX.a", 3.0, "rejected", "lexicon", "Eva")]


def test_an_addition_that_words_have_caught_up_with_stays_approved(
    tmp_path: Path, made: Callable[..., Indexer]
) -> None:
    _, decided = held(tmp_path, made("IX.a cíl jedna 3"), f"goal,1.1,IX.a,added,Eva,2026-11-20,chybělo,{ONE}")
    assert told(decided) == [("1.1", "IX.a", 3.0, "approved", "lexicon", "Eva")]


@pytest.mark.parametrize(
    "decision, score, status",
    [("approved", 1.0, "approved"), ("added", 1.0, "approved"), ("rejected", 0.5, "rejected")],
)
def test_words_below_the_threshold_are_the_evidence_of_what_a_person_decides(
    tmp_path: Path, made: Callable[..., Indexer], decision: str, score: float, status: str
) -> None:
    """A heading alone speaks for XVI.d by half a point: it is neither assigned nor suggested, and a person decides."""
    words = ("IX.a jedna 2", "XVI.d oblast 1")
    _, decided = held(tmp_path, made(*words), f"goal,1.1,XVI.d,{decision},Eva,2026-11-20,proto,{ONE}")
    assert told(decided) == [
        ("1.1", "IX.a", 2.0, "assigned", "lexicon", ""),
        ("1.1", "XVI.d", score, status, "decision", "Eva"),
    ]
    (match,) = decided.subjects[1].matches
    assert (match.words, match.weight, match.where, match.start, match.end) == ("oblast", 1, "heading", 6, 12)
    document = (tmp_path / "data" / "sources" / "regional" / "zkouska" / "document.txt").read_text(encoding="utf-8")
    assert [document[place.start : place.end] for place in match.places] == ["oblast"]


def test_that_no_descriptor_fits_wins_over_all_words_those_of_later_lexicons_too(
    tmp_path: Path, made: Callable[..., Indexer]
) -> None:
    rows = (
        f"goal,1.1,,none,Eva,2026-11-20,dobrovolnictví deskriptor nemá,{ONE}",
        f"goal,1.1,IX.c,rejected,Jan,2026-11-19,jen zmínka,{ONE}",
    )
    _, decided = held(tmp_path, made(*ROWS, "XVI.d jedna 3"), *rows)
    assert told(decided)[:3] == [
        ("1.1", "XVI.d", 3.0, "rejected", "lexicon", "Eva"),
        ("1.1", "IX.a", 2.0, "rejected", "lexicon", "Eva"),
        ("1.1", "IX.c", 1.0, "rejected", "lexicon", "Jan"),
    ]
    assert {one.status for one in decided.subjects if one.key == "1.2"} == {"assigned", "suggested"}
    assert (decided.subjects[0].decision, decided.subjects[0].why) == ("none", "dobrovolnictví deskriptor nemá")
    assert [one.code for one in decided.decisions] == ["", "IX.c"]
    _, silent = held(tmp_path, made("IX.a dvě 2"), *rows[:1])
    assert [one[0] for one in told(silent)] == ["1.2"]


@pytest.mark.parametrize(
    "row, notice, holds",
    [
        (
            f"goal,9.9,IX.a,rejected,Eva,2026-11-20,zmínka,{ONE}",
            "goal 9.9 is no longer in the plan, and the decision on IX.a has no effect: correct kind and key, or remove the row.",
            False,
        ),
        (
            f"section,1,IX.a,rejected,Eva,2026-11-20,zmínka,{ONE}",
            "section 1 is at a level that gets no descriptors; the decision on IX.a has no effect.",
            False,
        ),
        (
            "goal,1.1,,none,Eva,2026-11-20,nic,0123456789ab",
            "goal 1.1 has changed since Eva decided that no descriptor fits, on 2026-11-20; the decision still holds: "
            "read the text again with `strategraph subjects review zkouska`.",
            True,
        ),
        (
            f"section,1,,none,Eva,2026-11-20,nic,{ONE}",
            "section 1 is at a level that gets no descriptors; the decision that no descriptor fits has no effect.",
            False,
        ),
        (
            "goal,1.1,IX.a,rejected,Eva,2026-11-20,zmínka,0123456789ab",
            "goal 1.1 has changed since Eva decided on IX.a on 2026-11-20; the decision still holds: "
            "read the text again with `strategraph subjects review zkouska`.",
            True,
        ),
    ],
)  # fmt: skip
def test_a_decision_that_no_longer_fits_is_told(
    tmp_path: Path, made: Callable[..., Indexer], row: str, notice: str, holds: bool
) -> None:
    _, decided = held(tmp_path, made(*ROWS), row)
    assert decided.notices == (f"zkouska.csv, line 2: {notice}",)
    assert any(one.status == "rejected" for one in decided.subjects) is holds


@pytest.mark.parametrize("what, code", [("IX.e,rejected", "IX.e"), (",none", "IX.a")])
def test_what_a_document_prints_is_not_decided(printed: Plan, tmp_path: Path, what: str, code: str) -> None:
    path = table(tmp_path, f"goal,4.3.a,{what},Eva,2026-11-20,omyl,0123456789ab")
    decided = decide(printed, (), read_decisions(path, ("IX.e",)))
    assert decided.subjects == ()
    assert decided.notices == (
        f"zkouska.csv, line 2: goal 4.3.a: the document itself prints {code}; what is printed is not decided, and the row has no effect.",
    )


@pytest.mark.parametrize(
    "row, sentence",
    [
        (f"goal,1.1,IX.z,approved,Eva,2026-11-20,,{ONE}", "column code: there is no descriptor 'IX.z'. Write a code of "
         "data/vocabularies/descriptors.csv."),
        (f"goal,1.1,IX.a,maybe,Eva,2026-11-20,,{ONE}", "column decision: 'maybe' is no decision. Write approved, rejected, added or none; "
         "remove the row to withdraw one."),
        (f"goal,1.1,IX.a,approved,,2026-11-20,,{ONE}", "column who: it is empty. Write who decided."),
        (f"goal,,IX.a,approved,Eva,2026-11-20,,{ONE}", "column key: it is empty. Write the key of the element, such as 1.1."),
        (f"goal,1.1,IX.a,rejected,Eva,2026-11-20,,{ONE}", "column why: it is empty. Say why IX.a was rejected."),
        (f"goal,1.1,IX.a,approved,Eva,20. 11. 2026,,{ONE}", "column when: '20. 11. 2026' is no day. Write it as 2026-11-21."),
        (f"goal,1.1,IX.a,approved,Eva,2026-02-30,,{ONE}", "column when: '2026-02-30' is no day. Write it as 2026-11-21."),
        ("goal,1.1,IX.a,approved,Eva,2026-11-20,,abc", "column text_sha: 'abc' is no digest. Write the first twelve digits of the SHA-256 of "
         "the element's text."),
        (f"goal,1.1,XVI.d,rejected,Eva,2026-11-20,ne,{ONE}", "column code: 'XVI.d' is decided for goal 1.1 again, after line 2. Keep one of "
         "the two rows."),
        (f"goal,1.1,IX.a,none,Eva,2026-11-20,nic,{ONE}", "column code: 'none' says that no descriptor fits the whole element, and 'IX.a' "
         "stands beside it. Empty the code, or write rejected."),
        (f"goal,1.1,,none,Eva,2026-11-20,,{ONE}", "column why: it is empty. Say why no descriptor fits."),
        (f"goal,1.1,,rejected,Eva,2026-11-20,nic,{ONE}", "column code: it is empty. Write a code of data/vocabularies/descriptors.csv."),
        (f"goal,1.1,,none,Eva,2026-11-20,nic,{ONE}", "column decision: 'none' says that no descriptor fits goal 1.1, but XVI.d is added in "
         "zkouska.csv, line 2. Keep one of the two."),
    ],
)  # fmt: skip
def test_a_faulty_decision_is_named(tmp_path: Path, row: str, sentence: str) -> None:
    path = table(tmp_path, f"goal,1.1,XVI.d,added,Eva,2026-11-20,byty,{ONE}", row)
    with pytest.raises(RegisterError) as caught:
        read_decisions(path, CODES)
    assert str(caught.value) == f"{path}, line 3, {sentence}"


@pytest.mark.parametrize(
    "text, sentence",
    [
        (
            HEAD.replace(",", ";"),
            f"line 1: the columns are {HEAD.strip().replace(',', ';')}; they have to be {HEAD.strip().replace(',', ', ')}. "
            "Write the first line so, with commas between them.",
        ),
        (
            HEAD + 'goal,1.1,IX.a,rejected,Eva,2026-11-20,"jen "zmínka"",x\n',
            "line 2 is not CSV (',' expected after '\"'). Put quotes around a value with a comma, a line break or a quotation "
            "mark, and write a quotation mark inside it twice.",
        ),
        (
            HEAD + "goal,1.1,IX.a,rejected,Eva,2026-11-20,zmínka, ne,x\n",
            "line 2 has 9 values for 8 columns; put quotes around a value with a comma.",
        ),
    ],
)
def test_what_is_no_table_of_decisions_is_told_in_sentences(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "zkouska.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_decisions(path, CODES)
    assert str(caught.value) == f"{path}, {sentence}"
