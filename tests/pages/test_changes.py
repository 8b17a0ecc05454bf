"""Changes between two releases: as a page, as a list and in RDF; and what is said where there is nothing to compare."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef

from running import Running, running
from small_plans import TEXT, add_plan, home_of
from strategraph.pages.changes_graph import AS
from strategraph.pipeline import build
from strategraph.places import Places
from strategraph.release import Release
from strategraph.settings import Inference, Settings

#: What the reasoner makes of the same, which takes half of a build, is no matter here.
BY_RULE = Settings(inference=Inference(closure_units=0))
BASE = "https://w3id.org/strategraph/"
PLAN = f"{BASE}resource/plan/zkouska"
HTML = {"Accept": "text/html", "Accept-Language": "en"}
FORMS = {".ttl": "turtle", ".jsonld": "json-ld", ".nt": "nt", ".rdf": "xml"}


def made(places: Places, output: Path, text: str) -> Release:
    add_plan(places, text=text)
    return build(places, BY_RULE, output, lambda room, told: None)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str, str]]:
    """A server over a plan of which one goal was reworded, another added and a third removed since the release before."""
    folder = tmp_path_factory.mktemp("changes")
    places, output = home_of(folder / "home"), folder / "build"
    old = made(places, output, TEXT)
    new = made(places, output, TEXT.replace("Cíl jedna", "Dluhová poradna").replace("1.2 Cíl dvě", "1.3 Cíl <script>"))
    with running(file=None, output=output) as server:
        yield server, old.edition, new.edition


def test_the_list_has_what_came_went_and_changed(two: tuple[Running, str, str]) -> None:
    server, old, new = two
    rows = list(csv.DictReader(io.StringIO(server.client.get(f"/changes/{old}..{new}?format=csv").text)))
    elements = {(row["thing"], row["change"]) for row in rows if row["what"] == "element"}
    assert elements == {
        (f"{PLAN}/goal/1.1", "changed"), (f"{PLAN}/goal/1.2", "removed"), (f"{PLAN}/goal/1.3", "added"), (f"{PLAN}", "changed"),
    } or elements == {(f"{PLAN}/goal/1.1", "changed"), (f"{PLAN}/goal/1.2", "removed"), (f"{PLAN}/goal/1.3", "added")}  # fmt: skip
    changed = next(row for row in rows if row["thing"] == f"{PLAN}/goal/1.1")
    assert "http://purl.org/dc/terms/description" in changed["after"].split()
    given = [(row["subject"], row["object"], row["change"]) for row in rows if row["what"] == "descriptor"]
    assert (f"{PLAN}/goal/1.1", f"{BASE}resource/descriptor/IX.a", "added") in given
    assert json.loads(server.client.get(f"/changes/{old}..{new}?format=json").text) == [
        {key: value or None for key, value in row.items()} for row in rows
    ]


def test_the_page_shows_it_and_leads_to_what_is_there_only(two: tuple[Running, str, str]) -> None:
    server, old, new = two
    newest, named = (server.client.get(path, headers=HTML) for path in ("/changes", f"/changes/{old}..{new}"))
    for answer in (newest, named):
        assert f"What is different in release {new} from release {old}." in answer.text
        assert "Cíl &lt;script&gt;" in answer.text
        assert "<script>" not in answer.text
        assert 'href="/page/plan/zkouska/goal/1.3"' in answer.text
        assert "Cíl dvě" in answer.text
        assert 'href="/page/plan/zkouska/goal/1.2"' not in answer.text
    czech = server.client.get("/changes", headers={"Accept": "text/html", "Accept-Language": "cs"})
    assert "Změny mezi vydáními" in czech.text


@pytest.mark.parametrize("ending", FORMS)
def test_each_change_is_an_activity_on_a_thing(two: tuple[Running, str, str], ending: str) -> None:
    server, old, new = two
    answer = server.client.get(f"/changes/{old}..{new}{ending}")
    graph = Graph().parse(data=answer.text, format=FORMS[ending])
    collection = URIRef(f"{BASE}changes/{old}..{new}")
    kinds = {
        str(graph.value(activity, AS.object)): graph.value(activity, RDF.type)
        for activity in graph.objects(collection, AS["items"])
    }
    assert kinds[f"{PLAN}/goal/1.1"] == AS.Update
    assert kinds[f"{PLAN}/goal/1.2"] == AS.Delete
    assert kinds[f"{PLAN}/goal/1.3"] == AS.Create
    assert kinds[f"{BASE}resource/assignment/zkouska/goal/1.1/IX.a"] == AS.Create
    assert int(str(graph.value(collection, AS.totalItems))) == len(kinds)
    assert answer.headers["content-type"].endswith("; charset=utf-8")
    again = server.client.get(f"/changes/{old}..{new}{ending}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_releases_that_are_not_compared_are_not_there(two: tuple[Running, str, str]) -> None:
    server, old, new = two
    for pair in (f"{new}..{old}", f"{old}..{old}", "..%2Fsecret", f"{old}..{new}..{old}", "x..y"):
        assert server.client.get(f"/changes/{pair}", headers=HTML).status_code == 404, pair


def test_one_release_alone_and_a_single_file_say_that_there_is_nothing_to_compare(
    published: Running, server: Running
) -> None:
    for one in (published, server):
        answer = one.client.get("/changes", headers=HTML)
        assert (answer.status_code, "There is nothing to compare with" in answer.text) == (200, True)
