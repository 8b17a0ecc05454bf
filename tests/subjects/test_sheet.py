"""A sheet goes out, comes back from a spreadsheet program, and every faulty row is named."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path

import pytest

from sheets import A_CODE, G1, G2, HEAD, ONE, ROWS, TWO, Held, plan_with, read, refusal, stored
from small_plans import TEXT
from strategraph.concepts import Descriptor
from strategraph.errors import RegisterError
from strategraph.plans import Plan
from strategraph.subjects import Decided, Indexer, read_sheet, write_sheet


def test_the_sheet_says_what_words_say_and_leaves_room_for_the_person(
    tmp_path: Path, made: Callable[..., Indexer], descriptors: Sequence[Descriptor]
) -> None:
    done = f"goal,1.1,IX.c,rejected,Jan,2026-11-20,-1 zmínka,{ONE[7:]}\ngoal,1.1,XVI.d,added,Jan,2026-11-20,byty,{ONE[7:]}\n"
    sheet = write_sheet([plan_with(tmp_path, made("IX.a jedna 2", "IX.c jedna 1"), done)], descriptors)
    assert sheet.startswith(
        "\ufeffelement;level;headings;text;code;label;status;weight;evidence;decision;who;when;why;text_sha;before\r\n"
    )
    rows = list(csv.reader(io.StringIO(sheet.removeprefix("\ufeff"), newline=""), delimiter=";"))[1:]
    above = ["Cíl", "První oblast"]
    rejected = ("rejected", "Jan", "2026-11-20", "'-1 zmínka", ONE, "IX.c rejected, Jan, 2026-11-20: -1 zmínka")
    added = ("added", "Jan", "2026-11-20", "byty", ONE, "XVI.d added, Jan, 2026-11-20: byty")
    assert rows == [
        [G1, *above, "Cíl jedna", "IX.a", "sociální poradenství", "assigned", "2", "jedna (2)", *[""] * 4, ONE, ""],
        [G1, *above, "Cíl jedna", "IX.c", "sociální prevence", "rejected", "1", "jedna (1)", *rejected],
        [G1, *above, "Cíl jedna", "XVI.d", "dostupné bydlení", "approved", "1", "", *added],
        [G2, *above, "Cíl dvě", *[""] * 9, TWO, ""],
    ]


def test_an_untouched_sheet_decides_nothing_and_a_decided_one_the_same_again(
    tmp_path: Path, made: Callable[..., Indexer], descriptors: Sequence[Descriptor]
) -> None:
    done = f"goal,1.1,IX.c,rejected,Jan,2026-11-20,zmínka,{ONE[7:]}\n"
    untouched = plan_with(tmp_path, made(*ROWS))
    assert read(write_sheet([untouched], descriptors), untouched) == []
    decided = plan_with(tmp_path, made(*ROWS), done)
    assert read(write_sheet([decided], descriptors), decided, stored=decided[1].decisions) == [
        ("zkouska", "goal", "1.1", "IX.c", "rejected", "Jan", "2026-11-20", "zmínka", ONE[7:])
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_sheet_comes_back_however_a_program_saved_it(held: Held, separator: str, end: str) -> None:
    lines = [
        HEAD.strip(),
        f"{G1};IX.a;Approved;;25.11.2026;;{ONE}",
        f'{G1};IX.c;rejected;Jan;25. 1. 2026;"je to; jen zmínka";{ONE}',
        f"{G2};XVI.d;added;;;byty;",
        ";;;;;;",
    ]
    text = end.join(lines)
    if separator != ";":
        table = list(csv.reader(lines, delimiter=";"))
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=separator, lineterminator=end).writerows(table)
        text = out.getvalue()
    assert read(text, held) == [
        ("zkouska", "goal", "1.1", "IX.a", "approved", "Eva", "2026-11-25", "", ONE[7:]),
        ("zkouska", "goal", "1.1", "IX.c", "rejected", "Jan", "2026-01-25", "je to; jen zmínka", ONE[7:]),
        ("zkouska", "goal", "1.2", "XVI.d", "added", "Eva", "2026-11-25", "byty", TWO[7:]),
    ]


def test_columns_may_be_moved_and_added(held: Held) -> None:
    text = f"poznámka;decision;why;who;code;element;when;text_sha\nx;added;byty;;XVI.d;{G2};;{TWO}\n"
    assert [row[2:5] for row in read(text, held)] == [("1.2", "XVI.d", "added")]


@pytest.mark.parametrize(
    "row, told",
    [
        (f"{G1};IX.z;added;;;ano;", "column code: there is no descriptor 'IX.z'. Write a code of data/vocabularies/descriptors.csv."),
        (f"{G1};IX.a;ano;;;;", "column decision: 'ano' is no decision. Write approved, rejected, added, none or withdrawn, or leave the cell empty."),
        (f"{G1};IX.a;rejected;;;;", "column why: it is empty. Say why IX.a was rejected."),
        (f"{G1};IX.a;approved;;zítra;;", "column when: 'zítra' is no day. Write it as 2026-11-21."),
        ("plan/zkouska/goal/9.9;IX.a;approved;;;;", "column element: 'plan/zkouska/goal/9.9' is not in the plan any more. Export the sheet again."),
        ("plan/zkouska/section/1;IX.a;approved;;;;", "column element: 'plan/zkouska/section/1' is at a level that gets no descriptors. Leave "
         "its decision empty."),
        ("plan/jiny/goal/1;IX.a;approved;;;;", "column element: there is no plan 'jiny'. The plans are zkouska: write one of them."),
        ("1.1.2026;IX.a;approved;;;;", "column element: '1.1.2026' names no element. Write it as plan/sprss-ustecky/goal/1.1."),
        (f"{G1};IX.a;approved;;;;sha256:0123456789ab", "column text_sha: 'sha256:0123456789ab' is another text than that of goal 1.1 now. "
         "Export the sheet again and look anew."),
        (f"{G2};XVI.d;added;;;znovu;", f"column code: 'XVI.d' stands for {G2} again, after s.csv, row 2. Keep one of the two rows."),
        (f"{G1};IX.a;none;;;nic;", "column code: 'none' says that no descriptor fits the whole element, and 'IX.a' stands beside it. Empty "
         "the code, or write rejected."),
        (f"{G1};;none;;;;", "column why: it is empty. Say why no descriptor fits."),
        (f"{G1};;added;;;ano;", f"column code: it is empty. {A_CODE}"),
        (f"{G2};;none;;;nic;", "column decision: 'none' says that no descriptor fits goal 1.2, but XVI.d is added in s.csv, row 2. Keep one "
         "of the two."),
        (f"{G1};IX.a;withdrawn;;;;", "column decision: 'withdrawn' takes a decision back, and nobody has decided on IX.a for goal 1.1. Check "
         "element and code, or leave the cell empty."),
        (f"{G1};;Withdrawn;;;;", "column decision: 'Withdrawn' takes a decision back, and nobody has decided that no descriptor fits for goal "
         "1.1. Check element and code, or leave the cell empty."),
    ],
)  # fmt: skip
def test_a_faulty_row_is_named_with_its_number(held: Held, row: str, told: str) -> None:
    assert refusal(f"{HEAD}{G2};XVI.d;added;;;byty;{TWO}\n{row}\n", held) == [f"s.csv, row 3, {told}"]


def test_all_faulty_rows_are_named_at_once(held: Held) -> None:
    text = f"{HEAD}{G1};IX.z;approved;;;;\n{G1};IX.a;approved;;;;\n{G1};IX.c;maybe;;;;\n"
    assert [line[:14] for line in refusal(text, held)] == ["s.csv, row 2, ", "s.csv, row 4, "]
    assert refusal(f"{HEAD}{G1};IX.a;approved;;;;\n", held, who="") == [
        "s.csv, row 2, column who: it is empty. Write who decided, or give --who to the command."
    ]


def test_what_a_document_prints_is_not_decided(printed: Plan) -> None:
    text = f"{HEAD}plan/{printed.id}/goal/4.3.a;IX.e;rejected;;;omyl;\n"
    assert refusal_of(text, printed) == (
        "s.csv, row 2, column code: the document itself prints 'IX.e', and what is printed is not decided. "
        "Leave the decision empty."
    )


def refusal_of(text: str, plan: Plan) -> str:
    with pytest.raises(RegisterError) as caught:
        read_sheet(text, {plan.id: (plan, Decided((), ()))}, ("IX.e",), {}, "Eva", "2026-11-25", "s.csv")
    return str(caught.value)


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "s.csv, row 1: there is no column element, code, decision, who, when, why, text_sha. Keep the columns of `strategraph subjects "
         "export`."),
        ("element;code;decision;who;when;why\n", "s.csv, row 1: there is no column text_sha. Keep the columns of `strategraph subjects export`."),
        (f'{HEAD}"open', "s.csv, line 2 is not CSV (unexpected end of data). Close every quotation mark, or save the sheet as CSV in UTF-8 again."),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused(held: Held, text: str, told: str) -> None:
    assert refusal(text, held) == [told]


def test_a_text_that_would_be_a_formula_is_made_harmless(
    tmp_path: Path, made: Callable[..., Indexer], descriptors: Sequence[Descriptor]
) -> None:
    held = plan_with(tmp_path, made(*ROWS), text=TEXT.replace("Cíl jedna", "=HYPERLINK(1) jedna"))
    row = write_sheet([held], descriptors).splitlines()[1]
    assert ";'=HYPERLINK(1) jedna;" in row


@pytest.mark.parametrize("decision", ["approved", "rejected", "added"])
@pytest.mark.parametrize("code", ["IX.a", "XVI.d"])
@pytest.mark.parametrize("sha", [ONE[7:], "0123456789ab"])
def test_a_sheet_that_nobody_touched_changes_no_decision_whatever_words_and_texts_have_become(
    tmp_path: Path, made: Callable[..., Indexer], descriptors: Sequence[Descriptor], decision: str, code: str, sha: str
) -> None:
    """Words may no longer speak for it or speak for it now, the text may be another: it stays, and so does its notice."""
    why = "" if decision == "approved" else "proto"
    row = f"1.1,{code},{decision},=Jan,2026-11-20,{why},{sha}"
    held = plan_with(tmp_path, made("IX.a jedna 2"), f"goal,{row}\n")
    kept = stored(row)
    assert read(write_sheet([held], descriptors), held, who="Petr", stored=kept) == [
        ("zkouska", *astuple(kept[0])[:-1])
    ]


def test_another_name_takes_a_decision_over_only_where_the_row_says_so(held: Held) -> None:
    kept = stored(f"1.1,IX.a,approved,Jana,2026-11-20,,{ONE[7:]}")
    assert [row[5] for row in read(f"{HEAD}{G1};IX.a;approved;;;;{ONE}\n", held, "Petr", kept)] == ["Jana"]
    assert [row[5:7] for row in read(f"{HEAD}{G1};IX.a;approved;Petr;;;{ONE}\n", held, "", kept)] == [
        ("Petr", "2026-11-25")
    ]


def test_a_new_day_confirms_a_decision_on_a_text_that_has_changed(held: Held) -> None:
    kept = stored("1.1,IX.a,approved,Jana,2026-11-20,,0123456789ab")
    found = read(f"{HEAD}{G1};IX.a;approved;Jana;25.11.2026;;{ONE}\n", held, "", kept)
    assert [row[5:] for row in found] == [("Jana", "2026-11-25", "", ONE[7:])]


def test_what_no_word_suggests_is_not_approved_but_added(held: Held) -> None:
    told = (
        "column decision: no word suggests XVI.d for goal 1.2, so there is nothing to approve. "
        "Check the code, or write added and say why."
    )
    assert refusal(f"{HEAD}{G2};XVI.d;approved;;;;{TWO}\n", held) == [f"s.csv, row 2, {told}"]


def test_an_apostrophe_of_the_persons_own_stays(held: Held) -> None:
    text = f"{HEAD}{G1};IX.a;rejected;;;'sociální' tu znamená jiné;{ONE}\n{G1};IX.c;rejected;;;'=1+1;{ONE}\n"
    assert [row[7] for row in read(text, held)] == ["'sociální' tu znamená jiné", "=1+1"]
