"""Plans of all levels in one release: their pages, and links between any two levels, held against a plain reckoning."""

import math
from itertools import product
from pathlib import Path

import httpx
import pytest

from level_plans import EARLIER, EUROPEAN, MICROREGIONAL, MUNICIPAL, levels_home
from running import Running
from strategraph.alignment import Levels
from strategraph.api import Graph
from strategraph.cli import main
from strategraph.errors import UsageError
from strategraph.pipeline import build
from strategraph.places import Places
from strategraph.release import open_release
from strategraph.release.checking import check
from strategraph.reports import Asked, Options, Reckoner, scope_of
from strategraph.settings import Settings

SSZ, USTI, PLZEN = "ap-ssz-2024-2026", "sprss-ustecky", "sprss-plzensky-2019-2021"
GENERAL, SPECIFIC = "general", "specific"
Link = tuple[str, str, str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return levels_home(tmp_path_factory.mktemp("levels") / "home", SSZ, USTI, PLZEN)


@pytest.fixture(scope="module")
def output(home: Places) -> Path:
    folder = home.home / "build"
    build(home, Settings(), folder, lambda step, told: None)
    return folder


def plain(graph: Graph, subject: str, object_: str, plan: str = "") -> dict[tuple[str, str], tuple[str, float]]:
    """Subject and object → class and shared information of every link between two levels, reckoned by sets alone."""
    side = {one.iri: one.side for one in graph.plans()}
    carried: dict[str, set[str]] = {}
    plans: dict[str, str] = {}
    for row in graph.query("descriptors-by-unit"):
        plans[str(row["unit"])] = str(row["plan"])
        carried.setdefault(str(row["unit"]), set()).update([row["notation"]] if "notation" in row else [])
    units = [(unit, codes, side[plans[unit]], plans[unit].rpartition("/")[2]) for unit, codes in carried.items()]
    mine = [one for one in units if one[2] == subject and plan in ("", one[3])]
    theirs = [one for one in units if one[2] == object_ and (not plan or one[3] != plan)]

    def content(code: str) -> float:
        return min(
            math.log(len(some) / number) for some in (mine, theirs) if (number := sum(code in one[1] for one in some))
        )

    found = {}
    for (one, ours, _, _), (other, others, _, _) in product(mine, theirs):
        if shared := [content(code) for code in ours & others]:
            found[one, other] = (SPECIFIC if max(shared) >= 1 else GENERAL, sum(shared))
    return found


PAIRS = [
    ("european", "national", ""),
    ("european", "municipal", ""),
    ("national", "european", ""),
    ("national", "municipal", ""),
    ("regional", "municipal", ""),
    ("regional", "microregional", ""),
    ("microregional", "municipal", ""),
    ("municipal", "microregional", ""),
    ("regional", "regional", USTI),
    ("regional", "regional", PLZEN),
    ("municipal", "municipal", MUNICIPAL),
]


@pytest.mark.parametrize("subject, object_, plan", PAIRS)
def test_links_between_any_two_levels_are_those_of_a_plain_reckoning(
    home: Places, graph: Graph, subject: str, object_: str, plan: str
) -> None:
    reckoner = Reckoner(home, Settings().alignment)
    reckoned = reckoner.reckon(graph._answers, Levels(subject, object_, plan), "all", {})
    links = {(one.link.subject, one.link.object): one.link for one in reckoned.aligned}
    expected = plain(graph, subject, object_, plan)
    assert links.keys() == expected.keys()
    assert expected
    for pair, link in links.items():
        assert link.link_class == expected[pair][0]
        assert link.information == pytest.approx(expected[pair][1], abs=0.001)
        assert link.score == sum(one.share for one in link.descriptors) + link.text_share
    assert all(one.chance is not None and 0 < one.chance.p <= one.chance.q + 1e-9 <= 1.1 for one in reckoned.aligned)


def test_the_same_way_leads_to_the_links_that_are_published(home: Places, graph: Graph) -> None:
    answers = graph._answers
    scope = scope_of(answers, Options(), "")
    periods = {plan.id: plan.years for plan in (*scope.nationals, *scope.regionals)}
    for layer in ("all", "printed"):
        reckoned = Reckoner(home, Settings().alignment).reckon(answers, Levels(), layer, periods)
        for plan in scope.regionals:
            values = {"national": f"plan/{SSZ}", "regional": plan.value, "layer": layer}
            for query in ("links-of-plans", "shares-of-plans", "words-of-plans"):
                assert_same(reckoned.rows(query, values), answers.rows(Asked(query, values)))
        if layer == "all":  # what the release publishes of descriptors is of its own layer
            values = {"layer": layer}
            told = answers.rows(Asked("content-of-descriptors", values))
            assert told
            assert_same(reckoned.rows("content-of-descriptors", values), told)
        values = {"national": f"plan/{SSZ}", "layer": layer}
        for query in ("coverage-of-objectives", "priorities-served", "descriptors-that-link"):
            assert_same(reckoned.rows(query, values), answers.rows(Asked(query, values)))


def assert_same(reckoned: object, published: object) -> None:
    """Row by row, in the columns that reports read."""
    assert isinstance(reckoned, tuple)
    assert isinstance(published, tuple)
    assert len(reckoned) == len(published)
    for one, other in zip(reckoned, published, strict=True):
        assert one == {name: other[name] for name in one}
        assert other.keys() - one.keys() <= {"national", "regional", "layer"}


def test_specific_links_between_small_plans_are_those_that_a_reader_finds(graph: Graph) -> None:
    links = graph.links(EUROPEAN, MUNICIPAL, from_level="european", to_level="municipal")
    found = {(one.objective[-3:], one.priority[-3:]) for one in links if one.link_class == SPECIFIC}
    # both speak of care for the old, too (2.3, 2.1), but by a descriptor that two of the five European objectives carry
    assert found == {("2.1", "1.1"), ("2.2", "1.1")}
    assert ("2.3", "2.1") in {(one.objective[-3:], one.priority[-3:]) for one in links}
    assert {one.period_overlap for one in links} == {"overlapping"}
    assert len(graph.links(EUROPEAN, from_level="european", to_level="municipal")) > len(links)


def test_levels_that_are_not_there_and_plans_of_another_level_are_told(graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"no level 'parish': choose one of european, national, regional, microreg"):
        graph.links(from_level="parish")
    with pytest.raises(UsageError, match=rf"no municipal plan '{SSZ}': choose one of {EARLIER}, {MUNICIPAL}\."):
        graph.links(SSZ, from_level="municipal")
    with pytest.raises(UsageError, match=rf"no microregional plan or region '{USTI}': choose one of {MICROREGIONAL}\."):
        graph.links(regional=USTI, to_level="microregional")
    with pytest.raises(UsageError, match=r"The report bodies is not about links from one level to another"):
        graph.report("bodies", from_level="european")


@pytest.mark.parametrize("name", ["alignment", "coverage", "gaps", "statistics"])
def test_reports_speak_of_the_levels_that_were_asked_for(graph: Graph, name: str) -> None:
    report = graph.report(name, from_level="european", to_level="municipal")
    told = dict(report.provenance.facts)
    assert (
        told["Plan that links lead from (European level)"]
        == f"Evropský rámec sociálního začleňování 2021-2030 ({EUROPEAN})"
    )
    assert told["Links"].startswith("European → municipal: reckoned for this report from the units of the release")
    words = " ".join([report.title, *report.lead, *(table.title for table in report.tables)])
    assert "egional" not in words
    assert "ational" not in words
    assert "Links" not in dict(graph.report(name).provenance.facts)


def test_statistics_between_levels_are_those_of_the_report(graph: Graph) -> None:
    levels = {"from_level": "national", "to_level": "municipal"}
    tables = {table.key: table.rows for table in graph.report("statistics", **levels).tables}
    (pair,), influence, stability = graph.comparisons(**levels), graph.influence(**levels), graph.stability(**levels)
    assert ({pair.first, pair.second}, len(stability) > 0) == ({EARLIER, MUNICIPAL}, True)
    assert [(pair.both, pair.only_first, pair.only_second, pair.neither)] == [row[2:6] for row in tables["comparisons"]]
    assert [(one.links, one.served) for one in influence] == [row[2:4] for row in tables["descriptors"]]
    assert sorted((one.links, one.left_out, one.kept) for one in stability) == sorted(
        row[3:6] for row in tables["objectives"]
    )


def test_a_report_within_one_level_leads_from_one_plan_to_the_others(graph: Graph) -> None:
    report = graph.report("coverage", national=USTI, from_level="regional", to_level="regional")
    plans = [str(row[0].iri).rpartition("/")[2] for row in next(report.tables).rows]
    assert plans == [PLZEN]


@pytest.mark.full
def test_the_release_has_no_faults_and_its_plans_say_their_levels(output: Path, home: Places, graph: Graph) -> None:
    assert check(open_release(output), home) == ()
    levels = {
        row["plan"].rpartition("/")[2]: row["level"]
        for row in graph.query("plans-of-territory", territory="territory/EU")
    }
    assert levels == {
        EUROPEAN: "european",
        SSZ: "national",
        USTI: "regional",
        PLZEN: "regional",
        MICROREGIONAL: "microregional",
        EARLIER: "municipal",
        MUNICIPAL: "municipal",
    }
    below = graph.query("plans-of-territory", territory="territory/mikroregion-podlesi")
    assert [row["plan"].rpartition("/")[2] for row in below] == [MICROREGIONAL, EARLIER, MUNICIPAL]
    replaced = {
        row["plan"].rpartition("/")[2]: row["replaced"].rpartition("/")[2]
        for row in graph.query("succession-of-plans")
        if "replaced" in row
    }
    assert replaced == {MUNICIPAL: EARLIER}


def test_pages_of_territories_list_the_plans_below_and_plans_what_they_replace(site: Running) -> None:
    region = shown(site, "/page/territory/CZ042", "cs")
    assert "Plány pro území uvnitř tohoto" in region
    assert region.index("Plán rozvoje sociálních služeb mikroregionu Podlesí") < region.index("obce Lípina 2019-2021")
    assert "obecní" in region
    village = shown(site, "/page/territory/obec-lipina", "en")
    for name in (
        "Evropská unie" if "Evropská unie" in village else "European Union",
        "Czechia",
        "Podlesí Microregion",
        "Litoměřice",
    ):
        assert name in village.partition('class="trail"')[2].partition("</nav>")[0]
    later, earlier = (shown(site, f"/page/plan/{plan}", "en") for plan in (MUNICIPAL, EARLIER))
    assert "replaces" in later
    assert f"/page/plan/{EARLIER}" in later
    assert "It is replaced by" in earlier
    assert "Nahrazuje jej" in shown(site, f"/page/plan/{EARLIER}", "cs")


def test_the_site_makes_reports_between_levels(site: Running) -> None:
    page = shown(site, "/reports/alignment?from=european&to=municipal", "en")
    assert '<option value="european" selected>European</option>' in page
    assert f'<option value="{EUROPEAN}"' in page
    assert "reckoned for this report" in page
    answer = asked(site, "/reports/coverage.csv?from=regional&to=regional", "en")
    assert answer.status_code == 200
    assert asked(site, "/reports/coverage?from=parish", "en").status_code == 400
    assert asked(site, "/reports/bodies?from=european", "en").status_code == 400
    assert 'name="from"' not in shown(site, "/reports/bodies", "en")


def shown(site: Running, path: str, language: str) -> str:
    answer = asked(site, path, language)
    assert answer.status_code == 200, answer.text
    return answer.text


def asked(site: Running, path: str, language: str) -> httpx.Response:
    return site.client.get(path, headers={"Accept-Language": language, "Accept": "text/html, */*;q=0.5"})


def links_of(home: Places, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["alignment", "links", *words, "--home", str(home.home), "--top", "1"])
    out, err = capsys.readouterr()
    return code, out or err


def test_the_command_finds_links_between_levels(home: Places, capsys: pytest.CaptureFixture[str]) -> None:
    goal = f"plan/{MUNICIPAL}/goal/1.1"
    code, told = links_of(home, capsys, goal)
    assert (code, told[8:].splitlines()[0]) == (0, f"specific plan/{SSZ}/goal/4.6.a → {goal}")
    code, told = links_of(home, capsys, goal, "--from", "european", "--to", "municipal")
    assert (code, told[8:].splitlines()[0]) == (0, f"specific plan/{EUROPEAN}/goal/2.1 → {goal}")
    code, told = links_of(home, capsys, f"plan/{EUROPEAN}/goal/2.1")
    assert (code, told[8:].splitlines()[0]) == (0, f"specific plan/{EUROPEAN}/goal/2.1 → plan/{SSZ}/goal/4.6.a")
    code, told = links_of(home, capsys, f"plan/{USTI}/goal/1.1", "--from", "regional", "--to", "regional")
    assert (code, told[8:].splitlines()[0]) == (0, f"specific plan/{USTI}/goal/1.1 → plan/{PLZEN}/priority/p8")
    code, told = links_of(home, capsys, goal, "--from", "european", "--to", "national")
    assert code == 2
    assert "is a municipal priority, and links from the european to the national level were asked for" in told


def test_tables_within_a_level_need_the_plan_that_links_lead_from(
    home: Places, output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["alignment", "tables", "--home", str(home.home), "--data", str(output)]
    assert main([*words, str(tmp_path / "a"), "--from", "regional", "--to", "regional"]) == 2
    assert "lead from the units of one plan to those of all others: name it with --plan." in capsys.readouterr().err
    assert main([*words, str(tmp_path / "b"), "--plan", USTI]) == 2
    assert "A plan is named where both levels are the same" in capsys.readouterr().err
    assert main([*words, str(tmp_path / "c"), "--from", "regional", "--to", "regional", "--plan", USTI]) == 0
    assert main(["alignment", "run", str(tmp_path / "c"), "--output", str(tmp_path / "d")]) == 0
