import re
from collections import Counter
from pathlib import Path

from strategraph.concepts import Fault, PrintedLabel, check_printed, read_descriptors
from strategraph.iris import Iris

ROOT = Path(__file__).parents[2]
PLAN = "ap-ssz-2024-2026"
IRIS = Iris("https://w3id.org/strategraph/")
DESCRIPTORS = read_descriptors(ROOT / "data" / "vocabularies" / "descriptors.csv")


def printed_in_the_document() -> list[PrintedLabel]:
    """What looks like a descriptor in the document itself, read without any of the project's rules."""
    text = (ROOT / "data" / "sources" / "national" / PLAN / "document.txt").read_text(encoding="utf-8")
    lines = [(number, re.match(r"([IVXL]+\.[a-z]) (.+)", line)) for number, line in enumerate(text.split("\n"), 1)]
    return [PrintedLabel(match[1], match[2].strip(), PLAN, f"line {number}") for number, match in lines if match]


def test_the_document_prints_the_labels_of_the_table() -> None:
    printed = printed_in_the_document()
    assert len(printed) == 130
    assert len({label.code for label in printed}) == 27
    assert Counter(label.code for label in printed)["VIII.b"] == 21
    assert check_printed(printed, DESCRIPTORS, IRIS) == ()


def test_nothing_printed_gives_no_fault() -> None:
    assert check_printed([], DESCRIPTORS, IRIS) == ()


def test_each_disagreement_is_a_fault_with_its_place() -> None:
    printed = [label for label in printed_in_the_document() if label.code != "XIX.i"]
    printed += [
        PrintedLabel("IX.c", "Sociální prevence", "other", "line 7"),
        PrintedLabel("IX.g", "nový deskriptor", "other", "line 8"),
    ]
    resource = "https://w3id.org/strategraph/resource"
    assert check_printed(printed, DESCRIPTORS, IRIS) == (
        Fault(
            "not-printed",
            f"{resource}/descriptor/XIX.i",
            "plan/ap-ssz-2024-2026 does not print XIX.i, though descriptors.csv says so; correct seen_in.",
        ),
        Fault(
            "printed-label",
            f"{resource}/descriptor/IX.c",
            "other, line 7 prints 'Sociální prevence' for IX.c, descriptors.csv has 'sociální prevence'; "
            "correct the table or the document's mapping.",
        ),
        Fault(
            "unknown-code",
            f"{resource}/plan/other",
            "other, line 8 prints 'IX.g' (nový deskriptor), which descriptors.csv does not have; add a row.",
        ),
    )
