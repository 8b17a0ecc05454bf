"""Plans that say which plan they replace: their continuity, on pages and in the report."""

from pathlib import Path

import pytest

from level_plans import EARLIER, EUROPEAN, MUNICIPAL, levels_home
from pages.tables import page, tables
from running import Running
from strategraph.alignment.aligning import preceding
from strategraph.api import Graph
from strategraph.pipeline import build
from strategraph.places import Places
from strategraph.release import open_release
from strategraph.release.checking import check
from strategraph.reports.scope import Options, Plan, scope_of
from strategraph.settings import Alignment, Settings

SSZ, SBSV, NAPSI = "ap-ssz-2024-2026", "ap-sbsv-2016-2020", "napsi-2006-2008"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The national plans, of which the latest replaces the earliest and not the one between; and plans of other levels."""
    places = levels_home(tmp_path_factory.mktemp("replaced") / "home", SSZ, SBSV, NAPSI)
    manifest = places.data / "sources" / "national" / SSZ / "source.toml"
    manifest.write_text(f'replaces = "{NAPSI}"\n{manifest.read_text(encoding="utf-8")}', encoding="utf-8")
    return places


@pytest.fixture(scope="module")
def output(home: Places) -> Path:
    folder = home.home / "build"
    build(home, Settings(alignment=Alignment(permutations=99)), folder, lambda step, told: None)
    return folder


def test_a_plan_that_states_none_goes_by_its_period_and_one_of_another_level_has_none_before_it() -> None:
    periods = {"c": (2024, 2026), "a": (2006, 2008), "b": (2016, 2020), "x": None}
    assert list(preceding(periods, {})) == [("a", "b"), ("b", "c")]
    assert list(preceding(periods, {"c": "a", "village-2": "village-1"})) == [
        ("a", "b"),
        ("a", "c"),
        ("village-1", "village-2"),
    ]


def continued(graph: Graph, plan: str) -> list[tuple[str, str, str]]:
    """Objective, rank, and the earlier one that it continues or may continue, each with its plan."""
    rows = graph.query("continued-objectives", plan=f"plan/{plan}")
    return [(key(row["objective"]), str(row["rank"]), key(row["earlier"])) for row in rows]


def key(iri: object) -> str:
    return str(iri).partition("/plan/")[2]


def test_a_plan_continues_the_one_that_it_replaces_at_any_level(graph: Graph) -> None:
    assert {earlier.partition("/")[0] for _, _, earlier in continued(graph, SSZ)} == {NAPSI}
    assert {earlier.partition("/")[0] for _, _, earlier in continued(graph, SBSV)} == {NAPSI}
    assert continued(graph, EUROPEAN) == []
    assert continued(graph, NAPSI) == []
    assert continued(graph, EARLIER) == []
    village = continued(graph, MUNICIPAL)
    assert {earlier.partition("/")[0] for _, _, earlier in village} == {EARLIER}
    assert {(objective, rank) for objective, rank, _ in village} >= {(f"{MUNICIPAL}/goal/1.1", "1")}
    succession = {
        (key(row["plan"]), key(row["continued"])) for row in graph.query("succession-of-plans") if "continued" in row
    }
    assert succession == {(SSZ, NAPSI), (SBSV, NAPSI), (MUNICIPAL, EARLIER)}


def test_the_report_follows_what_is_stated_and_lists_the_other_plans(graph: Graph) -> None:
    report = graph.report("continuity", language="en")
    found = {table.key: table for table in report.tables}
    assert [column.key for column in found["lifelines"].columns][:2] == [NAPSI, SSZ]
    assert report.lead[-1] == "There are 3 national plans; the lines follow the 2 that lead to the latest."
    pairs = [
        (key(later.iri), key(earlier.iri), known, *numbers)
        for later, earlier, known, *numbers in found["replaced"].rows
    ]
    goes_on = {
        later: {
            (objective, earlier)
            for objective, rank, earlier in continued(graph, later)
            if rank == "1" and (objective, earlier) in specific(graph, later)
        }
        for later in (SBSV, SSZ, MUNICIPAL)
    }
    sizes = {one.id: one.units for one in plans_of(graph)}
    assert pairs == [
        (
            later, before, known, sizes[later], len(goes_on[later]), sizes[later] - len(goes_on[later]),
            sizes[before] - len({earlier for _, earlier in goes_on[later]}),
        )
        for later, before, known in (
            (SBSV, NAPSI, "by the periods"),
            (SSZ, NAPSI, "stated with the source"),
            (MUNICIPAL, EARLIER, "stated with the source"),
        )
    ]  # fmt: skip
    listed = {(key(row[1].iri), key(row[3].iri)) for row in found["replaced-objectives"].rows if row[3] is not None}
    assert listed == goes_on[SBSV] | goes_on[MUNICIPAL]
    assert goes_on[MUNICIPAL]


def specific(graph: Graph, plan: str) -> set[tuple[str, str]]:
    rows = graph.query("continued-objectives", plan=f"plan/{plan}")
    return {(key(row["objective"]), key(row["earlier"])) for row in rows if row["linkClass"] == "specific"}


def plans_of(graph: Graph) -> tuple[Plan, ...]:
    return scope_of(graph._answers, Options(), "").plans


def test_pages_show_what_a_goal_of_a_village_continues(site: Running) -> None:
    later = page(site, f"plan/{MUNICIPAL}/goal/1.1", "en")
    section = later.partition('<section aria-labelledby="earlier">')[2].partition("</section>")[0]
    assert "The plan before: objectives that it may continue" in section
    assert f"/page/plan/{EARLIER}/goal/" in section
    ((_, table),) = tables(section).items()
    assert table[0] == ["Score", "Earlier objective", "Class"]
    earlier = page(site, f"plan/{EARLIER}/goal/1.1", "cs")
    assert "Následující plán: cíle, které na něj mohou navazovat" in earlier
    assert 'id="earlier"' not in earlier


@pytest.mark.full
def test_the_release_has_no_faults(output: Path, home: Places) -> None:
    assert check(open_release(output), home) == ()
