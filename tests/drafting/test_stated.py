"""A draft reads times, indicators and money: behind labels, in lines below them, and in the columns of a table."""

from pathlib import Path

import pytest

from drafts import PLANS, drafted, read_back
from made_forms import FORMS, make, read_form
from strategraph.plans import Element, Plan

#: What an element states in short: times, indicators with their targets, sums, sources of funding.
Told = tuple[list[str], list[str], list[str], list[str]]


def told(element: Element) -> Told:
    return (
        ["..".join(filter(None, (one.begins, one.when))) or one.recurrence for one in element.deadlines],
        [f"{one.printed} = {one.target}" if one.target else one.printed for one in element.indicators],
        [f"{one.value} {one.currency}" for one in element.budgets],
        [one.printed for one in element.fundings],
    )


def measures(plan: Plan) -> dict[str, Told]:
    return {one.notation: told(one) for one in plan.elements if one.kind == "measure"}


def test_fields_behind_labels(tmp_path: Path) -> None:
    assert measures(read_back(*drafted(PLANS / "karty.txt"), tmp_path)) == {
        "1.1": (["2024-01..2024-12"], ["počet podpořených služeb"], ["6000000 CZK"], ["rozpočet města"]),
        "1.2": (["continuous"], ["výroční přehled"], ["0 CZK"], []),
        "2.1": (["2024-10"], ["10 lůžek = 10"], ["1200000 CZK"], ["dotace kraje, rozpočet města"]),
        "2.2": ([], [], ["300000 CZK"], []),
    }


def test_fields_in_rows_with_a_label_each(tmp_path: Path) -> None:
    assert measures(read_back(*drafted(PLANS / "tabulky.txt"), tmp_path)) == {
        "1.1.1": (["2023"], [], ["650000 CZK"], ["rozpočet města, dotace MPSV"]),
        "1.1.2": (["2022..2025"], ["počet setkání"], [], []),
        "1.2.1": (["2024"], [], [], []),
        "2.1.1": (["2023..2025"], [], [], []),
        "2.1.2": ([], [], [], []),
    }


def test_fields_in_columns_whose_head_says_the_unit(tmp_path: Path) -> None:
    made, opened = drafted(make(read_form(FORMS / "akcni-plan-sesit.form"), tmp_path))
    plan = read_back(made, opened, tmp_path / "home")
    assert measures(plan) == {
        "1": (["2025"], [], ["12500000 CZK"], []),
        "2": (["2025"], [], ["800000 CZK"], []),
        "3": (["2026"], [], ["1450000 CZK"], []),
        "4": (["2026"], [], ["950000 CZK"], []),
        "5": (["2026"], [], ["3200000 CZK"], []),
        "6": (["2025"], [], ["6100000 CZK"], []),
    }
    (budget,) = next(one for one in plan.elements if one.notation == "1" and one.kind == "measure").budgets
    text = "\n".join(line.text for line in opened.lines)
    assert [text[place.start : place.end] for place in (*budget.passages, *budget.heads)] == ["12 500", "tis. Kč"]


LABELS = """\
Plán rozvoje města Kolín 2024–2026
Opatření 1 Koupit dům
Náklady (tis. Kč): 1 250
Indikátory:
- počet bytů: 5 → 12
- počet klientů (min. 30)
Zdroje financování: rozpočet města,
dotace kraje
Opatření 2 Opravit dům
Indikátor: počet opravených bytů
Výchozí hodnota: 0
Cílová hodnota: 8 bytů
Zahájení: 2024
Termín: dle možností
Rozpočet: –
"""


def test_lists_values_that_go_on_and_numbers_on_lines_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(LABELS, encoding="utf-8")
    plan = read_back(*drafted(path), tmp_path / "home")
    assert measures(plan) == {
        "1": (
            [],
            ["počet bytů: 5 → 12 = 12", "počet klientů (min. 30) = 30"],
            ["1250000 CZK"],
            ["rozpočet města, dotace kraje"],
        ),
        "2": ([""], ["počet opravených bytů | 0 | 8 bytů = 8"], [], []),
    }
    second = plan.elements[-1]
    assert [(one.baseline, one.unit) for one in second.indicators] == [("0", "bytů")]


@pytest.mark.parametrize(
    "head, expected",
    [
        ("2025 (tis. Kč)", [("500000", "CZK", ("2025", "2025"))]),
        ("Náklady v mil. Kč", [("500000000", "CZK", None)]),
        ("Rozpočet", [("500", "", None)]),
        ("2025", []),
    ],
)
def test_the_head_of_a_column_says_unit_and_year(
    tmp_path: Path, head: str, expected: list[tuple[str, str, tuple[str, str] | None]]
) -> None:
    rows = "".join(f"{n} | Opravit dům číslo {n} | 500 | 2025\n" for n in (1, 2, 3))
    path = tmp_path / "plan.txt"
    path.write_text(f"Plán rozvoje města Kolín 2024–2026\n\nč. | Opatření | {head} | Termín\n{rows}", encoding="utf-8")
    plan = read_back(*drafted(path), tmp_path / "home")
    assert [(one.value, one.currency, one.years) for one in plan.elements[0].budgets] == expected
    assert [one.when for one in plan.elements[0].deadlines] == ["2025"]


def test_bodies_in_columns_that_stand_in_the_register(tmp_path: Path) -> None:
    rows = "1 | Opravit dům | MMR, MPSV | 2025\n2 | Koupit dům | MMR a MV | 2026\n3 | Prodat dům | starosta | 2027\n"
    path = tmp_path / "plan.txt"
    head = "č. | Opatření | Gestor | Termín\n"
    path.write_text(f"Plán rozvoje města Kolín 2024–2026\n\n{head}{rows}", encoding="utf-8")
    plan = read_back(*drafted(path), tmp_path / "home")
    assert [
        [(one.role, [body.slug for body in one.bodies]) for one in element.responsibilities]
        for element in plan.elements
    ] == [[("gestor", ["MMR", "MPSV"])], [("gestor", ["MMR", "MV"])], []]
    assert [[one.when for one in element.deadlines] for element in plan.elements] == [["2025"], ["2026"], ["2027"]]
