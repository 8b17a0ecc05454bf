"""Every line of a document is claimed once, by an element, a field or furniture, or is told as unclaimed."""

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as some

from drafts import PLANS, TODAY, as_drafted, as_read, drafted, knowledge, read_back
from strategraph.drafting import Draft, Opened, as_value, draft
from strategraph.sources import lines_of

#: Pieces of lines as plans have them, and some that would break an expression.
PIECES = (
    "Priorita 1: Bydlení pro všechny", "Cíl 1.1 Zvýšit počet bytů", "Cíl 1.2: Opravit byty", "Opatření 1.1.1 Koupit dům",
    "Opatření 1.2.1", "1. Úvod", "1.1 Podpora rodin", "2. Sociální služby", "a) první", "b) druhá", "• odrážka",
    "- další odrážka", "Aktivity:", "Cíle:", "Gestor: MPSV", "Termín: 12/2025", "Termín: průběžně", "Realizátor:",
    "Deskriptory:", "IX.a sociální poradenství", "strana 3", "12", "Úvod ........ 3", "OBSAH", "SENIOŘI", "DĚTI A RODINA",
    "Plán rozvoje města Kolín 2024-2026", "| Cíl 2.1 | Lepší doprava | MMR |", "a pokračování textu.", "Text (s [závorkami] * a +?).",
    "Priorita | Cíl | Opatření | Garant | Termín", "1. Bydlení | 1.1 Více bytů | 1.1.1 Koupit dům | MMR | 2025", "|  |  | 1.1.2 Opravit dům | MMR",
    "|  | 1.2 Lepší byty | Zateplit | a | b", "Bydlení | Byty |  | x", "Celkem |  |  | 12",
    "Číslo opatření | 1.1 | 1.2", "Název opatření | Koupit | Prodat",
    "# Cíl 1: Nadpis", "## Opatření", "Služby1 jsou drahé.", "1 Zákon o službách.", "Příloha 1", "SWOT",
    "Opatření | Termín | Rozpočet (tis. Kč) | Indikátor", "1.1.1 Koupit dům | 2025 | 1 250 | počet domů: 5", "Rozpočet (v tis. Kč): 500",
    "Indikátory:", "Zdroje: -", "Cílová hodnota: 12", "Náklady (tis. Kč)", "Opatření | 2025 (tis. Kč)",
    "Opatření | 2024 | 2025", "Kód | Název | Kód | Název",
    "I. OBLAST PRVNÍ", "II. OBLAST DRUHÁ", "A. Doprava", "SC1.1 Voda", "Poznámka: 'apostrof' a \\ zpětné lomítko", "",
)  # fmt: skip
DOCUMENTS = some.lists(some.one_of(some.sampled_from(PIECES), some.text(max_size=30)), min_size=1, max_size=40)


def opened_of(rows: list[str]) -> Opened:
    text = "\n".join(regex.sub(r"\p{Cc}|\p{Cs}", " ", row) for row in rows)
    return Opened("plan.txt", "document.txt", text.encode(), text, lines_of(text), ())


def numbers(told: str) -> list[int]:
    """`1-3, 5` as 1, 2, 3, 5."""
    found = []
    for part in told.split(", ") if told else []:
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def check_accounts(made: Draft) -> None:
    told = as_value(made)
    claimed = sorted(number for lines in told["plan"]["lines"].values() for number in numbers(lines))
    assert claimed == [line.number for line in made.lines if line.text.strip()]
    unclaimed = [one["place"]["line"] for one in told["unclaimed"]]
    assert unclaimed == numbers(told["plan"]["lines"].get("unclaimed", ""))
    places = [element["place"]["line"] for element in told["elements"]]
    assert places == sorted(places)
    assert not set(places) & set(unclaimed)
    known = [element["id"] for element in told["elements"]]
    assert len(known) == len(set(known))
    for place, element in enumerate(told["elements"]):
        assert element["parent"] is None or element["parent"] in known[:place]
        assert element["text"]
        assert element["kind"] in {"section", "goal", "priority", "measure", "activity"}


@pytest.mark.parametrize("name", sorted(path.stem for path in PLANS.glob("*.txt")))
def test_every_line_of_a_plan_is_accounted_for(name: str) -> None:
    check_accounts(drafted(PLANS / f"{name}.txt")[0])


@given(DOCUMENTS)
def test_every_line_of_any_document_is_accounted_for(rows: list[str]) -> None:
    check_accounts(draft(opened_of(rows), knowledge(), TODAY))


def test_a_parent_that_mending_leaves_no_level_for_is_read_back_too(tmp_path: Path) -> None:
    opened = opened_of(
        ["Cíl 1.2: Opravit byty", "SC1.1 Voda", "Opatření 1.2.1", "Priorita 1: Bydlení", "Opatření 1.1.1 Koupit dům"]
    )
    made = draft(opened, knowledge(), TODAY)
    assert as_read(read_back(made, opened, tmp_path)) == as_drafted(made)


@given(rows=DOCUMENTS)
def test_any_draft_is_read_back_as_it_was_told(rows: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    opened = opened_of(rows)
    made = draft(opened, knowledge(), TODAY)
    if opened.text.strip():
        folder: Path = tmp_path_factory.mktemp("home")
        assert as_read(read_back(made, opened, folder)) == as_drafted(made)
