import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

import generate
from house_rules import HALL, ROOMS
from strategraph.app import create_app
from strategraph.cli import parser
from strategraph.endpoint import dataset_of_release
from strategraph.namespaces import SG, TERMS
from strategraph.places import find_places
from strategraph.query_files import Query, read_query
from strategraph.release import Release
from strategraph.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
OUTSIDE = ("http://", "https://", "mailto:", "#")


def pages() -> list[Path]:
    tops = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "queries").rglob("*.md")]
    return sorted([*tops, *(ROOT / "ontology").glob("*.md"), *(ROOT / "benchmarks").glob("*.md")])


def broken_links(page: Path) -> list[str]:
    """Targets of relative links that are not there."""
    targets = [link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8"))]
    return [target for target in targets if not target.startswith(OUTSIDE) and target and
            not (page.parent / target).exists()]  # fmt: skip


def queries() -> list[Query]:
    return [read_query(path) for path in sorted((ROOT / "queries").glob("*/*.rq"))]


def test_the_reference_pages_say_what_the_program_says() -> None:
    assert sorted(generate.outdated()) == []


def test_a_page_that_was_changed_by_hand_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(generate, "PAGES", {"a.md": lambda: "now\n", "b.md": lambda: "same", "c.md": lambda: "new"})
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    (tmp_path / "a.md").write_text("then\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("same\n", encoding="utf-8")
    assert generate.outdated() == {"a.md": "now\n", "c.md": "new\n"}
    assert generate.main(["--check"]) == 1
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "then\n"
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    assert (tmp_path / "c.md").read_text(encoding="utf-8") == "new\n"


@pytest.mark.parametrize("name", generate.subparsers(parser()))
def test_every_command_is_documented_with_its_options_and_shown_in_the_tour(name: str) -> None:
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    chapter = reference.partition(f"### strategraph {name}\n")[2].partition("\n### ")[0]
    actions = generate.subparsers(parser())[name]._actions
    assert [action.dest for action in actions if not action.help] == []
    assert [word for action in actions for word in action.option_strings if word not in chapter] == []
    tour = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert f"strategraph {name}" in tour


def test_every_setting_is_documented_and_the_documented_variable_sets_it(tmp_path: Path) -> None:
    reference = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (?:`([^`]+)`|\(empty\)) \| `(\w+)` \|", reference, re.MULTILINE)
    sections = tomllib.loads((ROOT / "settings.toml").read_text(encoding="utf-8"))
    assert [name for name, _, _ in rows] == [name for section in sections.values() for name in section]
    (tmp_path / "empty.toml").touch()
    assert read_settings(tmp_path / "empty.toml", {variable: value for _, value, variable in rows}) == Settings()


def test_every_route_is_documented(release: Release) -> None:
    """A route is documented under its path, its parameters without their converters."""
    page = (ROOT / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    app = create_app(Settings(), find_places(), dataset_of_release(release, Settings().publication.base))
    paths = [re.sub(r":\w+}", "}", route.path) for route in app.routes]  # type: ignore[attr-defined]
    assert len(paths) > 10
    assert [path for path in paths if f"`{path}`" not in page] == []


def test_a_query_is_known_by_one_name_and_has_a_title_in_both_languages() -> None:
    known = Counter(query.id for query in queries())
    assert [name for name, times in known.items() if times > 1] == []
    assert [query.id for query in queries() if not (query.title_en and query.title_cs)] == []


def test_no_query_names_a_thing_by_an_escaped_prefix_and_having_repeats_its_aggregate() -> None:
    """rdflib reads neither `prefix:a\\/b` nor an alias of an aggregate in HAVING, and finds nothing, without a word."""
    texts = {query.id: re.sub(r"^\s*#.*$", "", query.text, flags=re.MULTILINE) for query in queries()}
    assert [name for name, text in texts.items() if re.search(r"\b\w+:[\w.-]*\\/", text)] == []
    assert [name for name, text in texts.items() if re.search(r"\bHAVING\s*\(\s*\?", text, re.IGNORECASE)] == []


def test_the_ontology_defines_the_terms_that_the_code_may_use_and_no_others() -> None:
    graph = Graph().parse(ROOT / "ontology" / "strategraph.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    defined = {str(term).removeprefix(str(URIRef(SG))) for kind in kinds for term in graph.subjects(RDF.type, kind)}
    assert sorted(defined ^ set(TERMS)) == []
    for term in TERMS:
        for relation in (RDFS.label, SKOS.definition):
            said = sorted(str(getattr(text, "language", "")) for text in graph.objects(SG[term], relation))
            assert said == ["cs", "en"], (term, relation)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_link_between_documents_leads_somewhere(page: Path) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_document_keeps_both_sides_of_a_merge(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(("<" * 7, ">" * 7)) or line == "=" * 7] == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[b](b.md) [a](a.md#top) [out](https://example.org/) ![p](p.png)", encoding="utf-8")
    assert broken_links(tmp_path / "a.md") == ["b.md"]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/index.md"])
def test_a_document_that_a_newcomer_looks_for_is_there(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/index.md"])
def test_every_make_target_that_a_document_names_is_there(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)\b", code_of(ROOT / page)))
    assert sorted(named - targets) == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/index.md"])
def test_every_command_that_a_document_shows_is_understood(page: str) -> None:
    commands = set(re.findall(r"(?<!from )\bstrategraph ([a-z]+)\b", code_of(ROOT / page)))
    assert sorted(commands - generate.subparsers(parser()).keys()) == []


def code_of(page: Path) -> str:
    """What the page sets as code, in blocks and within lines."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", page.read_text(encoding="utf-8"), re.DOTALL))


def test_the_tour_goes_through_every_room_in_order_and_names_the_whole_hall() -> None:
    tour = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    path = tour.partition("```text\n")[2].partition("\n")[0]
    here = {folder.parent.name for folder in (ROOT / "src" / "strategraph").glob("*/__init__.py")}
    assert path.split(" ──► ")[1:] == [room for room in ROOMS if room in here]
    assert {name for name in HALL if f"`{name}`" not in tour} == set()
