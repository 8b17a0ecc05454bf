"""Links between two plans are kept from build to build, and found anew as soon as anything they depend on is another."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from small_plans import home_of
from strategraph.alignment import AlignedUnit, Aligner, KeptLinks, shared_key
from strategraph.batch import Means
from strategraph.graph_names import GraphNames
from strategraph.pipeline import Batch, make_graphs
from strategraph.places import Places
from strategraph.settings import Inference, Settings
from strategraph.triples import lines_graph

UNIT = AlignedUnit("https://example.org/goal/1", "plan", "national", {"IX.a": "printed"}, {"own": ("Dluhová poradna",)})


def graph() -> Graph:
    made = Graph()
    made.add((URIRef("https://example.org/link"), URIRef("https://example.org/p"), Literal("Cíl", lang="cs")))
    return made


class Finder:
    """Finds the same graph each time, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Graph:
        self.asked += 1
        return graph()


def test_what_is_kept_is_not_found_again_and_is_the_same(tmp_path: Path) -> None:
    find = Finder()
    first = KeptLinks(tmp_path / "links", "a").of(("continuity", (2024, 2026)), [UNIT], find)
    second = KeptLinks(tmp_path / "links", "a").of(("continuity", (2024, 2026)), [UNIT], find)
    assert find.asked == 1
    assert first.read() == second.read()
    assert set(lines_graph([second])) == set(graph())
    assert (first.count, second.count) == (1, 1)


@pytest.mark.parametrize(
    "shared, told, unit",
    [
        ("b", "continuity", UNIT),
        ("a", "layer/assigned/continuity", UNIT),
        ("a", "continuity", replace(UNIT, codes={"IX.a": "assigned"})),
        ("a", "continuity", replace(UNIT, texts={"own": ("Dluhová poradna",), "below": ("a",)})),
        ("a", "continuity", replace(UNIT, weights={"IX.a": 3.0})),
    ],
)
def test_anything_else_is_found_anew(tmp_path: Path, shared: str, told: str, unit: AlignedUnit) -> None:
    find = Finder()
    KeptLinks(tmp_path, "a").of("continuity", [UNIT], find)
    KeptLinks(tmp_path, shared).of(told, [unit], find)
    assert find.asked == 2


@pytest.mark.parametrize("spoil", [lambda content: content[:-1], lambda content: b"", lambda content: b"x" * 99])
def test_a_damaged_file_is_none(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    find = Finder()
    KeptLinks(tmp_path, "a").of("continuity", [UNIT], find)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    found = KeptLinks(tmp_path, "a").of("continuity", [UNIT], find)
    assert (find.asked, set(lines_graph([found])), file.read_bytes()) == (2, set(graph()), whole)


def test_what_a_build_does_not_use_goes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        KeptLinks(tmp_path, "a").of(name, [UNIT], graph)
    (tmp_path / "x.links.tmp-1").write_bytes(b"half")
    kept = KeptLinks(tmp_path, "a")
    kept.of("two", [UNIT], graph)
    kept.drop_others()
    find = Finder()
    kept.of("two", [UNIT], find)
    assert (find.asked, len(list(tmp_path.iterdir()))) == (0, 1)


def test_without_a_folder_nothing_is_kept() -> None:
    find, kept = Finder(), KeptLinks(None, "")
    for _ in range(2):
        kept.of("continuity", [UNIT], find)
    kept.drop_others()
    assert find.asked == 2


def _synonym(places: Places) -> None:
    table = next((places.mappings / "synonyms").glob("*.csv"))
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def _formula(places: Places) -> None:
    path = places.queries / "alignment" / "links.sql"
    path.write_text(path.read_text(encoding="utf-8").replace("0.8", "0.7"), encoding="utf-8")


@pytest.mark.parametrize("change", [_synonym, _formula])
def test_the_key_of_all_links_follows_tables_and_formula(tmp_path: Path, change: Callable[[Places], None]) -> None:
    places = home_of(tmp_path)
    before = shared_key(places, Settings())
    assert before == shared_key(places, Settings())
    change(places)
    assert shared_key(places, Settings()) != before


def test_the_key_of_all_links_follows_the_settings(tmp_path: Path) -> None:
    places, settings = home_of(tmp_path), Settings()
    other = replace(settings, alignment=replace(settings.alignment, permutations=settings.alignment.permutations + 1))
    assert shared_key(places, settings) != shared_key(places, other)


def test_a_build_takes_up_the_continuity_that_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = home_of(tmp_path / "home", "napsi-2006-2008", "ap-ssz-2024-2026")
    batch, settings = Batch(means=Means(kept=tmp_path / "prepared")), Settings(inference=Inference(closure_units=0))
    name = GraphNames(settings.publication.base).named("continuity")
    first = make_graphs(places, settings, lambda room, told: None, batch).graphs[name]

    def refuse(*sides: object) -> None:
        raise AssertionError("links are kept and found anew all the same")

    monkeypatch.setattr(Aligner, "continued", refuse)
    second = make_graphs(places, settings, lambda room, told: None, batch).graphs[name]
    assert len(first) > 0
    assert set(second) == set(first)
