"""Numbers, money, times and indicators are read as they are meant, and what is not understood is not read."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.places import find_places
from strategraph.plans.amounts import read_amounts
from strategraph.plans.indicators import parts_of_indicators, read_indicator, read_measured
from strategraph.plans.numbers import read_number, shown_number
from strategraph.plans.times import read_time
from strategraph.plans.value_words import read_value_words

WORDS = read_value_words(find_places().mappings)
#: Texts as they might stand in a field, much of it in words that the readers know.
PIECES = st.sampled_from(
    [*"0123456789,.-–/;:()%|€ \u00a0\n", "2024", "2025", " Kč", " tis.", " mil.", "cca ", "do ", "od ", "roku ", " až ", "průběžně",
     "ročně", "leden", "čtvrtletí", "Q", "I.", "min. ", "→", "z ", " na ", "výchozí hodnota", "cílová hodnota", "celkem"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60)


@pytest.mark.parametrize(
    "printed, czech, other",
    [
        ("5", "5", "5"),
        ("1 250", "1250", "1250"),
        ("1\u00a0250\u00a0000,50", "1250000.5", "1250000.5"),
        ("1.250.000", "1250000", "1250000"),
        ("1,250,000.5", "1250000.5", "1250000.5"),
        ("1.250,5", "1250.5", "1250.5"),
        ("2,5", "2.5", "2.5"),
        ("0,125", "0.125", "0.125"),
        ("1.250", "1250", None),
        ("1,250", "1.25", None),
        ("12.5.2024", None, None),
        ("1,25,5", None, None),
    ],
)
def test_a_number_is_read_in_one_way_or_not_at_all(printed: str, czech: str | None, other: str | None) -> None:
    for is_czech, expected in ((True, czech), (False, other)):
        number = read_number(printed, is_czech)
        assert (shown_number(number) if number is not None else None) == expected


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_a_number_printed_the_czech_way_is_that_number(whole: int, hundredths: int) -> None:
    printed = f"{whole:,}".replace(",", " ") + f",{hundredths:02d}"
    assert read_number(printed, True) == Decimal(whole) + Decimal(hundredths) / 100


@given(st.decimals(0, 10**9, places=3, allow_nan=False))
def test_the_digits_of_a_number_are_its_value(value: Decimal) -> None:
    shown = shown_number(value)
    assert Decimal(shown) == value
    assert "E" not in shown
    assert not ("." in shown and shown[-1] in "0.")


def money(text: str, head: str = "", czech: bool = True) -> list[str]:
    """The sums of a text in short: value or bounds, currency, ~ if approximate, recurrence, years, ^ if the head says it."""
    told = []
    for one in read_amounts(text, WORDS, czech, head):
        bounds = [shown_number(each) if each is not None else "" for each in (one.least, one.most)]
        value = shown_number(one.value) if one.value is not None else "..".join(bounds)
        parts = [
            value,
            one.currency,
            "~" * one.approximate,
            one.recurrence,
            "–".join(one.years or ()),
            "^" * one.by_head,
        ]
        told.append(" ".join(filter(None, parts)))
    return told


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1 250 tis. Kč", ["1250000 CZK"]),
        ("2,5 mil. Kč", ["2500000 CZK"]),
        ("1,2 mld. Kč", ["1200000000 CZK"]),
        ("0,-", ["0"]),
        ("0,- Kč", ["0 CZK"]),
        ("300 000,-- Kč", ["300000 CZK"]),
        ("cca 300 000 Kč ročně", ["300000 CZK ~ yearly"]),
        ("300 tis. Kč/rok", ["300000 CZK yearly"]),
        ("1 000 Kč měsíčně", ["1000 CZK monthly"]),
        ("EUR 5 000", ["5000 EUR"]),
        ("5.000 €", ["5000 EUR"]),
        ("do 500 tis. Kč", ["..500000 CZK"]),
        ("min. 2 mil. Kč", ["2000000.. CZK"]),
        ("200–300 tis. Kč", ["200000..300000 CZK"]),
        ("900 tis. – 1,1 mil. Kč", ["900000..1100000 CZK"]),
        ("2024: 100 000 Kč, 2025: 200 000 Kč", ["100000 CZK 2024–2024", "200000 CZK 2025–2025"]),
        ("100 tis. Kč v letech 2024–2026", ["100000 CZK 2024–2026"]),
        ("Náklady celkem: 650 000 Kč z rozpočtu města", ["650000 CZK"]),
        ("1 250 000 Kč (dotace MPSV)", ["1250000 CZK"]),
        ("500 000", ["500000"]),
        ("- 6 mil. Kč", ["6000000 CZK"]),
        # What is not a sum, or is more than one, or of which it is not known what it is the sum of.
        ("dle rozpočtu", []),
        ("bez nákladů", []),
        ("2024", []),
        ("2024–2026", []),
        ("10 lůžek", []),
        ("-5 Kč", []),
        ("500 000 Kč na jednoho klienta", []),
        ("200 Kč – 300 EUR", []),
        ("300–200 tis. Kč", []),
        ("100 000 + 20 000 Kč", []),
        ("celkem 500 tis. Kč (2024: 200 tis. Kč, 2025: 300 tis. Kč)", []),
        ("2024: 100 000 Kč, 2024: 200 000 Kč", []),
        ("", []),
    ],
)
def test_a_sum_of_money_is_read_if_every_word_is_understood(text: str, expected: list[str]) -> None:
    assert money(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1 250,5", ["1250500 CZK ^"]),
        ("2024", ["2024000 CZK ^"]),
        ("5 mil.", ["5000000 CZK ^"]),
        ("500 Kč", ["500 CZK"]),
        ("500 EUR", ["500 EUR"]),
        ("–", []),
    ],
)
def test_the_head_of_a_column_counts_where_the_cell_does_not_say_otherwise(text: str, expected: list[str]) -> None:
    assert money(text, "v tis. Kč") == expected


def test_grouping_that_can_be_read_in_two_ways_is_left_in_a_text_that_is_not_czech() -> None:
    assert money("1,250 EUR", czech=False) == []
    assert money("EUR 1,250,000", czech=False) == ["1250000 EUR"]


@given(st.integers(1, 10**9), st.sampled_from(["Kč", "CZK", "EUR", "€"]))
def test_a_sum_that_is_printed_is_that_sum(value: int, currency: str) -> None:
    printed = f"{value:,}".replace(",", "\u00a0") + f" {currency}"
    code = "CZK" if currency in ("Kč", "CZK") else "EUR"
    assert money(printed) == [f"{value} {code}"]


@given(TEXTS)
def test_no_sum_has_a_number_that_is_not_printed(text: str) -> None:
    for one in read_amounts(text, WORDS, True):
        for value in (one.value, one.least, one.most):
            assert value is None or (value >= 0 and any(letter.isdigit() for letter in one.words))
        assert one.least is None or one.most is None or one.least <= one.most
        assert one.words.strip() in text
        assert all(year in text for year in one.years or ())


def time(text: str) -> tuple[str, str, str] | None:
    found = read_time(text, WORDS)
    return (found.begins, found.ends, found.recurrence) if found else None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2025", ("", "2025", "")),
        ("do konce roku 2025", ("", "2025", "")),
        ("do 31. 12. 2025", ("", "2025-12-31", "")),
        ("31.12.2025", ("", "2025-12-31", "")),
        ("2025-06-30", ("", "2025-06-30", "")),
        ("30. června 2025", ("", "2025-06-30", "")),
        ("12/2025", ("", "2025-12", "")),
        ("říjen 2024", ("", "2024-10", "")),
        ("IV. čtvrtletí 2025", ("2025-10", "2025-12", "")),
        ("Q4 2025", ("2025-10", "2025-12", "")),
        ("4Q/2025", ("2025-10", "2025-12", "")),
        ("1. pol. 2024", ("2024-01", "2024-06", "")),
        ("2024–2026", ("2024", "2026", "")),
        ("2024, 2025 a 2026", ("2024", "2026", "")),
        ("od 1/2024 do 12/2025", ("2024-01", "2025-12", "")),
        ("leden–prosinec 2024", ("2024-01", "2024-12", "")),
        ("1. 9. – 31. 12. 2024", ("2024-09-01", "2024-12-31", "")),
        ("od roku 2024", ("2024", "", "")),
        ("průběžně", ("", "", "continuous")),
        ("průběžně 2024–2026", ("2024", "2026", "continuous")),
        ("1/2024 – průběžně", ("2024-01", "", "continuous")),
        ("do 31. 12. 2025, dále průběžně", ("", "2025-12-31", "continuous")),
        ("každoročně", ("", "", "yearly")),
        ("by 31 December 2025", ("", "2025-12-31", "")),
        # What is no time, or cannot be.
        ("dle potřeby", None),
        ("31. 2. 2025", None),
        ("13/2025", None),
        ("V. čtvrtletí 2025", None),
        ("2026–2024", None),
        ("2024, 2026", None),
        ("každoročně do 31. 3.", None),
        ("po schválení zákona v roce 2025", None),
        ("", None),
    ],
)
def test_a_time_is_read_if_every_word_is_understood(text: str, expected: tuple[str, str, str] | None) -> None:
    assert time(text) == expected


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 5000))
def test_a_day_and_a_range_of_days_are_those_that_are_printed(first: date, days: int) -> None:
    last = first + timedelta(days)
    assert time(f"do {last.day}. {last.month}. {last.year}") == ("", last.isoformat(), "")
    begins = first.isoformat() if days else ""
    assert time(f"{first:%d.%m.%Y} – {last:%d.%m.%Y}") == (begins, last.isoformat(), "")


@given(TEXTS)
def test_no_time_has_a_year_that_is_not_printed(text: str) -> None:
    found = read_time(text, WORDS)
    if found:
        assert found.begins or found.ends or found.recurrence
        assert all(when[:4] in text for when in (found.begins, found.ends))
        if found.begins and found.ends:
            common = min(len(found.begins), len(found.ends))
            assert found.begins[:common] <= found.ends[:common]


def measured(text: str) -> list[str]:
    """The indicators of a text in short: baseline (year) → comparator target (year) unit."""
    told = []
    for part in parts_of_indicators(text, WORDS):
        one = read_indicator(part, WORDS, True)
        before = f"{one.baseline}({one.baseline_year})→" if one.baseline is not None else ""
        told.append(
            f"{before}{one.comparator}{one.target}({one.target_year}) {one.unit}" if one.target is not None else ""
        )
    return told


@pytest.mark.parametrize(
    "text, expected",
    [
        ("počet komunitních center: 5 → 12", ["5()→=12() "]),
        ("počet center 5 -> 12 (2026)", ["5()→=12(2026) "]),
        ("min. 3 setkání ročně", [">=3() setkání ročně"]),
        ("10 lůžek", ["=10() lůžek"]),
        ("Počet klientů: 120 osob do roku 2026", ["=120(2026) osob"]),
        ("podíl klientů – výchozí stav 40 % (2023), cílový stav 60 %", ["40(2023)→=60() %"]),
        ("zvýšení podílu z 10 % na 15 %", ["10()→=15() %"]),
        ("počet klientů (min. 30)", [">=30() "]),
        ("alespoň 80 % klientů", [">=80() % klientů"]),
        ("Počet lůžek: 10; počet klientů: 40", ["=10() ", "=40() "]),
        ("Počet účastníků: 1 200", ["=1200() "]),
        ("počet setkání", [""]),
        ("počet setkání v roce 2024", [""]),
        ("rozdíl -5", [""]),
        ("počet: 5 až 10", [""]),
        ("2025", [""]),
        ("z 10 osob na 15 %", [""]),
    ],
)
def test_an_indicator_is_read_if_the_whole_has_a_known_form(text: str, expected: list[str]) -> None:
    assert measured(text) == expected


def test_the_columns_of_baseline_and_target_are_read_apart() -> None:
    read = read_measured("5 (2023)", "min. 12 bytů", WORDS, True)
    assert (read.baseline, read.baseline_year, read.target, read.comparator, read.unit) == (5, "2023", 12, ">=", "bytů")
    assert read_measured("neznámo", "12", WORDS, True).target is None


@given(TEXTS)
def test_no_indicator_has_a_number_that_is_not_printed(text: str) -> None:
    digits = "".join(letter for letter in text if letter.isdecimal())
    for part in parts_of_indicators(text, WORDS):
        assert part in text.strip()
        one = read_indicator(part, WORDS, True)
        for value in (one.baseline, one.target):
            assert value is None or shown_number(value).replace(".", "").strip("0") in digits
