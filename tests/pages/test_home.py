"""What the home page counts, and the example queries as it and the form offer them."""

import csv
import io
from pathlib import Path

import pytest

from running import Running
from strategraph.pages.home import counted_words
from strategraph.places import find_places
from strategraph.query_files import read_queries

EXPECTED = Path(__file__).parents[1] / "questions" / "expected"
EXAMPLES = read_queries(find_places().queries, "questions")


def offered(server: Running, path: str) -> list[str]:
    """The addresses in the list of examples."""
    page = server.client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"}).text
    listed = page.partition('<ul class="examples">')[2].partition("</ul>")[0]
    return [piece.partition('"')[0].replace("&amp;", "&") for piece in listed.split('href="')[1:]]


@pytest.mark.parametrize("path", ["/", "/sparql"])
def test_all_examples_are_offered(published: Running, path: str) -> None:
    assert offered(published, path) == [f"/queries/{query.id}" for query in EXAMPLES]


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[query.id for query in EXAMPLES])
def test_an_example_as_offered_gives_the_expected_rows(published: Running, number: int) -> None:
    answer = published.client.get(f"{offered(published, '/')[number]}.csv")
    assert answer.status_code == 200, answer.text
    expected = (EXPECTED / f"{EXAMPLES[number].id}.csv").read_text(encoding="utf-8")
    assert list(csv.reader(io.StringIO(answer.text))) == list(csv.reader(io.StringIO(expected)))


def test_an_example_is_shown_with_its_defaults_and_answered(published: Running) -> None:
    page = published.client.get("/queries/goals-of-plan", headers={"Accept": "text/html", "Accept-Language": "cs"}).text
    plan = "https://w3id.org/strategraph/resource/plan/"
    assert f"VALUES ?plan {{ &lt;{plan}ap-ssz-2024-2026&gt; }}" in page
    assert "Řádků: 38." in page


@pytest.mark.parametrize(
    ("kind", "one", "few", "many"),
    [
        ("Plan", "plán", "plány", "plánů"),
        ("Goal", "cíl nebo priorita", "cíle a priority", "cílů a priorit"),
        ("Measure", "opatření", "opatření", "opatření"),
        ("DescriptorAssignment", "přiřazení deskriptoru", "přiřazení deskriptorů", "přiřazení deskriptorů"),
        ("Responsibility", "údaj o odpovědnosti", "údaje o odpovědnosti", "údajů o odpovědnosti"),
    ],
)
def test_what_is_counted_stands_in_the_form_of_its_number(kind: str, one: str, few: str, many: str) -> None:
    assert [counted_words(kind, number, "cs") for number in (1, 3, 5)] == [one, few, many]
