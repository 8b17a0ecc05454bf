"""Two reports of the Ústí region, read against the documents: every claim with the line on which it stands.

The tables were read beside the two documents: the words are those of the line, an objective is in the list of gaps if no link of it
shares a descriptor other than the general ones (IX.a, IX.b, IX.c and VIII.b), and a link in the other table shares those named.
"""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from strategraph.places import Places
from strategraph.reports import Report
from strategraph.reports.model import Linked

GOLDEN = Path(__file__).with_name("golden")
RESOURCE = "https://w3id.org/strategraph/resource/plan/"
GENERAL = {"IX.a", "IX.b", "IX.c", "VIII.b"}
Make = Callable[..., Report]
Lines = dict[str, list[str]]


def golden(name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def lines(places: Places) -> Lines:
    sources = (places.data / "sources").glob("*/*/document.txt")
    return {path.parent.name: path.read_text(encoding="utf-8").splitlines() for path in sources}


def code(cell: object) -> str:
    assert isinstance(cell, Linked)
    return cell.iri.rpartition("/")[2]


def test_the_words_of_each_claim_begin_the_line_that_it_names(lines: Lines) -> None:
    national, regional = lines["ap-ssz-2024-2026"], lines["sprss-ustecky"]
    for row in golden("gaps-CZ042"):
        document = national if row["table"] == "objectives" else regional
        assert document[int(row["line"]) - 1].strip().startswith(row["words"]), row
        assert row["words"].startswith(row["code"]), row
    for row in golden("alignment-CZ042"):
        assert national[int(row["objective_line"]) - 1].strip().startswith(row["objective_words"]), row
        assert regional[int(row["priority_line"]) - 1].strip().startswith(row["priority_words"]), row


def test_the_gaps_are_those_that_were_read(make: Make) -> None:
    report = make("gaps", region="CZ042", language="en")
    found = [(table.key, code(row[1]), row[2]) for table in list(report.tables)[:2] for row in table.rows]
    assert found == [(row["table"], row["code"], int(row["line"])) for row in golden("gaps-CZ042")]


def test_the_specific_links_are_those_that_were_read(make: Make) -> None:
    table = next(make("alignment", region="CZ042", language="en").tables)
    found = []
    for row in table.rows:
        codes = [part.split()[0] for part in str(row[4]).split("; ")]
        particular = " ".join(one for one in codes if one not in GENERAL)
        found.append((code(row[1]), code(row[2]), str(row[3]), particular))
    expected = [
        (row["objective"], row["priority"], row["score"], row["particular"]) for row in golden("alignment-CZ042")
    ]
    assert found == expected
    assert all(particular for *_, particular in found)
